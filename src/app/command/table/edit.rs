//! What the Edit menu offers: changing the plan, and finding one's way in it.

use super::{WhyNot, ctrl, ctrl_shift, row};
use crate::app::action::{Action, FileAction, PracticeAction, WindowAction};
use crate::app::closing::ClosingAction;
use crate::app::command::keys::CommandKey;
use crate::app::command::{Command, CommandRow, Symbol, can};
use crate::app::draft::Field;
use crate::app::editing::PlanAction;
use crate::app::editing::in_the_way;
use crate::app::forms::FormKind;
use crate::app::state::State;
use crate::text::capital;

const NOT_READY: WhyNot = "Something is still in the way";

/// What keeps the plan from being called ready, in a sentence; none where there is no plan.
fn not_ready(state: &State) -> Option<String> {
    can::planned(state).ok()?;
    let reasons = in_the_way(state.visit.standing(), state.visit.rescreen);
    (!reasons.is_empty()).then(|| capital(&reasons.join("; ")))
}

/// In groups, from the top.
pub(super) const ROWS: &[&[CommandRow]] = &[
    &[
        row(
            Command::Undo,
            "Undo",
            "Takes back the last change",
            |state| {
                let undo = state.visit.undo();
                undo.undoes().map(drop).ok_or("Nothing has been changed yet")?;
                if undo.undoes_consent() { can::idle(state) } else { Ok(()) }
            },
            |_| Action::Undo,
        )
        .letter('u')
        .symbol(Symbol::Undo)
        .keys(&[ctrl(CommandKey::Z)]),
        row(
            Command::Redo,
            "Redo",
            "Repeats the change that was taken back",
            |state| {
                let undo = state.visit.undo();
                undo.redoes().map(drop).ok_or("There is nothing to redo")?;
                if undo.redoes_consent() { can::idle(state) } else { Ok(()) }
            },
            |_| Action::Redo,
        )
        .letter('r')
        .symbol(Symbol::Redo)
        .keys(&[ctrl_shift(CommandKey::Z), ctrl(CommandKey::Y)]),
    ],
    &[row(
        Command::CopyPlan,
        "Copy the plan as text",
        "Puts the whole plan on the clipboard",
        can::planned,
        |_| Action::File(FileAction::CopyPlan),
    )
    .letter('c')
    .symbol(Symbol::Copy)],
    &[
        row(
            Command::AddStep,
            "Add a step",
            "Type a region, side, modality, level and minutes",
            can::built,
            |_| Action::Window(WindowAction::FocusQuickAdd),
        )
        .letter('a')
        .symbol(Symbol::Add)
        .keys(&[ctrl_shift(CommandKey::A)]),
        row(
            Command::Rebuild,
            "Rebuild the plan",
            "Starts the plan over from the answers",
            |state| {
                can::planned(state)?;
                let by_hand = state.visit.work().hand.is_some();
                if by_hand { Ok(()) } else { Err("Nothing was changed since it was built") }
            },
            |_| Action::Plan(PlanAction::Rebuild),
        )
        .letter('b')
        .symbol(Symbol::Rebuild)
        .keys(&[ctrl(CommandKey::R)]),
        row(
            Command::FitToTime,
            "Fit to time",
            "Spreads the booked minutes over the steps that aren't held",
            can::built,
            |_| Action::Plan(PlanAction::Fit),
        )
        .letter('i'),
        row(
            Command::Ready,
            "Ready for the session",
            "Marks the plan as ready, or as a draft again",
            |state| {
                can::planned(state)?;
                let free = in_the_way(state.visit.standing(), state.visit.rescreen).is_empty();
                if state.visit.work().ready || free { Ok(()) } else { Err(NOT_READY) }
            },
            |state| Action::Plan(PlanAction::Ready(!state.visit.work().ready)),
        )
        .letter('y')
        .on(|state| state.visit.work().ready)
        .because(not_ready),
        row(
            Command::CloseSession,
            "Close session…",
            "Records how the session went, or amends what was recorded",
            can::close_session,
            |_| ClosingAction::Open.into(),
        )
        .letter('s'),
    ],
    &[
        row(
            Command::NextMissing,
            "Next question",
            "Goes to the next unanswered question, and to consent after the last one",
            |state| {
                can::unlocked(state)?;
                let is_open = !state.visit.standing().missing.is_empty() || state.lacks_consent();
                if is_open { Ok(()) } else { Err("Every question is answered") }
            },
            |state| {
                // Whoever asks for it is led there as often as it is asked for.
                let answered = state.visit.standing().missing.is_empty();
                if answered && state.lacks_consent() {
                    Action::JumpTo(Field::Consent)
                } else {
                    Action::NextMissing(None)
                }
            },
        )
        .letter('n')
        .symbol(Symbol::Next)
        .keys(&[ctrl(CommandKey::J)]),
        row(
            Command::Rescreen,
            "Ask today's questions",
            "Clears answers from another day that count for that day only",
            |state| {
                let waits = state.visit.rescreen.is_some() && !state.visit.asked_anew;
                if waits { Ok(()) } else { Err("No answer is from another day") }
            },
            |_| Action::Rescreen,
        )
        .letter('t'),
        row(
            Command::FindClient,
            "Find a client",
            "Searches names, codes and notes",
            can::be_in_practice,
            |_| Action::Window(WindowAction::FocusSearch),
        )
        .letter('f')
        .symbol(Symbol::Search)
        .keys(&[ctrl(CommandKey::F)]),
        row(
            Command::ClientDetails,
            "Client details…",
            "Name, contact, important note, allergies, retention",
            can::change_client,
            |_| PracticeAction::Ask(FormKind::Client).into(),
        )
        .letter('d')
        .keys(&[ctrl(CommandKey::I)]),
        row(
            Command::RemoveClient,
            "Remove the client",
            "Takes the chosen client off the lists; the records stay",
            can::change_client,
            |state| {
                let chosen = state.practice.open().and_then(|open| open.chosen);
                chosen.map_or(Action::Window(WindowAction::Refused(can::NOBODY)), |client| {
                    PracticeAction::RemoveClient(client).into()
                })
            },
        )
        .letter('m'),
        row(
            Command::EraseClient,
            "Erase the client for good…",
            "Deletes the chosen client with all plans, after the name is typed",
            can::change_client,
            |_| PracticeAction::Ask(FormKind::Erase).into(),
        )
        .letter('e'),
        row(
            Command::RemovedClients,
            "Removed clients…",
            "Clients taken off the lists, to bring back or erase",
            |state| {
                can::idle(state)?;
                let read = can::in_practice(state)?.is_current;
                if read { Ok(()) } else { Err("Wait until the list of clients is complete") }
            },
            |_| PracticeAction::ShowRemoved.into(),
        )
        .letter('o'),
    ],
];
