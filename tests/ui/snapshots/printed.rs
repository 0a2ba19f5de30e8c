//! Pictures of *Print or save*. Pages are drawn beside the window, anew for each look.

use eframe::egui::Key;

use super::*;
use crate::scenes::{self, Scene};

pub(super) const PRINTED: &[View] = &[
    ("print", LAPTOPS, || shown(planned())),
    ("print-withheld", LIGHT, || shown(Scene::file("g-03-foot-drop.ron"))),
    ("print-sealed-told", MIDDLE, || {
        let mut scene = Scene::sealed();
        scene.app.choose_client(KNOWN);
        let mut scene = shown(scene);
        scene.app.press("Copy as text");
        showing(scene, "It leaves the sealed practice")
    }),
    ("dialog-files", MIDDLE, || {
        let mut scene = Scene::client(KNOWN);
        scene.app.choose("File", "Save plans as files…");
        scene.app.wait_for("Save plans as files");
        // What stands there first is a folder of whoever runs this.
        scene.app.type_over("Folder", "for the records");
        showing(scene, "Save plans as files")
    }),
];

fn shown(mut scene: Scene) -> Scene {
    scene.app.keys(Key::P);
    scene.app.wait_for("Client shown as");
    scene
}

#[test]
fn print_or_save_is_as_in_its_pictures() {
    let mut differences = Differences::default();
    for (view, (looks, part), set_up) in PRINTED {
        scenes::name_folders(view);
        let mut scene = set_up();
        for look in *looks {
            scene.app.look(*look);
            scene.app.rest();
            well_named(&scene.app, view);
            called_by_its_words(&scene.app, view);
            differences.compare(&name_of(view, *look), &part.of(scene.app.picture()));
        }
    }
}
