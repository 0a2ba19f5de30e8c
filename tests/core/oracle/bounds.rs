//! Parts 3C, 3D and 3F: caps, modalities, heat and cold, positions, techniques, home care.

use ischia::model::{Laterality, Position};

use super::{Answers, gates, low_back};
use crate::generate::REGIONS;

/// Hard maxima of 3C: acute, chronic, herniated disc, piriformis.
const HARD: [(&str, [u16; 4]); 6] = [
    ("low-back-near-spine", [2, 3, 2, 3]),
    ("low-back-outer", [2, 4, 2, 3]),
    ("gluteals", [3, 4, 4, 4]),
    ("piriformis", [2, 4, 3, 4]),
    ("hamstrings", [2, 3, 3, 3]),
    ("calves", [2, 3, 2, 3]),
];
/// Defaults of 3C, in the same order.
const DEFAULT: [(&str, [u16; 4]); 6] = [
    ("low-back-near-spine", [1, 3, 1, 2]),
    ("low-back-outer", [2, 3, 2, 3]),
    ("gluteals", [2, 3, 3, 3]),
    ("piriformis", [2, 3, 2, 3]),
    ("hamstrings", [2, 3, 2, 2]),
    ("calves", [1, 2, 2, 2]),
];
const FOCAL: [&str; 2] = ["trigger-point", "neuromuscular"];
const GENTLE: [&str; 2] = ["swedish", "myofascial-release"];

fn column(category: &str) -> usize {
    match category {
        "acute" => 0,
        "chronic" => 1,
        "herniated-disc" => 2,
        "piriformis" => 3,
        other => panic!("the documents have no category {other}"),
    }
}

/// The hard maximum of a region, with the limits of the acute column where they hold.
pub fn hard_maximum(answers: &Answers<'_>, region: &str) -> u16 {
    let row = HARD.iter().find(|(id, _)| *id == region).unwrap().1;
    let own = row[column(answers.category())];
    if answers.acute_limits() { own.min(row[0]) } else { own }
}

/// The default of a region.
pub fn default_level(answers: &Answers<'_>, region: &str) -> u16 {
    let row = DEFAULT.iter().find(|(id, _)| *id == region).unwrap().1;
    row[column(answers.category())]
}

/// Caps that hold all over the body.
fn everywhere(answers: &Answers<'_>) -> Vec<(u16, &'static str)> {
    let mut caps = Vec::new();
    let mut cap = |level: u16, why: &'static str| caps.push((level, why));
    if answers.has("pregnancy") {
        cap(3, "pregnancy");
    }
    if answers.any(&["opioid", "muscle-relaxant"]) {
        cap(3, "k-18");
    }
    if answers.pain() >= 7 {
        cap(2, "pain 7 to 10");
    }
    if answers.intense() {
        cap(2, "g-10");
    }
    if answers.bleeding() {
        cap(bleeding_cap(answers), "k-12");
    }
    if let Some(level) = gates::floor(answers) {
        cap(level, "after a release");
    }
    for record in answers.counting() {
        if let Some(level) = record.max_pressure {
            cap(level.get(), "clearance");
        }
    }
    caps
}

/// 3F "Anticoagulant": 2, and "3 only with written advice"; contract: a clearance for G-17 with
/// `max_pressure: 3`. For a bleeding disorder the documents leave open which gate it is for.
fn bleeding_cap(answers: &Answers<'_>) -> u16 {
    let gates: &[&str] =
        if answers.has("bleeding-disorder") { &["g-17", "g-16"] } else { &["g-17"] };
    let advised = answers.counting().any(|record| {
        record.max_pressure.is_some_and(|level| level.get() >= 3)
            && record.covers.iter().any(|gate| gates.contains(&gate.as_str()))
    });
    if advised { 3 } else { 2 }
}

/// The highest level on a region and side, and why; 0 where there must be no work at all.
pub fn cap(answers: &Answers<'_>, region: &str, side: Laterality) -> (u16, &'static str) {
    if answers.excluded(region, side) {
        return (0, "k-11");
    }
    if answers.injured(region, side) {
        return (0, "fresh injury");
    }
    let hard = hard_maximum(answers, region);
    let mut caps = everywhere(answers);
    let mut put = |holds: bool, level: u16, why: &'static str| {
        if holds {
            caps.push((level, why));
        }
    };
    let back = low_back(region);
    let leg = ["hamstrings", "calves"].contains(&region);
    put(true, hard, "hard maximum");
    put(back && answers.has("spinal-stenosis"), 2, "k-14");
    put(back && answers.has("spondylolisthesis"), 2, "k-15");
    put(region == "hamstrings" && answers.has("spondylolisthesis"), 2, "k-15 hamstrings light");
    let strip = region == "low-back-near-spine";
    put(strip && answers.has("degenerative-disc-disease"), 3, "degenerative disc");
    put(leg && answers.has("pregnancy"), 2, "k-13 legs");
    put(leg && answers.has("varicose-veins"), 2, "k-29 light");
    let fragile = answers.any(&["osteoporosis", "long-term-steroids"]);
    put(fragile && !leg, 2, "k-16");
    put(answers.numb(region, side), 2, "numb");
    let moderate = (4..=6).contains(&answers.pain()) && region == "piriformis";
    // "no increase above default at piriformis"
    put(moderate, default_level(answers, "piriformis"), "pain 4 to 6");
    let inflamed = answers.inflamed_there(region, side);
    put(inflamed, (hard - 1).max(1), "k-08 one less");
    *caps.iter().min_by_key(|(level, _)| *level).unwrap()
}

/// Whether some part of the low back is ruled out (or may be, where an injury is told of).
pub fn part_closed(answers: &Answers<'_>) -> bool {
    Laterality::ALL.into_iter().any(|side| {
        ["low-back-near-spine", "low-back-outer"].into_iter().any(|region| {
            answers.excluded(region, side)
                || answers.injured(region, side)
                || super::listed(&answers.intake.injured_regions, region, side)
        })
    })
}

/// The highest level of whole-body relaxation.
pub fn whole_body_cap(answers: &Answers<'_>) -> u16 {
    everywhere(answers).iter().map(|(level, _)| *level).min().unwrap_or(2).min(2)
}

/// Why this modality may not be used there; nothing where the documents allow it or are silent.
pub fn modality_closed(
    answers: &Answers<'_>,
    modality: &str,
    region: &str,
    side: Laterality,
) -> Option<&'static str> {
    let gentle = GENTLE.contains(&modality);
    let focal = FOCAL.contains(&modality);
    let deep = modality == "deep-tissue";
    let stone = modality == "hot-stone";
    let leg = ["hamstrings", "calves"].contains(&region);
    if region == "whole-body" {
        return (modality != "swedish").then_some("whole body is Swedish");
    }
    let table = [
        (answers.acute_limits() && !gentle, "acute: Swedish and myofascial only"),
        (answers.pain() >= 7 && !gentle, "pain 7 to 10: Swedish and myofascial only"),
        (gates::floor(answers) == Some(2) && !gentle, "after a release"),
        (answers.bleeding() && (focal || deep), "k-12"),
        (answers.inflamed_there(region, side) && !gentle, "k-08 in the area"),
        (answers.has("pregnancy") && stone, "k-13 no hot stone"),
        (stone && no_heat(answers, region, side).is_some(), "hot stone obeys heat rules"),
        (
            answers.is("herniated-disc") && deep && region != "gluteals",
            "disc: deep tissue at gluteals only",
        ),
        (
            answers.is("herniated-disc") && focal && !["gluteals", "piriformis"].contains(&region),
            "disc: focal work at gluteals and piriformis only",
        ),
        (region == "low-back-near-spine" && (focal || deep), "beside the spine"),
        (leg && (focal || deep), "S4-33 gentle"),
        (
            !answers.painful(side) && !low_back(region) && (focal || deep),
            "the other side is light, never focal",
        ),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why there may be no warmth there.
pub fn no_heat(answers: &Answers<'_>, region: &str, side: Laterality) -> Option<&'static str> {
    let table = [
        (answers.excluded(region, side), "k-11"),
        (answers.numb(region, side), "numb"),
        (answers.injured(region, side), "72 h after injury"),
        (answers.inflamed_there(region, side), "inflamed"),
        (answers.has("bleeding-disorder"), "bleeding disorder: no heat"),
        (answers.has("pregnancy") && low_back(region), "k-13 no heat on the low back"),
        (answers.is("acute") && answers.inflamed(), "acute with inflammation: none"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why there may be no cold there.
pub fn no_cold(answers: &Answers<'_>, region: &str, side: Laterality) -> Option<&'static str> {
    let table = [
        (!answers.inflamed(), "no inflammation recorded"),
        (answers.numb(region, side), "numb"),
        (answers.excluded(region, side), "k-11"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why the client may not lie like this.
pub fn position_closed(answers: &Answers<'_>, position: Position) -> Option<&'static str> {
    // "side-lying or seated only, also for stretch and re-test": standing is neither.
    let aside = matches!(position, Position::Prone | Position::Supine | Position::Standing);
    if aside && answers.has("pregnancy-after-week-13") {
        return Some("after week 13 side-lying or seated only");
    }
    for region in REGIONS {
        for side in Laterality::ALL {
            if answers.excluded(region, side) && loads(position, region, side) {
                return Some("loads an excluded region");
            }
        }
    }
    None
}

/// What lies on the table. 3D names the gluteals; the back of the body lies on it in supine.
fn loads(position: Position, region: &str, side: Laterality) -> bool {
    let gluteals = region == "gluteals";
    match position {
        Position::Supine => region != "piriformis",
        Position::Seated => gluteals,
        Position::SideLyingLeft => gluteals && side == Laterality::Left,
        Position::SideLyingRight => gluteals && side == Laterality::Right,
        Position::Prone | Position::Standing => false,
    }
}

/// The support that a position needs.
pub fn support_needed(answers: &Answers<'_>, position: Position) -> Option<&'static str> {
    let slip = answers.any(&["spinal-stenosis", "spondylolisthesis"]);
    if position == Position::Prone && (slip || answers.is("herniated-disc")) {
        Some("abdomen-pillow")
    } else if position == Position::Supine && answers.has("spinal-stenosis") {
        Some("knees-pillow")
    } else {
        None
    }
}

/// Whether hands can't get there at all.
pub fn out_of_reach(position: Position, region: &str, side: Laterality) -> bool {
    let buttock = ["gluteals", "piriformis"].contains(&region);
    match position {
        Position::Prone => false,
        Position::Supine => buttock || low_back(region),
        Position::Seated => !low_back(region),
        Position::Standing => true,
        Position::SideLyingLeft => buttock && side == Laterality::Left,
        Position::SideLyingRight => buttock && side == Laterality::Right,
    }
}

/// What a technique pulls, as 3F "Open wound" has it and anatomy adds.
fn pulls(technique: &str) -> &'static [&'static str] {
    match technique {
        "hip-cross-over" | "contract-relax" => &["gluteals", "piriformis"],
        "gluteal-stretch" => &["gluteals"],
        "hamstring-stretch" => &["gluteals", "hamstrings"],
        "sciatic-slider" => &["gluteals", "hamstrings", "calves"],
        "knee-to-chest" => &["gluteals", "low-back-near-spine", "low-back-outer"],
        "pelvic-tilt" => &["low-back-near-spine", "low-back-outer"],
        "ankle-pumps" => &["calves"],
        _ => &[],
    }
}

/// Why this technique may not be used on that side.
pub fn technique_closed(
    answers: &Answers<'_>,
    technique: &str,
    side: Laterality,
) -> Option<&'static str> {
    let stenosis = answers.has("spinal-stenosis");
    let slip = answers.has("spondylolisthesis");
    let disc = answers.is("herniated-disc");
    let careful = disc || (answers.is("piriformis") && !answers.diagnosed());
    let extension = technique == "hip-flexor-stretch";
    let flexion = technique == "knee-to-chest";
    let crossing = technique == "hip-cross-over";
    let pulled = pulls(technique).iter().any(|region| answers.excluded(region, side));
    let table = [
        (pulled, "k-11 pulls an excluded region"),
        (extension && stenosis, "k-14 no back-bending"),
        (extension && slip, "k-15 no back-bending"),
        (technique == "hamstring-stretch" && slip, "k-15 no strong hamstring stretch"),
        (flexion && careful, "disc: no forced flexion"),
        (disc && stenosis && (flexion || extension || crossing), "neutral hip stretches only"),
        (crossing && answers.has("hip-replacement"), "k-17"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Why this item of home care has to be absent.
pub fn home_care_closed(answers: &Answers<'_>, item: &str) -> Option<&'static str> {
    let wounded = Laterality::ALL.iter().any(|side| answers.excluded("gluteals", *side));
    let table = [
        (item == "roller-low-back", "1F-4 off by default"),
        (
            answers.bleeding() && ["roller-legs", "ball-buttock"].contains(&item),
            "k-12 no ball, no roller",
        ),
        (item == "heat-pack" && answers.has("bleeding-disorder"), "bleeding disorder: no heat"),
        (item == "cold-pack" && !answers.inflamed(), "O6 ice only with inflammation"),
        (item == "ball-buttock" && wounded, "k-11"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Hands-on limits of 3D: minutes, and whether stretching counts.
pub fn hands_on(answers: &Answers<'_>) -> Vec<(u16, bool, &'static str)> {
    let mut limits = Vec::new();
    if answers.is("acute") {
        limits.push((30, false, "acute"));
    }
    if answers.pain() >= 7 {
        limits.push((30, true, "pain 7 to 10"));
    }
    for record in answers.counting() {
        if let Some(minutes) = record.max_hands_on_minutes {
            limits.push((minutes.get(), true, "clearance"));
        }
    }
    limits
}
