//! A past plan as it was saved, for reading: what was answered, what was planned, what came of it.
//! Alone, or at the right of the present plan.

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Margin, Rect, RichText, Stroke, Ui, pos2, vec2,
};

use super::plan::notes_ui;
use super::versions::version_ui;
use super::{sheet, words};
use crate::model::{
    CautionNote, Inflammation, Outcome, Plan, PlanRecord, Response, Severity, Step, StepOutcome,
    StepWent,
};
use crate::ui::action::{Action, Outbox, PracticeAction};
use crate::ui::app::Cx;
use crate::ui::clock;
use crate::ui::command::Command;
use crate::ui::draft::sentence;
use crate::ui::panel::steps_in_words;
use crate::ui::reading::Reading;
use crate::ui::theme::Palette;
use crate::ui::widget::{
    bold, card, link, minutes_bar, paint_dots, secondary, section_title, wrapped,
};
use crate::ui::{icons, theme};

/// A past plan, alone or beside what `present` shows.
pub fn reading_ui(
    ui: &mut Ui,
    cx: Cx<'_>,
    reading: &Reading,
    present: impl FnOnce(&mut Ui, Cx<'_>, &mut Outbox),
    out: &mut Outbox,
) {
    if is_left(ui, cx) {
        out.practice(PracticeAction::StopReading);
    }
    if !reading.beside {
        return past_ui(ui, cx, reading, out);
    }
    let whole = ui.max_rect();
    let middle = whole.center().x;
    let parts =
        [("present plan", whole.with_max_x(middle)), ("past plan", whole.with_min_x(middle))];
    let [(left_name, left), (right_name, right)] = parts;
    let part = |name: &str, rect: Rect| egui::UiBuilder::new().id_salt(name).max_rect(rect);
    ui.scope_builder(part(left_name, left), |ui| {
        ui.set_clip_rect(left);
        present(ui, cx, out);
    });
    ui.scope_builder(part(right_name, right), |ui| {
        ui.set_clip_rect(right);
        past_ui(ui, cx, reading, out);
    });
    ui.painter().vline(middle, whole.y_range(), Stroke::new(1.0, cx.palette.line));
}

/// Whether Escape is pressed while nothing else in front waits for it.
fn is_left(ui: &Ui, cx: Cx<'_>) -> bool {
    let ctx = ui.ctx();
    let in_front = !cx.state.dialogs.is_empty() || cx.state.menu.is_some();
    let elsewhere = in_front || cx.state.panes.rail_over || egui::Popup::is_any_open(ctx);
    if elsewhere || !ui.is_enabled() || ctx.text_edit_focused() {
        return false;
    }
    ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

fn past_ui(ui: &mut Ui, cx: Cx<'_>, reading: &Reading, out: &mut Outbox) {
    let record = &*reading.record;
    sheet(ui, "past plan", |ui| {
        head_ui(ui, cx, reading, out);
        version_ui(ui, cx, reading.plan, reading.revision, out);
        strip_ui(ui, cx, &record.plan);
        cautions_ui(ui, cx, &record.plan);
        if let Some(outcome) = &record.outcome {
            outcome_ui(ui, cx, &record.plan, outcome);
        }
        steps_ui(ui, cx, record);
        acknowledged_ui(ui, cx, record);
        said_ui(ui, cx, record);
        told_ui(ui, cx, &record.plan);
        notes_ui(ui, cx, &record.plan, out);
    });
}

fn head_ui(ui: &mut Ui, cx: Cx<'_>, reading: &Reading, out: &mut Outbox) {
    card(ui, cx.palette, None, |ui| {
        let date = reading.record.plan.intake.date.date().strftime("%-d %b %Y");
        let title = RichText::new(format!("Plan of {date}")).font(theme::semibold(theme::TITLE));
        ui.horizontal_wrapped(|ui| {
            ui.label(title);
            ui.label(secondary(cx.palette, as_saved(reading)));
        });
        ui.horizontal_wrapped(|ui| {
            let state = cx.state;
            if ui.button("Open for editing").clicked() {
                out.send(Command::EditRead.action(state));
            }
            let word = if reading.beside { "Only this plan" } else { "Beside the present plan" };
            let fits = Command::Beside.enabled(state);
            let beside = ui.add_enabled(fits.is_ok(), egui::Button::new(word));
            let beside = beside.on_disabled_hover_text(fits.err().unwrap_or_default());
            if beside.clicked() {
                out.send(Command::Beside.action(state));
            }
            if ui.button("Back").on_hover_text("To the present plan").clicked() {
                out.send(Command::StopReading.action(state));
            }
            ui.add_space(8.0);
            if link(ui, cx.palette, "Remove this plan").clicked() {
                out.send(Command::RemovePlan.action(state));
            }
        });
    });
}

/// When and by whom it was saved, and how far it is.
fn as_saved(reading: &Reading) -> String {
    let at = reading.saved.to_zoned(clock::zone());
    let mut text = format!("as saved {}", at.strftime("%-d %b %Y, %H:%M"));
    if !reading.by.is_empty() {
        text = format!("{text} by {}", reading.by);
    }
    format!("{text} · {}", reading.record.state.label().to_lowercase())
}

/// The answers in a line.
fn strip_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan) {
    let intake = &plan.intake;
    let palette = cx.palette;
    card(ui, palette, None, |ui| {
        ui.horizontal_wrapped(|ui| {
            let (name, line) = words::answers(intake, cx.knowledge);
            ui.label(bold(name).color(palette.accent));
            ui.label(line);
            if intake.inflammation != Inflammation::None {
                ui.label(format!("· {} inflammation", intake.inflammation.label().to_lowercase()));
            }
            for id in &intake.findings {
                let finding = cx.knowledge.finding(id);
                let label = finding.map_or(id.as_str(), |one| one.label.as_str());
                let text = format!("· {}", sentence(label));
                ui.label(RichText::new(text).color(palette.care));
            }
            ui.label(secondary(palette, format!("knowledge of {}", plan.knowledge)));
        });
    });
}

fn outcome_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, outcome: &Outcome) {
    card(ui, cx.palette, Some(cx.palette.accent), |ui| {
        ui.label(section_title(cx.palette, "How the session went"));
        ui.horizontal_wrapped(|ui| {
            let pain = |before: crate::model::Nprs, after: Option<crate::model::Nprs>| {
                let after = after.map_or("not asked".to_owned(), |after| after.to_string());
                format!("{before}→{after}")
            };
            ui.label("Back");
            ui.label(bold(pain(plan.intake.pain_back, outcome.pain_back)));
            ui.label("· leg");
            ui.label(bold(pain(plan.intake.pain_leg, outcome.pain_leg)));
            if let Some(response) = outcome.response {
                let word = match response {
                    Response::Better => "better than before",
                    Response::Same => "as before",
                    Response::Worse => "worse than before",
                };
                ui.label(format!("· {word}"));
            }
        });
        if let Some(note) = &outcome.note {
            wrapped(ui, note.as_str());
        }
    });
}

fn steps_ui(ui: &mut Ui, cx: Cx<'_>, record: &PlanRecord) {
    let plan = &record.plan;
    card(ui, cx.palette, None, |ui| {
        if let Some(referral) = &plan.referral {
            let heading = format!("{}: no session", plan.status.label());
            ui.label(bold(heading).color(cx.palette.stop));
            for reason in &referral.reasons {
                wrapped(ui, reason.text.as_str());
            }
            wrapped(ui, secondary(cx.palette, referral.client_text.as_str()));
            return;
        }
        ui.horizontal(|ui| {
            ui.label(section_title(cx.palette, "Session plan"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(format!("of {} min", plan.intake.minutes));
                ui.label(bold(plan.total_minutes.to_string()));
            });
        });
        minutes_bar(ui, cx.palette, plan);
        ui.add_space(4.0);
        let outcome = record.outcome.as_ref();
        for step in &plan.steps {
            let went = outcome
                .and_then(|outcome| outcome.steps.iter().find(|one| one.step == step.number));
            step_ui(ui, cx, step, went);
        }
    });
}

/// A step, to be read.
fn step_ui(ui: &mut Ui, cx: Cx<'_>, step: &Step, went: Option<&StepOutcome>) {
    let palette = cx.palette;
    let (what, how) = words::title(step, cx.knowledge);
    let frame = Frame::NONE.inner_margin(Margin { left: 36, right: 0, top: 5, bottom: 6 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal_top(|ui| {
            let text_width = (ui.available_width() - 150.0).max(0.0);
            ui.allocate_ui(vec2(text_width, 0.0), |ui| {
                ui.set_width(text_width);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    ui.label(bold(what));
                    if !how.is_empty() {
                        ui.label(format!("· {how}"));
                    }
                    ui.label(secondary(palette, format!("· {}", step.position.label())));
                });
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                let minutes = if step.counted {
                    format!("{} min", step.minutes)
                } else {
                    "beside".to_owned()
                };
                ui.label(minutes);
                if let Some(level) = step.pressure {
                    ui.add_space(52.0);
                    let at = pos2(ui.min_rect().left() - 30.0, ui.min_rect().center().y);
                    paint_dots(ui.painter(), palette, at, level.get(), None);
                }
            });
        });
        wrapped(ui, secondary(palette, step.instructions.as_str()));
        if let Some(went) = went {
            let word = match went.went {
                StepWent::Done => "Done",
                StepWent::Skipped => "Left out",
                StepWent::Changed => "Changed",
            };
            let note = went.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
            wrapped(ui, RichText::new(format!("{word}{note}")).color(palette.care));
        }
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, palette.line));
    let centre = pos2(rect.left() + 16.0, rect.top() + 16.0);
    let colour = Palette::phase(step.phase);
    let ink = if step.counted {
        ui.painter().circle_filled(centre, 10.0, colour);
        palette.digit_on(step.phase)
    } else {
        ui.painter().circle_stroke(centre, 9.5, Stroke::new(1.5, colour));
        palette.ink
    };
    let font = theme::semibold(theme::SMALL - 0.5);
    ui.painter().text(centre, Align2::CENTER_CENTER, step.number, font, ink);
}

/// The cautions that held then, without notes.
fn cautions_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan) {
    let mut cautions: Vec<_> =
        plan.cautions.iter().filter(|caution| caution.severity > Severity::Note).collect();
    if cautions.is_empty() {
        return;
    }
    cautions.sort_by_key(|caution| std::cmp::Reverse(caution.severity));
    card(ui, cx.palette, None, |ui| {
        ui.label(section_title(cx.palette, "Cautions then"));
        for caution in cautions {
            caution_ui(ui, cx, caution);
        }
    });
}

fn caution_ui(ui: &mut Ui, cx: Cx<'_>, caution: &CautionNote) {
    let colour = cx.palette.severity(caution.severity);
    let known = cx.knowledge.caution(&caution.id);
    let title = known.map_or(caution.id.as_str(), |entry| entry.title.as_str());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.spacing_mut().interact_size.y = 18.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.label(icons::text(icons::severity(caution.severity), 13.0).color(colour));
            ui.label(bold(caution.severity.label()).color(colour));
            ui.label(bold(title));
            if let Some(steps) = steps_in_words(&caution.steps) {
                ui.label(secondary(cx.palette, format!("· {steps}")));
            }
        });
        if caution.severity == Severity::Stop {
            let frame = Frame::NONE.inner_margin(Margin { left: 18, ..Margin::ZERO });
            frame.show(ui, |ui| wrapped(ui, secondary(cx.palette, caution.text.as_str())));
        }
    });
}

fn acknowledged_ui(ui: &mut Ui, cx: Cx<'_>, record: &PlanRecord) {
    if record.acknowledged.is_empty() && record.edits.is_empty() {
        return;
    }
    card(ui, cx.palette, None, |ui| {
        if !record.acknowledged.is_empty() {
            ui.label(section_title(cx.palette, "Warnings that were answered"));
        }
        for one in &record.acknowledged {
            let place = one.step.map(|step| format!("Step {step}: ")).unwrap_or_default();
            wrapped(ui, format!("{place}{}", one.text));
            wrapped(ui, secondary(cx.palette, format!("Why: {}", one.why)));
        }
        if !record.edits.is_empty() {
            ui.label(section_title(cx.palette, "Changed by hand"));
        }
        for edit in &record.edits {
            let place = edit.step.map(|step| format!("Step {step}: ")).unwrap_or_default();
            wrapped(ui, format!("{place}{}", edit.what));
        }
    });
}

/// What was said to whom about a plan that was withheld.
fn said_ui(ui: &mut Ui, cx: Cx<'_>, record: &PlanRecord) {
    if record.told.is_empty() {
        return;
    }
    card(ui, cx.palette, None, |ui| {
        ui.label(section_title(cx.palette, "What was said"));
        for told in &record.told {
            wrapped(ui, bold(format!("{}, {}", told.to.label(), told.at)));
            wrapped(ui, told.text.as_str());
        }
    });
}

/// What the client told.
fn told_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan) {
    let intake = &plan.intake;
    let told = [
        ("Complaint", &intake.complaint),
        ("Diagnosed by", &intake.diagnosed_by),
        ("Medicines", &intake.medicines),
        ("Other treatments", &intake.treatments),
        ("Notes", &intake.notes),
    ];
    let mut told = told.into_iter().filter_map(|(name, text)| Some((name, text.as_deref()?)));
    let Some(first) = told.next() else { return };
    card(ui, cx.palette, None, |ui| {
        ui.label(section_title(cx.palette, "As told"));
        for (name, text) in std::iter::once(first).chain(told) {
            ui.horizontal_top(|ui| {
                ui.label(secondary(cx.palette, name));
                wrapped(ui, text);
            });
        }
    });
}

/// The notice on a stored plan that was screened on an earlier day.
pub fn rescreen_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let Some(day) = cx.state.rescreen else { return };
    let palette = cx.palette;
    Frame::NONE
        .fill(palette.care_ground)
        .stroke(Stroke::new(1.0, palette.care.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                let icon = icons::severity(Severity::Warn);
                ui.label(icons::text(icon, 14.0).color(palette.care));
                let day = day.date().strftime("%-d %b");
                let text =
                    format!("Screened on {day}. Ask today's questions again before the session.");
                ui.label(bold(text).color(palette.care));
                if ui.button("Ask again").clicked() {
                    out.send(Action::Rescreen);
                }
            });
        });
    ui.add_space(theme::GRID);
}
