//! Pain and reach before each session of a course: the points of the chart, what they come to as its title,
//! and the same in words.
//!
//! What counts as a real change, the planner says. With one session no trend is claimed.

use crate::model::{Day, FurthestPoint, Nprs};
use crate::planner::course::{ClientCourse, CourseSession, Ended, Episode, Trend};
use crate::planner::real_change_from;
use crate::text::inside_sentence;

/// So many sessions can be told from each other; of more, the last ones are drawn.
const MOST: usize = 10;

/// The chart of a course.
#[derive(Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it comes to.
    pub title: String,
    /// What is drawn.
    pub about: String,
    /// The sessions, oldest first.
    pub points: Vec<ChartPoint>,
    /// The highest score that is a real fall from the first one, and what the line is called; none where
    /// no trend is claimed.
    pub real: Option<(u16, String)>,
    /// All of it in words.
    pub words: String,
}

/// A session on the chart.
#[derive(Debug, PartialEq, Eq)]
pub struct ChartPoint {
    /// The day.
    pub day: String,
    /// Leg pain before.
    pub leg: u16,
    /// Back pain before.
    pub back: u16,
    /// How far down symptoms reached before, from the low back on.
    pub reach: FurthestPoint,
    /// The same after it, where it was asked and differs.
    pub after: Option<FurthestPoint>,
}

/// Which pain a trend is about.
#[derive(Clone, Copy)]
enum Pain {
    Leg,
    Back,
    /// The larger one, where that isn't always the same.
    Larger,
}

impl Pain {
    fn of(first: &CourseSession<'_>, last: &CourseSession<'_>) -> Self {
        let both = [first, last];
        if both.iter().all(|it| it.leg.0 >= it.back.0) {
            Self::Leg
        } else if both.iter().all(|it| it.back.0 >= it.leg.0) {
            Self::Back
        } else {
            Self::Larger
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Leg => "Leg",
            Self::Back => "Back",
            Self::Larger => "Pain",
        }
    }
}

impl Chart {
    pub(super) fn new(course: &ClientCourse<'_>, today: Day) -> Self {
        let episode = of_last_closed(course);
        let closed = episode.into_iter().flat_map(|it| course.of_episode(it));
        let closed: Vec<&CourseSession<'_>> = closed.filter(|it| it.is_closed).collect();
        let shown = closed.get(closed.len().saturating_sub(MOST)..).unwrap_or_default();
        let is_open = episode.is_some_and(|it| it.ended == Ended::Open);
        let pain = closed.first().zip(closed.last()).map(|(first, last)| Pain::of(first, last));
        let trend = course.trend.filter(|_| is_open).zip(pain);
        let real = trend.and_then(|(trend, pain)| {
            let score = real_change_from(trend.first)?;
            let name = format!("real change: {} at {score}", inside_sentence(pain.word()));
            Some((score.get(), name))
        });
        let title = match (trend, closed.as_slice()) {
            (Some((trend, pain)), _) => title(trend, pain),
            (None, [first, .., last]) => {
                let word = pain.map_or("Pain", Pain::word);
                format!("Last course: {word} {} → {}", first.pain(), last.pain())
            }
            (None, _) if is_open => "One session so far".to_owned(),
            (None, _) => "Last course: one session".to_owned(),
        };
        let points = shown.iter().map(|session| ChartPoint::new(session, today)).collect();
        let mut chart = Self { title, about: String::new(), points, real, words: String::new() };
        chart.about = about(course, episode, closed.len(), today);
        chart.words = chart.in_words(shown);
        chart
    }

    /// All that is drawn, for those who don't see it.
    fn in_words(&self, shown: &[&CourseSession<'_>]) -> String {
        let each = self.points.iter().zip(shown).map(|(point, session)| {
            let after = |word: &str, score: Option<Nprs>| {
                score.map(|score| format!(", {word} after {score}")).unwrap_or_default()
            };
            let reached = point.after.or(session.furthest.1);
            let reached = reached
                .map(|it| format!(", after to the {}", inside_sentence(it.label())))
                .unwrap_or_default();
            format!(
                "{}: leg {}{}, back {}{}, to the {}{reached}",
                point.day,
                point.leg,
                after("leg", session.leg.1),
                point.back,
                after("back", session.back.1),
                inside_sentence(point.reach.label()),
            )
        });
        let each: Vec<String> = each.collect();
        let real = self.real.as_ref().map(|(_, name)| format!(" {}.", crate::text::capital(name)));
        format!("{}. {}.{}", self.title, each.join("; "), real.unwrap_or_default())
    }
}

/// The course in which the last session took place.
fn of_last_closed<'c>(course: &'c ClientCourse<'_>) -> Option<&'c Episode> {
    let has_closed = |it: &&Episode| course.of_episode(it).any(|session| session.is_closed);
    course.episodes.iter().rev().find(has_closed)
}

fn title(trend: Trend, pain: Pain) -> String {
    let Trend { first, last, change, meaningful } = trend;
    let conclusion = match (change, meaningful) {
        (0, _) => "no change",
        (..0, true) => "a real change",
        (..0, false) => "no real change yet",
        (1.., true) => "a real change for the worse",
        (1.., false) => "no real change",
    };
    format!("{} {first} → {last}: {conclusion}", pain.word())
}

/// What is drawn; where the course is over, that instead.
fn about(course: &ClientCourse<'_>, of: Option<&Episode>, count: usize, today: Day) -> String {
    let Some(episode) = of else { return String::new() };
    let lapsed = today.days_since(episode.to) > i32::from(course.gap_days);
    let is_newer = course.episodes.last().is_some_and(|last| last.from > episode.from);
    match episode.ended {
        Ended::Discharged => {
            format!("Discharged {}; a new course begins", episode.to.seen_from(today))
        }
        Ended::Gap | Ended::Open if lapsed || is_newer => {
            format!("Last seen {}; a new course begins", episode.to.seen_from(today))
        }
        Ended::Gap | Ended::Open if count > MOST => {
            format!("Before the last {MOST} of {count} sessions, and how far down it reached")
        }
        Ended::Gap | Ended::Open => {
            "Before each session, 0–10, and how far down it reached".to_owned()
        }
    }
}

impl ChartPoint {
    fn new(session: &CourseSession<'_>, today: Day) -> Self {
        let (reach, after) = session.furthest;
        let day = if session.date.is_in_year_of(today) {
            session.date.short()
        } else {
            session.date.date().strftime("%-d %b %y").to_string()
        };
        Self {
            day,
            leg: session.leg.0.get(),
            back: session.back.0.get(),
            reach,
            after: after.filter(|after| *after != reach),
        }
    }
}
