//! The elements of FHIR R4 that are written, and no others, under the names that they have there.
//!
//! Cardinalities are those of R4 4.0.1: what it requires is no option here. A list that is empty and
//! an option that is none leave no trace, since FHIR knows neither `[]` nor `null`.

use serde::Serialize;

use crate::model::{Phase, Position, Severity, Side, Status};

/// Resources under addresses of their own.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bundle {
    pub resource_type: &'static str,
    pub id: String,
    /// Which version of which plan this is, where a practice keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// An instant: when that version was saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    pub entry: Vec<Entry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    pub full_url: String,
    pub resource: Resource,
}

#[derive(Debug, Serialize)]
#[serde(tag = "resourceType")]
pub(super) enum Resource {
    Patient(Patient),
    CarePlan(CarePlan),
    Flag(Flag),
    Observation(Observation),
    ServiceRequest(ServiceRequest),
    Procedure(Procedure),
}

#[derive(Debug, Serialize)]
pub(super) struct Patient {
    pub id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<Identifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name: Vec<HumanName>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CarePlan {
    pub id: String,
    pub extension: Vec<Extension>,
    pub status: RequestStatus,
    pub intent: &'static str,
    pub category: Vec<CodeableConcept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    pub subject: Reference,
    pub period: Period,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supporting_info: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activity: Vec<Activity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Activity {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcome_codeable_concept: Vec<CodeableConcept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Annotation>,
    pub detail: ActivityDetail,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ActivityDetail {
    pub extension: Vec<Extension>,
    pub code: CodeableConcept,
    pub status: ActivityStatus,
    pub scheduled_timing: Timing,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Flag {
    pub id: String,
    pub extension: Vec<Extension>,
    pub status: &'static str,
    pub category: Vec<CodeableConcept>,
    pub code: CodeableConcept,
    pub subject: Reference,
    pub period: Period,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Observation {
    pub id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub part_of: Vec<Reference>,
    pub status: &'static str,
    pub code: CodeableConcept,
    pub subject: Reference,
    pub effective_date_time: String,
    pub value_integer: u16,
    pub body_site: CodeableConcept,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServiceRequest {
    pub id: String,
    pub extension: Vec<Extension>,
    pub status: RequestStatus,
    pub intent: &'static str,
    pub priority: Priority,
    pub code: CodeableConcept,
    pub subject: Reference,
    pub authored_on: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reason_code: Vec<CodeableConcept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supporting_info: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patient_instruction: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Procedure {
    pub id: String,
    pub based_on: Vec<Reference>,
    pub status: &'static str,
    pub code: CodeableConcept,
    pub subject: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub performed_date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CodeableConcept>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Annotation>,
}

/// How far something asked for is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RequestStatus {
    Draft,
    Active,
    Completed,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ActivityStatus {
    NotStarted,
    Completed,
    Cancelled,
}

/// How soon it has to be looked at.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Priority {
    Routine,
    Urgent,
    Stat,
}

#[derive(Debug, Serialize)]
pub(super) struct Identifier {
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<CodeableConcept>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<&'static str>,
    pub value: String,
}

#[derive(Debug, Serialize)]
pub(super) struct HumanName {
    pub text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct CodeableConcept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coding: Vec<Coding>,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Coding {
    pub system: &'static str,
    pub code: &'static str,
    pub display: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Reference {
    pub reference: String,
}

/// Days, the last one included.
#[derive(Debug, Serialize)]
pub(super) struct Period {
    pub start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// A text in Markdown.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Annotation {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_string: Option<String>,
    pub text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Timing {
    pub repeat: Repeat,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Repeat {
    pub duration: u16,
    pub duration_unit: &'static str,
}

/// An element of our own, for what R4 has no place for.
#[derive(Debug, Serialize)]
pub(super) struct Extension {
    pub url: &'static str,
    #[serde(flatten)]
    pub value: Value,
}

/// What such an element holds. The choices are written by their names in the plan file.
#[derive(Debug, Serialize)]
pub(super) enum Value {
    #[serde(rename = "extension")]
    Parts(Vec<Extension>),
    #[serde(rename = "valueString")]
    Words(String),
    #[serde(rename = "valueBoolean")]
    Flag(bool),
    #[serde(rename = "valueUnsignedInt")]
    Count(u16),
    #[serde(rename = "valueUnsignedInt")]
    Number(usize),
    #[serde(rename = "valueCode")]
    Id(String),
    #[serde(rename = "valueCode")]
    Phase(Phase),
    #[serde(rename = "valueCode")]
    Position(Position),
    #[serde(rename = "valueCode")]
    Side(Side),
    #[serde(rename = "valueCode")]
    Severity(Severity),
    #[serde(rename = "valueCode")]
    Status(Status),
}
