//! Part 4 of `clinical-facts.md`, rule by rule: each amendment, what it says in a word, and what
//! judges it.
//!
//! A row's function says whether what it is about was there at all, so that a suite can tell a rule
//! that was kept from one that was never tried.

use ischia::model::Plan;

use super::{Answers, Wrongs, course, home, minutes, packs, part4, positions, stretches};
use super::{withheld, words};

/// Judges a plan, and says whether the rule had anything to say about it.
type Judge = fn(&Answers<'_>, &Plan, &mut Wrongs) -> bool;

/// A rule of Part 4.
pub struct Row {
    pub id: &'static str,
    pub says: &'static str,
    pub judge: Judge,
}

const fn row(id: &'static str, says: &'static str, judge: Judge) -> Row {
    Row { id, says, judge }
}

/// The ids of Part 4, as they stand in the paper.
pub const IDS: [&str; 44] = [
    "A01", "A02", "A03", "A04", "A05", "A06", "A10", "A11", "A12", "A13", "A14", "A15", "A16",
    "A17", "A18", "A19", "A20", "A21", "A22", "A23", "A24", "A25", "A26", "A27", "A28", "A29",
    "A30", "A31", "A32", "A33", "A34", "A35", "A40", "A41", "A42", "A50", "A51", "A52", "A53",
    "A54", "A55", "A70", "A71", "A72",
];

/// Every rule and its judge.
pub const ROWS: &[Row] = &[
    row("A01", "numb places only with their answer", part4::a01),
    row("A02", "inflamed places only with an inflammation", part4::a02),
    row("A03", "injured places only with an injury", part4::a03),
    row("A04", "scores that rose count as worse", course::a04),
    row("A05", "symptoms that spread: no wider spacing, nothing focal", course::a05),
    row("A06", "answers at odds are named (K36)", part4::a06),
    row("A10", "a known disc under any category", part4::a10),
    row("A11", "both sides, recent or unexplained (G-20)", part4::a11),
    row("A12", "a fresh injury is left alone (G-21, K32)", part4::a12),
    row("A12", "a fresh injury at home", home::a12),
    row("A13", "a slip on the move (G-22)", part4::a13),
    row("A14", "a first episode at an odd age (K33)", part4::a14),
    row("A15", "an intense flare, released", part4::a15),
    row("A16", "the order of caps", part4::a16),
    row("A17", "refusals that leave no session (G-15)", part4::a17),
    row("A18", "words of K01, clots and emergencies", withheld::a18),
    row("A19", "pages of withheld plans", withheld::a19),
    row("A20", "easy movement alone", stretches::a20),
    row("A21", "stretching at home is what was done today", home::a21),
    row("A22", "no ball on a buttock that is out", part4::a22),
    row("A23", "no word on weight", part4::a23),
    row("A24", "four items for today", home::a24),
    row("A25", "what a pack lies beside", packs::a25),
    row("A26", "ten minutes of heat with K18", packs::a26),
    row("A27", "inflamed places: cold where they are", packs::a27),
    row("A27", "inflamed places aren't pulled", part4::a27),
    row("A28", "an injury that was cleared is left alone", part4::a28),
    row("A29", "no warmth with poor circulation", part4::a29),
    row("A30", "aggravators", words::a30),
    row("A30", "aggravators: warmth, cold, bending", part4::a30),
    row("A31", "refusals", part4::a31),
    row("A32", "the words of a clearance", words::a32),
    row("A33", "known numb or weak places (K34)", part4::a33),
    row("A34", "pregnancy: the painful side up", positions::a34),
    row("A35", "an unconfirmed piriformis", part4::a35),
    row("A40", "the next review", course::a40),
    row("A41", "another approach", course::a41),
    row("A42", "no next visit with K22", course::a42),
    row("A50", "the other side", minutes::a50),
    row("A51", "focal minutes", minutes::a51),
    row("A52", "stretch minutes", stretches::a52),
    row("A53", "level 4", minutes::a53),
    row("A54", "parts of the whole body", words::a54),
    row("A55", "a booking that would fit", minutes::a55),
    row("A70", "a clot in the past (K35)", part4::a70),
    row("A71", "bruises easily", part4::a71),
    row("A72", "what to watch for", home::a72),
];

/// Judges by one row; what is wrong is named by its rule.
pub fn judge(row: &Row, answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut own = Wrongs::default();
    let tried = (row.judge)(answers, plan, &mut own);
    for wrong in own.0 {
        wrongs.say(format!("{} {}", row.id, wrong.kind), wrong.text);
    }
    tried
}

#[test]
fn every_rule_of_part_4_has_a_row() {
    let mut named: Vec<&str> = ROWS.iter().map(|row| row.id).collect();
    named.dedup();
    assert_eq!(named, IDS, "in the order of the paper, none left out");
    assert!(ROWS.iter().all(|row| !row.says.is_empty()));
}
