//! Taking the passphrase of a practice off, and deleting the folders that sealing left.

use eframe::egui::{RichText, ScrollArea, Ui};

use super::{Buttons, secret};
use crate::app::files::shown_path;
use crate::app::forms::DiscardForm;
use crate::store::vault::{KEPT_COPIES, Leftover, Role};
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{outline_marks, secondary, wrapped};

/// What unsealing means.
pub(super) fn unseal_ui(ui: &mut Ui, scene: Scene<'_>) -> Buttons {
    title(ui, "Unseal this practice?");
    let text = "Every file is rewritten, readable by anyone who opens the folder. The passphrase \
                and the recovery key are not needed any more. The sealed folder stays beside it \
                until you delete it.";
    wrapped(ui, text);
    let text = "No other computer may work on the practice meanwhile.";
    wrapped(ui, RichText::new(text).color(scene.colours.care));
    Buttons::of("Unseal it")
}

/// Which old folder is deleted.
pub(super) fn discard_ui(ui: &mut Ui, scene: Scene<'_>, form: &mut DiscardForm) -> Buttons {
    title(ui, "Earlier copies");
    let text = "Sealing and unsealing leave a copy of the practice beside it. What only the copy \
                holds is taken over before it is deleted.";
    wrapped(ui, text);
    let list = ScrollArea::vertical().id_salt("earlier copies").max_height(160.0);
    list.show(ui, |ui| {
        for (at, old) in form.found.iter().enumerate() {
            let whole = shown_path(&old.path).0;
            // It lies beside the practice: the name alone tells it from the others.
            let name = old.path.file_name().unwrap_or(old.path.as_os_str()).to_string_lossy();
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                outline_marks(ui, scene.colours);
                let text = RichText::new(about(old)).color(scene.colours.ink);
                let choice = ui.radio(form.chosen == at, text);
                let choice = choice.accessible_name(format!("{}: {whole}", about(old)));
                if choice.clicked() {
                    form.chosen = at;
                    form.passphrase = None;
                }
                ui.horizontal(|ui| {
                    // Under the words of its choice.
                    ui.add_space(ui.spacing().icon_width + ui.spacing().icon_spacing);
                    ui.label(secondary(scene.colours, name)).on_hover_text(whole);
                });
            });
        }
    });
    if let Some(passphrase) = &mut form.passphrase {
        secret(ui, scene, "Passphrase of the earlier copy", passphrase);
    }
    wrapped(ui, secondary(scene.colours, KEPT_COPIES));
    Buttons { grave: true, ..Buttons::of("Delete for good") }
}

fn about(old: &Leftover) -> &'static str {
    match old.role {
        Role::Old => "The practice as it was",
        Role::HalfMade => "A copy that was never finished",
        Role::HalfRemoved => "Deleting it was cut off",
    }
}
