//! A path that is typed, for computers without a file dialog.

use std::path::{Path, PathBuf};

use eframe::egui::{Key, TextEdit, Ui};

use super::{buttons, primary, title};
use crate::app::action::{Action, FileAction, Outbox};
use crate::app::state::PathUse;
use crate::ui::scene::Scene;
use crate::ui::widget::{secondary, wrapped};

/// Asks for a path. `replace` is the path at which a file was found.
pub fn path_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    what: PathUse,
    text: &str,
    hint: &str,
    replace: Option<&Path>,
    out: &mut Outbox,
) {
    title(
        ui,
        match what {
            PathUse::Open => "Open from a path",
            PathUse::Practice => "Open or create a practice",
            PathUse::Write(target) => target.typed(),
        },
    );
    if !hint.is_empty() {
        wrapped(ui, hint);
    }
    let mut typed = text.to_owned();
    let edit = TextEdit::singleline(&mut typed).id_salt("path").desired_width(f32::INFINITY);
    let field = ui.add(edit).accessible_name("Path");
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    if nothing_focused && !entered {
        field.request_focus();
    }
    if field.changed() {
        out.send(Action::PathTyped(typed.clone()));
    }
    let about = match what {
        PathUse::Open => {
            "The name of a plan or an intake ends in .ron or .json; of a practice, name the folder."
                .to_owned()
        }
        PathUse::Write(target) => target.ending(),
        PathUse::Practice => {
            "The folder of a practice is opened. In a new or empty folder a practice is made."
                .to_owned()
        }
    };
    let about = format!(
        "A path that doesn't begin with / starts in the folder the program was started from. \
         {about}"
    );
    wrapped(ui, secondary(scene.colours, about));
    let path = PathBuf::from(typed.trim());
    let replaces = replace == Some(path.as_path());
    buttons(ui, |ui| {
        let label = match (what, replaces) {
            (PathUse::Open, _) => "Open file",
            (PathUse::Write(target), false) => target.press(),
            (PathUse::Write(_), true) => "Replace the file",
            (PathUse::Practice, _) => "Open practice",
        };
        let pressed =
            ui.add_enabled_ui(!path.as_os_str().is_empty(), |ui| primary(ui, scene, label)).inner;
        // Enter is no leave to replace a file.
        if pressed || (entered && !replaces && !path.as_os_str().is_empty()) {
            out.send(match what {
                PathUse::Open => Action::File(FileAction::OpenFrom(path)),
                PathUse::Write(target) => Action::File(FileAction::WriteTo(target, path, replaces)),
                PathUse::Practice => Action::PracticeFrom(path),
            });
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}
