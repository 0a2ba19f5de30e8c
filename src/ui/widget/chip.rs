//! Chips: a choice that is on or off, alone or in a row with its name before it.

use eframe::egui::{self, Button, CornerRadius, Response, RichText, Stroke, Ui};

use super::{asked_keys, field_name, mark, text_width};
use crate::app::action::Outbox;
use crate::app::draft::Field;
use crate::ui::scene::Cx;
use crate::ui::theme::{self, Palette};

/// A chip. `group` names the row for those who don't see it.
pub fn chip(ui: &mut Ui, palette: &Palette, on: bool, group: &str, label: &str) -> Response {
    let (fill, line, ink) = if on {
        (palette.accent_ground, palette.accent, palette.accent)
    } else {
        (palette.panel, palette.control_line, palette.ink)
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
pub fn outline_marks(ui: &mut Ui, palette: &Palette) {
    let widgets = &mut ui.visuals_mut().widgets;
    for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        look.bg_fill = palette.panel;
        look.bg_stroke = Stroke::new(1.0, palette.secondary);
        look.fg_stroke = Stroke::new(2.0, palette.accent);
    }
}

/// Several chips behind their name, wrapping where the room ends. Gives the one that was pressed.
pub fn chip_row<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: Cx<'_>,
    field: &Field,
    choices: &[T],
    is_on: impl Fn(T) -> bool,
    label: impl Fn(T) -> &'static str,
    out: &mut Outbox,
) -> Option<T> {
    let name = field.label(cx.knowledge);
    mark(ui, cx, field, |ui| {
        ui.horizontal_wrapped(|ui| {
            field_name(ui, cx, field, &name, out);
            let asked = field.asked();
            let mut pressed = None;
            for (at, choice) in choices.iter().enumerate() {
                let shown = chip(ui, cx.palette, is_on(*choice), &name, label(*choice));
                if at == 0 && cx.is_jumped_to(field) {
                    shown.request_focus();
                }
                if let Some(asked) = &asked {
                    asked_keys(ui, cx, (asked, &name), &shown, false, out);
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
pub fn link(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    let text = RichText::new(text).font(theme::semibold(theme::BODY)).color(palette.accent);
    let button = Button::new(text).frame(false);
    let response = ui.add(button);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
