//! What stands in the way of a session, and what would open it, in the order in which a page says it.
//!
//! Decides nothing: what was found, what releases it and what would hold then, the planner says.

use super::cleared::Cleared;
use crate::app::draft::{ClearanceField, Field, IntakeDraft, TextField};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Asked, RegionList};
use crate::model::{Clearance, GateId, Intake, SourceId, Status, Urgency};
use crate::planner::{self, AnswerBehind, Assessment, JudgedGate, Opening, Refusal};
use crate::text::capital;

/// An answer that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What was found.
    pub text: String,
    /// What it means.
    pub about: String,
    /// Where it was answered; none where that is no single question.
    pub field: Option<Field>,
}

/// What would open a gate that is shut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayOut {
    /// In a few words; none where the words of the knowledge say all.
    pub title: Option<String>,
    /// In the words of the knowledge, or why a record doesn't open it.
    pub text: String,
    /// What that rests on.
    pub sources: Vec<SourceId>,
    /// The record that doesn't open it, to be changed.
    pub field: Option<Field>,
}

/// What stands in the way of a session.
#[derive(Debug, Clone, Default)]
pub struct Withheld {
    /// Every answer, the gravest first.
    pub found: Vec<Found>,
    /// Groups of grave signs that were all answered with no: what one yes would have come to, and how
    /// many questions there are.
    pub all_no: Vec<(Status, usize)>,
    /// What would open what is shut.
    pub ways: Vec<WayOut>,
    /// Whether a clearance can open some of it.
    pub asks_clearance: bool,
    /// Whether another day may do without one.
    pub can_wait: bool,
    /// What would hold then; none where a clearance alone opens no session.
    pub opening: Option<Opening>,
    /// What the record that is being filled in would do to each gate that it covers.
    pub pending: Vec<(GateId, Option<Refusal>)>,
}

impl Withheld {
    /// None where a session can take place. `pending` is the record that is being filled in.
    pub(super) fn of(
        assessment: &Assessment<'_>,
        cleared: &Cleared,
        draft: &IntakeDraft,
        pending: Option<&Clearance>,
    ) -> Option<Self> {
        if !assessment.status.withholds() {
            return None;
        }
        let knowledge = assessment.facts.knowledge;
        let intake = assessment.facts.intake();
        let is_shut = |gate: &&JudgedGate<'_>| gate.counts_as().withholds();
        let mut shut: Vec<&JudgedGate<'_>> = assessment.gates.iter().filter(is_shut).collect();
        shut.sort_by_key(|gate| std::cmp::Reverse(gate.status));
        let is_emergency = shut.iter().any(|gate| gate.urgency == Urgency::Emergency);
        let asked = &cleared.shut;
        let mut ways = refused(cleared, draft, &shut);
        // An emergency asks for no clearance (A18).
        let asks = |gate: &&&JudgedGate<'_>| !is_emergency || gate.urgency == Urgency::Emergency;
        ways.extend(shut.iter().filter(asks).map(|gate| way_out(gate)));
        let asks_clearance = !is_emergency && !asked.is_empty();
        let opening = || planner::if_cleared(assessment, asked);
        let pending = pending.filter(|_| !is_emergency);
        let outcomes = |one: &Clearance| planner::outcomes_of(assessment, one.clone());
        Some(Self {
            found: shut.iter().flat_map(|gate| found(gate, intake)).collect(),
            all_no: all_no(draft, knowledge),
            ways,
            asks_clearance,
            can_wait: assessment.status == Status::Hold
                && shut.iter().all(|gate| gate.is_releasable && !gate.gate.asks_no_word),
            opening: if asks_clearance { opening() } else { None },
            pending: pending.map(outcomes).unwrap_or_default(),
        })
    }
}

/// The records that name a gate which is shut, and don't open it.
fn refused(cleared: &Cleared, draft: &IntakeDraft, shut: &[&JudgedGate<'_>]) -> Vec<WayOut> {
    let refused = cleared.outcomes.iter().filter_map(|(at, gate, why)| {
        let why = why.as_ref().filter(|_| shut.iter().any(|one| one.gate.id == *gate))?;
        let by = draft.clearances.get(*at).map(|one| one.by.trim()).unwrap_or_default();
        let field = Field::Text(TextField::Clearance(*at, ClearanceField::On));
        Some(WayOut {
            title: Some(format!("Not by the clearance of {by}")),
            text: capital(&why.to_string()),
            sources: Vec::new(),
            field: Some(field),
        })
    });
    refused.collect()
}

fn way_out(gate: &JudgedGate<'_>) -> WayOut {
    let title = gate.is_releasable.then(|| match gate.counts_from {
        Some(day) => format!("A clearance of {} or later", day.short()),
        None => "A clearance that counts today".to_owned(),
    });
    WayOut {
        title,
        text: gate.released_by.to_owned(),
        sources: gate.gate.sources.clone(),
        field: None,
    }
}

/// What closes a gate, a row each.
fn found(gate: &JudgedGate<'_>, intake: &Intake) -> Vec<Found> {
    let topic = gate.gate.topic();
    let causes = gate.causes.iter().map(|cause| {
        let field = cause.answer.as_ref().and_then(|answer| field_of(answer, intake));
        let score = match field {
            Some(Field::PainLeg) => Some(format!("Leg pain {} of 10", intake.pain_leg)),
            Some(Field::PainBack) => Some(format!("Back pain {} of 10", intake.pain_back)),
            Some(_) | None => None,
        };
        let words = capital(cause.text);
        match score {
            Some(text) => Found { text, about: format!("{topic}: {}", cause.text), field },
            None => Found { text: words, about: topic.to_owned(), field },
        }
    });
    causes.collect()
}

/// Groups of grave signs whose every question was answered with no.
fn all_no(draft: &IntakeDraft, knowledge: &Knowledge) -> Vec<(Status, usize)> {
    let tables = knowledge.tables();
    let counted = tables.groups.iter().filter_map(|group| {
        let status = group.needs_gate.filter(|status| *status >= Status::Refer)?;
        let questions = tables.findings.iter().filter(|finding| finding.group == group.id);
        let answers: Vec<Option<bool>> = questions.map(|one| draft.answer(&one.id)).collect();
        let is_no = answers.iter().all(|answer| *answer == Some(false));
        (is_no && !answers.is_empty()).then_some((status, answers.len()))
    });
    counted.collect()
}

/// Where an answer was given.
fn field_of(answer: &AnswerBehind, intake: &Intake) -> Option<Field> {
    let question = match answer {
        AnswerBehind::Finding(id) => return Some(Field::Finding(id.clone())),
        AnswerBehind::Question(question) => question,
    };
    Some(match question {
        Asked::Category => Field::Category,
        Asked::Side | Asked::WorseSide => Field::Side,
        Asked::Pain if intake.pain_leg >= intake.pain_back => Field::PainLeg,
        Asked::Pain => Field::PainBack,
        Asked::FurthestPoint => Field::FurthestPoint,
        Asked::Trend => Field::Trend,
        Asked::HomeCareKept => Field::HomeCareKept,
        Asked::Length => Field::Text(TextField::Minutes),
        Asked::Onset => Field::Text(TextField::OnsetWeeks),
        Asked::Inflammation => Field::Inflammation,
        Asked::Diagnosis => Field::Diagnosis,
        Asked::CauseKnown => Field::CauseKnown,
        Asked::DoctorOnMassage => Field::Doctor,
        Asked::Excluded => Field::Places(RegionList::Excluded),
        Asked::Inflamed => Field::Places(RegionList::Inflamed),
        Asked::Injured => Field::Places(RegionList::Injured),
        Asked::Numb => Field::Places(RegionList::Numb),
        Asked::Clearance
        | Asked::FirstAppeared
        | Asked::Series
        | Asked::Heat
        | Asked::FirmestPressure
        | Asked::AvoidPositions
        | Asked::Declined
        | Asked::Complaint
        | Asked::Quality
        | Asked::Aggravators
        | Asked::Eases
        | Asked::Goals
        | Asked::Activities
        | Asked::Sitting
        | Asked::DiagnosedBy
        | Asked::Medicines
        | Asked::Treatments
        | Asked::Consent
        | Asked::Guardian
        | Asked::Group(_) => return None,
    })
}
