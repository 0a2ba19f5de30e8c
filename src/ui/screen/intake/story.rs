//! The complaint as told: free texts, what it feels like, what makes it worse, what is hoped for.

use eframe::egui::{Sense, Ui};

use super::grid;
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, IntakeDraft, LastVisit, Quote, TextField};
use crate::knowledge::schema::Asked;
use crate::model::{Aggravator, FreeText, Goal, Quality};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{
    AskedName, Score, Scored, asked_keys, asked_name, chip, link, mark, quote, score, text_area,
    text_field,
};

/// Width of an activity's score.
const SCORE: f32 = 270.0;

/// Whether a field is in this section.
pub fn is_here(field: &Field) -> bool {
    matches!(
        field,
        Field::ActivityScore(_) | Field::Text(TextField::Activity(_) | TextField::SittingHours)
    )
}

/// How many of its fields are filled in.
pub fn filled(draft: &IntakeDraft) -> usize {
    let texts = FreeText::ALL.iter().map(|text| draft.told(*text));
    let texts = texts.chain([&draft.sitting_hours]).filter(|text| !text.trim().is_empty()).count();
    let lists = [
        draft.quality.is_empty(),
        draft.aggravators.is_empty(),
        draft.eases.is_empty(),
        draft.goals.is_empty(),
        draft.activities.is_empty(),
    ];
    texts + lists.iter().filter(|empty| !**empty).count()
}

pub fn story_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let said = |words: fn(&LastVisit) -> &Option<Quote>| {
        draft.last.as_ref().and_then(|l| words(l).as_ref())
    };
    // A returning client's words of today are asked further up.
    if draft.carried.is_none() {
        if let Some(words) = said(|last| &last.complaint) {
            quote(ui, scene.colours, words, false);
        }
        text_area(ui, scene, &TextField::Free(FreeText::Complaint), 2, out);
    }
    let asked = AskedName { asked: &Asked::Quality, name: "Feels" };
    let pressed = row(ui, scene, asked, Quality::ALL, &draft.quality, Quality::label, out);
    if let Some(one) = pressed {
        out.change(Change::Quality(one));
    }
    let all = Aggravator::ALL;
    let asked = AskedName { asked: &Asked::Aggravators, name: "Worse with" };
    let pressed = row(ui, scene, asked, all, &draft.aggravators, Aggravator::label, out);
    if let Some(one) = pressed {
        out.change(Change::Aggravator(one));
    }
    let asked = AskedName { asked: &Asked::Eases, name: "Eased by" };
    let pressed = row(ui, scene, asked, all, &draft.eases, Aggravator::label, out);
    if let Some(one) = pressed {
        out.change(Change::Eases(one));
    }
    let asked = AskedName { asked: &Asked::Goals, name: "Hopes for" };
    let pressed = row(ui, scene, asked, Goal::ALL, &draft.goals, Goal::label, out);
    if let Some(one) = pressed {
        out.change(Change::Goal(one));
    }
    activities(ui, scene, out);
    text_field(ui, scene, &TextField::SittingHours, "", 44.0, "", out);
    let first_and_last = [FreeText::Complaint, FreeText::Notes];
    for text in FreeText::ALL.iter().filter(|text| !first_and_last.contains(text)) {
        text_area(ui, scene, &TextField::Free(*text), 1, out);
    }
    if let Some(words) = said(|last| &last.notes) {
        quote(ui, scene.colours, words, false);
    }
    text_area(ui, scene, &TextField::Free(FreeText::Notes), 3, out);
}

/// Chips behind the name of their question. Gives the one that was pressed.
fn row<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: Scene<'_>,
    asked: AskedName<'_>,
    all: &[T],
    chosen: &[T],
    label: impl Fn(T) -> &'static str,
    out: &mut Outbox,
) -> Option<T> {
    let row = |ui: &mut Ui| {
        asked_name(ui, scene, asked, asked.name, Sense::CLICK, out);
        let mut pressed = None;
        for one in all {
            let shown = chip(ui, scene.colours, chosen.contains(one), asked.name, label(*one));
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                pressed = Some(*one);
            }
        }
        pressed
    };
    grid::row(ui, row)
}

fn activities(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    for (at, activity) in draft.activities.iter().enumerate() {
        let name = format!("Activity {}", at + 1);
        grid::row(ui, |ui| {
            let field = TextField::Activity(at);
            text_field(ui, scene, &field, &name, 200.0, "Walk to work", out);
            let field = Field::ActivityScore(at);
            mark(ui, scene, &field, |ui| {
                let group = format!("{name}: score");
                let shown = Score { name: &group, value: activity.score, was: None };
                let Scored { score, shown, .. } = score(ui, scene, &field, shown, SCORE);
                let asked = AskedName { asked: &Asked::Activities, name: "Activities" };
                asked_keys(ui, scene, asked, &shown, false, out);
                if let Some(score) = score {
                    out.change(Change::ActivityScore(at, score));
                }
            });
            let remove = ui.button(icons::text(icons::REMOVE, 14.0));
            if remove.accessible_name(format!("Remove {name}")).clicked() {
                out.change(Change::RemoveActivity(at));
            }
        });
    }
    if draft.activities.len() < 3 && link(ui, scene.colours, "Add an activity").clicked() {
        out.change(Change::AddActivity);
    }
}
