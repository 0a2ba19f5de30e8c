//! The plan: the intake folded to a strip, the minutes as a bar, the steps as rows, and what the
//! check found.

use eframe::egui::{self, CornerRadius, Frame, Margin, RichText, Stroke, Ui};

use super::plan_notes::notes_ui;
use super::versions::versions_ui;
use super::{sheet, unrecorded_ui, words};
use crate::model::{Inflammation, Plan, Severity, Step};
use crate::planner::{Finding, Level};
use crate::ui::action::{Action, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::sentence;
use crate::ui::lit::Pointed;
use crate::ui::widget::{
    RowMarks, bold, card, link, minutes_bar, point, secondary, section_title, step_row, wrapped,
};
use crate::ui::{icons, theme};

/// The plan.
pub fn plan_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    sheet(ui, "plan", |ui| {
        strip_ui(ui, cx, plan, out);
        versions_ui(ui, cx, out);
        unrecorded_ui(ui, cx, out);
        findings_ui(ui, cx, out);
        card(ui, cx.palette, None, |ui| {
            ui.horizontal(|ui| {
                ui.label(section_title(cx.palette, "Session plan"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(format!("of {} min", plan.intake.minutes));
                    ui.label(bold(plan.total_minutes.to_string()));
                });
            });
            minutes_bar(ui, cx.palette, plan);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.add_space(4.0);
            for step in &plan.steps {
                let response = step_row(ui, cx, step, &marks(cx, plan, step));
                point(cx, &response, Pointed::Step(step.number), out);
                let response =
                    response.on_hover_text(format!("{}\n\n{}", step.instructions, step.why));
                if response.clicked() {
                    out.send(Action::Explain(about_step(cx, plan, step)));
                }
            }
            if plan.steps.is_empty() {
                ui.add_space(8.0);
                ui.label(secondary(cx.palette, "This plan has no steps."));
            }
        });
        notes_ui(ui, cx, plan, out);
    });
}

/// The intake in one line.
pub fn strip_ui(ui: &mut Ui, cx: Cx<'_>, plan: &Plan, out: &mut Outbox) {
    let intake = &plan.intake;
    let palette = cx.palette;
    card(ui, palette, None, |ui| {
        let link_width = 90.0;
        ui.horizontal_top(|ui| {
            let size = egui::vec2(ui.available_width() - link_width, 22.0);
            let wrapping = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(size, wrapping, |ui| {
                ui.set_width(size.x);
                let protocol = cx.knowledge.protocol(&intake.category);
                let name = protocol.map_or(intake.category.as_str(), |p| p.name.as_str());
                ui.label(bold(name).color(palette.accent));
                let reach = intake.furthest_point.label().to_lowercase();
                ui.label(format!(
                    "{} · back {}, leg {} · reaches {reach}",
                    intake.side.word(),
                    intake.pain_back,
                    intake.pain_leg
                ));
                if intake.inflammation != Inflammation::None {
                    let how = intake.inflammation.label();
                    tag(ui, cx, &format!("{how} inflammation"));
                }
                for id in &intake.findings {
                    let finding = cx.knowledge.finding(id);
                    let label = finding.map_or(id.as_str(), |one| one.label.as_str());
                    tag(ui, cx, &sentence(label));
                }
                if cx.state.judged.stored {
                    let text = "as stored; a change in the intake builds it anew";
                    ui.label(secondary(palette, text));
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                if link(ui, palette, "Edit intake").clicked() {
                    out.send(Action::ShowIntake);
                }
            });
        });
    });
}

fn tag(ui: &mut Ui, cx: Cx<'_>, text: &str) {
    let palette = cx.palette;
    Frame::NONE
        .fill(palette.care_ground)
        .stroke(Stroke::new(1.0, palette.care.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(11))
        .inner_margin(Margin::symmetric(9, 2))
        .show(ui, |ui| {
            let text = RichText::new(text).font(theme::semibold(theme::SMALL));
            ui.label(text.color(palette.care));
        });
}

/// What the check found, conflicts first.
fn findings_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let mut findings: Vec<&Finding> = cx.state.judged.findings.iter().collect();
    findings.sort_by_key(|finding| finding.level);
    let Some(worst) = findings.first() else {
        return;
    };
    let palette = cx.palette;
    let line = match worst.level {
        Level::Conflict => palette.stop,
        Level::Warning => palette.care,
    };
    card(ui, palette, Some(line), |ui| {
        ui.label(section_title(palette, "What the check found"));
        for finding in findings {
            let (severity, word) = match finding.level {
                Level::Conflict => (Severity::Stop, "Conflict"),
                Level::Warning => (Severity::Warn, "Warning"),
            };
            let colour = palette.severity(severity);
            let place = finding.step.map(|step| format!(" · step {step}"));
            let place = place.unwrap_or_default();
            ui.horizontal_top(|ui| {
                ui.label(icons::text(icons::severity(severity), 13.0).color(colour));
                let text = format!("{word}{place}");
                let text = RichText::new(text).font(theme::semibold(theme::BODY));
                ui.label(text.color(colour));
                let label = egui::Label::new(finding.text.as_str()).wrap();
                let response = ui.add(label.sense(egui::Sense::click()));
                if response.clicked() {
                    out.send(Action::Explain(Explanation {
                        title: format!("{word}{place}"),
                        paragraphs: vec![finding.text.clone(), finding.rule.to_string()],
                        sources: finding.sources.clone(),
                    }));
                }
            });
        }
        if worst.level == Level::Conflict {
            wrapped(ui, secondary(palette, "A plan with a conflict isn't ready to be used."));
        }
    });
}

fn marks(cx: Cx<'_>, plan: &Plan, step: &Step) -> RowMarks {
    let cautions = plan.cautions.iter();
    let here = cautions.filter(|caution| step.cautions.contains(&caution.id));
    let findings = cx.state.judged.findings.iter();
    let found = findings.filter(|finding| finding.step == Some(step.number));
    RowMarks {
        severity: here.map(|caution| caution.severity).max(),
        level: found.map(|finding| finding.level).min(),
    }
}

fn about_step(cx: Cx<'_>, plan: &Plan, step: &Step) -> Explanation {
    let (what, how) = words::title(step, cx.knowledge);
    let mut paragraphs = vec![step.instructions.clone(), step.why.clone()];
    if !step.beside.is_empty() {
        paragraphs.push(sentence(&words::beside(step)));
    }
    let supports = step.supports.iter().filter_map(|id| cx.knowledge.support(id));
    let supports: Vec<&str> = supports.map(|support| support.name.as_str()).collect();
    if !supports.is_empty() {
        paragraphs.push(format!("With {}", supports.join(", ")));
    }
    let mut sources = step.sources.clone();
    for caution in &plan.cautions {
        if step.cautions.contains(&caution.id) {
            paragraphs.push(format!("{}: {}", caution.severity.label(), caution.text));
            let new = caution.sources.iter().filter(|id| !step.sources.contains(id));
            sources.extend(new.cloned());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Explanation {
        title: if how.is_empty() {
            format!("{} · {what}", step.number)
        } else {
            format!("{} · {what} · {how}", step.number)
        },
        paragraphs,
        sources,
    }
}
