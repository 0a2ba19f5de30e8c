//! `ischia close`: how a session went is written down.
//!
//! What was written before stays: in the versions of the record, and inside the record itself. A withheld
//! plan can't be closed, no session took place.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, course, output};
use crate::model::{Entry, Outcome, PlanId};
use crate::planner::course::accept_outcome;
use crate::store::Base;
use crate::text::{Document, PathStep};

/// Arguments of `ischia close`.
#[derive(Debug, Args)]
pub struct CloseArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The plan of the session.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    /// How it went, a .ron or .json file.
    outcome: PathBuf,
}

pub fn run(arguments: &CloseArguments) -> Result<Exit, CliError> {
    let document = Document::read(&arguments.outcome)?;
    let outcome: Outcome = document.parse()?;
    let store = arguments.practice.open()?;
    let place = course::place_of(&store, arguments.plan)?;
    let (head, record) = place.shown()?;
    if record.plan.status.withholds() {
        return Err(CliError::NoSession(arguments.plan));
    }
    let faults = accept_outcome(&outcome, &record.plan);
    if !faults.is_empty() {
        return Err(CliError::of_intake(&faults, &document, &[]));
    }
    let today = practice::today();
    if !outcome.on.is_likely_session(today) {
        let message = format!(
            "`on` is {}: a session is on a day from the year 2000 to a year ahead of today",
            outcome.on
        );
        return Err(document.fault_at(&[PathStep::from("on")], message).into());
    }
    let stamp = practice::stamp(&store)?;
    let mut record = record.clone();
    let saved = Entry { at: head.saved, by: head.by.clone() };
    record.close_again(outcome, Entry { at: stamp.at, by: stamp.by.clone() }, Some(saved));
    let again = record.earlier.len();
    // Of a plan in two versions the other one stays beside this: nothing is hidden.
    let base = Base::of([head]);
    store.save_plan(place.client, arguments.plan, base, record, &stamp)?;
    if again > 0 {
        output::remark(&format!("version {} of how it went, the earlier ones stay", again + 1));
    }
    if place.history().has_two_versions() {
        output::remark(&format!(
            "plan {} is in two versions, the one saved last was closed: `ischia verify` names it",
            arguments.plan
        ));
    }
    Ok(Exit::Done)
}
