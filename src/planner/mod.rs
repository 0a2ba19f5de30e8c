//! From an accepted intake to a judgement, a plan, and findings about a plan.
//!
//! Plain functions over values: no clock, no file, no window, nothing random, so the same intake
//! and knowledge give the same bytes. `assess` judges, `build` drafts under what is left open,
//! `check` looks at any plan and knows nothing of how it came about. What is clinical stands in
//! the knowledge files; here is only what it means.

mod assess;
mod cautions;
mod check;
pub mod course;
mod digest;
mod drafting;
pub mod edit;
mod facts;
mod gates;
mod limits;
mod opening;
pub mod quick;
mod trial;

pub use assess::{Assessment, assess};
pub use check::{Finding, Level, add_session_date, check, check_assessed, check_on};
pub use digest::intake_digest;
pub use drafting::{BuildError, at_home, build, pauses, plan, review_after, stated_limits};
pub use facts::{AnswerBehind, Facts, is_improvement, real_change_from};
pub use gates::{FoundCause, JudgedGate, Refusal};
pub use limits::{
    CellLimits, Explained, HandsOn, Limits, Why, loaded_cells, pulled_cells, reached_cells,
};
pub use opening::{Opening, highest_under, if_cleared, outcomes_of};
pub use trial::{TrialError, trial};

/// Fills the `{names}` of a text from the knowledge. What is filled in is never read again, so a
/// name in braces that a user typed stays as it was typed.
fn fill<W: AsRef<str>>(text: &str, words: &[(&str, W)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            words.iter().find(|(known, _)| *known == name).map(|(_, word)| (word.as_ref(), tail))
        });
        if let Some((word, tail)) = known {
            filled.push_str(word);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let words = [("by", "Dr {on}"), ("on", "Monday")];
        assert_eq!(fill("{by}, {on} {other} {", &words), "Dr {on}, Monday {other} {");
    }
}
