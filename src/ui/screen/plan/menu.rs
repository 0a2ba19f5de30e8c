//! The menu of a row, the steps that can be added, and why a step is there.

use eframe::egui::{Button, Popup, PopupCloseBehavior, Response, SetOpenCommand, Ui};

use super::keys;
use crate::model::{Plan, Step};
use crate::planner::edit::Edit;
use crate::ui::action::{Action, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::sentence;
use crate::ui::editing::PlanAction;
use crate::ui::screen::words;
use crate::ui::widget::{Entry, choice_list};

/// The menu of a row.
pub fn context_ui(cx: Cx<'_>, plan: &Plan, step: &Step, row: &Response, out: &mut Outbox) {
    let number = step.number;
    // Wherever in the row: its parts lie over it and would keep the press for themselves.
    let pressed =
        row.contains_pointer() && row.ctx.input(|input| input.pointer.secondary_clicked());
    let popup = Popup::menu(row)
        .open_memory(pressed.then_some(SetOpenCommand::Bool(true)))
        .at_pointer_fixed();
    popup.show(|ui| {
        if ui.button("Why this step").clicked() {
            out.send(Action::Explain(about_step(cx, plan, step)));
        }
        if ui.button("Write own words").clicked() {
            out.send(Action::Select(Some(number)));
            out.plan(PlanAction::Write(number, step.instructions.clone()));
        }
        ui.separator();
        let edits = [
            ("Move up", keys::Press::Up, Edit::Move { step: number, to: number.saturating_sub(1) }),
            ("Move down", keys::Press::Down, Edit::Move { step: number, to: number + 1 }),
            ("Duplicate", keys::Press::Duplicate, Edit::Duplicate { step: number }),
            ("Remove", keys::Press::Remove, Edit::Remove { step: number }),
        ];
        for (name, press, edit) in edits {
            let possible = if let Edit::Move { to, .. } = &edit {
                (1..=plan.steps.len()).contains(to)
            } else {
                true
            };
            if entry(ui, name, press, possible) {
                out.edit(edit);
            }
        }
        let held = cx.state.work.held.contains(&number);
        let name = if held { "Let the minutes go" } else { "Hold the minutes" };
        if step.counted && entry(ui, name, keys::Press::Hold, true) {
            out.plan(PlanAction::Hold(number));
        }
        ui.separator();
        if ui.button("Copy the plan as text").clicked() {
            out.send(Action::CopyPlan);
        }
    });
}

fn entry(ui: &mut Ui, name: &str, press: keys::Press, possible: bool) -> bool {
    let keys = keys::text(ui.ctx(), press);
    ui.add_enabled(possible, Button::new(name).shortcut_text(keys)).clicked()
}

/// The steps that can be added, in a list that the button opens.
pub fn offers_ui(cx: Cx<'_>, button: &Response, at: Option<usize>, out: &mut Outbox) {
    let popup =
        Popup::menu(button).width(300.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let Some(offers) = &cx.state.editing.offers else { return };
        let entries: Vec<Entry> = offers
            .iter()
            .map(|offer| Entry {
                label: offer.label.clone(),
                note: None,
                on: false,
                closed: offer.closed.as_ref().map(|closed| closed.text.clone()),
            })
            .collect();
        let pressed = choice_list(ui, cx.palette, "Add", &entries, button.id);
        if let Some(offer) = pressed.and_then(|pressed| offers.get(pressed)) {
            out.edit(Edit::Add { at, new: offer.new.clone() });
            ui.close();
        }
    });
}

/// Why a step is there, and what belongs to it.
pub fn about_step(cx: Cx<'_>, plan: &Plan, step: &Step) -> Explanation {
    let (what, how) = words::title(step, cx.knowledge);
    let mut paragraphs = vec![step.instructions.clone(), step.why.clone()];
    if !step.beside.is_empty() {
        paragraphs.push(sentence(&words::beside(step)));
    }
    let supports = step.supports.iter().filter_map(|id| cx.knowledge.support(id));
    let supports: Vec<&str> = supports.map(|support| support.name.as_str()).collect();
    if !supports.is_empty() {
        paragraphs.push(format!("With {}", supports.join(", ")));
    }
    let mut sources = step.sources.clone();
    for caution in &plan.cautions {
        if step.cautions.contains(&caution.id) {
            paragraphs.push(format!("{}: {}", caution.severity.label(), caution.text));
            let new = caution.sources.iter().filter(|id| !step.sources.contains(id));
            sources.extend(new.cloned());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Explanation {
        title: if how.is_empty() {
            format!("{} · {what}", step.number)
        } else {
            format!("{} · {what} · {how}", step.number)
        },
        paragraphs,
        sources,
    }
}
