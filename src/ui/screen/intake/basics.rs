//! Category, side, pain, reach, trend, length, and how long it has lasted.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, CornerRadius, FontId, Galley, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    text::LayoutJob, text::TextFormat, vec2,
};

use super::beside::beside_ui;
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::knowledge::schema::{Asked, Protocol};
use crate::model::{Fact, FurthestPoint, Laterality, Side, Trend};
use crate::text::capital;
use crate::ui::scene::Cx;
use crate::ui::widget::{
    asked_keys, asked_name, card, category_keys, chip, chip_row, field_name, gap, head, mark,
    score, section_title, side_by_side, text_field, unnamed_field,
};
use crate::ui::{icons, theme};

/// Lengths that are booked most often; any other is typed.
const LENGTHS: [u16; 4] = [30, 45, 60, 90];

/// What side and pain take beside each other, with the worse side or without.
const BOTH_SIDES: f32 = 960.0;
const ONE_SIDE: f32 = 720.0;

/// The first card.
pub fn basics_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    card(ui, cx.palette, None, |ui| {
        let title = Field::Category.label(cx.knowledge);
        let name = |ui: &mut Ui, out: &mut Outbox| {
            let shown = section_title(cx.palette, title.as_str());
            let asked = (&Asked::Category, title.as_str());
            asked_name(ui, cx, asked, shown, Sense::CLICK, out);
        };
        head(ui, out, name, &[]);
        categories(ui, cx, out);
        let draft = &cx.state.work.intake;
        let needed = if draft.side == Some(Side::Both) { BOTH_SIDES } else { ONE_SIDE };
        if ui.available_width() >= needed {
            ui.horizontal_wrapped(|ui| {
                sides(ui, cx, out);
                gap(ui);
                pains(ui, cx, 150.0, out);
            });
        } else {
            sides(ui, cx, out);
            side_by_side(ui, 480.0, |ui| pains(ui, cx, 130.0, out));
        }
        side_by_side(ui, 700.0, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().button_padding.x = 8.0;
            let all = FurthestPoint::ALL;
            let on = |point| draft.furthest_point == Some(point);
            let label = FurthestPoint::label;
            if let Some(point) = chip_row(ui, cx, &Field::FurthestPoint, all, on, label, out) {
                out.change(Change::FurthestPoint(point));
            }
            gap(ui);
            let on = |trend| draft.trend == Some(trend);
            let pressed = chip_row(ui, cx, &Field::Trend, Trend::ALL, on, Trend::label, out);
            if let Some(trend) = pressed {
                out.change(Change::Trend(trend));
            }
        });
        beside_ui(ui, cx, &Asked::FurthestPoint, out);
        side_by_side(ui, 640.0, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().button_padding.x = 8.0;
            length(ui, cx, out);
            gap(ui);
            onset(ui, cx, out);
            gap(ui);
            text_field(ui, cx, &TextField::Date, "", 104.0, "2026-11-24", out);
        });
        beside_ui(ui, cx, &Asked::Onset, out);
    });
}

fn pains(ui: &mut Ui, cx: Cx<'_>, width: f32, out: &mut Outbox) {
    pain(ui, cx, &Field::PainBack, width, out);
    gap(ui);
    pain(ui, cx, &Field::PainLeg, width, out);
}

fn onset(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        let field = Field::Text(TextField::OnsetWeeks);
        mark(ui, cx, &field, |ui| {
            ui.horizontal(|ui| {
                field_name(ui, cx, &field, "Began", out);
                unnamed_field(ui, cx, &TextField::OnsetWeeks, 52.0, out);
                ui.label("weeks ago");
            });
        });
        let on = cx.state.work.intake.onset_unknown;
        let shown = chip(ui, cx.palette, on, "Weeks since it began", "Not known");
        asked_keys(ui, cx, (&Asked::Onset, "Weeks since it began"), &shown, false, out);
        if shown.clicked() {
            out.change(Change::OnsetUnknown);
        }
    });
}

fn categories(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    mark(ui, cx, &Field::Category, |ui| {
        let protocols = &cx.knowledge.tables().protocols;
        let gap = 8.0;
        let room = ui.available_width();
        let most = if room < 560.0 { 2 } else { 4 };
        let count = most.min(protocols.len()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "at most four cards in a row")]
        let width = (room - gap * (count as f32 - 1.0)) / count as f32;
        let cards: Vec<_> = protocols
            .iter()
            .map(|protocol| (protocol, category_words(ui, cx, protocol, width)))
            .collect();
        let tallest = cards.iter().map(|(_, words)| words.size().y);
        let height = tallest.fold(0.0, f32::max) + 16.0;
        for row in cards.chunks(most) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for (protocol, words) in row {
                    let size = vec2(width, height);
                    category(ui, cx, protocol, words, size, out);
                }
            });
        }
    });
}

fn category_words(ui: &Ui, cx: Cx<'_>, protocol: &Protocol, width: f32) -> Arc<Galley> {
    let palette = cx.palette;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - 20.0;
    let name = TextFormat::simple(theme::semibold(theme::BODY), palette.ink);
    let hint = TextFormat::simple(theme::regular(theme::SMALL), palette.secondary);
    job.append(&protocol.name, 0.0, name);
    job.append("\n", 0.0, hint.clone());
    // The first sentence tells it apart; the rest stands at the pointer.
    let first = protocol.hint.split(". ").next().unwrap_or_default();
    job.append(first.trim_end_matches('.'), 0.0, hint);
    ui.painter().layout_job(job)
}

fn category(
    ui: &mut Ui,
    cx: Cx<'_>,
    protocol: &Protocol,
    words: &Arc<Galley>,
    size: egui::Vec2,
    out: &mut Outbox,
) {
    let palette = cx.palette;
    let draft = &cx.state.work.intake;
    let on = draft.category.as_ref() == Some(&protocol.id);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let label = format!("Category: {}", protocol.name);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, label)
    });
    let lit = response.hovered() || response.has_focus();
    let (fill, stroke) = match (on, lit) {
        (true, _) => (palette.accent_ground, Stroke::new(1.5, palette.accent)),
        (false, true) => (palette.window, Stroke::new(1.5, palette.accent)),
        (false, false) => (palette.panel, Stroke::new(1.0, palette.control_line)),
    };
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
    if on && draft.is_carried(Fact::Category) {
        let place = rect.right_top() + vec2(-10.0, 8.0);
        let font = FontId::new(14.0, icons::CARRIED.font_family());
        let (icon, colour) = (icons::CARRIED.codepoint, palette.info);
        ui.painter().text(place, Align2::RIGHT_TOP, icon, font, colour);
    }
    let first = cx.knowledge.tables().protocols.first().map(|first| &first.id);
    if first == Some(&protocol.id) && cx.is_jumped_to(&Field::Category) {
        response.request_focus();
    }
    let corner = egui::pos2(rect.left() + 10.0, rect.top() + 8.0);
    ui.painter().with_clip_rect(rect).galley(corner, Arc::clone(words), palette.ink);
    category_keys(ui, protocol, &response, out);
    if response.on_hover_text(protocol.hint.as_str()).clicked() {
        out.change(Change::Category(protocol.id.clone()));
    }
}

fn sides(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let draft = &cx.state.work.intake;
    let on = |side| draft.side == Some(side);
    let label = |side| match side {
        Side::Left => "Left",
        Side::Right => "Right",
        Side::Both => "Both",
    };
    let pressed = chip_row(ui, cx, &Field::Side, &Side::ALL, on, label, out);
    if let Some(side) = pressed {
        out.change(Change::Side(side));
    }
    if draft.side != Some(Side::Both) {
        return;
    }
    ui.horizontal(|ui| {
        let asked = (&Asked::WorseSide, "Worse side");
        asked_name(ui, cx, asked, "Worse side", Sense::CLICK, out);
        for side in Laterality::ALL {
            let label = capital(side.word());
            let on = draft.worse_side == Some(side);
            let shown = chip(ui, cx.palette, on, "Worse side", &label);
            asked_keys(ui, cx, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::WorseSide(Some(side).filter(|_| !on)));
            }
        }
    });
}

fn pain(ui: &mut Ui, cx: Cx<'_>, field: &Field, width: f32, out: &mut Outbox) {
    let name = field.label(cx.knowledge);
    let back = *field == Field::PainBack;
    let draft = &cx.state.work.intake;
    let value = if back { draft.pain_back } else { draft.pain_leg };
    let stacked = ui.layout().is_vertical();
    let asked = (&Asked::Pain, name.as_str());
    mark(ui, cx, field, |ui| {
        ui.horizontal(|ui| {
            let begin = ui.cursor().left();
            asked_name(ui, cx, asked, name.as_str(), Sense::CLICK, out);
            if stacked {
                // Both lines begin at the same place, one under the other.
                let most = [Field::PainBack, Field::PainLeg].map(|field| {
                    let name = field.label(cx.knowledge);
                    let font = theme::regular(theme::BODY);
                    ui.painter().layout_no_wrap(name, font, cx.palette.ink).size().x
                });
                let end = begin + most.into_iter().fold(0.0, f32::max);
                let used = ui.cursor().left() - ui.spacing().item_spacing.x;
                ui.add_space((end - used).max(0.0));
            }
            let (chosen, shown) = score(ui, cx.palette, &name, width, value);
            asked_keys(ui, cx, asked, &shown, false, out);
            if cx.is_jumped_to(field) {
                shown.request_focus();
            }
            if let Some(score) = chosen {
                out.change(if back { Change::PainBack(score) } else { Change::PainLeg(score) });
            }
        });
    });
}

fn length(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let field = Field::Text(TextField::Minutes);
    mark(ui, cx, &field, |ui| {
        ui.horizontal(|ui| {
            field_name(ui, cx, &field, "Length", out);
            for minutes in LENGTHS {
                let label = minutes.to_string();
                let on = cx.state.work.intake.minutes.trim() == label;
                let shown = chip(ui, cx.palette, on, "Length", &label);
                asked_keys(ui, cx, (&Asked::Length, "Length"), &shown, false, out);
                if shown.clicked() {
                    out.change(Change::Text(TextField::Minutes, label));
                }
            }
            unnamed_field(ui, cx, &TextField::Minutes, 52.0, out);
            ui.label("min");
        });
    });
}
