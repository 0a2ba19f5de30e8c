//! Yes or no: open until one of them is pressed. The row around it takes the focus and the keys.

use eframe::egui::accesskit::Action;
use eframe::egui::{
    self, CornerRadius, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::ui::theme::{self, Colours, Tint};

const HALF: egui::Vec2 = vec2(42.0, 21.0);
/// How wide both halves are.
pub const YES_NO_WIDTH: f32 = 2.0 * HALF.x;
/// How high they are.
pub const YES_NO_HEIGHT: f32 = HALF.y;

/// Two halves of one control. Gives the answer that was pressed. `alarm` colours a yes.
pub fn yes_no(
    ui: &mut Ui,
    colours: &Colours,
    name: &str,
    answer: Option<bool>,
    alarm: Tint,
) -> Option<bool> {
    let calm = Tint { ink: colours.accent, ground: colours.accent_ground };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal(|ui| {
            let no = half(ui, colours, name, false, answer == Some(false), calm);
            let yes = half(ui, colours, name, true, answer == Some(true), alarm);
            match (no.clicked(), yes.clicked()) {
                (true, _) => Some(false),
                (false, true) => Some(true),
                (false, false) => None,
            }
        })
        .inner
    })
    .inner
}

fn half(
    ui: &mut Ui,
    colours: &Colours,
    name: &str,
    yes: bool,
    on: bool,
    Tint { ink, ground }: Tint,
) -> Response {
    let word = if yes { "Yes" } else { "No" };
    let id = ui.scope_id().with(word);
    let (_, rect) = ui.allocate_space(HALF);
    let is_asked = ui.input(|input| input.has_accesskit_action_request(id, Action::Focus));
    let has_focus = is_asked || ui.memory(|memory| memory.has_focus(id));
    // No stop of Tab, which goes to the row; but a screen reader gets the focus here where it asks for it.
    let sense = if has_focus { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, id, sense);
    if is_asked {
        response.request_focus();
    }
    response.widget_info(|| {
        WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, format!("{name}: {word}"))
    });
    ui.ctx().accesskit_node_builder(id, |node| node.add_action(Action::Focus));
    let r = theme::CONTROL_RADIUS;
    let corners = if yes {
        CornerRadius { nw: 0, sw: 0, ne: r, se: r }
    } else {
        CornerRadius { nw: r, sw: r, ne: 0, se: 0 }
    };
    let lit = response.hovered() || response.has_focus();
    let (fill, line, text) = match (on, lit) {
        (true, _) => (ground, ink, ink),
        (false, true) => (colours.window, colours.accent, colours.ink),
        (false, false) => (colours.panel, colours.control_line, colours.ink),
    };
    let stroke = Stroke::new(1.0, line);
    let painter = ui.painter();
    painter.rect(rect, corners, fill, stroke, StrokeKind::Inside);
    let font = if on { theme::semibold(12.0) } else { theme::regular(12.0) };
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, word, font, text);
    response
}
