//! The form of the index in memory and in its file: small, and quick to load.
//!
//! Names and codes are kept as they were typed, because lists show them. Notes are kept folded (see
//! `fold`) and in no other way: they are only searched here, whoever shows one reads the record
//! anyway, and a second copy would be most of the memory. All notes of a client are one text, so
//! that a client whose notes can't match is passed over in one go.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use crate::model::{CategoryId, ClientId, Day, PlanId, PlanState, Retention, Status};
use crate::store::glance::Outside;
use crate::store::{ClientSummary, PlanSummary};

/// What was seen of a client's folder.
pub struct Seen {
    /// The client, with the plans that were read.
    pub summary: ClientSummary,
    /// The plans that weren't read, because their files looked as before.
    pub kept: BTreeSet<PlanId>,
    /// What the files of those plans look like to which there is no more than their rows.
    pub outsides: BTreeMap<PlanId, Outside>,
}

/// A client folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The bytes of the client's id.
    pub id: [u8; 16],
    /// What the folder looked like when it was read; none where it has to be read again.
    pub outside: Option<Outside>,
    /// The client; none where it was removed or erased. A copy of the index shares it.
    #[serde(with = "shared")]
    pub row: Option<Arc<Row>>,
    /// The newest versions of the client, and of the plans that have no row or more than one version.
    pub heads: Box<[Head]>,
}

/// The newest version of a record, or one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Head {
    /// The plan; none where it is the client's own record.
    pub plan: Option<[u8; 16]>,
    pub revision: [u8; 16],
}

/// What lists and searches know of a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: Box<str>,
    pub code: Option<Box<str>>,
    /// Name and code, folded: what a search for clients looks at.
    pub key: Box<str>,
    pub heads: u32,
    pub problems: u32,
    /// The client's notes, folded, and behind them those of the plans in their order.
    text: Box<str>,
    notes_end: u32,
    /// The last day of the relationship, and the client's own years of keeping after it.
    #[serde(with = "maybe_day")]
    ended: Option<Day>,
    kept_years: Option<u8>,
    /// The latest session first.
    pub plans: Box<[IndexedPlan]>,
}

/// What lists know of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexedPlan {
    pub id: [u8; 16],
    /// The version that the row tells of.
    pub revision: [u8; 16],
    /// What its files looked like when they were read, where there is no more to them than this row
    /// and its notes: one version that counts, and nothing damaged.
    pub outside: Option<Outside>,
    #[serde(with = "day")]
    pub date: Day,
    pub is_visit: bool,
    /// Where the category stands among those of the index.
    pub category: u32,
    /// Where its notes end in the client's text.
    notes_end: u32,
    pub minutes: u16,
    pub heads: u32,
    pub status: Status,
    pub state: PlanState,
    pub pain_before: u8,
    pub pain_after: Option<u8>,
    pub is_discharge: bool,
    #[serde(with = "maybe_day")]
    pub cleared_until: Option<Day>,
}

impl Entry {
    pub fn client(&self) -> ClientId {
        ClientId::from_bytes(self.id)
    }
}

impl Row {
    /// A client of whom nothing can be read.
    pub fn unreadable() -> Self {
        Self { problems: 1, ..Self::default() }
    }

    /// The short form of a summary, and of what is kept of the row before: the plans that weren't
    /// read again. Categories that are new join the others.
    pub fn of(seen: Seen, before: Option<&Self>, categories: &mut Vec<CategoryId>) -> Self {
        let Seen { summary, kept, outsides } = seen;
        let mut key = fold(&summary.name);
        if let Some(code) = &summary.code {
            // Sorts before everything, so that the order of keys is the order of names.
            key.push('\n');
            key.push_str(&fold(code));
        }
        let mut text = fold(&summary.notes);
        for number in closed_up(&summary.notes) {
            text.push('\n');
            text.push_str(&number);
        }
        let notes_end = length(&text);
        let mut plans: Vec<(IndexedPlan, Cow<'_, str>)> = Vec::new();
        for plan in &summary.plans {
            let number = number(&plan.category, categories);
            let outside = outsides.get(&plan.id).copied();
            plans.push((IndexedPlan::of(plan, number, outside), fold(&plan.notes).into()));
        }
        let known = before.into_iter().flat_map(Self::plans_with_notes);
        let known = known.filter(|(plan, _)| kept.contains(&PlanId::from_bytes(plan.id)));
        plans.extend(known.map(|(plan, notes)| (plan.clone(), notes.into())));
        plans.sort_by_key(|(plan, _)| Reverse((plan.date, plan.id)));
        let plans = plans.into_iter().map(|(plan, notes)| {
            text.push_str(&notes);
            IndexedPlan { notes_end: length(&text), ..plan }
        });
        let plans = plans.collect();
        Self {
            name: summary.name.into(),
            code: summary.code.map(Into::into),
            key: key.into(),
            heads: summary.heads,
            problems: summary.problems,
            text: text.into(),
            notes_end,
            ended: summary.retention.ended,
            kept_years: summary.retention.years,
            plans,
        }
    }

    /// How long the record is kept.
    pub fn retention(&self) -> Retention {
        Retention { ended: self.ended, years: self.kept_years }
    }

    /// The day of the latest session.
    pub fn last_visit(&self) -> Option<Day> {
        self.plans.iter().find(|plan| plan.is_visit).map(|plan| plan.date)
    }

    /// All notes of the client and of the plans, folded, in one piece.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The notes on the client alone, folded.
    pub fn notes(&self) -> &str {
        self.between(0, self.notes_end)
    }

    /// The plans with their notes, folded.
    pub fn plans_with_notes(&self) -> impl Iterator<Item = (&IndexedPlan, &str)> {
        self.plans.iter().scan(self.notes_end, |start, plan| {
            let notes = self.between(*start, plan.notes_end);
            *start = plan.notes_end;
            Some((plan, notes))
        })
    }

    fn between(&self, start: u32, end: u32) -> &str {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        self.text.get(place(start)..place(end)).unwrap_or_default()
    }
}

impl IndexedPlan {
    /// A plan whose notes have no place yet.
    fn of(plan: &PlanSummary, category: u32, outside: Option<Outside>) -> Self {
        let pain = |pain: crate::model::Nprs| u8::try_from(pain.get()).unwrap_or(u8::MAX);
        Self {
            id: *plan.id.as_bytes(),
            revision: *plan.revision.as_bytes(),
            outside,
            date: plan.date,
            is_visit: plan.is_visit,
            category,
            notes_end: 0,
            minutes: plan.minutes,
            heads: plan.heads,
            status: plan.status,
            state: plan.state,
            pain_before: pain(plan.pain_before),
            pain_after: plan.pain_after.map(pain),
            is_discharge: plan.is_discharge,
            cleared_until: plan.cleared_until,
        }
    }
}

/// Lines that are telephone numbers, as their digits alone: who searches for one types it without the
/// spaces that somebody else put between them.
fn closed_up(notes: &str) -> impl Iterator<Item = String> {
    const LEAST: usize = 5;
    let is_of_number = |c: char| c.is_ascii_digit() || " \u{a0}+()-/.".contains(c);
    let numbers = notes.lines().filter(move |line| line.chars().all(is_of_number));
    let digits = numbers.map(|line| line.chars().filter(char::is_ascii_digit).collect::<String>());
    digits.filter(|digits| digits.len() >= LEAST)
}

/// The number of a category; there are a handful.
fn number(category: &CategoryId, categories: &mut Vec<CategoryId>) -> u32 {
    let place = categories.iter().position(|known| known == category).unwrap_or_else(|| {
        categories.push(category.clone());
        categories.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Where a text ends. Nobody types 4 GB; what lies beyond would not be found.
fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// A day as three numbers, for files that nobody reads.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::model::Day;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
    pub fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
        let date = day.date();
        (date.year(), date.month(), date.day()).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let (year, month, day) = Deserialize::deserialize(deserializer)?;
        Date::new(year, month, day).map(Day::from).map_err(de::Error::custom)
    }
}

/// The same where there may be none.
mod maybe_day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use crate::model::Day;

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "the form that serde calls"
    )]
    pub fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        let date = day.map(Day::date);
        date.map(|date| (date.year(), date.month(), date.day())).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Day>, D::Error> {
        let parts = Option::<(i16, i8, i8)>::deserialize(deserializer)?;
        let date = parts.map(|(year, month, day)| Date::new(year, month, day)).transpose();
        date.map(|date| date.map(Day::from)).map_err(de::Error::custom)
    }
}

/// A client that copies of the index share, as if it stood in its place.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Row;

    #[expect(clippy::ref_option, reason = "the form that serde calls")]
    pub fn serialize<S: Serializer>(
        row: &Option<Arc<Row>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        row.as_deref().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Arc<Row>>, D::Error> {
        Ok(Option::<Row>::deserialize(deserializer)?.map(Arc::new))
    }
}
