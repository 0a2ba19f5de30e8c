//! Finding commands and clients by a few letters.
//!
//! Commands are matched fuzzily and by words that a therapist might use for them, clients by the
//! practice's own index.

mod words;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::command::{self, Command, CommandRow};
use super::state::State;
use crate::model::ClientId;

/// The most clients that are offered.
const CLIENTS: usize = 8;

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
        let mut found: Vec<Find> =
            commands.iter().map(|(_, command)| Find::Command(*command)).collect();
        if !query.trim().is_empty()
            && let Some(open) = state.practice.open()
        {
            // Between commands that are called so and those that only come near.
            let at = commands.iter().take_while(|(fit, _)| *fit <= MatchKind::Words).count();
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

/// How well the words of a command fit what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchKind {
    /// It is called so.
    Whole,
    /// It begins so, wherever the blanks are.
    Beginning,
    /// Each word begins one of its words.
    Words,
    /// It could be called so.
    Also,
    /// It holds the letters in a row.
    Inside,
    /// The letters are there, in this order.
    Letters,
}

impl MatchKind {
    fn of(entry: &CommandRow, query: &str) -> Self {
        let text = entry.text.trim_end_matches('…').to_lowercase();
        let query = query.trim().to_lowercase();
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let mut words = query.split_whitespace();
        if text == query {
            Self::Whole
        } else if squeezed(&text).starts_with(&squeezed(&query)) {
            Self::Beginning
        } else if words.all(|word| text.split_whitespace().any(|one| one.starts_with(word))) {
            Self::Words
        } else if also(entry, &query) {
            Self::Also
        } else if holds(&text, &query) {
            Self::Inside
        } else {
            Self::Letters
        }
    }
}

/// Whether a text holds each of these words, or a beginning of it.
fn holds(text: &str, query: &str) -> bool {
    let text = text.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Whether each of these words begins another word for the command, or one of its own.
fn also(entry: &CommandRow, query: &str) -> bool {
    let own = entry.text.to_lowercase();
    let named = |one: &str| {
        let other = words::of(entry.command).any(|word| word.starts_with(one));
        other || own.split_whitespace().any(|word| word.starts_with(one))
    };
    let query = query.to_lowercase();
    let mut typed = query.split_whitespace().peekable();
    typed.peek().is_some() && typed.all(named)
}

/// The commands that these letters mean: what fits best first, and of those that fit alike what can
/// be done now.
fn commands(query: &str, state: &State) -> Vec<(MatchKind, Command)> {
    let pattern = Pattern::parse(query.trim(), CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored = Vec::new();
    for (about, entry) in command::rows() {
        // Of no use where one is already.
        if entry.command == Command::Palette {
            continue;
        }
        let mut score = |text: &str| {
            buffer.clear();
            pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher)
        };
        let words = format!("{about}: {}", entry.text);
        let fit = MatchKind::of(entry, query);
        let said = || (fit < MatchKind::Letters || holds(entry.tip, query)).then_some(0);
        let Some(score) = score(entry.text).or_else(|| score(&words)).or_else(said) else {
            continue;
        };
        // Commands that fit alike stand as in the menus.
        let score = if fit <= MatchKind::Also { 0 } else { score };
        let disabled = entry.command.enabled(state).is_err();
        scored.push(((fit, disabled, std::cmp::Reverse(score)), entry.command));
    }
    // The sort is stable: of equals the menus' order stays.
    scored.sort_by_key(|(order, _)| *order);
    scored.into_iter().map(|((fit, ..), command)| (fit, command)).collect()
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
            ("markdown", Command::Print),
            ("quit", Command::Quit),
            ("zoom", Command::ZoomIn),
            ("help", Command::Keys),
            ("prefer", Command::Settings),
            ("backup", Command::BackUp),
            ("back up", Command::BackUp),
            ("Backup", Command::BackUp),
            ("restore", Command::Restore),
            ("save", Command::Save),
            ("save a", Command::SaveCopy),
            ("export", Command::Print),
            ("print", Command::Print),
            ("undo", Command::Undo),
            ("redo", Command::Redo),
            ("theme", Command::ThemeSystem),
            ("light", Command::ThemeLight),
            ("settings", Command::Settings),
            ("new", Command::NewClient),
            ("new plan", Command::NewPlan),
            ("open", Command::OpenPlan),
            ("lock", Command::Lock),
            ("plan", Command::ShowPlan),
            ("intake", Command::ShowIntake),
            ("clients", Command::Rail),
            ("find", Command::FindClient),
            ("delete", Command::RemoveClient),
            ("erase", Command::EraseClient),
            ("removed", Command::RemovedClients),
            ("unseal", Command::Unseal),
            ("seal", Command::Seal),
            ("next open", Command::NextMissing),
            ("move up", Command::StepUp),
            ("duplicate", Command::DuplicateStep),
            ("draping", Command::RecordDraping),
            ("consent", Command::RecordConsent),
            ("sort", Command::SortRecent),
            ("side by side", Command::Beside),
            ("clearance", Command::AddClearance),
            ("bring back", Command::RestorePlan),
            ("keys", Command::Keys),
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
