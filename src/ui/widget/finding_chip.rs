//! A question as a chip with three states: open, yes, no. Each has an icon, an outline and a weight
//! of its own, so that colour says nothing alone.

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    accesskit::Toggled, pos2, vec2,
};

use crate::ui::icons;
use crate::ui::theme::{self, Colours, Tint};

const HEIGHT: f32 = 24.0;

/// The chip. `alarm` colours a yes; `carried` where the yes is from an earlier visit.
pub fn finding_chip(
    ui: &mut Ui,
    colours: &Colours,
    label: &str,
    answer: Option<bool>,
    alarm: Tint,
) -> Response {
    let (icon, ink) = match answer {
        None => (icons::OPEN_QUESTION, colours.secondary),
        Some(true) => (icons::YES, alarm.ink),
        Some(false) => (icons::NO, colours.secondary),
    };
    let font = match answer {
        Some(true) => theme::semibold(theme::BODY - 0.5),
        Some(false) | None => theme::regular(theme::BODY - 0.5),
    };
    let text_ink = match answer {
        None => colours.ink,
        Some(true) => alarm.ink,
        Some(false) => colours.secondary,
    };
    let words = ui.painter().layout_no_wrap(label.to_owned(), font, text_ink);
    let size = vec2(words.size().x + 37.0, HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), answer == Some(true), label)
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
    let radius = CornerRadius::same(12);
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
