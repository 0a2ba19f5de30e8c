//! Two sessions side by side: what differs is bold on accent ground, with a shape and a word between them.

use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Galley, Layout, Rect, Role, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo,
    pos2, text::LayoutJob, text::TextFormat, text::TextWrapping, vec2,
};

use super::said;
use super::segments::segments;
use super::timeline::box_ui;
use crate::app::action::Outbox;
use crate::app::history::{Basis, Compared, ComparedLine, HistoryAction, HistoryView, Rows};
use crate::planner::course::Difference;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::{heading, secondary};

/// Least height of a row.
const ROW: f32 = 30.0;
/// Room above and under the words of a row.
const INSET: f32 = 6.0;
/// Width of the mark between the columns.
const MARK: f32 = 70.0;
/// Cards narrower than this have narrower names of rows, and the switches under the title.
const NARROW: f32 = 560.0;

pub fn compare_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        heading(ui, eframe::egui::RichText::new("Compare").font(theme::semibold(theme::TITLE)));
        if let Some(compared) = &view.compared {
            let count = counted(compared.differences, "difference");
            ui.label(secondary(scene.colours, count));
        }
        if !is_narrow {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                rows_ui(ui, scene, view, out);
                basis_ui(ui, scene, view, out);
            });
        }
    });
    if is_narrow {
        ui.horizontal(|ui| {
            basis_ui(ui, scene, view, out);
            rows_ui(ui, scene, view, out);
        });
    }
    ui.add_space(4.0);
    let Some(compared) = &view.compared else {
        let room = ui.available_rect_before_wrap();
        let text = "Tick two sessions to compare them";
        let font = theme::regular(theme::BODY);
        let ink = scene.colours.secondary;
        let shown = ui.painter().text(room.center(), Align2::CENTER_CENTER, text, font, ink);
        return said(ui, shown, "nothing compared", text);
    };
    let columns = Columns::of(ui, is_narrow);
    head_ui(ui, scene.colours, compared, columns);
    let area = ScrollArea::vertical().id_salt("compared").auto_shrink(false);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, line) in compared.shown(view.rows).enumerate() {
            line_ui(ui, scene.colours, line, columns, at);
        }
        if compared.differences == 0 && view.rows == Rows::Differences {
            ui.label("Nothing differs");
        }
    });
}

fn basis_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let labels = Basis::ALL.map(Basis::label);
    let on = Basis::ALL.iter().position(|one| *one == view.basis).unwrap_or_default();
    let pressed = segments(ui, scene.colours, "Compare", &labels, on);
    if let Some(basis) = pressed.and_then(|at| Basis::ALL.get(at).copied()) {
        out.send(HistoryAction::Basis(basis).into());
    }
}

fn rows_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let labels = Rows::ALL.map(Rows::label);
    let on = Rows::ALL.iter().position(|one| *one == view.rows).unwrap_or_default();
    let pressed = segments(ui, scene.colours, "Rows", &labels, on);
    if let Some(rows) = pressed.and_then(|at| Rows::ALL.get(at).copied()) {
        out.send(HistoryAction::Rows(rows).into());
    }
}

/// Where the columns lie.
#[derive(Debug, Clone, Copy)]
struct Columns {
    what: f32,
    side: f32,
}

impl Columns {
    fn of(ui: &Ui, is_narrow: bool) -> Self {
        let room = ui.available_width() - ui.spacing().scroll.allocated_width();
        let what = if is_narrow { 92.0 } else { 132.0 };
        Self { what, side: ((room - what - MARK) / 2.0).max(40.0) }
    }

    fn width(self) -> f32 {
        self.what + MARK + 2.0 * self.side
    }

    fn a(self) -> f32 {
        self.what
    }

    fn mark(self) -> f32 {
        self.what + self.side
    }

    fn b(self) -> f32 {
        self.what + self.side + MARK
    }
}

fn head_ui(ui: &mut Ui, colours: &Colours, compared: &Compared, columns: Columns) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.width(), 26.0), Sense::hover());
    for (letter, day, x) in [("A", &compared.a, columns.a()), ("B", &compared.b, columns.b())] {
        let place = Rect::from_min_size(rect.min + vec2(x, 3.0), vec2(20.0, 20.0));
        box_ui(ui, colours, place, Some(letter), false);
        let at = pos2(place.right() + 8.0, place.center().y);
        let font = theme::semibold(theme::BODY);
        let shown = ui.painter().text(at, Align2::LEFT_CENTER, day, font, colours.ink);
        said(ui, shown.union(place), letter, &format!("{letter}: {day}"));
    }
}

/// Words in a column, broken where it ends.
fn laid(ui: &Ui, parts: &[(&str, TextFormat)], width: f32) -> Arc<Galley> {
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width), ..LayoutJob::default() };
    for (text, format) in parts {
        job.append(text, 0.0, format.clone());
    }
    ui.painter().layout_job(job)
}

fn line_ui(ui: &mut Ui, colours: &Colours, line: &ComparedLine, columns: Columns, at: usize) {
    let differs = line.difference != Difference::Same;
    let font = || theme::regular(theme::BODY);
    let quiet = TextFormat::simple(font(), colours.secondary);
    let ink = if differs { colours.ink } else { colours.secondary };
    let plain = TextFormat::simple(font(), ink);
    let bold = TextFormat::simple(theme::semibold(theme::BODY), ink);
    let what = laid(ui, &[(&line.what, quiet)], columns.what - 10.0);
    let first = laid(ui, &[(&line.a, plain.clone())], columns.side - 12.0);
    let parts: Vec<(&str, TextFormat)> = line
        .b
        .iter()
        .map(|(text, out)| (text.as_str(), if *out { bold.clone() } else { plain.clone() }))
        .collect();
    let second = laid(ui, &parts, columns.side - 12.0);
    let tallest = what.size().y.max(first.size().y).max(second.size().y);
    let size = vec2(columns.width(), (tallest + 2.0 * INSET).max(ROW));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = ui.scope_id().with(("compared", at));
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| {
        let text = format!("{}: {}; {}: {}", line.what, line.a, line.word(), line.text_b());
        WidgetInfo::labeled(Role::Label, true, text)
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
    if differs {
        let ground = rect.with_min_x(rect.left() + columns.b() - 8.0);
        painter.rect_filled(ground.with_min_y(rect.top() + 1.0), 0.0, colours.accent_ground);
    }
    let first_line = rect.top() + INSET + (ROW - 2.0 * INSET - 16.0) / 2.0;
    let put = |galley: Arc<Galley>, x: f32| {
        painter.galley(pos2(rect.left() + x, first_line), galley, ink);
    };
    put(what, 0.0);
    put(first, columns.a());
    put(second, columns.b());
    let mark = pos2(rect.left() + columns.mark() + 8.0, first_line + 8.0);
    mark_ui(ui, colours, line, mark);
}

/// How the second differs: a shape and a word.
fn mark_ui(ui: &Ui, colours: &Colours, line: &ComparedLine, at: eframe::egui::Pos2) {
    let painter = ui.painter();
    let ink = if line.difference == Difference::Same { colours.secondary } else { colours.accent };
    let stroke = Stroke::new(2.0, ink);
    let arrow = |up: f32| {
        let tip = |x: f32, y: f32| at + vec2(x, y * up);
        let head = vec![tip(0.0, -5.5), tip(5.5, 0.5), tip(-5.5, 0.5)];
        painter.add(Shape::convex_polygon(head, ink, Stroke::NONE));
        painter.rect_filled(Rect::from_two_pos(tip(-2.0, 0.0), tip(2.0, 5.5)), 0.0, ink);
    };
    let level = |y: f32, half: f32| {
        painter.line_segment([at + vec2(-half, y), at + vec2(half, y)], stroke);
    };
    match line.difference {
        Difference::Same => {}
        Difference::More => arrow(1.0),
        Difference::Less => arrow(-1.0),
        Difference::New => {
            level(0.0, 5.0);
            painter.line_segment([at + vec2(0.0, -5.0), at + vec2(0.0, 5.0)], stroke);
        }
        Difference::Gone => level(0.0, 5.0),
        Difference::Other => {
            level(-2.2, 5.0);
            level(2.2, 5.0);
            painter.line_segment([at + vec2(-3.0, 5.5), at + vec2(3.0, -5.5)], stroke);
        }
    }
    let font = theme::regular(theme::SMALL);
    let at = at + vec2(if line.difference == Difference::Same { -6.0 } else { 12.0 }, 0.0);
    painter.text(at, Align2::LEFT_CENTER, line.word(), font, ink);
}
