//! The table as a whole: nothing clashes, nothing is missing, nothing enabled is idle.

use std::collections::BTreeSet;

use super::*;
use crate::knowledge::Knowledge;
use crate::model::Day;
use crate::ui::state::State;

const ALL: [Command; 39] = [
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
];

fn state() -> State {
    State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap())
}

#[test]
fn every_command_stands_in_exactly_one_menu() {
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
            assert!(seen.insert(keys_label(keys)), "{command:?}: {}", keys_label(keys));
        }
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
    for entry in Menu::ALL.into_iter().flat_map(Menu::entries) {
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
