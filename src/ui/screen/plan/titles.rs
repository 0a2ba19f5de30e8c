//! The words of a row as they are laid out: a line for what is done and where, one for how.
//!
//! A calm row has exactly these two lines: what doesn't fit is shortened in an order that keeps side
//! and modality longest. Where there is least room the first takes as many lines as place and side
//! need, and the second goes without the instructions. A chosen row says everything.

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
    if full.is_none() && !is_narrow {
        shorten(ui, scene, step, columns.width, &mut parts);
    }
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
    let beside = (!step.counted).then(|| words::beside(step));
    let instructions = (!is_narrow).then(|| step.instructions.trim().to_owned());
    for text in [beside, instructions].into_iter().flatten() {
        if !body.job.is_empty() {
            body.say(scene, " · ", theme::SMALL);
        }
        body.say(scene, &text, theme::SMALL);
    }
    let (titled, rows) = match (full, is_narrow) {
        (Some(_), _) => (4, usize::MAX),
        (None, true) => (usize::MAX, 1),
        (None, false) => (1, 1),
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

/// Shortens the region, then its name, but never the side: work on the wrong side does harm.
fn shorten(ui: &Ui, scene: Scene<'_>, step: &Step, room: f32, parts: &mut [TitlePart]) {
    if width(ui, scene, parts) <= room {
        return;
    }
    let names_a_side =
        |part: &TitlePart| matches!(part.field, Some(StepField::Place | StepField::Techniques));
    let Some(at) = parts.iter().position(names_a_side) else { return };
    let (mut names, side) = words::names_and_side(step, scene.knowledge);
    let mut ellipsis = "";
    loop {
        let side = side.map(|side| format!(", {side}")).unwrap_or_default();
        let Some(part) = parts.get_mut(at) else { return };
        part.text = format!("{}{ellipsis}{side}", names.trim_end_matches([',', ' ']));
        if width(ui, scene, parts) <= room || names.chars().count() < 4 {
            return;
        }
        names.pop();
        ellipsis = "…";
    }
}
