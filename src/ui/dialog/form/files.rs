//! Many documents at once: of whom, which, and where to.

use eframe::egui::{ScrollArea, Ui};

use super::{Buttons, path, tick};
use crate::app::action::Outbox;
use crate::app::forms::{FilesForm, FilesKind, PathField};
use crate::ui::dialog::title;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, chip, secondary, wrapped};

pub(super) fn files_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &mut FilesForm,
    out: &mut Outbox,
) -> Buttons {
    title(ui, "Save plans as files");
    if let Some((_, name)) = form.client.clone() {
        let of = if name.is_empty() { "This client".to_owned() } else { name };
        ui.horizontal_wrapped(|ui| {
            let can_choose = form.kind != FilesKind::Practice;
            ui.add_enabled_ui(can_choose, |ui| {
                if chip(ui, scene.colours, !form.everybody, "Of", &of).clicked() {
                    form.everybody = false;
                }
            });
            if chip(ui, scene.colours, form.everybody, "Of", "All clients").clicked() {
                form.everybody = true;
            }
        });
    }
    let lists = !form.everybody && matches!(form.kind, FilesKind::Documents(_));
    if lists {
        ScrollArea::vertical().id_salt("plans").auto_shrink([false, true]).max_height(130.0).show(
            ui,
            |ui| {
                for plan in &form.plans {
                    let mut on = !form.left_out.contains(&plan.id);
                    tick(ui, scene, &mut on, &plan.label);
                    if on {
                        form.left_out.remove(&plan.id);
                    } else {
                        form.left_out.insert(plan.id);
                    }
                }
            },
        );
    }
    ui.label(bold("What"));
    ui.horizontal_wrapped(|ui| {
        for kind in FilesKind::all() {
            if chip(ui, scene.colours, form.kind == kind, "What", kind.label()).clicked() {
                form.choose(kind);
            }
        }
    });
    ui.label(bold("Format"));
    ui.horizontal_wrapped(|ui| {
        for format in form.kind.formats() {
            if chip(ui, scene.colours, form.format == format, "Format", format.label()).clicked() {
                form.format = format;
            }
        }
    });
    if matches!(form.kind, FilesKind::Documents(_)) {
        tick(ui, scene, &mut form.code_only, "The code in the place of the name");
    }
    path(ui, scene, "Folder", &mut form.folder, PathField::Folder, out);
    let sealed = scene.state.practice.open().is_some_and(|open| open.store.seal().is_some());
    if sealed {
        let text = "This practice is sealed. What is saved here is not: anybody who finds it can \
                    read it.";
        wrapped(ui, text);
    } else {
        wrapped(ui, secondary(scene.colours, "No name of a client is part of a file's name."));
    }
    Buttons::of("Save files")
        .unless(form.folder.trim().is_empty(), "Into which folder?")
        .unless(form.is_nothing(), "Tick at least one plan")
}
