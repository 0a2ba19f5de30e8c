//! Clearance records: who allowed what, when, until when, and within which limits.

use eframe::egui::{self, RichText, Sense, Ui};

use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{ClearanceDraft, ClearanceField, Field, TextField};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::Asked;
use crate::model::{ClearedPressure, GateId};
use crate::planner::Refusal;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::{
    AskedName, asked_name, asks_why, bold, card, head, link, mark, outline_marks, scale, secondary,
    section_title, side_by_side, text_field,
};

const TITLE: &str = "Clearance records";
/// The room at the end of a gate for why it is there.
const WHY: f32 = 44.0;

/// The card with every record; nothing where there is none.
pub fn clearances_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if scene.state.visit.work().intake.clearances.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let shown = section_title(scene.colours, TITLE);
            let asked = AskedName { asked: &Asked::Clearance, name: TITLE };
            asked_name(ui, scene, asked, shown, Sense::click(), out);
        };
        head(ui, out, title, &[]);
        for (at, record) in scene.state.visit.work().intake.clearances.iter().enumerate() {
            record_ui(ui, scene, at, record, out);
        }
    });
}

fn record_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, record: &ClearanceDraft, out: &mut Outbox) {
    let name = format!("Clearance {}", at + 1);
    ui.separator();
    ui.horizontal(|ui| {
        ui.label(bold(name.as_str()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui.button(icons::text(icons::REMOVE, 14.0));
            let remove = remove.accessible_name(format!("Remove {name}"));
            if remove.on_hover_text("Remove").clicked() {
                out.change(Change::RemoveClearance(at));
            }
        });
    });
    let field = |part| TextField::Clearance(at, part);
    side_by_side(ui, 700.0, |ui| {
        let by = field(ClearanceField::By);
        text_field(ui, scene, &by, &name, 190.0, "Name and role", out);
        let on = field(ClearanceField::On);
        text_field(ui, scene, &on, &name, 100.0, "2026-11-24", out);
        let until = field(ClearanceField::Until);
        text_field(ui, scene, &until, &name, 100.0, "90 days", out);
    });
    let limits = field(ClearanceField::Limits);
    let width = (ui.available_width() - 180.0).max(160.0);
    text_field(ui, scene, &limits, &name, width, "As it was said", out);
    covers_ui(ui, scene, at, record, &name, out);
    side_by_side(ui, 560.0, |ui| {
        ui.horizontal(|ui| {
            ui.label("Highest pressure level");
            let group = format!("{name}: highest level");
            let range = ClearedPressure::MIN.get()..=ClearedPressure::MAX.get();
            let now = record.max_pressure.map(ClearedPressure::get);
            let pressed = scale(ui, scene.colours, &group, range, now);
            if let Some(level) = pressed {
                // The same level once more takes it back: a record need not state one.
                let is_back = now == Some(level);
                let level = if is_back { None } else { ClearedPressure::new(level).ok() };
                out.change(Change::ClearedPressure(at, level));
            }
        });
        let hands_on = field(ClearanceField::HandsOn);
        text_field(ui, scene, &hands_on, &name, 44.0, "", out);
    });
}

/// What the record covers, offered from the gates that apply.
fn covers_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    at: usize,
    record: &ClearanceDraft,
    name: &str,
    out: &mut Outbox,
) {
    let gates = scene.state.visit.standing().gates();
    let cleared = scene.state.visit.standing().cleared();
    let mut offered: Vec<GateId> = cleared.gates.clone();
    let others = record.covers.iter().filter(|id| !offered.contains(id));
    let others: Vec<GateId> = others.cloned().collect();
    offered.extend(others);
    mark(ui, scene, &Field::Covers(at), |ui| {
        ui.label("Covers");
        if offered.is_empty() {
            let text = "Nothing in the answers so far asks for a clearance.";
            ui.label(secondary(scene.colours, text));
        }
        for id in offered {
            let gate = gates.iter().find(|gate| gate.id == id);
            let on = record.covers.contains(&id);
            let label = if let Some(gate) = gate {
                gate.text.clone()
            } else {
                let about = scene.knowledge.gate_topic(&id);
                format!("{about}: doesn't apply today")
            };
            ui.horizontal_top(|ui| {
                let width = (ui.available_width() - WHY).max(0.0);
                let ticked = ui.vertical(|ui| {
                    ui.set_max_width(width);
                    covered(ui, scene.colours, on, name, &label)
                });
                if ticked.inner.clicked() {
                    out.change(Change::Covers(at, id.clone()));
                }
                let Some(known) = scene.knowledge.gate(&id) else { return };
                let why = link(ui, scene.colours, "Why");
                let why = why.accessible_name(format!("Why: {label}"));
                if why.clicked() || asks_why(ui, &ticked.inner, false) {
                    out.send(Action::Explain(Explanation {
                        title: label.clone(),
                        paragraphs: vec![known.released_by.clone()],
                        sources: known.sources.clone(),
                    }));
                }
            });
            let outcome =
                cleared.outcomes.iter().find(|(place, gate, _)| *place == at && *gate == id);
            if on && let Some((_, _, refusal)) = outcome {
                outcome_ui(ui, scene, refusal.as_ref());
            }
        }
    });
}

/// One gate in its words, ticked where the record covers it.
fn covered(ui: &mut Ui, colours: &Colours, on: bool, name: &str, label: &str) -> egui::Response {
    let mut ticked = on;
    let font = if on { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    let text = RichText::new(label).font(font).color(colours.ink);
    let tick = |ui: &mut Ui| {
        outline_marks(ui, colours);
        ui.add(egui::Checkbox::new(&mut ticked, text))
    };
    let shown = ui.scope(tick).inner;
    shown.accessible_name(format!("{name} covers: {label}"))
}

fn outcome_ui(ui: &mut Ui, scene: Scene<'_>, refusal: Option<&Refusal>) {
    let (icon, colour, text) = match refusal {
        None => (icons::YES, scene.colours.accent, "Releases it".to_owned()),
        Some(refusal) => {
            let icon = icons::severity(crate::model::Severity::Warn);
            (icon, scene.colours.care, format!("Doesn't release it: {refusal}"))
        }
    };
    ui.horizontal(|ui| {
        ui.add_space(22.0);
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(icons::text(icon, 14.0).color(colour));
        ui.label(RichText::new(text).color(colour));
    });
}
