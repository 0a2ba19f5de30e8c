//! Collects what is found: a sentence, the same in plain words, the rule behind it, its sources.
//!
//! Lives here: how a finding is worded from what is wrong and what the knowledge says, and the
//! order of findings. Must not live here: any judgement. Nothing is allocated until something is
//! wrong, because the window checks on every edit.

use super::rules::OwnRule;
use super::{Finding, Level};
use crate::knowledge::Knowledge;
use crate::model::{RuleId, SourceId};
use crate::planner::{Limits, Why};
use crate::text::capital;

/// A gate or a caution that a conflict is named by.
#[derive(Clone, Copy)]
pub(super) struct ConflictName<'a> {
    /// Its id in the knowledge.
    pub(super) id: &'a str,
    /// What it rests on.
    pub(super) sources: &'a [SourceId],
}

/// Findings in the making.
pub(super) struct CheckReport<'a> {
    knowledge: &'a Knowledge,
    limits: &'a Limits<'a>,
    findings: Vec<Finding>,
}

impl<'a> CheckReport<'a> {
    /// An empty one.
    pub(super) fn new(knowledge: &'a Knowledge, limits: &'a Limits<'a>) -> Self {
        Self { knowledge, limits, findings: Vec::new() }
    }

    /// Something against a hard rule of `check`.
    pub(super) fn conflict(&mut self, step: Option<usize>, rule: OwnRule, wrong: &str) {
        self.own(Level::Conflict, step, rule, wrong);
    }

    /// Something against a soft rule of `check`.
    pub(super) fn warning(&mut self, step: Option<usize>, rule: OwnRule, wrong: &str) {
        self.own(Level::Warning, step, rule, wrong);
    }

    /// Something against a limit. `own` names it where the category alone is the reason.
    pub(super) fn limit(&mut self, step: Option<usize>, why: Why, own: OwnRule, wrong: &str) {
        if why == Why::Category {
            return self.conflict(step, own, wrong);
        }
        let explained = self.limits.explain(why);
        self.findings.push(Finding {
            level: Level::Conflict,
            step,
            rule: explained.rule,
            text: sentence(wrong, &explained.text),
            said: plain(wrong, &explained.text),
            sources: explained.sources,
        });
    }

    /// A conflict by the name of a gate or a caution; `ground` says what is asked of it.
    pub(super) fn named(
        &mut self,
        step: Option<usize>,
        name: ConflictName<'_>,
        ground: OwnRule,
        wrong: &str,
    ) {
        let entry = self.knowledge.check(ground.id());
        self.findings.push(Finding {
            level: Level::Conflict,
            step,
            rule: rule_id(name.id),
            text: sentence(wrong, entry.map_or("", |entry| entry.text.as_str())),
            said: plain(wrong, ""),
            sources: name.sources.to_vec(),
        });
    }

    fn own(&mut self, level: Level, step: Option<usize>, rule: OwnRule, wrong: &str) {
        self.findings.push(finding(self.knowledge, level, step, rule, wrong));
    }

    /// Says the last of them in plainer words; the reason behind a limit stays with them.
    pub(super) fn said(&mut self, wrong: &str, words: &str) {
        if let Some(last) = self.findings.last_mut() {
            last.said = last.said.replacen(&capital(wrong), &capital(words), 1);
        }
    }

    /// The findings: those of the whole plan first, then step by step, conflicts before warnings;
    /// none twice.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        let mut findings = self.findings;
        sort(&mut findings);
        findings
    }
}

/// Something against a rule of `check`.
pub(super) fn finding(
    knowledge: &Knowledge,
    level: Level,
    step: Option<usize>,
    rule: OwnRule,
    wrong: &str,
) -> Finding {
    let entry = knowledge.check(rule.id());
    Finding {
        level,
        step,
        rule: entry.map_or_else(|| rule_id(rule.id()), |entry| entry.id.clone()),
        text: sentence(wrong, entry.map_or("", |entry| entry.text.as_str())),
        said: plain(wrong, ""),
        sources: entry.map_or_else(Vec::new, |entry| entry.sources.clone()),
    }
}

/// What concerns the whole plan first, then step by step, conflicts before warnings; none twice.
pub(super) fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| {
        (a.step, a.level, &a.rule, &a.text).cmp(&(b.step, b.level, &b.rule, &b.text))
    });
    findings.dedup();
}

/// What is wrong, and the limit.
fn sentence(wrong: &str, limit: &str) -> String {
    let limit = limit.trim().trim_end_matches('.');
    if limit.is_empty() { wrong.to_owned() } else { format!("{wrong}: {limit}") }
}

/// What is wrong, and why, in sentences.
fn plain(wrong: &str, why: &str) -> String {
    let why = why.trim().trim_end_matches('.');
    if why.is_empty() {
        format!("{}.", capital(wrong))
    } else {
        format!("{}. {}.", capital(wrong), capital(why))
    }
}

#[expect(
    clippy::expect_used,
    reason = "ids of gates, cautions and rules have one grammar, and a test walks the rest"
)]
fn rule_id(id: &str) -> RuleId {
    RuleId::new(id).expect("a well-formed id")
}
