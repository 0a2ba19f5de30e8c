//! Every complaint as the reader sees it.

use super::{Intake, JSON, RON, json, json_fault, ron, ron_fault};

/// The sample with one piece replaced, as a fault in each format.
fn ron_with(old: &str, new: &str) -> String {
    assert!(RON.contains(old), "{old}");
    ron_fault(&RON.replacen(old, new, 1))
}

fn json_with(old: &str, new: &str) -> String {
    assert!(JSON.contains(old), "{old}");
    json_fault(&JSON.replacen(old, new, 1))
}

#[test]
fn samples_are_whole() {
    assert_eq!(ron(RON).parse::<Intake>().unwrap().minutes, 30);
    assert_eq!(json(JSON).parse::<Intake>().unwrap().minutes, 30);
}

#[test]
fn a_range_is_told_with_path_and_place() {
    for number in ["14", "999", "-1", "3.5"] {
        let told = ron_with("Some(7)", number);
        assert!(
            told.starts_with(&format!("intake.ron:5:15: `pain_leg` is {number}, allowed is ")),
            "{told}"
        );
        let told = json_with("\"pain_leg\": 7", &format!("\"pain_leg\": {number}"));
        assert!(
            told.starts_with(&format!("intake.json:3:15: `pain_leg` is {number}, allowed is ")),
            "{told}"
        );
    }
    assert_eq!(
        ron_with("max_pressure: 2", "max_pressure: 11"),
        "intake.ron:10:46: `clearances[1].max_pressure` is 11, allowed is 0 to 10"
    );
    assert_eq!(
        json_with("\"max_pressure\": 2", "\"max_pressure\": 11"),
        "intake.json:8:37: `clearances[1].max_pressure` is 11, allowed is 0 to 10"
    );
}

#[test]
fn a_number_beyond_its_type() {
    for number in ["999", "-1", "999999999999", "99999999999999999999999"] {
        let sentence =
            format!("`minutes` is {number}, which is not a whole number in the allowed range");
        assert_eq!(ron_with("30", number), format!("intake.ron:6:14: {sentence}"));
        assert_eq!(json_with("30", number), format!("intake.json:4:14: {sentence}"));
    }
    assert_eq!(ron_with("30", "3.5"), "intake.ron:6:14: `minutes` is 3.5, expected a whole number");
    assert_eq!(
        json_with("30", "3.5"),
        "intake.json:4:14: `minutes`: expected a whole number, found the number 3.5"
    );
    assert_eq!(
        ron("3.5").parse::<u8>().unwrap_err().to_string(),
        "intake.ron:1:1: this is 3.5, expected a whole number"
    );
    let told = ron("[1, 22.75]").parse::<Vec<u8>>().unwrap_err().to_string();
    assert_eq!(told, "intake.ron:1:5: `[1]` is 22.75, expected a whole number");
}

#[test]
fn unknown_fields_are_named_with_the_nearest() {
    let told = ron_with("pain_leg", "pain_legs");
    assert!(told.starts_with("intake.ron:5:5: unknown field `pain_legs`, did you mean `pain_leg`? allowed are `name`, `pain_leg`, "), "{told}");
    let told = json_with("pain_leg", "pain_legs");
    assert!(told.starts_with("intake.json:3:3: unknown field `pain_legs`, did you mean `pain_leg`? allowed are `name`, "), "{told}");
    assert_eq!(
        ron_with("max_pressure: 2", "weather: 2"),
        "intake.ron:10:32: `clearances[1]`: unknown field `weather`, allowed are `by`, `max_pressure`"
    );
    assert_eq!(
        json_with("\"max_pressure\": 2", "\"weather\": 2"),
        "intake.json:8:21: `clearances[1]`: unknown field `weather`, allowed are `by`, `max_pressure`"
    );
}

#[test]
fn unknown_variants_are_named_with_the_nearest() {
    let sentence =
        "`side`: unknown name `Lefft`, did you mean `Left`? allowed are `Left`, `Right`, `Both`";
    assert_eq!(ron_with("Both(worse: 3)", "Lefft"), format!("intake.ron:7:11: {sentence}"));
    assert_eq!(
        json_with("{\"Both\": {\"worse\": 3}}", "\"Lefft\""),
        format!("intake.json:5:11: {sentence}")
    );
}

#[test]
fn inside_a_variant() {
    assert_eq!(
        ron_with("worse: 3", "worse: true"),
        "intake.ron:7:23: `side.worse`: expected a whole number, found `true`"
    );
    assert_eq!(
        json_with("\"worse\": 3", "\"worse\": true"),
        "intake.json:5:30: `side.Both.worse`: expected a whole number, found `true`"
    );
}

#[test]
fn missing_fields_point_at_what_lacks_them() {
    assert_eq!(ron_with("side: Both(worse: 3),", ""), "intake.ron:3:1: `side` is missing, add it");
    assert_eq!(
        json_with("\"side\": {\"Both\": {\"worse\": 3}},", ""),
        "intake.json:1:1: `side` is missing, add it"
    );
    assert_eq!(
        ron_with(", max_pressure: 2", ""),
        "intake.ron:10:9: `max_pressure` is missing in `clearances[1]`, add it"
    );
    assert_eq!(
        json_with(", \"max_pressure\": 2", ""),
        "intake.json:8:5: `max_pressure` is missing in `clearances[1]`, add it"
    );
}

#[test]
fn duplicates_point_at_the_second() {
    assert_eq!(
        ron_with("    minutes: 30,", "    minutes: 30,\n    minutes: 31,"),
        "intake.ron:7:5: `minutes` is given twice, keep one of them"
    );
    assert_eq!(
        json_with("  \"minutes\": 30,", "  \"minutes\": 30,\n  \"minutes\": 31,"),
        "intake.json:5:3: `minutes` is given twice, keep one of them"
    );
}

#[test]
fn wrong_kinds_in_plain_words() {
    for (old, new, sentence) in [
        (
            "minutes: 30",
            "minutes: \"x\"",
            "`minutes`: expected a whole number, found the text \"x\"",
        ),
        (
            "Some(7)",
            "20000000000000000000000",
            "`pain_leg`: expected a whole number from 0 to 10, found the number 20000000000000000000000",
        ),
        ("calm: true", "calm: 1", "`calm`: expected `true` or `false`, found the number 1"),
        ("ratio: 0.5", "ratio: \"x\"", "`ratio`: expected a number, found the text \"x\""),
        (
            "{\"a b\": 1, \"c\": 2}",
            "[1]",
            "`notes`: expected a map in curly brackets `{ … }`, found a list in square brackets",
        ),
        (
            "Some(7)",
            "\"7\"",
            "`pain_leg`: expected a whole number from 0 to 10, found the text \"7\"",
        ),
        (
            "Both(worse: 3)",
            "\"Left\"",
            "`side`: expected a name without quotes, found the text \"Left\"",
        ),
        (
            "(1, 2)",
            "[1, 2]",
            "`pair`: expected an entry in round brackets `( … )`, found a list in square brackets",
        ),
        ("minutes: 30", "minutes: ", "`minutes`: expected a whole number, found `,`"),
        ("\"a b\": 1", "\"a b\": false", "`notes.a b`: expected a whole number, found `false`"),
    ] {
        let told = ron_with(old, new);
        assert!(told.ends_with(&format!(": {sentence}")), "{told}");
    }
    for (old, new, sentence) in [
        (
            "\"minutes\": 30",
            "\"minutes\": \"x\"",
            "`minutes`: expected a whole number, found the text \"x\"",
        ),
        (
            "\"minutes\": 30",
            "\"minutes\": null",
            "`minutes`: expected a whole number, found `null`",
        ),
        ("true", "1", "`calm`: expected `true` or `false`, found the number 1"),
        ("0.5", "{}", "`ratio`: expected a number, found a map in curly brackets"),
        (
            "{\"a b\": 1, \"c\": 2}",
            "[1]",
            "`notes`: expected a map in curly brackets `{ … }`, found a list in square brackets",
        ),
        (
            "{\"by\": \"ortho\", \"max_pressure\": 2}",
            "5",
            "`clearances[1]`: expected an object in curly brackets `{ … }`, found the number 5",
        ),
        (
            "\"pain_leg\": 7",
            "\"pain_leg\": \"7\"",
            "`pain_leg`: expected a whole number from 0 to 10, found the text \"7\"",
        ),
    ] {
        let told = json_with(old, new);
        assert!(told.ends_with(&format!(": {sentence}")), "{told}");
    }
}

#[test]
fn notation_faults_in_plain_words() {
    assert_eq!(
        ron_with("30,", "30"),
        "intake.ron:7:5: a comma or a closing bracket is missing before `side`"
    );
    assert_eq!(
        json_with("30,", "30"),
        "intake.json:5:3: a comma or a closing bracket is missing before the text \"side\""
    );
    assert_eq!(
        ron_with("\n)\n", "\n"),
        "intake.ron:15:18: the text ends too early, close the `(` of line 3, column 7"
    );
    assert_eq!(
        json_with("\n}\n", "\n"),
        "intake.json:13:17: the text ends too early, close the `{` of line 1, column 1"
    );
    assert_eq!(
        ron_with("\n)\n", "\n)\nmore"),
        "intake.ron:17:1: `more` follows after the end, remove it or check the brackets before it"
    );
    assert_eq!(
        json_with("\n}\n", "\n}\nmore"),
        "intake.json:15:1: `more` follows after the end, remove it or check the brackets before it"
    );
    assert_eq!(
        ron_fault("(\n  name: \"Ida"),
        "intake.ron:2:9: `name` has a quotation mark that is never closed, close it"
    );
    let told = json_with("[1, 2]", "[1, 2,]");
    assert!(
        told.starts_with("intake.json:13:17: the comma before the closing bracket is too much"),
        "{told}"
    );
    let told = json_with("é", "é\\q");
    assert!(told.contains("the text in quotes has a `\\`"), "{told}");
}

#[test]
fn too_much_in_brackets() {
    assert_eq!(
        ron_with("(1, 2)", "(1, 2, 3)"),
        "intake.ron:15:18: the number 3 is too much, a closing bracket belongs before it"
    );
    assert_eq!(
        ron_with("(1, 2)", "(1, 2.5)"),
        "intake.ron:15:15: `pair[1]` is 2.5, expected a whole number"
    );
    let told = ron("(a: Some(3.5))").parse::<Minutes>().unwrap_err();
    assert_eq!(told.to_string(), "intake.ron:1:10: `a` is 3.5, expected a whole number");
    assert!(json_with("[1, 2]", "[1, 2, 3]").starts_with("intake.json:13:"));
    assert_eq!(
        json_with("[1, 2]", "[1]"),
        "intake.json:13:11: `pair`: expected a tuple of size 2, found 1 of them"
    );
}

#[derive(Debug, serde::Deserialize)]
struct Minutes {
    #[serde(rename = "a")]
    #[expect(dead_code, reason = "only its shape is needed")]
    minutes: Option<u8>,
}

#[test]
fn long_names_and_line_breaks_are_cut_down() {
    let told = ron_with("pain_leg", &"x".repeat(500));
    assert!(
        told.starts_with(&format!("intake.ron:5:5: unknown field `{}…`, allowed", "x".repeat(60)))
    );
    let told = json_with("\"Both\"", "\"Bo\\nth\"");
    assert!(told.contains("unknown name `Bo\\nth`, did you mean `Both`?"), "{told}");
}

#[test]
fn attributes_and_comments_that_are_wrong() {
    let told = ron_fault("#![enable(magic)]\n(name: \"a\")");
    assert!(told.ends_with("there is no extension `magic` to enable, leave it out"), "{told}");
    let told = ron_fault("(name: \"a\", /* ");
    assert!(told.contains("a comment is never closed"), "{told}");
    let told = ron_with("minutes: 30", "minutes 30");
    assert_eq!(told, "intake.ron:6:13: a colon is missing between a name and its value");
    let told = json_with("\"minutes\": 30", "\"minutes\" 30");
    assert_eq!(told, "intake.json:4:13: a colon is missing between a name and its value");
}
