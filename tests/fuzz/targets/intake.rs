//! Any bytes as an intake: refused with a sentence, or planned without a conflict.
#![no_main]

use ischia_fuzz::model::Intake;
use ischia_fuzz::planner;
use ischia_fuzz::{SHIPPED, assert_sound, document};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(document) = document(bytes) else {
        return;
    };
    let intake: Intake = match document.parse() {
        Ok(intake) => intake,
        Err(fault) => return assert!(!fault.message.is_empty()),
    };
    match SHIPPED.accept(intake) {
        Ok(accepted) => assert_sound(&planner::plan(&accepted, &SHIPPED).unwrap(), &SHIPPED),
        Err(faults) => {
            assert!(!faults.is_empty());
            // Placing a fault must not fail either.
            for fault in &faults {
                assert!(fault.at(&document, &[]).place.line > 0);
            }
        }
    }
});
