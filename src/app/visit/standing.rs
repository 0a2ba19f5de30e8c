//! How a visit stands: the plan once the answers are complete, a first look before that, and what the
//! check found.
//!
//! Decides nothing itself: what open answers count as, the knowledge says.

use std::sync::Arc;

use super::cleared::Cleared;
use super::withheld::Withheld;
use super::work::Work;
use crate::app::body::{self, Marks};
use crate::app::draft::{Converted, Field, IntakeDraft, MissingAnswer};
use crate::app::editing::Warned;
use crate::knowledge::schema::CautionKind;
use crate::knowledge::{Accepted, IntakeFault, Knowledge};
use crate::model::{Addressee, CautionNote, Clearance, Day, GateNote, Plan, Referral, Status};
use crate::planner::{self, Assessment, Finding, Level};

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
    /// The same as it is drafted, without own words.
    drafted: Option<Referral>,
    /// What came of the clearances so far.
    pub cleared: Cleared,
    /// What stands in the way, where a plan is withheld.
    pub withheld: Option<Withheld>,
}

impl Preview {
    /// `given` are the clearances of the draft.
    fn of(accepted: &Accepted, given: &Given, draft: &IntakeDraft, knowledge: &Knowledge) -> Self {
        let assessment = planner::assess(accepted, knowledge);
        let kinds = |kind| match kind {
            CautionKind::Always => true,
            // Without a category the filled-in one would speak.
            CautionKind::Triggered => draft.category.is_some(),
            CautionKind::WithStep => false,
        };
        let cautions = assessment.cautions.iter().filter(|c| kinds(c.kind));
        let gates = assessment.gates.iter();
        let withheld = assessment.status.withholds();
        let referral = || planner::build(&assessment).ok().and_then(|plan| plan.referral);
        let cleared = Cleared::of(&assessment, &given.places);
        Self {
            status: assessment.status,
            gates: gates.map(|gate| gate.note(withheld)).collect(),
            withheld: Withheld::of(&assessment, &cleared, draft, given.pending.as_ref()),
            cleared,
            cautions: cautions.map(|caution| assessment.caution_note(caution)).collect(),
            referral: withheld.then(referral).flatten(),
            drafted: None,
        }
    }
}

/// The clearances of a draft.
struct Given {
    /// The places of those that were judged.
    places: Vec<usize>,
    /// The one that is being filled in, once nothing is missing in it.
    pending: Option<Clearance>,
}

/// Answers to which nothing is missing.
struct CompleteAnswers {
    accepted: Arc<Accepted>,
    /// Whether something would be missing, had it not been stored so.
    is_recorded: bool,
}

/// What complete answers bring.
pub(super) struct Brought<'a> {
    /// The plan; where none can be built today, the one that was stored.
    pub built: &'a Arc<Plan>,
    /// What the answers leave open.
    pub assessment: &'a Assessment<'a>,
    /// Whether the plan was built from the answers.
    pub is_built: bool,
    /// Whether the answers count only because they were stored so: something in them is missing today.
    pub is_recorded: bool,
}

/// How a visit stands: what its answers and edits come to.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// What is missing.
    pub missing: Vec<MissingAnswer>,
    /// How many questions are answered, and how many there are.
    pub progress: (usize, usize),
    /// The plan, once nothing is missing.
    pub plan: Option<Arc<Plan>>,
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
    /// What stands in the way, where a plan is withheld.
    withheld: Option<Withheld>,
    /// What shows before there is a plan.
    pub preview: Option<Preview>,
    /// What the regions of the body have to show.
    pub body: Marks,
    /// How many facts of an earlier visit nobody confirmed, and its day.
    pub unconfirmed: Option<(usize, Day)>,
}

impl Standing {
    /// How the work stands: its answers are converted, assessed and built once. Before the plan is
    /// checked, `settle` may draw the conclusions from what the answers bring.
    pub(super) fn of(
        work: &mut Arc<Work>,
        knowledge: &Knowledge,
        today: Day,
        settle: impl FnOnce(&mut Arc<Work>, &Brought<'_>),
    ) -> Self {
        let unconfirmed = work.intake.unconfirmed();
        let unconfirmed = unconfirmed.map(|carried| (carried.facts.len(), carried.from));
        let converted = work.intake.convert(knowledge, today);
        let answered = converted.answered;
        let given =
            Given { places: converted.clearances.clone(), pending: converted.pending.clone() };
        let (missing, accepted) = match accept(work, converted, knowledge) {
            Answers::Open(missing, accepted) => (missing, accepted),
            Answers::Complete(complete) => {
                let pending = given.pending.as_ref();
                match Self::of_answers(work, &complete, pending, knowledge, today, settle) {
                    Ok(standing) => {
                        return Self { progress: (answered, answered), unconfirmed, ..standing };
                    }
                    Err(error) => (vec![of_all(error.to_string())], Some(complete.accepted)),
                }
            }
        };
        let draft = &work.intake;
        let preview = accepted.map(|it| {
            let mut preview = Preview::of(&it, &given, draft, knowledge);
            preview.drafted = preview.referral.clone();
            preview.referral = preview.referral.map(|referral| work.in_own_words(referral));
            preview
        });
        Self {
            progress: (answered, answered + missing.len()),
            missing,
            preview,
            body: body::of_draft(draft),
            unconfirmed,
            ..Self::default()
        }
    }

    /// The same for answers that are complete.
    fn of_answers(
        work: &mut Arc<Work>,
        complete: &CompleteAnswers,
        pending: Option<&Clearance>,
        knowledge: &Knowledge,
        today: Day,
        settle: impl FnOnce(&mut Arc<Work>, &Brought<'_>),
    ) -> Result<Self, planner::BuildError> {
        let CompleteAnswers { accepted, is_recorded } = complete;
        let assessment = planner::assess(accepted, knowledge);
        let (built, is_built) = match (planner::build(&assessment), &work.hand) {
            (Ok(built), _) => (Arc::new(built), true),
            // Where nothing can be built today, a plan stands as it was stored, and the check speaks.
            (Err(_), Some(hand)) if hand.edits.is_empty() => (Arc::clone(&hand.base), false),
            (Err(error), _) => return Err(error),
        };
        let is_recorded = *is_recorded;
        let brought = Brought { built: &built, assessment: &assessment, is_built, is_recorded };
        settle(work, &brought);
        let records = work.intake.clearances.iter().enumerate();
        let places: Vec<usize> =
            records.filter(|(_, one)| !one.is_pending).map(|(at, _)| at).collect();
        let cleared = Cleared::of(&assessment, &places);
        let plan = work.shown(&built);
        let mut findings = planner::check_assessed(&plan, &assessment);
        planner::add_session_date(&mut findings, &plan, knowledge, today);
        let answers = findings
            .iter()
            .map(|finding| work.answer(&Warned::of(finding)).map(|answer| answer.why.clone()));
        Ok(Self {
            body: body::of_plan(&plan, &assessment),
            withheld: Withheld::of(&assessment, &cleared, &work.intake, pending),
            cleared,
            answers: answers.collect(),
            findings,
            built: Some(built),
            plan: Some(plan),
            accepted: Some(Arc::clone(accepted)),
            ..Self::default()
        })
    }

    /// The plan, where it has steps.
    pub fn session(&self) -> Option<&Arc<Plan>> {
        self.plan.as_ref().filter(|plan| plan.referral.is_none())
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

    /// What stands in the way of a session; none where one can take place.
    pub fn withheld(&self) -> Option<&Withheld> {
        let preview = self.preview.as_ref().and_then(|preview| preview.withheld.as_ref());
        preview.or(self.withheld.as_ref())
    }

    /// The drafted words to hand over, whatever somebody put in their place.
    pub fn drafted_words(&self, addressee: Addressee) -> Option<&str> {
        let built = self.built.as_ref().and_then(|plan| plan.referral.as_ref());
        let preview = self.preview.as_ref().and_then(|preview| preview.drafted.as_ref());
        built.or(preview).map(|referral| referral.words(addressee))
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

/// The answers, as far as they go.
enum Answers {
    /// Nothing is missing.
    Complete(CompleteAnswers),
    /// What is missing, and what can be looked ahead with.
    Open(Vec<MissingAnswer>, Option<Arc<Accepted>>),
}

/// Takes the answers to the knowledge.
fn accept(work: &Work, converted: Converted, knowledge: &Knowledge) -> Answers {
    let Converted { intake, missing, .. } = converted;
    if missing.is_empty() {
        // The draft's own checks come before these, so what is wrong here is the last resort.
        let wrong = |faults: &[IntakeFault]| {
            faults.iter().map(|fault| of_all(fault.message.clone())).collect()
        };
        return match intake.map(|intake| knowledge.accept_recorded(intake)) {
            Some(Ok(accepted)) if accepted.at_odds().is_empty() => {
                let accepted = Arc::new(accepted);
                Answers::Complete(CompleteAnswers { accepted, is_recorded: false })
            }
            Some(Ok(accepted)) => Answers::Open(wrong(accepted.at_odds()), Some(accepted.into())),
            Some(Err(faults)) => Answers::Open(wrong(&faults), None),
            None => Answers::Open(Vec::new(), None),
        };
    }
    if let Some(accepted) = as_recorded(work, knowledge) {
        let accepted = Arc::new(accepted);
        return Answers::Complete(CompleteAnswers { accepted, is_recorded: true });
    }
    let ahead = intake.and_then(|intake| knowledge.accept_recorded(intake).ok());
    Answers::Open(missing, ahead.map(Arc::new))
}

/// Something that is wrong with the answers as a whole.
fn of_all(text: String) -> MissingAnswer {
    MissingAnswer { field: Field::Category, text }
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
        began: now.began,
        ..IntakeDraft::from_intake(intake, knowledge)
    };
    if recorded == *now { knowledge.accept_recorded(intake.clone()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Change;
    use crate::app::visit::{Visit, VisitChange};
    use crate::model::{Intake, Nprs, PlanRecord};

    fn nprs(score: u16) -> Option<Nprs> {
        Nprs::new(score).ok()
    }

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
            let mut visit = Visit::of_record(PlanRecord::draft(plan), &knowledge, today);
            let stands = visit.standing();
            assert!(stands.plan.is_some(), "{places}: {:?}", stands.missing);
            assert!(stands.counts().0 > 0, "{places}");
            let change = Change::PainLeg(Nprs::new(3).unwrap());
            visit.apply(VisitChange::Answer(change, None), &knowledge, today).unwrap();
            let stands = visit.standing();
            assert!(stands.plan.is_none() && stands.missing.len() == 1, "{places}");
        }
    }

    #[test]
    fn what_nobody_said_brings_nothing_whatever_the_category() {
        let knowledge = Knowledge::shipped().unwrap();
        let today = Day::parse("2026-11-24").unwrap();
        for protocol in &knowledge.tables().protocols {
            let draft =
                IntakeDraft { category: Some(protocol.id.clone()), ..IntakeDraft::new(today) };
            let visit = Visit::of(Work::of_intake(draft), &knowledge, today);
            let preview = visit.standing().preview.clone().unwrap();
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
            let visit = Visit::of(Work::of_intake(draft.clone()), &knowledge, today);
            let cautions = visit.standing().preview.clone().unwrap().cautions.into_iter();
            cautions.map(|caution| caution.id).collect::<Vec<_>>()
        };
        let disagree = crate::model::CautionId::new("k-36").unwrap();
        let mut drafts =
            vec![IntakeDraft { pain_leg: nprs(6), pain_back: nprs(5), ..base.clone() }];
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
