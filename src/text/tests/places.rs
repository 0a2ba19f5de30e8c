//! Where values stand.

use super::{JSON, RON, json, ron};
use crate::text::{Document, PathStep};

fn key(name: &str) -> PathStep {
    PathStep::Key(name.to_owned())
}

/// What stands at a path, from its place to the end of the line.
fn rest<'a>(document: &'a Document, path: &[PathStep]) -> &'a str {
    let place = document.place_of(path);
    let line = document.text().lines().nth(place.line - 1).unwrap();
    let from = line.char_indices().nth(place.column - 1).map_or(line.len(), |(at, _)| at);
    &line[from..]
}

#[test]
fn ron_values_are_found() {
    let document = ron(RON);
    let at = |path: &[PathStep]| rest(&document, path);
    assert_eq!(at(&[]), "Intake(");
    assert!(at(&["name".into()]).starts_with("r#\"Ida"));
    assert_eq!(at(&["pain_leg".into()]), "Some(7),");
    assert_eq!(at(&["side".into(), "worse".into()]), "3),");
    assert_eq!(at(&["side".into(), "Both".into(), "worse".into()]), "3),");
    assert_eq!(at(&["clearances".into()]), "[");
    assert_eq!(at(&["clearances".into(), 0.into()]), "(by: \"gp \\\" ( é\", max_pressure: 4),");
    assert_eq!(at(&["clearances".into(), 0.into(), "max_pressure".into()]), "4),");
    assert_eq!(at(&["clearances".into(), 1.into(), "by".into()]), "\"ortho\", max_pressure: 2),");
    assert_eq!(at(&["notes".into(), key("a b")]), "1, \"c\": 2},");
    assert_eq!(at(&["pair".into(), 1.into()]), "2),");
    assert_eq!(document.place_of(&["minutes".into()]).to_string(), "intake.ron:6:14");
}

#[test]
fn json_values_are_found() {
    let document = json(JSON);
    let at = |path: &[PathStep]| rest(&document, path);
    assert_eq!(at(&[]), "{");
    assert_eq!(at(&["side".into(), "Both".into(), "worse".into()]), "3}},");
    assert_eq!(at(&["clearances".into(), 0.into(), "max_pressure".into()]), "4},");
    assert_eq!(at(&["notes".into(), key("a b")]), "1, \"c\": 2},");
    assert_eq!(at(&["pair".into(), 1.into()]), "2]");
    assert_eq!(document.place_of(&["minutes".into()]).to_string(), "intake.json:4:14");
}

#[test]
fn a_path_that_leads_nowhere_ends_at_the_nearest_value() {
    let document = ron(RON);
    let place = |path: &[PathStep]| document.place_of(path);
    assert_eq!(place(&["weather".into()]), place(&[]));
    let list = place(&["clearances".into()]);
    assert_eq!(place(&["clearances".into(), 9.into(), "by".into()]), list);
    assert_eq!(place(&["minutes".into(), "x".into(), 3.into()]), place(&["minutes".into()]));
}

#[test]
fn wrappers_are_seen_through() {
    let document = ron("Some((a: Some([Deep((b: 1)), 2]), c: Pair([1], [2])))");
    let column = |path: &[PathStep]| document.place_of(path).column;
    assert_eq!(column(&["a".into(), 0.into(), "b".into()]), 25);
    assert_eq!(column(&["a".into(), 1.into()]), 30);
    assert_eq!(column(&["c".into(), 0.into()]), 43);
    assert_eq!(column(&["c".into(), 1.into(), 0.into()]), 49);
    assert_eq!(ron("Kind([5, 6])").place_of(&["Kind".into(), 0.into()]).column, 7);
    assert_eq!(ron("Kind([5, 6])").place_of(&["Kind".into(), 1.into()]).column, 10);
}

#[test]
fn words_are_found_at_or_after_a_value() {
    let document = ron("(a: [\"x\", \"y\"], /* \"z\" */ b: [\"y\", r\"z\", \"\\u{e9}\"])");
    let column = |path: &[PathStep], word: &str| document.place_of_word(path, word).column;
    assert_eq!(column(&[], "y"), 11);
    assert_eq!(column(&["b".into()], "y"), 31);
    assert_eq!(column(&["b".into()], "z"), 36);
    assert_eq!(column(&[], "é"), 42);
    assert_eq!(column(&["b".into()], "x"), document.place_of(&["b".into()]).column);
    assert_eq!(json(r#"["\u00e9"]"#).place_of_word(&[], "é").column, 2);
}

#[test]
fn a_fault_shows_its_place() {
    let fault = json("{\n  \"a\": 1}").fault_at(&["a".into()], "`a` is odd");
    assert_eq!(fault.to_string(), "intake.json:2:8: `a` is odd");
}
