//! The bar of the parts above the questions: how many are open in each, which are in sight, and a
//! press that goes there. Every name keeps its place, whatever is answered.

use eframe::egui::{
    Align2, CornerRadius, Frame, Margin, Panel, Rect, Response, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::landmark::{Landmark, go_to, in_sight};
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::{is_low, text_width};
use crate::ui::{icons, theme};

/// Around the bar.
const MARGIN: Margin = Margin { left: 12, right: 12, top: 12, bottom: 7 };
const LOW: Margin = Margin { left: 8, right: 10, top: 8, bottom: 6 };
/// The room for a number or a sign, with the gap before it.
const NUMBER: f32 = 22.0;
/// Around the entries.
const ENDS: f32 = 8.0;
/// The least room between two of them.
const BETWEEN: f32 = 4.0;
/// The size of the names, and in a narrow bar.
const TEXT: f32 = 12.0;
const NARROW: f32 = 11.5;

/// A part with its name.
pub struct BarEntry {
    /// Where it leads.
    pub part: Landmark,
    /// Its name where there is room.
    pub name: String,
    /// Its name in one word.
    pub word: String,
    /// How many questions are open there; none where nothing has to be answered.
    pub open: Option<usize>,
}

/// The bar, over all of the width.
pub fn bar_ui(ui: &mut Ui, scene: Scene<'_>, entries: &[BarEntry]) {
    let frame = Frame::NONE.inner_margin(if is_low(ui) { LOW } else { MARGIN });
    let panel = Panel::top("parts of the intake").frame(frame).resizable(false);
    panel.show_separator_line(false).show(ui, |ui| entries_ui(ui, scene, entries));
}

/// Height of a window below which the questions need the room of the bar.
const LOWEST: f32 = 400.0;

/// Whether the bar stands at the head of the questions and scrolls with them.
pub fn bar_scrolls(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOWEST
}

/// The bar at the head of the questions.
pub fn scrolling_bar_ui(ui: &mut Ui, scene: Scene<'_>, entries: &[BarEntry]) {
    ui.add_space(f32::from(LOW.top));
    entries_ui(ui, scene, entries);
    ui.add_space(f32::from(LOW.bottom));
}

fn entries_ui(ui: &mut Ui, scene: Scene<'_>, entries: &[BarEntry]) {
    let low = is_low(ui);
    let height = if low { 28.0 } else { 32.0 };
    let room = ui.available_width();
    // In a low window what need not be answered has no place here.
    let shown = entries.iter().filter(|entry| !low || entry.open.is_some());
    let entries: Vec<&BarEntry> = shown.collect();
    let (text, names, lines) = arrange(ui, &entries, room);
    let size = vec2(room, height * f32::from(u16::try_from(lines.len()).unwrap_or(1)));
    let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    let line = Stroke::new(1.0, scene.colours.line);
    let inside = eframe::egui::StrokeKind::Inside;
    ui.painter().rect(whole, radius, scene.colours.panel, line, inside);
    let seen = in_sight(ui);
    let mut top = whole.top();
    for line in lines {
        let widths: Vec<f32> =
            line.clone().map(|at| names.get(at).map_or(0.0, |(_, width)| *width)).collect();
        let used: f32 = widths.iter().sum();
        let gaps = f32::from(u16::try_from(line.len()).unwrap_or(2)) - 1.0;
        let spread = (room - 2.0 * ENDS - used) / gaps.max(1.0);
        let mut left = whole.left() + ENDS;
        for (at, width) in line.zip(widths) {
            let (Some(entry), Some((name, _))) = (entries.get(at), names.get(at)) else {
                continue;
            };
            let rect = Rect::from_min_size(pos2(left, top), vec2(width, height));
            let is_seen = seen.contains(&entry.part);
            if entry_ui(ui, scene, entry, (name, text), rect, is_seen).clicked() {
                go_to(ui, &entry.part);
            }
            left += width + spread;
        }
        top += height;
    }
}

/// Names with their widths, and which of them stand on which line.
type Lines = Vec<std::ops::Range<usize>>;

/// The longest names that fit on one line; the shortest on as many as they take.
fn arrange(ui: &Ui, entries: &[&BarEntry], room: f32) -> (f32, Vec<(String, f32)>, Lines) {
    let measured = |name: &str, entry: &BarEntry, size: f32| {
        let number = if entry.open.is_some() { NUMBER } else { 0.0 };
        (name.to_owned(), text_width(ui, name, theme::semibold(size)).ceil() + number)
    };
    let gaps = |count: usize| BETWEEN * f32::from(u16::try_from(count).unwrap_or_default());
    let fits = |all: &[(String, f32)]| {
        let used: f32 = all.iter().map(|(_, width)| width).sum();
        used + gaps(all.len()) + 2.0 * ENDS <= room
    };
    let long: Vec<_> = entries.iter().map(|entry| measured(&entry.name, entry, TEXT)).collect();
    if fits(&long) {
        let all = 0..long.len();
        return (TEXT, long, vec![all]);
    }
    let short: Vec<_> = entries.iter().map(|entry| measured(&entry.word, entry, NARROW)).collect();
    let mut lines: Lines = Vec::new();
    let (mut begin, mut used) = (0, 2.0 * ENDS);
    for (at, (_, width)) in short.iter().enumerate() {
        if at > begin && used + width + BETWEEN > room {
            lines.push(begin..at);
            (begin, used) = (at, 2.0 * ENDS);
        }
        used += width + BETWEEN;
    }
    lines.push(begin..short.len());
    (NARROW, short, lines)
}

fn entry_ui(
    ui: &Ui,
    scene: Scene<'_>,
    entry: &BarEntry,
    (name, size): (&str, f32),
    rect: Rect,
    is_seen: bool,
) -> Response {
    let colours = scene.colours;
    let id = ui.make_persistent_id(("part of the intake", &entry.part));
    let response = ui.interact(rect.expand2(vec2(BETWEEN / 2.0, 0.0)), id, Sense::click());
    response.widget_info(|| {
        let name = format!("Go to {}", entry.name);
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
    });
    if let Some(open) = entry.open {
        ui.ctx().accesskit_node_builder(id, |node| {
            let said = if open == 0 { "done".to_owned() } else { format!("{open} open") };
            node.set_description(said);
        });
    }
    let ink = if is_seen || response.hovered() { colours.ink } else { colours.secondary };
    let painter = ui.painter();
    let left = pos2(rect.left(), rect.center().y);
    painter.text(left, Align2::LEFT_CENTER, name, theme::semibold(size), ink);
    match entry.open {
        Some(0) => {
            let middle = pos2(rect.right() - 9.0, rect.center().y);
            icons::paint(painter, icons::YES, 14.0, middle, colours.accent);
        }
        Some(open) => {
            let pill =
                Rect::from_center_size(pos2(rect.right() - 9.5, rect.center().y), vec2(19.0, 16.0));
            painter.rect_filled(pill, CornerRadius::same(8), colours.info_ground);
            let small = theme::semibold(11.0);
            painter.text(pill.center(), Align2::CENTER_CENTER, open, small, colours.info);
        }
        None => {}
    }
    if is_seen {
        let line = Rect::from_x_y_ranges(
            rect.left() - 4.0..=rect.right() + 4.0,
            rect.bottom() - 1.5..=rect.bottom() + 0.5,
        );
        painter.rect_filled(line, CornerRadius::same(1), colours.accent);
    }
    let about = entry.open.map(|open| match open {
        0 => "Nothing open here".to_owned(),
        open => format!("{} open here", counted(open, "question")),
    });
    match about {
        Some(about) => response.on_hover_text(about),
        None => response,
    }
}
