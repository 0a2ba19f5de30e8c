//! The drawings of what a client does at home: each item and technique of the knowledge has one, plain
//! enough that paper and browser draw it alike.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::SHIPPED;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/exercises")
}

/// The drawings of a folder by their ids.
fn drawn(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let drawings = entries.filter(|path| path.extension().is_some_and(|is| is == "svg"));
    drawings.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn each_item_and_technique_has_a_drawing_and_each_drawing_belongs_to_one() {
    let tables = SHIPPED.tables();
    let items = tables.home_care.iter().map(|item| item.id.to_string());
    let techniques = tables.techniques.iter().map(|technique| technique.id.to_string());
    let ids: BTreeSet<String> = items.chain(techniques).collect();
    assert_eq!(drawn(&folder()), ids);
    let lying = drawn(&folder().join("side-lying"));
    assert!(!lying.is_empty() && lying.is_subset(&ids), "{lying:?}");
}

#[test]
fn drawings_have_one_frame_and_nothing_but_shapes() {
    let options = usvg::Options::default();
    for folder in [folder(), folder().join("side-lying")] {
        for id in drawn(&folder) {
            let text = fs::read_to_string(folder.join(format!("{id}.svg"))).unwrap();
            let tree = usvg::Tree::from_str(&text, &options).unwrap();
            assert_eq!((tree.size().width(), tree.size().height()), (200.0, 128.0), "{id}");
            for word in ["<text", "<image", "<script", "<style", "href", "url("] {
                assert!(!text.contains(word), "{id}: {word}");
            }
            let frame = tree.root().abs_bounding_box();
            assert!(frame.left() >= -1.0 && frame.right() <= 201.0, "{id}: {frame:?}");
            assert!(frame.top() >= -1.0 && frame.bottom() <= 129.0, "{id}: {frame:?}");
        }
    }
}
