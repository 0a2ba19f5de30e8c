//! Free text is data: whatever a client or a therapist typed comes back out of the file as it went in,
//! and the file stays one that FHIR takes.

use std::sync::LazyLock;

use ischia::export::{Kept, clean};
use ischia::model::{
    Activity, Channel, Client, Communication, Nprs, Outcome, Plan, PlanRecord, PlanState,
    Recipient, Response, StepOutcome, StepWent,
};
use serde_json::Value;

use super::drawn;
use super::practice::of_practice;
use super::read::Bundle;
use crate::support::{all_cleared, plan, samples};

/// Text that pushes at every seam.
pub fn corpus() -> Vec<String> {
    let mut all: Vec<String> = [
        "",
        " ",
        "\n\n",
        "\u{feff}",
        "null",
        "{}",
        "[]",
        "\\u0000",
        "\\",
        "\"",
        "'",
        "%s%n",
        "${x}",
        "<script>alert(1)</script>",
        "</div><img src=x onerror=alert(1)>",
        "<![CDATA[x]]>",
        "&lt;b&gt;",
        "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
        "]]>",
        "-->",
        "# heading",
        "- list",
        "1. list",
        "> quote",
        "```\ncode\n```",
        "    indented",
        "| a | b |\n|---|---|",
        "[link](javascript:alert(1))",
        "![image](http://example.invalid/x.png)",
        "a<br>b",
        "***",
        "===\n---",
        "#eval(read(\"/etc/passwd\"))",
        "#set page(width: 0pt)",
        "$ integral $",
        "@label",
        "\\input{x}",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|'/C calc'!A0",
        "=HYPERLINK(\"http://x\")",
        "\t=1",
        "../../../etc/passwd",
        "C:\\Windows\\x",
        "/dev/null",
        "a\0b",
        "con.txt",
        ".",
        "..",
        "~",
        "$HOME",
        "red\u{1b}[31m",
        "\u{7}bell",
        "\u{8}back",
        "\u{7f}",
        "\u{80}\u{9b}31m",
        "a\rb",
        "a\r\nb",
        "a\u{85}b\u{2028}c\u{2029}d",
        "abc\u{202e}fed\u{202c}",
        "\u{2066}x\u{2069}",
        "\u{200e}\u{200f}",
        "שלום עולם",
        "مرحبا بالعالم",
        "山田 太郎",
        "สวัสดี",
        "नमस्ते",
        "Zoë Straße Ångström",
        "İıſß",
        "e\u{301}\u{301}\u{301}",
        "👩‍👩‍👧‍👦 🏳️‍🌈",
        "\u{fffd}\u{ffff}\u{fdd0}",
        "\u{1f468}\u{200d}",
        "\u{a0}\u{3000}x",
        "a\u{fe0f}",
        "\u{e0001}\u{e0020}",
        "\u{f0000}\u{10ffff}",
    ]
    .map(str::to_owned)
    .into();
    all.push("x".repeat(10_000));
    all.push("ẹ́".repeat(4_000));
    all.push("\u{301}".repeat(500));
    // A few of every plane, beside what no text can hold.
    let planes =
        (0..=16u32).flat_map(|plane| [0, 0x21, 0x1234, 0xfffd].map(|at| (plane << 16) | at));
    all.push(planes.filter_map(char::from_u32).collect());
    all.push((0..0x300u32).filter_map(char::from_u32).collect());
    all
}

/// What is left of a text where FHIR takes a string.
fn string(text: &str) -> Value {
    let kept: String = text.chars().filter(|c| *c >= ' ' || "\t\n\r".contains(*c)).collect();
    if kept.trim().is_empty() { Value::Null } else { kept.into() }
}

/// A note read as Markdown: its lines, without what quotes them. What isn't quoted is the heading, the
/// sign of a list and the word before a text, and nothing else.
fn shown(markdown: &str) -> Vec<String> {
    let is_heading = |line: &str| line.starts_with("**") && line.ends_with("**");
    let said = markdown.split('\n').filter(|line| !is_heading(line));
    said.map(|line| {
        let line = line.strip_prefix("  ").unwrap_or(line);
        let line = line.strip_prefix("- ").unwrap_or(line);
        let line = match line.strip_prefix("**").and_then(|line| line.split_once(":** ")) {
            Some((_, text)) => text,
            None => line,
        };
        let mut shown = String::new();
        let mut characters = line.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => shown.extend(characters.next()),
                _ if "*`_<>[]|~&$".contains(character) => panic!("markup: {line}"),
                _ => shown.push(character),
            }
        }
        shown.trim_end().to_owned()
    })
    .collect()
}

/// The lines of a text as they stand on paper, which is what a note shows.
fn lines(text: &str) -> Vec<String> {
    clean::lines(text).into_iter().filter(|line| !line.is_empty()).collect()
}

/// A plan with steps, and a withheld one.
static BLANK: LazyLock<[Plan; 2]> = LazyLock::new(|| {
    ["chronic.ron", "g-03-foot-drop.ron"].map(|name| {
        let (_, intake) = samples().into_iter().find(|(sample, _)| sample == name).unwrap();
        plan(intake)
    })
});

/// A plan in which this text stands wherever anybody may type.
pub fn typed(text: &str, withheld: bool) -> PlanRecord {
    let mut made = BLANK[usize::from(withheld)].clone();
    let intake = &mut made.intake;
    let some = Some(text.to_owned());
    intake.complaint.clone_from(&some);
    intake.diagnosed_by.clone_from(&some);
    intake.medicines.clone_from(&some);
    intake.treatments.clone_from(&some);
    intake.notes.clone_from(&some);
    intake.activities = vec![Activity { name: text.to_owned(), score: Nprs::MAX }];
    let mut clearance = all_cleared(intake.date, None);
    (clearance.by, clearance.limits) = (text.to_owned(), text.to_owned());
    intake.clearances = vec![clearance];
    for step in &mut made.steps {
        for said in [&mut step.instructions, &mut step.why, &mut step.cue] {
            text.clone_into(said);
        }
    }
    for caution in &mut made.cautions {
        text.clone_into(&mut caution.text);
    }
    for item in &mut made.home_care {
        text.clone_into(&mut item.text);
    }
    if let Some(referral) = &mut made.referral {
        for said in
            [&mut referral.client_text, &mut referral.doctor_text, &mut referral.released_by]
        {
            text.clone_into(said);
        }
        referral.reasons.iter_mut().for_each(|reason| text.clone_into(&mut reason.text));
    }
    let steps = made.steps.iter().map(|step| StepOutcome {
        step: step.number,
        went: StepWent::Changed,
        minutes: Some(step.minutes),
        pressure: step.pressure,
        note: some.clone(),
    });
    let outcome = Outcome {
        steps: steps.collect(),
        pain_leg: Some(Nprs::MIN),
        activities: vec![Activity { name: text.to_owned(), score: Nprs::MAX }],
        response: Some(Response::Same),
        response_note: some.clone(),
        next_time: some.clone(),
        unwanted: some.clone(),
        note: some,
        ..Outcome::on(made.intake.date)
    };
    let told = Communication {
        at: text.to_owned(),
        to: Recipient::Doctor,
        how: Some(Channel::Phone),
        by: text.to_owned(),
        text: text.to_owned(),
    };
    PlanRecord {
        state: if withheld { PlanState::Draft } else { PlanState::Done },
        outcome: (!withheld).then_some(outcome),
        told: vec![told],
        ..PlanRecord::draft(made)
    }
}

fn notes(holder: &Value) -> String {
    let notes = holder["note"].as_array().unwrap().iter();
    let shown = notes.flat_map(|note| shown(note["text"].as_str().unwrap()));
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_typed_comes_back_as_it_was() {
    let id = of_practice()[0].id;
    for text in corpus() {
        let client = Client { code: Some(text.clone()), ..Client::named(&text) };
        for withheld in [false, true] {
            let record = typed(&text, withheld);
            let code = client.code.as_deref();
            let kept = Kept { client: id, code, name: Some(&client.name), record: &record };
            let file = drawn(&record.plan, Some(kept));
            // Shown in a terminal the file does nothing.
            let steers = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2066}".contains(c));
            assert!(!file.contains(steers), "{text:?}");
            let bundle = Bundle::read(&file);
            bundle.assert_whole();
            let patient = bundle.one("Patient");
            assert_eq!(patient["name"][0]["text"], string(&text));
            assert_eq!(patient["identifier"][0]["value"], string(&text));
            if withheld {
                assert_referral(&bundle, &text);
            } else {
                assert_session(&bundle, &text);
            }
        }
    }
}

fn assert_referral(bundle: &Bundle, text: &str) {
    let request = bundle.one("ServiceRequest");
    assert_eq!(request["patientInstruction"], string(text));
    let reason = &request["reasonCode"][0]["text"];
    assert!(*reason == string(text) || string(text).is_null(), "{reason}");
    let notes = notes(request);
    for line in lines(text) {
        assert!(notes.contains(&line), "{line:?} in {notes}");
    }
}

fn assert_session(bundle: &Bundle, text: &str) {
    let care = bundle.one("CarePlan");
    let notes = notes(care);
    for line in lines(text) {
        assert!(notes.contains(&line), "{line:?} in {notes}");
    }
    for activity in care["activity"].as_array().unwrap() {
        let description = activity["detail"]["description"].as_str().unwrap();
        let own = description.split_once('\n').map(|(_, own)| own);
        let wanted = string(text).as_str().map(|kept| format!("{kept}\n{kept}"));
        assert_eq!(own, wanted.as_deref());
        let progress = activity["progress"][0]["text"].as_str().map(shown);
        assert_eq!(progress.unwrap_or_default(), lines(text));
    }
    for flag in bundle.all("Flag") {
        let said = flag["code"]["text"].as_str().unwrap();
        assert!(said.ends_with(string(text).as_str().unwrap_or_default()), "{said}");
    }
    let session = bundle.one("Procedure");
    let note = session["note"][0]["text"].as_str().map(shown);
    assert_eq!(note.unwrap_or_default(), lines(text));
}
