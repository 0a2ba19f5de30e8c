//! The rail at the left: search, clients, and the plans of the one that is chosen.
//!
//! Only rows in sight are laid out: a clinic has ten thousand clients. Folded, a strip with the
//! button that brings the clients back stays.

mod head;
mod list;
mod rows;

use eframe::egui::{self, Button, Frame, Margin, Ui, vec2};

use crate::ui::action::{Action, Outbox, PracticeAction};
use crate::ui::app::Cx;
use crate::ui::icons;
use crate::ui::practice::OpenPractice;

/// Width of the rail.
const WIDTH: f32 = 236.0;
/// Width of what is left of it when it is folded.
const STRIP: f32 = 40.0;

/// The rail, while a practice is open: folded or not, as the preferences say.
pub fn clients_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let Some(open) = cx.state.practice.open() else { return };
    if !cx.state.prefs.rail_open {
        return strip_ui(ui, cx, out);
    }
    let margin = Margin { left: 12, right: 6, top: 12, bottom: 8 };
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(margin);
    let panel = egui::Panel::left("clients").frame(frame).resizable(false).exact_size(WIDTH);
    panel.show(ui, |ui| rail_ui(ui, cx, open, out));
}

/// What stands in the rail, also where that lies over the window.
pub fn rail_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    head::search_ui(ui, cx, open, out);
    head::header_ui(ui, cx, open, out);
    head::new_client_ui(ui, cx, open, out);
    head::indexing_ui(ui, cx, open, out);
    if open.listed.is_empty() && open.indexing.is_none() {
        return head::nothing_ui(ui, cx, open, out);
    }
    list::rows_ui(ui, cx, open, out);
}

/// The folded rail.
fn strip_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(Margin::symmetric(6, 10));
    let panel = egui::Panel::left("folded clients").frame(frame).resizable(false);
    panel.exact_size(STRIP).show(ui, |ui| {
        let buttons = [
            (icons::UNFOLD_LEFT, "Show the clients", PracticeAction::Rail(true).into()),
            (icons::SEARCH, "Find a client", Action::FocusSearch),
            (icons::NEW_CLIENT, "New client", Action::FocusNewClient),
        ];
        for (icon, name, action) in buttons {
            let button = Button::new(icons::text(icon, 18.0)).frame_when_inactive(false);
            let button = ui.add(button.min_size(vec2(28.0, 28.0))).accessible_name(name);
            if button.on_hover_text(name).clicked() {
                out.send(action);
            }
        }
    });
}
