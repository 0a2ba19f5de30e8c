//! The table as a whole: nothing clashes, nothing is missing, nothing enabled is idle.

mod sent;

use std::collections::BTreeSet;
use std::sync::Arc;

use eframe::egui::Context;

use super::*;
use crate::knowledge::Knowledge;
use crate::model::{Day, Intake, Plan, Side};
use crate::planner;
use crate::text::{Document, Format};
use crate::ui::action::{Action, Change};
use crate::ui::app::Window;
use crate::ui::files::{Choice, Dialogs};
use crate::ui::prefs::ThemeChoice;
use crate::ui::state::{Screen, State};
use crate::ui::work::Work;

const ALL: [Command; 80] = [
    Command::NewClient,
    Command::NewPlan,
    Command::OpenPlan,
    Command::OpenPractice,
    Command::OpenTyped,
    Command::NewPractice,
    Command::ClosePractice,
    Command::BackUp,
    Command::Restore,
    Command::Settings,
    Command::ClientDetails,
    Command::RemoveClient,
    Command::EraseClient,
    Command::RemovedClients,
    Command::Rail,
    Command::Lock,
    Command::Save,
    Command::SaveCopy,
    Command::SaveTyped,
    Command::ExportMd,
    Command::ExportTxt,
    Command::ExportJson,
    Command::ExportRon,
    Command::Quit,
    Command::Undo,
    Command::Redo,
    Command::CopyPlan,
    Command::AddStep,
    Command::Rebuild,
    Command::FitToTime,
    Command::Ready,
    Command::Rescreen,
    Command::NextMissing,
    Command::FindClient,
    Command::ShowIntake,
    Command::ShowPlan,
    Command::ZoomIn,
    Command::ZoomOut,
    Command::ZoomReset,
    Command::ThemeSystem,
    Command::ThemeLight,
    Command::ThemeDark,
    Command::Palette,
    Command::Keys,
    Command::About,
    Command::WhyStep,
    Command::WriteStep,
    Command::StepAbove,
    Command::StepBelow,
    Command::StepUp,
    Command::StepDown,
    Command::AddBelow,
    Command::DuplicateStep,
    Command::RemoveStep,
    Command::HoldStep,
    Command::ShowFindings,
    Command::SaveNote,
    Command::CopyNote,
    Command::ReadBefore,
    Command::Beside,
    Command::StopReading,
    Command::EditRead,
    Command::KeepVersion,
    Command::RemovePlan,
    Command::RestorePlan,
    Command::SortRecent,
    Command::SortByName,
    Command::StopIndexing,
    Command::AddClearance,
    Command::RecordConsent,
    Command::RecordDraping,
    Command::FullQuestions,
    Command::Alone,
    Command::Sample,
    Command::Seal,
    Command::Passphrase,
    Command::RecoveryKey,
    Command::Unseal,
    Command::Proposals,
    Command::OldFolders,
];

fn state() -> State {
    State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap())
}

#[test]
fn every_command_stands_in_exactly_one_place() {
    for command in ALL {
        let places = Command::all().filter(|one| *one == command).count();
        assert_eq!(places, 1, "{command:?}");
        assert_eq!(command.entry().command, command);
    }
    assert_eq!(Command::all().count(), ALL.len());
}

#[test]
fn no_two_shortcuts_are_the_same() {
    let mut seen = BTreeSet::new();
    for command in ALL {
        for keys in command.entry().keys {
            assert!(seen.insert(keys_label(*keys)), "{command:?}: {}", keys_label(*keys));
        }
    }
    for (keys, command) in ROW_KEYS {
        assert!(seen.insert(keys_label(keys)), "{command:?}: {}", keys_label(keys));
    }
    // The window system's own, and what text fields need for themselves.
    for taken in ["Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Shift+C", "Ctrl+Shift+V", "Alt+F4"]
    {
        assert!(!seen.contains(taken), "{taken}");
    }
}

#[test]
fn every_letter_stands_in_its_words_and_chooses_one_thing_in_its_menu() {
    for menu in Menu::ALL {
        let mut letters = BTreeSet::new();
        for entry in menu.entries() {
            let letter = entry.mnemonic;
            assert!(entry.text.to_lowercase().contains(letter), "{}: {letter}", entry.text);
            assert!(letters.insert(letter), "{menu:?}: {letter}");
        }
        assert!(menu.label().to_lowercase().starts_with(menu.mnemonic()));
    }
    let letters: BTreeSet<char> = Menu::ALL.into_iter().map(Menu::mnemonic).collect();
    assert_eq!(letters.len(), Menu::ALL.len());
}

#[test]
fn every_command_says_what_it_does_and_ends_in_an_ellipsis_only_where_more_follows() {
    for (_, entry) in entries() {
        assert!(!entry.tip.is_empty() && !entry.tip.ends_with('.'), "{}", entry.text);
        assert!(entry.text.chars().next().is_some_and(char::is_uppercase), "{}", entry.text);
    }
}

#[test]
fn what_needs_a_plan_says_so_before_there_is_one() {
    let state = state();
    for command in [Command::Save, Command::SaveCopy, Command::ExportMd, Command::CopyPlan] {
        let reason = command.enabled(&state).unwrap_err();
        assert!(reason.contains("then there is a plan"), "{command:?}");
    }
    assert!(Command::Undo.enabled(&state).is_err());
    assert!(Command::Lock.enabled(&state).is_err());
    assert!(Command::FindClient.enabled(&state).unwrap_err().contains("practice"));
    assert_eq!(Command::NextMissing.enabled(&state), Ok(()));
}

#[test]
fn menus_follow_each_other_around_the_ends() {
    assert_eq!(Menu::File.moved(-1), Menu::Help);
    assert_eq!(Menu::Help.moved(1), Menu::File);
    assert_eq!(Menu::Edit.moved(1), Menu::View);
}

#[test]
fn what_is_asked_of_a_step_needs_one_that_is_chosen_and_in_sight() {
    let knowledge = Arc::new(Knowledge::shipped().unwrap());
    let mut window = window(Stage::Chosen, &knowledge);
    assert_eq!(Command::StepUp.enabled(&window.state), Err("It is the first step"));
    assert_eq!(Command::StepDown.keys(), "Alt+Down");
    let steps = window.state.judged.plan.as_ref().unwrap().steps.len();
    window.state.selected = Some(steps);
    assert_eq!(Command::StepDown.enabled(&window.state), Err("It is the last step"));
    assert_eq!(Command::StepUp.enabled(&window.state), Ok(()));
    window.state.screen = Screen::Intake;
    assert_eq!(Command::RemoveStep.enabled(&window.state), Err("Show the plan first"));
    window.state.screen = Screen::Plan;
    window.state.selected = None;
    assert_eq!(Command::RemoveStep.enabled(&window.state), Err("Choose a step of the plan first"));
    assert_eq!(
        Command::RemoveStep.action(&window.state),
        Action::Refused("Choose a step of the plan first")
    );
}

/// Dialogs that nobody answers.
struct Closed;

impl Dialogs for Closed {
    fn open(&self, _: Option<&eframe::Frame>) -> Choice {
        Box::new(|| None)
    }

    fn save(&self, _: Option<&eframe::Frame>, _: &str) -> Choice {
        Box::new(|| None)
    }

    fn folder(&self, _: Option<&eframe::Frame>) -> Choice {
        Box::new(|| None)
    }
}

fn plan(knowledge: &Knowledge) -> Plan {
    let text = r#"(
        date: "2026-11-24", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 45,
    )"#;
    let document = Document::from_text("intake.ron", Format::Ron, text.to_owned());
    let accepted = knowledge.accept(document.parse::<Intake>().unwrap()).unwrap();
    planner::plan(&accepted, knowledge).unwrap()
}

/// How far a therapist has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Empty,
    Planned,
    Chosen,
    Changed,
    TakenBack,
    ByHand,
}

fn window(stage: Stage, knowledge: &Arc<Knowledge>) -> Window {
    let today = Day::parse("2026-11-24").unwrap();
    let mut window = Window::new(Arc::clone(knowledge), Box::new(Closed), today);
    if stage == Stage::Empty {
        return window;
    }
    let mut plan = plan(knowledge);
    if stage == Stage::ByHand {
        plan.expectation.push_str(" And some more.");
    }
    window.state.begin(Work::of_plan(plan, knowledge), knowledge);
    window.state.prefs.theme = ThemeChoice::Dark;
    window.state.prefs.zoom = 110;
    let ctx = Context::default();
    if matches!(stage, Stage::Changed | Stage::TakenBack) {
        let change = Change::Side(Side::Right);
        window.perform(Action::Intake(change), &ctx, None);
        window.state.screen = Screen::Intake;
    }
    if stage == Stage::Chosen {
        window.state.selected = Some(1);
        let counted = window.state.judged.plan.iter().flat_map(|plan| &plan.steps);
        assert!(counted.clone().next().is_some_and(|step| step.counted));
    }
    if stage == Stage::TakenBack {
        window.perform(Action::Undo, &ctx, None);
    }
    window
}

#[test]
fn every_command_that_can_be_done_does_something() {
    let knowledge = Arc::new(Knowledge::shipped().unwrap());
    let mut done = Vec::new();
    for stage in [
        Stage::Empty,
        Stage::Planned,
        Stage::Chosen,
        Stage::Changed,
        Stage::TakenBack,
        Stage::ByHand,
    ] {
        for command in ALL {
            let mut window = window(stage, &knowledge);
            let state = &window.state;
            let is_so = command.is_on(state) == Some(true)
                || (command == Command::ZoomReset && state.prefs.zoom == 100);
            if is_so || command.enabled(state).is_err() {
                continue;
            }
            let seen = |window: &Window| format!("{:?}", (&window.state, window.closing));
            let before = seen(&window);
            let action = command.action(state);
            window.perform(action, &Context::default(), None);
            assert_ne!(seen(&window), before, "{stage:?}: {command:?}");
            done.push(command);
        }
    }
    let never: Vec<Command> = ALL.into_iter().filter(|one| !done.contains(one)).collect();
    assert_eq!(
        never,
        [
            Command::BackUp,
            Command::Settings,
            Command::ClientDetails,
            Command::RemoveClient,
            Command::EraseClient,
            Command::RemovedClients,
            Command::Rail,
            Command::Lock,
            Command::Rescreen,
            Command::FindClient,
            Command::StepUp,
            Command::ShowFindings,
            Command::SaveNote,
            Command::CopyNote,
            Command::ReadBefore,
            Command::Beside,
            Command::StopReading,
            Command::EditRead,
            Command::KeepVersion,
            Command::RemovePlan,
            Command::RestorePlan,
            Command::SortRecent,
            Command::SortByName,
            Command::StopIndexing,
            Command::RecordConsent,
            Command::RecordDraping,
            Command::Seal,
            Command::Passphrase,
            Command::RecoveryKey,
            Command::Unseal,
            Command::Proposals,
            Command::OldFolders,
        ],
        "these need a practice, another step, or something that was found"
    );
}
