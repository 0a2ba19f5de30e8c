//! The counted minutes as one bar in the colours of their phases. Its parts choose their steps.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Id, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::app::action::{Action, Outbox};
use crate::app::words;
use crate::model::{Plan, Step};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// What the lines of packs need below the bar.
const PACKS: f32 = 5.0;

/// The bar of a plan; packs have lines below it. Gives the step that the pointer is on.
pub fn bar_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, out: &mut Outbox) -> Option<usize> {
    let mut pointed = None;
    let colours = scene.colours;
    let size = vec2(ui.available_width(), 18.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let total = (plan.total_minutes + plan.unused_minutes).max(plan.intake.minutes.get());
    response.widget_info(|| {
        let label = format!("{} of {} minutes planned", plan.total_minutes, plan.intake.minutes);
        WidgetInfo::labeled(Role::Image, true, label)
    });
    let radius = CornerRadius::same(4);
    ui.painter().rect_filled(rect, radius, colours.dot);
    let mut left = rect.left();
    let counted: Vec<&Step> = plan.steps.iter().filter(|step| step.counted).collect();
    let last = counted.len().saturating_sub(1);
    for (at, step) in counted.into_iter().enumerate() {
        let share = f32::from(step.minutes.get()) / f32::from(total.max(1));
        let right = left + share * rect.width();
        let gap = if right < rect.right() - 0.5 { 1.5 } else { 0.0 };
        let part = Rect::from_min_max(pos2(left, rect.top()), pos2(right - gap, rect.bottom()));
        let corners = CornerRadius {
            nw: if at == 0 { 4 } else { 1 },
            sw: if at == 0 { 4 } else { 1 },
            ne: if at == last && gap == 0.0 { 4 } else { 1 },
            se: if at == last && gap == 0.0 { 4 } else { 1 },
        };
        if part_ui(ui, scene, step, part, corners, out) {
            pointed = Some(step.number);
        }
        left = right;
    }
    packs_ui(ui, plan, rect, total);
    let unplanned = rect.right() - left;
    if plan.unused_minutes > 0 && unplanned > 14.0 {
        let centre = pos2(left + unplanned / 2.0, rect.center().y);
        let font = theme::semibold(theme::SMALL - 0.5);
        ui.painter().text(
            centre,
            Align2::CENTER_CENTER,
            plan.unused_minutes,
            font,
            colours.digit_dark,
        );
    }
    pointed
}

/// A thin line for each pack, under the minutes that it lies alongside.
fn packs_ui(ui: &mut Ui, plan: &Plan, bar: Rect, total: u16) {
    let (under, _) = ui.allocate_exact_size(vec2(bar.width(), PACKS), Sense::hover());
    let scale = bar.width() / f32::from(total.max(1));
    for pack in plan.steps.iter().filter(|step| !step.counted) {
        let Some(first) = pack.beside.first() else { continue };
        let before = plan.steps.iter().filter(|step| step.counted && step.number < *first);
        let before: u16 = before.map(|step| step.minutes.get()).sum();
        let left = bar.left() + f32::from(before) * scale;
        let right = (left + f32::from(pack.minutes.get()) * scale).min(bar.right());
        let line = Rect::from_x_y_ranges(left..=right, under.bottom() - 3.0..=under.bottom());
        ui.painter().rect_filled(line, CornerRadius::same(1), Colours::phase(pack.phase));
    }
}

fn part_ui(
    ui: &Ui,
    scene: Scene<'_>,
    step: &Step,
    rect: Rect,
    corners: CornerRadius,
    out: &mut Outbox,
) -> bool {
    // For the pointer alone: keys and screen readers have the rows.
    let response = ui.interact(rect, Id::unique(("plan-bar", step.number)), Sense::CLICK);
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let painter = ui.painter();
    painter.rect_filled(rect, corners, Colours::phase(step.phase));
    let lit = scene.state.visit.highlight.steps.contains(&step.number);
    let selected = scene.state.visit.selected == Some(step.number);
    if lit || selected {
        let stroke = Stroke::new(2.0, scene.colours.ink);
        painter.rect_stroke(rect, corners, stroke, StrokeKind::Inside);
    }
    if rect.width() > 14.0 {
        painter.text(
            rect.center(),
            Align2::CENTER_CENTER,
            step.minutes,
            theme::semibold(theme::SMALL - 0.5),
            scene.colours.digit_on(step.phase),
        );
    }
    let response = response.on_hover_text(words::spoken(step, scene.knowledge));
    if response.clicked() {
        out.send(Action::Select(Some(step.number)));
    }
    response.hovered()
}
