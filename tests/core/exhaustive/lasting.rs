//! Every finding × every value of every lasting field, and every two findings, under the oracle:
//! what no plan of the whole lattice may do.

use std::collections::BTreeMap;

use ischia::model::{BookedMinutes, FindingId, Intake};

use rayon::prelude::*;

use super::{Cleared, add, clear, findings};
use crate::lattice::{self, Value};
use crate::oracle::judge;
use crate::support::{calm, categories};

/// The first of each kind that went wrong, and how many there were.
type Found = BTreeMap<String, (usize, String)>;

fn join(mut one: Found, two: Found) -> Found {
    for (kind, (count, text)) in two {
        one.entry(kind).or_insert((0, text)).0 += count;
    }
    one
}

/// Judges all of these by the oracle.
fn judged(intakes: &[(Vec<&str>, Intake)]) -> Found {
    intakes
        .par_iter()
        .fold(Found::new, |mut found, (what, intake)| {
            for wrong in judge(intake).1 {
                let text = || (0, format!("{what:?}: {}", wrong.text));
                found.entry(wrong.kind.clone()).or_insert_with(text).0 += 1;
            }
            found
        })
        .reduce(Found::new, join)
}

fn base(category: &str, minutes: u16, cleared: Cleared) -> Intake {
    let mut intake = calm(category);
    intake.minutes = BookedMinutes::clamped(minutes);
    clear(&mut intake, cleared);
    intake
}

fn each_lasting_value_with_each_finding(category: &str) {
    let (findings, values) = (findings(), lattice::values());
    let found: Vec<Option<&FindingId>> = findings.iter().map(Some).chain([None]).collect();
    let mut all = Found::new();
    // A finding at a time, so that the intakes of one fit into memory at once.
    for finding in found {
        let mut intakes = Vec::new();
        for minutes in [15, 30, 60, 120] {
            for cleared in [Cleared::No, Cleared::Floor] {
                let start = base(category, minutes, cleared);
                intakes.extend(values.iter().map(|value| with(&start, value, finding)));
            }
        }
        all = join(all, judged(&intakes));
    }
    assert!(all.is_empty(), "{category}: {all:#?}");
}

fn with<'a>(
    start: &Intake,
    value: &'a Value,
    finding: Option<&'a FindingId>,
) -> (Vec<&'a str>, Intake) {
    let mut intake = start.clone();
    value.put(&mut intake);
    if let Some(finding) = finding {
        add(&mut intake, finding);
    }
    let what = [value.name.as_str()].into_iter().chain(finding.map(FindingId::as_str));
    (what.collect(), intake)
}

#[test]
fn lasting_values_in_every_category() {
    categories().for_each(each_lasting_value_with_each_finding);
}

#[test]
fn every_two_findings_keep_to_the_documents_in_an_hour() {
    let findings = findings();
    let mut all = Found::new();
    for category in categories() {
        for cleared in [Cleared::No, Cleared::Floor, Cleared::Firm] {
            let start = base(category, 60, cleared);
            let mut intakes = Vec::new();
            for (at, first) in findings.iter().enumerate() {
                for second in findings.iter().skip(at + 1) {
                    let mut intake = start.clone();
                    add(&mut intake, first);
                    add(&mut intake, second);
                    intakes.push((vec![category, first.as_str(), second.as_str()], intake));
                }
            }
            all = join(all, judged(&intakes));
        }
    }
    assert!(all.is_empty(), "{all:#?}");
}
