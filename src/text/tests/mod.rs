//! Behaviour through the public functions, and what the tests share.

mod files;
mod hostile;
mod places;
mod round_trip;
mod sentences;
mod variants;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::{Document, Notation};

pub(super) fn ron(text: &str) -> Document {
    Document::from_text("intake.ron", Notation::Ron, text)
}

pub(super) fn json(text: &str) -> Document {
    Document::from_text("intake.json", Notation::Json, text)
}

/// What the reader is told about this RON, read as an intake.
pub(super) fn ron_fault(text: &str) -> String {
    ron(text).parse::<Intake>().unwrap_err().to_string()
}

/// What the reader is told about this JSON, read as an intake.
pub(super) fn json_fault(text: &str) -> String {
    json(text).parse::<Intake>().unwrap_err().to_string()
}

/// A whole number from 0 to 10, written the way the module header recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Pain(pub(super) u8);

impl<'de> Deserialize<'de> for Pain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seen;
        impl de::Visitor<'_> for Seen {
            type Value = Pain;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number from 0 to 10")
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Pain, E> {
                match u8::try_from(number) {
                    Ok(pain) if pain <= 10 => Ok(Pain(pain)),
                    _ => Err(E::custom(format!("is {number}, allowed is 0 to 10"))),
                }
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Pain, E> {
                match u64::try_from(number) {
                    Ok(number) => self.visit_u64(number),
                    Err(_) => Err(E::custom(format!("is {number}, allowed is 0 to 10"))),
                }
            }
            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Pain, E> {
                Err(E::custom(format!("is {number}, allowed is a whole number, 0 to 10")))
            }
        }
        deserializer.deserialize_any(Seen)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Side {
    Left,
    Right,
    Both { worse: u8 },
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Clearance {
    pub(super) by: String,
    pub(super) max_pressure: Pain,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Intake {
    pub(super) name: String,
    pub(super) pain_leg: Option<Pain>,
    #[serde(default)]
    pub(super) minutes: u8,
    pub(super) side: Side,
    #[serde(default)]
    pub(super) clearances: Vec<Clearance>,
    #[serde(default)]
    pub(super) notes: BTreeMap<String, u8>,
    #[serde(default)]
    pub(super) ratio: Option<f64>,
    #[serde(default)]
    pub(super) calm: bool,
    #[serde(default)]
    pub(super) pair: Option<(u8, u8)>,
}

pub(super) const RON: &str = r##"#![enable(implicit_some)]
// A comment with ( brackets
Intake(
    name: r#"Ida "the" (first)"#, /* nested /* comment */ [ */
    pain_leg: Some(7),
    minutes: 30,
    side: Both(worse: 3),
    clearances: [
        (by: "gp \" ( é", max_pressure: 4),
        Clearance(by: "ortho", max_pressure: 2),
    ],
    notes: {"a b": 1, "c": 2},
    ratio: 0.5,
    calm: true,
    pair: (1, 2),
)
"##;

pub(super) const JSON: &str = r#"{
  "name": "Ida \"the\" {first",
  "pain_leg": 7,
  "minutes": 30,
  "side": {"Both": {"worse": 3}},
  "clearances": [
    {"by": "gp é", "max_pressure": 4},
    {"by": "ortho", "max_pressure": 2}
  ],
  "notes": {"a b": 1, "c": 2},
  "ratio": 0.5,
  "calm": true,
  "pair": [1, 2]
}
"#;
