//! The panel at the right: status, gates and cautions, never scrolled away; what is missing below.
//!
//! Stop comes first, then Warn, then Note; they differ by shape and word as well as colour.

use eframe::egui::{self, Color32, CornerRadius, Frame, Margin, RichText, ScrollArea, Stroke, Ui};

use super::focus_map::focus_map_ui;
use super::missing::missing_ui;
use crate::model::{CautionNote, GateNote, Severity, Status};
use crate::ui::action::{Action, Explanation, Outbox};
use crate::ui::app::Cx;
use crate::ui::lit::Pointed;
use crate::ui::widget::{bold, point, secondary, wrapped};
use crate::ui::{icons, theme};

/// The panel.
pub fn cautions_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(Margin {
        left: 12,
        right: 8,
        top: 12,
        bottom: 8,
    });
    let width = (ui.available_width() * 0.32).clamp(240.0, 316.0);
    egui::Panel::right("cautions").frame(frame).resizable(false).exact_size(width).show(ui, |ui| {
        focus_map_ui(ui, cx, out);
        missing_ui(ui, cx, out);
        ScrollArea::vertical().id_salt("cautions").auto_shrink(false).show(ui, |ui| {
            // The handle must not lie over the words.
            ui.set_max_width(ui.available_width() - 4.0);
            status_card(ui, cx, out);
            list(ui, cx, out);
        });
    });
}

fn status_card(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let judged = &cx.state.judged;
    let palette = cx.palette;
    let status = judged.status();
    // Until there is a plan, or a reason for none, the card below counts what is missing.
    if judged.plan.is_none() && !status.withholds() {
        return;
    }
    let (ink, ground) = match status {
        Status::Ok => (palette.accent, palette.accent_ground),
        Status::Caution | Status::Hold => (palette.care, palette.care_ground),
        Status::Refer | Status::Emergency => (palette.stop, palette.stop_ground),
    };
    banner(ui, ink, ground, status.label(), |ui| {
        let urgency = judged.referral().map(|referral| referral.urgency);
        if let Some(urgency) = urgency.filter(|urgency| urgency.label() != status.label()) {
            wrapped(ui, urgency.label());
        }
        for gate in judged.gates() {
            let text = RichText::new(gate.text.as_str()).color(palette.ink);
            let response = ui.add(egui::Label::new(text).wrap().sense(egui::Sense::click()));
            let response = response.on_hover_text(released(gate));
            if response.clicked() {
                out.send(Action::Explain(about_gate(gate)));
            }
        }
        let limits = judged.cautions().iter();
        let stops = limits.filter(|c| c.severity == Severity::Stop).count();
        match (judged.plan.is_some() && !status.withholds(), stops) {
            (false, _) | (true, 0) => {}
            (true, 1) => wrapped(ui, "1 limit enforced"),
            (true, stops) => wrapped(ui, format!("{stops} limits enforced")),
        }
    });
    if status.withholds() && cx.state.screen == crate::ui::state::Screen::Intake {
        let text = bold("Show what to do").color(palette.accent);
        if ui.button(text).clicked() {
            out.send(Action::ShowPlan);
        }
        ui.add_space(8.0);
    }
}

fn released(gate: &GateNote) -> String {
    if gate.released { format!("Released: {}", gate.released_by) } else { gate.released_by.clone() }
}

fn about_gate(gate: &GateNote) -> Explanation {
    Explanation {
        title: gate.text.clone(),
        paragraphs: vec![format!("{} · {}", gate.id, gate.status.label()), released(gate)],
        sources: gate.sources.clone(),
    }
}

fn banner(ui: &mut Ui, ink: Color32, ground: Color32, title: &str, body: impl FnOnce(&mut Ui)) {
    Frame::NONE
        .fill(ground)
        .stroke(Stroke::new(1.0, ink.gamma_multiply(0.4)))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            let title = RichText::new(title).font(theme::semibold(theme::TITLE));
            ui.label(title.color(ink));
            body(ui);
        });
    ui.add_space(8.0);
}

fn list(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let mut cautions: Vec<&CautionNote> = cx.state.judged.cautions().iter().collect();
    cautions.sort_by_key(|caution| std::cmp::Reverse(caution.severity));
    for caution in cautions {
        row(ui, cx, caution, out);
    }
}

fn row(ui: &mut Ui, cx: Cx<'_>, caution: &CautionNote, out: &mut Outbox) {
    let palette = cx.palette;
    let colour = palette.severity(caution.severity);
    let known = cx.knowledge.caution(&caution.id);
    let title = known.map_or(caution.id.as_str(), |entry| entry.title.as_str());
    let frame = Frame::NONE.inner_margin(Margin { left: 12, right: 4, top: 4, bottom: 6 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(icons::text(icons::severity(caution.severity), 13.0).color(colour));
            let word = RichText::new(caution.severity.label());
            ui.label(word.font(theme::semibold(theme::SMALL)).color(colour));
            if let Some(steps) = steps(caution) {
                ui.label(secondary(palette, format!("· {steps}")));
            }
        });
        wrapped(ui, bold(title));
        if caution.severity > Severity::Note {
            wrapped(ui, secondary(palette, caution.text.as_str()));
        }
    });
    let rect = shown.response.rect;
    let bar = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
    ui.painter().rect_filled(bar, CornerRadius::ZERO, colour);
    let id = ui.make_persistent_id(("caution", &caution.id));
    let response = ui.interact(rect, id, egui::Sense::click());
    response.widget_info(|| {
        let name = format!("{}: {title}", caution.severity.label());
        egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), name)
    });
    point(cx, &response, Pointed::Caution(caution.id.clone()), out);
    let lit = cx.state.lit.cautions.contains(&caution.id);
    if lit || response.hovered() || response.has_focus() {
        let stroke = Stroke::new(1.0, palette.accent);
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    let response = response.on_hover_text(caution.text.as_str());
    if response.clicked() {
        out.send(Action::Explain(Explanation {
            title: title.to_owned(),
            paragraphs: vec![
                format!("{} · {}", caution.id, caution.severity.label()),
                caution.text.clone(),
            ],
            sources: caution.sources.clone(),
        }));
    }
    ui.add_space(2.0);
}

fn steps(caution: &CautionNote) -> Option<String> {
    let numbers: Vec<String> = caution.steps.iter().map(ToString::to_string).collect();
    match numbers.len() {
        0 => None,
        1 => Some(format!("step {}", numbers.concat())),
        _ => Some(format!("steps {}", numbers.join(", "))),
    }
}
