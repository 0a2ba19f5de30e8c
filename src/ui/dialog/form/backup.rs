//! A practice into one file, and back.

use eframe::egui::Ui;

use super::{Buttons, TWICE, path, secret, tick, twice};
use crate::app::action::Outbox;
use crate::app::forms::{BackUpForm, PathField, RestoreForm};
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, wrapped};

/// Where the backup is written.
pub(super) fn back_up_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut BackUpForm,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Back up the practice");
    let text = "Everything in the practice goes into one file, which is read back and compared \
                before it gets its name.";
    wrapped(ui, text);
    let before = form.file.clone();
    path(ui, scene, "File", &mut form.file, PathField::NewFile, out);
    // Leave to replace a file is for the name that it was given for.
    form.replaces &= form.file == before;
    let sealed = scene.state.practice.open().is_some_and(|open| open.store.seal().is_some());
    tick(ui, scene, &mut form.seals, "Seal the backup with a passphrase");
    if form.seals {
        wrapped(ui, secondary(scene.colours, "A lost passphrase means a lost backup."));
        twice(ui, scene, &mut form.passphrase);
    } else if sealed {
        let text = "The practice is sealed, and so are its records in the backup.";
        wrapped(ui, secondary(scene.colours, text));
    } else {
        let text = "Without a passphrase, whoever has the file can read it.";
        wrapped(ui, secondary(scene.colours, text));
    }
    let untyped = form.seals && form.passphrase.is_empty();
    Buttons::of(if form.replaces { "Replace the file" } else { "Back up" })
        .unless(form.file.trim().is_empty(), "Where should the backup go?")
        .unless(untyped, TWICE)
}

/// Which backup is brought back, and where.
pub(super) fn restore_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut RestoreForm,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Restore a backup");
    let text = "The practice is written into a new or empty folder. What is open stays as it is.";
    wrapped(ui, text);
    let before = form.file.clone();
    path(ui, scene, "Backup", &mut form.file, PathField::File, out);
    // Leave to take any size is for the file that it was given for.
    form.any_size &= form.file == before;
    path(ui, scene, "Folder", &mut form.folder, PathField::Folder, out);
    if let Some(passphrase) = &mut form.passphrase {
        secret(ui, scene, "Passphrase of the backup", passphrase);
    }
    Buttons::of(if form.any_size { "Restore at this size" } else { "Restore" })
        .unless(form.file.trim().is_empty(), "Which backup should be restored?")
        .unless(form.folder.trim().is_empty(), "Into which folder?")
}
