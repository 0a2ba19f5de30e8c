//! What an open answer counts as while the others are still being asked.
//!
//! Read from `assets/practice/unsaid.ron`, which the program carries. Only for looking ahead: what is
//! built, checked or stored is made of answers that somebody gave.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{
    BookedMinutes, Diagnosis, DoctorOnMassage, FurthestPoint, Inflammation, Nprs, Side, Trend,
    Weeks,
};
use crate::text::{Document, Fault, Notation};

/// The mildest answer to each question that isn't a finding; findings count as no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsaid {
    /// The painful side: one alone, since two are graver.
    pub side: Side,
    /// Pain in the back, NPRS.
    pub pain_back: Nprs,
    /// Pain in the leg, NPRS.
    pub pain_leg: Nprs,
    /// How far symptoms reach.
    pub furthest_point: FurthestPoint,
    /// How it has gone since the last visit.
    pub trend: Trend,
    /// The inflammation, where nobody was asked about it.
    pub inflammation: Inflammation,
    /// Weeks since it began: neither so few that it counts as fresh nor so many that it counts as
    /// long-standing.
    pub onset_weeks: Weeks,
    /// Who made the diagnosis.
    pub diagnosis: Diagnosis,
    /// Whether the doctor named a cause.
    pub cause_known: bool,
    /// What the doctor says to massage.
    pub doctor_on_massage: DoctorOnMassage,
    /// The length that counts as booked, in minutes.
    pub minutes: BookedMinutes,
}

#[derive(Debug, Deserialize)]
enum UnsaidFile {
    Unsaid(Unsaid),
}

static UNSAID: LazyLock<Option<Unsaid>> = LazyLock::new(|| read().ok());

fn read() -> Result<Unsaid, Fault> {
    let text = include_str!("../../assets/practice/unsaid.ron").to_owned();
    let document = Document::from_text("unsaid.ron", Notation::Ron, text);
    let UnsaidFile::Unsaid(unsaid) = document.parse()?;
    Ok(unsaid)
}

/// The answers; none where the file can't be read, which a test rules out.
pub fn unsaid() -> Option<&'static Unsaid> {
    UNSAID.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_right() {
        assert_eq!(read().map(Some).unwrap().as_ref(), unsaid());
    }
}
