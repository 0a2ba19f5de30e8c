//! What was done in the last sessions: minutes by area or by modality, on a ground that darkens with them;
//! or what followed sessions with something, in counts.

use eframe::egui::{
    Align, Align2, Color32, CornerRadius, Layout, Rect, Role, ScrollArea, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, lerp, pos2, vec2,
};

use super::said;
use super::segments::segments;
use crate::app::action::Outbox;
use crate::app::history::{HistoryAction, HistoryView, Tally};
use crate::app::past::{FollowedRow, SessionRow, Sessions};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::{NameGalley, heading};

/// Width of the names.
const NAME: f32 = 80.0;
/// Height of a cell.
const CELL: f32 = 22.0;
/// Room between cells.
const GAP: f32 = 3.0;
/// Least width of a cell.
const LEAST: f32 = 18.0;
/// Room between two courses.
const COURSE: f32 = 8.0;
/// Height of the days under the cells.
const DAYS: f32 = 30.0;
/// The most minutes: the ground is darkest then.
const DARKEST: f32 = 16.0;

pub fn minutes_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let Some(sessions) = view.sessions() else { return };
    ui.horizontal(|ui| {
        let title = eframe::egui::RichText::new(view.tally.title());
        heading(ui, title.font(theme::semibold(theme::TITLE)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let labels = Tally::ALL.map(Tally::label);
            let on = Tally::ALL.iter().position(|one| *one == view.tally).unwrap_or_default();
            let pressed = segments(ui, scene.colours, "Count by", &labels, on);
            if let Some(tally) = pressed.and_then(|at| Tally::ALL.get(at).copied()) {
                out.send(HistoryAction::Tally(tally).into());
            }
        });
    });
    ui.add_space(4.0);
    match view.tally {
        Tally::Areas => table_ui(ui, scene, view, &sessions.areas, |row| &row.areas),
        Tally::Modalities => {
            table_ui(ui, scene, view, &sessions.modalities, |row| &row.modalities);
        }
        Tally::Followed => followed_ui(ui, scene.colours, sessions),
    }
}

/// The minutes of a session, by the places of the names.
type MinutesOf = fn(&SessionRow) -> &std::collections::BTreeMap<usize, u16>;

fn table_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    view: &HistoryView,
    names: &[String],
    minutes: MinutesOf,
) {
    let colours = scene.colours;
    let room = ui.available_width() - ui.spacing().scroll.allocated_width();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few")]
    let most = ((room - NAME - COURSE) / (LEAST + GAP)).max(1.0) as usize;
    let done = view.done(most.min(24));
    if done.is_empty() || names.is_empty() {
        let place = ui.available_rect_before_wrap();
        let text = "Nothing was done yet";
        let font = theme::regular(theme::BODY);
        let ink = colours.secondary;
        let shown = ui.painter().text(place.center(), Align2::CENTER_CENTER, text, font, ink);
        return said(ui, shown, "no minutes", text);
    }
    let columns = columns(&done, room);
    let below = ui.available_rect_before_wrap();
    // What wasn't done in these sessions would say nothing.
    let is_done = |at: &usize| done.iter().any(|row| minutes(row).contains_key(at));
    let shown: Vec<usize> = (0..names.len()).filter(is_done).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few")]
    let needed = shown.len() as f32 * (CELL + GAP);
    let under = (below.top() + needed).min(below.bottom() - DAYS);
    let days = below.with_min_y(under);
    let cells = below.with_max_y(under);
    let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(cells));
    ScrollArea::vertical().id_salt("minutes").auto_shrink(false).show(&mut inside, |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        for at in shown {
            let Some(name) = names.get(at) else { continue };
            let (rect, _) = ui.allocate_exact_size(vec2(room, CELL), Sense::hover());
            let id = ui.scope_id().with(("minutes", at));
            let response = ui.interact(rect, id, Sense::hover());
            response.widget_info(|| {
                WidgetInfo::labeled(Role::Label, true, spoken(name, at, &done, minutes))
            });
            let font = theme::regular(theme::SMALL);
            let galley = NameGalley::of(ui.painter(), name, &font, colours.ink, NAME - 4.0);
            let cut = galley.cut;
            let down = (CELL - galley.size().y) / 2.0;
            galley.paint(ui.painter(), rect.min + vec2(0.0, down), colours.ink);
            if cut {
                response.on_hover_text(name);
            }
            for (row, (x, width)) in done.iter().zip(&columns) {
                let place =
                    Rect::from_min_size(pos2(rect.left() + x, rect.top()), vec2(*width, CELL));
                cell_ui(ui, colours, place, minutes(row).get(&at).copied());
            }
        }
    });
    for (row, (x, width)) in done.iter().zip(&columns) {
        let middle = days.left() + x + width / 2.0;
        let day = row.day.short();
        let (number, month) = day.split_once(' ').unwrap_or((&day, ""));
        let font = theme::regular(theme::SMALLEST);
        for (text, y) in [(number, 2.0), (month, 15.0)] {
            let at = pos2(middle, days.top() + y);
            ui.painter().text(at, Align2::CENTER_TOP, text, font.clone(), colours.secondary);
        }
    }
}

/// Where the columns begin and how wide they are: courses stand apart.
fn columns(done: &[&SessionRow], room: f32) -> Vec<(f32, f32)> {
    let breaks = done.windows(2).filter(|pair| match pair {
        [a, b] => a.course != b.course,
        _ => false,
    });
    #[expect(clippy::cast_precision_loss, reason = "a few")]
    let (count, breaks) = (done.len() as f32, breaks.count() as f32);
    let width = ((room - NAME - breaks * COURSE) / count - GAP).clamp(LEAST, 30.0);
    let mut x = NAME;
    let mut before = None;
    let places = done.iter().map(|row| {
        if before.is_some_and(|course| course != row.course) {
            x += COURSE;
        }
        before = Some(row.course);
        let place = (x, width);
        x += width + GAP;
        place
    });
    places.collect()
}

fn spoken(name: &str, at: usize, done: &[&SessionRow], minutes: MinutesOf) -> String {
    let parts = done.iter().map(|row| match minutes(row).get(&at) {
        Some(minutes) => format!("{} {minutes}", row.day.short()),
        None => format!("{} none", row.day.short()),
    });
    format!("{name}, minutes: {}", parts.collect::<Vec<_>>().join(", "))
}

fn cell_ui(ui: &Ui, colours: &Colours, place: Rect, minutes: Option<u16>) {
    let radius = CornerRadius::same(5);
    let font = theme::semibold(theme::SMALL);
    let painter = ui.painter();
    let Some(minutes) = minutes.filter(|minutes| *minutes > 0) else {
        let line = Stroke::new(1.0, colours.line);
        painter.rect(place, radius, Color32::TRANSPARENT, line, StrokeKind::Inside);
        let ink = colours.secondary;
        painter.text(place.center(), Align2::CENTER_CENTER, "–", theme::regular(theme::SMALL), ink);
        return;
    };
    let share = (f32::from(minutes) / DARKEST).min(1.0);
    let ground = mix(colours.panel, colours.body.most, lerp(0.22..=1.0, share));
    painter.rect_filled(place, radius, ground);
    let ink = colours.reads_on(ground);
    painter.text(place.center(), Align2::CENTER_CENTER, minutes.to_string(), font, ink);
}

fn mix(from: Color32, to: Color32, share: f32) -> Color32 {
    from.lerp_to_gamma(to, share)
}

/// What followed sessions with something, in counts. It claims no cause.
fn followed_ui(ui: &mut Ui, colours: &Colours, sessions: &Sessions) {
    let rest = ui.available_rect_before_wrap();
    let last_line = rest.with_min_y(rest.bottom() - 16.0);
    let list = rest.with_max_y(last_line.top() - 2.0);
    let text = "Higher of leg and back; no proof of cause";
    let small = theme::regular(theme::SMALL);
    let ink = colours.secondary;
    let place = last_line.left_center();
    let shown = ui.painter().text(place, Align2::LEFT_CENTER, text, small.clone(), ink);
    said(ui, shown, "no cause", text);
    if sessions.followed.iter().all(Vec::is_empty) {
        let text = "Pain wasn't asked after a session yet";
        let font = theme::regular(theme::BODY);
        let shown = ui.painter().text(list.center(), Align2::CENTER_CENTER, text, font, ink);
        return said(ui, shown, "nothing followed", text);
    }
    let mut inside = ui.new_child(eframe::egui::UiBuilder::new().max_rect(list));
    let room = list.width() - ui.spacing().scroll.allocated_width();
    let at = |column: u8| list.left() + room - 34.0 * f32::from(3 - column) + 17.0;
    for (column, word) in [(0, "less"), (1, "same"), (2, "more")] {
        let place = pos2(at(column), list.top() + 7.0);
        ui.painter().text(place, Align2::CENTER_CENTER, word, small.clone(), ink);
    }
    inside.add_space(16.0);
    ScrollArea::vertical().id_salt("followed").auto_shrink(false).show(&mut inside, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for row in sessions.followed.iter().flatten() {
            followed_row(ui, colours, row, room);
        }
    });
}

fn followed_row(ui: &mut Ui, colours: &Colours, row: &FollowedRow, room: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(room, 20.0), Sense::hover());
    let [less, same, more] = row.counts;
    response.widget_info(|| {
        let text = format!("{}: pain after less {less}, same {same}, more {more}", row.name);
        WidgetInfo::labeled(Role::Label, true, text)
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let font = theme::regular(theme::SMALL);
    let wide = room - 3.0 * 34.0 - 4.0;
    let galley = NameGalley::of(ui.painter(), &row.name, &font, colours.ink, wide);
    let cut = galley.cut;
    galley.paint(ui.painter(), rect.min + vec2(0.0, 3.0), colours.ink);
    for (column, count) in (0_u8..).zip(row.counts) {
        let x = rect.left() + room - 34.0 * f32::from(3 - column) + 17.0;
        let (text, ink) = match count {
            0 => ("–".to_owned(), colours.secondary),
            count => (count.to_string(), colours.ink),
        };
        let font = if count > 0 { theme::semibold(theme::SMALL) } else { font.clone() };
        let at = pos2(x, rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, text, font, ink);
    }
    if cut {
        response.on_hover_text(&row.name);
    }
}
