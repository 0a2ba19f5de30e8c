//! The question that is asked next, in full, how many are left, and beside the questions how the
//! session stands: one card that is always as high, so that nothing below it moves.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Button, CornerRadius, Frame, Label, Layout, Margin, Popup, RichText, Sense,
    Stroke, StrokeKind, Ui, vec2,
};

use super::status_card::{about_all, stands};
use crate::app::action::{Action, Outbox};
use crate::app::state::Screen;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Tint};
use crate::ui::widget::{bold, call_heading, heading, is_low, link};

/// How high the card is, and how many lines the question has there.
const HIGH: (f32, usize) = (128.0, 4);
const LOW: (f32, usize) = (110.0, 3);
/// A line of the question.
const LINE: f32 = 16.0;
const TEXT: f32 = 12.0;

/// Less room than this has short words in the first line.
const NARROW: f32 = 230.0;

/// Below the card.
const BELOW: i8 = 8;

/// The upper end of the panel: beside the questions always, where it says how the session stands too,
/// and beside a plan that can't be built while something is missing.
pub fn missing_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let is_asking = scene.state.visit.screen == Screen::Intake;
    if scene.state.visit.standing().missing.is_empty() && !is_asking {
        return;
    }
    let colours = scene.colours;
    let (height, lines) = if is_low(ui) { LOW } else { HIGH };
    let margin = Margin::symmetric(12, if is_low(ui) { 6 } else { 8 });
    let stands = stands(scene);
    let status = stands.status.as_ref().filter(|_| is_asking);
    let usual = Tint { ink: colours.info, ground: colours.info_ground };
    let tint = status.map_or(usual, |(_, tint)| *tint);
    let frame = Frame::NONE
        .fill(tint.ground)
        .stroke((1.0, tint.ink.gamma_multiply(0.25)))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(margin);
    let room = Frame::NONE.outer_margin(Margin { bottom: BELOW, ..Margin::ZERO });
    let panel = egui::Panel::top("missing").frame(room).resizable(false);
    panel.show_separator_line(false).show(ui, |ui| {
        frame.show(ui, |ui| {
            let inner = vec2(ui.available_width(), height - 2.0 - margin.sum().y);
            let (rect, _) = ui.allocate_exact_size(inner, Sense::hover());
            let layout = Layout::top_down(Align::Min);
            let mut card = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
            card.shrink_clip_rect(rect.expand(2.0));
            card.spacing_mut().item_spacing = vec2(6.0, 2.0);
            // Beside a plan, the card below says it; there is none while nothing is known.
            let says = is_asking || stands.status.is_none();
            let said = if says { stands.said.as_slice() } else { &[] };
            card_ui(&mut card, scene, (status, said), lines, out);
        });
    });
}

/// The status with its colours, and what is said of it.
type Said<'a> = (Option<&'a (String, Tint)>, &'a [String]);

fn card_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    (status, said): Said<'_>,
    lines: usize,
    out: &mut Outbox,
) {
    let missing = &scene.state.visit.standing().missing;
    let next = scene.state.visit.next_question();
    let next = missing.iter().find(|one| Some(&one.field) == next);
    head_ui(ui, scene, status, next.is_some(), out);
    let draft = &scene.state.visit.work().intake;
    let Some(next) = next else {
        let title = match status {
            _ if scene.state.visit.standing().referral().is_some() => "No session as it stands",
            Some((title, _)) => title.as_str(),
            None => "The plan is ready to be seen",
        };
        ui.add(Label::new(bold(title)).truncate());
        let words =
            if said.is_empty() { "Any answer can be changed.".to_owned() } else { said.join("\n") };
        question_ui(ui, scene, title, &words, lines);
        return;
    };
    let title = draft.label(&next.field, scene.knowledge);
    // What is wrong with an answer says more than the question.
    let words = if next.text == title {
        draft.question_in_full(&next.field, scene.knowledge)
    } else {
        next.text.as_str()
    };
    ui.add(Label::new(bold(title.as_str())).truncate());
    question_ui(ui, scene, &title, words, lines);
    // The question has its room before anything else.
    if !said.is_empty() && ui.available_height() >= LINE {
        said_ui(ui, scene, &said.join(" · "), out);
    }
}

/// How much is left, and the way to it.
fn head_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    status: Option<&(String, Tint)>,
    has_next: bool,
    out: &mut Outbox,
) {
    let missing = scene.state.visit.standing().missing.len();
    let all = match missing {
        0 => "All answered".to_owned(),
        count => format!("{} left", counted(count, "question")),
    };
    let withheld = status.filter(|_| scene.state.visit.standing().status().withholds());
    let ink = status.map_or(scene.colours.info, |(_, tint)| tint.ink);
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.set_min_height(22.0);
        let title = |text: &str| RichText::new(text).font(theme::semibold(theme::TITLE)).color(ink);
        match withheld {
            Some((word, _)) if missing > 0 => {
                call_heading(&ui.label(title(&format!("{word} ·"))), word.as_str());
                ui.label(title(&format!("{missing} left"))).accessible_name(all);
            }
            Some((word, _)) => {
                call_heading(&ui.label(title(word)), format!("{word}. {all}"));
            }
            None if is_narrow && missing > 0 => {
                call_heading(&ui.label(title(&format!("{missing} left"))), all);
            }
            None => {
                heading(ui, title(&all));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !is_narrow {
                key_ui(ui, scene);
            }
            let (text, short, action) = if has_next {
                ("Next question", "Next", Action::NextMissing(None))
            } else if scene.state.visit.standing().referral().is_some() {
                ("See what to do", "See what", Action::ShowPlan)
            } else if scene.state.asks_consent() {
                ("Next: consent", "Consent", Action::NextMissing(None))
            } else {
                ("See the plan", "The plan", Action::ShowPlan)
            };
            let shown = link(ui, scene.colours, if is_narrow { short } else { text });
            if shown.accessible_name(text).clicked() {
                out.send(action);
            }
        });
    });
}

/// How the session stands, in the line that the question leaves free; all of it at a press.
fn said_ui(ui: &mut Ui, scene: Scene<'_>, text: &str, out: &mut Outbox) {
    let words = RichText::new(text).font(theme::regular(theme::SMALL)).color(scene.colours.ink);
    let layout = Layout::bottom_up(Align::Min);
    ui.with_layout(layout, |ui| {
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        ui.spacing_mut().interact_size.y = LINE;
        let shown = ui.add(Button::new(words).frame(false).truncate());
        if shown.accessible_name(text).on_hover_text(text).clicked() {
            out.send(Action::Explain(about_all(scene)));
        }
    });
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
    let button = Button::new(shown).frame(false);
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
