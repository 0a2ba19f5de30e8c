//! When a command can be done, why not otherwise, and the action that it sends.

use super::{Command, past, step};
use crate::app::action::{Action, ConsentAction, PracticeAction, Then};
use crate::app::editing::{PlanAction, in_the_way};
use crate::app::forms::FormKind;
use crate::app::practice::{OpenPractice, Practice};
use crate::app::prefs::ThemeChoice;
use crate::app::state::{Busy, PathUse, Screen, State};
use crate::export::Format;
use crate::model::ConsentItem;
use crate::store::index::Order;

const NO_PLAN: &str = "Answer what is missing; then there is a plan";
pub(super) const NOBODY: &str = "Choose a client first";

const NO_WORDS: &str = "The plan isn't withheld";
const NARROW: &str = "This window is too narrow for two plans: widen it";

const IN_DRAFT: &str =
    "Answer what is missing; then there is a plan to save. It is kept as a draft on this computer";

impl Command {
    /// Whether it can be done now.
    ///
    /// # Errors
    /// Why it can't.
    #[expect(clippy::too_many_lines, reason = "an arm for each command, and nothing else")]
    pub fn enabled(self, state: &State) -> Result<(), &'static str> {
        match self {
            // What is opened while a practice is locked would lie unseen behind its question.
            Self::NewClient | Self::NewPlan | Self::OpenPlan | Self::OpenTyped => {
                idle(state).and_then(|()| unlocked(state))
            }
            Self::OpenPractice | Self::NewPractice | Self::Sample | Self::Restore => idle(state),
            Self::ClosePractice => {
                idle(state)?;
                if state.is_at_start() { Err("No practice is open") } else { Ok(()) }
            }
            Self::BackUp | Self::Settings => {
                idle(state)?;
                in_practice(state).map(drop)
            }
            Self::RemovedClients => {
                idle(state)?;
                let read = in_practice(state)?.is_current;
                if read { Ok(()) } else { Err("Wait until the clients are read") }
            }
            Self::ClientDetails | Self::RemoveClient | Self::EraseClient => {
                idle(state)?;
                let folder = in_practice(state)?.folder.as_ref();
                folder.map(drop).ok_or(NOBODY)
            }
            Self::Lock => {
                let seal = state.practice.open().and_then(|open| open.store.seal());
                seal.map(drop).ok_or("Only a sealed practice that is open can be locked")
            }
            Self::Save if state.judged.plan.is_none() && state.keeps_drafts() => {
                idle(state).and(Err(IN_DRAFT))
            }
            Self::Save
            | Self::SaveCopy
            | Self::SaveTyped
            | Self::ExportMd
            | Self::ExportTxt
            | Self::ExportJson
            | Self::ExportRon => idle(state).and_then(|()| planned(state)),
            Self::CopyPlan => planned(state),
            Self::Undo => state.undo.undoes().map(drop).ok_or("Nothing was changed yet"),
            Self::Redo => state.undo.redoes().map(drop).ok_or("Nothing was taken back"),
            Self::AddStep | Self::FitToTime => built(state),
            Self::WhyStep
            | Self::WriteStep
            | Self::AddBelow
            | Self::StepUp
            | Self::StepDown
            | Self::DuplicateStep
            | Self::RemoveStep
            | Self::HoldStep => step::chosen(self, state).map(drop),
            Self::StepAbove | Self::StepBelow => {
                let none = step::shown(state)?.steps.is_empty();
                if none { Err("The plan has no steps") } else { Ok(()) }
            }
            Self::ShowFindings => {
                step::shown(state)?;
                let found = state.judged.findings.iter().any(|one| one.step.is_none());
                if found { Ok(()) } else { Err("Nothing was found about the whole plan") }
            }
            Self::SaveNote => idle(state).and_then(|()| handed_over(state)),
            Self::CopyNote => handed_over(state),
            Self::Rebuild => {
                planned(state)?;
                let by_hand = state.work.hand.is_some();
                if by_hand { Ok(()) } else { Err("The plan is as the answers bring it") }
            }
            Self::Ready => {
                planned(state)?;
                let free = in_the_way(&state.judged, state.rescreen).is_empty();
                if state.work.ready || free {
                    Ok(())
                } else {
                    Err("What is in the way stands beside “Mark as ready”")
                }
            }
            Self::Rescreen => {
                let waits = state.rescreen.is_some() && !state.asked_anew;
                if waits { Ok(()) } else { Err("Nothing was answered on another day") }
            }
            Self::NextMissing => {
                unlocked(state)?;
                let missing = state.judged.missing.first();
                missing.map(drop).ok_or("No answer is missing")
            }
            Self::Rail | Self::FindClient | Self::SortRecent | Self::SortByName => {
                in_practice(state).map(drop)
            }
            Self::ShowIntake | Self::AddClearance | Self::FullQuestions => unlocked(state),
            Self::ShowPlan => {
                unlocked(state)?;
                let referral = state.judged.referral().is_some();
                if referral { Ok(()) } else { planned(state) }
            }
            Self::ZoomIn => state.prefs.larger().map(drop).ok_or("It is as large as it gets"),
            Self::ZoomOut => state.prefs.smaller().map(drop).ok_or("It is as small as it gets"),
            Self::ReadBefore => past::before(state).map(drop),
            Self::StopReading | Self::EditRead => past::read(state).map(drop),
            Self::Beside => {
                let beside = past::read(state)?.beside;
                let fits = beside || state.two_plans_fit();
                if fits { Ok(()) } else { Err(NARROW) }
            }
            Self::KeepVersion => idle(state).and_then(|()| past::two_versions(state)),
            Self::RemovePlan => idle(state).and_then(|()| past::shown(state).map(drop)),
            Self::RestorePlan => idle(state).and_then(|()| past::removed(state).map(drop)),
            Self::StopIndexing => {
                let reads = in_practice(state)?.indexing.is_some();
                if reads { Ok(()) } else { Err("The practice is read") }
            }
            Self::RecordConsent => {
                let ticked = state.ticked_consents();
                consenting(state)?;
                if ticked.is_empty() { Err("Nothing is left to agree to") } else { Ok(()) }
            }
            Self::RecordDraping => {
                consenting(state)?;
                let open = state.open_consents().contains(&ConsentItem::Draping);
                if open { Ok(()) } else { Err("The draping was agreed to already") }
            }
            Self::Alone => {
                unlocked(state)?;
                let waits = state.is_at_start() || state.waits_for_client();
                if waits { Ok(()) } else { Err("An intake is open already") }
            }
            Self::Seal => {
                idle(state)?;
                let sealed = in_practice(state)?.store.seal().is_some();
                if sealed { Err("The practice is sealed") } else { Ok(()) }
            }
            Self::Passphrase | Self::RecoveryKey | Self::Unseal | Self::Proposals => {
                idle(state)?;
                let seal = in_practice(state)?.store.seal();
                seal.map(drop).ok_or("The practice isn't sealed")
            }
            Self::OldFolders => idle(state).and_then(|()| in_practice(state).map(drop)),
            Self::ZoomReset
            | Self::ThemeSystem
            | Self::ThemeLight
            | Self::ThemeDark
            | Self::Palette
            | Self::Keys
            | Self::About
            | Self::Quit => Ok(()),
        }
    }

    /// What it asks for.
    #[expect(clippy::too_many_lines, reason = "an arm for each command, and nothing else")]
    pub fn action(self, state: &State) -> Action {
        let prefs = &state.prefs;
        match self {
            Self::NewClient if state.practice.open().is_some() => Action::FocusNewClient,
            Self::NewClient => Action::Leave(Then::New),
            Self::NewPlan => match state.practice.open().and_then(OpenPractice::chosen_row) {
                Some(client) => Action::Leave(Then::Client(client.id)),
                None => Action::Leave(Then::New),
            },
            Self::OpenPlan => Action::Leave(Then::Open),
            Self::OpenPractice => Action::Leave(Then::ChoosePractice),
            Self::OpenTyped => Action::Leave(Then::OpenTyped),
            Self::NewPractice => Action::from(PracticeAction::Ask(FormKind::NewPractice)),
            Self::ClosePractice => Action::Leave(Then::Start),
            Self::BackUp => Action::BackUp,
            Self::Restore => Action::Restore,
            Self::Settings => Action::Settings,
            Self::ClientDetails => Action::from(PracticeAction::Ask(FormKind::Client)),
            Self::RemoveClient => {
                let chosen = state.practice.open().and_then(|open| open.chosen);
                chosen.map_or(Action::Refused(NOBODY), |client| {
                    Action::from(PracticeAction::RemoveClient(client))
                })
            }
            Self::EraseClient => Action::from(PracticeAction::Ask(FormKind::Erase)),
            Self::RemovedClients => Action::from(PracticeAction::ShowRemoved),
            Self::Rail => Action::from(PracticeAction::Rail(!prefs.rail_open)),
            Self::Lock => Action::Leave(Then::Lock),
            Self::Save => Action::SaveThen(None),
            Self::SaveCopy => Action::SaveCopy,
            Self::SaveTyped => Action::TypePath(PathUse::Copy),
            Self::ExportMd => Action::Export(Format::Md),
            Self::ExportTxt => Action::Export(Format::Txt),
            Self::ExportJson => Action::Export(Format::Json),
            Self::ExportRon => Action::Export(Format::Ron),
            Self::Quit => Action::Leave(Then::Quit),
            Self::Undo => Action::Undo,
            Self::Redo => Action::Redo,
            Self::CopyPlan => Action::CopyPlan,
            Self::AddStep => Action::FocusQuickAdd,
            Self::Rebuild => Action::Plan(PlanAction::Rebuild),
            Self::FitToTime => Action::Plan(PlanAction::Fit),
            Self::Ready => Action::Plan(PlanAction::Ready(!state.work.ready)),
            Self::Rescreen => Action::Rescreen,
            Self::NextMissing => Action::NextMissing(None),
            Self::FindClient => Action::FocusSearch,
            Self::ShowIntake => Action::ShowIntake,
            Self::ShowPlan => Action::ShowPlan,
            Self::ZoomIn => Action::SetZoom(prefs.larger().unwrap_or(prefs.zoom)),
            Self::ZoomOut => Action::SetZoom(prefs.smaller().unwrap_or(prefs.zoom)),
            Self::ZoomReset => Action::SetZoom(100),
            Self::ThemeSystem => Action::SetTheme(ThemeChoice::System),
            Self::ThemeLight => Action::SetTheme(ThemeChoice::Light),
            Self::ThemeDark => Action::SetTheme(ThemeChoice::Dark),
            Self::Palette => Action::Palette,
            Self::Keys => Action::Keys,
            Self::About => Action::About,
            Self::StepAbove => Action::Plan(PlanAction::Walk(-1)),
            Self::StepBelow => Action::Plan(PlanAction::Walk(1)),
            Self::WhyStep
            | Self::WriteStep
            | Self::AddBelow
            | Self::StepUp
            | Self::StepDown
            | Self::DuplicateStep
            | Self::RemoveStep
            | Self::HoldStep => asked(step::chosen(self, state), Action::Plan),
            Self::ShowFindings => Action::Plan(PlanAction::ShowFindings),
            Self::SaveNote => asked(state.handover().ok_or(NO_WORDS), Action::SaveNote),
            Self::CopyNote => asked(state.handover().ok_or(NO_WORDS), Action::Copy),
            Self::ReadBefore => asked(past::before(state), |(plan, revision)| {
                PracticeAction::Show(plan, revision).into()
            }),
            Self::Beside => {
                let beside = state.reading.as_ref().is_some_and(|reading| reading.beside);
                PracticeAction::Beside(!beside).into()
            }
            Self::StopReading => PracticeAction::StopReading.into(),
            Self::EditRead => asked(past::shown(state), |(client, plan, revision)| {
                Action::Leave(Then::Plan(client, plan, revision))
            }),
            Self::KeepVersion => PracticeAction::KeepVersion.into(),
            Self::RemovePlan => asked(past::shown(state), |(client, plan, _)| {
                PracticeAction::RemovePlan(client, plan).into()
            }),
            Self::RestorePlan => asked(past::removed(state), |(client, plan)| {
                PracticeAction::RestorePlan(client, plan).into()
            }),
            Self::SortRecent => PracticeAction::Sort(Order::Recent).into(),
            Self::SortByName => PracticeAction::Sort(Order::Name).into(),
            Self::StopIndexing => PracticeAction::StopIndexing.into(),
            Self::AddClearance => Action::AddClearance,
            Self::RecordConsent => Action::Consent(ConsentAction::Record(state.ticked_consents())),
            Self::RecordDraping => {
                Action::Consent(ConsentAction::Record(vec![ConsentItem::Draping]))
            }
            Self::FullQuestions => Action::FullQuestions(!state.full_questions),
            Self::Alone => PracticeAction::Alone.into(),
            Self::Sample => PracticeAction::Ask(FormKind::Sample).into(),
            Self::Seal => PracticeAction::Ask(FormKind::Seal).into(),
            Self::Passphrase => PracticeAction::Ask(FormKind::Passphrase).into(),
            Self::RecoveryKey => PracticeAction::RecoveryKey.into(),
            Self::Unseal => PracticeAction::Ask(FormKind::Unseal).into(),
            Self::Proposals => PracticeAction::ShowProposals.into(),
            Self::OldFolders => PracticeAction::ShowOld.into(),
        }
    }

    /// Of commands that choose one of several states, whether that one is chosen.
    pub fn is_on(self, state: &State) -> Option<bool> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others do something once")]
        match self {
            Self::ShowIntake => Some(state.screen == Screen::Intake),
            Self::ShowPlan => Some(state.screen == Screen::Plan),
            Self::Rail => Some(state.prefs.rail_open),
            Self::Ready => Some(state.work.ready),
            Self::SortRecent => Some(state.prefs.order == Order::Recent),
            Self::SortByName => Some(state.prefs.order == Order::Name),
            Self::FullQuestions => Some(state.full_questions),
            Self::Beside => Some(state.reading.as_ref().is_some_and(|reading| reading.beside)),
            Self::HoldStep => {
                Some(state.selected.is_some_and(|step| state.work.held.contains(&step)))
            }
            Self::ThemeSystem => Some(state.prefs.theme == ThemeChoice::System),
            Self::ThemeLight => Some(state.prefs.theme == ThemeChoice::Light),
            Self::ThemeDark => Some(state.prefs.theme == ThemeChoice::Dark),
            _ => None,
        }
    }
}

fn idle(state: &State) -> Result<(), &'static str> {
    match state.busy {
        None => Ok(()),
        Some(Busy::ChoosingToOpen | Busy::ChoosingToSave | Busy::ChoosingPractice) => {
            Err("A file dialog is open")
        }
        Some(
            Busy::OpeningPractice | Busy::Unlocking | Busy::Opening | Busy::Saving | Busy::Working,
        ) => Err("Wait until the disk is done"),
    }
}

fn unlocked(state: &State) -> Result<(), &'static str> {
    match &state.practice {
        Practice::Locked(_) => Err("Unlock the practice first"),
        Practice::Opening(_) => Err("The practice is being opened"),
        Practice::None | Practice::Open(_) => Ok(()),
    }
}

pub(super) fn in_practice(state: &State) -> Result<&OpenPractice, &'static str> {
    unlocked(state)?;
    state.practice.open().ok_or("Open or make a practice first")
}

fn planned(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    state.judged.plan.as_ref().map(drop).ok_or(NO_PLAN)
}

/// Whether there is a plan with steps.
pub(super) fn built(state: &State) -> Result<(), &'static str> {
    planned(state)?;
    let withheld = state.judged.referral().is_some();
    if withheld { Err("The plan is withheld") } else { Ok(()) }
}

fn handed_over(state: &State) -> Result<(), &'static str> {
    unlocked(state)?;
    state.judged.referral().map(drop).ok_or(NO_WORDS)
}

/// Whether something can be put down in the record of the chosen client.
fn consenting(state: &State) -> Result<(), &'static str> {
    idle(state)?;
    in_practice(state)?.chosen_client().map(drop).ok_or(NOBODY)
}

/// What is asked for, or why it can't be.
fn asked<T>(what: Result<T, &'static str>, action: impl FnOnce(T) -> Action) -> Action {
    what.map_or_else(Action::Refused, action)
}
