//! The settings of a practice as they are typed, and the record that they make.

use super::country;
use crate::model::{BookedMinutes, Paper, Settings};
use crate::store::Base;
use crate::store::seal::Seal;

/// Whether the practice is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// Anybody can read it.
    Readable,
    /// It is.
    Sealed,
    /// It was, before sealed files said which practice sealed them.
    SealedBefore,
}

impl Sealing {
    /// As the key of a practice has it.
    pub fn of(seal: Option<&Seal>) -> Self {
        match seal {
            None => Self::Readable,
            Some(seal) if seal.believes_unproven() => Self::SealedBefore,
            Some(_) => Self::Sealed,
        }
    }
}

/// What the practice says about itself, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsForm {
    /// What the next version comes after.
    pub base: Base,
    /// Whether the practice is sealed: only then there is something to lock.
    pub sealing: Sealing,
    /// The name of the practice.
    pub name: String,
    /// Lines that head every printed sheet.
    pub letterhead: String,
    /// Who works here.
    pub therapist: String,
    /// The length that a new session is booked for.
    pub minutes: String,
    /// What sheets are printed on.
    pub paper: Paper,
    /// Years that records are kept.
    pub retention_years: String,
    /// The country, two letters.
    pub country: String,
    /// Minutes after which a sealed practice locks itself.
    pub lock_after_minutes: String,
    /// Days between two sessions beyond which a course has ended; kept as it is.
    pub course_gap_days: u16,
}

impl SettingsForm {
    /// The form of these settings.
    pub fn of(settings: &Settings, base: Base, sealing: Sealing) -> Self {
        Self {
            base,
            sealing,
            name: settings.name.clone(),
            letterhead: settings.letterhead.join("\n"),
            therapist: settings.therapist.clone(),
            minutes: settings.minutes.to_string(),
            paper: settings.paper,
            retention_years: settings.retention_years.to_string(),
            country: settings.country.clone().unwrap_or_default(),
            lock_after_minutes: settings.lock_after_minutes.to_string(),
            course_gap_days: settings.course_gap_days,
        }
    }

    /// The settings with what is filled in, checked for what can't be saved.
    ///
    /// # Errors
    /// A sentence that says which field to correct.
    pub fn record(&self) -> Result<Settings, String> {
        let minutes = self.minutes.trim().parse::<u16>().ok();
        let minutes = minutes.and_then(|minutes| BookedMinutes::new(minutes).ok());
        let years = self.retention_years.trim().parse().ok();
        let lock = self.lock_after_minutes.trim().parse().ok();
        let lines = self.letterhead.lines().map(|line| line.trim().to_owned());
        Ok(Settings {
            name: self.name.trim().to_owned(),
            therapist: self.therapist.trim().to_owned(),
            letterhead: lines.filter(|line| !line.is_empty()).collect(),
            minutes: minutes.ok_or("A session is 15 to 180 minutes long.")?,
            paper: self.paper,
            retention_years: years
                .filter(|years| (1..=100).contains(years))
                .ok_or("Records are kept for 1 to 100 years.")?,
            country: country(&self.country)?,
            lock_after_minutes: lock
                .filter(|minutes| (2..=240).contains(minutes))
                .ok_or("The practice locks after 2 to 240 minutes.")?,
            course_gap_days: self.course_gap_days,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_and_what_is_wrong_is_said() {
        let settings = Settings {
            name: "Bay Massage".to_owned(),
            letterhead: vec!["Bay Massage".to_owned(), "Quay 4".to_owned()],
            country: Some("NL".to_owned()),
            ..Settings::default()
        };
        let mut form = SettingsForm::of(&settings, Base::none(), Sealing::Readable);
        assert_eq!(form.record(), Ok(settings));
        form.minutes = "500".to_owned();
        assert!(form.record().unwrap_err().contains("15 to 180"));
        form.minutes = "45".to_owned();
        form.country = "Nowhere".to_owned();
        assert!(form.record().unwrap_err().contains("isn't known"));
    }
}
