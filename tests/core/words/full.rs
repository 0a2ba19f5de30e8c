//! The full page: how long it may be.
//!
//! Source ids and the list of sources aren't counted, as the contract has it. What a client or a
//! therapist typed isn't either: no rule bounds it, and it is kept whole.

use ischia::export::{Detail, Format};
use ischia::model::{FreeText, Plan};

use super::Wrongs;
use super::brief::{ROUND, words};
use crate::support::{SHIPPED, page};

/// The most words of a page by what is booked.
fn most(plan: &Plan) -> Option<usize> {
    if plan.status.withholds() {
        return Some(500);
    }
    match plan.intake.minutes.get() {
        ..=60 => Some(2000),
        61..=90 => Some(2400),
        _ => None,
    }
}

/// A page without its list of sources and without their ids.
fn without_sources(page: &str) -> String {
    let is_id = |word: &str| {
        let id = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        SHIPPED.tables().sources.iter().any(|source| source.id.as_str() == id)
    };
    let mut kept = String::new();
    let mut is_list = false;
    for line in page.lines() {
        is_list = match line {
            "## Sources" | "SOURCES" => true,
            // The line over the foot; plain text has a shorter one under each heading.
            "---" => false,
            _ => is_list && (line.len() < 40 || !line.starts_with("---")),
        };
        if !is_list {
            let words = line.split_whitespace().filter(|word| !is_id(word));
            kept.extend(words.flat_map(|word| [word, " "]));
        }
    }
    kept
}

/// The words that somebody typed.
fn typed(plan: &Plan) -> usize {
    let intake = &plan.intake;
    let told = FreeText::ALL.iter().filter_map(|text| intake.told(*text));
    let names = intake.activities.iter().map(|one| one.name.as_str());
    told.chain(names).map(words).sum()
}

/// How many words of a page count.
pub fn length(plan: &Plan, format: Format) -> usize {
    words(&without_sources(&page(plan, format, Detail::Full))).saturating_sub(typed(plan))
}

pub fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let Some(most) = most(plan) else { return };
    for format in [Format::Md, Format::Txt] {
        let count = length(plan, format);
        if count > most {
            let round = count.div_ceil(ROUND) * ROUND;
            wrongs.add(whose, format!("full {format:?} of up to {round} words, {most} may be"));
        }
    }
}
