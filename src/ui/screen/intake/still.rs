//! What was yes at an earlier visit, each asked again with its place and its clearance beneath.

use eframe::egui::Ui;

use super::questions;
use crate::app::action::{Action, Outbox};
use crate::app::draft::{ClearanceDraft, ClearanceField, Field, Former, TextField, come_from};
use crate::knowledge::schema::{RegionList, ScreeningQuestion};
use crate::model::FindingId;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{card, head, link, secondary, section_title};

/// The card; nothing where nothing was yes.
pub fn still_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let former = draft.former_yes(scene.knowledge);
    if former.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(section_title(scene.colours, "Still?"));
            let open = former.iter().filter(|one| draft.answer(&one.id).is_none()).count();
            if open > 0 {
                let text = format!("· {open} open · counted as yes until answered");
                ui.label(secondary(scene.colours, text));
            }
        };
        head(ui, out, title, &[]);
        for finding in &former {
            former_ui(ui, scene, finding, out);
        }
    });
}

fn former_ui(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, out: &mut Outbox) {
    let groups = &scene.knowledge.tables().groups;
    let group = groups.iter().find(|group| group.id == finding.group);
    let former = scene.state.visit.work().intake.former.get(&finding.id);
    let (Some(group), Some(former)) = (group, former) else { return };
    questions::row_ui(ui, scene, group, finding, out);
    was(ui, scene, finding, former);
    for (text, at) in clearances(scene, &finding.id) {
        ui.horizontal_wrapped(|ui| {
            ui.label(secondary(scene.colours, text));
            let open = link(ui, scene.colours, "Open");
            let name = format!("Open the clearance: {}", finding.label);
            if open.accessible_name(name).clicked() {
                let by = TextField::Clearance(at, ClearanceField::By);
                out.send(Action::JumpTo(Field::Text(by)));
            }
        });
    }
}

/// When it was yes, and where.
fn was(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, former: &Former) {
    let draft = &scene.state.visit.work().intake;
    let day = former.on.short();
    let text = match draft.answer(&finding.id) {
        None => format!("yes on {day}: still?"),
        Some(true) => format!("yes on {day}, yes today"),
        Some(false) => format!("yes on {day}, no today"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(icons::text(icons::CARRIED, 13.0).color(scene.colours.info));
        ui.label(secondary(scene.colours, text).color(scene.colours.info));
        let places = places(scene, &finding.id);
        if !places.is_empty() {
            ui.label(secondary(scene.colours, format!("place: {}", places.join(", "))));
        }
    });
}

/// The places that go with a finding, such as "right calves (numb)".
fn places(scene: Scene<'_>, id: &FindingId) -> Vec<String> {
    let draft = &scene.state.visit.work().intake;
    let mut words = Vec::new();
    for list in RegionList::ALL.into_iter().filter(|list| come_from(*list, id, scene.knowledge)) {
        for (region, side) in draft.places.list(list) {
            let name = scene.knowledge.region_name(region).to_lowercase();
            let list = list.label().to_lowercase();
            words.push(format!("{} {name} ({list})", side.word()));
        }
    }
    words
}

/// The clearances that are about a finding, each in a line, with its place among the records.
fn clearances(scene: Scene<'_>, id: &FindingId) -> Vec<(String, usize)> {
    let draft = &scene.state.visit.work().intake;
    let about = draft.clearances_about(id, scene.knowledge).into_iter();
    about.filter_map(|at| Some((in_a_line(draft.clearances.get(at)?), at))).collect()
}

fn in_a_line(one: &ClearanceDraft) -> String {
    let mut parts = vec![format!("Clearance from {}, {}", one.by.trim(), one.on.trim())];
    if !one.until.trim().is_empty() {
        parts.push(format!("until {}", one.until.trim()));
    }
    parts.extend(one.max_pressure.map(|level| format!("level {level}")));
    parts.join(" · ")
}
