//! Finding commands and clients by a few letters.
//!
//! No egui here. Commands are matched fuzzily, clients by the practice's own index.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::command::{Command, Menu};
use super::state::State;
use crate::model::ClientId;

/// The most clients that are offered.
const CLIENTS: usize = 8;

/// Other words for commands than those in the menus.
const ALSO: &[(&str, &[Command])] = &[
    ("zoom size scale bigger", &[Command::ZoomIn]),
    ("zoom size scale", &[Command::ZoomOut]),
    ("zoom size scale reset", &[Command::ZoomReset]),
    ("dark night mode appearance colours", &[Command::ThemeDark]),
    ("day mode bright appearance colours", &[Command::ThemeLight]),
    ("dark light mode appearance colours", &[Command::ThemeSystem]),
    ("help manual shortcuts keyboard hotkeys", &[Command::Keys]),
    ("help version sources licence", &[Command::About]),
    ("settings preferences options configuration country letterhead", &[Command::Settings]),
    ("settings passphrase password seal encrypt", &[Command::Settings, Command::Lock]),
    ("print", &[Command::ExportMd, Command::ExportTxt]),
    ("search", &[Command::FindClient]),
    ("exit close window", &[Command::Quit]),
];

/// What is looked for, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// As typed so far.
    pub query: String,
    /// What was found, the best first.
    pub found: Vec<Find>,
    /// Which of them Enter runs.
    pub at: usize,
}

/// Something that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Find {
    /// A command.
    Command(Command),
    /// A client of the practice.
    Client(ClientId),
}

impl Palette {
    /// Finds what these letters mean.
    pub fn of(query: String, state: &State) -> Self {
        let commands = commands(&query, state);
        let mut found: Vec<Find> = commands.iter().copied().map(Find::Command).collect();
        if !query.trim().is_empty()
            && let Some(open) = state.practice.open()
        {
            // Between commands that hold the very words and those that only come near.
            let holds = |command: &&Command| holds(command.entry().text, &query);
            let at = commands.iter().take_while(holds).count();
            let (clients, _) = open.index.search_names(&query);
            found.splice(at..at, clients.into_iter().take(CLIENTS).map(Find::Client));
        }
        Self { query, found, at: 0 }
    }

    /// So many places down, around the ends.
    pub fn step(&mut self, by: isize) {
        let count = self.found.len();
        if count > 0 {
            self.at = self.at.saturating_add(count).saturating_add_signed(by) % count;
        }
    }

    /// What Enter runs.
    pub fn chosen(&self) -> Option<Find> {
        self.found.get(self.at).copied()
    }
}

/// Whether a text holds each of these words, or a beginning of it.
fn holds(text: &str, query: &str) -> bool {
    let text = text.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Whether each of these words begins another word for the command.
fn also(command: Command, query: &str) -> bool {
    let words: Vec<&str> = ALSO
        .iter()
        .filter(|(_, commands)| commands.contains(&command))
        .flat_map(|(words, _)| words.split_whitespace())
        .collect();
    let query = query.to_lowercase();
    let mut typed = query.split_whitespace().peekable();
    typed.peek().is_some() && typed.all(|one| words.iter().any(|word| word.starts_with(one)))
}

/// The commands that these letters mean: what holds the very words first, and of those what can be
/// done now.
fn commands(query: &str, state: &State) -> Vec<Command> {
    let pattern = Pattern::parse(query.trim(), CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored = Vec::new();
    for menu in Menu::ALL {
        for entry in menu.entries() {
            // Of no use where one is already.
            if entry.command == Command::Palette {
                continue;
            }
            let mut score = |text: &str| {
                buffer.clear();
                pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)
            };
            let words = format!("{}: {}", menu.label(), entry.text);
            let also = also(entry.command, query);
            let said = || (also || holds(entry.tip, query)).then_some(0);
            let Some(score) = score(entry.text).or_else(|| score(&words)).or_else(said) else {
                continue;
            };
            let disabled = entry.command.enabled(state).is_err();
            let said = holds(entry.text, query);
            let order = (!said, !also, disabled, std::cmp::Reverse(score));
            scored.push((order, entry.command));
        }
    }
    // The sort is stable: of equals the menus' order stays.
    scored.sort_by_key(|(order, _)| *order);
    scored.into_iter().map(|(_, command)| command).collect()
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
    fn a_few_letters_find_a_command() {
        let state = state();
        for (letters, command) in [
            ("dark", Command::ThemeDark),
            ("opn prac", Command::OpenPractice),
            ("lrgr", Command::ZoomIn),
            ("markdown", Command::ExportMd),
            ("quit", Command::Quit),
            ("zoom", Command::ZoomIn),
            ("help", Command::Keys),
            ("prefer", Command::Settings),
        ] {
            let palette = Palette::of(letters.to_owned(), &state);
            assert_eq!(palette.chosen(), Some(Find::Command(command)), "{letters}");
        }
        assert_eq!(Palette::of("zzzz".to_owned(), &state).chosen(), None);
    }

    #[test]
    fn without_letters_everything_is_there_and_what_can_be_done_comes_first() {
        let state = state();
        let palette = Palette::of(String::new(), &state);
        assert_eq!(palette.found.len(), Command::all().count() - 1);
        let enabled = |find: &Find| match find {
            Find::Command(command) => command.enabled(&state).is_ok(),
            Find::Client(_) => true,
        };
        assert!(palette.found.is_sorted_by_key(|find| !enabled(find)));
    }

    #[test]
    fn steps_go_around_the_ends() {
        let mut palette = Palette::of("theme".to_owned(), &state());
        let count = palette.found.len();
        assert!(count >= 3);
        palette.step(-1);
        assert_eq!(palette.at, count - 1);
        palette.step(1);
        assert_eq!(palette.at, 0);
    }
}
