//! Type and cards: the two sizes, the two weights, the one kind of card.

use eframe::egui::{self, Color32, CornerRadius, Frame, Margin, RichText, Stroke, Ui};

use crate::ui::app::Cx;
use crate::ui::draft::Field;
use crate::ui::theme::{self, Palette};

/// Emphasised text.
pub fn bold(text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::semibold(theme::BODY))
}

/// Secondary text.
pub fn secondary(palette: &Palette, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::regular(theme::SMALL)).color(palette.secondary)
}

/// The heading of a card.
pub fn section_title(palette: &Palette, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::semibold(theme::BODY - 1.0)).color(palette.secondary)
}

/// A paragraph.
pub fn wrapped(ui: &mut Ui, text: impl Into<egui::WidgetText>) {
    ui.add(egui::Label::new(text).wrap());
}

/// A card over the whole width; `line` where it is to stand out.
pub fn card<R>(
    ui: &mut Ui,
    palette: &Palette,
    line: Option<Color32>,
    content: impl FnOnce(&mut Ui) -> R,
) -> R {
    let frame = Frame::NONE
        .fill(palette.panel)
        .stroke(Stroke::new(1.0, line.unwrap_or(palette.line)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 10));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    });
    ui.add_space(theme::GRID);
    shown.inner
}

/// Draws something that can be missing: outlined and brought into view after a jump to it.
pub fn mark<R>(ui: &mut Ui, cx: Cx<'_>, field: &Field, content: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.scope(content);
    if cx.state.marked.as_ref() == Some(field) {
        let stroke = Stroke::new(2.0, cx.palette.accent);
        let rect = shown.response.rect.expand(3.0);
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Outside);
        if cx.state.scroll_to_marked {
            ui.scroll_to_rect(rect, Some(egui::Align::Center));
        }
    }
    shown.inner
}

/// Parts side by side where there is room for them, else one under the other.
pub fn side_by_side<R>(ui: &mut Ui, needed: f32, content: impl FnOnce(&mut Ui) -> R) -> R {
    if ui.available_width() >= needed {
        ui.horizontal_wrapped(content).inner
    } else {
        ui.vertical(content).inner
    }
}

/// The room between parts that stand side by side.
pub fn gap(ui: &mut Ui) {
    if ui.layout().main_dir().is_horizontal() {
        ui.add_space(16.0);
    }
}
