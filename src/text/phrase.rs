//! Small matters of English that texts share: a first letter, a count with its noun, a list.
//!
//! Knows strings and numbers alone; what has a name in the knowledge is said in `knowledge::words`.

use std::fmt::Display;

/// The words with a capital letter at their beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words with a small letter at their beginning, for the middle of a sentence.
pub fn inside_sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The sentences of a text: each ends with a full stop, a question mark or an exclamation mark
/// before a space, or with the text.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .match_indices(['.', '?', '!'])
            .map(|(at, mark)| at + mark.len())
            .find(|end| {
                rest.get(*end..).is_some_and(|after| after.starts_with(char::is_whitespace))
            })
            .unwrap_or(rest.len());
        let (sentence, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(sentence)
    })
}

/// The word that agrees with a count: "is" or "it" for one, "are" or "them" for none or several.
pub fn agreeing<N: TryInto<u64>>(count: N, one: &'static str, more: &'static str) -> &'static str {
    if count.try_into().is_ok_and(|count| count == 1) { one } else { more }
}

/// A number and what it counts: "1 minute", "2 minutes". The noun takes an s unless it is one.
pub fn counted<N: Display + Copy + TryInto<u64>>(count: N, noun: &str) -> String {
    format!("{count} {noun}{}", agreeing(count, "", "s"))
}

/// Items of a sentence: "a", "a and b", "a, b and c"; nothing for none.
pub fn listed(items: &[impl AsRef<str>]) -> String {
    // “the piriformis and the deep rotators” is one item of its list.
    let has_and = items
        .split_last()
        .is_some_and(|(_, rest)| rest.iter().any(|item| item.as_ref().contains(" and ")));
    joined(items, if has_and { ", and " } else { " and " })
}

/// What may be chosen from, in a sentence: "a", "a or b", "a, b or c"; nothing for none.
pub fn either(items: &[impl AsRef<str>]) -> String {
    joined(items, " or ")
}

fn joined(items: &[impl AsRef<str>], before_last: &str) -> String {
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        match at {
            0 => {}
            at if at + 1 == items.len() => text.push_str(before_last),
            _ => text.push_str(", "),
        }
        text.push_str(item.as_ref());
    }
    text
}

/// Things by their numbers, in a sentence: "step 3", "steps 3, 4 and 8"; nothing for none.
pub fn numbered(noun: &str, numbers: &[usize]) -> String {
    after_noun(noun, numbers, &listed(&as_words(numbers)))
}

/// Things by their numbers, in a row: "step 3", "steps 3, 4, 8"; nothing for none.
pub fn numbered_in_row(noun: &str, numbers: &[usize]) -> String {
    after_noun(noun, numbers, &as_words(numbers).join(", "))
}

/// Things by their numbers, where there is little room: "step 3", "steps 3–5, 8"; nothing for none.
pub fn numbered_in_runs(noun: &str, numbers: &[usize]) -> String {
    after_noun(noun, numbers, &in_runs(numbers))
}

/// Numbers alone, where there is little room: "3", "3–5, 8".
pub fn in_runs(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            Some(_) | None => runs.push((*number, *number)),
        }
    }
    let words = runs.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}–{last}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

fn as_words(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(ToString::to_string).collect()
}

fn after_noun(noun: &str, numbers: &[usize], list: &str) -> String {
    if numbers.is_empty() {
        return String::new();
    }
    format!("{noun}{} {list}", agreeing(numbers.len(), "", "s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        let said = [0, 1, 2].map(|count: usize| counted(count, "minute"));
        assert_eq!(said, ["0 minutes", "1 minute", "2 minutes"]);
        assert_eq!([0, 1, 2].map(|count: u64| agreeing(count, "is", "are")), ["are", "is", "are"]);
    }

    #[test]
    fn the_last_of_a_list_follows_a_word() {
        let none: [&str; 0] = [];
        assert_eq!((listed(&none), either(&["a"])), (String::new(), "a".to_owned()));
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
        assert_eq!(listed(&["a and b", "c"]), "a and b, and c");
        assert_eq!(listed(&["a", "b and c"]), "a and b and c");
    }

    #[test]
    fn numbers_follow_their_noun() {
        for said in [numbered, numbered_in_row, numbered_in_runs] {
            assert_eq!(
                (said("step", &[]), said("step", &[4])),
                (String::new(), "step 4".to_owned())
            );
        }
        let numbers = [3, 4, 5, 8, 10, 11];
        assert_eq!(numbered("step", &numbers), "steps 3, 4, 5, 8, 10 and 11");
        assert_eq!(numbered_in_row("step", &numbers), "steps 3, 4, 5, 8, 10, 11");
        assert_eq!(numbered_in_runs("step", &numbers), "steps 3–5, 8, 10, 11");
    }

    #[test]
    fn the_first_letter_alone_changes() {
        assert_eq!(capital("left Calf"), "Left Calf");
        assert_eq!(inside_sentence("Über den Rücken"), "über den Rücken");
        assert_eq!((capital(""), inside_sentence("")), (String::new(), String::new()));
    }
}
