//! Shortcuts in words, and the keys that belong to a place in the window instead of a command.

use std::fmt;

use super::Command;

/// A key that commands use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKey {
    A,
    B,
    D,
    F,
    H,
    I,
    J,
    K,
    L,
    N,
    O,
    P,
    Q,
    R,
    S,
    Y,
    Z,
    Num0,
    Num1,
    Num2,
    Num3,
    F1,
    Up,
    Down,
    Enter,
    Delete,
    Comma,
    Equals,
    Minus,
    Plus,
    Slash,
}

impl CommandKey {
    /// What stands on it.
    pub fn label(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::D => "D",
            Self::F => "F",
            Self::H => "H",
            Self::I => "I",
            Self::J => "J",
            Self::K => "K",
            Self::L => "L",
            Self::N => "N",
            Self::O => "O",
            Self::P => "P",
            Self::Q => "Q",
            Self::R => "R",
            Self::S => "S",
            Self::Y => "Y",
            Self::Z => "Z",
            Self::Num0 => "0",
            Self::Num1 => "1",
            Self::Num2 => "2",
            Self::Num3 => "3",
            Self::F1 => "F1",
            Self::Up => "Up",
            Self::Down => "Down",
            Self::Enter => "Enter",
            Self::Delete => "Delete",
            Self::Comma => ",",
            Self::Equals => "=",
            Self::Minus => "−",
            Self::Plus => "+",
            Self::Slash => "/",
        }
    }
}

/// What is held down beside a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldDown {
    /// The key is pressed alone.
    Nothing,
    /// Control; on a Mac, Command.
    Ctrl,
    /// The same with Shift.
    CtrlShift,
    /// Alt, which with a letter opens a menu.
    Alt,
}

/// A shortcut: what is held down, and what is pressed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keys {
    /// What is held down.
    pub held: HeldDown,
    /// What is pressed then.
    pub key: CommandKey,
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = match self.held {
            HeldDown::Nothing => "",
            HeldDown::Ctrl => "Ctrl+",
            HeldDown::CtrlShift => "Ctrl+Shift+",
            HeldDown::Alt => "Alt+",
        };
        write!(f, "{held}{}", self.key.label())
    }
}

const fn row(held: HeldDown, key: CommandKey, command: Command) -> (Keys, Command) {
    (Keys { held, key }, command)
}

/// The keys of the plan. The first of several is the one that shows.
pub const ROW_KEYS: [(Keys, Command); 9] = [
    row(HeldDown::Alt, CommandKey::Up, Command::StepUp),
    row(HeldDown::Alt, CommandKey::Down, Command::StepDown),
    row(HeldDown::Nothing, CommandKey::Up, Command::StepAbove),
    row(HeldDown::Nothing, CommandKey::Down, Command::StepBelow),
    row(HeldDown::Ctrl, CommandKey::D, Command::DuplicateStep),
    row(HeldDown::Nothing, CommandKey::Delete, Command::RemoveStep),
    row(HeldDown::Nothing, CommandKey::H, Command::HoldStep),
    row(HeldDown::Ctrl, CommandKey::Enter, Command::AddStep),
    row(HeldDown::Nothing, CommandKey::Slash, Command::AddStep),
];

/// Keys that mean something in one place only: the place, the keys, what they do there.
pub const OTHER_KEYS: &[(&str, &[(&str, &str)])] = &[
    (
        "Everywhere",
        &[
            ("Tab, Shift+Tab", "The next thing, or the one before"),
            ("Enter, Space", "Press what has the focus"),
            ("Page Up, Page Down", "Scroll the questions or the plan"),
            ("Escape", "Close what is in front, clear the search"),
            ("Alt+F, E, V, H", "Open a menu; then the underlined letter"),
            ("F10", "The menus"),
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
            ("Y; N or Space", "Answer with yes; with no"),
            ("F", "The next open question"),
            ("?", "Why it is asked"),
            ("Shift+F1", "Why a text field is asked"),
        ],
    ),
    ("Searching clients", &[("Enter", "Choose the first match")]),
    (
        "Print or save",
        &[
            ("Page Up, Page Down", "The page before, or the next one"),
            ("Home, End", "The first page, or the last"),
            ("+, −, 0", "Larger, smaller or whole pages"),
        ],
    ),
];
