//! The brief page: how long it may be, and that nothing which keeps a client safe stands in the full
//! one alone.

use ischia::export::{Detail, Format};
use ischia::model::{Plan, Severity};

use super::Wrongs;
use crate::support::{SHIPPED, one_line, page};

/// Pages that are too long are named together, to so many words.
pub const ROUND: usize = 25;

/// The most words of a page by what is booked.
fn most(plan: &Plan) -> Option<usize> {
    if plan.status.withholds() {
        return Some(250);
    }
    match plan.intake.minutes.get() {
        ..=60 => Some(550),
        61..=90 => Some(650),
        _ => None,
    }
}

/// The words of a page; the bars of a table are none.
pub fn words(page: &str) -> usize {
    page.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

pub fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for format in [Format::Md, Format::Txt] {
        let brief = page(plan, format, Detail::Brief);
        if let Some(most) = most(plan) {
            let count = words(&brief);
            if count > most {
                let round = count.div_ceil(ROUND) * ROUND;
                wrongs.add(whose, format!("{format:?} of up to {round} words, {most} may be"));
            }
        }
        let flat = one_line(&brief);
        let grave = plan.cautions.iter().filter(|one| one.severity >= Severity::Warn);
        for caution in grave {
            let names_answers = !SHIPPED.caution(&caution.id).unwrap().causes.is_empty();
            let said = if names_answers { &caution.text } else { &caution.line };
            for text in [&caution.title, said] {
                let text = one_line(text);
                if !flat.contains(&text) {
                    wrongs.add(
                        whose,
                        format!("{} isn't on the brief {format:?}: {text}", caution.id),
                    );
                }
            }
        }
    }
}
