//! The fonts of pages: the program's own, and those of the system where a text needs one.
//!
//! Finding those of the system takes a moment, so they are looked up once, at the first letter that the
//! own font lacks.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;
use typst_kit::fonts::FontStore;

/// Fonts to choose from, the first ones first.
pub type Fonts = FontStore;

const OWN: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.otf"),
];

fn store() -> FontStore {
    let mut store = FontStore::new();
    for bytes in OWN {
        store.extend(Font::iter(Bytes::new(bytes)).map(|font| {
            let info = font.info().clone();
            (font, info)
        }));
    }
    store
}

/// The fonts that the program carries.
pub fn own() -> &'static Fonts {
    static FONTS: LazyLock<FontStore> = LazyLock::new(store);
    &FONTS
}

/// The same and those of the system.
pub fn all() -> &'static Fonts {
    static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
        let mut store = store();
        store.extend(typst_kit::fonts::system());
        store
    });
    &FONTS
}
