//! `ISCHIA_TRACE_START=FILE`: writes down when the first useful frame was on the screen.
//!
//! For `tests/bench/window.rs` alone: without the variable nothing of this runs. Useful is a frame
//! that lists the clients of the practice, or asks for what it takes to get there. The moment is that
//! of the frame after it, because only then it has been handed to the screen.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use eframe::egui::{Context, Ui};

use super::window::Window;
use crate::app::practice::Practice;
use crate::store::{Existing, write_new};

const VARIABLE: &str = "ISCHIA_TRACE_START";

/// The window; with a trace where the environment asks for one.
pub fn traced(window: Window) -> Box<dyn eframe::App> {
    match std::env::var_os(VARIABLE) {
        Some(file) => Box::new(Traced { window, file: Some(file.into()), is_drawn: false }),
        None => Box::new(window),
    }
}

struct Traced {
    window: Window,
    /// Where the moment is written; none once it was.
    file: Option<PathBuf>,
    is_drawn: bool,
}

impl Window {
    /// Whether somebody could begin to work.
    fn is_useful(&self) -> bool {
        match &self.state().practice {
            Practice::None | Practice::Locked(_) => true,
            Practice::Opening(_) => false,
            Practice::Open(open) => !open.listed.is_empty() || open.is_current,
        }
    }
}

impl eframe::App for Traced {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.window.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        if let Some(file) = self.file.take_if(|_| self.is_drawn) {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            let text = format!("{}\n", since.as_micros());
            // Whoever measures waits for the file, and says so when it doesn't come.
            write_new(&file, text.as_bytes(), Existing::Replace).ok();
        }
        self.window.ui(ui, frame);
        if self.file.is_some() && self.window.is_useful() {
            self.is_drawn = true;
            ui.ctx().request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.window.save(storage);
    }

    fn persist_egui_memory(&self) -> bool {
        self.window.persist_egui_memory()
    }
}
