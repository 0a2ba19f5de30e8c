//! Texts as FHIR takes them: strings without what it forbids, and notes in its Markdown.
//!
//! What a person typed stays what they typed. A string loses nothing but control characters, which R4
//! forbids in it; in a note, which is Markdown there, it is quoted, so that it reads as just that text.

use super::shape::{Annotation, CodeableConcept};
use crate::export::sheet::{Section, SheetEntry, SheetFact};
use crate::export::{clean, md};
use crate::model::SourceId;

/// The text as a string; none where nothing is left to see.
pub(super) fn string(text: &str) -> Option<String> {
    let is_allowed = |character: char| character >= ' ' || matches!(character, '\t' | '\n' | '\r');
    let kept: String = text.chars().filter(|character| is_allowed(*character)).collect();
    (!kept.trim().is_empty()).then_some(kept)
}

/// Something that is said by no code. What can't be seen is said to be missing, since FHIR asks for
/// a text.
pub(super) fn concept(text: &str) -> CodeableConcept {
    let text = string(text).unwrap_or_else(|| "not named".to_owned());
    CodeableConcept { coding: Vec::new(), text }
}

/// Several lines as one string; those without anything to see are left out.
pub(super) fn lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let filled: Vec<String> = lines.into_iter().filter_map(string).collect();
    (!filled.is_empty()).then(|| filled.join("\n"))
}

/// What somebody wrote, as a note; none where nothing is left to see.
pub(super) fn note(text: &str) -> Option<Annotation> {
    let text = quoted(text);
    (!text.is_empty()).then_some(Annotation { author_string: None, text })
}

/// What stands under a heading, as one note.
pub(super) fn section(section: &Section) -> Option<Annotation> {
    entries(section.heading, &section.entries)
}

/// The same of entries.
pub(super) fn entries(heading: &str, entries: &[SheetEntry]) -> Option<Annotation> {
    listed(heading, entries.iter().map(|entry| (&*entry.lead, &*entry.text, &*entry.sources)))
}

/// The same of named values.
pub(super) fn facts(heading: &str, facts: &[SheetFact]) -> Option<Annotation> {
    listed(heading, facts.iter().map(|fact| (fact.label, &*fact.text, [].as_slice())))
}

/// A heading and a list: what each is, what it says, what it rests on.
fn listed<'a>(
    heading: &str,
    entries: impl Iterator<Item = (&'a str, &'a str, &'a [SourceId])>,
) -> Option<Annotation> {
    let mut text = format!("**{heading}**\n");
    let mut is_empty = true;
    for (lead, said, sources) in entries {
        is_empty = false;
        text.push_str("\n- ");
        if !lead.is_empty() {
            text.extend(["**", &quoted(lead), ":** "]);
        }
        text.push_str(&quoted(said));
        if !sources.is_empty() {
            let ids: Vec<&str> = sources.iter().map(SourceId::as_str).collect();
            text.extend([" \\[", &ids.join(", "), "\\]"]);
        }
    }
    (!is_empty).then_some(Annotation { author_string: None, text })
}

/// A text as Markdown that reads as just that text, its lines kept apart. The Markdown of FHIR has no
/// HTML, so a line ends with two spaces.
fn quoted(text: &str) -> String {
    let lines = clean::lines(text);
    let filled = lines.iter().filter(|line| !line.is_empty());
    let quoted: Vec<String> = filled.map(|line| md::escaped(line)).collect();
    quoted.join("  \n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_loses_control_characters_and_nothing_else() {
        for (typed, kept) in [
            (" a\tb\r\nc ", Some(" a\tb\r\nc ")),
            ("red\u{1b}[31m\0", Some("red[31m")),
            ("abc\u{202e}fed\u{85}", Some("abc\u{202e}fed\u{85}")),
            ("<b>\"x\"</b>", Some("<b>\"x\"</b>")),
            (" \n\u{7}", None),
            ("", None),
        ] {
            assert_eq!(string(typed).as_deref(), kept, "{typed:?}");
        }
    }

    #[test]
    fn a_note_reads_as_what_was_typed() {
        let text = note("# [x](javascript:1) <img>\n\n1. *a*").unwrap().text;
        assert_eq!(text, "\\# \\[x\\](javascript:1) \\<img\\>  \n  1\\. \\*a\\*");
        assert!(note("\u{202e} \n").is_none());
    }
}
