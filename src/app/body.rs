//! What each region of the body has to show: a draft's places beside what a plan comes to.
//!
//! What a plan comes to is the same on paper (`export::figure::marks`).

use super::draft::IntakeDraft;
pub use crate::export::figure::marks::{BodyPlace, Mark, Marks, PlaceReason, of_plan, place_name};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::knowledge::words::Voice;
use crate::model::{Laterality, RegionId, Side};

/// What the places named in a draft come to, before there is a plan.
pub fn of_draft(draft: &IntakeDraft) -> Marks {
    let mut marks = Marks::new();
    for list in RegionList::ALL {
        for place in draft.places.list(list) {
            marks.entry(place.clone()).or_default().name(list);
        }
    }
    marks
}

/// The places where no hands may work, each with its side, such as "Gluteals, right".
pub fn off_limits(marks: &Marks, knowledge: &Knowledge) -> Vec<String> {
    let mut places: Vec<(&RegionId, Vec<Laterality>)> = Vec::new();
    for ((region, side), _) in marks.iter().filter(|(_, mark)| mark.excluded.is_some()) {
        match places.iter_mut().find(|(known, _)| *known == region) {
            Some((_, sides)) => sides.push(*side),
            None => places.push((region, vec![*side])),
        }
    }
    let named = places.into_iter().map(|(region, sides)| {
        let side = match sides.as_slice() {
            [side] => Side::from(*side),
            _ => Side::Both,
        };
        knowledge.place(std::slice::from_ref(region), Some(side), Voice::Row)
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Intake;
    use crate::planner;
    use crate::text::{Document, Notation};

    fn marks(more: &str) -> Marks {
        let knowledge = Knowledge::shipped().unwrap();
        let text = format!(
            r#"(
                date: "2026-11-10", category: "herniated-disc", side: Right, pain_back: 3,
                pain_leg: 5, furthest_point: Calf, trend: Same, inflammation: None,
                onset_weeks: 40, diagnosis: ByDoctor, cause_known: true,
                doctor_on_massage: InFavour, minutes: 60, {more}
            )"#
        );
        let document = Document::from_text("intake.ron", Notation::Ron, text);
        let intake: Intake = document.parse().unwrap();
        let accepted = knowledge.accept(intake).unwrap();
        let assessment = planner::assess(&accepted, &knowledge);
        of_plan(&planner::build(&assessment).unwrap(), &assessment)
    }

    fn place(id: &str, side: Laterality) -> BodyPlace {
        (RegionId::new(id).unwrap(), side)
    }

    #[test]
    fn minutes_fall_on_the_side_that_is_worked_and_limits_carry_their_reason() {
        let marks = marks("findings: []");
        let worked = &marks[&place("gluteals", Laterality::Right)];
        assert!(worked.minutes > 0 && worked.share > 0.0 && !worked.steps.is_empty());
        let idle = marks.get(&place("gluteals", Laterality::Left));
        assert!(idle.is_none_or(|mark| mark.minutes == 0));
        assert!(worked.of_rows > 0);
        assert!(marks.values().all(|mark| mark.of_rows <= mark.minutes));
        assert!(marks.values().any(|mark| mark.of_rows < mark.minutes), "without its warm-up");
        let shares: f32 = marks.values().map(|mark| mark.share).sum();
        assert!(shares > 0.9, "{shares}");
        let spine = &marks[&place("low-back-near-spine", Laterality::Left)];
        let cap = spine.cap.as_ref().unwrap();
        assert!(cap.level <= 2 && !cap.why.text.is_empty() && !cap.why.sources.is_empty());
    }

    #[test]
    fn what_is_left_out_takes_what_is_worked_through_it_along() {
        let marks = marks(
            r#"findings: ["open-wound", "stable-numbness"],
               excluded_regions: [(region: "gluteals", side: Right)],
               numb_regions: [(region: "calves", side: Right)],
               clearances: [(by: "Dr A", on: "2026-11-01", covers: ["g-12"], limits: "light")]"#,
        );
        for id in ["gluteals", "piriformis"] {
            let mark = &marks[&place(id, Laterality::Right)];
            assert!(mark.excluded.is_some() && mark.minutes == 0, "{id}");
            assert_eq!(mark.words()[0], "left out");
        }
        let calves = &marks[&place("calves", Laterality::Right)];
        assert!(calves.numb && calves.cap.as_ref().is_some_and(|cap| cap.level == 2));
        assert!(calves.words().contains(&"numb".to_owned()));
    }

    #[test]
    fn a_draft_shows_the_places_that_were_named() {
        let mut draft = IntakeDraft::default();
        let calf = place("calves", Laterality::Left);
        draft.places.numb.insert(calf.clone());
        draft.places.excluded.insert(calf.clone());
        let marks = of_draft(&draft);
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[&calf].words(), ["left out", "numb"]);
    }
}
