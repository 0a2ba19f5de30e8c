//! The sheet: what a plan says on paper, in the order in which a therapist reads it.
//!
//! Every paper format draws this and only this, so that all of them say the same thing. Texts are
//! as they were written or typed: quoting them is the format's business. Names come from the
//! knowledge; an id that it doesn't define is shown as it is.

mod facts;
mod sections;
mod steps;

use super::Detail;
use crate::knowledge::Knowledge;
use crate::model::{Acknowledgement, Carried, Plan, Severity, SourceId, Status};
use crate::planner::{self, Level};

pub use facts::{session as session_facts, told as told_facts};
pub use steps::{name as step_name, position as posture};

/// A plan, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The lines above everything, where the practice has some.
    pub letterhead: Vec<String>,
    /// The heading of all.
    pub title: String,
    /// Whose plan it is, and what has to be seen before hands are on them; where that is known.
    pub client: Vec<SheetFact>,
    /// How the screening came out.
    pub status: StatusLine,
    /// Limits that a clearance states in words, which nothing enforces; under the status (A32).
    pub stated: Vec<SheetEntry>,
    /// What to do instead of a session, where the plan is withheld.
    pub referral: Option<ReferralBox>,
    /// The session and its client: day, category, side, pain, screening …
    pub facts: Vec<SheetFact>,
    /// What stays in sight, the gravest first.
    pub cautions: Vec<CautionGroup>,
    /// Gates and clearances; before the steps.
    pub conditions: Vec<Section>,
    /// The steps in their order.
    pub steps: Vec<StepRow>,
    /// The sum of the minutes, where there are steps.
    pub total: Option<String>,
    /// Home care, next visit, what to leave out, what to expect, remarks; after the steps.
    pub advice: Vec<Section>,
    /// What the client told.
    pub told: Vec<SheetFact>,
    /// The sources that are named on this sheet.
    pub sources: Vec<SourceRow>,
    /// What the program is for, what `P` means, which knowledge was used and who reviewed it.
    pub foot: Vec<String>,
}

/// How the screening came out, as a word and a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLine {
    /// The status, for its colour and shape.
    pub status: Status,
    /// What it means for the session.
    pub text: &'static str,
    /// What the check said of the plan itself.
    pub checked: Checked,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFact {
    /// What the value is of, such as “Painful side”.
    pub label: &'static str,
    /// The value in words.
    pub text: String,
}

/// Something said, with its ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetEntry {
    /// A few words before it: an id, a state, a place.
    pub lead: String,
    /// One sentence or more, as the plan has them.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Entries under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading as it is printed.
    pub heading: &'static str,
    /// What stands under it; never empty.
    pub entries: Vec<SheetEntry>,
}

impl Section {
    /// Whether the plan must not be used before this is settled.
    pub fn is_alarm(&self) -> bool {
        [sections::CONFLICTS, sections::UNCHECKED].contains(&self.heading)
    }
}

/// The cautions of one word for how grave they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CautionGroup {
    /// How grave, for the colour and shape.
    pub severity: Severity,
    /// The word of the heading.
    pub word: &'static str,
    /// The cautions, each led by its id and the steps that it belongs to.
    pub entries: Vec<SheetEntry>,
}

/// One step as the cells of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// The number in the plan, from 1.
    pub number: String,
    /// Phase, regions, side, modality and techniques.
    pub what: String,
    /// Position and supports.
    pub position: String,
    /// `2/5`, where there is a level.
    pub level: Option<String>,
    /// `12 min`, for a pack with the steps that it runs beside.
    pub minutes: String,
    /// What to do.
    pub instructions: String,
    /// What the step is good for.
    pub why: String,
    /// The ids of its cautions.
    pub cautions: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// What to do instead of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralBox {
    /// How soon somebody else has to look at it, in words.
    pub urgency: &'static str,
    /// Everything that was found, each led by its gate.
    pub reasons: Vec<SheetEntry>,
    /// What releases it, words for the client and for the doctor.
    pub words: Vec<SheetFact>,
}

/// The sources of one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// Their ids, in the order of the knowledge.
    pub ids: Vec<SourceId>,
    /// The title, with the year where it is known.
    pub title: String,
}

impl Sheet {
    /// The sheet of a plan. What the check finds against hard rules stands on it, and that it could
    /// not be checked at all, so that a draft on paper can't pass for a plan that is ready.
    pub fn new(plan: &Plan, knowledge: &Knowledge, detail: Detail) -> Self {
        let is_full = detail == Detail::Full;
        // Where there are no steps, there is nothing to compare them with.
        let stated = if plan.status.withholds() {
            Vec::new()
        } else {
            planner::stated_limits(&plan.intake, knowledge)
        };
        let mut conflicts = Vec::new();
        let accepted = knowledge.accept_recorded(plan.intake.clone());
        let assessment = accepted.as_ref().map(|accepted| planner::assess(accepted, knowledge));
        let (checked, mut conditions) = match &assessment {
            Ok(assessment) => {
                let found = planner::check_assessed(plan, assessment);
                conflicts.extend(found.into_iter().filter(|one| one.level == Level::Conflict));
                let checked =
                    if conflicts.is_empty() { Checked::Clean } else { Checked::Conflicts };
                (checked, sections::conflicts(&conflicts))
            }
            Err(faults) => (Checked::Not, sections::unchecked(plan, faults, knowledge)),
        };
        conditions.extend(sections::conditions(plan, detail));
        let sheet = Self {
            letterhead: Vec::new(),
            client: Vec::new(),
            title: title(plan, knowledge),
            status: status(plan.status, checked),
            referral: plan.referral.as_ref().map(|it| {
                sections::referral(it, plan, knowledge, detail, assessment.as_ref().ok())
            }),
            facts: facts::of_plan(plan, knowledge, detail, assessment.as_ref().ok()),
            stated: stated.iter().map(sections::plain).collect(),
            cautions: sections::cautions(plan, knowledge, detail),
            conditions,
            steps: steps::rows(plan, knowledge, detail, assessment.as_ref().ok()),
            total: (!plan.steps.is_empty()).then(|| total(plan)),
            advice: if is_full {
                sections::advice(plan, &stated, knowledge)
            } else {
                sections::advice_in_brief(plan, knowledge)
            },
            told: if is_full { facts::told(&plan.intake) } else { Vec::new() },
            sources: if is_full {
                sections::sources(plan, &conflicts, knowledge)
            } else {
                Vec::new()
            },
            foot: foot(plan, knowledge, detail),
        };
        if is_full { sheet } else { sheet.without_sources() }
    }
}

impl Sheet {
    /// The same with the warnings that the therapist has answered, before the steps.
    #[must_use]
    pub fn with_answers(mut self, answers: &[Acknowledgement]) -> Self {
        self.conditions.extend(sections::answers(answers));
        self
    }

    /// The same without what it rests on, where both lengths say the same.
    fn without_sources(mut self) -> Self {
        let entries = self.conditions.iter_mut().flat_map(|section| &mut section.entries);
        entries.chain(&mut self.stated).for_each(|entry| entry.sources.clear());
        self
    }

    /// The same with the facts of an earlier visit that nobody confirmed, before everything else
    /// that the session depends on.
    #[must_use]
    pub fn with_unconfirmed(mut self, carried: Option<&Carried>) -> Self {
        self.conditions.splice(0..0, carried.into_iter().flat_map(sections::unconfirmed));
        self
    }
}

fn title(plan: &Plan, knowledge: &Knowledge) -> String {
    let kind = if plan.status.withholds() { "Session plan, withheld" } else { "Session plan" };
    let category = knowledge.category_name(&plan.intake.category);
    let date = plan.intake.date;
    format!("{kind}: {category}, {}, {date}", plan.intake.side.word())
}

/// What the check said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// Nothing against hard rules.
    Clean,
    /// Something against hard rules.
    Conflicts,
    /// Nothing, since the intake isn't in the knowledge's own terms.
    Not,
}

fn status(status: Status, checked: Checked) -> StatusLine {
    let text = match (status, checked) {
        (Status::Ok | Status::Caution, Checked::Not) => {
            "This plan could not be checked, for the reasons below: not to be used before it is."
        }
        (Status::Ok | Status::Caution, Checked::Conflicts) => {
            "A draft with conflicts, named below: not to be used before they are settled."
        }
        (Status::Ok, Checked::Clean) => "The screening found nothing against this session.",
        (Status::Caution, Checked::Clean) => {
            "The session can go ahead within the limits and cautions below."
        }
        (Status::Hold, Checked::Not) => {
            "No session until what is named below has been cleared. This plan could not be checked."
        }
        (Status::Hold, _) => "No session until what is named below has been cleared.",
        (Status::Refer, Checked::Not) => {
            "No session. Medical advice comes first. This plan could not be checked."
        }
        (Status::Refer, _) => "No session. Medical advice comes first.",
        (Status::Emergency, Checked::Not) => {
            "No session. Emergency care comes first, now. This plan could not be checked."
        }
        (Status::Emergency, _) => "No session. Emergency care comes first, now.",
    };
    StatusLine { status, text, checked }
}

fn total(plan: &Plan) -> String {
    let all = format!("{} of {} min", plan.total_minutes, plan.intake.minutes);
    match plan.unused_minutes {
        0 => all,
        unused => format!("{all}, {unused} min unused"),
    }
}

fn foot(plan: &Plan, knowledge: &Knowledge, detail: Detail) -> Vec<String> {
    let manifest = &knowledge.tables().manifest;
    let made = if plan.knowledge == manifest.version {
        format!("Guidance of {}", manifest.version)
    } else {
        format!(
            "Made with the guidance of {}, printed with that of {}",
            plan.knowledge, manifest.version
        )
    };
    let reviewed = match (manifest.reviewed_by.as_str(), manifest.reviewed_on.as_str()) {
        ("", _) => "not yet reviewed by a clinician".to_owned(),
        (by, "") => format!("reviewed by {by}"),
        (by, on) => format!("reviewed by {by} on {on}"),
    };
    match detail {
        Detail::Brief => vec![format!("A planning aid, no diagnosis. {made}.")],
        // What is planned with, it says where there is a plan.
        Detail::Full if plan.status.withholds() => vec![
            manifest.proposal_notice.clone(),
            format!("A planning aid, no diagnosis. {made}, {reviewed}."),
        ],
        Detail::Full => vec![
            manifest.intended_use.clone(),
            manifest.proposal_notice.clone(),
            format!("{made}, {reviewed}."),
        ],
    }
}
