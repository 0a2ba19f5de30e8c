//! Where the session stands in its series.

use eframe::egui::{Sense, Ui};

use super::grid;
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, IntakeDraft, TextField, parse_scores};
use crate::knowledge::schema::Asked;
use crate::model::FurthestPoint;
use crate::ui::scene::Scene;
use crate::ui::widget::{AskedName, asked_keys, asked_name, chip, secondary, text_field};

/// Whether a field is in this section.
pub fn is_here(field: &Field) -> bool {
    let Field::Text(text) = field else {
        return false;
    };
    [TextField::Visit, TextField::PainHistory, TextField::FirstVisit].contains(text)
}

/// How many of its fields are filled in.
pub fn filled(draft: &IntakeDraft) -> usize {
    let texts = [&draft.visit, &draft.pain_history, &draft.first_visit];
    let texts = texts.iter().filter(|text| !text.trim().is_empty()).count();
    texts + usize::from(draft.last_furthest_point.is_some())
}

pub fn series_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    grid::row(ui, |ui| {
        text_field(ui, scene, &TextField::Visit, "", 36.0, "", out);
        text_field(ui, scene, &TextField::FirstVisit, "", 100.0, "2026-11-24", out);
    });
    text_field(ui, scene, &TextField::PainHistory, "", 260.0, "7, 6, 5", out);
    let scores = parse_scores(&draft.pain_history).map(|scores| scores.len());
    let about = match scores {
        Some(count) => format!("The larger score of each visit, oldest first. {count} so far."),
        None => "The larger score of each visit, oldest first, from 0 to 10.".to_owned(),
    };
    ui.label(secondary(scene.colours, about));
    grid::row(ui, |ui| {
        let group = "Reached at the last visit";
        let asked = AskedName { asked: &Asked::FurthestPoint, name: group };
        asked_name(ui, scene, asked, group, Sense::CLICK, out);
        for point in FurthestPoint::ALL {
            let on = draft.last_furthest_point == Some(*point);
            let shown = chip(ui, scene.colours, on, group, point.label());
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::LastFurthestPoint((!on).then_some(*point)));
            }
        }
    });
}
