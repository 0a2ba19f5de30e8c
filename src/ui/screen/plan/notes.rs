//! What follows the steps: remarks, what to leave out, home care, the next visit, what to expect.

use eframe::egui::Ui;

use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::model::{Plan, SourceId};
use crate::planner;
use crate::ui::scene::Scene;
use crate::ui::widget::{card, explained, section_title, wrapped};

/// The cards under the steps.
pub fn notes_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    // What a clearance states in words stands under the status already.
    let stated = planner::stated_limits(&plan.intake, scene.knowledge);
    group(ui, scene, "Remarks", out, |lines| {
        for note in plan.notes.iter().filter(|note| !stated.contains(note)) {
            lines.push((note.text.as_str(), note.sources.as_slice()));
        }
    });
    group(ui, scene, "Leave out", out, |lines| {
        for advice in &plan.avoid {
            lines.push((advice.text.as_str(), advice.sources.as_slice()));
        }
    });
    group(ui, scene, "For home", out, |lines| {
        for item in &plan.home_care {
            lines.push((item.text.as_str(), item.sources.as_slice()));
        }
    });
    group(ui, scene, "For home, later", out, |lines| {
        for item in &plan.home_care_later {
            lines.push((item.text.as_str(), item.sources.as_slice()));
        }
    });
    group(ui, scene, "Next visit", out, |lines| {
        if let Some(next) = &plan.follow_up {
            lines.push((next.text.as_str(), next.sources.as_slice()));
        }
    });
    group(ui, scene, "What to expect", out, |lines| {
        if !plan.expectation.is_empty() {
            lines.push((plan.expectation.as_str(), &[]));
        }
    });
}

fn group<'a>(
    ui: &mut Ui,
    scene: Scene<'_>,
    title: &str,
    out: &mut Outbox,
    fill: impl FnOnce(&mut Vec<(&'a str, &'a [SourceId])>),
) {
    let mut lines = Vec::new();
    fill(&mut lines);
    if lines.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        ui.label(section_title(scene.colours, title));
        for (text, sources) in lines {
            if sources.is_empty() {
                wrapped(ui, text);
                continue;
            }
            if explained(ui, scene.colours, text, &format!("{title}: {text}")).clicked() {
                out.send(Action::Explain(Explanation {
                    title: title.to_owned(),
                    paragraphs: vec![text.to_owned()],
                    sources: sources.to_vec(),
                }));
            }
        }
    });
}
