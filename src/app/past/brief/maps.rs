//! What was done where in the last two sessions: minutes on the body, and the same as a list.

use crate::export::figure::marks::{Marks, of_plan};
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Day, Laterality, Minutes, Phase, Plan, PlanRecord, StepWent};
use crate::planner::assess;
use crate::planner::course::{ClientCourse, Done};

/// So many sessions are shown.
const SESSIONS: usize = 2;

/// What was done where in a session.
#[derive(Debug, PartialEq)]
pub struct MapView {
    /// The day.
    pub day: String,
    /// What the regions have to show.
    pub marks: Marks,
    /// The places with their minutes, the longest first.
    pub rows: Vec<MapRow>,
}

/// A place with its minutes.
#[derive(Debug, PartialEq, Eq)]
pub struct MapRow {
    /// The place.
    pub name: String,
    /// Its side, where work was on both sides apart.
    pub side: Option<Laterality>,
    /// Minutes of focus work.
    pub minutes: u16,
}

/// The last sessions that took place, the last one first.
pub(super) fn of(course: &ClientCourse<'_>, knowledge: &Knowledge, today: Day) -> Vec<MapView> {
    let closed = course.sessions.iter().rev().filter(|session| session.is_closed);
    let maps = closed.take(SESSIONS).map(|session| {
        let mut areas: Vec<_> = session.areas.iter().collect();
        areas.sort_by_key(|area| std::cmp::Reverse(area.minutes));
        let sides: Vec<_> = areas.iter().filter_map(|area| area.side.single()).collect();
        let both = sides.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
        let rows = areas.into_iter().map(|area| {
            let name = knowledge.place(std::slice::from_ref(area.region), None, Voice::Row);
            let has_side = both && !knowledge.has_no_side(area.region);
            let side = area.side.single().filter(|_| has_side);
            MapRow { name, side, minutes: area.minutes }
        });
        MapView {
            day: session.date.seen_from(today),
            marks: marks(session.record, knowledge),
            rows: rows.collect(),
        }
    });
    maps.collect()
}

/// What the regions have to show of a session as it went; nothing where its answers can't be judged any
/// more.
fn marks(record: &PlanRecord, knowledge: &Knowledge) -> Marks {
    let Ok(accepted) = knowledge.accept_recorded(record.plan.intake.clone()) else {
        return Marks::new();
    };
    let done = Done::of(record);
    // What was skipped has no minutes, though a warm-up went over it.
    let taken = done
        .steps
        .iter()
        .filter(|one| one.went != StepWent::Skipped && one.step.phase == Phase::Focus);
    let steps = taken.map(|one| crate::model::Step {
        minutes: Minutes::clamped(one.minutes),
        pressure: one.pressure,
        ..one.step.clone()
    });
    let plan = Plan { steps: steps.collect(), ..record.plan.clone() };
    of_plan(&plan, &assess(&accepted, knowledge))
}
