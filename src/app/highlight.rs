//! What is pointed at, and what belongs to it: steps, cautions and regions light each other.
//!
//! Rows, cautions and the body map say what is under the pointer or has the focus,
//! and ask whether they are lit.

use std::collections::BTreeSet;

use crate::model::{CautionId, Laterality, Plan, RegionId, Side, Step};

/// Something that can be pointed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pointed {
    /// A step, by its number.
    Step(usize),
    /// A caution.
    Caution(CautionId),
    /// A region on one side.
    Region(RegionId, Laterality),
}

/// What belongs to what is pointed at, itself among it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    /// Steps, by their numbers.
    pub steps: BTreeSet<usize>,
    /// Cautions.
    pub cautions: BTreeSet<CautionId>,
    /// Regions on single sides.
    pub regions: BTreeSet<(RegionId, Laterality)>,
}

impl Highlight {
    /// What lights up in a plan. A caution of the whole plan lights no step.
    pub fn of(pointed: &Pointed, plan: &Plan) -> Self {
        let mut lit = Self::default();
        let belongs = |step: &Step| match pointed {
            Pointed::Step(number) => step.number == *number,
            Pointed::Caution(id) => plan
                .cautions
                .iter()
                .any(|caution| caution.id == *id && caution.steps.contains(&step.number)),
            Pointed::Region(region, side) => {
                step.regions.contains(region) && step.side.is_some_and(|s| s.covers(*side))
            }
        };
        for step in plan.steps.iter().filter(|step| belongs(step)) {
            lit.steps.insert(step.number);
            let sides = step.side.map(Side::each).unwrap_or_default();
            for region in &step.regions {
                lit.regions.extend(sides.iter().map(|side| (region.clone(), *side)));
            }
        }
        match pointed {
            Pointed::Caution(id) => {
                lit.cautions.insert(id.clone());
            }
            Pointed::Step(_) | Pointed::Region(..) => {
                let here = plan.cautions.iter();
                let here = here.filter(|one| one.steps.iter().any(|s| lit.steps.contains(s)));
                lit.cautions.extend(here.map(|caution| caution.id.clone()));
            }
        }
        if let Pointed::Region(region, side) = pointed {
            lit.regions = BTreeSet::from([(region.clone(), *side)]);
        }
        lit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::planner;
    use crate::text::{Document, Notation};

    fn plan() -> Plan {
        let knowledge = Knowledge::shipped().unwrap();
        let text = r#"(
            date: "2026-11-10", category: "herniated-disc", side: Right, pain_back: 3, pain_leg: 2,
            furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
            diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
            minutes: 60,
        )"#;
        let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
        let accepted = knowledge.accept(document.parse().unwrap()).unwrap();
        planner::plan(&accepted, &knowledge).unwrap()
    }

    #[test]
    fn a_caution_lights_its_steps_and_their_regions_and_they_light_it() {
        let plan = plan();
        let caution = plan.cautions.iter().find(|caution| !caution.steps.is_empty()).unwrap();
        let lit = Highlight::of(&Pointed::Caution(caution.id.clone()), &plan);
        assert_eq!(lit.steps.iter().copied().collect::<Vec<_>>(), caution.steps);
        for number in &lit.steps {
            let back = Highlight::of(&Pointed::Step(*number), &plan);
            assert!(back.cautions.contains(&caution.id));
            assert_eq!(back.steps, BTreeSet::from([*number]));
        }
    }

    #[test]
    fn a_region_lights_the_steps_on_its_side_alone() {
        let plan = plan();
        let hamstrings = RegionId::new("hamstrings").unwrap();
        let lit = |side| Highlight::of(&Pointed::Region(hamstrings.clone(), side), &plan);
        assert!(!lit(Laterality::Right).steps.is_empty());
        for number in lit(Laterality::Left).steps {
            let step = plan.steps.iter().find(|step| step.number == number).unwrap();
            assert!(step.side.unwrap().covers(Laterality::Left));
        }
    }
}
