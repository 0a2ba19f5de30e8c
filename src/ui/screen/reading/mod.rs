//! A past plan as it was saved, for reading: what was answered, what was planned, what came of it.
//! Alone, or at the right of the present plan.
//!
//! Everything that the record holds has its place here; what nobody said takes no room.

mod answers;
mod outcome;
mod safety;
mod steps;

use eframe::egui::{self, CornerRadius, Frame, Margin, Rect, RichText, Stroke, Ui};

use super::plan::notes_ui;
use super::sheet;
use super::versions::version_ui;
use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::clock;
use crate::app::command::Command;
use crate::app::explanation::Explanation;
use crate::app::reading::{FromFile, Reading};
use crate::model::Severity;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, heading, link, name_label, secondary};
use crate::ui::{icons, theme};

/// With less than this the past plan stands alone, also where both were wished.
const LEAST: f32 = 600.0;

/// A past plan, alone or beside what `present` shows.
pub fn reading_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    reading: &Reading,
    present: impl FnOnce(&mut Ui, Scene<'_>, &mut Outbox),
    out: &mut Outbox,
) {
    if is_left(ui, scene) {
        out.practice(PracticeAction::StopReading);
    }
    let whole = ui.max_rect();
    let fits_beside = whole.width() >= LEAST;
    if !reading.beside || !fits_beside {
        return past_ui(ui, scene, reading, fits_beside, out);
    }
    let middle = whole.center().x;
    let parts =
        [("present plan", whole.with_max_x(middle)), ("past plan", whole.with_min_x(middle))];
    let [(left_name, left), (right_name, right)] = parts;
    let part = |name: &str, rect: Rect| egui::UiBuilder::new().id_salt(name).max_rect(rect);
    ui.scope_builder(part(left_name, left), |ui| {
        ui.set_clip_rect(left);
        present(ui, scene, out);
    });
    ui.scope_builder(part(right_name, right), |ui| {
        ui.set_clip_rect(right);
        past_ui(ui, scene, reading, fits_beside, out);
    });
    ui.painter().vline(middle, whole.y_range(), Stroke::new(1.0, scene.colours.line));
}

/// Whether Escape is pressed while nothing else in front waits for it.
fn is_left(ui: &Ui, scene: Scene<'_>) -> bool {
    let ctx = ui.ctx();
    let in_front = !scene.state.dialogs.is_empty() || scene.state.menu.is_some();
    let elsewhere = in_front || scene.state.panes.rail_over || egui::Popup::is_any_open(ctx);
    if elsewhere || !ui.is_enabled() || ctx.text_edit_focused() {
        return false;
    }
    ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

fn past_ui(ui: &mut Ui, scene: Scene<'_>, reading: &Reading, fits_beside: bool, out: &mut Outbox) {
    let record = &*reading.record;
    let plan = &record.plan;
    sheet(ui, scene, ("past plan", reading.revision), |ui| {
        head_ui(ui, scene, reading, fits_beside, out);
        if reading.copy.is_none() {
            version_ui(ui, scene, reading.key.plan, reading.revision, out);
        }
        outcome::outcome_ui(ui, scene, reading);
        safety::strip_ui(ui, scene, plan);
        safety::found_ui(ui, scene, plan, out);
        safety::cautions_ui(ui, scene, plan, reading.revision, out);
        steps::steps_ui(ui, scene, record, out);
        steps::changes_ui(ui, scene, record);
        notes_ui(ui, scene, plan, out);
        safety::clearances_ui(ui, scene, &plan.intake);
        answers::answers_ui(ui, scene, &plan.intake);
        answers::told_ui(ui, scene, &plan.intake);
        answers::said_ui(ui, scene, record);
    });
}

/// A small, quiet press that tells why something is there, with its sources.
fn why(
    ui: &mut Ui,
    scene: Scene<'_>,
    name: &str,
    about: impl FnOnce() -> Explanation,
    out: &mut Outbox,
) {
    let why = ui.add(egui::Button::new(secondary(scene.colours, "· Why")).frame(false));
    let why = why.on_hover_cursor(egui::CursorIcon::PointingHand);
    if why.accessible_name(format!("Why: {name}")).clicked() {
        out.send(Action::Explain(about()));
    }
}

fn head_ui(ui: &mut Ui, scene: Scene<'_>, reading: &Reading, fits_beside: bool, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        let date = reading.record.plan.intake.date.long();
        let title = RichText::new(format!("Plan of {date}")).font(theme::semibold(theme::TITLE));
        ui.horizontal_wrapped(|ui| {
            heading(ui, title);
            ui.label(secondary(scene.colours, as_saved(reading)));
        });
        if let Some(FromFile { name, client }) = &reading.copy {
            return copy_ui(ui, scene, name, client, out);
        }
        ui.horizontal_wrapped(|ui| {
            let state = scene.state;
            if !reading.beside {
                close_ui(ui, scene, reading, out);
            }
            if ui.button("Open for editing").clicked() {
                out.send(Command::EditRead.action(state));
            }
            if reading.beside && !fits_beside {
                ui.label(secondary(scene.colours, "No room for two plans: widen the window"));
            }
            let word = if reading.beside { "Only this plan" } else { "Compare with today" };
            let fits = Command::Beside.enabled(state);
            let beside = ui.add_enabled(fits.is_ok(), egui::Button::new(word));
            let beside = beside.on_disabled_hover_text(fits.err().unwrap_or_default());
            if beside.clicked() {
                out.send(Command::Beside.action(state));
            }
            if ui.button("Back").on_hover_text("Back to today's plan").clicked() {
                out.send(Command::StopReading.action(state));
            }
            ui.add_space(8.0);
            if link(ui, scene.colours, "Remove this plan").clicked() {
                out.send(Command::RemovePlan.action(state));
            }
        });
    });
}

/// Writes down how the session went, or amends that.
fn close_ui(ui: &mut Ui, scene: Scene<'_>, reading: &Reading, out: &mut Outbox) {
    let command = Command::CloseSession;
    if reading.record.plan.status.withholds() {
        return;
    }
    let word = if reading.record.outcome.is_some() { "Amend…" } else { command.row().text };
    let enabled = command.enabled(scene.state);
    let button = ui.add_enabled(enabled.is_ok(), egui::Button::new(word));
    let button = button.on_hover_text(command.row().tip);
    if button.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
        out.send(command.action(scene.state));
    }
}

/// What is said of a copy from a file, and the way back.
fn copy_ui(ui: &mut Ui, scene: Scene<'_>, name: &str, client: &str, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        let whose = if client.is_empty() { "A client who isn't in this practice" } else { client };
        name_label(ui, whose, &theme::semibold(theme::BODY), scene.colours.ink, 320.0);
        let text = format!("a copy to read, from {name}");
        ui.add(egui::Label::new(secondary(scene.colours, text)).wrap());
    });
    if ui.button("Back").on_hover_text("To what was open before").clicked() {
        out.send(Command::StopReading.action(scene.state));
    }
}

/// When and by whom it was saved, and how far it is.
fn as_saved(reading: &Reading) -> String {
    let mut text = format!("as saved {}", clock::day_and_time(reading.saved));
    if !reading.by.is_empty() {
        text = format!("{text} by {}", reading.by);
    }
    format!("{text} · {}", reading.record.state.label().to_lowercase())
}

/// The notice on a stored plan that was screened on an earlier day.
pub fn rescreen_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(day) = scene.state.visit.rescreen else { return };
    let colours = scene.colours;
    Frame::NONE
        .fill(colours.care_ground)
        .stroke(Stroke::new(1.0, colours.care.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let icon = icons::severity(Severity::Warn);
                ui.label(icons::text(icon, 14.0).color(colours.care));
                let day = day.short();
                let text =
                    format!("Screened on {day}. Ask today's questions again before the session.");
                ui.label(bold(text).color(colours.care));
                if ui.button("Ask again").clicked() {
                    out.send(Action::Rescreen);
                }
            });
        });
    ui.add_space(theme::GRID);
}
