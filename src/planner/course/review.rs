//! Reviews of the open course: what each comes to by the scores that were recorded (K22, A40 to A42, 3F).
//!
//! The conditions are those of the knowledge. They are held against the answers of the session, with the
//! series as it was recorded in the place of what the intake tells of it. Of a visit to come no answers are
//! known: the last ones stand for them.

use serde::Serialize;

use super::{ClientCourse, CourseSession};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Condition, Effect};
use crate::model::{CategoryId, Course, Day, Intake, Nprs, RuleId, SourceId, VisitNumber};
use crate::planner::{Facts, fill, real_change_from, review_after};

/// A visit at which progress is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Review {
    /// The visit, counted over the closed sessions of the course.
    pub visit: u16,
    /// Whether it falls to the visit that is to come.
    pub due: bool,
    /// What it comes to: a caution or a rule of the knowledge, or `review` where none holds, or where it
    /// is still to come.
    pub rule: String,
    /// In words.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Where none of the rules holds.
const PLAIN: &str = "review";

/// The reviews of the open course, the next one last; none where no session of it took place.
pub(super) fn of(course: &ClientCourse<'_>, knowledge: &Knowledge, today: Day) -> Vec<Review> {
    let closed = course.closed_in_open();
    let Some(last) = closed.last() else { return Vec::new() };
    let judge = Judge { knowledge, closed: &closed };
    let count = closed.len();
    let past = (1..=count).filter(|visit| {
        visit.checked_sub(1).and_then(|at| closed.get(at)).is_some_and(|session| {
            next_of(knowledge, session.category, *visit) == Some(number(*visit))
        })
    });
    let mut reviews: Vec<Review> =
        past.filter_map(|visit| judge.at(visit, closed.get(visit - 1)?.record.day())).collect();
    // A visit that is planned already has scores of its own.
    let planned = course.open().into_iter().flat_map(|open| course.of_episode(open));
    let planned = planned.filter(|session| !session.is_closed && session.date >= last.date).last();
    reviews.extend(judge.next(count + 1, planned.unwrap_or(last), today));
    reviews
}

/// The first review that isn't before this visit.
fn next_of(knowledge: &Knowledge, category: &CategoryId, visit: usize) -> Option<u16> {
    let plan = &knowledge.protocol(category)?.follow_up;
    Some(review_after(plan, number(visit).saturating_sub(1)))
}

/// The visit to come, where progress is judged at it: asked with what a list knows of the sessions, oldest
/// first. What follows from the scores, a list doesn't know.
pub fn coming_review(
    sessions: impl IntoIterator<Item = Listed>,
    category: &CategoryId,
    knowledge: &Knowledge,
    gap_days: u16,
    today: Day,
) -> Option<u16> {
    let (mut closed, mut last) = (0, None);
    for session in sessions {
        let goes_on = |last: Day| session.date <= last.plus_days(i32::from(gap_days));
        if !last.is_some_and(goes_on) {
            closed = 0;
        }
        closed += usize::from(session.is_closed);
        last = Some(session.date).filter(|_| !session.is_discharge);
    }
    let goes_on = last?.plus_days(i32::from(gap_days)) >= today;
    let visit = number(closed + 1);
    (goes_on && closed > 0 && next_of(knowledge, category, closed + 1) == Some(visit))
        .then_some(visit)
}

/// A session as a list knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The day.
    pub date: Day,
    /// Whether it took place, as far as is known.
    pub is_closed: bool,
    /// Whether the course ended with it.
    pub is_discharge: bool,
}

fn number(visit: usize) -> u16 {
    u16::try_from(visit).unwrap_or(u16::MAX)
}

struct Judge<'a> {
    knowledge: &'a Knowledge,
    closed: &'a [&'a CourseSession<'a>],
}

impl Judge<'_> {
    /// What a review that was came to.
    fn at(&self, visit: usize, on: Day) -> Option<Review> {
        let session = self.closed.get(visit.checked_sub(1)?)?;
        let intake = self.intake(visit, session, on)?;
        let (rule, text, sources) =
            self.holding(intake).unwrap_or_else(|| self.plain(number(visit)));
        Some(Review { visit: number(visit), due: false, rule, text, sources })
    }

    /// The next one, with the answers of this session.
    fn next(&self, visit: usize, answers: &CourseSession<'_>, today: Day) -> Option<Review> {
        let next = next_of(self.knowledge, answers.category, visit)?;
        let is_review = next == number(visit);
        let on = today.max(answers.date);
        let found = self.intake(visit, answers, on).and_then(|intake| self.holding(intake));
        // What sends to a doctor holds at every visit from then on.
        let sends = |rule: &str| {
            self.knowledge
                .session()
                .course
                .judged
                .first()
                .is_some_and(|first| first.as_str() == rule)
        };
        if let Some((rule, text, sources)) = found
            && (is_review || sends(&rule))
        {
            return Some(Review { visit: number(visit), due: true, rule, text, sources });
        }
        let (rule, text, sources) = self.plain(next);
        Some(Review { visit: next, due: is_review, rule, text, sources })
    }

    /// The answers of a session as those of this visit of the recorded series.
    fn intake(&self, visit: usize, answers: &CourseSession<'_>, on: Day) -> Option<Intake> {
        let before = self.closed.get(..visit.checked_sub(1)?)?;
        let mut intake = answers.record.plan.intake.clone();
        intake.date = on;
        intake.course = Some(Course {
            visit: VisitNumber::new(number(visit)).ok()?,
            pain_history: before.iter().map(|session| session.pain()).collect(),
            first_visit: self.closed.first().map(|session| session.date),
            last_furthest_point: before.last().map(|session| session.furthest.0),
        });
        Some(intake)
    }

    /// The gravest of what holds.
    fn holding(&self, intake: Intake) -> Option<(String, String, Vec<SourceId>)> {
        let accepted = self.knowledge.accept_recorded(intake).ok()?;
        let facts = Facts::new(&accepted, self.knowledge);
        let judged = &self.knowledge.session().course.judged;
        let mut known = judged.iter().filter_map(|id| judged_by(self.knowledge, id));
        let (id, _, text, sources) = known.find(|(_, when, ..)| facts.holds(when))?;
        Some((id.to_owned(), text.to_owned(), sources.to_vec()))
    }

    /// A review of which no more is known.
    fn plain(&self, visit: u16) -> (String, String, Vec<SourceId>) {
        let words = &self.knowledge.session().course;
        let first = self.closed.first().map_or(Nprs::MIN, |session| session.pain());
        let score = real_change_from(first);
        let said = if score.is_some() { &words.review } else { &words.review_plain };
        let score = score.map(|score| score.to_string()).unwrap_or_default();
        let text = fill(&said.text, &[("visit", visit.to_string()), ("score", score)]);
        (PLAIN.to_owned(), text, said.sources.clone())
    }
}

/// A caution or a rule by its id: when it holds, and what it says.
fn judged_by<'k>(
    knowledge: &'k Knowledge,
    id: &'k RuleId,
) -> Option<(&'k str, &'k Condition, &'k str, &'k [SourceId])> {
    let tables = knowledge.tables();
    let id = id.as_str();
    if let Some(caution) = tables.cautions.iter().find(|one| one.id.as_str() == id) {
        return Some((id, &caution.when, &caution.text, &caution.sources));
    }
    let rule = tables.rules.iter().find(|one| one.id.as_str() == id)?;
    let said = rule.effects.iter().find_map(Effect::note);
    let (text, sources) = said.unwrap_or((&rule.text, rule.sources.as_slice()));
    Some((id, &rule.when, text, sources))
}
