//! Built plans, changed by hand: what is against the documents has to be found by its rule, and
//! what a therapist may change has to pass.
//!
//! What makes a change illegal is taken from the oracle and from tables in these files, never from
//! the program.

mod content;
mod legal;
mod order;
mod part4;
mod record;
mod time;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ischia::model::{
    Aggravator, BookedMinutes, Inflammation, Intake, Laterality, Nprs, Phase, Plan, RegionId, Side,
    Step, Weeks,
};
use ischia::planner::{Finding, Level, check};
use ischia::text::to_ron;

use crate::generate::{clearance, finding, place};
use crate::oracle::Answers;
use crate::support::{SHIPPED, calm, categories, plan};

/// A plan changed against the documents, and the rules by which that may be found.
pub struct Mutant {
    pub name: String,
    pub plan: Plan,
    /// Ids of rules; empty where the documents name none: any conflict on the step will do.
    pub rules: Vec<String>,
    /// The step at fault, where it is one.
    pub step: Option<usize>,
}

impl Mutant {
    pub fn new(name: impl Into<String>, plan: Plan, rules: &[&str]) -> Self {
        let rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
        Self { name: name.into(), plan, rules, step: None }
    }

    pub fn on(mut self, step: usize) -> Self {
        self.step = Some(step);
        self
    }

    /// Whether a conflict says so that wasn't there before.
    fn is_found(&self, before: &[Finding]) -> bool {
        let findings = check(&self.plan, &SHIPPED).unwrap();
        let conflicts = findings
            .iter()
            .filter(|finding| finding.level == Level::Conflict && !before.contains(finding));
        conflicts
            .filter(|finding| {
                self.step.is_none() || finding.step.is_none() || finding.step == self.step
            })
            .any(|finding| {
                self.rules.is_empty() || self.rules.iter().any(|rule| rule == finding.rule.as_str())
            })
    }
}

/// The plan with some change.
pub fn changed(plan: &Plan, change: impl FnOnce(&mut Plan)) -> Plan {
    let mut next = plan.clone();
    change(&mut next);
    next
}

/// The plan with a change of one step.
pub fn with_step(plan: &Plan, number: usize, change: impl FnOnce(&mut Step)) -> Plan {
    changed(plan, |next| change(&mut next.steps[number - 1]))
}

/// The plan with its steps in this order (old numbers); what is left out is dropped.
pub fn reordered(plan: &Plan, order: &[usize]) -> Plan {
    let renumber = |old: usize| order.iter().position(|number| *number == old).map(|at| at + 1);
    changed(plan, |next| {
        next.steps = order.iter().map(|number| plan.steps[number - 1].clone()).collect();
        for (at, step) in next.steps.iter_mut().enumerate() {
            step.number = at + 1;
            step.beside = step.beside.iter().filter_map(|number| renumber(*number)).collect();
        }
        for caution in &mut next.cautions {
            caution.steps = caution.steps.iter().filter_map(|number| renumber(*number)).collect();
            caution.steps.sort_unstable();
        }
    })
}

/// The plan with one step moved before another.
pub fn moved(plan: &Plan, step: usize, before: usize) -> Plan {
    let mut order: Vec<usize> =
        plan.steps.iter().map(|step| step.number).filter(|number| *number != step).collect();
    let at = order.iter().position(|number| *number == before).unwrap_or(order.len());
    order.insert(at, step);
    reordered(plan, &order)
}

pub fn of(plan: &Plan, phase: Phase) -> impl Iterator<Item = &Step> {
    plan.steps.iter().filter(move |step| step.phase == phase)
}

pub fn covers(step: &Step, region: &RegionId, side: Laterality) -> bool {
    step.regions.contains(region) && step.side.is_some_and(|own| own.covers(side))
}

pub fn share_a_cell(a: &Step, b: &Step) -> bool {
    a.regions.iter().any(|region| {
        Laterality::ALL.iter().any(|side| covers(a, region, *side) && covers(b, region, *side))
    })
}

/// Takes a category, minutes, and what else the client answers.
type TakeClient<'a> = &'a mut dyn FnMut(&str, u16, &dyn Fn(&mut Intake));

/// Clients that Part 4 of the facts is about.
fn part4_clients(category: &str, client: TakeClient<'_>) {
    for id in ["known-herniated-disc", "past-clot", "bruises-easily"] {
        client(category, 60, &|intake| intake.findings = [finding(id)].into());
    }
    for value in crate::lattice::refusals().iter().chain(&crate::lattice::aggravators()) {
        client(category, 60, &|intake| value.put(intake));
    }
    client(category, 25, &|_| {});
    client(category, 75, &|intake| {
        intake.course =
            Some(crate::lattice::series(&[3, 3], Some(ischia::model::FurthestPoint::Buttock)));
    });
    client(category, 60, &|intake| {
        intake.inflammation = Inflammation::Some;
        intake.inflamed_regions = vec![place("gluteals", Side::Right)];
    });
}

/// A few dozen clients: every category and side, every modifier, some of them cleared.
fn clients() -> Vec<Intake> {
    let mut all = Vec::new();
    let mut client = |category: &str, minutes: u16, change: &dyn Fn(&mut Intake)| {
        let mut intake = calm(category);
        intake.minutes = BookedMinutes::clamped(minutes);
        change(&mut intake);
        all.push(intake);
    };
    for category in categories() {
        for side in Side::ALL {
            client(category, 60, &|intake| intake.side = side);
        }
        client(category, 30, &|_| {});
        client(category, 120, &|_| {});
        client(category, 75, &|intake| intake.inflammation = Inflammation::Some);
        client(category, 60, &|intake| intake.onset_weeks = Some(Weeks::clamped(2)));
        client(category, 90, &|intake| {
            intake.pain_leg = Nprs::clamped(8);
            intake.clearances = vec![clearance(None, None)];
        });
        client(category, 60, &|intake| intake.clearances = vec![clearance(Some(2), Some(20))]);
        client(category, 60, &|intake| {
            intake.inflammation = Inflammation::Intense;
            intake.clearances = vec![clearance(Some(3), None)];
        });
        for id in [
            "spinal-stenosis",
            "spondylolisthesis",
            "anticoagulant",
            "pregnancy",
            "pregnancy-after-week-13",
            "osteoporosis",
            "hip-replacement",
            "opioid",
            "tingling",
            "varicose-veins",
            "trauma-within-72h",
            "immune-suppression",
            "poor-circulation-or-diabetes",
        ] {
            client(category, 60, &|intake| intake.findings = [finding(id)].into());
        }
        for id in ["stable-numbness", "bleeding-disorder", "recent-surgery", "foot-drop", "fever"] {
            client(category, 60, &|intake| {
                intake.findings = [finding(id)].into();
                intake.clearances = vec![clearance(None, None)];
            });
            client(category, 60, &|intake| intake.findings = [finding(id)].into());
        }
        for (region, side) in
            [("gluteals", Side::Right), ("calves", Side::Both), ("low-back-outer", Side::Left)]
        {
            client(category, 60, &|intake| {
                intake.findings = [finding("open-wound")].into();
                intake.excluded_regions = vec![place(region, side)];
            });
        }
        client(category, 60, &|intake| {
            intake.findings = [finding("stable-numbness")].into();
            intake.numb_regions = vec![place("gluteals", Side::Right)];
            intake.clearances = vec![clearance(None, None)];
        });
        part4_clients(category, &mut client);
    }
    all
}

type Maker = fn(&Plan) -> Vec<Mutant>;

/// Makes and judges the mutants of one kind over all clients.
fn every(least: usize, makers: &[Maker]) {
    let mut tried: BTreeMap<String, usize> = BTreeMap::new();
    let mut missed: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for intake in clients() {
        let built = plan(intake.clone());
        let before = check(&built, &SHIPPED).unwrap();
        for mutant in makers.iter().flat_map(|maker| maker(&built)) {
            *tried.entry(mutant.name.clone()).or_default() += 1;
            if !mutant.is_found(&before) {
                let seen = missed.entry(mutant.name.clone()).or_insert_with(|| {
                    let found: Vec<String> = check(&mutant.plan, &SHIPPED)
                        .unwrap()
                        .iter()
                        .map(|one| format!("{:?} {:?} {}", one.level, one.step, one.rule))
                        .collect();
                    let ron = to_ron(&intake).unwrap().replace("\n    ", " ");
                    let step = mutant.step.map(|number| mutant.plan.steps[number - 1].clone());
                    (0, format!("wanted {:?}, found {found:?}\n{step:?}\n{ron}", mutant.rules))
                });
                seen.0 += 1;
            }
        }
    }
    let mut text = String::new();
    for (name, (count, first)) in &missed {
        writeln!(text, "* {name}: {count} of {} not found; {first}\n", tried[name]).unwrap();
    }
    assert!(text.is_empty(), "{text}");
    assert!(tried.len() >= least, "only {tried:?}");
}

#[test]
fn levels_modalities_regions_and_positions_against_the_documents_are_found() {
    every(
        8,
        &[
            content::over_the_cap,
            content::level_five,
            content::closed_modalities,
            content::closed_techniques,
            content::closed_home_care,
            content::closed_positions,
            content::supports,
            content::closed_regions,
            content::shapes,
            part4::closed_items,
            part4::warm_stones,
        ],
    );
}

#[test]
fn steps_moved_or_dropped_against_the_order_are_found() {
    every(12, &[order::moves, order::cold_out_of_order, order::drops]);
}

#[test]
fn changes_of_what_is_recorded_are_found() {
    every(10, &[record::cautions, record::gates, record::withheld_with_steps, record::answers]);
}

#[test]
fn minutes_and_packs_against_the_documents_are_found() {
    every(
        10,
        &[
            time::minutes,
            time::firm,
            time::hands_on,
            time::packs,
            part4::cold_places,
            part4::packs_that_stay,
        ],
    );
}

#[test]
fn built_plans_have_no_conflict_to_begin_with() {
    for intake in clients() {
        let built = plan(intake.clone());
        let findings = check(&built, &SHIPPED).unwrap();
        let held = |rule: &str| built.steps.is_empty() && rule.starts_with("g-");
        let conflict =
            findings.iter().find(|one| one.level == Level::Conflict && !held(one.rule.as_str()));
        assert!(conflict.is_none(), "{conflict:?}\n{}", to_ron(&intake).unwrap());
    }
}

#[test]
fn edits_that_a_therapist_may_make_stay_without_a_conflict() {
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = BTreeMap::new();
    for intake in clients() {
        // What the client refuses, or can't lie through, makes many an edit illegal.
        let answers = Answers::new(&intake);
        let is_picky = ["swedish", "myofascial-release"].iter().any(|id| answers.declines(id));
        if is_picky || answers.told(Aggravator::Lying) {
            continue;
        }
        let built = plan(intake.clone());
        let before = check(&built, &SHIPPED).unwrap();
        for (name, edited) in legal::edits(&built) {
            *tried.entry(name).or_default() += 1;
            let findings = check(&edited, &SHIPPED).unwrap();
            let mut new = findings.iter().filter(|one| !before.contains(one));
            if let Some(conflict) = new.find(|one| one.level == Level::Conflict) {
                let ron = to_ron(&intake).unwrap().replace("\n    ", " ");
                refused.entry(name).or_insert_with(|| format!("{conflict:?}\n{ron}"));
            }
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
    assert!(tried.len() >= 7, "only {tried:?}");
}
