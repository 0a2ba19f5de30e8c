//! The menu of a row, and the steps that can be added.

use eframe::egui::{Button, Popup, PopupCloseBehavior, Response, SetOpenCommand, Ui};

use crate::app::action::{Action, Outbox};
use crate::app::command::Command;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;
use crate::ui::scene::Scene;
use crate::ui::widget::{ListEntry, choice_list};

/// The menu of a row.
pub fn context_ui(scene: Scene<'_>, plan: &Plan, step: &Step, row: &Response, out: &mut Outbox) {
    // Wherever in the row: its parts lie over it and would keep the press for themselves.
    let pressed =
        row.contains_pointer() && row.ctx.input(|input| input.pointer.secondary_clicked());
    let popup = Popup::menu(row)
        .open_memory(pressed.then_some(SetOpenCommand::Bool(true)))
        .at_pointer_fixed();
    popup.show(|ui| {
        let entry = |ui: &mut Ui, command: Command, name: &str, out: &mut Outbox| {
            let Some(asked) = command.of_step(plan, step) else { return };
            let button = Button::new(name).shortcut_text(command.keys());
            let button = ui.add_enabled(asked.is_ok(), button);
            match asked {
                Ok(action) if button.clicked() => {
                    // What is written is under the chosen row.
                    if command == Command::WriteStep {
                        out.send(Action::Select(Some(step.number)));
                    }
                    out.plan(action);
                }
                Ok(_) => {}
                Err(reason) => drop(button.on_disabled_hover_text(reason)),
            }
        };
        entry(ui, Command::WhyStep, "Why this step", out);
        entry(ui, Command::WriteStep, "Edit text", out);
        ui.separator();
        entry(ui, Command::StepUp, "Move up", out);
        entry(ui, Command::StepDown, "Move down", out);
        entry(ui, Command::DuplicateStep, "Duplicate", out);
        entry(ui, Command::RemoveStep, "Remove", out);
        if step.counted {
            let held = scene.state.visit.work().held.contains(&step.number);
            let name = if held { "Let the minutes go" } else { "Hold the minutes" };
            entry(ui, Command::HoldStep, name, out);
        }
        ui.separator();
        if ui.button(Command::CopyPlan.row().text).clicked() {
            out.send(Command::CopyPlan.action(scene.state));
        }
    });
}

/// The steps that can be added, in a list that the button opens.
pub fn offers_ui(scene: Scene<'_>, button: &Response, at: Option<usize>, out: &mut Outbox) {
    let popup =
        Popup::menu(button).width(300.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let Some(offers) = &scene.state.visit.editing.offers else { return };
        let entries: Vec<ListEntry> = offers
            .iter()
            .map(|offer| ListEntry {
                label: offer.label.clone(),
                note: None,
                on: false,
                closed: offer.closed.as_ref().map(|closed| closed.text.clone()),
                about: None,
            })
            .collect();
        let pressed = choice_list(ui, scene.colours, "Add", &entries, button.id);
        if let Some(offer) = pressed.and_then(|pressed| offers.get(pressed)) {
            out.edit(Edit::Add { at, new: offer.new.clone() });
            ui.close();
        }
    });
}
