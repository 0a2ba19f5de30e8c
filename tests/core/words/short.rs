//! The short words: a cue for each step, a title and a line for each caution. None is longer than the
//! contract allows, and none says more than the words behind it.

use ischia::model::{CautionNote, Plan, Step};

use super::Wrongs;
use crate::oracle::words::numbers;

/// How much each may have: words, as they stand between spaces, and characters.
const CUE: (usize, usize) = (8, 46);
const TITLE: (usize, usize) = (7, 34);
const LINE: (usize, usize) = (12, 45);

pub fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for step in &plan.steps {
        fits(whose, "cue", &step.cue, CUE, wrongs);
        says_no_more(whose, step, plan, wrongs);
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

/// Every number of a cue stands in the step's own words, in those of an earlier step that it points
/// to, or among the steps that it lies alongside.
fn says_no_more(whose: &str, step: &Step, plan: &Plan, wrongs: &mut Wrongs) {
    let own = &step.instructions;
    let mut behind = numbers(own);
    behind.extend(step.beside.iter().filter_map(|number| u16::try_from(*number).ok()));
    if own.contains("as in step") || own.contains("see step") {
        let earlier = plan.steps.iter().take_while(|earlier| earlier.number < step.number);
        behind.extend(earlier.flat_map(|earlier| numbers(&earlier.instructions)));
    }
    for number in numbers(&step.cue) {
        if !behind.contains(&number) {
            wrongs.add(whose, format!("{number} in “{}”, not in “{own}”", step.cue));
        }
    }
}
