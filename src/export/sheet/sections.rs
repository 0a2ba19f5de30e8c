//! Everything on the sheet that is a list of sentences: cautions, gates, advice, referral, sources.

use std::collections::BTreeSet;

use super::{CautionGroup, Detail, ReferralBox, Section, SheetEntry, SheetFact, SourceRow};
use crate::knowledge::{IntakeFault, Knowledge};
use crate::model::{
    Acknowledgement, Carried, CautionId, CautionNote, Clearance, FollowUp, GateId, GateNote,
    HomeCare, Plan, Referral, Severity, SourceId, Text,
};
use crate::planner::{AnswerBehind, Assessment, Finding, FoundCause, JudgedGate};
use crate::text::{capital, in_runs, numbered_in_runs, sentences};

/// The heading of what is against hard rules.
pub(super) const CONFLICTS: &str = "Conflicts that are open";
/// The heading of why nothing was held to a limit.
pub(super) const UNCHECKED: &str = "This plan could not be checked";

/// The cautions by the word for how grave they are, emergencies first, then limits, and so on;
/// groups without one are left out.
pub(super) fn cautions(plan: &Plan, knowledge: &Knowledge, detail: Detail) -> Vec<CautionGroup> {
    let mut groups: Vec<CautionGroup> = Vec::new();
    let mut cautions: Vec<&CautionNote> = plan.cautions.iter().collect();
    cautions.sort_by_key(|one| knowledge.rank(&one.id, one.severity));
    for caution in cautions {
        let severity = caution.severity;
        let word = knowledge.word_of(&caution.id, severity);
        let entry = match detail {
            Detail::Brief => in_brief(caution, knowledge),
            // Nobody works by them today: who reads many reasons reads these as titles and lines.
            Detail::Full if plan.referral.is_some() && crowds(plan) => {
                SheetEntry { sources: caution.sources.clone(), ..in_brief(caution, knowledge) }
            }
            Detail::Full => SheetEntry {
                lead: format!("{}, {}", caution.id, shows_on(&caution.steps)),
                text: caution.text.clone(),
                sources: caution.sources.clone(),
            },
        };
        match groups.iter_mut().find(|group| group.word == word) {
            Some(group) => group.entries.push(entry),
            None => groups.push(CautionGroup { severity, word, entries: vec![entry] }),
        }
    }
    groups
}

/// A caution as its title and line, with the steps that it belongs to; where a plan has no line, and
/// where the answers behind it have to be named, in its own words.
fn in_brief(caution: &CautionNote, knowledge: &Knowledge) -> SheetEntry {
    let title = knowledge.caution_title(caution).to_owned();
    // What was answered, a line has no room for.
    let names_answers = knowledge.caution(&caution.id).is_some_and(|it| !it.causes.is_empty());
    let line = if names_answers { &caution.text } else { caution.line_or_text() };
    // A note is good practice: its title says it.
    let (lead, text) = match caution.severity {
        Severity::Note => (String::new(), title),
        Severity::Stop | Severity::Warn if caution.steps.is_empty() => (title, line.to_owned()),
        Severity::Stop | Severity::Warn => {
            let numbers = in_runs(&caution.steps).replace(", ", ",");
            (title, format!("{line} ({numbers})"))
        }
    };
    SheetEntry { lead, text, sources: Vec::new() }
}

fn shows_on(steps: &[usize]) -> String {
    if steps.is_empty() { "whole plan".to_owned() } else { numbered_in_runs("step", steps) }
}

/// Gates and clearances, where there are any.
pub(super) fn conditions(plan: &Plan, detail: Detail) -> Vec<Section> {
    let date = plan.intake.date;
    let is_brief = detail == Detail::Brief;
    // What was found stands with the referral already, and what would open it in the doctor's words.
    if is_brief && plan.referral.is_some() {
        return Vec::new();
    }
    let withheld = plan.status.withholds();
    // What withholds the session stands with the referral.
    let is_reason = |one: &GateNote| {
        plan.referral.iter().any(|it| it.reasons.iter().any(|reason| reason.gate == one.id))
    };
    // A clearance that counts stands at what it released, and its words under the status. Without a
    // session those about nothing of today say nothing.
    let says = |record: &&Clearance| {
        let is_about = |gate: &GateNote| record.covers.contains(&gate.id);
        if withheld {
            plan.gates.iter().any(is_about)
        } else {
            !is_brief || !record.counts_on(date)
        }
    };
    let clearances = plan.intake.clearances.iter().filter(says);
    filled([
        (
            "Gates",
            if is_brief {
                // What is in force without a doctor's word, the cautions say.
                plan.gates.iter().filter(|one| one.released).map(gate_in_brief).collect()
            } else {
                // What limits a session is nothing to read where there is none.
                let others = plan.gates.iter().filter(|one| !withheld && !is_reason(one));
                others.map(gate).collect()
            },
        ),
        ("Clearances", clearances.map(|record| clearance(record, plan)).collect()),
    ])
}

/// What is against hard rules.
pub(super) fn conflicts(conflicts: &[Finding]) -> Vec<Section> {
    let entry = |finding: &Finding| SheetEntry {
        lead: finding.step.map_or_else(|| "The plan".to_owned(), |step| format!("Step {step}")),
        text: finding.text.clone(),
        sources: finding.sources.clone(),
    };
    filled([(CONFLICTS, conflicts.iter().map(entry).collect())])
}

/// Why the plan could not be checked: what in its answers the knowledge doesn't know.
pub(super) fn unchecked(
    plan: &Plan,
    faults: &[IntakeFault],
    knowledge: &Knowledge,
) -> Vec<Section> {
    let (made, now) = (plan.knowledge.as_str(), knowledge.version());
    let about = SheetEntry {
        lead: "The plan".to_owned(),
        text: format!(
            "The guidance of {now} can't take its answers, for the reasons below, so nothing in \
             it was held to a limit. Check it with the guidance that it was made with, that of \
             {made}."
        ),
        sources: Vec::new(),
    };
    let fault = |fault: &IntakeFault| SheetEntry {
        lead: "Its answers".to_owned(),
        text: fault.message.clone(),
        sources: Vec::new(),
    };
    let entries = std::iter::once(about).chain(faults.iter().map(fault));
    filled([(UNCHECKED, entries.collect())])
}

/// Warnings with the reason that was given to them.
pub(super) fn answers(answers: &[Acknowledgement]) -> Vec<Section> {
    let entry = |answer: &Acknowledgement| SheetEntry {
        lead: answer.step.map_or_else(|| "Whole plan".to_owned(), |step| format!("Step {step}")),
        text: format!("{}. Why here: {}", answer.text, answer.why),
        sources: Vec::new(),
    };
    filled([("Warnings answered", answers.iter().map(entry).collect())])
}

/// Facts of an earlier visit that nobody confirmed for this one.
pub(super) fn unconfirmed(carried: &Carried) -> Vec<Section> {
    let facts: Vec<&str> = carried.facts.iter().map(|fact| fact.label()).collect();
    if facts.is_empty() {
        return Vec::new();
    }
    let entry = SheetEntry {
        lead: format!("From {}", carried.from),
        text: format!("{}. Ask the client before the session.", facts.join(", ")),
        sources: Vec::new(),
    };
    filled([("Not confirmed today", vec![entry])])
}

/// A gate that is no reason to withhold the plan. Of one that is released, its own words say by whom.
fn gate(gate: &GateNote) -> SheetEntry {
    let state = if gate.released { "released" } else { "in force" };
    let mut text = gate.text.clone();
    if !gate.released && !gate.released_by.is_empty() {
        text.push_str(" Released by: ");
        text.push_str(&gate.released_by);
    }
    SheetEntry {
        lead: format!("{}, {}, {state}", gate.id, gate.status.label()),
        text,
        sources: gate.sources.clone(),
    }
}

fn gate_in_brief(gate: &GateNote) -> SheetEntry {
    SheetEntry { lead: String::new(), text: gate.text.clone(), sources: Vec::new() }
}

/// A clearance; of what it names, what applies.
fn clearance(record: &Clearance, plan: &Plan) -> SheetEntry {
    let session = plan.intake.date;
    let applies = |id: &&GateId| plan.gates.iter().any(|gate| gate.id == **id);
    let mut gates: Vec<&str> = record.covers.iter().filter(applies).map(GateId::as_str).collect();
    if gates.is_empty() {
        gates.push("no gate of today");
    }
    let mut limits = vec![record.limits.trim().trim_end_matches('.').to_owned()];
    limits.extend(record.max_pressure.map(|level| format!("level {level} at most")));
    limits
        .extend(record.max_hands_on_minutes.map(|most| format!("{most} hands-on minutes at most")));
    limits.retain(|limit| !limit.trim().is_empty());
    let until = match record.until {
        Some(day) => format!("until {day}"),
        None => format!("for {} days", Clearance::DEFAULT_DAYS),
    };
    let is_valid = record.counts_on(session);
    let counts = if is_valid { "valid that day" } else { "not valid that day" };
    // What a record covers and limits that opens nothing changes nothing.
    if !is_valid && plan.status.withholds() {
        return SheetEntry {
            lead: capital(counts),
            text: format!("By {}, on {}, {until}.", record.by, record.on),
            sources: Vec::new(),
        };
    }
    SheetEntry {
        lead: format!("{}, {counts}", gates.join(", ")),
        text: format!(
            "By {}, on {}, {until}. Limits: {}.",
            record.by,
            record.on,
            if limits.is_empty() { "none stated".to_owned() } else { limits.join("; ") }
        ),
        sources: Vec::new(),
    }
}

/// What follows the steps.
pub(super) fn advice(plan: &Plan, stated: &[Text], knowledge: &Knowledge) -> Vec<Section> {
    let home_care = plan.home_care.iter();
    // What may be given another day is given with its words then.
    let later = titles(&plan.home_care_later, knowledge);
    // What a clearance states in words stands under the status already.
    let remarks = plan.notes.iter().filter(|note| !stated.contains(note));
    let next = plan.follow_up.iter().map(|next| {
        let says_review = next.text.contains(&format!("visit {}", next.review_at_visit));
        SheetEntry {
            lead: if says_review { interval(next) } else { when(next) },
            text: next.text.clone(),
            sources: next.sources.clone(),
        }
    });
    let expectation = Some(&plan.expectation).filter(|text| !text.trim().is_empty());
    filled([
        ("Home care", home_care.map(|item| home(item, knowledge)).collect()),
        ("For later", later),
        ("Next visit", next.collect()),
        (
            "What to expect",
            expectation
                .map(|text| SheetEntry {
                    lead: String::new(),
                    text: text.clone(),
                    sources: Vec::new(),
                })
                .into_iter()
                .collect(),
        ),
        ("Leave out", plan.avoid.iter().map(plain).collect()),
        ("Remarks", remarks.map(plain).collect()),
    ])
}

/// The same as titles, and without what changes nothing that hands do next.
pub(super) fn advice_in_brief(plan: &Plan, knowledge: &Knowledge) -> Vec<Section> {
    let next = plan.follow_up.iter().map(|next| SheetEntry {
        lead: String::new(),
        text: capital(&when(next)),
        sources: Vec::new(),
    });
    filled([("Home care", titles(&plan.home_care, knowledge)), ("Next visit", next.collect())])
}

/// Advice as one line of titles.
fn titles(items: &[HomeCare], knowledge: &Knowledge) -> Vec<SheetEntry> {
    let names: Vec<&str> = items.iter().map(|item| title(item, knowledge)).collect();
    let text = names.join("; ");
    let entry = SheetEntry { lead: String::new(), text, sources: Vec::new() };
    if names.is_empty() { Vec::new() } else { vec![entry] }
}

/// When to come again, and when to look back.
fn when(next: &FollowUp) -> String {
    format!("{}, review at visit {}", interval(next), next.review_at_visit)
}

/// When to come again.
fn interval(next: &FollowUp) -> String {
    match next.interval_days {
        Some(days) if days.get() == 1 => "tomorrow".to_owned(),
        Some(days) => format!("in {days} days"),
        None => "none agreed".to_owned(),
    }
}

fn title<'a>(item: &'a HomeCare, knowledge: &'a Knowledge) -> &'a str {
    knowledge.home_care(&item.id).map_or(item.id.as_str(), |entry| entry.name.as_str())
}

fn home(item: &HomeCare, knowledge: &Knowledge) -> SheetEntry {
    let name = title(item, knowledge);
    let cautions: Vec<&str> = item.cautions.iter().map(CautionId::as_str).collect();
    SheetEntry {
        lead: if cautions.is_empty() {
            name.to_owned()
        } else {
            format!("{name} ({})", cautions.join(", "))
        },
        text: item.text.clone(),
        sources: item.sources.clone(),
    }
}

pub(super) fn plain(text: &Text) -> SheetEntry {
    SheetEntry { lead: String::new(), text: text.text.clone(), sources: text.sources.clone() }
}

fn filled<const N: usize>(sections: [(&'static str, Vec<SheetEntry>); N]) -> Vec<Section> {
    let sections = sections.into_iter();
    sections
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(heading, entries)| Section { heading, entries })
        .collect()
}

/// The first sentence: what was found, without what it means.
fn first(text: &str) -> String {
    text.split_inclusive(". ").next().unwrap_or_default().trim_end().to_owned()
}

/// What was found at a gate, by tags; what an earlier reason has said is left to it, where more is left.
fn by_tags<'a>(
    judged: &'a JudgedGate<'_>,
    knowledge: &'a Knowledge,
    said: &mut BTreeSet<&'a str>,
) -> String {
    let tag = |cause: &'a FoundCause<'_>| match &cause.answer {
        Some(AnswerBehind::Finding(id)) => knowledge.finding_tag(id),
        Some(AnswerBehind::Question(_)) | None => cause.text,
    };
    let tags: Vec<&str> = judged.causes.iter().map(tag).collect();
    let new: Vec<&str> = tags.iter().copied().filter(|tag| !said.contains(tag)).collect();
    said.extend(&tags);
    let told = if new.is_empty() { tags } else { new };
    format!("{}: {}.", judged.gate.topic(), told.join(", "))
}

/// The drafted words for the doctor without what stands right above them on a page. Somebody's own stay
/// as they are.
fn without_list(text: &str, plan: &Plan, knowledge: &Knowledge) -> String {
    let texts = &knowledge.session().texts;
    let date = plan.intake.date.long();
    let drafted = [&texts.doctor, &texts.doctor_no_word, &texts.doctor_emergency];
    let shorter = drafted.into_iter().find_map(|drafted| {
        let (before, after) = drafted.split_once("{reasons}")?;
        let before = before.replace("{date}", &date);
        let (_, after_list) = text.strip_prefix(&before)?.split_once(after)?;
        Some([&before, texts.doctor_above.as_str(), after, after_list].concat())
    });
    shorter.unwrap_or_else(|| text.to_owned())
}

/// From so many reasons on a brief page lists them and leaves the doctor's words, which say them once
/// more, to the full one.
const MANY_IN_BRIEF: usize = 2;
/// From so many on a full page says of each only what was found: what it means is the same for most of
/// them, that a doctor comes first.
const MANY_IN_FULL: usize = 3;
/// Either, counted with the cautions of the page, which fill it too.
const MANY_WITH_CAUTIONS: usize = 4;

/// Whether reasons and cautions together are many.
fn crowds(plan: &Plan) -> bool {
    let reasons = plan.referral.as_ref().map_or(0, |referral| referral.reasons.len());
    reasons + plan.cautions.len() >= MANY_WITH_CAUTIONS
}

/// What to do instead of a session.
pub(super) fn referral(
    referral: &Referral,
    plan: &Plan,
    knowledge: &Knowledge,
    detail: Detail,
    assessment: Option<&Assessment<'_>>,
) -> ReferralBox {
    let is_brief = detail == Detail::Brief;
    let count = referral.reasons.len();
    let most = if is_brief { MANY_IN_BRIEF } else { MANY_IN_FULL };
    let many = count >= most || crowds(plan);
    let mut listed = BTreeSet::new();
    let reasons = referral.reasons.iter().map(|reason| {
        let gate = plan.gates.iter().find(|gate| gate.id == reason.gate);
        if is_brief {
            let judged =
                assessment.and_then(|it| it.gates.iter().find(|it| it.gate.id == reason.gate));
            let text = match judged.filter(|_| many) {
                Some(judged) => by_tags(judged, knowledge, &mut listed),
                None => first(&reason.text),
            };
            return SheetEntry { lead: String::new(), text, sources: Vec::new() };
        }
        SheetEntry {
            lead: match gate {
                Some(gate) => format!("{}, {}", gate.id, gate.status.label()),
                None => reason.gate.to_string(),
            },
            text: if many { first(&reason.text) } else { reason.text.clone() },
            sources: gate.map(|gate| gate.sources.clone()).unwrap_or_default(),
        }
    });
    // What the doctor's words ask for isn't said again.
    let doctor = &referral.doctor_text;
    let left = sentences(&referral.released_by)
        .filter(|said| !is_brief && !doctor.contains(said.trim_end_matches('.')));
    let left = left.collect::<Vec<_>>().join(" ");
    // The words for the doctor say all of it once more: of many reasons the list is read, not the letter.
    let doctor = match (many, detail) {
        (false, _) => doctor.clone(),
        (true, Detail::Brief) => String::new(),
        (true, Detail::Full) => without_list(doctor, plan, knowledge),
    };
    // What stops no session by itself, such as a blood thinner, whoever sees the client has to know.
    let others = plan.gates.iter().filter(|gate| !gate.status.withholds() && !gate.released);
    let others = others.filter(|_| is_brief && many).map(|gate| first(&gate.text));
    let words = [
        ("Also known", others.collect::<Vec<_>>().join(" ")),
        ("Released by", left),
        ("Words for the client", referral.client_text.clone()),
        ("Words for the doctor", doctor),
    ];
    ReferralBox {
        urgency: referral.urgency.label(),
        reasons: reasons.collect(),
        words: words
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(label, text)| SheetFact { label, text })
            .collect(),
    }
}

/// Every source that the sheet names, in the order of the knowledge; unknown ones last. Those of one
/// title share a row.
pub(super) fn sources(plan: &Plan, conflicts: &[Finding], knowledge: &Knowledge) -> Vec<SourceRow> {
    let mut used: BTreeSet<&SourceId> = BTreeSet::new();
    used.extend(conflicts.iter().flat_map(|it| &it.sources));
    used.extend(plan.gates.iter().flat_map(|it| &it.sources));
    used.extend(plan.cautions.iter().flat_map(|it| &it.sources));
    used.extend(plan.steps.iter().flat_map(|it| &it.sources));
    used.extend(plan.home_care.iter().chain(&plan.home_care_later).flat_map(|it| &it.sources));
    used.extend(plan.follow_up.iter().flat_map(|it| &it.sources));
    used.extend(plan.avoid.iter().flat_map(|it| &it.sources));
    used.extend(plan.notes.iter().flat_map(|it| &it.sources));
    let known = knowledge.tables().sources.iter();
    let listed: Vec<(&SourceId, String)> = known
        .filter(|source| used.remove(&source.id))
        .map(|source| match &source.year {
            Some(year) => (&source.id, format!("{} ({year})", source.title)),
            None => (&source.id, source.title.clone()),
        })
        .collect();
    let unlisted = used.into_iter().map(|id| (id, "not in the list of sources".to_owned()));
    let mut rows: Vec<SourceRow> = Vec::new();
    for (id, title) in listed.into_iter().chain(unlisted) {
        match rows.last_mut() {
            // A document of many statements would fill a page otherwise.
            Some(row) if row.title == title => row.ids.push(id.clone()),
            Some(_) | None => rows.push(SourceRow { ids: vec![id.clone()], title }),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::shows_on;

    #[test]
    fn a_caution_says_where_it_belongs() {
        assert_eq!(shows_on(&[]), "whole plan");
        assert_eq!(shows_on(&[3]), "step 3");
        assert_eq!(shows_on(&[3, 8]), "steps 3, 8");
    }
}
