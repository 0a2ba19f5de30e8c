//! The file dialogs of the desktop, asked on the window's thread and waited for on another.

use std::path::Path;
use std::sync::Arc;

use crate::app::PathChoice;
use crate::app::shell::Opener;
use crate::export::Format;
use crate::store::process;

/// The system's file dialogs, so that tests can answer in their place.
pub trait Dialogs {
    /// Asks for a file to open. The dialog is made here, on the window's thread.
    fn open(&self, frame: Option<&eframe::Frame>) -> PathChoice;
    /// Asks for a path to save to.
    fn save(&self, frame: Option<&eframe::Frame>, name: &str) -> PathChoice;
    /// Asks for a folder.
    fn folder(&self, frame: Option<&eframe::Frame>) -> PathChoice;
    /// Asks for a path to save to, in this folder to begin with.
    fn save_in(
        &self,
        frame: Option<&eframe::Frame>,
        name: &str,
        _folder: Option<&Path>,
    ) -> PathChoice {
        self.save(frame, name)
    }
    /// Asks for a folder, with this one to begin with.
    fn folder_from(&self, frame: Option<&eframe::Frame>, _folder: Option<&Path>) -> PathChoice {
        self.folder(frame)
    }
    /// Opens a file or folder with the program that the system has for it.
    fn opener(&self) -> Opener;
    /// Whether there may be such dialogs on this computer.
    fn are_there(&self) -> bool {
        true
    }
    /// Asks for a list of clients.
    fn open_list(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        self.open(frame)
    }
    /// Asks for a backup to bring back.
    fn open_backup(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        self.open(frame)
    }
    /// Asks for a file for a backup.
    fn save_backup(&self, frame: Option<&eframe::Frame>, name: &str) -> PathChoice {
        self.save(frame, name)
    }
}

/// The dialogs of the desktop.
#[derive(Debug, Default)]
pub struct SystemDialogs;

impl SystemDialogs {
    fn dialog(frame: Option<&eframe::Frame>) -> rfd::AsyncFileDialog {
        let dialog = rfd::AsyncFileDialog::new();
        match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        }
    }
}

impl Dialogs for SystemDialogs {
    fn open(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        let future = Self::dialog(frame)
            .add_filter("Plans and intakes", &["ron", "json", "age"])
            .pick_file();
        asked(future)
    }

    fn save(&self, frame: Option<&eframe::Frame>, name: &str) -> PathChoice {
        // A plan's own file may be in either notation; everything else has one ending.
        let ending = name.rsplit('.').next().unwrap_or_default();
        let other = Format::named(ending).ok().filter(|format| *format != Format::Ron);
        let kinds = match other {
            Some(format) => vec![(format.label(), format.name())],
            None => vec![("RON", "ron"), ("JSON", "json")],
        };
        let mut dialog = Self::dialog(frame).set_file_name(name);
        for (label, ending) in kinds {
            dialog = dialog.add_filter(label, &[ending]);
        }
        let future = dialog.save_file();
        asked(future)
    }

    fn save_in(
        &self,
        frame: Option<&eframe::Frame>,
        name: &str,
        folder: Option<&Path>,
    ) -> PathChoice {
        let ending = name.rsplit('.').next().unwrap_or_default();
        let mut dialog = Self::dialog(frame).set_file_name(name);
        if let Ok(format) = Format::named(ending) {
            dialog = dialog.add_filter(format.label(), &[format.name()]);
        }
        asked(in_folder(dialog, folder).save_file())
    }

    fn folder_from(&self, frame: Option<&eframe::Frame>, folder: Option<&Path>) -> PathChoice {
        asked(in_folder(Self::dialog(frame), folder).pick_folder())
    }

    fn opener(&self) -> Opener {
        Arc::new(|path| open::that(path).map_err(|error| error.to_string()))
    }

    fn are_there(&self) -> bool {
        // Elsewhere they are a part of the system.
        if !cfg!(target_os = "linux") {
            return true;
        }
        // The desktop's own are asked for over the session's bus; else a program shows them.
        let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
            || std::env::var_os("XDG_RUNTIME_DIR")
                .is_some_and(|folder| Path::new(&folder).join("bus").exists());
        let programs = std::env::var_os("PATH").unwrap_or_default();
        bus || std::env::split_paths(&programs).any(|folder| folder.join("zenity").is_file())
    }

    fn folder(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        let future = Self::dialog(frame).pick_folder();
        asked(future)
    }

    fn open_list(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        let future =
            Self::dialog(frame).add_filter("Lists of clients", &["csv", "txt", "tsv"]).pick_file();
        asked(future)
    }

    fn open_backup(&self, frame: Option<&eframe::Frame>) -> PathChoice {
        // A sealed one may bear any name.
        let future = Self::dialog(frame).pick_file();
        asked(future)
    }

    fn save_backup(&self, frame: Option<&eframe::Frame>, name: &str) -> PathChoice {
        let future = Self::dialog(frame).set_file_name(name).save_file();
        asked(future)
    }
}

/// A dialog that begins in a folder, where that is still there.
fn in_folder(dialog: rfd::AsyncFileDialog, folder: Option<&Path>) -> rfd::AsyncFileDialog {
    match folder.filter(|folder| folder.is_dir()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

/// Waits for one of the desktop's dialogs. What shows it asks the system which program wants it, and
/// refuses one that it can't look at.
fn asked(dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static) -> PathChoice {
    Box::new(move || {
        let _seen = process::seen();
        pollster::block_on(dialog).map(|file| file.path().to_owned())
    })
}
