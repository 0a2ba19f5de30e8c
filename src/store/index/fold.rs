//! Text as it is compared: without case, accents and widths.
//!
//! “MÜLLER”, “müller” and “muller” fold to the same, whether the accent is part of the letter or a
//! mark behind it; so do “Straße” and “STRASSE”, “İpek” and “ipek”, full-width and plain letters.
//! Whoever searches on a foreign keyboard finds the client all the same.

use nucleo_matcher::chars::normalize;

/// The text, folded.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            fold_char(c, &mut folded);
        }
    }
    folded
}

/// The words of what somebody searches for, folded.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}

fn fold_char(c: char, folded: &mut String) {
    match c {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        'ı' => folded.push('i'),
        // Full-width letters and digits, as Japanese keyboards give them.
        '\u{ff01}'..='\u{ff5e}' => {
            let plain = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            folded.push(plain.to_ascii_lowercase());
        }
        _ => {
            let letters = c.to_lowercase().filter(|c| !is_mark(*c));
            folded.extend(letters.map(without_accent));
        }
    }
}

/// A letter without its accents: those of Vietnamese, which may have two, and all others.
fn without_accent(c: char) -> char {
    match c {
        '\u{1ea0}'..='\u{1eb7}' => 'a',
        '\u{1eb8}'..='\u{1ec7}' => 'e',
        '\u{1ec8}'..='\u{1ecb}' => 'i',
        '\u{1ecc}'..='\u{1ee3}' => 'o',
        '\u{1ee4}'..='\u{1ef1}' => 'u',
        '\u{1ef2}'..='\u{1ef9}' => 'y',
        _ => normalize(c),
    }
}

/// A mark that belongs to the letter before it.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_the_same_folds_to_the_same() {
        for (typed, folded) in [
            ("Zoë MÜLLER", "zoe muller"),
            ("Zoe\u{308} Mu\u{308}ller", "zoe muller"),
            ("Straße, STRASSE, STRAẞE", "strasse, strasse, strasse"),
            ("İpek ve Işık", "ipek ve isik"),
            ("ΟΔΥΣΣΕΥΣ Οδυσσευς", "οδυσσευσ οδυσσευσ"),
            ("ＡＢＣ１２３", "abc123"),
            ("坐骨神経痛 サトウ", "坐骨神経痛 サトウ"),
            ("Łukasz Nguyễn Đặng", "lukasz nguyen dang"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn words_stand_between_spaces_of_any_kind() {
        assert_eq!(words("  Ärm\u{3000}BEIN\n\u{301} "), ["arm", "bein"]);
    }
}
