//! The line at the bottom: saved or not, what is being done, how the check stands, and how much
//! the practice holds.

use eframe::egui::{
    self, Align, Button, Frame, Label, Layout, Margin, Response, RichText, Ui, UiBuilder,
};

use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::command::Command;
use crate::app::files::shown_path;
use crate::app::practice::OpenPractice;
use crate::app::state::{Busy, Page};
use crate::text::{agreeing, capital};
use crate::ui::scene::Scene;
use crate::ui::widget::{link, secondary, text_width};
use crate::ui::{icons, layout, theme};

pub fn status_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let frame = Frame::NONE.fill(scene.colours.panel).inner_margin(Margin::symmetric(14, 0));
    let panel = egui::Panel::bottom("status").exact_size(layout::status_height(ui));
    panel.frame(frame).show(ui, |ui| {
        if scene.state.busy.is_some_and(Busy::blocks) {
            super::hold_still(ui);
        }
        super::call_place(ui, egui::Role::ContentInfo, "Status");
        ui.horizontal_centered(|ui| {
            // What stands at the right keeps its room: the words before it are cut where both have none.
            let room = ui.available_rect_before_wrap();
            let end = room.right() - guidance_width(ui, scene);
            let layout = Layout::left_to_right(Align::Center);
            let left =
                UiBuilder::new().id_salt("left").max_rect(room.with_max_x(end)).layout(layout);
            let mut left = ui.new_child(left);
            left_ui(&mut left, scene, out);
            let begin = (left.min_rect().right() + GAP).min(end);
            let layout = Layout::right_to_left(Align::Center);
            let right = UiBuilder::new().id_salt("right").max_rect(room.with_min_x(begin));
            right_ui(&mut ui.new_child(right.layout(layout)), scene, out);
        });
    });
}

fn left_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let open = scene.state.practice.open();
    let troubles = open.map(troubles).unwrap_or_default();
    let wide = |(words, _): &(String, String)| GAP + small_width(ui, words);
    let kept: f32 = troubles.iter().map(wide).sum();
    if let Some(closing) = scene.state.shown_closing() {
        super::closing_status::closing_status_ui(ui, scene, closing, out);
    // Where nothing is being made there is nothing to say about it.
    } else if !scene.state.is_at_start() && !scene.state.waits_for_client() {
        saved_ui(ui, scene, out);
        ui.add_space(GAP);
        if let Some(busy) = scene.state.busy {
            ui.label(secondary(scene.colours, busy.label()));
            if busy == Busy::ChoosingToSave {
                let stop = link(ui, scene.colours, "Cancel");
                if stop.on_hover_text("Stop waiting for the file dialog").clicked() {
                    out.practice(PracticeAction::StopTask);
                }
            }
            ui.add_space(GAP);
        }
        // How the plan stands is said where it is in sight.
        if !matches!(scene.state.shown_page(), Page::Brief | Page::History) {
            checked_ui(ui, scene, kept);
        }
    }
    indexing_ui(ui, scene, out);
    for (words, trouble) in troubles {
        ui.add_space(GAP);
        let text = RichText::new(words).color(scene.colours.care);
        let text = Label::new(text.font(theme::regular(theme::SMALL))).truncate();
        ui.add(text).on_hover_text(trouble);
    }
}

/// A text that is cut where it would take the room of what comes after it, in points.
fn beside_ui(ui: &mut Ui, kept: f32, text: RichText) -> Response {
    let room = (ui.available_width() - kept).max(0.0);
    let shown = ui.scope(|ui| {
        ui.set_max_width(room);
        ui.add(Label::new(text).truncate())
    });
    shown.inner
}

/// How the check stands, in as many words as have room; none where none have.
fn checked_ui(ui: &mut Ui, scene: Scene<'_>, kept: f32) {
    let (whole, short) = checked(scene);
    let room = ui.available_width() - kept;
    let shown = [&whole, &short].into_iter().find(|text| small_width(ui, text) <= room);
    if let Some(shown) = shown {
        let label = ui.label(secondary(scene.colours, shown.as_str()));
        if *shown != whole {
            label.accessible_name(whole.as_str()).on_hover_text(&whole);
        }
    }
}

fn small_width(ui: &Ui, text: &str) -> f32 {
    text_width(ui, text, theme::regular(theme::SMALL))
}

/// What is wrong with drafts: in short, and in full.
fn troubles(open: &OpenPractice) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut add = |words: String, trouble: Option<String>| {
        all.extend(trouble.map(|trouble| (words, trouble)));
    };
    add("Unsaved work can't be kept".to_owned(), open.draft_trouble.clone());
    let stays: Vec<&str> = open.draft_stays.values().map(String::as_str).collect();
    let words = match stays.len() {
        0 | 1 => "An old draft can't be deleted".to_owned(),
        some => format!("{} old drafts can't be deleted", grouped(some)),
    };
    add(words, (!stays.is_empty()).then(|| stays.join("\n")));
    add("Some unsaved work can't be read".to_owned(), open.damaged_drafts.clone());
    all
}

/// What is said of changes that aren't saved.
fn unsaved(scene: Scene<'_>) -> &'static str {
    if scene.state.keeps_drafts() { "Unsaved changes, kept as a draft" } else { "Unsaved changes" }
}

/// Whether what is in the window is on the disk: always said, in words and by a sign.
fn saved_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let state = scene.state;
    let file = state.visit.stored.file().and_then(|path| path.file_name());
    let file = file.map(|name| name.to_string_lossy().into_owned());
    let file = file.or_else(|| state.visit.stored.record().map(|_| "Plan".to_owned()));
    let colours = scene.colours;
    let (icon, colour, mut text) = if state.visit.is_unsaved() {
        (icons::UNSAVED, colours.care, unsaved(scene).to_owned())
    } else {
        match (&file, &state.visit.saved_at) {
            (Some(file), Some(time)) => {
                (icons::DONE, colours.accent, format!("{file} saved {time}"))
            }
            (Some(file), None) => (icons::DONE, colours.accent, format!("{file} saved")),
            (None, _) if state.visit.standing().plan.is_some() => {
                (icons::UNSAVED, colours.care, "Plan not saved".to_owned())
            }
            (None, _) => (icons::NOTHING, colours.secondary, "Nothing to save".to_owned()),
        }
    };
    // When it was saved last, as long as there is something to go back to.
    if state.visit.is_unsaved()
        && let Some(time) = &state.visit.saved_at
    {
        text = format!("{text}, last saved {time}");
    }
    ui.spacing_mut().item_spacing.x = 5.0;
    icons::sign(ui, icon, 14.0, colour);
    let discards = Command::DiscardChanges.enabled(state).is_ok();
    let text = RichText::new(text).font(theme::regular(theme::SMALL)).color(colour);
    // What can be pressed beside it keeps its room.
    let beside = if discards { small_width(ui, DISCARD) + 8.0 } else { 0.0 };
    let label = beside_ui(ui, beside, text);
    if let Some(path) = state.visit.stored.file() {
        label.on_hover_text(shown_path(path).0);
    }
    if discards {
        let discard = Button::new(secondary(colours, DISCARD).underline()).frame(false);
        let discard = ui.add(discard).accessible_name(Command::DiscardChanges.row().text);
        if discard.on_hover_text(Command::DiscardChanges.row().tip).clicked() {
            out.send(Command::DiscardChanges.action(state));
        }
    }
}

/// What is being read of the practice, where the list of clients isn't there to say so.
fn indexing_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(open) = scene.state.practice.open() else { return };
    let Some(progress) = open.indexing.as_ref().map(|indexing| &indexing.progress) else { return };
    // What takes no longer than a glance needs no words.
    if scene.state.prefs.rail_open || progress.total() < 100 {
        return;
    }
    let text = format!("Reading {} of {}", progress.done(), progress.total());
    ui.label(secondary(scene.colours, text));
    let stop = link(ui, scene.colours, "Stop").on_hover_text("Stop reading the practice");
    if stop.clicked() {
        out.practice(PracticeAction::StopIndexing);
    }
    ui.add_space(GAP);
    ui.request_repaint_after(std::time::Duration::from_millis(200));
}

/// What is pressed to do away with what isn't saved.
const DISCARD: &str = "Discard";
/// Between two parts of the line.
const GAP: f32 = 10.0;
/// The least room in which the practice is named, in points.
const LEAST: f32 = 60.0;
/// What stands before the version of the guidance.
const BEFORE: f32 = 12.0;

fn guidance(scene: Scene<'_>) -> String {
    format!("Guidance {}", scene.knowledge.version())
}

/// The room of the version of the guidance, with what keeps it apart.
fn guidance_width(ui: &Ui, scene: Scene<'_>) -> f32 {
    let padding = 2.0 * ui.spacing().button_padding.x;
    small_width(ui, &guidance(scene)) + padding + BEFORE
}

fn right_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if let Some(print) = &scene.state.print {
        ui.label(secondary(scene.colours, print.about()));
        return;
    }
    let button = Button::new(secondary(scene.colours, guidance(scene))).frame(false);
    if ui.add(button).on_hover_text("About the guidance and sources").clicked() {
        out.send(Action::About);
    }
    let Some(open) = scene.state.practice.open() else { return };
    ui.add_space(8.0);
    // A few letters of it tell nobody anything.
    if ui.available_width() > LEAST {
        ui.add(Label::new(secondary(scene.colours, about(open))).truncate());
    }
}

/// The practice in a line.
fn about(open: &OpenPractice) -> String {
    let counts = open.counts;
    let clients = several(counts.clients, "client");
    let plans = several(counts.plans, "plan");
    let mut text = format!("{} · {clients} · {plans}", open.title());
    if open.store.seal().is_some() {
        let minutes = open.settings.lock_after_minutes;
        text = format!("{text} · locks after {minutes} min idle");
    }
    text
}

/// How the check stands: in whole and in short.
fn checked(scene: Scene<'_>) -> (String, String) {
    let standing = scene.state.visit.standing();
    let (answered, all) = standing.progress;
    match &standing.plan {
        Some(plan) if plan.referral.is_none() => {
            let (conflicts, warnings) = standing.counts();
            let conflicts = match conflicts {
                0 => "no conflicts".to_owned(),
                some => several(some, "conflict"),
            };
            let short = capital(&conflicts);
            if warnings == 0 {
                return (format!("Plan checked: {conflicts}"), short);
            }
            let warned = several(warnings, "warning");
            // An answered warning stays one; what still waits is counted apart.
            let whole = match standing.open_warnings() {
                open if open == warnings => format!("Plan checked: {conflicts}, {warned}"),
                0 => format!("Plan checked: {conflicts}, {warned}, none open"),
                open => format!("Plan checked: {conflicts}, {warned}, {} open", grouped(open)),
            };
            (whole, short)
        }
        Some(_) => ("Plan withheld".to_owned(), "Withheld".to_owned()),
        None => (format!("Intake: {answered} of {all} answered"), format!("{answered} of {all}")),
    }
}

fn several(count: usize, word: &str) -> String {
    format!("{} {word}{}", grouped(count), agreeing(count, "", "s"))
}

/// A number in groups of three, from five digits on.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(3812), "3812");
        assert_eq!(grouped(12_345), "12\u{a0}345");
        assert_eq!(grouped(1_000_000), "1\u{a0}000\u{a0}000");
        assert_eq!(several(1, "plan"), "1 plan");
    }
}
