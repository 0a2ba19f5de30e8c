//! The table of commands, a row each: where it stands, its words and keys, when it can be done and
//! what it does.
//!
//! Menus, palette, list of keys, shortcuts, buttons and tests read it. A new command is a name in
//! [`Command`] and a row here; the tests name what is missing.

mod clients;
mod course;
mod edit;
mod file;
mod help;
mod intake;
mod past;
mod practice;
mod step;
mod view;

use super::keys::{CommandKey, HeldDown, Keys};
use super::{Command, Menu, Symbol};
use crate::app::action::{Action, WindowAction};
use crate::app::editing::PlanAction;
use crate::app::state::State;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;

/// Every menu with its groups.
pub const MENUS: [(Menu, &[&[CommandRow]]); 4] = [
    (Menu::File, file::ROWS),
    (Menu::Edit, edit::ROWS),
    (Menu::View, view::ROWS),
    (Menu::Help, help::ROWS),
];

/// What stands in no menu, by what it is about.
pub const BESIDE: [(&str, &[&[CommandRow]]); 6] = [
    ("Step", step::ROWS),
    ("Past plan", past::ROWS),
    ("Sessions", course::ROWS),
    ("Clients", clients::ROWS),
    ("Intake", intake::ROWS),
    ("Practice", practice::ROWS),
];

/// How a command shows, when it can be done, and what it does.
#[derive(Debug)]
pub struct CommandRow {
    /// The command that this is the row of.
    pub command: Command,
    /// Its words; `…` where a choice follows.
    pub text: &'static str,
    /// The letter that chooses it in its menu.
    pub mnemonic: char,
    /// What its icon stands for, where it has one.
    pub symbol: Option<Symbol>,
    /// Its shortcuts, the one that shows first.
    pub keys: &'static [Keys],
    /// What it does, in a sentence.
    pub tip: &'static str,
    /// What it is about.
    pub about: Subject,
    /// Of commands that choose one of several states, whether that one is chosen.
    pub is_on: Option<fn(&State) -> bool>,
    /// Where the reason why it can't be done depends on what is open: that reason in full.
    pub because: Option<fn(&State) -> Option<String>>,
}

/// Why a command can't be done, in a sentence.
pub type WhyNot = &'static str;

/// What a command is about.
#[derive(Debug)]
pub enum Subject {
    /// What is open.
    All {
        /// Whether it can be done now, or why not.
        can: fn(&State) -> Result<(), WhyNot>,
        /// What it asks for.
        does: fn(&State) -> Action,
    },
    /// A step of the plan: what it asks for of this one, or why it can't be done with it.
    Step(fn(&Plan, &Step) -> Result<PlanAction, WhyNot>),
}

/// A command about what is open.
const fn row(
    command: Command,
    text: &'static str,
    tip: &'static str,
    can: fn(&State) -> Result<(), WhyNot>,
    does: fn(&State) -> Action,
) -> CommandRow {
    CommandRow::new(command, text, tip, Subject::All { can, does })
}

/// A command about a step.
const fn of_step(
    command: Command,
    text: &'static str,
    tip: &'static str,
    does: fn(&Plan, &Step) -> Result<PlanAction, WhyNot>,
) -> CommandRow {
    CommandRow::new(command, text, tip, Subject::Step(does))
}

impl CommandRow {
    const fn new(command: Command, text: &'static str, tip: &'static str, about: Subject) -> Self {
        let (mnemonic, symbol, keys, is_on, because) = (' ', None, &[], None, None);
        Self { command, text, mnemonic, symbol, keys, tip, about, is_on, because }
    }

    const fn letter(self, mnemonic: char) -> Self {
        Self { mnemonic, ..self }
    }

    const fn symbol(self, symbol: Symbol) -> Self {
        Self { symbol: Some(symbol), ..self }
    }

    const fn keys(self, keys: &'static [Keys]) -> Self {
        Self { keys, ..self }
    }

    const fn on(self, is_on: fn(&State) -> bool) -> Self {
        Self { is_on: Some(is_on), ..self }
    }

    const fn because(self, because: fn(&State) -> Option<String>) -> Self {
        Self { because: Some(because), ..self }
    }
}

/// Stands for a command that has no row.
pub(super) const MISSING: CommandRow =
    row(Command::About, "", "", super::can::always, |_| Action::About);

const fn ctrl(key: CommandKey) -> Keys {
    Keys { held: HeldDown::Ctrl, key }
}

const fn ctrl_shift(key: CommandKey) -> Keys {
    Keys { held: HeldDown::CtrlShift, key }
}

const fn plain(key: CommandKey) -> Keys {
    Keys { held: HeldDown::Nothing, key }
}

/// What is asked for, or why it can't be.
fn asked<T>(what: Result<T, WhyNot>, action: impl FnOnce(T) -> Action) -> Action {
    what.map_or_else(|why| WindowAction::Refused(why).into(), action)
}

/// One change of the plan by hand.
fn change(edit: Edit) -> PlanAction {
    PlanAction::Change(vec![edit])
}
