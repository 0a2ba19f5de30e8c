//! Parts 3C, 3F and A16: how deep hands may go where, with which modalities, for how long.
//!
//! The bounds of what is no work of hands stand beside it and are named here too: positions,
//! stretches, packs, home care.

use ischia::model::Laterality;

pub use super::packs::{no_cold, no_heat};
pub use super::positions::{out_of_reach, position_closed, support_needed};
pub use super::stretches::technique_closed;

use super::{Answers, low_back, release};

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

/// A level, and what holds it there.
type Cap = (u16, &'static str);

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

/// Caps of findings that hold all over the body; the −1 of inflammation comes after them (A16).
fn of_findings(answers: &Answers<'_>) -> Vec<Cap> {
    let table = [
        (answers.has("pregnancy"), 3, "pregnancy"),
        (answers.any(&["opioid", "muscle-relaxant"]), 3, "k-18"),
        (answers.bleeding(), release::bleeding_cap(answers), "k-12"),
    ];
    holding(&table)
}

/// "What stands behind a gate: pain ≥7 (2), intense (2), floors, clearances, and the client's own
/// highest, none of which is lowered again" (A16).
fn behind_a_gate(answers: &Answers<'_>) -> Vec<Cap> {
    let floor = release::floor(answers);
    let own = answers.own_highest();
    let table = [
        (answers.pain() >= 7, 2, "pain 7 to 10"),
        (answers.intense(), 2, "g-10"),
        (floor.is_some(), floor.unwrap_or(2), "after a release"),
        (own.is_some(), own.unwrap_or(4), "A31 the client's own highest"),
    ];
    let cleared = answers.counting().filter_map(|record| record.max_pressure);
    holding(&table).into_iter().chain(cleared.map(|level| (level.get(), "clearance"))).collect()
}

fn holding(table: &[(bool, u16, &'static str)]) -> Vec<Cap> {
    table.iter().filter(|(holds, ..)| *holds).map(|(_, level, why)| (*level, *why)).collect()
}

fn least(caps: impl IntoIterator<Item = Cap>) -> Option<Cap> {
    caps.into_iter().min_by_key(|(level, _)| *level)
}

/// Caps of the category, of findings, of K26 and of K27 on one region and side.
fn of_place(answers: &Answers<'_>, region: &str, side: Laterality) -> Vec<Cap> {
    let back = low_back(region);
    let leg = ["hamstrings", "calves"].contains(&region);
    let strip = region == "low-back-near-spine";
    let fragile = answers.any(&["osteoporosis", "long-term-steroids"]);
    let unconfirmed = answers.unconfirmed();
    holding(&[
        (true, hard_maximum(answers, region), "hard maximum"),
        (back && answers.disc(), 2, "k-03"),
        (back && answers.has("spinal-stenosis"), 2, "k-14"),
        (back && answers.has("spondylolisthesis"), 2, "k-15"),
        (region == "hamstrings" && answers.has("spondylolisthesis"), 2, "k-15 hamstrings light"),
        (strip && answers.has("degenerative-disc-disease"), 3, "degenerative disc"),
        (leg && answers.has("pregnancy"), 2, "k-13 legs"),
        (leg && answers.has("varicose-veins"), 2, "k-29 light"),
        (leg && answers.has("past-clot"), 2, "k-35 legs"),
        (fragile && !leg, 2, "k-16"),
        (answers.numb_cap(region, side), 2, "numb"),
        (unconfirmed && (back || region == "piriformis"), 2, "k-26"),
        (unconfirmed && region == "gluteals", 3, "k-26"),
        // A05: "levels not above the default".
        (answers.further_down(), default_level(answers, region), "k-27"),
    ])
}

/// The highest level on a region and side, and why; 0 where there must be no work at all.
pub fn cap(answers: &Answers<'_>, region: &str, side: Laterality) -> Cap {
    if answers.excluded(region, side) {
        return (0, "k-11");
    }
    if answers.closed(region, side) {
        return (0, "fresh injury");
    }
    let (level, why) =
        least(of_place(answers, region, side).into_iter().chain(of_findings(answers)))
            .unwrap_or((4, "nothing"));
    let own = if answers.inflamed_there(region, side) {
        ((level - 1).max(1), "k-08 one less")
    } else {
        (level, why)
    };
    // "No increase above default at piriformis": A16 doesn't say where it stands, so the −1 doesn't
    // reach it here.
    let moderate = (4..=6).contains(&answers.pain()) && region == "piriformis";
    let default = (default_level(answers, region), "pain 4 to 6");
    let last = moderate.then_some(default).into_iter().chain(behind_a_gate(answers));
    least(std::iter::once(own).chain(last)).unwrap_or(own)
}

/// Whether some part of the low back is ruled out.
pub fn part_closed(answers: &Answers<'_>) -> bool {
    Laterality::ALL.into_iter().any(|side| {
        ["low-back-near-spine", "low-back-outer"]
            .into_iter()
            .any(|region| answers.closed(region, side))
    })
}

/// The highest level of whole-body relaxation.
pub fn whole_body_cap(answers: &Answers<'_>) -> u16 {
    let caps = of_findings(answers).into_iter().chain(behind_a_gate(answers));
    least(caps).map_or(2, |(level, _)| level).min(2)
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
    if answers.declines(modality) {
        return Some("A31 refused");
    }
    if region == "whole-body" {
        // What it is where Swedish is refused, nobody says.
        let swedish = modality == "swedish" || answers.declines("swedish");
        return (!swedish).then_some("whole body is Swedish");
    }
    let table = [
        (answers.acute_limits() && !gentle, "acute: Swedish and myofascial only"),
        (answers.pain() >= 7 && !gentle, "pain 7 to 10: Swedish and myofascial only"),
        (release::floor(answers) == Some(2) && !gentle, "after a release"),
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
        (answers.unconfirmed() && (focal || deep), "A35 nothing focal"),
        (answers.further_down() && (focal || deep), "A05 nothing focal"),
        (answers.minutes() < 30 && (focal || deep), "A53 nothing focal under 30 minutes"),
        (
            !answers.painful(side) && !low_back(region) && (focal || deep),
            "the other side is light, never focal",
        ),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

/// Hands-on limits of 3D and A15: minutes, and whether stretching counts.
pub fn hands_on(answers: &Answers<'_>) -> Vec<(u16, bool, &'static str)> {
    let mut limits = Vec::new();
    if answers.is("acute") {
        limits.push((30, false, "acute"));
    }
    if answers.pain() >= 7 {
        limits.push((30, true, "pain 7 to 10"));
    }
    if answers.intense() {
        limits.push((30, true, "intense"));
    }
    for record in answers.counting() {
        if let Some(minutes) = record.max_hands_on_minutes {
            limits.push((minutes.get(), true, "clearance"));
        }
    }
    limits
}
