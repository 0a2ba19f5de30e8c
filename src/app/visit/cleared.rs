//! What a clearance can be about, and what came of those that were given.
//!
//! Decides nothing itself: which clearance releases what, the planner says.

use crate::model::{GateId, Pressure};
use crate::planner::{self, Assessment, Explained, JudgedGate, Refusal};
use crate::text::capital;

/// The letters that have room where a gate is ticked.
const NAME: usize = 60;

/// What came of the clearances.
#[derive(Debug, Clone, Default)]
pub struct Cleared {
    /// Gates that a clearance can be about.
    pub gates: Vec<GateId>,
    /// The same, each with what was found, or with what it is about where that is too long.
    pub names: Vec<(GateId, String)>,
    /// Those that withhold the session, and that a clearance would release.
    pub shut: Vec<GateId>,
    /// Each record that names a gate which withholds the plan: its place among the records, the
    /// gate, and why it doesn't release it; nothing where it does.
    pub outcomes: Vec<(usize, GateId, Option<Refusal>)>,
    /// The deepest level under each record, whatever it states, and why no deeper; none while there is
    /// no session.
    pub highest: Vec<(usize, Pressure, Explained)>,
}

impl Cleared {
    /// `places` are the records' places in the draft, for those that were judged.
    pub(super) fn of(assessment: &Assessment<'_>, places: &[usize]) -> Self {
        let place = |at: &usize| places.get(*at).copied();
        let highest = places.iter().enumerate().filter_map(|(at, place)| {
            let (level, why) = planner::highest_under(assessment, at)?;
            Some((*place, level, why))
        });
        let mut cleared = Self { highest: highest.collect(), ..Self::default() };
        for judged in &assessment.gates {
            let withholds = judged.status.withholds();
            let id = &judged.gate.id;
            if judged.is_releasable || !withholds {
                cleared.gates.push(id.clone());
                cleared.names.push((id.clone(), name(judged)));
            }
            if judged.is_releasable && judged.counts_as().withholds() {
                cleared.shut.push(id.clone());
            }
            if !withholds {
                continue;
            }
            let released = judged.clearances.iter().filter_map(place);
            cleared.outcomes.extend(released.map(|at| (at, id.clone(), None)));
            let refused = judged.refused.iter();
            let refused = refused.filter_map(|(at, why)| Some((place(at)?, why.clone())));
            cleared.outcomes.extend(refused.map(|(at, why)| (at, id.clone(), Some(why))));
        }
        cleared
    }
}

fn name(judged: &JudgedGate<'_>) -> String {
    let found = capital(&judged.words().join(", "));
    if found.chars().count() <= NAME { found } else { judged.gate.topic().to_owned() }
}
