//! What comes along from the last visit, and above all what never does.

use super::super::*;
use crate::model::{Intake, Plan, Status};
use crate::planner;
use crate::store::Progress;
use crate::store::sample::{self, Wanted};
use crate::ui::action::Change;

fn knowledge() -> Knowledge {
    Knowledge::shipped().unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn plan(extra: &str, knowledge: &Knowledge) -> Plan {
    let text = format!(
        r#"{{ "date": "2026-11-10", "category": "chronic", "side": "Left", "pain_back": 3,
            "pain_leg": 6, "furthest_point": "Knee", "trend": "Same", "inflammation": "None",
            "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true,
            "doctor_on_massage": "InFavour", "minutes": 45, "notes": "sails", "quality": ["Dull"],
            "complaint": "since the move", "goals": ["LessPain"],
            "activities": [{{ "name": "walk to work", "score": 6 }}] {extra} }}"#
    );
    let intake: Intake = serde_json::from_str(&text).unwrap();
    planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap()
}

#[test]
fn stable_facts_come_along_and_todays_answers_are_asked_anew() {
    let knowledge = knowledge();
    let last = plan(
        r#", "findings": ["hip-replacement", "tingling", "opioid", "swelling"],
            "numb_regions": [{ "region": "calves", "side": "Right" }],
            "course": { "visit": 3, "pain_history": [8, 7], "first_visit": "2026-10-13" },
            "clearances": [
                { "by": "Dr A", "on": "2026-11-01", "covers": ["g-11"], "limits": "light" },
                { "by": "Dr B", "on": "2026-06-01", "covers": ["g-11"], "limits": "light" }]"#,
        &knowledge,
    );
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    let yes: Vec<&str> = draft.answers.keys().map(FindingId::as_str).collect();
    assert_eq!(yes, ["hip-replacement"]);
    assert_eq!(draft.onset_weeks, "42");
    assert_eq!((draft.visit.as_str(), draft.pain_history.as_str()), ("4", "8, 7, 6"));
    assert_eq!(draft.first_visit, "2026-10-13");
    assert_eq!(draft.last_furthest_point, Some(FurthestPoint::Knee));
    assert_eq!(draft.clearances.len(), 1);
    assert_eq!(draft.activities[0].name, "walk to work");
    assert_eq!(draft.activities[0].score, None);
    assert_eq!(draft.date, "2026-11-24");
    assert!(draft.notes.is_empty() && draft.quality.is_empty() && !draft.places.numb.is_empty());
    let carried = draft.carried.as_ref().unwrap();
    assert_eq!(carried.from, day("2026-11-10"));
    assert!(draft.is_carried(&Fact::Finding(FindingId::new("hip-replacement").unwrap())));
}

#[test]
fn a_first_visit_becomes_the_second_and_a_withheld_one_none() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": []"#, &knowledge);
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    assert_eq!((draft.visit.as_str(), draft.pain_history.as_str()), ("2", "6"));
    assert_eq!(draft.first_visit, "2026-11-10");
    let withheld = plan(r#", "findings": ["foot-drop"]"#, &knowledge);
    assert_eq!(withheld.status, Status::Refer);
    let draft = IntakeDraft::after(&withheld, &knowledge, day("2026-11-24"));
    assert!(draft.visit.is_empty() && draft.pain_history.is_empty());
    assert_eq!(draft.answers.len(), 0);
}

#[test]
fn a_mark_goes_with_a_touch_and_all_of_them_with_a_word() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": ["hip-replacement"]"#, &knowledge);
    let today = day("2026-11-24");
    let mut draft = IntakeDraft::after(&last, &knowledge, today);
    draft.apply(Change::Side(Side::Left), &knowledge, today);
    assert!(!draft.is_carried(&Fact::Side) && draft.is_carried(&Fact::Category));
    // No to all that is open doesn't confirm what was filled in.
    let group = knowledge.tables().findings.iter().find(|f| f.id.as_str() == "hip-replacement");
    let group = group.unwrap().group.clone();
    draft.apply(Change::AllNo(group), &knowledge, today);
    let hip = FindingId::new("hip-replacement").unwrap();
    assert_eq!(draft.answer(&hip), Some(true));
    assert!(draft.is_carried(&Fact::Finding(hip)));
    let all = draft.carried.as_ref().unwrap().facts.iter().cloned().collect();
    draft.apply(Change::Confirm(all), &knowledge, today);
    assert_eq!(draft.carried, None);
}

#[test]
fn a_draft_keeps_its_marks_and_an_older_one_has_none() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": ["hip-replacement"]"#, &knowledge);
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<IntakeDraft>(&text).unwrap(), draft);
    let empty = serde_json::to_string(&IntakeDraft::new(day("2026-11-24"))).unwrap();
    assert!(!empty.contains("carried"));
}

/// Over a whole made-up practice: whatever was answered, no red flag and nothing of the day comes
/// along.
#[test]
fn nothing_of_a_made_up_practice_answers_a_red_flag() {
    let knowledge = knowledge();
    let folder = tempfile::tempdir().unwrap();
    let wanted = Wanted { clients: 20, plans: 160, seed: 11 };
    let store = sample::write(&folder.path().join("p"), wanted, &Progress::default()).unwrap();
    let today = day("2027-06-01");
    let mut seen = 0;
    let mut stable = 0;
    for client in store.clients().unwrap() {
        let plans = store.client(client).unwrap().plans;
        for history in plans.values() {
            let Some(record) = history.current().and_then(|last| last.content.record()) else {
                continue;
            };
            let mut draft = IntakeDraft::after(&record.plan, &knowledge, today);
            assert_asked_anew(&draft, &knowledge);
            stable += draft.answers.len();
            draft = IntakeDraft::from_intake(&record.plan.intake, &knowledge);
            draft.ask_anew(record.plan.intake.date, &knowledge, today);
            assert_asked_anew(&draft, &knowledge);
            seen += 1;
        }
    }
    assert!(seen > 100 && stable > 0, "{seen} plans, {stable} stable findings");
}

fn assert_asked_anew(draft: &IntakeDraft, knowledge: &Knowledge) {
    for finding in &knowledge.tables().findings {
        let group = knowledge.tables().groups.iter().find(|group| group.id == finding.group);
        let red_flag = matches!(group.unwrap().id.as_str(), "emergency" | "refer" | "hold");
        let answer = draft.answer(&finding.id);
        assert!(answer.is_none() || !red_flag, "{}", finding.id);
        assert_ne!(answer, Some(false), "a no is asked again: {}", finding.id);
    }
    assert_eq!((draft.pain_back, draft.pain_leg), (None, None));
    assert_eq!((draft.furthest_point, draft.trend, draft.inflammation), (None, None, None));
    assert!(draft.places.excluded.is_empty() && draft.places.inflamed.is_empty());
    assert!(draft.places.injured.is_empty());
    assert!(draft.to_intake(knowledge).is_err());
}
