//! What waits in a practice, of all clients: reckoned from the index beside the window, once for each.
//!
//! A list knows days, states and how many sessions took place. What a review comes to by the scores, the
//! brief of the client says.

use super::{Found, OpenPractice};
use crate::knowledge::Knowledge;
use crate::model::{ClientId, Day, PlanKey, PlanState, RevisionId, Settings};
use crate::planner::course::{Listed, coming_review};
use crate::store::Index;
use crate::store::index::{ClientRow, Order, PlanRow};
use crate::text::counted;

/// Clearances that end within so many days are told of.
const SOON: i32 = 14;
/// As many rows of a kind are kept; how many there are is counted.
const MOST: usize = 25;

/// What waits in a practice.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// By what it is, without what there is nothing of.
    pub sections: Vec<AgendaSection>,
}

/// What waits for the same.
#[derive(Debug, PartialEq, Eq)]
pub struct AgendaSection {
    /// What it is.
    pub kind: AgendaKind,
    /// How much of it there is.
    pub count: usize,
    /// The first of it.
    pub rows: Vec<AgendaRow>,
}

/// What something waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaKind {
    /// Plans of today that aren't carried out yet, and what isn't saved of today or of no day.
    Today,
    /// Plans of a past day of which nobody wrote down how the session went.
    NotClosed,
    /// Withheld plans that nothing came after.
    Withheld,
    /// Clearances that end soon.
    Clearances,
    /// Clients at whose next visit progress is judged.
    Reviews,
    /// Records that need not be kept any longer.
    Records,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaRow {
    /// Whose it is.
    pub client: ClientId,
    /// What lists call the client.
    pub name: String,
    /// The day that it is about.
    pub day: Day,
    /// A few words.
    pub words: String,
    /// The plan, where it is about one.
    pub plan: Option<(PlanKey, RevisionId)>,
}

impl AgendaKind {
    /// Every kind, in the order in which they stand.
    pub const ALL: [Self; 6] = [
        Self::Today,
        Self::NotClosed,
        Self::Withheld,
        Self::Clearances,
        Self::Reviews,
        Self::Records,
    ];

    /// What stands over it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::NotClosed => "Sessions not closed",
            Self::Withheld => "Withheld, waiting for an answer",
            Self::Clearances => "Clearances that end soon",
            Self::Reviews => "Reviews at the next visit",
            Self::Records => "Records past their retention",
        }
    }
}

impl Agenda {
    /// What this index knows of, seen from this day.
    pub fn of(index: &Index, knowledge: &Knowledge, settings: &Settings, today: Day) -> Self {
        let mut found: Vec<(AgendaKind, AgendaRow)> = Vec::new();
        for client in index.clients(Order::Recent) {
            let plans = index.plans(client.id);
            let look = Look { client, plans: &plans, today };
            found.extend(look.of_plans());
            found.extend(look.withheld().map(|row| (AgendaKind::Withheld, row)));
            found.extend(look.clearance().map(|row| (AgendaKind::Clearances, row)));
            let review = look.review(knowledge, settings.course_gap_days);
            found.extend(review.map(|row| (AgendaKind::Reviews, row)));
            let kept = look.kept_too_long(settings.retention_years);
            found.extend(kept.map(|row| (AgendaKind::Records, row)));
        }
        let sections = AgendaKind::ALL.into_iter().filter_map(|kind| {
            let of_kind = found.iter().filter(|(of, _)| *of == kind).map(|(_, row)| row);
            let mut rows: Vec<&AgendaRow> = of_kind.collect();
            match kind {
                // The latest is what can still be told.
                AgendaKind::Today | AgendaKind::NotClosed | AgendaKind::Withheld => {
                    rows.sort_by_key(|row| std::cmp::Reverse(row.day));
                }
                AgendaKind::Clearances | AgendaKind::Reviews | AgendaKind::Records => {
                    rows.sort_by_key(|row| row.day);
                }
            }
            let count = rows.len();
            let rows = rows.into_iter().take(MOST).cloned().collect();
            (count > 0).then_some(AgendaSection { kind, count, rows })
        });
        Self { sections: sections.collect() }
    }
}

/// What isn't saved of today, or of no day yet.
pub fn unsaved_today(open: &OpenPractice, today: Day) -> impl Iterator<Item = &Found> {
    open.put_aside.iter().filter(move |found| {
        let typed = found.draft.content.work.intake.day();
        typed.is_none_or(|day| day == today)
    })
}

/// What a list knows of a client, the latest plan first.
struct Look<'a> {
    client: ClientRow<'a>,
    plans: &'a [PlanRow<'a>],
    today: Day,
}

impl Look<'_> {
    fn row(&self, day: Day, words: String) -> AgendaRow {
        let name = self.client.name.to_owned();
        AgendaRow { client: self.client.id, name, day, words, plan: None }
    }

    fn row_of(&self, plan: &PlanRow<'_>, words: String) -> AgendaRow {
        let key = PlanKey { client: plan.client, plan: plan.id };
        AgendaRow { plan: Some((key, plan.revision)), ..self.row(plan.date, words) }
    }

    /// Plans of today, and those of a past day that nobody closed.
    fn of_plans(&self) -> impl Iterator<Item = (AgendaKind, AgendaRow)> {
        let open = self.plans.iter().filter(|plan| {
            plan.state != PlanState::Done && !plan.status.withholds() && plan.date <= self.today
        });
        open.map(|plan| {
            let kind =
                if plan.date == self.today { AgendaKind::Today } else { AgendaKind::NotClosed };
            let state = plan.state.label().to_lowercase();
            (kind, self.row_of(plan, format!("{state}, {} min", plan.minutes)))
        })
    }

    /// A withheld plan that nothing came after.
    fn withheld(&self) -> Option<AgendaRow> {
        let last = self.plans.first().filter(|plan| plan.status.withholds())?;
        Some(self.row_of(last, last.status.label().to_lowercase()))
    }

    /// A clearance of the latest plan that ends soon.
    fn clearance(&self) -> Option<AgendaRow> {
        let until = self.plans.first()?.cleared_until?;
        let left = until.days_since(self.today);
        let words = match left {
            0 => "ends today".to_owned(),
            _ => format!("ends in {}", counted(left.unsigned_abs(), "day")),
        };
        (0..=SOON).contains(&left).then(|| self.row(until, words))
    }

    /// The review that falls to the next visit.
    fn review(&self, knowledge: &Knowledge, gap_days: u16) -> Option<AgendaRow> {
        let sessions = self.plans.iter().filter(|plan| !plan.status.withholds());
        let last = sessions.clone().next()?;
        let listed = sessions.rev().map(|plan| Listed {
            date: plan.date,
            is_closed: plan.state == PlanState::Done,
            is_discharge: plan.is_discharge,
        });
        let visit = coming_review(listed, last.category, knowledge, gap_days, self.today)?;
        Some(self.row(last.date, format!("visit {visit}")))
    }

    /// A record that need not be kept any longer.
    fn kept_too_long(&self, years: u8) -> Option<AgendaRow> {
        let until = self.client.retention.until(years).filter(|until| *until < self.today)?;
        Some(self.row(until, format!("kept until {}", until.long())))
    }
}
