//! Where the rail is: docked at the left, folded to a strip, or open over the middle.
//!
//! What stands in the rail is in `clients`.

use eframe::egui::{self, Button, Frame, Key, Order, Rect, Shadow, Stroke, Ui, vec2};

use super::clients::clients_ui;
use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::panes::Panes;
use crate::ui::icons;
use crate::ui::scene::Scene;

/// Width of the rail over the middle.
const OVER: f32 = 264.0;

/// Where the rail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RailPlace {
    /// Beside the middle.
    Docked,
    /// A strip that opens it.
    Strip,
}

/// The rail over all of `ui`.
pub fn rail_ui(ui: &mut Ui, scene: Scene<'_>, place: RailPlace, out: &mut Outbox) {
    match place {
        RailPlace::Docked => clients_ui(ui, scene, out),
        RailPlace::Strip => strip_ui(ui, scene, out),
    }
}

fn strip_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let whole = ui.max_rect();
    ui.painter().rect_filled(whole, 0.0, scene.colours.panel);
    ui.painter().vline(whole.right(), whole.y_range(), Stroke::new(1.0, scene.colours.line));
    ui.add_space(10.0);
    ui.vertical_centered(|ui| {
        let panes = scene.state.panes;
        let icon = icons::text(icons::CLIENTS, 18.0);
        let button = Button::new(icon).selected(panes.rail_over).min_size(vec2(30.0, 28.0));
        let name = if panes.rail_over { "Fold the clients" } else { "Show the clients" };
        let button = ui.add(button.frame_when_inactive(panes.rail_over)).accessible_name(name);
        if button.on_hover_text(name).clicked() {
            let narrow = Panes::rail_folds(ui.content_rect().width());
            let beside = scene.state.visit.reading.as_ref().is_some_and(|reading| reading.beside);
            if !scene.state.prefs.rail_open {
                out.practice(PracticeAction::Rail(true));
            }
            if scene.state.prefs.rail_open || narrow || beside {
                out.send(Action::Arrange(Panes { rail_over: !panes.rail_over, ..panes }));
            }
        }
    });
}

/// The folded rail, opened over the middle; a press beside it or Escape folds it again.
pub fn rail_over_ui(ui: &Ui, scene: Scene<'_>, strip: Rect, out: &mut Outbox) {
    let panes = scene.state.panes;
    if !panes.rail_over {
        return;
    }
    let place = Rect::from_min_size(strip.right_top(), vec2(OVER, strip.height().max(0.0)));
    let area = egui::Area::new(egui::Id::unique("rail over the middle"))
        .order(Order::Foreground)
        .fixed_pos(place.min)
        .constrain(false);
    area.show(ui, |ui| {
        let shadow =
            Shadow { offset: [4, 0], blur: 16, spread: 0, color: ui.visuals().popup_shadow.color };
        Frame::NONE.fill(scene.colours.panel).shadow(shadow).show(ui, |ui| {
            ui.set_min_size(place.size());
            ui.set_max_size(place.size());
            clients_ui(ui, scene, out);
        });
    });
    let pressed = ui.input(|input| {
        let at = input.pointer.interact_pos();
        input.pointer.any_pressed()
            && at.is_some_and(|at| !place.contains(at) && !strip.contains(at))
    });
    // A menu of the rail may reach beyond it.
    let pressed = pressed && !egui::Popup::is_any_open(ui);
    let escaped = scene.state.dialogs.is_empty()
        && !egui::Popup::is_any_open(ui)
        && ui.input(|input| input.key_pressed(Key::Escape));
    if pressed || escaped {
        out.send(Action::Arrange(Panes { rail_over: false, ..panes }));
    }
}
