//! The steps as they were planned, what was changed in them, and what became of each.

use eframe::egui::{self, Align2, Frame, Margin, RichText, Stroke, Ui, pos2, vec2};

use super::why;
use crate::app::action::Outbox;
use crate::app::explanation::Explanation;
use crate::app::words;
use crate::export::sheet::posture;
use crate::model::{PlanRecord, Step, StepOutcome, StepWent};
use crate::ui::scene::Scene;
use crate::ui::theme::Colours;
use crate::ui::widget::{
    DOTS_WIDTH, bold, card, heading, minutes_bar, paint_dots, secondary, section_title, wrapped,
};
use crate::ui::{icons, theme};

/// What level and minutes take at the right of a step.
const RIGHT: f32 = 150.0;
/// From this width on, they do so beside the words.
const WIDE: f32 = 420.0;

/// The minutes and the steps; nothing where the plan was withheld.
pub(super) fn steps_ui(ui: &mut Ui, scene: Scene<'_>, record: &PlanRecord, out: &mut Outbox) {
    let plan = &record.plan;
    if plan.steps.is_empty() {
        return;
    }
    card(ui, scene.colours, None, |ui| {
        ui.horizontal(|ui| {
            heading(ui, section_title(scene.colours, "Session plan"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let unused = match plan.unused_minutes {
                    0 => String::new(),
                    unused => format!(", {unused} unused"),
                };
                ui.label(format!("of {} min{unused}", plan.intake.minutes));
                ui.label(bold(plan.total_minutes.to_string()));
            });
        });
        minutes_bar(ui, scene.colours, plan);
        ui.add_space(4.0);
        let outcome = record.outcome.as_ref();
        for step in &plan.steps {
            let went = outcome
                .and_then(|outcome| outcome.steps.iter().find(|one| one.step == step.number));
            step_ui(ui, scene, record, step, went, out);
        }
    });
}

/// A step, to be read.
fn step_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    record: &PlanRecord,
    step: &Step,
    went: Option<&StepOutcome>,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let frame = Frame::NONE.inner_margin(Margin { left: 36, right: 0, top: 5, bottom: 6 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 18.0;
        if ui.available_width() >= WIDE {
            ui.horizontal_top(|ui| {
                let text_width = (ui.available_width() - RIGHT).max(0.0);
                ui.allocate_ui(vec2(text_width, 0.0), |ui| {
                    ui.set_width(text_width);
                    title_ui(ui, scene, record, step, out);
                });
                let right = egui::Layout::right_to_left(egui::Align::Min);
                ui.with_layout(right, |ui| amount_ui(ui, scene, record, step));
            });
        } else {
            title_ui(ui, scene, record, step, out);
            ui.horizontal(|ui| amount_ui(ui, scene, record, step));
        }
        wrapped(ui, secondary(colours, step.instructions.as_str()));
        if let Some(went) = went {
            let word = match went.went {
                StepWent::Done => "Done",
                StepWent::Skipped => "Left out",
                StepWent::Changed => "Changed",
            };
            let note = went.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
            wrapped(ui, RichText::new(format!("{word}{note}")).color(colours.care));
        }
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
    let centre = pos2(rect.left() + 16.0, rect.top() + 16.0);
    let colour = Colours::phase(step.phase);
    let ink = if step.counted {
        ui.painter().circle_filled(centre, 10.0, colour);
        colours.digit_on(step.phase)
    } else {
        ui.painter().circle_stroke(centre, 9.5, Stroke::new(1.5, colour));
        colours.ink
    };
    let font = theme::semibold(theme::SMALL - 0.5);
    ui.painter().text(centre, Align2::CENTER_CENTER, step.number, font, ink);
}

/// What, how, in which position and with which supports.
fn title_ui(ui: &mut Ui, scene: Scene<'_>, record: &PlanRecord, step: &Step, out: &mut Outbox) {
    let (what, how) = words::title(step, scene.knowledge);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.label(bold(what));
        if !how.is_empty() {
            ui.label(format!("· {how}"));
        }
        ui.label(secondary(scene.colours, format!("· {}", posture(step, scene.knowledge))));
        let name = format!("step {}", step.number);
        why(ui, scene, &name, || Explanation::of_step(step, &record.plan, scene.knowledge), out);
    });
}

/// Level and minutes, from left to right or from right to left.
fn amount_ui(ui: &mut Ui, scene: Scene<'_>, record: &PlanRecord, step: &Step) {
    let colours = scene.colours;
    if step.counted {
        ui.label(format!("{} min", step.minutes));
    } else {
        wrapped(ui, words::beside(step));
    }
    if record.held.contains(&step.number) {
        let icon = icons::text(icons::HELD, 13.0).color(colours.secondary);
        let held = ui.label(icon).on_hover_text("These minutes were held");
        held.accessible_name(format!("Step {}: minutes held", step.number));
    }
    if let Some(level) = step.pressure {
        let (rect, response) = ui.allocate_exact_size(vec2(DOTS_WIDTH, 18.0), egui::Sense::hover());
        let name = format!("Step {}: level {level} of 5", step.number);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
        paint_dots(ui.painter(), colours, rect.left_center(), level.get(), None, None);
    }
}

/// What was changed by hand, and what was answered to warnings.
pub(super) fn changes_ui(ui: &mut Ui, scene: Scene<'_>, record: &PlanRecord) {
    if record.acknowledged.is_empty() && record.edits.is_empty() {
        return;
    }
    let place = |step: Option<usize>| step.map(|step| format!("Step {step}: ")).unwrap_or_default();
    let because =
        |ui: &mut Ui, why: &str| wrapped(ui, secondary(scene.colours, format!("Why: {why}")));
    card(ui, scene.colours, None, |ui| {
        if !record.acknowledged.is_empty() {
            heading(ui, section_title(scene.colours, "Warnings answered"));
        }
        for one in &record.acknowledged {
            wrapped(ui, format!("{}{}", place(one.step), one.text));
            because(ui, &one.why);
        }
        if !record.edits.is_empty() {
            heading(ui, section_title(scene.colours, "Changed by hand"));
        }
        for edit in &record.edits {
            wrapped(ui, format!("{}{}", place(edit.step), edit.what));
            if let Some(why) = &edit.why {
                because(ui, why);
            }
        }
    });
}
