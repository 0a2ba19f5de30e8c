//! Shortcuts in words, and the keys that belong to a place in the window instead of a command.

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::Command;

const fn row(modifiers: Modifiers, key: Key, command: Command) -> (KeyboardShortcut, Command) {
    (KeyboardShortcut::new(modifiers, key), command)
}

/// The keys of the plan. The first of several is the one that shows.
pub const ROW_KEYS: [(KeyboardShortcut, Command); 9] = [
    row(Modifiers::ALT, Key::ArrowUp, Command::StepUp),
    row(Modifiers::ALT, Key::ArrowDown, Command::StepDown),
    row(Modifiers::NONE, Key::ArrowUp, Command::StepAbove),
    row(Modifiers::NONE, Key::ArrowDown, Command::StepBelow),
    row(Modifiers::COMMAND, Key::D, Command::DuplicateStep),
    row(Modifiers::NONE, Key::Delete, Command::RemoveStep),
    row(Modifiers::NONE, Key::H, Command::HoldStep),
    row(Modifiers::COMMAND, Key::Enter, Command::AddStep),
    row(Modifiers::NONE, Key::Slash, Command::AddStep),
];

/// Keys that mean something in one place only: the place, the keys, what they do there.
pub const OTHER_KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "Everywhere",
        &[
            ("Tab, Shift+Tab", "The next thing, or the one before"),
            ("Enter, Space", "Press what has the focus"),
            ("Escape", "Close what is in front"),
            ("Alt+F, E, V, H", "Open a menu; then the underlined letter"),
            ("F10", "The menu bar"),
        ],
    ),
    (
        "Steps of the plan",
        &[
            ("Up, Down", "Choose the step above or below"),
            ("Enter", "Edit the step"),
            ("Alt+Up, Alt+Down", "Move the step"),
            ("Ctrl+D", "Duplicate the step"),
            ("Delete", "Remove the step"),
            ("H", "Hold its minutes"),
            ("/, Ctrl+Enter", "Add a step by typing"),
        ],
    ),
    (
        "Questions",
        &[
            ("Y, N", "Answer the question that has the focus"),
            ("F", "The next open question"),
            ("?", "Why it is asked"),
            ("Shift+F1", "Why a field is there that is typed in"),
        ],
    ),
    ("Search over the clients", &[("Enter", "Choose the first that was found")]),
];

/// A shortcut in words.
pub fn keys_label(shortcut: KeyboardShortcut) -> String {
    let modifiers = shortcut.modifiers;
    let mut words = String::new();
    for (held, word) in [
        (modifiers.command || modifiers.ctrl, "Ctrl+"),
        (modifiers.shift, "Shift+"),
        (modifiers.alt, "Alt+"),
    ] {
        if held {
            words.push_str(word);
        }
    }
    #[expect(clippy::wildcard_enum_match_arm, reason = "all other keys bear their own names")]
    let key = match shortcut.logical_key {
        Key::Plus => "+",
        Key::Minus => "−",
        Key::Equals => "=",
        Key::Comma => ",",
        other => other.name(),
    };
    words.push_str(key);
    words
}
