//! Where steps went: numbers that were noted before a change find their steps after it.
//!
//! No guess of its own: the planner says where it put the steps, after an edit and
//! after a rebuild alike.

use crate::model::Plan;
use crate::planner::{Assessment, edit};

/// The numbers after a change, by the numbers before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow(Vec<Option<usize>>);

impl Follow {
    /// Where the planner put the steps, as it tells it.
    pub fn told(numbers: Vec<Option<usize>>) -> Self {
        Self(numbers)
    }

    /// Every step stays where it is.
    pub fn nowhere(plan: &Plan) -> Self {
        Self((1..=plan.steps.len()).map(Some).collect())
    }

    /// Which steps of one plan the planner finds again in the one that takes its place.
    pub fn into(before: &Plan, after: &Plan, assessment: &Assessment<'_>) -> Self {
        Self(edit::keep(before, before, after, assessment).numbers)
    }

    /// The number of a step now; none where it has gone.
    pub fn number(&self, before: usize) -> Option<usize> {
        *self.0.get(before.checked_sub(1)?)?
    }
}

#[cfg(test)]
mod tests {
    use super::super::Warned;
    use crate::app::action::Change;
    use crate::app::draft::{IntakeDraft, TextField};
    use crate::app::state::State;
    use crate::app::work::Work;
    use crate::knowledge::Knowledge;
    use crate::model::{Acknowledgement, Day, Intake, Phase, RuleId};
    use crate::planner::edit::Edit;
    use crate::text::{Document, Format};

    const MINE: &str = "In my own words.";

    fn begun(knowledge: &Knowledge) -> State {
        let text = include_str!("../../../tests/intakes/herniated-disc.ron");
        let document = Document::from_text("intake.ron", Format::Ron, text);
        let intake: Intake = document.parse().unwrap();
        let mut state = State::new(Day::parse("2026-11-24").unwrap(), knowledge);
        state.begin(Work::of_intake(IntakeDraft::from_intake(&intake, knowledge)), knowledge);
        state
    }

    fn answer(state: &mut State, change: Change, knowledge: &Knowledge) {
        let today = state.today;
        state.edit(knowledge, "answer".to_owned(), None, |work| {
            work.intake.apply(change, knowledge, today);
        });
    }

    /// Where the step with words of one's own is, whose words stay with it whatever becomes of it.
    fn mine(state: &State) -> Option<usize> {
        let steps = &state.judged.plan.as_ref()?.steps;
        steps.iter().find(|step| step.instructions == MINE).map(|step| step.number)
    }

    fn assert_along(state: &State, what: &str) {
        let Some(plan) = state.judged.plan.as_ref().filter(|plan| plan.referral.is_none()) else {
            return;
        };
        let held: Vec<usize> = state.work.held.iter().copied().collect();
        let mine: Vec<usize> = mine(state).into_iter().collect();
        let names: Vec<String> = plan
            .steps
            .iter()
            .map(|step| format!("{} {:?} {:?}", step.number, step.regions, step.modality))
            .collect();
        assert_eq!(held, mine, "{what}: {names:#?}");
        let answered: Vec<usize> =
            state.work.acknowledged.iter().filter_map(|answer| answer.step).collect();
        assert_eq!(answered, mine, "{what}, the answer: {names:#?}");
    }

    /// A plan with two steps of one kind, one of which is held and has an answered warning.
    fn with_a_double(step: usize, is_copy: bool, knowledge: &Knowledge) -> State {
        let mut state = begun(knowledge);
        state.edit_plan(knowledge, &[Edit::Duplicate { step }]).unwrap();
        let step = if is_copy { step + 1 } else { step };
        let text = MINE.to_owned();
        state.edit_plan(knowledge, &[Edit::Instructions { step, text }]).unwrap();
        state.edit(knowledge, "held".to_owned(), None, |work| {
            work.held.insert(step);
            let rule = RuleId::new("o-09").unwrap();
            let warned = Warned { rule, step: Some(step), text: "Warned".to_owned() };
            work.acknowledged.push(Acknowledgement {
                rule: warned.rule.to_string(),
                step: warned.step,
                text: warned.text,
                why: "so".to_owned(),
            });
        });
        state
    }

    #[test]
    fn what_is_held_and_answered_stays_with_its_step_through_every_rebuild() {
        let knowledge = Knowledge::shipped().unwrap();
        let plan = begun(&knowledge).judged.plan.unwrap();
        let worked = plan.steps.iter().filter(|step| step.phase == Phase::Focus);
        let numbers: Vec<usize> = worked.clone().map(|step| step.number).collect();
        assert!(numbers.len() > 2);
        let modalities = worked.filter_map(|step| step.modality.clone());
        let mut ways: Vec<(String, Vec<Change>)> = modalities
            .map(|modality| (modality.to_string(), vec![Change::DeclineModality(modality)]))
            .collect();
        let minutes = |text: &str| Change::Text(TextField::Minutes, text.to_owned());
        for text in ["30", "45", "90"] {
            ways.push((format!("{text} minutes"), vec![minutes(text)]));
            // A field that is emptied before it is typed in anew leaves no plan for a moment.
            ways.push((format!("{text} minutes, typed"), vec![minutes(""), minutes(text)]));
        }
        let emergency =
            knowledge.tables().findings.iter().find(|f| f.group.as_str() == "emergency");
        let yes = |yes| Change::Answer(emergency.unwrap().id.clone(), yes);
        ways.push(("an emergency that is none".to_owned(), vec![yes(true), yes(false)]));
        ways.push(("two pains".to_owned(), vec![Change::PainBack(8), Change::PainLeg(2)]));
        for step in numbers {
            for is_copy in [false, true] {
                for (what, changes) in &ways {
                    let mut state = with_a_double(step, is_copy, &knowledge);
                    assert_along(&state, "before");
                    for change in changes {
                        answer(&mut state, change.clone(), &knowledge);
                        assert_along(&state, &format!("step {step}, {is_copy}, {what}"));
                    }
                    state.rebuild(&knowledge, true);
                    assert_along(&state, &format!("step {step}, {is_copy}, {what}, again"));
                }
            }
        }
    }
}
