//! What stands in front of the window: one file a dialog, the topmost shown.

mod about;
mod drafts;
mod explain;
mod form;
mod keys;
mod long;
mod message;
mod namesakes;
mod not_opened;
mod palette;
mod path;
mod rebuild;
mod removed;
mod trouble;
mod unsaved;

use eframe::egui::{self, Button, Id, Modal, Popup, RichText, Stroke, Ui, Vec2};

use super::scene::Scene;
use super::theme;
use super::widget::heading;
use crate::app::action::{Action, Outbox};
use crate::app::state::Dialog;

/// What had the focus while no dialog stood in front.
#[derive(Clone, Copy, Default)]
struct Behind {
    is_hidden: bool,
    focus: Option<Id>,
}

/// Shows the topmost dialog. Where the last one goes, the focus is where it was before.
pub fn show_ui(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) {
    let is_hidden = topmost_ui(ui, scene, out);
    let id = Id::unique("focus behind the dialogs");
    let mut behind: Behind = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let focused = ui.memory(egui::Memory::focused);
    if behind.is_hidden && !is_hidden && focused.is_none() {
        if let Some(focus) = behind.focus {
            ui.memory_mut(|memory| memory.request_focus(focus));
            ui.request_repaint();
        }
    } else if !is_hidden {
        behind.focus = focused;
    }
    behind.is_hidden = is_hidden;
    ui.data_mut(|data| data.insert_temp(id, behind));
}

/// Whether there is one.
fn topmost_ui(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) -> bool {
    // A practice that is being opened or unlocked has the middle for itself.
    if !scene.state.practice.is_locked()
        && let Some(task) = &scene.state.task
        && message::is_due(ui, task)
    {
        message::task_ui(ui, scene, task, out);
        return true;
    }
    let Some(dialog) = scene.state.dialogs.last() else {
        return false;
    };
    hide_tooltips(ui);
    // Each kind has its own, for egui remembers their sizes.
    let kind = std::mem::discriminant(dialog);
    let id = Id::unique(("dialog", scene.state.dialogs.len(), kind));
    let widest = if *dialog == Dialog::Keys {
        760.0
    } else if matches!(dialog, Dialog::RecoveryKey(_)) {
        // The lines of the sheet, and the key itself, are as long as on paper.
        700.0
    } else {
        520.0
    };
    let width = (ui.content_rect().width() - 80.0).clamp(120.0, widest);
    let frame = egui::Frame::popup(ui.style()).inner_margin(egui::Margin::same(16));
    let mut modal = Modal::new(id).frame(frame);
    // What lies in it is the dialog; its backdrop says nothing.
    modal.area = modal.area.role(egui::Role::GenericContainer);
    if matches!(dialog, Dialog::Palette(_)) {
        modal.area = modal.area.anchor(egui::Align2::CENTER_TOP, egui::vec2(0.0, palette::TOP));
    }
    let modal = modal.show(ui, |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 8.0;
        match dialog {
            Dialog::Unsaved(then) => unsaved::unsaved_ui(ui, scene, then, out),
            Dialog::Long { texts, go_on } => long::long_ui(ui, scene, texts, go_on, out),
            Dialog::Path { what, text, hint, replace } => {
                path::path_ui(ui, scene, *what, text, hint, replace.as_deref(), out);
            }
            Dialog::Trouble { title: heading, lines, advice } => {
                trouble::trouble_ui(ui, scene, heading, lines, advice, out);
            }
            Dialog::Explain(explanation) => explain::explain_ui(ui, scene, explanation, out),
            Dialog::Rebuild { edits, lost } => rebuild::rebuild_ui(ui, scene, edits, lost, out),
            Dialog::Drafts(found) => drafts::drafts_ui(ui, scene, found, out),
            Dialog::Removed(clients) => removed::removed_ui(ui, scene, clients, out),
            Dialog::NotOpened { file, why, shows_details } => {
                not_opened::not_opened_ui(ui, scene, file, why, *shows_details, out);
            }
            Dialog::Namesakes { name, others } => {
                namesakes::namesakes_ui(ui, scene, name, others, out);
            }
            Dialog::Form { form, trouble } => {
                form::form_ui(ui, scene, form, trouble.as_deref(), out);
            }
            Dialog::Message { title: heading, lines, offers } => {
                message::message_ui(ui, scene, heading, lines, offers, out);
            }
            Dialog::RecoveryKey(sheet) => message::recovery_key_ui(ui, scene, sheet, out),
            Dialog::About => about::about_ui(ui, scene, out),
            Dialog::Palette(palette) => palette::palette_ui(ui, scene, palette, out),
            Dialog::Keys => keys::keys_ui(ui, scene, out),
        }
    });
    keep_centred(ui, id, modal.response.rect.size());
    // What was typed isn't lost to a click beside it: Escape and “Cancel” close such a dialog.
    let typed = matches!(dialog, Dialog::Form { .. } | Dialog::Path { .. });
    let beside = modal.backdrop_response.clicked();
    if !(typed && beside) && modal.should_close() {
        out.send(Action::CloseDialog);
    }
    true
}

/// A dialog of another size than its last is placed by the former one: it is laid out once more
/// before it shows, or what is in it would move away under the pointer.
fn keep_centred(ui: &Ui, dialog: Id, size: Vec2) {
    let id = dialog.with("size");
    let before: Option<Vec2> = ui.data(|data| data.get_temp(id));
    if before.is_some_and(|before| (before - size).abs().max_elem() > 0.5) {
        ui.ctx().request_discard("the dialog has another size");
        // What scrolls in it may need a frame more than may be left out.
        ui.request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(id, size));
}

/// A tooltip that was open stays until the pointer moves, even over a dialog that the keyboard
/// opened. It goes for a popup, so there is an empty one.
fn hide_tooltips(ui: &Ui) {
    let id = Id::unique("no tooltips behind the dialog");
    let nothing = Popup::new(id, ui.ctx().clone(), ui.content_rect().left_top(), ui.layer_id());
    // Nothing of it is heard: a popup of its own would be a dialog without a name.
    let nothing = nothing.info(egui::UiStackInfo::new(egui::UiKind::GenericArea));
    nothing.open(true).interactable(false).frame(egui::Frame::NONE).show(|_| ());
}

/// The heading of a dialog, which is its name as well.
fn title(ui: &mut Ui, text: &str) {
    name(ui, text);
    heading(ui, RichText::new(text).font(theme::semibold(theme::TITLE)));
}

/// Says of all that is in `ui` that it is a dialog of this name, and nothing behind it can be used.
fn name(ui: &Ui, text: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(egui::Role::Dialog);
        node.set_label(text);
        node.set_modal();
    });
}

/// The button that Enter would mean.
fn primary(ui: &mut Ui, scene: Scene<'_>, text: &str) -> bool {
    let text =
        RichText::new(text).font(theme::semibold(theme::BODY)).color(scene.colours.on_accent);
    let button =
        Button::new(text).fill(scene.colours.accent).stroke(Stroke::new(1.0, scene.colours.accent));
    ui.add(button).clicked()
}

/// The buttons of a dialog, at its right end; the first one given stands outermost.
fn buttons<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(4.0);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let size = egui::vec2(ui.available_width(), 26.0);
    ui.allocate_ui_with_layout(size, layout, content).inner
}
