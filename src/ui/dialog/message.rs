//! What is done, what is being done, and the one text that must not be lost: a recovery key.

use std::time::{Duration, Instant};

use eframe::egui::{self, Id, Modal, ProgressBar, ScrollArea, TextEdit, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, Outbox, PracticeAction, Secret};
use crate::app::task::{Ends, Task};
use crate::ui::scene::Scene;
use crate::ui::widget::{forget_undo, wrapped};

/// Says that something is done, and what may come next.
pub fn message_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    heading: &str,
    lines: &[String],
    offers: &[(String, Action)],
    out: &mut Outbox,
) {
    title(ui, heading);
    ScrollArea::vertical().id_salt("told").max_height(260.0).show(ui, |ui| {
        for line in lines {
            wrapped(ui, line.as_str());
        }
    });
    buttons(ui, |ui| {
        let Some(((label, action), others)) = offers.split_first() else {
            if primary(ui, scene, "Close") {
                out.send(Action::CloseDialog);
            }
            return;
        };
        let mut chosen = primary(ui, scene, label).then_some(action);
        for (label, action) in others {
            chosen = chosen.or(ui.button(label).clicked().then_some(action));
        }
        let is_not_now = ui.button("Not now").clicked();
        if chosen.is_some() || is_not_now {
            out.send(Action::CloseDialog);
        }
        if let Some(action) = chosen {
            out.send(action.clone());
        }
    });
}

/// Whether a task shows by now; where it doesn't yet, the window wakes when it does.
pub fn is_due(ui: &Ui, task: &Task) -> bool {
    let wait = task.shows.saturating_duration_since(Instant::now());
    if !wait.is_zero() {
        ui.request_repaint_after(wait);
    }
    wait.is_zero()
}

/// Shows how far long work is, with a way to stop it.
pub fn task_ui(ui: &Ui, scene: Scene<'_>, task: &Task, out: &mut Outbox) {
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(16));
    Modal::new(Id::unique("task")).frame(frame).show(ui, |ui| {
        ui.set_width(360.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        title(ui, &task.title);
        let (done, total) = (task.progress.done(), task.progress.total());
        let text = match total {
            0 => task.about.clone(),
            total => format!("{done} of {total} {}", task.unit),
        };
        #[expect(clippy::cast_precision_loss, reason = "a bar is less exact than f32")]
        let share = done as f32 / total.max(1) as f32;
        // Of what nobody knows the size of, a bar would say nothing.
        if total > 0 || task.ends == Ends::Stopped {
            let bar = ProgressBar::new(share).desired_height(8.0).fill(scene.colours.accent);
            ui.add(bar).accessible_name(text.clone());
        }
        wrapped(ui, text);
        buttons(ui, |ui| {
            let word = match task.ends {
                Ends::Stopped => "Stop",
                Ends::GivenUp => "Cancel",
            };
            if ui.button(word).clicked() {
                out.practice(PracticeAction::StopTask);
            }
        });
        if total > 0 || task.ends == Ends::Stopped {
            ui.request_repaint_after(Duration::from_millis(150));
        }
    });
}

/// Shows a recovery key until it was put somewhere.
pub fn recovery_key_ui(ui: &mut Ui, scene: Scene<'_>, sheet: &Secret, out: &mut Outbox) {
    title(ui, "Print or copy the recovery key now");
    wrapped(ui, crate::store::vault::LOST_PASSPHRASE);
    let mut text: &str = &sheet.0;
    let edit = TextEdit::multiline(&mut text).desired_width(f32::INFINITY).desired_rows(10);
    let field = ui.add(edit).accessible_name("Recovery key");
    forget_undo(ui, &field);
    buttons(ui, |ui| {
        if primary(ui, scene, "I have kept it") {
            out.send(Action::CloseDialog);
        }
        if ui.button("Copy the text").clicked() {
            out.send(Action::Copy(sheet.0.to_string()));
        }
    });
}
