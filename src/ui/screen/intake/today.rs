//! Inflammation, what the doctor said, and what a returning client tells today.

use eframe::egui::Ui;

use super::basics;
use super::beside::beside_ui;
use super::grid::{beside_title, form_card, halves, head, named_row};
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::knowledge::schema::Asked;
use crate::model::{Diagnosis, DoctorOnMassage, FreeText, HomeCareKept, Inflammation};
use crate::ui::scene::Scene;
use crate::ui::widget::{
    ChipLook, bold, choices, choices_width, field_shown, line_field, mark, quote,
};

/// The card of a new client, at the end of the screening.
pub fn today_ui(ui: &mut Ui, scene: Scene<'_>, open: usize, out: &mut Outbox) {
    form_card(ui, scene, None, |ui| {
        let title = |ui: &mut Ui, _: &mut Outbox| {
            ui.label(bold("Today, and the doctor"));
            if open > 0 {
                beside_title(ui, scene, &format!("{open} open"));
            }
        };
        head(ui, out, "Today, and the doctor", &title, None);
        halves(
            ui,
            out,
            &|ui, out| {
                inflammation_ui(ui, scene, false, out);
                doctor_ui(ui, scene, false, out);
            },
            &|ui, out| {
                diagnosis_ui(ui, scene, out);
                cause_ui(ui, scene, out);
            },
        );
        beside_ui(ui, scene, &[Asked::Diagnosis], out);
    });
}

/// The card of a returning client: the answers of the day, all of them empty.
pub fn visit_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    form_card(ui, scene, None, |ui| {
        basics::today_ui(ui, scene, out);
        ui.add_space(4.0);
        halves(ui, out, &|ui, out| words_ui(ui, scene, out), &|ui, out| {
            inflammation_ui(ui, scene, true, out);
            doctor_ui(ui, scene, true, out);
        });
        ui.add_space(2.0);
        let asked = [Asked::Onset, Asked::FurthestPoint, Asked::Trend, Asked::Diagnosis];
        halves(ui, out, &|ui, out| home_care_ui(ui, scene, out), &|ui, out| {
            beside_ui(ui, scene, &asked, out);
        });
    });
}

/// What was said last, above an empty field.
fn words_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let last = scene.state.visit.work().intake.last.as_ref();
    if let Some(words) = last.and_then(|last| last.complaint.as_ref()) {
        quote(ui, scene.colours, words, true);
        ui.add_space(6.0);
    }
    let width = ui.available_width();
    let field = TextField::Free(FreeText::Complaint);
    line_field(ui, scene, &field, width, "In the client’s words, today", out);
}

fn inflammation_ui(ui: &mut Ui, scene: Scene<'_>, strong: bool, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let look = |how: Inflammation| {
        (how.label(), ChipLook { on: draft.inflammation == Some(how), was: false })
    };
    let pressed = answers(ui, scene, &Field::Inflammation, strong, Inflammation::ALL, look, out);
    if let Some(how) = pressed {
        out.change(Change::Inflammation(how));
    }
}

fn doctor_ui(ui: &mut Ui, scene: Scene<'_>, strong: bool, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let look = |word: DoctorOnMassage| {
        (word.label(), ChipLook { on: draft.doctor == Some(word), was: false })
    };
    if let Some(word) = answers(ui, scene, &Field::Doctor, strong, DoctorOnMassage::ALL, look, out)
    {
        out.change(Change::Doctor(word));
    }
}

/// Who named the diagnosis.
pub fn diagnosis_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let look =
        |who: Diagnosis| (who.label(), ChipLook { on: draft.diagnosis == Some(who), was: false });
    if let Some(who) = answers(ui, scene, &Field::Diagnosis, false, Diagnosis::ALL, look, out) {
        out.change(Change::Diagnosis(who));
    }
}

/// Whether the doctor named a cause: off until a doctor named the diagnosis.
pub fn cause_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let is_asked = draft.diagnosis == Some(Diagnosis::ByDoctor);
    ui.add_enabled_ui(is_asked, |ui| {
        let look = |known: bool| {
            let label = if known { "Yes" } else { "No" };
            let on = is_asked && draft.cause_known == Some(known);
            (label, ChipLook { on, was: false })
        };
        let choices = [false, true];
        let pressed = answers(ui, scene, &Field::CauseKnown, false, &choices, look, out);
        if let Some(known) = pressed {
            out.change(Change::CauseKnown(known));
        }
    });
}

/// Whether the home care was kept up; it need not be told.
pub fn home_care_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let on = |how| draft.home_care_kept == Some(how);
    let look = |how: HomeCareKept| (how.label(), ChipLook { on: on(how), was: false });
    let field = Field::HomeCareKept;
    if let Some(how) = answers(ui, scene, &field, false, HomeCareKept::ALL, look, out) {
        // The same once more takes it back.
        out.change(Change::HomeCareKept(Some(how).filter(|how| !on(*how))));
    }
}

/// A question with its choices at the right end of the row.
fn answers<T: Copy>(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    strong: bool,
    all: &[T],
    look: impl Fn(T) -> (&'static str, ChipLook),
    out: &mut Outbox,
) -> Option<T> {
    let name = scene.label(field);
    mark(ui, scene, field, |ui| {
        let needed = choices_width(ui, all.iter().map(|one| look(*one).0));
        let mut pressed = None;
        let title = |ui: &mut Ui, out: &mut Outbox| {
            // The whole name is heard; its first words have room.
            let shown = if *field == Field::Doctor { "Doctor's advice" } else { name.as_str() };
            let shown = if strong { bold(shown) } else { shown.into() };
            field_shown(ui, scene, field, (&name, shown), out);
        };
        let mut asked = Outbox::default();
        named_row(
            ui,
            needed,
            |ui| title(ui, &mut asked),
            |ui| pressed = choices(ui, scene, field, all, &look, out),
        );
        asked.take().into_iter().for_each(|action| out.send(action));
        pressed
    })
}
