//! Work beside the window: a named thread each, its result over a channel, one repaint.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use eframe::egui::Context;

use super::action::Action;
use super::chores::Chore;
use super::files::{ExportError, Kept, Opened, SaveError};
use super::practice::{Elsewhere, Found, Noted};
use super::undo::Agreed;
use super::work::Work;
use crate::export::Format;
use crate::model::{ClientId, PlanId, PlanRecord, PracticeId, Settings};
use crate::store::drafts::Drafts;
use crate::store::namesakes::Namesake;
use crate::store::{
    Base, Changed, ClientFolder, History, Index, Locked, Revision, Store, StoreError, WriteError,
};

/// Tells work that the window waits for from other such work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

impl Ticket {
    /// Work that began before there was a window.
    pub const EARLY: Self = Self(0);
}

/// What came of some work.
#[derive(Debug)]
pub enum Done {
    /// Something that the window waits for, unless it was given up.
    Waited(Ticket, Box<Self>),
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
        /// Whether the plan is kept there from now on.
        kept: Kept,
        /// What was open when the dialog came up.
        generation: u64,
    },
    /// A path was chosen to export to.
    ChosenToExport {
        /// In which format.
        format: Format,
        /// The path.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
        /// What was open when the dialog came up.
        generation: u64,
    },
    /// The plan was exported.
    Exported {
        /// In which format.
        format: Format,
        /// Where to.
        path: PathBuf,
        /// How it went.
        result: Result<(), ExportError>,
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
        /// What was written.
        saving: Box<Saving>,
        /// Whether the plan is kept there from now on.
        kept: Kept,
        /// How it went.
        result: Result<(), SaveError>,
    },
    /// A practice folder was chosen; nothing where the dialog was closed or there is none.
    ChosenPractice {
        /// The folder.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
    },
    /// A practice was opened, made, or unlocked.
    PracticeOpened(Result<Box<PracticeOpened>, StoreError>),
    /// A client was added.
    ClientAdded(Result<ClientId, StoreError>),
    /// A client isn't added yet: somebody of that name is there.
    NameIsThere {
        /// The name as it was typed.
        name: String,
        /// Who bears it.
        others: Vec<Namesake>,
    },
    /// A plan was saved in the practice.
    RecordSaved {
        /// Whose.
        client: ClientId,
        /// Which plan.
        plan: PlanId,
        /// What was saved.
        saving: Box<Saving>,
        /// The version on the disk.
        result: Result<Box<Revision<PlanRecord>>, StoreError>,
    },
    /// A plan was read that is listed without having been read.
    PlanRead {
        /// Whose.
        client: ClientId,
        /// Which plan.
        plan: PlanId,
        /// What it was read for.
        then: Box<Action>,
        /// All its versions.
        result: Result<Arc<History<PlanRecord>>, StoreError>,
    },
    /// Something that a dialog asked for.
    Chore(Chore),
    /// A consent was saved with its client, or taken back.
    ConsentSaved {
        /// What was agreed to just now.
        agreed: Option<Agreed>,
        /// What was open then.
        generation: u64,
        /// How it went.
        result: Result<(), StoreError>,
    },
    /// What was said was kept with the client.
    ToldKept(Result<(), StoreError>),
    /// A path was chosen for words to hand over.
    ChosenForNote {
        /// The path.
        path: Option<PathBuf>,
        /// Whether no dialog seems to be there.
        no_dialog: bool,
    },
    /// Words to hand over were written.
    NoteSaved {
        /// Where.
        path: PathBuf,
        /// How it went.
        result: Result<(), WriteError>,
    },
    /// Something that comes beside whatever else is being done.
    Beside(Beside),
}

/// Results that nobody waits for in front of the window.
#[derive(Debug)]
pub enum Beside {
    /// Another program or computer changed something.
    Changed(Changed),
    /// Another window or computer sealed the practice, or unsealed it.
    Converted(PracticeId),
    /// The index was compared with the folder.
    Indexed {
        /// Which practice.
        practice: PracticeId,
        /// How much of it.
        scope: Scope,
        /// What others did to clients meanwhile.
        news: Vec<Elsewhere>,
        /// The index and the settings, or why there are no newer ones.
        result: Result<(Index, (Settings, Base)), StoreError>,
    },
    /// The notes of a practice were searched.
    Searched {
        /// Which practice.
        practice: PracticeId,
        /// What was searched.
        index: Arc<Index>,
        /// What was found.
        noted: Noted,
    },
    /// Unsaved work couldn't be kept.
    DraftTrouble(String),
    /// How the window looks was kept, or couldn't be.
    PrefsKept,
    /// A client's folder was read.
    ClientRead {
        /// Whose.
        client: ClientId,
        /// Which reading it is, counted from the first.
        reading: u64,
        /// What is in it.
        result: Result<Box<ClientFolder>, StoreError>,
    },
}

/// What is being saved. Something else may be open by the time it is.
#[derive(Debug)]
pub struct Saving {
    /// The work as it was when it was handed over.
    pub work: Work,
    /// What was open then.
    pub generation: u64,
    /// The practice that was open then.
    pub practice: Option<PracticeId>,
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
    /// The folder.
    pub store: Store,
    /// What the practice says about itself, as far as that can be read.
    pub settings: Settings,
    /// What the next version of the settings comes after.
    pub settings_base: Base,
    /// Whether the folder was sealed; none where that couldn't be seen.
    pub was_sealed: Option<bool>,
    /// The index of the last time.
    pub index: Option<Index>,
    /// Where unsaved work is kept; none where the system names no folder for it.
    pub drafts: Option<Drafts>,
    /// Unsaved work that was left behind.
    pub found: Vec<Found>,
    /// Why unsaved work can't be kept or read.
    pub draft_trouble: Option<String>,
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
#[derive(Debug)]
struct Sent {
    done: Done,
    _share: Option<Arc<()>>,
}

/// Hands over results that come more than once, such as those of a watch.
#[derive(Debug, Clone)]
pub struct Teller(Sender<Sent>);

impl Teller {
    /// Hands one over. Nobody waits for it any more when the window has gone.
    pub fn tell(&self, done: Done) {
        self.0.send(Sent { done, _share: None }).ok();
    }
}

/// Starts work and collects what came of it. Dropping it waits for what is being closed.
#[derive(Debug)]
pub struct Jobs {
    closing: Closing,
    sender: Sender<Sent>,
    receiver: Receiver<Sent>,
    /// Counts what is under way: each work and each result on its way has a share in it, also where
    /// the thread came to grief.
    under_way: Arc<()>,
    /// The window, for work that began before there was one.
    window: Arc<OnceLock<Context>>,
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
        let ctx = ctx.clone();
        self.spawn(name, work, move || ctx.request_repaint())
    }

    /// Does something on a thread of its own before there is a window.
    ///
    /// # Errors
    /// The machine has no thread left.
    pub fn start_early(
        &self,
        name: &str,
        work: impl FnOnce() -> Done + Send + 'static,
    ) -> std::io::Result<()> {
        let window = Arc::clone(&self.window);
        // A window that comes later finds the result in its first frame.
        self.spawn(name, work, move || {
            window.get().into_iter().for_each(Context::request_repaint);
        })
    }

    fn spawn(
        &self,
        name: &str,
        work: impl FnOnce() -> Done + Send + 'static,
        wake: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let sender = self.sender.clone();
        let share = Arc::clone(&self.under_way);
        let thread = std::thread::Builder::new().name(name.to_owned());
        thread
            .spawn(move || {
                let done = work();
                // Nobody waits for it any more when the window has gone.
                sender.send(Sent { done, _share: Some(share) }).ok();
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
    pub fn belong_to(&self, ctx: &Context) {
        // Set once: the window stays the same one.
        self.window.set(ctx.clone()).ok();
    }

    /// Where results go that come more than once, such as those of a watch.
    pub fn teller(&self) -> Teller {
        Teller(self.sender.clone())
    }

    /// What was finished since the last time.
    pub fn finished(&self) -> Vec<Done> {
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
