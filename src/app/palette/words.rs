//! Words by which commands are looked for, beside those that they are called by.
//!
//! Read from `assets/window/palette.ron`, which the program carries.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::app::command::Command;
use crate::text::{Document, Fault, Notation};

/// A command and what a therapist might type for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    command: Command,
    /// Words and short phrases, in small letters.
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
enum WordsFile {
    PaletteWords(Vec<Entry>),
}

static WORDS: LazyLock<Vec<Entry>> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Vec<Entry>, Fault> {
    let text = include_str!("../../../assets/window/palette.ron").to_owned();
    let document = Document::from_text("palette.ron", Notation::Ron, text);
    let WordsFile::PaletteWords(entries) = document.parse()?;
    Ok(entries)
}

/// Every single word for a command.
pub(super) fn of(command: Command) -> impl Iterator<Item = &'static str> {
    let entries = WORDS.iter().filter(move |entry| entry.command == command);
    entries.flat_map(|entry| &entry.words).flat_map(|words| words.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::palette::{Find, Palette};
    use crate::app::state::State;
    use crate::knowledge::Knowledge;
    use crate::model::Day;

    #[test]
    fn every_command_has_words_once() {
        let entries = read().unwrap();
        for &command in Command::ALL {
            let of: Vec<&Entry> = entries.iter().filter(|one| one.command == command).collect();
            assert_eq!(of.len(), 1, "{command:?} stands once");
            assert!(!of[0].words.is_empty(), "{command:?} has no words");
        }
    }

    #[test]
    fn every_word_leads_to_its_command() {
        let state = State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap());
        let mut faults = Vec::new();
        for entry in read().unwrap() {
            // The palette doesn't offer itself.
            if entry.command == Command::Palette {
                continue;
            }
            for words in &entry.words {
                let found = Palette::of(words.clone(), &state).found;
                let at = found.iter().position(|find| *find == Find::Command(entry.command));
                if at.is_none_or(|at| at >= 9) {
                    faults.push((entry.command, words.clone(), at));
                }
                let is_plain = words == &words.to_lowercase() && words.trim() == words;
                assert!(is_plain && !words.is_empty(), "{words:?}");
            }
        }
        assert_eq!(faults, [], "not among the first that are seen");
    }

    #[test]
    fn a_therapist_finds_it_by_words_of_her_own() {
        let state = State::new(Day::parse("2026-11-24").unwrap(), &Knowledge::shipped().unwrap());
        for (words, command) in [
            ("pdf", Command::Print),
            ("delete client", Command::RemoveClient),
            ("done", Command::Ready),
            ("ready", Command::Ready),
            ("after session", Command::Save),
            ("running late", Command::FitToTime),
            ("last visit", Command::ReadBefore),
            ("add patient", Command::NewClient),
            ("appointment", Command::NewPlan),
            ("email", Command::Print),
            ("phone", Command::ClientDetails),
            ("allergies", Command::ClientDetails),
            ("referral", Command::SaveNote),
            ("password", Command::Seal),
            ("oops", Command::Undo),
            ("red flags", Command::ShowIntake),
            ("bigger", Command::ZoomIn),
            ("night", Command::ThemeDark),
            ("skip", Command::NextMissing),
            ("towel", Command::RecordDraping),
            ("signature", Command::RecordConsent),
            ("gdpr", Command::EraseClient),
            ("usb stick", Command::BackUp),
            ("new computer", Command::Restore),
            ("demo", Command::Sample),
            ("evidence", Command::About),
            ("menus", Command::MenuBar),
            ("spreadsheet", Command::ImportClients),
        ] {
            let palette = Palette::of(words.to_owned(), &state);
            assert_eq!(palette.chosen(), Some(Find::Command(command)), "{words}");
        }
    }
}
