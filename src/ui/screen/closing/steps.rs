//! What was done: each step with what became of it; changed and skipped ones open below themselves.

use eframe::egui::{
    self, Align, Align2, Button, CornerRadius, Layout, Popup, Rect, RichText, Sense, Stroke, Ui,
    UiBuilder, pos2, vec2,
};

use super::Form;
use super::parts::{FieldLook, Mark, field, segments, segments_width};
use crate::app::action::Outbox;
use crate::app::closing::{
    ClosingAction, ClosingChange, ClosingQuestion, ClosingText, StepEntered, StepRow,
};
use crate::model::{Minutes, Pressure, SkipReason, StepWent};
use crate::text::counted;
use crate::ui::icons;
use crate::ui::theme::{self, Colours, Tint};
use crate::ui::widget::{bold, card, chip, heading, levels, link, scale, secondary, text_width};

/// Height of a row.
const ROW: f32 = 33.0;
/// Height of what opens below it.
const OPENED: f32 = 32.0;
/// Height of the choices of a row.
const CHOICES: f32 = 24.0;
/// What the number takes.
const NUMBER: f32 = 30.0;
/// So much longer than planned a step can have been, in one press.
const LONGER: u16 = 10;

type Went = (StepWent, &'static str, Mark);

fn went(colours: &Colours) -> [Went; 3] {
    let tint = |ink, ground| Tint { ink, ground };
    let done = (icons::CHOSEN, tint(colours.accent, colours.accent_ground));
    let changed = (icons::CHANGED, tint(colours.care, colours.care_ground));
    let skipped = (icons::NO, tint(colours.ink, colours.line));
    [
        (StepWent::Done, "Done", Some(done)),
        (StepWent::Changed, "Changed", Some(changed)),
        (StepWent::Skipped, "Skipped", Some(skipped)),
    ]
}

impl Form<'_> {
    /// The card.
    pub(super) fn steps_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        card(ui, colours, None, |ui| {
            self.steps_head_ui(ui, out);
            ui.add_space(2.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            let rows = &self.closing.view.rows;
            if self.is_small {
                return self.folded_ui(ui, out);
            }
            if self.is_narrow {
                for row in rows {
                    self.row_ui(ui, row, out);
                }
                return;
            }
            let (first, second) = rows.split_at(rows.len().div_ceil(2));
            let column = |rows: &'_ [StepRow], ui: &mut Ui, out: &mut Outbox| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for row in rows {
                    self.row_ui(ui, row, out);
                }
            };
            let left = |ui: &mut Ui, out: &mut Outbox| column(first, ui, out);
            let right = |ui: &mut Ui, out: &mut Outbox| column(second, ui, out);
            self.columns(ui, [&left, &right], out);
        });
    }

    fn steps_head_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let colours = self.scene.colours;
        let size = vec2(ui.available_width(), 22.0);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(size);
            ui.spacing_mut().item_spacing.x = 10.0;
            let title = RichText::new("What was done").font(theme::semibold(theme::TITLE));
            heading(ui, title.color(colours.ink));
            ui.label(secondary(colours, "all done unless you say so"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let view = &self.closing.view;
                ui.label(format!("of {} min", view.booked));
                ui.label(bold(view.minutes.to_string()));
                ui.add_space(10.0);
                self.day_ui(ui, out);
            });
        });
    }

    /// The day of the session, which is another one where it is entered later.
    fn day_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let closing = self.closing;
        let (text, ink) = match closing.entered.day() {
            Some(day) => (format!("on {}", day.short()), self.scene.colours.accent),
            None => ("Day not read".to_owned(), self.scene.colours.care),
        };
        let name = format!("Day of the session: {text}");
        let button = Button::new(RichText::new(text).font(theme::regular(theme::SMALL)).color(ink));
        let button = ui.add(button.frame(false));
        let button = button.on_hover_cursor(egui::CursorIcon::PointingHand);
        let button = button.on_hover_text("The day of the session");
        let button = button.accessible_name(name);
        if self.is_jumped_to(ClosingQuestion::Day) {
            Popup::open_id(ui.ctx(), Popup::default_response_id(&button));
        }
        let popup = Popup::menu(&button);
        popup.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            ui.horizontal(|ui| {
                ui.label(bold("Day of the session"));
                let look = FieldLook {
                    name: "Day of the session",
                    hint: "2026-11-24",
                    size: vec2(96.0, 26.0),
                };
                field(ui, self.scene, closing, ClosingText::Day, look, out);
            });
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                ui.close();
            }
        });
    }

    /// In a small window: what isn't as planned, and the others as a count.
    fn folded_ui(self, ui: &mut Ui, out: &mut Outbox) {
        let closing = self.closing;
        let is_done = |row: &&StepRow| self.went(row.number) == StepWent::Done;
        let done = closing.view.done;
        if done > 0 {
            let size = vec2(ui.available_width(), ROW);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_size(size);
                let said = format!("{} done as planned", counted(done, "step"));
                ui.label(said);
                let word = if closing.sight.done { "Fold" } else { "Show" };
                let shown = link(ui, self.scene.colours, word);
                if shown.accessible_name(format!("{word} the steps that were done")).clicked() {
                    out.send(ClosingAction::ShowDone(!closing.sight.done).into());
                }
            });
        }
        let rows = closing.view.rows.iter();
        for row in rows.filter(|row| closing.sight.done || !is_done(row)) {
            self.row_ui(ui, row, out);
        }
    }

    fn went(self, step: usize) -> StepWent {
        self.closing.entered.steps.get(&step).map_or(StepWent::Done, |step| step.went)
    }

    fn row_ui(self, ui: &mut Ui, row: &StepRow, out: &mut Outbox) {
        let colours = self.scene.colours;
        let now = self.went(row.number);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
        self.number_ui(ui, row, pos2(rect.left() + 10.0, rect.center().y));
        let options = went(colours);
        let wide = segments_width(ui, &options);
        let middle = rect.center().y;
        let choices = Rect::from_x_y_ranges(
            rect.right() - wide..=rect.right(),
            middle - CHOICES / 2.0..=middle + CHOICES / 2.0,
        );
        let words =
            Rect::from_x_y_ranges(rect.left() + NUMBER..=choices.left() - 8.0, rect.y_range());
        self.name_ui(ui, row, words, now == StepWent::Skipped);
        let group = format!("Step {}, {}", row.number, row.name);
        if let Some(went) = segments(ui, colours, &group, choices, &options, now) {
            out.send(ClosingAction::Enter(ClosingChange::Went(row.number, went)).into());
        }
        match now {
            StepWent::Done => {}
            StepWent::Changed => {
                opened(ui, rect, (row, "changed"), |ui| self.changed_ui(ui, row, out));
            }
            StepWent::Skipped => {
                opened(ui, rect, (row, "skipped"), |ui| self.skipped_ui(ui, row, out));
                let typed = self.entered(row).is_some_and(|step| step.own_reason.is_some());
                if typed {
                    opened(ui, rect, (row, "reason"), |ui| self.reason_ui(ui, row, out));
                }
            }
        }
    }

    fn entered(&self, row: &StepRow) -> Option<&StepEntered> {
        self.closing.entered.steps.get(&row.number)
    }

    fn number_ui(self, ui: &Ui, row: &StepRow, centre: egui::Pos2) {
        let colours = self.scene.colours;
        let colour = Colours::phase(row.phase);
        let painter = ui.painter();
        let ink = if row.counted {
            painter.circle_filled(centre, 10.0, colour);
            colours.digit_on(row.phase)
        } else {
            painter.circle(centre, 9.5, colours.panel, Stroke::new(2.0, colour));
            colours.ink
        };
        let font = theme::semibold(theme::SMALL - 0.5);
        painter.text(centre, Align2::CENTER_CENTER, row.number, font, ink);
    }

    /// What is done, and where: in two smaller lines where one hasn't the room.
    fn name_ui(self, ui: &mut Ui, row: &StepRow, rect: Rect, struck: bool) {
        let colours = self.scene.colours;
        let fits = text_width(ui, &row.name, theme::regular(theme::BODY)) <= rect.width();
        let size = if fits { theme::BODY } else { theme::SMALL };
        let text = RichText::new(&row.name).font(theme::regular(size)).line_height(Some(14.0));
        let text = if struck { text.color(colours.secondary).strikethrough() } else { text };
        let layout = Layout::left_to_right(Align::Center);
        let builder = UiBuilder::new().id_salt(("name", row.number)).max_rect(rect).layout(layout);
        let mut inside = ui.new_child(builder);
        inside.add(egui::Label::new(text).wrap());
    }

    /// How long, how deep, and one word.
    fn changed_ui(self, ui: &mut Ui, row: &StepRow, out: &mut Outbox) {
        let colours = self.scene.colours;
        let entered = self.entered(row);
        let minutes = entered.and_then(|step| step.minutes).map_or(row.minutes, Minutes::get);
        let text = format!("{minutes} of {} min", row.minutes);
        // As wide as it can become, so that what stands beside it stays where it is.
        let widest = format!("888 of {} min", row.minutes);
        let wide = text_width(ui, &widest, theme::regular(theme::SMALL)) + 34.0;
        let more = icons::text(icons::MORE, 12.0).color(colours.secondary);
        let text = RichText::new(text).font(theme::regular(theme::SMALL));
        let button = Button::new((text, more)).corner_radius(CornerRadius::same(11));
        let button = ui.add(button.min_size(vec2(wide, 22.0)));
        let name = format!("Step {} took: {minutes} of {} min", row.number, row.minutes);
        let button = button.accessible_name(name);
        Popup::menu(&button).show(|ui| self.minutes_ui(ui, row, minutes, out));
        if let Some((planned, highest)) = row.level {
            let level = entered.and_then(|step| step.level).map_or(planned, Pressure::get);
            let name = format!("Level of step {}", row.number);
            if let Some(level) = levels(ui, colours, &name, Some(level), highest) {
                let level = Pressure::clamped(level);
                out.send(ClosingAction::Enter(ClosingChange::Level(row.number, level)).into());
            }
        }
        let look = FieldLook {
            name: &format!("What was different in step {}", row.number),
            hint: "In a word",
            size: vec2((ui.available_width() - 2.0).clamp(60.0, 200.0), 22.0),
        };
        field(ui, self.scene, self.closing, ClosingText::Word(row.number), look, out);
    }

    /// The minutes that a step can have taken, one press each.
    fn minutes_ui(self, ui: &mut Ui, row: &StepRow, now: u16, out: &mut Outbox) {
        ui.label(secondary(self.scene.colours, format!("Minutes, planned {}", row.minutes)));
        let most = row.minutes + LONGER;
        let name = format!("Minutes of step {}", row.number);
        ui.spacing_mut().item_spacing.y = 2.0;
        for first in (1..=most).step_by(10) {
            let last = (first + 9).min(most);
            let pressed = scale(ui, self.scene.colours, &name, first..=last, Some(now));
            if let Some(minutes) = pressed {
                let minutes = Minutes::clamped(minutes);
                out.send(ClosingAction::Enter(ClosingChange::Minutes(row.number, minutes)).into());
                ui.close();
            }
        }
    }

    fn skipped_ui(self, ui: &mut Ui, row: &StepRow, out: &mut Outbox) {
        let colours = self.scene.colours;
        let entered = self.entered(row);
        let group = format!("Why step {} was skipped", row.number);
        ui.label(secondary(colours, "Why"));
        for reason in SkipReason::ALL.iter().copied() {
            let on = entered.is_some_and(|step| step.reason == Some(reason));
            if chip(ui, colours, on, &group, reason.label()).clicked() {
                out.send(ClosingAction::Enter(ClosingChange::Reason(row.number, reason)).into());
            }
        }
        let on = entered.is_some_and(|step| step.own_reason.is_some());
        if chip(ui, colours, on, &group, "…").on_hover_text("In your words").clicked() {
            out.send(ClosingAction::Enter(ClosingChange::OwnReason(row.number)).into());
        }
    }

    fn reason_ui(self, ui: &mut Ui, row: &StepRow, out: &mut Outbox) {
        let look = FieldLook {
            name: &format!("Reason why step {} was skipped", row.number),
            hint: "Why it was skipped",
            size: vec2((ui.available_width() - 2.0).min(320.0), 22.0),
        };
        let text = ClosingText::Reason(row.number);
        field(ui, self.scene, self.closing, text, look, out);
    }
}

/// A line below a row.
fn opened(ui: &mut Ui, above: Rect, (row, what): (&StepRow, &str), content: impl FnOnce(&mut Ui)) {
    let size = vec2(above.width(), OPENED);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let inside = rect.with_min_x(rect.left() + NUMBER).with_max_y(rect.bottom() - 6.0);
    let layout = Layout::left_to_right(Align::Center);
    let builder = UiBuilder::new().id_salt((what, row.number)).max_rect(inside);
    let mut line = ui.new_child(builder.layout(layout));
    line.spacing_mut().item_spacing.x = 5.0;
    line.spacing_mut().button_padding = vec2(8.0, 1.0);
    content(&mut line);
}
