//! What is rarely needed: folded, each with its name and a count of what is filled in.

use eframe::egui::{self, CollapsingHeader, Ui};

use super::{places, questions, series, story, wishes};
use crate::app::action::Outbox;
use crate::app::draft::{Field, TextField};
use crate::ui::scene::Cx;
use crate::ui::widget::{bold, card, head, secondary, section_title};

const TITLE: &str = "More";
/// From this width on, the head has room to say what is inside.
const SAYS_WHAT: f32 = 680.0;

/// The card.
pub fn more_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let draft = &cx.state.work.intake;
    card(ui, cx.palette, None, |ui| {
        let wide = ui.available_width() >= SAYS_WHAT;
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(section_title(cx.palette, TITLE));
            if wide {
                let inside = "places, first appearance, earlier visits, wishes, the story";
                ui.label(secondary(cx.palette, format!("· {inside}")));
            }
        };
        head(ui, out, title, &[]);
        ui.spacing_mut().item_spacing.y = 1.0;
        section(ui, cx, ("Places on the body", places::filled(cx)), places::wanted(cx), |ui| {
            places::places_ui(ui, cx, out);
        });
        let mut asked = cx.knowledge.tables().findings.iter();
        if asked.any(|finding| draft.counts_as_yes(&finding.id)) {
            let since = |field: &Field| matches!(field, Field::Text(TextField::Since(_)));
            let count = draft.since.values().filter(|text| !text.trim().is_empty()).count();
            let title = ("When findings first appeared", count);
            section(ui, cx, title, marked(cx, since), |ui| questions::since_ui(ui, cx, out));
        }
        let title = ("Earlier visits", series::filled(draft));
        section(ui, cx, title, marked(cx, series::is_here), |ui| series::series_ui(ui, cx, out));
        let title = ("Wishes", wishes::filled(draft));
        section(ui, cx, title, false, |ui| wishes::wishes_ui(ui, cx, out));
        let title = ("The complaint as told", story::filled(draft));
        section(ui, cx, title, marked(cx, story::is_here), |ui| story::story_ui(ui, cx, out));
    });
}

/// A folded section; opened by the hand, or where something in it is wanted.
fn section(
    ui: &mut Ui,
    cx: Cx<'_>,
    (title, filled): (&str, usize),
    wanted: bool,
    content: impl FnOnce(&mut Ui),
) {
    let palette = cx.palette;
    let mut heading = egui::text::LayoutJob::default();
    let style = ui.style();
    let align = egui::Align::Center;
    bold(title).color(palette.ink).append_to(
        &mut heading,
        style,
        egui::FontSelection::Default,
        align,
    );
    if filled > 0 {
        secondary(palette, format!("   {filled} filled in")).append_to(
            &mut heading,
            style,
            egui::FontSelection::Default,
            align,
        );
    }
    CollapsingHeader::new(heading)
        .id_salt((title, cx.state.generation))
        .open(wanted.then_some(true))
        .show_unindented(ui, |ui| {
            ui.add_space(2.0);
            ui.spacing_mut().item_spacing.y = 6.0;
            egui::Frame::NONE
                .inner_margin(egui::Margin { left: 18, ..egui::Margin::ZERO })
                .show(ui, content);
            ui.add_space(4.0);
        });
}

fn marked(cx: Cx<'_>, is_here: impl Fn(&Field) -> bool) -> bool {
    cx.state.marked.as_ref().is_some_and(is_here)
}
