//! The bar at the top over the past sessions: whose they are and how many, and what leads on from the chosen
//! one.

use eframe::egui::{Button, RichText, Ui, vec2};

use super::menus::ring;
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::history::HistoryAction;
use crate::text::counted;
use crate::ui::scene::Scene;
use crate::ui::widget::text_width;
use crate::ui::{icons, theme};

/// Height of a button.
const BUTTON: f32 = 30.0;
/// Windows narrower than this have no room for every word in the bar.
const NARROW: f32 = 1100.0;
/// The longest day in a button: what says one keeps its width.
const LONGEST_DAY: &str = "30 Nov";

/// What is said beside the name: how much there is.
pub(super) fn title_parts(scene: Scene<'_>) -> Vec<String> {
    let Some(sessions) = scene.state.history.sessions() else { return Vec::new() };
    let courses = counted(sessions.episodes, "course");
    vec![format!("{}, {courses}", counted(sessions.closed, "session"))]
}

/// What can be done with the chosen session, from the right.
pub(super) fn buttons_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let is_narrow = ui.ctx().content_rect().width() < NARROW;
    let chosen = scene.state.history.chosen();
    let day = chosen.map(|row| row.day.short()).unwrap_or_default();
    let command = Command::PlanAgain;
    let enabled = command.enabled(scene.state);
    let font = theme::semibold(theme::BODY);
    let colours = scene.colours;
    let verb = if is_narrow { "Plan from" } else { "New plan from" };
    let wide = |words: &str, font| text_width(ui, words, font) + 26.0;
    let width = wide(&format!("{verb} {LONGEST_DAY}"), font.clone());
    let open_width = wide(&format!("Open {LONGEST_DAY}"), theme::regular(theme::BODY));
    ui.add_enabled_ui(enabled.is_ok(), |ui| {
        let text = format!("{verb} {day}");
        let text = RichText::new(text.trim_end()).font(font).color(colours.on_accent);
        let button = Button::new(text).fill(colours.accent).stroke((1.0, colours.accent));
        let button = ui.add(button.min_size(vec2(width, BUTTON)));
        ring(ui, scene, &button);
        let button = button.on_hover_text(command.row().tip);
        if button.on_disabled_hover_text(enabled.err().unwrap_or_default()).clicked() {
            out.send(command.action(scene.state));
        }
    });
    ui.add_enabled_ui(chosen.is_some(), |ui| {
        let text = format!("Open {day}");
        let button = Button::new(text.trim_end()).min_size(vec2(open_width, BUTTON));
        let button = ui.add(button);
        ring(ui, scene, &button);
        if button.on_hover_text("Shows the plan of this session").clicked() {
            out.send(HistoryAction::Read.into());
        }
        let icon = icons::text(icons::PRINT, 16.0);
        let print = if is_narrow {
            Button::new(icon)
        } else {
            Button::new((icon, RichText::new("Print or save")))
        };
        let print = ui.add(print.min_size(vec2(0.0, BUTTON))).accessible_name("Print or save");
        ring(ui, scene, &print);
        if print.on_hover_text("Pages of this session").clicked() {
            out.send(HistoryAction::Print.into());
        }
    });
}
