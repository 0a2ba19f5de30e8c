//! The scores after a session: pain in leg and back, how far down symptoms reach, the client's activities.

use eframe::egui::{Align, Key, Layout, Popup, Response, Ui, vec2};

use super::Form;
use super::parts::head;
use crate::app::action::Outbox;
use crate::app::closing::{
    ActivityRow, ClosingAction, ClosingChange, ClosingQuestion, ScoreChange,
};
use crate::model::{FurthestPoint, Nprs};
use crate::text::inside_sentence;
use crate::ui::widget::{
    ChipLook, Score, bold, card, looking_chip, score_row, score_slider, secondary,
};

/// Height of the buttons of a score.
const SCORE: f32 = 30.0;
/// Height of an activity.
const ACTIVITY: f32 = 27.0;
/// Between a name and what belongs to it.
const UNDER: f32 = 5.0;

impl Form<'_> {
    /// The card.
    pub(super) fn scores_ui(self, ui: &mut Ui, out: &mut Outbox) {
        card(ui, self.scene.colours, None, |ui| {
            ui.spacing_mut().item_spacing.y = UNDER;
            let leg = |ui: &mut Ui, out: &mut Outbox| self.score_ui(ui, ClosingQuestion::Leg, out);
            let back =
                |ui: &mut Ui, out: &mut Outbox| self.score_ui(ui, ClosingQuestion::Back, out);
            self.columns(ui, [&leg, &back], out);
            ui.add_space(5.0);
            let reaches = |ui: &mut Ui, out: &mut Outbox| self.reaches_ui(ui, out);
            let activities = |ui: &mut Ui, out: &mut Outbox| self.activities_ui(ui, out);
            self.columns(ui, [&reaches, &activities], out);
        });
    }

    fn score_ui(self, ui: &mut Ui, question: ClosingQuestion, out: &mut Outbox) {
        let (view, entered) = (&self.closing.view, &self.closing.entered);
        let is_leg = question == ClosingQuestion::Leg;
        let (change, value) =
            if is_leg { (&view.leg, entered.leg) } else { (&view.back, entered.back) };
        let ScoreChange { before, words, tone } = change;
        let name = question.label();
        let before_words = before.map(|before| format!("before {before}")).unwrap_or_default();
        head(ui, self.scene.colours, name, &before_words, (words.as_str(), *tone));
        let shown = Score { name, value, was: *before };
        let size = vec2(ui.available_width(), SCORE);
        let is_jumped_to = self.is_jumped_to(question);
        let takes = |ui: &Ui, shown: &Response| self.takes_keys(ui, question, shown);
        let scored = score_row(ui, self.scene.colours, shown, size, is_jumped_to, takes);
        if scored.shown.has_focus() && goes_on(ui) {
            out.send(ClosingAction::Jump(self.next_after(question)).into());
        }
        let Some(score) = scored.score else { return };
        let change = if is_leg { ClosingChange::Leg(score) } else { ClosingChange::Back(score) };
        out.send(ClosingAction::Enter(change).into());
        if scored.goes_on {
            out.send(ClosingAction::Jump(self.next_after(question)).into());
        }
    }

    /// The open question after this one, around the end; itself where no other is open.
    fn next_after(self, question: ClosingQuestion) -> ClosingQuestion {
        let missing = self.closing.missing();
        let next = missing.iter().find(|one| **one > question);
        let first = missing.iter().find(|one| **one != question);
        next.or(first).copied().unwrap_or(question)
    }

    /// Whether digits go to a score: it has the focus, or it is the first that is open, whole in sight, and
    /// nothing else has the focus.
    fn takes_keys(self, ui: &Ui, question: ClosingQuestion, shown: &Response) -> bool {
        if shown.has_focus() {
            return true;
        }
        let state = self.scene.state;
        let in_front = !state.dialogs.is_empty()
            || state.menu.is_some()
            || state.panes.rail_over
            || Popup::is_any_open(ui.ctx());
        let focused = ui.memory(eframe::egui::Memory::focused);
        let scores = [ClosingQuestion::Leg, ClosingQuestion::Back];
        let first = self.closing.missing().iter().find(|one| scores.contains(one));
        let is_next = first == Some(&question);
        let is_in_sight = ui.clip_rect().contains_rect(shown.rect);
        ui.is_enabled() && !in_front && focused.is_none() && is_next && is_in_sight
    }

    fn reaches_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        let (before, words, tone) = &self.closing.view.reaches;
        let said = before.map(|point| format!("before {}", inside_sentence(point.label())));
        head(ui, colours, "Reaches", &said.unwrap_or_default(), (words.as_str(), *tone));
        ui.scope(|ui| {
            ui.spacing_mut().button_padding.x = 7.0;
            ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
            ui.horizontal_wrapped(|ui| {
                for point in FurthestPoint::ALL.iter().copied() {
                    let on = self.closing.entered.reaches == Some(point);
                    let look = ChipLook { on, was: *before == Some(point) };
                    if looking_chip(ui, colours, look, "Reaches", point.label()).clicked() {
                        out.send(ClosingAction::Enter(ClosingChange::Reaches(point)).into());
                    }
                }
            });
        });
    }

    fn activities_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let rows = &self.closing.view.activities;
        if rows.is_empty() {
            return;
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let said = &self.scene.knowledge.session().course.activities.text;
        for row in rows {
            self.activity_ui(ui, row, said, out);
        }
    }

    fn activity_ui(self, ui: &mut Ui, row: &ActivityRow, said: &str, out: &mut Outbox) {
        let colours = self.scene.colours;
        let size = vec2(ui.available_width(), ACTIVITY);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.spacing_mut().item_spacing.x = 8.0;
            let name = vec2((size.x * 0.32).min(150.0), ACTIVITY);
            ui.allocate_ui_with_layout(name, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(name);
                let label = ui.add(eframe::egui::Label::new(row.name.as_str()).truncate());
                label.on_hover_text(format!("{}. {said}", row.name));
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let after = row.after.map_or("–".to_owned(), |after| after.to_string());
                let room = vec2(56.0, ACTIVITY);
                ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
                    ui.set_min_size(room);
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.label(bold(after));
                    ui.label(secondary(colours, format!("{} →", row.before)));
                });
                let name = format!("{} now", row.name);
                let shown = Score { name: &name, value: row.after, was: Some(row.before) };
                let size = vec2(ui.available_width(), 22.0);
                let score: Option<Nprs> = score_slider(ui, colours, shown, size);
                if let Some(score) = score {
                    let change = ClosingChange::Activity(row.name.clone(), score);
                    out.send(ClosingAction::Enter(change).into());
                }
            });
        });
    }
}

/// Whether Enter or F leads to the next question.
fn goes_on(ui: &Ui) -> bool {
    ui.input_mut(|input| {
        let none = eframe::egui::Modifiers::NONE;
        input.consume_key(none, Key::Enter) || input.consume_key(none, Key::F)
    })
}
