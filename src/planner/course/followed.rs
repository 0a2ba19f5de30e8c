//! What was worked, beside the pain that followed: how often pain was less, the same or more after
//! sessions with an area, a modality or a technique.
//!
//! Counts of what was recorded. They claim no cause: many things are worked in one session, and pain changes
//! by itself too.

use std::cmp::Ordering;

use super::{ClientCourse, CourseSession, Done};
use crate::knowledge::Knowledge;
use crate::model::{ModalityId, Nprs, Phase, RegionId, StepWent, TechniqueId};

/// Something that is worked, or worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worked<'a> {
    /// A place of focus work, by the first region of its area.
    Area(&'a RegionId),
    /// What hands worked with.
    Modality(&'a ModalityId),
    /// A stretch or a movement.
    Technique(&'a TechniqueId),
}

/// What followed sessions with something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed<'a> {
    /// What they had in common.
    pub worked: Worked<'a>,
    /// After how many of them pain was less.
    pub less: usize,
    /// After how many it was the same.
    pub same: usize,
    /// After how many it was more.
    pub more: usize,
}

impl<'a> Followed<'a> {
    /// How many sessions were counted: those with it after which pain was asked.
    pub fn sessions(&self) -> usize {
        self.less + self.same + self.more
    }

    fn none(worked: Worked<'a>) -> Self {
        Self { worked, less: 0, same: 0, more: 0 }
    }
}

/// What followed all that was worked in the closed sessions of a client, in the order in which it was first
/// worked.
pub fn followed<'a>(course: &ClientCourse<'a>, knowledge: &'a Knowledge) -> Vec<Followed<'a>> {
    let mut all: Vec<Followed<'a>> = Vec::new();
    for session in course.sessions.iter().filter(|session| session.is_closed) {
        let Some(change) = change(session) else { continue };
        for worked in worked_in(session, knowledge) {
            let at = all.iter().position(|one| one.worked == worked).unwrap_or_else(|| {
                all.push(Followed::none(worked));
                all.len() - 1
            });
            if let Some(one) = all.get_mut(at) {
                match change {
                    Ordering::Less => one.less += 1,
                    Ordering::Equal => one.same += 1,
                    Ordering::Greater => one.more += 1,
                }
            }
        }
    }
    all
}

/// How pain after a session stands to pain before it: the larger of the scores that were asked again. None
/// where none was.
fn change(session: &CourseSession<'_>) -> Option<Ordering> {
    let asked = [session.back, session.leg];
    let asked = asked.into_iter().filter_map(|(before, after)| Some((before, after?)));
    let larger = |(a, b): (Nprs, Nprs), (c, d): (Nprs, Nprs)| (a.max(c), b.max(d));
    asked.reduce(larger).map(|(before, after)| after.cmp(&before))
}

/// All that was worked, each once; what was left out wasn't.
fn worked_in<'a>(session: &CourseSession<'a>, knowledge: &'a Knowledge) -> Vec<Worked<'a>> {
    let mut all: Vec<Worked<'a>> = Vec::new();
    for one in Done::of(session.record).steps {
        if one.went == StepWent::Skipped {
            continue;
        }
        let step = one.step;
        let regions = step.regions.iter().filter(|_| step.phase == Phase::Focus);
        let areas = regions.map(|region| Worked::Area(first_of_area(region, knowledge)));
        let modality = step.modality.as_ref().filter(|_| step.phase.is_hands_on());
        let techniques = step.techniques.iter().map(Worked::Technique);
        for worked in areas.chain(modality.map(Worked::Modality)).chain(techniques) {
            if !all.contains(&worked) {
                all.push(worked);
            }
        }
    }
    all
}

/// The first region of the area that a region is a part of; itself, where it is of none.
fn first_of_area<'a>(region: &'a RegionId, knowledge: &'a Knowledge) -> &'a RegionId {
    let mut areas = knowledge.tables().areas.iter();
    let area = areas.find(|area| area.parts.iter().any(|part| part.region == *region));
    area.and_then(|area| area.parts.first()).map_or(region, |part| &part.region)
}

#[cfg(test)]
mod tests {
    use super::super::Kept;
    use super::*;
    use crate::model::{Day, Entry, Intake, Outcome, PlanId, PlanRecord, StepOutcome};
    use crate::planner;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// A session with back pain 3 and leg pain 6, closed with these scores.
    fn session(
        on: &str,
        back: Option<u16>,
        leg: Option<u16>,
        knowledge: &Knowledge,
    ) -> (PlanId, PlanRecord) {
        let text = format!(
            r#"{{ "date": "{on}", "category": "chronic", "side": "Left", "pain_back": 3,
            "pain_leg": 6, "furthest_point": "Knee", "trend": "Same", "inflammation": "None",
            "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true, "findings": [],
            "doctor_on_massage": "InFavour", "minutes": 60 }}"#
        );
        let intake: Intake = serde_json::from_str(&text).unwrap();
        let plan = planner::plan(&knowledge.accept(intake).unwrap(), knowledge).unwrap();
        let at: jiff::Timestamp = format!("{on}T12:00:00Z").parse().unwrap();
        let mut record = PlanRecord::draft(plan);
        let score = |score: Option<u16>| score.map(|score| Nprs::new(score).unwrap());
        let outcome =
            Outcome { pain_back: score(back), pain_leg: score(leg), ..Outcome::on(day(on)) };
        record.close(outcome, Entry { at, by: String::new() });
        (PlanId::fresh(at), record)
    }

    fn counts(
        records: &[(PlanId, PlanRecord)],
        knowledge: &Knowledge,
    ) -> Vec<(usize, usize, usize)> {
        let kept = records.iter().map(|(id, record)| Kept::new(*id, record));
        let course = ClientCourse::new(kept, knowledge, 90, day("2026-11-24"));
        let all = followed(&course, knowledge);
        all.iter().map(|one| (one.less, one.same, one.more)).collect()
    }

    #[test]
    fn less_the_same_and_more_are_counted_for_all_that_was_worked() {
        let knowledge = Knowledge::shipped().unwrap();
        let records = [
            session("2026-11-03", Some(3), Some(4), &knowledge),
            session("2026-11-10", Some(2), Some(6), &knowledge),
            session("2026-11-17", Some(3), Some(8), &knowledge),
        ];
        let counted = counts(&records, &knowledge);
        assert!(counted.len() > 4, "{counted:?}");
        assert!(counted.iter().all(|one| *one == (1, 1, 1)), "{counted:?}");
    }

    #[test]
    fn a_session_after_which_nothing_was_asked_counts_nowhere() {
        let knowledge = Knowledge::shipped().unwrap();
        let records = [session("2026-11-03", None, None, &knowledge)];
        assert!(counts(&records, &knowledge).is_empty());
    }

    #[test]
    fn only_scores_that_were_asked_again_are_compared() {
        let knowledge = Knowledge::shipped().unwrap();
        // Back pain 3 to 4 is more, whatever the leg was before.
        let records = [session("2026-11-03", Some(4), None, &knowledge)];
        let counted = counts(&records, &knowledge);
        assert!(counted.iter().all(|one| *one == (0, 0, 1)), "{counted:?}");
    }

    #[test]
    fn what_was_left_out_was_not_worked() {
        let knowledge = Knowledge::shipped().unwrap();
        let (id, mut record) = session("2026-11-03", Some(3), Some(4), &knowledge);
        let focus: Vec<usize> = record
            .plan
            .steps
            .iter()
            .filter(|step| step.phase == Phase::Focus)
            .map(|step| step.number)
            .collect();
        if let Some(outcome) = &mut record.outcome {
            let skipped = focus.iter().map(|step| StepOutcome::new(*step, StepWent::Skipped));
            outcome.steps = skipped.collect();
        }
        let records = [(id, record)];
        let kept = records.iter().map(|(id, record)| Kept::new(*id, record));
        let course = ClientCourse::new(kept, &knowledge, 90, day("2026-11-24"));
        let all = followed(&course, &knowledge);
        assert!(!all.iter().any(|one| matches!(one.worked, Worked::Area(_))), "{all:?}");
        assert!(all.iter().any(|one| matches!(one.worked, Worked::Technique(_))), "{all:?}");
    }
}
