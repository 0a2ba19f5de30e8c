//! The page from which the window starts: a new practice, one that is there, or a sample to try.

use std::path::Path;

use eframe::egui::{
    self, CornerRadius, CursorIcon, FontId, Rect, RichText, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::app::action::{Action, FileAction, Outbox, PracticeAction, Then};
use crate::app::forms::FormKind;
use crate::ui::scene::Scene;
use crate::ui::widget::{heading, link, logo, secondary, section_title};
use crate::ui::{icons, theme};

/// What the practice is for, in a sentence.
const SENTENCE: &str =
    "Session plans for clients with sciatica, checked against what they tell you today.";
/// Width of the page.
const WIDTH: f32 = 680.0;
/// Height of a card that can be pressed.
const CARD: f32 = 132.0;

pub fn start_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    ScrollArea::vertical().id_salt("start").auto_shrink(false).show(ui, |ui| {
        let width = WIDTH.min(ui.available_width() - 48.0).max(0.0);
        let left = ((ui.available_width() - width) / 2.0).max(0.0);
        let top = (ui.available_height() * 0.14).max(16.0);
        ui.add_space(top);
        ui.horizontal(|ui| {
            ui.add_space(left);
            ui.vertical(|ui| {
                ui.set_width(width);
                wordmark(ui, scene);
                ui.add_space(20.0);
                cards(ui, scene, width, out);
                ui.add_space(16.0);
                ui.horizontal_wrapped(|ui| {
                    if link(ui, scene.colours, "Open a plan file…").clicked() {
                        out.send(Action::File(FileAction::Leave(Then::Open)));
                    }
                    ui.add_space(12.0);
                    if link(ui, scene.colours, "Draft a plan without a practice").clicked() {
                        out.practice(PracticeAction::Alone);
                    }
                    ui.add_space(12.0);
                    if link(ui, scene.colours, "Restore a backup…").clicked() {
                        out.send(Action::Restore);
                    }
                });
                known_ui(ui, scene, width, out);
                ui.add_space(16.0);
            });
        });
    });
}

fn wordmark(ui: &mut Ui, scene: Scene<'_>) {
    ui.horizontal(|ui| {
        logo(ui, scene.colours, 34.0);
        let name = RichText::new("Ischia").font(theme::semibold(32.0)).color(scene.colours.accent);
        heading(ui, name);
    });
    ui.add(egui::Label::new(RichText::new(SENTENCE).font(theme::regular(theme::TITLE))).wrap());
}

/// A way to begin.
struct Beginning {
    icon: icons::Icon,
    title: &'static str,
    about: &'static str,
    action: Action,
}

fn cards(ui: &mut Ui, scene: Scene<'_>, width: f32, out: &mut Outbox) {
    let choices = [
        Beginning {
            icon: icons::ADD,
            title: "New practice",
            about: "Create a folder for your clients and their plans.",
            action: Action::from(PracticeAction::Ask(FormKind::NewPractice)),
        },
        Beginning {
            icon: icons::OPEN,
            title: "Open practice",
            about: "Continue with an existing practice.",
            action: Action::File(FileAction::Leave(Then::ChoosePractice)),
        },
        Beginning {
            icon: icons::TRY,
            title: "Try the sample practice",
            about: "Twelve made-up clients, in a copy of your own.",
            action: Action::from(PracticeAction::Ask(FormKind::Sample)),
        },
    ];
    let stacked = width < 520.0;
    let gap = 12.0;
    let size = if stacked { vec2(width, 84.0) } else { vec2((width - 2.0 * gap) / 3.0, CARD) };
    let row = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        for (at, choice) in choices.into_iter().enumerate() {
            if card(ui, scene, size, &choice, at == 0).clicked() {
                out.send(choice.action);
            }
        }
    };
    if stacked {
        ui.vertical(row);
    } else {
        ui.horizontal(row);
    }
}

/// A card that can be pressed; the first one is what most come for.
fn card(
    ui: &mut Ui,
    scene: Scene<'_>,
    size: egui::Vec2,
    choice: &Beginning,
    is_first: bool,
) -> egui::Response {
    let Beginning { icon, title, about, .. } = *choice;
    let colours = scene.colours;
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), format!("{title}. {about}"))
    });
    let response = response.accessible_name(title);
    let active = response.hovered() || response.has_focus();
    let fill = if active { colours.accent_ground } else { colours.panel };
    let line = if active || is_first { colours.accent } else { colours.control_line };
    let stroke = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, line);
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    let painter = ui.painter();
    painter.rect(rect, radius, fill, stroke, egui::StrokeKind::Inside);
    let inner = rect.shrink(16.0);
    let font = FontId::new(26.0, icon.font_family());
    let top = inner.left_top();
    painter.text(top, egui::Align2::LEFT_TOP, icon.codepoint, font, colours.accent);
    let text_at = if size.y < CARD {
        pos2(inner.left() + 44.0, inner.top() - 2.0)
    } else {
        pos2(inner.left(), inner.top() + 40.0)
    };
    let width = inner.right() - text_at.x;
    let heading =
        painter.layout(title.to_owned(), theme::semibold(theme::TITLE), colours.ink, width);
    let below = text_at + vec2(0.0, heading.size().y + 4.0);
    painter.galley(text_at, heading, colours.ink);
    let font = theme::regular(theme::BODY);
    let body = painter.layout(about.to_owned(), font, colours.secondary, width);
    painter.galley(below, body, colours.secondary);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Practices that were open before.
fn known_ui(ui: &mut Ui, scene: Scene<'_>, width: f32, out: &mut Outbox) {
    let known = &scene.state.known_practices;
    if known.is_empty() {
        return;
    }
    ui.add_space(20.0);
    heading(ui, section_title(scene.colours, "Opened before"));
    for root in known {
        if known_row(ui, scene, width, root).clicked() {
            out.send(Action::File(FileAction::Leave(Then::Reopen(root.clone()))));
        }
    }
}

fn known_row(ui: &mut Ui, scene: Scene<'_>, width: f32, root: &Path) -> egui::Response {
    let colours = scene.colours;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy().into_owned();
    let place = root.parent().map(|parent| parent.display().to_string()).unwrap_or_default();
    response.widget_info(|| {
        let label = format!("Open {name} in {place}");
        WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), label)
    });
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, radius, colours.accent_ground);
    }
    if response.has_focus() {
        let stroke = Stroke::new(2.0, colours.accent);
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let builder = egui::UiBuilder::new()
        .max_rect(Rect::from_min_max(inner.min, inner.max))
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.label(icons::text(icons::OPEN, 16.0).color(colours.secondary));
        ui.label(RichText::new(name).color(colours.ink));
        ui.add(egui::Label::new(secondary(colours, place)).truncate());
    });
    response.on_hover_cursor(CursorIcon::PointingHand)
}
