//! What the bar at the top says and offers on the pages of a client that have a title and buttons of their
//! own. What is made for the visit has those of the bar.

use eframe::egui::{Button, Id, Key, Modifiers, Popup, Response, RichText, Ui, vec2};

use super::menus::ring;
use super::top::{BUTTON, Title, is_narrow};
use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::practice::OpenPractice;
use crate::app::state::Page;
use crate::ui::scene::Scene;
use crate::ui::widget::text_width;
use crate::ui::{icons, theme};

/// What leads from the brief to the session of today.
const PLAN_TODAY: &str = "Plan today's session";
/// The same where there is a plan of today.
const OPEN_TODAY: &str = "Open today's plan";
/// What shows the last plan as it was.
const LAST_PLAN: &str = "Open last plan";
/// The same where the name needs the room.
const TODAY: &str = "Plan today";
const OPEN_SHORT: &str = "Today's plan";
const LAST_SHORT: &str = "Last plan";

/// What the middle of the bar says on a page of its own; none where it says whose visit it is.
pub(super) fn title(scene: Scene<'_>) -> Option<Title> {
    match scene.state.shown_page() {
        Page::Visit if scene.state.awaits_brief() => Some(brief_title(scene)),
        Page::Brief => Some(brief_title(scene)),
        Page::Visit | Page::History | Page::Closing => None,
    }
}

/// The buttons at the right, from the right; whether the page has its own.
pub(super) fn buttons_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) -> bool {
    match scene.state.shown_page() {
        Page::Visit if scene.state.awaits_brief() => true,
        Page::Brief => {
            brief_buttons_ui(ui, scene, out);
            true
        }
        Page::Visit | Page::History | Page::Closing => false,
    }
}

fn brief_title(scene: Scene<'_>) -> Title {
    let client = scene.state.practice.open().and_then(OpenPractice::chosen_row);
    let name = match client {
        Some(client) if !client.name.is_empty() => client.name.to_owned(),
        Some(_) | None => "Name can't be read".to_owned(),
    };
    let apart = scene.state.told_apart();
    let about = scene.state.brief().map(|brief| brief.about.clone()).unwrap_or_default();
    Title::of(name, apart.into_iter().chain(about).collect())
}

fn brief_buttons_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let narrow = is_narrow(ui);
    let planned = scene.state.visit.stored.record().is_some();
    let (name, short) = if planned { (OPEN_TODAY, OPEN_SHORT) } else { (PLAN_TODAY, TODAY) };
    let primary = primary_ui(ui, scene, name, narrow.then_some(short));
    let is_front = is_free(ui, scene) && ui.memory(|memory| memory.focused().is_none());
    let enter = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if primary.clicked() || (is_front && enter()) {
        out.send(Action::Show(Page::Visit));
    }
    let last = scene.state.brief().and_then(|brief| brief.last_plan);
    let words = if narrow { LAST_SHORT } else { LAST_PLAN };
    let button = Button::new(RichText::new(words)).min_size(vec2(0.0, BUTTON));
    let button = ui.add_enabled(last.is_some(), button).accessible_name(LAST_PLAN);
    ring(ui, scene, &button);
    if button.on_hover_text("Shows the last plan as it was").clicked()
        && let Some((plan, revision)) = last
    {
        out.practice(PracticeAction::Show(plan, revision));
    }
}

/// The primary button. Whoever came by the keyboard finds the focus on it.
fn primary_ui(ui: &mut Ui, scene: Scene<'_>, name: &str, short: Option<&str>) -> Response {
    let colours = scene.colours;
    let font = theme::semibold(theme::BODY);
    let ink = |text: RichText| text.color(colours.on_accent);
    let words = short.unwrap_or(name);
    let text = ink(RichText::new(words).font(font.clone()));
    let arrow = ink(icons::text(icons::ONWARD, 15.0));
    let width = text_width(ui, words, font) + if short.is_some() { 20.0 } else { 46.0 };
    let button = if short.is_some() { Button::new(text) } else { Button::new((text, arrow)) };
    let button = button.fill(colours.accent).stroke((1.0, colours.accent));
    let button = ui.add(button.min_size(vec2(width, BUTTON))).accessible_name(name);
    ring(ui, scene, &button);
    let drawn = Id::unique("when the brief was drawn last, and of which visit");
    let now = (scene.state.visit.generation, ui.ctx().cumulative_pass_nr());
    let before: Option<(u64, u64)> = ui.data(|data| data.get_temp(drawn));
    ui.data_mut(|data| data.insert_temp(drawn, now));
    let is_same = |(of, pass): (u64, u64)| of == now.0 && pass.saturating_add(1) >= now.1;
    let is_new = !before.is_some_and(is_same);
    if is_new && ui.memory(|memory| memory.focused().is_some()) {
        button.request_focus();
    }
    button.on_hover_text("Enter")
}

/// Whether keys are the page's: nothing stands in front of it.
fn is_free(ui: &Ui, scene: Scene<'_>) -> bool {
    let in_front = !scene.state.dialogs.is_empty()
        || scene.state.menu.is_some()
        || scene.state.panes.rail_over
        || Popup::is_any_open(ui.ctx());
    ui.is_enabled() && !in_front
}
