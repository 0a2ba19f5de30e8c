//! What to keep in mind: the cautions of the last plan, by their titles.

use eframe::egui::{Frame, Label, Margin, Rect, Sense, Stroke, Ui, vec2};

use super::{call_label, card_ui, title_ui};
use crate::app::past::{BriefView, CautionGroup};
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, secondary};
use crate::ui::{icons, theme};

/// The shape before a title, and the words from the left.
const SHAPE: f32 = 15.0;
const WORDS: i8 = 24;

/// The card.
pub(super) fn keep_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView) {
    if brief.cautions.is_empty() {
        return;
    }
    card_ui(ui, scene, 0.0, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        title_ui(ui, scene, "Keep in mind");
        ui.label(secondary(scene.colours, "From the last plan; today's answers decide"));
        for group in &brief.cautions {
            group_ui(ui, scene, group);
        }
    });
}

fn group_ui(ui: &mut Ui, scene: Scene<'_>, group: &CautionGroup) {
    let colours = scene.colours;
    let colour = colours.severity(group.severity);
    ui.add_space(5.0);
    ui.horizontal(|ui| {
        ui.label(bold(group.word).font(theme::semibold(theme::SMALL)).color(colour));
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
        ui.painter().hline(line.x_range(), line.center().y, Stroke::new(1.0, colours.line));
    });
    for title in &group.titles {
        let top = ui.cursor().min;
        let frame = Frame::NONE.inner_margin(Margin { left: WORDS, right: 0, top: 2, bottom: 2 });
        // Said with its word: the heading is heard once.
        let name = format!("{}: {title}", group.word);
        let shown = frame.show(ui, |ui| ui.add(Label::new(bold(title.as_str())).wrap()));
        call_label(&shown.inner, name);
        let at = Rect::from_min_size(top + vec2(0.0, 2.0), vec2(SHAPE, 17.0)).center();
        icons::paint(ui.painter(), icons::severity(group.severity), SHAPE, at, colour);
    }
}
