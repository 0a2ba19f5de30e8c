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
use crate::ui::scene::Scene;
use crate::ui::widget::{
    AskedName, asked_keys, asked_name, card, category_keys, chip, chip_row, field_name, gap, head,
    mark, score, section_title, side_by_side, text_field, unnamed_field,
};
use crate::ui::{icons, theme};

/// Lengths that are booked most often; any other is typed.
const LENGTHS: [u16; 4] = [30, 45, 60, 90];

/// What side and pain take beside each other, with the worse side or without.
const BOTH_SIDES: f32 = 960.0;
const ONE_SIDE: f32 = 720.0;

/// The first card.
pub fn basics_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    card(ui, scene.colours, None, |ui| {
        let title = Field::Category.label(scene.knowledge);
        let name = |ui: &mut Ui, out: &mut Outbox| {
            let shown = section_title(scene.colours, title.as_str());
            let asked = AskedName { asked: &Asked::Category, name: title.as_str() };
            asked_name(ui, scene, asked, shown, Sense::CLICK, out);
        };
        head(ui, out, name, &[]);
        categories(ui, scene, out);
        let draft = &scene.state.visit.work().intake;
        let needed = if draft.side == Some(Side::Both) { BOTH_SIDES } else { ONE_SIDE };
        if ui.available_width() >= needed {
            ui.horizontal_wrapped(|ui| {
                sides(ui, scene, out);
                gap(ui);
                pains(ui, scene, 150.0, out);
            });
        } else {
            sides(ui, scene, out);
            side_by_side(ui, 480.0, |ui| pains(ui, scene, 130.0, out));
        }
        side_by_side(ui, 700.0, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().button_padding.x = 8.0;
            let all = FurthestPoint::ALL;
            let on = |point| draft.furthest_point == Some(point);
            let label = FurthestPoint::label;
            if let Some(point) = chip_row(ui, scene, &Field::FurthestPoint, all, on, label, out) {
                out.change(Change::FurthestPoint(point));
            }
            gap(ui);
            let on = |trend| draft.trend == Some(trend);
            let pressed = chip_row(ui, scene, &Field::Trend, Trend::ALL, on, Trend::label, out);
            if let Some(trend) = pressed {
                out.change(Change::Trend(trend));
            }
        });
        beside_ui(ui, scene, &Asked::FurthestPoint, out);
        side_by_side(ui, 640.0, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.spacing_mut().button_padding.x = 8.0;
            length(ui, scene, out);
            gap(ui);
            onset(ui, scene, out);
            gap(ui);
            text_field(ui, scene, &TextField::Date, "", 104.0, "2026-11-24", out);
        });
        beside_ui(ui, scene, &Asked::Onset, out);
    });
}

fn pains(ui: &mut Ui, scene: Scene<'_>, width: f32, out: &mut Outbox) {
    pain(ui, scene, &Field::PainBack, width, out);
    gap(ui);
    pain(ui, scene, &Field::PainLeg, width, out);
}

fn onset(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    ui.horizontal_wrapped(|ui| {
        let field = Field::Text(TextField::OnsetWeeks);
        mark(ui, scene, &field, |ui| {
            ui.horizontal(|ui| {
                field_name(ui, scene, &field, "Began", out);
                unnamed_field(ui, scene, &TextField::OnsetWeeks, 52.0, out);
                ui.label("weeks ago");
            });
        });
        let on = scene.state.visit.work().intake.onset_unknown;
        let shown = chip(ui, scene.colours, on, "Weeks since it began", "Not known");
        let asked = AskedName { asked: &Asked::Onset, name: "Weeks since it began" };
        asked_keys(ui, scene, asked, &shown, false, out);
        if shown.clicked() {
            out.change(Change::OnsetUnknown);
        }
    });
}

fn categories(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    mark(ui, scene, &Field::Category, |ui| {
        let protocols = &scene.knowledge.tables().protocols;
        let gap = 8.0;
        let room = ui.available_width();
        let most = if room < 560.0 { 2 } else { 4 };
        let count = most.min(protocols.len()).max(1);
        #[expect(clippy::cast_precision_loss, reason = "at most four cards in a row")]
        let width = (room - gap * (count as f32 - 1.0)) / count as f32;
        let cards: Vec<_> = protocols
            .iter()
            .map(|protocol| (protocol, category_words(ui, scene, protocol, width)))
            .collect();
        let tallest = cards.iter().map(|(_, words)| words.size().y);
        let height = tallest.fold(0.0, f32::max) + 16.0;
        for row in cards.chunks(most) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gap;
                for (protocol, words) in row {
                    let size = vec2(width, height);
                    category(ui, scene, protocol, words, size, out);
                }
            });
        }
    });
}

fn category_words(ui: &Ui, scene: Scene<'_>, protocol: &Protocol, width: f32) -> Arc<Galley> {
    let colours = scene.colours;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - 20.0;
    let name = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    let hint = TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    job.append(&protocol.name, 0.0, name);
    job.append("\n", 0.0, hint.clone());
    // The first sentence tells it apart; the rest stands at the pointer.
    let first = protocol.hint.split(". ").next().unwrap_or_default();
    job.append(first.trim_end_matches('.'), 0.0, hint);
    ui.painter().layout_job(job)
}

fn category(
    ui: &mut Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    words: &Arc<Galley>,
    size: egui::Vec2,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let draft = &scene.state.visit.work().intake;
    let on = draft.category.as_ref() == Some(&protocol.id);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let label = format!("Category: {}", protocol.name);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, label)
    });
    let lit = response.hovered() || response.has_focus();
    let (fill, stroke) = match (on, lit) {
        (true, _) => (colours.accent_ground, Stroke::new(1.5, colours.accent)),
        (false, true) => (colours.window, Stroke::new(1.5, colours.accent)),
        (false, false) => (colours.panel, Stroke::new(1.0, colours.control_line)),
    };
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
    if on && draft.is_carried(Fact::Category) {
        let place = rect.right_top() + vec2(-10.0, 8.0);
        let font = FontId::new(14.0, icons::CARRIED.font_family());
        let (icon, colour) = (icons::CARRIED.codepoint, colours.info);
        ui.painter().text(place, Align2::RIGHT_TOP, icon, font, colour);
    }
    let first = scene.knowledge.tables().protocols.first().map(|first| &first.id);
    if first == Some(&protocol.id) && scene.is_jumped_to(&Field::Category) {
        response.request_focus();
    }
    let corner = egui::pos2(rect.left() + 10.0, rect.top() + 8.0);
    ui.painter().with_clip_rect(rect).galley(corner, Arc::clone(words), colours.ink);
    category_keys(ui, protocol, &response, out);
    if response.on_hover_text(protocol.hint.as_str()).clicked() {
        out.change(Change::Category(protocol.id.clone()));
    }
}

fn sides(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let on = |side| draft.side == Some(side);
    let label = |side| match side {
        Side::Left => "Left",
        Side::Right => "Right",
        Side::Both => "Both",
    };
    let pressed = chip_row(ui, scene, &Field::Side, &Side::ALL, on, label, out);
    if let Some(side) = pressed {
        out.change(Change::Side(side));
    }
    if draft.side != Some(Side::Both) {
        return;
    }
    ui.horizontal(|ui| {
        let asked = AskedName { asked: &Asked::WorseSide, name: "Worse side" };
        asked_name(ui, scene, asked, "Worse side", Sense::CLICK, out);
        for side in Laterality::ALL {
            let label = capital(side.word());
            let on = draft.worse_side == Some(side);
            let shown = chip(ui, scene.colours, on, "Worse side", &label);
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.change(Change::WorseSide((!on).then_some(side)));
            }
        }
    });
}

fn pain(ui: &mut Ui, scene: Scene<'_>, field: &Field, width: f32, out: &mut Outbox) {
    let name = field.label(scene.knowledge);
    let back = *field == Field::PainBack;
    let draft = &scene.state.visit.work().intake;
    let value = if back { draft.pain_back } else { draft.pain_leg };
    let stacked = ui.layout().is_vertical();
    let asked = AskedName { asked: &Asked::Pain, name: name.as_str() };
    mark(ui, scene, field, |ui| {
        ui.horizontal(|ui| {
            let begin = ui.cursor().left();
            asked_name(ui, scene, asked, name.as_str(), Sense::CLICK, out);
            if stacked {
                // Both lines begin at the same place, one under the other.
                let most = [Field::PainBack, Field::PainLeg].map(|field| {
                    let name = field.label(scene.knowledge);
                    let font = theme::regular(theme::BODY);
                    ui.painter().layout_no_wrap(name, font, scene.colours.ink).size().x
                });
                let end = begin + most.into_iter().fold(0.0, f32::max);
                let used = ui.cursor().left() - ui.spacing().item_spacing.x;
                ui.add_space((end - used).max(0.0));
            }
            let (chosen, shown) = score(ui, scene.colours, &name, width, value);
            asked_keys(ui, scene, asked, &shown, false, out);
            if scene.is_jumped_to(field) {
                shown.request_focus();
            }
            if let Some(score) = chosen {
                out.change(if back { Change::PainBack(score) } else { Change::PainLeg(score) });
            }
        });
    });
}

fn length(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let field = Field::Text(TextField::Minutes);
    mark(ui, scene, &field, |ui| {
        ui.horizontal(|ui| {
            field_name(ui, scene, &field, "Length", out);
            for minutes in LENGTHS {
                let label = minutes.to_string();
                let on = scene.state.visit.work().intake.minutes.trim() == label;
                let shown = chip(ui, scene.colours, on, "Length", &label);
                let asked = AskedName { asked: &Asked::Length, name: "Length" };
                asked_keys(ui, scene, asked, &shown, false, out);
                if shown.clicked() {
                    out.change(Change::Text(TextField::Minutes, label));
                }
            }
            unnamed_field(ui, scene, &TextField::Minutes, 52.0, out);
            ui.label("min");
        });
    });
}
