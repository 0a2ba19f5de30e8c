//! What the check found, where it belongs: under its step, or under all steps where it is about the
//! whole plan; a word in the line over the minutes leads there, so that no row moves by it. A
//! warning has a field for why it is right here all the same.

use eframe::egui::{
    Button, CornerRadius, CursorIcon, Frame, Key, Margin, Rect, RichText, Stroke, TextEdit, Ui,
    vec2,
};

use crate::app::action::{Action, Outbox};
use crate::app::editing::{PlanAction, PlanFocus, Warned};
use crate::app::explanation::Explanation;
use crate::app::length;
use crate::model::Severity;
use crate::planner::{Finding, Level};
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::{Count, bold, explained, link, secondary, wrapped};
use crate::ui::{icons, theme};

/// What was found about the whole plan.
pub fn of_plan_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if !about_plan(scene).any(|_| true) {
        return;
    }
    ui.add_space(8.0);
    let top = ui.cursor().min;
    of(ui, scene, None, 0.0, out);
    if scene.state.visit.editing.focus == Some(PlanFocus::Findings) {
        let all = Rect::from_min_max(top, ui.min_rect().max);
        ui.scroll_to_rect(all, None);
    }
}

/// What was found about the whole plan, and whether it is still to be dealt with.
fn about_plan(scene: Scene<'_>) -> impl Iterator<Item = (&Finding, bool)> {
    let standing = scene.state.visit.standing();
    let all = standing.findings.iter().enumerate().filter(|(_, one)| one.step.is_none());
    all.map(|(at, one)| (one, one.level == Level::Conflict || standing.answer(at).is_none()))
}

/// A word for what is open about the whole plan; a press leads to it.
pub fn word_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let open: Vec<&Finding> =
        about_plan(scene).filter(|(_, open)| *open).map(|(finding, _)| finding).collect();
    let Some(level) = open.iter().map(|finding| finding.level).min() else { return };
    let of_level: Vec<&&Finding> = open.iter().filter(|one| one.level == level).collect();
    let (word, severity) = match level {
        Level::Conflict => ("conflict", Severity::Stop),
        Level::Warning => ("warning", Severity::Warn),
    };
    let text = counted(of_level.len(), word);
    let colour = scene.colours.severity(severity);
    let said: Vec<&str> = open.iter().map(|finding| finding.said.as_str()).collect();
    let name = format!("{text} about the whole plan: {}", said.join(" "));
    let words = bold(text).color(colour);
    let icon = icons::text(icons::level(level), 14.0).color(colour);
    let shown = ui.add(Button::new((icon, words)).frame(false)).accessible_name(name);
    let shown = shown.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(said.join("\n"));
    if shown.clicked() {
        out.plan(PlanAction::ShowFindings);
    }
}

/// What was found in one step.
pub fn of_step_ui(ui: &mut Ui, scene: Scene<'_>, step: usize, indent: f32, out: &mut Outbox) {
    of(ui, scene, Some(step), indent, out);
}

fn of(ui: &mut Ui, scene: Scene<'_>, step: Option<usize>, indent: f32, out: &mut Outbox) {
    let standing = scene.state.visit.standing();
    let here = standing.findings.iter().enumerate();
    for (at, finding) in here.filter(|(_, finding)| finding.step == step) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
            ui.add_space(indent);
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - 8.0).max(0.0));
                match (finding.level, standing.answer(at)) {
                    (Level::Conflict, _) => line_ui(ui, scene, finding, "Conflict", out),
                    (Level::Warning, None) => {
                        line_ui(ui, scene, finding, "Warning", out);
                        field_ui(ui, scene, finding, out);
                    }
                    (Level::Warning, Some(why)) => answered_ui(ui, scene, finding, why, out),
                }
                ui.add_space(6.0);
            });
        });
    }
}

fn about(finding: &Finding, word: &str) -> Explanation {
    let place = finding.step.map(|step| format!(" · step {step}")).unwrap_or_default();
    Explanation {
        title: format!("{word}{place}"),
        paragraphs: vec![finding.said.clone(), finding.text.clone(), finding.rule.to_string()],
        sources: finding.sources.clone(),
    }
}

fn line_ui(ui: &mut Ui, scene: Scene<'_>, finding: &Finding, word: &str, out: &mut Outbox) {
    let severity = match finding.level {
        Level::Conflict => Severity::Stop,
        Level::Warning => Severity::Warn,
    };
    let colour = scene.colours.severity(severity);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(icons::text(icons::level(finding.level), 14.0).color(colour));
        ui.label(bold(word).color(colour));
        let place = finding.step.map(|step| format!(" in step {step}")).unwrap_or_default();
        let name = format!("{word}{place}: {}", finding.said);
        // No tooltip: it would lie over the field below.
        if explained(ui, scene.colours, finding.said.as_str(), &name).clicked() {
            out.send(Action::Explain(about(finding, word)));
        }
    });
}

/// Asks for a word of why.
fn field_ui(ui: &mut Ui, scene: Scene<'_>, finding: &Finding, out: &mut Outbox) {
    let warned = Warned::of(finding);
    let mut text = scene.state.visit.editing.whys.get(&warned).cloned().unwrap_or_default();
    let before = words_before(scene, &warned);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(20.0);
        let count = Count::of(ui, scene.colours, &text, length::WHY);
        let edit = TextEdit::singleline(&mut text)
            .id_salt(("why", &warned.rule, warned.step, &warned.text, scene.state.visit.generation))
            .hint_text(before.unwrap_or("Why is it right here?"))
            .desired_width((ui.available_width() - 80.0).clamp(80.0, 420.0));
        let field = ui.add(count.beside(edit));
        count.show(ui, scene.colours, &field);
        let name = match finding.step {
            Some(step) => format!("Why is it right here? Step {step}: {}", finding.said),
            None => format!("Why is it right here? {}", finding.said),
        };
        let field = field.accessible_name(name);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if field.changed() {
            out.plan(PlanAction::TypeWhy(warned.clone(), text.clone()));
        }
        let keep = Button::new("Keep").min_size(vec2(0.0, 22.0));
        let keep = ui.add_enabled(!text.trim().is_empty(), keep);
        let keep = keep.on_disabled_hover_text("Write a word of why first");
        if keep.clicked() || entered {
            out.plan(PlanAction::Answer(warned));
        }
    });
}

/// What was answered to the same rule at this step, while it said something else.
fn words_before<'a>(scene: Scene<'a>, warned: &Warned) -> Option<&'a str> {
    let answers = &scene.state.visit.work().acknowledged;
    let before = answers
        .iter()
        .rev()
        .find(|answer| answer.rule == warned.rule.as_str() && answer.step == warned.step);
    before.map(|answer| answer.why.as_str())
}

fn answered_ui(ui: &mut Ui, scene: Scene<'_>, finding: &Finding, why: &str, out: &mut Outbox) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(icons::text(icons::DONE, 14.0).color(scene.colours.accent));
        let width = (ui.available_width() - 50.0).max(0.0);
        ui.scope(|ui| {
            ui.set_max_width(width);
            let text = format!("Warning answered: “{why}”");
            let name = format!("{text} {}", finding.said);
            let shown = explained(ui, scene.colours, secondary(scene.colours, text), &name);
            if shown.on_hover_text(finding.said.as_str()).clicked() {
                out.send(Action::Explain(about(finding, "Warning")));
            }
        });
        let place = finding.step.map(|step| format!(", step {step}")).unwrap_or_default();
        let edit = link(ui, scene.colours, "Edit");
        if edit.accessible_name(format!("Edit the answer{place}: {}", finding.said)).clicked() {
            out.plan(PlanAction::Reopen(Warned::of(finding)));
        }
    });
}

/// What is to be told about the last change at some length; a line alone stands in the foot.
pub fn notice_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(notice) = &scene.state.visit.editing.notice else { return };
    if notice.lines.is_empty() {
        return;
    }
    let colours = scene.colours;
    let frame = Frame::NONE
        .fill(colours.info_ground)
        .stroke(Stroke::new(1.0, colours.info.gamma_multiply(0.3)))
        .corner_radius(CornerRadius::same(theme::CONTROL_RADIUS))
        .inner_margin(Margin::symmetric(10, 5));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            let title = RichText::new(notice.title.as_str());
            ui.label(title.font(theme::semibold(theme::BODY)).color(colours.info));
            let name = format!("Undo: {}", notice.title);
            if notice.undo && link(ui, colours, "Undo").accessible_name(name).clicked() {
                out.send(Action::Undo);
            }
            if link(ui, colours, "Close").accessible_name("Close the notice").clicked() {
                out.plan(PlanAction::Dismiss);
            }
        });
        for line in &notice.lines {
            wrapped(ui, RichText::new(line.as_str()).color(colours.info));
        }
    });
}
