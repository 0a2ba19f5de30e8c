//! What the client wants to be able to do, before the last session and after it.

use eframe::egui::{Sense, Stroke, Ui, vec2};

use super::{card_ui, score_job, title_ui};
use crate::app::past::BriefView;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::NameGalley;

/// Height of a row.
const ROW: f32 = 26.0;

/// The card, down to here at least; none where nobody named an activity.
pub(super) fn wants_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, bottom: f32) {
    if brief.wants.is_empty() {
        return;
    }
    let colours = scene.colours;
    card_ui(ui, scene, bottom, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        title_ui(ui, scene, "Wants to");
        ui.add_space(4.0);
        for (at, want) in brief.wants.iter().enumerate() {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            if at > 0 {
                ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
            }
            let mut job = score_job(scene, &want.score, theme::BODY);
            let small =
                eframe::egui::TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
            job.append(" of 10", 0.0, small);
            let score = ui.painter().layout_job(job);
            let left = rect.right() - score.size().x;
            let top = rect.center().y - score.size().y / 2.0;
            ui.painter().galley(eframe::egui::pos2(left, top), score, colours.ink);
            let font = theme::regular(theme::BODY);
            let room = left - rect.left() - 8.0;
            let name = NameGalley::of(ui.painter(), &want.name, &font, colours.ink, room);
            let is_cut = name.cut;
            let top = rect.center().y - name.size().y / 2.0;
            name.paint(ui.painter(), eframe::egui::pos2(rect.left(), top), colours.ink);
            let said = format!("{}: {} of 10", want.name, want.score.words());
            response.widget_info(|| {
                eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, said.as_str())
            });
            if is_cut {
                response.on_hover_text(&want.name);
            }
        }
    });
}
