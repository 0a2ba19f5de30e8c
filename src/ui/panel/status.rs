//! The line at the bottom: saved or not, what is being done, how the check stands, and how much
//! the practice holds.

use eframe::egui::{self, Button, Frame, Margin, RichText, Ui};

use crate::app::action::{Action, Outbox, PracticeAction};
use crate::app::command::Command;
use crate::app::files::shown_path;
use crate::app::practice::OpenPractice;
use crate::app::state::Busy;
use crate::text::agreeing;
use crate::ui::scene::Scene;
use crate::ui::widget::{link, secondary};
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
            // Where nothing is being made there is nothing to say about it.
            if !scene.state.is_at_start() && !scene.state.waits_for_client() {
                saved_ui(ui, scene, out);
                ui.add_space(10.0);
                if let Some(busy) = scene.state.busy {
                    ui.label(secondary(scene.colours, busy.label()));
                    if busy == Busy::ChoosingToSave {
                        let stop = link(ui, scene.colours, "Cancel");
                        if stop.on_hover_text("Stop waiting for the file dialog").clicked() {
                            out.practice(PracticeAction::StopTask);
                        }
                    }
                    ui.add_space(10.0);
                }
                ui.label(secondary(scene.colours, checked(scene)));
            }
            indexing_ui(ui, scene, out);
            let open = scene.state.practice.open();
            for (words, trouble) in [
                ("Unsaved work can't be kept", open.and_then(|open| open.draft_trouble.as_deref())),
                (
                    "An old draft can't be deleted",
                    open.and_then(|open| open.draft_stays.as_deref()),
                ),
                (
                    "Some unsaved work can't be read",
                    open.and_then(|open| open.damaged_drafts.as_deref()),
                ),
            ] {
                if let Some(trouble) = trouble {
                    ui.add_space(10.0);
                    let text = RichText::new(words).color(scene.colours.care);
                    ui.label(text.font(theme::regular(theme::SMALL))).on_hover_text(trouble);
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                right_ui(ui, scene, out);
            });
        });
    });
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
    let label = ui.label(RichText::new(text).font(theme::regular(theme::SMALL)).color(colour));
    if let Some(path) = state.visit.stored.file() {
        label.on_hover_text(shown_path(path).0);
    }
    if Command::DiscardChanges.enabled(state).is_ok() {
        let discard = Button::new(secondary(colours, "Discard").underline()).frame(false);
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
    ui.add_space(10.0);
    ui.request_repaint_after(std::time::Duration::from_millis(200));
}

fn right_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let text = format!("Guidance {}", scene.knowledge.version());
    let button = egui::Button::new(secondary(scene.colours, text)).frame(false);
    if ui.add(button).on_hover_text("About the guidance and sources").clicked() {
        out.send(Action::About);
    }
    let Some(open) = scene.state.practice.open() else { return };
    ui.add_space(8.0);
    ui.add(egui::Label::new(secondary(scene.colours, about(open))).truncate());
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

fn checked(scene: Scene<'_>) -> String {
    let standing = scene.state.visit.standing();
    let (answered, all) = standing.progress;
    match &standing.plan {
        Some(plan) if plan.referral.is_none() => {
            let (conflicts, warnings) = standing.counts();
            let conflicts = match conflicts {
                0 => "no conflicts".to_owned(),
                some => several(some, "conflict"),
            };
            if warnings == 0 {
                return format!("Plan checked: {conflicts}");
            }
            let warned = several(warnings, "warning");
            // An answered warning stays one; what still waits is counted apart.
            match standing.open_warnings() {
                open if open == warnings => format!("Plan checked: {conflicts}, {warned}"),
                0 => format!("Plan checked: {conflicts}, {warned}, none open"),
                open => format!("Plan checked: {conflicts}, {warned}, {} open", grouped(open)),
            }
        }
        Some(_) => "Plan withheld".to_owned(),
        None => format!("Intake: {answered} of {all} answered"),
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
