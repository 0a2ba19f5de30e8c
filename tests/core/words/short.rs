//! The short words: a cue for each step, a title and a line for each caution. None is longer than the
//! contract allows, and none says more than the words behind it.

use std::collections::BTreeSet;

use ischia::model::{CautionNote, Plan, Step};

use super::Wrongs;

/// How much each may have: words, as they stand between spaces, and characters.
const CUE: (usize, usize) = (8, 46);
const TITLE: (usize, usize) = (7, 34);
const LINE: (usize, usize) = (12, 45);

pub fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for step in &plan.steps {
        fits(whose, "cue", &step.cue, CUE, wrongs);
        says_no_more(whose, step, wrongs);
    }
    for caution in &plan.cautions {
        let CautionNote { id, title, line, .. } = caution;
        fits(whose, &format!("title of {id}"), title, TITLE, wrongs);
        fits(whose, &format!("line of {id}"), line, LINE, wrongs);
    }
}

fn fits(whose: &str, what: &str, text: &str, (words, length): (usize, usize), wrongs: &mut Wrongs) {
    let has = (text.split_whitespace().count(), text.chars().count());
    if text.trim().is_empty() {
        wrongs.add(whose, format!("no {what}"));
    } else if has.0 > words || has.1 > length {
        wrongs.add(whose, format!("a {what} of {} words and {}: {text}", has.0, has.1));
    } else if text.contains(['{', '}', '…']) || text.ends_with('.') {
        wrongs.add(whose, format!("a {what} with a mark: {text}"));
    }
}

/// Every number of a cue stands in the step's own words, or among the steps that it lies alongside.
fn says_no_more(whose: &str, step: &Step, wrongs: &mut Wrongs) {
    let behind = numbers(&step.instructions);
    let beside: BTreeSet<String> = step.beside.iter().map(ToString::to_string).collect();
    // A step that points to an earlier one for its words has none of its own.
    if step.instructions.contains("as in step") || step.instructions.contains("see step") {
        return;
    }
    for number in numbers(&step.cue) {
        if !behind.contains(&number) && !beside.contains(&number) {
            wrongs
                .add(whose, format!("{number} in “{}”, not in “{}”", step.cue, step.instructions));
        }
    }
}

fn numbers(text: &str) -> BTreeSet<String> {
    let split = text.split(|c: char| !c.is_ascii_digit());
    split.filter(|digits| !digits.is_empty()).map(str::to_owned).collect()
}
