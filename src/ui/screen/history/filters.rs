//! What narrows the timeline: words, an area, a modality or technique, a time, what went in another way.

use eframe::egui::{
    Button, CornerRadius, CursorIcon, Margin, Popup, Response, Role, ScrollArea, Sense, Stroke,
    StrokeKind, TextEdit, Ui, WidgetInfo, accesskit::HasPopup, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::app::history::{Filter, HistoryAction, HistoryView, Period};
use crate::app::past::Sessions;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, text_width};
use crate::ui::{icons, theme};

/// Height of a chip.
const CHIP: f32 = 24.0;
/// Size of the words in a chip.
const TEXT: f32 = 12.0;
/// What the field of words is called.
const WORDS: &str = "Words in notes and responses";

pub fn filters_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    view: &HistoryView,
    sessions: &Sessions,
    out: &mut Outbox,
) {
    words_ui(ui, scene, view, out);
    ui.add_space(2.0);
    let filter = &view.filter;
    let send = |filter: Filter, out: &mut Outbox| out.send(HistoryAction::Filter(filter).into());
    ui.spacing_mut().item_spacing = vec2(5.0, 5.0);
    ui.horizontal(|ui| {
        let all = format!("All {}", sessions.rows.len());
        if chip(ui, scene, &all, filter.is_open(), Opens::Nothing).clicked() {
            send(Filter::default(), out);
        }
        let area =
            chip(ui, scene, "Area", filter.area.is_some(), Opens::List(filter.area.as_deref()));
        let areas = [("", sessions.areas.as_slice())];
        if let Some(chosen) = menu_ui(&area, "Any area", &areas, filter.area.as_ref()) {
            send(Filter { area: chosen.name(), ..filter.clone() }, out);
        }
        let worked = chip(
            ui,
            scene,
            "Modality",
            filter.worked.is_some(),
            Opens::List(filter.worked.as_deref()),
        );
        let groups = [
            ("", sessions.modalities.as_slice()),
            ("Stretches and movements", sessions.techniques.as_slice()),
        ];
        if let Some(chosen) = menu_ui(&worked, "Any modality", &groups, filter.worked.as_ref()) {
            send(Filter { worked: chosen.name(), ..filter.clone() }, out);
        }
    });
    ui.horizontal(|ui| {
        let is_on = filter.period != Period::Any;
        let period = chip(
            ui,
            scene,
            "Period",
            is_on,
            Opens::List(Some(filter.period.label()).filter(|_| is_on)),
        );
        Popup::menu(&period).show(|ui| {
            for one in Period::ALL {
                let entry = Button::selectable(filter.period == one, one.label());
                if ui.add(entry).clicked() {
                    send(Filter { period: one, ..filter.clone() }, out);
                }
            }
        });
        if chip(ui, scene, "Changed", filter.changed, Opens::Nothing).clicked() {
            send(Filter { changed: !filter.changed, ..filter.clone() }, out);
        }
        let said = summary(view, sessions);
        ui.add(eframe::egui::Label::new(secondary(scene.colours, said)).truncate());
    });
}

/// How many sessions are found, and of what.
fn summary(view: &HistoryView, sessions: &Sessions) -> String {
    let filter = &view.filter;
    if filter.is_open() {
        return String::new();
    }
    let parts = [filter.area.as_deref(), filter.worked.as_deref()];
    let mut said = format!("{} of {}", view.found, sessions.rows.len());
    for part in parts.into_iter().flatten() {
        said.push_str(" · ");
        said.push_str(part);
    }
    said
}

fn words_ui(ui: &mut Ui, scene: Scene<'_>, view: &HistoryView, out: &mut Outbox) {
    let mut words = view.filter.words.clone();
    let client = scene.state.practice.open().and_then(|open| open.chosen);
    let edit = TextEdit::singleline(&mut words)
        .id_salt(("words in sessions", client.map(|id| id.to_string())))
        .hint_text(secondary(scene.colours, WORDS).size(theme::BODY))
        .prefix(icons::text(icons::SEARCH, 15.0).color(scene.colours.secondary))
        .margin(Margin::symmetric(8, 7))
        .desired_width(ui.available_width());
    let field = ui.add(edit).accessible_name(WORDS);
    if field.changed() {
        out.send(HistoryAction::Filter(Filter { words, ..view.filter.clone() }).into());
    }
}

/// What a press on a chip opens.
#[derive(Debug, Clone, Copy)]
enum Opens<'a> {
    /// Nothing: it is on or off.
    Nothing,
    /// A list, of which this is chosen.
    List(Option<&'a str>),
}

/// A chip; with a small arrow where a list opens from it.
fn chip(ui: &mut Ui, scene: Scene<'_>, label: &str, on: bool, what: Opens<'_>) -> Response {
    let colours = scene.colours;
    let (opens, chosen) = match what {
        Opens::Nothing => (false, None),
        Opens::List(chosen) => (true, chosen),
    };
    let mark = 15.0;
    let text = text_width(ui, label, theme::semibold(TEXT));
    let size = vec2((text + mark + 18.0).ceil(), CHIP);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let name = match chosen {
            Some(chosen) => format!("{label}: {chosen}"),
            None => label.to_owned(),
        };
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name)
    });
    if opens {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_has_popup(HasPopup::Menu));
    }
    let lit = response.hovered() || response.has_focus();
    let (fill, line, ink) = match (on, lit) {
        (true, _) => (colours.accent_ground, colours.accent, colours.accent),
        (false, true) => (colours.panel, colours.accent, colours.ink),
        (false, false) => (colours.panel, colours.control_line, colours.ink),
    };
    let radius = CornerRadius::same(12);
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, line), StrokeKind::Inside);
    let font = if on { theme::semibold(TEXT) } else { theme::regular(TEXT) };
    let shown = ui.painter().layout_no_wrap(label.to_owned(), font, ink);
    let icon = match (opens, on) {
        (true, _) => Some(icons::MORE),
        (false, true) => Some(icons::YES),
        (false, false) => None,
    };
    let whole = shown.size().x + if icon.is_some() { mark } else { 0.0 };
    let left = rect.center().x - whole / 2.0;
    let middle = rect.center().y;
    // A check stands before its word, an arrow behind it.
    let (words, sign) = match (icon.is_some(), opens) {
        (true, false) => (left + mark, left + mark / 2.0 - 1.0),
        (_, _) => (left, left + shown.size().x + mark / 2.0 + 1.0),
    };
    let at = pos2(words, middle - shown.size().y / 2.0);
    ui.painter().galley(at, shown, ink);
    if let Some(icon) = icon {
        icons::paint(ui.painter(), icon, 14.0, pos2(sign, middle), ink);
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// What was chosen in a menu.
enum Chosen {
    /// Whatever there is.
    Any,
    /// What goes by this name.
    One(String),
}

impl Chosen {
    /// The name, where it is one.
    fn name(self) -> Option<String> {
        match self {
            Self::Any => None,
            Self::One(name) => Some(name),
        }
    }
}

/// What can be chosen, in groups; gives what was.
fn menu_ui(
    button: &Response,
    any: &str,
    groups: &[(&str, &[String])],
    chosen: Option<&String>,
) -> Option<Chosen> {
    let mut pressed = None;
    Popup::menu(button).width(220.0).show(|ui| {
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            if ui.add(Button::selectable(chosen.is_none(), any)).clicked() {
                pressed = Some(Chosen::Any);
            }
            for (heading, names) in groups {
                if !heading.is_empty() && !names.is_empty() {
                    ui.separator();
                    ui.label(*heading);
                }
                for name in *names {
                    let is_on = chosen == Some(name);
                    if ui.add(Button::selectable(is_on, name.as_str())).clicked() {
                        pressed = Some(Chosen::One(name.clone()));
                    }
                }
            }
        });
    });
    if pressed.is_some() {
        Popup::close_id(&button.ctx, Popup::default_response_id(button));
    }
    pressed
}

/// Says that nothing is found.
pub fn nothing_found(view: &HistoryView, sessions: &Sessions) -> String {
    let count = counted(sessions.rows.len(), "session");
    if view.filter.words.trim().is_empty() {
        format!("None of {count} matches")
    } else {
        format!("None of {count} holds these words")
    }
}
