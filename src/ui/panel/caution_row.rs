//! One caution as it is laid out and painted: bar, shape, title, and as much of the text as fits.
//!
//! The word for the severity stands in every form. What fits is decided in `fit`.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontId, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::fit::Fold;
use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::app::highlight::Pointed;
use crate::model::{CautionNote, Severity};
use crate::planner::Level;
use crate::text::numbered_in_runs;
use crate::ui::scene::Scene;
use crate::ui::widget::point;
use crate::ui::{icons, theme};

const LEFT: f32 = 12.0;
const RIGHT: f32 = 4.0;

/// Room above and below the text, and between rows.
fn rests(form: Fold) -> (f32, f32) {
    match form {
        Fold::Tight => (1.0, 1.0),
        Fold::Small | Fold::Dense => (1.0, 2.0),
        Fold::Text => (2.0, 2.0),
        Fold::Cut(_) | Fold::Line => (3.0, 4.0),
    }
}

/// Sizes of the title and of what follows it.
fn sizes(form: Fold) -> (f32, f32) {
    match form {
        Fold::Tight => (theme::SMALLEST, theme::SMALLEST),
        Fold::Small | Fold::Dense => (theme::SMALL, theme::SMALL),
        Fold::Text | Fold::Cut(_) | Fold::Line => (theme::BODY, theme::SMALL),
    }
}

/// A caution with what the view says of it.
pub struct CautionRow<'a> {
    /// The caution as the plan lists it.
    pub caution: &'a CautionNote,
    /// A few words for it.
    pub title: &'a str,
    /// Where the check found it broken.
    pub broken: Option<String>,
    /// The steps it belongs to, in words.
    pub steps: Option<String>,
    /// The word for how grave it is.
    pub word: &'static str,
    /// Whether it is the first of its word.
    pub leads: bool,
}

impl<'a> CautionRow<'a> {
    /// The caution as it stands in the plan, or in the first look before there is one.
    pub fn of(scene: Scene<'a>, caution: &'a CautionNote) -> Self {
        Self {
            caution,
            title: scene.knowledge.caution_title(caution),
            broken: broken(scene, caution),
            steps: steps(&caution.steps),
            word: scene.knowledge.word_of(&caution.id, caution.severity),
            leads: false,
        }
    }

    /// Height in this form, with the space below.
    pub fn height(&self, ui: &Ui, scene: Scene<'_>, form: Fold, width: f32) -> f32 {
        let (first, second) = self.galleys(ui, scene, form, width);
        let second = second.map_or(0.0, |second| second.size().y);
        let (rest, gap) = rests(form);
        (first.size().y + second + 2.0 * rest + gap).ceil()
    }

    fn galleys(
        &self,
        ui: &Ui,
        scene: Scene<'_>,
        form: Fold,
        width: f32,
    ) -> (Arc<Galley>, Option<Arc<Galley>>) {
        let wrap = width - LEFT - RIGHT;
        let mut first = self.title_job(scene, form, wrap);
        let second = match form {
            Fold::Text => Some(self.text_job(scene, wrap, usize::MAX)),
            Fold::Line => Some(self.text_job(scene, wrap, 1)),
            Fold::Dense | Fold::Tight | Fold::Cut(_) => {
                if let Fold::Cut(lines) = form {
                    first.wrap.max_rows = usize::from(lines);
                }
                self.text_into(scene, &mut first, 6.0, form);
                None
            }
            Fold::Small => {
                self.broken_into(scene, &mut first, theme::SMALL);
                None
            }
        };
        let lay = |job| ui.painter().layout_job(job);
        (lay(first), second.map(lay))
    }

    fn title_job(&self, scene: Scene<'_>, form: Fold, wrap: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = wrap;
        let severity = self.caution.severity;
        if (form == Fold::Small || form.has_lines()) && self.leads {
            let font = theme::semibold(theme::SMALL);
            let word = format!("{}\n", self.word);
            job.append(&word, 0.0, text_format(font, scene.colours.severity(severity)));
        }
        let (size, _) = sizes(form);
        let colour = scene.colours.severity(severity);
        append_icon(&mut job, icons::severity(severity), colour, size, 0.0);
        job.append(self.title, 5.0, text_format(theme::semibold(size), scene.colours.ink));
        // The word for what the numbers are stands in the tip, and is said to who doesn't see them.
        let numbers = self.steps.as_ref().and_then(|steps| steps.split_once(' '));
        if form.has_lines()
            && let Some((_, numbers)) = numbers
        {
            let small = text_format(theme::regular(theme::SMALL), scene.colours.secondary);
            job.append(numbers, 7.0, small);
        }
        job
    }

    fn text_job(&self, scene: Scene<'_>, wrap: f32, rows: usize) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = wrap;
        job.wrap.max_rows = rows;
        self.text_into(scene, &mut job, 0.0, Fold::Text);
        job
    }

    /// Where it is broken and what it limits; in one paragraph with the title the word too.
    fn text_into(&self, scene: Scene<'_>, job: &mut LayoutJob, space: f32, form: Fold) {
        let colours = scene.colours;
        let word = self.word;
        let colour = colours.severity(self.caution.severity);
        let (_, size) = sizes(form);
        let small = || theme::regular(size);
        let strong = theme::semibold(size);
        if !form.has_lines() {
            job.append(word, space, text_format(strong, colour));
        }
        self.broken_into(scene, job, size);
        let apart = if job.text.is_empty() { "" } else { " · " };
        let text = format!("{apart}{}", self.caution.line_or_text());
        job.append(&text, 0.0, text_format(small(), colours.secondary));
    }

    fn broken_into(&self, scene: Scene<'_>, job: &mut LayoutJob, size: f32) {
        if let Some(broken) = &self.broken {
            append_icon(job, icons::BROKEN, scene.colours.stop, theme::BODY.min(size + 1.5), 5.0);
            let strong = theme::semibold(size);
            job.append(broken, 3.0, text_format(strong, scene.colours.stop));
        }
    }

    /// Paints the row into its place and lets it be pointed at and pressed.
    pub fn show(
        &self,
        ui: &mut Ui,
        scene: Scene<'_>,
        place: Rect,
        form: Fold,
        out: &mut Outbox,
    ) -> Response {
        let colours = scene.colours;
        let caution = self.caution;
        let (after, gap) = rests(form);
        let rect = place.with_max_y(place.bottom() - gap);
        let id = ui.make_persistent_id(("caution", &caution.id));
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), self.spoken()));
        ui.accesskit_node_builder(id, |node| node.set_description(caution.text.as_str()));
        point(scene, &response, Pointed::Caution(caution.id.clone()), out);
        let colour = colours.severity(caution.severity);
        let lit = scene.state.visit.lights(&caution.id);
        let painter = ui.painter();
        let corners = theme::CONTROL_RADIUS;
        let right = CornerRadius { nw: 0, sw: 0, ne: corners, se: corners };
        if lit || response.has_focus() {
            painter.rect_filled(rect, right, colours.accent_ground);
        } else if response.hovered() {
            painter.rect_filled(rect, right, colours.window);
        }
        let bar = if lit { 5.0 } else { 3.0 };
        let bar = Rect::from_min_size(rect.min, vec2(bar, rect.height()));
        painter.rect_filled(bar, CornerRadius::ZERO, colour);
        let (first, second) = self.galleys(ui, scene, form, rect.width());
        let at = pos2(rect.left() + LEFT, rect.top() + after);
        let below = at + vec2(0.0, first.size().y);
        painter.galley(at, first, colours.ink);
        if let Some(second) = second {
            painter.galley(below, second, colours.secondary);
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let response = response.on_hover_text(self.in_full());
        if response.clicked() {
            out.send(Action::Explain(self.explanation(scene)));
        }
        response
    }

    fn spoken(&self) -> String {
        let broken = self.broken.as_ref().map(|broken| format!(", {broken}"));
        let word = self.word;
        format!("{word}: {}{}", self.title, broken.unwrap_or_default())
    }

    fn in_full(&self) -> String {
        match &self.steps {
            Some(steps) => format!("{}\n\nFor {steps}.", self.caution.text),
            None => self.caution.text.clone(),
        }
    }

    fn explanation(&self, scene: Scene<'_>) -> Explanation {
        let caution = self.caution;
        let mut about = format!("{} · {}", caution.id, self.word);
        if let Some(steps) = &self.steps {
            about = format!("{about} · {steps}");
        }
        let mut paragraphs = vec![about, caution.text.clone()];
        let found = scene.state.visit.standing().findings.iter();
        let found = found.filter(|finding| finding.rule.as_str() == caution.id.as_str());
        for finding in found {
            let place = finding.step.map_or("the plan".to_owned(), |step| format!("step {step}"));
            let word = match finding.level {
                Level::Conflict => "Broken",
                Level::Warning => "To be looked at",
            };
            paragraphs.push(format!("{word} in {place}: {}", finding.said));
        }
        Explanation { title: self.title.to_owned(), paragraphs, sources: caution.sources.clone() }
    }
}

/// Where the check found a conflict with a caution.
fn broken(scene: Scene<'_>, caution: &CautionNote) -> Option<String> {
    let found = scene.state.visit.standing().findings.iter();
    let mut found = found.filter(|finding| {
        finding.level == Level::Conflict && finding.rule.as_str() == caution.id.as_str()
    });
    let first = found.next()?;
    let mut numbers: Vec<usize> =
        first.step.into_iter().chain(found.filter_map(|finding| finding.step)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    Some(steps(&numbers).map_or("broken".to_owned(), |steps| format!("broken in {steps}")))
}

/// Steps in words, neighbours joined.
pub fn steps(numbers: &[usize]) -> Option<String> {
    (!numbers.is_empty()).then(|| numbered_in_runs("step", numbers))
}

/// The colour and the shape before a text.
fn append_icon(job: &mut LayoutJob, icon: icons::Icon, colour: Color32, size: f32, space: f32) {
    let font = FontId::new(size, icon.font_family());
    job.append(icon.codepoint, space, text_format(font, colour));
}

fn text_format(font_id: FontId, color: Color32) -> TextFormat {
    TextFormat { font_id, color, valign: egui::Align::Center, ..TextFormat::default() }
}

/// The gravest first, emergencies before limits, in the order of the knowledge within a word.
pub fn sorted(scene: Scene<'_>) -> Vec<CautionRow<'_>> {
    let mut rows: Vec<CautionRow<'_>> = scene
        .state
        .visit
        .standing()
        .cautions()
        .iter()
        .map(|caution| CautionRow::of(scene, caution))
        .collect();
    let is_limit =
        |row: &CautionRow<'_>| scene.knowledge.is_limit(&row.caution.id, row.caution.severity);
    rows.sort_by_key(|row| (std::cmp::Reverse(row.caution.severity), is_limit(row)));
    let mut last = None;
    for row in &mut rows {
        row.leads = last.replace(row.word) != Some(row.word);
    }
    rows
}

/// How many of a severity there are.
pub fn count(rows: &[CautionRow<'_>], severity: Severity) -> usize {
    rows.iter().filter(|row| row.caution.severity == severity).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    /// The panel at its least width, less the bar and the margins.
    const ROOM: f32 = 308.0 - 20.0 - LEFT - RIGHT;

    #[test]
    fn every_title_and_every_line_stands_on_one_line() {
        let knowledge = Knowledge::shipped().unwrap();
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut long = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let icon = theme::BODY + 5.0;
            let mut look = |text: &str, font: FontId, room: f32| {
                let ink = Color32::BLACK;
                let width = ui.painter().layout_no_wrap(text.to_owned(), font, ink).size().x;
                if width > room {
                    long.push(format!("{text}: {width} of {room}"));
                }
            };
            for caution in &knowledge.tables().cautions {
                let more = caution.shorter.iter().map(|short| (&short.title, &short.line));
                for (title, line) in more.chain([(&caution.title, &caution.line)]) {
                    look(title, theme::semibold(theme::BODY), ROOM - icon);
                    look(line, theme::regular(theme::SMALL), ROOM);
                }
            }
        });
        output.textures_delta.clear();
        assert!(long.is_empty(), "{long:#?}");
    }
}
