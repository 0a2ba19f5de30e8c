//! What a practice says about itself, once for all its clients.
//!
//! Only what every computer of the practice shares; window sizes and the like are each machine's own.

use serde::{Deserialize, Serialize};

use super::BookedMinutes;

/// Settings of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The name of the practice.
    #[serde(default)]
    pub name: String,
    /// Who works here; saves are signed with it.
    #[serde(default)]
    pub therapist: String,
    /// Lines that head every printed sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letterhead: Vec<String>,
    /// The length that a new session is booked for.
    #[serde(default = "Settings::usual_minutes")]
    pub minutes: BookedMinutes,
    /// What sheets are printed on.
    #[serde(default)]
    pub paper: Paper,
    /// Years that records are kept after a relationship has ended (R-93, R-94: 4 to 10 and more).
    #[serde(default = "Settings::usual_retention")]
    pub retention_years: u8,
    /// The country, two capital letters (ISO 3166); it decides the emergency number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Minutes without a key or click after which a sealed practice locks itself.
    #[serde(default = "Settings::usual_lock")]
    pub lock_after_minutes: u16,
    /// Days between two sessions beyond which a course has ended and another begins.
    #[serde(default = "Settings::usual_gap", skip_serializing_if = "Settings::is_usual_gap")]
    pub course_gap_days: u16,
}

impl Settings {
    /// The days of a practice that says nothing of its own.
    pub const USUAL_GAP: u16 = 90;

    fn usual_gap() -> u16 {
        Self::USUAL_GAP
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
    fn is_usual_gap(days: &u16) -> bool {
        *days == Self::USUAL_GAP
    }

    fn usual_minutes() -> BookedMinutes {
        BookedMinutes::clamped(60)
    }

    fn usual_retention() -> u8 {
        10
    }

    fn usual_lock() -> u16 {
        10
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: String::new(),
            therapist: String::new(),
            letterhead: Vec::new(),
            minutes: Self::usual_minutes(),
            paper: Paper::default(),
            retention_years: Self::usual_retention(),
            country: None,
            lock_after_minutes: Self::usual_lock(),
            course_gap_days: Self::USUAL_GAP,
        }
    }
}

/// A size of paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}
