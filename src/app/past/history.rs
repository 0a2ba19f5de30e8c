//! The past sessions of a client as a page shows them: a row each, the courses that they make, what was
//! worked in them, and what followed.
//!
//! Owned words and numbers, made once for each reading of the client's folder. How they are looked at
//! (filters, ticks) is in `crate::app::history`. Must not live here: anything that judges a course.

use std::collections::BTreeMap;

use super::words;
use crate::knowledge::Knowledge;
use crate::knowledge::words::Voice;
use crate::model::{Day, Nprs, PlanId, PlanState, RevisionId, TechniqueId};
use crate::planner::course::{ClientCourse, CourseSession, Done, Ended, Worked, followed};
use crate::planner::real_change_from;
use crate::store::ClientFolder;
use crate::text::{capital, inside_sentence};

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// A session that took place.
    Closed,
    /// One that is planned, or of which nobody said how it went.
    Open,
    /// No session took place.
    Withheld,
}

/// A score before the session, and after it where that was asked.
pub type BeforeAfter = (u16, Option<u16>);

/// A session of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its plan.
    pub plan: PlanId,
    /// The version of the plan that counts.
    pub revision: RevisionId,
    /// The day.
    pub day: Day,
    /// Whether it took place.
    pub kind: SessionKind,
    /// The course that it belongs to, by its place among them.
    pub course: usize,
    /// Which visit it was and how long, such as "visit 3 · 60 min".
    pub about: String,
    /// What the client said, or why there is nothing to say.
    pub said: String,
    /// Leg pain.
    pub leg: BeforeAfter,
    /// Back pain.
    pub back: BeforeAfter,
    /// Minutes done, by the places of the areas among all of the client.
    pub areas: BTreeMap<usize, u16>,
    /// The same by modality.
    pub modalities: BTreeMap<usize, u16>,
    /// The stretches and movements that were done, by their places.
    pub techniques: Vec<usize>,
    /// Whether a step was left out or went in another way.
    pub is_changed: bool,
    /// Everything that was typed of it, as it is searched.
    pub(super) words: String,
}

impl SessionRow {
    /// Whether these words stand somewhere in its notes and responses.
    pub fn holds(&self, folded: &str) -> bool {
        folded.split_whitespace().all(|word| self.words.contains(word))
    }

    /// Whether a person may look at it as a session.
    pub fn is_session(&self) -> bool {
        self.kind != SessionKind::Withheld
    }
}

/// Sessions that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseHeading {
    /// From when to when, such as "Oct to Nov 2026".
    pub title: String,
    /// What it was about, such as "herniated disc, right".
    pub about: String,
    /// Leg pain at which its change is a real one; none where there is no such score.
    pub leg_line: Option<u16>,
    /// The same of back pain.
    pub back_line: Option<u16>,
}

/// What followed sessions with something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedRow {
    /// An area, a modality or a technique.
    pub name: String,
    /// Sessions after which pain was less, the same, more.
    pub counts: [usize; 3],
}

/// The past sessions of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sessions {
    /// A row each, oldest first.
    pub rows: Vec<SessionRow>,
    /// The courses, oldest first.
    pub courses: Vec<CourseHeading>,
    /// How many courses there really are: a withheld plan alone makes none.
    pub episodes: usize,
    /// How many sessions took place.
    pub closed: usize,
    /// Every area that was worked, the one with most minutes first.
    pub areas: Vec<String>,
    /// Every modality, in the same order.
    pub modalities: Vec<String>,
    /// Every stretch and movement, by name.
    pub techniques: Vec<String>,
    /// What followed, in groups: areas, modalities, techniques.
    pub followed: [Vec<FollowedRow>; 3],
    /// What became of pain in the open course, inside a sentence; none where nothing is known of it.
    pub trend: Option<String>,
    /// The plan of the last session of the open course that took place.
    pub last_open: Option<PlanId>,
}

impl Sessions {
    /// The rows of these plans.
    pub fn new(
        course: &ClientCourse<'_>,
        folder: &ClientFolder,
        knowledge: &Knowledge,
        today: Day,
    ) -> Self {
        let names = Names::of(course, knowledge);
        let of_episode = places(course);
        let rows = course.sessions.iter().zip(of_episode).filter_map(|(session, course)| {
            let history = folder.plans.get(&session.plan)?;
            let version = history.heads().find(|head| head.content.record().is_some())?;
            let row = RowOf { session, course, today, names: &names, knowledge };
            Some(row.row(version.id))
        });
        let rows: Vec<SessionRow> = rows.collect();
        let mut courses: Vec<CourseHeading> = course
            .episodes
            .iter()
            .map(|episode| {
                let sessions: Vec<&CourseSession<'_>> = course.of_episode(episode).collect();
                heading(&sessions, episode.ended, knowledge)
            })
            .collect();
        if courses.is_empty() && !course.sessions.is_empty() {
            let all: Vec<&CourseSession<'_>> = course.sessions.iter().collect();
            courses.push(heading(&all, Ended::Open, knowledge));
        }
        Self {
            rows,
            courses,
            episodes: course.episodes.len(),
            closed: course.sessions.iter().filter(|session| session.is_closed).count(),
            followed: followed_rows(course, &names, knowledge),
            trend: course.trend.map(words::trend),
            last_open: course.closed_in_open().last().map(|session| session.plan),
            areas: names.areas,
            modalities: names.modalities,
            techniques: names.techniques,
        }
    }

    /// The row of a plan.
    pub fn row(&self, plan: PlanId) -> Option<&SessionRow> {
        self.rows.iter().find(|row| row.plan == plan)
    }
}

/// For each session the place of its course: that of a withheld plan is the one that it came in.
fn places(course: &ClientCourse<'_>) -> Vec<usize> {
    let mut found: Vec<Option<usize>> = vec![None; course.sessions.len()];
    for (at, episode) in course.episodes.iter().enumerate() {
        for place in &episode.places {
            if let Some(slot) = found.get_mut(*place) {
                *slot = Some(at);
            }
        }
    }
    let mut now = 0;
    let all = found.into_iter().map(|place| {
        now = place.unwrap_or(now);
        now
    });
    all.collect()
}

fn heading(sessions: &[&CourseSession<'_>], ended: Ended, knowledge: &Knowledge) -> CourseHeading {
    let days = (sessions.first().map(|it| it.date), sessions.last().map(|it| it.date));
    let title = match days {
        (Some(from), Some(to)) => words::months(from, to),
        _ => String::new(),
    };
    let about = sessions.last().map(|last| {
        let intake = &last.record.plan.intake;
        let protocol = knowledge.protocol(last.category);
        let name = protocol.map_or(last.category.as_str(), |protocol| {
            protocol.short_name.as_deref().unwrap_or(&protocol.name)
        });
        let what = format!("{}, {}", inside_sentence(name), intake.side.and_worse(None));
        if ended == Ended::Discharged { format!("{what} · discharged") } else { what }
    });
    let first = sessions.iter().find(|session| session.is_closed);
    let line = |score: fn(&CourseSession<'_>) -> Nprs| {
        first.and_then(|first| real_change_from(score(first))).map(Nprs::get)
    };
    CourseHeading {
        title,
        about: about.unwrap_or_default(),
        leg_line: line(|session| session.leg.0),
        back_line: line(|session| session.back.0),
    }
}

/// What things are called, each once, in the order in which they are shown.
struct Names {
    areas: Vec<String>,
    modalities: Vec<String>,
    techniques: Vec<String>,
}

impl Names {
    fn of(course: &ClientCourse<'_>, knowledge: &Knowledge) -> Self {
        let (mut areas, mut modalities) = (BTreeMap::new(), BTreeMap::new());
        let mut techniques: Vec<String> = Vec::new();
        for session in &course.sessions {
            for one in &session.areas {
                *areas.entry(area_name(one.region, knowledge)).or_insert(0) +=
                    u32::from(one.minutes);
            }
            for one in &session.modalities {
                let name = capital(knowledge.modality_in_row(one.modality));
                *modalities.entry(name).or_insert(0) += u32::from(one.minutes);
            }
            for name in techniques_of(session).map(|id| technique_name(id, knowledge)) {
                if !techniques.contains(&name) {
                    techniques.push(name);
                }
            }
        }
        techniques.sort();
        Self { areas: by_minutes(areas), modalities: by_minutes(modalities), techniques }
    }
}

fn by_minutes(minutes: BTreeMap<String, u32>) -> Vec<String> {
    let mut all: Vec<(String, u32)> = minutes.into_iter().collect();
    all.sort_by_key(|(_, minutes)| std::cmp::Reverse(*minutes));
    all.into_iter().map(|(name, _)| name).collect()
}

fn area_name(region: &crate::model::RegionId, knowledge: &Knowledge) -> String {
    let mut areas = knowledge.tables().areas.iter();
    let area = areas.find(|area| area.parts.iter().any(|part| part.region == *region));
    let alone = || capital(&knowledge.place(std::slice::from_ref(region), None, Voice::Row));
    area.map_or_else(alone, |area| area.name.clone())
}

fn technique_name(id: &TechniqueId, knowledge: &Knowledge) -> String {
    capital(knowledge.technique_name(id))
}

/// The stretches and movements that were done.
fn techniques_of<'a>(session: &CourseSession<'a>) -> impl Iterator<Item = &'a TechniqueId> {
    let steps = Done::of(session.record).steps.into_iter();
    let done = steps.filter(|one| one.went != crate::model::StepWent::Skipped);
    done.flat_map(|one| &one.step.techniques)
}

/// A session on its way to a row.
struct RowOf<'a> {
    session: &'a CourseSession<'a>,
    course: usize,
    today: Day,
    names: &'a Names,
    knowledge: &'a Knowledge,
}

impl RowOf<'_> {
    fn row(&self, revision: RevisionId) -> SessionRow {
        let session = self.session;
        let kind = match (session.is_session, session.is_closed) {
            (false, _) => SessionKind::Withheld,
            (true, true) => SessionKind::Closed,
            (true, false) => SessionKind::Open,
        };
        let score = |(before, after): (Nprs, Option<Nprs>)| (before.get(), after.map(Nprs::get));
        let place = |names: &[String], name: &str| names.iter().position(|one| one == name);
        let mut areas = BTreeMap::new();
        for one in &session.areas {
            let at = place(&self.names.areas, &area_name(one.region, self.knowledge));
            if let Some(at) = at {
                *areas.entry(at).or_insert(0) += one.minutes;
            }
        }
        let mut modalities = BTreeMap::new();
        for one in &session.modalities {
            let name = capital(self.knowledge.modality_in_row(one.modality));
            if let Some(at) = place(&self.names.modalities, &name) {
                *modalities.entry(at).or_insert(0) += one.minutes;
            }
        }
        let techniques = techniques_of(session)
            .filter_map(|id| place(&self.names.techniques, &technique_name(id, self.knowledge)));
        SessionRow {
            plan: session.plan,
            revision,
            day: session.date,
            kind,
            course: self.course,
            about: self.about(kind),
            said: self.said(kind),
            leg: score(session.leg),
            back: score(session.back),
            areas,
            modalities,
            techniques: techniques.collect(),
            is_changed: !(session.skipped.is_empty() && session.changed.is_empty()),
            words: words::searched(session.record),
        }
    }

    fn about(&self, kind: SessionKind) -> String {
        let session = self.session;
        let minutes = format!("{} min", session.booked);
        let state = match (kind, session.state) {
            (SessionKind::Open, PlanState::Ready) => ", ready",
            (SessionKind::Open, PlanState::Draft) => ", draft",
            (SessionKind::Open | SessionKind::Closed | SessionKind::Withheld, _) => "",
        };
        let when = if session.date == self.today {
            "Today".to_owned()
        } else if session.is_session {
            format!("visit {}", session.visit)
        } else {
            "no session".to_owned()
        };
        format!("{when}{state} · {minutes}")
    }

    fn said(&self, kind: SessionKind) -> String {
        match kind {
            SessionKind::Withheld => {
                format!("Withheld: {}", inside_sentence(self.session.status.label()))
            }
            SessionKind::Open => "Not closed yet".to_owned(),
            SessionKind::Closed => words::response(self.session),
        }
    }
}

fn followed_rows(
    course: &ClientCourse<'_>,
    names: &Names,
    knowledge: &Knowledge,
) -> [Vec<FollowedRow>; 3] {
    let mut groups: [BTreeMap<String, [usize; 3]>; 3] = Default::default();
    let [areas, modalities, techniques] = &mut groups;
    for one in followed(course, knowledge) {
        let (group, name) = match one.worked {
            Worked::Area(id) => (&mut *areas, area_name(id, knowledge)),
            Worked::Modality(id) => (&mut *modalities, capital(knowledge.modality_in_row(id))),
            Worked::Technique(id) => (&mut *techniques, technique_name(id, knowledge)),
        };
        group.insert(name, [one.less, one.same, one.more]);
    }
    let orders = [&names.areas, &names.modalities, &names.techniques];
    let mut orders = orders.into_iter();
    groups.map(|mut group| {
        let order = orders.next().map(Vec::as_slice).unwrap_or_default();
        let rows = order.iter().filter_map(|name| {
            Some(FollowedRow { counts: group.remove(name)?, name: name.clone() })
        });
        rows.collect()
    })
}
