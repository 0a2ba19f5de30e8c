//! The line at the bottom: saved or not, checked or how far, and what the knowledge is.

use eframe::egui::{self, Frame, Margin, RichText, Ui};

use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::widget::secondary;
use crate::ui::{icons, theme};

/// The line.
pub fn status_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(Margin::symmetric(14, 4));
    egui::Panel::bottom("status").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            // Where nothing is being made there is nothing to say about it.
            if !cx.state.is_at_start() && !cx.state.waits_for_client() {
                saved(ui, cx);
                ui.add_space(12.0);
                ui.label(secondary(cx.palette, checked(cx)));
            }
            let open = cx.state.practice.open();
            if let Some(trouble) = open.and_then(|open| open.draft_trouble.as_deref()) {
                ui.add_space(12.0);
                let text = RichText::new("Unsaved work can't be kept").color(cx.palette.care);
                let text = text.font(theme::regular(theme::SMALL));
                ui.label(text).on_hover_text(trouble);
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = format!("About the knowledge · {}", cx.knowledge.version());
                let text = secondary(cx.palette, text);
                let button = egui::Button::new(text).frame(false);
                let button = ui.add(button).accessible_name("About the knowledge");
                if button.clicked() {
                    out.send(Action::About);
                }
                if let Some(open) = cx.state.practice.open() {
                    let counts = open.index.counts();
                    let clients = several(counts.clients, "client");
                    let plans = several(counts.plans, "plan");
                    let text = format!("{} · {clients} · {plans}", open.name);
                    ui.label(secondary(cx.palette, text));
                }
            });
        });
    });
}

fn saved(ui: &mut Ui, cx: Cx<'_>) {
    let state = cx.state;
    let file = state.stored.file().and_then(|path| path.file_name());
    let file = file.map(|name| name.to_string_lossy().into_owned());
    let file = file.or_else(|| state.stored.record().map(|_| "Plan".to_owned()));
    let (colour, text) = if let Some(busy) = state.busy {
        (cx.palette.secondary, busy.label().to_owned())
    } else if state.is_unsaved() {
        (cx.palette.care, "Unsaved changes".to_owned())
    } else {
        let text = match (&file, &state.saved_at) {
            (Some(file), Some(time)) => format!("{file} saved {time}"),
            (Some(file), None) => format!("{file} as stored"),
            (None, _) if state.judged.plan.is_some() => "Plan not saved".to_owned(),
            (None, _) => "Nothing to save".to_owned(),
        };
        (cx.palette.accent, text)
    };
    if !state.is_unsaved() && file.is_some() {
        ui.label(icons::text(icons::DONE, 14.0).color(colour));
    }
    let font = theme::regular(theme::SMALL);
    ui.label(RichText::new(text).font(font).color(colour));
}

fn checked(cx: Cx<'_>) -> String {
    let judged = &cx.state.judged;
    let (answered, all) = judged.progress;
    match &judged.plan {
        Some(plan) if plan.referral.is_none() => {
            let (conflicts, warnings) = judged.counts();
            let conflicts = several(conflicts, "conflict");
            format!("Plan checked: {conflicts}, {}", several(warnings, "warning"))
        }
        Some(_) => "Plan withheld".to_owned(),
        None => format!("Intake: {answered} of {all} answered"),
    }
}

fn several(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        count => format!("{count} {word}s"),
    }
}
