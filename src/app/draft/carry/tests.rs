//! What comes along from the last visit, and above all what never does.

use super::super::*;
use crate::app::action::Change;
use crate::model::{Fact, Intake, Plan, Status, Weeks};
use crate::planner;
use crate::store::Progress;
use crate::store::sample::{self, Wanted};

fn nprs(score: u16) -> Option<Nprs> {
    Nprs::new(score).ok()
}

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
        r#", "findings": ["hip-replacement", "tingling", "opioid"],
            "home_care_kept": "Kept", "age": 54,
            "course": { "visit": 3, "pain_history": [8, 7], "first_visit": "2026-10-13" }"#,
        &knowledge,
    );
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    assert!(draft.answers.is_empty(), "{:?}", draft.answers);
    assert_eq!((draft.doctor, draft.home_care_kept), (None, None));
    assert_eq!(draft.onset_weeks, "42");
    assert_eq!((draft.visit.as_str(), draft.pain_history.as_str()), ("4", "8, 7, 6"));
    assert_eq!(draft.first_visit, "2026-10-13");
    assert_eq!(draft.last_furthest_point, Some(FurthestPoint::Knee));
    assert_eq!(draft.activities[0].name, "walk to work");
    assert_eq!(draft.activities[0].score, None);
    assert_eq!((draft.date.as_str(), draft.age), ("2026-11-24", Age::new(54).ok()));
    assert!(draft.quality.is_empty());
    let carried = draft.carried.as_ref().unwrap();
    assert_eq!(carried.from, day("2026-11-10"));
    for fact in [Fact::Category, Fact::Side, Fact::Onset, Fact::Diagnosis, Fact::CauseKnown] {
        assert!(draft.is_carried(fact), "{fact:?}");
    }
    let words = draft.unconfirmed_words(&knowledge);
    assert_eq!(words[..5], ["chronic", "left", "42 weeks", "doctor’s diagnosis", "cause"]);
}

#[test]
fn weeks_go_on_however_close_the_visits_are() {
    let knowledge = knowledge();
    let first = plan(r#", "findings": []"#, &knowledge);
    for apart in [1, 3, 5, 6, 7, 8, 13] {
        let mut visits = vec![first.clone()];
        for count in 1..=20 {
            let passed = apart * count;
            let today = first.intake.date.plus_days(passed);
            let mut draft = IntakeDraft::after(&visits[0], &knowledge, today);
            draft.count_onset_over(visits[1..].iter(), today);
            assert_eq!(draft.onset_weeks, (40 + passed / 7).to_string(), "{count}, {apart} apart");
            let weeks = draft.onset_weeks.parse().unwrap();
            let mut visit = first.clone();
            visit.intake.date = today;
            visit.intake.onset_weeks = Weeks::new(weeks).ok();
            visits.insert(0, visit);
        }
        // What somebody puts right counts from that day.
        visits[0].intake.onset_weeks = Weeks::new(3).ok();
        let today = visits[0].intake.date.plus_days(8);
        let mut draft = IntakeDraft::after(&visits[0], &knowledge, today);
        draft.count_onset_over(visits[1..].iter(), today);
        assert_eq!(draft.onset_weeks, "4");
    }
}

#[test]
fn an_intake_that_is_asked_anew_every_day_loses_no_week() {
    let knowledge = knowledge();
    let first = plan(r#", "findings": []"#, &knowledge);
    let mut draft = IntakeDraft::from_intake(&first.intake, &knowledge);
    let mut day = first.intake.date;
    for passed in 1..=30 {
        let today = first.intake.date.plus_days(passed);
        draft.ask_anew(day, &knowledge, today);
        assert_eq!(draft.onset_weeks, (40 + passed / 7).to_string());
        day = today;
    }
}

#[test]
fn words_of_another_day_are_quoted_and_never_todays() {
    let knowledge = knowledge();
    let first = plan(r#", "findings": []"#, &knowledge);
    let draft = IntakeDraft::after(&first, &knowledge, day("2026-11-17"));
    assert!(draft.complaint.is_empty() && draft.notes.is_empty());
    let quote = |text: &str| Some(Quote { on: day("2026-11-10"), text: text.to_owned() });
    let last = draft.last.clone().unwrap();
    assert_eq!((last.complaint, last.notes), (quote("since the move"), quote("sails")));
    assert_eq!((last.pain_back, last.pain_leg), (nprs(3), nprs(6)));
    assert_eq!(last.furthest_point, Some(FurthestPoint::Knee));

    // At the second visit nobody said anything: at the third the first one's words stand there.
    let mut second = first.clone();
    second.intake.date = day("2026-11-17");
    second.intake.complaint = None;
    second.intake.notes = Some("sings".to_owned());
    let mut third = IntakeDraft::after(&second, &knowledge, day("2026-11-24"));
    third.look_back_at(&first);
    let last = third.last.unwrap();
    assert_eq!(last.complaint, quote("since the move"));
    assert_eq!(last.notes.unwrap().text, "sings");
}

#[test]
fn an_intake_that_is_asked_anew_twice_keeps_what_nobody_answered() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": ["hip-replacement", "opioid"]"#, &knowledge);
    let mut draft = IntakeDraft::after(&last, &knowledge, day("2026-11-17"));
    let opioid = FindingId::new("opioid").unwrap();
    draft.apply(Change::Answer(opioid.clone(), false), &knowledge, day("2026-11-17"));
    draft.ask_anew(day("2026-11-17"), &knowledge, day("2026-11-24"));
    let hip = FindingId::new("hip-replacement").unwrap();
    assert_eq!(draft.former[&hip].on, day("2026-11-10"), "the day on which it was last yes");
    assert!(!draft.former.contains_key(&opioid));
    let last = draft.last.unwrap();
    assert_eq!((last.on, last.pain_leg), (day("2026-11-10"), nprs(6)));
    assert_eq!(last.complaint.unwrap().text, "since the move");
}

#[test]
fn a_first_visit_becomes_the_second_and_a_withheld_one_none() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": []"#, &knowledge);
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    assert_eq!((draft.visit.as_str(), draft.pain_history.as_str()), ("2", "6"));
    assert_eq!(draft.first_visit, "2026-11-10");
    assert!(draft.is_returning() && !IntakeDraft::new(day("2026-11-24")).is_returning());
    let withheld = plan(r#", "findings": ["foot-drop"]"#, &knowledge);
    assert_eq!(withheld.status, Status::Refer);
    let draft = IntakeDraft::after(&withheld, &knowledge, day("2026-11-24"));
    assert!(draft.visit.is_empty() && draft.pain_history.is_empty());
    assert!(draft.answers.is_empty() && draft.former.is_empty());
}

#[test]
fn a_mark_goes_with_a_touch_and_all_of_them_with_a_word() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": ["hip-replacement"]"#, &knowledge);
    let today = day("2026-11-24");
    let mut draft = IntakeDraft::after(&last, &knowledge, today);
    draft.apply(Change::Side(Side::Left), &knowledge, today);
    assert!(!draft.is_carried(Fact::Side) && draft.is_carried(Fact::Category));
    let all = draft.unconfirmed().unwrap().facts.iter().copied().collect();
    draft.apply(Change::Confirm(all), &knowledge, today);
    assert_eq!(draft.unconfirmed(), None);
    let hip = FindingId::new("hip-replacement").unwrap();
    assert_eq!(draft.answer(&hip), None, "facts are confirmed, a former yes never");
}

#[test]
fn a_draft_keeps_its_marks_and_an_older_one_has_none() {
    let knowledge = knowledge();
    let last = plan(r#", "findings": ["hip-replacement"]"#, &knowledge);
    let draft = IntakeDraft::after(&last, &knowledge, day("2026-11-24"));
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<IntakeDraft>(&text).unwrap(), draft);
    let empty = serde_json::to_string(&IntakeDraft::new(day("2026-11-24"))).unwrap();
    for field in ["carried", "former", "last\":"] {
        assert!(!empty.contains(field), "{field}");
    }
}

#[test]
fn the_age_comes_from_the_year_of_birth_and_the_day_of_the_session() {
    let mut draft = IntakeDraft::new(day("2026-11-24"));
    for (born, age) in [(Some(1972), Some(54)), (Some(2026), Some(0)), (Some(2030), None)] {
        draft.set_age(born);
        let age: Option<u16> = age;
        assert_eq!(draft.age.map(Age::get), age, "{born:?}");
    }
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
    let mut former = 0;
    for client in store.clients().unwrap() {
        let plans = store.client(client).unwrap().plans;
        for history in plans.values() {
            let Some(record) = history.current().and_then(|last| last.content.record()) else {
                continue;
            };
            let mut draft = IntakeDraft::after(&record.plan, &knowledge, today);
            assert_asked_anew(&draft, &knowledge);
            former += draft.former.len();
            draft = IntakeDraft::from_intake(&record.plan.intake, &knowledge);
            draft.ask_anew(record.plan.intake.date, &knowledge, today);
            assert_asked_anew(&draft, &knowledge);
            seen += 1;
        }
    }
    assert!(seen > 100 && former > 0, "{seen} plans, {former} former yes");
}

fn assert_asked_anew(draft: &IntakeDraft, knowledge: &Knowledge) {
    assert!(draft.answers.is_empty(), "{:?}", draft.answers);
    for finding in draft.former_yes(knowledge) {
        let group = finding.group.as_str();
        assert!(matches!(group, "hold" | "modifier"), "{}", finding.id);
    }
    assert_eq!((draft.pain_back, draft.pain_leg, draft.doctor), (None, None, None));
    assert_eq!((draft.furthest_point, draft.trend, draft.inflammation), (None, None, None));
    assert!(draft.places.inflamed.is_empty());
    assert!(draft.complaint.is_empty() && draft.notes.is_empty());
    assert!(draft.to_intake(knowledge).is_err());
}
