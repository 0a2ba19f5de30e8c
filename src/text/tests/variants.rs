//! Complaints inside enums and about the keys of maps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{json, ron};

#[derive(Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
enum Region {
    Calf,
    Glute,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    a: u8,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
enum Kind {
    Rub { force: u8, on: Option<Inner> },
    Rest(Inner),
    Wait(u8),
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Top {
    #[serde(default)]
    kinds: Vec<Kind>,
    #[serde(default)]
    regions: BTreeMap<Region, u8>,
}

#[test]
fn in_ron() {
    for (text, told) in [
        (
            "(kinds: [Rub(force: 3, on: (b: 1))])",
            "29: `kinds[0].on`: unknown field `b`, allowed are `a`",
        ),
        ("(kinds: [Rub(on: (a: 1))])", "10: `force` is missing in `kinds[0]`, add it"),
        ("(kinds: [Rest((b: 1))])", "16: `kinds[0]`: unknown field `b`, allowed are `a`"),
        (
            "(kinds: [Rest((a: 999))])",
            "19: `kinds[0].a` is 999, which is not a whole number in the allowed range",
        ),
        ("(kinds: [Wait(\"x\")])", "15: `kinds[0]`: expected a whole number, found the text \"x\""),
        (
            "(regions: {Calv: 1})",
            "16: `regions`: unknown name `Calv`, did you mean `Calf`? allowed are `Calf`, `Glute`",
        ),
        (
            "(regions: {Calf: 1, Glute: 900})",
            "28: `regions.Glute` is 900, which is not a whole number in the allowed range",
        ),
        ("(\"kinds\": [])", "2: expected a name without quotes"),
        ("Tpo(kinds: [])", "1: expected `Top( … )`, or no name, found `Tpo`"),
        ("", "1: the text ends too early, complete it"),
    ] {
        let fault = ron(text).parse::<Top>().unwrap_err().to_string();
        assert_eq!(fault, format!("intake.ron:1:{told}"), "{text}");
    }
}

#[test]
fn in_json() {
    for (text, told) in [
        (
            "{\"kinds\": [{\"Rest\": {\"a\": 999}}]}",
            "27: `kinds[0].Rest.a` is 999, which is not a whole number in the allowed range",
        ),
        (
            "{\"kinds\": [\"Wait\"]}",
            "12: `kinds[0].Wait`: expected this name with its content, found the text \"Wait\"",
        ),
        ("{\"kinds\": [7]}", "12: `kinds[0]`: expected one of the known names, found the number 7"),
        (
            "{\"regions\": {\"Calf\": 900}}",
            "22: `regions.Calf` is 900, which is not a whole number in the allowed range",
        ),
        ("{kinds: []}", "2: a name must stand in double quotes"),
        ("", "1: the text ends too early, complete it"),
    ] {
        let fault = json(text).parse::<Top>().unwrap_err().to_string();
        assert_eq!(fault, format!("intake.json:1:{told}"), "{text}");
    }
}
