//! The window: views, and the shell around them.
//!
//! Views read the state of `crate::app` through a `scene::Scene` and send actions into an outbox;
//! `window` lays them out, hands the actions over, and is what the program sees of the toolkit. Nothing
//! clinical and nothing that happens is decided here.
//!
//! # Rooms
//! - `screen`: what fills the middle: the brief, the intake, the plan, a past plan, the start, the locked
//!   practice.
//! - `panel`: what stays around it: title bar, clients, cautions, status, messages.
//! - `dialog`: what stands in front; `dialog/form` has a file a form.
//! - `widget`: what several of them use, from a chip to the body map.
//! - `theme`, `icons`, `fonts`, `layout`: colours and sizes, glyphs, type, how the panes share the
//!   window. A colour stands in `theme` and nowhere else.
//! - `shortcuts`: keys to commands. What a command is called and does is the program's
//!   (`crate::app::command`).
//!
//! `run`, below, opens the window with its icon; `place` says its first and least size, and fits it into
//! the screens that are there. The toolkit keeps its size and place; theme, zoom and the widths of the
//! panes are in `crate::app::prefs`.
//!
//! # Where to add
//! A screen: a file in `screen` and an arm in `window`. A page of a client: a value in `app::state::Page`, a
//! folder in `screen`, its title and buttons in `panel/pages`. A panel's part: a file in `panel`. A dialog: a
//! value in `app::state::Dialog`, a file in `dialog`, an arm in its `mod`. A widget: a file in `widget`.

mod dialog;
mod dialogs;
mod fonts;
mod heard;
mod icons;
mod layout;
mod panel;
mod place;
mod scene;
mod screen;
mod shortcuts;
mod start_trace;
mod stored;
mod theme;
mod widget;
mod window;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

pub use crate::app::PathChoice;
pub use crate::app::clock::stop as stop_clock;
pub use crate::app::head_start::HeadStart;
pub use crate::app::shell::Opener;
pub use dialogs::{Dialogs, SystemDialogs};
pub use theme::install as install_theme;
pub use window::Window;

use crate::app::clock;
use crate::knowledge::{Knowledge, LoadError};
use crate::store::Places;

/// The icon of the window, rendered from the drawing beside it.
const ICON: &[u8] = include_bytes!("../../assets/icon/ischia-256.png");

/// What the desktop knows the program by.
const APP_ID: &str = "ischia";
/// What stands in the title bar at first.
const TITLE: &str = "Ischia";

/// What a bare Debian needs for the window.
const PACKAGES: &str = "apt-get install libx11-6 libx11-xcb1 libxcursor1 libxi6 \
     libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri libfontconfig1";

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// The knowledge that the program carries can't be used.
    #[error("the shipped knowledge can't be used: {0}")]
    Knowledge(#[from] LoadError),
    /// Neither a display nor a way to one.
    #[error(
        "the window needs a display (DISPLAY or WAYLAND_DISPLAY isn't set); if one is there, what \
         it needs comes with: {PACKAGES}"
    )]
    Display,
    /// A system library is missing, or draws nothing.
    #[error("the window can't open ({cause}); what it needs comes with: {PACKAGES}")]
    System {
        /// What the system said.
        cause: String,
    },
}

/// Opens the window on this practice folder, else on the one opened last, and stays until it is
/// closed.
///
/// # Errors
/// There is no display, or a library that the window needs is missing.
pub fn run(practice: Option<PathBuf>) -> Result<(), UiError> {
    let places = Places::of_user();
    let head_start = HeadStart::of(practice.as_deref(), places.as_ref());
    let knowledge = Arc::new(Knowledge::shipped()?);
    stored::keep_private(APP_ID);
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title(TITLE)
        .with_inner_size(place::FIRST_SIZE)
        .with_min_inner_size(place::LEAST_SIZE);
    // A window without its icon is better than no window.
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, persist_window: true, ..Default::default() };
    // A library that isn't there ends in a panic inside the window system's crates. Its text is
    // kept back and becomes a sentence; every other panic goes its way.
    let previous = Arc::new(take_hook());
    let outer = Arc::clone(&previous);
    set_hook(Box::new(move |info| {
        if missing_library(info.payload()).is_none() {
            outer(info);
        }
    }));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            APP_ID,
            options,
            Box::new(move |creation| {
                theme::install(&creation.egui_ctx);
                let dialogs = Box::new(SystemDialogs);
                let mut window = Window::new(knowledge, dialogs, clock::today());
                window = window.with_places(places);
                place::fit_window(creation, window.zoom());
                if let Some(head_start) = head_start {
                    window.take_head_start(head_start, &creation.egui_ctx);
                }
                match practice {
                    Some(practice) => window.begin_with(practice, &creation.egui_ctx),
                    None => window.begin_as_before(&creation.egui_ctx),
                }
                Ok(start_trace::traced(window))
            }),
        )
    }));
    set_hook(Box::new(move |info| previous(info)));
    match outcome {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(explained(&error.to_string())),
        Err(payload) => match missing_library(payload.as_ref()) {
            Some(cause) => Err(UiError::System { cause }),
            None => resume_unwind(payload),
        },
    }
}

fn explained(error: &str) -> UiError {
    if error.contains("WAYLAND_DISPLAY nor") {
        return UiError::Display;
    }
    let line = error.lines().next().unwrap_or_default().trim();
    UiError::System { cause: line.chars().take(120).collect() }
}

/// What a panic says, where it is about a library that couldn't be loaded.
fn missing_library(payload: &(dyn std::any::Any + Send)) -> Option<String> {
    let text = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())?;
    let about_library = text.contains("could not be loaded") || text.contains("xkbcommon");
    about_library.then(|| text.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_read() {
        let icon = eframe::icon_data::from_png_bytes(ICON).unwrap();
        assert_eq!((icon.width, icon.height), (256, 256));
    }

    #[test]
    fn a_missing_display_or_library_becomes_one_sentence_with_the_packages() {
        let none = "winit EventLoopError: os error: neither WAYLAND_DISPLAY nor WAYLAND_SOCKET \
                    nor DISPLAY is set.";
        assert!(matches!(explained(none), UiError::Display));
        let text = "Library libxkbcommon-x11.so could not be loaded.".to_owned();
        let cause = missing_library(&text).unwrap();
        let sentence = UiError::System { cause }.to_string();
        assert!(sentence.contains("libxkbcommon-x11.so could not be loaded)"));
        assert!(sentence.contains("libxkbcommon-x11-0"));
        assert!(missing_library(&"index out of bounds").is_none());
    }
}
