//! How the session went, as it was written down; what was written down before stays beneath it.

use eframe::egui::{CollapsingHeader, Ui};

use super::answers::pairs_ui;
use crate::app::closing::{ToldFact, told};
use crate::app::reading::Reading;
use crate::export::note::entry_words;
use crate::model::{Entry, Outcome, OwnNote};
use crate::ui::scene::Scene;
use crate::ui::widget::{card, heading, secondary, section_title};

/// The card; nothing where it isn't known how the session went.
pub(super) fn outcome_ui(ui: &mut Ui, scene: Scene<'_>, reading: &Reading) {
    let record = &*reading.record;
    let Some(outcome) = &record.outcome else { return };
    let saved = Entry { at: reading.saved, by: reading.by.clone() };
    let entry = record.entered.as_ref().unwrap_or(&saved);
    let facts = |outcome: &Outcome, own: &OwnNote| -> Vec<ToldFact> {
        told(record, outcome, own, scene.knowledge)
    };
    card(ui, scene.colours, Some(scene.colours.accent), |ui| {
        ui.horizontal_wrapped(|ui| {
            heading(ui, section_title(scene.colours, "How the session went"));
            let day = outcome.on.long();
            let word = if record.earlier.is_empty() { "entered" } else { "amended" };
            let said = format!("· {day} · {word} {}", entry_words(entry));
            ui.label(secondary(scene.colours, said));
        });
        pairs_ui(ui, scene, &facts(outcome, &record.own_note));
        for (at, earlier) in record.earlier.iter().enumerate() {
            let entered = earlier.entered.as_ref().map(entry_words);
            let entered = entered.map(|words| format!(" {words}")).unwrap_or_default();
            let title = format!("As first entered{entered}");
            let title = if at == 0 { title } else { format!("As amended{entered}") };
            let id = ("earlier outcome", reading.revision, at);
            CollapsingHeader::new(title).id_salt(id).default_open(false).show(ui, |ui| {
                pairs_ui(ui, scene, &facts(&earlier.outcome, &earlier.own_note));
            });
        }
    });
}
