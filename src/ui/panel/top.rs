//! The bar at the top: what is open, and what can be done with it.

use eframe::egui::{self, Button, Frame, Margin, RichText, Stroke, Ui};

use crate::ui::action::{Action, Outbox, Then};
use crate::ui::app::Cx;
use crate::ui::practice::OpenPractice;
use crate::ui::widget::{bold, logo, name_label};
use crate::ui::{icons, theme};

/// The bar.
pub fn top_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(Margin::symmetric(14, 9));
    egui::Panel::top("top").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            logo(ui, cx.palette, 15.0);
            let name = RichText::new("Ischia")
                .font(theme::semibold(theme::TITLE))
                .color(cx.palette.accent);
            ui.label(name);
            ui.add_space(12.0);
            what_is_open(ui, cx);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                save_buttons(ui, cx, out);
                ui.add_space(4.0);
                open_buttons(ui, cx, out);
                ui.add_space(4.0);
                undo_buttons(ui, cx, out);
                ui.add_space(4.0);
                let new = ui.button((icons::text(icons::ADD, 16.0), "New intake"));
                let new = new.accessible_name("New intake");
                if new.on_hover_text("Ctrl+N").clicked() {
                    out.send(Action::Leave(Then::New));
                }
            });
        });
    });
}

fn undo_buttons(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let undo = &cx.state.undo;
    let kinds = [
        ("Redo", icons::REDO, undo.redoes(), "Ctrl+Shift+Z", Action::Redo),
        ("Undo", icons::UNDO, undo.undoes(), "Ctrl+Z", Action::Undo),
    ];
    for (name, icon, what, keys, action) in kinds {
        let button = Button::new(icons::text(icon, 16.0)).frame_when_inactive(false);
        let button = ui.add_enabled(what.is_some(), button).accessible_name(name);
        let button = button.on_hover_text(format!("{name}: {} ({keys})", what.unwrap_or_default()));
        if button.clicked() {
            out.send(action);
        }
    }
}

fn what_is_open(ui: &mut Ui, cx: Cx<'_>) {
    let draft = &cx.state.work.intake;
    if let Some(client) = cx.state.practice.open().and_then(OpenPractice::chosen_row) {
        let font = theme::semibold(theme::BODY);
        name_label(ui, client.name, font, cx.palette.ink, 260.0);
        ui.label(RichText::new("·").color(cx.palette.secondary));
    }
    let category = draft.category.as_ref();
    let protocol = category.and_then(|id| cx.knowledge.protocol(id));
    let name = protocol.map_or("New intake", |protocol| protocol.name.as_str());
    ui.label(bold(name));
    let date = draft.day().map(|day| day.date().strftime("%a %-d %b %Y").to_string());
    let mut about = date.unwrap_or_default();
    if !draft.visit.trim().is_empty() {
        about = format!("{about} · visit {}", draft.visit.trim());
    }
    ui.label(RichText::new(about).color(cx.palette.secondary));
}

fn save_buttons(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let enabled = cx.state.judged.plan.is_some() && cx.state.busy.is_none();
    ui.add_enabled_ui(enabled, |ui| {
        let more = ui.button(icons::text(icons::MORE, 16.0)).accessible_name("More ways to save");
        egui::Popup::menu(&more).show(|ui| {
            if ui.button("Save to a typed path…").clicked() {
                out.send(Action::SaveTyped);
            }
        });
        let text =
            RichText::new("Save").font(theme::semibold(theme::BODY)).color(cx.palette.on_accent);
        let save =
            Button::new(text).fill(cx.palette.accent).stroke(Stroke::new(1.0, cx.palette.accent));
        let save = ui.add(save).on_hover_text("Ctrl+S");
        let save = save.on_disabled_hover_text("Answer what is missing; then there is a plan");
        if save.clicked() {
            out.send(Action::SaveThen(None));
        }
    });
}

fn open_buttons(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let more = ui.button(icons::text(icons::MORE, 16.0)).accessible_name("More ways to open");
    egui::Popup::menu(&more).show(|ui| {
        if ui.button("Open a typed path…").clicked() {
            out.send(Action::Leave(Then::OpenTyped));
        }
        ui.separator();
        if ui.button("Open or make a practice…").clicked() {
            out.send(Action::Leave(Then::ChoosePractice));
        }
        if ui.button("Open or make a practice at a typed path…").clicked() {
            out.send(Action::Leave(Then::PracticeTyped));
        }
        let sealed = cx.state.practice.open().is_some_and(|open| open.store.seal().is_some());
        if sealed && ui.button("Lock the practice now").clicked() {
            out.send(Action::Leave(Then::Lock));
        }
    });
    let open = ui.button((icons::text(icons::OPEN, 16.0), "Open…"));
    let open = open.accessible_name("Open");
    if open.on_hover_text("Ctrl+O").clicked() {
        out.send(Action::Leave(Then::Open));
    }
}
