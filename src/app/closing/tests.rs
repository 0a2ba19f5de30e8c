//! What is entered becomes the outcome that it says, and comes back from it.

use super::*;
use crate::model::{Intake, Plan, StepOutcome};
use crate::planner;
use crate::planner::course::accept_outcome;
use crate::text::{Document, Notation};

fn plan(knowledge: &Knowledge) -> Plan {
    let text = r#"(
        date: "2026-11-24", category: "chronic", side: Left, pain_back: 3, pain_leg: 4,
        furthest_point: Calf, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 60, activities: [(name: "walk to work", score: 5)],
    )"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
    let accepted = knowledge.accept(document.parse::<Intake>().unwrap()).unwrap();
    planner::plan(&accepted, knowledge).unwrap()
}

fn closing(knowledge: &Knowledge, record: PlanRecord) -> Closing {
    let today = day("2026-11-24");
    let visit = crate::app::visit::Visit::of_record(record.clone(), knowledge, today);
    let at = jiff::Timestamp::UNIX_EPOCH;
    let key = PlanKey {
        client: crate::model::ClientId::fresh(at),
        plan: crate::model::PlanId::fresh(at),
    };
    let of = ClosingOf {
        key,
        base: Base::none(),
        record: Arc::new(record),
        saved: None,
        work: visit.shared_work(),
        is_past: false,
    };
    Closing::new(of, BTreeMap::new(), knowledge, today)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn entry() -> Entry {
    Entry { at: jiff::Timestamp::UNIX_EPOCH, by: "R. Placeholder".to_owned() }
}

fn nprs(score: u16) -> Nprs {
    Nprs::new(score).unwrap()
}

#[test]
fn untouched_is_right_but_for_what_nobody_can_know() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut closing = closing(&knowledge, PlanRecord::draft(plan(&knowledge)));
    assert!(!closing.is_begun() && !closing.is_amendment());
    let all = [ClosingQuestion::Leg, ClosingQuestion::Back, ClosingQuestion::Unwanted];
    assert_eq!(closing.missing(), all);
    assert!(matches!(closing.entered.next, Some(NextVisit::After(_))), "the plan's own");
    for change in
        [ClosingChange::Leg(nprs(2)), ClosingChange::Back(nprs(3)), ClosingChange::NothingUnwanted]
    {
        closing.enter(change, &knowledge);
    }
    assert!(closing.missing().is_empty());
    assert_eq!(closing.view.leg.words, "2 less: a real change");
    assert_eq!((closing.view.back.words.as_str(), closing.view.back.tone), ("same", Tone::Plain));
    assert_eq!(closing.view.minutes, closing.of.record.plan.total_minutes);
    let record = closing.record(entry());
    let outcome = record.outcome.clone().unwrap();
    assert!(outcome.steps.is_empty() && outcome.unwanted.as_deref() == Some(""));
    assert_eq!(outcome.on, day("2026-11-24"));
    assert!(outcome.next_visit > Some(outcome.on) && record.is_closed());
    assert!(accept_outcome(&outcome, &record.plan).is_empty());
}

#[test]
fn what_is_entered_comes_back_to_be_amended_and_the_first_stays() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut first = closing(&knowledge, PlanRecord::draft(plan(&knowledge)));
    let own = "Walked out upright.".to_owned();
    for change in [
        ClosingChange::Went(2, StepWent::Skipped),
        ClosingChange::Reason(2, SkipReason::NotWanted),
        ClosingChange::Went(3, StepWent::Changed),
        ClosingChange::Minutes(3, Minutes::clamped(1)),
        ClosingChange::Text(ClosingText::Word(3), "tender".to_owned()),
        ClosingChange::Went(4, StepWent::Skipped),
        ClosingChange::OwnReason(4),
        ClosingChange::Text(ClosingText::Reason(4), "a call came in".to_owned()),
        ClosingChange::Leg(nprs(6)),
        ClosingChange::Back(nprs(3)),
        ClosingChange::Reaches(FurthestPoint::Foot),
        ClosingChange::Activity("walk to work".to_owned(), nprs(6)),
        ClosingChange::Unwanted(Unwanted::Sore),
        ClosingChange::OtherUnwanted,
        ClosingChange::Text(ClosingText::Unwanted, "a cramp, once".to_owned()),
        ClosingChange::Next(NextVisit::On("2026-12-02".to_owned())),
        ClosingChange::Response(Response::Worse),
        ClosingChange::Text(ClosingText::Response, "Stiff.".to_owned()),
        ClosingChange::Text(ClosingText::Own(NotePart::Objective), own.clone()),
    ] {
        first.enter(change, &knowledge);
    }
    assert_eq!(first.view.leg.words, "2 more: worse");
    assert_eq!(first.view.reaches.1, "further down");
    let record = first.record(entry());
    let outcome = record.outcome.clone().unwrap();
    assert!(accept_outcome(&outcome, &record.plan).is_empty());
    assert_eq!(outcome.unwanted.as_deref(), Some("Sore, a cramp, once"));
    let told = |step: usize| outcome.step(step).and_then(|it: &StepOutcome| it.note.clone());
    assert_eq!(told(2).as_deref(), Some("Not wanted"));
    assert_eq!(told(4).as_deref(), Some("a call came in"));
    assert_eq!(record.own_note.objective, Some(own));

    let mut again = closing(&knowledge, record.clone());
    assert!(again.is_amendment() && !again.is_begun() && again.missing().is_empty());
    let same = again.record(entry());
    assert_eq!(same.outcome, record.outcome);
    assert_eq!(same.own_note, record.own_note);
    again.enter(ClosingChange::Leg(nprs(4)), &knowledge);
    again.enter(ClosingChange::Written(NotePart::Objective), &knowledge);
    let amended = again.record(entry());
    assert!(amended.own_note.is_empty());
    assert_eq!(amended.earlier.len(), 1);
    assert_eq!(Some(&amended.earlier[0].outcome), record.outcome.as_ref());
    assert_eq!(amended.earlier[0].own_note, record.own_note);
}

#[test]
fn days_that_cannot_be_keep_it_open() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut closing = closing(&knowledge, PlanRecord::draft(plan(&knowledge)));
    let mut is_open = |text: ClosingText, typed: &str, question: ClosingQuestion| {
        let change = ClosingChange::Text(text, typed.to_owned());
        closing.enter(change, &knowledge);
        closing.missing().contains(&question)
    };
    for wrong in ["", "24.11.", "2026-11-25", "1999-01-01"] {
        assert!(is_open(ClosingText::Day, wrong, ClosingQuestion::Day), "{wrong}");
    }
    assert!(!is_open(ClosingText::Day, "2026-11-20", ClosingQuestion::Day), "entered days later");
    for wrong in ["", "2026-11-20", "soon"] {
        assert!(is_open(ClosingText::NextVisit, wrong, ClosingQuestion::NextVisit), "{wrong}");
    }
    assert!(!is_open(ClosingText::NextVisit, "2026-12-08", ClosingQuestion::NextVisit));
}

#[test]
fn what_was_said_of_a_step_stays_with_it_when_the_plan_changes() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut closing = closing(&knowledge, PlanRecord::draft(plan(&knowledge)));
    let last = closing.of.record.plan.steps.len();
    for step in [1, last] {
        closing.enter(ClosingChange::Went(step, StepWent::Skipped), &knowledge);
    }
    let mut of = closing.of.clone();
    Arc::make_mut(&mut of.record).plan.steps.pop();
    closing.follow(of, BTreeMap::new(), &knowledge);
    assert_eq!(closing.entered.steps.keys().copied().collect::<Vec<_>>(), [1]);
    assert!(
        accept_outcome(&closing.record(entry()).outcome.unwrap(), &closing.of.record.plan)
            .is_empty()
    );
}

#[test]
fn a_draft_of_it_is_read_again() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut closing = closing(&knowledge, PlanRecord::draft(plan(&knowledge)));
    assert_eq!(closing.kept(), None);
    closing.enter(ClosingChange::Went(2, StepWent::Skipped), &knowledge);
    closing.enter(ClosingChange::Unwanted(Unwanted::Skin), &knowledge);
    let kept = closing.kept().unwrap();
    let text = crate::text::to_ron(&*kept).unwrap();
    let document = Document::from_text("draft.ron", Notation::Ron, text);
    assert_eq!(document.parse::<KeptClosing>().unwrap(), *kept);
}
