//! A list of everything that could be chosen: what isn't allowed stays in it, with its reason.
//!
//! Reached by arrow keys; an entry that isn't allowed gets the focus like any other, so that its
//! reason is heard too, and does nothing when it is pressed.

use eframe::egui::{
    Align, Align2, CornerRadius, EventFilter, FontId, Id, Key, Memory, Modifiers, Role, ScrollArea,
    Sense, Ui, WidgetInfo, pos2, text::LayoutJob, text::TextFormat, vec2,
};

use crate::ui::theme::{self, Colours};
use crate::ui::{icons, theme::CONTROL_RADIUS};

/// What the list shows of one choice.
pub struct ListEntry {
    /// What can be chosen.
    pub label: String,
    /// What it takes along.
    pub note: Option<String>,
    /// Whether it is chosen now.
    pub on: bool,
    /// Why it isn't allowed.
    pub closed: Option<String>,
    /// What it is, for who stays on it.
    pub about: Option<String>,
}

/// The list; gives the place of the entry that was pressed and may be chosen. `opener` is what the
/// list came from: as long as that has the focus, the list takes it.
pub fn choice_list(
    ui: &mut Ui,
    colours: &Colours,
    group: &str,
    entries: &[ListEntry],
    opener: Id,
) -> Option<usize> {
    let mut pressed = None;
    ui.spacing_mut().item_spacing.y = 1.0;
    let ids: Vec<Id> = (0..entries.len()).map(|at| ui.make_persistent_id((group, at))).collect();
    let focused = ui.memory(Memory::focused);
    let at = focused.and_then(|focused| ids.iter().position(|id| *id == focused));
    let wanted = match at {
        Some(at) => {
            let step = ui.input_mut(|input| {
                let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
                let up = input.consume_key(Modifiers::NONE, Key::ArrowUp);
                i32::from(down) - i32::from(up)
            });
            match step {
                1 => Some((at + 1) % ids.len().max(1)),
                -1 => Some(at.checked_sub(1).unwrap_or(ids.len().saturating_sub(1))),
                _ => None,
            }
        }
        None if focused.is_none() || focused == Some(opener) => {
            Some(entries.iter().position(|entry| entry.on).unwrap_or(0))
        }
        None => None,
    };
    // Opened with the chosen entry in the middle; walking moves no further than it must.
    let align = at.is_none().then_some(Align::Center);
    ScrollArea::vertical().id_salt(group).max_height(330.0).show(ui, |ui| {
        for (at, (entry, id)) in entries.iter().zip(&ids).enumerate() {
            let to_focus = wanted == Some(at);
            if entry_ui(ui, colours, group, entry, *id, to_focus, align) && entry.closed.is_none() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

fn entry_ui(
    ui: &mut Ui,
    colours: &Colours,
    group: &str,
    entry: &ListEntry,
    id: Id,
    to_focus: bool,
    align: Option<Align>,
) -> bool {
    let left = 26.0;
    let width = ui.available_width();
    let ink = if entry.closed.is_some() { colours.secondary } else { colours.ink };
    let font = if entry.on { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - left - 8.0;
    let format = |font_id: FontId, color| TextFormat { font_id, color, ..TextFormat::default() };
    job.append(&entry.label, 0.0, format(font, ink));
    if let Some(note) = &entry.note {
        let small = format(theme::regular(theme::SMALL), colours.secondary);
        job.append(&format!("  {note}"), 0.0, small);
    }
    if let Some(reason) = &entry.closed {
        let small = format(theme::regular(theme::SMALL), colours.secondary);
        job.append(&format!("\n{reason}"), 0.0, small);
    }
    let galley = ui.painter().layout_job(job);
    let size = vec2(width, galley.size().y + 9.0);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| {
        let mut name = format!("{group}: {}", entry.label);
        if let Some(note) = &entry.note {
            name = format!("{name}, with {note}");
        }
        if let Some(reason) = &entry.closed {
            name = format!("{name}, not allowed: {reason}");
        }
        WidgetInfo::selected(Role::MenuItemRadio, entry.closed.is_none(), entry.on, name)
    });
    let response = match &entry.about {
        Some(about) => response.on_hover_text(about.as_str()),
        None => response,
    };
    if to_focus {
        response.request_focus();
        response.scroll_to_me(align);
    }
    if response.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
    let painter = ui.painter();
    let radius = CornerRadius::same(CONTROL_RADIUS);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, radius, colours.accent_ground);
    }
    let icon = match (&entry.closed, entry.on) {
        (Some(_), _) => Some((icons::CLOSED, colours.secondary)),
        (None, true) => Some((icons::CHOSEN, colours.accent)),
        (None, false) => None,
    };
    if let Some((icon, colour)) = icon {
        let font = FontId::new(14.0, icon.font_family());
        let centre = pos2(rect.left() + 13.0, rect.top() + 12.0);
        painter.text(centre, Align2::CENTER_CENTER, icon.codepoint, font, colour);
    }
    painter.galley(rect.min + vec2(left, 4.0), galley, ink);
    response.clicked()
}
