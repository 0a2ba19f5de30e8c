//! One step alone: what is closed to it, whatever stands around it.
//!
//! The lists of the window ask before anything is changed, by the same functions that judge the
//! plan afterwards. Must not live here: order, minutes and what lies beside a pack, which need the
//! other steps.

use super::report::CheckReport;
use super::resolve::Case;
use super::{Level, closed, hands, packs, shape};
use crate::model::{Phase, Plan, Step};
use crate::planner::{Assessment, Explained};

/// What is asked of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::planner) enum Aspect {
    /// Whether hands may work there at all.
    Work,
    /// Its regions and their side, that among it.
    Place,
    /// Its modality, and whether its side may get more than light work.
    Modality,
    /// Its pressure level.
    Level,
    /// Its position, and whether hands reach from there.
    Position,
    /// Its stretches, and whether its position allows them.
    Techniques,
}

/// Why a step as it stands is closed in one of these respects; none where it isn't.
pub(in crate::planner) fn closed(
    plan: &Plan,
    step: &Step,
    aspects: &[Aspect],
    assessment: &Assessment<'_>,
) -> Option<Explained> {
    let case = Case::of_step(plan, step, assessment);
    let mut report = CheckReport::new(case.knowledge(), case.limits());
    for row in &case.rows {
        for aspect in aspects {
            match aspect {
                Aspect::Work if row.is_worked() => hands::no_work(&case, &mut report, row),
                Aspect::Place => {
                    if row.is_worked() {
                        hands::no_work(&case, &mut report, row);
                    }
                    shape::place(&case, &mut report, row);
                    closed::place(&case, &mut report, row);
                }
                Aspect::Modality | Aspect::Level if row.is_worked() => {
                    if *aspect == Aspect::Level {
                        hands::level(&case, &mut report, row);
                    } else {
                        hands::modality(&case, &mut report, row);
                    }
                    hands::light_only(&case, &mut report, row);
                    if row.phase() == Phase::WarmUp {
                        shape::warm_up(&case, &mut report, row);
                    }
                }
                Aspect::Work | Aspect::Modality | Aspect::Level => {}
                Aspect::Position => {
                    closed::position(&case, &mut report, row);
                    if row.is_worked() {
                        hands::reach(&case, &mut report, row);
                    }
                    if row.phase().is_pack() {
                        packs::bears_no_weight(&case, &mut report, row);
                    }
                    closed::technique_positions(&mut report, row);
                }
                Aspect::Techniques => {
                    closed::closed_techniques(&case, &mut report, row);
                    closed::technique_positions(&mut report, row);
                }
            }
        }
    }
    let conflict = report.into_findings().into_iter().find(|f| f.level == Level::Conflict)?;
    Some(Explained { rule: conflict.rule, text: conflict.text, sources: conflict.sources })
}
