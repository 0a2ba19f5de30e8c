//! The intake of a visit after this one: lasting facts and what is kept without a question.
//!
//! Screening and every answer of the day are left out, so that it can't be planned before it is filled in.
//! How long an answer holds, the knowledge says; the series is what was recorded.

use std::collections::BTreeSet;

use serde::Serialize;

use super::ClientCourse;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Asked, Holds};
use crate::model::{
    Age, BookedMinutes, CategoryId, Client, Course, Day, Diagnosis, Goal, Intake, Laterality,
    ModalityId, PlanRecord, Position, Preferences, Pressure, Side, SittingHours, VisitNumber,
    Weeks,
};

/// An intake of which the lasting facts alone are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename = "Intake")]
pub struct Again {
    /// Day of the session.
    pub date: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<CategoryId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<Side>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worse_side: Option<Laterality>,
    #[serde(skip_serializing_if = "Option::is_none")]
    onset_weeks: Option<Weeks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnosis: Option<Diagnosis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause_known: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<Age>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<BookedMinutes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    course: Option<Course>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferences: Option<Preferences>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnosed_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medicines: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    treatments: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    goals: Vec<Goal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sitting_hours: Option<SittingHours>,
}

/// The intake of a visit on this day, from a plan of the client and the course until then.
pub fn again(
    record: &PlanRecord,
    client: Option<&Client>,
    before: &ClientCourse<'_>,
    knowledge: &Knowledge,
    day: Day,
) -> Again {
    let intake = &record.plan.intake;
    let lasts = |asked: &Asked| {
        let holds = knowledge.question(asked).map(|question| &question.holds);
        holds.is_some_and(|holds| matches!(holds, Holds::Lasting(_) | Holds::Kept))
    };
    let text = |asked: Asked, text: &Option<String>| {
        text.clone().filter(|text| lasts(&asked) && !text.trim().is_empty())
    };
    let passed = day.weeks_since(intake.date);
    let onset = intake.onset_weeks.map(|weeks| Weeks::clamped(weeks.get().saturating_add(passed)));
    let born = client.and_then(|client| client.birth_year);
    let years = born.and_then(|born| u16::try_from(day.date().year() - born).ok());
    let age = years.and_then(|years| Age::new(years).ok());
    Again {
        date: day,
        category: lasts(&Asked::Category).then(|| intake.category.clone()),
        side: lasts(&Asked::Side).then_some(intake.side),
        worse_side: intake.worse_side.filter(|_| lasts(&Asked::WorseSide)),
        onset_weeks: onset.filter(|_| lasts(&Asked::Onset)),
        diagnosis: lasts(&Asked::Diagnosis).then_some(intake.diagnosis),
        cause_known: lasts(&Asked::CauseKnown).then_some(intake.cause_known),
        age,
        minutes: lasts(&Asked::Length).then_some(intake.minutes),
        course: series(intake, record, before, day).filter(|_| lasts(&Asked::Series)),
        preferences: wishes(intake, &lasts),
        diagnosed_by: text(Asked::DiagnosedBy, &intake.diagnosed_by),
        medicines: text(Asked::Medicines, &intake.medicines),
        treatments: text(Asked::Treatments, &intake.treatments),
        goals: if lasts(&Asked::Goals) { intake.goals.clone() } else { Vec::new() },
        sitting_hours: intake.sitting_hours.filter(|_| lasts(&Asked::Sitting)),
    }
}

/// The series with the sessions that took place in it. Where none was written down, it is what the intake
/// says of it, with the visit itself.
fn series(
    intake: &Intake,
    record: &PlanRecord,
    before: &ClientCourse<'_>,
    day: Day,
) -> Option<Course> {
    let closed = before.closed_in_open();
    let earlier: Vec<_> = closed.into_iter().filter(|session| session.date < day).collect();
    if let Some(last) = earlier.last() {
        if day.days_since(last.date) > i32::from(before.gap_days) {
            return None;
        }
        let visit = u16::try_from(earlier.len() + 1).ok()?;
        return Some(Course {
            visit: VisitNumber::new(visit).ok()?,
            pain_history: earlier.iter().map(|session| session.pain()).collect(),
            first_visit: earlier.first().map(|session| session.date),
            last_furthest_point: Some(last.furthest.0),
        });
    }
    // A course that has ended says nothing of the next; nor does a visit that was withheld.
    if record.is_closed() || record.plan.status.withholds() {
        return None;
    }
    let told = intake.course.as_ref();
    let visit = told.map_or(1, |course| course.visit.get());
    let mut pain_history = told.map(|course| course.pain_history.clone()).unwrap_or_default();
    pain_history.push(intake.pain());
    Some(Course {
        visit: VisitNumber::new(visit.checked_add(1)?).ok()?,
        pain_history,
        first_visit: told.map_or(Some(intake.date), |course| course.first_visit),
        last_furthest_point: Some(intake.furthest_point),
    })
}

/// The wishes that last; none where there are none.
fn wishes(intake: &Intake, lasts: &impl Fn(&Asked) -> bool) -> Option<Preferences> {
    let told = intake.preferences.as_ref()?;
    let positions: BTreeSet<Position> = told.avoid_positions.clone();
    let declined: BTreeSet<ModalityId> = told.declined_modalities.clone();
    let most: Option<Pressure> = told.max_pressure;
    let wishes = Preferences {
        heat: told.heat || !lasts(&Asked::Heat),
        max_pressure: most.filter(|_| lasts(&Asked::FirmestPressure)),
        avoid_positions: if lasts(&Asked::AvoidPositions) { positions } else { BTreeSet::new() },
        declined_modalities: if lasts(&Asked::Declined) { declined } else { BTreeSet::new() },
    };
    (wishes != Preferences::default()).then_some(wishes)
}
