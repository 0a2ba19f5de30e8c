//! How the past sessions of the chosen client are looked at: what is sought, which are ticked, and what
//! follows from that: the lines of the timeline, two sessions side by side.
//!
//! Values and decisions only. What happened in the sessions stands in [`super::past`]; what follows is
//! reckoned when something is asked, never for a frame.

mod compared;
mod filter;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::model::PlanId;

use super::past::{Past, SessionKind, SessionRow, Sessions};

pub use compared::{Basis, Compared, ComparedLine, Rows};
pub use filter::{Filter, Period};

/// Which pain is drawn and listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PainOf {
    /// The leg.
    #[default]
    Leg,
    /// The back.
    Back,
}

impl PainOf {
    /// Both, from the left.
    pub const ALL: [Self; 2] = [Self::Leg, Self::Back];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Leg => "Leg",
            Self::Back => "Back",
        }
    }

    /// The scores of a session, before and after it.
    pub fn of(self, row: &SessionRow) -> (u16, Option<u16>) {
        match self {
            Self::Leg => row.leg,
            Self::Back => row.back,
        }
    }
}

/// What of the work is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tally {
    /// Minutes by area.
    #[default]
    Areas,
    /// Minutes by modality.
    Modalities,
    /// What followed sessions with something.
    Followed,
}

impl Tally {
    /// All of them, from the left.
    pub const ALL: [Self; 3] = [Self::Areas, Self::Modalities, Self::Followed];

    /// The word that chooses it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Areas => "Area",
            Self::Modalities => "Modality",
            Self::Followed => "Pain",
        }
    }

    /// What the card is called then.
    pub fn title(self) -> &'static str {
        match self {
            Self::Areas | Self::Modalities => "Minutes",
            Self::Followed => "Pain after",
        }
    }
}

/// What a small window shows beside the timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// Pain before and after.
    #[default]
    Pain,
    /// What was done.
    Minutes,
    /// Two sessions side by side.
    Compare,
}

impl Tab {
    /// All of them, from the left.
    pub const ALL: [Self; 3] = [Self::Pain, Self::Minutes, Self::Compare];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pain => "Pain",
            Self::Minutes => "Minutes",
            Self::Compare => "Compare",
        }
    }
}

/// A line of the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The heading of a course, by its place.
    Course(usize),
    /// A session, by its place among all rows.
    Session(usize),
}

/// How past sessions are looked at.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// What is looked at.
    past: Option<Arc<Past>>,
    /// What has to be so of a session that is listed.
    pub filter: Filter,
    /// The ticked sessions, in the order in which they were ticked; two at most.
    pub ticked: Vec<PlanId>,
    /// What two sessions are compared by.
    pub basis: Basis,
    /// Which rows of a comparison show.
    pub rows: Rows,
    /// Which pain is drawn.
    pub pain: PainOf,
    /// What of the work is counted.
    pub tally: Tally,
    /// What a small window shows beside the timeline.
    pub tab: Tab,
    /// How many of the latest sessions are passed over by the chart and the minutes.
    pub later: usize,
    /// The timeline from the top: what is found.
    pub lines: Vec<Line>,
    /// How many sessions are found.
    pub found: usize,
    /// The ticked sessions side by side.
    pub compared: Option<Compared>,
}

/// By how many sessions the chart goes back and forth.
const LEAP: usize = 6;
/// So many sessions stay in sight however far one goes back: as many as the minutes have room for.
const STAY: usize = 7;

/// Something that is asked of the past sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryAction {
    /// What has to be so of a session that is listed.
    Filter(Filter),
    /// A session is ticked, or no more.
    Tick(PlanId),
    /// What two sessions are compared by.
    Basis(Basis),
    /// Which rows of a comparison show.
    Rows(Rows),
    /// Which pain is drawn.
    Pain(PainOf),
    /// What of the work is counted.
    Tally(Tally),
    /// What a small window shows beside the timeline.
    Tab(Tab),
    /// The chart goes back to earlier sessions, or forth.
    Earlier(bool),
    /// Show the plan of the chosen session.
    Read,
    /// Pages of the chosen session.
    Print,
    /// Begin today's plan from the chosen session.
    PlanAgain,
    /// The same from this one: with answers that are there already kept, or replaced.
    TakeOver(PlanId, Taking),
    /// Ask whether the course is to end.
    AskDischarge,
    /// End the course with this session.
    Discharge(PlanId),
}

/// What becomes of answers of today that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// They stay; what is open is filled in, and texts are put under those that are there.
    Add,
    /// Lasting facts give way. Answers of the day stay.
    Replace,
}

impl HistoryView {
    /// What is looked at; none while nothing of a client is known.
    pub fn sessions(&self) -> Option<&Sessions> {
        self.past.as_ref().map(|past| &past.sessions)
    }

    /// Looks at what is known now. Another client's sessions are looked at afresh; gives whether anything
    /// changed.
    pub fn look_at(&mut self, past: Option<&Arc<Past>>, knowledge: &Knowledge) -> bool {
        let same = match (&self.past, past) {
            (None, None) => true,
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if same {
            return false;
        }
        let Some(past) = past else {
            *self = Self::default();
            return true;
        };
        let is_other = self.past.as_ref().is_none_or(|before| before.folder.id != past.folder.id);
        self.past = Some(Arc::clone(past));
        if is_other {
            *self = Self { past: self.past.take(), ..Self::default() };
            self.begin(&past.sessions);
        }
        self.ticked.retain(|plan| past.sessions.row(*plan).is_some());
        self.find();
        self.compare(knowledge);
        true
    }

    /// The last two sessions that took place are side by side at first, and the pain that there is shows.
    fn begin(&mut self, sessions: &Sessions) {
        let closed = sessions.rows.iter().filter(|row| row.kind == SessionKind::Closed);
        let plans: Vec<PlanId> = closed.map(|row| row.plan).collect();
        let from = plans.len().saturating_sub(2);
        self.ticked = plans.get(from..).unwrap_or_default().to_vec();
        let has_leg = sessions.rows.iter().any(|row| row.leg.0 > 0);
        self.pain = if has_leg { PainOf::Leg } else { PainOf::Back };
    }

    /// Lists what is found: the latest course first, and in it the latest session.
    pub fn find(&mut self) {
        self.lines.clear();
        self.found = 0;
        let Some(past) = &self.past else { return };
        let wanted = self.filter.wanted(past);
        let mut course = None;
        for (at, row) in past.sessions.rows.iter().enumerate().rev() {
            if !wanted.lets(row) {
                continue;
            }
            if course != Some(row.course) {
                course = Some(row.course);
                self.lines.push(Line::Course(row.course));
            }
            self.lines.push(Line::Session(at));
            self.found += 1;
        }
    }

    /// A session is ticked, or no more. A third one takes the place of the older.
    pub fn tick(&mut self, plan: PlanId) {
        if self.ticked.contains(&plan) {
            self.ticked.retain(|one| *one != plan);
            return;
        }
        if self.ticked.len() >= 2 {
            let Some(sessions) = self.sessions() else { return };
            let at = |plan: &PlanId| sessions.rows.iter().position(|row| row.plan == *plan);
            let older = self.ticked.iter().copied().min_by_key(at);
            self.ticked.retain(|one| Some(*one) != older);
        }
        self.ticked.push(plan);
    }

    /// The ticked sessions, the older first: A and B.
    pub fn pair(&self) -> Vec<&SessionRow> {
        let rows = self.sessions().into_iter().flat_map(|sessions| &sessions.rows);
        rows.filter(|row| self.ticked.contains(&row.plan)).collect()
    }

    /// The letter of a ticked session; of one alone none.
    pub fn letter(&self, plan: PlanId) -> Option<&'static str> {
        let pair = self.pair();
        let at = pair.iter().position(|row| row.plan == plan)?;
        match (pair.len(), at) {
            (2, 1) => Some("B"),
            _ => Some("A"),
        }
    }

    /// The session that buttons are about: the one ticked last, else the last one that took place.
    pub fn chosen(&self) -> Option<&SessionRow> {
        let sessions = self.sessions()?;
        let ticked = self.ticked.last().and_then(|plan| sessions.row(*plan));
        let closed = |row: &&SessionRow| row.kind == SessionKind::Closed;
        ticked.or_else(|| sessions.rows.iter().rev().find(closed)).or(sessions.rows.last())
    }

    /// Puts the ticked sessions side by side.
    pub fn compare(&mut self, knowledge: &Knowledge) {
        let pair: Vec<PlanId> = self.pair().iter().map(|row| row.plan).collect();
        let past = self.past.as_ref();
        self.compared = match (past, pair.as_slice()) {
            (Some(past), [a, b]) => Compared::of(past, *a, *b, self.basis, knowledge),
            _ => None,
        };
    }

    /// The sessions that the chart draws, oldest first: as many as have room, but for the latest that are
    /// passed over. What was withheld was no session.
    pub fn drawn(&self, most: usize) -> Vec<&SessionRow> {
        let rows = self.sessions().into_iter().flat_map(|sessions| sessions.rows.iter().rev());
        let rows = rows.filter(|row| row.is_session()).skip(self.later).take(most);
        let mut drawn: Vec<&SessionRow> = rows.collect();
        drawn.reverse();
        drawn
    }

    /// The same of those that took place: minutes are of what was done.
    pub fn done(&self, most: usize) -> Vec<&SessionRow> {
        let rows = self.sessions().into_iter().flat_map(|sessions| sessions.rows.iter().rev());
        let rows = rows.filter(|row| row.is_session()).skip(self.later);
        let rows = rows.filter(|row| row.kind == SessionKind::Closed).take(most);
        let mut done: Vec<&SessionRow> = rows.collect();
        done.reverse();
        done
    }

    /// How many sessions of the past could be passed over.
    fn most_later(&self) -> usize {
        self.sessions().map_or(0, |sessions| sessions.closed.saturating_sub(STAY))
    }

    /// Whether the chart can go back to earlier sessions, or forth.
    pub fn can_go(&self, earlier: bool) -> bool {
        if earlier { self.later < self.most_later() } else { self.later > 0 }
    }

    /// Goes back to earlier sessions, or forth.
    pub fn go(&mut self, earlier: bool) {
        self.later = if earlier {
            (self.later + LEAP).min(self.most_later())
        } else {
            self.later.saturating_sub(LEAP)
        };
    }
}
