//! Clearance records: who allowed what, when, until when, and within which limits.

use eframe::egui::{Align, Id, Layout, Sense, Ui, vec2};

use super::grid::{form_card, head, inside};
use crate::app::action::{Change, Outbox};
use crate::app::draft::ClearanceDraft;
use crate::knowledge::schema::Asked;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::screen::clearance::{
    clearance_form_ui, finish_ui, name_of, open_ui, outcome_height, outcome_ui,
};
use crate::ui::widget::{AskedName, asked_name, bold, secondary};

/// Below the content of a card, with the room to the next.
const AROUND: f32 = 14.0;

/// The records, a card each, below the questions, so that none of them moves one; nothing where there
/// is none.
pub fn clearances_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let id = Id::unique("height of a clearance record");
    for (at, record) in draft.clearances.iter().enumerate() {
        let top = ui.cursor().top();
        form_card(ui, scene, None, |ui| record_ui(ui, scene, at, record, out));
        let height = ui.cursor().top() - top;
        ui.data_mut(|data| data.insert_temp(id, height));
    }
    // One that a no took away for today leaves its room, since a yes brings it back.
    let height: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    for record in draft.former.values().flat_map(|former| &former.dropped.clearances) {
        let top = ui.cursor().top();
        form_card(ui, scene, None, |ui| {
            let words = format!("Clearance from {}: not for today", record.by.trim());
            ui.label(secondary(scene.colours, words));
            ui.add_space((height - (ui.cursor().top() - top) - AROUND).max(0.0));
        });
    }
}

fn record_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, record: &ClearanceDraft, out: &mut Outbox) {
    let name = name_of(at);
    let title = |ui: &mut Ui, out: &mut Outbox| {
        let asked = AskedName { asked: &Asked::Clearance, name: &name };
        asked_name(ui, scene, asked, bold(name.as_str()), Sense::click(), out);
    };
    let remove = |ui: &mut Ui, out: &mut Outbox| {
        let remove = ui.button(icons::text(icons::REMOVE, 14.0));
        let remove = remove.accessible_name(format!("Remove {name}"));
        if remove.on_hover_text("Remove").clicked() {
            out.change(Change::RemoveClearance(at));
        }
    };
    head(ui, out, &name, &title, Some((0.0, &remove)));
    clearance_form_ui(ui, scene, at, record, |ui, out| finish_ui(ui, scene, at, record, out), out);
    // It keeps its room: why it doesn't release something goes before what it does.
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, outcome_height(width)), Sense::hover());
    let standing = scene.state.visit.standing();
    let outcomes = standing.cleared().outcomes.iter().filter(|(place, ..)| *place == at);
    let mut outcomes: Vec<_> = outcomes.map(|(_, _, refusal)| refusal.as_ref()).collect();
    outcomes.sort_by_key(Option::is_none);
    let mut line = inside(ui, rect, Layout::top_down(Align::Min));
    let draft = &scene.state.visit.work().intake;
    if let Some(open) = draft.open_in_clearance(at, scene.knowledge) {
        open_ui(&mut line, scene, &open);
    } else if let Some(first) = outcomes.first() {
        outcome_ui(&mut line, scene, *first, record.is_pending);
    }
}
