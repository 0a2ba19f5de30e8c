//! Choosing, reading and writing plan files. Everything here that waits runs beside the window.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::export;
use crate::knowledge::Knowledge;
use crate::model::{Intake, Plan};
use crate::store;
use crate::text::{Document, Notation, PathStep, to_json, to_ron};

/// Waits for a choice; runs on a thread of its own.
pub type PathChoice = Box<dyn FnOnce() -> Option<PathBuf> + Send>;

/// Waits for a choice, and tells a dialog that isn't there from one that was closed: nobody closes
/// one within a fifth of a second, and a missing one mostly answers at once. One that failed later
/// looks as if it had been closed.
pub fn wait_for(choice: PathChoice, are_there: bool) -> (Option<PathBuf>, bool) {
    let begun = Instant::now();
    let path = choice();
    let at_once = begun.elapsed() < Duration::from_millis(200);
    let no_dialog = path.is_none() && (at_once || !are_there);
    (path, no_dialog)
}

/// What a file held.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and behind a box on its way")]
pub enum OpenedFile {
    /// A plan, as it was stored.
    Plan(Plan),
    /// An intake.
    Intake(Intake),
}

/// Letters of a path that a message shows at most.
const SHOWN: usize = 56;

/// A path as it is from the root, and as much of it as a message has room for: the folders in the
/// middle are left out first.
pub fn shown_path(path: &Path) -> (String, String) {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let whole = whole.display().to_string();
    let letters: Vec<char> = whole.chars().collect();
    if letters.len() <= SHOWN {
        return (whole.clone(), whole);
    }
    let kept = SHOWN - 1;
    // The end says more: the file, and the folder that it lies in.
    let first: String = letters.iter().take(kept / 3).collect();
    let last: String = letters.iter().skip(letters.len() - (kept - kept / 3)).collect();
    (whole, format!("{first}…{last}"))
}

/// Reads a plan or an intake and sees whether the knowledge understands it.
///
/// # Errors
/// A line for each fault, with file, line and column where there is one.
pub fn read(path: &Path, knowledge: &Knowledge) -> Result<OpenedFile, Vec<String>> {
    let one = |fault: &dyn std::fmt::Display| vec![fault.to_string()];
    let document = Document::read(path).map_err(|error| one(&error))?;
    let looks_like_plan = document.text().contains("ischia-plan/");
    let (opened, inside): (OpenedFile, Vec<PathStep>) = if looks_like_plan {
        match (document.parse::<Plan>(), document.parse::<Intake>()) {
            (Ok(plan), _) => (OpenedFile::Plan(plan), vec!["intake".into()]),
            // The words may stand in somebody's notes.
            (Err(_), Ok(intake)) => (OpenedFile::Intake(intake), Vec::new()),
            (Err(fault), Err(_)) => return Err(one(&fault)),
        }
    } else {
        let intake = document.parse::<Intake>().map_err(|fault| one(&fault))?;
        (OpenedFile::Intake(intake), Vec::new())
    };
    let intake = match &opened {
        OpenedFile::Plan(plan) => {
            if plan.format != Plan::FORMAT {
                let message =
                    format!("`format` is “{}”, this program reads “{}”", plan.format, Plan::FORMAT);
                return Err(one(&document.fault_at(&["format".into()], message)));
            }
            &plan.intake
        }
        OpenedFile::Intake(intake) => intake,
    };
    // Answers that contradict each other are no error in a plan that was made before they were
    // refused: it opens, and the check names them.
    let accepted = match &opened {
        OpenedFile::Plan(_) => knowledge.accept_recorded(intake.clone()),
        OpenedFile::Intake(_) => knowledge.accept(intake.clone()),
    };
    match accepted {
        Ok(_) => Ok(opened),
        Err(faults) => {
            Err(faults.iter().map(|fault| fault.at(&document, &inside).to_string()).collect())
        }
    }
}

/// Why something wasn't written as a file.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// It can't be written in the notation of its own files.
    #[error(transparent)]
    Notation(#[from] crate::text::EncodeError),
    /// It can't be written in the format of a sheet.
    #[error(transparent)]
    Sheet(#[from] export::ExportError),
    /// The file can't be written there.
    #[error(transparent)]
    File(#[from] store::WriteError),
}

/// The path with this ending behind it where it has another one or none. What a dialog asked about
/// replacing was the path before.
pub fn with_ending(path: PathBuf, wanted: &str) -> PathBuf {
    let ending = path.extension().and_then(|ending| ending.to_str());
    if ending.is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(wanted);
    PathBuf::from(name)
}

/// The path with `.ron` behind it where it names no format that is written.
pub fn with_extension(path: PathBuf) -> PathBuf {
    if Notation::of_path(&path).is_some() { path } else { with_ending(path, "ron") }
}

/// A plan in the notation that the path names.
///
/// # Errors
/// It can't be written in that notation.
pub fn plan_as_file(plan: &Plan, path: &Path) -> Result<Vec<u8>, NotWritten> {
    let text = match Notation::of_path(path) {
        Some(Notation::Json) => to_json(plan)?,
        Some(Notation::Ron) | None => to_ron(plan)?,
    };
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_answers_at_once_or_cannot_be_there_is_missing_and_a_later_one_was_closed() {
        let nothing = || -> PathChoice { Box::new(|| None) };
        let late = || -> PathChoice {
            Box::new(|| {
                std::thread::sleep(Duration::from_millis(220));
                None
            })
        };
        assert_eq!(wait_for(nothing(), true), (None, true));
        assert_eq!(wait_for(late(), true), (None, false));
        assert_eq!(wait_for(late(), false), (None, true));
        let path = PathBuf::from("plan.ron");
        let chosen = path.clone();
        assert_eq!(wait_for(Box::new(move || Some(chosen)), false), (Some(path), false));
    }
}
