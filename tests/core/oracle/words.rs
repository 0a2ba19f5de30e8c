//! What the words of a plan have to name, and what they must not: light rows, a word each.

use ischia::model::{Aggravator, Phase, Plan, Position};

use super::{Answers, Wrongs, brief};

/// Whether a text has this word or part of one, in whatever case.
pub fn has(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(word)
}

/// A text as words and numbers: digits stand apart from all else.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut digits = false;
    for letter in text.to_lowercase().chars() {
        let joins = letter.is_alphanumeric() && letter.is_ascii_digit() == digits;
        match tokens.last_mut() {
            Some(last) if joins && !last.is_empty() => last.push(letter),
            _ if letter.is_alphanumeric() => tokens.push(letter.to_string()),
            _ => tokens.push(String::new()),
        }
        digits = letter.is_ascii_digit();
    }
    tokens.into_iter().filter(|token| !token.is_empty()).collect()
}

/// The numbers of a text.
pub fn numbers(text: &str) -> Vec<u16> {
    tokens(text).iter().filter_map(|token| token.parse().ok()).collect()
}

/// The minutes of a text: every number that minutes follow, both ends of a range.
pub fn minutes(text: &str) -> Vec<u16> {
    let tokens = tokens(text);
    let is_minutes = |at: usize| {
        tokens.get(at).is_some_and(|word| ["min", "minute", "minutes"].contains(&&**word))
    };
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Ok(number) = token.parse::<u16>() else {
            continue;
        };
        let next_is_number =
            |at: usize| tokens.get(at).is_some_and(|word| word.parse::<u16>().is_ok());
        let to = tokens.get(at + 1).is_some_and(|word| word == "to" || word == "or");
        let range = (next_is_number(at + 1) && is_minutes(at + 2))
            || (to && next_is_number(at + 2) && is_minutes(at + 3));
        if is_minutes(at + 1) || range {
            found.push(number);
        }
    }
    found
}

/// Whether the client lies in one position for over 15 minutes; a turn may count as a pause.
fn lies_long(plan: &Plan) -> bool {
    let mut lain = 0;
    let mut before = Position::Seated;
    plan.steps.iter().filter(|step| step.counted).any(|step| {
        let up = matches!(step.position, Position::Seated | Position::Standing);
        let so_far = if step.position == before { lain } else { 0 };
        before = step.position;
        lain = if up { 0 } else { so_far + step.minutes.get() };
        lain > 15
    })
}

/// A30: what the client says makes it worse, where it is words or the position of a talk.
pub fn a30(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if answers.intake.aggravators.is_empty() || plan.steps.is_empty() {
        return false;
    }
    let talk = plan
        .steps
        .iter()
        .filter(|step| matches!(step.phase, Phase::CheckIn | Phase::ReTest | Phase::HomeCare));
    let sitting = answers.told(Aggravator::Sitting);
    let standing = answers.told(Aggravator::Standing);
    for step in talk {
        let bad = match step.position {
            Position::Seated => sitting && !standing,
            Position::Standing => standing,
            Position::Prone
            | Position::Supine
            | Position::SideLyingLeft
            | Position::SideLyingRight => false,
        };
        wrongs.unless(!bad, "a talk in a position that hurts", || brief(step));
    }
    if answers.told(Aggravator::Lying) && lies_long(plan) {
        let steps = plan.steps.iter().map(|step| &step.instructions);
        let said = steps
            .chain(plan.notes.iter().map(|note| &note.text))
            .any(|text| has(text, "pause") || has(text, "break"));
        wrongs.unless(said, "a pause for who can't lie long", String::new);
    }
    if answers.told(Aggravator::Walking) {
        let walking = plan.home_care.iter().chain(&plan.home_care_later);
        for item in walking.filter(|item| item.id.as_str() == "walking") {
            let said =
                has(&item.text, "short") && has(&item.text, "often") && has(&item.text, "pain");
            wrongs.unless(said, "walking shorter and more often", || item.text.clone());
        }
    }
    true
}

/// A54: a whole-body step names one part, in this order.
pub fn a54(_: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    // Upper back; shoulders and neck; arms and hands; feet; head and face.
    const PARTS: [&str; 5] = ["upper back", "shoulder", "arms", "feet", "head and face"];
    let whole = plan
        .steps
        .iter()
        .filter(|step| step.phase == Phase::Focus)
        .filter(|step| step.regions.iter().any(|region| region.as_str() == "whole-body"));
    let mut last = None;
    let mut any = false;
    for step in whole {
        any = true;
        let named: Vec<usize> =
            (0..PARTS.len()).filter(|part| has(&step.instructions, PARTS[*part])).collect();
        wrongs.unless(named.len() == 1, "a whole-body step names one part", || {
            format!("{named:?}: {}", step.instructions)
        });
        let again = has(&step.instructions, "again");
        let part = named.first().copied();
        wrongs.unless(again || part > last || part.is_none(), "parts in their order", || {
            step.instructions.clone()
        });
        last = part.filter(|_| !again).or(last);
    }
    any
}

/// A32: the words of a counting clearance stand in the plan as they were written. Where on the
/// page they stand is for the tests of the pages.
pub fn a32(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let mut any = false;
    for record in answers.counting() {
        any = true;
        let kept = plan.intake.clearances.iter().any(|other| other.limits == record.limits);
        wrongs.unless(kept, "the words of a clearance", || record.limits.clone());
    }
    any
}

#[cfg(test)]
mod tests {
    use super::{minutes, numbers};

    #[test]
    fn minutes_are_read_out_of_a_sentence() {
        assert_eq!(minutes("10–15 min, wrapped; 2 layers"), [10, 15]);
        assert_eq!(minutes("10 to 15 minutes, off after 12 minutes, in step 4"), [10, 15, 12]);
        assert_eq!(minutes("for 8min"), [8]);
        assert_eq!(numbers("A 50-minute booking"), [50]);
    }
}
