//! The oracle over many intakes: every finding with its clearances, and random whole ones.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use ischia::model::{
    BookedMinutes, Diagnosis, DoctorOnMassage, Inflammation, Intake, Nprs, Side, Trend, Weeks,
};
use ischia::text::to_ron;

use rayon::prelude::*;

use crate::generate::{self, clearance, finding, samples, with_fitting_places};
use crate::oracle::{Answers, Wrongs, judge, rows};
use crate::support::{SHIPPED, calm, categories, try_plan};

/// What was found of one kind: how often, and the smallest intake that shows it.
struct Seen {
    count: usize,
    text: String,
    intake: Intake,
    size: usize,
}

/// Everything that was found, by kind.
#[derive(Default)]
struct Report(BTreeMap<String, Seen>);

impl Report {
    fn take(&mut self, intake: &Intake) -> bool {
        let (plan, wrongs) = judge(intake);
        for wrong in wrongs {
            let size = size(intake);
            let seen = self.0.entry(wrong.kind).or_insert_with(|| Seen {
                count: 0,
                text: String::new(),
                intake: intake.clone(),
                size: usize::MAX,
            });
            seen.count += 1;
            if size < seen.size {
                (seen.text, seen.intake, seen.size) = (wrong.text, intake.clone(), size);
            }
        }
        plan.is_some_and(|plan| !plan.steps.is_empty())
    }

    fn join(&mut self, other: Report) {
        for (kind, seen) in other.0 {
            match self.0.entry(kind) {
                Entry::Vacant(place) => {
                    place.insert(seen);
                }
                Entry::Occupied(mut place) => {
                    let count = place.get().count + seen.count;
                    if seen.size < place.get().size {
                        place.insert(seen);
                    }
                    place.get_mut().count = count;
                }
            }
        }
    }

    fn close(self) {
        let mut text = String::new();
        for (kind, seen) in &self.0 {
            let least = smaller(&seen.intake, kind);
            let ron = to_ron(&least).unwrap().replace("\n    ", " ");
            let (_, wrongs) = judge(&least);
            let wrong = wrongs.iter().find(|wrong| wrong.kind == *kind).unwrap();
            writeln!(text, "* {kind} ({} times): {}\n{ron}\n", seen.count, wrong.text).unwrap();
        }
        assert!(text.is_empty(), "the plans go against the documents:\n{text}");
    }
}

fn size(intake: &Intake) -> usize {
    to_ron(intake).unwrap().len()
}

/// The same intake with all taken out that the disagreement doesn't need.
fn smaller(intake: &Intake, kind: &str) -> Intake {
    let mut least = intake.clone();
    loop {
        let next = simpler(&least).into_iter().map(with_fitting_places).find(|candidate| {
            *candidate != least
                && SHIPPED.accept(candidate.clone()).is_ok()
                && judge(candidate).1.iter().any(|wrong| wrong.kind == kind)
        });
        match next {
            Some(next) => least = next,
            None => return least,
        }
    }
}

fn simpler(intake: &Intake) -> Vec<Intake> {
    let mut all = Vec::new();
    let mut offer = |change: &dyn Fn(&mut Intake)| {
        let mut next = intake.clone();
        change(&mut next);
        all.push(next);
    };
    for id in &intake.findings {
        offer(&|next| {
            next.findings.remove(id);
            next.findings_since.remove(id);
        });
    }
    offer(&|next| next.course = None);
    offer(&|next| next.preferences = None);
    offer(&|next| next.findings_since.clear());
    offer(&|next| next.aggravators.clear());
    offer(&|next| next.eases.clear());
    offer(&|next| next.quality.clear());
    offer(&|next| next.age = None);
    offer(&|next| next.home_care_kept = None);
    offer(&|next| next.worse_side = None);
    offer(&|next| next.side = Side::Right);
    offer(&|next| next.trend = Trend::Same);
    offer(&|next| next.inflammation = Inflammation::None);
    offer(&|next| next.diagnosis = Diagnosis::ByDoctor);
    offer(&|next| next.cause_known = true);
    offer(&|next| next.doctor_on_massage = DoctorOnMassage::InFavour);
    offer(&|next| next.onset_weeks = Some(Weeks::clamped(20)));
    offer(&|next| next.pain_back = Nprs::clamped(3));
    offer(&|next| next.pain_leg = Nprs::clamped(3));
    offer(&|next| next.minutes = BookedMinutes::clamped(60));
    offer(&|next| next.furthest_point = ischia::model::FurthestPoint::Thigh);
    for at in 0..intake.clearances.len() {
        offer(&|next| drop(next.clearances.remove(at)));
        offer(&|next| next.clearances[at].max_pressure = None);
        offer(&|next| next.clearances[at].max_hands_on_minutes = None);
        offer(&|next| next.clearances[at].until = None);
        for gate in 0..intake.clearances[at].covers.len() {
            offer(&|next| drop(next.clearances[at].covers.remove(gate)));
        }
    }
    for list in 0..4 {
        for at in 0..4 {
            offer(&|next| {
                let list = match list {
                    0 => &mut next.excluded_regions,
                    1 => &mut next.inflamed_regions,
                    2 => &mut next.injured_regions,
                    _ => &mut next.numb_regions,
                };
                if at < list.len() {
                    list.remove(at);
                }
            });
        }
    }
    all
}

/// Everything that is wrong with the plans for these, and how many plans had steps.
fn report(intakes: &[Intake]) -> (Report, usize) {
    let parts = intakes.par_chunks(200).map(|chunk| {
        let mut report = Report::default();
        let built = chunk.iter().filter(|intake| report.take(intake)).count();
        (report, built)
    });
    parts.reduce(
        || (Report::default(), 0),
        |(mut all, built), (part, more)| {
            all.join(part);
            (all, built + more)
        },
    )
}

#[test]
fn every_finding_alone_keeps_to_the_documents_cleared_and_not() {
    let mut intakes = Vec::new();
    for category in categories() {
        for side in Side::ALL {
            for found in generate::findings().map(Some).chain([None]) {
                for cleared in [None, Some(None), Some(Some(3)), Some(Some(4)), Some(Some(1))] {
                    for minutes in [15, 30, 41, 45, 60, 75, 90, 120, 180] {
                        let mut intake = calm(category);
                        intake.side = side;
                        intake.findings = found.into_iter().map(finding).collect();
                        intake.clearances =
                            cleared.map(|level| clearance(level, None)).into_iter().collect();
                        intake.minutes = BookedMinutes::clamped(minutes);
                        intakes.push(with_fitting_places(intake));
                    }
                }
            }
        }
    }
    report(&intakes).0.close();
}

#[test]
fn random_intakes_keep_to_the_documents() {
    let intakes: Vec<Intake> = samples(&generate::intake(), 30_000, 11).collect();
    let (report, built) = report(&intakes);
    assert!(built > 5_000, "only {built} plans were built");
    report.close();
}

/// A rule that no plan ever met isn't tested.
#[test]
fn every_rule_of_part_4_was_tried() {
    let intakes: Vec<Intake> = samples(&generate::intake(), 20_000, 12).collect();
    let tried = intakes
        .par_iter()
        .filter_map(|intake| {
            let plan = try_plan(intake.clone()).ok()?;
            let answers = Answers::new(intake);
            let met = |row: &rows::Row| rows::judge(row, &answers, &plan, &mut Wrongs::default());
            Some(rows::ROWS.iter().map(|row| usize::from(met(row))).collect::<Vec<_>>())
        })
        .reduce(
            || vec![0; rows::ROWS.len()],
            |one, two| one.iter().zip(two).map(|(one, two)| one + two).collect(),
        );
    let never: Vec<&str> = rows::ROWS
        .iter()
        .zip(&tried)
        .filter(|(_, count)| **count < 5)
        .map(|(row, _)| row.says)
        .collect();
    assert!(never.is_empty(), "hardly ever tried: {never:?} of {tried:?}");
}
