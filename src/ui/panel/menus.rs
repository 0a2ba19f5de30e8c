//! The menus and their lists, drawn from the commands: under one button, or as a bar.
//!
//! Which menu is open stands in the state; pointer and keys only ask for another one.

use eframe::egui::accesskit::HasPopup;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Button, Color32, CornerRadius, EventFilter, Frame, Id, Margin, Popup,
    PopupCloseBehavior, Rect, RectAlign, Response, Role, ScrollArea, Sense, Stroke, Ui, UiKind,
    UiStackInfo, WidgetInfo, pos2, vec2,
};

use crate::app::action::{Action, Outbox, WindowAction};
use crate::app::command::{CommandRow, Menu};
use crate::app::menu::OpenMenu;
use crate::ui::scene::Scene;
use crate::ui::{icons, theme};

/// Height of an entry.
const ENTRY: f32 = 25.0;

/// The menus as a bar: their titles, and the list that is down.
pub fn bar_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    remember_focus(ui, scene.state.menu);
    let titles = titles_ui(ui, scene, out);
    if let Some((open, anchor)) = titles.down {
        let room = room_below(&anchor);
        let popup = popup(&anchor, ("menu", open.menu.label()), width(ui, scene, open.menu));
        let shown = popup.show(|ui| list_ui(ui, scene, open, room, out));
        if shown.is_some_and(|shown| shown.response.should_close()) && !titles.asked {
            out.send(Action::Window(WindowAction::Menu(None)));
        }
    }
}

/// The menus under one button: their titles in a row, and under them the list that is down.
pub fn button_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let open = scene.state.menu;
    remember_focus(ui, open);
    let size = vec2(30.0, 30.0);
    let button = Button::new(icons::text(icons::MENU, 18.0)).frame_when_inactive(false);
    let button = ui.add(button.min_size(size).selected(open.is_some())).accessible_name("Menu");
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(open.is_some());
    });
    ring(ui, scene, &button);
    let button = button.on_hover_text("File, Edit, View, Help (F10)");
    if button.clicked() {
        let next = open.is_none().then(|| OpenMenu::by_pointer(Menu::File));
        return out.send(Action::Window(WindowAction::Menu(next)));
    }
    if open.is_none() {
        return;
    }
    // As wide for each of them, so that no title moves from under the pointer.
    let widest = Menu::ALL.iter().map(|menu| width(ui, scene, *menu)).fold(0.0, f32::max);
    let popup = popup(&button, "menus", widest).align(RectAlign::BOTTOM_END);
    let shown = popup.show(|ui| {
        ui.set_width(widest);
        let titles = ui.horizontal(|ui| titles_ui(ui, scene, out)).inner;
        if let Some((open, anchor)) = titles.down {
            line(ui, scene);
            list_ui(ui, scene, open, room_below(&anchor), out);
        }
        titles.asked
    });
    if let Some(shown) = shown
        && shown.response.should_close()
        && !shown.inner
    {
        out.send(Action::Window(WindowAction::Menu(None)));
    }
}

/// What became of the titles.
struct Titles {
    /// Whether one of them was asked for.
    asked: bool,
    /// The menu whose list is down, and its title.
    down: Option<(OpenMenu, Response)>,
}

fn titles_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) -> Titles {
    let alt = ui.input(|input| input.modifiers.alt);
    let open = scene.state.menu;
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::MenuBar));
    let mut titles = Titles { asked: false, down: None };
    ui.spacing_mut().item_spacing.x = 2.0;
    for menu in Menu::ALL {
        let here = open.filter(|open| open.menu == menu);
        let response = title(ui, scene, menu, here, alt);
        if here.is_some_and(|open| !open.down) {
            hold(&response);
        }
        if response.clicked() {
            titles.asked = true;
            // In the bar it closes the list that it opened; under the button that closes all.
            let closes = scene.state.prefs.menu_bar && here.is_some_and(|open| open.down);
            let next = (!closes).then(|| OpenMenu::by_pointer(menu));
            out.send(Action::Window(WindowAction::Menu(next)));
        } else if here.is_none()
            && open.is_some_and(|open| open.down)
            && response.hovered()
            && ui.input(|input| input.pointer.time_since_last_movement() < 0.3)
        {
            // With one list down, pointing at another title is enough.
            titles.asked = true;
            out.send(Action::Window(WindowAction::Menu(Some(OpenMenu::by_pointer(menu)))));
        }
        if let Some(open) = here.filter(|open| open.down) {
            titles.down = Some((open, response));
        }
    }
    titles
}

fn popup(anchor: &Response, id: impl std::hash::Hash + std::fmt::Debug, width: f32) -> Popup<'_> {
    Popup::from_response(anchor)
        .id(Id::unique(id))
        .open(true)
        // What is in it is a menu; a popup of its own would be heard as a dialog.
        .info(UiStackInfo::new(UiKind::GenericArea))
        .frame(Frame::popup(&anchor.ctx.global_style()).inner_margin(Margin::same(5)))
        .width(width)
        .gap(3.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
}

/// Height that a list has below its title.
fn room_below(title: &Response) -> f32 {
    title.ctx.content_rect().bottom() - title.rect.bottom() - 24.0
}

/// A menu takes the focus and gives it back where it was.
fn remember_focus(ui: &Ui, open: Option<OpenMenu>) {
    let key = Id::unique("focus before the menu");
    let kept = ui.data(|data| data.get_temp::<Option<Id>>(key));
    match (open, kept) {
        (Some(open), None) if open.by_keys => {
            let focused = ui.memory(egui::Memory::focused);
            ui.data_mut(|data| data.insert_temp(key, focused));
        }
        (None, Some(before)) => {
            ui.data_mut(|data| data.remove::<Option<Id>>(key));
            ui.memory_mut(|memory| match (before, memory.focused()) {
                (Some(before), _) => memory.request_focus(before),
                (None, Some(now)) => memory.surrender_focus(now),
                (None, None) => {}
            });
        }
        (Some(_) | None, _) => {}
    }
}

/// Keeps the focus on something that belongs to the menu.
fn hold(response: &Response) {
    if !response.has_focus() {
        response.request_focus();
    }
    let filter =
        EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    response.ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

fn title(ui: &mut Ui, scene: Scene<'_>, menu: Menu, open: Option<OpenMenu>, alt: bool) -> Response {
    let underlined = alt || open.is_some_and(|open| open.by_keys);
    let marked = open.is_some();
    let colour = if marked { scene.colours.accent } else { scene.colours.ink };
    let text = underlined_text(menu.label(), menu.mnemonic(), underlined, colour);
    let button = Button::new(text).stroke(Stroke::NONE).min_size(vec2(0.0, 28.0));
    let button = if marked {
        button.fill(scene.colours.accent_ground)
    } else {
        button.frame_when_inactive(false)
    };
    let response = ui.add(button).accessible_name(menu.label());
    let down = open.is_some_and(|open| open.down);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::MenuItem);
        node.set_expanded(down);
    });
    ring(ui, scene, &response);
    response
}

/// The list of a menu, at most so high.
fn list_ui(ui: &mut Ui, scene: Scene<'_>, open: OpenMenu, tallest: f32, out: &mut Outbox) {
    let underlined = open.by_keys || ui.input(|input| input.modifiers.alt);
    ui.scope(|ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Menu);
            node.set_label(open.menu.label());
        });
        ui.spacing_mut().item_spacing.y = 0.0;
        // In a low window a long list scrolls instead of being cut.
        // The popup alone would give it 400 points, however high the window is.
        let list = ScrollArea::vertical().id_salt(open.menu.label());
        list.max_height(tallest).min_scrolled_height(tallest).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (at, group) in open.menu.groups().iter().enumerate() {
                if at > 0 {
                    line(ui, scene);
                }
                for entry in *group {
                    entry_ui(ui, scene, entry, open, underlined, out);
                }
            }
        });
    });
}

fn line(ui: &mut Ui, scene: Scene<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 7.0), Sense::hover());
    let y = rect.center().y.round() + 0.5;
    ui.painter().hline(rect.shrink(4.0).x_range(), y, Stroke::new(1.0, scene.colours.line));
}

/// As wide as the widest entry needs.
fn width(ui: &Ui, scene: Scene<'_>, menu: Menu) -> f32 {
    let measure = |text: &str| {
        let font = theme::regular(theme::BODY);
        ui.painter().layout_no_wrap(text.to_owned(), font, scene.colours.ink).size().x
    };
    let widths = menu.rows().map(|entry| {
        let keys = entry.command.keys();
        let keys = if keys.is_empty() { 0.0 } else { measure(&keys) + 28.0 };
        measure(entry.text) + keys
    });
    widths.fold(150.0, f32::max) + 30.0 + 12.0
}

fn entry_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    entry: &CommandRow,
    open: OpenMenu,
    underlined: bool,
    out: &mut Outbox,
) {
    let enabled = entry.command.enabled(scene.state);
    let on = entry.command.is_on(scene.state);
    let size = vec2(ui.available_width(), ENTRY);
    let response = ui
        .add_enabled_ui(enabled.is_ok(), |ui| {
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let marked = open.at == Some(entry.command);
            paint(ui, scene, entry, rect, marked || response.hovered(), underlined);
            response
        })
        .inner;
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(Role::MenuItemRadio, enabled.is_ok(), on, entry.text),
        None => WidgetInfo::labeled(Role::MenuItem, enabled.is_ok(), entry.text),
    });
    let keys = entry.command.keys();
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(entry.tip);
        if !keys.is_empty() {
            node.set_keyboard_shortcut(keys);
        }
    });
    if open.at == Some(entry.command) {
        hold(&response);
        if open.by_keys {
            ui.scroll_to_rect(response.rect, None);
        }
    }
    let response = response.on_hover_text(entry.tip);
    let response = match entry.command.why_not(scene.state) {
        None => response,
        Some(reason) => response.on_disabled_hover_text(reason),
    };
    if response.clicked() {
        out.send(Action::Window(WindowAction::Menu(None)));
        out.send(entry.command.action(scene.state));
    }
}

fn paint(
    ui: &Ui,
    scene: Scene<'_>,
    entry: &CommandRow,
    rect: Rect,
    marked: bool,
    underlined: bool,
) {
    let colours = scene.colours;
    let enabled = ui.is_enabled();
    let painter = ui.painter();
    if marked && enabled {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS - 2);
        painter.rect_filled(rect, radius, colours.accent_ground);
    }
    // What can't be done now is told by its colour, and by its reason in words.
    let ink = if enabled { colours.ink } else { colours.secondary };
    let chosen = entry.command.is_on(scene.state) == Some(true);
    let icon = if chosen { Some(icons::CHOSEN) } else { entry.symbol.map(icons::of) };
    if let Some(icon) = icon {
        let colour = if chosen { colours.accent } else { ink };
        icons::paint(ui.painter(), icon, 16.0, pos2(rect.left() + 14.0, rect.center().y), colour);
    }
    let job = underlined_text(entry.text, entry.mnemonic, underlined && enabled, ink);
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left() + 30.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, ink);
    let keys = entry.command.keys();
    if !keys.is_empty() {
        let at = pos2(rect.right() - 8.0, rect.center().y);
        let font = theme::regular(theme::SMALL);
        painter.text(at, egui::Align2::RIGHT_CENTER, keys, font, colours.secondary);
    }
}

/// Words with one letter underlined.
fn underlined_text(text: &str, letter: char, underlined: bool, colour: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat {
        font_id: theme::regular(theme::BODY),
        color: colour,
        valign: Align::Center,
        ..TextFormat::default()
    };
    let found = |(_, one): &(usize, char)| one.to_ascii_lowercase() == letter;
    let at = if underlined { text.char_indices().find(found) } else { None };
    let (before, marked, after) = match at {
        Some((at, one)) => {
            let (before, rest) = text.split_at(at);
            let (marked, after) = rest.split_at(one.len_utf8());
            (before, marked, after)
        }
        None => (text, "", ""),
    };
    let line = TextFormat { underline: Stroke::new(1.0, colour), ..plain.clone() };
    job.append(before, 0.0, plain.clone());
    job.append(marked, 0.0, line);
    job.append(after, 0.0, plain);
    job
}

/// The ring around what has the focus.
pub(super) fn ring(ui: &Ui, scene: Scene<'_>, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, scene.colours.accent);
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        ui.painter().rect_stroke(response.rect, radius, stroke, egui::StrokeKind::Inside);
    }
}
