//! One caution as it is laid out and painted: shape, title, and as much of its line as fits; opened,
//! its full text in place.
//!
//! The word for the severity stands over the first of its kind, or in the row. What fits is decided in
//! `fit`.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, CornerRadius, FontId, Galley, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2,
    text::{LayoutJob, TextFormat},
};

use super::fit::Fold;
use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::app::highlight::Pointed;
use crate::app::state::Screen;
use crate::model::{CautionId, CautionNote, Severity};
use crate::planner::Level;
use crate::text::{capital, counted, numbered_in_runs};
use crate::ui::scene::Scene;
use crate::ui::widget::{link, point, secondary};
use crate::ui::{icons, theme};

/// Where the shape and the words begin, from the left.
const SHAPE: f32 = 7.0;
const LEFT: f32 = 29.0;
/// The same where room is short.
const LEFT_DENSE: f32 = 10.0;
const RIGHT: f32 = 1.0;
const ICON: f32 = 15.0;
/// The line with the steps and the sources of a caution that is open.
const FOOT: f32 = 20.0;
/// What the full text keeps above it.
const ABOVE_TEXT: f32 = 4.0;

/// Where the words begin.
fn left(form: Fold) -> f32 {
    if form.has_lines() { LEFT } else { LEFT_DENSE }
}

/// Room above and below the text.
fn rest(form: Fold) -> f32 {
    match form {
        Fold::Tight | Fold::Small | Fold::Dense | Fold::Close => 1.0,
        Fold::Text | Fold::Title => 4.0,
        Fold::Cut(_) => 3.0,
    }
}

/// Sizes of the title and of what follows it.
fn sizes(form: Fold) -> (f32, f32) {
    match form {
        Fold::Tight => (theme::SMALLEST, theme::SMALLEST),
        Fold::Small | Fold::Dense => (theme::SMALL, theme::SMALL),
        Fold::Text | Fold::Close | Fold::Title | Fold::Cut(_) => (theme::BODY, theme::SMALL),
    }
}

/// The height of the word over the first of a kind.
fn heading(form: Fold) -> f32 {
    match form {
        Fold::Text | Fold::Title => 24.0,
        Fold::Close | Fold::Small => 17.0,
        Fold::Dense | Fold::Tight | Fold::Cut(_) => 0.0,
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
    /// How many there are of its word, where it is the first of them.
    pub leads: Option<usize>,
    /// Whether its full text shows.
    pub open: bool,
    /// Whether it is only read: beside the questions one more is to move nothing that can be pressed.
    /// Notes open there, since they do so over the window.
    pub is_read: bool,
}

/// What a row is painted from.
struct Laid {
    first: Arc<Galley>,
    second: Option<Arc<Galley>>,
    full: Option<Arc<Galley>>,
    heading: f32,
}

impl Laid {
    fn height(&self, form: Fold) -> f32 {
        let second = self.second.as_ref().map_or(0.0, |second| second.size().y);
        let full = self.full.as_ref().map_or(0.0, |full| full.size().y + ABOVE_TEXT + FOOT);
        (self.heading + self.first.size().y + second + full + 2.0 * rest(form)).ceil()
    }
}

impl<'a> CautionRow<'a> {
    /// The caution as it stands in the plan, or in the first look before there is one.
    fn of(scene: Scene<'a>, caution: &'a CautionNote, open: Option<&CautionId>) -> Self {
        let beside_questions = scene.state.visit.screen == Screen::Intake;
        let is_read = beside_questions && caution.severity > Severity::Note;
        let open = !is_read && open == Some(&caution.id);
        Self {
            caution,
            title: scene.knowledge.caution_title(caution),
            broken: broken(scene, caution),
            steps: steps(&caution.steps),
            word: scene.knowledge.word_of(&caution.id, caution.severity),
            leads: None,
            open,
            is_read,
        }
    }

    /// Height in this form, with the word above it.
    pub fn height(&self, ui: &Ui, scene: Scene<'_>, form: Fold, width: f32) -> f32 {
        self.laid(ui, scene, form, width).height(form)
    }

    fn laid(&self, ui: &Ui, scene: Scene<'_>, form: Fold, width: f32) -> Laid {
        let wrap = width - left(form) - RIGHT;
        let mut first = self.title_job(scene, form, wrap);
        let second = match form {
            Fold::Text | Fold::Close => Some(self.text_job(scene, wrap)),
            Fold::Dense | Fold::Tight | Fold::Cut(_) => {
                if let Fold::Cut(lines) = form {
                    first.wrap.max_rows = usize::from(lines);
                }
                self.text_into(scene, &mut first, 6.0, form);
                None
            }
            Fold::Title | Fold::Small => {
                self.broken_into(scene, &mut first, theme::SMALL);
                None
            }
        };
        let lay = |job| ui.painter().layout_job(job);
        let full = self.open.then(|| {
            let font = theme::regular(theme::SMALL + 0.5);
            let text = self.caution.text.clone();
            ui.painter().layout(text, font, scene.colours.ink, wrap)
        });
        let heading = if self.leads.is_some() { heading(form) } else { 0.0 };
        Laid { first: lay(first), second: second.map(lay), full, heading }
    }

    fn title_job(&self, scene: Scene<'_>, form: Fold, wrap: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = wrap;
        let (size, _) = sizes(form);
        let mut space = 0.0;
        if !form.has_lines() {
            let severity = self.caution.severity;
            let colour = scene.colours.severity(severity);
            append_icon(&mut job, icons::severity(severity), colour, size, 0.0);
            space = 5.0;
        }
        job.append(self.title, space, text_format(theme::semibold(size), scene.colours.ink));
        job
    }

    fn text_job(&self, scene: Scene<'_>, wrap: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = wrap;
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

    /// Paints the row into its place and lets it be pointed at and opened.
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
        let laid = self.laid(ui, scene, form, place.width());
        let rect = place.with_min_y(place.top() + laid.heading);
        if laid.heading > 0.0 {
            self.heading_ui(ui, scene, place.with_max_y(rect.top()));
        }
        let id = ui.make_persistent_id(("caution", &caution.id));
        let (sense, role) = if self.is_read {
            // Reached by keys, to be read out.
            (Sense::focusable_noninteractive(), Role::Label)
        } else {
            (Sense::click(), Role::Button)
        };
        let response = ui.interact(rect, id, sense);
        response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), self.spoken()));
        ui.accesskit_node_builder(id, |node| {
            node.set_description(caution.text.as_str());
            if !self.is_read {
                node.set_expanded(self.open);
            }
        });
        point(scene, &response, Pointed::Caution(caution.id.clone()), out);
        let painter = ui.painter();
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        if scene.state.visit.lights(&caution.id) || response.has_focus() || self.open {
            painter.rect_filled(rect, radius, colours.accent_ground);
        } else if response.hovered() {
            painter.rect_filled(rect, radius, colours.window);
        }
        let top = rect.top() + rest(form);
        if form.has_lines() {
            let icon = icons::severity(caution.severity);
            let font = FontId::new(ICON, icon.font_family());
            let at = pos2(rect.left() + SHAPE, top + laid.first.size().y / 2.0);
            let colour = colours.severity(caution.severity);
            painter.text(at, egui::Align2::LEFT_CENTER, icon.codepoint, font, colour);
        }
        let mut at = pos2(rect.left() + left(form), top);
        for galley in [Some(laid.first), laid.second].into_iter().flatten() {
            let below = galley.size().y;
            painter.galley(at, galley, colours.ink);
            at.y += below;
        }
        if let Some(full) = laid.full {
            at.y += ABOVE_TEXT;
            let below = full.size().y;
            painter.galley(at, full, colours.ink);
            at.y += below;
            self.foot_ui(ui, scene, Rect::from_min_max(at, rect.right_bottom()), out);
        }
        let hand = egui::CursorIcon::PointingHand;
        let response = if self.is_read { response } else { response.on_hover_cursor(hand) };
        let response = if self.open { response } else { response.on_hover_text(self.in_full()) };
        if response.clicked() {
            open(ui, scene, (!self.open).then(|| caution.id.clone()));
        }
        response
    }

    /// The word for how grave the next ones are, and how many.
    fn heading_ui(&self, ui: &Ui, scene: Scene<'_>, rect: Rect) {
        let colours = scene.colours;
        let colour = colours.severity(self.caution.severity);
        let y = rect.bottom() - 8.0;
        let font = theme::semibold(theme::SMALL);
        let painter = ui.painter();
        let (from, to) = (pos2(rect.left() + SHAPE, y), pos2(rect.right() - SHAPE, y));
        let word = painter.text(from, egui::Align2::LEFT_CENTER, self.word, font.clone(), colour);
        let count = self.leads.unwrap_or_default();
        let count = painter.text(to, egui::Align2::RIGHT_CENTER, count, font, colour);
        let line = egui::Stroke::new(1.0, colours.line);
        painter.hline(word.right() + 8.0..=count.left() - 8.0, y, line);
        let id = ui.make_persistent_id(("cautions", self.word));
        let heading = ui.interact(rect, id, Sense::hover());
        heading.widget_info(|| {
            let said = format!("{} {}", self.word, self.leads.unwrap_or_default());
            WidgetInfo::labeled(Role::Heading, true, said)
        });
    }

    /// To which steps it belongs, and on what it rests.
    fn foot_ui(&self, ui: &mut Ui, scene: Scene<'_>, rect: Rect, out: &mut Outbox) {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let builder = egui::UiBuilder::new().max_rect(rect.with_max_y(rect.top() + FOOT));
        let mut foot = ui.new_child(builder.id_salt("foot").layout(layout));
        foot.spacing_mut().item_spacing.x = 12.0;
        if let Some(steps) = &self.steps {
            foot.label(secondary(scene.colours, capital(steps)));
        }
        let sources = counted(self.caution.sources.len(), "source");
        let shown = link(&mut foot, scene.colours, &sources);
        if shown.accessible_name(format!("Sources of {}: {sources}", self.title)).clicked() {
            out.send(Action::Explain(self.explanation(scene)));
        }
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

fn opened_id() -> egui::Id {
    egui::Id::unique("the caution that is open")
}

/// The caution of this visit whose full text shows.
fn opened(ui: &Ui, scene: Scene<'_>) -> Option<CautionId> {
    let (visit, id) = ui.data(|data| data.get_temp::<(u64, Option<CautionId>)>(opened_id()))?;
    id.filter(|_| visit == scene.state.visit.generation)
}

/// Shows the full text of a caution, or of none.
fn open(ui: &Ui, scene: Scene<'_>, id: Option<CautionId>) {
    ui.data_mut(|data| data.insert_temp(opened_id(), (scene.state.visit.generation, id)));
    ui.request_repaint();
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

/// The gravest first, emergencies before limits; within a word what the answers brought comes before
/// what always holds, each in the order of the knowledge.
pub fn sorted<'a>(ui: &Ui, scene: Scene<'a>) -> Vec<CautionRow<'a>> {
    let open = opened(ui, scene);
    let cautions = scene.state.visit.standing().cautions().iter();
    let rows = cautions.map(|caution| CautionRow::of(scene, caution, open.as_ref()));
    let mut rows: Vec<CautionRow<'a>> = rows.collect();
    rows.sort_by_key(|row| scene.knowledge.rank(&row.caution.id, row.caution.severity));
    for of_word in rows.chunk_by_mut(|one, next| one.word == next.word) {
        let count = of_word.len();
        if let Some(first) = of_word.first_mut() {
            first.leads = Some(count);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    /// The panel as it stands in the window it is drawn for, less the shape and the margins.
    const ROOM: f32 = 308.0 - 20.0 - LEFT - RIGHT;

    #[test]
    fn every_title_and_every_line_stands_on_one_line() {
        let knowledge = Knowledge::shipped().unwrap();
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut long = Vec::new();
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
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
                    look(title, theme::semibold(theme::BODY), ROOM);
                    look(line, theme::regular(theme::SMALL), ROOM);
                }
            }
        });
        output.textures_delta.clear();
        assert!(long.is_empty(), "{long:#?}");
    }
}
