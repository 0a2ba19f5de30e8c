//! Properties of editing: whatever a hand does to a plan, it stays one, and what is allowed stays
//! allowed.
//!
//! Edits are drawn at random over random whole intakes, the same on every run.

use std::collections::BTreeSet;

use fastrand::Rng;

use ischia::knowledge::Accepted;
use ischia::model::{
    BookedMinutes, Intake, ModalityId, Phase, Plan, Position, Pressure, RegionId, Side,
};
use ischia::planner::edit::{
    Choice, Edit, EditError, NewStep, apply, choices, describe, highest_levels, keep, new_steps,
};
use ischia::planner::{Assessment, Finding, Level, assess, check_assessed};

use crate::generate::{self, MODALITIES, REGIONS};
use crate::support::{SHIPPED, accept, built, calm, categories};

/// Rules about the order of steps, their minutes and what lies beside packs; every other conflict
/// of a step is about something closed.
const OF_THE_WHOLE: [&str; 20] = [
    "o-01",
    "o-02",
    "o-03",
    "o-04",
    "o-05",
    "o-06",
    "o-07",
    "o-08",
    "check-in-missing",
    "re-test-missing",
    "home-care-missing",
    "stretch-missing",
    "step-too-short",
    "minutes-sum",
    "unused-without-cause",
    "firm-too-long",
    "firm-unprepared",
    "pack-beside",
    "pack-length",
    "pack-under-hands",
];

fn closed_conflicts(plan: &Plan, assessment: &Assessment<'_>) -> Vec<Finding> {
    let findings = check_assessed(plan, assessment).into_iter();
    findings
        .filter(|finding| finding.level == Level::Conflict && finding.step.is_some())
        .filter(|finding| !OF_THE_WHOLE.contains(&finding.rule.as_str()))
        .collect()
}

/// Random intakes that get a session, with the draws for each.
fn sessions(count: u32, seed: u64, property: impl Fn(&Assessment<'_>, &Plan, &mut Rng)) {
    let strategy = generate::intake();
    let random = generate::samples(&strategy, count, seed);
    let calm = categories().flat_map(|category| {
        [15, 40, 60, 97, 180]
            .map(|minutes| Intake { minutes: BookedMinutes::clamped(minutes), ..calm(category) })
    });
    let mut tried = 0;
    for (at, intake) in calm.chain(random).enumerate() {
        let accepted = accept(intake);
        let assessment = assess(&accepted, &SHIPPED);
        let plan = built(&assessment);
        if !plan.steps.is_empty() {
            let mut rng = Rng::with_seed(seed + at as u64);
            property(&assessment, &plan, &mut rng);
            tried += 1;
        }
    }
    assert!(tried > 25, "only {tried} of the intakes get a session");
}

fn number(rng: &mut Rng, plan: &Plan) -> usize {
    rng.usize(1..=plan.steps.len().max(1))
}

fn region(rng: &mut Rng) -> RegionId {
    let all = [&REGIONS[..], &["whole-body"]].concat();
    RegionId::new(rng.choice(all).unwrap()).unwrap()
}

/// A new value for a field of a step, allowed or not.
fn field_edit(rng: &mut Rng, plan: &Plan) -> Edit {
    let step = number(rng, plan);
    match rng.u8(0..8) {
        0 => Edit::Place { step, regions: vec![region(rng)], side: rng.choice(Side::ALL).unwrap() },
        1 => Edit::Modality { step, modality: modality(rng) },
        2 => Edit::Pressure { step, pressure: Pressure::clamped(rng.u16(1..=5)) },
        3 => Edit::Position { step, position: rng.choice(Position::ALL).unwrap() },
        4 | 5 => Edit::Minutes { step, minutes: rng.u16(1..=30) },
        6 => {
            let all = &SHIPPED.tables().techniques;
            let techniques = (0..rng.usize(1..3)).map(|_| rng.choice(all).unwrap().id.clone());
            Edit::Techniques { step, techniques: techniques.collect() }
        }
        _ => Edit::Instructions { step, text: "Slowly today.".to_owned() },
    }
}

fn modality(rng: &mut Rng) -> ModalityId {
    ModalityId::new(rng.choice(MODALITIES).unwrap()).unwrap()
}

fn new_step(rng: &mut Rng) -> NewStep {
    let mut new = NewStep::of(rng.choice(Phase::ALL).unwrap());
    if rng.bool() {
        new.regions = vec![region(rng)];
        new.side = rng.bool().then(|| rng.choice(Side::ALL).unwrap());
    }
    if new.phase.is_hands_on() && rng.bool() {
        new.modality = rng.bool().then(|| modality(rng));
        new.pressure = rng.bool().then(|| Pressure::clamped(rng.u16(1..=5)));
    }
    new.position = rng.bool().then(|| rng.choice(Position::ALL).unwrap());
    new.minutes = rng.bool().then(|| rng.u16(1..=20));
    new
}

fn any_edit(rng: &mut Rng, plan: &Plan) -> Edit {
    let step = number(rng, plan);
    match rng.u8(0..14) {
        0 | 1 => Edit::Move { step, to: number(rng, plan) },
        2 | 3 => {
            let at = rng.bool().then(|| rng.usize(1..=plan.steps.len() + 1));
            Edit::Add { at, new: new_step(rng) }
        }
        4 => Edit::Duplicate { step },
        5 | 6 => Edit::Remove { step },
        7 => {
            let held = (0..rng.usize(0..4)).map(|_| number(rng, plan));
            Edit::Fit { held: held.collect() }
        }
        _ => field_edit(rng, plan),
    }
}

fn is_whole(plan: &Plan, assessment: &Assessment<'_>) {
    let counted: u16 = plan.steps.iter().filter(|s| s.counted).map(|s| s.minutes.get()).sum();
    assert_eq!(plan.total_minutes, counted);
    let booked = assessment.facts.intake().minutes.get();
    assert_eq!(plan.unused_minutes, booked.saturating_sub(counted));
    for (at, step) in plan.steps.iter().enumerate() {
        assert_eq!(step.number, at + 1);
        assert_eq!(step.counted, !step.phase.is_pack());
        assert!(step.beside.is_sorted_by(|a, b| a < b), "{:?}", step.beside);
        assert!(step.beside.iter().all(|beside| (1..=plan.steps.len()).contains(beside)));
        assert!(step.phase.is_pack() != step.beside.is_empty(), "{step:?}");
    }
    // A caution that applies is on the plan, on its steps and on its advice.
    for finding in check_assessed(plan, assessment) {
        let missing = ["is not on the plan", "not pinned to it", "stands on the plan without"];
        assert!(!missing.iter().any(|words| finding.text.contains(words)), "{finding:?}");
        assert!(!finding.text.contains("the plan says"), "{finding:?}");
        assert_ne!(finding.rule.as_str(), "counted-pack");
    }
}

#[test]
fn an_edit_that_changes_nothing_leaves_every_byte() {
    sessions(80, 11, |assessment, plan, _| {
        for step in &plan.steps {
            let edit = Edit::Minutes { step: step.number, minutes: step.minutes.get() };
            assert_eq!(apply(plan, &edit, assessment).as_ref(), Ok(plan));
        }
    });
}

#[test]
fn whatever_a_hand_does_it_stays_a_plan() {
    sessions(50, 12, |assessment, plan, rng| {
        let mut now = plan.clone();
        for _ in 0..30 {
            let edit = any_edit(rng, &now);
            if let Ok(next) = apply(&now, &edit, assessment) {
                is_whole(&next, assessment);
                now = next;
            }
            let lists = choices(&now, number(rng, &now), assessment);
            assert_eq!(lists.positions.len(), if now.steps.is_empty() { 0 } else { 6 });
        }
    });
}

/// The edit that gives a field its old value back.
fn back(edit: &Edit, plan: &Plan) -> Option<Edit> {
    let old = |step: &usize| plan.steps.get(step - 1);
    Some(match edit {
        Edit::Place { step, .. } => {
            let (regions, side) = (old(step)?.regions.clone(), old(step)?.side?);
            Edit::Place { step: *step, regions, side }
        }
        Edit::Modality { step, .. } => {
            Edit::Modality { step: *step, modality: old(step)?.modality.clone()? }
        }
        Edit::Pressure { step, .. } => {
            Edit::Pressure { step: *step, pressure: old(step)?.pressure? }
        }
        Edit::Position { step, .. } => {
            Edit::Position { step: *step, position: old(step)?.position }
        }
        Edit::Minutes { step, .. } => {
            Edit::Minutes { step: *step, minutes: old(step)?.minutes.get() }
        }
        Edit::Techniques { step, .. } => {
            Edit::Techniques { step: *step, techniques: old(step)?.techniques.clone() }
        }
        Edit::Instructions { step, .. } => {
            Edit::Instructions { step: *step, text: old(step)?.instructions.clone() }
        }
        Edit::Move { step, to } => Edit::Move { step: *to, to: *step },
        Edit::Duplicate { step } => Edit::Remove { step: step + 1 },
        Edit::Add { .. } | Edit::Remove { .. } | Edit::Fit { .. } => return None,
    })
}

#[test]
fn the_old_value_gives_the_old_plan_back() {
    sessions(50, 13, |assessment, plan, rng| {
        let mut now = plan.clone();
        for _ in 0..30 {
            let edit = any_edit(rng, &now);
            // The length of a pack that was set by hand may come to be the one it would have.
            let is_pack = |step: &usize| now.steps[step - 1].phase.is_pack();
            if matches!(&edit, Edit::Minutes { step, .. } if is_pack(step)) {
                continue;
            }
            let Ok(next) = apply(&now, &edit, assessment) else { continue };
            if let Some(back) = back(&edit, &now) {
                let again = apply(&next, &back, assessment).unwrap();
                assert_eq!(again, now, "{edit:?}");
            }
            if !matches!(edit, Edit::Fit { .. } | Edit::Add { .. }) {
                now = next;
            }
        }
    });
}

fn open<T>(list: &[Choice<T>]) -> Vec<Vec<Edit>> {
    let open = list.iter().filter(|choice| choice.closed.is_none() || choice.chosen);
    open.map(|choice| choice.edits.clone()).filter(|edits| !edits.is_empty()).collect()
}

#[test]
fn what_is_open_in_a_list_brings_nothing_closed() {
    sessions(40, 14, |assessment, plan, rng| {
        let mut now = plan.clone();
        assert_eq!(closed_conflicts(&now, assessment), []);
        for _ in 0..30 {
            let step = number(rng, &now);
            let lists = choices(&now, step, assessment);
            assert_eq!(lists.positions.len(), 6);
            let all = [
                open(&lists.places),
                open(&lists.modalities),
                open(&lists.pressures),
                open(&lists.positions),
                open(&lists.techniques),
            ];
            let edits = if rng.u8(0..4) == 0 {
                let offers = new_steps(&now, assessment);
                let offers: Vec<_> = offers.iter().filter(|o| o.closed.is_none()).collect();
                vec![Edit::Add { at: None, new: rng.choice(offers).unwrap().new.clone() }]
            } else {
                let Some(edits) = rng.choice(all.concat()) else { continue };
                edits
            };
            for edit in &edits {
                now = apply(&now, edit, assessment).unwrap();
            }
            assert_eq!(closed_conflicts(&now, assessment), [], "{edits:?} {now:?}");
        }
    });
}

#[test]
fn what_is_closed_in_a_list_is_a_conflict() {
    sessions(40, 15, |assessment, plan, _| {
        for step in &plan.steps {
            let number = step.number;
            let lists = choices(plan, number, assessment);
            for choice in lists.pressures.iter().filter(|choice| choice.closed.is_some()) {
                let edit = Edit::Pressure { step: number, pressure: choice.value };
                let next = apply(plan, &edit, assessment).unwrap();
                assert_ne!(closed_conflicts(&next, assessment), [], "{number} {choice:?}");
            }
            for choice in lists.positions.iter().filter(|choice| choice.closed.is_some()) {
                let edit = Edit::Position { step: number, position: choice.value };
                let next = apply(plan, &edit, assessment).unwrap();
                assert_ne!(closed_conflicts(&next, assessment), [], "{number} {choice:?}");
            }
            for choice in lists.modalities.iter().filter(|choice| choice.closed.is_some()) {
                let modality = choice.value.clone();
                let edit = Edit::Modality { step: number, modality };
                let next = apply(plan, &edit, assessment).unwrap();
                assert_ne!(closed_conflicts(&next, assessment), [], "{number} {choice:?}");
            }
        }
    });
}

#[test]
fn the_highest_level_parts_what_is_open_from_what_is_closed() {
    sessions(40, 17, |assessment, plan, _| {
        let highest = highest_levels(plan, assessment);
        for step in &plan.steps {
            for choice in choices(plan, step.number, assessment).pressures {
                let most = highest.get(&step.number);
                assert_eq!(choice.closed.is_none(), Some(&choice.value) <= most, "{choice:?}");
            }
        }
    });
}

#[test]
fn minutes_fit_exactly_or_the_reason_is_said() {
    let fitted = std::cell::Cell::new(0);
    let refused = std::cell::Cell::new(0);
    sessions(80, 16, |assessment, plan, rng| {
        assert_eq!(
            apply(plan, &Edit::Fit { held: BTreeSet::new() }, assessment).as_ref(),
            Ok(plan),
            "a draft fits already"
        );
        let mut now = plan.clone();
        for _ in 0..12 {
            let edit = any_edit(rng, &now);
            now = apply(&now, &edit, assessment).unwrap_or(now);
            let held: BTreeSet<usize> = (0..rng.usize(0..4)).map(|_| number(rng, &now)).collect();
            match apply(&now, &Edit::Fit { held: held.clone() }, assessment) {
                Ok(next) => {
                    fitted.set(fitted.get() + 1);
                    fits(&now, &next, &held, assessment);
                }
                Err(EditError::Fit(text)) => {
                    refused.set(refused.get() + 1);
                    assert!(text.contains(';'), "{text}");
                }
                Err(error) => assert!(now.steps.is_empty(), "{error}"),
            }
        }
    });
    assert!(fitted.get() > 200 && refused.get() > 10, "{fitted:?} {refused:?}");
}

fn fits(before: &Plan, after: &Plan, held: &BTreeSet<usize>, assessment: &Assessment<'_>) {
    is_whole(after, assessment);
    let booked = assessment.facts.intake().minutes.get();
    assert_eq!(after.total_minutes + after.unused_minutes, booked);
    for (old, new) in before.steps.iter().zip(&after.steps) {
        let least = match new.phase {
            Phase::CheckIn | Phase::Focus => 3,
            Phase::Heat
            | Phase::WarmUp
            | Phase::Stretch
            | Phase::Cold
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => 2,
        };
        if held.contains(&old.number) {
            assert_eq!(new.minutes, old.minutes);
        } else if new.counted {
            assert!(new.minutes.get() >= least, "{new:?}");
        }
    }
    let wrong = |finding: &Finding| {
        let rule = finding.rule.as_str();
        ["firm-too-long", "minutes-sum", "unused-without-cause"].contains(&rule)
            || finding.text.starts_with("Hands-on work")
    };
    let findings = check_assessed(after, assessment);
    let found: Vec<_> = findings.iter().filter(|finding| wrong(finding)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn nothing_of_the_client_stands_in_the_words_for_an_edit() {
    let mut intake = calm("chronic");
    intake.notes = Some("Zephyrine sails".to_owned());
    let accepted: Accepted = accept(intake);
    let assessment = assess(&accepted, &SHIPPED);
    let mut plan = built(&assessment);
    let mut rng = Rng::with_seed(3);
    for _ in 0..300 {
        let mut edit = any_edit(&mut rng, &plan);
        if let Edit::Instructions { text, .. } = &mut edit {
            "Zephyrine asked for it".clone_into(text);
        }
        let said = describe(&edit, &plan, &SHIPPED);
        assert!(!said.what.contains("Zephyrine") && !said.what.is_empty(), "{said:?}");
        if let Ok(next) = apply(&plan, &edit, &assessment)
            && next.steps.len() < 30
            && next.steps.len() > 3
        {
            plan = next;
        }
    }
}

/// The same client, who has booked other minutes and tells of more.
fn rebuilt(intake: &Intake, rng: &mut Rng) -> Intake {
    let mut intake = intake.clone();
    intake.minutes = BookedMinutes::clamped(rng.u16(15..=180));
    if rng.bool() {
        intake.findings.insert(generate::finding(rng.choice(generate::MODIFIER).unwrap()));
    }
    generate::with_wound_place(intake)
}

#[test]
fn edits_are_kept_over_a_rebuild() {
    sessions(60, 17, |assessment, base, rng| {
        let other = accept(rebuilt(assessment.facts.intake(), rng));
        let then = assess(&other, &SHIPPED);
        let rebuilt = built(&then);
        let unedited = keep(base, base, &rebuilt, &then);
        assert_eq!((unedited.plan, unedited.lost), (rebuilt.clone(), Vec::<String>::new()));

        let mut edited = base.clone();
        for _ in 0..rng.usize(1..12) {
            edited = apply(&edited, &any_edit(rng, &edited), assessment).unwrap_or(edited);
        }
        let kept = keep(&edited, base, base, assessment);
        assert_eq!((kept.plan, kept.lost), (edited.clone(), Vec::<String>::new()));

        let kept = keep(&edited, base, &rebuilt, &then);
        if rebuilt.steps.is_empty() {
            assert_eq!(kept.plan, rebuilt);
            assert!(edited == *base || !kept.lost.is_empty());
        } else {
            is_whole(&kept.plan, &then);
        }
        assert_eq!(kept.numbers.len(), edited.steps.len());
        assert_eq!(kept.plan.intake, rebuilt.intake);
    });
}

#[test]
fn a_single_change_finds_its_step_again() {
    sessions(60, 18, |assessment, base, rng| {
        let mut intake = assessment.facts.intake().clone();
        intake.minutes = BookedMinutes::clamped(intake.minutes.get().saturating_add(15));
        let other = accept(intake);
        let then = assess(&other, &SHIPPED);
        let rebuilt = built(&then);
        let step = number(rng, base);
        let (text, minutes) =
            ("Only as far as it feels good.", base.steps[step - 1].minutes.get() + 1);
        let typed = Edit::Instructions { step, text: text.to_owned() };
        let longer = Edit::Minutes { step, minutes };
        let edited = apply(base, &typed, assessment).unwrap();
        let edited = apply(&edited, &longer, assessment).unwrap();
        let kept = keep(&edited, base, &rebuilt, &then);
        let told = kept.plan.steps.iter().filter(|step| step.instructions == text);
        let told: Vec<_> = told.collect();
        if let Some(number) = kept.numbers[step - 1] {
            assert_eq!((told.len(), told[0].number), (1, number));
            assert_eq!(told[0].minutes.get(), minutes);
            assert_eq!(kept.lost, Vec::<String>::new());
        } else {
            assert!(told.is_empty());
            assert_eq!(kept.lost.len(), 1);
            assert!(kept.lost[0].contains("minutes and instructions"), "{:?}", kept.lost);
        }
    });
}

#[test]
fn a_removed_and_an_added_step_stay_so_after_a_rebuild() {
    let accepted = accept(calm("chronic"));
    let assessment = assess(&accepted, &SHIPPED);
    let base = built(&assessment);
    let calves = |plan: &Plan| {
        let mut steps = plan.steps.iter();
        let found =
            steps.find(|step| step.phase == Phase::Focus && step.regions[0].as_str() == "calves");
        found.map(|step| step.number)
    };
    let edited = apply(&base, &Edit::Remove { step: calves(&base).unwrap() }, &assessment).unwrap();
    let edited =
        apply(&edited, &Edit::Add { at: None, new: NewStep::of(Phase::Rest) }, &assessment);
    let edited = edited.unwrap();
    let rests = |plan: &Plan| plan.steps.iter().filter(|s| s.phase == Phase::Rest).count();
    assert_eq!((calves(&edited), rests(&base), rests(&edited)), (None, 0, 1));

    let other = accept(Intake { minutes: BookedMinutes::clamped(75), ..calm("chronic") });
    let then = assess(&other, &SHIPPED);
    let rebuilt = built(&then);
    assert!(calves(&rebuilt).is_some());
    let kept = keep(&edited, &base, &rebuilt, &then);
    assert_eq!((calves(&kept.plan), rests(&kept.plan), kept.lost.len()), (None, 1, 0));
    let order: Vec<Phase> = kept.plan.steps.iter().map(|step| step.phase).collect();
    let rest = order.iter().position(|phase| *phase == Phase::Rest).unwrap();
    assert_eq!(order[rest + 1], Phase::ReTest, "{order:?}");
}
