//! The intake folded to one line.

use eframe::egui::{
    self, Button, CornerRadius, Label, Popup, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::frame::PlanFrame;
use crate::app::action::{Action, Outbox};
use crate::app::words;
use crate::model::{Inflammation, Intake, Plan, Severity};
use crate::text::{capital, counted};
use crate::ui::scene::Scene;
use crate::ui::screen::unrecorded_ui;
use crate::ui::widget::{bold, link, text_width, wrapped};
use crate::ui::{icons, theme};

/// What the link at its end needs.
const EDIT: f32 = 92.0;
/// What a word on a ground needs beside its letters.
const TAG: f32 = 22.0;
/// What a word about missing consent needs.
const CONSENT: f32 = 176.0;
/// What the count of what was found needs.
const COUNT: f32 = 104.0;
/// What a mark without words needs.
const MARK: f32 = 30.0;
const GAP: f32 = 10.0;

/// The intake in one line.
pub fn strip_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, frame: PlanFrame, out: &mut Outbox) {
    let colours = scene.colours;
    let size = vec2(ui.available_width(), frame.strip);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    let line = Stroke::new(1.0, colours.line);
    ui.painter().rect(rect, radius, colours.panel, line, StrokeKind::Inside);
    let inside = rect.shrink2(vec2(frame.side - 4.0, 1.0));
    let builder = egui::UiBuilder::new().max_rect(inside);
    let right = egui::Layout::right_to_left(egui::Align::Center);
    let mut strip = ui.new_child(builder.id_salt("strip").layout(right));
    if link(&mut strip, colours, "Edit intake").clicked() {
        out.send(Action::ShowIntake);
    }
    let answered = inside.with_max_x(inside.right() - EDIT);
    let left = egui::Layout::left_to_right(egui::Align::Center);
    let builder = egui::UiBuilder::new().max_rect(answered);
    let mut strip = strip.new_child(builder.id_salt("answers").layout(left));
    strip.shrink_clip_rect(answered);
    strip.spacing_mut().item_spacing.x = GAP;
    let answers = words::answers(&plan.intake, scene.knowledge);
    strip.label(bold(answers.category).color(colours.accent));
    let asks = scene.state.chosen_client().is_some() && !scene.state.open_consents().is_empty();
    // What was found and what is missing keep their marks before any answer has its words.
    let tags = tags(scene, &plan.intake);
    let count = if tags.is_empty() { 0.0 } else { COUNT };
    let least = count + if asks { MARK } else { 0.0 };
    let room = (strip.available_width() - least).max(0.0);
    let width = |line: &str| text_width(&strip, line, theme::regular(theme::BODY));
    let line = if width(&answers.with_last) <= room { answers.with_last } else { answers.today };
    strip.scope(|ui| {
        ui.set_max_width(room);
        ui.add(Label::new(line).truncate());
    });
    let kept = if asks { CONSENT } else { 0.0 };
    found_ui(&mut strip, scene, &tags, kept);
    unrecorded_ui(&mut strip, scene, out);
}

/// What was found, in a word or two each; where they have no room beside what is `kept` for others,
/// how many there are.
fn found_ui(ui: &mut Ui, scene: Scene<'_>, tags: &[String], kept: f32) {
    if tags.is_empty() {
        return;
    }
    let font = theme::semibold(theme::SMALL);
    let width = |text: &String| text_width(ui, text, font.clone()) + TAG + GAP;
    if tags.iter().map(width).sum::<f32>() <= ui.available_width() - kept {
        for one in tags {
            tag(ui, scene, one);
        }
        return;
    }
    let care = scene.colours.care;
    let icon = icons::text(icons::severity(Severity::Warn), 14.0).color(care);
    let text = counted(tags.len(), "finding");
    let button = Button::new((icon, bold(text.as_str()).color(care))).frame(false);
    let button = ui.add(button).accessible_name(format!("{text}: {}", tags.join(", ")));
    let button = button.on_hover_cursor(egui::CursorIcon::PointingHand);
    Popup::menu(&button).width(260.0).show(|ui| {
        for one in tags {
            wrapped(ui, one.as_str());
        }
    });
}

/// What was found, in a word or two each.
fn tags(scene: Scene<'_>, intake: &Intake) -> Vec<String> {
    let mut tags = Vec::new();
    if intake.inflammation != Inflammation::None {
        tags.push(format!("{} inflammation", intake.inflammation.label()));
    }
    let findings = intake.findings.iter();
    tags.extend(findings.map(|id| capital(scene.knowledge.finding_tag(id))));
    tags
}

/// A word or two in an outline of its own.
fn tag(ui: &mut Ui, scene: Scene<'_>, text: &str) {
    let colours = scene.colours;
    let font = theme::semibold(theme::SMALL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, colours.care);
    let size = vec2(galley.size().x + TAG - 2.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let line = Stroke::new(1.0, colours.care.gamma_multiply(0.4));
    ui.painter().rect_stroke(rect, CornerRadius::same(11), line, StrokeKind::Inside);
    let corner = rect.center() - galley.size() / 2.0;
    ui.painter().galley(corner, galley, colours.care);
}
