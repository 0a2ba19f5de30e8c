//! The foot of the plan: a field in which words in any order make a step, and whether the plan is
//! ready.

use eframe::egui::{Align, Button, Layout, RichText, Stroke, Ui};

use crate::ui::action::Outbox;
use crate::ui::app::Cx;
use crate::ui::editing::{PlanAction, in_the_way};
use crate::ui::theme;
use crate::ui::widget::secondary;

/// The foot.
pub fn foot_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ready_ui(ui, cx, out);
        });
    });
}

/// Whether the plan is ready, and why it isn't.
fn ready_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let palette = cx.palette;
    if cx.state.work.ready {
        let back = ui.button("Back to draft");
        if back.clicked() {
            out.plan(PlanAction::Ready(false));
        }
        ui.label(secondary(palette, "Ready for the session"));
        return;
    }
    let reasons = in_the_way(&cx.state.judged);
    let free = reasons.is_empty();
    let ink = if free { palette.accent } else { palette.secondary };
    let text = RichText::new("Mark as ready").font(theme::semibold(theme::BODY)).color(ink);
    let button = Button::new(text).stroke(Stroke::new(1.0, if free { palette.accent } else { palette.control_line }));
    let button = ui.add_enabled(free, button);
    if button.clicked() {
        out.plan(PlanAction::Ready(true));
    }
    if !free {
        ui.label(secondary(palette, format!("Not ready: {}", reasons.join(", "))));
    }
}
