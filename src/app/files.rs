//! Choosing, reading and writing plan files. Everything here that waits runs beside the window.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::export;
use crate::knowledge::Knowledge;
use crate::model::{Intake, Plan};
use crate::store::{self, CopyError, PlanCopy, Store};
use crate::text::{Document, Notation, PathStep, ReadError, capital, counted, to_json, to_ron};

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
    /// A version of a plan out of a practice folder, to be read.
    Copy(Box<PlanCopy>),
}

/// Why a file can't be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOpened {
    /// In a sentence.
    pub why: String,
    /// What to do about it.
    pub advice: String,
    /// Each fault in a line, with its place, for whoever can correct the file.
    pub details: Vec<String>,
}

impl NotOpened {
    /// The file itself can't be read, or is none of ours.
    fn file(error: &ReadError) -> Self {
        let why = match error {
            ReadError::Missing(_) => "It isn't there any more.",
            ReadError::Folder(_) | ReadError::Special(_) => "It is no file.",
            ReadError::Empty(_) => "It is empty.",
            ReadError::NotText(_) | ReadError::UnknownFormat(_) => {
                "It is no plan and no intake: those end in .ron or .json, and sealed ones in \
                 .ron.age."
            }
            ReadError::TooLarge(_) => "It is far too large for a plan.",
            ReadError::System { .. } => {
                "The computer doesn't hand it over. Is its drive connected, and may you read it?"
            }
        };
        Self::of(why, "Choose another file.", vec![error.to_string()])
    }

    /// It is a file of ours in which something is wrong.
    fn content(why: &str, details: Vec<String>) -> Self {
        Self::of(
            why,
            "Ask whoever made the file for another copy, or have the details corrected in a text editor.",
            details,
        )
    }

    fn of(why: &str, advice: &str, details: Vec<String>) -> Self {
        Self { why: why.to_owned(), advice: advice.to_owned(), details }
    }

    /// A file of a practice.
    fn of_practice(error: &CopyError) -> Self {
        let mut why = capital(&error.to_string());
        why.push('.');
        let details = match error {
            CopyError::Damaged(damage) => vec![damage.to_string()],
            CopyError::Sealed | CopyError::OtherKey | CopyError::NoPlan(_) | CopyError::Removed => {
                Vec::new()
            }
        };
        Self { why, advice: String::new(), details }
    }
}

/// The bytes that tell what kind a file is.
const START: u64 = 64;

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

/// The first bytes of a file, enough to tell what kind it is; none where it can't be read.
fn start_of(path: &Path) -> Vec<u8> {
    let mut start = Vec::new();
    let file = std::fs::File::open(path).ok().filter(|_| path.is_file());
    if let Some(file) = file {
        // What can't be read is said when the whole of it is.
        file.take(START).read_to_end(&mut start).ok();
    }
    start
}

/// A version of a plan out of a practice folder, opened with the key of the practice that is open.
fn read_copy(path: &Path, store: Option<&Store>) -> Result<OpenedFile, NotOpened> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(Document::MAX_BYTES + 1).read_to_end(&mut bytes));
    read.map_err(|cause| {
        NotOpened::file(&ReadError::System { name: path.display().to_string(), cause })
    })?;
    let copy = store::read_copy(bytes, &name, store.and_then(Store::seal));
    copy.map(|copy| OpenedFile::Copy(Box::new(copy)))
        .map_err(|error| NotOpened::of_practice(&error))
}

/// Reads a plan or an intake and sees whether the knowledge understands it; a file out of a practice
/// folder is read as a copy.
///
/// # Errors
/// In a sentence, and each fault with file, line and column where there is one.
pub fn read(
    path: &Path,
    knowledge: &Knowledge,
    store: Option<&Store>,
) -> Result<OpenedFile, NotOpened> {
    if store::is_of_a_practice(&start_of(path)) {
        return read_copy(path, store);
    }
    let broken = |fault: &dyn std::fmt::Display| {
        NotOpened::content(
            "Something in it is wrong, so it can't be read.",
            vec![fault.to_string()],
        )
    };
    let document = Document::read(path).map_err(|error| NotOpened::file(&error))?;
    let looks_like_plan = document.text().contains("ischia-plan/");
    let (opened, inside): (OpenedFile, Vec<PathStep>) = if looks_like_plan {
        match (document.parse::<Plan>(), document.parse::<Intake>()) {
            (Ok(plan), _) => (OpenedFile::Plan(plan), vec!["intake".into()]),
            // The words may stand in somebody's notes.
            (Err(_), Ok(intake)) => (OpenedFile::Intake(intake), Vec::new()),
            (Err(fault), Err(_)) => return Err(broken(&fault)),
        }
    } else {
        let intake = document.parse::<Intake>().map_err(|fault| broken(&fault))?;
        (OpenedFile::Intake(intake), Vec::new())
    };
    let intake = match &opened {
        OpenedFile::Plan(plan) => {
            if plan.format != Plan::FORMAT {
                let message =
                    format!("`format` is “{}”, this program reads “{}”", plan.format, Plan::FORMAT);
                let fault = document.fault_at(&["format".into()], message).to_string();
                let why = "It was made by another version of this program.";
                return Err(NotOpened::of(why, "Open it with that version.", vec![fault]));
            }
            &plan.intake
        }
        OpenedFile::Intake(intake) => intake,
        OpenedFile::Copy(_) => return Ok(opened),
    };
    // Answers that contradict each other are no error in a plan that was made before they were
    // refused: it opens, and the check names them.
    let accepted = match &opened {
        OpenedFile::Intake(_) => knowledge.accept(intake.clone()),
        OpenedFile::Plan(_) | OpenedFile::Copy(_) => knowledge.accept_recorded(intake.clone()),
    };
    match accepted {
        Ok(_) => Ok(opened),
        Err(faults) => {
            let lines = faults.iter().map(|fault| fault.at(&document, &inside).to_string());
            let count = counted(faults.len(), "answer");
            let why = format!("{count} in it can't be right.");
            Err(NotOpened::content(&why, lines.collect()))
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
    /// It would be written, but never read again.
    #[error(transparent)]
    TooLarge(store::StoreError),
}

/// The path with this ending behind it where it has another one or none. What a dialog asked about
/// replacing was the path before.
pub fn with_ending(path: PathBuf, wanted: &str) -> PathBuf {
    // An ending may have a dot of its own, as that of FHIR has.
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
    let stem = name.strip_suffix(wanted).and_then(|stem| stem.strip_suffix('.'));
    if stem.is_some_and(|stem| !stem.is_empty()) {
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
    if u64::try_from(text.len()).is_ok_and(|length| length > Document::MAX_BYTES) {
        return Err(NotWritten::TooLarge(store::StoreError::TooLarge));
    }
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_put_behind_a_name_once() {
        for (typed, wanted, complete) in [
            ("a", "md", "a.md"),
            ("a.MD", "md", "a.MD"),
            ("a.txt", "md", "a.txt.md"),
            (".md", "md", ".md.md"),
            ("x/a.fhir.json", "fhir.json", "x/a.fhir.json"),
            ("a.json", "fhir.json", "a.json.fhir.json"),
            ("afhir.json", "fhir.json", "afhir.json.fhir.json"),
        ] {
            assert_eq!(with_ending(typed.into(), wanted), PathBuf::from(complete), "{typed}");
        }
    }

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
