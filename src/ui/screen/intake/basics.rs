//! The complaint: category, side, when it began, pain, reach, trend and length.

use eframe::egui::{self, Button, Layout, Popup, Sense, Ui, vec2};

use super::beside::beside_ui;
use super::categories::categories_ui;
use super::grid::{
    CHIPS, form_card, halves, inside, named, names_beside, row, rows_apart, unseen_heading,
};
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::knowledge::schema::Asked;
use crate::model::{FurthestPoint, Laterality, Side, Trend};
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::widget::{
    AskedName, ChipLook, Score, Scored, asked_keys, asked_name, bold, chip, choices, choices_width,
    control_height, field_title, is_low, keep_together, mark, score, secondary, text_width,
    unnamed_field,
};
use crate::ui::{icons, theme};

/// Lengths that are booked most often; any other is typed.
const LENGTHS: [&str; 4] = ["30", "45", "60", "90"];
const LENGTH: &str = "Length";
const WORSE_SIDE: &str = "Worse side";
/// What opens the list of them in a low window.
const LIST: f32 = 22.0;
/// The room of a name before its controls.
const NAMES: f32 = 70.0;
/// Around the words of a chip, where many stand in a row.
const REACH: f32 = 5.0;
/// The same for fewer of them.
const TREND: f32 = 6.0;
/// A number that is typed.
const NUMBER: f32 = 38.0;
/// A day that is typed.
const DAY: f32 = 86.0;

/// The card of a new client.
pub fn basics_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    form_card(ui, scene, None, |ui| {
        unseen_heading(ui, "Complaint");
        categories_ui(ui, scene, out);
        ui.add_space(rows_apart(ui));
        if names_beside(ui) {
            close_rows_ui(ui, scene, out);
        } else {
            // In a low window the day stands in the title.
            let with_date = !is_low(ui);
            halves(ui, out, &|ui, out| sides_ui(ui, scene, true, out), &|ui, out| {
                onset_ui(ui, scene, with_date, out);
            });
            ui.add_space(rows_apart(ui));
            today_ui(ui, scene, out);
        }
        beside_ui(ui, scene, &[Asked::Onset, Asked::FurthestPoint, Asked::Trend], out);
    });
}

/// All of it in five rows, for a low window: what belongs together shares a row.
fn close_rows_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    row(ui, |ui| {
        side_ui(ui, scene, out);
        ui.add_space(10.0);
        worse_ui(ui, scene, out);
        to_the_end(ui, length_width(ui));
        length_list_ui(ui, scene, out);
    });
    ui.add_space(rows_apart(ui));
    row(ui, |ui| {
        began_ui(ui, scene, out);
        let name = text_width(ui, &scene.label(&Field::Trend), theme::semibold(theme::BODY));
        ui.spacing_mut().button_padding.x = TREND;
        let trends = choices_width(ui, Trend::ALL.iter().map(|trend| trend.label()));
        to_the_end(ui, name + 2.0 * CHIPS + trends);
        mark(ui, scene, &Field::Trend, |ui| {
            ui.horizontal(|ui| {
                field_title(ui, scene, &Field::Trend, out);
                ui.add_space(CHIPS);
                trends_ui(ui, scene, out);
            });
        });
    });
    for field in [Field::PainBack, Field::PainLeg] {
        ui.add_space(rows_apart(ui));
        pain_ui(ui, scene, &field, out);
    }
    ui.add_space(rows_apart(ui));
    reach_ui(ui, scene, out);
}

/// Goes on so that what is this wide ends with the row.
fn to_the_end(ui: &mut Ui, needed: f32) {
    keep_together(ui, needed);
    let room = ui.max_rect().right() - ui.cursor().left() - needed - CHIPS;
    ui.add_space(room.max(0.0));
}

/// The room of a name that stands before its controls.
fn name_room(ui: &mut Ui, begin: f32) {
    if names_beside(ui) {
        ui.add_space((begin + NAMES - ui.cursor().left()).max(0.0));
    }
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
    row(ui, |ui| {
        side_ui(ui, scene, out);
        if spread {
            let words = text_width(ui, WORSE_SIDE, theme::regular(theme::SMALL));
            let needed = words + CHIPS + choices_width(ui, ["Left", "Right"].into_iter());
            to_the_end(ui, needed);
        }
        worse_ui(ui, scene, out);
    });
}

fn side_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let begin = ui.cursor().left();
    mark(ui, scene, &Field::Side, |ui| {
        ui.horizontal(|ui| {
            field_title(ui, scene, &Field::Side, out);
            ui.add_space(6.0);
            name_room(ui, begin);
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
}

fn worse_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let is_both = draft.side == Some(Side::Both);
    let name = WORSE_SIDE;
    let asked = AskedName { asked: &Asked::WorseSide, name };
    let words = text_width(ui, name, theme::regular(theme::SMALL));
    let needed = words + CHIPS + choices_width(ui, ["Left", "Right"].into_iter());
    keep_together(ui, needed);
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
}

/// When it began, and the day of the session where that is asked beside it.
pub fn onset_ui(ui: &mut Ui, scene: Scene<'_>, with_date: bool, out: &mut Outbox) {
    row(ui, |ui| {
        began_ui(ui, scene, out);
        if !with_date {
            return;
        }
        let date = Field::Text(TextField::Date);
        let name = TextField::Date.label();
        let words = text_width(ui, name, theme::semibold(theme::BODY));
        to_the_end(ui, words + DAY + 2.0);
        mark(ui, scene, &date, |ui| {
            ui.horizontal(|ui| {
                ui.label(bold(name));
                unnamed_field(ui, scene, &TextField::Date, DAY, out);
            });
        });
    });
}

fn began_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let field = Field::Text(TextField::OnsetWeeks);
    let begin = ui.cursor().left();
    mark(ui, scene, &field, |ui| {
        ui.horizontal(|ui| {
            let asked = AskedName { asked: &Asked::Onset, name: "Began" };
            let shown = bold("Began");
            asked_name(ui, scene, asked, shown, Sense::CLICK, out);
            name_room(ui, begin);
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
}

fn pain_ui(ui: &mut Ui, scene: Scene<'_>, field: &Field, out: &mut Outbox) {
    let name = scene.label(field);
    let back = *field == Field::PainBack;
    let draft = &scene.state.visit.work().intake;
    let value = if back { draft.pain_back } else { draft.pain_leg };
    let last = draft.last.as_ref();
    let was = last.and_then(|last| if back { last.pain_back } else { last.pain_leg });
    let asked = AskedName { asked: &Asked::Pain, name: &name };
    // In a low window the name stands before its buttons.
    let beside = names_beside(ui) && was.is_none();
    mark(ui, scene, field, |ui| {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let now = if beside { name.clone() } else { format!("{name} now") };
            let asked = AskedName { asked: &Asked::Pain, name: &now };
            asked_name(ui, scene, asked, bold(now.as_str()), Sense::CLICK, out);
            if let Some((last, was)) = last.zip(was) {
                ui.label(secondary(scene.colours, format!("{}: {was}", last.on.short())));
            }
        };
        let buttons = |ui: &mut Ui, out: &mut Outbox| {
            let shown = Score { name: &name, value, was };
            let width = ui.available_width();
            let Scored { score, goes_on, shown } = score(ui, scene, field, shown, width);
            asked_keys(ui, scene, asked, &shown, false, out);
            if let Some(score) = score {
                out.change(if back { Change::PainBack(score) } else { Change::PainLeg(score) });
            }
            if goes_on {
                out.send(Action::NextMissing(Some(field.clone())));
            }
        };
        if beside {
            let size = vec2(ui.available_width(), control_height(ui));
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let middle = Layout::left_to_right(egui::Align::Center);
            title(&mut inside(ui, rect, middle), out);
            let beside = rect.with_min_x(rect.left() + NAMES);
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
    let lengths = if is_low(ui) {
        length_width(ui)
    } else {
        choices_width(ui, LENGTHS.into_iter()) + NUMBER + 6.0
    };
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
            trends_ui(ui, scene, out);
        });
    });
}

fn trends_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let look =
        |trend: Trend| (trend.label(), ChipLook { on: draft.trend == Some(trend), was: false });
    if let Some(trend) = choices(ui, scene, &Field::Trend, Trend::ALL, look, out) {
        out.change(Change::Trend(trend));
    }
}

/// How wide the length is where its usual values are a list.
fn length_width(ui: &Ui) -> f32 {
    text_width(ui, LENGTH, theme::semibold(theme::BODY)) + NUMBER + LIST + 2.0 * CHIPS
}

/// The length with its usual values in a list, for a low window.
fn length_list_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let asked = AskedName { asked: &Asked::Length, name: LENGTH };
    mark(ui, scene, &Field::Text(TextField::Minutes), |ui| {
        ui.horizontal(|ui| {
            asked_name(ui, scene, asked, bold(LENGTH), Sense::CLICK, out);
            unnamed_field(ui, scene, &TextField::Minutes, NUMBER, out);
            let size = vec2(LIST, control_height(ui));
            ui.spacing_mut().button_padding.x = 1.0;
            let list = Button::new(icons::text(icons::MORE, 14.0)).min_size(size);
            let list = ui.add(list).accessible_name("Usual lengths");
            let list = list.on_hover_text("Usual lengths");
            Popup::menu(&list).width(70.0).show(|ui| {
                ui.spacing_mut().button_padding.x = 8.0;
                for label in LENGTHS {
                    let on = scene.state.visit.work().intake.minutes.trim() == label;
                    let one = ui.add(Button::selectable(on, format!("{label} min")));
                    if one.accessible_name(format!("{LENGTH}: {label}")).clicked() {
                        out.change(Change::Text(TextField::Minutes, label.to_owned()));
                    }
                }
            });
        });
    });
}

fn length_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if is_low(ui) {
        return row(ui, |ui| length_list_ui(ui, scene, out));
    }
    let field = Field::Text(TextField::Minutes);
    let draft = &scene.state.visit.work().intake;
    let asked = AskedName { asked: &Asked::Length, name: LENGTH };
    mark(ui, scene, &field, |ui| {
        let title = |ui: &mut Ui| {
            asked_name(ui, scene, asked, bold(LENGTH), Sense::CLICK, out);
            ui.label(secondary(scene.colours, "minutes"));
        };
        named(ui, title, |_| ());
        row(ui, |ui| {
            for label in LENGTHS {
                let on = draft.minutes.trim() == label;
                let shown = chip(ui, scene.colours, on, LENGTH, label);
                asked_keys(ui, scene, asked, &shown, false, out);
                if shown.clicked() {
                    out.change(Change::Text(TextField::Minutes, label.to_owned()));
                }
            }
            unnamed_field(ui, scene, &TextField::Minutes, NUMBER, out);
        });
    });
}
