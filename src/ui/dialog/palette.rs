//! Commands and clients by a few letters: a field, and what was found under it.

use std::borrow::Cow;

use eframe::egui::{
    Align2, CornerRadius, EventFilter, Key, Margin, Modifiers, Response, Role, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::app::action::{Action, FileAction, Outbox, Then, WindowAction};
use crate::app::palette::{Find, Palette};
use crate::ui::scene::Scene;
use crate::ui::widget::{NameGalley, secondary, wrapped};
use crate::ui::{icons, theme};

/// Height of a row; a reason in it adds its lines.
const ROW: f32 = 30.0;
/// Where the words of a row begin.
const TEXT: f32 = 34.0;
/// Rows that show at once.
const ROWS: f32 = 9.0;
/// Where it stands below the top of the window: what is found grows downwards.
pub(super) const TOP: f32 = 56.0;

/// How something that was found shows.
struct FoundRow {
    icon: Option<icons::Icon>,
    text: String,
    /// The shortcut, or what kind of thing it is.
    aside: String,
    /// Why it can't be done now.
    reason: Option<String>,
}

pub fn palette_ui(ui: &mut Ui, scene: Scene<'_>, palette: &Palette, out: &mut Outbox) {
    super::name(ui, "Find a command or a client");
    let keys = [(Key::ArrowDown, 1), (Key::ArrowUp, -1)];
    for (key, by) in keys {
        while ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
            out.send(Action::Window(WindowAction::PaletteStep(by)));
        }
    }
    let entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut query = palette.query.clone();
    let edit = TextEdit::singleline(&mut query)
        .id_salt("palette")
        .hint_text("Find a command or a client")
        .margin(Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let field = ui.add(edit).accessible_name("Find a command or a client");
    field.request_focus();
    let filter =
        EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(field.id, filter));
    if field.changed() {
        out.send(Action::Window(WindowAction::PaletteTyped(query)));
    }
    let mut chosen = entered.then(|| palette.chosen()).flatten();
    ui.spacing_mut().item_spacing.y = 0.0;
    // Always as high, so that nothing jumps from letter to letter.
    let list = ScrollArea::vertical().id_salt("found").auto_shrink(false);
    let height = (ROW * ROWS).min(ui.content_rect().height() - 2.0 * TOP - 80.0).max(2.0 * ROW);
    let list = list.max_height(height).min_scrolled_height(height);
    list.show(ui, |ui| {
        if palette.found.is_empty() {
            let text = "Nothing found. A few letters of a word are enough.";
            wrapped(ui, secondary(scene.colours, text));
        }
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::ListBox));
        for (at, find) in palette.found.iter().enumerate() {
            let row = row(scene, *find);
            let response = row_ui(ui, scene, &row, at == palette.at);
            if at == palette.at {
                // The focus stays in the field; this is what a screen reader hears of.
                let id = response.id.accesskit_id();
                ui.ctx().accesskit_node_builder(field.id, |node| node.set_active_descendant(id));
                if !ui.clip_rect().contains_rect(response.rect) {
                    ui.scroll_to_rect(response.rect, None);
                }
            }
            if response.clicked() {
                chosen = Some(*find);
            }
        }
    });
    match chosen {
        Some(Find::Command(command)) if command.enabled(scene.state).is_ok() => {
            out.send(Action::CloseDialog);
            out.send(command.action(scene.state));
        }
        Some(Find::Client(client)) => {
            out.send(Action::CloseDialog);
            out.send(Action::File(FileAction::Leave(Then::Client(client))));
        }
        Some(Find::Command(_)) | None => {}
    }
}

fn row(scene: Scene<'_>, find: Find) -> FoundRow {
    match find {
        Find::Command(command) => {
            let entry = command.row();
            let reason = command.why_not(scene.state).map(Cow::into_owned);
            let text = entry.text.to_owned();
            FoundRow { icon: entry.symbol.map(icons::of), text, aside: command.keys(), reason }
        }
        Find::Client(client) => {
            let open = scene.state.practice.open();
            let row = open.and_then(|open| open.index.client(client));
            let name = row.map(|row| row.name).unwrap_or_default();
            let text = if name.is_empty() { "Name can't be read" } else { name }.to_owned();
            FoundRow { icon: Some(icons::CLIENT), text, aside: "Client".to_owned(), reason: None }
        }
    }
}

fn row_ui(ui: &mut Ui, scene: Scene<'_>, row: &FoundRow, chosen: bool) -> Response {
    let palette = scene.colours;
    let enabled = row.reason.is_none();
    let width = ui.available_width();
    // The reason stands under the words, whole however long it is.
    let reason = row.reason.as_ref().map(|reason| {
        let room = width - TEXT - 10.0;
        let font = theme::regular(theme::SMALL);
        ui.painter().layout(reason.clone(), font, palette.secondary, room)
    });
    let below = reason.as_ref().map_or(0.0, |reason| reason.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, ROW + below), Sense::click());
    response.widget_info(|| {
        let said = row.reason.as_deref().unwrap_or(&row.aside);
        let label = match said {
            "" => row.text.clone(),
            said => format!("{}, {said}", row.text),
        };
        WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, label)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    if chosen {
        ui.painter().rect_filled(rect, radius, palette.accent_ground);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, palette.window);
    }
    let ink = if enabled { palette.ink } else { palette.secondary };
    let middle = rect.top() + ROW / 2.0;
    if let Some(icon) = row.icon {
        icons::paint(ui.painter(), icon, 16.0, pos2(rect.left() + 18.0, middle), ink);
    }
    let painter = ui.painter();
    let (font, small) = (theme::regular(theme::BODY), theme::regular(theme::SMALL));
    let right = pos2(rect.right() - 10.0, middle);
    let aside = painter.text(right, Align2::RIGHT_CENTER, &row.aside, small, palette.secondary);
    let room = aside.left() - rect.left() - TEXT - 12.0;
    // A client's name may be of any script.
    let text = NameGalley::of(painter, &row.text, &font, ink, room.max(40.0));
    let at = pos2(rect.left() + TEXT, middle - text.size().y / 2.0);
    text.paint(painter, at, ink);
    if let Some(reason) = reason {
        painter.galley(pos2(rect.left() + TEXT, rect.top() + ROW - 6.0), reason, palette.secondary);
    }
    response
}
