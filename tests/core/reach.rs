//! What limits hands limits all else (4C): every limit is also asked of stretches, packs, home care
//! and positions, by what they do and not by their names.

use ischia::knowledge::Cell;
use ischia::model::{
    Aggravator, BookedMinutes, HomeCareId, Inflammation, Intake, Laterality, Nprs, Phase, Plan,
    Position, RegionId, Side,
};
use ischia::planner::{self, Limits};

use crate::generate::{REGIONS, finding, place};
use crate::oracle::stretches::{EASY, LAST_RESORT, TECHNIQUES};
use crate::oracle::{positions, sides};
use crate::support::{SHIPPED, accept, all_cleared, calm, categories, plan};

/// A limit, and what it closes beside the hands.
struct Limit {
    name: String,
    put: Box<dyn Fn(&mut Intake)>,
    /// Traits of techniques.
    traits: &'static [&'static str],
    /// Every technique but the easy ones (A20).
    all_but_easy: bool,
    heat: bool,
    cold: bool,
    home: &'static [&'static str],
}

fn limit(name: impl Into<String>, put: impl Fn(&mut Intake) + 'static) -> Limit {
    Limit {
        name: name.into(),
        put: Box::new(put),
        traits: &[],
        all_but_easy: false,
        heat: false,
        cold: false,
        home: &[],
    }
}

fn found(id: &'static str) -> impl Fn(&mut Intake) + 'static {
    move |intake| {
        intake.findings.insert(finding(id));
    }
}

fn worse(aggravator: Aggravator) -> impl Fn(&mut Intake) + 'static {
    move |intake| intake.aggravators = vec![aggravator]
}

const ROLLED: &[&str] = &["ball-buttock", "roller-legs", "roller-low-back"];
const WARM: &[&str] = &["heat-pack"];

/// The limits that name no place.
fn limits() -> Vec<Limit> {
    let mut all = vec![
        Limit { traits: &["extension"], ..limit("k-14", found("spinal-stenosis")) },
        Limit { traits: &["extension"], ..limit("k-15", found("spondylolisthesis")) },
        Limit { traits: &["deep-hip-flexion-crossing"], ..limit("k-17", found("hip-replacement")) },
        Limit { home: ROLLED, ..limit("k-12", found("anticoagulant")) },
        Limit { home: ROLLED, ..limit("A71", found("bruises-easily")) },
        Limit { home: &["roller-legs"], ..limit("A70", found("past-clot")) },
        Limit {
            home: &["strengthening", "stretching"],
            ..limit("A12", found("trauma-within-72h"))
        },
        Limit { home: &["weight"], ..limit("A23", found("pregnancy")) },
        Limit {
            heat: true,
            home: WARM,
            all_but_easy: true,
            ..limit("bleeding disorder", found("bleeding-disorder"))
        },
        Limit { heat: true, home: WARM, ..limit("A29", found("poor-circulation-or-diabetes")) },
        Limit { traits: &["flexion"], ..limit("A30", worse(Aggravator::BendingForward)) },
        Limit { traits: &["extension"], ..limit("A30", worse(Aggravator::BendingBack)) },
        Limit { heat: true, home: WARM, ..limit("A30", worse(Aggravator::Heat)) },
        Limit { cold: true, home: &["cold-pack"], ..limit("A30", worse(Aggravator::Cold)) },
        Limit {
            heat: true,
            home: WARM,
            ..limit("A31", |intake| {
                intake.preferences.get_or_insert_with(Default::default).heat = false;
            })
        },
        Limit {
            heat: true,
            home: WARM,
            all_but_easy: true,
            ..limit("A15", |intake| intake.inflammation = Inflammation::Intense)
        },
        Limit {
            home: &["weight"],
            all_but_easy: true,
            ..limit("A20 pain", |intake| intake.pain_leg = Nprs::clamped(8))
        },
        Limit {
            heat: true,
            home: WARM,
            all_but_easy: true,
            ..limit("G-20", |intake| {
                intake.side = Side::Both;
                intake.onset_weeks = None;
            })
        },
    ];
    for id in ["foot-drop", "new-numbness", "suspected-cancer", "recent-surgery", "swelling"] {
        all.push(Limit { all_but_easy: true, ..limit(format!("A20 {id}"), found(id)) });
    }
    all
}

/// Every category and some lengths, with all gates open.
fn starts() -> impl Iterator<Item = Intake> {
    categories().flat_map(|category| {
        [15, 30, 60, 120].into_iter().map(move |minutes| {
            let mut intake = calm(category);
            intake.minutes = BookedMinutes::clamped(minutes);
            intake.clearances = vec![all_cleared(intake.date, None)];
            intake
        })
    })
}

fn has_trait(technique: &str, wanted: &str) -> bool {
    let entry = SHIPPED.tables().techniques.iter().find(|entry| entry.id.as_str() == technique);
    entry.unwrap().traits.iter().any(|id| id.as_str() == wanted)
}

fn pulls(technique: &str, region: &str) -> bool {
    let entry = SHIPPED.tables().techniques.iter().find(|entry| entry.id.as_str() == technique);
    entry.unwrap().pulls.iter().any(|id| id.as_str() == region)
}

fn technique_open(limits: &Limits<'_>, technique: &str, side: Side) -> bool {
    let techniques = &SHIPPED.tables().techniques;
    let index = techniques.iter().position(|entry| entry.id.as_str() == technique).unwrap();
    limits.technique_closed(index, side).is_none()
}

fn cell(region: &str, side: Laterality) -> Cell {
    Cell { region: SHIPPED.region_index(&RegionId::new(region).unwrap()).unwrap(), side }
}

fn stone_open(limits: &Limits<'_>, cell: Cell) -> bool {
    let modalities = &SHIPPED.tables().modalities;
    let index = modalities.iter().position(|entry| entry.id.as_str() == "hot-stone").unwrap();
    limits.modality_closed(cell, index).is_none()
}

fn cells() -> impl Iterator<Item = (&'static str, Laterality)> {
    REGIONS.into_iter().flat_map(|region| Laterality::ALL.map(|side| (region, side)))
}

/// Collects what is still open.
struct Open<'a> {
    what: String,
    wrong: &'a mut Vec<String>,
}

impl Open<'_> {
    fn say(&mut self, open: bool, text: &str) {
        if open {
            self.wrong.push(format!("{}: {text} is open", self.what));
        }
    }

    fn home(&mut self, limits: &Limits<'_>, made: &Plan, item: &str) {
        let id = HomeCareId::new(item).unwrap();
        // The roller for the low back is off by default; then there is nothing to close.
        let off = item == "roller-low-back";
        self.say(!off && limits.home_care_closed(&id).is_none(), item);
        let given = made.home_care.iter().chain(&made.home_care_later);
        self.say(given.into_iter().any(|other| other.id == id), &format!("{item} in the plan"));
    }

    fn technique(&mut self, limits: &Limits<'_>, made: &Plan, technique: &str, side: Side) {
        self.say(technique_open(limits, technique, side), technique);
        let used = made.steps.iter().any(|step| {
            let meets = sides(Some(side)).iter().any(|side| sides(step.side).contains(side));
            meets && step.techniques.iter().any(|id| id.as_str() == technique)
        });
        self.say(used, &format!("{technique} in the plan"));
    }

    fn pack(&mut self, made: &Plan, phase: Phase, region: &str, side: Laterality) {
        let lies = made.steps.iter().any(|step| {
            step.phase == phase
                && sides(step.side).contains(&side)
                && step.regions.iter().any(|id| id.as_str() == region)
        });
        self.say(lies, &format!("{phase:?} on {region} {side:?} in the plan"));
    }
}

fn assert_none(wrong: &[String]) {
    let shown: Vec<&String> = wrong.iter().step_by((wrong.len() / 40).max(1)).collect();
    assert!(wrong.is_empty(), "{} open, such as {shown:#?}", wrong.len());
}

#[test]
fn every_limit_reaches_stretches_packs_and_home_care() {
    let mut wrong = Vec::new();
    for limit in limits() {
        for start in starts() {
            let mut intake = start;
            (limit.put)(&mut intake);
            let what = format!("{} {} {}", limit.name, intake.category, intake.minutes);
            let made = plan(intake.clone());
            let accepted = accept(intake);
            let limits = planner::assess(&accepted, &SHIPPED).limits;
            let mut open = Open { what, wrong: &mut wrong };
            for technique in TECHNIQUES {
                let by_trait = limit.traits.iter().any(|one| has_trait(technique, one));
                if by_trait || (limit.all_but_easy && !EASY.contains(&technique)) {
                    for side in Side::ALL {
                        open.technique(&limits, &made, technique, side);
                    }
                }
            }
            for (region, side) in cells() {
                let cell = cell(region, side);
                let entry = limits.cell(cell).unwrap();
                if limit.heat {
                    open.say(entry.no_heat.is_none(), &format!("heat on {region} {side:?}"));
                    open.say(stone_open(&limits, cell), &format!("stones on {region} {side:?}"));
                    open.pack(&made, Phase::Heat, region, side);
                }
                if limit.cold {
                    open.say(entry.no_cold.is_none(), &format!("cold on {region} {side:?}"));
                    open.pack(&made, Phase::Cold, region, side);
                }
            }
            for item in limit.home {
                open.home(&limits, &made, item);
            }
        }
    }
    assert_none(&wrong);
}

/// A place that is ruled out in some way.
#[expect(clippy::struct_excessive_bools, reason = "one for each part of a plan that is closed")]
struct Closed {
    name: &'static str,
    put: fn(&mut Intake, &str, Side),
    stretch: bool,
    heat: bool,
    cold: bool,
    position: bool,
    home: bool,
}

const CLOSED: [Closed; 6] = [
    Closed {
        name: "wound",
        put: |intake, region, side| {
            intake.findings.insert(finding("open-wound"));
            intake.excluded_regions = vec![place(region, side)];
        },
        stretch: true,
        heat: true,
        cold: true,
        position: true,
        home: true,
    },
    Closed {
        name: "fresh injury",
        put: |intake, region, side| {
            intake.findings.insert(finding("trauma-within-72h"));
            intake.injured_regions = vec![place(region, side)];
        },
        stretch: true,
        heat: true,
        cold: false,
        position: true,
        home: true,
    },
    Closed {
        name: "suspected fracture",
        put: |intake, region, side| {
            intake.findings.insert(finding("suspected-fracture"));
            intake.injured_regions = vec![place(region, side)];
        },
        stretch: true,
        heat: true,
        cold: false,
        position: true,
        home: true,
    },
    Closed {
        name: "deep tissue damage",
        put: |intake, region, side| {
            intake.findings.insert(finding("deep-tissue-damage"));
            intake.injured_regions = vec![place(region, side)];
        },
        stretch: true,
        heat: true,
        cold: false,
        position: true,
        home: true,
    },
    Closed {
        name: "inflamed",
        put: |intake, region, side| {
            intake.inflammation = Inflammation::Some;
            intake.inflamed_regions = vec![place(region, side)];
        },
        stretch: true,
        heat: true,
        cold: false,
        position: false,
        home: true,
    },
    Closed {
        name: "numb",
        put: |intake, region, side| {
            intake.findings.insert(finding("stable-numbness"));
            intake.numb_regions = vec![place(region, side)];
        },
        stretch: false,
        heat: true,
        cold: true,
        position: false,
        home: true,
    },
];

#[test]
fn every_closed_place_reaches_stretches_packs_home_care_and_positions() {
    let mut wrong = Vec::new();
    for closed in &CLOSED {
        for (region, at) in cells() {
            for start in starts() {
                let mut intake = start;
                let side = Side::from(at);
                (closed.put)(&mut intake, region, side);
                let (category, minutes) = (&intake.category, intake.minutes);
                let what = format!("{} {region} {side:?} {category} {minutes}", closed.name);
                let made = plan(intake.clone());
                let accepted = accept(intake);
                let limits = planner::assess(&accepted, &SHIPPED).limits;
                let mut open = Open { what, wrong: &mut wrong };
                place_is_closed(closed, region, at, &limits, &made, &mut open);
            }
        }
    }
    assert_none(&wrong);
}

fn place_is_closed(
    closed: &Closed,
    region: &str,
    at: Laterality,
    limits: &Limits<'_>,
    made: &Plan,
    open: &mut Open<'_>,
) {
    let entry = limits.cell(cell(region, at)).unwrap();
    // Over inflamed places the facts leave the last movements open.
    let spared = |id: &str| closed.name == "inflamed" && LAST_RESORT.contains(&id);
    let pulled = TECHNIQUES.into_iter().filter(|id| pulls(id, region) && !spared(id));
    for technique in pulled.filter(|_| closed.stretch) {
        open.technique(limits, made, technique, Side::from(at));
    }
    if closed.heat {
        open.say(entry.no_heat.is_none(), "heat there");
        open.say(stone_open(limits, cell(region, at)), "hot stones there");
        open.pack(made, Phase::Heat, region, at);
    }
    if closed.cold {
        open.say(entry.no_cold.is_none(), "cold there");
        open.pack(made, Phase::Cold, region, at);
    }
    for position in Position::ALL {
        if closed.position && positions::loads(position, region, at) {
            for phase in Phase::ALL {
                let is_open = limits.position_closed(position, phase).is_none();
                open.say(is_open, &format!("{position:?} {phase:?}"));
            }
            let used = made.steps.iter().any(|step| step.position == position);
            open.say(used, &format!("{position:?} in the plan"));
        }
    }
    if closed.home && ["gluteals", "piriformis"].contains(&region) {
        open.home(limits, made, "ball-buttock");
    }
}

/// The facts name what each technique does; the knowledge has to know of each.
#[test]
fn the_traits_are_those_of_the_facts() {
    for technique in TECHNIQUES {
        for region in crate::oracle::stretches::pulls(technique) {
            assert!(pulls(technique, region), "{technique} pulls {region}");
        }
    }
    for (technique, wanted) in [
        ("hip-flexor-stretch", "extension"),
        ("knee-to-chest", "flexion"),
        ("hip-cross-over", "deep-hip-flexion-crossing"),
    ] {
        assert!(has_trait(technique, wanted), "{technique} has {wanted}");
    }
}
