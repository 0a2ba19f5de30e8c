//! The words of a row as they are laid out: a line for what is done and where, one for how.
//!
//! Nothing of them is cut: what doesn't fit goes on in a further line.

use std::sync::Arc;

use eframe::egui::{
    FontId, Galley, Rect, Ui, pos2,
    text::{CCursor, LayoutJob, TextFormat},
};

use super::row::Columns;
use crate::app::words::{self, TitlePart};
use crate::model::{Position, Step};
use crate::planner::edit::StepField;
use crate::text::inside_sentence;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// A part that can be pressed, where it stands in its line.
pub struct Span {
    /// What it changes.
    pub field: StepField,
    /// Where it stands, from the corner of the title.
    pub rect: Rect,
}

/// The words of a row.
pub struct Lines {
    /// What is done, and where.
    pub title: Arc<Galley>,
    /// How, in a few words.
    pub body: Arc<Galley>,
    /// What can be pressed in the title.
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
        self.job.append(&part.text, 0.0, format(scene, font, part.strong));
        if let Some(field) = part.field {
            self.ranges.push((field, begin, self.job.text.chars().count()));
        }
    }

    /// What stands before a part looks as the part does.
    fn join(&mut self, scene: Scene<'_>, part: &TitlePart) {
        let font =
            if part.strong { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
        self.job.append(part.before, 0.0, format(scene, font, part.strong));
    }

    fn say(&mut self, scene: Scene<'_>, text: &str, size: f32) {
        self.job.append(text, 0.0, format(scene, theme::regular(size), false));
    }

    /// How the step is done, which is read as much as what is done.
    fn cue(&mut self, scene: Scene<'_>, text: &str) {
        self.job.append(text, 0.0, format(scene, theme::regular(theme::BODY), true));
    }

    fn lay(self, ui: &Ui, width: f32, rows: usize) -> (Arc<Galley>, Vec<Span>) {
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
            Span { field, rect }
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

/// Where the position of a row is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SaidPosition {
    /// In its column.
    Beside,
    /// Behind the title.
    Behind,
    /// In a line of its own above the row.
    Above,
    /// By a row before it.
    Before,
}

impl SaidPosition {
    /// Once for all rows of one position: in the column where there is one, else above those that lie
    /// down and behind the title of the others.
    pub fn of(position: Position, repeats: bool, has_column: bool) -> Self {
        match (repeats, has_column) {
            (true, _) => Self::Before,
            (false, true) => Self::Beside,
            (false, false) if position.is_lying() => Self::Above,
            (false, false) => Self::Behind,
        }
    }
}

/// The lines of a row.
pub fn lines(
    ui: &Ui,
    scene: Scene<'_>,
    step: &Step,
    columns: &Columns,
    position: SaidPosition,
) -> Lines {
    let mut title = Line::default();
    for part in words::parts(step, scene.knowledge) {
        title.join(scene, &part);
        title.add(scene, &part, theme::BODY);
    }
    if position == SaidPosition::Behind {
        title.say(scene, "  ", theme::BODY);
        title.say(scene, &inside_sentence(step.position.short()), theme::BODY);
    }
    let mut body = Line::default();
    // Words of one's own stand in place of the cue; a plan of an earlier version has none, and shows
    // as much of its instructions as one line holds.
    let (text, rows) = if step.cue.is_empty() {
        (step.instructions.trim(), 1)
    } else {
        (step.cue.as_str(), usize::MAX)
    };
    body.cue(scene, text);
    let room = match columns.position {
        // The column of the position is empty then, and that of the level where no hands work.
        Some(_) if position == SaidPosition::Before => {
            let end = if step.pressure.is_some() { columns.dots } else { columns.minutes - 66.0 };
            end - columns.text - 12.0
        }
        Some(_) | None => columns.width,
    };
    let (title, spans) = title.lay(ui, room, usize::MAX);
    let (body, _) = body.lay(ui, room, rows);
    Lines { title, body, spans }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{self, Color32, vec2};

    use super::*;
    use crate::knowledge::Knowledge;

    /// A row as it stands in the window it is drawn for.
    const ROW: f32 = 602.0;

    #[test]
    fn every_cue_stands_on_one_line_beside_the_position() {
        let knowledge = Knowledge::shipped().unwrap();
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let columns = Columns::of(Rect::from_min_size(pos2(0.0, 0.0), vec2(ROW, 42.0)));
        let mut long = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for cue in &knowledge.tables().cues {
                let font = theme::regular(theme::BODY);
                let text = cue.text.replace("{minutes}", "15").replace("{off}", "step 6");
                let width = ui.painter().layout_no_wrap(text, font, Color32::BLACK).size().x;
                if width > columns.width {
                    long.push(format!("{}: {width} of {}", cue.text, columns.width));
                }
            }
        });
        output.textures_delta.clear();
        assert!(long.is_empty(), "{long:#?}");
    }
}
