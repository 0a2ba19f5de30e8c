//! Names in any script: each run of one direction is a text of its own, set in the order in which
//! it is read.
//!
//! The text layout knows no bidirectional text: a name from right to left would come out wrong in
//! one piece with words from left to right.

use std::sync::Arc;

use eframe::egui::{
    Color32, FontId, Galley, Painter, Pos2, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2,
};

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

/// The runs of a name in the order in which they stand, from left to right.
fn runs(name: &str) -> Vec<String> {
    let mut runs: Vec<(String, Option<bool>)> = Vec::new();
    let mut waiting = String::new();
    for letter in name.chars() {
        let leftward = direction(letter);
        if leftward.is_none() {
            waiting.push(letter);
            continue;
        }
        match runs.last_mut() {
            Some((run, same)) if *same == leftward => {
                run.push_str(&waiting);
                run.push(letter);
            }
            Some(_) | None => {
                // Spaces and signs between two directions are a run of their own.
                if !waiting.is_empty() {
                    runs.push((waiting.clone(), None));
                }
                runs.push((letter.to_string(), leftward));
            }
        }
        waiting.clear();
    }
    if !waiting.is_empty() {
        runs.push((waiting, None));
    }
    if runs.iter().find_map(|(_, leftward)| *leftward) == Some(true) {
        runs.reverse();
        for (run, leftward) in &mut runs {
            if leftward.is_none() {
                *run = run.chars().rev().map(mirrored).collect();
            }
        }
    }
    runs.into_iter().map(|(run, _)| run).collect()
}

/// Brackets open the other way from right to left.
fn mirrored(sign: char) -> char {
    match sign {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        sign => sign,
    }
}

/// Whether a letter is written from right to left; none for signs that go with their neighbours.
fn direction(letter: char) -> Option<bool> {
    // The blocks that Unicode keeps for scripts from right to left.
    let leftward = matches!(u32::from(letter),
        0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x1_0800..=0x1_0fff
            | 0x1_e800..=0x1_efff);
    match (leftward, letter.is_alphanumeric()) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_one_direction_is_one_run() {
        for name in
            ["Ioána Ștefan", "O'Neil-Meyer", "山田 花子", "สมชาย ใจดี", "שרה כהן", "ليلى حداد"]
        {
            assert_eq!(runs(name), [name]);
        }
        assert!(runs("").is_empty());
    }

    #[test]
    fn a_name_of_two_directions_stands_in_the_order_of_its_first_letters() {
        assert_eq!(runs("Dana שרה"), ["Dana", " ", "שרה"]);
        assert_eq!(runs("שרה Dana"), ["Dana", " ", "שרה"]);
        assert_eq!(runs("שרה (Dana)"), ["(", "Dana", ") ", "שרה"]);
    }
}
