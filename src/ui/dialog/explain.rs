//! Why something is said, and the sources behind it.

use eframe::egui::{ScrollArea, Ui};

use super::{buttons, primary, title};
use crate::model::SourceId;
use crate::ui::action::{Action, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::widget::{bold, secondary, section_title, wrapped};

/// The explanation.
pub fn explain_ui(ui: &mut Ui, cx: Cx<'_>, explanation: &Explanation, out: &mut Outbox) {
    title(ui, &explanation.title);
    ScrollArea::vertical().id_salt("explanation").max_height(400.0).show(ui, |ui| {
        for paragraph in &explanation.paragraphs {
            wrapped(ui, paragraph.as_str());
        }
        if !explanation.sources.is_empty() {
            ui.add_space(4.0);
            ui.label(section_title(cx.palette, "Sources"));
        }
        for id in &explanation.sources {
            source(ui, cx, id);
        }
    });
    buttons(ui, |ui| {
        if primary(ui, cx, "Close") {
            out.send(Action::CloseDialog);
        }
        if ui.button("About the knowledge").clicked() {
            out.send(Action::About);
        }
    });
}

fn source(ui: &mut Ui, cx: Cx<'_>, id: &SourceId) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let Some(source) = cx.knowledge.source(id) else {
        wrapped(ui, id.as_str());
        return;
    };
    let year = source.year.as_ref().map(|year| format!(", {year}"));
    let heading = format!("{id} · {}{}", source.title, year.unwrap_or_default());
    wrapped(ui, bold(heading));
    wrapped(ui, source.gist.as_str());
    wrapped(ui, secondary(cx.palette, source.place.as_str()));
    ui.add_space(6.0);
}
