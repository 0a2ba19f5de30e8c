//! Small matters of English that texts share: a first letter, a count with its noun.

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

/// A number and what it counts: "1 minute", "2 minutes". The noun takes an s for more than one.
pub fn counted<N: Display + Copy + TryInto<u64>>(count: N, noun: &str) -> String {
    let is_one = count.try_into().is_ok_and(|count| count == 1);
    format!("{count} {noun}{}", if is_one { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one() {
        let said = [0, 1, 2].map(|count: usize| counted(count, "minute"));
        assert_eq!(said, ["0 minutes", "1 minute", "2 minutes"]);
    }

    #[test]
    fn the_first_letter_alone_changes() {
        assert_eq!(capital("left Calf"), "Left Calf");
        assert_eq!(inside_sentence("Über den Rücken"), "über den Rücken");
        assert_eq!((capital(""), inside_sentence("")), (String::new(), String::new()));
    }
}
