//! What comes from the last visit: stable facts, each marked until somebody touches it.
//!
//! Red flags and today's answers never come along: they are asked anew at every visit. Which
//! findings last is said by the knowledge; no clinical decision here.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Field, IntakeDraft, TextField};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::model::{Clearance, Day, FindingId, Plan, Visit};
use crate::ui::action::Change;

/// What was filled in from an earlier visit, and isn't confirmed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// The day of that visit.
    pub from: Day,
    /// The facts.
    pub facts: BTreeSet<Fact>,
}

/// Something that stays true from visit to visit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// Diagnosis category.
    Category,
    /// Painful side, and the worse one of two.
    Side,
    /// Booked minutes.
    Minutes,
    /// Weeks since it began, with the weeks that have passed.
    Onset,
    /// Who named the diagnosis.
    Diagnosis,
    /// Whether the doctor named a cause.
    CauseKnown,
    /// What the doctor said about massage.
    Doctor,
    /// A condition that lasts.
    Finding(FindingId),
    /// Known numb areas.
    Numb,
    /// Clearances that count on the day.
    Clearances,
    /// Where the session stands in its series.
    Series,
    /// The client's wishes.
    Wishes,
    /// What the client hopes for.
    Goals,
    /// The names of activities.
    Activities,
    /// A text, as told.
    Complaint,
    /// Who diagnosed it.
    DiagnosedBy,
    /// Medicines.
    Medicines,
    /// Other treatments.
    Treatments,
    /// Hours of sitting a day.
    SittingHours,
}

impl IntakeDraft {
    /// The intake of a visit after this one: stable facts, and nothing that has to be asked anew.
    pub fn after(last: &Plan, knowledge: &Knowledge, today: Day) -> Self {
        let mut draft = Self::from_intake(&last.intake, knowledge);
        draft.notes.clear();
        draft.quality.clear();
        draft.aggravators.clear();
        draft.eases.clear();
        // A visit that was withheld was no visit of the series.
        if !last.status.withholds() {
            draft.advance_series(last);
        }
        draft.ask_anew(last.intake.date, knowledge, today);
        draft
    }

    /// Takes out every answer that holds for its own day only, and marks what is left.
    pub fn ask_anew(&mut self, from: Day, knowledge: &Knowledge, today: Day) {
        self.date = today.to_string();
        self.pain_back = None;
        self.pain_leg = None;
        self.furthest_point = None;
        self.trend = None;
        self.inflammation = None;
        let lasts = |id: &FindingId| knowledge.finding(id).is_some_and(|finding| finding.stable);
        self.answers.retain(|id, yes| *yes && lasts(id));
        let answers = &self.answers;
        self.since.retain(|id, _| answers.contains_key(id));
        self.places.excluded.clear();
        self.places.inflamed.clear();
        self.places.injured.clear();
        for activity in &mut self.activities {
            activity.score = None;
        }
        self.clearances.retain(|one| {
            let Ok(on) = Day::parse(one.on.trim()) else { return true };
            let until = Day::parse(one.until.trim()).ok();
            until.unwrap_or_else(|| on.plus_days(Clearance::DEFAULT_DAYS)) >= today
        });
        if let Ok(weeks) = self.onset_weeks.trim().parse::<u16>() {
            let passed = from.date().until(today.date()).map_or(0, |span| span.get_days());
            let passed = u16::try_from(passed.max(0) / 7).unwrap_or(0);
            self.onset_weeks = weeks.saturating_add(passed).to_string();
        }
        let facts = self.stable_facts();
        self.carried = (!facts.is_empty()).then_some(Carried { from, facts });
    }

    fn advance_series(&mut self, last: &Plan) {
        let course = last.intake.course.as_ref();
        let visit = course.map_or(1, |course| course.visit.get());
        let Ok(next) = Visit::new(visit + 1) else { return };
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

    /// Every stable fact that is there.
    fn stable_facts(&self) -> BTreeSet<Fact> {
        let filled = |text: &str| !text.trim().is_empty();
        let facts = [
            (self.category.is_some(), Fact::Category),
            (self.side.is_some(), Fact::Side),
            (filled(&self.minutes), Fact::Minutes),
            (filled(&self.onset_weeks) || self.onset_unknown, Fact::Onset),
            (self.diagnosis.is_some(), Fact::Diagnosis),
            (self.cause_known == Some(true), Fact::CauseKnown),
            (self.doctor.is_some(), Fact::Doctor),
            (!self.places.numb.is_empty(), Fact::Numb),
            (!self.clearances.is_empty(), Fact::Clearances),
            (filled(&self.visit), Fact::Series),
            (self.wishes.is_some(), Fact::Wishes),
            (!self.goals.is_empty(), Fact::Goals),
            (!self.activities.is_empty(), Fact::Activities),
            (filled(&self.complaint), Fact::Complaint),
            (filled(&self.diagnosed_by), Fact::DiagnosedBy),
            (filled(&self.medicines), Fact::Medicines),
            (filled(&self.treatments), Fact::Treatments),
            (filled(&self.sitting_hours), Fact::SittingHours),
        ];
        let facts = facts.into_iter().filter(|(there, _)| *there).map(|(_, fact)| fact);
        facts.chain(self.answers.keys().cloned().map(Fact::Finding)).collect()
    }

    /// Whether a fact is from an earlier visit and not confirmed.
    pub fn is_carried(&self, fact: &Fact) -> bool {
        self.carried.as_ref().is_some_and(|carried| carried.facts.contains(fact))
    }

    /// Takes the marks off facts that were touched or confirmed.
    pub(super) fn confirm<'a>(&mut self, facts: impl IntoIterator<Item = &'a Fact>) {
        let Some(carried) = &mut self.carried else { return };
        for fact in facts {
            carried.facts.remove(fact);
        }
        if carried.facts.is_empty() {
            self.carried = None;
        }
    }
}

impl Fact {
    /// What a change touches.
    pub(super) fn touched_by(change: &Change) -> Option<Self> {
        match change {
            Change::Category(_) => Some(Self::Category),
            Change::Side(_) | Change::WorseSide(_) => Some(Self::Side),
            Change::OnsetUnknown => Some(Self::Onset),
            Change::Diagnosis(_) => Some(Self::Diagnosis),
            Change::CauseKnown(_) => Some(Self::CauseKnown),
            Change::Doctor(_) => Some(Self::Doctor),
            Change::Answer(id, _) => Some(Self::Finding(id.clone())),
            Change::Place(RegionList::Numb, _, _) => Some(Self::Numb),
            Change::AddClearance
            | Change::RemoveClearance(_)
            | Change::Covers(_, _)
            | Change::ClearedPressure(_, _) => Some(Self::Clearances),
            Change::LastFurthestPoint(_) => Some(Self::Series),
            Change::HeatWelcome(_)
            | Change::WishedPressure(_)
            | Change::AvoidPosition(_)
            | Change::DeclineModality(_) => Some(Self::Wishes),
            Change::Goal(_) => Some(Self::Goals),
            Change::AddActivity | Change::RemoveActivity(_) | Change::ActivityScore(_, _) => {
                Some(Self::Activities)
            }
            Change::Text(field, _) => Self::of_text(field),
            Change::PainBack(_)
            | Change::PainLeg(_)
            | Change::FurthestPoint(_)
            | Change::Trend(_)
            | Change::Inflammation(_)
            | Change::AllNo(_)
            | Change::Place(_, _, _)
            | Change::Quality(_)
            | Change::Aggravator(_)
            | Change::Eases(_)
            | Change::Confirm(_) => None,
        }
    }

    /// What a field belongs to.
    pub fn of_field(field: &Field) -> Option<Self> {
        match field {
            Field::Category => Some(Self::Category),
            Field::Side => Some(Self::Side),
            Field::Diagnosis => Some(Self::Diagnosis),
            Field::CauseKnown => Some(Self::CauseKnown),
            Field::Doctor => Some(Self::Doctor),
            Field::Finding(id) => Some(Self::Finding(id.clone())),
            Field::Places(RegionList::Numb) => Some(Self::Numb),
            Field::Covers(_) => Some(Self::Clearances),
            Field::Text(field) => Self::of_text(field),
            Field::PainBack
            | Field::PainLeg
            | Field::FurthestPoint
            | Field::Trend
            | Field::Inflammation
            | Field::Places(_)
            | Field::ActivityScore(_) => None,
        }
    }

    /// What a typed field belongs to.
    pub fn of_text(field: &TextField) -> Option<Self> {
        match field {
            TextField::Minutes => Some(Self::Minutes),
            TextField::OnsetWeeks => Some(Self::Onset),
            TextField::Since(id) => Some(Self::Finding(id.clone())),
            TextField::Clearance(_, _) => Some(Self::Clearances),
            TextField::Visit | TextField::PainHistory | TextField::FirstVisit => Some(Self::Series),
            TextField::Complaint => Some(Self::Complaint),
            TextField::DiagnosedBy => Some(Self::DiagnosedBy),
            TextField::Medicines => Some(Self::Medicines),
            TextField::Treatments => Some(Self::Treatments),
            TextField::Activity(_) => Some(Self::Activities),
            TextField::SittingHours => Some(Self::SittingHours),
            TextField::Date | TextField::Notes => None,
        }
    }
}
