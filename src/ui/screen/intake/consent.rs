//! What the client agreed to, with its date: treatment, work on the buttocks, draping, records.
//!
//! Kept with the client, not with the plan. Never in the way of a plan: the words say what is
//! open.

use eframe::egui::{Button, Frame, Link, Margin, RichText, Sense, TextEdit, Ui};

use crate::app::action::{Action, ConsentAction, Outbox};
use crate::app::command::Command;
use crate::knowledge::schema::Asked;
use crate::model::{Client, Consent, ConsentItem, Day};
use crate::ui::scene::Scene;
use crate::ui::widget::{
    AskedName, asked_keys, asked_name, bold, call_button, chip, secondary, text_width,
};
use crate::ui::{icons, theme};

const ICON: f32 = 14.0;
const GAP: f32 = 5.0;

/// The day on which an item was agreed to last.
fn agreed(client: &Client, item: ConsentItem) -> Option<Day> {
    let covers = |consent: &&Consent| consent.covers.contains(&item);
    client.consents.iter().filter(covers).map(|consent| consent.on).max()
}

fn needs_guardian(scene: Scene<'_>, client: &Client) -> bool {
    let day = scene.state.visit.work().intake.day().unwrap_or(scene.state.today);
    client.guardian.is_none() && client.may_be_minor(day)
}

/// The card; nothing where no client of a practice is chosen.
pub fn consent_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(client) = scene.state.chosen_client() else { return };
    let open = scene.state.open_consents();
    let guardian = needs_guardian(scene, client);
    if open.is_empty() && !guardian {
        recorded(ui, scene, client);
        return;
    }
    let frame = Frame::NONE
        .fill(scene.colours.panel)
        .stroke((1.0, scene.colours.line))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(12, 7));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        if !open.is_empty() {
            items(ui, scene, client, &open, out);
        }
        if guardian {
            guardian_ui(ui, scene, out);
        }
    });
    ui.add_space(theme::GRID);
}

/// One quiet line once everything is recorded.
fn recorded(ui: &mut Ui, scene: Scene<'_>, client: &Client) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(icons::text(icons::DONE, 14.0).color(scene.colours.accent));
        let days = || ConsentItem::ALL.into_iter().filter_map(|item| agreed(client, item));
        let text = match (days().min(), days().max()) {
            (Some(first), Some(last)) if first < last => {
                format!("Consent recorded, {} to {}", first.long(), last.long())
            }
            (first, _) => format!("Consent recorded, {}", first.map(Day::long).unwrap_or_default()),
        };
        let shown = ui.label(secondary(scene.colours, text));
        let lines = ConsentItem::ALL.into_iter().filter_map(|item| {
            let on = agreed(client, item)?;
            Some(format!("{}: {on}", item.label()))
        });
        shown.on_hover_text(lines.collect::<Vec<_>>().join("\n"));
    });
}

fn items(ui: &mut Ui, scene: Scene<'_>, client: &Client, open: &[ConsentItem], out: &mut Outbox) {
    let colours = scene.colours;
    ui.horizontal_wrapped(|ui| {
        let asked = AskedName { asked: &Asked::Consent, name: "Consent" };
        asked_name(ui, scene, asked, bold("Consent"), Sense::CLICK, out);
        let none = open.len() == ConsentItem::ALL.len();
        let text = if none { "none recorded" } else { "not recorded yet" };
        ui.label(secondary(colours, text).color(colours.care));
        for item in ConsentItem::ALL {
            if let Some(on) = agreed(client, item) {
                ui.label(icons::text(icons::DONE, 13.0).color(colours.accent));
                let shown = ui.label(secondary(colours, item.label()));
                shown.on_hover_text(format!("Agreed {}", on.long()));
                continue;
            }
            let on = !scene.state.visit.consent.left_out.contains(&item);
            let shown = chip(ui, colours, on, "Consent", item.label());
            asked_keys(ui, scene, asked, &shown, false, out);
            if shown.clicked() {
                out.send(Action::Consent(ConsentAction::Tick(item)));
            }
        }
        let command = Command::RecordConsent;
        let text = RichText::new("Agreed today").font(theme::semibold(theme::BODY));
        let button = Button::new(text.color(colours.accent));
        let button = ui.add_enabled(command.enabled(scene.state).is_ok(), button);
        let button = button.accessible_name("Record consent with today's date");
        let about = "Records today's date for what is marked, in the client's own record.";
        if button.on_hover_text(about).clicked() {
            out.send(command.action(scene.state));
        }
    });
}

fn guardian_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let colours = scene.colours;
    ui.horizontal_wrapped(|ui| {
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
        if field.changed() {
            out.send(Action::Consent(ConsentAction::Guardian(name.clone())));
        }
        let button = Button::new(bold("Consented today").color(colours.accent));
        let named = !name.trim().is_empty();
        let button = ui.add_enabled(named && scene.state.busy.is_none(), button);
        if button.accessible_name("Record the guardian's consent").clicked() {
            out.send(Action::Consent(ConsentAction::RecordGuardian));
        }
    });
}

/// A press that leads to what isn't recorded yet, in a line of other words; nothing where all is.
pub fn unrecorded_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(client) = scene.state.chosen_client() else { return };
    let items = scene.state.open_consents();
    let shown = if items.len() == ConsentItem::ALL.len() {
        "No consent recorded"
    } else {
        "Consent not complete"
    };
    let mut open: Vec<String> = items.into_iter().map(|item| item.label().to_lowercase()).collect();
    if needs_guardian(scene, client) {
        open.push("a guardian's consent".to_owned());
    }
    if open.is_empty() {
        return;
    }
    let missing = format!("{shown}: {}", open.join(", "));
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
            out.send(Action::ShowIntake);
        }
    });
}
