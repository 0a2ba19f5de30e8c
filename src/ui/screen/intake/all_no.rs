//! "All no" under the last question of its group, where it is pressed after reading; once pressed it
//! stays, greyed.

use eframe::egui::{Align, Button, Key, Label, Layout, Modifiers, Rect, Sense, Ui, vec2};

use super::grid::inside;
use super::questions::{open, questions_of};
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::Field;
use crate::knowledge::schema::Group;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, secondary, text_width};

/// How high the foot of a card is, with its line.
const FOOT: f32 = 33.0;
const BUTTON: f32 = 25.0;
/// The longer of the two words of the button, whose room it keeps.
const OTHERS: &str = "All others no";

/// Whether the last row of a group is in sight.
fn is_last_in_sight(ui: &Ui, last: Rect) -> bool {
    ui.clip_rect().expand(1.0).contains_rect(last.shrink(1.0))
}

/// The foot of a card: what is to be done before, and the button. The last of the questions lies at `last`.
pub fn all_no_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    groups: &[&Group],
    text: &str,
    last: Rect,
    out: &mut Outbox,
) {
    foot_ui(ui, scene, |ui| drop(ui.add(Label::new(secondary(scene.colours, text)).truncate())), {
        |ui| button_ui(ui, scene, groups, last, out)
    });
}

/// A foot with something at both ends.
pub fn foot_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    left: impl FnOnce(&mut Ui),
    right: impl FnOnce(&mut Ui),
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), FOOT), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.top(), (1.0, scene.colours.line));
    let inner = rect.with_min_y(rect.top() + 7.0);
    let mut end = inside(ui, inner, Layout::right_to_left(Align::Center));
    right(&mut end);
    let before = inner.with_max_x(end.min_rect().left() - 8.0);
    left(&mut inside(ui, before, Layout::left_to_right(Align::Center)));
}

/// The button, with the former answers that it leaves out. The key A presses it once the last row, which
/// lies at `last`, is in sight; before that it brings both into sight, as nobody answers unread.
pub fn button_ui(ui: &mut Ui, scene: Scene<'_>, groups: &[&Group], last: Rect, out: &mut Outbox) {
    let colours = scene.colours;
    let (mut left, mut all) = (0, 0);
    for group in groups {
        let questions = questions_of(scene, group);
        left += open(scene, &questions);
        all += questions.len();
    }
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    // Whatever is answered already stays.
    let words = if left == all || left == 0 { "All no" } else { OTHERS };
    let name = format!("{words}: {}", names.join(" and "));
    let width = text_width(ui, OTHERS, theme::semibold(theme::BODY)) + 22.0;
    let button = Button::new(bold(words).color(colours.accent)).min_size(vec2(width, BUTTON));
    let button = ui.add_enabled(left > 0, button).accessible_name(name);
    let by_key = left > 0 && is_asked_here(scene, groups) && presses_a(ui, scene);
    if by_key && !is_last_in_sight(ui, last) {
        ui.scroll_to_rect(last.union(button.rect), None);
    }
    let by_key = by_key && is_last_in_sight(ui, last);
    if button.on_hover_text("Answers what is open here with no (A)").clicked() || by_key {
        out.change(Change::AllNo(groups.iter().map(|group| group.id.clone()).collect()));
    }
    // The next key answers the question that is lit, not the one that had the focus.
    if by_key {
        out.send(Action::NextMissing(None));
    }
    if let Some(skipped) = skipped(scene, groups) {
        ui.label(secondary(colours, skipped));
    }
}

/// Whether the question that is asked next is one of these groups.
fn is_asked_here(scene: Scene<'_>, groups: &[&Group]) -> bool {
    let Some(Field::Finding(id)) = scene.state.visit.next_question() else { return false };
    let group = scene.knowledge.finding(id).map(|finding| &finding.group);
    groups.iter().any(|one| Some(&one.id) == group)
}

fn presses_a(ui: &Ui, scene: Scene<'_>) -> bool {
    let is_free = scene.state.dialogs.is_empty() && !ui.ctx().text_edit_focused();
    is_free && ui.is_enabled() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::A))
}

/// Which former answers "All no" leaves out; none where there is none.
fn skipped(scene: Scene<'_>, groups: &[&Group]) -> Option<String> {
    let former = scene.state.visit.work().intake.former_yes(scene.knowledge);
    let is_here = |one: &&&crate::knowledge::schema::ScreeningQuestion| {
        groups.iter().any(|group| group.id == one.group)
    };
    match former.iter().filter(is_here).count() {
        0 => None,
        count => Some(format!("skips {count} former yes")),
    }
}
