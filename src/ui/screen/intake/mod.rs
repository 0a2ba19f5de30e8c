//! The questions, on the grid of `grid`: what can stop a session first, what changes it after that,
//! what need not be told last. The bar above them says what is open where.

mod all_no;
mod bar;
mod basics;
mod beside;
mod categories;
mod chips;
mod clearances;
mod consent;
mod facts;
mod grid;
mod landmark;
mod more;
mod places;
mod questions;
mod series;
mod since;
mod still;
mod story;
mod today;
mod wishes;

use std::collections::BTreeMap;

use eframe::egui::{
    self, Frame, Id, Key, Margin, Modifiers, Panel, ScrollArea, Ui, UiBuilder, vec2,
};

pub use consent::unrecorded_ui;

use self::bar::{BarEntry, bar_scrolls, bar_ui, scrolling_bar_ui};
use self::grid::form_card;
use self::landmark::{Landmark, keep_sight, landmark};
use super::sight::{bring_back, follow_focus, keep_lit_in_sight, keys_of_unseen, page_keys};
use crate::app::action::{Action, Outbox};
use crate::app::draft::Field;
use crate::knowledge::schema::Group;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, focused_question, is_low, take_questions, unconfirmed_ui};

pub fn intake_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let unseen = keys_of_unseen(ui, scene);
    let carried = scene.state.visit.work().intake.carried.is_some();
    if carried {
        let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(Margin::symmetric(24, 6));
        let foot = Panel::bottom("intake-foot").frame(frame);
        foot.show(ui, |ui| unconfirmed_ui(ui, scene, out));
    }
    let open = open_questions(scene);
    let entries = entries(scene, &open);
    let scrolls = bar_scrolls(ui);
    if !scrolls {
        bar_ui(ui, scene, &entries);
    }
    let count = |part: &Landmark| open.get(part).copied().unwrap_or_default();
    let at = form(ui, scene, unseen, |ui| {
        if scrolls {
            part(ui, "bar", |ui| scrolling_bar_ui(ui, scene, &entries));
        }
        rescreen_ui(ui, scene, out);
        let groups = &scene.knowledge.tables().groups;
        let (compact, rows): (Vec<&Group>, Vec<&Group>) =
            groups.iter().partition(|group| group.compact);
        if carried {
            landmark(ui, &Landmark::Today, |ui| {
                part(ui, "facts", |ui| facts::facts_ui(ui, scene, out));
                part(ui, "basics", |ui| today::visit_ui(ui, scene, out));
            });
        } else {
            landmark(ui, &Landmark::Complaint, |ui| {
                part(ui, "basics", |ui| basics::basics_ui(ui, scene, out));
            });
        }
        let (signs, rows): (Vec<&Group>, Vec<&Group>) =
            rows.into_iter().partition(|group| group.one_by_one);
        still::signs_ui(ui, scene, &signs, out);
        for group in rows {
            landmark(ui, &Landmark::Group(group.id.clone()), |ui| {
                part(ui, group.id.as_str(), |ui| questions::group_ui(ui, scene, group, out));
            });
        }
        part(ui, "chips", |ui| chips::groups_ui(ui, scene, &compact, out));
        if !carried {
            landmark(ui, &Landmark::Today, |ui| {
                let open = count(&Landmark::Today);
                part(ui, "for today", |ui| today::today_ui(ui, scene, open, out));
            });
        }
        landmark(ui, &Landmark::Consent, |ui| {
            part(ui, "consent", |ui| consent::consent_ui(ui, scene, out));
        });
        landmark(ui, &Landmark::More, |ui| {
            part(ui, "and more", |ui| more::more_ui(ui, scene, out));
            part(ui, "clearance records", |ui| clearances::clearances_ui(ui, scene, out));
            // The one list that grows with the answers, below everything.
            part(ui, "first days", |ui| more::first_days_ui(ui, scene, out));
        });
    });
    keep_sight(ui);
    // After what is answered in this frame: of two keys that come at once this one is the second.
    keys(ui, scene, out);
    if at != scene.state.visit.at {
        out.send(Action::At(at));
    }
}

/// The scrolling form; another client's begins at its top. Gives the question that has the keyboard's focus.
fn form(
    ui: &mut Ui,
    scene: Scene<'_>,
    unseen: Option<Id>,
    content: impl FnOnce(&mut Ui),
) -> Option<Field> {
    let (left, right) = if is_low(ui) { (8, 10.0) } else { (12, 12.0) };
    let margin = Margin { left, right: 0, top: 0, bottom: 8 };
    // The room of the bar stays free without it too, so that nothing moves when it comes.
    let bar = ui.spacing().scroll.allocated_width();
    let width = ui.available_width() - f32::from(left) - bar.max(right);
    let area = ScrollArea::vertical().id_salt(("intake", scene.state.visit.generation));
    let shown = area.auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(margin).show(ui, |ui| {
            ui.set_width(width.max(0.0));
            ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), content);
        });
        follow_focus(ui, scene);
        page_keys(ui, scene);
        bring_back(ui, unseen);
        let questions = take_questions(ui);
        keep_lit_in_sight(ui, scene, &questions);
        focused_question(ui, &questions)
    });
    shown.inner
}

/// How many questions are open in each part.
fn open_questions(scene: Scene<'_>) -> BTreeMap<Landmark, usize> {
    let draft = &scene.state.visit.work().intake;
    let mut open = BTreeMap::new();
    for one in &scene.state.visit.standing().missing {
        *open.entry(Landmark::of(&one.field, draft, scene.knowledge)).or_default() += 1;
    }
    if scene.state.chosen_client().is_some() {
        open.insert(Landmark::Consent, scene.state.open_consents().len());
    }
    open
}

/// The parts in the order in which they stand.
fn entries(scene: Scene<'_>, open: &BTreeMap<Landmark, usize>) -> Vec<BarEntry> {
    let draft = &scene.state.visit.work().intake;
    let entry = |part: Landmark, name: &str, word: &str| {
        let open = Some(open.get(&part).copied().unwrap_or_default());
        BarEntry { part, name: name.to_owned(), word: word.to_owned(), open }
    };
    let groups = &scene.knowledge.tables().groups;
    let group = |one: &Group| entry(Landmark::Group(one.id.clone()), one.short_name(), one.word());
    let rows = || groups.iter().filter(|group| !group.compact);
    let mut all = Vec::new();
    if draft.carried.is_some() {
        all.push(entry(Landmark::Today, "Today", "Today"));
    } else {
        all.push(entry(Landmark::Complaint, "Complaint", "Complaint"));
    }
    all.extend(rows().filter(|one| one.one_by_one).map(group));
    if !draft.former.is_empty() {
        all.push(entry(Landmark::Still, "Still?", "Still?"));
    }
    all.extend(rows().filter(|one| !one.one_by_one).map(group));
    all.extend(groups.iter().filter(|group| group.compact).map(group));
    if draft.carried.is_none() {
        all.push(entry(Landmark::Today, "Today", "Today"));
    }
    if scene.state.chosen_client().is_some() {
        all.push(entry(Landmark::Consent, "Consent", "Consent"));
    }
    let more = entry(Landmark::More, "Wishes, story", "Wishes");
    all.push(BarEntry { open: None, ..more });
    all
}

/// A part whose fields keep the focus when something comes or goes above it.
fn part(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let id = Id::unique(("part of the intake", name));
    ui.scope_builder(UiBuilder::new().scope_id(id), content);
}

/// F goes to the next open question and then to consent, wherever the focus is, except in a text; with
/// nothing open it shows the plan that is offered.
pub(super) fn keys(ui: &Ui, scene: Scene<'_>, out: &mut Outbox) {
    if !scene.state.dialogs.is_empty() || ui.ctx().text_edit_focused() || !ui.is_enabled() {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F)) {
        let standing = scene.state.visit.standing();
        let is_complete = standing.missing.is_empty() && standing.plan.is_some();
        let is_complete = is_complete && !scene.state.asks_consent();
        out.send(if is_complete { Action::ShowPlan } else { Action::NextMissing(None) });
    }
}

/// Says that answers of another day don't count today, until they are asked anew.
fn rescreen_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(day) = scene.state.visit.rescreen else { return };
    if scene.state.visit.asked_anew {
        return;
    }
    form_card(ui, scene, Some(scene.colours.care), |ui| {
        ui.horizontal_wrapped(|ui| {
            let day = day.short();
            let text =
                format!("This was answered on {day}. It isn't ready until it is asked anew.");
            ui.label(bold(text).color(scene.colours.care));
            let text = bold("Ask today's questions").color(scene.colours.accent);
            if ui.button(text).clicked() {
                out.send(Action::Rescreen);
            }
        });
    });
}
