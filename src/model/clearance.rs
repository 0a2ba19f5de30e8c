//! A clearance record: who allowed what, when, until when and within which limits.

use serde::{Deserialize, Serialize};

use super::{ClearedPressure, Day, GateId, HandsOnLimit};

/// A provider's leave to go ahead. Which gates it releases is for the planner to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Provider's name and role.
    pub by: String,
    /// The day it was given.
    pub on: Day,
    /// The last day on which it counts; 90 days after `on` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The gates that it is about.
    pub covers: Vec<GateId>,
    /// What was allowed or limited, as it was said.
    pub limits: String,
    /// The highest pressure level it allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_pressure: Option<ClearedPressure>,
    /// The most hands-on minutes it allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_hands_on_minutes: Option<HandsOnLimit>,
}

impl Clearance {
    /// Days for which a clearance without an end counts.
    pub const DEFAULT_DAYS: i32 = 90;

    /// The last day on which it counts.
    pub fn until(&self) -> Day {
        self.until.unwrap_or_else(|| self.on.plus_days(Self::DEFAULT_DAYS))
    }

    /// Whether the session's day lies within the clearance.
    pub fn counts_on(&self, session: Day) -> bool {
        self.on <= session && session <= self.until()
    }

    /// Whether it names this gate.
    pub fn covers(&self, gate: &GateId) -> bool {
        self.covers.contains(gate)
    }
}
