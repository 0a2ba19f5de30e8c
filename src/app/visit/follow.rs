//! Where steps went: numbers that were noted before a change find their steps after it.
//!
//! Guesses nothing: the planner says where it put the steps, after an edit and after a rebuild alike.

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
    pub fn unmoved(plan: &Plan) -> Self {
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
    use crate::app::action::Change;
    use crate::app::draft::{IntakeDraft, TextField};
    use crate::app::editing::Warned;
    use crate::app::visit::{Visit, VisitChange, Work};
    use crate::knowledge::Knowledge;
    use crate::model::{Day, Intake, Nprs, Phase, RuleId};
    use crate::planner::edit::Edit;
    use crate::text::{Document, Notation};

    const MINE: &str = "In my own words.";

    fn nprs(score: u16) -> Nprs {
        Nprs::new(score).unwrap()
    }

    fn today() -> Day {
        Day::parse("2026-11-24").unwrap()
    }

    fn begun(knowledge: &Knowledge) -> Visit {
        let text = include_str!("../../../tests/intakes/herniated-disc.ron");
        let document = Document::from_text("intake.ron", Notation::Ron, text);
        let intake: Intake = document.parse().unwrap();
        let draft = IntakeDraft::from_intake(&intake, knowledge);
        Visit::of(Work::of_intake(draft), knowledge, today())
    }

    fn change(visit: &mut Visit, change: VisitChange, knowledge: &Knowledge) {
        visit.apply(change, knowledge, today()).unwrap();
    }

    /// Where the step with words of one's own is, whose words stay with it whatever becomes of it.
    fn mine(visit: &Visit) -> Option<usize> {
        let steps = &visit.standing().plan.as_ref()?.steps;
        steps.iter().find(|step| step.instructions == MINE).map(|step| step.number)
    }

    fn assert_along(visit: &Visit, knowledge: &Knowledge, what: &str) {
        let anew = Visit::of(visit.work().clone(), knowledge, today());
        let stands = |visit: &Visit| format!("{:?}", visit.standing());
        assert!(stands(visit) == stands(&anew), "{what}: what shows is what the work comes to");
        let Some(plan) = visit.standing().session() else { return };
        let held: Vec<usize> = visit.work().held.iter().copied().collect();
        let mine: Vec<usize> = mine(visit).into_iter().collect();
        let names: Vec<String> = plan
            .steps
            .iter()
            .map(|step| format!("{} {:?} {:?}", step.number, step.regions, step.modality))
            .collect();
        assert_eq!(held, mine, "{what}: {names:#?}");
        let answered: Vec<usize> =
            visit.work().acknowledged.iter().filter_map(|answer| answer.step).collect();
        assert_eq!(answered, mine, "{what}, the answer: {names:#?}");
    }

    /// A plan with two steps of one kind, one of which is held and has an answered warning.
    fn with_a_double(step: usize, is_copy: bool, knowledge: &Knowledge) -> Visit {
        let mut visit = begun(knowledge);
        change(&mut visit, VisitChange::Edit(vec![Edit::Duplicate { step }]), knowledge);
        let step = if is_copy { step + 1 } else { step };
        let text = MINE.to_owned();
        let words = VisitChange::Edit(vec![Edit::Instructions { step, text }]);
        change(&mut visit, words, knowledge);
        change(&mut visit, VisitChange::Hold(step), knowledge);
        let rule = RuleId::new("o-09").unwrap();
        let warned = Warned { rule, step: Some(step), text: "Warned".to_owned() };
        change(&mut visit, VisitChange::AnswerWarning(warned, "so".to_owned()), knowledge);
        visit
    }

    #[test]
    fn what_is_held_and_answered_stays_with_its_step_through_every_rebuild() {
        let knowledge = Knowledge::shipped().unwrap();
        let visit = begun(&knowledge);
        let plan = visit.standing().plan.clone().unwrap();
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
        ways.push((
            "two pains".to_owned(),
            vec![Change::PainBack(nprs(8)), Change::PainLeg(nprs(2))],
        ));
        for step in numbers {
            for is_copy in [false, true] {
                for (what, changes) in &ways {
                    let mut visit = with_a_double(step, is_copy, &knowledge);
                    assert_along(&visit, &knowledge, "before");
                    for answer in changes {
                        change(&mut visit, VisitChange::Answer(answer.clone(), None), &knowledge);
                        assert_along(
                            &visit,
                            &knowledge,
                            &format!("step {step}, {is_copy}, {what}"),
                        );
                    }
                    change(&mut visit, VisitChange::Rebuild { keep: true }, &knowledge);
                    assert_along(
                        &visit,
                        &knowledge,
                        &format!("step {step}, {is_copy}, {what}, again"),
                    );
                }
            }
        }
    }
}
