//! Notes in passing: what was done, and a way to take it back. The last one shows; it goes after a
//! while, when it is closed, or when its offer is taken.

use eframe::egui::{self, Align2, Area, Frame, Id, Margin, Ui, vec2};

use super::action::{Action, Outbox};
use super::app::Cx;
use super::icons;
use super::widget::link;

/// Seconds that a note stays.
const STAYS: f64 = 12.0;

/// A note.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// Tells it from others.
    pub id: u64,
    /// What it says.
    pub text: String,
    /// What can be asked for.
    pub offer: Option<(String, Action)>,
}

impl Toast {
    /// Adds a note in the place of the last one.
    pub fn add(toasts: &mut Vec<Self>, text: String, offer: Option<(String, Action)>) {
        let id = toasts.last().map_or(0, |last| last.id) + 1;
        toasts.clear();
        toasts.push(Self { id, text, offer });
    }
}

/// Shows the last note.
pub fn toasts_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let Some(toast) = cx.state.toasts.last() else { return };
    let began = Id::unique(("toast", cx.state.toasts.len(), toast.id));
    let now = ui.input(|input| input.time);
    let since = ui.data_mut(|data| *data.get_temp_mut_or(began, now));
    let left = STAYS - (now - since);
    if left <= 0.0 {
        out.send(Action::DropToast(toast.id));
        return;
    }
    ui.request_repaint_after(std::time::Duration::from_secs_f64(left));
    let area = Area::new(Id::unique("toast")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -44.0));
    area.order(egui::Order::Foreground).show(ui, |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 9));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.label(&toast.text);
                if let Some((label, action)) = &toast.offer
                    && link(ui, cx.palette, label).clicked()
                {
                    out.send(Action::DropToast(toast.id));
                    out.send(action.clone());
                }
                let close = egui::Button::new(icons::text(icons::REMOVE, 14.0)).frame(false);
                if ui.add(close).accessible_name("Close this note").clicked() {
                    out.send(Action::DropToast(toast.id));
                }
            });
        });
    });
}
