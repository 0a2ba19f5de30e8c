//! From an intake back to a draft, where everything is answered.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActivityDraft, ClearanceDraft, IntakeDraft, PlaceLists, WishesDraft};
use crate::knowledge::Knowledge;
use crate::model::{
    Clearance, FreeText, Intake, Laterality, RegionId, RegionSide, SittingHours, Weeks,
};

impl IntakeDraft {
    /// The draft that an intake came from: every question asked, no where it isn't in the list.
    pub fn from_intake(intake: &Intake, knowledge: &Knowledge) -> Self {
        let text = |text| intake.told(text).unwrap_or_default().to_owned();
        let findings = knowledge.tables().findings.iter();
        let number = |number: Option<u16>| number.map(|n| n.to_string()).unwrap_or_default();
        let course = intake.course.as_ref();
        let scores = course.map(|course| {
            let scores = course.pain_history.iter().map(ToString::to_string);
            scores.collect::<Vec<_>>().join(", ")
        });
        let first_visit = course.and_then(|course| course.first_visit);
        Self {
            date: intake.date.to_string(),
            category: Some(intake.category.clone()),
            side: Some(intake.side),
            worse_side: intake.worse_side,
            pain_back: Some(intake.pain_back),
            pain_leg: Some(intake.pain_leg),
            furthest_point: Some(intake.furthest_point),
            trend: Some(intake.trend),
            inflammation: Some(intake.inflammation),
            onset_weeks: number(intake.onset_weeks.map(Weeks::get)),
            onset_unknown: intake.onset_weeks.is_none(),
            began: None,
            diagnosis: Some(intake.diagnosis),
            cause_known: Some(intake.cause_known),
            doctor: Some(intake.doctor_on_massage),
            minutes: intake.minutes.to_string(),
            answers: findings
                .map(|finding| (finding.id.clone(), intake.findings.contains(&finding.id)))
                .collect(),
            since: intake
                .findings_since
                .iter()
                .map(|(id, day)| (id.clone(), day.to_string()))
                .collect(),
            places: PlaceLists {
                excluded: single(&intake.excluded_regions),
                inflamed: single(&intake.inflamed_regions),
                injured: single(&intake.injured_regions),
                numb: single(&intake.numb_regions),
            },
            age: intake.age,
            home_care_kept: intake.home_care_kept,
            clearances: intake.clearances.iter().map(clearance_draft).collect(),
            visit: number(course.map(|course| course.visit.get())),
            pain_history: scores.unwrap_or_default(),
            first_visit: first_visit.map(|day| day.to_string()).unwrap_or_default(),
            last_furthest_point: course.and_then(|course| course.last_furthest_point),
            wishes: intake.preferences.as_ref().map(|wishes| WishesDraft {
                heat: wishes.heat,
                max_pressure: wishes.max_pressure,
                avoid_positions: wishes.avoid_positions.clone(),
                declined: wishes.declined_modalities.clone(),
            }),
            complaint: text(FreeText::Complaint),
            diagnosed_by: text(FreeText::DiagnosedBy),
            medicines: text(FreeText::Medicines),
            treatments: text(FreeText::Treatments),
            notes: text(FreeText::Notes),
            quality: intake.quality.clone(),
            aggravators: intake.aggravators.clone(),
            eases: intake.eases.clone(),
            goals: intake.goals.clone(),
            activities: intake
                .activities
                .iter()
                .map(|one| ActivityDraft {
                    name: one.name.clone(),
                    score: Some(one.score),
                    offered: false,
                })
                .collect(),
            sitting_hours: number(intake.sitting_hours.map(SittingHours::get)),
            carried: None,
            former: BTreeMap::new(),
            last: None,
        }
    }
}

fn clearance_draft(one: &Clearance) -> ClearanceDraft {
    ClearanceDraft {
        by: one.by.clone(),
        on: one.on.to_string(),
        until: one.until.map(|day| day.to_string()).unwrap_or_default(),
        covers: one.covers.iter().cloned().collect(),
        limits: one.limits.clone(),
        max_pressure: one.max_pressure,
        max_hands_on: one
            .max_hands_on_minutes
            .map(|minutes| minutes.to_string())
            .unwrap_or_default(),
        is_pending: false,
    }
}

fn single(list: &[RegionSide]) -> BTreeSet<(RegionId, Laterality)> {
    let sides = list.iter().flat_map(|place| {
        let sides = place.side.each().iter();
        sides.map(|side| (place.region.clone(), *side))
    });
    sides.collect()
}
