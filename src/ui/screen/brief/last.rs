//! The last session: what was planned against what was done, what followed, and what was written down. Under
//! it the advice that went home.

use eframe::egui::{
    Align, Align2, Color32, Label, Layout, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, text::LayoutJob, vec2,
};

use super::{AROUND, call_label, card_ui, score_job, title_ui};
use crate::app::past::{AreaRow, BriefView, HomeView, LastView, Quote, Score};
use crate::model::{HomeCareKept, StepWent};
use crate::text::inside_sentence;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, secondary};

/// Height of a row, at least and at most.
const ROW: (f32, f32) = (28.0, 42.0);
/// Height of a bar, and of its corners.
const BAR: f32 = 10.0;
const CORNER: u8 = 3;
/// Room of the minutes.
const MINUTES: f32 = 62.0;
/// What the card holds beside its rows and quotes.
const HEAD: f32 = 46.0;
const SCORES: f32 = 70.0;
const QUOTE: f32 = 50.0;

/// The card, down to here at least.
pub(super) fn last_ui(ui: &mut Ui, scene: Scene<'_>, last: &LastView, bottom: f32) {
    let colours = scene.colours;
    let room = bottom - ui.cursor().top() - AROUND - HEAD - SCORES;
    let quotes: f32 = last.quotes.iter().map(|_| QUOTE).sum();
    let rows: f32 = last.rows.iter().map(|_| 1.0).sum();
    let high = ((room - quotes) / f32::max(rows, 1.0)).clamp(ROW.0, ROW.1);
    card_ui(ui, scene, bottom, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            title_ui(ui, scene, &format!("Last time: {}", last.day));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                let name = format!("{} of {} minutes", last.minutes, last.booked);
                let mut job = LayoutJob::default();
                append(&mut job, &last.minutes.to_string(), true, colours.ink);
                append(&mut job, &format!(" of {} min", last.booked), false, colours.secondary);
                call_label(&ui.label(job), name);
            });
        });
        ui.add_space(3.0);
        legend_ui(ui, scene);
        ui.add_space(8.0);
        let most = last.rows.iter().map(|row| row.planned.max(row.done)).max().unwrap_or(1);
        for row in &last.rows {
            row_ui(ui, scene, row, most.max(1), high);
        }
        scores_ui(ui, scene, last);
        for quote in &last.quotes {
            quote_ui(ui, scene, quote);
        }
    });
}

fn append(job: &mut LayoutJob, text: &str, strong: bool, colour: Color32) {
    let font = if strong { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    job.append(text, 0.0, eframe::egui::TextFormat::simple(font, colour));
}

/// What the bars mean.
fn legend_ui(ui: &mut Ui, scene: Scene<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        for (at, word) in ["planned", "really done", "beyond"].into_iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(18.0, 9.0), Sense::hover());
            match at {
                0 => planned(ui, scene, rect),
                1 => done(ui, scene, rect),
                _ => beyond(ui, scene, rect),
            }
            ui.label(secondary(scene.colours, word));
            ui.add_space(9.0);
        }
    });
}

fn planned(ui: &Ui, scene: Scene<'_>, rect: Rect) {
    let stroke = Stroke::new(1.3, scene.colours.control_line);
    ui.painter().rect_stroke(rect, CORNER, stroke, StrokeKind::Inside);
}

fn done(ui: &Ui, scene: Scene<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, CORNER, scene.colours.accent);
}

fn beyond(ui: &Ui, scene: Scene<'_>, rect: Rect) {
    ui.painter().rect_filled(rect, CORNER, scene.colours.body.little);
    let inner = rect.shrink(0.6);
    let corners = [
        inner.left_top(),
        inner.right_top(),
        inner.right_bottom(),
        inner.left_bottom(),
        inner.left_top(),
    ];
    let stroke = Stroke::new(1.2, scene.colours.accent);
    ui.painter().extend(Shape::dashed_line(&corners, stroke, 2.5, 2.0));
}

/// What was planned, what was done, and how it went.
fn row_ui(ui: &mut Ui, scene: Scene<'_>, row: &AreaRow, most: u16, high: f32) {
    let colours = scene.colours;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
    let said = row.words();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
    ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colours.line));
    let middle = rect.center().y;
    let name = (rect.width() * 0.28).clamp(84.0, 170.0);
    let bar = (rect.width() * 0.235).clamp(50.0, 170.0);
    let lay = |text: &str, font, colour, width: f32| {
        ui.painter().layout(text.to_owned(), font, colour, width)
    };
    let mut title = lay(&row.name, theme::semibold(theme::BODY), colours.ink, name - 6.0);
    if title.rows.len() > 1 {
        title = lay(&row.name, theme::semibold(theme::SMALL), colours.ink, name - 6.0);
    }
    let top = middle - title.size().y / 2.0;
    ui.painter().galley(pos2(rect.left(), top), title, colours.ink);
    let begin = rect.left() + name;
    let part = |minutes: u16| f32::from(minutes) / f32::from(most) * (bar - 8.0);
    let of = |minutes: u16| {
        let at = pos2(begin, middle - BAR / 2.0);
        Rect::from_min_size(at, vec2(part(minutes).max(3.0), BAR))
    };
    if row.done > row.planned {
        beyond(ui, scene, of(row.done));
        if row.planned > 0 {
            done(ui, scene, of(row.planned));
        }
    } else {
        if row.done > 0 {
            done(ui, scene, of(row.done));
        }
        if row.done < row.planned {
            planned(ui, scene, of(row.planned));
        }
    }
    let mut job = LayoutJob::default();
    append(&mut job, &row.done.to_string(), false, colours.ink);
    let small = eframe::egui::TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    job.append(&format!(" of {}", row.planned), 0.0, small);
    let minutes = ui.painter().layout_job(job);
    let at = pos2(begin + bar, middle - minutes.size().y / 2.0);
    ui.painter().galley(at, minutes, colours.ink);
    went_ui(ui, scene, row, rect.with_min_x(begin + bar + MINUTES));
}

/// How it went: shape and word, and what was said of it.
fn went_ui(ui: &Ui, scene: Scene<'_>, row: &AreaRow, rect: Rect) {
    let colours = scene.colours;
    let (icon, colour, ink) = match row.went {
        StepWent::Done => (icons::YES, colours.accent, colours.secondary),
        StepWent::Skipped => (icons::NO, colours.secondary, colours.ink),
        StepWent::Changed => (icons::CHANGED, colours.care, colours.ink),
    };
    let middle = rect.center().y;
    icons::paint(ui.painter(), icon, 15.0, pos2(rect.left() + 7.0, middle), colour);
    let mut job = LayoutJob::default();
    job.wrap.max_width = (rect.width() - 19.0).max(20.0);
    job.wrap.max_rows = 2;
    append(&mut job, row.went.label(), false, ink);
    let small = eframe::egui::TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    if !row.word.is_empty() {
        job.append(&row.word, 6.0, small);
    }
    let text = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 19.0, middle - text.size().y / 2.0);
    let is_cut = text.elided;
    ui.painter().galley(at, text, ink);
    if is_cut {
        let id = ui.make_persistent_id(("what was said of", &row.name));
        ui.interact(rect, id, Sense::hover()).on_hover_text(&row.word);
    }
}

/// Scores before and after, side by side.
fn scores_ui(ui: &mut Ui, scene: Scene<'_>, last: &LastView) {
    let colours = scene.colours;
    let room = ui.available_rect_before_wrap();
    ui.painter().hline(room.x_range(), room.top(), Stroke::new(1.0, colours.line));
    ui.add_space(10.0);
    let large = 20.0;
    let scores = [
        ("Leg", &last.leg, large),
        ("Back", &last.back, large),
        ("Reached", &last.reached, theme::TITLE),
    ];
    let (rect, _) = ui.allocate_exact_size(vec2(room.width(), 46.0), Sense::hover());
    let mut laid: Vec<(&str, String, LayoutJob)> = scores
        .into_iter()
        .map(|(label, score, size): (_, &Score, f32)| {
            (label, score.words(), score_job(scene, score, size))
        })
        .collect();
    let mut unwanted = LayoutJob::default();
    let colour = if last.unwanted == "yes" { colours.care } else { colours.ink };
    let font = theme::regular(theme::TITLE);
    unwanted.append(last.unwanted, 0.0, eframe::egui::TextFormat::simple(font, colour));
    laid.push(("Unwanted", last.unwanted.to_owned(), unwanted));
    let galleys: Vec<_> = laid
        .into_iter()
        .map(|(label, words, job)| {
            let head = theme::semibold(theme::SMALL);
            let painter = ui.painter();
            let head = painter.layout_no_wrap(label.to_owned(), head, colours.secondary);
            (label, words, head, painter.layout_job(job))
        })
        .collect();
    let wide = |head: &eframe::egui::Galley, score: &eframe::egui::Galley| {
        head.size().x.max(score.size().x)
    };
    let all: f32 = galleys.iter().map(|(_, _, head, score)| wide(head, score)).sum();
    let gap = ((rect.width() - all) / 3.0).clamp(6.0, 90.0);
    let mut left = rect.left();
    for (label, words, head, score) in galleys {
        let width = wide(&head, &score);
        let place = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        let node = ui.interact(place, ui.make_persistent_id(("score", label)), Sense::hover());
        let said = format!("{label}: {words}");
        node.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
        ui.painter().galley(pos2(left, rect.top()), head, colours.secondary);
        let at = pos2(left, rect.top() + 30.0 - score.size().y / 2.0);
        ui.painter().galley(at, score, colours.ink);
        left += width + gap;
    }
    ui.add_space(8.0);
}

/// Words of somebody behind a rule.
fn quote_ui(ui: &mut Ui, scene: Scene<'_>, quote: &Quote) {
    let colours = scene.colours;
    let ink = if quote.is_care { colours.care } else { colours.secondary };
    ui.add_space(4.0);
    ui.label(bold(quote.label).font(theme::semibold(theme::SMALL)).color(ink));
    ui.add_space(2.0);
    let room = ui.available_rect_before_wrap();
    let inside = room.with_min_x(room.left() + 11.0);
    let layout = Layout::top_down(Align::Min);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        ui.add(Label::new(quote.text.as_str()).wrap());
    });
    let rule = shown.response.rect.with_min_x(room.left()).with_max_x(room.left() + 2.0);
    let line = if quote.is_care { colours.care } else { colours.control_line };
    ui.painter().rect_filled(rule.expand2(vec2(0.0, 1.0)), 1, line);
    ui.add_space(8.0);
}

/// Around the advice, and its lines.
const HOME_HEAD: f32 = 19.0;
const HOME_KEPT: f32 = 26.0;

/// The advice that went home, in one text.
fn given_job(ui: &Ui, home: &HomeView) -> LayoutJob {
    let colours = theme::colours(ui);
    let mut job = LayoutJob::default();
    let items: Vec<String> = home.given.iter().map(|item| inside_sentence(item)).collect();
    append(&mut job, &format!("Given {}, ask today: ", home.day), false, colours.secondary);
    append(&mut job, &items.join(", "), false, colours.ink);
    job
}

/// How high the card of the advice is; 0 where there is none.
pub(super) fn home_height(ui: &Ui, brief: &BriefView) -> f32 {
    let Some(home) = &brief.home else { return 0.0 };
    let mut job = given_job(ui, home);
    // The card's own margins and lines.
    job.wrap.max_width = ui.available_width() - 26.0;
    let given =
        if home.given.is_empty() { 0.0 } else { ui.painter().layout_job(job).size().y + 5.0 };
    let kept = if home.kept.is_some() { HOME_KEPT } else { 0.0 };
    AROUND + HOME_HEAD + kept + given
}

/// The card of the advice, down to here at least; none where there was none.
pub(super) fn home_ui(ui: &mut Ui, scene: Scene<'_>, brief: &BriefView, bottom: f32) {
    let Some(home) = &brief.home else { return };
    let colours = scene.colours;
    card_ui(ui, scene, bottom, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let (head, _) =
            ui.allocate_exact_size(vec2(ui.available_width(), HOME_HEAD), Sense::hover());
        let inside = UiBuilder::new().max_rect(head).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(inside, |ui| {
            title_ui(ui, scene, "Home care");
        });
        if let Some(kept) = home.kept {
            let told = format!("as told {}", home.day);
            ui.painter().text(
                head.right_center(),
                Align2::RIGHT_CENTER,
                &told,
                theme::regular(theme::SMALL),
                colours.secondary,
            );
            let (icon, colour, word) = match kept {
                HomeCareKept::Kept => (icons::YES, colours.accent, "Earlier advice: kept"),
                HomeCareKept::Partly => {
                    (icons::PARTLY, colours.care, "Earlier advice: partly kept")
                }
                HomeCareKept::NotKept => (icons::REMOVE, colours.stop, "Earlier advice: not kept"),
            };
            let (line, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), HOME_KEPT), Sense::hover());
            let middle = line.center().y;
            icons::paint(ui.painter(), icon, 15.0, pos2(line.left() + 7.0, middle), colour);
            let at = pos2(line.left() + 20.0, middle);
            let font = theme::semibold(theme::BODY);
            ui.painter().text(at, Align2::LEFT_CENTER, word, font, colours.ink);
            let said = format!("Home care: {}, {told}", inside_sentence(word));
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
        }
        if !home.given.is_empty() {
            ui.add_space(5.0);
            let job = given_job(ui, home);
            ui.add(Label::new(job).wrap());
        }
    });
}
