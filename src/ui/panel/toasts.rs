//! Short messages above the status line.

use eframe::egui::accesskit::Live;
use eframe::egui::{
    self, Align2, Area, Button, Frame, Id, Label, Margin, Order, RichText, Role, Ui, vec2,
};

use super::menus::ring;
use crate::app::action::{Action, Outbox, WindowAction};
use crate::app::toast::{Toast, ToastKind};
use crate::ui::scene::Scene;
use crate::ui::screen::foot_top;
use crate::ui::widget::{link, name_label, text_width};
use crate::ui::{icons, theme};

/// How large the sign is that closes one.
const CLOSE: f32 = 14.0;

/// Shows them; whether the pointer or the focus is on one.
pub fn toasts_ui(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) -> bool {
    let widest = (ui.content_rect().width() - 80.0).min(560.0);
    let foot = foot_top(ui).map(|top| ui.content_rect().bottom() - top + 8.0);
    let mut bottom = foot.unwrap_or(38.0);
    let mut looked_at = false;
    // The newest lies lowest.
    for toast in scene.state.toasts.shown().iter().rev() {
        let area = Area::new(Id::unique(("toast", toast.id)))
            .order(Order::Foreground)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -bottom));
        let shown = area.show(ui.ctx(), |ui| toast_ui(ui, scene, toast, widest, out));
        looked_at |= shown.inner || shown.response.contains_pointer();
        bottom += shown.response.rect.height() + 6.0;
    }
    looked_at
}

fn toast_ui(ui: &mut Ui, scene: Scene<'_>, toast: &Toast, widest: f32, out: &mut Outbox) -> bool {
    let colours = scene.colours;
    let frame = Frame::popup(ui.style())
        .fill(colours.panel)
        .stroke(egui::Stroke::new(1.0, colours.control_line))
        .inner_margin(Margin { left: 12, right: 6, top: 5, bottom: 5 });
    let (icon, colour, role, live) = match toast.kind {
        ToastKind::Done => (icons::DONE, colours.accent, Role::Status, Live::Polite),
        ToastKind::Refused => (icons::INFO, colours.care, Role::Alert, Live::Assertive),
    };
    let row = |ui: &mut Ui| {
        icons::sign(ui, icon, 16.0, colour);
        let font = theme::regular(theme::BODY);
        if !toast.name.is_empty() {
            name_label(ui, &toast.name, &font, colours.ink, widest * 0.5);
        }
        let text = RichText::new(toast.text.as_str()).font(font).color(colours.ink);
        // What can be pressed beside it stays in sight: the words go on below.
        let gaps = 2.0 * (ui.spacing().button_padding.x + ui.spacing().item_spacing.x);
        let word = toast.offer.as_ref().map_or("", |(word, _)| word);
        let offer = text_width(ui, word, theme::semibold(theme::BODY)) + gaps;
        let room = ui.available_width() - offer - CLOSE - gaps;
        let label = ui.scope(|ui| {
            ui.set_max_width(room.max(0.0));
            ui.add(Label::new(text).wrap())
        });
        let label = label.inner;
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(role);
            node.set_live(live);
            if let Some(in_full) = &toast.in_full {
                node.set_value(in_full.as_str());
            } else if !toast.name.is_empty() {
                node.set_value(format!("{} {}", toast.name, toast.text));
            }
        });
        if let Some(in_full) = &toast.in_full {
            label.on_hover_text(in_full);
        }
        ui.add_space(6.0);
        let mut focused = false;
        if let Some((word, action)) = &toast.offer {
            let offer = link(ui, colours, word);
            focused |= offer.has_focus();
            if offer.clicked() {
                out.send(Action::Window(WindowAction::Dismiss(toast.id)));
                out.send(action.clone());
            }
            ui.add_space(2.0);
        }
        let close = Button::new(icons::text(icons::REMOVE, CLOSE)).frame_when_inactive(false);
        let close = ui.add(close).accessible_name("Dismiss the message");
        ring(ui, scene, &close);
        if close.clicked() {
            out.send(Action::Window(WindowAction::Dismiss(toast.id)));
        }
        focused || close.has_focus()
    };
    let shown = frame.show(ui, |ui| {
        ui.set_max_width(widest.max(0.0));
        ui.horizontal(row).inner
    });
    shown.inner
}
