//! The screening questions, group by group, and when a finding first appeared.

use eframe::egui::{self, Label, RichText, Ui};

use crate::knowledge::schema::{Finding, Group};
use crate::ui::action::{Action, Change, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Field, TextField, sentence};
use crate::ui::theme;
use crate::ui::widget::{card, link, mark, secondary, section_title, text_field, yes_no};

/// A group of questions. One that is asked one by one has no "All no", and its questions always
/// stand in full.
pub fn group_ui(ui: &mut Ui, cx: Cx<'_>, group: &Group, out: &mut Outbox) {
    let palette = cx.palette;
    let line = group.one_by_one.then_some(palette.stop);
    let tables = cx.knowledge.tables();
    let questions: Vec<&Finding> =
        tables.findings.iter().filter(|finding| finding.group == group.id).collect();
    card(ui, palette, line, |ui| {
        header(ui, cx, group, &questions, out);
        ui.spacing_mut().item_spacing.y = 0.0;
        let full = group.one_by_one || cx.state.full_questions;
        let columns = if ui.available_width() < 640.0 { 1 } else { 2 };
        for row in questions.chunks(columns) {
            if columns == 1 {
                for finding in row {
                    question(ui, cx, group, finding, full, out);
                }
                continue;
            }
            ui.columns(columns, |places| {
                for (ui, finding) in places.iter_mut().zip(row) {
                    question(ui, cx, group, finding, full, out);
                }
            });
        }
    });
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
            let all_no = ui.add_enabled_ui(open > 0, |ui| link(ui, palette, "All no"));
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
        });
    });
}

fn question(
    ui: &mut Ui,
    cx: Cx<'_>,
    group: &Group,
    finding: &Finding,
    full: bool,
    out: &mut Outbox,
) {
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
    ui.add_space(4.0);
    mark(ui, cx, &field, |ui| {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 92.0;
            ui.allocate_ui_with_layout(
                egui::vec2(width, 22.0),
                egui::Layout::top_down(egui::Align::Min),
                |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 1.0;
                    let text = RichText::new(label.as_str());
                    let text = match answer {
                        Some(true) => text.font(theme::semibold(theme::BODY)).color(alarm.0),
                        Some(false) | None => text,
                    };
                    ui.add_space(2.0);
                    let shown = ui.add(Label::new(text).wrap().sense(egui::Sense::click()));
                    let shown = shown.on_hover_text(finding.question.as_str());
                    if shown.clicked() {
                        out.send(Action::Explain(Explanation {
                            title: label.clone(),
                            paragraphs: vec![finding.question.clone()],
                            sources: finding.sources.clone(),
                        }));
                    }
                    if full {
                        let text = secondary(palette, finding.question.as_str());
                        ui.add(Label::new(text).wrap());
                    }
                },
            );
            if let Some(yes) = yes_no(ui, palette, &label, answer, alarm) {
                out.change(Change::Answer(finding.id.clone(), yes));
            }
        });
    });
    ui.add_space(4.0);
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
            text_field(ui, cx, &field, &label, 92.0, "2026-11-24", out);
        });
    }
}
