//! The clinical files: complete, traced to their sources, and only ever tightened.

mod contract;
mod fifth_category;
mod levels;
mod overlay;
mod overlay_breaks;
mod overlay_faults;
mod texts;
mod trace;

use ischia::knowledge::{Knowledge, shipped_documents};
use ischia::text::{Document, Fault, Notation};

use crate::support::files_under;

/// The shipped knowledge with these files, name and text, laid over it.
fn laid_over(files: &[(&str, &str)]) -> Result<Knowledge, Vec<Fault>> {
    let overlay: Vec<Document> =
        files.iter().map(|(name, text)| Document::from_text(*name, Notation::Ron, *text)).collect();
    Knowledge::from_documents(&shipped_documents().unwrap(), &overlay)
}

#[test]
fn the_shipped_files_load_and_are_all_embedded() {
    Knowledge::shipped().unwrap_or_else(|error| panic!("{error}"));
    let on_disk = files_under("assets/knowledge");
    let embedded = shipped_documents().unwrap();
    assert_eq!(embedded.len(), on_disk.len());
    for document in &embedded {
        let path = format!("assets/knowledge/{}", document.name());
        let same = on_disk.iter().any(|(name, text)| *name == path && text == document.text());
        assert!(same, "{path} is embedded as it stands on disk");
    }
}

#[test]
fn every_file_has_room_for_a_reviewer() {
    for (path, text) in files_under("assets/knowledge") {
        for field in ["reviewed_by: \"", "reviewed_on: \""] {
            let lines = text.lines().filter(|line| line.trim_start().starts_with(field));
            assert_eq!(lines.count(), 1, "{path}: {field}");
        }
    }
}

#[test]
fn every_file_says_what_lives_in_it_and_what_does_not() {
    for (path, text) in files_under("assets/knowledge") {
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("//")).collect();
        assert!(head[0].starts_with("// What lives here: "), "{path}");
        assert!(head.iter().any(|line| line.starts_with("// What must not: ")), "{path}");
    }
}

#[test]
fn the_manifest_says_what_the_program_is_for() {
    let knowledge = Knowledge::shipped().unwrap();
    let manifest = &knowledge.tables().manifest;
    for words in ["planning aid", "qualified", "does not diagnose"] {
        assert!(manifest.intended_use.contains(words), "intended use: {words}");
    }
    assert!(manifest.proposal_notice.contains("no clinician has reviewed"));
    assert_eq!(knowledge.version(), manifest.version);
    let is_date = manifest.version.len() == 10
        && manifest.version.split('-').map(str::len).eq([4, 2, 2])
        && manifest.version.chars().all(|c| c == '-' || c.is_ascii_digit());
    assert!(is_date, "the version is a date: {}", manifest.version);
}
