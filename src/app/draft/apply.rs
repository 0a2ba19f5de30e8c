//! One change after the other: the only way in which answers change.

use super::about::touched_by;
use super::{ActivityDraft, ClearanceDraft, ClearanceField, IntakeDraft, TextField, WishesDraft};
use crate::app::action::Change;
use crate::knowledge::Knowledge;
use crate::model::{Day, Diagnosis, Fact, FindingId, GroupId, Side};

impl IntakeDraft {
    /// Makes a change.
    pub fn apply(&mut self, change: Change, knowledge: &Knowledge, today: Day) {
        self.confirm(touched_by(&change, knowledge).as_ref());
        match change {
            Change::Confirm(facts) => self.confirm(&facts),
            Change::Category(id) => self.category = Some(id),
            Change::Side(side) => {
                self.side = Some(side);
                if side != Side::Both {
                    self.worse_side = None;
                }
            }
            Change::WorseSide(side) => self.worse_side = side,
            Change::PainBack(score) => self.pain_back = Some(score),
            Change::PainLeg(score) => self.pain_leg = Some(score),
            Change::FurthestPoint(point) => self.furthest_point = Some(point),
            Change::Trend(trend) => self.trend = Some(trend),
            Change::HomeCareKept(how) => self.home_care_kept = how,
            Change::Inflammation(how) => self.inflammation = Some(how),
            Change::OnsetUnknown => {
                self.onset_unknown = true;
                self.onset_weeks.clear();
                self.began = None;
            }
            Change::Diagnosis(diagnosis) => {
                self.diagnosis = Some(diagnosis);
                if diagnosis == Diagnosis::None {
                    self.cause_known = None;
                    self.confirm(&[Fact::CauseKnown]);
                }
            }
            Change::CauseKnown(known) => self.cause_known = Some(known),
            Change::Doctor(word) => self.doctor = Some(word),
            Change::Answer(finding, yes) => self.set_answer(&finding, yes, knowledge),
            Change::Reopen(finding) => drop(self.answers.remove(&finding)),
            Change::AllNo(groups) => {
                for group in &groups {
                    self.all_no(group, knowledge);
                }
            }
            Change::Place(list, region, side) => {
                toggle_set(self.places.list_mut(list), (region, side));
                self.ask_again(list, knowledge);
            }
            Change::AddClearance => self
                .clearances
                .push(ClearanceDraft { on: today.to_string(), ..ClearanceDraft::default() }),
            Change::FinishClearance(at) => {
                if let Some(clearance) = self.clearances.get_mut(at) {
                    clearance.is_pending = false;
                }
            }
            Change::RemoveClearance(at) => {
                if at < self.clearances.len() {
                    self.clearances.remove(at);
                }
            }
            Change::Covers(at, gate) => {
                if let Some(clearance) = self.clearances.get_mut(at) {
                    toggle_set(&mut clearance.covers, gate);
                }
            }
            Change::ClearedPressure(at, level) => {
                if let Some(clearance) = self.clearances.get_mut(at) {
                    clearance.max_pressure = level;
                }
            }
            Change::LastFurthestPoint(point) => self.last_furthest_point = point,
            Change::HeatWelcome(welcome) => self.wishes().heat = welcome,
            Change::WishedPressure(level) => self.wishes().max_pressure = level,
            Change::AvoidPosition(position) => {
                toggle_set(&mut self.wishes().avoid_positions, position);
            }
            Change::DeclineModality(id) => toggle_set(&mut self.wishes().declined, id),
            Change::Quality(quality) => toggle(&mut self.quality, quality),
            Change::Aggravator(what) => toggle(&mut self.aggravators, what),
            Change::Eases(what) => toggle(&mut self.eases, what),
            Change::Goal(goal) => toggle(&mut self.goals, goal),
            Change::AddActivity => {
                if self.activities.len() < 3 {
                    self.activities.push(ActivityDraft::default());
                }
            }
            Change::RemoveActivity(at) => {
                if at < self.activities.len() {
                    self.activities.remove(at);
                }
            }
            Change::ActivityScore(at, score) => {
                if let Some(activity) = self.activities.get_mut(at) {
                    activity.score = Some(score);
                }
            }
            Change::Text(field, text) => {
                let text = if field.is_day() { day_in_words(text, today) } else { text };
                self.set_text(&field, text);
            }
        }
    }

    fn wishes(&mut self) -> &mut WishesDraft {
        self.wishes.get_or_insert_default()
    }

    /// A yes brings what it implies. A no takes the ground from a yes that implies it, and that
    /// one is then asked again instead of being guessed.
    fn set_answer(&mut self, id: &FindingId, yes: bool, knowledge: &Knowledge) {
        self.answers.insert(id.clone(), yes);
        if yes {
            self.bring_back(id, knowledge);
            let implied = knowledge.finding(id).map(|finding| &finding.implies);
            for other in implied.into_iter().flatten() {
                if self.answer(other) != Some(true) {
                    self.set_answer(other, true, knowledge);
                }
            }
            return;
        }
        self.since.remove(id);
        self.drop_with(id, knowledge);
        for finding in &knowledge.tables().findings {
            if finding.implies.contains(id) && self.answer(&finding.id) == Some(true) {
                self.answers.remove(&finding.id);
                self.since.remove(&finding.id);
            }
        }
    }

    /// Answers what is open in a group with no; never a group that is asked one by one, no former
    /// yes, nothing that a chosen place speaks against or the category answers.
    fn all_no(&mut self, group: &GroupId, knowledge: &Knowledge) {
        let tables = knowledge.tables();
        let Some(group) = tables.groups.iter().find(|entry| entry.id == *group) else {
            return;
        };
        if group.one_by_one {
            return;
        }
        for finding in tables.findings.iter().filter(|f| f.group == group.id) {
            let id = &finding.id;
            let is_open = !self.former.contains_key(id) && !self.is_of_category(id, knowledge);
            if is_open && !self.is_asked_by_a_place(id, knowledge) {
                self.answers.entry(id.clone()).or_insert(false);
            }
        }
    }

    /// What a typed field holds.
    pub fn text(&self, field: &TextField) -> &str {
        match field {
            TextField::Date => &self.date,
            TextField::Minutes => &self.minutes,
            TextField::OnsetWeeks => &self.onset_weeks,
            TextField::Since(id) => self.since.get(id).map_or("", String::as_str),
            TextField::Clearance(at, part) => {
                self.clearances.get(*at).map_or("", |one| match part {
                    ClearanceField::By => &one.by,
                    ClearanceField::On => &one.on,
                    ClearanceField::Until => &one.until,
                    ClearanceField::Limits => &one.limits,
                    ClearanceField::HandsOn => &one.max_hands_on,
                })
            }
            TextField::Visit => &self.visit,
            TextField::PainHistory => &self.pain_history,
            TextField::FirstVisit => &self.first_visit,
            TextField::Free(text) => self.told(*text),
            TextField::Activity(at) => self.activities.get(*at).map_or("", |one| &one.name),
            TextField::SittingHours => &self.sitting_hours,
        }
    }

    fn set_text(&mut self, field: &TextField, text: String) {
        let slot = match field {
            TextField::Date => &mut self.date,
            TextField::Minutes => &mut self.minutes,
            TextField::OnsetWeeks => {
                self.onset_unknown = false;
                self.began = None;
                &mut self.onset_weeks
            }
            TextField::Since(id) => self.since.entry(id.clone()).or_default(),
            TextField::Clearance(at, part) => {
                let Some(one) = self.clearances.get_mut(*at) else {
                    return;
                };
                match part {
                    ClearanceField::By => &mut one.by,
                    ClearanceField::On => &mut one.on,
                    ClearanceField::Until => &mut one.until,
                    ClearanceField::Limits => &mut one.limits,
                    ClearanceField::HandsOn => &mut one.max_hands_on,
                }
            }
            TextField::Visit => &mut self.visit,
            TextField::PainHistory => &mut self.pain_history,
            TextField::FirstVisit => &mut self.first_visit,
            TextField::Free(text) => self.told_mut(*text),
            TextField::Activity(at) => match self.activities.get_mut(*at) {
                Some(one) => {
                    one.offered = false;
                    &mut one.name
                }
                None => return,
            },
            TextField::SittingHours => &mut self.sitting_hours,
        };
        *slot = text;
    }
}

/// The day that a word means; every other text as it was typed.
fn day_in_words(text: String, today: Day) -> String {
    match text.trim().to_lowercase().as_str() {
        "today" => today.to_string(),
        "yesterday" => today.plus_days(-1).to_string(),
        _ => text,
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|other| *other == value) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(value),
    }
}

fn toggle_set<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}
