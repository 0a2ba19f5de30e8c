//! Texts that nobody wrote in good faith: no panic, no hang, a place inside the text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::{Intake, JSON, RON, json, ron};
use crate::text::{Document, Fault, PathStep};

fn inside(document: &Document, fault: &Fault) {
    let lines: Vec<&str> = document.text().split('\n').collect();
    let (line, column) = (fault.place.line, fault.place.column);
    assert!(line >= 1 && line <= lines.len(), "{fault}");
    let longest = lines[line - 1].chars().count() + 1;
    assert!(column >= 1 && column <= longest, "{fault}");
    assert!(!fault.message.contains('\n') && !fault.message.is_empty(), "{fault}");
}

fn fails<T: DeserializeOwned>(document: &Document) {
    match document.parse::<T>() {
        Ok(_) => panic!("{:.40} was read", document.text()),
        Err(fault) => inside(document, &fault),
    }
}

#[test]
fn every_prefix_and_every_single_damage_is_survived() {
    for (text, make) in [(RON, ron as fn(&str) -> Document), (JSON, json)] {
        let trimmed = text.trim_end().len();
        let paths: [&[PathStep]; 3] = [
            &["clearances".into(), 1.into(), "by".into()],
            &["side".into(), "Both".into(), "worse".into()],
            &["pair".into(), 0.into(), 0.into()],
        ];
        for (at, _) in text.char_indices() {
            let prefix = make(&text[..at]);
            if at < trimmed {
                fails::<Intake>(&prefix);
            }
            for damage in
                ["(", ")", "\"", "'", "{", "]", ",", ":", "/*", "\\", "é", "-", "r#", "9", "#"]
            {
                let damaged = make(&format!("{}{damage}{}", &text[..at], &text[at..]));
                if let Err(fault) = damaged.parse::<Intake>() {
                    inside(&damaged, &fault);
                }
                for path in paths {
                    let place = damaged.place_of(path);
                    inside(&damaged, &damaged.fault_at(path, "x"));
                    assert!(place.line >= 1);
                    damaged.place_of_word(path, "ortho");
                }
            }
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Loose {
    #[expect(dead_code, reason = "only its shape is needed")]
    Number(u8),
    #[expect(dead_code, reason = "only its shape is needed")]
    List(Vec<Loose>),
}

#[derive(Debug, Deserialize)]
enum Nest {
    #[expect(dead_code, reason = "only its shape is needed")]
    In(Box<Nest>),
    #[expect(dead_code, reason = "only its shape is needed")]
    More(Option<Box<Nest>>),
}

#[derive(Debug, Deserialize)]
struct Partly {
    #[expect(dead_code, reason = "only its shape is needed")]
    known: u8,
}

#[test]
fn deep_brackets_are_a_fault() {
    const DEPTH: usize = 20_000;
    for open in [
        "(",
        "[",
        "{",
        "Some(",
        "In(",
        "(a:",
        "{\"a\":",
        "{a:",
        "[(",
        "More(Some(",
        "/*",
        "'",
        "r#",
        "[[],",
        "\"",
        "{(",
    ] {
        let body = open.repeat(DEPTH);
        let with_ends = format!("{body}1{}", ")".repeat(DEPTH));
        let ignored = format!("(known: 1, other: {body}");
        let ignored_json = format!("{{\"known\": 1, \"other\": {body}");
        let newtypes = format!("#![enable(unwrap_variant_newtypes, unwrap_newtypes)]{body}");
        for text in [body, with_ends, ignored, ignored_json, newtypes] {
            for document in [ron(&text), json(&text)] {
                fails::<IgnoredAny>(&document);
                fails::<Loose>(&document);
                fails::<Nest>(&document);
                fails::<Partly>(&document);
                fails::<BTreeMap<String, Loose>>(&document);
                let fields: Vec<PathStep> = (0..DEPTH).map(|_| "a".into()).collect();
                let indices: Vec<PathStep> = (0..DEPTH).map(|_| 0.into()).collect();
                for path in [fields, indices] {
                    inside(&document, &document.fault_at(&path, "x"));
                }
            }
        }
    }
}

#[test]
fn the_depth_sentence_is_plain() {
    for document in [ron(&"[".repeat(20_000)), json(&"[".repeat(20_000))] {
        let fault = document.parse::<Loose>().unwrap_err();
        assert!(fault.message.contains("too many brackets"), "{fault}");
    }
}

#[test]
fn large_texts_are_walked_in_linear_time() {
    let begun = std::time::Instant::now();
    for unit in ["(", "[(", "a:", "\"a\",", "'", "/", "((1,2),", "r#", "{{", ",", "b'"] {
        let document = ron(&unit.repeat(2_000_000 / unit.len()));
        let path: Vec<PathStep> = (0..1000).map(|_| 0.into()).collect();
        document.place_of(&path);
        document.place_of_word(&path, "x");
        document.place_of(&["a".into(), "b".into()]);
        assert!(document.parse::<Intake>().is_err());
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}
