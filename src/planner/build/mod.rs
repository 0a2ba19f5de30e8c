//! Build: from a judged intake to a plan, or to a referral in its place.
//!
//! `mod` puts the plan together; the steps are drafted by the files beside it. Nothing here may
//! bend a limit: where something is closed, it is left out.

mod advice;
mod budget;
mod hands;
mod packs;
mod pieces;
mod posture;
mod referral;
mod steps;
mod stretches;
mod tasks;
mod warm_up;
mod wishes;
mod wording;
mod words;
mod work;

pub(super) use advice::{home_care as drafted_home_care, unused as unused_note};
pub(super) use budget::apportion;
pub(super) use packs::{Pack, cold_target, heat_target};
pub(super) use pieces::narrower;
pub(super) use posture::by_ease;
pub(super) use steps::Drafter;
pub(super) use stretches::{Place as StretchPlace, is_open as is_open_stretch, pulled};
pub(super) use tasks::Light;
pub(super) use wording::{light, supports, words};
pub(super) use work::Depth;

use super::{Assessment, assess, cautions, intake_digest};
use crate::knowledge::{Accepted, Knowledge};
use crate::model::{Plan, Text};

/// The plan for an intake: steps that add up to the booked minutes, or a referral.
pub fn plan(accepted: &Accepted, knowledge: &Knowledge) -> Plan {
    build(&assess(accepted, knowledge))
}

/// The plan for an intake that was judged already.
pub fn build(assessment: &Assessment<'_>) -> Plan {
    let facts = &assessment.facts;
    let knowledge = facts.knowledge;
    let intake = facts.intake();
    let protocol = knowledge.protocol(&intake.category);
    let withheld = assessment.status.withholds();
    let mut notes: Vec<Text> = assessment.limits.notes.clone();
    let drafted = match protocol {
        Some(protocol) if !withheld => steps::draft(assessment, protocol, &mut notes),
        Some(_) | None => steps::Drafted::default(),
    };
    let home_care = match protocol {
        Some(protocol) if !withheld => advice::home_care(assessment, protocol, &drafted.steps),
        Some(_) | None => Vec::new(),
    };
    let follow_up =
        protocol.filter(|_| !withheld).map(|protocol| advice::follow_up(assessment, protocol));
    if !withheld {
        advice::remarks(assessment, &mut notes);
    }
    let cautions = cautions::place(facts, &assessment.cautions, &drafted.steps, &home_care);
    let mut steps = drafted.steps;
    for step in &mut steps {
        let here = cautions.iter().filter(|caution| caution.steps.contains(&step.number));
        step.cautions = here.map(|caution| caution.id.clone()).collect();
    }
    Plan {
        format: Plan::FORMAT.to_owned(),
        id: None,
        revision: None,
        knowledge: knowledge.version().to_owned(),
        intake_digest: Some(intake_digest(intake)),
        intake: intake.clone(),
        status: assessment.status,
        gates: assessment.gates.iter().map(super::JudgedGate::note).collect(),
        total_minutes: steps.iter().filter(|s| s.counted).map(|s| s.minutes.get()).sum(),
        steps,
        cautions,
        unused_minutes: drafted.unused,
        home_care,
        home_care_later: Vec::new(),
        follow_up,
        avoid: protocol.map(|p| p.avoid.iter().map(advice::text).collect()).unwrap_or_default(),
        expectation: protocol.map(|p| p.expectation.text.clone()).unwrap_or_default(),
        notes,
        referral: withheld.then(|| referral::referral(assessment)),
    }
}
