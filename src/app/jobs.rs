//! Work beside the window: a named thread each; what came of it comes back over a channel with what is
//! done with it, and asks for a frame.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use super::App;
use super::practice::Found;
use super::shell::{Shell, Waker};
use super::visit::Work;
use crate::model::{ClientId, PlanKey, Settings};
use crate::store::drafts::Drafts;
use crate::store::{Base, Index, Locked, Store};

/// Tells work that the window waits for from other such work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Work that began before there was a window.
    pub const EARLY: Self = Self(0);
}

/// What the program does with what came of some work.
type TakesIn = Box<dyn FnOnce(&mut App, &dyn Shell) + Send>;

/// What came of some work.
pub struct Finished {
    /// What waited for it; none where nobody did.
    pub ticket: Option<Ticket>,
    /// Takes it in.
    pub then: TakesIn,
}

/// What is being saved. Something else may be open by the time it is.
#[derive(Debug)]
pub struct Saving {
    /// The work as it was when it was handed over.
    pub work: Arc<Work>,
    /// What was open then.
    pub generation: u64,
    /// The folder of the practice that was open then: a copy of it is another one.
    pub folder: Option<PathBuf>,
}

/// How much of a practice the index is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// One client, after a save or a change by others.
    Client(ClientId),
}

/// A practice folder after it was opened.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, and behind a box on its way")]
pub enum PracticeOpened {
    /// It can be read.
    Open(Loaded),
    /// It is sealed.
    Sealed(Locked),
}

/// What is read of a practice before it shows.
#[derive(Debug)]
pub struct Loaded {
    /// The practice's folder, which is read from here on.
    pub store: Store,
    /// What the practice says about itself, as far as that can be read.
    pub settings: Settings,
    /// What the next version of the settings comes after.
    pub settings_base: Base,
    /// Whether the folder was sealed; none where that couldn't be seen.
    pub was_sealed: Option<bool>,
    /// Whether nothing can be saved in it: its folder or its disk can only be read.
    pub is_read_only: bool,
    /// The index of the last time.
    pub index: Option<Index>,
    /// Where unsaved work is kept; none where the system names no folder for it.
    pub drafts: Option<Drafts>,
    /// Unsaved work that was left behind.
    pub found: Vec<Found>,
    /// Unsaved work that another window is editing.
    pub held: BTreeSet<PlanKey>,
    /// Why unsaved work can't be kept.
    pub draft_trouble: Option<String>,
    /// Why a draft that isn't wanted couldn't be deleted.
    pub draft_stays: Option<String>,
    /// Unsaved work that was kept and can't be read.
    pub damaged_drafts: Option<String>,
}

/// What is being closed beside the window.
#[derive(Debug, Clone, Default)]
pub struct Closing(Arc<Mutex<Vec<JoinHandle<()>>>>);

impl Closing {
    /// Waits until all of it is closed. Whoever asks meanwhile waits as long.
    pub fn wait(&self) {
        let mut threads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for thread in threads.drain(..) {
            // Only a panic of its own could be told here, and that was reported already.
            thread.join().ok();
        }
    }
}

/// A result on its way, with what counts the work that it came of; nothing where it came of something
/// that goes on, such as a watch.
struct Sent {
    done: Finished,
    _share: Option<Arc<()>>,
}

/// Hands over results that come more than once, such as those of a watch.
#[derive(Clone)]
pub struct Teller(Sender<Sent>);

impl Teller {
    /// Has something done where the program is. Nobody waits for it when the window has gone.
    pub fn tell(&self, then: impl FnOnce(&mut App, &dyn Shell) + Send + 'static) {
        let done = Finished { ticket: None, then: Box::new(then) };
        self.0.send(Sent { done, _share: None }).ok();
    }
}

/// Starts work and collects what came of it. Dropping it waits for what is being closed.
pub struct Jobs {
    closing: Closing,
    sender: Sender<Sent>,
    receiver: Receiver<Sent>,
    /// Counts what is under way: each work and each result on its way has a share in it, also where
    /// the thread came to grief.
    under_way: Arc<()>,
    /// The window, for work that began before there was one.
    window: Arc<OnceLock<Waker>>,
}

impl fmt::Debug for Jobs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Jobs").field("under_way", &!self.are_done()).finish_non_exhaustive()
    }
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self {
            closing: Closing::default(),
            sender,
            receiver,
            under_way: Arc::default(),
            window: Arc::default(),
        }
    }
}

impl Jobs {
    /// Does something on a thread of its own that nobody waits for, and `then` takes what came of it.
    ///
    /// # Errors
    /// The machine has no thread left.
    pub fn start<T: Send + 'static>(
        &self,
        name: &str,
        waker: Waker,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, T, &dyn Shell) + Send + 'static,
    ) -> std::io::Result<()> {
        self.spawn(name, None, work, then, move || waker())
    }

    /// The same for something that is waited for.
    ///
    /// # Errors
    /// The machine has no thread left.
    pub fn start_waited<T: Send + 'static>(
        &self,
        ticket: Ticket,
        name: &str,
        waker: Waker,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, T, &dyn Shell) + Send + 'static,
    ) -> std::io::Result<()> {
        self.spawn(name, Some(ticket), work, then, move || waker())
    }

    /// The same before there is a window.
    ///
    /// # Errors
    /// The machine has no thread left.
    pub fn start_early<T: Send + 'static>(
        &self,
        name: &str,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, T, &dyn Shell) + Send + 'static,
    ) -> std::io::Result<()> {
        let window = Arc::clone(&self.window);
        // A window that comes later finds the result in its first frame.
        self.spawn(name, Some(Ticket::EARLY), work, then, move || {
            if let Some(wake) = window.get() {
                wake();
            }
        })
    }

    fn spawn<T: Send + 'static>(
        &self,
        name: &str,
        ticket: Option<Ticket>,
        work: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut App, T, &dyn Shell) + Send + 'static,
        wake: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let sender = self.sender.clone();
        let share = Arc::clone(&self.under_way);
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread
            .spawn(move || {
                let result = work();
                let then = Box::new(|app: &mut App, shell: &dyn Shell| then(app, result, shell));
                // Nobody waits for it any more when the window has gone.
                sender.send(Sent { done: Finished { ticket, then }, _share: Some(share) }).ok();
                wake();
            })
            .map(drop)
    }

    /// Closes something that may wait for the disk, on a thread of its own.
    pub fn close(&self, what: impl Send + 'static) {
        let thread = std::thread::Builder::new().name("close".to_owned());
        // Without a thread it is closed here.
        if let Ok(thread) = thread.spawn(move || drop(what)) {
            let mut threads = self.closing.0.lock().unwrap_or_else(PoisonError::into_inner);
            threads.retain(|thread| !thread.is_finished());
            threads.push(thread);
        }
    }

    /// What is being closed, to be waited for beside the window.
    pub fn closing(&self) -> Closing {
        self.closing.clone()
    }

    /// Says which window shows what was begun early, before its first frame.
    pub fn belong_to(&self, waker: Waker) {
        // Set once: the window stays the same one.
        self.window.set(waker).ok();
    }

    /// Where results go that come more than once, such as those of a watch.
    pub fn teller(&self) -> Teller {
        Teller(self.sender.clone())
    }

    /// What was finished since the last time.
    pub fn finished(&self) -> Vec<Finished> {
        self.receiver.try_iter().map(|sent| sent.done).collect()
    }

    /// Whether nothing is being done, and every result was collected.
    pub fn are_done(&self) -> bool {
        Arc::strong_count(&self.under_way) == 1
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.closing.wait();
    }
}
