//! Every action that a menu, a key or the palette can send is sent by a command, and the others are
//! about something typed, pointed at or answered.
//!
//! The match has no wildcard: whoever adds an action says here how it is asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Command, Stage, app};
use crate::app::action::{
    Action, Change, ConsentAction, FileAction, PracticeAction, Then, WindowAction,
};
use crate::app::closing::ClosingAction;
use crate::app::draft::Field;
use crate::app::editing::PlanAction;
use crate::app::history::HistoryAction;
use crate::app::practice::{OpenPractice, Practice};
use crate::app::reading::Reading;
use crate::app::shell::NoWindow;
use crate::app::state::State;
use crate::knowledge::Knowledge;
use crate::model::{Client, ClientId, Day, PlanId, PlanKey, PracticeId, Settings};
use crate::store::files::Files;
use crate::store::index::Order;
use crate::store::{Base, Stamp, Store};

/// What commands send.
const SENT: &[&str] = &[
    "about",
    "add-clearance",
    "ask",
    "back-up",
    "beside",
    "change",
    "close-session",
    "consent",
    "discharge",
    "plan-again",
    "copy",
    "copy-plan",
    "print",
    "find-client",
    "fit",
    "full-questions",
    "hold",
    "keep-version",
    "keys",
    "leave",
    "lone-plan",
    "new-client",
    "next-missing",
    "offer-below",
    "palette",
    "quick-add",
    "ready",
    "rail",
    "rebuild",
    "recovery-key",
    "redo",
    "remove-client",
    "remove-plan",
    "rescreen",
    "restore",
    "restore-plan",
    "save",
    "save-copy",
    "save-note",
    "save-typed",
    "proposals",
    "settings",
    "show",
    "show-findings",
    "show-intake",
    "show-page",
    "show-old",
    "show-plan",
    "show-removed",
    "sort",
    "stop-indexing",
    "stop-reading",
    "theme",
    "undo",
    "walk",
    "why",
    "write",
    "zoom",
    "menu-bar",
];

fn of_shell(action: &Action) -> Option<&'static str> {
    match action {
        Action::Undo => Some("undo"),
        Action::Redo => Some("redo"),
        Action::ShowIntake => Some("show-intake"),
        Action::ShowPlan => Some("show-plan"),
        Action::NextMissing(_) | Action::JumpTo(Field::Consent) => Some("next-missing"),
        Action::AddClearance => Some("add-clearance"),
        Action::Rescreen => Some("rescreen"),
        Action::Consent(ConsentAction::Record(_)) => Some("consent"),
        Action::SaveNote(_) => Some("save-note"),
        Action::FullQuestions(_) => Some("full-questions"),
        Action::File(FileAction::Leave(_)) => Some("leave"),
        Action::File(FileAction::SaveThen(_)) => Some("save"),
        Action::File(FileAction::TypePath(_)) => Some("save-typed"),
        Action::Print(_) => Some("print"),
        Action::Closing(ClosingAction::Open) => Some("close-session"),
        Action::File(FileAction::Write(_)) => Some("save-copy"),
        Action::File(FileAction::CopyPlan) => Some("copy-plan"),
        Action::Show(_) => Some("show-page"),
        Action::History(HistoryAction::PlanAgain) => Some("plan-again"),
        Action::History(HistoryAction::AskDischarge) => Some("discharge"),
        Action::About => Some("about"),
        Action::Copy(_) => Some("copy"),
        Action::Settings => Some("settings"),
        Action::BackUp => Some("back-up"),
        Action::Restore => Some("restore"),
        Action::Window(WindowAction::SetTheme(_)) => Some("theme"),
        Action::Window(WindowAction::SetZoom(_)) => Some("zoom"),
        Action::Window(WindowAction::SetMenuBar(_)) => Some("menu-bar"),
        Action::Window(WindowAction::FocusQuickAdd) => Some("quick-add"),
        Action::Window(WindowAction::FocusSearch) => Some("find-client"),
        Action::Window(WindowAction::FocusNewClient) => Some("new-client"),
        Action::Window(WindowAction::Palette) => Some("palette"),
        Action::Window(WindowAction::Keys) => Some("keys"),
        Action::Practice(action) => of_practice(action),
        Action::Plan(action) => of_plan(action),
        // An answer, or a place that was pointed at, dragged or jumped to.
        Action::Intake(_)
        | Action::Point(_)
        | Action::Arrange(_)
        | Action::Select(_)
        | Action::JumpTo(_)
        | Action::At(_)
        | Action::Told(_)
        | Action::Reword(_, _)
        | Action::KeepTold(_)
        | Action::Consent(
            ConsentAction::Tick(_) | ConsentAction::Guardian(_) | ConsentAction::RecordGuardian,
        )
        | Action::History(
            HistoryAction::Filter(_)
            | HistoryAction::Tick(_)
            | HistoryAction::Basis(_)
            | HistoryAction::Rows(_)
            | HistoryAction::Pain(_)
            | HistoryAction::Tally(_)
            | HistoryAction::Tab(_)
            | HistoryAction::Earlier(_)
            | HistoryAction::Read
            | HistoryAction::Print
            | HistoryAction::TakeOver(..)
            | HistoryAction::Discharge(_),
        )
        | Action::Closing(_)
        | Action::Explain(_)
        | Action::File(
            FileAction::Dropped(_)
            | FileAction::LeaveUnsaved(_)
            | FileAction::KeepLong(_)
            | FileAction::WriteTo(..)
            | FileAction::OpenFrom(_)
            | FileAction::Details(_),
        )
        | Action::PracticeFrom(_)
        | Action::CloseDialog
        | Action::PathTyped(_)
        | Action::Window(
            WindowAction::Menu(_)
            | WindowAction::PaletteTyped(_)
            | WindowAction::PaletteStep(_)
            | WindowAction::Refused(_)
            | WindowAction::Dismiss(_),
        ) => None,
    }
}

fn of_practice(action: &PracticeAction) -> Option<&'static str> {
    match action {
        PracticeAction::Sort(_) => Some("sort"),
        PracticeAction::Forget(..) => Some("discard"),
        PracticeAction::KeepVersion => Some("keep-version"),
        PracticeAction::StopIndexing => Some("stop-indexing"),
        PracticeAction::Alone => Some("lone-plan"),
        PracticeAction::Ask(_) => Some("ask"),
        PracticeAction::RecoveryKey => Some("recovery-key"),
        PracticeAction::ShowProposals => Some("proposals"),
        PracticeAction::ShowOld => Some("show-old"),
        PracticeAction::Show(..) => Some("show"),
        PracticeAction::Beside(_) => Some("beside"),
        PracticeAction::StopReading => Some("stop-reading"),
        PracticeAction::Rail(_) => Some("rail"),
        PracticeAction::RemoveClient(_) => Some("remove-client"),
        PracticeAction::ShowRemoved => Some("show-removed"),
        PracticeAction::RemovePlan(..) => Some("remove-plan"),
        PracticeAction::RestorePlan(..) => Some("restore-plan"),
        // Typed, or answered in a dialog or on the page of a locked practice.
        PracticeAction::Search(_)
        | PracticeAction::NewName(_)
        | PracticeAction::Add(_)
        | PracticeAction::AddNamesake(_)
        | PracticeAction::Typed(_)
        | PracticeAction::Unlock
        | PracticeAction::QuitLocked
        | PracticeAction::Recover(_)
        | PracticeAction::Fill(_)
        | PracticeAction::Browse(_)
        | PracticeAction::Submit
        | PracticeAction::StopTask
        | PracticeAction::SealStrays
        | PracticeAction::RemoveProposals
        | PracticeAction::RestoreClient(_)
        | PracticeAction::EraseRemoved(_) => None,
    }
}

fn of_plan(action: &PlanAction) -> Option<&'static str> {
    match action {
        PlanAction::Change(_) => Some("change"),
        PlanAction::Walk(_) => Some("walk"),
        PlanAction::Why(_) => Some("why"),
        PlanAction::OfferBelow(_) => Some("offer-below"),
        PlanAction::Hold(_) => Some("hold"),
        PlanAction::Fit => Some("fit"),
        PlanAction::Write(..) => Some("write"),
        PlanAction::Ready(_) => Some("ready"),
        PlanAction::Rebuild => Some("rebuild"),
        PlanAction::ShowFindings => Some("show-findings"),
        // Typed, or answered beside a finding or in a dialog.
        PlanAction::Written
        | PlanAction::TypeWhy(..)
        | PlanAction::Answer(_)
        | PlanAction::Reopen(_)
        | PlanAction::RebuildKeeping(_)
        | PlanAction::Quick(_)
        | PlanAction::QuickAdd
        | PlanAction::Dismiss => None,
    }
}

/// A client with a past plan, which is read, and a removed one.
fn reading(state: &mut State, root: &std::path::Path) {
    let at = "2026-11-20T12:00:00Z".parse().unwrap();
    let stamp = Stamp { by: String::new(), at };
    let store = Store::create_with(root, PracticeId::fresh(at), Files::default()).unwrap();
    let client = ClientId::fresh(at);
    store.save_client(client, Base::none(), Client::named("Zoë Berg"), &stamp).unwrap();
    let record = state.visit.record().unwrap();
    let save = |plan| store.save_plan(client, plan, Base::none(), record.clone(), &stamp).unwrap();
    let (past, gone) = (PlanId::fresh(at), PlanId::fresh(at));
    let version = save(past);
    let base = Base::of([&save(gone)]);
    store.remove_plan(client, gone, base, &stamp).unwrap();
    let folder = Arc::new(store.client(client).unwrap());
    let mut open = OpenPractice::new(store, Settings::default(), None, Order::default());
    open.chosen = Some(client);
    open.folder = Some(folder);
    state.practice = Practice::Open(Box::new(open));
    state.today = Day::parse("2027-01-10").unwrap();
    state.visit.reading = Reading::of(PlanKey { client, plan: past }, &version);
}

#[test]
fn whatever_a_menu_or_a_key_can_ask_for_is_a_command() {
    let knowledge = Arc::new(Knowledge::shipped().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut seen = BTreeSet::new();
    let mut look = |state: &State| {
        for &command in Command::ALL {
            let action = command.action(state);
            if !matches!(action, Action::Window(WindowAction::Refused(_))) {
                let sent = of_shell(&action);
                seen.insert(sent.unwrap_or_else(|| panic!("{command:?} sends {action:?}")));
            }
        }
    };
    look(&app(Stage::Chosen, &knowledge).state);
    let mut read = app(Stage::Planned, &knowledge);
    reading(&mut read.state, folder.path());
    look(&read.state);
    read.state.visit.reading = None;
    look(&read.state);
    let mut withheld = app(Stage::Planned, &knowledge);
    let emergency =
        knowledge.tables().findings.iter().find(|one| one.group.as_str() == "emergency");
    let change = Change::Answer(emergency.unwrap().id.clone(), true);
    withheld.perform(Action::Intake(change), &NoWindow);
    assert!(withheld.state.visit.standing().referral().is_some());
    look(&withheld.state);
    assert_eq!(seen, SENT.iter().copied().collect());
}

#[test]
fn the_plan_before_is_the_last_one_and_then_the_one_before_that() {
    let knowledge = Arc::new(Knowledge::shipped().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut app = app(Stage::Planned, &knowledge);
    let state = &mut app.state;
    assert!(Command::ReadBefore.enabled(state).unwrap_err().contains("practice"));
    reading(state, folder.path());
    assert_eq!(Command::ReadBefore.enabled(state), Err("It is the first plan"));
    let read = state.visit.reading.take().unwrap();
    let shown = PracticeAction::Show(read.key.plan, read.revision);
    assert_eq!(Command::ReadBefore.action(state), shown.into());
    state.visit.reading = Some(read.clone());
    let edit = Then::Plan(read.key, read.revision);
    assert_eq!(Command::EditRead.action(state), Action::File(FileAction::Leave(edit)));
}
