//! What to do where a plan is withheld: every reason, how soon, and words to hand over.

use crate::model::{Reason, Referral, Urgency};
use crate::planner::{Assessment, JudgedGate, fill};

/// The referral of a withheld plan.
pub(super) fn referral(assessment: &Assessment<'_>) -> Referral {
    let mut shut: Vec<&JudgedGate<'_>> =
        assessment.gates.iter().filter(|gate| gate.counts_as().withholds()).collect();
    shut.sort_by_key(|gate| std::cmp::Reverse(gate.status));
    let urgency = shut.iter().map(|gate| gate.urgency).max().unwrap_or(Urgency::BeforeTreatment);
    let mut releases: Vec<&str> = Vec::new();
    for gate in &shut {
        if !releases.contains(&gate.released_by) {
            releases.push(gate.released_by);
        }
    }
    let released_by = releases.join(" ");
    let reasons: Vec<Reason> = shut
        .iter()
        .map(|gate| Reason { gate: gate.gate.id.clone(), text: gate.text.clone() })
        .collect();
    let texts = &assessment.facts.knowledge.session().texts;
    let client_text = match urgency {
        Urgency::Emergency => &texts.client_emergency,
        Urgency::Urgent => &texts.client_urgent,
        Urgency::BeforeTreatment => &texts.client_before,
    };
    let mut found: Vec<&str> = Vec::new();
    for cause in shut.iter().flat_map(|gate| &gate.causes) {
        if !found.contains(cause) {
            found.push(cause);
        }
    }
    // The text around them ends the sentence.
    let reasons_said = found.join(", ");
    let asked = shut.iter().filter(|gate| gate.is_releasable).map(|gate| gate.released_by);
    let mut asked: Vec<&str> = asked.collect();
    asked.dedup();
    if asked.is_empty() {
        asked.push(&texts.doctor_assess);
    }
    let release_said = asked.join(" ").trim_end_matches('.').to_owned();
    let date = assessment.facts.intake().date.to_string();
    let words = [
        ("date", date.as_str()),
        ("reasons", reasons_said.as_str()),
        ("released_by", release_said.as_str()),
    ];
    Referral {
        urgency,
        client_text: client_text.clone(),
        doctor_text: fill(&texts.doctor, &words),
        reasons,
        released_by,
    }
}
