//! What tells of sessions that took place: the letter and the session note, on one page each.

use ischia::export::note::{NoteSource, SessionNote};
use ischia::export::{Document, Format, Past, SheetContext, write};
use ischia::model::{
    Activity, Client, Day, Entry, FurthestPoint, Minutes, Nprs, Outcome, PlanId, PlanRecord,
    Pressure, Response, StepOutcome, StepWent,
};
use ischia::planner::course::{ClientCourse, Kept};

use super::file::find_nothing;
use super::html::read;
use super::pages::is_sound;
use super::pictures::{first, look_as_before, strip};
use super::{Press, Wanted, looks, packed, said, sample};
use crate::support::{SHIPPED, all_cleared, plan};

/// A made-up course of four sessions, the client of the drafts; the last one was changed here and there.
fn records(text: &str) -> Vec<PlanRecord> {
    let days = ["2026-10-13", "2026-10-27", "2026-11-10", "2026-11-24"];
    let scores = [(6, 5), (6, 5), (5, 3), (4, 2)];
    let mut records = Vec::new();
    for (day, (before, after)) in days.into_iter().zip(scores) {
        let mut intake = sample("herniated-disc.ron");
        intake.date = Day::parse(day).unwrap();
        intake.pain_leg = Nprs::clamped(before);
        intake.pain_back = Nprs::clamped(3);
        intake.course = None;
        let score = Nprs::clamped(10 - before);
        intake.activities = ["walk to work", "sit through a film"]
            .map(|name| Activity { name: name.to_owned(), score })
            .to_vec();
        intake.notes = Some(text.to_owned());
        intake.clearances = vec![all_cleared(intake.date, Some(3))];
        let mut record = PlanRecord::draft(plan(intake.clone()));
        let mut focus = record.plan.steps.iter().filter(|step| step.pressure.is_some());
        let changed = focus.next_back().unwrap().number;
        let outcome = Outcome {
            steps: vec![
                StepOutcome {
                    note: Some(text.to_owned()),
                    ..StepOutcome::new(2, StepWent::Skipped)
                },
                StepOutcome {
                    minutes: Some(Minutes::clamped(3)),
                    pressure: Some(Pressure::MIN),
                    note: Some(text.to_owned()),
                    ..StepOutcome::new(changed, StepWent::Changed)
                },
            ],
            pain_back: Some(Nprs::clamped(3)),
            pain_leg: Some(Nprs::clamped(after)),
            furthest_point: Some(FurthestPoint::Knee),
            activities: intake.activities,
            response: Some(Response::Better),
            response_note: Some(text.to_owned()),
            next_time: Some(text.to_owned()),
            unwanted: Some(String::new()),
            note: Some(text.to_owned()),
            next_visit: Some(intake.date.plus_days(14)),
            ..Outcome::on(intake.date)
        };
        let at = "2026-11-24T15:12:00Z".parse().unwrap();
        record.close(outcome, Entry { at, by: "R. Placeholder".to_owned() });
        records.push(record);
    }
    records
}

/// Does something with the course and the note of the last session.
fn told<T>(
    press: &Press,
    records: &[PlanRecord],
    look: super::Look,
    then: impl FnOnce(Wanted<'_>, &PlanRecord) -> T,
) -> T {
    let id = |number: u8| PlanId::from_bytes([number; 16]);
    let kept = (1..).zip(records).map(|(number, record)| Kept::new(id(number), record));
    let today = Day::parse("2026-11-25").unwrap();
    let course = ClientCourse::new(kept, &SHIPPED, 90, today);
    let last = records.last().unwrap();
    let client: &Client = &press.client;
    let note = SessionNote::new(NoteSource {
        id: id(u8::try_from(records.len()).unwrap()),
        record: last,
        client: Some(client),
        course: &course,
        therapist: &press.practice.therapist,
        others: &[],
        saved: None,
        knowledge: &SHIPPED,
    })
    .unwrap();
    let past = Past { course: &course, note: Some(&note) };
    let beside = SheetContext { past: Some(past), ..SheetContext::default() };
    then(Wanted { look, beside, ..press.wanted() }, last)
}

const CALM: &str = "Walked out without the limp; buttock looser.";

#[test]
fn the_letter_and_the_note_are_one_page_each_on_every_paper() {
    let press = Press::new();
    for look in looks() {
        told(&press, &records(CALM), look, |wanted, last| {
            for document in [Document::Letter, Document::Note] {
                let pages = wanted.pages(document, &last.plan);
                is_sound(&pages, &format!("{document:?}, {look:?}"));
                assert_eq!(pages.count(), 1, "{document:?}, {look:?}");
            }
        });
    }
}

#[test]
fn they_keep_to_the_standards_of_their_formats() {
    let press = Press::new();
    for look in looks() {
        told(&press, &records(CALM), look, |wanted, last| {
            for document in [Document::Letter, Document::Note] {
                let pages = wanted.pages(document, &last.plan);
                assert_eq!(pages.refused_by_standard(Day::FIRST), None, "{document:?}, {look:?}");
                let pdf = wanted.written(document, Format::Pdf, &last.plan);
                assert_eq!(pdf.remark, None, "{document:?}");
                find_nothing(document.label(), &pdf.bytes);
                let html = wanted.written(document, Format::Html, &last.plan).bytes;
                let said = read(&String::from_utf8(html).unwrap()).text;
                assert!(packed(&said).contains(&packed(CALM)), "{document:?}: {said}");
            }
        });
    }
}

#[test]
fn one_session_is_a_course_too() {
    let press = Press::new();
    told(&press, &records(CALM)[..1], super::Look::default(), |wanted, last| {
        let pages = wanted.pages(Document::Letter, &last.plan);
        assert!(packed(&said(&pages)).contains(&packed("One massage session has been given")));
    });
}

#[test]
fn letter_and_note_look_as_they_did() {
    let press = Press::new();
    let records = records(CALM);
    let pages = |document, look| {
        told(&press, &records, look, |wanted, last| wanted.pages(document, &last.plan))
    };
    for (name, document) in [("letter", Document::Letter), ("note", Document::Note)] {
        let one = first(&pages(document, super::Look::default()));
        let all = strip(looks().map(|look| pages(document, look)));
        look_as_before([(name.to_owned(), one), (format!("all-{name}"), all)]);
    }
}

#[test]
fn what_was_typed_about_a_session_comes_out_as_it_was_typed() {
    for text in super::nasty::nasty() {
        let mut press = Press::new();
        press.client.name.clone_from(&text);
        told(&press, &records(&text), super::Look::default(), |wanted, last| {
            let least = [(Document::Letter, 2), (Document::Note, 7)];
            for (document, least) in least {
                let pages = wanted.pages(document, &last.plan);
                let there = packed(&said(&pages)).matches(&packed(&text)).count();
                assert!(there >= least || pages.lacks_letters(), "{document:?}, {there}: {text}");
                for format in [Format::Html, Format::Md, Format::Txt] {
                    let source = wanted.source(Some(&last.plan));
                    let bytes = write(document, format, &source, wanted.look).unwrap().bytes;
                    let written = String::from_utf8(bytes).unwrap();
                    assert!(
                        !written.contains("<script>alert(1)") || format == Format::Txt,
                        "{written}"
                    );
                }
            }
        });
    }
}
