//! Knowledge on trial: made-up intakes are planned under it, before a client's is.
//!
//! The answers are data, `assets/practice/trial-intakes.ron`. Each is planned under every category
//! of the knowledge, and every screening question is tried alone; what a plan should look like is
//! not judged here, only that there is one that keeps to its limits.

use serde::Deserialize;

use super::{BuildError, plan};
use crate::knowledge::Knowledge;
use crate::model::{CategoryId, Clearance, FindingId, Intake, RegionSide};
use crate::text::{Document, Fault, Notation};

/// An answer sheet that the knowledge can't plan.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TrialError {
    /// The answers on trial can't be read, which a test rules out.
    #[error("the answers on trial can't be read: {0}")]
    Unreadable(Fault),
    /// The knowledge refuses answers that the program takes.
    #[error("{answers}: this knowledge refuses them: {why}")]
    Refused {
        /// Which sheet and category, or which single yes.
        answers: String,
        /// What it says.
        why: String,
    },
    /// The draft breaks a limit.
    #[error("{answers}: {why}")]
    Build {
        /// Which sheet and category, or which single yes.
        answers: String,
        /// What the draft breaks.
        why: BuildError,
    },
}

#[derive(Debug, Deserialize)]
enum TrialFile {
    Trials(Trials),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trials {
    /// The day on which the list was last read by its keeper.
    #[expect(dead_code, reason = "for those who read the file")]
    reviewed_on: String,
    trials: Vec<Trial>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trial {
    /// In words that tell it from the others.
    name: String,
    intake: Intake,
}

/// Plans and checks the answers on trial under the knowledge.
///
/// # Errors
/// The first that the knowledge refuses, or whose draft breaks a limit.
pub fn trial(knowledge: &Knowledge) -> Result<(), TrialError> {
    let trials = read().map_err(TrialError::Unreadable)?;
    for Trial { name, intake } in &trials {
        for protocol in &knowledge.tables().protocols {
            let answers = format!("“{name}” as {}", protocol.id);
            attempt(knowledge, &answers, of_category(intake, &protocol.id))?;
        }
    }
    let Some(base) = trials.first() else { return Ok(()) };
    for finding in &knowledge.tables().findings {
        for is_cleared in [false, true] {
            let word = if is_cleared { ", cleared" } else { "" };
            let answers = format!("“{}” with {}{word}", base.name, finding.id);
            attempt(knowledge, &answers, with(knowledge, &base.intake, &finding.id, is_cleared))?;
        }
    }
    Ok(())
}

fn read() -> Result<Vec<Trial>, Fault> {
    let text = include_str!("../../assets/practice/trial-intakes.ron").to_owned();
    let document = Document::from_text("trial-intakes.ron", Notation::Ron, text);
    let TrialFile::Trials(file) = document.parse()?;
    Ok(file.trials)
}

fn of_category(intake: &Intake, category: &CategoryId) -> Intake {
    Intake { category: category.clone(), ..intake.clone() }
}

/// One more yes, with a place where it needs one, and with leave for all that can be asked.
fn with(knowledge: &Knowledge, base: &Intake, finding: &FindingId, is_cleared: bool) -> Intake {
    let mut intake = base.clone();
    intake.findings.insert(finding.clone());
    if knowledge.finding(finding).is_some_and(|finding| finding.needs_regions) {
        let first = knowledge.tables().regions.iter().find(|region| !region.whole_body);
        let place = first.map(|first| RegionSide { region: first.id.clone(), side: intake.side });
        intake.excluded_regions.extend(place);
    }
    if is_cleared {
        intake.clearances.push(Clearance {
            by: "Dr. A. Sample".to_owned(),
            on: intake.date.plus_days(-1),
            until: None,
            covers: knowledge.tables().gates.iter().map(|gate| gate.id.clone()).collect(),
            limits: "As agreed.".to_owned(),
            max_pressure: None,
            max_hands_on_minutes: None,
        });
    }
    intake
}

fn attempt(knowledge: &Knowledge, answers: &str, intake: Intake) -> Result<(), TrialError> {
    let answers = answers.to_owned();
    match knowledge.accept(intake) {
        Ok(accepted) => match plan(&accepted, knowledge) {
            Ok(_) => Ok(()),
            Err(why) => Err(TrialError::Build { answers, why }),
        },
        Err(faults) => {
            let why: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            Err(TrialError::Refused { answers, why: why.join("; ") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inflammation, Side};

    #[test]
    fn the_answers_on_trial_are_of_every_kind_that_plans_differ_by() {
        let trials = read().unwrap();
        let any = |is: fn(&Intake) -> bool| trials.iter().any(|trial| is(&trial.intake));
        assert!(any(|intake| intake.side == Side::Left) && any(|intake| intake.side == Side::Both));
        assert!(any(|intake| intake.minutes.get() == 15) && any(|i| i.minutes.get() == 180));
        assert!(any(|intake| intake.inflammation == Inflammation::Some));
        assert!(any(|intake| !intake.clearances.is_empty()) && any(|i| i.course.is_some()));
        assert!(any(|intake| intake.findings.iter().any(|id| id.as_str().contains("pregnancy"))));
    }

    #[test]
    fn the_shipped_knowledge_stands_its_trial() {
        trial(&Knowledge::shipped().unwrap()).unwrap();
    }
}
