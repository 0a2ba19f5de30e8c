//! The foot of the plan, never scrolled away: the field that adds steps, and whether the plan is
//! ready.

use eframe::egui::{Align, Button, Layout, RichText, Stroke, Ui};

use super::quick;
use crate::app::action::{Action, Outbox};
use crate::app::editing::{Notice, PlanAction, in_the_way};
use crate::ui::scene::Scene;
use crate::ui::widget::{link, secondary};
use crate::ui::{icons, theme};

pub fn foot_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ready_ui(ui, scene, out);
            ui.add_space(6.0);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                quick::field_ui(ui, scene, out);
            });
        });
    });
    if let Some(read) = &scene.state.visit.editing.quick.read {
        quick::sentence_ui(ui, scene, read);
    } else if let Some(notice) = &scene.state.visit.editing.notice
        && notice.lines.is_empty()
    {
        notice_ui(ui, scene, notice, out);
    }
}

/// What the last change did, in one line that moves nothing above it.
fn notice_ui(ui: &mut Ui, scene: Scene<'_>, notice: &Notice, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.label(icons::text(icons::WHY, 14.0).color(scene.colours.info));
        ui.label(RichText::new(notice.title.as_str()).color(scene.colours.info));
        let name = format!("Undo: {}", notice.title);
        if notice.undo && link(ui, scene.colours, "Undo").accessible_name(name).clicked() {
            out.send(Action::Undo);
        }
        if link(ui, scene.colours, "Close").accessible_name("Close the notice").clicked() {
            out.plan(PlanAction::Dismiss);
        }
    });
}

/// Whether the plan is ready, and why it isn't.
fn ready_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    if scene.state.visit.work().ready {
        if ui.button("Back to draft").clicked() {
            out.plan(PlanAction::Ready(false));
        }
        ui.label(secondary(colours, "Ready for the session"));
        return;
    }
    let reasons = in_the_way(scene.state.visit.standing(), scene.state.visit.rescreen);
    let free = reasons.is_empty();
    let (ink, line) = if free {
        (colours.accent, colours.accent)
    } else {
        (colours.secondary, colours.control_line)
    };
    let text = RichText::new("Mark as ready").font(theme::semibold(theme::BODY)).color(ink);
    let button = ui.add_enabled(free, Button::new(text).stroke(Stroke::new(1.0, line)));
    let button = button.on_disabled_hover_text(format!("Not ready: {}", reasons.join(", ")));
    if button.clicked() {
        out.plan(PlanAction::Ready(true));
    }
    // On which day it was screened stands above the plan already.
    let reasons = in_the_way(scene.state.visit.standing(), None);
    if !reasons.is_empty() {
        let text = format!("Not ready: {}", reasons.join(", "));
        let room = (ui.available_width() * 0.45).max(120.0);
        ui.scope(|ui| {
            ui.set_max_width(room);
            // One line, whatever there is to say: nothing above it moves.
            ui.add(eframe::egui::Label::new(secondary(colours, text)).truncate());
        });
    }
}
