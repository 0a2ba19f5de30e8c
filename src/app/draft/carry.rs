//! What comes from the last visit: stable facts, each marked until somebody touches or confirms it,
//! former yes-answers, and words and scores to look back at.
//!
//! Red flags and today's answers never come along: they are asked anew at every visit. How long an
//! answer holds, the knowledge says.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::IntakeDraft;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Asked, Holds, RegionList};
use crate::model::{
    Carried, Day, Diagnosis, Fact, FurthestPoint, NoLonger, Nprs, Plan, VisitNumber,
};
use crate::text::counted;

/// The last visit, to look back at; nothing of it is an answer of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastVisit {
    /// Its day.
    pub on: Day,
    /// Back pain.
    pub pain_back: Option<Nprs>,
    /// Leg pain.
    pub pain_leg: Option<Nprs>,
    /// How far down symptoms reached.
    pub furthest_point: Option<FurthestPoint>,
    /// The complaint, as it was told last.
    pub complaint: Option<Quote>,
    /// The notes, as they were written last.
    pub notes: Option<Quote>,
}

/// The latest day on which it can have begun, where it was so many whole weeks ago.
fn began(weeks: u16, on: Day) -> Day {
    on.plus_days(-7 * i32::from(weeks))
}

/// Words of another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// That day.
    pub on: Day,
    /// The words.
    pub text: String,
}

impl Quote {
    /// The words of a text, which is empty afterwards; the older words where it was empty before.
    fn take(text: &mut String, on: Day, older: Option<Self>) -> Option<Self> {
        let text = std::mem::take(text);
        if text.trim().is_empty() { older } else { Some(Self { on, text }) }
    }
}

impl IntakeDraft {
    /// The intake of a visit after this one: stable facts, and nothing that has to be asked anew.
    pub fn after(last: &Plan, knowledge: &Knowledge, today: Day) -> Self {
        let mut draft = Self::from_intake(&last.intake, knowledge);
        draft.forget_what(Holds::Visit, knowledge);
        // A visit that was withheld was no visit of the series.
        if !last.status.withholds() {
            draft.advance_series(last);
        }
        draft.ask_anew(last.intake.date, knowledge, today);
        draft
    }

    /// Counts the weeks since it began over the visits before the last one, that one's neighbour first,
    /// as far back as they agree: whole weeks from visit to visit would lose the days between, and the
    /// limits that hang on the weeks would come late.
    pub fn count_onset_over<'p>(&mut self, visits: impl Iterator<Item = &'p Plan>, today: Day) {
        let Some(mut latest) = self.began else { return };
        let mut earliest = latest.plus_days(-6);
        for visit in visits {
            let Some(weeks) = visit.intake.onset_weeks else { break };
            let by_this = began(weeks.get(), visit.intake.date);
            let both = (earliest.max(by_this.plus_days(-6)), latest.min(by_this));
            // Somebody put the weeks right since.
            if both.0 > both.1 {
                break;
            }
            (earliest, latest) = both;
        }
        self.began = Some(latest);
        self.onset_weeks = today.weeks_since(latest).to_string();
    }

    /// Takes words of a visit before the last one, where the last one had none.
    pub fn look_back_at(&mut self, earlier: &Plan) {
        let Some(last) = &mut self.last else { return };
        let intake = &earlier.intake;
        let quote = |text: &Option<String>| {
            let text = text.clone().filter(|text| !text.trim().is_empty());
            text.map(|text| Quote { on: intake.date, text })
        };
        last.complaint = last.complaint.take().or_else(|| quote(&intake.complaint));
        last.notes = last.notes.take().or_else(|| quote(&intake.notes));
    }

    /// Takes out every answer that holds for its own day only, marks what is left, and remembers
    /// what was yes.
    pub fn ask_anew(&mut self, from: Day, knowledge: &Knowledge, today: Day) {
        self.look_back(from);
        self.remember_yes(from, knowledge);
        self.date = today.to_string();
        self.forget_what(Holds::Day, knowledge);
        self.answers.clear();
        let former = &self.former;
        self.since.retain(|id, _| former.contains_key(id));
        self.keep_places(knowledge);
        self.keep_clearances(today, knowledge);
        for activity in &mut self.activities {
            activity.score = None;
            activity.offered = true;
        }
        if let Ok(weeks) = self.onset_weeks.trim().parse::<u16>() {
            let began = *self.began.get_or_insert_with(|| began(weeks, from));
            self.onset_weeks = today.weeks_since(began).to_string();
        }
        let facts = self.stable_facts();
        self.carried = (!facts.is_empty()).then_some(Carried { from, facts });
    }

    /// Takes out every answer that holds no longer than this.
    fn forget_what(&mut self, holds: Holds, knowledge: &Knowledge) {
        let questions = knowledge.tables().questions.iter();
        for question in questions.filter(|question| question.holds == holds) {
            self.forget(&question.asked);
        }
    }

    /// Takes the answer to a question out.
    fn forget(&mut self, asked: &Asked) {
        match asked {
            Asked::Category => self.category = None,
            Asked::Side => self.side = None,
            Asked::WorseSide => self.worse_side = None,
            Asked::Pain => (self.pain_back, self.pain_leg) = (None, None),
            Asked::FurthestPoint => self.furthest_point = None,
            Asked::Trend => self.trend = None,
            Asked::HomeCareKept => self.home_care_kept = None,
            Asked::Length => self.minutes.clear(),
            Asked::Onset => {
                self.onset_weeks.clear();
                self.onset_unknown = false;
                self.began = None;
            }
            Asked::Inflammation => self.inflammation = None,
            Asked::Diagnosis => self.diagnosis = None,
            Asked::CauseKnown => self.cause_known = None,
            Asked::DoctorOnMassage => self.doctor = None,
            Asked::Clearance => self.clearances.clear(),
            Asked::FirstAppeared => self.since.clear(),
            Asked::Excluded => self.places.clear(RegionList::Excluded),
            Asked::Inflamed => self.places.clear(RegionList::Inflamed),
            Asked::Injured => self.places.clear(RegionList::Injured),
            Asked::Numb => self.places.clear(RegionList::Numb),
            Asked::Series => {
                self.visit.clear();
                self.pain_history.clear();
                self.first_visit.clear();
                self.last_furthest_point = None;
            }
            Asked::Heat | Asked::FirmestPressure | Asked::AvoidPositions | Asked::Declined => {
                self.wishes = None;
            }
            Asked::Complaint => self.complaint.clear(),
            Asked::Quality => self.quality.clear(),
            Asked::Aggravators => self.aggravators.clear(),
            Asked::Eases => self.eases.clear(),
            Asked::Goals => self.goals.clear(),
            Asked::Activities => self.activities.clear(),
            Asked::Sitting => self.sitting_hours.clear(),
            Asked::DiagnosedBy => self.diagnosed_by.clear(),
            Asked::Medicines => self.medicines.clear(),
            Asked::Treatments => self.treatments.clear(),
            // The screening is asked anew as a whole, and consents are the client's.
            Asked::Group(_) | Asked::Consent | Asked::Guardian => {}
        }
    }

    /// Turns scores and words of a day into what is looked back at.
    fn look_back(&mut self, from: Day) {
        let before = self.last.take();
        let (complaint, notes) = before
            .as_ref()
            .map_or((None, None), |last| (last.complaint.clone(), last.notes.clone()));
        let was_asked = self.pain_back.is_some() || self.pain_leg.is_some();
        let scored = LastVisit {
            on: from,
            pain_back: self.pain_back,
            pain_leg: self.pain_leg,
            furthest_point: self.furthest_point,
            complaint: None,
            notes: None,
        };
        let last = match before {
            Some(before) if !was_asked => before,
            Some(_) | None => scored,
        };
        self.last = Some(LastVisit {
            complaint: Quote::take(&mut self.complaint, from, complaint),
            notes: Quote::take(&mut self.notes, from, notes),
            ..last
        });
    }

    /// Takes in what a record says of an earlier visit.
    pub fn recall(&mut self, unconfirmed: Option<Carried>, no_longer: &[NoLonger]) {
        self.carried = unconfirmed;
        self.recall_former(no_longer);
    }

    fn advance_series(&mut self, last: &Plan) {
        let course = last.intake.course.as_ref();
        let visit = course.map_or(1, |course| course.visit.get());
        let Ok(next) = VisitNumber::new(visit + 1) else { return };
        let mut scores: Vec<String> = course
            .map(|course| course.pain_history.iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        scores.push(last.intake.pain().to_string());
        self.visit = next.to_string();
        self.pain_history = scores.join(", ");
        if self.first_visit.is_empty() && visit == 1 {
            self.first_visit = last.intake.date.to_string();
        }
        self.last_furthest_point = Some(last.intake.furthest_point);
    }

    /// Every lasting fact that is there.
    fn stable_facts(&self) -> BTreeSet<Fact> {
        Fact::ALL.iter().copied().filter(|fact| self.knows(*fact)).collect()
    }

    pub(super) fn knows(&self, fact: Fact) -> bool {
        let filled = |text: &str| !text.trim().is_empty();
        match fact {
            Fact::Category => self.category.is_some(),
            Fact::Side => self.side.is_some(),
            Fact::Onset => filled(&self.onset_weeks) || self.onset_unknown,
            Fact::Diagnosis => self.diagnosis.is_some(),
            Fact::CauseKnown => {
                self.diagnosis == Some(Diagnosis::ByDoctor) && self.cause_known.is_some()
            }
            Fact::DiagnosedBy => filled(&self.diagnosed_by),
            Fact::Medicines => filled(&self.medicines),
            Fact::Treatments => filled(&self.treatments),
            Fact::Goals => !self.goals.is_empty(),
            Fact::SittingHours => filled(&self.sitting_hours),
        }
    }

    /// Whether a fact is from an earlier visit and not confirmed.
    pub fn is_carried(&self, fact: Fact) -> bool {
        self.carried.as_ref().is_some_and(|carried| carried.facts.contains(&fact))
    }

    /// The facts that nobody confirmed; nothing where there is none.
    pub fn unconfirmed(&self) -> Option<&Carried> {
        self.carried.as_ref().filter(|carried| !carried.facts.is_empty())
    }

    /// The unconfirmed facts as they stand, in a few words each, such as "left" and "14 weeks".
    pub fn unconfirmed_words(&self, knowledge: &Knowledge) -> Vec<String> {
        let facts = self.unconfirmed().map(|carried| carried.facts.iter());
        facts.into_iter().flatten().map(|fact| self.fact_words(*fact, knowledge)).collect()
    }

    fn fact_words(&self, fact: Fact, knowledge: &Knowledge) -> String {
        let category = || {
            let protocol = knowledge.protocol(self.category.as_ref()?)?;
            Some(protocol.short_name.as_ref().unwrap_or(&protocol.name))
        };
        let words = match fact {
            Fact::Category => category().map(|name| name.to_lowercase()),
            Fact::Side => self.side.map(|side| side.and_worse(self.worse_side)),
            Fact::Onset if self.onset_unknown => Some("beginning not known".to_owned()),
            Fact::Onset => match self.onset_weeks.trim().parse::<u16>() {
                Ok(0) => Some("began that week".to_owned()),
                Ok(weeks) => Some(counted(weeks, "week")),
                Err(_) => None,
            },
            Fact::Diagnosis if self.diagnosis == Some(Diagnosis::None) => {
                Some("no diagnosis".to_owned())
            }
            Fact::Diagnosis => Some("doctor’s diagnosis".to_owned()),
            Fact::CauseKnown if self.cause_known == Some(false) => Some("no cause".to_owned()),
            Fact::CauseKnown => Some("cause".to_owned()),
            Fact::DiagnosedBy
            | Fact::Medicines
            | Fact::Treatments
            | Fact::Goals
            | Fact::SittingHours => None,
        };
        words.unwrap_or_else(|| fact.label().to_owned())
    }

    /// Takes the marks off facts that were touched or confirmed.
    pub(super) fn confirm<'a>(&mut self, facts: impl IntoIterator<Item = &'a Fact>) {
        let Some(carried) = &mut self.carried else { return };
        for fact in facts {
            carried.facts.remove(fact);
        }
    }
}
