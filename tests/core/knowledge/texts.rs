//! The words: no promise, no loose ends, nothing unfilled in a built plan.

use ischia::model::{Phase, Plan, Step};

use crate::support::{files_under, plan, samples};

/// Words that would promise what massage can't give, with the only ways in which they may be used.
const PROMISES: [(&str, &[&str]); 8] = [
    ("cure", &["no cure", "not a cure", "not cure"]),
    ("cures", &["cures nothing"]),
    ("cured", &[]),
    ("heal", &[]),
    ("heals", &[]),
    ("healed", &[]),
    ("guarantee", &[]),
    ("guarantees", &[]),
];

/// The texts in quotes of a knowledge file that are sentences or labels, not ids.
fn texts_of(file: &str) -> Vec<String> {
    let code: Vec<&str> =
        file.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let joined = code.join("\n");
    assert!(!joined.contains('\\'), "texts hold no escapes, so quotes come in pairs");
    joined.split('"').skip(1).step_by(2).filter(|t| t.contains(' ')).map(str::to_owned).collect()
}

fn why_of(step: &Step) -> String {
    format!("step {}, why", step.number)
}

/// Every text of a plan, with where it stands.
fn texts_in(plan: &Plan) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &str)> = Vec::new();
    for step in &plan.steps {
        all.push((format!("step {}, instructions", step.number), &step.instructions));
        all.push((why_of(step), &step.why));
    }
    for gate in &plan.gates {
        all.push((format!("{}, text", gate.id), &gate.text));
        all.push((format!("{}, released by", gate.id), &gate.released_by));
    }
    all.extend(plan.cautions.iter().map(|c| (c.id.to_string(), c.text.as_str())));
    all.extend(plan.home_care.iter().map(|h| (h.id.to_string(), h.text.as_str())));
    all.extend(plan.avoid.iter().map(|text| ("avoid".to_owned(), text.text.as_str())));
    all.extend(plan.notes.iter().map(|text| ("note".to_owned(), text.text.as_str())));
    all.push(("expectation".to_owned(), &plan.expectation));
    if let Some(follow_up) = &plan.follow_up {
        all.push(("follow-up".to_owned(), &follow_up.text));
    }
    if let Some(referral) = &plan.referral {
        all.push(("referral, released by".to_owned(), &referral.released_by));
        all.push(("referral, client".to_owned(), &referral.client_text));
        all.push(("referral, doctor".to_owned(), &referral.doctor_text));
        all.extend(referral.reasons.iter().map(|r| ("reason".to_owned(), r.text.as_str())));
    }
    all
}

fn promise_in(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.find_map(|word| {
        let (promise, allowed) = PROMISES.iter().find(|(promise, _)| *promise == word)?;
        (!allowed.iter().any(|phrase| lower.contains(phrase))).then_some(*promise)
    })
}

#[test]
fn no_text_promises_a_cure() {
    assert_eq!(promise_in("This will cure you."), Some("cure"));
    assert_eq!(promise_in("It is no cure."), None);
    for (path, file) in files_under("assets/knowledge") {
        // What others wrote is told there in their sense.
        if path.ends_with("/sources.ron") {
            continue;
        }
        for text in texts_of(&file) {
            assert_eq!(promise_in(&text), None, "{path}: {text}");
        }
    }
}

#[test]
fn no_text_has_stray_spaces() {
    for (path, file) in files_under("assets/knowledge") {
        for text in texts_of(&file) {
            assert!(!text.contains("  "), "{path}: two spaces in “{text}”");
            assert_eq!(text.trim(), text, "{path}: space around “{text}”");
            for mark in [" .", " ,", " ;", " :", "..", ",,"] {
                let is_list = path.ends_with("/sources.ron") && mark == " ;";
                assert!(is_list || !text.contains(mark), "{path}: “{mark}” in “{text}”");
            }
        }
    }
}

#[test]
fn no_line_of_a_file_ends_in_space() {
    for (path, file) in
        files_under("assets/knowledge").into_iter().chain(files_under("tests/intakes"))
    {
        for (number, line) in (1..).zip(file.lines()) {
            assert_eq!(line.trim_end(), line, "{path}:{number}");
        }
        assert!(file.ends_with('\n'), "{path}: no line break at its end");
    }
}

#[test]
fn every_text_of_a_plan_is_whole_sentences() {
    for (name, intake) in samples() {
        let plan = plan(intake);
        for (place, text) in texts_in(&plan) {
            // A step leaves out what an earlier one of its kind has said.
            if text.is_empty() && place.ends_with(", why") {
                let here = plan.steps.iter().find(|step| place == why_of(step)).unwrap();
                let mut before = plan.steps.iter().filter(|one| one.number < here.number);
                let said = before.any(|one| one.phase == here.phase && !one.why.is_empty());
                assert!(said, "{name}, {place}: empty, and no step before it says why");
                continue;
            }
            if place == "expectation" && plan.status.withholds() {
                assert_eq!(text, "", "{name}");
                continue;
            }
            assert!(!text.is_empty(), "{name}, {place}: empty");
            assert!(text.ends_with('.'), "{name}, {place}: no full stop at the end of “{text}”");
            for wrong in ["  ", "{", "}", " .", "..", " ,"] {
                assert!(!text.contains(wrong), "{name}, {place}: “{wrong}” in “{text}”");
            }
            let first = text.chars().next().unwrap();
            assert!(!first.is_lowercase(), "{name}, {place}: “{text}”");
            assert_eq!(promise_in(text), None, "{name}, {place}: {text}");
        }
    }
}

#[test]
fn every_step_says_what_to_do_and_why_and_rests_on_something() {
    for (name, intake) in samples() {
        for step in plan(intake).steps {
            let place = format!("{name}, step {}", step.number);
            assert!(!step.sources.is_empty(), "{place}: no source");
            let words = step.instructions.split_whitespace().count();
            assert!(words >= 8, "{place}: “{}”", step.instructions);
            let dose = step.instructions.chars().any(|c| c.is_ascii_digit());
            if step.phase == Phase::Stretch {
                assert!(dose, "{place}: a stretch without its dose, “{}”", step.instructions);
            }
        }
    }
}

#[test]
fn words_to_the_client_do_not_diagnose() {
    for (name, intake) in samples() {
        let Some(referral) = plan(intake).referral else {
            continue;
        };
        let client = referral.client_text.to_lowercase();
        for word in ["fracture", "cancer", "tumour", "infection", "clot", "cauda", "you have a "] {
            assert!(!client.contains(word), "{name}: “{word}” in “{client}”");
        }
        assert!(referral.doctor_text.contains("24 Nov 2026"), "{name}");
        assert!(referral.doctor_text.contains("do not diagnose"), "{name}");
    }
}

#[test]
fn titles_of_cautions_are_short() {
    for caution in &crate::support::SHIPPED.tables().cautions {
        let length = caution.title.chars().count();
        assert!((8..=52).contains(&length), "{}: {length} characters", caution.id);
        assert!(!caution.title.ends_with('.'), "{}: {}", caution.id, caution.title);
    }
}
