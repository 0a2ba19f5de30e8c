//! Drawings of exercises, and how they are printed in black.

use include_dir::{Dir, include_dir};

use crate::export::figure::svg::Ink;

static EXERCISES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/exercises");

/// A drawing, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// The SVG.
    pub svg: String,
    /// What it shows, in words; empty where it doesn't say.
    pub words: String,
}

/// The drawing of an exercise, by the id of its technique or piece of home care; none where nobody has
/// drawn it. Lying on the side where there is one of that.
pub fn exercise(id: &str, on_side: bool, ink: Ink) -> Option<Exercise> {
    let file = |name: String| EXERCISES.get_file(name)?.contents_utf8();
    let lying = || if on_side { file(format!("side-lying/{id}.svg")) } else { None };
    let svg = lying().or_else(|| file(format!("{id}.svg")))?;
    let words = svg.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    Some(Exercise {
        words: words.map(|(words, _)| words.to_owned()).unwrap_or_default(),
        svg: match ink {
            Ink::Colour => svg.to_owned(),
            Ink::Black => greyed(svg),
        },
    })
}

/// The same drawing with every colour as a grey that is as light.
fn greyed(svg: &str) -> String {
    let mut grey = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find('#') {
        let (before, colour) = rest.split_at(at);
        grey.push_str(before);
        let digits: String = colour.chars().skip(1).take_while(char::is_ascii_hexdigit).collect();
        rest = colour.get(1 + digits.len()..).unwrap_or_default();
        grey.push('#');
        if let Some(light) = lightness(&digits) {
            let light = format!("{light:02x}");
            grey.extend([light.as_str(); 3]);
        } else {
            grey.push_str(&digits);
        }
    }
    grey.push_str(rest);
    grey
}

/// How light a colour of three or six digits is.
fn lightness(digits: &str) -> Option<u8> {
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let part = |at: usize| u32::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    let sum = 299 * part(0)? + 587 * part(2)? + 114 * part(4)?;
    u8::try_from(sum / 1000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn every_piece_of_home_care_and_every_technique_is_drawn() {
        let knowledge = Knowledge::shipped().unwrap();
        let items = knowledge.tables().home_care.iter().map(|item| item.id.as_str());
        let techniques = knowledge.tables().techniques.iter().map(|one| one.id.as_str());
        for id in items.chain(techniques) {
            for ink in Ink::ALL {
                let drawn =
                    exercise(id, false, ink).unwrap_or_else(|| panic!("{id} has no drawing"));
                assert!(!drawn.words.is_empty() && drawn.svg.contains("viewBox"), "{id}");
            }
        }
        let lying = exercise("gluteal-stretch", true, Ink::Colour).unwrap();
        assert_ne!(lying, exercise("gluteal-stretch", false, Ink::Colour).unwrap());
        assert_eq!(exercise("no-such-thing", true, Ink::Colour), None);
    }

    #[test]
    fn colours_become_greys_and_references_stay() {
        let svg =
            "<path fill=\"#1f7a6d\" stroke='#fff'/><use href=\"#arrow\"/><p fill=\"url(#h)\"/>";
        assert_eq!(
            greyed(svg),
            "<path fill=\"#5d5d5d\" stroke='#ffffff'/><use href=\"#arrow\"/><p fill=\"url(#h)\"/>"
        );
    }
}
