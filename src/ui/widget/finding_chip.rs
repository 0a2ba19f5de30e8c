//! A question as a chip with three states: open, yes, no. Each has an icon, an outline and a weight
//! of its own, so that colour says nothing alone.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Toggled, pos2, vec2,
};

use super::chip::control_height;
use super::text_width;
use crate::ui::icons;
use crate::ui::theme::{self, Colours, Tint};

const TEXT: f32 = 12.0;
/// The icon before the words, with the room around both.
const AROUND: f32 = 36.0;

/// How wide the chip is, whatever the answer.
pub fn finding_chip_width(ui: &Ui, label: &str) -> f32 {
    (text_width(ui, label, theme::semibold(text_size(ui, label))) + AROUND).ceil()
}

/// The size of its words: smaller where the chip would be wider than all of a row.
fn text_size(ui: &Ui, label: &str) -> f32 {
    let width = text_width(ui, label, theme::semibold(TEXT)) + AROUND;
    if width > ui.max_rect().width() { theme::SMALLEST } else { TEXT }
}

/// The chip; `name` is what it is called, `alarm` colours a yes.
pub fn finding_chip(
    ui: &mut Ui,
    colours: &Colours,
    (name, label): (&str, &str),
    answer: Option<bool>,
    alarm: Tint,
) -> Response {
    let (icon, ink) = match answer {
        None => (icons::OPEN_QUESTION, colours.secondary),
        Some(true) => (icons::YES, alarm.ink),
        Some(false) => (icons::NO, colours.secondary),
    };
    let text = text_size(ui, label);
    let font = match answer {
        Some(true) => theme::semibold(text),
        Some(false) | None => theme::regular(text),
    };
    let text_ink = match answer {
        None => colours.ink,
        Some(true) => alarm.ink,
        Some(false) => colours.secondary,
    };
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, text_ink);
    let size = vec2(finding_chip_width(ui, label), control_height(ui));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), answer == Some(true), name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_toggled(match answer {
            None => Toggled::Mixed,
            Some(true) => Toggled::True,
            Some(false) => Toggled::False,
        });
        let said = match answer {
            None => "not answered",
            Some(true) => "yes",
            Some(false) => "no",
        };
        node.set_description(said);
    });
    let painter = ui.painter();
    let radius = CornerRadius::same(if rect.height() < 25.0 { 12 } else { 13 });
    let lit = response.hovered() || response.has_focus();
    match answer {
        Some(true) => {
            let stroke = Stroke::new(1.0, alarm.ink);
            painter.rect(rect, radius, alarm.ground, stroke, StrokeKind::Inside);
        }
        Some(false) if lit => {
            painter.rect_filled(rect, radius, colours.window);
        }
        // A no is settled: it needs no outline.
        Some(false) => {}
        None => {
            let line = if lit { colours.accent } else { colours.control_line };
            let stroke = Stroke::new(1.0, line);
            painter.rect(rect, radius, colours.panel, stroke, StrokeKind::Inside);
        }
    }
    // The icons sit a little low in their font.
    let centre = pos2(rect.left() + 16.0, rect.center().y - 1.0);
    let font = FontId::new(14.0, icon.font_family());
    painter.text(centre, Align2::CENTER_CENTER, icon.codepoint, font, ink);
    let place = pos2(rect.left() + 27.0, rect.center().y - words.size().y / 2.0);
    painter.galley(place, words, text_ink);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
