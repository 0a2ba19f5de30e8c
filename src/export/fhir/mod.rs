//! FHIR R4 (4.0.1): a plan, and what became of it, for other health programs. JSON, one `Bundle` of type
//! `collection` a plan.
//!
//! | resource | what it is | codes |
//! |---|---|---|
//! | `Patient` | the client: the practice's code alone, with the name where that was asked for | none |
//! | `CarePlan` | the plan, intent `plan`, an activity a step in their order; none where it is withheld | own words |
//! | `Flag` | a caution, the gravest first | own words |
//! | `Observation` | a score from 0 to 10: back and leg, before the session and after it | LOINC 72514-3 |
//! | `ServiceRequest` | the referral of a withheld plan, intent `proposal` | own words |
//! | `Procedure` | the session, once it has taken place | own words |
//!
//! How things are coded, and why:
//! - **A code is never guessed.** Regions, modalities, cautions and what the session is are said in words
//!   (`CodeableConcept.text`): SNOMED CT would need a licence, and no published map from these words to
//!   its codes is known. One code is certain: 72514-3 of LOINC, "Pain severity - 0-10 verbal numeric
//!   rating \[Score\] - Reported" (<https://loinc.org/72514-3>: 0 is no pain, 10 the worst imaginable),
//!   which is the scale of the intake. Where it hurts stands in `bodySite`, in words.
//! - **Codes of FHIR itself** (statuses, priorities, units of time) are those that R4 requires there. A draft
//!   is `draft`, a plan that is ready `active`, one whose session took place `completed`; a plan with
//!   conflicts, or one that can't be checked, stays `draft` whatever it was called. Urgency: before the
//!   next treatment is `routine`, urgent `urgent`, an emergency `stat`. A `Flag` stays `active` and has no
//!   end: that the session is over doesn't say that what it warns of is.
//! - **What R4 has no element for** (region, side, modality, level, position of a step and the like) stands
//!   in extensions of our own, by the ids and names of the plan file, and in words in `description`. Ours
//!   are three, each with parts: [`PLAN`], [`STEP`], [`CAUTION`]. Nobody here owns a domain, so their
//!   addresses are UUIDs.
//! - **Packs** run beside other steps: of their minutes none count (`counted` is false). The counted
//!   minutes of the activities are `total`, and with `unused` make `booked`.
//! - **Notes** say what the page in full says: what could not be checked, conflicts, answered warnings,
//!   unconfirmed facts, gates, advice, answers, sources, what the program is for. R4 has Markdown there, so
//!   what was typed is quoted in it. There is no narrative (`text`): its HTML could only repeat this.
//! - **Days and times** are those of the intake, the outcome and the record; no clock is read.
//!
//! The shapes are our own (`shape`): the crates that model all of R4 bring some 146 resources of generated
//! code each, and this needs six. `tests/core/fhir` holds what is written to the models of another
//! project.

mod around;
mod care_plan;
mod ids;
mod shape;
mod words;

use ids::{Ids, url};
use shape::{Bundle, Entry, Extension, Identifier, Value};
use uuid::Uuid;

use super::{Kept, Sheet};
use crate::knowledge::Knowledge;
use crate::model::{Outcome, Plan, PlanState};
use crate::text::{EncodeError, to_json};

/// What a plan says of itself: category, side, status, minutes, the knowledge that made it.
const PLAN: &str = "urn:uuid:91b0c4c8-00eb-806c-b6f6-7f8d6be971bd";
/// What a step says beside its words: number, phase, regions, side, modality, level, position and more.
const STEP: &str = "urn:uuid:50aac910-3e16-8625-9e81-d042d1206287";
/// What a caution says beside its words: its id, how grave it is, its steps.
const CAUTION: &str = "urn:uuid:aac8e1ef-f9e2-86ad-b35f-bd05ed4dbdbc";

/// What the resources are made from.
struct Source<'a> {
    plan: &'a Plan,
    /// The page of it, in full.
    sheet: &'a Sheet,
    kept: Option<Kept<'a>>,
    knowledge: &'a Knowledge,
    ids: Ids,
}

impl Source<'_> {
    /// How far the plan is; one that no practice keeps is a draft.
    fn state(&self) -> PlanState {
        self.kept.map_or(PlanState::Draft, |kept| kept.record.state)
    }

    /// How the session went, where one took place.
    fn outcome(&self) -> Option<&Outcome> {
        self.kept.filter(|_| self.took_place())?.record.outcome.as_ref()
    }

    /// Whether there was a session. Of a withheld plan there is none, whatever a record says.
    fn took_place(&self) -> bool {
        self.state() == PlanState::Done && !self.plan.status.withholds()
    }
}

/// The plan as a bundle.
pub(super) fn draw(
    plan: &Plan,
    sheet: &Sheet,
    kept: Option<Kept<'_>>,
    knowledge: &Knowledge,
) -> Result<String, EncodeError> {
    let ids = Ids::of(plan, kept.map(|kept| kept.client))?;
    let source = Source { plan, sheet, kept, knowledge, ids };
    to_json(&bundle(&source))
}

fn bundle(source: &Source<'_>) -> Bundle {
    let (plan, ids) = (source.plan, &source.ids);
    let flags = around::flags(source);
    let scores = around::scores_before(source);
    let about: Vec<Uuid> = flags.iter().chain(&scores).map(|(id, _)| *id).collect();
    let mut resources = vec![(ids.patient, around::patient(source))];
    if !plan.status.withholds() {
        resources.push((ids.plan, care_plan::care_plan(source, &about)));
    }
    if plan.status.withholds() || plan.referral.is_some() {
        resources.push(around::referral(source, &about));
    }
    resources.extend(flags);
    resources.extend(scores);
    if source.took_place() {
        resources.extend(around::session(source));
    }
    let entry = |(id, resource)| Entry { full_url: url(id), resource };
    Bundle {
        resource_type: "Bundle",
        id: ids.bundle.to_string(),
        identifier: plan.revision.map(|_| Identifier {
            kind: None,
            system: Some("urn:ietf:rfc:3986"),
            value: url(ids.bundle),
        }),
        kind: "collection",
        timestamp: plan.revision.and_then(|id| id.made_at()).map(|at| at.to_string()),
        entry: resources.into_iter().map(entry).collect(),
    }
}

/// A part of an element of our own.
fn part(url: &'static str, value: Value) -> Extension {
    Extension { url, value }
}

/// What the plan says of itself, for programs.
fn about_plan(source: &Source<'_>) -> Extension {
    let (plan, intake) = (source.plan, &source.plan.intake);
    let mut parts = vec![
        part("category", Value::Id(intake.category.to_string())),
        part("side", Value::Side(intake.side)),
        part("status", Value::Status(plan.status)),
        part("booked", Value::Count(intake.minutes.get())),
        part("total", Value::Count(plan.total_minutes)),
        part("unused", Value::Count(plan.unused_minutes)),
    ];
    parts.extend(intake.worse_side.map(|side| part("worse-side", Value::Side(side.into()))));
    parts.extend(words::string(&plan.knowledge).map(|it| part("knowledge", Value::Words(it))));
    let digest = plan.intake_digest.as_deref().and_then(words::string);
    parts.extend(digest.map(|it| part("intake-digest", Value::Words(it))));
    Extension { url: PLAN, value: Value::Parts(parts) }
}
