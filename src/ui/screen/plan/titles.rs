//! The words of a row as they are laid out: a line for what is done and where, one for how.
//!
//! Nothing of them is cut: what doesn't fit goes on in a further line. A chosen row says everything; a
//! plan of an earlier version has no cues, and shows as much of the instructions as one line holds.

use std::sync::Arc;

use eframe::egui::{
    FontId, Galley, Rect, Ui, pos2,
    text::{CCursor, LayoutJob, TextFormat},
    vec2,
};

use super::row::Columns;
use crate::app::words::{self, TitlePart};
use crate::model::Step;
use crate::planner::edit::StepField;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// A part that can be pressed, where it stands in its line.
pub struct Span {
    /// What it changes.
    pub field: StepField,
    /// Where it stands, from the corner of its line.
    pub rect: Rect,
    /// Whether it stands in the second line.
    pub in_body: bool,
}

/// The words of a row.
pub struct Lines {
    /// What is done, and where.
    pub title: Arc<Galley>,
    /// How, as far as the second line has room for it.
    pub body: Arc<Galley>,
    /// What can be pressed in both.
    pub spans: Vec<Span>,
}

/// Words with the places of those that can be pressed.
#[derive(Default)]
struct Line {
    job: LayoutJob,
    ranges: Vec<(StepField, usize, usize)>,
}

impl Line {
    fn add(&mut self, scene: Scene<'_>, part: &TitlePart, size: f32) {
        let font = if part.strong { theme::semibold(size) } else { theme::regular(size) };
        let begin = self.job.text.chars().count();
        self.job.append(&part.text, 0.0, format(scene, font, true));
        if let Some(field) = part.field {
            self.ranges.push((field, begin, self.job.text.chars().count()));
        }
    }

    fn say(&mut self, scene: Scene<'_>, text: &str, size: f32) {
        self.job.append(text, 0.0, format(scene, theme::regular(size), false));
    }

    /// How the step is done, which is read as much as what is done.
    fn cue(&mut self, scene: Scene<'_>, text: &str) {
        self.job.append(text, 0.0, format(scene, theme::regular(theme::BODY), true));
    }

    fn lay(self, ui: &Ui, width: f32, rows: usize, in_body: bool) -> (Arc<Galley>, Vec<Span>) {
        let mut job = self.job;
        job.wrap.max_width = width;
        job.wrap.max_rows = rows;
        let galley = ui.painter().layout_job(job);
        let span = |(field, begin, end): (StepField, usize, usize)| {
            let (first, last) = (cursor(&galley, begin), cursor(&galley, end));
            let rect = if (first.top() - last.top()).abs() < 1.0 {
                Rect::from_min_max(first.left_top(), last.right_bottom())
            } else {
                Rect::from_min_max(pos2(0.0, first.top()), pos2(galley.size().x, last.bottom()))
            };
            Span { field, rect, in_body }
        };
        let spans = self.ranges.into_iter().map(span).collect();
        (galley, spans)
    }
}

fn cursor(galley: &Galley, index: usize) -> Rect {
    galley.pos_from_cursor(CCursor::new(index))
}

fn format(scene: Scene<'_>, font_id: FontId, ink: bool) -> TextFormat {
    let color = if ink { scene.colours.ink } else { scene.colours.secondary };
    TextFormat { font_id, color, ..TextFormat::default() }
}

/// The lines of a row; `full` is the width of the instructions where the row is chosen.
pub fn lines(
    ui: &Ui,
    scene: Scene<'_>,
    step: &Step,
    columns: &Columns,
    full: Option<f32>,
) -> Lines {
    let mut parts = words::parts(step, scene.knowledge);
    // What is done stands below where it is done, before either is cut.
    let apart = columns.stacked || columns.below || width(ui, scene, &parts) > columns.width;
    let is_modality = |part: &TitlePart| part.field == Some(StepField::Modality);
    let modality =
        if apart && parts.len() > 1 { parts.pop_if(|part| is_modality(part)) } else { None };
    let mut title = Line::default();
    let mut body = Line::default();
    let is_narrow = columns.below && full.is_none();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            title.say(scene, if is_narrow { "\n" } else { " · " }, theme::BODY);
        }
        title.add(scene, part, theme::BODY);
    }
    if let Some(modality) = &modality {
        if full.is_some() {
            title.say(scene, "\n", theme::BODY);
            title.add(scene, modality, theme::BODY);
        } else {
            body.add(scene, modality, theme::SMALL);
        }
    }
    // A cue says beside which steps a pack lies; a plan of an earlier version has none.
    let is_calm = full.is_none();
    let has_cue = is_calm && !step.cue.is_empty();
    let beside = (!step.counted && !has_cue).then(|| words::beside(step));
    let says = if has_cue { &step.cue } else { &step.instructions };
    let says = (!is_narrow || has_cue).then(|| says.trim().to_owned());
    for text in [beside, says].into_iter().flatten() {
        if has_cue {
            if !body.job.is_empty() {
                body.say(scene, "\n", theme::SMALL);
            }
            body.cue(scene, &text);
            continue;
        }
        if !body.job.is_empty() {
            body.say(scene, " · ", theme::SMALL);
        }
        body.say(scene, &text, theme::SMALL);
    }
    let (titled, rows) = match (full, is_narrow) {
        (Some(_), _) => (4, usize::MAX),
        (None, _) if has_cue || is_narrow => (usize::MAX, usize::MAX),
        (None, _) => (usize::MAX, 1),
    };
    let (title, mut spans) = title.lay(ui, columns.width, titled, false);
    if modality.is_some() && full.is_some() {
        // Boxes one below the other don't touch.
        for span in &mut spans {
            span.rect = span.rect.shrink2(vec2(0.0, 2.0));
        }
    }
    let (body, below) = body.lay(ui, full.unwrap_or(columns.width), rows, true);
    spans.extend(below);
    Lines { title, body, spans }
}

/// The width of the parts in one line.
fn width(ui: &Ui, scene: Scene<'_>, parts: &[TitlePart]) -> f32 {
    let mut line = Line::default();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            line.say(scene, " · ", theme::BODY);
        }
        line.add(scene, part, theme::BODY);
    }
    line.lay(ui, f32::INFINITY, 1, false).0.size().x
}
