//! What lists and searches need to know of a client and of a plan, without the records themselves.
//!
//! Derived from the records and never the truth.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::folder::ClientFolder;
use super::history::History;
use super::revision::Revision;
use crate::model::{
    CategoryId, Client, ClientId, Day, Nprs, PlanId, PlanRecord, PlanState, Status,
};

/// A client, as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSummary {
    /// The client.
    pub id: ClientId,
    /// The name in the version saved last; empty where no version can be read.
    pub name: String,
    /// The practice's own short name.
    pub code: Option<String>,
    /// Versions that wait to be combined; 1 where all is well, 0 where none can be read.
    pub heads: u16,
    /// Files of this client that can't be read.
    pub problems: u16,
    /// What people typed about the client, as it was typed.
    pub notes: String,
    /// The plans that weren't removed, the latest session first.
    pub plans: Vec<PlanSummary>,
}

/// A plan, as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSummary {
    /// The plan.
    pub id: PlanId,
    /// The day of the session.
    pub date: Day,
    /// Whether it counts as a visit: a day far from that of the save is a slip.
    pub is_visit: bool,
    /// The diagnosis category.
    pub category: CategoryId,
    /// How the screening came out.
    pub status: Status,
    /// How far the plan is.
    pub state: PlanState,
    /// The booked length.
    pub minutes: u16,
    /// Pain before the session: the larger of back and leg.
    pub pain_before: Nprs,
    /// Pain after it.
    pub pain_after: Option<Nprs>,
    /// Versions that wait to be combined; 1 where all is well.
    pub heads: u16,
    /// What people typed into it, as it was typed.
    pub notes: String,
}

impl ClientSummary {
    /// The day of the latest session.
    pub fn last_visit(&self) -> Option<Day> {
        self.plans.iter().filter(|plan| plan.is_visit).map(|plan| plan.date).max()
    }
}

impl ClientFolder {
    /// The client as a row; none where the client was removed or erased, or nothing is there yet.
    pub fn summary(&self) -> Option<ClientSummary> {
        // A folder without a single file is what a crash before the first save leaves.
        let is_bare = self.client.is_empty() && self.plans.is_empty() && self.foreign.is_empty();
        if is_bare || self.client.is_removed() || self.client.is_erased() {
            return None;
        }
        let head = self.client.heads().find_map(|head| head.content.record());
        let mut plans: Vec<PlanSummary> =
            self.plans.iter().filter_map(|(id, plan)| PlanSummary::of(*id, plan)).collect();
        plans.sort_by_key(|plan| std::cmp::Reverse((plan.date, plan.id)));
        let problems = self.plans.values().map(|plan| plan.problems().len()).sum::<usize>()
            + self.client.problems().len()
            + self.foreign.len();
        Some(ClientSummary {
            id: self.id,
            name: head.map(|client| client.name.clone()).unwrap_or_default(),
            code: head.and_then(|client| client.code.clone()),
            heads: count(self.client.heads().count()),
            problems: count(problems),
            notes: typed(self.client.heads(), client_texts),
            plans,
        })
    }
}

impl PlanSummary {
    /// A plan as a row; none where it was removed or no version can be read.
    pub fn of(id: PlanId, history: &History<PlanRecord>) -> Option<Self> {
        let mut heads = history.heads();
        let (head, record) = heads.find_map(|head| Some((head, head.content.record()?)))?;
        // Clocks go wrong, here and where it was saved: the later one is believed.
        let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH);
        let seen_from = Day::from(head.saved.max(now).to_zoned(TimeZone::UTC).date());
        let intake = &record.plan.intake;
        Some(Self {
            id,
            date: intake.date,
            is_visit: intake.date.is_likely_session(seen_from),
            category: intake.category.clone(),
            status: record.plan.status,
            state: record.state,
            minutes: intake.minutes.get(),
            pain_before: intake.pain(),
            pain_after: record.outcome.as_ref().and_then(crate::model::Outcome::pain),
            heads: count(history.heads().count()),
            notes: typed(history.heads(), plan_texts),
        })
    }
}

fn count(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// What people typed into the heads of a record, a line each, nothing twice.
fn typed<'a, T: 'a>(
    heads: impl Iterator<Item = &'a Revision<T>>,
    texts: fn(&T) -> Vec<&str>,
) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for record in heads.filter_map(|head| head.content.record()) {
        for text in texts(record).into_iter().map(str::trim) {
            if !text.is_empty() && !lines.contains(&text) {
                lines.push(text);
            }
        }
    }
    lines.join("\n")
}

fn client_texts(client: &Client) -> Vec<&str> {
    let typed = [
        &client.contact.phone,
        &client.contact.email,
        &client.contact.address,
        &client.important,
        &client.allergies,
        &client.goals,
    ];
    let mut texts: Vec<&str> = typed.into_iter().flatten().map(String::as_str).collect();
    texts.extend(client.guardian.iter().map(|guardian| guardian.name.as_str()));
    texts.extend(client.consents.iter().filter_map(|consent| consent.note.as_deref()));
    texts
}

fn plan_texts(record: &PlanRecord) -> Vec<&str> {
    let intake = &record.plan.intake;
    let typed = [
        &intake.complaint,
        &intake.diagnosed_by,
        &intake.medicines,
        &intake.treatments,
        &intake.notes,
    ];
    let mut texts: Vec<&str> = typed.into_iter().flatten().map(String::as_str).collect();
    texts.extend(intake.activities.iter().map(|activity| activity.name.as_str()));
    texts.extend(
        intake.clearances.iter().flat_map(|clearance| [&*clearance.by, &*clearance.limits]),
    );
    texts.extend(record.edits.iter().filter_map(|edit| edit.why.as_deref()));
    texts.extend(record.acknowledged.iter().map(|warning| warning.why.as_str()));
    if let Some(outcome) = &record.outcome {
        texts.extend(outcome.note.as_deref());
        texts.extend(outcome.steps.iter().filter_map(|step| step.note.as_deref()));
    }
    texts
}
