//! From an accepted intake to a judgement, a plan, and findings about a plan.
//!
//! Plain functions over values: no clock, no file, no window, nothing random, so the same intake
//! and knowledge give the same bytes. `assess` judges, `build` drafts under what is left open,
//! `check` looks at any plan and knows nothing of how it came about. What is clinical stands in
//! the knowledge files; here is only what it means.

mod assess;
mod build;
mod cautions;
mod check;
mod digest;
mod facts;
mod gates;
mod limits;

pub use assess::{Assessment, assess};
pub use build::{build, plan};
pub use check::{Finding, Level, check, check_assessed};
pub use digest::intake_digest;
pub use facts::Facts;
pub use gates::JudgedGate;
pub use limits::{CellLimits, Explained, HandsOn, Limits, Why, loaded_cells, reached_cells};

/// Fills the `{names}` of a text from the knowledge.
fn fill(text: &str, words: &[(&str, &str)]) -> String {
    words
        .iter()
        .fold(text.to_owned(), |text, (name, word)| text.replace(&format!("{{{name}}}"), word))
}
