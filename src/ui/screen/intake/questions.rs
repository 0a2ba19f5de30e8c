//! The screening questions by group: in rows of yes and no, or side by side as chips.

use eframe::egui::{
    self, CornerRadius, Event, Key, Label, Modifiers, Response, RichText, Role, Sense, Stroke, Ui,
    WidgetInfo,
};

use crate::knowledge::schema::{Finding, Group};
use crate::ui::action::{Action, Change, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Fact, Field, TextField, sentence};
use crate::ui::theme;
use crate::ui::widget::{
    YES_NO_WIDTH, card, carried_head, finding_chip, link, secondary, section_title, text_field,
    yes_no,
};

/// A group in a card of its own, its questions in rows. One that is asked one by one has no
/// "All no".
pub fn group_ui(ui: &mut Ui, cx: Cx<'_>, group: &Group, out: &mut Outbox) {
    let line = group.one_by_one.then(|| cx.palette.stop.gamma_multiply(0.45));
    card(ui, cx.palette, line, |ui| {
        let questions = questions_of(cx, group);
        header(ui, cx, group, &questions, out);
        rows(ui, cx, group, &questions, out);
    });
}

/// A group as a part of a card: chips, or rows where questions stand in full.
pub fn compact_ui(ui: &mut Ui, cx: Cx<'_>, group: &Group, out: &mut Outbox) {
    let questions = questions_of(cx, group);
    header(ui, cx, group, &questions, out);
    if cx.state.full_questions {
        rows(ui, cx, group, &questions, out);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 5.0);
        for finding in questions {
            chip(ui, cx, finding, out);
        }
    });
}

fn questions_of<'a>(cx: Cx<'a>, group: &Group) -> Vec<&'a Finding> {
    let findings = cx.knowledge.tables().findings.iter();
    findings.filter(|finding| finding.group == group.id).collect()
}

fn header(ui: &mut Ui, cx: Cx<'_>, group: &Group, questions: &[&Finding], out: &mut Outbox) {
    let palette = cx.palette;
    ui.horizontal(|ui| {
        let title = section_title(palette, group.name.as_str());
        ui.label(if group.one_by_one { title.color(palette.stop) } else { title });
        let draft = &cx.state.work.intake;
        let open = questions.iter().filter(|one| draft.answer(&one.id).is_none());
        let open = open.count();
        if open > 0 {
            ui.label(secondary(palette, format!("· {open} open")));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if group.one_by_one {
                ui.label(secondary(palette, "one by one"));
                return;
            }
            let name = format!("All no: {}", group.name);
            // Whatever is answered already stays.
            let text = if open == questions.len() { "All no" } else { "All others no" };
            let all_no = ui.add_enabled_ui(open > 0, |ui| link(ui, palette, text));
            if all_no.inner.accessible_name(name).clicked() {
                out.change(Change::AllNo(group.id.clone()));
            }
            ui.add_space(8.0);
            let full = cx.state.full_questions;
            let text = if full { "Short questions" } else { "Full questions" };
            let button = egui::Button::new(secondary(palette, text)).frame(false);
            let name = format!("{text}: {}", group.name);
            if ui.add(button).accessible_name(name).clicked() {
                out.send(Action::FullQuestions(!full));
            }
            let here = |fact: &Fact| {
                matches!(fact, Fact::Finding(id) if questions.iter().any(|one| one.id == *id))
            };
            ui.add_space(8.0);
            carried_head(ui, cx, &group.name, here, out);
        });
    });
}

fn rows(ui: &mut Ui, cx: Cx<'_>, group: &Group, questions: &[&Finding], out: &mut Outbox) {
    ui.scope(|ui| {
        let columns = if ui.available_width() < 600.0 { 1 } else { 2 };
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in questions.chunks(columns) {
            if columns == 1 {
                for finding in row {
                    question(ui, cx, group, finding, out);
                }
                continue;
            }
            ui.spacing_mut().item_spacing.x = 18.0;
            ui.columns(columns, |places| {
                for (ui, finding) in places.iter_mut().zip(row) {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    question(ui, cx, group, finding, out);
                }
            });
        }
    });
}

fn question(ui: &mut Ui, cx: Cx<'_>, group: &Group, finding: &Finding, out: &mut Outbox) {
    let palette = cx.palette;
    let field = Field::Finding(finding.id.clone());
    let label = sentence(&finding.label);
    let alarm = if group.one_by_one {
        (palette.stop, palette.stop_ground)
    } else {
        (palette.care, palette.care_ground)
    };
    let answer = cx.state.work.intake.answer(&finding.id);
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, (1.0, palette.line));
    let shown = ui.scope(|ui| {
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let width = ui.available_width() - YES_NO_WIDTH - 4.0;
            let layout = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(egui::vec2(width, 21.0), layout, |ui| {
                ui.set_width(width);
                words(ui, cx, finding, &label, answer, alarm.0, out);
            });
            if let Some(yes) = yes_no(ui, palette, &label, answer, alarm) {
                out.change(Change::Answer(finding.id.clone(), yes));
            }
        });
        ui.add_space(2.0);
    });
    let id = ui.make_persistent_id(("question", &finding.id));
    let row = ui.interact(shown.response.rect, id, Sense::focusable_noninteractive());
    let said = match answer {
        None => "not answered",
        Some(true) => "yes",
        Some(false) => "no",
    };
    row.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), &label);
        info.current_text_value = Some(said.to_owned());
        info
    });
    if row.has_focus() || cx.state.marked.as_ref() == Some(&field) {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        let stroke = Stroke::new(2.0, palette.accent);
        let rect = row.rect.expand2(egui::vec2(6.0, -1.0));
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    keys(ui, cx, finding, &row, out);
}

fn words(
    ui: &mut Ui,
    cx: Cx<'_>,
    finding: &Finding,
    label: &str,
    answer: Option<bool>,
    alarm: egui::Color32,
    out: &mut Outbox,
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let text = RichText::new(label);
    let text = match answer {
        Some(true) => text.font(theme::semibold(theme::BODY)).color(alarm),
        Some(false) | None => text,
    };
    ui.add_space(2.5);
    let shown = ui.add(Label::new(text).wrap().sense(Sense::CLICK));
    let shown = shown.on_hover_text(finding.question.as_str());
    if shown.on_hover_cursor(egui::CursorIcon::Help).clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if cx.state.full_questions {
        let text = secondary(cx.palette, finding.question.as_str());
        ui.add(Label::new(text).wrap());
    }
}

fn about(finding: &Finding) -> Explanation {
    Explanation {
        title: sentence(&finding.label),
        paragraphs: vec![finding.question.clone()],
        sources: finding.sources.clone(),
    }
}

fn chip(ui: &mut Ui, cx: Cx<'_>, finding: &Finding, out: &mut Outbox) {
    let palette = cx.palette;
    let field = Field::Finding(finding.id.clone());
    let draft = &cx.state.work.intake;
    let answer = draft.answer(&finding.id);
    let carried = draft.is_carried(&Fact::Finding(finding.id.clone()));
    let label = sentence(&finding.label);
    let alarm = (palette.care, palette.care_ground);
    let shown = finding_chip(ui, palette, &label, answer, carried, alarm);
    if cx.state.marked.as_ref() == Some(&field) {
        let stroke = Stroke::new(2.0, palette.accent);
        let radius = CornerRadius::same(13);
        ui.painter().rect_stroke(shown.rect, radius, stroke, egui::StrokeKind::Outside);
    }
    keys(ui, cx, finding, &shown, out);
    let next = match answer {
        None => "Press for yes, twice for no.",
        Some(true) => "Yes. Press for no.",
        Some(false) => "No. Press for yes.",
    };
    let shown = shown.on_hover_text(format!("{}\n{next}", finding.question));
    if shown.secondary_clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if shown.clicked() {
        out.change(Change::Answer(finding.id.clone(), answer != Some(true)));
    }
}

/// The keys of a question that has the focus: Y and N answer it and go on to the next open one, a
/// question mark explains it, Enter goes on.
fn keys(ui: &Ui, cx: Cx<'_>, finding: &Finding, shown: &Response, out: &mut Outbox) {
    let field = Field::Finding(finding.id.clone());
    if cx.is_jumped_to(&field) {
        shown.request_focus();
        shown.scroll_to_me(Some(egui::Align::Center));
    }
    if !shown.has_focus() {
        return;
    }
    // A chip is pressed by Enter; a row has nothing else to do with it.
    let is_row = shown.sense == Sense::focusable_noninteractive();
    let (yes, no, why, on) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let (yes, no) = (pressed(Key::Y), pressed(Key::N));
        let on = is_row && pressed(Key::Enter);
        let asks = |event: &Event| matches!(event, Event::Text(text) if text == "?");
        (yes, no, input.events.iter().any(asks), on)
    });
    if why {
        out.send(Action::Explain(about(finding)));
    }
    if yes || no {
        out.change(Change::Answer(finding.id.clone(), yes));
    }
    if yes || no || on {
        out.send(Action::NextMissing(Some(field)));
    }
}

/// A date for each yes-answer.
pub fn since_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let text = "Where it is known, a clearance has to be newer than this.";
    ui.label(secondary(cx.palette, text));
    for finding in &cx.knowledge.tables().findings {
        if cx.state.work.intake.answer(&finding.id) != Some(true) {
            continue;
        }
        let label = sentence(&finding.label);
        ui.horizontal_wrapped(|ui| {
            ui.label(label.as_str());
            let field = TextField::Since(finding.id.clone());
            text_field(ui, cx, &field, &label, 100.0, "2026-11-24", out);
        });
    }
}
