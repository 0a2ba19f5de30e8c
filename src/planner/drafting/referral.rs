//! What to do where a plan is withheld: every reason, how soon, and words to hand over.

use crate::model::{Reason, Referral, Urgency};
use crate::planner::{Assessment, JudgedGate, fill};
use crate::text::{capital, inside_sentence};

/// The referral of a withheld plan.
pub(super) fn referral(assessment: &Assessment<'_>) -> Referral {
    let mut shut: Vec<&JudgedGate<'_>> =
        assessment.gates.iter().filter(|gate| gate.counts_as().withholds()).collect();
    shut.sort_by_key(|gate| std::cmp::Reverse(gate.status));
    let urgency = shut.iter().map(|gate| gate.urgency).max().unwrap_or(Urgency::BeforeTreatment);
    let is_emergency = urgency == Urgency::Emergency;
    // An emergency asks for no clearance (A18): only what it says itself stands there.
    let asks = |gate: &&&JudgedGate<'_>| !is_emergency || gate.urgency == urgency;
    let released_by = together(shut.iter().filter(asks).map(|gate| gate.released_by));
    let reasons: Vec<Reason> = shut
        .iter()
        .map(|gate| Reason { gate: gate.gate.id.clone(), text: gate.text_withheld() })
        .collect();
    Referral {
        urgency,
        client_text: client_text(assessment, &shut, urgency),
        doctor_text: doctor_text(assessment, &shut, is_emergency),
        reasons,
        released_by,
    }
}

/// Words to the client: by urgency, and what single gates add. Where a doctor has advised against
/// massage the client isn't sent for an opinion that was given (A19).
fn client_text(assessment: &Assessment<'_>, shut: &[&JudgedGate<'_>], urgency: Urgency) -> String {
    let texts = &assessment.facts.knowledge.session().texts;
    let mut words = vec![match urgency {
        Urgency::Emergency => &texts.client_emergency,
        Urgency::Urgent => &texts.client_urgent,
        Urgency::BeforeTreatment if is_no_word_asked(shut) => &texts.client_no_word,
        Urgency::BeforeTreatment => &texts.client_before,
    }];
    // In an emergency nothing is said of advice that can wait.
    let is_emergency = urgency == Urgency::Emergency;
    let added = shut.iter().filter(|gate| !is_emergency || !gate.gate.asks_no_word);
    words.extend(added.filter_map(|gate| gate.gate.client_text.as_ref()));
    let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
    words.join(" ")
}

/// Whether no word of a provider is asked for: none would open anything, or it was given already
/// (A19).
fn is_no_word_asked(shut: &[&JudgedGate<'_>]) -> bool {
    shut.iter().all(|gate| gate.gate.asks_no_word)
        || shut.iter().any(|gate| gate.gate.asks_no_word && gate.is_releasable)
}

/// What releases several gates, each “topic: what releases it.”; topics that the same releases stand
/// together before it.
fn together<'a>(releases: impl Iterator<Item = &'a str>) -> String {
    let mut said: Vec<(String, &str)> = Vec::new();
    for release in releases {
        let (topic, rule) = release.split_once(": ").unwrap_or(("", release));
        match said.iter_mut().find(|(_, other)| *other == rule) {
            Some((topics, _)) if topics == topic || topic.is_empty() => {}
            Some((topics, _)) => topics.extend([", ", &inside_sentence(topic)]),
            None => said.push((topic.to_owned(), rule)),
        }
    }
    let said = said.iter().map(|(topics, rule)| match topics.as_str() {
        "" => (*rule).to_owned(),
        topics => format!("{topics}: {rule}"),
    });
    said.collect::<Vec<_>>().join(" ")
}

fn doctor_text(
    assessment: &Assessment<'_>,
    shut: &[&JudgedGate<'_>],
    is_emergency: bool,
) -> String {
    let texts = &assessment.facts.knowledge.session().texts;
    // Each gate by its topic, and no cause twice.
    let mut said: Vec<&str> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    for gate in shut {
        let new: Vec<&str> =
            gate.causes.iter().map(|it| it.text).filter(|cause| !said.contains(cause)).collect();
        if !new.is_empty() {
            found.push(format!("{}: {}", inside_sentence(gate.gate.topic()), new.join(", ")));
        }
        said.extend(new);
    }
    let reasons = found.join("; ");
    let releasable = shut.iter().filter(|gate| gate.is_releasable);
    let asked = together(releasable.map(|gate| gate.released_by));
    let is_no_word = is_no_word_asked(shut);
    let text = match (is_emergency, is_no_word) {
        (true, _) => &texts.doctor_emergency,
        (false, true) => &texts.doctor_no_word,
        (false, false) => &texts.doctor,
    };
    let date = assessment.facts.intake().date.long();
    let mut words = fill(text, &[("date", date.as_str()), ("reasons", reasons.as_str())]);
    // What stops nothing by itself may matter to who sees the client, as a blood thinner does.
    let others = assessment.gates.iter().filter(|gate| !gate.counts_as().withholds());
    let others = others.filter(|gate| !gate.is_released()).flat_map(|gate| gate.words());
    let also: Vec<&str> = others.filter(|cause| !said.contains(cause)).collect();
    if !also.is_empty() {
        words.push(' ');
        words.push_str(&fill(&texts.doctor_also, &[("causes", &also.join(", "))]));
    }
    // Where nothing that a doctor could write would open a session, nothing is asked of one.
    if is_emergency || (is_no_word && asked.is_empty()) {
        return words;
    }
    let opens = if asked.is_empty() { &texts.doctor_assess } else { &asked };
    // The text around it ends the sentence.
    let opens = opens.trim_end_matches('.');
    words.push(' ');
    words.push_str(&fill(&texts.doctor_opens, &[("released_by", capital(opens))]));
    words
}
