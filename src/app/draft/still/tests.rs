//! A former yes counts until it is answered, no press on "All no" answers it, and what goes with it
//! goes and comes back.

use super::super::*;
use crate::app::action::Change;
use crate::app::visit::{Visit, Work};
use crate::model::{Intake, Plan, Status};
use crate::planner;

fn nprs(score: u16) -> Nprs {
    Nprs::new(score).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2026-11-24")
}

fn id(text: &str) -> FindingId {
    FindingId::new(text).unwrap()
}

/// A plan of 10 November with these answers.
fn last(extra: &str, knowledge: &Knowledge) -> Plan {
    let text = format!(
        r#"{{ "date": "2026-11-10", "category": "piriformis", "side": "Right", "pain_back": 3,
            "pain_leg": 5, "furthest_point": "Calf", "trend": "Same", "inflammation": "None",
            "onset_weeks": 12, "diagnosis": "ByDoctor", "cause_known": true,
            "doctor_on_massage": "InFavour", "minutes": 60 {extra} }}"#
    );
    let intake: Intake = serde_json::from_str(&text).unwrap();
    planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap()
}

/// A blood thinner, and a known numbness of the right calf that a doctor has cleared.
const NUMB: &str = r#", "findings": ["anticoagulant", "stable-numbness"],
    "numb_regions": [{ "region": "calves", "side": "Right" }],
    "clearances": [
        { "by": "Dr A", "on": "2026-11-01", "covers": ["g-12", "g-11"], "limits": "light" },
        { "by": "Dr B", "on": "2026-06-01", "covers": ["g-12"], "limits": "light" },
        { "by": "Dr C", "on": "2026-11-01", "covers": ["g-10"], "limits": "light" }]"#;

/// Today's intake after it, with the answers of the day.
fn returning(extra: &str, knowledge: &Knowledge) -> IntakeDraft {
    let mut draft = IntakeDraft::after(&last(extra, knowledge), knowledge, today());
    for change in [
        Change::PainBack(nprs(3)),
        Change::PainLeg(nprs(5)),
        Change::FurthestPoint(FurthestPoint::Calf),
        Change::Trend(Trend::Same),
        Change::Inflammation(Inflammation::None),
        Change::Doctor(DoctorOnMassage::NotAsked),
    ] {
        draft.apply(change, knowledge, today());
    }
    draft
}

/// Everything that one press each answers with no.
fn all_no(draft: &mut IntakeDraft, knowledge: &Knowledge) {
    for finding in knowledge.tables().findings.iter().filter(|f| f.group.as_str() == "emergency") {
        draft.apply(Change::Answer(finding.id.clone(), false), knowledge, today());
    }
    for group in &knowledge.tables().groups {
        draft.apply(Change::AllNo(vec![group.id.clone()]), knowledge, today());
    }
}

fn open(draft: &IntakeDraft, knowledge: &Knowledge) -> Vec<Field> {
    let all = draft.required(knowledge).into_iter();
    all.filter(|(open, _)| *open).map(|(_, field)| field).collect()
}

fn answer(draft: &mut IntakeDraft, finding: &str, yes: bool, knowledge: &Knowledge) {
    draft.apply(Change::Answer(id(finding), yes), knowledge, today());
}

#[test]
fn every_yes_of_hold_and_modifier_is_asked_again_and_no_other() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut intake = last(r#", "findings": []"#, &knowledge).intake;
    for finding in &knowledge.tables().findings {
        intake.findings = [finding.id.clone()].into();
        let mut draft = IntakeDraft::from_intake(&intake, &knowledge);
        draft.ask_anew(intake.date, &knowledge, today());
        let is_still = matches!(finding.group.as_str(), "hold" | "modifier");
        assert_eq!(draft.counts_as_yes(&finding.id), is_still, "{}", finding.id);
        assert_eq!(draft.answer(&finding.id), None);
        for implied in &finding.implies {
            assert_eq!(draft.counts_as_yes(implied), is_still, "{implied}");
        }
        all_no(&mut draft, &knowledge);
        assert_eq!(draft.counts_as_yes(&finding.id), is_still, "{}", finding.id);
    }
}

#[test]
fn all_no_leaves_a_former_yes_open_and_it_counts_meanwhile() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut draft = returning(NUMB, &knowledge);
    let still = [Field::Finding(id("stable-numbness")), Field::Finding(id("anticoagulant"))];
    all_no(&mut draft, &knowledge);
    let left = open(&draft, &knowledge);
    assert!(left.len() == 2 && still.iter().all(|one| left.contains(one)), "{left:?}");
    let visit = Visit::of(Work::of_intake(draft.clone()), &knowledge, today());
    let standing = visit.standing();
    assert!(standing.plan.is_none());
    assert_ne!(standing.status(), Status::Ok);
    let has = |id: &str| standing.gates().iter().any(|gate| gate.id.as_str() == id);
    assert!(has("g-12") && has("g-17"), "{:?}", standing.gates());

    answer(&mut draft, "stable-numbness", true, &knowledge);
    answer(&mut draft, "anticoagulant", true, &knowledge);
    let intake = draft.to_intake(&knowledge).unwrap();
    assert_eq!(intake.findings, [id("anticoagulant"), id("stable-numbness")].into());
    assert_eq!(intake.numb_regions.len(), 1);
}

#[test]
fn they_stand_after_the_emergency_signs() {
    let knowledge = Knowledge::shipped().unwrap();
    let draft = returning(NUMB, &knowledge);
    let questions: Vec<String> = open(&draft, &knowledge)
        .into_iter()
        .filter_map(
            |field| if let Field::Finding(id) = field { Some(id.to_string()) } else { None },
        )
        .collect();
    assert_eq!(questions[5..7], ["stable-numbness", "anticoagulant"]);
    assert_eq!(questions.len(), knowledge.tables().findings.len(), "each once");
}

#[test]
fn clearances_come_along_with_their_finding_until_they_end() {
    let knowledge = Knowledge::shipped().unwrap();
    let draft = returning(NUMB, &knowledge);
    let by: Vec<&str> = draft.clearances.iter().map(|one| one.by.as_str()).collect();
    assert_eq!(by, ["Dr A"], "one has ended, one is about no former yes");
    let covers: Vec<&str> = draft.clearances[0].covers.iter().map(GateId::as_str).collect();
    assert_eq!(covers, ["g-12"], "what a day's pain brought is asked anew");
    assert_eq!(draft.clearances_about(&id("stable-numbness"), &knowledge), [0]);
    assert!(draft.clearances_about(&id("anticoagulant"), &knowledge).is_empty());
}

#[test]
fn a_no_takes_its_place_and_clearance_away_and_a_yes_brings_them_back() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut draft = returning(NUMB, &knowledge);
    all_no(&mut draft, &knowledge);
    let before = draft.clone();
    answer(&mut draft, "stable-numbness", false, &knowledge);
    assert!(draft.places.numb.is_empty() && draft.clearances.is_empty());
    let no_longer = draft.no_longer();
    assert_eq!(no_longer.len(), 1);
    assert_eq!(no_longer[0].finding, id("stable-numbness"));
    assert_eq!(no_longer[0].yes_on, day("2026-11-10"));
    answer(&mut draft, "anticoagulant", true, &knowledge);
    let intake = draft.to_intake(&knowledge).unwrap();
    assert!(intake.numb_regions.is_empty() && intake.clearances.is_empty());
    answer(&mut draft, "stable-numbness", true, &knowledge);
    assert_eq!((&draft.places, &draft.clearances), (&before.places, &before.clearances));
    assert!(draft.no_longer().is_empty());
}

#[test]
fn what_two_are_behind_goes_with_the_second_no_and_comes_back_with_either_yes() {
    let knowledge = Knowledge::shipped().unwrap();
    let both = NUMB.replace(r#""stable-numbness"]"#, r#""stable-numbness", "stable-weakness"]"#);
    for back in ["stable-numbness", "stable-weakness"] {
        let mut draft = returning(&both, &knowledge);
        answer(&mut draft, "stable-numbness", false, &knowledge);
        assert!(!draft.places.numb.is_empty() && !draft.clearances.is_empty());
        answer(&mut draft, "stable-weakness", false, &knowledge);
        assert!(draft.places.numb.is_empty() && draft.clearances.is_empty());
        answer(&mut draft, back, true, &knowledge);
        assert_eq!((draft.places.numb.len(), draft.clearances.len()), (1, 1), "{back}");
    }
}

/// Each list of places: it comes along with its yes, and goes with a no to it.
#[test]
fn places_come_along_with_their_yes() {
    let knowledge = Knowledge::shipped().unwrap();
    let place = r#"[{ "region": "calves", "side": "Right" }]"#;
    for (finding, field, list) in [
        ("open-wound", "excluded_regions", RegionList::Excluded),
        ("skin-problem", "excluded_regions", RegionList::Excluded),
        ("trauma-within-72h", "injured_regions", RegionList::Injured),
        ("stable-weakness", "numb_regions", RegionList::Numb),
    ] {
        let extra = format!(r#", "findings": ["{finding}"], "{field}": {place}"#);
        let mut draft = returning(&extra, &knowledge);
        assert_eq!(draft.places.list(list).len(), 1, "{finding}");
        all_no(&mut draft, &knowledge);
        answer(&mut draft, finding, false, &knowledge);
        assert!(draft.places.list(list).is_empty(), "{finding}");
        assert!(draft.to_intake(&knowledge).is_ok(), "{finding}");
    }
    // What is asked anew takes its places with it.
    let mut intake = last(r#", "findings": []"#, &knowledge).intake;
    intake.inflammation = Inflammation::Some;
    intake.inflamed_regions = serde_json::from_str(place).unwrap();
    let mut draft = IntakeDraft::from_intake(&intake, &knowledge);
    draft.ask_anew(intake.date, &knowledge, today());
    assert!(draft.places.inflamed.is_empty());
}

#[test]
fn a_plan_of_a_record_still_says_what_is_no_longer_so() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut draft = returning(NUMB, &knowledge);
    all_no(&mut draft, &knowledge);
    answer(&mut draft, "stable-numbness", true, &knowledge);
    answer(&mut draft, "anticoagulant", false, &knowledge);
    let visit = Visit::of(Work::of_intake(draft), &knowledge, today());
    let (work, record) = (visit.work(), visit.record().unwrap());
    assert_eq!(record.no_longer, work.intake.no_longer());
    assert_eq!(record.no_longer[0].finding, id("anticoagulant"));
    assert_eq!(record.unconfirmed, work.intake.carried);
    let text = serde_json::to_string(&record).unwrap();
    let record_again = serde_json::from_str(&text).unwrap();
    let again = Visit::of_record(record_again, &knowledge, today());
    let again = again.work();
    assert_eq!(again.intake.no_longer(), record.no_longer);
    assert_eq!(again.intake.carried, work.intake.carried);
    // At the visit after that it was no, and is asked like every other question.
    let after = IntakeDraft::after(&record.plan, &knowledge, day("2026-12-01"));
    assert!(!after.former.contains_key(&id("anticoagulant")));
}
