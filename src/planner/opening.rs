//! What a clearance would open, before anybody gave one: which gates, and what would hold then.
//!
//! Judges the same answers with one clearance more, by the same rules. Nothing of it is kept.

use super::assess::target_cells;
use super::gates::Refusal;
use super::limits::Explained;
use super::{Assessment, assess};
use crate::model::{Clearance, ClearedPressure, GateId, ModalityId, Pressure};

/// What would hold if a clearance released what is shut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The deepest level if the clearance states none.
    pub level: Pressure,
    /// The modalities left then.
    pub modalities: Vec<ModalityId>,
    /// Whether that is fewer than the category has.
    pub is_narrowed: bool,
    /// Whether easy movement alone is left of the stretches (A20).
    pub only_movement: bool,
    /// The deepest level, whatever the clearance states.
    pub highest: Pressure,
    /// Why no deeper.
    pub why: Explained,
}

/// What a clearance for these gates would open, given on the day of the session. None where there
/// would be no session all the same.
pub fn if_cleared(assessment: &Assessment<'_>, gates: &[GateId]) -> Option<Opening> {
    let session = assessment.facts.intake().date;
    let clearance = |max_pressure| Clearance {
        by: String::new(),
        on: session,
        until: Some(session),
        covers: gates.to_vec(),
        limits: String::new(),
        max_pressure,
        max_hands_on_minutes: None,
    };
    let (level, modalities, is_narrowed, only_movement) =
        with(assessment, clearance(None), |after| {
            if after.status.withholds() {
                return None;
            }
            let (level, _) = deepest(after)?;
            let (modalities, is_narrowed) = open_modalities(after);
            Some((level, modalities, is_narrowed, after.limits.only_techniques.is_some()))
        })??;
    let (highest, why) = with(assessment, clearance(Some(ClearedPressure::MAX)), deepest)??;
    Some(Opening { level, modalities, is_narrowed, only_movement, highest, why })
}

/// The deepest level under one of the clearances that were given, whatever it states, and why no deeper;
/// none where there is no session.
pub fn highest_under(
    assessment: &Assessment<'_>,
    clearance: usize,
) -> Option<(Pressure, Explained)> {
    if assessment.status.withholds() {
        return None;
    }
    let knowledge = assessment.facts.knowledge;
    let mut intake = assessment.facts.intake().clone();
    intake.clearances.get_mut(clearance)?.max_pressure = Some(ClearedPressure::MAX);
    let accepted = knowledge.accept_recorded(intake).ok()?;
    deepest(&assess(&accepted, knowledge))
}

/// What this clearance would do to each gate that it names and that withholds the session: nothing
/// where it would release it, else why not.
pub fn outcomes_of(
    assessment: &Assessment<'_>,
    clearance: Clearance,
) -> Vec<(GateId, Option<Refusal>)> {
    let at = assessment.facts.intake().clearances.len();
    let outcomes = with(assessment, clearance, |after| {
        let shut = after.gates.iter().filter(|gate| gate.status.withholds());
        let outcomes = shut.filter_map(|gate| {
            let refused = gate.refused.iter().find(|(place, _)| *place == at);
            let outcome = match refused {
                Some((_, why)) => Some(why.clone()),
                None if gate.clearances.contains(&at) => None,
                None => return None,
            };
            Some((gate.gate.id.clone(), outcome))
        });
        outcomes.collect()
    });
    outcomes.unwrap_or_default()
}

/// The same answers with one clearance more, judged.
fn with<T>(
    assessment: &Assessment<'_>,
    clearance: Clearance,
    look: impl FnOnce(&Assessment<'_>) -> T,
) -> Option<T> {
    let knowledge = assessment.facts.knowledge;
    let mut intake = assessment.facts.intake().clone();
    intake.clearances.push(clearance);
    let accepted = knowledge.accept_recorded(intake).ok()?;
    Some(look(&assess(&accepted, knowledge)))
}

/// The deepest level that is left somewhere of what the session is about, and why no deeper.
fn deepest(assessment: &Assessment<'_>) -> Option<(Pressure, Explained)> {
    let limits = &assessment.limits;
    let cells = target_cells(&assessment.facts).iter().filter_map(|cell| limits.cell(cell));
    let open = cells.filter(|cell| cell.no_work.is_none());
    let deepest = open.max_by_key(|cell| cell.cap)?;
    Some((deepest.cap, limits.explain(deepest.cap_why)))
}

/// The modalities that are open somewhere of what the session is about, and whether they are fewer
/// than the category has.
fn open_modalities(assessment: &Assessment<'_>) -> (Vec<ModalityId>, bool) {
    let facts = &assessment.facts;
    let cells = target_cells(facts);
    let tables = facts.knowledge.tables();
    let open = tables
        .modalities
        .iter()
        .enumerate()
        .filter(|(at, _)| cells.iter().any(|cell| assessment.limits.may_work(cell, *at)));
    let open: Vec<ModalityId> = open.map(|(_, modality)| modality.id.clone()).collect();
    let of_category = facts.knowledge.protocol(&facts.intake().category);
    let all = of_category.map_or(0, |protocol| protocol.modalities.len());
    let is_narrowed = open.len() < all;
    (open, is_narrowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::Day;
    use crate::text::{Document, Notation};

    fn judged<T>(changed: &str, look: impl FnOnce(&Assessment<'_>) -> T) -> T {
        let knowledge = Knowledge::shipped().unwrap();
        let text = format!(
            r#"{{ "date": "2026-11-24", "category": "chronic", "side": "Left",
                "furthest_point": "Calf", "trend": "Same", "inflammation": "None",
                "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true,
                "doctor_on_massage": "InFavour", "minutes": 60, {changed} }}"#
        );
        let document = Document::from_text("intake.json", Notation::Json, text);
        let accepted = knowledge.accept(document.parse().unwrap()).unwrap();
        look(&assess(&accepted, &knowledge))
    }

    fn gate(id: &str) -> GateId {
        GateId::new(id).unwrap()
    }

    const SEVERE: &str = r#""pain_back": 3, "pain_leg": 8, "findings": []"#;
    const SURGERY: &str = r#""pain_back": 3, "pain_leg": 4, "findings": ["recent-surgery"]"#;
    const FEVER: &str = r#""pain_back": 3, "pain_leg": 8, "findings": ["fever"]"#;

    #[test]
    fn at_a_pain_of_7_no_clearance_holds_more_than_level_2() {
        let open = judged(SEVERE, |severe| if_cleared(severe, &[gate("g-11")])).unwrap();
        assert_eq!((open.level.get(), open.highest.get()), (2, 2));
        assert!(open.only_movement && open.is_narrowed);
        let ids: Vec<&str> = open.modalities.iter().map(ModalityId::as_str).collect();
        assert_eq!(ids, ["swedish", "myofascial-release"]);
    }

    #[test]
    fn a_clearance_that_states_more_lifts_the_floor_where_nothing_else_holds() {
        let open = judged(SURGERY, |surgery| if_cleared(surgery, &[gate("g-16")])).unwrap();
        assert_eq!(open.level.get(), 2);
        assert!(open.highest.get() > 2);
    }

    #[test]
    fn a_clearance_that_was_given_may_be_changed_to_what_was_offered_before_it() {
        for (answers, id) in [(SEVERE, "g-11"), (SURGERY, "g-16")] {
            let open = judged(answers, |shut| if_cleared(shut, &[gate(id)])).unwrap();
            for stated in ["", r#", "max_pressure": 1"#, r#", "max_pressure": 4"#] {
                let given = format!(
                    r#"{answers}, "clearances": [{{ "by": "Dr A", "on": "2026-11-20",
                        "covers": ["{id}"], "limits": "light"{stated} }}]"#
                );
                let under = judged(&given, |given| highest_under(given, 0)).unwrap();
                assert_eq!(under, (open.highest, open.why.clone()), "{id}{stated}");
            }
            assert!(judged(answers, |shut| highest_under(shut, 0)).is_none());
        }
    }

    #[test]
    fn what_no_clearance_opens_is_no_opening() {
        let all = [gate("g-06"), gate("g-11"), gate("g-14")];
        assert!(judged(FEVER, |fever| if_cleared(fever, &all)).is_none());
    }

    #[test]
    fn a_clearance_is_told_before_it_is_added_what_it_would_do() {
        let given = |on: &str| Clearance {
            by: "Dr A".to_owned(),
            on: Day::parse(on).unwrap(),
            until: None,
            covers: vec![gate("g-11"), gate("g-16")],
            limits: "light".to_owned(),
            max_pressure: None,
            max_hands_on_minutes: None,
        };
        let outcomes = |on| judged(SEVERE, |severe| outcomes_of(severe, given(on)));
        assert_eq!(outcomes("2026-11-20"), [(gate("g-11"), None)]);
        let first = Day::parse("2026-11-10").unwrap();
        assert_eq!(outcomes("2026-11-09"), [(gate("g-11"), Some(Refusal::TooOld(first)))]);
        assert_eq!(judged(SEVERE, |severe| severe.gates[0].counts_from), Some(first));
    }

    #[test]
    fn the_answer_behind_each_cause_is_named() {
        use crate::knowledge::schema::Asked;
        use crate::planner::AnswerBehind::{Finding, Question};
        let behind = |changed| {
            judged(changed, |judged| {
                let causes = judged.gates.iter().flat_map(|gate| &gate.causes);
                causes.map(|cause| cause.answer.clone().unwrap()).collect::<Vec<_>>()
            })
        };
        let finding = |id: &str| Finding(crate::model::FindingId::new(id).unwrap());
        assert_eq!(behind(SEVERE), [Question(Asked::Pain)]);
        assert_eq!(behind(SURGERY), [finding("recent-surgery")]);
        let implied = r#""pain_back": 3, "pain_leg": 4, "findings": ["high-risk-pregnancy"]"#;
        assert_eq!(behind(implied), [finding("high-risk-pregnancy")]);
    }
}
