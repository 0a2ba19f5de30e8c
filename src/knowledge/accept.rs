//! Does an intake speak the language of the knowledge? The step from "well-formed" to "meaningful".
//!
//! An `Accepted` intake names only ids that exist and holds no contradiction that a file can't
//! show by itself; that of an earlier plan may have places without their answer, and says so. The
//! planner takes nothing else, so it need not doubt its input.

use std::collections::BTreeSet;

use super::Knowledge;
use super::schema::RegionList;
use crate::model::{FindingId, Intake, RegionSide, Side};
use crate::text::{Document, Fault, PathStep, nearest};

/// Something in an intake that can't be, with the way to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntakeFault {
    /// The way to the value.
    pub path: Vec<PathStep>,
    /// The word at fault inside it, where there is one.
    pub word: Option<String>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl IntakeFault {
    /// The same with file, line and column. `inside` is the way to the intake in the document.
    pub fn at(&self, document: &Document, inside: &[PathStep]) -> Fault {
        let path: Vec<PathStep> = inside.iter().chain(&self.path).cloned().collect();
        let place = match &self.word {
            Some(word) => document.place_of_word(&path, word),
            None => document.place_of(&path),
        };
        Fault { place, message: self.message.clone() }
    }
}

/// An intake that the planner can work with.
#[derive(Debug, Clone)]
pub struct Accepted {
    intake: Intake,
    findings: BTreeSet<FindingId>,
    at_odds: Vec<IntakeFault>,
}

impl Accepted {
    /// The answers as they were given, without what they imply.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// The yes-answers and all that they imply.
    pub fn findings(&self) -> &BTreeSet<FindingId> {
        &self.findings
    }

    /// Places without the answers that they belong to (A01 to A03), and clearances that can't be, which
    /// only a plan of earlier knowledge can hold.
    pub fn at_odds(&self) -> &[IntakeFault] {
        &self.at_odds
    }

    /// Whether this was answered with yes, or is implied.
    pub fn has(&self, finding: &FindingId) -> bool {
        self.findings.contains(finding)
    }
}

impl Knowledge {
    /// Accepts an intake, or says everything that is wrong with it.
    pub fn accept(&self, intake: Intake) -> Result<Accepted, Vec<IntakeFault>> {
        let accepted = self.accept_recorded(intake)?;
        if accepted.at_odds.is_empty() { Ok(accepted) } else { Err(accepted.at_odds) }
    }

    /// The same for the answers inside a plan. Places without the answers that they belong to, and
    /// clearances by nobody, are no error there, since earlier knowledge allowed them: `check` names
    /// each of them.
    pub fn accept_recorded(&self, intake: Intake) -> Result<Accepted, Vec<IntakeFault>> {
        let mut faults = Faults { knowledge: self, faults: Vec::new() };
        faults.ids(&intake);
        faults.dates(&intake);
        faults.regions(&intake);
        faults.series(&intake);
        if !faults.faults.is_empty() {
            return Err(faults.faults);
        }
        let findings = self.closed(&intake);
        let mut accepted = Accepted { intake, findings, at_odds: Vec::new() };
        accepted.at_odds = self.places_at_odds(&accepted);
        accepted.at_odds.extend(clearances_at_odds(&accepted.intake));
        Ok(accepted)
    }

    /// Lists of places that are filled without one of the answers that they belong to.
    fn places_at_odds(&self, accepted: &Accepted) -> Vec<IntakeFault> {
        let inflammation = accepted.intake.inflammation;
        let lists = self.tables().lists.iter();
        let odd = lists.filter(|needs| {
            !needs.list.of(&accepted.intake).is_empty()
                && !needs.met(|id| accepted.has(id), inflammation)
        });
        odd.map(|needs| {
            let (list, fields) = (needs.list.field(), needs.fields());
            let mut answers: Vec<String> =
                needs.findings.iter().map(|id| format!("“{id}”")).collect();
            answers.extend(
                needs.inflammation.map(|least| format!("`inflammation` {}", least.label())),
            );
            let message = format!(
                "`{list}` is filled, but `{fields}` has none of the answers that it belongs to \
                 ({}): give that answer, or leave `{list}` empty",
                answers.join(", ")
            );
            IntakeFault { path: vec![list.into()], word: None, message }
        })
        .collect()
    }

    /// The findings and all that they and the category imply.
    fn closed(&self, intake: &Intake) -> BTreeSet<FindingId> {
        let of_category = self.protocol(&intake.category).map_or(&[][..], |one| &one.implies);
        self.with_implied(intake.findings.iter().chain(of_category))
    }

    /// Some findings and all that they imply.
    pub fn with_implied<'a>(
        &'a self,
        findings: impl Iterator<Item = &'a FindingId>,
    ) -> BTreeSet<FindingId> {
        let mut open: Vec<&FindingId> = findings.collect();
        let mut closed: BTreeSet<FindingId> = open.iter().copied().cloned().collect();
        while let Some(finding) = open.pop().and_then(|id| self.finding(id)) {
            for implied in &finding.implies {
                if closed.insert(implied.clone()) {
                    open.push(implied);
                }
            }
        }
        closed
    }
}

/// Clearances that can't be: what nobody gave opens nothing, and none ends before it begins.
fn clearances_at_odds(intake: &Intake) -> Vec<IntakeFault> {
    let mut found = Vec::new();
    for (at, one) in intake.clearances.iter().enumerate() {
        let mut wrong = |field: &str, message: String| {
            let path = vec!["clearances".into(), PathStep::Index(at), field.into()];
            found.push(IntakeFault { path, word: None, message });
        };
        if one.by.trim().is_empty() {
            let message = "`by` is empty: write who gave the clearance, or leave the clearance out";
            wrong("by", message.to_owned());
        }
        if let Some(until) = one.until.filter(|until| *until < one.on) {
            let on = one.on;
            wrong(
                "until",
                format!("`until` is {until}, allowed is the day of `on`, {on}, or later"),
            );
        }
    }
    found
}

struct Faults<'a> {
    knowledge: &'a Knowledge,
    faults: Vec<IntakeFault>,
}

impl Faults<'_> {
    fn push(&mut self, path: Vec<PathStep>, word: Option<&str>, message: String) {
        self.faults.push(IntakeFault { path, word: word.map(str::to_owned), message });
    }

    fn unknown<'k>(
        &mut self,
        path: Vec<PathStep>,
        field: &str,
        id: &str,
        known: impl Iterator<Item = &'k str>,
    ) {
        // Who got one list wrong throughout is helped by the first few.
        const MOST: usize = 10;
        if self.faults.iter().filter(|fault| fault.path.first() == path.first()).count() >= MOST {
            return;
        }
        let known: Vec<&str> = known.collect();
        let hint = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean “{near}”?"),
            None => String::new(),
        };
        let allowed = known.join(", ");
        let message = match hint.as_str() {
            "" => format!("`{field}` names the unknown id “{id}”; allowed are {allowed}"),
            hint => format!("`{field}` names the unknown id “{id}”, {hint} Allowed are {allowed}"),
        };
        self.push(path, Some(id), message);
    }

    fn ids(&mut self, intake: &Intake) {
        let tables = self.knowledge.tables();
        if self.knowledge.protocol(&intake.category).is_none() {
            let known = tables.protocols.iter().map(|protocol| protocol.id.as_str());
            self.unknown(vec!["category".into()], "category", intake.category.as_str(), known);
        }
        let findings = || tables.findings.iter().map(|finding| finding.id.as_str());
        for finding in &intake.findings {
            if self.knowledge.finding(finding).is_none() {
                self.unknown(vec!["findings".into()], "findings", finding.as_str(), findings());
            }
        }
        for (index, clearance) in intake.clearances.iter().enumerate() {
            for gate in &clearance.covers {
                if self.knowledge.gate(gate).is_none() {
                    let path = vec!["clearances".into(), PathStep::Index(index), "covers".into()];
                    let gates = tables.gates.iter().map(|gate| gate.id.as_str());
                    self.unknown(path, "covers", gate.as_str(), gates);
                }
            }
        }
        for modality in intake.preferences.iter().flat_map(|p| &p.declined_modalities) {
            if self.knowledge.modality(modality).is_none() {
                let path = vec!["preferences".into(), "declined_modalities".into()];
                let known = tables.modalities.iter().map(|modality| modality.id.as_str());
                self.unknown(path, "declined_modalities", modality.as_str(), known);
            }
        }
    }

    fn dates(&mut self, intake: &Intake) {
        for (finding, since) in &intake.findings_since {
            let path = vec!["findings_since".into(), PathStep::Key(finding.to_string())];
            if !intake.findings.contains(finding) {
                let message =
                    format!("`findings_since` names “{finding}”, which is not in `findings`");
                self.push(vec!["findings_since".into()], Some(finding.as_str()), message);
            } else if *since > intake.date {
                let message = format!(
                    "`findings_since` says {since}, allowed is the day of the session, {}, or \
                     earlier",
                    intake.date
                );
                self.push(path, None, message);
            }
        }
    }

    fn regions(&mut self, intake: &Intake) {
        for list in RegionList::ALL {
            self.region_list(list.field(), list.of(intake));
        }
        let needing = intake
            .findings
            .iter()
            .find(|id| self.knowledge.finding(id).is_some_and(|finding| finding.needs_regions));
        if let (Some(finding), true) = (needing, intake.excluded_regions.is_empty()) {
            let message = format!(
                "`excluded_regions` is missing: with “{finding}” it must say where, such as \
                 [(region: \"calves\", side: Left)]"
            );
            self.push(vec!["findings".into()], Some(finding.as_str()), message);
        }
        if intake.worse_side.is_some() && intake.side != Side::Both {
            let message = "`worse_side` is allowed only where `side` is Both".to_owned();
            self.push(vec!["worse_side".into()], None, message);
        }
    }

    fn region_list(&mut self, field: &str, list: &[RegionSide]) {
        let tables = self.knowledge.tables();
        let known =
            || tables.regions.iter().filter(|region| !region.whole_body).map(|r| r.id.as_str());
        for (index, place) in list.iter().enumerate() {
            if !known().any(|id| id == place.region.as_str()) {
                let path = vec![field.into(), PathStep::Index(index), "region".into()];
                self.unknown(path, field, place.region.as_str(), known());
            }
        }
    }

    fn series(&mut self, intake: &Intake) {
        if let Some(course) = &intake.course {
            let wanted = usize::from(course.visit.get()) - 1;
            let found = course.pain_history.len();
            if found != wanted {
                let message = format!(
                    "`pain_history` has {found} scores, visit {} needs {wanted}: one for each \
                     earlier visit, oldest first",
                    course.visit
                );
                self.push(vec!["course".into(), "pain_history".into()], None, message);
            }
            if course.first_visit.is_some_and(|first| first > intake.date) {
                let message = format!(
                    "`first_visit` lies after the day of the session, {}: put it on that day or \
                     earlier",
                    intake.date
                );
                self.push(vec!["course".into(), "first_visit".into()], None, message);
            }
        }
        if intake.activities.len() > 3 {
            let message = format!(
                "`activities` has {} entries, allowed are up to three",
                intake.activities.len()
            );
            self.push(vec!["activities".into()], None, message);
        }
    }
}
