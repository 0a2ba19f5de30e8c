//! A session of the sample practice in the project, closed anew: its note, brief, comparison and letter
//! equal texts that were written down. Whoever changes a word changes it there too.

#![expect(clippy::disallowed_methods, reason = "what differs is kept for a look")]

use std::fs;
use std::path::Path;

use ischia::export::note::{NoteSource, SessionNote};
use ischia::export::{Document, Format, Look, Past, SheetContext, Source, course, outline, write};
use ischia::model::{ClientId, Day, Entry, Outcome, PlanId};
use ischia::planner::course::{Brief, ClientCourse, compare};
use ischia::store::{Base, ClientFolder, Opened, Stamp, Store};
use ischia::text::{Document as Text, Notation};

use crate::support::{SHIPPED, in_crate};

const CLIENT: &str = "01a0c33b-a0a0-70d6-be5e-daa02adddf05";
const FIRST: &str = "01a1a70e-61a0-7278-a598-09210b9c7f02";
const LAST: &str = "01a1d610-fd00-7e9f-bf11-6ae925a4ea32";
const OUTCOME: &str = r#"(
    on: "2026-11-14",
    steps: [
        (step: 2, went: Skipped, note: "not wanted"),
        (step: 7, went: Changed, minutes: 3, pressure: 1, note: "tender"),
    ],
    pain_back: 1, pain_leg: 2, furthest_point: LowBack,
    activities: [(name: "drive for fifteen minutes", score: 8)],
    response: Better, response_note: "Walked out without the limp; buttock looser.",
    next_time: "Begin at the buttock.", unwanted: "", note: "Tender at the sacral edge.",
    next_visit: "2026-11-28",
)"#;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The sample practice with the session closed anew.
fn closed() -> (tempfile::TempDir, Store, ClientFolder) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("p");
    copy(&in_crate("plans"), &root);
    let store = Store::open(&root).and_then(Opened::open).unwrap();
    let (client, plan) = (ClientId::parse(CLIENT).unwrap(), PlanId::parse(LAST).unwrap());
    let history = store.plan(client, plan).unwrap();
    let head = history.current().unwrap();
    let mut record = head.content.record().unwrap().clone();
    let outcome: Outcome = Text::from_text("outcome.ron", Notation::Ron, OUTCOME).parse().unwrap();
    record.entered = Some(Entry { at: head.saved, by: head.by.clone() });
    let at = "2026-11-15T09:30:00Z".parse().unwrap();
    let stamp = Stamp { by: "Robin Placeholder".to_owned(), at };
    record.close(outcome, Entry { at, by: stamp.by.clone() });
    store.save_plan(client, plan, Base::of([head]), record, &stamp).unwrap();
    let read = store.client(client).unwrap();
    (folder, store, read)
}

/// Whether that is what stands in the file of this name; what it is now is kept beside it.
fn differs(name: &str, text: &str) -> Option<String> {
    let path = in_crate(&format!("tests/core/course/expected/{name}"));
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != text).then(|| {
        fs::write(path.with_extension("new"), text).unwrap();
        name.to_owned()
    })
}

#[test]
fn note_brief_comparison_and_letter_say_what_was_written_down() {
    let (_folder, store, folder) = closed();
    let settings = store.settings().unwrap();
    let practice = settings.current().unwrap().content.record().unwrap();
    let today = Day::parse("2026-11-16").unwrap();
    // The next session is planned already; what is known ends with the one that was closed.
    let kept = folder.kept().filter(|one| one.record.day() < today);
    let past = ClientCourse::new(kept, &SHIPPED, practice.course_gap_days, today);
    let of = |id: &str| {
        let id = PlanId::parse(id).unwrap();
        past.sessions.iter().find(|session| session.plan == id).unwrap()
    };
    let (first, last) = (of(FIRST), of(LAST));
    assert_eq!(last.versions, 2);
    let client = folder.record();
    let name = client.unwrap().name.as_str();

    let note = SessionNote::new(NoteSource {
        id: last.plan,
        record: last.record,
        client,
        course: &past,
        therapist: &practice.therapist,
        others: &[],
        saved: None,
        knowledge: &SHIPPED,
    })
    .unwrap();
    let brief = Brief::new(folder.id, client, &past, &SHIPPED, today);
    let days = [first, last].map(|session| session.date.with_weekday());
    let compared = compare((first.plan, first.record), (last.plan, last.record), true, &SHIPPED);
    let told = Past { course: &past, note: Some(&note) };
    let beside = SheetContext { past: Some(told), ..SheetContext::default() };
    let source = Source {
        practice: Some(practice),
        client,
        ..Source::of_plan(&last.record.plan, &SHIPPED, beside)
    };
    let letter = write(Document::Letter, Format::Md, &source, Look::default()).unwrap();

    let brief = course::brief(name, &brief, Some(last.record), &SHIPPED);
    let compared = course::comparison(name, days, &compared, &SHIPPED);
    let texts = [
        ("note.txt", outline::to_txt(&note.outline(name, &SHIPPED))),
        ("brief.md", outline::to_md(&brief)),
        ("compare.md", outline::to_md(&compared)),
        ("letter.md", String::from_utf8(letter.bytes).unwrap()),
    ];
    let differing: Vec<String> =
        texts.iter().filter_map(|(name, text)| differs(name, text)).collect();
    assert!(differing.is_empty(), "in tests/core/course/expected: {}", differing.join(", "));
}
