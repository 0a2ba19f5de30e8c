//! The record of what was said: to whom, when, and in which words.

use eframe::egui::{self, Button, TextEdit, Ui};

use crate::app::action::{Action, CommunicationChange, Outbox};
use crate::app::practice::OpenPractice;
use crate::model::{Communication, Recipient, Referral};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, card, heading, secondary, section_title};

pub fn told_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "What was said"));
        let told = &scene.state.visit.work().told;
        if told.is_empty() {
            let text = "Nothing is recorded yet. Choose who was told; the time and the words \
                        are filled in, and yours to change.";
            ui.label(secondary(scene.colours, text));
        }
        for (at, one) in told.iter().enumerate() {
            entry_ui(ui, scene, at, one, out);
        }
        ui.horizontal_wrapped(|ui| {
            ui.label("Told");
            for to in Recipient::ALL {
                let add = ui.button((icons::text(icons::ADD, 14.0), to.label()));
                if add.accessible_name(format!("Told: {}", to.label())).clicked() {
                    let words = match to {
                        Recipient::Client | Recipient::Guardian => &referral.client_text,
                        Recipient::Doctor | Recipient::EmergencyService => &referral.doctor_text,
                    };
                    out.send(Action::Told(CommunicationChange::Add(to, words.clone())));
                }
            }
        });
        keep_ui(ui, scene, referral, out);
    });
}

/// A line for the client's record, while too little is answered for a plan to be saved.
fn keep_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    let client = scene.state.practice.open().and_then(OpenPractice::chosen_client);
    let Some(client) = client else { return };
    let can_be_saved = scene.state.visit.standing().plan.is_some();
    if can_be_saved
        || !scene.state.belongs_to_practice()
        || scene.state.visit.work().told.is_empty()
    {
        return;
    }
    let line = line(scene, referral);
    if client.important.as_ref().is_some_and(|note| note.contains(&line)) {
        ui.label(secondary(scene.colours, "A line of this is saved to the client's record."));
        return;
    }
    let keep =
        ui.add_enabled(scene.state.busy.is_none(), Button::new("Keep a line with the client"));
    let about = "Adds when, why and who was told to the client's important note at once. The words \
                 themselves are saved with the plan, once everything is answered.";
    if keep.on_hover_text(about).clicked() {
        out.send(Action::KeepTold(line));
    }
}

/// When, why and who was told.
fn line(scene: Scene<'_>, referral: &Referral) -> String {
    let reasons: Vec<&str> = referral.reasons.iter().map(|reason| &*reason.text).collect();
    let told =
        scene.state.visit.work().told.iter().map(|one| format!("{} ({})", one.to.label(), one.at));
    let told: Vec<String> = told.collect();
    format!(
        "{}: {} Told: {}.",
        scene.state.visit.work().intake.date.trim(),
        reasons.join(" "),
        told.join(", ")
    )
}

fn entry_ui(ui: &mut Ui, scene: Scene<'_>, at: usize, told: &Communication, out: &mut Outbox) {
    let name = format!("{}, entry {}", told.to.label(), at + 1);
    let generation = scene.state.visit.generation;
    ui.horizontal(|ui| {
        ui.label(bold(told.to.label()));
        let mut when = told.at.clone();
        let edit = TextEdit::singleline(&mut when)
            .id_salt(("told at", at, generation))
            .desired_width(150.0);
        let field = ui.add(edit).accessible_name(format!("{name}: when"));
        if field.changed() {
            out.send(Action::Told(CommunicationChange::At(at, when)));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui.button(icons::text(icons::REMOVE, 14.0));
            let remove = remove.accessible_name(format!("Remove {name}"));
            if remove.on_hover_text("Remove").clicked() {
                out.send(Action::Told(CommunicationChange::Remove(at)));
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
        out.send(Action::Told(CommunicationChange::Text(at, text)));
    }
    ui.add_space(4.0);
}
