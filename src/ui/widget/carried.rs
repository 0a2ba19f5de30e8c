//! What was filled in from an earlier visit: marked at its name, confirmed card by card.

use eframe::egui::{self, Label, RichText, Sense, Ui};

use super::{asked_name, link, secondary};
use crate::model::Day;
use crate::ui::action::{Change, Outbox};
use crate::ui::app::Cx;
use crate::ui::draft::{Fact, Field};
use crate::ui::icons;

/// The room of the mark before a name.
pub const CARRIED_WIDTH: f32 = 16.0;

/// A day without its year, such as "10 Nov".
fn short(day: Day) -> String {
    day.date().strftime("%-d %b").to_string()
}

/// The name of a field, with a mark where its content is from an earlier visit and not confirmed.
/// A press on it tells why it is asked, where the knowledge says so.
pub fn field_name(ui: &mut Ui, cx: Cx<'_>, field: &Field, name: &str, out: &mut Outbox) {
    let fact = Fact::of_field(field);
    let intake = &cx.state.work.intake;
    let from = intake.carried.as_ref().map(|carried| carried.from);
    let from = from.filter(|_| fact.is_some_and(|fact| intake.is_carried(&fact)));
    let plain = |ui: &mut Ui, said: &str, words: RichText, out: &mut Outbox| {
        if let Some(asked) = field.asked() {
            asked_name(ui, cx, (&asked, said), words, Sense::CLICK, out);
        } else {
            let label = ui.add(Label::new(words).sense(Sense::hover()));
            label.accessible_name(said.to_owned());
        }
    };
    let Some(from) = from else {
        return plain(ui, name, RichText::new(name), out);
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.horizontal(|ui| {
            let about = format!("From {}, not confirmed", short(from));
            let icon = icons::text(icons::CARRIED, 13.0).color(cx.palette.info);
            ui.label(icon).on_hover_text(about.as_str());
            let words = RichText::new(name).color(cx.palette.info);
            plain(ui, &format!("{name}, from {}, not confirmed", short(from)), words, out);
        });
    });
}

/// What of a card is from an earlier visit, and one press to confirm it; nothing where nothing is.
/// For a layout from right to left.
pub fn carried_head(
    ui: &mut Ui,
    cx: Cx<'_>,
    card: &str,
    is_here: impl Fn(&Fact) -> bool,
    out: &mut Outbox,
) {
    let Some(carried) = &cx.state.work.intake.carried else { return };
    let facts: Vec<Fact> = carried.facts.iter().filter(|fact| is_here(fact)).cloned().collect();
    if facts.is_empty() {
        return;
    }
    let confirm = link(ui, cx.palette, "Confirm all");
    if confirm.accessible_name(format!("Confirm all: {card}")).clicked() {
        out.change(Change::Confirm(facts.clone()));
    }
    ui.add_space(4.0);
    let count = match facts.len() {
        1 => String::new(),
        count => format!("{count} "),
    };
    let text = format!("{count}from {}, not confirmed", short(carried.from));
    ui.label(secondary(cx.palette, text).color(cx.palette.info));
    ui.spacing_mut().item_spacing.x = 3.0;
    ui.label(icons::text(icons::CARRIED, 13.0).color(cx.palette.info));
    ui.spacing_mut().item_spacing.x = egui::style::Spacing::default().item_spacing.x;
}
