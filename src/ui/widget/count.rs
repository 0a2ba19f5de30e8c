//! How much longer than usual a text is, at the end of its field, beside the text and never over it.
//! Nothing is cut, and the field stays as large as it was.

use std::sync::Arc;

use eframe::egui::{
    Atom, CornerRadius, Galley, IdSalt, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit,
    Ui, WidgetInfo, vec2,
};

use crate::app::length;
use crate::ui::theme::{self, Colours};

/// Around the words.
const INSIDE: eframe::egui::Vec2 = vec2(4.0, 1.0);
/// From the corner of the field.
const CORNER: eframe::egui::Vec2 = vec2(3.0, 3.0);

/// What a field says of its text; nothing where that isn't longer than usual.
pub struct Count(Option<(String, Arc<Galley>)>);

impl Count {
    /// Of a text; without a usual length it is never too long.
    pub fn of(ui: &Ui, colours: &Colours, text: &str, most: impl Into<Option<usize>>) -> Self {
        let most = most.into();
        let over = most.and_then(|most| Some((length::over(text, most)?, most)));
        Self(over.map(|(count, most)| {
            let words = format!("{count} of {most}");
            let font = theme::semibold(theme::SMALL - 0.5);
            let galley = ui.painter().layout_no_wrap(words.clone(), font, colours.care);
            (words, galley)
        }))
    }

    /// The field with room for it beside the text.
    pub fn beside<'t>(&self, edit: TextEdit<'t>) -> TextEdit<'t> {
        let Some((_, galley)) = &self.0 else { return edit };
        let room = vec2(galley.size().x + 2.0 * INSIDE.x, 1.0);
        edit.suffix(Atom::custom(IdSalt::new("count"), room))
    }

    /// Says it in the lower right corner of what is in sight of the field.
    pub fn show(self, ui: &Ui, colours: &Colours, field: &Response) {
        let Some((words, galley)) = self.0 else { return };
        let corner = field.interact_rect.right_bottom() - CORNER;
        let rect = Rect::from_min_max(corner - galley.size() - 2.0 * INSIDE, corner);
        let stroke = Stroke::new(1.0, colours.care.gamma_multiply(0.4));
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        ui.painter().rect(rect, radius, colours.care_ground, stroke, StrokeKind::Inside);
        ui.painter().galley(rect.min + INSIDE, galley, colours.care);
        let shown = ui.interact(rect, field.id.with("count"), Sense::hover());
        shown.widget_info(|| {
            let said = format!("{words} characters: longer than usual");
            WidgetInfo::labeled(Role::Label, true, said)
        });
        shown.on_hover_text("Longer than usual. All of it is kept.");
    }
}
