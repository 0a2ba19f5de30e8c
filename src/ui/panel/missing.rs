//! The question that is asked next, in full, and how many are left: a card that is always as high, so
//! that nothing below it moves.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Button, CornerRadius, Frame, Label, Layout, Margin, Popup, RichText, Sense,
    Stroke, StrokeKind, Ui, vec2,
};

use crate::app::action::{Action, Outbox};
use crate::app::state::Screen;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, is_low, link};

/// How high the card is, and how many lines the question has there.
const HIGH: (f32, usize) = (128.0, 4);
const LOW: (f32, usize) = (110.0, 3);
/// A line of the question.
const LINE: f32 = 16.0;
const TEXT: f32 = 12.0;

/// The upper end of the panel: beside the questions always, beside a plan that can't be built while
/// something is missing.
pub fn missing_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let is_asking = scene.state.visit.screen == Screen::Intake;
    if scene.state.visit.standing().missing.is_empty() && !is_asking {
        return;
    }
    let colours = scene.colours;
    let (height, lines) = if is_low(ui) { LOW } else { HIGH };
    let margin = Margin::symmetric(12, if is_low(ui) { 6 } else { 8 });
    let frame = Frame::NONE
        .fill(colours.info_ground)
        .stroke((1.0, colours.info.gamma_multiply(0.25)))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(margin);
    // Where nothing is missing, nobody else leaves room below.
    let bottom = if scene.state.visit.standing().missing.is_empty() { 8 } else { 0 };
    let room = Frame::NONE.outer_margin(Margin { bottom, ..Margin::ZERO });
    let panel = egui::Panel::top("missing").frame(room).resizable(false);
    panel.show_separator_line(false).show(ui, |ui| {
        frame.show(ui, |ui| {
            let inner = vec2(ui.available_width(), height - 2.0 - margin.sum().y);
            let (rect, _) = ui.allocate_exact_size(inner, Sense::hover());
            let layout = Layout::top_down(Align::Min);
            let mut card = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
            card.shrink_clip_rect(rect.expand(2.0));
            card.spacing_mut().item_spacing = vec2(6.0, 2.0);
            card_ui(&mut card, scene, lines, out);
        });
    });
}

fn card_ui(ui: &mut Ui, scene: Scene<'_>, lines: usize, out: &mut Outbox) {
    let missing = &scene.state.visit.standing().missing;
    let next = scene.state.visit.next_question();
    let next = missing.iter().find(|one| Some(&one.field) == next);
    let count = match missing.len() {
        0 => "All questions answered".to_owned(),
        count => format!("{} left", counted(count, "question")),
    };
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        let title = RichText::new(count).font(theme::semibold(theme::TITLE));
        ui.label(title.color(scene.colours.info));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            key_ui(ui, scene);
            let (text, action) = match next {
                Some(_) => ("Next question", Action::NextMissing(None)),
                None if scene.state.visit.standing().referral().is_some() => {
                    ("See what to do", Action::ShowPlan)
                }
                None => ("See the plan", Action::ShowPlan),
            };
            if link(ui, scene.colours, text).clicked() {
                out.send(action);
            }
        });
    });
    let draft = &scene.state.visit.work().intake;
    let (title, words) = match next {
        Some(next) => {
            let label = draft.label(&next.field, scene.knowledge);
            // What is wrong with an answer says more than the question.
            let words = if next.text == label {
                draft.question_in_full(&next.field, scene.knowledge)
            } else {
                next.text.as_str()
            };
            (label, words)
        }
        None if scene.state.visit.standing().referral().is_some() => {
            ("No session as it stands".to_owned(), "What to do instead is ready to be seen.")
        }
        None => ("The plan is ready to be seen".to_owned(), "Any answer can be changed."),
    };
    ui.add(Label::new(bold(title.as_str())).truncate());
    question_ui(ui, scene, &title, words, lines);
}

/// The question in as many lines as there are; what doesn't fit opens at a press.
fn question_ui(ui: &mut Ui, scene: Scene<'_>, title: &str, words: &str, lines: usize) {
    let ink = scene.colours.ink;
    let format =
        TextFormat { line_height: Some(LINE), ..TextFormat::simple(theme::regular(TEXT), ink) };
    let job = |lines: usize| {
        let mut job = LayoutJob::default();
        job.append(words, 0.0, format.clone());
        job.wrap.max_width = ui.available_width();
        job.wrap.max_rows = lines;
        job
    };
    let shown = ui.painter().layout_job(job(lines));
    if !shown.elided {
        ui.add(Label::new(shown).selectable(false));
        return;
    }
    let button = Button::new(job(lines)).frame(false);
    let button = ui.add(button).accessible_name(words);
    Popup::menu(&button).width(ui.available_width()).show(|ui| {
        ui.add(Label::new(bold(title)).wrap());
        ui.add(Label::new(words).wrap());
    });
}

/// The key that does the same.
fn key_ui(ui: &mut Ui, scene: Scene<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(18.0, 17.0), Sense::hover());
    let line = Stroke::new(1.0, scene.colours.control_line);
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(4), scene.colours.panel, line, StrokeKind::Inside);
    let (middle, font) = (rect.center(), theme::semibold(10.5));
    painter.text(middle, egui::Align2::CENTER_CENTER, "F", font, scene.colours.secondary);
}
