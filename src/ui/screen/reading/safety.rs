//! How the screening came out then: the status, what was found and what released it, the cautions,
//! the clearances.
//!
//! Said as it was saved; names come from the present knowledge.

use eframe::egui::{CollapsingHeader, Color32, RichText, Ui, Vec2, vec2};

use super::why;
use crate::app::action::Outbox;
use crate::app::explanation::Explanation;
use crate::app::words;
use crate::model::{
    CautionNote, Clearance, Day, GateNote, Inflammation, Intake, Plan, Referral, RevisionId,
    Severity, Status,
};
use crate::text::{capital, counted};
use crate::ui::icons;
use crate::ui::panel::{status_heading, steps_in_words};
use crate::ui::scene::Scene;
use crate::ui::theme::Colours;
use crate::ui::widget::{bold, card, heading, secondary, section_title, wrapped};

/// How it came out, and the answers in a line.
pub(super) fn strip_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan) {
    let intake = &plan.intake;
    let colours = scene.colours;
    card(ui, colours, None, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let ink = status_ink(colours, plan.status);
            ui.label(bold(status_heading(plan.status)).color(ink));
            let answers = words::answers(intake, scene.knowledge);
            ui.label(format!("· {}", answers.category));
            ui.label(format!("· {}", answers.with_last));
            if intake.inflammation != Inflammation::None {
                ui.label(format!("· {} inflammation", intake.inflammation.label().to_lowercase()));
            }
            for id in &intake.findings {
                let text = format!("· {}", capital(scene.knowledge.finding_tag(id)));
                ui.label(RichText::new(text).color(colours.care));
            }
            ui.label(secondary(colours, format!("guidance of {}", plan.knowledge)));
        });
    });
}

fn status_ink(colours: &Colours, status: Status) -> Color32 {
    match status {
        Status::Ok => colours.accent,
        Status::Caution | Status::Hold => colours.care,
        Status::Refer | Status::Emergency => colours.stop,
    }
}

/// What was found, what released it, and what to do instead where nothing did.
pub(super) fn found_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) {
    if plan.gates.is_empty() && plan.referral.is_none() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "What was found"));
        for gate in &plan.gates {
            gate_ui(ui, scene, gate, out);
        }
        if let Some(referral) = &plan.referral {
            referral_ui(ui, scene, plan, referral);
        }
    });
}

fn gate_ui(ui: &mut Ui, scene: Scene<'_>, gate: &GateNote, out: &mut Outbox) {
    let (icon, ink, word) = if gate.released {
        (icons::DONE, scene.colours.accent, "Released")
    } else {
        let severity = if gate.status.withholds() { Severity::Stop } else { Severity::Warn };
        (icons::severity(severity), status_ink(scene.colours, gate.status), gate.status.label())
    };
    entry(
        ui,
        icon,
        ink,
        |ui| {
            ui.label(bold(word).color(ink));
            why(ui, scene, &gate.text, || about_gate(gate), out);
        },
        |ui| {
            wrapped(ui, gate.text.as_str());
            if !gate.released_by.is_empty() {
                wrapped(ui, secondary(scene.colours, gate.released_by.as_str()));
            }
        },
    );
}

fn about_gate(gate: &GateNote) -> Explanation {
    Explanation {
        title: gate.text.clone(),
        paragraphs: vec![gate.released_by.clone()],
        sources: gate.sources.clone(),
    }
}

/// What was to be done instead of a session.
fn referral_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, referral: &Referral) {
    let colours = scene.colours;
    let ink = status_ink(colours, plan.status);
    let urgency = referral.urgency.label();
    ui.add_space(4.0);
    ui.label(bold(format!("{}: no session", plan.status.label())).color(ink));
    if urgency != plan.status.label() {
        ui.label(bold(urgency));
    }
    // A gate says its reason already.
    let said = |text: &String| plan.gates.iter().any(|gate| gate.text == *text);
    for reason in referral.reasons.iter().filter(|reason| !said(&reason.text)) {
        wrapped(ui, reason.text.as_str());
    }
    // Each gate says its own part of what releases it.
    let parts = plan.gates.iter().all(|gate| referral.released_by.contains(&gate.released_by));
    let release = (!parts || plan.gates.is_empty()).then_some(&referral.released_by);
    let texts = [
        ("What has to happen first", release),
        ("Words for the client", Some(&referral.client_text)),
        ("Words for the doctor", Some(&referral.doctor_text)),
    ];
    for (title, text) in texts {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        ui.add_space(2.0);
        heading(ui, section_title(colours, title));
        wrapped(ui, text.as_str());
    }
}

/// The cautions that held then: what stops or warns in full, notes folded to a line.
pub(super) fn cautions_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    plan: &Plan,
    revision: RevisionId,
    out: &mut Outbox,
) {
    if plan.cautions.is_empty() {
        return;
    }
    let mut cautions: Vec<&CautionNote> = plan.cautions.iter().collect();
    cautions.sort_by_key(|caution| std::cmp::Reverse(caution.severity));
    let first_note = cautions.partition_point(|caution| caution.severity > Severity::Note);
    let (grave, notes) = cautions.split_at(first_note);
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "Cautions"));
        for caution in grave {
            caution_ui(ui, scene, caution, out);
        }
        let title = match notes.len() {
            0 => return,
            count => counted(count, "note"),
        };
        let title = secondary(scene.colours, title);
        CollapsingHeader::new(title).id_salt(("notes then", revision)).show_unindented(ui, |ui| {
            for caution in notes {
                caution_ui(ui, scene, caution, out);
            }
        });
    });
}

fn caution_ui(ui: &mut Ui, scene: Scene<'_>, caution: &CautionNote, out: &mut Outbox) {
    let colour = scene.colours.severity(caution.severity);
    let known = scene.knowledge.caution(&caution.id);
    let title = known.map_or(caution.id.as_str(), |entry| entry.title.as_str());
    let steps = steps_in_words(&caution.steps);
    let word = scene.knowledge.word_of(&caution.id, caution.severity);
    entry(
        ui,
        icons::severity(caution.severity),
        colour,
        |ui| {
            ui.label(bold(word).color(colour));
            ui.label(bold(title));
            if let Some(steps) = &steps {
                ui.label(secondary(scene.colours, format!("· {steps}")));
            }
            let about = || Explanation {
                title: title.to_owned(),
                paragraphs: vec![word.to_owned(), caution.text.clone()],
                sources: caution.sources.clone(),
            };
            why(ui, scene, title, about, out);
        },
        |ui| wrapped(ui, secondary(scene.colours, caution.text.as_str())),
    );
}

/// An icon, and beside it a line that stands out with what belongs to it.
fn entry(
    ui: &mut Ui,
    icon: icons::Icon,
    ink: Color32,
    head: impl FnOnce(&mut Ui),
    body: impl FnOnce(&mut Ui),
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 1.0);
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().button_padding = Vec2::ZERO;
        ui.horizontal_top(|ui| {
            ui.label(icons::text(icon, 13.0).color(ink));
            ui.vertical(|ui| {
                ui.horizontal_wrapped(head);
                body(ui);
            });
        });
    });
}

/// Who allowed what, when, until when and within which limits.
pub(super) fn clearances_ui(ui: &mut Ui, scene: Scene<'_>, intake: &Intake) {
    if intake.clearances.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        heading(ui, section_title(scene.colours, "Clearances"));
        for record in &intake.clearances {
            clearance_ui(ui, scene, record, intake.date);
        }
    });
}

fn clearance_ui(ui: &mut Ui, scene: Scene<'_>, record: &Clearance, session: Day) {
    let counts = record.counts_on(session);
    let (icon, ink, word) = if counts {
        (icons::DONE, scene.colours.accent, "valid that day")
    } else {
        (icons::severity(Severity::Warn), scene.colours.care, "not valid that day")
    };
    entry(
        ui,
        icon,
        ink,
        |ui| {
            ui.label(bold(record.by.as_str()));
            ui.label(RichText::new(word).color(ink));
        },
        |ui| {
            let end = if record.until.is_some() {
                record.until().long()
            } else {
                format!("{}, {} days on", record.until().long(), Clearance::DEFAULT_DAYS)
            };
            wrapped(ui, format!("Given on {}, until {end}", record.on.long()));
            let covers = record.covers.iter();
            let topics: Vec<&str> = covers.map(|id| scene.knowledge.gate_topic(id)).collect();
            if !topics.is_empty() {
                wrapped(ui, format!("Covers: {}", topics.join("; ")));
            }
            if !record.limits.trim().is_empty() {
                wrapped(ui, format!("As it was said: {}", record.limits));
            }
            let level = record.max_pressure.map(|level| format!("level {level} at most"));
            let minutes =
                record.max_hands_on_minutes.map(|most| format!("{most} hands-on minutes at most"));
            let limits: Vec<String> = level.into_iter().chain(minutes).collect();
            if !limits.is_empty() {
                wrapped(ui, capital(&limits.join(", ")));
            }
        },
    );
}
