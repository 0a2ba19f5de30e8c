//! What lists and searches need to know of a client and of a plan, without the records themselves.
//!
//! Derived from the records and never the truth.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::client::ClientFolder;
use super::clock;
use super::history::History;
use super::revision::Revision;
use crate::model::{
    CategoryId, Clearance, Client, ClientId, Day, FreeText, Intake, Nprs, PlanId, PlanRecord,
    PlanState, Retention, RevisionId, Status,
};

/// A client, as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSummary {
    /// Whose row it is.
    pub id: ClientId,
    /// The name in the version saved last; empty where no version can be read.
    pub name: String,
    /// The practice's own short name.
    pub code: Option<String>,
    /// Versions that wait to be combined; 1 where all is well, 0 where none can be read.
    pub heads: u32,
    /// Files of this client that can't be read.
    pub problems: u32,
    /// What people typed about the client, as it was typed.
    pub notes: String,
    /// How long the record is kept.
    pub retention: Retention,
    /// The plans that weren't removed, the latest session first.
    pub plans: Vec<PlanSummary>,
}

/// A plan that need not be read to be listed: it is in one version and whole, and its files look as
/// they did when the index read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownPlan {
    /// The version that counts.
    pub revision: RevisionId,
    /// The day of the session.
    pub date: Day,
    /// The booked length in minutes.
    pub minutes: u16,
    /// How far the plan is.
    pub state: PlanState,
    /// How the screening came out.
    pub status: Status,
    /// Pain before the session, and after it where it was asked.
    pub pain: (Nprs, Option<Nprs>),
}

/// A plan, as a row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSummary {
    /// The plan, by the id that it has through all its versions.
    pub id: PlanId,
    /// The version that the row tells of.
    pub revision: RevisionId,
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
    /// Whether a course ended with it.
    pub is_discharge: bool,
    /// The last day of the clearance that ends first, of those that counted on the day of the session.
    pub cleared_until: Option<Day>,
    /// Versions that wait to be combined; 1 where all is well.
    pub heads: u32,
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
    /// What is known of the client, in the version saved last; where the client was removed, in the
    /// last one before.
    pub fn record(&self) -> Option<&Client> {
        self.client.last_record()
    }

    /// Whether the client is on no list: erased, or removed with no plan saved since.
    pub fn is_removed(&self) -> bool {
        let is_removed = self.client.is_removed() && !self.is_saved_since_removal();
        is_removed || self.client.is_erased()
    }

    /// Whether a plan was saved after the client was removed: whoever saved it didn't know, and
    /// whoever removed the client didn't know of the visit.
    pub fn is_saved_since_removal(&self) -> bool {
        let removed = self.client.heads().map(|head| head.saved).max();
        // A plan that wasn't read tells by its id when it was saved.
        let known = self.known.values().filter_map(|plan| plan.revision.made_at());
        let last = self.last_saved_plan().map(|plan| plan.saved).into_iter().chain(known).max();
        self.client.is_removed() && last > removed
    }

    /// The plan that was saved last, of those that were read and weren't removed.
    pub fn last_saved_plan(&self) -> Option<&Revision<PlanRecord>> {
        let heads = self.plans.values().flat_map(|plan| plan.heads());
        heads.filter(|head| head.content.record().is_some()).max_by_key(|head| head.saved)
    }

    /// The client as a row with the plans that were read; none where the client was removed or erased,
    /// or nothing is there yet.
    pub fn summary(&self) -> Option<ClientSummary> {
        // A folder without a single file is what a crash before the first save leaves.
        let has_plans = !self.plans.is_empty() || !self.known.is_empty();
        let is_bare = self.client.is_empty() && !has_plans && self.foreign.is_empty();
        if is_bare || self.is_removed() {
            return None;
        }
        let record = self.record();
        let mut plans: Vec<PlanSummary> =
            self.plans.iter().filter_map(|(id, plan)| PlanSummary::of(*id, plan)).collect();
        plans.sort_by_key(|plan| std::cmp::Reverse((plan.date, plan.id)));
        let problems = self.plans.values().map(|plan| plan.problems().len()).sum::<usize>()
            + self.client.problems().len()
            + self.foreign.len();
        Some(ClientSummary {
            id: self.id,
            name: record.map(|client| client.name.clone()).unwrap_or_default(),
            code: record.and_then(|client| client.code.clone()),
            heads: count(self.client.heads().count()),
            problems: count(problems),
            notes: typed(self.client.told(), client_texts),
            retention: record.map(|client| client.retention).unwrap_or_default(),
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
        let seen_from = Day::from(head.saved.max(clock::now()).to_zoned(TimeZone::UTC).date());
        let intake = &record.plan.intake;
        Some(Self {
            id,
            revision: head.id,
            date: intake.date,
            is_visit: intake.date.is_likely_session(seen_from),
            category: intake.category.clone(),
            status: record.plan.status,
            state: record.state,
            minutes: intake.minutes.get(),
            pain_before: intake.pain(),
            pain_after: record.outcome.as_ref().and_then(crate::model::Outcome::pain),
            is_discharge: record.outcome.as_ref().is_some_and(|outcome| outcome.discharged),
            cleared_until: cleared_until(intake),
            heads: count(history.heads().count()),
            notes: typed(history.heads(), plan_texts),
        })
    }
}

/// The first end among the clearances that counted on the day.
fn cleared_until(intake: &Intake) -> Option<Day> {
    let counted = intake.clearances.iter().filter(|one| one.counts_on(intake.date));
    counted.map(Clearance::until).min()
}

/// No folder holds so many files that they would not fit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
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
    let told = FreeText::ALL.iter();
    let mut texts: Vec<&str> = told.filter_map(|text| intake.told(*text)).collect();
    texts.extend(intake.activities.iter().map(|activity| activity.name.as_str()));
    texts.extend(
        intake.clearances.iter().flat_map(|clearance| [&*clearance.by, &*clearance.limits]),
    );
    texts.extend(record.edits.iter().filter_map(|edit| edit.why.as_deref()));
    texts.extend(record.acknowledged.iter().map(|warning| warning.why.as_str()));
    if let Some(outcome) = &record.outcome {
        texts.extend(outcome.texts());
    }
    texts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_million_foreign_files_are_a_million() {
        let folder = ClientFolder {
            id: ClientId::fresh(jiff::Timestamp::UNIX_EPOCH),
            client: History::new(Vec::new(), Vec::new()),
            plans: BTreeMap::new(),
            known: BTreeMap::new(),
            foreign: vec![PathBuf::from("x"); 1_000_000],
            records: BTreeMap::new(),
        };
        assert_eq!(folder.summary().unwrap().problems, 1_000_000);
    }
}
