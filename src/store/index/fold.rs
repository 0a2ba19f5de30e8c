//! Text as it is compared: without case, accents, widths, and what nobody sees.
//!
//! “MÜLLER”, “müller” and “muller” fold to the same, whether the accent is part of the letter or a
//! mark behind it; so do “Straße” and “STRASSE”, “O’Connor” and “O'Connor”, full-width and plain
//! letters. Whoever searches on a foreign keyboard finds the client all the same.
//!
//! Marks that make another letter stay: the vowel signs of Devanagari and Thai, the voicing of kana,
//! й and ў.

use std::collections::BTreeMap;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The text, folded.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Taken apart first, so that a letter and its mark are the same as the letter that has it; put
    // together last, so that what stays has one form.
    let apart = text.nfkd().default_case_fold().nfkd();
    let mut folded = String::with_capacity(text.len());
    let mut before = '\0';
    for c in apart {
        if is_unseen(c) || (is_accent(c) && !makes_a_letter(before, c)) {
            continue;
        }
        before = c;
        match plain(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(c),
        }
    }
    folded.nfc().collect()
}

/// The words of what somebody searches for, folded.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect()
}

/// A name as names are compared with each other: “Smith, Mary-Ann”, “MARY ANN SMITH” and “Maryann
/// Smith” are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldedName {
    /// Its words, in the order of the alphabet.
    words: Vec<String>,
    /// Its letters without spaces, beginning with each word in turn.
    closed: Vec<String>,
}

impl FoldedName {
    /// A name, folded.
    pub fn of(name: &str) -> Self {
        let folded = fold(name);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<String> = words.map(str::to_owned).collect();
        let turned = |first: usize| {
            let (end, start) = words.split_at(first);
            [start.concat(), end.concat()].concat()
        };
        let closed = (0..words.len()).map(turned).collect();
        words.sort_unstable();
        Self { words, closed }
    }

    /// Whether there is no letter and no digit in it, so that nobody can be told by it.
    pub fn is_nobody(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether this is the same name, in whatever order, with or without spaces in it.
    pub fn is(&self, other: &Self) -> bool {
        let [first, ..] = other.closed.as_slice() else { return false };
        self.words == other.words || self.closed.contains(first)
    }
}

/// Names with what bears them: whether a name is among them is known without looking at each.
#[derive(Debug)]
pub struct NameBook<T> {
    by_words: BTreeMap<Vec<String>, T>,
    by_letters: BTreeMap<String, T>,
}

impl<T> Default for NameBook<T> {
    fn default() -> Self {
        Self { by_words: BTreeMap::new(), by_letters: BTreeMap::new() }
    }
}

impl<T: Copy> NameBook<T> {
    /// Adds a name; who bears it already stays the one that is found.
    pub fn add(&mut self, name: &FoldedName, bearer: T) {
        for letters in &name.closed {
            self.by_letters.entry(letters.clone()).or_insert(bearer);
        }
        self.by_words.entry(name.words.clone()).or_insert(bearer);
    }

    /// Who bears a name that is the same as this one, in the sense of [`FoldedName::is`].
    pub fn find(&self, name: &FoldedName) -> Option<T> {
        let first = name.closed.first()?;
        self.by_words.get(&name.words).or_else(|| self.by_letters.get(first)).copied()
    }
}

/// Whether a text shows nothing at all: spaces, and letters that are drawn as none.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || is_empty_letter(c))
}

/// Letters and signs that are drawn as an empty place.
fn is_empty_letter(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}')
}

/// What is never drawn: soft hyphens, spaces without width, marks of direction, choices of a form.
fn is_unseen(c: char) -> bool {
    c.general_category() == GeneralCategory::Format
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{34f}')
}

/// A mark that is written or left out as people please: accents, and the points of Hebrew and Arabic.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a mark makes another letter of the one before it.
fn makes_a_letter(before: char, mark: char) -> bool {
    mark == '\u{306}' && matches!(before, 'и' | 'у')
}

/// The plain form of letters and marks that nothing takes apart.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'þ' => "th",
        'ð' | 'đ' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŋ' => "n",
        'ı' => "i",
        // Quotation marks, primes and modifier letters that stand for an apostrophe.
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2b9}' | '\u{2bb}' | '\u{2032}'
        | '\u{55a}' | '\u{5f3}' | '`' | '\u{b4}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{5be}' | '\u{30a0}' => {
            "-"
        }
        // A mark that is written between two letters of Arabic to make them wider.
        '\u{640}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people take for the same, in twelve scripts.
    const SAME: [(&str, &str); 34] = [
        ("Zoë MÜLLER", "zoe\u{308} mu\u{308}ller"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("İpek ve Işık", "ipek ve isik"),
        ("Łukasz Đặng", "lukasz dang"),
        ("Nguyễn", "Nguye\u{302}\u{303}n"),
        ("Ægir Œuvre Þór Øre", "aegir oeuvre thor ore"),
        ("ﬁne ﬂow", "fine flow"),
        ("O'Connor", "O’Connor"),
        ("O'Connor", "Oʼconnor"),
        ("O'Connor", "O‘CONNOR"),
        ("Smith-Jones", "Smith–Jones"),
        ("Smith-Jones", "smith‐jones"),
        ("Smith-Jones", "Smith−Jones"),
        ("co\u{ad}operate", "cooperate"),
        ("Ma\u{200b}ry", "Mary"),
        ("Ma\u{200d}ry\u{feff}", "Mary"),
        ("\u{202a}Mary\u{202c}", "Mary"),
        ("ΑΘΗΝΑ", "Αθηνά"),
        ("ΟΔΥΣΣΕΥΣ", "Οδυσσεύς"),
        ("ᾠδή", "ωιδη"),
        ("Елкин", "Ёлкин"),
        ("ЖАННА", "жанна"),
        ("Їжак", "їжак"),
        ("강민", "\u{1100}\u{1161}\u{11bc}\u{1106}\u{1175}\u{11ab}"),
        ("がく", "か\u{3099}く"),
        ("サトウ", "ｻﾄｳ"),
        ("ＡＢＣ１２３", "abc123"),
        ("坐骨神経痛", "坐骨神経痛"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("محـمد", "محمد"),
        ("ՀԱՅԿ", "հայկ"),
        ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
    ];

    /// What are other words.
    const OTHER: [(&str, &str); 12] = [
        ("Müller", "Möller"),
        ("Smith-Jones", "Smithjones"),
        ("Андрей", "Андреи"),
        ("か", "が"),
        ("は", "ぱ"),
        ("कल", "कुल"),
        ("किल", "कील"),
        ("กา", "กำ"),
        ("ปี", "ปิ"),
        ("강", "간"),
        ("Αθηνά", "Αθηνή"),
        ("שלום", "שלם"),
    ];

    #[test]
    fn what_people_take_for_the_same_folds_to_the_same() {
        for (one, other) in SAME {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn other_words_stay_others() {
        for (one, other) in OTHER {
            assert_ne!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn what_is_folded_stays_as_it_is() {
        for text in SAME.iter().chain(&OTHER).flat_map(|(one, other)| [one, other]) {
            let folded = fold(text);
            assert_eq!(fold(&folded), folded, "{text}");
        }
    }

    #[test]
    fn words_stand_between_spaces_of_any_kind() {
        assert_eq!(words("  Ärm\u{3000}BEIN\n\u{301} "), ["arm", "bein"]);
    }

    #[test]
    fn one_name_is_one_however_it_is_written() {
        let is = |one: &str, other: &str| {
            let (one, other) = (FoldedName::of(one), FoldedName::of(other));
            assert_eq!(one.is(&other), other.is(&one));
            one.is(&other)
        };
        for other in [
            "Smith, Mary-Ann",
            "MARY ANN SMITH",
            "Mary  Ann Smith",
            "mary–ann smith",
            "Maryann Smith",
            "Smith Mary Ann",
            "Ann Smith Mary",
        ] {
            assert!(is("Mary-Ann Smith", other), "{other}");
        }
        assert!(is("Ian Mc Donald", "McDonald, Ian") && is("이 민호", "이민호"));
        assert!(is("O'Connor", "O Connor") && is("O’Connor", "OConnor"));
        for other in ["Mary Smith", "Mary Ann Smyth", "", "Mary Ann Smith Jones"] {
            assert!(!is("Mary-Ann Smith", other), "{other}");
        }
        assert!(!is("", "") && !is("-", "'"));
    }

    #[test]
    fn a_name_of_nothing_is_blank() {
        for blank in ["", " ", "\u{200b}\u{200d}", "\u{3164}", "\u{2800} \u{2800}", "\u{ad}\t"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for shown in ["-", "李", "\u{200b}a", "\u{301}e"] {
            assert!(!is_blank(shown), "{shown:?}");
        }
    }
}
