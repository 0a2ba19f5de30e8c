//! Work beside the window: a named thread each, its result over a channel, one repaint.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui::Context;

use super::files::{Opened, SaveError};

/// What came of some work.
#[derive(Debug)]
pub enum Done {
    /// A file was chosen to open; nothing where the dialog was closed or there is none.
    ChosenToOpen {
        /// The file.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
    },
    /// A path was chosen to save to.
    ChosenToSave {
        /// The path.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
    },
    /// A file was read.
    Opened {
        /// Which.
        path: PathBuf,
        /// What is in it, or a line for each fault.
        result: Result<Box<Opened>, Vec<String>>,
    },
    /// A file was written.
    Saved {
        /// Which.
        path: PathBuf,
        /// The revision that was written.
        revision: u64,
        /// How it went.
        result: Result<(), SaveError>,
    },
}

/// Starts work and collects what came of it.
#[derive(Debug)]
pub struct Jobs {
    sender: Sender<Done>,
    receiver: Receiver<Done>,
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver }
    }
}

impl Jobs {
    /// Does something on a thread of its own.
    ///
    /// # Errors
    /// The machine has no thread left.
    pub fn start(
        &self,
        name: &str,
        ctx: &Context,
        work: impl FnOnce() -> Done + Send + 'static,
    ) -> std::io::Result<()> {
        let sender = self.sender.clone();
        let ctx = ctx.clone();
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread
            .spawn(move || {
                let done = work();
                // Nobody waits for it any more when the window has gone.
                sender.send(done).ok();
                ctx.request_repaint();
            })
            .map(drop)
    }

    /// What was finished since the last time.
    pub fn finished(&self) -> Vec<Done> {
        self.receiver.try_iter().collect()
    }
}
