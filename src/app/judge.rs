//! What the answers so far come to: the plan once they are complete, a first look before that.
//!
//! Decides nothing itself. Before the intake is complete, the open answers count as the knowledge
//! says, so that an emergency shows at the first yes and nothing shows for what nobody
//! said.

use std::sync::Arc;

use super::body::{self, Marks};
use super::draft::{Field, IntakeDraft, LISTS, Missing};
use super::editing::Warned;
use super::work::Work;
use crate::knowledge::schema::{CautionKind, RegionList};
use crate::knowledge::unsaid::unsaid;
use crate::knowledge::{Accepted, Knowledge};
use crate::model::{
    CautionNote, Day, GateId, GateNote, Intake, Laterality, Plan, Referral, Status,
};
use crate::planner::{self, Finding, Level};

/// What came of the clearances.
#[derive(Debug, Clone, Default)]
pub struct Cleared {
    /// Gates that a clearance can be about.
    pub gates: Vec<GateId>,
    /// Each record that names a gate which withholds the plan: its place among the records, the
    /// gate, and why it doesn't release it; nothing where it does.
    pub outcomes: Vec<(usize, GateId, Option<planner::Refusal>)>,
}

impl Cleared {
    /// `places` are the records' places in the draft, for those that were judged.
    fn of(gates: &[planner::JudgedGate<'_>], places: &[usize]) -> Self {
        let place = |at: &usize| places.get(*at).copied();
        let mut cleared = Self::default();
        for judged in gates {
            let withholds = judged.status.withholds();
            if judged.is_releasable || !withholds {
                cleared.gates.push(judged.gate.id.clone());
            }
            if !withholds {
                continue;
            }
            let id = &judged.gate.id;
            let released = judged.clearances.iter().filter_map(place);
            cleared.outcomes.extend(released.map(|at| (at, id.clone(), None)));
            let refused = judged.refused.iter();
            let refused = refused.filter_map(|(at, why)| Some((place(at)?, why.clone())));
            cleared.outcomes.extend(refused.map(|(at, why)| (at, id.clone(), Some(why))));
        }
        cleared
    }
}

/// What shows before there is a plan.
#[derive(Debug, Clone)]
pub struct Preview {
    /// How the screening stands so far.
    pub status: Status,
    /// Gates so far.
    pub gates: Vec<GateNote>,
    /// Cautions so far.
    pub cautions: Vec<CautionNote>,
    /// What to do instead, where a plan is withheld whatever is still answered.
    pub referral: Option<Referral>,
    /// What came of the clearances so far.
    pub cleared: Cleared,
}

/// What the answers come to.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// What is missing.
    pub missing: Vec<Missing>,
    /// How many questions are answered, and how many there are.
    pub progress: (usize, usize),
    /// The plan, once nothing is missing.
    pub plan: Option<Plan>,
    /// Whether the plan was opened and is shown as it was stored.
    pub stored: bool,
    /// What the check found in the plan.
    pub findings: Vec<Finding>,
    /// The answers that the plan is judged by, once nothing is missing.
    pub accepted: Option<Arc<Accepted>>,
    /// What the answers bring, before any change by hand.
    pub built: Option<Arc<Plan>>,
    /// For each finding, why it is right here all the same.
    answers: Vec<Option<String>>,
    /// What came of the clearances, where there is a plan.
    pub cleared: Cleared,
    /// What shows before there is a plan.
    pub preview: Option<Preview>,
    /// What the regions of the body have to show.
    pub body: Marks,
    /// How many facts of an earlier visit nobody confirmed, and its day.
    pub unconfirmed: Option<(usize, Day)>,
}

impl Judged {
    /// Judges what was made so far.
    pub fn of(work: &Work, knowledge: &Knowledge, today: Day) -> Self {
        let draft = &work.intake;
        let unconfirmed = draft.unconfirmed().map(|carried| (carried.facts.len(), carried.from));
        let (answered, _) = draft.progress(knowledge);
        let accepted = match draft.to_intake(knowledge) {
            // The draft's own checks come before these, so this is the last resort.
            Ok(intake) => knowledge
                .accept(intake)
                .map_err(|faults| faults.into_iter().map(|fault| of_all(fault.message)).collect()),
            Err(missing) => as_recorded(work, knowledge).ok_or(missing),
        };
        let judged = accepted.and_then(|accepted| {
            Self::of_answers(accepted, work, answered, knowledge, today)
                .map_err(|error| vec![of_all(error.to_string())])
        });
        let missing = match judged {
            Ok(judged) => return Self { unconfirmed, ..judged },
            Err(missing) => missing,
        };
        let preview = preview(draft, knowledge, today);
        let progress = (answered, answered + missing.len());
        let body = body::of_draft(draft);
        Self { missing, progress, preview, body, unconfirmed, ..Self::default() }
    }

    /// The same for answers that are complete.
    fn of_answers(
        accepted: Accepted,
        work: &Work,
        answered: usize,
        knowledge: &Knowledge,
        today: Day,
    ) -> Result<Self, planner::BuildError> {
        let assessment = planner::assess(&accepted, knowledge);
        let built = match (planner::build(&assessment), &work.hand) {
            (Ok(built), _) => Arc::new(built),
            // Where nothing can be built today, a plan stands as it was stored, and the check speaks.
            (Err(_), Some(hand)) if hand.edits.is_empty() => Arc::clone(&hand.base),
            (Err(error), _) => return Err(error),
        };
        let places: Vec<usize> = (0..work.intake.clearances.len()).collect();
        // A reason to withhold the plan is stronger than any edit.
        let hand = work.hand.as_ref().filter(|_| built.referral.is_none());
        let plan = Plan::clone(hand.map_or(&built, |hand| &hand.plan));
        let mut findings = planner::check_assessed(&plan, &assessment);
        planner::add_session_date(&mut findings, &plan, knowledge, today);
        let answers = findings
            .iter()
            .map(|finding| work.answer(&Warned::of(finding)).map(|answer| answer.why.clone()));
        Ok(Self {
            missing: Vec::new(),
            progress: (answered, answered),
            body: body::of_plan(&plan, &assessment),
            cleared: Cleared::of(&assessment.gates, &places),
            answers: answers.collect(),
            findings,
            built: Some(built),
            plan: Some(plan),
            stored: hand.is_some() && work.is_as_stored(),
            preview: None,
            unconfirmed: None,
            accepted: Some(Arc::new(accepted)),
        })
    }

    /// How the screening stands.
    pub fn status(&self) -> Status {
        let plan = self.plan.as_ref().map(|plan| plan.status);
        let preview = self.preview.as_ref().map(|preview| preview.status);
        plan.or(preview).unwrap_or(Status::Ok)
    }

    /// Every gate that applies.
    pub fn gates(&self) -> &[GateNote] {
        match (&self.plan, &self.preview) {
            (Some(plan), _) => &plan.gates,
            (None, Some(preview)) => &preview.gates,
            (None, None) => &[],
        }
    }

    /// Every caution that applies.
    pub fn cautions(&self) -> &[CautionNote] {
        match (&self.plan, &self.preview) {
            (Some(plan), _) => &plan.cautions,
            (None, Some(preview)) => &preview.cautions,
            (None, None) => &[],
        }
    }

    /// What came of the clearances.
    pub fn cleared(&self) -> &Cleared {
        self.preview.as_ref().map_or(&self.cleared, |preview| &preview.cleared)
    }

    /// What to do instead of a session.
    pub fn referral(&self) -> Option<&Referral> {
        let plan = self.plan.as_ref().and_then(|plan| plan.referral.as_ref());
        let preview = self.preview.as_ref();
        plan.or_else(|| preview.and_then(|preview| preview.referral.as_ref()))
    }

    /// Why a finding, by its place, is right here all the same; none where nobody said so.
    pub fn answer(&self, finding: usize) -> Option<&str> {
        self.answers.get(finding)?.as_deref()
    }

    /// How many conflicts and warnings the check found.
    pub fn counts(&self) -> (usize, usize) {
        let of = |level| self.findings.iter().filter(|f| f.level == level).count();
        (of(Level::Conflict), of(Level::Warning))
    }

    /// How many of the warnings nobody has answered yet.
    pub fn open_warnings(&self) -> usize {
        let found = self.findings.iter().enumerate();
        found
            .filter(|(at, finding)| finding.level == Level::Warning && self.answer(*at).is_none())
            .count()
    }
}

/// Something that is wrong with the answers as a whole.
fn of_all(text: String) -> Missing {
    Missing { field: Field::Category, text }
}

/// The answers of a plan from before places needed their answers, as long as nothing in them is
/// changed: such a plan opens, and the check says what is at odds.
fn as_recorded(work: &Work, knowledge: &Knowledge) -> Option<Accepted> {
    let intake = &work.hand.as_ref()?.plan.intake;
    let now = &work.intake;
    let recorded = IntakeDraft {
        age: now.age,
        carried: now.carried.clone(),
        former: now.former.clone(),
        last: now.last.clone(),
        ..IntakeDraft::from_intake(intake, knowledge)
    };
    if recorded == *now { knowledge.accept_recorded(intake.clone()).ok() } else { None }
}

fn preview(draft: &IntakeDraft, knowledge: &Knowledge, today: Day) -> Option<Preview> {
    let (intake, places) = filled(draft, knowledge, today)?;
    let accepted = knowledge.accept_recorded(intake).ok()?;
    let assessment = planner::assess(&accepted, knowledge);
    let kinds = |kind| match kind {
        CautionKind::Always => true,
        // Without a category the filled-in one would speak.
        CautionKind::Triggered => draft.category.is_some(),
        CautionKind::WithStep => false,
    };
    let cautions = assessment.cautions.iter().filter(|c| kinds(c.kind));
    let gates = assessment.gates.iter();
    let withheld = assessment.status.withholds();
    Some(Preview {
        status: assessment.status,
        gates: gates.map(|gate| gate.note(withheld)).collect(),
        cleared: Cleared::of(&assessment.gates, &places),
        cautions: cautions.map(|caution| assessment.caution_note(caution)).collect(),
        referral: withheld
            .then(|| planner::build(&assessment).ok().and_then(|plan| plan.referral))
            .flatten(),
    })
}

/// The draft with what open answers count as, and the places of the clearances in it.
fn filled(draft: &IntakeDraft, knowledge: &Knowledge, today: Day) -> Option<(Intake, Vec<usize>)> {
    let tables = knowledge.tables();
    let unsaid = unsaid()?;
    let mut draft = draft.clone();
    if draft.day().is_none() {
        draft.date = today.to_string();
    }
    let first = || tables.protocols.first().map(|protocol| protocol.id.clone());
    draft.category = draft.category.filter(|id| knowledge.protocol(id).is_some()).or_else(first);
    draft.side.get_or_insert(unsaid.side);
    draft.pain_back.get_or_insert(unsaid.pain_back);
    draft.pain_leg.get_or_insert(unsaid.pain_leg);
    draft.furthest_point.get_or_insert(unsaid.furthest_point);
    draft.trend.get_or_insert(unsaid.trend);
    draft.inflammation.get_or_insert(unsaid.inflammation);
    draft.diagnosis.get_or_insert(unsaid.diagnosis);
    draft.cause_known.get_or_insert(unsaid.cause_known);
    draft.doctor.get_or_insert(unsaid.doctor_on_massage);
    for finding in &tables.findings {
        let yes = draft.counts_as_yes(&finding.id);
        draft.answers.insert(finding.id.clone(), yes);
    }
    // Places that wait for their answer say nothing before it is there.
    for list in LISTS {
        if !draft.places_allowed(list, knowledge) {
            draft.places.clear(list);
        }
    }
    if draft.needs_excluded(knowledge) && draft.places.list(RegionList::Excluded).is_empty() {
        let region = tables.regions.iter().find(|region| !region.whole_body)?;
        let place = (region.id.clone(), Laterality::Left);
        draft.places.excluded.insert(place);
    }
    // What is typed wrongly stays out until it is right: each round takes out what still stands
    // in the way.
    draft.onset_weeks =
        sound(&draft.onset_weeks, 5200).unwrap_or_else(|| unsaid.onset_weeks.to_string());
    if draft.onset_unknown {
        draft.onset_weeks.clear();
    }
    draft.minutes = match sound(&draft.minutes, 180) {
        Some(text) if text.parse::<u16>().is_ok_and(|minutes| minutes >= 15) => text,
        Some(_) | None => unsaid.minutes.to_string(),
    };
    draft.since.clear();
    draft.activities.clear();
    draft.sitting_hours.clear();
    draft.visit.clear();
    draft.pain_history.clear();
    draft.first_visit.clear();
    draft.last_furthest_point = None;
    // A record that isn't complete releases nothing.
    let complete = |at: &usize| {
        let mut alone = draft.clone();
        let one = alone.clearances.get(*at).cloned();
        alone.clearances = one.into_iter().collect();
        alone.to_intake(knowledge).is_ok_and(|intake| knowledge.accept(intake).is_ok())
    };
    let kept: Vec<usize> = (0..draft.clearances.len()).filter(complete).collect();
    let mut at = 0;
    draft.clearances.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
    Some((draft.to_intake(knowledge).ok()?, kept))
}

fn sound(text: &str, most: u16) -> Option<String> {
    let number = text.trim().parse::<u16>().ok()?;
    (number <= most).then(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_from_before_places_needed_their_answers_opens_with_a_conflict() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = Day::parse("2026-11-24").unwrap();
        for places in ["numb_regions", "inflamed_regions", "injured_regions"] {
            let text = format!(
                r#"{{ "date": "2026-11-24", "category": "chronic", "side": "Left",
                    "pain_back": 3, "pain_leg": 4, "furthest_point": "Knee", "trend": "Same",
                    "inflammation": "None", "onset_weeks": 40, "diagnosis": "ByDoctor",
                    "cause_known": true, "doctor_on_massage": "InFavour", "minutes": 45,
                    "findings": [], "{places}": [{{ "region": "calves", "side": "Left" }}] }}"#
            );
            let intake: Intake = serde_json::from_str(&text).unwrap();
            let mut sound = intake.clone();
            sound.numb_regions.clear();
            sound.inflamed_regions.clear();
            sound.injured_regions.clear();
            let plan = planner::plan(&knowledge.accept(sound).unwrap(), &knowledge).unwrap();
            let plan = Plan { intake, ..plan };
            let mut work = Work::of_plan(plan, &knowledge);
            let judged = Judged::of(&work, &knowledge, today);
            assert!(judged.plan.is_some(), "{places}: {:?}", judged.missing);
            assert!(judged.counts().0 > 0, "{places}");
            work.intake.pain_leg = Some(3);
            let judged = Judged::of(&work, &knowledge, today);
            assert!(judged.plan.is_none() && judged.missing.len() == 1, "{places}");
        }
    }

    #[test]
    fn what_nobody_said_brings_nothing_whatever_the_category() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = Day::parse("2026-11-24").unwrap();
        for protocol in &knowledge.tables().protocols {
            let draft =
                IntakeDraft { category: Some(protocol.id.clone()), ..IntakeDraft::new(today) };
            let judged = Judged::of(&Work::of_intake(draft), &knowledge, today);
            let preview = judged.preview.unwrap();
            assert!(!preview.status.withholds(), "{}: {:?}", protocol.id, preview.status);
            assert!(preview.gates.is_empty(), "{}: {:?}", protocol.id, preview.gates);
            assert!(preview.referral.is_none());
        }
    }

    #[test]
    fn one_answer_alone_is_at_odds_with_nothing() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = Day::parse("2026-11-24").unwrap();
        let category = knowledge.tables().protocols[0].id.clone();
        let base = IntakeDraft { category: Some(category), ..IntakeDraft::new(today) };
        let said = |draft: &IntakeDraft| {
            let judged = Judged::of(&Work::of_intake(draft.clone()), &knowledge, today);
            let cautions = judged.preview.unwrap().cautions.into_iter();
            cautions.map(|caution| caution.id).collect::<Vec<_>>()
        };
        let disagree = crate::model::CautionId::new("k-36").unwrap();
        let mut drafts =
            vec![IntakeDraft { pain_leg: Some(6), pain_back: Some(5), ..base.clone() }];
        for finding in &knowledge.tables().findings {
            let mut draft = base.clone();
            draft.answers.insert(finding.id.clone(), true);
            drafts.push(draft);
        }
        for draft in &drafts {
            assert!(!said(draft).contains(&disagree), "{:?}", draft.answers);
        }
        let mut both = drafts[0].clone();
        both.furthest_point = Some(crate::model::FurthestPoint::LowBack);
        assert!(said(&both).contains(&disagree));
    }
}
