//! No plan: what to do first, what was found, how urgent it is, what has to happen first, and
//! words to hand over.

use eframe::egui::{
    self, Button, Color32, Frame, Id, Label, Margin, RichText, Role, Sense, Ui, WidgetInfo,
};

use super::{emergency, sheet, told};
use crate::app::action::{Action, Outbox};
use crate::app::command::Command;
use crate::app::editing::PlanFocus;
use crate::app::explanation::Explanation;
use crate::model::{Referral, Status};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Tint};
use crate::ui::widget::{bold, card, link, secondary, section_title, wrapped};

/// The stop-and-refer view.
pub fn withheld_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    let status = scene.state.visit.standing().status();
    let colours = scene.colours;
    let tint = match status {
        Status::Emergency | Status::Refer => colours.stop_tint(),
        Status::Ok | Status::Caution | Status::Hold => colours.care_tint(),
    };
    sheet(ui, scene, "withheld", |ui| {
        heading(ui, scene, referral, tint, out);
        reasons(ui, scene, referral, tint.ink, out);
        notes(ui, scene, referral, out);
        told::told_ui(ui, scene, referral, out);
        if status != Status::Emergency {
            card(ui, colours, None, |ui| {
                ui.label(section_title(colours, "What has to happen first"));
                wrapped(ui, referral.released_by.as_str());
            });
        }
    });
}

fn heading(
    ui: &mut Ui,
    scene: Scene<'_>,
    referral: &Referral,
    Tint { ink, ground }: Tint,
    out: &mut Outbox,
) {
    let status = scene.state.visit.standing().status();
    Frame::NONE
        .fill(ground)
        .stroke((1.5, ink))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::same(16))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let wide = ui.available_width() >= 440.0;
            let title = |ui: &mut Ui| {
                let icon = icons::severity(crate::model::Severity::Stop);
                ui.label(icons::text(icon, 24.0).color(ink));
                let text = format!("{}: no session today", status.label());
                let words = RichText::new(text.as_str()).font(theme::semibold(20.0));
                let shown = ui.add(Label::new(words.color(ink)).wrap());
                // The focus comes here when the middle turns, and goes on from here.
                let id = Id::unique("heading of what to do instead");
                let shown = ui.interact(shown.rect, id, Sense::focusable_noninteractive());
                shown.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &text));
                if scene.state.visit.editing.focus == Some(PlanFocus::First) {
                    shown.request_focus();
                    shown.scroll_to_me(None);
                }
            };
            if wide {
                ui.horizontal(|ui| {
                    title(ui);
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        edit_intake(ui, scene, out);
                    });
                });
            } else {
                ui.horizontal_top(title);
                edit_intake(ui, scene, out);
            }
            if status == Status::Emergency {
                ui.add_space(6.0);
                emergency::first_ui(ui, scene, ink, out);
            }
            if referral.urgency.label() != status.label() {
                ui.label(bold(referral.urgency.label()));
            }
            if scene.state.visit.standing().plan.is_none() {
                let count = scene.state.visit.standing().missing.len();
                let mut text = match count {
                    1 => "1 answer is open; with it this can be saved.".to_owned(),
                    count => format!("{count} answers are open; with all of them it can be saved."),
                };
                if scene.state.belongs_to_practice() {
                    text.push_str(" Until then it is kept as a draft.");
                }
                wrapped(ui, RichText::new(text).color(scene.colours.ink));
            }
        });
    ui.add_space(theme::GRID);
}

fn edit_intake(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if link(ui, scene.colours, "Edit intake").clicked() {
        out.send(Action::ShowIntake);
    }
}

fn reasons(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, ink: Color32, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        ui.label(section_title(scene.colours, "What was found"));
        for reason in &referral.reasons {
            ui.horizontal_top(|ui| {
                ui.label(
                    icons::text(icons::severity(crate::model::Severity::Stop), 14.0).color(ink),
                );
                ui.vertical(|ui| {
                    wrapped(ui, bold(reason.text.as_str()));
                    let gates = scene.state.visit.standing().gates();
                    let Some(gate) = gates.iter().find(|gate| gate.id == reason.gate) else {
                        return;
                    };
                    ui.horizontal(|ui| {
                        ui.label(secondary(scene.colours, gate.status.label()));
                        let why = link(ui, scene.colours, "Why");
                        let why = why.accessible_name(format!("Why: {}", reason.text));
                        if why.clicked() {
                            out.send(Action::Explain(Explanation {
                                title: reason.text.clone(),
                                paragraphs: vec![gate.released_by.clone()],
                                sources: gate.sources.clone(),
                            }));
                        }
                    });
                });
            });
        }
    });
}

/// The words for the client and for the doctor, side by side where there is room.
fn notes(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        ui.horizontal(|ui| {
            ui.label(section_title(scene.colours, "To hand over"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let save = ui.button((icons::text(icons::SAVE_FILE, 14.0), "Save as text…"));
                if save.accessible_name("Save the words to hand over").clicked() {
                    out.send(Command::SaveNote.action(scene.state));
                }
                let copy = ui.button((icons::text(icons::COPY, 14.0), "Copy both"));
                if copy.clicked() {
                    out.send(Command::CopyNote.action(scene.state));
                }
            });
        });
        let texts =
            [("For the client", &referral.client_text), ("For the doctor", &referral.doctor_text)];
        if ui.available_width() < 600.0 {
            for (title, text) in texts {
                handover(ui, scene, title, text, out);
            }
            return;
        }
        ui.spacing_mut().item_spacing.x = 20.0;
        ui.columns(2, |columns| {
            for (ui, (title, text)) in columns.iter_mut().zip(texts) {
                let layout = egui::Layout::top_down(egui::Align::Min);
                ui.with_layout(layout, |ui| handover(ui, scene, title, text, out));
            }
        });
    });
}

fn handover(ui: &mut Ui, scene: Scene<'_>, title: &str, text: &str, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.label(bold(title));
        ui.spacing_mut().item_spacing.x = 6.0;
        let icon = icons::text(icons::COPY, 14.0).color(scene.colours.accent);
        let copy = ui.add(Button::new(icon).frame(false));
        if copy.accessible_name(format!("Copy: {title}")).on_hover_text("Copy").clicked() {
            out.send(Action::Copy(text.to_owned()));
        }
    });
    wrapped(ui, text);
}
