//! The icons by what they mean here. Never symbol characters in strings: Inter lacks many.

use eframe::egui::RichText;
pub use egui_material_icons::MaterialIcon as Icon;
use egui_material_icons::icons as material;

use crate::model::Severity;

/// Opens a file.
pub const OPEN: Icon = material::ICON_FOLDER_OPEN;
/// Begins something.
pub const ADD: Icon = material::ICON_ADD;
/// Takes something away.
pub const REMOVE: Icon = material::ICON_CLOSE;
/// More choices below.
pub const MORE: Icon = material::ICON_EXPAND_MORE;
/// Puts a text on the clipboard.
pub const COPY: Icon = material::ICON_CONTENT_COPY;
/// Takes a change back.
pub const UNDO: Icon = material::ICON_UNDO;
/// Makes a change again.
pub const REDO: Icon = material::ICON_REDO;
/// A question that isn't answered.
pub const OPEN_QUESTION: Icon = material::ICON_RADIO_BUTTON_UNCHECKED;
/// A yes.
pub const YES: Icon = material::ICON_CHECK;
/// A no.
pub const NO: Icon = material::ICON_REMOVE;
/// From an earlier visit.
pub const CARRIED: Icon = material::ICON_HISTORY;
/// Calls somebody.
pub const CALL: Icon = material::ICON_CALL;
/// Writes a file.
pub const SAVE_FILE: Icon = material::ICON_DOWNLOAD;
/// All is well.
pub const DONE: Icon = material::ICON_CHECK_CIRCLE;

/// The shape of a severity, besides its colour and word.
pub fn severity(severity: Severity) -> Icon {
    match severity {
        Severity::Note => material::ICON_INFO,
        Severity::Warn => material::ICON_WARNING,
        Severity::Stop => material::ICON_DO_NOT_DISTURB_ON,
    }
}

/// An icon as text of this size.
pub fn text(icon: Icon, size: f32) -> RichText {
    icon.rich_text().size(size)
}
