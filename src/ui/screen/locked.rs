//! A sealed practice before its passphrase is typed, and one that is being opened.

use std::path::Path;

use eframe::egui::{self, Key, Ui, vec2};

use crate::app::action::{Action, FileAction, Outbox, PracticeAction, Then};
use crate::app::practice::LockedPractice;
use crate::app::state::Busy;
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, heading, link, secondary, secret_field, wrapped};
use crate::ui::{icons, theme};

/// Asks for the passphrase.
pub fn locked_ui(ui: &mut Ui, scene: Scene<'_>, gate: &LockedPractice, out: &mut Outbox) {
    centred(ui, |ui| {
        card(ui, scene.colours, None, |ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal(|ui| {
                ui.label(icons::text(icons::LOCK, 18.0).color(scene.colours.accent));
                let title = egui::RichText::new("This practice is sealed");
                heading(ui, title.font(theme::semibold(theme::TITLE)));
            });
            wrapped(ui, secondary(scene.colours, gate.locked.root().display().to_string()));
            let mut typed = gate.typed.clone();
            let busy = scene.state.busy.is_some();
            let unlocks = scene.state.busy == Some(Busy::Unlocking);
            let field = secret_field(ui, !busy, &mut typed, |edit| {
                let edit = edit.id_salt("passphrase").hint_text("Passphrase or recovery key");
                edit.desired_width(f32::INFINITY)
            });
            let field = field.accessible_name("Passphrase");
            // Asked for first: whoever asks for the focus hasn't lost it.
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if !busy && !entered && ui.memory(|memory| memory.focused().is_none()) {
                field.request_focus();
            }
            let ready = !typed.0.is_empty() && !busy;
            if field.changed() {
                out.practice(PracticeAction::Typed(typed));
            }
            if let Some(trouble) = &gate.trouble {
                wrapped(ui, egui::RichText::new(capital(trouble)).color(scene.colours.stop));
            }
            ui.horizontal(|ui| {
                let name = if unlocks { "Unlocking…" } else { "Unlock" };
                let text = bold(name).color(scene.colours.on_accent);
                let button = egui::Button::new(text).fill(scene.colours.accent);
                let pressed = ui.add_enabled(ready, button).accessible_name(name).clicked();
                if ready && (pressed || entered) {
                    out.practice(PracticeAction::Unlock);
                }
                if busy {
                    cancel_ui(ui, out);
                } else if link(ui, scene.colours, "Open another practice").clicked() {
                    out.send(Action::File(FileAction::Leave(Then::ChoosePractice)));
                }
            });
        });
    });
}

/// Waits no longer.
fn cancel_ui(ui: &mut Ui, out: &mut Outbox) {
    if ui.button("Cancel").on_hover_text("Escape").clicked() {
        out.practice(PracticeAction::StopTask);
    }
}

/// What is read of a practice, a part each.
const PARTS: [&str; 3] =
    ["Reading the list of clients…", "Reading the settings…", "Looking for unsaved work…"];
/// A practice that opens at once needs no words about it.
const SOON: std::time::Duration = std::time::Duration::from_millis(400);

/// How far the reading of a practice is, once that takes its time.
fn progress_ui(ui: &mut Ui, scene: Scene<'_>) {
    let Some(task) = &scene.state.task else { return };
    let wait = (task.shows + SOON).saturating_duration_since(std::time::Instant::now());
    ui.request_repaint_after(wait.max(std::time::Duration::from_millis(150)));
    let Some(part) = PARTS.get(task.progress.done()) else { return };
    if task.progress.total() == 0 || !wait.is_zero() {
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are three parts")]
    let share = task.progress.done() as f32 / PARTS.len() as f32;
    let bar = egui::ProgressBar::new(share).desired_height(8.0).desired_width(240.0);
    ui.add(bar).accessible_name(*part);
    wrapped(ui, secondary(scene.colours, *part));
}

/// Says that a practice is being opened.
pub fn opening_ui(ui: &mut Ui, scene: Scene<'_>, root: &Path, out: &mut Outbox) {
    centred(ui, |ui| {
        ui.vertical_centered(|ui| {
            let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy();
            let icon = icons::text(icons::OPEN, 28.0).color(scene.colours.secondary);
            ui.label(icon);
            let title = egui::RichText::new(format!("Opening “{name}”…"));
            heading(ui, title.font(theme::semibold(theme::TITLE)));
            wrapped(ui, secondary(scene.colours, root.display().to_string()));
            progress_ui(ui, scene);
            ui.add_space(theme::GRID);
            cancel_ui(ui, out);
        });
    });
}

pub(super) fn centred(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let width = 360.0_f32.min(ui.available_width() - 24.0).max(0.0);
    let left = (ui.available_width() - width) / 2.0;
    let top = (ui.available_height() * 0.25).max(12.0);
    let rect = egui::Rect::from_min_size(
        ui.max_rect().min + vec2(left, top),
        vec2(width, ui.available_height() - top),
    );
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), content);
}
