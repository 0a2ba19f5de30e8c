//! The keys of the plan; what they mean stands in `command`.
//!
//! They count where nobody types, no list is open and no dialog stands in front. Plain arrows are
//! the plan's only while a row has the focus, or nothing has it.

use eframe::egui::{self, Popup, Ui};

use super::row::row_id;
use crate::app::action::Outbox;
use crate::app::command::{Command, HeldDown, ROW_KEYS};
use crate::model::Plan;
use crate::ui::scene::Scene;
use crate::ui::shortcuts::shortcut;

/// Takes the keys that are the plan's.
pub fn take(ui: &Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    let ctx = ui.ctx();
    let elsewhere = !scene.state.dialogs.is_empty() || !ui.is_enabled() || Popup::is_any_open(ctx);
    if elsewhere {
        return;
    }
    let typing = ctx.text_edit_focused();
    let focused = ui.memory(egui::Memory::focused);
    let at_row = focused.is_none_or(|id| plan.steps.iter().any(|s| row_id(s.number) == id));
    for (keys, command) in ROW_KEYS {
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others are about the chosen step")]
        let counts = match command {
            Command::StepAbove | Command::StepBelow => at_row && !typing,
            Command::AddStep => keys.held == HeldDown::Ctrl || !typing,
            _ => !typing && scene.state.visit.selected.is_some(),
        };
        let keys = shortcut(keys);
        let pressed =
            |input: &mut egui::InputState| input.consume_key(keys.modifiers, keys.logical_key);
        // At the end of the list a key has nothing to say.
        if counts && ui.input_mut(pressed) && command.enabled(scene.state).is_ok() {
            out.send(command.action(scene.state));
        }
    }
}
