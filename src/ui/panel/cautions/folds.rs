//! What is folded into a line or a button: notes, cautions that aren't for today, and the map of the body.
//! Each unfolds over the window at a press, so that nothing moves.

use eframe::egui::{self, Button, ScrollArea, Ui, vec2};

use crate::app::action::Outbox;
use crate::model::Severity;
use crate::ui::panel::caution_row::CautionRow;
use crate::ui::panel::fit::Fold;
use crate::ui::panel::focus_map::focus_map_ui;
use crate::ui::scene::Scene;
use crate::ui::{icons, theme};

/// The line that stands for folded notes.
pub(super) const FOLDED: f32 = 24.0;
/// The map that is unfolded over the window.
const MAP_OVER: egui::Vec2 = vec2(330.0, 380.0);

/// The map of the body, unfolded over the window at a press.
pub(super) fn map_button_ui(ui: &mut Ui, scene: Scene<'_>, framed: bool, out: &mut Outbox) {
    let button = fold_button(ui, scene, None, "Body map", framed);
    egui::Popup::menu(&button)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        // Over the middle: cautions stay in sight.
        .anchor(ui.clip_rect())
        .align(egui::RectAlign::LEFT_END)
        .width(MAP_OVER.x)
        .show(|ui| {
            let height = MAP_OVER.y.min(ui.content_rect().height() * 0.8);
            ui.set_min_size(vec2(MAP_OVER.x, height));
            ui.set_max_size(vec2(MAP_OVER.x, height));
            focus_map_ui(ui, scene, height, out);
        });
}

/// What opens something that is folded; in a frame where it stands among other buttons.
fn fold_button(
    ui: &mut Ui,
    scene: Scene<'_>,
    icon: Option<icons::Icon>,
    text: &str,
    framed: bool,
) -> egui::Response {
    let colours = scene.colours;
    let ink = if framed { colours.ink } else { colours.secondary };
    let icon = icon.map(|icon| icons::text(icon, 13.0).color(ink));
    let more = icons::text(icons::MORE, 14.0).color(colours.secondary);
    let size = if framed { theme::BODY } else { theme::SMALL };
    let label = egui::RichText::new(text).font(theme::regular(size)).color(ink);
    let button = match icon {
        Some(icon) => Button::new((icon, label, more)),
        None => Button::new((label, more)),
    };
    let height = if framed { 26.0 } else { FOLDED - 4.0 };
    let button = button.frame_when_inactive(framed).min_size(vec2(0.0, height));
    ui.add(button).accessible_name(text.to_owned())
}

/// A line that stands for cautions, unfolded over the window at a press.
pub(super) fn folded_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    text: &str,
    (rows, framed): (&[&CautionRow<'_>], bool),
    out: &mut Outbox,
) {
    let button = fold_button(ui, scene, Some(icons::severity(Severity::Note)), text, framed);
    egui::Popup::menu(&button).width(340.0).show(|ui| {
        ui.set_width(340.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let most = ui.content_rect().height() * 0.8;
        let salt = ("folded", scene.state.visit.generation);
        ScrollArea::vertical().id_salt(salt).max_height(most).show(ui, |ui| {
            for row in rows {
                let width = ui.available_width();
                let height = row.height(ui, scene, Fold::Text, width);
                let (place, _) = ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
                row.show(ui, scene, place, Fold::Text, out);
            }
        });
    });
}
