//! A new practice, the sample practice, a new passphrase.

use eframe::egui::Ui;

use super::country::country_ui;
use super::{Buttons, TWICE, line, pair, path, tick, twice};
use crate::app::action::Outbox;
use crate::app::forms::{NewPassphrase, NewPractice, PathField};
use crate::store::vault::LOST_PASSPHRASE;
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, wrapped};

/// Where the practice is made, and who works there.
pub(super) fn new_practice_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut NewPractice,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "New practice");
    let text = "Clients and plans are kept in one folder of yours, as readable files. Nothing leaves \
                this computer by itself.";
    wrapped(ui, text);
    path(ui, scene, "Folder", &mut form.folder, PathField::Folder, out);
    line(
        ui,
        scene,
        "Name of the practice",
        &mut form.name,
        "Optional; shown at the bottom of the window",
    );
    pair(ui, |columns| {
        let [left, right] = columns else { return };
        line(
            left,
            scene,
            "Your name",
            &mut form.therapist,
            "Optional; saved with each plan as its author",
        );
        country_ui(right, scene, &mut form.country);
    });
    tick(ui, scene, &mut form.seals, "Seal it with a passphrase");
    if form.seals {
        wrapped(ui, secondary(scene.colours, LOST_PASSPHRASE));
        twice(ui, scene, &mut form.passphrase);
    } else {
        let text = "It can be sealed later, in its settings.";
        wrapped(ui, secondary(scene.colours, text));
    }
    let untyped = form.seals && form.passphrase.is_empty();
    Buttons::of("Create practice")
        .unless(form.folder.trim().is_empty(), "Where should the practice be kept?")
        .unless(untyped, TWICE)
}

/// Where the sample practice is written.
pub(super) fn sample_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    folder: &mut String,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Try the sample practice");
    let text = "Twelve made-up clients and their plans are written into a new folder. Change \
                what you like, and delete the folder when you are done.";
    wrapped(ui, text);
    path(ui, scene, "Folder", folder, PathField::Folder, out);
    let nowhere = folder.trim().is_empty();
    Buttons::of("Write and open it").unless(nowhere, "Where should the sample practice go?")
}

/// A passphrase for the practice.
pub(super) fn passphrase_ui(ui: &mut Ui, scene: Scene<'_>, form: &mut NewPassphrase) -> Buttons {
    let (heading, text, submit) = if form.replaces {
        let text = "The recovery key stays the same. Older copies of the practice, such as \
                    backups, still open with the old passphrase.";
        ("Change the passphrase", text, "Change it")
    } else {
        let text = "Every file is rewritten, unreadable without the passphrase. The folder as it \
                    was stays beside it until you delete it.";
        ("Seal this practice", text, "Seal it")
    };
    title(ui, heading);
    wrapped(ui, text);
    wrapped(ui, LOST_PASSPHRASE);
    twice(ui, scene, form);
    Buttons::of(submit).unless(form.is_empty(), TWICE)
}
