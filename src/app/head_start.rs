//! Reading the practice that the program begins with, beside the start of the window.
//!
//! Which practice that is, and that it is read early; what is done with it then is `perform`'s. No
//! folder is made here: whether there is a window at all isn't known yet.

use std::path::{Path, PathBuf};

use super::App;
use super::jobs::Jobs;
use super::perform::read_practice;
use crate::store::{MARKER, Places, Progress};

/// A practice that is being read for a window that isn't there yet.
#[derive(Debug)]
pub struct HeadStart {
    pub(super) root: PathBuf,
    pub(super) jobs: Jobs,
    pub(super) progress: Progress,
}

impl HeadStart {
    /// Begins with this practice, else with the one that was open last; none where there is none,
    /// or where its folder has yet to become one.
    pub fn of(named: Option<&Path>, places: Option<&Places>) -> Option<Self> {
        let last = || places?.practices().into_iter().next();
        let root = named.map(Path::to_owned).or_else(last)?;
        if !root.join(MARKER).is_file() {
            return None;
        }
        let jobs = Jobs::default();
        let (path, places) = (root.clone(), places.cloned());
        let progress = Progress::default();
        let handle = progress.clone();
        let read = move || read_practice(&path, false, places.as_ref(), &handle);
        // Without a thread for it the window reads it, and says so where it can't either.
        jobs.start_early("open the practice", read, App::practice_opened).ok()?;
        Some(Self { root, jobs, progress })
    }
}
