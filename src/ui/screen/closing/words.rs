//! What is said of the session in a line each, what came up that nobody wanted, and when the client comes
//! again.

use eframe::egui::{
    self, Align, Button, CornerRadius, Key, Layout, Popup, PopupCloseBehavior, Response, RichText,
    Ui, vec2,
};

use super::Form;
use super::parts::{FieldLook, field};
use crate::app::action::Outbox;
use crate::app::closing::{
    ClosingAction, ClosingChange, ClosingQuestion, ClosingText, NextVisit, WEEK,
};
use crate::model::{Day, Response as Took, Unwanted};
use crate::ui::theme;
use crate::ui::widget::{bold, card, chip, secondary, text_width};

/// Height of a field.
const FIELD: f32 = 32.0;
/// What the chips of the question are called together.
const GROUP: &str = "Anything unwanted";
/// Between two rows of the card.
const APART: f32 = 8.0;

impl Form<'_> {
    /// The card.
    pub(super) fn words_ui(self, ui: &mut Ui, out: &mut Outbox) {
        card(ui, self.scene.colours, None, |ui| {
            ui.spacing_mut().item_spacing.y = 5.0;
            let response = |ui: &mut Ui, out: &mut Outbox| self.response_ui(ui, out);
            let next = |ui: &mut Ui, out: &mut Outbox| {
                let hint = "What to keep or change";
                self.line_ui(ui, (ClosingText::NextTime, "For next time", hint), out);
            };
            self.columns(ui, [&response, &next], out);
            ui.add_space(APART);
            let unwanted = |ui: &mut Ui, out: &mut Outbox| self.unwanted_ui(ui, out);
            let visit = |ui: &mut Ui, out: &mut Outbox| self.next_ui(ui, out);
            self.columns(ui, [&unwanted, &visit], out);
            ui.add_space(APART);
            let hint = "What you saw and felt, such as tender places or range";
            self.line_ui(ui, (ClosingText::Note, "Seen and felt", hint), out);
        });
    }

    fn response_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        let size = vec2(ui.available_width(), 18.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.label(bold("Response, in a line"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.spacing_mut().interact_size.y = 18.0;
                for took in Took::ALL.iter().rev().copied() {
                    let on = self.closing.entered.response == Some(took);
                    // As wide in bold, so that nothing beside it moves.
                    let font = theme::semibold(theme::SMALL);
                    let wide = text_width(ui, took.label(), font.clone()) + 12.0;
                    let font = if on { font } else { theme::regular(theme::SMALL) };
                    let ink = if on { colours.accent } else { colours.secondary };
                    let text = RichText::new(took.label()).font(font).color(ink);
                    let button = Button::selectable(on, text).min_size(vec2(wide, 18.0));
                    let button = ui.scope(|ui| {
                        ui.spacing_mut().button_padding = vec2(4.0, 0.0);
                        ui.add(button.corner_radius(CornerRadius::same(9)))
                    });
                    let button =
                        button.inner.accessible_name(format!("Response: {}", took.label()));
                    if button.clicked() {
                        out.send(ClosingAction::Enter(ClosingChange::Response(took)).into());
                    }
                }
            });
        });
        let look = FieldLook {
            name: "Response, in a line",
            hint: "How the client took it",
            size: vec2(ui.available_width(), FIELD),
        };
        field(ui, self.scene, self.closing, ClosingText::Response, look, out);
    }

    fn line_ui(self, ui: &mut Ui, (text, name, hint): (ClosingText, &str, &str), out: &mut Outbox) {
        let size = vec2(ui.available_width(), 18.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.label(bold(name));
        });
        let look = FieldLook { name, hint, size: vec2(ui.available_width(), FIELD) };
        field(ui, self.scene, self.closing, text, look, out);
    }

    fn unwanted_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        let unwanted = &self.closing.entered.unwanted;
        ui.label(bold("Anything unwanted?"));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            ui.spacing_mut().button_padding.x = 9.0;
            let none = chip(ui, colours, unwanted.none, GROUP, "None");
            if self.is_jumped_to(ClosingQuestion::Unwanted) {
                none.request_focus();
            }
            if none.clicked() {
                out.send(ClosingAction::Enter(ClosingChange::NothingUnwanted).into());
            }
            for what in Unwanted::ALL.iter().copied() {
                let on = unwanted.pressed.contains(&what);
                if chip(ui, colours, on, GROUP, what.label()).clicked() {
                    out.send(ClosingAction::Enter(ClosingChange::Unwanted(what)).into());
                }
            }
            if chip(ui, colours, unwanted.other.is_some(), GROUP, "Other…").clicked() {
                out.send(ClosingAction::Enter(ClosingChange::OtherUnwanted).into());
            }
        });
        if unwanted.other.is_some() {
            let look = FieldLook {
                name: "What else was unwanted",
                hint: "What came up",
                size: vec2(ui.available_width(), FIELD - 4.0),
            };
            field(ui, self.scene, self.closing, ClosingText::Unwanted, look, out);
        }
    }

    fn next_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        let entered = &self.closing.entered;
        let view = &self.closing.view;
        let size = vec2(ui.available_width(), 17.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.label(bold("Next visit"));
            let said = egui::Label::new(secondary(colours, &view.suggested)).truncate();
            ui.add(said).on_hover_text(&view.suggested);
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
            ui.spacing_mut().button_padding.x = 9.0;
            // Where the plan proposes no day, none is offered.
            let week = view.interval.filter(|days| *days != WEEK).map(|_| WEEK);
            let mut is_first = true;
            let mut offer = |ui: &mut Ui, label: &str, next: NextVisit, out: &mut Outbox| {
                let on = entered.next.as_ref() == Some(&next);
                let shown = chip(ui, colours, on, "Next visit", label);
                if std::mem::take(&mut is_first) && self.is_jumped_to(ClosingQuestion::NextVisit) {
                    shown.request_focus();
                }
                if shown.clicked() {
                    out.send(ClosingAction::Enter(ClosingChange::Next(next)).into());
                }
            };
            if let Some(days) = week {
                offer(ui, "1 week", NextVisit::After(days), out);
            }
            if let Some(days) = view.interval {
                let day = entered.day().map(|on| on.plus_days(i32::from(days)));
                let label = day.map_or_else(|| format!("In {days} days"), short);
                offer(ui, &label, NextVisit::After(days), out);
            }
            offer(ui, "Not agreed", NextVisit::NotAgreed, out);
            offer(ui, "Discharge", NextVisit::Discharged, out);
            self.date_ui(ui, out);
        });
    }

    /// Another day, which is typed. It stands last, so that its words move nothing.
    fn date_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let closing = self.closing;
        let typed = matches!(closing.entered.next, Some(NextVisit::On(_)));
        let day = closing.entered.next_day().filter(|_| typed);
        let label = day.map_or("Date…".to_owned(), short);
        let shown: Response = chip(ui, self.scene.colours, typed, "Next visit", &label);
        if shown.clicked() && !typed {
            let next = NextVisit::On(String::new());
            out.send(ClosingAction::Enter(ClosingChange::Next(next)).into());
        }
        let popup = Popup::menu(&shown).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            ui.horizontal(|ui| {
                ui.label(bold("Next visit"));
                let look = FieldLook {
                    name: "Day of the next visit",
                    hint: "2026-12-08",
                    size: vec2(96.0, 26.0),
                };
                let field = field(ui, self.scene, closing, ClosingText::NextVisit, look, out);
                if shown.clicked() {
                    field.request_focus();
                }
            });
            if ui.input(|input| input.key_pressed(Key::Enter)) {
                ui.close();
            }
        });
    }
}

/// "Tue 8 Dec".
fn short(day: Day) -> String {
    let whole = day.with_weekday();
    whole.rsplit_once(' ').map_or(whole.clone(), |(short, _)| short.to_owned())
}
