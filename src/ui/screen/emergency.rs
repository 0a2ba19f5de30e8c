//! What to do first in an emergency, and the number to call in the practice's country.
//!
//! The words come from the knowledge, the numbers from the list of countries.

use eframe::egui::{self, Color32, Frame, Label, Margin, RichText, Ui};

use crate::app::action::{Action, Outbox};
use crate::app::explanation::Explanation;
use crate::knowledge::countries::{Country, country};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{bold, link, secondary, wrapped};

/// What to do, with the number beside it.
pub fn first_ui(ui: &mut Ui, scene: Scene<'_>, ink: Color32, out: &mut Outbox) {
    if ui.available_width() < 560.0 {
        number_ui(ui, scene, ink);
        steps_ui(ui, scene, ink, out);
        return;
    }
    ui.horizontal_top(|ui| {
        let beside = 200.0;
        let width = (ui.available_width() - beside - 24.0).max(0.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            steps_ui(ui, scene, ink, out);
        });
        ui.add_space(12.0);
        ui.vertical(|ui| {
            ui.set_width(beside);
            number_ui(ui, scene, ink);
        });
    });
}

fn steps_ui(ui: &mut Ui, scene: Scene<'_>, ink: Color32, out: &mut Outbox) {
    let first = &scene.knowledge.session().texts.emergency_first;
    ui.spacing_mut().item_spacing.y = 7.0;
    for (at, step) in first.iter().enumerate() {
        ui.horizontal_top(|ui| {
            let number = RichText::new(format!("{}", at + 1)).font(theme::semibold(16.0));
            let size = egui::vec2(14.0, 20.0);
            ui.add_sized(size, Label::new(number.color(ink)));
            let text = RichText::new(step.text.as_str()).color(scene.colours.ink);
            let font = if at < 2 { theme::semibold(16.0) } else { theme::regular(15.0) };
            ui.add(Label::new(text.font(font)).wrap());
        });
    }
    let why = link(ui, scene.colours, "Why");
    if why.accessible_name("Why: what to do first").clicked() {
        let mut sources = Vec::new();
        for source in first.iter().flat_map(|step| &step.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        out.send(Action::Explain(Explanation {
            title: "What to do first".to_owned(),
            paragraphs: first.iter().map(|step| step.text.clone()).collect(),
            sources,
        }));
    }
}

/// The country that the practice has set.
fn here(scene: Scene<'_>) -> Option<&'static Country> {
    let code = scene.state.practice.open()?.settings.country.as_deref()?;
    country(code)
}

fn number_ui(ui: &mut Ui, scene: Scene<'_>, ink: Color32) {
    let colours = scene.colours;
    let frame = Frame::NONE
        .fill(colours.panel)
        .stroke((1.0, ink))
        .corner_radius(theme::CARD_RADIUS)
        .inner_margin(Margin::symmetric(14, 10));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        let Some(country) = here(scene) else {
            wrapped(ui, bold("Emergency number not known here").color(ink));
            let text = match scene.state.practice.open() {
                Some(_) => {
                    "Look it up now. It shows here once the practice's settings name the \
                            country."
                }
                None => {
                    "Look it up now. It shows here in a practice whose settings name the \
                         country."
                }
            };
            wrapped(ui, text);
            return;
        };
        ui.horizontal(|ui| {
            ui.label(icons::text(icons::CALL, 20.0).color(ink));
            let mut numbers = country.numbers.iter();
            if let Some(first) = numbers.next() {
                let text = RichText::new(first.as_str()).font(theme::semibold(34.0));
                let shown = ui.add(egui::Label::new(text.color(ink)).selectable(true));
                let shown = shown.accessible_name(format!("Emergency number: {first}"));
                // A press marks it, to be copied; it does nothing that a button would.
                ui.accesskit_node_builder(shown.id, |node| {
                    node.remove_action(egui::accesskit::Action::Click);
                });
            }
            for other in numbers {
                let text = format!("or {other}");
                ui.label(RichText::new(text).font(theme::semibold(16.0)));
            }
        });
        ui.label(bold(country.name.as_str()));
        wrapped(ui, secondary(colours, country.source.as_str()));
    });
}
