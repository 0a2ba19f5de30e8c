//! Values written and read again.

use super::{Intake, JSON, RON, json, ron};
use crate::text::{to_json, to_ron};

#[test]
fn both_formats_read_what_they_wrote() {
    let first: Intake = ron(RON).parse().unwrap();
    let second: Intake = json(JSON).parse().unwrap();
    assert_eq!(first.clearances.len(), second.clearances.len());
    for mut intake in [first, second] {
        for pain in [intake.pain_leg, None] {
            intake.pain_leg = pain;
            let text = to_ron(&intake).unwrap();
            assert_eq!(ron(&text).parse::<Intake>().unwrap(), intake, "{text}");
            let text = to_json(&intake).unwrap();
            assert_eq!(json(&text).parse::<Intake>().unwrap(), intake, "{text}");
        }
    }
}

#[test]
fn the_layout_is_fixed() {
    #[derive(serde::Serialize)]
    struct Small {
        a: Option<u8>,
        b: Vec<u8>,
    }
    let small = Small { a: Some(1), b: vec![2] };
    let text = to_ron(&small).unwrap();
    assert_eq!(text, "(\n    a: 1,\n    b: [\n        2,\n    ],\n)\n");
    let text = to_json(&small).unwrap();
    assert_eq!(text, "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ]\n}\n");
}

#[test]
fn what_json_cannot_express_is_an_error() {
    let lists = std::collections::BTreeMap::from([(vec![1], 2)]);
    let error = to_json(&lists).unwrap_err();
    assert!(error.to_string().starts_with("this cannot be written as JSON"));
}
