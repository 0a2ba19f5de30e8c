//! `ischia save`: a plan file goes into the practice, as a new plan or as a new version of one.
//!
//! A file that came out of the practice names its plan and version. Saved again, it comes after the
//! version that it names, so that an edit of an old copy shows as a second version and hides
//! nothing. What was noted about the session stays with the plan.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, KnowledgeOption, check, output, overview};
use crate::model::{ClientId, Plan, PlanId, PlanRecord, PlanState, RevisionId};
use crate::planner::{self, Level};
use crate::store::{Base, History, Revision};
use crate::text::{Document, PathStep, counted};

/// Arguments of `ischia save`.
#[derive(Debug, Args)]
pub struct SaveArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The client whose plan it is.
    #[arg(long, value_name = "ID")]
    client: ClientId,
    /// The plan, a .ron or .json file. The plan and version that it names in `id` and `revision`
    /// are what it is saved after; without an `id` it becomes a new plan.
    plan: PathBuf,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// Saves it and prints its id. A withheld plan is saved too, and one with conflicts: it is a draft.
pub fn run(arguments: &SaveArguments) -> Result<Exit, CliError> {
    let document = Document::read(&arguments.plan)?;
    let mut plan = check::read(&document)?;
    let knowledge = arguments.knowledge.load()?;
    let findings = planner::check_on(&plan, &knowledge, practice::today())
        .map_err(|faults| CliError::of_intake(&faults, &document, &[PathStep::from("intake")]))?;
    let store = arguments.practice.open()?;
    let client = arguments.client;
    overview::client(&store, client)?;
    let stamp = practice::stamp(&store)?;
    let (named, version) = (plan.id.take(), plan.revision.take());
    let id = named.unwrap_or_else(|| PlanId::fresh(stamp.at));
    let history = store.plan(client, id)?;
    if named.is_some()
        && history.is_empty()
        && let Some(other) = overview::client_of(&store, id)?
    {
        return Err(document.fault_at(&[PathStep::from("id")], elsewhere(other)).into());
    }
    let before = before(&history, version);
    let base = Base::of(before.iter().copied());
    let record = record(plan, &before);
    store.save_plan(client, id, base, record, &stamp)?;
    if before.len() > 1 {
        let count = before.len();
        output::remark(&format!("the plan was in {count} versions, this one takes their place"));
    }
    let conflicts = findings.iter().filter(|it| it.level == Level::Conflict).count();
    for finding in findings.iter().filter(|it| it.rule.as_str() == "session-date") {
        output::remark(&format!("warning: {}", finding.text));
    }
    if conflicts > 0 {
        let what = counted(conflicts, "conflict");
        output::remark(&format!("saved as a draft with {what}: `ischia check` says which"));
    }
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn elsewhere(client: ClientId) -> String {
    format!(
        "`id` is that of a plan of client {client}, name that client, \
         or leave `id` out to save it as a new plan"
    )
}

/// The versions that the new one comes after: the one that the file names where the practice has
/// it, else every head.
fn before(history: &History<PlanRecord>, named: Option<RevisionId>) -> Vec<&Revision<PlanRecord>> {
    match named.and_then(|named| history.revision(named)) {
        Some(revision) => vec![revision],
        None => history.heads().collect(),
    }
}

/// The plan with what was noted in the versions before it.
fn record(plan: Plan, before: &[&Revision<PlanRecord>]) -> PlanRecord {
    let records = || before.iter().filter_map(|revision| revision.content.record());
    let Some(last) = records().next() else { return PlanRecord::draft(plan) };
    // A plan that came back from a file may have fewer steps.
    let held = last.held.iter().copied().filter(|step| *step <= plan.steps.len()).collect();
    let closed = records().find(|record| record.outcome.is_some());
    PlanRecord {
        state: if last.plan == plan { last.state } else { PlanState::Draft },
        plan,
        edits: last.edits.clone(),
        acknowledged: last.acknowledged.clone(),
        held,
        outcome: closed.and_then(|record| record.outcome.clone()),
        entered: closed.and_then(|record| record.entered.clone()),
        own_note: closed.map(|record| record.own_note.clone()).unwrap_or_default(),
        earlier: closed.map(|record| record.earlier.clone()).unwrap_or_default(),
        told: last.told.clone(),
        own_words: last.own_words.clone(),
        unconfirmed: last.unconfirmed.clone(),
        no_longer: last.no_longer.clone(),
    }
}
