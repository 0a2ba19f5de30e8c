//! How long a text usually is. Nothing is ever cut: what is longer is kept, counted where it is typed,
//! and asked about once before it is saved or exported.
//!
//! The one hard limit is the name of a client, which lists have to show (`Client::LONGEST_NAME`), and
//! what a whole record may weigh, which the store says.

use super::draft::{ClearanceField, Field, IntakeDraft, TextField};
use super::editing::Warned;
use super::visit::Visit;
use crate::knowledge::Knowledge;
use crate::model::FreeText;

/// Characters of one line.
pub const LINE: usize = 200;
/// Characters of a reason why a warning is right.
pub const WHY: usize = 500;
/// Characters of a text in somebody's own words: about half a page.
pub const WORDS: usize = 2000;
/// Characters of what was said to somebody: about a page.
pub const SAID: usize = 4000;

/// A text that is longer than usual.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LongText {
    /// What it is called.
    pub name: String,
    /// How many characters it has.
    pub count: usize,
    /// How many are usual.
    pub most: usize,
}

impl LongText {
    /// A text, if it is longer than this.
    pub fn of(name: impl Into<String>, text: &str, most: usize) -> Option<Self> {
        let count = over(text, most)?;
        Some(Self { name: name.into(), count, most })
    }

    /// It in a sentence.
    pub fn said(&self) -> String {
        format!("{}: {} characters, where {} are usual", self.name, self.count, self.most)
    }
}

/// How many characters a text has, if that is more than usual.
pub fn over(text: &str, most: usize) -> Option<usize> {
    // A character takes at least a byte, so that nearly every text is done with at once.
    if text.len() <= most {
        return None;
    }
    Some(text.chars().count()).filter(|count| *count > most)
}

impl TextField {
    /// How many characters are usual here; none where a number or a day is typed, which say
    /// themselves what is wrong with them.
    pub fn most(&self) -> Option<usize> {
        match self {
            Self::Activity(_) | Self::Clearance(_, ClearanceField::By) => Some(LINE),
            Self::Free(_) | Self::Clearance(_, ClearanceField::Limits) => Some(WORDS),
            Self::Clearance(
                _,
                ClearanceField::On | ClearanceField::Until | ClearanceField::HandsOn,
            )
            | Self::Date
            | Self::Minutes
            | Self::OnsetWeeks
            | Self::Since(_)
            | Self::Visit
            | Self::PainHistory
            | Self::FirstVisit
            | Self::SittingHours => None,
        }
    }
}

/// What of a visit is longer than usual, in the order in which it stands.
pub fn of_visit(visit: &Visit, knowledge: &Knowledge) -> Vec<LongText> {
    let work = visit.work();
    let mut long = of_intake(&work.intake, knowledge);
    let plan = work.hand.as_ref().map(|hand| &hand.plan);
    for step in plan.into_iter().flat_map(|plan| &plan.steps) {
        let name = format!("Words of step {}", step.number);
        long.extend(LongText::of(name, &step.instructions, WORDS));
    }
    for finding in &visit.standing().findings {
        let why = work.answer(&Warned::of(finding)).map(|answer| &answer.why);
        long.extend(why.and_then(|why| LongText::of("Why a warning is right here", why, WHY)));
    }
    for (at, told) in work.told.iter().enumerate() {
        let name = format!("What was said, entry {}", at + 1);
        long.extend(LongText::of(name, &told.text, SAID));
    }
    long
}

fn of_intake(draft: &IntakeDraft, knowledge: &Knowledge) -> Vec<LongText> {
    let words = [ClearanceField::By, ClearanceField::Limits];
    let clearances =
        (0..draft.clearances.len()).flat_map(|at| words.map(|part| TextField::Clearance(at, part)));
    let activities = (0..draft.activities.len()).map(TextField::Activity);
    let free = FreeText::ALL.iter().copied().map(TextField::Free);
    let fields = clearances.chain(activities).chain(free);
    fields
        .filter_map(|field| {
            let (text, most) = (draft.text(&field), field.most()?);
            LongText::of(Field::Text(field.clone()).label(knowledge), text, most)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(over(&"é".repeat(LINE), LINE), None);
        assert_eq!(over(&"é".repeat(LINE + 1), LINE), Some(LINE + 1));
        let long = LongText::of("Notes", &"n".repeat(2314), WORDS).unwrap();
        assert_eq!(long.said(), "Notes: 2314 characters, where 2000 are usual");
    }
}
