//! The record of what was said: to whom, when, and in which words.

use eframe::egui::{self, Button, CornerRadius, Label, Popup, ScrollArea, TextEdit, Ui, vec2};

use super::cards::{hairline, head};
use crate::app::action::{Action, CommunicationChange, Outbox};
use crate::app::length;
use crate::app::practice::OpenPractice;
use crate::model::{Channel, Communication, Recipient, Referral};
use crate::ui::scene::Scene;
use crate::ui::widget::{Count, bold, note_lines, secondary, wrapped};
use crate::ui::{icons, theme};

/// What was said, in a card this high inside: the entries scroll.
pub fn told_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, height: f32, out: &mut Outbox) {
    let told = &scene.state.visit.work().told;
    let top = ui.cursor().top();
    head(ui, scene.colours, "What was said", "kept with this visit");
    let most = height - (ui.cursor().top() - top) - ADD;
    let area = ScrollArea::vertical().id_salt(("told", scene.state.visit.generation));
    area.max_height(most.max(ENTRY)).auto_shrink([false, true]).show(ui, |ui| {
        if told.is_empty() {
            hairline(ui, scene.colours);
            let text = "Nothing yet. Press who was told: time and words are filled in, and yours \
                        to change.";
            wrapped(ui, secondary(scene.colours, text));
        }
        for (at, one) in told.iter().enumerate() {
            hairline(ui, scene.colours);
            entry_ui(ui, scene, at, one, out);
        }
    });
    hairline(ui, scene.colours);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
        ui.label("Told");
        for to in Recipient::ALL {
            let icon = icons::text(icons::ADD, 13.0).color(scene.colours.accent);
            let add = Button::new((icon, to.label())).corner_radius(CornerRadius::same(12));
            let add = ui.add(add);
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
}

/// The room of what is pressed below the entries, and of one entry.
const ADD: f32 = 76.0;
const ENTRY: f32 = 70.0;

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
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(bold(told.to.label()));
        how_ui(ui, at, &name, told.how, out);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let remove = ui.add(Button::new(icons::text(icons::REMOVE, 13.0)).frame(false));
            let remove = remove.accessible_name(format!("Remove {name}"));
            if remove.on_hover_text("Remove").clicked() {
                out.send(Action::Told(CommunicationChange::Remove(at)));
            }
            let mut when = told.at.clone();
            let edit = TextEdit::singleline(&mut when)
                .id_salt(("told at", at, generation))
                .font(theme::regular(theme::SMALL))
                .desired_width(124.0);
            let field = ui.add(edit).accessible_name(format!("{name}: when"));
            if field.changed() {
                out.send(Action::Told(CommunicationChange::At(at, when)));
            }
            if !told.by.is_empty() {
                ui.add(Label::new(secondary(scene.colours, told.by.as_str())).truncate());
            }
        });
    });
    let mut text = told.text.clone();
    let count = Count::of(ui, scene.colours, &text, length::SAID);
    let edit = TextEdit::multiline(&mut text)
        .id_salt(("told", at, generation))
        .desired_rows(2)
        .desired_width(f32::INFINITY);
    let field = ui.add(count.beside(edit)).accessible_name(format!("{name}: what was said"));
    note_lines(&field);
    count.show(ui, scene.colours, &field);
    if field.changed() {
        out.send(Action::Told(CommunicationChange::Text(at, text)));
    }
}

/// How it was told, chosen from a list.
fn how_ui(ui: &mut Ui, at: usize, name: &str, how: Option<Channel>, out: &mut Outbox) {
    let word = how.map_or("How?", Channel::label);
    let button = ui.add(Button::new((word, icons::text(icons::MORE, 13.0))).frame(false));
    let button = button.accessible_name(format!("{name}: how, {}", word.to_lowercase()));
    Popup::menu(&button).show(|ui| {
        for channel in Channel::ALL {
            let chosen = ui.add(Button::selectable(how == Some(*channel), channel.label()));
            if chosen.clicked() {
                out.send(Action::Told(CommunicationChange::How(at, Some(*channel))));
            }
        }
    });
}
