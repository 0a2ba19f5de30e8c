//! The icons by what they mean here. Never symbol characters in strings: Inter lacks many.

use eframe::egui::{Align2, Color32, FontFamily, FontId, Painter, Pos2, RichText, Sense, Ui, Vec2};
pub use egui_material_icons::MaterialIcon as Icon;
use egui_material_icons::icons as material;

use crate::app::command::Symbol;
use crate::model::Severity;
use crate::planner::Level;

/// Opens a file.
pub const OPEN: Icon = material::ICON_FOLDER_OPEN;
/// Begins or adds something.
pub const ADD: Icon = material::ICON_ADD;
/// Takes something away.
pub const REMOVE: Icon = material::ICON_CLOSE;
/// Something to try out.
pub const TRY: Icon = material::ICON_SCIENCE;
/// What can be done with a row.
pub const ROW_MENU: Icon = material::ICON_MORE_VERT;
/// What can be done with a plan, where there is little room.
pub const DOTS: Icon = material::ICON_MORE_HORIZ;
/// Folds the clients away.
pub const FOLD_LEFT: Icon = material::ICON_LEFT_PANEL_CLOSE;
/// The menus.
pub const MENU: Icon = material::ICON_MORE_HORIZ;
/// More choices below.
pub const MORE: Icon = material::ICON_EXPAND_MORE;
/// More below, folded away.
pub const FOLDED: Icon = material::ICON_CHEVRON_RIGHT;
/// Puts a text on the clipboard.
pub const COPY: Icon = material::ICON_CONTENT_COPY;
/// Takes a change back.
pub const UNDO: Icon = material::ICON_UNDO;
/// Makes a change again.
pub const REDO: Icon = material::ICON_REDO;
/// Adds a person.
pub const NEW_CLIENT: Icon = material::ICON_PERSON_ADD;
/// A client among what the palette found.
pub const CLIENT: Icon = material::ICON_PERSON;
/// A sealed practice, or what seals and locks one.
pub const LOCK: Icon = material::ICON_LOCK;
/// Saves the plan in the practice, or in its file.
pub const SAVE: Icon = material::ICON_SAVE;
/// Puts something on paper.
pub const PRINT: Icon = material::ICON_PRINT;
/// Back to where one was.
pub const BACK: Icon = material::ICON_CHEVRON_LEFT;
/// Looks for something.
pub const SEARCH: Icon = material::ICON_SEARCH;
/// Drafts the plan anew from the answers.
pub const REBUILD: Icon = material::ICON_REFRESH;
/// The next one of several.
pub const NEXT: Icon = material::ICON_SKIP_NEXT;
/// Shows everything larger.
pub const ZOOM_IN: Icon = material::ICON_ZOOM_IN;
/// Shows everything smaller.
pub const ZOOM_OUT: Icon = material::ICON_ZOOM_OUT;
/// The list of what the keyboard does.
pub const KEYS: Icon = material::ICON_KEYBOARD;
/// The one of several that is chosen.
pub const CHOSEN: Icon = material::ICON_CHECK;
/// Something to be told.
pub const INFO: Icon = material::ICON_INFO;
/// A file that is taken in.
pub const DROP: Icon = material::ICON_FILE_OPEN;
/// Something isn't on the disk yet.
pub const UNSAVED: Icon = material::ICON_EDIT;
/// There is nothing yet.
pub const NOTHING: Icon = material::ICON_RADIO_BUTTON_UNCHECKED;
/// What can be dragged.
pub const DRAG: Icon = material::ICON_DRAG_INDICATOR;
/// Stays as it is.
pub const HELD: Icon = material::ICON_LOCK;
/// Could be made to stay as it is.
pub const HOLD: Icon = material::ICON_LOCK_OPEN_RIGHT;
/// Words of one's own.
pub const WRITE: Icon = material::ICON_EDIT;
/// What isn't allowed.
pub const CLOSED: Icon = material::ICON_BLOCK;
/// Throws something away.
pub const DELETE: Icon = material::ICON_DELETE;
/// Why something is said.
pub const WHY: Icon = material::ICON_INFO;
/// A question that isn't answered.
pub const OPEN_QUESTION: Icon = material::ICON_RADIO_BUTTON_UNCHECKED;
/// Answered with yes, or as it should be.
pub const YES: Icon = material::ICON_CHECK;
/// Answered with no.
pub const NO: Icon = material::ICON_REMOVE;
/// Done in another way than planned.
pub const CHANGED: Icon = material::ICON_SWAP_HORIZ;
/// From an earlier visit.
pub const CARRIED: Icon = material::ICON_HISTORY;
/// The emergency number to call.
pub const CALL: Icon = material::ICON_CALL;
/// Writes a file.
pub const SAVE_FILE: Icon = material::ICON_DOWNLOAD;
/// All is well.
pub const DONE: Icon = material::ICON_CHECK_CIRCLE;
/// An inflamed place on the body map.
pub const INFLAMED: Icon = material::ICON_LOCAL_FIRE_DEPARTMENT;
/// A freshly injured place on the body map.
pub const INJURED: Icon = material::ICON_HEALING;

/// A conflict that the check found; used for nothing else.
pub const CONFLICT: Icon = material::ICON_REPORT;
/// A limit that isn't kept.
pub const BROKEN: Icon = material::ICON_LINK_OFF;
/// Opens the clients while they are folded.
pub const CLIENTS: Icon = material::ICON_GROUP;

/// The icon of a command.
pub const fn of(symbol: Symbol) -> Icon {
    match symbol {
        Symbol::Add => ADD,
        Symbol::Copy => COPY,
        Symbol::Delete => DELETE,
        Symbol::Keys => KEYS,
        Symbol::Lock => LOCK,
        Symbol::NewClient => NEW_CLIENT,
        Symbol::Next => NEXT,
        Symbol::Open => OPEN,
        Symbol::Print => PRINT,
        Symbol::Rebuild => REBUILD,
        Symbol::Redo => REDO,
        Symbol::Save => SAVE,
        Symbol::SaveFile => SAVE_FILE,
        Symbol::Search => SEARCH,
        Symbol::Undo => UNDO,
        Symbol::Why => WHY,
        Symbol::Write => WRITE,
        Symbol::ZoomIn => ZOOM_IN,
        Symbol::ZoomOut => ZOOM_OUT,
    }
}

/// The shape of a severity, besides its colour and word.
pub fn severity(severity: Severity) -> Icon {
    match severity {
        Severity::Note => material::ICON_INFO,
        Severity::Warn => material::ICON_WARNING,
        Severity::Stop => material::ICON_DO_NOT_DISTURB_ON,
    }
}

/// The shape of something that the check found.
pub fn level(level: Level) -> Icon {
    match level {
        Level::Conflict => CONFLICT,
        Level::Warning => severity(Severity::Warn),
    }
}

/// Paints an icon with its middle there.
pub fn paint(painter: &Painter, icon: Icon, size: f32, middle: Pos2, colour: Color32) {
    let font = FontId::new(size, FontFamily::Name(egui_material_icons::FONT_FAMILY.into()));
    painter.text(middle, Align2::CENTER_CENTER, icon.codepoint, font, colour);
}

/// An icon in a line of small text, its middle where the text has its own.
pub fn sign(ui: &mut Ui, icon: Icon, size: f32, colour: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    paint(ui.painter(), icon, size, rect.center(), colour);
}

/// An icon as text of this size.
pub fn text(icon: Icon, size: f32) -> RichText {
    icon.rich_text().size(size)
}
