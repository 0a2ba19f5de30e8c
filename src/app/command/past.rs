//! Past plans of the chosen client and versions of a plan: which one a command is about.
//!
//! Looks at what was read of the client's folder, and decides nothing.

use super::can::{NOBODY, in_practice};
use super::table::WhyNot;
use crate::app::practice::saved_rows;
use crate::app::reading::{Reading, is_over};
use crate::app::state::State;
use crate::model::{PlanId, PlanKey, RevisionId};
use crate::store::{ClientFolder, History};

/// The plan that is read.
pub(super) fn read(state: &State) -> Result<&Reading, WhyNot> {
    let reading = any(state)?;
    if reading.copy.is_some() {
        return Err("This is a copy from a file: it can only be read");
    }
    in_practice(state)?;
    Ok(reading)
}

/// The plan that is read, also where it is a copy from a file.
pub(super) fn any(state: &State) -> Result<&Reading, WhyNot> {
    state.visit.reading.as_ref().ok_or("No past plan is being read")
}

fn folder(state: &State) -> Result<&ClientFolder, WhyNot> {
    in_practice(state)?.folder.as_deref().ok_or(NOBODY)
}

/// The past plan before the one that is read, or else the last one.
pub(super) fn before(state: &State) -> Result<(PlanId, RevisionId), WhyNot> {
    let rows = saved_rows(folder(state)?, state.today);
    let edited = state.visit.stored.record().map(|stored| stored.revision);
    let past = rows
        .iter()
        .filter(|row| is_over(row.state, row.date, state.today) && row.revision != edited);
    let past: Vec<(PlanId, RevisionId)> =
        past.filter_map(|row| Some((row.plan?, row.revision?))).collect();
    let now = state.visit.reading.as_ref().map(|reading| reading.revision);
    let at = past.iter().position(|(_, revision)| Some(*revision) == now);
    let next = past.get(at.map_or(0, |at| at + 1)).copied();
    next.ok_or(if past.is_empty() { "There is no past plan" } else { "It is the first plan" })
}

/// The plan of the practice that is shown: the one that is read, or else the one that is edited.
pub(super) fn shown(state: &State) -> Result<(PlanKey, RevisionId), WhyNot> {
    in_practice(state)?;
    if state.visit.reading.is_some() {
        return read(state).map(|reading| (reading.key, reading.revision));
    }
    let stored = state.visit.stored.record().ok_or("No plan from the list is open")?;
    Ok((stored.key, stored.revision))
}

/// Whether another version of the plan that is shown waits.
pub(super) fn two_versions(state: &State) -> Result<(), WhyNot> {
    let (key, shown) = shown(state)?;
    let history = in_practice(state)?.plan(key.plan);
    let mut heads = history.into_iter().flat_map(History::heads);
    let is_one = history
        .is_some_and(|history| history.has_two_versions() && heads.any(|head| head.id == shown));
    if is_one { Ok(()) } else { Err("There is only one version of this plan") }
}

/// The plan that was removed last.
pub(super) fn removed(state: &State) -> Result<PlanKey, WhyNot> {
    let folder = folder(state)?;
    let removed = folder.plans.iter().filter(|(_, history)| history.is_removed());
    let last =
        removed.max_by_key(|(_, history)| history.revisions().iter().map(|one| one.saved).max());
    let key = last.map(|(plan, _)| PlanKey { client: folder.id, plan: *plan });
    key.ok_or("None of this client's plans was removed")
}
