//! Names in any script: each run of one direction, and from right to left each word, is a text of its
//! own, set where it belongs (Unicode's bidirectional algorithm).
//!
//! The text layout knows no bidirectional text: it sets what it gets from left to right, and only the
//! letters of one word in one font the way they are read. What is stored, searched and heard stays in
//! the order in which it was typed.

use std::sync::Arc;

use eframe::egui::{
    Color32, FontId, Galley, Painter, Pos2, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2,
};
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

/// A name in one line, at most this wide. It has the whole name for those who don't see it.
pub fn name_label(ui: &mut Ui, name: &str, font: &FontId, colour: Color32, width: f32) -> Response {
    let laid = NameGalley::of(ui.painter(), name, font, colour, width);
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, ui.is_enabled(), name));
    laid.paint(ui.painter(), rect.min, colour);
    response
}

/// A name that is laid out and not painted yet.
pub struct NameGalley {
    parts: Vec<Arc<Galley>>,
    /// Whether its end was left out.
    pub cut: bool,
}

impl NameGalley {
    /// Lays a name out, at most this wide.
    pub fn of(painter: &Painter, name: &str, font: &FontId, colour: Color32, width: f32) -> Self {
        let (parts, cut) = lay(painter, name, font, colour, width);
        Self { parts, cut }
    }

    /// The room that it takes.
    pub fn size(&self) -> Vec2 {
        self.parts.iter().fold(vec2(0.0, 0.0), |size, part| {
            vec2(size.x + part.size().x, size.y.max(part.size().y))
        })
    }

    /// Paints the name from its top left corner on.
    pub fn paint(self, painter: &Painter, at: Pos2, colour: Color32) {
        paint(painter, at, self.parts, colour);
    }
}

fn paint(painter: &Painter, mut at: Pos2, parts: Vec<Arc<Galley>>, colour: Color32) {
    let tallest = parts.iter().map(|part| part.size().y).fold(0.0, f32::max);
    for part in parts {
        let down = vec2(0.0, (tallest - part.size().y) / 2.0);
        let wide = part.size().x;
        painter.galley(at + down, part, colour);
        at.x += wide;
    }
}

/// The runs from left to right, and whether some are missing. What is too long loses the end that
/// is read last.
fn lay(
    painter: &Painter,
    name: &str,
    font: &FontId,
    colour: Color32,
    width: f32,
) -> (Vec<Arc<Galley>>, bool) {
    let lay = |text: &str| {
        let mut parts: Vec<Arc<Galley>> = Vec::new();
        for run in runs(text) {
            parts.push(painter.layout_no_wrap(run, font.clone(), colour));
        }
        parts
    };
    let wide = |parts: &[Arc<Galley>]| parts.iter().map(|part| part.size().x).sum::<f32>();
    let whole = lay(name);
    if wide(&whole) <= width {
        return (whole, false);
    }
    let letters: Vec<char> = name.chars().collect();
    let (mut fits, mut too_long) = (0, letters.len());
    let cut = |count: usize| {
        let kept: String = letters.iter().take(count).collect();
        lay(&format!("{}…", kept.trim_end()))
    };
    while too_long - fits > 1 {
        let middle = usize::midpoint(fits, too_long);
        if wide(&cut(middle)) <= width {
            fits = middle;
        } else {
            too_long = middle;
        }
    }
    (cut(fits), true)
}

/// The runs of a name in the order in which they stand, from left to right. Within a run the letters
/// stay in the order in which they are read: whoever sets them knows the direction of one script.
fn runs(name: &str) -> Vec<String> {
    let bidi = ParagraphBidiInfo::new(name, None);
    if !bidi.has_rtl() {
        return if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    }
    let (levels, placed) = bidi.visual_runs(0..name.len());
    let mut runs = Vec::new();
    for range in placed {
        let leftward = levels.get(range.start).is_some_and(Level::is_rtl);
        let text: String = name.get(range).unwrap_or_default().chars().filter(is_seen).collect();
        if leftward {
            runs.extend(words(&text).into_iter().rev());
        } else if !text.is_empty() {
            runs.push(text);
        }
    }
    runs
}

/// The words of a run from right to left, and what stands between them, each to be set by itself: a
/// space has the font of the words around the run, and would part it into words set from the left.
fn words(run: &str) -> Vec<String> {
    let mut words: Vec<(String, bool)> = Vec::new();
    for letter in run.chars() {
        let belongs = is_leftward(letter);
        match words.last_mut() {
            Some((word, same)) if *same == belongs => word.push(letter),
            Some(_) | None => words.push((letter.to_string(), belongs)),
        }
    }
    let turned = words.into_iter().map(|(word, belongs)| {
        // Signs alone are set from the left, so they stand the other way round.
        if belongs { word } else { word.chars().rev().map(mirrored).collect() }
    });
    turned.collect()
}

/// Whether a letter, or a mark on one, is written from right to left.
fn is_leftward(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL | BidiClass::NSM)
}

/// Marks of direction have done their work once the order is known.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as a filter asks")]
fn is_seen(letter: &char) -> bool {
    !matches!(*letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

/// Brackets open the other way from right to left.
fn mirrored(sign: char) -> char {
    match sign {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_from_left_to_right_is_one_run() {
        for name in ["Ioána Ștefan", "O'Neil-Meyer", "山田 花子", "สมชาย ใจดี", "Anna (2)"]
        {
            assert_eq!(runs(name), [name]);
        }
        assert!(runs("").is_empty());
    }

    #[test]
    fn words_from_right_to_left_stand_from_right_to_left() {
        assert_eq!(runs("שרה כהן"), ["כהן", " ", "שרה"]);
        assert_eq!(runs("ليلى حداد"), ["حداد", " ", "ليلى"]);
        assert_eq!(runs("שרה בת-שבע כהן"), ["כהן", " ", "שבע", "-", "בת", " ", "שרה"]);
        assert_eq!(runs("מִרְיָם לוי"), ["לוי", " ", "מִרְיָם"], "points stay on their letters");
    }

    #[test]
    fn a_name_of_two_directions_stands_in_the_order_of_its_first_letters() {
        assert_eq!(runs("Dana שרה כהן"), ["Dana ", "כהן", " ", "שרה"]);
        assert_eq!(runs("שרה Dana"), ["Dana", " ", "שרה"]);
        assert_eq!(runs("שרה (Dana)"), ["(", "Dana", ") ", "שרה"]);
        assert_eq!(runs("שרה 12"), ["12", " ", "שרה"], "numbers are read from the left");
    }

    #[test]
    fn marks_of_direction_are_not_drawn() {
        assert_eq!(runs("\u{200f}שרה\u{200f} כהן"), ["כהן", " ", "שרה"]);
        assert_eq!(runs("\u{202b}שרה\u{202c}"), ["שרה"]);
    }

    #[test]
    fn nothing_but_marks_of_direction_and_the_order_is_lost() {
        for name in ["שרה כהן", "Dana שרה (כהן) 12", "ليلى حداد", "Ali אבי, Ben"]
        {
            let mut shown: Vec<char> = runs(name).concat().chars().map(mirrored).collect();
            let mut typed: Vec<char> = name.chars().map(mirrored).collect();
            // A bracket is turned, not lost.
            for letters in [&mut shown, &mut typed] {
                for letter in letters.iter_mut().filter(|letter| **letter == ')') {
                    *letter = '(';
                }
                letters.sort_unstable();
            }
            assert_eq!(shown, typed);
        }
    }
}
