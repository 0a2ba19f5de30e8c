//! When a command can be done; otherwise the reason why it can't, in a sentence.

use std::sync::Arc;

use super::past;
use super::table::WhyNot;
use crate::app::clock;
use crate::app::past::Past;
use crate::app::practice::{OpenPractice, Practice};
use crate::app::state::{Busy, State};
use crate::model::{Plan, PlanKey};

const NO_PLAN: WhyNot = "The plan appears when every question is answered";
/// Nobody is chosen.
pub const NOBODY: WhyNot = "Choose a client first";
const WAIT: WhyNot = "Wait a moment: the client's records are being read";
/// There is a session, so there are no words instead of one.
pub const NO_WORDS: WhyNot = "The plan isn't withheld";
const IN_DRAFT: WhyNot =
    "Answer every question before saving; the draft is kept on this computer meanwhile";

/// Nothing stands in the way.
#[expect(clippy::unnecessary_wraps, reason = "as the table calls it")]
pub fn always(_: &State) -> Result<(), WhyNot> {
    Ok(())
}

/// Nothing is waited for.
pub fn idle(state: &State) -> Result<(), WhyNot> {
    match state.busy {
        None => Ok(()),
        Some(Busy::ChoosingToOpen | Busy::ChoosingToSave | Busy::ChoosingPractice) => {
            Err("A file dialog is open")
        }
        Some(
            Busy::OpeningPractice
            | Busy::Unlocking
            | Busy::Opening
            | Busy::Saving
            | Busy::Closing
            | Busy::Working,
        ) => Err("Wait a moment: something is still being opened or saved"),
    }
}

/// Nothing is behind the question for a passphrase.
pub fn unlocked(state: &State) -> Result<(), WhyNot> {
    match &state.practice {
        Practice::Locked(_) => Err("Unlock the practice first"),
        Practice::Opening(_) => Err("The practice is being opened"),
        Practice::None | Practice::Open(_) => Ok(()),
    }
}

/// A practice is open.
pub fn in_practice(state: &State) -> Result<&OpenPractice, WhyNot> {
    unlocked(state)?;
    state.practice.open().ok_or("Open or create a practice first")
}

/// There is a plan.
pub fn planned(state: &State) -> Result<(), WhyNot> {
    unlocked(state)?;
    state.visit.standing().plan.as_ref().map(drop).ok_or(NO_PLAN)
}

/// Whether there is a plan with steps.
pub fn built(state: &State) -> Result<(), WhyNot> {
    session(state).map(drop)
}

fn session(state: &State) -> Result<&Plan, WhyNot> {
    planned(state)?;
    state.visit.standing().session().map(Arc::as_ref).ok_or("The plan is withheld")
}

/// There are words to hand over instead of a session.
pub fn hand_over(state: &State) -> Result<(), WhyNot> {
    unlocked(state)?;
    state.visit.standing().referral().map(drop).ok_or(NO_WORDS)
}

/// Whether something can be put down in the record of the chosen client.
pub fn consent(state: &State) -> Result<(), WhyNot> {
    idle(state)?;
    in_practice(state)?.chosen_client().map(drop).ok_or(NOBODY)
}

/// Something can be opened in the window. While a practice is locked it would lie unseen behind its
/// question.
pub fn open(state: &State) -> Result<(), WhyNot> {
    idle(state).and_then(|()| unlocked(state))
}

/// The plan can be saved where it is kept.
pub fn save(state: &State) -> Result<(), WhyNot> {
    // What would be saved isn't what is looked at.
    if state.visit.reading.as_ref().is_some_and(|reading| !reading.beside) {
        return Err("A past plan is being read: go back to the present one to save that");
    }
    if state.visit.standing().plan.is_none() && state.keeps_drafts() {
        return idle(state).and(Err(IN_DRAFT));
    }
    write(state)
}

/// The plan can be written into a file.
pub fn write(state: &State) -> Result<(), WhyNot> {
    idle(state).and_then(|()| planned(state))
}

/// There is something to print: a plan, or at least the questions to be filled in by hand.
pub fn print(state: &State) -> Result<(), WhyNot> {
    idle(state).and_then(|()| unlocked(state))?;
    if state.is_at_start() { Err("Open or create a practice first") } else { Ok(()) }
}

/// A practice is open.
pub fn be_in_practice(state: &State) -> Result<(), WhyNot> {
    in_practice(state).map(drop)
}

/// Something can be done with the folder of the practice.
pub fn keep(state: &State) -> Result<(), WhyNot> {
    idle(state).and_then(|()| be_in_practice(state))
}

/// The same, where it is sealed.
pub fn be_sealed(state: &State) -> Result<(), WhyNot> {
    idle(state)?;
    in_practice(state)?.store.seal().map(drop).ok_or("The practice isn't sealed")
}

/// Something can be done with the records of the chosen client.
pub fn change_client(state: &State) -> Result<(), WhyNot> {
    idle(state)?;
    in_practice(state)?.folder.as_ref().map(drop).ok_or(NOBODY)
}

/// What isn't saved is of a client of the practice: the plan that it is about.
pub fn discard(state: &State) -> Result<PlanKey, WhyNot> {
    const NOTHING: WhyNot = "No client's plan has unsaved changes";
    let chosen = in_practice(state)?.chosen;
    let key = state.visit.draft_key(chosen).filter(|_| state.visit.is_unsaved());
    key.ok_or(NOTHING)
}

/// How the session of the plan in sight went can be written down.
pub fn close_session(state: &State) -> Result<(), WhyNot> {
    const NO_SESSION: WhyNot = "The plan is withheld: no session took place";
    idle(state)?;
    in_practice(state)?.chosen.ok_or(NOBODY)?;
    let is_read = state.visit.reading.as_ref().is_some_and(|reading| !reading.beside);
    let (status, day) = if is_read {
        let read = past::read(state)?;
        let history = in_practice(state)?.plan(read.key.plan);
        if history.is_some_and(|it| it.heads().all(|head| head.id != read.revision)) {
            return Err("This is an earlier version: open the newest one");
        }
        let plan = &read.record.plan;
        (plan.status, plan.intake.date)
    } else {
        planned(state)?;
        let plan = state.visit.standing().plan.as_ref().ok_or(NO_PLAN)?;
        if !state.belongs_to_practice() {
            return Err("Only a client's session can be closed");
        }
        (plan.status, plan.intake.date)
    };
    if status.withholds() {
        return Err(NO_SESSION);
    }
    if day > clock::today().max(state.today) {
        return Err("The session is on a later day");
    }
    let past = in_practice(state)?.past.as_ref();
    past.map(drop).ok_or("Wait a moment: the client's records are on their way")
}

/// What is known of the chosen client's sessions.
pub fn past(state: &State) -> Result<&Past, WhyNot> {
    let open = in_practice(state)?;
    open.past.as_deref().ok_or(if open.chosen.is_some() { WAIT } else { NOBODY })
}

/// A past plan is read.
pub fn read_past(state: &State) -> Result<(), WhyNot> {
    past::read(state).map(drop)
}

/// The plan, where it is in sight: nothing in it is changed unseen.
pub fn see_plan(state: &State) -> Result<&Plan, WhyNot> {
    let plan = session(state)?;
    if state.shows_plan() { Ok(plan) } else { Err("Show the plan first") }
}

/// There are steps to go through.
pub fn walk(state: &State) -> Result<(), WhyNot> {
    let none = see_plan(state)?.steps.is_empty();
    if none { Err("The plan has no steps") } else { Ok(()) }
}
