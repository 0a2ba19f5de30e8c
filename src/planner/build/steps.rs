//! The steps of a session.

use crate::knowledge::schema::Protocol;
use crate::model::{Step, Text};
use crate::planner::Assessment;

/// Steps and the booked minutes that they leave.
#[derive(Debug, Default)]
pub(super) struct Drafted {
    pub steps: Vec<Step>,
    pub unused: u16,
}

/// Drafts the steps.
pub(super) fn draft(_: &Assessment<'_>, _: &Protocol, _: &mut Vec<Text>) -> Drafted {
    Drafted::default()
}
