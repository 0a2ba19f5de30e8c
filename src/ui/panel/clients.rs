//! The rail at the left: search, clients, and the plans of the one that is chosen.
//!
//! Only rows in sight are laid out: a clinic has ten thousand clients.

use std::ops::Range;

use eframe::egui::{
    self, Align2, CornerRadius, Frame, Key, Margin, Rect, Response, RichText, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::model::{Day, PlanState};
use crate::store::ClientFolder;
use crate::store::index::{ClientRow, Order};
use crate::ui::action::{Action, Focus, Outbox, PracticeAction, Then};
use crate::ui::app::Cx;
use crate::ui::practice::{OpenPractice, PlanRow, plan_rows};
use crate::ui::widget::{link, secondary, section_title, wrapped};
use crate::ui::{icons, theme};

/// Height of a client's row.
const CLIENT: f32 = 46.0;
/// Height of a plan's row.
const PLAN: f32 = 23.0;
/// Width of the rail.
const WIDTH: f32 = 232.0;

/// The rail, while a practice is open.
pub fn clients_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let Some(open) = cx.state.practice.open() else { return };
    let frame = Frame::NONE.fill(cx.palette.panel).inner_margin(Margin {
        left: 12,
        right: 6,
        top: 12,
        bottom: 8,
    });
    egui::Panel::left("clients").frame(frame).resizable(false).exact_size(WIDTH).show(ui, |ui| {
        search_ui(ui, cx, open, out);
        header_ui(ui, cx, open, out);
        new_client_ui(ui, cx, open, out);
        indexing_ui(ui, cx, open, out);
        if open.listed.is_empty() && open.indexing.is_none() {
            nothing_ui(ui, cx, open);
        }
        rows_ui(ui, cx, open, out);
    });
}

fn search_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    let mut query = open.query.clone();
    let edit = TextEdit::singleline(&mut query)
        .id_salt(("search", open.store.practice().to_string()))
        .hint_text("Search clients and notes")
        .margin(Margin::symmetric(8, 6))
        .desired_width(ui.available_width() - 6.0);
    let field = ui.add(edit).accessible_name("Search clients and notes");
    if cx.state.focus == Some(Focus::Search) {
        field.request_focus();
    }
    if field.changed() {
        out.practice(PracticeAction::Search(query));
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        // Enter after a search means the first that was found.
        if let Some(first) = open.listed.first() {
            out.send(Action::Leave(Then::Client(*first)));
        }
    }
    ui.add_space(4.0);
}

fn header_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    ui.horizontal(|ui| {
        let count = open.listed.len();
        let text = if open.query.trim().is_empty() {
            format!("Clients · {count}")
        } else if open.more_found {
            format!("Found · the first {count}")
        } else {
            format!("Found · {count}")
        };
        ui.label(section_title(cx.palette, text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(6.0);
            let new = link(ui, cx.palette, "New").on_hover_text("Add a client");
            if new.clicked() {
                out.send(Action::FocusNewClient);
            }
            let (word, other, hint) = match open.order {
                Order::Recent => ("Recent", Order::Name, "Sort by name"),
                Order::Name => ("By name", Order::Recent, "Sort by the latest session"),
            };
            let text = secondary(cx.palette, word);
            let sort = ui.add(egui::Button::new(text).frame(false)).on_hover_text(hint);
            if sort.clicked() {
                out.practice(PracticeAction::Sort(other));
            }
        });
    });
}

fn new_client_id() -> egui::Id {
    egui::Id::unique("name of the new client")
}

fn new_client_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    let Some(name) = &open.new_name else { return };
    let mut typed = name.clone();
    let edit = TextEdit::singleline(&mut typed)
        .id(new_client_id())
        .hint_text("Name of the client")
        .margin(Margin::symmetric(8, 5))
        .char_limit(200)
        .desired_width(ui.available_width() - 6.0);
    let field = ui.add(edit).accessible_name("Name of the new client");
    if cx.state.focus == Some(Focus::NewClient) {
        field.request_focus();
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if field.changed() {
        out.practice(PracticeAction::NewName(Some(typed.clone())));
    }
    ui.horizontal(|ui| {
        let ready = !typed.trim().is_empty();
        let add = ui.add_enabled(ready, egui::Button::new("Add client"));
        if ready && (add.clicked() || entered) {
            out.practice(PracticeAction::Add(typed));
        } else if link(ui, cx.palette, "Give up").clicked() {
            out.practice(PracticeAction::NewName(None));
        }
    });
    ui.add_space(4.0);
}

fn indexing_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    let Some(progress) = open.indexing.as_ref().map(|indexing| &indexing.progress) else { return };
    if progress.total() == 0 {
        return;
    }
    // What takes no longer than a glance needs no bar.
    if open.is_current && progress.total() < 100 {
        return;
    }
    ui.horizontal(|ui| {
        let text = format!("Reading {} of {}", progress.done(), progress.total());
        ui.label(secondary(cx.palette, text));
        if link(ui, cx.palette, "Stop").clicked() {
            out.practice(PracticeAction::StopIndexing);
        }
    });
    ui.request_repaint_after(std::time::Duration::from_millis(200));
}

fn nothing_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice) {
    ui.add_space(8.0);
    let text = if open.query.trim().is_empty() {
        "No clients yet. A name is enough to begin."
    } else {
        "Nothing is found. Part of a name, a code, or a word from the notes will do."
    };
    wrapped(ui, secondary(cx.palette, text));
}

/// The rows in sight. Clients above the chosen one, its plans, and clients below have heights that
/// are known without laying them out.
fn rows_ui(ui: &mut Ui, cx: Cx<'_>, open: &OpenPractice, out: &mut Outbox) {
    let chosen = open.listed.iter().position(|id| Some(*id) == open.chosen);
    let folder = open.folder.as_ref().filter(|folder| Some(folder.id) == open.chosen);
    let plans = folder.map(|folder| plan_rows(folder)).unwrap_or_default();
    let remarks = folder.map(|folder| remarks(folder)).unwrap_or_default();
    let nested = height(plans.len() + remarks.len(), PLAN);
    let nested = if chosen.is_some() && nested > 0.0 { nested + 6.0 } else { 0.0 };
    let total = height(open.listed.len(), CLIENT) + nested;
    let area = ScrollArea::vertical().id_salt("clients").auto_shrink(false);
    area.show_viewport(ui, |ui, seen| {
        let width = ui.available_width() - 8.0;
        let (whole, _) = ui.allocate_exact_size(vec2(width, total), Sense::hover());
        let top = |at: usize| {
            let after = chosen.is_some_and(|chosen| at > chosen);
            height(at, CLIENT) + if after { nested } else { 0.0 }
        };
        let rect = |y: f32, height: f32| {
            Rect::from_min_size(pos2(whole.left(), whole.top() + y), vec2(width, height))
        };
        for at in in_sight(open.listed.len(), seen.y_range(), nested) {
            let Some(client) = open.listed.get(at).and_then(|id| open.index.client(*id)) else {
                continue;
            };
            let place = rect(top(at), CLIENT);
            let about = about(cx, open, &client);
            let response = client_row(ui, cx, &client, &about, place, chosen == Some(at));
            if response.clicked() {
                out.send(Action::Leave(Then::Client(client.id)));
            }
            if chosen == Some(at) && open.scroll_to_chosen {
                ui.scroll_to_rect(place, None);
            }
        }
        let Some(at) = chosen else { return };
        let mut y = top(at) + CLIENT;
        for remark in &remarks {
            remark_row(ui, cx, remark, rect(y, PLAN));
            y += PLAN;
        }
        for plan in &plans {
            let response = plan_row(ui, cx, plan, rect(y, PLAN));
            if response.clicked()
                && let Some(client) = open.chosen
            {
                out.send(Action::Leave(Then::Plan(client, plan.plan, plan.revision)));
            }
            y += PLAN;
        }
    });
}

/// The height of this many rows.
fn height(rows: usize, each: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a list has fewer rows than f32 has numbers")]
    let rows = rows as f32;
    rows * each
}

/// The clients whose rows may be in sight, a few more rather than one too few.
fn in_sight(count: usize, seen: egui::Rangef, nested: f32) -> Range<usize> {
    let row = |y: f32| {
        let at = (y / CLIENT).floor().max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a row's number is small and not negative"
        )]
        let at = at as usize;
        at
    };
    let first = row(seen.min - nested).min(count);
    let last = (row(seen.max) + 2).min(count);
    first..last.max(first)
}

fn client_row(
    ui: &mut Ui,
    cx: Cx<'_>,
    client: &ClientRow<'_>,
    about: &str,
    rect: Rect,
    chosen: bool,
) -> Response {
    let palette = cx.palette;
    let id = ui.make_persistent_id(("client", client.id));
    let response = ui.interact(rect, id, Sense::click());
    let name = match client.name {
        "" => "Name can't be read",
        name => name,
    };
    response.widget_info(|| {
        let label = format!("{name}, {about}");
        WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), chosen, label)
    });
    let inner = rect.shrink2(vec2(0.0, 1.0));
    ground(ui, cx, &response, inner, chosen);
    let left = inner.left() + 9.0;
    let width = inner.width() - 18.0;
    let line = |y: f32, text: &str, font: egui::FontId, colour: egui::Color32| {
        let galley = one_line(ui, text, font, colour, width);
        ui.painter().galley(pos2(left, inner.top() + y), galley, colour);
    };
    line(5.0, name, theme::semibold(theme::BODY), palette.ink);
    line(24.0, about, theme::regular(theme::SMALL), palette.secondary);
    response
}

/// The second line of a client's row.
fn about(cx: Cx<'_>, open: &OpenPractice, client: &ClientRow<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let plans = open.index.plans(client.id);
    match plans.first() {
        Some(plan) => {
            let protocol = cx.knowledge.protocol(plan.category);
            parts.push(protocol.map_or_else(|| plan.category.to_string(), |p| p.name.clone()));
            parts.push(day(cx, plan.date));
        }
        None => parts.push("no plans yet".to_owned()),
    }
    if client.heads > 1 || plans.iter().any(|plan| plan.heads > 1) {
        parts.push("two versions".to_owned());
    }
    if client.problems > 0 {
        parts.push("unreadable files".to_owned());
    }
    parts.extend(client.code.map(str::to_owned));
    parts.join(" · ")
}

/// A day, as short as it can be told from others.
fn day(cx: Cx<'_>, day: Day) -> String {
    let today = cx.state.today;
    if day == today {
        "today".to_owned()
    } else if day.date().year() == today.date().year() {
        day.date().strftime("%-d %b").to_string()
    } else {
        day.date().strftime("%-d %b %Y").to_string()
    }
}

fn plan_row(ui: &mut Ui, cx: Cx<'_>, plan: &PlanRow, rect: Rect) -> Response {
    let palette = cx.palette;
    let id = ui.make_persistent_id(("plan", plan.revision));
    let response = ui.interact(rect, id, Sense::click());
    let shown = cx.state.stored.record().is_some_and(|stored| stored.revision == plan.revision);
    let date = day(cx, plan.date);
    let how = if plan.status.withholds() {
        plan.status.label().to_lowercase()
    } else if let (before, Some(after)) = plan.pain {
        format!("{before}→{after}")
    } else if plan.state == PlanState::Done {
        "done".to_owned()
    } else {
        plan.state.label().to_lowercase()
    };
    let how = if plan.is_one_of_several { format!("{how}, one of two") } else { how };
    response.widget_info(|| {
        let label = format!("Plan of {date}, {how}, {} minutes", plan.minutes);
        WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), shown, label)
    });
    let inner = rect.with_min_x(rect.left() + 12.0);
    ground(ui, cx, &response, inner, false);
    let colour = if shown { palette.accent } else { palette.secondary };
    let font = if shown { theme::semibold(theme::SMALL) } else { theme::regular(theme::SMALL) };
    let minutes = format!("{} min", plan.minutes);
    let right = pos2(inner.right() - 9.0, inner.center().y);
    let drawn = ui.painter().text(right, Align2::RIGHT_CENTER, minutes, font.clone(), colour);
    let width = drawn.left() - inner.left() - 16.0;
    let text = one_line(ui, &format!("{date} · {how}"), font, colour, width);
    let at = pos2(inner.left() + 8.0, inner.center().y - text.size().y / 2.0);
    ui.painter().galley(at, text, colour);
    response
}

/// What isn't as it should be in a client's folder, a line each.
fn remarks(folder: &ClientFolder) -> Vec<String> {
    let mut remarks = Vec::new();
    if folder.client.has_two_versions() {
        remarks.push("Details were changed in two places".to_owned());
    }
    let plans = folder.plans.values().map(|plan| plan.problems().len()).sum::<usize>();
    let files = plans + folder.client.problems().len() + folder.foreign.len();
    match files {
        0 => {}
        1 => remarks.push("1 file can't be read".to_owned()),
        files => remarks.push(format!("{files} files can't be read")),
    }
    remarks
}

fn remark_row(ui: &mut Ui, cx: Cx<'_>, text: &str, rect: Rect) {
    let inner = rect.with_min_x(rect.left() + 20.0);
    let text = RichText::new(text).font(theme::regular(theme::SMALL)).color(cx.palette.care);
    let builder = egui::UiBuilder::new()
        .max_rect(inner)
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.label(
            icons::text(icons::severity(crate::model::Severity::Warn), 13.0).color(cx.palette.care),
        );
        ui.label(text);
    });
}

fn ground(ui: &Ui, cx: Cx<'_>, response: &Response, rect: Rect, chosen: bool) {
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    if chosen {
        ui.painter().rect_filled(rect, radius, cx.palette.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, cx.palette.window);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, cx.palette.accent);
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
}

/// A text on one line, cut with an ellipsis where it is too long.
fn one_line(
    ui: &Ui,
    text: &str,
    font: egui::FontId,
    colour: egui::Color32,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(20.0));
    ui.painter().layout_job(job)
}
