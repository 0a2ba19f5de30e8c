//! What the client agreed to, with its date: treatment, work on the buttocks, draping, records.
//!
//! Kept with the client, not with the plan. Never in the way of a plan: the words say what is
//! open.

use eframe::egui::{Button, Label, Link, Response, RichText, Sense, TextEdit, Ui, vec2};

use super::grid::{form_card, head, row};
use crate::app::action::{Action, ConsentAction, Outbox};
use crate::app::command::Command;
use crate::app::draft::Field;
use crate::knowledge::schema::Asked;
use crate::model::{Client, Consent, ConsentItem, Day};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Tint};
use crate::ui::widget::{
    AskedName, asked_keys, asked_name, bold, call_button, finding_chip, mark, secondary, text_width,
};

/// What records that the client agrees.
const AGREED: &str = "Agreed today";
const ICON: f32 = 14.0;
const GAP: f32 = 5.0;

/// The day on which an item was agreed to last.
fn agreed(client: &Client, item: ConsentItem) -> Option<Day> {
    let covers = |consent: &&Consent| consent.covers.contains(&item);
    client.consents.iter().filter(covers).map(|consent| consent.on).max()
}

/// The card; nothing where no client of a practice is chosen. It keeps its room when all is recorded.
pub fn consent_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(client) = scene.state.chosen_client() else { return };
    form_card(ui, scene, None, |ui| {
        mark(ui, scene, &Field::Consent, |ui| {
            items(ui, scene, client, out);
            let day = scene.state.visit.work().intake.day().unwrap_or(scene.state.today);
            if client.may_be_minor(day) {
                ui.add_space(6.0);
                guardian_ui(ui, scene, client, out);
            }
        });
    });
}

/// What is said beside the title: what is recorded, and since when.
fn recorded(scene: Scene<'_>, client: &Client) -> (bool, String) {
    let open = scene.state.open_consents().len();
    let last = ConsentItem::ALL.into_iter().filter_map(|item| agreed(client, item)).max();
    let all = ConsentItem::ALL.len();
    match last {
        Some(last) if open == 0 => (true, format!("all {all}, last {}", last.long())),
        None => (false, "none recorded".to_owned()),
        Some(_) => (false, format!("{open} not recorded yet")),
    }
}

fn items(ui: &mut Ui, scene: Scene<'_>, client: &Client, out: &mut Outbox) {
    let colours = scene.colours;
    let (is_complete, said) = recorded(scene, client);
    let title = |ui: &mut Ui, out: &mut Outbox| {
        let asked = AskedName { asked: &Asked::Consent, name: "Consent" };
        asked_name(ui, scene, asked, bold("Consent"), Sense::CLICK, out);
        let ink = if is_complete { colours.secondary } else { colours.care };
        ui.add(Label::new(secondary(colours, said.as_str()).color(ink)).truncate());
    };
    let button = |ui: &mut Ui, out: &mut Outbox| record_ui(ui, scene, out);
    let room = text_width(ui, AGREED, theme::semibold(theme::BODY));
    let room = room + 2.0 * ui.spacing().button_padding.x;
    head(ui, out, "Consent", &title, Some((room, &button)));
    // The button is higher than the head.
    ui.add_space(2.0);
    row(ui, |ui| {
        let asked = AskedName { asked: &Asked::Consent, name: "Consent" };
        let calm = Tint { ink: colours.accent, ground: colours.accent_ground };
        for item in ConsentItem::ALL {
            let on = agreed(client, item);
            let left_out = scene.state.visit.consent.left_out.contains(&item);
            let answer = match (on, left_out) {
                (Some(_), _) => Some(true),
                (None, true) => Some(false),
                (None, false) => None,
            };
            let name = format!("Consent: {}", item.label());
            let shown = finding_chip(ui, colours, (&name, item.label()), answer, calm);
            asked_keys(ui, scene, asked, &shown, false, out);
            // Where nothing is left to be recorded as it is marked, one begins with the first mark.
            if scene.state.open_consents().first() == Some(&item)
                && scene.state.ticked_consents().is_empty()
            {
                focus_if_asked(scene, &shown);
            }
            if let Some(on) = on {
                shown.on_hover_text(format!("Agreed {}", on.long()));
            } else if shown.clicked() {
                out.send(Action::Consent(ConsentAction::Tick(item)));
            }
        }
    });
}

/// Gives the focus to where one begins, when consent is asked for.
fn focus_if_asked(scene: Scene<'_>, control: &Response) {
    if control.enabled() && scene.is_jumped_to(&Field::Consent) {
        control.request_focus();
    }
}

/// Records what isn't left out, with the date of today.
fn record_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let command = Command::RecordConsent;
    let text = RichText::new(AGREED).font(theme::semibold(theme::BODY));
    let button = Button::new(text.color(scene.colours.accent)).min_size(vec2(0.0, 24.0));
    let button = ui.add_enabled(command.enabled(scene.state).is_ok(), button);
    let button = button.accessible_name("Agreed today: consent");
    focus_if_asked(scene, &button);
    let about = "Records today's date for what is marked, in the client's own record.";
    if button.on_hover_text(about).clicked() {
        out.send(command.action(scene.state));
    }
}

fn guardian_ui(ui: &mut Ui, scene: Scene<'_>, client: &Client, out: &mut Outbox) {
    let colours = scene.colours;
    row(ui, |ui| {
        if let Some(guardian) = &client.guardian {
            icons::sign(ui, icons::DONE, 14.0, colours.accent);
            let text = format!("Guardian: {}, consented {}", guardian.name, guardian.on.long());
            ui.label(secondary(colours, text));
            return;
        }
        let icon = icons::severity(crate::model::Severity::Warn);
        ui.label(icons::text(icon, 14.0).color(colours.care));
        let text = format!("May be under {}: a guardian has to consent.", Client::ADULT_YEARS);
        let asked = AskedName { asked: &Asked::Guardian, name: "A guardian's consent" };
        asked_name(ui, scene, asked, bold(text).color(colours.care), Sense::CLICK, out);
        let mut name = scene.state.visit.consent.guardian.clone();
        let edit = TextEdit::singleline(&mut name)
            .id_salt(("guardian", scene.state.visit.generation))
            .hint_text("Guardian's name")
            .desired_width(160.0);
        let field = ui.add(edit).accessible_name("Guardian's name");
        asked_keys(ui, scene, asked, &field, true, out);
        // Where the guardian's is all that is missing, one begins here.
        if scene.state.open_consents().is_empty() {
            focus_if_asked(scene, &field);
        }
        if field.changed() {
            out.send(Action::Consent(ConsentAction::Guardian(name.clone())));
        }
        let button = Button::new(bold("Consented today").color(colours.accent));
        let named = !name.trim().is_empty();
        let button = ui.add_enabled(named && scene.state.busy.is_none(), button);
        if button.accessible_name("Consented today: guardian").clicked() {
            out.send(Action::Consent(ConsentAction::RecordGuardian));
        }
    });
}

/// A press that leads to what isn't recorded yet, in a line of other words; nothing where all is.
pub fn unrecorded_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(missing) = scene.state.unrecorded_consent() else { return };
    let shown = missing.split(':').next().unwrap_or_default();
    let words = text_width(ui, shown, theme::semibold(theme::BODY));
    // The mark alone, where the words have no room.
    let is_whole = ui.available_size_before_wrap().x >= words + ICON + 2.0 * GAP;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let colour = scene.colours.care;
        let icon = icons::text(icons::severity(crate::model::Severity::Warn), ICON).color(colour);
        let link = if is_whole {
            ui.label(icon);
            Link::new(bold(shown).color(colour))
        } else {
            Link::new(icon)
        };
        let link = ui.add(link).on_hover_text(missing.as_str());
        call_button(&link, &missing);
        if link.clicked() {
            out.send(Action::JumpTo(Field::Consent));
        }
    });
}
