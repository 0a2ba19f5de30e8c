//! What runs out, what falls to the visit to come, and what is in order.

use eframe::egui::{
    Align, Align2, Label, Layout, Rect, RichText, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};

use super::{card_ui, title_ui};
use crate::app::past::{BriefView, DueKind, DueRow};
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, text_width};
use crate::ui::{icons, theme};

/// The words from the left.
const WORDS: f32 = 28.0;
/// The first line of a row.
const LINE: f32 = 17.0;
/// Above and below the words of a row.
const AROUND: f32 = 7.0;

/// The card, down to here at least.
pub(super) fn due_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, bottom: f32) {
    card_ui(ui, scene, bottom, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        title_ui(ui, scene, "Due");
        ui.add_space(2.0);
        for (at, row) in brief.due.iter().enumerate() {
            row_ui(ui, scene, row, at > 0);
        }
    });
}

fn row_ui(ui: &mut Ui, scene: Scene<'_>, row: &DueRow, has_line: bool) {
    let colours = scene.colours;
    let room = ui.available_rect_before_wrap();
    if has_line {
        ui.painter().hline(room.x_range(), room.top(), Stroke::new(1.0, colours.line));
    }
    ui.add_space(AROUND);
    let (line, response) = ui.allocate_exact_size(vec2(room.width(), LINE), Sense::hover());
    let (icon, colour) = match (row.kind, row.is_pressing) {
        (DueKind::Clearance, true) => (icons::ENDS, colours.care),
        (DueKind::Clearance, false) => (icons::ENDS, colours.secondary),
        (DueKind::Review, true) => (icons::REVIEW, colours.care),
        (DueKind::Review, false) => (icons::REVIEW, colours.secondary),
        (DueKind::Consent, false) => (icons::DONE, colours.accent),
        (DueKind::Consent, true) => (icons::OPEN_QUESTION, colours.care),
        (DueKind::Records, true) => (icons::RECORDS, colours.care),
        (DueKind::Records, false) => (icons::RECORDS, colours.secondary),
    };
    let painter = ui.painter();
    icons::paint(painter, icon, 15.0, pos2(line.left() + 7.5, line.center().y), colour);
    let (bold, plain) = (theme::semibold(theme::BODY), theme::regular(theme::BODY));
    let (what, when) = if row.is_pressing { (bold.clone(), bold) } else { (plain.clone(), plain) };
    let ink = if row.is_pressing { colours.care } else { colours.secondary };
    let words = pos2(line.left() + WORDS, line.center().y);
    painter.text(words, Align2::LEFT_CENTER, &row.what, what.clone(), colours.ink);
    // Where both have no room on one line, when it is stands below.
    let fits =
        WORDS + text_width(ui, &row.what, what) + text_width(ui, &row.when, when.clone()) + 8.0
            <= line.width();
    if fits {
        ui.painter().text(line.right_center(), Align2::RIGHT_CENTER, &row.when, when.clone(), ink);
    }
    let name = format!("{}: {}", row.what, row.when);
    response.widget_info(|| {
        eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, name.as_str())
    });
    let below = (!fits).then(|| RichText::new(row.when.as_str()).font(when).color(ink));
    let about = row.about.as_deref().map(|about| secondary(colours, about));
    for text in below.into_iter().chain(about) {
        let room = ui.available_rect_before_wrap();
        let inside = Rect::from_x_y_ranges(room.left() + WORDS..=room.right(), room.y_range());
        let layout = Layout::top_down(Align::Min);
        ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
            ui.add(Label::new(text).wrap());
        });
    }
    ui.add_space(AROUND);
}
