//! The keys of the plan, in one table.
//!
//! They count where nobody types, no list is open and no dialog stands in front. Plain arrows are
//! the plan's only while a row has the focus, or nothing has it.

use eframe::egui::{self, Context, Key, KeyboardShortcut, Modifiers, Popup, Ui};

use super::row::row_id;
use crate::model::Plan;
use crate::planner::edit::Edit;
use crate::ui::action::Outbox;
use crate::ui::app::Cx;
use crate::ui::editing::PlanAction;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// The step above is chosen.
    Above,
    /// The step below is chosen.
    Below,
    /// The chosen step moves up.
    Up,
    /// The chosen step moves down.
    Down,
    /// The chosen step once more.
    Duplicate,
    /// The chosen step goes.
    Remove,
    /// The minutes of the chosen step are held.
    Hold,
    /// A step is added by typing.
    Quick,
}

/// Every key with what it asks for. The first of several is the one that menus show.
pub const KEYS: [(Modifiers, Key, Press); 9] = [
    (Modifiers::ALT, Key::ArrowUp, Press::Up),
    (Modifiers::ALT, Key::ArrowDown, Press::Down),
    (Modifiers::NONE, Key::ArrowUp, Press::Above),
    (Modifiers::NONE, Key::ArrowDown, Press::Below),
    (Modifiers::COMMAND, Key::D, Press::Duplicate),
    (Modifiers::NONE, Key::Delete, Press::Remove),
    (Modifiers::NONE, Key::H, Press::Hold),
    (Modifiers::COMMAND, Key::Enter, Press::Quick),
    (Modifiers::NONE, Key::Slash, Press::Quick),
];

/// The keys for something, in words.
pub fn text(ctx: &Context, press: Press) -> String {
    let found = KEYS.iter().find(|(_, _, asked)| *asked == press);
    found.map_or_else(String::new, |(modifiers, key, _)| {
        ctx.format_shortcut(&KeyboardShortcut::new(*modifiers, *key))
    })
}

/// Takes the keys that are the plan's.
pub fn take(ui: &Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    let ctx = ui.ctx();
    let elsewhere = !cx.state.dialogs.is_empty() || !ui.is_enabled() || Popup::is_any_open(ctx);
    if elsewhere {
        return;
    }
    let typing = ctx.text_edit_focused();
    let focused = ui.memory(egui::Memory::focused);
    let at_row = focused.is_none_or(|id| plan.steps.iter().any(|s| row_id(s.number) == id));
    for (modifiers, key, press) in KEYS {
        let counts = match press {
            Press::Above | Press::Below => at_row && !typing,
            Press::Quick => modifiers == Modifiers::COMMAND || !typing,
            Press::Up | Press::Down | Press::Duplicate | Press::Remove | Press::Hold => {
                !typing && cx.state.selected.is_some()
            }
        };
        if counts && ui.input_mut(|input| input.consume_key(modifiers, key)) {
            ask(cx, press, out);
        }
    }
}

fn ask(cx: Cx<'_>, press: Press, out: &mut Outbox) {
    let step = cx.state.selected;
    let action = match (press, step) {
        (Press::Above, _) => PlanAction::Walk(-1),
        (Press::Below, _) => PlanAction::Walk(1),
        (Press::Quick, _) => PlanAction::FocusQuick,
        (Press::Up, _) => PlanAction::Shift(-1),
        (Press::Down, _) => PlanAction::Shift(1),
        (Press::Duplicate, Some(step)) => PlanAction::Change(vec![Edit::Duplicate { step }]),
        (Press::Remove, Some(step)) => PlanAction::Change(vec![Edit::Remove { step }]),
        (Press::Hold, Some(step)) => PlanAction::Hold(step),
        (Press::Duplicate | Press::Remove | Press::Hold, None) => return,
    };
    out.plan(action);
}
