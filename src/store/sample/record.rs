//! The versions of a made-up plan: drafted, changed by hand here and there, and how the session went.
//!
//! Plans come from the real planner, and every change by hand is one that the real check lets pass;
//! what it warns of is answered before a plan is called ready.

use jiff::Timestamp;

use super::dice::Dice;
use super::series::{SampleVisit, nearer};
use super::words::SampleWords;
use super::{SampleError, moment};
use crate::knowledge::Knowledge;
use crate::model::{
    Acknowledgement, Activity, Entry, Intake, Minutes, Nprs, Outcome, Phase, Plan, PlanEdit,
    PlanRecord, PlanState, Pressure, Response, StepOutcome, StepWent,
};
use crate::planner::{self, Assessment, Finding, Level};

/// How a visit stands to the series.
#[derive(Debug, Clone, Copy)]
pub struct SamplePlace {
    /// Whether the session is yet to come.
    pub is_next: bool,
    /// Whether the client gets better.
    pub improves: bool,
}

/// The versions of a plan, each with the time of its saving, oldest first.
pub fn versions(
    words: &SampleWords,
    knowledge: &Knowledge,
    intake: Intake,
    visit: &SampleVisit<'_>,
    place: SamplePlace,
    dice: &mut Dice,
) -> Result<Vec<(Timestamp, PlanRecord)>, SampleError> {
    let accepted = knowledge.accept(intake).map_err(|faults| {
        SampleError::Intake(faults.into_iter().map(|fault| fault.message).collect())
    })?;
    let assessment = planner::assess(&accepted, knowledge);
    let plan = planner::build(&assessment)?;
    let came = moment(visit.day, dice.between(8 * 60..=18 * 60));
    if plan.status.withholds() {
        // Nothing took place and nothing is ready: it stays what it was when the client was sent on.
        return Ok(vec![(came, PlanRecord::draft(plan))]);
    }
    let before = moment(visit.day.plus_days(-1), dice.between(17 * 60..=20 * 60));
    let mut versions = Vec::new();
    let mut record = PlanRecord::draft(plan);
    if dice.percent(20) {
        versions.push((before, record.clone()));
    }
    if dice.percent(12)
        && let Some((plan, edit)) = edited(&record.plan, &assessment, words, dice)
    {
        record.plan = plan;
        record.edits.push(edit);
    }
    if place.is_next && dice.percent(30) {
        if versions.is_empty() || !record.edits.is_empty() {
            versions.push((came, record));
        }
        return Ok(versions);
    }
    record.acknowledged = planner::check_assessed(&record.plan, &assessment)
        .into_iter()
        .filter(|finding| finding.level == Level::Warning)
        .map(|finding| answer(finding, words, dice))
        .collect();
    record.state = PlanState::Ready;
    if place.is_next || (!record.edits.is_empty() && dice.percent(50)) {
        versions.push((came, record.clone()));
    }
    if !place.is_next {
        let went = outcome(&record.plan, visit, place, words, dice);
        let after = came.saturating_add(jiff::SignedDuration::from_mins(95)).unwrap_or(came);
        record.close(went, Entry { at: after, by: words.practice.therapist.clone() });
        versions.push((after, record));
    }
    Ok(versions)
}

/// A plan with one step changed so that no hard rule is broken, where there is such a change.
fn edited(
    plan: &Plan,
    assessment: &Assessment<'_>,
    words: &SampleWords,
    dice: &mut Dice,
) -> Option<(Plan, PlanEdit)> {
    let worked: Vec<usize> = (0..)
        .zip(&plan.steps)
        .filter(|(_, step)| step.phase == Phase::Focus)
        .map(|(at, _)| at)
        .collect();
    let at = *dice.pick(&worked)?;
    let softer = dice.percent(60);
    [softer, !softer].into_iter().find_map(|softer| {
        let mut plan = plan.clone();
        let step = plan.steps.get_mut(at)?;
        let old = step.pressure?;
        let new = if softer { old.get().checked_sub(1) } else { old.get().checked_add(1) };
        let new = Pressure::new(new?).ok()?;
        step.pressure = Some(new);
        let number = step.number;
        let found = planner::check_assessed(&plan, assessment);
        let is_sound = found.iter().all(|finding| finding.level == Level::Warning);
        let edit = PlanEdit {
            step: Some(number),
            what: format!("pressure {old} → {new}"),
            why: Some(words.say(&words.texts.edit_reasons, dice)),
        };
        is_sound.then_some((plan, edit))
    })
}

fn answer(finding: Finding, words: &SampleWords, dice: &mut Dice) -> Acknowledgement {
    Acknowledgement {
        rule: finding.rule.to_string(),
        step: finding.step,
        text: finding.text,
        why: words.say(&words.texts.answers, dice),
    }
}

fn outcome(
    plan: &Plan,
    visit: &SampleVisit<'_>,
    place: SamplePlace,
    words: &SampleWords,
    dice: &mut Dice,
) -> Outcome {
    let intake = &plan.intake;
    let relief = if place.improves { dice.small(0..=2) } else { dice.small(0..=1) };
    let after = |before: Nprs| Nprs::clamped(before.get().saturating_sub(relief));
    let (pain_back, pain_leg) = (after(intake.pain_back), after(intake.pain_leg));
    let response = match (relief, pain_back.max(pain_leg) < intake.pain()) {
        (_, true) => Response::Better,
        (0, false) if !place.improves && dice.percent(15) => Response::Worse,
        (_, false) => Response::Same,
    };
    let notes = match response {
        Response::Better => &words.texts.outcome_notes,
        Response::Same | Response::Worse => &words.texts.poor_notes,
    };
    let reach = intake.furthest_point;
    Outcome {
        steps: steps(plan, words, dice),
        pain_back: Some(pain_back),
        pain_leg: dice.percent(90).then_some(pain_leg),
        furthest_point: dice.percent(85).then(|| nearer(reach, relief / 2)),
        activities: intake.activities.iter().map(|it| scored(it, relief, dice)).collect(),
        response: Some(response),
        response_note: dice.percent(80).then(|| words.say(notes, dice)),
        // Little is typed beside what is pressed.
        next_time: dice.percent(25).then(|| words.say(&words.texts.next_times, dice)),
        unwanted: dice.percent(90).then(String::new),
        next_visit: plan
            .follow_up
            .as_ref()
            .and_then(|next| next.interval_days)
            .map(|days| visit.day.plus_days(i32::from(days.get()))),
        ..Outcome::on(visit.day)
    }
}

/// An activity after the session: a point easier where pain fell, now and then.
fn scored(before: &Activity, relief: u16, dice: &mut Dice) -> Activity {
    let more = if relief > 0 { dice.small(0..=1) } else { 0 };
    Activity { name: before.name.clone(), score: Nprs::clamped(before.score.get() + more) }
}

/// Steps that went in another way than planned: mostly none.
fn steps(plan: &Plan, words: &SampleWords, dice: &mut Dice) -> Vec<StepOutcome> {
    let mut went = Vec::new();
    for step in &plan.steps {
        let chance = match step.phase {
            Phase::Heat | Phase::Cold | Phase::Stretch | Phase::Rest => 10,
            Phase::WarmUp | Phase::Focus => 5,
            // Without these there would be no session.
            Phase::CheckIn | Phase::ReTest | Phase::HomeCare => 0,
        };
        if dice.percent(chance) {
            let (what, list) = if step.phase != Phase::WarmUp && dice.percent(50) {
                (StepWent::Skipped, &words.texts.skipped)
            } else {
                (StepWent::Changed, &words.texts.changed)
            };
            let note = Some(words.say(list, dice));
            let shorter = step.minutes.get().saturating_sub(2).max(2);
            let minutes = (what == StepWent::Changed && dice.percent(50))
                .then(|| Minutes::clamped(shorter.min(step.minutes.get())));
            went.push(StepOutcome { minutes, note, ..StepOutcome::new(step.number, what) });
        }
    }
    went
}
