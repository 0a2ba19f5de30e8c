//! What has to be known about the stored plan that is shown: another version of it waits, or one of
//! its files can't be read.

use eframe::egui::{RichText, Ui};

use crate::app::action::{Outbox, PracticeAction};
use crate::app::clock;
use crate::app::command::Command;
use crate::model::{PlanId, PlanRecord, RevisionId};
use crate::store::Revision;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, link, secondary, wrapped};

/// The notices about the plan that is edited, where there are any.
pub fn versions_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(stored) = scene.state.visit.stored.record() else { return };
    version_ui(ui, scene, stored.key.plan, stored.revision, out);
}

/// The notices about this version of a plan, where there are any.
pub fn version_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: PlanId,
    shown: RevisionId,
    out: &mut Outbox,
) {
    let Some(open) = scene.state.practice.open() else { return };
    let Some(history) = open.plan(plan) else { return };
    let colours = scene.colours;
    let is_head = history.heads().any(|head| head.id == shown);
    let others: Vec<&Revision<PlanRecord>> =
        history.heads().filter(|head| head.id != shown).collect();
    if !others.is_empty() {
        card(ui, colours, Some(colours.care), |ui| {
            let title = if is_head {
                "This plan was changed in two places"
            } else {
                "A newer version of this plan was saved elsewhere"
            };
            ui.label(bold(title).color(colours.care));
            if is_head {
                let text = "Look at both. The one that you keep takes the place of the other, \
                            which stays in the plan's history.";
                wrapped(ui, RichText::new(text));
            }
            ui.horizontal_wrapped(|ui| {
                for other in others {
                    let text = format!("Show the version {}", saved(other));
                    if link(ui, colours, &text).clicked() {
                        out.practice(PracticeAction::Show(plan, other.id));
                    }
                }
                if is_head && ui.button("Keep this version").clicked() {
                    out.send(Command::KeepVersion.action(scene.state));
                }
            });
        });
    }
    if !history.problems().is_empty() {
        card(ui, colours, Some(colours.care), |ui| {
            let title = "A version of this plan can't be read; you see the last whole one";
            wrapped(ui, bold(title).color(colours.care));
            for problem in history.problems() {
                let text = format!("{}: {}", problem.file.display(), problem.damage);
                wrapped(ui, secondary(colours, text));
            }
        });
    }
}

/// When and by whom a version was saved, as part of a sentence.
fn saved(revision: &Revision<PlanRecord>) -> String {
    let at = format!("of {}", clock::day_and_time(revision.saved));
    if revision.by.is_empty() { at } else { format!("{at}, by {}", revision.by) }
}
