//! What was filled in from an earlier visit: marked at its name, confirmed in one line. Words of
//! another day, quoted.

use eframe::egui::{Align, Label, Layout, Rect, RichText, Sense, Ui, vec2};

use super::{AskedName, asked_name, bold, secondary, text_width};
use crate::app::action::{Change, Outbox};
use crate::app::draft::{Field, Quote};
use crate::text::counted;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};

/// The room of the mark before a name.
pub const CARRIED_WIDTH: f32 = 16.0;

/// How high the line about unconfirmed facts is.
const LINE: f32 = 26.0;

/// The name of a field, with a mark where its content is from an earlier visit and not confirmed.
/// A press on it tells why it is asked, where the knowledge says so.
pub fn field_name(ui: &mut Ui, scene: Scene<'_>, field: &Field, name: &str, out: &mut Outbox) {
    field_shown(ui, scene, field, (name, RichText::new(name)), out);
}

/// The same in the weight that emphasises, for the question of a card.
pub fn field_title(ui: &mut Ui, scene: Scene<'_>, field: &Field, out: &mut Outbox) {
    let name = scene.label(field);
    field_shown(ui, scene, field, (&name, bold(name.as_str())), out);
}

/// The same in words that are set already: what it is called, and what shows of that.
pub fn field_shown(
    ui: &mut Ui,
    scene: Scene<'_>,
    field: &Field,
    (name, shown): (&str, RichText),
    out: &mut Outbox,
) {
    let intake = &scene.state.visit.work().intake;
    let is_carried = field.fact(scene.knowledge).is_some_and(|fact| intake.is_carried(fact));
    let from = if is_carried { intake.carried.as_ref().map(|carried| carried.from) } else { None };
    let plain = |ui: &mut Ui, said: &str, words: RichText, out: &mut Outbox| {
        if let Some(asked) = field.asked() {
            let asked = AskedName { asked: &asked, name: said };
            asked_name(ui, scene, asked, words, Sense::CLICK, out);
        } else {
            let label = ui.add(Label::new(words).sense(Sense::hover()));
            label.accessible_name(said.to_owned());
        }
    };
    let Some(from) = from else {
        return plain(ui, name, shown, out);
    };
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.horizontal(|ui| {
            let about = format!("From {}, not confirmed", from.short());
            let icon = icons::text(icons::CARRIED, 13.0).color(scene.colours.info);
            ui.label(icon).on_hover_text(about.as_str());
            let words = shown.color(scene.colours.info);
            plain(ui, &format!("{name}, from {}, not confirmed", from.short()), words, out);
        });
    });
}

/// Less room than this shows no word.
const A_WORD: f32 = 120.0;

/// One line about the facts of an earlier visit: how many nobody confirmed, which, and one press to
/// confirm them. It keeps its room when they are confirmed; nothing where none came along.
pub fn unconfirmed_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let Some(carried) = &draft.carried else { return };
    let from = carried.from.short();
    let (icon, text) = match (carried.facts.len(), &scene.state.visit.confirmed) {
        (0, (count, Some(at))) => {
            (icons::YES, format!("{} confirmed {at}", counted(*count, "fact")))
        }
        (0, (_, None)) => (icons::YES, format!("Facts from {from} confirmed")),
        (count, _) => {
            (icons::CARRIED, format!("{} from {from} not confirmed", counted(count, "fact")))
        }
    };
    ui.horizontal(|ui| {
        ui.set_min_height(LINE);
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(icons::text(icon, 14.0).color(scene.colours.info));
        if carried.facts.is_empty() {
            ui.label(bold(text).color(scene.colours.ink));
            return;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(bold("Confirm").color(scene.colours.accent)).clicked() {
                out.change(Change::Confirm(carried.facts.iter().copied().collect()));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                // The day gives way before the sentence is cut, and words for shorter ones.
                let count = carried.facts.len();
                let short = format!("{} not confirmed", counted(count, "fact"));
                let fits = |text: &String| {
                    let width = text_width(ui, text, theme::semibold(theme::BODY));
                    width <= ui.available_width()
                };
                let least = || format!("{count} unconfirmed");
                let text = [text, short].into_iter().find(fits).unwrap_or_else(least);
                ui.add(Label::new(bold(text).color(scene.colours.ink)).truncate());
                if ui.available_width() < A_WORD {
                    return;
                }
                let words = match scene.state.visit.rescreen {
                    Some(day) if scene.state.visit.asked_anew => {
                        format!("the answers of {} don't count today", day.short())
                    }
                    _ => draft.unconfirmed_words(scene.knowledge).join(" · "),
                };
                let shown = secondary(scene.colours, words.as_str());
                ui.add(Label::new(shown).truncate()).on_hover_text(words);
            });
        });
    });
}

/// Words of another day: grey, behind a rule, never in a field. `cut` where they have one line, and
/// the rest at the pointer.
pub fn quote(ui: &mut Ui, colours: &Colours, quote: &Quote, cut: bool) {
    let text = format!("{}: “{}”", quote.on.short(), quote.text.trim());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 9.0;
        let (rule, _) = ui.allocate_exact_size(vec2(2.0, 0.0), Sense::hover());
        let words = Label::new(secondary(colours, text.as_str()));
        let shown = ui.add(if cut { words.truncate() } else { words.wrap() });
        let rule = Rect::from_x_y_ranges(rule.x_range(), shown.rect.y_range());
        ui.painter().rect_filled(rule, 0.0, colours.line);
        if cut {
            shown.on_hover_text(text);
        }
    });
}
