//! The table as a whole: nothing clashes, nothing is missing, nothing enabled is idle.

mod sent;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::*;
use crate::app::App;
use crate::app::action::{Action, Change, WindowAction};
use crate::app::prefs::ThemeChoice;
use crate::app::shell::NoWindow;
use crate::app::state::{Screen, State};
use crate::app::visit::Visit;
use crate::knowledge::Knowledge;
use crate::model::{Day, Intake, Plan, PlanRecord, Side};
use crate::planner;
use crate::text::{Document, Notation};

fn state() -> State {
    State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap())
}

#[test]
fn every_command_stands_in_exactly_one_place() {
    for &command in Command::ALL {
        let places = Command::all().filter(|one| *one == command).count();
        assert_eq!(places, 1, "{command:?}");
        assert_eq!(command.row().command, command);
    }
    assert_eq!(Command::all().count(), Command::ALL.len());
}

#[test]
fn no_two_shortcuts_are_the_same() {
    let mut seen = BTreeSet::new();
    for &command in Command::ALL {
        for keys in command.row().keys {
            assert!(seen.insert(keys.to_string()), "{command:?}: {keys}");
        }
    }
    for (keys, command) in ROW_KEYS {
        assert!(seen.insert(keys.to_string()), "{command:?}: {keys}");
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
        for entry in menu.rows() {
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
    for (_, entry) in rows() {
        assert!(!entry.tip.is_empty() && !entry.tip.ends_with('.'), "{}", entry.text);
        assert!(entry.text.chars().next().is_some_and(char::is_uppercase), "{}", entry.text);
    }
}

#[test]
fn what_needs_a_plan_says_so_before_there_is_one() {
    let state = state();
    for command in [Command::Save, Command::SaveCopy, Command::CopyPlan] {
        let reason = command.enabled(&state).unwrap_err();
        assert!(reason.contains("when every question is answered"), "{command:?}");
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
    let mut app = app(Stage::Chosen, &knowledge);
    assert_eq!(Command::StepUp.enabled(&app.state), Err("It is the first step"));
    assert_eq!(Command::StepDown.keys(), "Alt+Down");
    let steps = app.state.visit.standing().plan.as_ref().unwrap().steps.len();
    app.state.visit.selected = Some(steps);
    assert_eq!(Command::StepDown.enabled(&app.state), Err("It is the last step"));
    assert_eq!(Command::StepUp.enabled(&app.state), Ok(()));
    app.state.visit.screen = Screen::Intake;
    assert_eq!(Command::RemoveStep.enabled(&app.state), Err("Show the plan first"));
    app.state.visit.screen = Screen::Plan;
    app.state.visit.selected = None;
    assert_eq!(Command::RemoveStep.enabled(&app.state), Err("Choose a step of the plan first"));
    assert_eq!(
        Command::RemoveStep.action(&app.state),
        Action::Window(WindowAction::Refused("Choose a step of the plan first"))
    );
}

fn plan(knowledge: &Knowledge) -> Plan {
    let text = r#"(
        date: "2026-11-24", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        minutes: 45,
    )"#;
    let document = Document::from_text("intake.ron", Notation::Ron, text.to_owned());
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

fn app(stage: Stage, knowledge: &Arc<Knowledge>) -> App {
    let today = Day::parse("2026-11-24").unwrap();
    let mut app = App::new(Arc::clone(knowledge), today);
    if stage == Stage::Empty {
        return app;
    }
    let mut plan = plan(knowledge);
    if stage == Stage::ByHand {
        plan.expectation.push_str(" And some more.");
    }
    app.state.begin(Visit::of_record(PlanRecord::draft(plan), knowledge, today));
    app.state.prefs.theme = ThemeChoice::Dark;
    app.state.prefs.zoom = 110;
    if matches!(stage, Stage::Changed | Stage::TakenBack) {
        let change = Change::Side(Side::Right);
        app.perform(Action::Intake(change), &NoWindow);
        app.state.visit.screen = Screen::Intake;
    }
    if stage == Stage::Chosen {
        app.state.visit.selected = Some(1);
        let counted = app.state.visit.standing().plan.iter().flat_map(|plan| &plan.steps);
        assert!(counted.clone().next().is_some_and(|step| step.counted));
    }
    if stage == Stage::TakenBack {
        app.perform(Action::Undo, &NoWindow);
    }
    app
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
        for &command in Command::ALL {
            let mut app = app(stage, &knowledge);
            let state = &app.state;
            let is_so = command.is_on(state) == Some(true)
                || (command == Command::ZoomReset && state.prefs.zoom == 100);
            if is_so || command.enabled(state).is_err() {
                continue;
            }
            let seen = |app: &App| format!("{:?}", (&app.state, app.closing));
            let before = seen(&app);
            let action = command.action(state);
            app.perform(action, &NoWindow);
            assert_ne!(seen(&app), before, "{stage:?}: {command:?}");
            done.push(command);
        }
    }
    let never: Vec<Command> =
        Command::ALL.iter().copied().filter(|one| !done.contains(one)).collect();
    assert_eq!(
        never,
        [
            Command::BackUp,
            Command::Settings,
            Command::ClientDetails,
            Command::RemoveClient,
            Command::EraseClient,
            Command::RemovedClients,
            Command::ImportClients,
            Command::Rail,
            Command::Lock,
            Command::SaveFiles,
            Command::DiscardChanges,
            Command::CloseSession,
            Command::Rescreen,
            Command::FindClient,
            Command::ShowOverview,
            Command::ShowBrief,
            Command::ShowHistory,
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
            Command::PlanAgain,
            Command::Discharge,
        ],
        "these need a practice, another step, or something that was found"
    );
}
