//! The course of a client: what was done at each session, what became of pain, when a course ends, and
//! what its reviews say.
//!
//! Pure: records in, values out, oldest first whatever the order in which they were written down. Only
//! what was recorded counts, and not what an intake tells of earlier visits. What a review comes to is
//! data of the knowledge. Programs read the values by the names of the manual.

mod accept;
mod again;
mod brief;
mod compare;
mod done;
mod followed;
mod review;

use serde::Serialize;

use super::facts::is_improvement;
use crate::knowledge::Knowledge;
use crate::model::{
    CategoryId, Day, FurthestPoint, Nprs, Outcome, PlanId, PlanRecord, PlanState, Response, Status,
    StepWent,
};

pub use accept::accept_outcome;
pub use again::{Again, again};
pub use brief::{Brief, BriefCaution, BriefClearance, BriefHomeCare, LastSession};
pub use compare::{ComparedPart, ComparedRow, Comparison, Difference, compare};
pub use done::{AreaMinutes, Done, ModalityMinutes, StepDone};
pub use followed::{Followed, Worked, followed};
pub use review::{Listed, Review, coming_review};

/// A plan of the client, as it is kept.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// The plan.
    pub id: PlanId,
    /// What became of it.
    pub record: &'a PlanRecord,
    /// How often it was written down how the session went; 1 where that was never changed.
    pub versions: usize,
}

impl<'a> Kept<'a> {
    /// A plan of which one version counts.
    pub fn new(id: PlanId, record: &'a PlanRecord) -> Self {
        Self { id, record, versions: 1 + record.earlier.len() }
    }
}

/// An activity before and after a session, 0 (unable) to 10 (as before).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityScores<'a> {
    /// What it is.
    pub name: &'a str,
    /// As it was told before the session.
    pub before: Nprs,
    /// After it, where that was asked.
    pub after: Option<Nprs>,
}

/// A session: what was planned, or what was done once that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CourseSession<'a> {
    /// The plan.
    pub plan: PlanId,
    /// The day of the session.
    pub date: Day,
    /// Which visit of its series it is: as the intake says, else as it was counted here.
    pub visit: u16,
    /// The diagnosis category.
    pub category: &'a CategoryId,
    /// How the screening came out.
    pub status: Status,
    /// How far the plan is.
    pub state: PlanState,
    /// Minutes of what was done, packs not counted.
    pub minutes: u16,
    /// Minutes that were booked.
    pub booked: u16,
    /// Back pain before and after.
    pub back: (Nprs, Option<Nprs>),
    /// Leg pain before and after.
    pub leg: (Nprs, Option<Nprs>),
    /// How far down symptoms reach, before and after.
    pub furthest: (FurthestPoint, Option<FurthestPoint>),
    /// Minutes of focus work that was done, by region and side.
    pub areas: Vec<AreaMinutes<'a>>,
    /// Minutes of hands-on work that was done, by modality.
    pub modalities: Vec<ModalityMinutes<'a>>,
    /// The activities that the client named.
    pub activities: Vec<ActivityScores<'a>>,
    /// The steps that were left out.
    pub skipped: Vec<usize>,
    /// The steps that went in another way.
    pub changed: Vec<usize>,
    /// How the client took it.
    pub response: Option<Response>,
    /// The same in a line.
    pub response_note: Option<&'a str>,
    /// What to keep or change next time.
    pub next_time: Option<&'a str>,
    /// What came up that nobody wanted; empty where there was nothing.
    pub unwanted: Option<&'a str>,
    /// Notes on the session.
    pub note: Option<&'a str>,
    /// The day of the next visit.
    pub next_visit: Option<Day>,
    /// Whether the course ended with it.
    pub discharged: bool,
    /// How often it was written down how it went; 1 where that was never changed.
    pub versions: usize,
    /// Whether it took place, as far as is known.
    #[serde(skip)]
    pub is_closed: bool,
    /// Whether it is a session at all: a plan that is withheld is none.
    #[serde(skip)]
    pub is_session: bool,
    /// All that is kept of it.
    #[serde(skip)]
    pub record: &'a PlanRecord,
}

impl<'a> CourseSession<'a> {
    fn new(kept: Kept<'a>, visit: u16) -> Self {
        let Kept { id, record, versions } = kept;
        let (plan, intake) = (&record.plan, &record.plan.intake);
        let is_session = !plan.status.withholds();
        let outcome = outcome_of(record);
        let done = Done::of(record);
        let after = |name: &str| {
            let scored = outcome.iter().flat_map(|outcome| &outcome.activities);
            scored.into_iter().find(|one| one.name == name).map(|one| one.score)
        };
        let typed =
            |text: fn(&Outcome) -> &Option<String>| outcome.and_then(|it| text(it).as_deref());
        Self {
            plan: id,
            date: record.day(),
            visit: intake.course.as_ref().map_or(visit, |course| course.visit.get()),
            category: &intake.category,
            status: plan.status,
            state: record.state,
            minutes: done.minutes,
            booked: intake.minutes.get(),
            back: (intake.pain_back, outcome.and_then(|it| it.pain_back)),
            leg: (intake.pain_leg, outcome.and_then(|it| it.pain_leg)),
            furthest: (intake.furthest_point, outcome.and_then(|it| it.furthest_point)),
            areas: done.areas,
            modalities: done.modalities,
            activities: intake
                .activities
                .iter()
                .map(|one| ActivityScores {
                    name: &one.name,
                    before: one.score,
                    after: after(&one.name),
                })
                .collect(),
            skipped: outcome.map(|it| it.numbers(StepWent::Skipped)).unwrap_or_default(),
            changed: outcome.map(|it| it.numbers(StepWent::Changed)).unwrap_or_default(),
            response: outcome.and_then(|it| it.response),
            response_note: typed(|it| &it.response_note),
            next_time: typed(|it| &it.next_time),
            unwanted: typed(|it| &it.unwanted),
            note: typed(|it| &it.note),
            next_visit: outcome.and_then(|it| it.next_visit),
            discharged: outcome.is_some_and(|it| it.discharged),
            versions,
            is_closed: record.is_closed(),
            is_session,
            record,
        }
    }

    /// Pain before the session: the larger of back and leg.
    pub fn pain(&self) -> Nprs {
        self.back.0.max(self.leg.0)
    }
}

/// How a session went, where one took place.
fn outcome_of(record: &PlanRecord) -> Option<&Outcome> {
    record.outcome.as_ref().filter(|_| record.is_closed())
}

/// How a course ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Ended {
    /// It goes on.
    Open,
    /// A long time lay between two sessions.
    Gap,
    /// The client was discharged.
    Discharged,
}

/// Sessions that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Episode {
    /// The day of its first session.
    pub from: Day,
    /// The day of its last one.
    pub to: Day,
    /// How many it has.
    pub sessions: usize,
    /// How it ended.
    pub ended: Ended,
    /// The places of its sessions among all of the client.
    #[serde(skip)]
    pub places: Vec<usize>,
}

/// What became of pain in the open course: the larger score at the beginning of its first and of its last
/// closed session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// At the first.
    pub first: Nprs,
    /// At the last.
    pub last: Nprs,
    /// By how much it rose; a fall is below zero.
    pub change: i16,
    /// Whether that is a real change, up or down.
    pub meaningful: bool,
}

/// All that was recorded of a client, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientCourse<'a> {
    /// The sessions, planned ones and those that were withheld too.
    pub sessions: Vec<CourseSession<'a>>,
    /// The courses that they make.
    pub episodes: Vec<Episode>,
    /// What became of pain in the open one; none with fewer than two closed sessions.
    pub trend: Option<Trend>,
    /// The reviews of the open one, and the next.
    pub reviews: Vec<Review>,
    /// Days between two sessions beyond which a course has ended.
    pub gap_days: u16,
}

impl<'a> ClientCourse<'a> {
    /// The course of these plans, in whatever order they come. A course ends where more than `gap_days`
    /// lie between two sessions; `today` decides how much time has passed.
    pub fn new(
        plans: impl IntoIterator<Item = Kept<'a>>,
        knowledge: &Knowledge,
        gap_days: u16,
        today: Day,
    ) -> Self {
        let mut kept: Vec<Kept<'a>> = plans.into_iter().collect();
        kept.sort_by_key(|one| (one.record.day(), one.id));
        let mut sessions = Vec::with_capacity(kept.len());
        let mut episodes: Vec<Episode> = Vec::new();
        for (at, one) in kept.into_iter().enumerate() {
            let mut session = CourseSession::new(one, 1);
            let going_on = episodes.last_mut().filter(|it| it.goes_on(session.date, gap_days));
            let count = |it: &Episode| u16::try_from(it.sessions).unwrap_or(u16::MAX);
            if session.record.plan.intake.course.is_none() {
                session.visit = going_on.as_deref().map_or(1, |it| count(it).saturating_add(1));
            }
            if session.is_session {
                if let Some(episode) = going_on {
                    episode.add(at, &session);
                } else {
                    if let Some(before) = episodes.last_mut()
                        && before.ended == Ended::Open
                    {
                        before.ended = Ended::Gap;
                    }
                    episodes.push(Episode::begun(at, &session));
                }
            }
            sessions.push(session);
        }
        let mut course = Self { sessions, episodes, trend: None, reviews: Vec::new(), gap_days };
        course.trend = Self::trend_of(&course.closed_in_open(), knowledge);
        course.reviews = review::of(&course, knowledge, today);
        course
    }

    /// The course that goes on.
    pub fn open(&self) -> Option<&Episode> {
        self.episodes.last().filter(|episode| episode.ended == Ended::Open)
    }

    /// The sessions of a course.
    pub fn of_episode(&self, episode: &Episode) -> impl Iterator<Item = &CourseSession<'a>> {
        episode.places.iter().filter_map(|at| self.sessions.get(*at))
    }

    /// The sessions of the open course that took place.
    pub fn closed_in_open(&self) -> Vec<&CourseSession<'a>> {
        let open = self.open().into_iter().flat_map(|episode| self.of_episode(episode));
        open.filter(|session| session.is_closed).collect()
    }

    /// The last session that took place.
    pub fn last_closed(&self) -> Option<&CourseSession<'a>> {
        self.sessions.iter().rev().find(|session| session.is_closed)
    }

    fn trend_of(closed: &[&CourseSession<'a>], knowledge: &Knowledge) -> Option<Trend> {
        let (first, last) = (closed.first()?, closed.last()?);
        (closed.len() >= 2).then(|| Trend::of(first.pain(), last.pain(), knowledge))
    }
}

impl Trend {
    /// From one score to another.
    pub fn of(first: Nprs, last: Nprs, knowledge: &Knowledge) -> Self {
        let rise = last.get().saturating_sub(first.get());
        let meaningful = is_improvement(first, last) || rise >= knowledge.session().limits.worse_by;
        let signed = |score: Nprs| i16::try_from(score.get()).unwrap_or(i16::MAX);
        Self { first, last, change: signed(last) - signed(first), meaningful }
    }
}

/// What became of how far down symptoms reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReachChange {
    /// They reach less far down, toward the back.
    DrawnUp,
    /// As before.
    Same,
    /// They reach further down.
    FurtherDown,
}

impl ReachChange {
    /// From one point to another.
    pub fn of(before: FurthestPoint, after: FurthestPoint) -> Self {
        match after.cmp(&before) {
            std::cmp::Ordering::Less => Self::DrawnUp,
            std::cmp::Ordering::Equal => Self::Same,
            std::cmp::Ordering::Greater => Self::FurtherDown,
        }
    }

    /// What is said of it, in a few words.
    pub fn words(self, knowledge: &Knowledge) -> &str {
        let words = &knowledge.session().course;
        match self {
            Self::DrawnUp => &words.drawn_up.text,
            Self::Same => "same",
            Self::FurtherDown => &words.further_down.text,
        }
    }
}

impl Episode {
    fn begun(at: usize, session: &CourseSession<'_>) -> Self {
        Self {
            from: session.date,
            to: session.date,
            sessions: 1,
            ended: if session.discharged { Ended::Discharged } else { Ended::Open },
            places: vec![at],
        }
    }

    fn add(&mut self, at: usize, session: &CourseSession<'_>) {
        self.to = session.date;
        self.sessions += 1;
        self.places.push(at);
        if session.discharged {
            self.ended = Ended::Discharged;
        }
    }

    fn goes_on(&self, day: Day, gap_days: u16) -> bool {
        self.ended == Ended::Open && day <= self.to.plus_days(i32::from(gap_days))
    }
}
