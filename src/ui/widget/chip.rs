//! Chips: a choice that is on or off, alone or in a row with its name before it.

use eframe::egui::{self, Button, CornerRadius, Response, RichText, Stroke, Ui};

use super::{AskedName, asked_keys, field_name, mark, text_width};
use crate::app::action::Outbox;
use crate::app::draft::Field;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// A chip. `group` names the row for those who don't see it.
pub fn chip(ui: &mut Ui, colours: &Colours, on: bool, group: &str, label: &str) -> Response {
    let (fill, line, ink) = if on {
        (colours.accent_ground, colours.accent, colours.accent)
    } else {
        (colours.panel, colours.control_line, colours.ink)
    };
    let font =
        if on { theme::semibold(theme::BODY - 0.5) } else { theme::regular(theme::BODY - 0.5) };
    let text = RichText::new(label).font(font).color(ink);
    let button = Button::selectable(on, text)
        .fill(fill)
        .stroke(Stroke::new(1.0, line))
        .frame_when_inactive(true)
        .corner_radius(CornerRadius::same(11))
        .min_size(egui::vec2(0.0, 22.0))
        .wrap_mode(egui::TextWrapMode::Extend);
    ui.add(button).accessible_name(format!("{group}: {label}"))
}

/// How wide a chip is at most: one that is on is a little wider.
pub fn chip_width(ui: &Ui, label: &str) -> f32 {
    let text = text_width(ui, label, theme::semibold(theme::BODY - 0.5));
    text + 2.0 * (ui.spacing().button_padding.x + 1.0)
}

/// What a check box or a ring needs around it: the fill of the theme is that of scroll handles, and an
/// empty box is paper in an outline.
pub fn outline_marks(ui: &mut Ui, colours: &Colours) {
    let widgets = &mut ui.visuals_mut().widgets;
    for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        look.bg_fill = colours.panel;
        look.bg_stroke = Stroke::new(1.0, colours.secondary);
        look.fg_stroke = Stroke::new(2.0, colours.accent);
    }
}

/// Several chips behind their name, wrapping where the room ends. Gives the one that was pressed.
pub fn chip_row<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    choices: &[T],
    is_on: impl Fn(T) -> bool,
    label: impl Fn(T) -> &'static str,
    out: &mut Outbox,
) -> Option<T> {
    let name = field.label(scene.knowledge);
    mark(ui, scene, field, |ui| {
        ui.horizontal_wrapped(|ui| {
            field_name(ui, scene, field, &name, out);
            let asked = field.asked();
            let mut pressed = None;
            for (at, choice) in choices.iter().enumerate() {
                let shown = chip(ui, scene.colours, is_on(*choice), &name, label(*choice));
                if at == 0 && scene.is_jumped_to(field) {
                    shown.request_focus();
                }
                if let Some(asked) = &asked {
                    let asked = AskedName { asked, name: &name };
                    asked_keys(ui, scene, asked, &shown, false, out);
                }
                if shown.clicked() {
                    pressed = Some(*choice);
                }
            }
            pressed
        })
        .inner
    })
}

/// Text that can be pressed.
pub fn link(ui: &mut Ui, colours: &Colours, text: &str) -> Response {
    let text = RichText::new(text).font(theme::semibold(theme::BODY)).color(colours.accent);
    let button = Button::new(text).frame(false);
    let response = ui.add(button);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
