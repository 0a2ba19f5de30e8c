//! The record of what was said: to whom, when, and in which words.

use eframe::egui::{self, TextEdit, Ui};

use crate::model::{Referral, Told, ToldTo};
use crate::ui::action::{Action, Outbox, ToldChange};
use crate::ui::app::Cx;
use crate::ui::icons;
use crate::ui::widget::{bold, card, secondary, section_title};

/// The card.
pub fn told_ui(ui: &mut Ui, cx: Cx<'_>, referral: &Referral, out: &mut Outbox) {
    card(ui, cx.palette, None, |ui| {
        ui.label(section_title(cx.palette, "What was said"));
        let told = &cx.state.work.told;
        if told.is_empty() {
            let text = "Nothing is recorded yet. Choose who was told; the time and the words \
                        are filled in, and yours to change.";
            ui.label(secondary(cx.palette, text));
        }
        for (at, one) in told.iter().enumerate() {
            entry_ui(ui, cx, at, one, out);
        }
        ui.horizontal_wrapped(|ui| {
            ui.label("Told");
            for to in ToldTo::ALL {
                let add = ui.button((icons::text(icons::ADD, 14.0), to.label()));
                if add.accessible_name(format!("Told: {}", to.label())).clicked() {
                    let words = match to {
                        ToldTo::Client | ToldTo::Guardian => &referral.client_text,
                        ToldTo::Doctor | ToldTo::EmergencyService => &referral.doctor_text,
                    };
                    out.send(Action::Told(ToldChange::Add(to, words.clone())));
                }
            }
        });
    });
}

fn entry_ui(ui: &mut Ui, cx: Cx<'_>, at: usize, told: &Told, out: &mut Outbox) {
    let name = format!("{}, entry {}", told.to.label(), at + 1);
    let generation = cx.state.generation;
    ui.horizontal(|ui| {
        ui.label(bold(told.to.label()));
        let mut when = told.at.clone();
        let edit = TextEdit::singleline(&mut when)
            .id_salt(("told at", at, generation))
            .desired_width(150.0);
        let field = ui.add(edit).accessible_name(format!("{name}: when"));
        if field.changed() {
            out.send(Action::Told(ToldChange::At(at, when)));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui.button(icons::text(icons::REMOVE, 14.0));
            let remove = remove.accessible_name(format!("Remove {name}"));
            if remove.on_hover_text("Remove").clicked() {
                out.send(Action::Told(ToldChange::Remove(at)));
            }
        });
    });
    let mut text = told.text.clone();
    let edit = TextEdit::multiline(&mut text)
        .id_salt(("told", at, generation))
        .desired_rows(2)
        .desired_width(f32::INFINITY)
        .char_limit(4000);
    let field = ui.add(edit).accessible_name(format!("{name}: what was said"));
    if field.changed() {
        out.send(Action::Told(ToldChange::Text(at, text)));
    }
    ui.add_space(4.0);
}
