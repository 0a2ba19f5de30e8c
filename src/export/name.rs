//! Names of files that leave the program: a day, the practice's code for the client, and which document.
//! Never a client's name, and nothing that a file system would take amiss.

use super::{Document, Format};
use crate::model::Day;

/// Letters of a code that a name holds at most.
const CODE: usize = 24;

/// What a file is called after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileName<'a> {
    /// The day of the session; none for what needs no plan.
    pub day: Option<Day>,
    /// The practice's code for the client.
    pub code: Option<&'a str>,
    /// What tells it from another plan of the same day.
    pub tail: Option<&'a str>,
    /// What is written, by its name in names of files.
    pub document: Document,
}

impl FileName<'_> {
    /// The name without its ending: `2026-11-24 C-017 home-care`.
    pub fn stem(&self) -> String {
        let day = self.day.map(|day| day.to_string());
        let code = self.code.and_then(safe);
        let document = Some(self.document.name().to_owned());
        let parts = [day, code, document, self.tail.and_then(safe)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The whole name.
    pub fn in_format(&self, format: Format) -> String {
        format!("{}.{}", self.stem(), format.extension())
    }
}

/// A short text with nothing but letters and digits of English, and single hyphens between them; none
/// where nothing of it is left.
pub fn safe(text: &str) -> Option<String> {
    let mut safe = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            safe.push(letter);
        } else if !safe.is_empty() && !safe.ends_with('-') {
            safe.push('-');
        }
        if safe.len() == CODE {
            break;
        }
    }
    let safe = safe.trim_end_matches('-');
    (!safe.is_empty()).then(|| safe.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_day_code_and_document_and_nothing_that_leads_elsewhere() {
        let name = FileName {
            day: Some(Day::parse("2026-11-24").unwrap()),
            code: Some("../C 0/17: \u{202e}x\n"),
            tail: None,
            document: Document::HomeCare,
        };
        assert_eq!(name.in_format(Format::Pdf), "2026-11-24 C-0-17-x home-care.pdf");
        let two = FileName { tail: Some("9f2c"), code: Some("名前"), ..name };
        assert_eq!(two.in_format(Format::Fhir), "2026-11-24 home-care 9f2c.fhir.json");
        let blank = FileName { day: None, code: None, tail: None, document: Document::Intake };
        assert_eq!(blank.in_format(Format::Html), "intake.html");
        assert_eq!(safe(&"a".repeat(900)).unwrap().len(), CODE);
        assert_eq!(safe("..//"), None);
    }
}
