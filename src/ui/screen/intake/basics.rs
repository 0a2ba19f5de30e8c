//! The complaint: category, side, when it began, pain, reach, trend and length.

use std::sync::Arc;

use eframe::egui::{
    self, CornerRadius, Galley, Layout, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    text::LayoutJob, text::TextFormat, vec2,
};

use super::beside::beside_ui;
use super::grid::{
    beside_title, form_card, halves, head, inside, named, names_beside, row, rows_apart,
};
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::knowledge::schema::{Asked, Protocol};
use crate::model::{FurthestPoint, Laterality, Side, Trend};
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{
    AskedName, CATEGORY_SIGN, ChipLook, Score, asked_keys, asked_name, bold, category_keys,
    category_sign, chip, choices, choices_width, control_height, field_title, is_low,
    keep_together, mark, score, secondary, text_width, unnamed_field,
};

/// Lengths that are booked most often; any other is typed.
const LENGTHS: [&str; 4] = ["30", "45", "60", "90"];
/// Around the words of a chip, where many stand in a row.
const REACH: f32 = 5.0;
/// The same for fewer of them.
const TREND: f32 = 6.0;
/// Between two cards of a category.
const CARDS: f32 = 8.0;
/// Beside the words of a card.
const CARD_SIDE: f32 = 10.0;
/// A number that is typed.
const NUMBER: f32 = 38.0;
/// A day that is typed.
const DAY: f32 = 86.0;

/// The card of a new client.
pub fn basics_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    form_card(ui, scene, None, |ui| {
        categories_ui(ui, scene, out);
        ui.add_space(rows_apart(ui));
        halves(ui, out, &|ui, out| sides_ui(ui, scene, true, out), &|ui, out| {
            onset_ui(ui, scene, true, out);
        });
        ui.add_space(rows_apart(ui));
        today_ui(ui, scene, out);
        beside_ui(ui, scene, &[Asked::Onset, Asked::FurthestPoint, Asked::Trend], out);
    });
}

/// What is asked at every visit: pain, reach, trend and length.
pub fn today_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    halves(ui, out, &|ui, out| pain_ui(ui, scene, &Field::PainBack, out), &|ui, out| {
        pain_ui(ui, scene, &Field::PainLeg, out);
    });
    ui.add_space(rows_apart(ui));
    halves(ui, out, &|ui, out| reach_ui(ui, scene, out), &|ui, out| {
        trend_and_length_ui(ui, scene, out);
    });
}

/// Side, and the worse of two, which is off until both are painful.
pub fn sides_ui(ui: &mut Ui, scene: Scene<'_>, spread: bool, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let is_both = draft.side == Some(Side::Both);
    row(ui, |ui| {
        let end = ui.max_rect().right();
        mark(ui, scene, &Field::Side, |ui| {
            ui.horizontal(|ui| {
                field_title(ui, scene, &Field::Side, out);
                ui.add_space(6.0);
                let look = |side| {
                    let label = match side {
                        Side::Left => "Left",
                        Side::Right => "Right",
                        Side::Both => "Both",
                    };
                    (label, ChipLook { on: draft.side == Some(side), was: false })
                };
                if let Some(side) = choices(ui, scene, &Field::Side, &Side::ALL, look, out) {
                    out.change(Change::Side(side));
                }
            });
        });
        let name = "Worse side";
        let asked = AskedName { asked: &Asked::WorseSide, name };
        let labels = ["Left", "Right"].into_iter();
        let words = text_width(ui, name, theme::regular(theme::SMALL));
        let needed = words + 4.0 + choices_width(ui, labels);
        keep_together(ui, needed);
        if spread {
            ui.add_space((end - ui.cursor().left() - needed - 4.0).max(0.0));
        }
        ui.add_enabled_ui(is_both, |ui| {
            ui.horizontal(|ui| {
                let shown = secondary(scene.colours, name);
                asked_name(ui, scene, asked, shown, Sense::CLICK, out);
                for side in Laterality::ALL {
                    let label = capital(side.word());
                    let on = draft.worse_side == Some(side);
                    let shown = chip(ui, scene.colours, on, name, &label);
                    asked_keys(ui, scene, asked, &shown, false, out);
                    if shown.clicked() {
                        out.change(Change::WorseSide((!on).then_some(side)));
                    }
                }
            });
        });
    });
}

/// When it began, and the day of the session where that is asked beside it.
pub fn onset_ui(ui: &mut Ui, scene: Scene<'_>, with_date: bool, out: &mut Outbox) {
    let end = ui.max_rect().right();
    row(ui, |ui| {
        let field = Field::Text(TextField::OnsetWeeks);
        mark(ui, scene, &field, |ui| {
            ui.horizontal(|ui| {
                let asked = AskedName { asked: &Asked::Onset, name: "Began" };
                let shown = bold("Began");
                asked_name(ui, scene, asked, shown, Sense::CLICK, out);
                unnamed_field(ui, scene, &TextField::OnsetWeeks, NUMBER, out);
                ui.label(secondary(scene.colours, "weeks ago"));
                let name = "Weeks since it began";
                let on = scene.state.visit.work().intake.onset_unknown;
                let shown = chip(ui, scene.colours, on, name, "Not known");
                let asked = AskedName { asked: &Asked::Onset, name };
                asked_keys(ui, scene, asked, &shown, false, out);
                if shown.clicked() {
                    out.change(Change::OnsetUnknown);
                }
            });
        });
        if !with_date {
            return;
        }
        let date = Field::Text(TextField::Date);
        let name = TextField::Date.label();
        let words = text_width(ui, name, theme::semibold(theme::BODY));
        let needed = words + DAY + 6.0;
        keep_together(ui, needed);
        ui.add_space((end - ui.cursor().left() - needed).max(0.0));
        mark(ui, scene, &date, |ui| {
            ui.horizontal(|ui| {
                ui.label(bold(name));
                unnamed_field(ui, scene, &TextField::Date, DAY, out);
            });
        });
    });
}

/// The four categories.
pub fn categories_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let low = is_low(ui);
    let draft = &scene.state.visit.work().intake;
    let protocols = &scene.knowledge.tables().protocols;
    let room = ui.available_width();
    let most = if room < 480.0 { 2 } else { 4 };
    let count = most.min(protocols.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most four cards in a row")]
    let width = (room - CARDS * (count as f32 - 1.0)) / count as f32;
    // A card whose name leaves room says by a sign why it is asked; else the name of the question does.
    let has_room = |protocol: &Protocol| {
        let name = text_width(ui, short_name(protocol), theme::semibold(theme::BODY));
        CARD_SIDE + name + CATEGORY_SIGN <= width
    };
    let signed = !low && protocols.iter().all(has_room);
    if !signed {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let name = scene.label(&Field::Category);
            let asked = AskedName { asked: &Asked::Category, name: &name };
            let shown = bold(name.as_str());
            asked_name(ui, scene, asked, shown, Sense::CLICK, out);
            let chosen = draft.category.as_ref().and_then(|id| scene.knowledge.protocol(id));
            if let Some(protocol) = chosen.filter(|_| low) {
                beside_title(ui, scene, first_words(protocol));
            }
        };
        head(ui, out, &title, None);
    }
    mark(ui, scene, &Field::Category, |ui| {
        let cards: Vec<_> = protocols
            .iter()
            .map(|protocol| (protocol, category_words(ui, scene, protocol, width, low)))
            .collect();
        let tallest = cards.iter().map(|(_, words)| words.size().y);
        let height = tallest.fold(0.0, f32::max) + if low { 12.0 } else { 14.0 };
        for row in cards.chunks(most) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = CARDS;
                for (protocol, words) in row {
                    category(ui, scene, protocol, words, vec2(width, height), signed, out);
                }
            });
            ui.add_space(if protocols.len() > most { CARDS } else { 0.0 });
        }
    });
}

fn short_name(protocol: &Protocol) -> &str {
    protocol.short_name.as_ref().unwrap_or(&protocol.name)
}

/// The first sentence tells a category apart; the rest stands at the pointer.
fn first_words(protocol: &Protocol) -> &str {
    protocol.hint.split(". ").next().unwrap_or_default().trim_end_matches('.')
}

fn category_words(
    ui: &Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    width: f32,
    low: bool,
) -> Arc<Galley> {
    let colours = scene.colours;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - 2.0 * CARD_SIDE;
    let name = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    let hint = TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    job.append(short_name(protocol), 0.0, name);
    if !low {
        job.append("\n", 0.0, hint.clone());
        job.append(first_words(protocol), 0.0, hint);
    }
    ui.painter().layout_job(job)
}

fn category(
    ui: &mut Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    words: &Arc<Galley>,
    size: egui::Vec2,
    signed: bool,
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
    let first = scene.knowledge.tables().protocols.first().map(|first| &first.id);
    if first == Some(&protocol.id) && scene.is_jumped_to(&Field::Category) {
        response.request_focus();
    }
    let corner = egui::pos2(rect.left() + CARD_SIDE, rect.center().y - words.size().y / 2.0);
    ui.painter().with_clip_rect(rect).galley(corner, Arc::clone(words), colours.ink);
    category_keys(ui, scene, protocol, &response, out);
    if signed {
        category_sign(ui, scene, protocol, &response, out);
    }
    if response.on_hover_text(protocol.hint.as_str()).clicked() {
        out.change(Change::Category(protocol.id.clone()));
    }
}

fn pain_ui(ui: &mut Ui, scene: Scene<'_>, field: &Field, out: &mut Outbox) {
    let name = scene.label(field);
    let back = *field == Field::PainBack;
    let draft = &scene.state.visit.work().intake;
    let value = if back { draft.pain_back } else { draft.pain_leg };
    let last = draft.last.as_ref();
    let was = last.and_then(|last| if back { last.pain_back } else { last.pain_leg });
    let asked = AskedName { asked: &Asked::Pain, name: &name };
    mark(ui, scene, field, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            asked_name(ui, scene, asked, bold(name.as_str()), Sense::CLICK, out);
            if let Some((last, was)) = last.zip(was) {
                ui.label(secondary(scene.colours, format!("{}: {was}", last.on.short())));
            }
        };
        let buttons = |ui: &mut Ui, out: &mut Outbox| {
            let shown = Score { name: &name, value, was };
            let (chosen, shown) = score(ui, scene.colours, shown, ui.available_width());
            asked_keys(ui, scene, asked, &shown, false, out);
            if scene.is_jumped_to(field) {
                shown.request_focus();
            }
            if let Some(score) = chosen {
                out.change(if back { Change::PainBack(score) } else { Change::PainLeg(score) });
            }
        };
        // In a low window the name stands before its buttons.
        if names_beside(ui) && was.is_none() {
            let size = vec2(ui.available_width(), control_height(ui));
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let middle = Layout::left_to_right(egui::Align::Center);
            title(&mut inside(ui, rect, middle), out);
            let beside = rect.with_min_x(rect.left() + 70.0);
            buttons(&mut inside(ui, beside, middle), out);
            return;
        }
        named(ui, |ui| title(ui, out), |_| ());
        buttons(ui, out);
    });
}

fn reach_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let field = Field::FurthestPoint;
    let draft = &scene.state.visit.work().intake;
    let last = draft.last.as_ref();
    let was = last.and_then(|last| last.furthest_point);
    mark(ui, scene, &field, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            field_title(ui, scene, &field, out);
            if let Some((last, was)) = last.zip(was) {
                let reach = was.label().to_lowercase();
                ui.label(secondary(scene.colours, format!("{}: {reach}", last.on.short())));
            }
        };
        let beside = names_beside(ui) && was.is_none();
        if !beside {
            named(ui, |ui| title(ui, out), |_| ());
        }
        row(ui, |ui| {
            if beside {
                title(ui, out);
            }
            ui.spacing_mut().button_padding.x = REACH;
            let look = |point: FurthestPoint| {
                let on = draft.furthest_point == Some(point);
                (point.label(), ChipLook { on, was: was == Some(point) })
            };
            if let Some(point) = choices(ui, scene, &field, FurthestPoint::ALL, look, out) {
                out.change(Change::FurthestPoint(point));
            }
        });
    });
}

/// How wide the trend is, so that the length stands beside it.
fn trend_width(ui: &Ui, scene: Scene<'_>) -> f32 {
    let name = scene.label(&Field::Trend);
    let name = text_width(ui, &name, theme::semibold(theme::BODY));
    choices_width(ui, Trend::ALL.iter().map(|trend| trend.label())).max(name)
}

fn trend_and_length_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if names_beside(ui) {
        ui.horizontal_top(|ui| {
            trend_ui(ui, scene, out);
            ui.add_space(8.0);
            ui.spacing_mut().button_padding.x = REACH;
            length_ui(ui, scene, out);
        });
        return;
    }
    ui.spacing_mut().button_padding.x = TREND;
    let trend = trend_width(ui, scene);
    ui.spacing_mut().button_padding.x = REACH;
    let lengths = choices_width(ui, LENGTHS.into_iter()) + NUMBER + 6.0;
    let room = ui.available_width();
    if room < trend + lengths + 12.0 {
        trend_ui(ui, scene, out);
        ui.add_space(rows_apart(ui));
        length_ui(ui, scene, out);
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let layout = Layout::top_down(egui::Align::Min);
    let mut left = inside(ui, whole.with_max_x(whole.left() + trend), layout);
    trend_ui(&mut left, scene, out);
    let mut right = inside(ui, whole.with_min_x(whole.right() - lengths), layout);
    length_ui(&mut right, scene, out);
    let bottom = left.min_rect().bottom().max(right.min_rect().bottom());
    ui.advance_cursor_after_rect(whole.with_max_y(bottom));
}

fn trend_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let field = Field::Trend;
    let draft = &scene.state.visit.work().intake;
    mark(ui, scene, &field, |ui| {
        let beside = names_beside(ui);
        if !beside {
            named(ui, |ui| field_title(ui, scene, &field, out), |_| ());
        }
        row(ui, |ui| {
            if beside {
                field_title(ui, scene, &field, out);
            }
            ui.spacing_mut().button_padding.x = TREND;
            let look = |trend: Trend| {
                (trend.label(), ChipLook { on: draft.trend == Some(trend), was: false })
            };
            if let Some(trend) = choices(ui, scene, &field, Trend::ALL, look, out) {
                out.change(Change::Trend(trend));
            }
        });
    });
}

fn length_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let field = Field::Text(TextField::Minutes);
    let draft = &scene.state.visit.work().intake;
    let beside = names_beside(ui);
    mark(ui, scene, &field, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let asked = AskedName { asked: &Asked::Length, name: "Length" };
            let shown = bold("Length");
            asked_name(ui, scene, asked, shown, Sense::CLICK, out);
            if !beside {
                ui.label(secondary(scene.colours, "minutes"));
            }
        };
        if !beside {
            named(ui, |ui| title(ui, out), |_| ());
        }
        row(ui, |ui| {
            if beside {
                title(ui, out);
            }
            for label in LENGTHS {
                let on = draft.minutes.trim() == label;
                let shown = chip(ui, scene.colours, on, "Length", label);
                let asked = AskedName { asked: &Asked::Length, name: "Length" };
                asked_keys(ui, scene, asked, &shown, false, out);
                if shown.clicked() {
                    out.change(Change::Text(TextField::Minutes, label.to_owned()));
                }
            }
            unnamed_field(ui, scene, &TextField::Minutes, NUMBER, out);
        });
    });
}
