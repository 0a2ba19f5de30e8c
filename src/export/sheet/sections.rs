//! Everything on the sheet that is a list of sentences: cautions, gates, advice, referral, sources.

use std::collections::BTreeSet;

use super::{CautionGroup, ReferralBox, Section, SheetEntry, SheetFact, SourceRow};
use crate::knowledge::{IntakeFault, Knowledge};
use crate::model::{
    Acknowledgement, Carried, CautionId, CautionNote, Clearance, Day, GateId, GateNote, HomeCare,
    Plan, Referral, SourceId, Text,
};
use crate::planner::Finding;
use crate::text::numbered_in_row;

/// The cautions by the word for how grave they are, emergencies first, then limits, and so on;
/// groups without one are left out.
pub(super) fn cautions(plan: &Plan, knowledge: &Knowledge) -> Vec<CautionGroup> {
    let mut groups: Vec<CautionGroup> = Vec::new();
    let mut cautions: Vec<&CautionNote> = plan.cautions.iter().collect();
    cautions.sort_by_key(|one| {
        (std::cmp::Reverse(one.severity), knowledge.is_limit(&one.id, one.severity))
    });
    for caution in cautions {
        let severity = caution.severity;
        let word = knowledge.word_of(&caution.id, severity);
        let entry = SheetEntry {
            lead: format!("{}, {}", caution.id, shows_on(&caution.steps)),
            text: caution.text.clone(),
            sources: caution.sources.clone(),
        };
        match groups.iter_mut().find(|group| group.word == word) {
            Some(group) => group.entries.push(entry),
            None => groups.push(CautionGroup { severity, word, entries: vec![entry] }),
        }
    }
    groups
}

fn shows_on(steps: &[usize]) -> String {
    if steps.is_empty() { "whole plan".to_owned() } else { numbered_in_row("step", steps) }
}

/// Gates and clearances, where there are any.
pub(super) fn conditions(plan: &Plan) -> Vec<Section> {
    let date = plan.intake.date;
    let clearances = plan.intake.clearances.iter();
    filled([
        ("Gates", plan.gates.iter().map(|one| gate(one, plan.status.withholds())).collect()),
        ("Clearances", clearances.map(|record| clearance(record, date)).collect()),
    ])
}

/// What is against hard rules.
pub(super) fn conflicts(conflicts: &[Finding]) -> Vec<Section> {
    let entry = |finding: &Finding| SheetEntry {
        lead: finding.step.map_or_else(|| "The plan".to_owned(), |step| format!("Step {step}")),
        text: finding.text.clone(),
        sources: finding.sources.clone(),
    };
    filled([("Conflicts that are open", conflicts.iter().map(entry).collect())])
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
            "The knowledge of {now} can't take its answers, for the reasons below, so nothing in \
             it was held to a limit. Check it with the knowledge that it was made with, that of \
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
    filled([("This plan could not be checked", entries.collect())])
}

/// Warnings with the word of why that was given to them.
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

fn gate(gate: &GateNote, withheld: bool) -> SheetEntry {
    let state = if gate.released {
        "released"
    } else if gate.status.withholds() {
        "shut"
    } else {
        "in force"
    };
    let mut text = gate.text.clone();
    // Where there is no session, what would widen one is nobody's business.
    let says_release = !withheld || gate.status.withholds();
    if says_release && !gate.released_by.is_empty() {
        text.push_str(" Released by: ");
        text.push_str(&gate.released_by);
    }
    SheetEntry {
        lead: format!("{}, {}, {state}", gate.id, gate.status.label()),
        text,
        sources: gate.sources.clone(),
    }
}

fn clearance(record: &Clearance, session: Day) -> SheetEntry {
    let gates: Vec<&str> = record.covers.iter().map(GateId::as_str).collect();
    let mut limits = vec![record.limits.trim().trim_end_matches('.').to_owned()];
    limits.extend(record.max_pressure.map(|level| format!("level {level} at most")));
    limits
        .extend(record.max_hands_on_minutes.map(|most| format!("{most} hands-on minutes at most")));
    limits.retain(|limit| !limit.trim().is_empty());
    let until = match record.until {
        Some(day) => format!("until {day}"),
        None => format!("for {} days", Clearance::DEFAULT_DAYS),
    };
    let counts = if record.counts_on(session) { "valid that day" } else { "not valid that day" };
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
    let later = plan.home_care_later.iter();
    // What a clearance states in words stands under the status already.
    let remarks = plan.notes.iter().filter(|note| !stated.contains(note));
    let next = plan.follow_up.iter().map(|next| SheetEntry {
        lead: match next.interval_days {
            Some(days) if days.get() == 1 => {
                format!("tomorrow, review at visit {}", next.review_at_visit)
            }
            Some(days) => format!("in {days} days, review at visit {}", next.review_at_visit),
            None => format!("none agreed, review at visit {}", next.review_at_visit),
        },
        text: next.text.clone(),
        sources: next.sources.clone(),
    });
    let expectation = Some(&plan.expectation).filter(|text| !text.trim().is_empty());
    filled([
        ("Home care", home_care.map(|item| home(item, knowledge)).collect()),
        ("For later", later.map(|item| home(item, knowledge)).collect()),
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

fn home(item: &HomeCare, knowledge: &Knowledge) -> SheetEntry {
    let entry = knowledge.home_care(&item.id);
    let name = entry.map_or(item.id.as_str(), |entry| entry.name.as_str());
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

/// What to do instead of a session.
pub(super) fn referral(referral: &Referral) -> ReferralBox {
    let words = [
        ("Released by", &referral.released_by),
        ("Words for the client", &referral.client_text),
        ("Words for the doctor", &referral.doctor_text),
    ];
    ReferralBox {
        urgency: referral.urgency.label(),
        reasons: referral
            .reasons
            .iter()
            .map(|reason| SheetEntry {
                lead: reason.gate.to_string(),
                text: reason.text.clone(),
                sources: Vec::new(),
            })
            .collect(),
        words: words
            .into_iter()
            .map(|(label, text)| SheetFact { label, text: text.clone() })
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
