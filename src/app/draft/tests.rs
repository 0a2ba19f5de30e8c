//! The draft alone: what is missing, what a yes brings, and that nothing is lost on the way.

use super::*;
use crate::app::action::Change;
use crate::model::{GroupId, Intake};

fn nprs(score: u16) -> Nprs {
    Nprs::new(score).unwrap()
}

fn knowledge() -> Knowledge {
    Knowledge::shipped().unwrap()
}

pub(super) fn today() -> Day {
    Day::parse("2026-11-24").unwrap()
}

pub(super) fn complete(knowledge: &Knowledge) -> IntakeDraft {
    let mut draft = IntakeDraft::new(today());
    let category = knowledge.tables().protocols[0].id.clone();
    for change in [
        Change::Category(category),
        Change::Side(Side::Right),
        Change::PainBack(nprs(4)),
        Change::PainLeg(nprs(6)),
        Change::Text(TextField::Minutes, "60".to_owned()),
        Change::FurthestPoint(FurthestPoint::Calf),
        Change::Trend(Trend::Same),
        Change::Inflammation(Inflammation::None),
        Change::Text(TextField::OnsetWeeks, "8".to_owned()),
        Change::Diagnosis(Diagnosis::ByDoctor),
        Change::CauseKnown(true),
        Change::Doctor(DoctorOnMassage::InFavour),
    ] {
        draft.apply(change, knowledge, today());
    }
    for finding in &knowledge.tables().findings {
        draft.answers.insert(finding.id.clone(), false);
    }
    draft
}

#[test]
fn a_question_is_open_until_it_is_answered() {
    let knowledge = knowledge();
    let mut draft = complete(&knowledge);
    assert!(draft.to_intake(&knowledge).is_ok());
    let finding = knowledge.tables().findings[3].id.clone();
    draft.answers.remove(&finding);
    let missing = draft.to_intake(&knowledge).unwrap_err();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].field, Field::Finding(finding));
    let answered = draft.convert(&knowledge, today()).answered;
    assert_eq!(answered + 1, draft.required(&knowledge).len());
}

#[test]
fn all_no_answers_what_is_open_and_never_a_group_asked_one_by_one() {
    let knowledge = knowledge();
    for group in &knowledge.tables().groups {
        let mut draft = IntakeDraft::new(today());
        let ids: Vec<_> = knowledge.tables().findings.iter().collect();
        let of_group: Vec<_> = ids.iter().filter(|f| f.group == group.id).collect();
        let first = of_group[0].id.clone();
        draft.answers.insert(first.clone(), true);
        draft.apply(Change::AllNo(vec![group.id.clone()]), &knowledge, today());
        assert_eq!(draft.answer(&first), Some(true));
        let answered = draft.answers.len();
        let expected = if group.one_by_one { 1 } else { of_group.len() };
        assert_eq!(answered, expected, "{}", group.id);
    }
    let unknown = GroupId::new("nothing").unwrap();
    let mut draft = IntakeDraft::new(today());
    draft.apply(Change::AllNo(vec![unknown]), &knowledge, today());
    assert!(draft.answers.is_empty());
}

#[test]
fn a_yes_brings_what_it_implies_and_a_no_there_asks_again() {
    let knowledge = knowledge();
    let id = |text: &str| FindingId::new(text).unwrap();
    let mut draft = IntakeDraft::new(today());
    let late = id("pregnancy-after-week-13");
    draft.apply(Change::Answer(late.clone(), true), &knowledge, today());
    assert_eq!(draft.answer(&id("pregnancy")), Some(true));
    draft.apply(Change::Answer(id("pregnancy"), false), &knowledge, today());
    assert_eq!(draft.answer(&late), None);
}

#[test]
fn a_wound_needs_its_place() {
    let knowledge = knowledge();
    let mut draft = complete(&knowledge);
    let wound = FindingId::new("open-wound").unwrap();
    draft.apply(Change::Answer(wound, true), &knowledge, today());
    let missing = draft.to_intake(&knowledge).unwrap_err();
    assert_eq!(missing[0].field, Field::Places(RegionList::Excluded));
    let region = RegionId::new("calves").unwrap();
    for side in Laterality::ALL {
        let place = Change::Place(RegionList::Excluded, region.clone(), side);
        draft.apply(place, &knowledge, today());
    }
    let intake = draft.to_intake(&knowledge).unwrap();
    assert_eq!(intake.excluded_regions.len(), 1);
    assert_eq!(intake.excluded_regions[0].side, Side::Both);
}

#[test]
fn an_intake_comes_back_as_it_was() {
    let knowledge = knowledge();
    let text = r#"{
        "date": "2026-11-24", "category": "chronic", "side": "Both", "worse_side": "Left",
        "pain_back": 4, "pain_leg": 6, "furthest_point": "Calf", "trend": "Worse",
        "inflammation": "Some", "diagnosis": "ByDoctor", "cause_known": true,
        "doctor_on_massage": "InFavour", "findings": ["open-wound", "stable-numbness", "tingling"],
        "findings_since": { "tingling": "2026-11-01" },
        "excluded_regions": [{ "region": "calves", "side": "Both" }],
        "numb_regions": [{ "region": "calves", "side": "Right" }],
        "clearances": [{ "by": "Dr A", "on": "2026-11-20", "until": "2027-02-20",
            "covers": ["g-11"], "limits": "light", "max_pressure": 3,
            "max_hands_on_minutes": 30 }],
        "minutes": 60,
        "course": { "visit": 3, "pain_history": [7, 6], "first_visit": "2026-10-13",
            "last_furthest_point": "Knee" },
        "preferences": { "heat": false, "max_pressure": 3, "avoid_positions": ["Prone"],
            "declined_modalities": ["hot-stone"] },
        "complaint": "since the move", "notes": "likes it quiet", "quality": ["Sharp"],
        "aggravators": ["Sitting"], "eases": ["Walking"], "goals": ["LessPain"],
        "activities": [{ "name": "walk to work", "score": 6 }], "sitting_hours": 8
    }"#;
    let intake: Intake = serde_json::from_str(text).unwrap();
    let draft = IntakeDraft::from_intake(&intake, &knowledge);
    assert_eq!(draft.to_intake(&knowledge).unwrap(), intake);
}

#[test]
fn what_is_typed_wrongly_is_missing_with_the_words_that_help() {
    let knowledge = knowledge();
    let mut draft = complete(&knowledge);
    for (field, typed) in [
        (TextField::Minutes, "200"),
        (TextField::Date, "24.11.2026"),
        (TextField::SittingHours, "many"),
        (TextField::PainHistory, "7, 6"),
    ] {
        draft.apply(Change::Text(field, typed.to_owned()), &knowledge, today());
    }
    let missing = draft.to_intake(&knowledge).unwrap_err();
    let texts: Vec<&str> = missing.iter().map(|one| one.text.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("15 to 180")), "{texts:?}");
    assert!(texts.iter().any(|text| text.contains("2026-11-24")), "{texts:?}");
    assert!(texts.contains(&"Hours of sitting a day: a whole number"), "{texts:?}");
    assert!(texts.contains(&"Visit number"), "{texts:?}");
}

#[test]
fn what_the_category_answers_is_not_asked() {
    let knowledge = Knowledge::shipped().unwrap();
    let disc = FindingId::new("known-herniated-disc").unwrap();
    let mut draft = IntakeDraft::new(today());
    let field = Field::Finding(disc.clone());
    let asks =
        |draft: &IntakeDraft| draft.required(&knowledge).iter().any(|(_, asked)| *asked == field);
    assert!(asks(&draft));
    let category = CategoryId::new("herniated-disc").unwrap();
    draft.apply(Change::Category(category), &knowledge, today());
    assert!(!asks(&draft));
    for group in &knowledge.tables().groups {
        draft.apply(Change::AllNo(vec![group.id.clone()]), &knowledge, today());
    }
    assert_eq!(draft.answer(&disc), None, "all no says nothing about it");
    let category = CategoryId::new("chronic").unwrap();
    draft.apply(Change::Category(category), &knowledge, today());
    assert!(asks(&draft), "another category leaves it open");
}

#[test]
fn every_question_has_words_to_ask_it_and_a_name() {
    let knowledge = Knowledge::shipped().unwrap();
    let draft = IntakeDraft { diagnosis: Some(Diagnosis::ByDoctor), ..IntakeDraft::new(today()) };
    for (_, field) in draft.required(&knowledge) {
        assert!(draft.question_in_full(&field, &knowledge).ends_with(['?', '.']), "{field:?}");
        assert!(!draft.label(&field, &knowledge).is_empty(), "{field:?}");
    }
    assert_eq!(draft.label(&Field::Trend, &knowledge), "Past week");
    let later = IntakeDraft { visit: "2".to_owned(), ..draft };
    assert_eq!(later.label(&Field::Trend, &knowledge), "Since last visit");
}

#[test]
fn questions_about_the_same_stand_together() {
    let knowledge = Knowledge::shipped().unwrap();
    for group in &knowledge.tables().groups {
        let asked = knowledge.questions_of(group);
        let all = knowledge.tables().findings.iter().filter(|one| one.group == group.id);
        assert_eq!(asked.len(), all.count());
        let runs = asked.chunk_by(|one, next| one.topic == next.topic);
        let topics: Vec<_> = runs.filter_map(|run| run[0].topic.clone()).collect();
        assert_eq!(topics, group.topics, "{}", group.id);
    }
}
