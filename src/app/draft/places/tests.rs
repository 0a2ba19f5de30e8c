//! A place is never at odds with the answers it belongs to, and never silently.

use super::super::tests::{complete, today};
use super::super::*;
use crate::app::action::Change;

/// An intake in which everything is answered with no.
fn calm(knowledge: &Knowledge) -> IntakeDraft {
    let draft = complete(knowledge);
    assert!(draft.to_intake(knowledge).is_ok());
    draft
}

fn place(list: RegionList) -> Change {
    Change::Place(list, RegionId::new("calves").unwrap(), Laterality::Right)
}

fn ids(list: RegionList) -> &'static [&'static str] {
    match list {
        RegionList::Numb => {
            &["stable-numbness", "new-numbness", "stable-weakness", "new-weakness", "foot-drop"]
        }
        RegionList::Injured => &["trauma-within-72h", "deep-tissue-damage", "suspected-fracture"],
        RegionList::Excluded | RegionList::Inflamed => &[],
    }
}

fn id(text: &str) -> FindingId {
    FindingId::new(text).unwrap()
}

#[test]
fn a_place_sets_the_questions_open_that_it_belongs_to() {
    let knowledge = Knowledge::shipped().unwrap();
    for list in [RegionList::Numb, RegionList::Injured] {
        let mut draft = calm(&knowledge);
        draft.apply(place(list), &knowledge, today());
        let open: Vec<&str> = ids(list).to_vec();
        for finding in &knowledge.tables().findings {
            let is_open = draft.answer(&finding.id).is_none();
            assert_eq!(is_open, open.contains(&finding.id.as_str()), "{}", finding.id);
        }
        assert!(draft.waits_for_an_answer(list, &knowledge));
        assert!(draft.to_intake(&knowledge).is_err());
        // One press doesn't answer what the place speaks against.
        for group in &knowledge.tables().groups {
            draft.apply(Change::AllNo(vec![group.id.clone()]), &knowledge, today());
        }
        assert!(open.iter().all(|one| draft.answer(&id(one)).is_none()));
        draft.apply(Change::Answer(id(open[0]), true), &knowledge, today());
        for group in &knowledge.tables().groups {
            draft.apply(Change::AllNo(vec![group.id.clone()]), &knowledge, today());
        }
        let intake = draft.to_intake(&knowledge).unwrap();
        assert!(knowledge.accept(intake).is_ok());
    }
    let mut draft = calm(&knowledge);
    draft.apply(place(RegionList::Inflamed), &knowledge, today());
    assert_eq!(draft.inflammation, None);
    draft.apply(Change::Inflammation(Inflammation::Some), &knowledge, today());
    assert!(draft.to_intake(&knowledge).is_ok());
}

#[test]
fn a_place_that_every_answer_denies_is_missing_by_both_names() {
    let knowledge = Knowledge::shipped().unwrap();
    for list in [RegionList::Numb, RegionList::Injured, RegionList::Inflamed] {
        let mut draft = calm(&knowledge);
        draft.apply(place(list), &knowledge, today());
        draft.apply(Change::Inflammation(Inflammation::None), &knowledge, today());
        for one in ids(list) {
            draft.apply(Change::Answer(id(one), false), &knowledge, today());
        }
        let missing = draft.to_intake(&knowledge).unwrap_err();
        assert_eq!(missing.len(), 1, "{missing:?}");
        assert_eq!(missing[0].field, Field::Places(list));
        assert!(missing[0].text.starts_with(list.label()), "{}", missing[0].text);
        for one in ids(list) {
            let label = &knowledge.finding(&id(one)).unwrap().label;
            assert!(missing[0].text.contains(label.as_str()), "{}", missing[0].text);
        }
        draft.apply(place(list), &knowledge, today());
        assert!(draft.to_intake(&knowledge).is_ok(), "without the place all is well");
    }
}

/// A numb place of a plan from before the rule: it comes along, and its questions wait for it.
#[test]
fn a_numb_place_that_was_carried_over_is_asked_about_one_by_one() {
    let knowledge = Knowledge::shipped().unwrap();
    let mut draft = calm(&knowledge);
    draft.places.numb.insert((RegionId::new("calves").unwrap(), Laterality::Right));
    draft.ask_anew(today(), &knowledge, today());
    assert_eq!(draft.places.numb.len(), 1);
    for group in &knowledge.tables().groups {
        draft.apply(Change::AllNo(vec![group.id.clone()]), &knowledge, today());
    }
    for one in ids(RegionList::Numb) {
        assert_eq!(draft.answer(&id(one)), None, "{one}");
    }
}
