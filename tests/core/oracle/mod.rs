//! What the two documents demand of a plan, written by hand and apart from the program.
//!
//! Every number below comes from `clinical-facts.md` (parts 3A–3F and 4) or `contract.md`; none is
//! asked of the knowledge files or of the planner. Where the documents are silent the oracle is
//! silent: it holds upper bounds, and what must or must not be there. `rows` names each amendment
//! of Part 4 and the function that judges it.

pub mod answers;
pub mod bounds;
pub mod budget;
pub mod cautions;
pub mod course;
pub mod gates;
pub mod home;
pub mod minutes;
pub mod order;
pub mod packs;
pub mod part4;
pub mod positions;
pub mod release;
pub mod rows;
pub mod stretches;
pub mod walk;
pub mod withheld;
pub mod words;

pub use answers::{Answers, low_back, sides};

use ischia::model::{Intake, Plan, Step};

use crate::support;

/// Something that a plan has against the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Short, the same for all of its kind.
    pub kind: String,
    /// This one.
    pub text: String,
}

/// Collects what is wrong.
#[derive(Default)]
pub struct Wrongs(pub Vec<Wrong>);

impl Wrongs {
    pub fn say(&mut self, kind: impl Into<String>, text: impl Into<String>) {
        self.0.push(Wrong { kind: kind.into(), text: text.into() });
    }

    pub fn unless(&mut self, fine: bool, kind: &str, text: impl FnOnce() -> String) {
        if !fine {
            self.say(kind, text());
        }
    }
}

/// A step in the few words that a report needs.
pub fn brief(step: &Step) -> String {
    let regions: Vec<&str> = step.regions.iter().map(ischia::model::RegionId::as_str).collect();
    let techniques: Vec<&str> =
        step.techniques.iter().map(ischia::model::TechniqueId::as_str).collect();
    let modality = step.modality.as_ref().map_or("", |id| id.as_str());
    let level = step.pressure.map_or(0, ischia::model::Pressure::get);
    format!(
        "{} {:?} {regions:?} {:?} {modality} level {level} {:?} {} min {techniques:?} beside {:?}",
        step.number, step.phase, step.side, step.position, step.minutes, step.beside
    )
}

/// Everything in which the program's plan for this intake goes against the documents, and the plan
/// where there is one.
pub fn judge(intake: &Intake) -> (Option<Plan>, Vec<Wrong>) {
    match support::try_plan(intake.clone()) {
        Ok(plan) => {
            let wrongs = judge_plan(intake, &plan);
            (Some(plan), wrongs)
        }
        Err(text) => (None, vec![Wrong { kind: "no plan at all".to_owned(), text }]),
    }
}

/// The same for a plan at hand.
pub fn judge_plan(intake: &Intake, plan: &Plan) -> Vec<Wrong> {
    let answers = Answers::new(intake);
    let mut wrongs = Wrongs::default();
    gates::judge(&answers, plan, &mut wrongs);
    cautions::judge(&answers, plan, &mut wrongs);
    if !plan.steps.is_empty() {
        walk::judge(&answers, plan, &mut wrongs);
        order::judge(&answers, plan, &mut wrongs);
    }
    for row in rows::ROWS {
        rows::judge(row, &answers, plan, &mut wrongs);
    }
    wrongs.0
}
