//! The plan file itself, `ischia-plan/1`: everything the plan holds, for programs and for keeping.
//!
//! Nothing is left out or worded here; the shapes are those of `model::plan`.

use crate::model::Plan;
use crate::text::{EncodeError, to_json, to_ron};

/// The plan as JSON.
pub(super) fn json(plan: &Plan) -> Result<String, EncodeError> {
    to_json(plan)
}

/// The plan as RON.
pub(super) fn ron(plan: &Plan) -> Result<String, EncodeError> {
    to_ron(plan)
}
