//! What waits in the practice, of all clients: under its heading with its count, a row each, which leads to
//! its place.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::action::{Action, FileAction, Outbox, PracticeAction, Then};
use crate::app::practice::{
    AgendaKind, AgendaRow, AgendaSection, Found, OpenPractice, unsaved_today,
};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{NameGalley, bold, card, heading, secondary, text_width};

/// Height of a row.
const ROW: f32 = 30.0;
/// With less than this the sections stand under each other.
const TWO: f32 = 640.0;
/// More than this is too wide to be read across.
const MOST: f32 = 1100.0;
/// Between two columns.
const GAP: f32 = 10.0;

/// Whether something waits.
pub(super) fn has_agenda(scene: Scene<'_>, open: &OpenPractice) -> bool {
    let kept = open.agenda.as_ref().is_some_and(|agenda| !agenda.sections.is_empty());
    kept || unsaved_today(open, scene.state.today).next().is_some()
}

/// One section as it is drawn: what isn't saved stands before what is.
struct Shown<'a> {
    kind: AgendaKind,
    unsaved: Vec<&'a Found>,
    kept: Option<&'a AgendaSection>,
}

impl Shown<'_> {
    /// A plan of which something isn't saved is told of once.
    fn rows(&self) -> impl Iterator<Item = &AgendaRow> {
        let is_unsaved = |row: &&AgendaRow| {
            let plan = row.plan.map(|(key, _)| key);
            plan.is_some_and(|key| self.unsaved.iter().any(|found| found.key() == key))
        };
        let rows = self.kept.map(|section| section.rows.as_slice()).unwrap_or_default();
        rows.iter().filter(move |row| !is_unsaved(row))
    }

    fn count(&self) -> usize {
        let kept = self.kept.map_or(0, |section| section.count);
        let shown = self.kept.map_or(0, |section| section.rows.len());
        self.unsaved.len() + self.rows().count() + kept.saturating_sub(shown)
    }
}

/// All that waits, in one column or two.
pub(super) fn agenda_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let sections = open.agenda.iter().flat_map(|agenda| &agenda.sections);
    let shown = AgendaKind::ALL.into_iter().map(|kind| Shown {
        kind,
        unsaved: if kind == AgendaKind::Today {
            unsaved_today(open, scene.state.today).collect()
        } else {
            Vec::new()
        },
        kept: sections.clone().find(|section| section.kind == kind),
    });
    let shown: Vec<Shown<'_>> = shown.filter(|section| section.count() > 0).collect();
    let room = ui.available_rect_before_wrap();
    let columns = if room.width() >= TWO && shown.len() > 1 { 2.0 } else { 1.0 };
    let width = (room.width().min(MOST) - GAP * (columns - 1.0)) / columns;
    let whole = width * columns + GAP * (columns - 1.0);
    let left = room.center().x - whole * 0.5;
    let mut tops = [room.top(); 2];
    for section in &shown {
        // The shorter column takes the next one, so that both end near each other.
        let at = usize::from(columns > 1.0 && tops.last() < tops.first());
        let Some(top) = tops.get_mut(at) else { continue };
        let begin = if at == 0 { left } else { left + width + GAP };
        let place = Rect::from_x_y_ranges(begin..=begin + width, *top..=room.bottom().max(*top));
        let builder = UiBuilder::new().id_salt(section.kind.label()).max_rect(place);
        let mut inside = ui.new_child(builder);
        inside.spacing_mut().item_spacing.y = 6.0;
        section_ui(&mut inside, scene, section, out);
        *top = inside.min_rect().bottom();
    }
    let lowest = tops.into_iter().fold(room.top(), f32::max);
    ui.advance_cursor_after_rect(Rect::from_min_max(room.min, pos2(room.right(), lowest)));
}

fn section_ui(ui: &mut Ui, scene: Scene<'_>, section: &Shown<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    card(ui, colours, None, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let count = section.count();
        let title = format!("{} · {count}", section.kind.label());
        heading(ui, bold(title).color(colours.ink));
        ui.add_space(4.0);
        for found in &section.unsaved {
            let name = if found.name.is_empty() { "Name can't be read" } else { &found.name };
            let typed = found.draft.content.work.intake.day();
            let day = typed.map(|day| day.told(scene.state.today));
            let words = if typed.is_some() { "unsaved" } else { "unsaved, no date yet" };
            let salt = ("unsaved", found.key());
            if row_ui(ui, scene, (salt, name, day.as_deref(), words)) {
                out.practice(PracticeAction::Recover(Box::new((*found).clone())));
            }
        }
        let mut drawn = 0;
        for (at, row) in section.rows().enumerate() {
            drawn += 1;
            let name = if row.name.is_empty() { "Name can't be read" } else { &row.name };
            let day = row.day.told(scene.state.today);
            let day = (section.kind != AgendaKind::Records).then_some(day);
            if row_ui(ui, scene, ((at, section.kind.label()), name, day.as_deref(), &row.words)) {
                let then = match row.plan {
                    Some((key, revision)) => Then::PlanOf(key, Some(revision)),
                    None => Then::Client(row.client),
                };
                out.send(Action::File(FileAction::Leave(then)));
            }
        }
        let more = count.saturating_sub(section.unsaved.len() + drawn);
        if more > 0 {
            ui.add_space(4.0);
            ui.label(secondary(colours, format!("and {more} more")));
        }
    });
}

/// A row; gives whether it was pressed.
fn row_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    (salt, name, day, words): (impl std::hash::Hash + std::fmt::Debug, &str, Option<&str>, &str),
) -> bool {
    let colours = scene.colours;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.make_persistent_id(salt), Sense::click());
    let said = day.into_iter().chain([words]).collect::<Vec<_>>().join(" · ");
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{name} · {said}"))
    });
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), radius, colours.window);
    }
    let small = theme::regular(theme::SMALL);
    let width = text_width(ui, &said, small.clone());
    let middle = rect.center().y;
    let at = pos2(rect.right(), middle);
    ui.painter().text(at, Align2::RIGHT_CENTER, &said, small, colours.secondary);
    let font = theme::semibold(theme::BODY);
    let room = rect.width() - width - 12.0;
    let named = NameGalley::of(ui.painter(), name, &font, colours.ink, room.max(0.0));
    let top = middle - named.size().y / 2.0;
    named.paint(ui.painter(), pos2(rect.left(), top), colours.ink);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}
