//! A bundle as a program of somebody else reads it, and what it says in the terms of the plan file.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use ischia::model::Plan;

use crate::support::SHIPPED;

/// A bundle that was read.
pub struct Bundle {
    pub whole: Value,
}

impl Bundle {
    pub fn read(text: &str) -> Self {
        assert!(text.ends_with("}\n"));
        Self { whole: serde_json::from_str(text).unwrap() }
    }

    fn entries(&self) -> &[Value] {
        self.whole["entry"].as_array().unwrap()
    }

    /// The resources of a kind, in their order.
    pub fn all(&self, kind: &str) -> Vec<&Value> {
        let resources = self.entries().iter().map(|entry| &entry["resource"]);
        resources.filter(|resource| resource["resourceType"] == kind).collect()
    }

    /// The only one of its kind.
    pub fn one(&self, kind: &str) -> &Value {
        let [one] = self.all(kind)[..] else { panic!("{kind}: {:#}", self.whole) };
        one
    }

    /// The addresses of everything in it.
    pub fn ids(&self) -> BTreeSet<&str> {
        self.entries().iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect()
    }

    /// Addresses that differ, references that lead somewhere, and nothing that FHIR's JSON forbids.
    pub fn assert_whole(&self) {
        assert_eq!(self.whole["resourceType"], "Bundle");
        assert_eq!(self.whole["type"], "collection");
        let ids = self.ids();
        assert_eq!(ids.len(), self.entries().len(), "{ids:?}");
        for entry in self.entries() {
            let id = entry["resource"]["id"].as_str().unwrap();
            assert_eq!(entry["fullUrl"], format!("urn:uuid:{id}"));
            assert!(uuid(id), "{id}");
        }
        self.assert_allowed(&self.whole, &ids);
        let patient = format!("urn:uuid:{}", self.one("Patient")["id"].as_str().unwrap());
        for kind in ["CarePlan", "Flag", "Observation", "ServiceRequest", "Procedure"] {
            for resource in self.all(kind) {
                assert_eq!(resource["subject"]["reference"], patient.as_str(), "{kind}");
            }
        }
    }

    fn assert_allowed(&self, value: &Value, ids: &BTreeSet<&str>) {
        match value {
            Value::Null => panic!("null: {:#}", self.whole),
            Value::Bool(_) | Value::Number(_) => {}
            Value::String(text) => {
                assert!(!text.trim().is_empty(), "an empty text: {:#}", self.whole);
                let is_allowed = |c: char| c >= ' ' || "\t\n\r".contains(c);
                assert!(text.chars().all(is_allowed), "{text:?}");
            }
            Value::Array(values) => {
                assert!(!values.is_empty(), "an empty list: {:#}", self.whole);
                for value in values {
                    self.assert_allowed(value, ids);
                }
            }
            Value::Object(fields) => {
                assert!(!fields.is_empty(), "an empty element: {:#}", self.whole);
                if let Some(to) = fields.get("reference") {
                    assert!(ids.contains(to.as_str().unwrap()), "leads nowhere: {to}");
                }
                for value in fields.values() {
                    self.assert_allowed(value, ids);
                }
            }
        }
    }

    /// What the plan says of itself.
    pub fn about(&self) -> Value {
        let holder = [self.all("CarePlan"), self.all("ServiceRequest")].concat();
        let parts = parts(&holder[0]["extension"]);
        let one = |name: &str| parts.one(name);
        json!({
            "category": one("category"), "side": one("side"), "worse": one("worse-side"),
            "status": one("status"), "booked": one("booked"), "total": one("total"),
            "unused": one("unused"), "knowledge": one("knowledge"), "digest": one("intake-digest"),
        })
    }

    /// The activities as steps of a plan file, as far as those are for programs.
    pub fn steps(&self) -> Vec<Value> {
        let activities = self.one("CarePlan")["activity"].as_array().unwrap().iter();
        activities.map(|activity| step(&activity["detail"])).collect()
    }

    /// Id, severity, steps, sources and words of the cautions.
    pub fn cautions(&self) -> BTreeSet<String> {
        let flags = self.all("Flag").into_iter().map(|flag| {
            assert_eq!(flag["status"], "active");
            let parts = parts(&flag["extension"]);
            json!([
                parts.one("caution"),
                parts.one("severity"),
                parts.all("step"),
                parts.all("source"),
                flag["code"]["text"],
            ])
        });
        flags.map(|flag| flag.to_string()).collect()
    }

    /// Pain in the back and in the leg, of the moment that the text names.
    pub fn scores(&self, moment: &str) -> [Option<u64>; 2] {
        ["Back", "Leg"].map(|site| {
            let of = |one: &&Value| {
                one["bodySite"]["text"] == site
                    && one["code"]["text"].as_str().unwrap().contains(moment)
            };
            let one = self.all("Observation").into_iter().find(of)?;
            let coding = &one["code"]["coding"][0];
            assert_eq!(coding["system"], "http://loinc.org");
            assert_eq!(coding["code"], "72514-3");
            assert_eq!(one["status"], "final");
            one["valueInteger"].as_u64()
        })
    }
}

/// Whether it is a UUID, in lower case.
fn uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_digit() || ('a'..='f').contains(&c),
        })
}

/// The parts of an element of our own.
struct Parts<'a>(&'a [Value]);

fn parts(extensions: &Value) -> Parts<'_> {
    let [one] = extensions.as_array().unwrap().as_slice() else { panic!("{extensions:#}") };
    assert!(uuid(one["url"].as_str().unwrap().strip_prefix("urn:uuid:").unwrap()));
    Parts(one["extension"].as_array().unwrap())
}

impl Parts<'_> {
    /// The values under a name, whatever they are.
    fn all(&self, name: &str) -> Value {
        let named = self.0.iter().filter(|part| part["url"] == name);
        named
            .map(|part| {
                let mut values = part.as_object().unwrap().iter().filter(|(key, _)| *key != "url");
                let (key, value) = values.next().unwrap();
                assert!(key.starts_with("value") && values.next().is_none(), "{part:#}");
                value.clone()
            })
            .collect()
    }

    /// The one value under a name, or null.
    fn one(&self, name: &str) -> Value {
        match self.all(name).as_array().unwrap().as_slice() {
            [] => Value::Null,
            [one] => one.clone(),
            several => panic!("{name}: {several:?}"),
        }
    }
}

fn step(detail: &Value) -> Value {
    let parts = parts(&detail["extension"]);
    let repeat = &detail["scheduledTiming"]["repeat"];
    assert_eq!(repeat["durationUnit"], "min");
    json!({
        "number": parts.one("number"), "phase": parts.one("phase"),
        "regions": parts.all("region"), "side": parts.one("side"),
        "modality": parts.one("modality"), "pressure": parts.one("level"),
        "position": parts.one("position"), "minutes": repeat["duration"],
        "counted": parts.one("counted"), "beside": parts.all("beside"),
        "supports": parts.all("support"), "techniques": parts.all("technique"),
        "cautions": parts.all("caution"), "sources": parts.all("source"),
        "cue": parts.one("cue"),
        // The first line says how the client lies and how deep; the others are the plan's own words.
        "words": detail["description"].as_str().unwrap().split_once('\n').unwrap().1,
    })
}

/// The steps of a plan, as far as those are for programs, and their words.
pub fn steps_of(plan: &Plan) -> Vec<Value> {
    let steps = plan.steps.iter().map(|step| {
        let Value::Object(mut fields) = serde_json::to_value(step).unwrap() else { panic!() };
        // A step that somebody added has no reason.
        let said = [&*step.instructions, &*step.why].into_iter();
        let words: Vec<&str> = said.filter(|words| !words.is_empty()).collect();
        let words = words.join("\n");
        for said in ["instructions", "why"] {
            fields.remove(said);
        }
        fields.insert("words".to_owned(), words.into());
        fields.entry("cue").or_insert(Value::Null);
        Value::Object(fields)
    });
    steps.collect()
}

/// What a plan says of itself.
pub fn about(plan: &Plan) -> Value {
    let whole = serde_json::to_value(plan).unwrap();
    let (intake, of) = (&whole["intake"], |name: &str| whole[name].clone());
    json!({
        "category": intake["category"], "side": intake["side"], "worse": intake["worse_side"],
        "status": of("status"), "booked": intake["minutes"], "total": of("total_minutes"),
        "unused": of("unused_minutes"), "knowledge": of("knowledge"), "digest": of("intake_digest"),
    })
}

pub fn cautions_of(plan: &Plan) -> BTreeSet<String> {
    let cautions = plan.cautions.iter().map(|one| {
        let words = format!("{}: {}", SHIPPED.caution_title(one), one.text);
        json!([one.id, one.severity, one.steps, one.sources, words]).to_string()
    });
    cautions.collect()
}

pub fn scores_of(plan: &Plan) -> [Option<u64>; 2] {
    [plan.intake.pain_back, plan.intake.pain_leg].map(|score| Some(u64::from(score.get())))
}
