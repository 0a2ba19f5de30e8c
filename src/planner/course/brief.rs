//! The brief: what a therapist has to know in the half minute before a client comes in.
//!
//! All of it was recorded; today's answers decide what is planned.

use serde::Serialize;

use super::{ActivityScores, ClientCourse, CourseSession, Review, Trend};
use crate::knowledge::Knowledge;
use crate::model::{
    CautionId, Client, ClientId, Day, FurthestPoint, HomeCareId, HomeCareKept, Nprs, PlanId,
    Response, Severity,
};

/// What has to be known before a client comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief<'a> {
    /// Whose it is.
    pub client: ClientId,
    /// What has to be seen before anything is done.
    pub important: Option<&'a str>,
    /// Allergies, oils and lotions among them.
    pub allergies: Option<&'a str>,
    /// The last session that took place.
    pub last: Option<LastSession<'a>>,
    /// What became of pain.
    pub trend: Option<Trend>,
    /// The advice that went home with it.
    pub home_care_last: Vec<BriefHomeCare<'a>>,
    /// Whether the advice before that was kept, as it was told on that day.
    pub home_care_kept: Option<HomeCareKept>,
    /// The clearances of the last visit, the one that ends first before the others.
    pub clearances: Vec<BriefClearance<'a>>,
    /// The reviews of the course, the next one last.
    pub reviews: Vec<Review>,
    /// What was pinned in the last session, the gravest first.
    pub cautions_last: Vec<BriefCaution<'a>>,
}

/// A session that took place, as it was planned and as it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastSession<'a> {
    /// The plan.
    pub plan: PlanId,
    /// The day.
    pub date: Day,
    /// Which visit of its series it was.
    pub visit: u16,
    /// Steps of the plan.
    pub planned: usize,
    /// Steps that were done, those in another way too.
    pub done: usize,
    /// The steps that were left out.
    pub skipped: Vec<usize>,
    /// The steps that went in another way.
    pub changed: Vec<usize>,
    /// Minutes of what was done.
    pub minutes: u16,
    /// Minutes that were booked.
    pub booked: u16,
    /// Back pain before and after.
    pub back: (Nprs, Option<Nprs>),
    /// Leg pain before and after.
    pub leg: (Nprs, Option<Nprs>),
    /// How far down symptoms reach, before and after.
    pub furthest: (FurthestPoint, Option<FurthestPoint>),
    /// The activities that the client named.
    pub activities: Vec<ActivityScores<'a>>,
    /// How the client took it.
    pub response: Option<Response>,
    /// The same in a line.
    pub response_note: Option<&'a str>,
    /// What to keep or change next time.
    pub next_time: Option<&'a str>,
    /// What came up that nobody wanted; empty where there was nothing.
    pub unwanted: Option<&'a str>,
    /// Notes on it.
    pub note: Option<&'a str>,
    /// The day on which the client was to come again.
    pub next_visit: Option<Day>,
}

/// Advice that went home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BriefHomeCare<'a> {
    /// The item.
    pub id: &'a HomeCareId,
    /// Its name.
    pub title: &'a str,
}

/// A clearance and how long it still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BriefClearance<'a> {
    /// Who gave it.
    pub by: &'a str,
    /// The last day on which it counts.
    pub until: Day,
    /// Days from today until then; below 0 once it has ended.
    pub days_left: i32,
    /// What it says.
    pub limits: &'a str,
}

/// A caution of the last session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BriefCaution<'a> {
    /// The caution.
    pub id: &'a CautionId,
    /// How grave it is.
    pub severity: Severity,
    /// The word for that.
    pub word: &'static str,
    /// A few words for it.
    pub title: &'a str,
    /// What it limits, in a line.
    pub line: &'a str,
}

impl<'a> Brief<'a> {
    /// The brief of a client with this course, seen from today.
    pub fn new(
        id: ClientId,
        client: Option<&'a Client>,
        course: &ClientCourse<'a>,
        knowledge: &'a Knowledge,
        today: Day,
    ) -> Self {
        let last = course.last_closed();
        let said =
            |text: &'a Option<String>| text.as_deref().filter(|text| !text.trim().is_empty());
        Self {
            client: id,
            important: client.and_then(|client| said(&client.important)),
            allergies: client.and_then(|client| said(&client.allergies)),
            last: last.map(LastSession::of),
            trend: course.trend,
            home_care_last: last.map(|it| home_care(it, knowledge)).unwrap_or_default(),
            home_care_kept: last.and_then(|it| it.record.plan.intake.home_care_kept),
            clearances: course.sessions.last().map(|it| clearances(it, today)).unwrap_or_default(),
            reviews: course.reviews.clone(),
            cautions_last: last.map(|it| cautions(it, knowledge)).unwrap_or_default(),
        }
    }

    /// The review that falls to the visit to come.
    pub fn due(&self) -> Option<&Review> {
        self.reviews.iter().find(|review| review.due)
    }
}

impl<'a> LastSession<'a> {
    fn of(session: &CourseSession<'a>) -> Self {
        let planned = session.record.plan.steps.len();
        Self {
            plan: session.plan,
            date: session.date,
            visit: session.visit,
            planned,
            done: planned.saturating_sub(session.skipped.len()),
            skipped: session.skipped.clone(),
            changed: session.changed.clone(),
            minutes: session.minutes,
            booked: session.booked,
            back: session.back,
            leg: session.leg,
            furthest: session.furthest,
            activities: session.activities.clone(),
            response: session.response,
            response_note: session.response_note,
            next_time: session.next_time,
            unwanted: session.unwanted,
            note: session.note,
            next_visit: session.next_visit,
        }
    }
}

fn home_care<'a>(session: &CourseSession<'a>, knowledge: &'a Knowledge) -> Vec<BriefHomeCare<'a>> {
    let items = session.record.plan.home_care.iter();
    let titled = items.map(|item| BriefHomeCare {
        id: &item.id,
        title: knowledge.home_care(&item.id).map_or(item.id.as_str(), |known| &known.name),
    });
    titled.collect()
}

fn clearances<'a>(session: &CourseSession<'a>, today: Day) -> Vec<BriefClearance<'a>> {
    let given = session.record.plan.intake.clearances.iter();
    let mut all: Vec<BriefClearance<'a>> = given
        .map(|one| BriefClearance {
            by: &one.by,
            until: one.until(),
            days_left: one.until().days_since(today),
            limits: &one.limits,
        })
        .collect();
    all.sort_by_key(|one| one.until);
    all
}

fn cautions<'a>(session: &CourseSession<'a>, knowledge: &'a Knowledge) -> Vec<BriefCaution<'a>> {
    let mut notes: Vec<_> = session.record.plan.cautions.iter().collect();
    notes.sort_by_key(|note| knowledge.rank(&note.id, note.severity));
    let shown = notes.into_iter().map(|note| BriefCaution {
        id: &note.id,
        severity: note.severity,
        word: knowledge.word_of(&note.id, note.severity),
        title: knowledge.caution_title(note),
        line: note.line_or_text(),
    });
    shown.collect()
}
