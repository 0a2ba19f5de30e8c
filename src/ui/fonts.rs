//! The fonts: Inter in two weights, since weight carries the emphasis, and the icons.
//!
//! The only file with font bytes. Characters that Inter lacks come from the machine's own fonts.

use std::sync::Arc;

use eframe::egui::{FontData, FontDefinitions, FontFamily};

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// The family of the emphasising weight.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Every font of the window.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let icons = egui_material_icons::font_insert();
    for (name, data) in [
        ("Inter", FontData::from_static(REGULAR)),
        ("Inter SemiBold", FontData::from_static(SEMIBOLD)),
        ("icons", icons.data),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let icon_family = FontFamily::Name(egui_material_icons::FONT_FAMILY.into());
    for (family, first) in [
        (FontFamily::Proportional, "Inter"),
        (FontFamily::Monospace, "Inter"),
        (semibold(), "Inter SemiBold"),
        (icon_family, "icons"),
    ] {
        // Whatever the weight, a character is better in the other one than missing.
        let names = [first, "Inter", "icons"].map(str::to_owned);
        fonts.families.insert(family, names.to_vec());
    }
    fonts
}
