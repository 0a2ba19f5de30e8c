//! One row of the rail: a client, a plan, a remark. Painted, with a name for those who don't see it.

use eframe::egui::{
    self, Align2, CornerRadius, Rect, Response, RichText, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::practice::{Found, OpenPractice, RailPlan};
use crate::model::{ClientId, Day};
use crate::store::ClientFolder;
use crate::store::index::ClientRow;
use crate::text::{agreeing, counted};
use crate::ui::scene::Scene;
use crate::ui::widget::{NameGalley, text_width};
use crate::ui::{icons, theme};

/// What the button at the end of a chosen row takes.
const MENU: f32 = 24.0;
/// Between a name and the code beside it.
const BESIDE: f32 = 6.0;

/// What a client's row says.
pub(super) struct RowAbout {
    /// The category of the last plan, in short.
    category: Option<String>,
    /// Last visit and status, and what asks for a look.
    last: Vec<String>,
    /// The client's code.
    code: Option<String>,
    /// All of it, for those who don't see the row.
    spoken: String,
}

/// A client, who is chosen by a press on the row.
pub(super) fn client_row(
    ui: &mut Ui,
    scene: Scene<'_>,
    client: &ClientRow<'_>,
    about: &RowAbout,
    rect: Rect,
    chosen: bool,
) -> Response {
    let colours = scene.colours;
    let id = ui.make_persistent_id(("client", client.id));
    let response = ui.interact(rect, id, Sense::click());
    let name = match client.name {
        "" => "Name can't be read",
        name => name,
    };
    response.widget_info(|| {
        let label = format!("{name}, {}", about.spoken);
        WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), chosen, label)
    });
    let inner = rect.shrink2(vec2(0.0, 2.0));
    ground(ui, scene, &response, inner, chosen);
    let left = inner.left() + 9.0;
    let mut width = inner.width() - 18.0;
    let top = inner.top() + 8.0;
    let small = || theme::regular(theme::SMALL);
    let font = theme::semibold(theme::BODY);
    let named = NameGalley::of(ui.painter(), name, &font, colours.ink, width);
    let room = width - named.size().x - BESIDE;
    named.paint(ui.painter(), pos2(left, top), colours.ink);
    let mut last = about.last.join(" · ");
    if let Some(code) = &about.code {
        let laid = ui.painter().layout_no_wrap(code.clone(), small(), colours.secondary);
        if laid.size().x <= room {
            let at = pos2(left + width - laid.size().x, top + 1.5);
            ui.painter().galley(at, laid, colours.secondary);
        } else {
            // A long name keeps the first line for itself.
            last = format!("{last} · {code}");
        }
    }
    // The second line of the chosen row ends in a button.
    width -= if chosen { MENU } else { 0.0 };
    let whole = about.category.as_ref().map(|category| format!("{category} · {last}"));
    let fits = |text: &String| {
        let ink = colours.secondary;
        ui.painter().layout_no_wrap(text.clone(), small(), ink).size().x <= width
    };
    let line = whole.filter(fits).unwrap_or(last);
    let line = one_line(ui, &line, small(), colours.secondary, width);
    ui.painter().galley(pos2(left, inner.top() + 27.0), line, colours.secondary);
    response
}

/// What a client's row says.
pub(super) fn about(scene: Scene<'_>, open: &OpenPractice, client: &ClientRow<'_>) -> RowAbout {
    let plans = open.index.plans(client.id);
    let mut last: Vec<String> = Vec::new();
    let mut category = None;
    let mut spoken: Vec<String> = Vec::new();
    if let Some(plan) = plans.first() {
        let protocol = scene.knowledge.protocol(plan.category);
        let name = protocol.map_or(plan.category.as_str(), |protocol| protocol.name.as_str());
        spoken.push(name.to_owned());
        let short = protocol.and_then(|protocol| protocol.short_name.as_deref());
        category = Some(short.unwrap_or(name).to_owned());
    }
    match (unsaved(scene, open, client.id), plans.first()) {
        (Some(day), _) => last.extend([about_day(scene, day), "unsaved".to_owned()]),
        (None, Some(plan)) => {
            let visit = &scene.state.visit;
            let stored = visit.stored.record().filter(|stored| stored.key.plan == plan.id);
            let state = if stored.is_some() { visit.plan_state() } else { plan.state };
            let withheld = plan.status.withholds();
            let status = if withheld { plan.status.label() } else { state.label() };
            last.extend([about_day(scene, plan.date), status.to_lowercase()]);
        }
        (None, None) => last.push("no plans yet".to_owned()),
    }
    if client.heads > 1 || plans.iter().any(|plan| plan.heads > 1) {
        last.push("two versions".to_owned());
    }
    if open.index.lost(client.id) > 0 {
        last.push("missing versions".to_owned());
    }
    if client.problems > 0 {
        last.push("unreadable files".to_owned());
    }
    spoken.extend(last.iter().cloned());
    spoken.extend(client.code.map(str::to_owned));
    let code = client.code.map(str::to_owned);
    RowAbout { category, last, code, spoken: spoken.join(" · ") }
}

/// The day of what isn't saved of a client, the last changed; none where all is saved.
fn unsaved(scene: Scene<'_>, open: &OpenPractice, client: ClientId) -> Option<Day> {
    if scene.state.is_unsaved_of(client) {
        return Some(scene.state.visit.work().intake.day().unwrap_or(scene.state.today));
    }
    let left = open.put_aside.iter().filter(|found| found.draft.client == client);
    left.max_by_key(|found| found.draft.changed).map(Found::day)
}

/// A day of a visit, in the room that a row has: of another year the month will do.
fn about_day(scene: Scene<'_>, visit: Day) -> String {
    if visit.is_in_year_of(scene.state.today) {
        visit.told(scene.state.today)
    } else {
        visit.month()
    }
}

/// A version of a plan.
pub(super) fn plan_row(
    ui: &mut Ui,
    scene: Scene<'_>,
    client: ClientId,
    plan: &RailPlan,
    rect: Rect,
) -> Response {
    let colours = scene.colours;
    let id = ui.make_persistent_id(("plan", client, plan.plan, plan.revision));
    let response = ui.interact(rect, id, Sense::click());
    let shown = if let Some(reading) = &scene.state.visit.reading {
        Some(reading.revision) == plan.revision
    } else {
        plan.is_open
    };
    let date = plan.date.told(scene.state.today);
    let how = how(plan);
    // Before what may be cut off: versions are told apart by it.
    let which = plan.version.map(|(version, count)| format!(" ({version} of {count})"));
    let which = which.unwrap_or_default();
    let length = plan.minutes.map(|minutes| format!("{minutes} min")).unwrap_or_default();
    response.widget_info(|| {
        let length = plan.minutes.map(|minutes| format!(", {minutes} minutes"));
        let length = length.unwrap_or_default();
        let label = if is_begun(plan) {
            format!("Plan of {date}{which}, {how}{length}")
        } else {
            format!("Intake of {date}{length}")
        };
        WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), shown, label)
    });
    let inner = rect.with_min_x(rect.left() + 12.0);
    ground(ui, scene, &response, inner, false);
    let colour = if shown { colours.accent } else { colours.secondary };
    let font = if shown { theme::semibold(theme::SMALL) } else { theme::regular(theme::SMALL) };
    // How it stands goes before how long it is; that it isn't saved, the client's row says too.
    let short = how.strip_suffix(UNSAVED).unwrap_or(&how);
    let said = [(how.as_str(), length.as_str()), (&how, ""), (short, "")];
    let said = said.map(|(how, length)| (format!("{date}{which} · {how}"), length));
    let wide = |text: &str| text_width(ui, text, font.clone());
    let fits = |(text, length): &(String, &str)| wide(text) + wide(length) + 24.0 <= inner.width();
    let [_, _, least] = &said;
    let (text, length) = said.iter().find(|one| fits(one)).unwrap_or(least);
    let right = pos2(inner.right() - 9.0, inner.center().y);
    let drawn = ui.painter().text(right, Align2::RIGHT_CENTER, *length, font.clone(), colour);
    let width = drawn.left() - inner.left() - 16.0;
    let text = one_line(ui, text, font, colour, width);
    let at = pos2(inner.left() + 8.0, inner.center().y - text.size().y / 2.0);
    ui.painter().galley(at, text, colour);
    response
}

/// Whether there is something of a plan yet, saved or not.
fn is_begun(plan: &RailPlan) -> bool {
    plan.revision.is_some() || plan.is_unsaved
}

/// Behind what else is said of a plan.
const UNSAVED: &str = ", unsaved";

/// How a plan stands: what its pane says of it, in a word.
fn how(plan: &RailPlan) -> String {
    if !is_begun(plan) {
        return "intake".to_owned();
    }
    let withheld = plan.status.withholds().then(|| plan.status.label().to_lowercase());
    match (withheld, plan.pain) {
        (Some(withheld), _) if plan.is_unsaved => format!("{withheld}{UNSAVED}"),
        (None, _) if plan.is_unsaved => "unsaved".to_owned(),
        (Some(withheld), _) => withheld,
        (None, Some((before, Some(after)))) => format!("{before}→{after}"),
        (None, _) => plan.state.label().to_lowercase(),
    }
}

/// What isn't as it should be in a client's folder, a line each.
pub(super) fn remarks(open: &OpenPractice, folder: &ClientFolder) -> Vec<String> {
    let mut remarks = Vec::new();
    match open.index.lost(folder.id) {
        0 => {}
        lost => remarks.push(format!(
            "The newest {} of {} {} gone",
            agreeing(lost, "version", "versions"),
            counted(lost, "record"),
            agreeing(lost, "is", "are")
        )),
    }
    if folder.client.has_two_versions() {
        remarks.push("Details were changed in two places".to_owned());
    }
    let plans = folder.plans.values().map(|plan| plan.problems().len()).sum::<usize>();
    let files = plans + folder.client.problems().len() + folder.foreign.len();
    match files {
        0 => {}
        files => remarks.push(format!("{} can't be read", counted(files, "file"))),
    }
    remarks
}

/// Something about the chosen client that asks for a look.
pub(super) fn remark_row(ui: &mut Ui, scene: Scene<'_>, text: &str, rect: Rect) {
    let inner = rect.with_min_x(rect.left() + 20.0);
    let text = RichText::new(text).font(theme::regular(theme::SMALL)).color(scene.colours.care);
    let builder = egui::UiBuilder::new()
        .max_rect(inner)
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.label(
            icons::text(icons::severity(crate::model::Severity::Warn), 13.0)
                .color(scene.colours.care),
        );
        ui.label(text);
    });
}

fn ground(ui: &Ui, scene: Scene<'_>, response: &Response, rect: Rect, chosen: bool) {
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    if chosen {
        ui.painter().rect_filled(rect, radius, scene.colours.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, scene.colours.window);
    }
    if response.has_focus() {
        let stroke = egui::Stroke::new(2.0, scene.colours.accent);
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
