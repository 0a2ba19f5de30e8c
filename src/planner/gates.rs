//! Gates: from yes-answers and clearances to what is shut, what is open, and why.
//!
//! Pure. Knows the answers and the knowledge; knows nothing of steps, minutes or files. A gate is
//! open only if nothing closes it or a clearance that counts covers it; doubt keeps it shut.

use super::facts::AnswerBehind;
use super::{Facts, fill};
use crate::knowledge::schema::{Condition, Gate, Release};
use crate::model::{Clearance, ClearanceDays, Day, FindingId, GateNote, Status, Urgency};

/// Something that closes a gate.
#[derive(Debug, Clone)]
pub struct FoundCause<'a> {
    /// A few words for it inside a sentence.
    pub text: &'a str,
    /// The answer that it rests on; none where that is no single one.
    pub answer: Option<AnswerBehind>,
}

/// A gate that applies.
#[derive(Debug, Clone)]
pub struct JudgedGate<'a> {
    /// The entry of the knowledge, in its milder form; what holds now stands beside it.
    pub gate: &'a Gate,
    /// What it asks for while it is shut.
    pub status: Status,
    /// How urgent a referral is.
    pub urgency: Urgency,
    /// What was found, in a sentence, and what it asks for, or who cleared it.
    pub text: String,
    /// The same in a few words each.
    pub causes: Vec<FoundCause<'a>>,
    /// What releases it.
    pub released_by: &'a str,
    /// Whether a clearance can release it.
    pub is_releasable: bool,
    /// The first day on which such a clearance can have been given; none where any day will do, or
    /// none releases it.
    pub counts_from: Option<Day>,
    /// The clearances that release it, by their place in the intake; none where it is shut.
    pub clearances: Vec<usize>,
    /// The clearances that name it and don't release it, each with the reason.
    pub refused: Vec<(usize, Refusal)>,
}

/// Why a clearance that names a gate doesn't release it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in the app releases this gate while the finding is there.
    Never,
    /// It begins after the session.
    NotYet(Day),
    /// It ended before the session.
    Ended(Day),
    /// It is older than the finding behind the gate.
    OlderThanFinding(Day),
    /// It was given before this day, the first that counts for this gate.
    TooOld(Day),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Never => write!(f, "nothing in the app releases it while the finding is there"),
            Self::NotYet(on) => write!(f, "it is given on {on}, after the session"),
            Self::Ended(until) => write!(f, "it ended on {until}"),
            Self::OlderThanFinding(newest) => {
                write!(f, "it is older than the finding, which appeared on {newest}")
            }
            Self::TooOld(first) => write!(f, "for this it has to be given on {first} or later"),
        }
    }
}

impl JudgedGate<'_> {
    /// What it says where there is no session.
    pub fn text_withheld(&self) -> String {
        // A released gate says who cleared it, and a graver one has words of its own.
        match &self.gate.text_withheld {
            Some(own) if !self.is_released() && self.status == self.gate.status => {
                with_causes(own, &self.words())
            }
            Some(_) | None => self.text.clone(),
        }
    }

    /// What was found, in a few words each.
    pub fn words(&self) -> Vec<&str> {
        self.causes.iter().map(|cause| cause.text).collect()
    }

    /// Whether it is open again.
    pub fn is_released(&self) -> bool {
        !self.clearances.is_empty()
    }

    /// What it counts as now.
    pub fn counts_as(&self) -> Status {
        if self.is_released() { Status::Caution } else { self.status }
    }

    /// The gate as a plan lists it, or a page in its place.
    pub fn note(&self, withheld: bool) -> GateNote {
        GateNote {
            id: self.gate.id.clone(),
            status: self.counts_as(),
            text: if withheld { self.text_withheld() } else { self.text.clone() },
            released_by: self.released_by.to_owned(),
            released: self.is_released(),
            sources: self.gate.sources.clone(),
        }
    }
}

fn with_causes(text: &str, causes: &[&str]) -> String {
    fill(text, &[("causes", &causes.join(", "))])
}

/// Every gate that applies, in the order of the knowledge.
pub(super) fn judge<'a>(facts: &Facts<'a>) -> Vec<JudgedGate<'a>> {
    facts.knowledge.tables().gates.iter().filter_map(|gate| judge_one(facts, gate)).collect()
}

fn judge_one<'a>(facts: &Facts<'a>, gate: &'a Gate) -> Option<JudgedGate<'a>> {
    let causes: Vec<_> = gate.causes.iter().filter(|cause| facts.holds(&cause.when)).collect();
    if causes.is_empty() {
        return None;
    }
    let words: Vec<&'a str> = causes.iter().map(|cause| cause.text.as_str()).collect();
    let escalated = gate.escalation.as_ref().filter(|escalation| facts.holds(&escalation.when));
    let (status, urgency, release, released_by) = match escalated {
        Some(higher) => (
            higher.status.max(gate.status),
            higher.urgency.max(gate.urgency),
            higher.release,
            higher.released_by.as_str(),
        ),
        None => (gate.status, gate.urgency, gate.release, gate.released_by.as_str()),
    };
    let terms = match release {
        Release::Nothing => None,
        Release::Clearance { undated_within_days, within_days, no_day } => {
            let mut findings = Vec::new();
            let mut undated = false;
            for cause in &causes {
                let before = findings.len();
                facts.findings_behind(&cause.when, &mut findings);
                undated |= findings.len() == before;
            }
            // What makes a gate graver counts for its dates as well.
            if let Some(higher) = escalated {
                facts.findings_behind(&higher.when, &mut findings);
            }
            if no_day {
                findings.clear();
            }
            let since: Vec<Option<Day>> =
                findings.iter().map(|finding| first_seen(facts, finding)).collect();
            Some(GateTerms {
                session: facts.intake().date,
                newest: since.iter().flatten().max().copied(),
                within: match undated_within_days {
                    Some(days) if undated || since.contains(&None) => {
                        Some(within_days.map_or(days, |other| days.min(other)))
                    }
                    Some(_) | None => within_days,
                }
                .map(ClearanceDays::get),
            })
        }
    };
    let mut clearances = Vec::new();
    let mut refused = Vec::new();
    for (at, clearance) in facts.intake().clearances.iter().enumerate() {
        if !clearance.covers(&gate.id) {
            continue;
        }
        match terms.as_ref().map_or(Some(Refusal::Never), |terms| terms.refusal(clearance)) {
            None => clearances.push(at),
            Some(refusal) => refused.push((at, refusal)),
        }
    }
    let text = match clearances.as_slice() {
        [] => with_causes(escalated.and_then(|it| it.text.as_ref()).unwrap_or(&gate.text), &words),
        given => released_text(facts, gate, &words, given),
    };
    Some(JudgedGate {
        gate,
        status,
        urgency,
        text,
        causes: causes
            .iter()
            .map(|cause| FoundCause { text: &cause.text, answer: facts.answer_behind(&cause.when) })
            .collect(),
        released_by,
        is_releasable: release != Release::Nothing,
        counts_from: terms.as_ref().and_then(GateTerms::first),
        clearances,
        refused,
    })
}

/// What a released gate says: what was found, and who cleared it until when. What it asked for
/// while it was shut is done.
fn released_text(facts: &Facts<'_>, gate: &Gate, causes: &[&str], given: &[usize]) -> String {
    let given = given.iter().filter_map(|at| facts.intake().clearances.get(*at));
    let by = given.map(|one| format!("{} until {}", one.by.trim(), one.until()));
    let by: Vec<String> = by.collect();
    let words =
        [("topic", gate.topic().to_owned()), ("causes", causes.join(", ")), ("by", by.join(", "))];
    fill(&facts.knowledge.session().texts.released, &words)
}

/// What a clearance has to meet for one gate.
struct GateTerms {
    session: Day,
    /// The day on which the newest finding behind the gate appeared, as far as it is known.
    newest: Option<Day>,
    /// Days before the session within which it must be given.
    within: Option<u16>,
}

impl GateTerms {
    /// Why a clearance doesn't meet them; nothing where it does.
    fn refusal(&self, clearance: &Clearance) -> Option<Refusal> {
        let until = clearance.until();
        if clearance.on > self.session {
            return Some(Refusal::NotYet(clearance.on));
        }
        if until < self.session {
            return Some(Refusal::Ended(until));
        }
        if let Some(newest) = self.newest.filter(|newest| clearance.on < *newest) {
            return Some(Refusal::OlderThanFinding(newest));
        }
        self.recent().filter(|first| clearance.on < *first).map(Refusal::TooOld)
    }

    /// The first day that lies within the days before the session.
    fn recent(&self) -> Option<Day> {
        self.within.map(|days| self.session.plus_days(-i32::from(days)))
    }

    /// The first day on which a clearance that meets them can have been given.
    fn first(&self) -> Option<Day> {
        self.newest.max(self.recent())
    }
}

/// The day on which the newest finding behind a condition appeared, as far as it is known.
pub(super) fn first_seen_behind(facts: &Facts<'_>, condition: &Condition) -> Option<Day> {
    let mut findings = Vec::new();
    facts.findings_behind(condition, &mut findings);
    findings.into_iter().filter_map(|finding| first_seen(facts, finding)).max()
}

/// The day on which a finding appeared; for one that another implies, that of the other.
fn first_seen(facts: &Facts<'_>, finding: &FindingId) -> Option<Day> {
    let since = &facts.intake().findings_since;
    if facts.intake().findings.contains(finding) {
        return since.get(finding).copied();
    }
    let implying = facts.intake().findings.iter().filter(|other| {
        facts.knowledge.finding(other).is_some_and(|entry| entry.implies.contains(finding))
    });
    implying.filter_map(|other| since.get(other).copied()).max()
}
