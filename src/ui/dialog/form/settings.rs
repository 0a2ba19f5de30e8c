//! What the practice says about itself, and its passphrase.

use eframe::egui::{ScrollArea, Ui};

use super::country::country_ui;
use super::{Buttons, field, line, pair};
use crate::app::action::Outbox;
use crate::app::command::Command;
use crate::app::forms::{Sealing, SettingsForm};
use crate::store::vault::SEALED_BEFORE;
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{heading, link, secondary, section_title, wrapped};

pub(super) fn settings_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut SettingsForm,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Settings of the practice");
    let height = (ui.content_rect().height() - 210.0).clamp(180.0, 520.0);
    let fields = ScrollArea::vertical().id_salt("settings").max_height(height);
    fields.show(ui, |ui| {
        // The handle must not lie over the fields.
        ui.set_max_width((ui.available_width() - 12.0).max(0.0));
        line(ui, scene, "Name of the practice", &mut form.name, "");
        field(
            ui,
            scene,
            "Letterhead",
            &mut form.letterhead,
            "Printed at the top of exported pages",
            3,
        );
        pair(ui, |columns| {
            let [left, right] = columns else { return };
            line(
                left,
                scene,
                "Therapist",
                &mut form.therapist,
                "Saved with each plan as its author",
            );
            country_ui(right, scene, &mut form.country);
        });
        wrapped(
            ui,
            secondary(scene.colours, "The country decides which emergency number is shown."),
        );
        pair(ui, |columns| {
            let [left, right] = columns else { return };
            line(left, scene, "Usual length in minutes", &mut form.minutes, "");
            line(right, scene, "Records are kept for years", &mut form.retention_years, "");
        });
        sealing_ui(ui, scene, form, out);
    });
    Buttons::of("Save settings")
}

fn sealing_ui(ui: &mut Ui, scene: Scene<'_>, form: &mut SettingsForm, out: &mut Outbox) {
    ui.add_space(4.0);
    heading(ui, section_title(scene.colours, "Sealing"));
    let is_sealed = form.sealing != Sealing::Readable;
    if is_sealed {
        wrapped(ui, "Nobody reads this practice without its passphrase or its recovery key.");
        if form.sealing == Sealing::SealedBefore {
            wrapped(ui, SEALED_BEFORE);
        }
        let name = "Locks after minutes without a key or click";
        line(ui, scene, name, &mut form.lock_after_minutes, "");
    } else {
        wrapped(ui, "Whoever opens the folder can read this practice.");
    }
    ui.horizontal_wrapped(|ui| {
        let kinds: &[(&str, Command)] = if is_sealed {
            &[
                ("Change the passphrase…", Command::Passphrase),
                ("Recovery key…", Command::RecoveryKey),
                ("Unseal…", Command::Unseal),
                ("Readable records…", Command::Proposals),
                ("Earlier copies…", Command::OldFolders),
            ]
        } else {
            &[("Seal this practice…", Command::Seal), ("Earlier copies…", Command::OldFolders)]
        };
        for (label, command) in kinds {
            if link(ui, scene.colours, label).clicked() {
                out.send(command.action(scene.state));
            }
        }
    });
}
