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
/// Something to try out.
pub const TRY: Icon = material::ICON_SCIENCE;
/// What can be done with a row.
pub const ROW_MENU: Icon = material::ICON_MORE_VERT;
/// Folds the clients away.
pub const FOLD_LEFT: Icon = material::ICON_LEFT_PANEL_CLOSE;
/// Brings the clients back.
pub const UNFOLD_LEFT: Icon = material::ICON_LEFT_PANEL_OPEN;
/// Searches.
pub const SEARCH: Icon = material::ICON_SEARCH;
/// More choices below.
pub const MORE: Icon = material::ICON_EXPAND_MORE;
/// Puts a text on the clipboard.
pub const COPY: Icon = material::ICON_CONTENT_COPY;
/// Takes a change back.
pub const UNDO: Icon = material::ICON_UNDO;
/// Makes a change again.
pub const REDO: Icon = material::ICON_REDO;
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
