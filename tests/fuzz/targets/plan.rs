//! Any bytes as a plan file, edited by hand perhaps: checked, and written back as it was read.
#![no_main]

use ischia_fuzz::model::Plan;
use ischia_fuzz::planner;
use ischia_fuzz::text::{Document, Format, to_json, to_ron};
use ischia_fuzz::{SHIPPED, assert_sound, document};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(Ok(plan)) = document(bytes).map(|document| document.parse::<Plan>()) else {
        return;
    };
    let texts = [(Format::Ron, to_ron(&plan)), (Format::Json, to_json(&plan))];
    for (format, text) in texts {
        let text = text.unwrap_or_else(|error| panic!("{error}"));
        let again = Document::from_text("again", format, text).parse::<Plan>();
        assert_eq!(again.as_ref(), Ok(&plan));
    }
    // Whatever the steps say, a finding is all that may come of it.
    if planner::check(&plan, &SHIPPED).is_ok() {
        let accepted = SHIPPED.accept(plan.intake).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_sound(&planner::plan(&accepted, &SHIPPED).unwrap(), &SHIPPED);
    }
});
