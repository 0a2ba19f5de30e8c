//! What the client wants to be able to do, before the last session and after it.

use eframe::egui::text::TextFormat;
use eframe::egui::{Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{card_ui, score_job, title_ui};
use crate::app::past::BriefView;
use crate::ui::scene::Scene;
use crate::ui::theme;

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
            let mut job = score_job(scene, &want.score, theme::BODY);
            let font = theme::regular(theme::SMALL);
            job.append(" of 10", 0.0, TextFormat::simple(font, colours.secondary));
            let score = ui.painter().layout_job(job);
            let room = ui.available_width() - score.size().x - 10.0;
            let font = theme::regular(theme::BODY);
            let name = ui.painter().layout(want.name.clone(), font, colours.ink, room);
            let size = vec2(ui.available_width(), ROW.max(name.size().y + 10.0));
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let said = format!("{}: {} of 10", want.name, want.score.words());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
            let painter = ui.painter();
            if at > 0 {
                painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
            }
            let top = rect.center().y - name.size().y / 2.0;
            let beside = pos2(rect.right() - score.size().x, top);
            painter.galley(pos2(rect.left(), top), name, colours.ink);
            painter.galley(beside, score, colours.ink);
        }
    });
}
