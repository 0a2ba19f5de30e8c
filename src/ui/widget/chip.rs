//! Chips: a choice that is on or off, alone or in a row. A chip is as wide as its words in bold, so
//! that nothing moves when one is pressed.

use eframe::egui::{
    self, Align2, Button, CornerRadius, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::score::dashed;
use super::{AskedName, asked_keys, text_width};
use crate::app::action::Outbox;
use crate::app::draft::Field;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// Size of what stands in a control.
const TEXT: f32 = 12.0;
/// Windows lower than this have lower controls.
const LOW: f32 = 600.0;

/// Whether the window is so low that the intake is drawn closer together.
pub fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW
}

/// How high chips and fields are.
pub fn control_height(ui: &Ui) -> f32 {
    if is_low(ui) { 24.0 } else { 26.0 }
}

/// How a chip looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChipLook {
    /// Whether it is chosen.
    pub on: bool,
    /// Whether it was chosen at the last visit.
    pub was: bool,
}

/// A chip. `group` names the row for those who don't see it.
pub fn chip(ui: &mut Ui, colours: &Colours, on: bool, group: &str, label: &str) -> Response {
    looking_chip(ui, colours, ChipLook { on, was: false }, group, label)
}

/// The same with all that it can show.
pub fn looking_chip(
    ui: &mut Ui,
    colours: &Colours,
    ChipLook { on, was }: ChipLook,
    group: &str,
    label: &str,
) -> Response {
    let size = vec2(chip_width(ui, label), control_height(ui));
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let name = format!("{group}: {label}");
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, name)
    });
    let lit = response.hovered() || response.has_focus();
    let (fill, line, ink) = match (on, lit) {
        (true, _) => (colours.accent_ground, colours.accent, colours.accent),
        (false, true) => (colours.window, colours.accent, colours.ink),
        (false, false) => (colours.panel, colours.control_line, colours.ink),
    };
    let round = rect.height() / 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "12 or 13")]
    let radius = CornerRadius::same(round as u8);
    let stroke = if was && !on { Stroke::NONE } else { Stroke::new(1.0, line) };
    ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
    if was && !on {
        dashed(ui, rect.shrink(0.8), round, Stroke::new(1.6, colours.secondary));
    }
    let font = if on { theme::semibold(TEXT) } else { theme::regular(TEXT) };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, label, font, ink);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// How wide a chip is, chosen or not.
pub fn chip_width(ui: &Ui, label: &str) -> f32 {
    let text = text_width(ui, label, theme::semibold(TEXT));
    (text + 2.0 * (ui.spacing().button_padding.x + 1.0)).ceil()
}

/// What a check box or a ring needs around it: the fill of the theme is that of scroll handles, and an
/// empty box is paper in an outline.
pub fn outline_marks(ui: &mut Ui, colours: &Colours) {
    let widgets = &mut ui.visuals_mut().widgets;
    for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
        look.bg_fill = colours.panel;
        look.bg_stroke = Stroke::new(1.0, colours.secondary);
        look.fg_stroke = Stroke::new(2.0, colours.accent);
    }
}

/// The choices of a question, each with its words and how it looks. Gives the one that was pressed.
pub fn choices<T: Copy>(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    choices: &[T],
    look: impl Fn(T) -> (&'static str, ChipLook),
    out: &mut Outbox,
) -> Option<T> {
    let name = scene.label(field);
    let asked = field.asked();
    let mut pressed = None;
    for (at, choice) in choices.iter().enumerate() {
        let (label, look) = look(*choice);
        let shown = looking_chip(ui, scene.colours, look, &name, label);
        if at == 0 && scene.is_jumped_to(field) {
            shown.request_focus();
        }
        if let Some(asked) = &asked {
            let asked = AskedName { asked, name: &name };
            asked_keys(ui, scene, asked, &shown, false, out);
        }
        if shown.clicked() {
            pressed = Some(*choice);
        }
    }
    pressed
}

/// How wide such choices are together.
pub fn choices_width(ui: &Ui, labels: impl Iterator<Item = &'static str>) -> f32 {
    let gap = ui.spacing().item_spacing.x;
    labels.map(|label| chip_width(ui, label) + gap).sum::<f32>() - gap
}

/// Text that can be pressed.
pub fn link(ui: &mut Ui, colours: &Colours, text: &str) -> Response {
    let text = RichText::new(text).font(theme::semibold(theme::BODY)).color(colours.accent);
    let button = Button::new(text).frame(false);
    let response = ui.add(button);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
