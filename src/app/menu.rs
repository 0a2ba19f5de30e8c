//! The menu that is open, and how arrow keys and letters move through it.
//!
//! Keys come as words for moves, drawing is in `panel::menus`.

use super::command::{Command, Menu};
use super::state::State;

/// The menu bar while it is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenMenu {
    /// Which menu.
    pub menu: Menu,
    /// Whether its list is down; with F10 the bar alone has the keys at first.
    pub down: bool,
    /// What Enter would choose.
    pub at: Option<Command>,
    /// Whether the keyboard opened it, so that letters are underlined.
    pub by_keys: bool,
}

/// A key, as far as a menu cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// So many entries down, or up.
    Entry(isize),
    /// So many menus to the right, or to the left.
    Menu(isize),
    /// The first entry, or the last.
    End(bool),
    /// Choose what is marked.
    Choose,
    /// One level back.
    Close,
    /// A letter.
    Letter(char),
}

/// What a key comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuOutcome {
    /// The menu goes on like this, or closes.
    Menu(Option<OpenMenu>),
    /// The menu closes and this is done.
    Chosen(Command),
}

impl OpenMenu {
    /// A menu that the keyboard opened, its first entry marked.
    pub fn by_keys(menu: Menu, state: &State) -> Self {
        let mut open = Self { menu, down: true, at: None, by_keys: true };
        open.at = open.entries(state).first().copied();
        open
    }

    /// A menu that the pointer opened.
    pub fn by_pointer(menu: Menu) -> Self {
        Self { menu, down: true, at: None, by_keys: false }
    }

    /// The bar with the keys, no list down.
    pub fn bar() -> Self {
        Self { menu: Menu::File, down: false, at: None, by_keys: true }
    }

    /// What can be chosen in it now.
    fn entries(self, state: &State) -> Vec<Command> {
        let commands = self.menu.rows().map(|entry| entry.command);
        commands.filter(|command| command.enabled(state).is_ok()).collect()
    }

    /// What a key comes to.
    pub fn stroke(self, stroke: Stroke, state: &State) -> MenuOutcome {
        let shown = |menu| MenuOutcome::Menu(Some(menu));
        match stroke {
            Stroke::Close => MenuOutcome::Menu(None),
            Stroke::Menu(by) => {
                let menu = self.menu.moved(by);
                if self.down {
                    shown(Self::by_keys(menu, state))
                } else {
                    shown(Self { menu, ..self })
                }
            }
            Stroke::Choose => match self.at {
                Some(command) if self.down => MenuOutcome::Chosen(command),
                Some(_) | None => shown(Self::by_keys(self.menu, state)),
            },
            Stroke::Entry(_) | Stroke::End(_) if !self.down => {
                let mut open = Self::by_keys(self.menu, state);
                if matches!(stroke, Stroke::Entry(by) if by < 0) || stroke == Stroke::End(false) {
                    open.at = open.entries(state).last().copied();
                }
                shown(open)
            }
            Stroke::Entry(by) => shown(Self { at: self.moved(by, state), by_keys: true, ..self }),
            Stroke::End(first) => {
                let entries = self.entries(state);
                let at = if first { entries.first() } else { entries.last() };
                shown(Self { at: at.copied(), ..self })
            }
            Stroke::Letter(letter) if self.down => {
                let mut entries = self.menu.rows();
                let found = entries.find(|entry| entry.mnemonic == letter);
                match found.map(|entry| entry.command) {
                    Some(command) if command.enabled(state).is_ok() => MenuOutcome::Chosen(command),
                    Some(_) | None => shown(self),
                }
            }
            Stroke::Letter(letter) => {
                let menu = Menu::ALL.into_iter().find(|menu| menu.mnemonic() == letter);
                shown(menu.map_or(self, |menu| Self::by_keys(menu, state)))
            }
        }
    }

    fn moved(self, by: isize, state: &State) -> Option<Command> {
        let entries = self.entries(state);
        let at = self.at.and_then(|at| entries.iter().position(|entry| *entry == at));
        let count = entries.len();
        if count == 0 {
            return None;
        }
        let to = match at {
            Some(at) => at.saturating_add(count).saturating_add_signed(by) % count,
            None if by < 0 => count - 1,
            None => 0,
        };
        entries.get(to).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::Day;

    fn state() -> State {
        State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap())
    }

    #[test]
    fn letters_and_arrows_choose_what_can_be_done_and_pass_over_the_rest() {
        let state = state();
        let file = OpenMenu::by_keys(Menu::File, &state);
        assert_eq!(file.at, Some(Command::NewClient));
        let letter = |letter| file.stroke(Stroke::Letter(letter), &state);
        assert_eq!(letter('o'), MenuOutcome::Chosen(Command::OpenPlan));
        assert_eq!(letter('s'), MenuOutcome::Menu(Some(file)), "nothing to save yet");
        let last = file.stroke(Stroke::Entry(-1), &state);
        assert_eq!(last, MenuOutcome::Menu(Some(OpenMenu { at: Some(Command::Quit), ..file })));
        let chosen = OpenMenu { at: Some(Command::Quit), ..file }.stroke(Stroke::Choose, &state);
        assert_eq!(chosen, MenuOutcome::Chosen(Command::Quit));
    }

    #[test]
    fn the_bar_alone_opens_a_menu_by_arrow_letter_or_enter() {
        let state = state();
        let bar = OpenMenu::bar();
        let MenuOutcome::Menu(Some(moved)) = bar.stroke(Stroke::Menu(1), &state) else { panic!() };
        assert_eq!((moved.menu, moved.down), (Menu::Edit, false));
        for stroke in [Stroke::Letter('v'), Stroke::Entry(1), Stroke::Choose] {
            let MenuOutcome::Menu(Some(open)) = bar.stroke(stroke, &state) else { panic!() };
            assert!(open.down, "{stroke:?}");
        }
        let side = OpenMenu::by_keys(Menu::Help, &state).stroke(Stroke::Menu(1), &state);
        assert_eq!(side, MenuOutcome::Menu(Some(OpenMenu::by_keys(Menu::File, &state))));
    }
}
