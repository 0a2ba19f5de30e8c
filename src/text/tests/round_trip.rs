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

#[test]
fn what_steers_a_terminal_or_turns_the_reading_direction_is_escaped_in_json() {
    let all: Vec<char> = (0..=0x1_ffff).filter_map(char::from_u32).collect();
    let text: String = all.iter().collect();
    let written = to_json(&std::collections::BTreeMap::from([(&text, [&text])])).unwrap();
    let read: std::collections::BTreeMap<String, [String; 1]> =
        serde_json::from_str(&written).unwrap();
    assert!(read[&text][0] == text, "it reads back the same");
    let unseen = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{feff}'];
    let turns = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}').chain(unseen);
    for character in all.iter().copied().filter(|c| c.is_control()).chain(turns) {
        let is_layout = character == '\n';
        assert_eq!(written.contains(character), is_layout, "{:x}", u32::from(character));
    }
    // Letters of every script stay as they are, and so do joiners, which make words and pictures.
    for character in ['é', '山', 'ש', '\u{200d}', '\u{1f9d8}'] {
        assert!(written.contains(character), "{character}");
    }
    // Keys of the layout are not in question, and RON escapes by itself.
    assert!(
        !crate::text::to_ron(&"\u{9b}\u{202e}\u{7f}")
            .unwrap()
            .contains(['\u{9b}', '\u{202e}', '\u{7f}'])
    );
}
