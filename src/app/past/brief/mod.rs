//! The brief as the window shows it: what matters in the half minute before a client comes in.
//!
//! Words, bars and points of what stands in `crate::planner::course::Brief` and in the course. Nothing is
//! judged here.

mod chart;
mod due;
mod last;
mod maps;
#[cfg(test)]
mod tests;

pub use chart::{Chart, ChartPoint};
pub use due::{DueKind, DueRow};
pub use last::{AreaRow, LastView, Quote, Score};
pub use maps::{MapRow, MapView};

use crate::knowledge::Knowledge;
use crate::model::{Day, HomeCareKept, PlanId, RevisionId, Settings, Severity};
use crate::planner::course::{Brief, BriefCaution, ClientCourse, CourseSession};
use crate::store::ClientFolder;
use crate::text::inside_sentence;

/// What the brief of a client shows.
#[derive(Debug)]
pub struct BriefView {
    /// The last plan that was carried out, in the version that counts; none where that can't be told.
    pub last_plan: Option<(PlanId, RevisionId)>,
    /// What is said beside the name: the complaint, and when the client was here last.
    pub about: Vec<String>,
    /// What was pinned in the last session, the gravest first, without mere notes.
    pub cautions: Vec<CautionGroup>,
    /// What runs out or falls to the visit to come.
    pub due: Vec<DueRow>,
    /// The last session, planned against done.
    pub last: LastView,
    /// Pain and reach before each session.
    pub chart: Chart,
    /// What the client wants to be able to do.
    pub wants: Vec<Want>,
    /// What was done where in the last two sessions, the last one first.
    pub maps: Vec<MapView>,
    /// The advice that went home; none where there was none.
    pub home: Option<HomeView>,
}

/// Cautions under one word.
#[derive(Debug, PartialEq, Eq)]
pub struct CautionGroup {
    /// The word over them.
    pub word: &'static str,
    /// How grave they are.
    pub severity: Severity,
    /// A few words for each.
    pub titles: Vec<String>,
}

/// Something that the client wants to be able to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Want {
    /// What it is.
    pub name: String,
    /// How well it went before the last session and after it, of 10.
    pub score: Score,
}

/// The advice that went home.
#[derive(Debug, PartialEq, Eq)]
pub struct HomeView {
    /// Whether the advice of the time before was kept, as it was told in the last session.
    pub kept: Option<HomeCareKept>,
    /// The day of the last session.
    pub day: String,
    /// What went home then.
    pub given: Vec<String>,
}

impl BriefView {
    /// The brief of a client, seen from today; none before a session took place.
    pub fn new(
        folder: &ClientFolder,
        course: &ClientCourse<'_>,
        settings: &Settings,
        knowledge: &Knowledge,
        today: Day,
    ) -> Option<Self> {
        let client = folder.record();
        let session = course.last_closed()?;
        let brief = Brief::new(folder.id, client, course, knowledge, today);
        let history = folder.plans.get(&session.plan);
        let counts = |history: &std::sync::Arc<crate::store::History<_>>| {
            Some(history.heads().find(|head| head.content.record().is_some())?.id)
        };
        let revision = history.and_then(counts);
        let wants = session.activities.iter().map(|one| Want {
            name: crate::text::capital(one.name),
            score: Score::of(one.before, one.after),
        });
        Some(Self {
            last_plan: revision.map(|revision| (session.plan, revision)),
            about: about(session, knowledge, today),
            cautions: groups(&brief.cautions_last),
            due: due::rows(&brief, course, client, settings, today),
            last: LastView::new(session, knowledge, today),
            chart: Chart::new(course, today),
            wants: wants.collect(),
            maps: maps::of(course, knowledge, today),
            home: HomeView::new(&brief, session, today),
        })
    }
}

fn about(session: &CourseSession<'_>, knowledge: &Knowledge, today: Day) -> Vec<String> {
    let category = inside_sentence(knowledge.category_name(session.category));
    let side = session.record.plan.intake.side.word();
    vec![format!("{category}, {side}"), format!("last seen {}", session.date.seen_from(today))]
}

/// The cautions under their words; a note only tells.
fn groups(cautions: &[BriefCaution<'_>]) -> Vec<CautionGroup> {
    let mut groups: Vec<CautionGroup> = Vec::new();
    for caution in cautions.iter().filter(|one| one.severity > Severity::Note) {
        let title = caution.title.to_owned();
        match groups.last_mut().filter(|group| group.word == caution.word) {
            Some(group) => group.titles.push(title),
            None => groups.push(CautionGroup {
                word: caution.word,
                severity: caution.severity,
                titles: vec![title],
            }),
        }
    }
    groups
}

impl HomeView {
    fn new(brief: &Brief<'_>, session: &CourseSession<'_>, today: Day) -> Option<Self> {
        let given: Vec<String> =
            brief.home_care_last.iter().map(|one| one.title.to_owned()).collect();
        let is_there = !given.is_empty() || brief.home_care_kept.is_some();
        let day = session.date.seen_from(today);
        is_there.then_some(Self { kept: brief.home_care_kept, day, given })
    }
}

/// A day with its day of the week, as short as it can be told from others.
fn said_with_weekday(day: Day, today: Day) -> String {
    let format = if day.is_in_year_of(today) { "%a %-d %b" } else { "%a %-d %b %Y" };
    day.date().strftime(format).to_string()
}
