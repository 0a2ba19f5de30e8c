//! Noticing what other programs and other computers change in a practice folder.
//!
//! The system's events tell of changes at once where it sends them. Network folders often send none,
//! so the folder of the client that is shown, and the practice's own, are also looked at once a
//! second, by names alone: revisions are never changed in place, so a list of names says it all.
//! What the change means is read by whoever is told.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::name::{CLIENTS, client_folder, is_passed_over};
use crate::model::ClientId;

/// How long the folders that are shown go without a look.
const POLL: Duration = Duration::from_secs(1);
/// Events come in bursts; a look waits for the end of one.
const SETTLE: Duration = Duration::from_millis(60);

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Files of the practice itself: settings, the key.
    Practice,
    /// Clients have come or gone.
    Clients,
    /// The files of the client that is shown.
    Client(ClientId),
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By the system's events, and by looking.
    EventsAndLooks,
    /// By looking alone, as on a network folder.
    Looks,
}

/// Watches a practice folder until it is dropped.
#[derive(Debug)]
pub struct Watch {
    orders: Sender<WatchOrder>,
    thread: Option<JoinHandle<()>>,
}

enum WatchOrder {
    Show(Option<ClientId>),
    Event,
    Stop,
}

impl Watch {
    /// Begins to watch. `tell` is called on a thread of its own and must not wait for anything.
    ///
    /// # Errors
    /// The machine has no thread left. A system without events is none: looking has to do.
    pub fn start(
        root: &Path,
        method: Method,
        tell: impl Fn(Changed) + Send + 'static,
    ) -> io::Result<Self> {
        let (orders, inbox) = channel();
        let events = (method == Method::EventsAndLooks).then(|| orders.clone());
        let root = root.to_owned();
        let thread = Builder::new().name("watch the practice".to_owned()).spawn(move || {
            let watcher = events.and_then(watcher);
            Looker::new(root, watcher).run(&inbox, &tell);
        })?;
        Ok(Self { orders, thread: Some(thread) })
    }

    /// Says which client is shown; only that one's files are looked at.
    pub fn show(&self, client: Option<ClientId>) {
        // A thread that is gone has nothing to tell any more.
        self.orders.send(WatchOrder::Show(client)).ok();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.orders.send(WatchOrder::Stop).ok();
        if let Some(thread) = self.thread.take() {
            // It has nothing to say about a panic that the panic hook didn't say.
            thread.join().ok();
        }
    }
}

fn watcher(orders: Sender<WatchOrder>) -> Option<RecommendedWatcher> {
    let told = move |event: notify::Result<notify::Event>| {
        let is_change = event.is_ok_and(|event| !event.kind.is_access());
        if is_change {
            orders.send(WatchOrder::Event).ok();
        }
    };
    notify::recommended_watcher(told).ok()
}

/// A folder and the names that were in it at the last look.
struct Folder {
    path: PathBuf,
    names: Vec<OsString>,
}

impl Folder {
    fn new(path: PathBuf) -> Self {
        let names = names(&path);
        Self { path, names }
    }

    /// Whether the names are others than at the last look.
    fn has_changed(&mut self) -> bool {
        let now = names(&self.path);
        let changed = now != self.names;
        self.names = now;
        changed
    }
}

struct Looker {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    practice: Folder,
    clients: Folder,
    client: Option<(ClientId, Folder)>,
}

impl Looker {
    fn new(root: PathBuf, watcher: Option<RecommendedWatcher>) -> Self {
        let practice = Folder::new(root.clone());
        let clients = Folder::new(root.join(CLIENTS));
        let mut looker = Self { root, watcher, practice, clients, client: None };
        for folder in [looker.practice.path.clone(), looker.clients.path.clone()] {
            looker.follow(&folder);
        }
        looker
    }

    fn run(mut self, inbox: &Receiver<WatchOrder>, tell: &impl Fn(Changed)) {
        loop {
            let mut by_event = false;
            match inbox.recv_timeout(POLL) {
                Ok(WatchOrder::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(WatchOrder::Show(client)) => self.show(client),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(WatchOrder::Event) => {
                    by_event = true;
                    std::thread::sleep(SETTLE);
                    for order in inbox.try_iter() {
                        match order {
                            WatchOrder::Stop => return,
                            WatchOrder::Show(client) => self.show(client),
                            WatchOrder::Event => {}
                        }
                    }
                }
            }
            self.look(by_event, tell);
        }
    }

    fn show(&mut self, client: Option<ClientId>) {
        if let Some((_, folder)) = self.client.take()
            && let Some(watcher) = &mut self.watcher
        {
            // It may be gone already.
            watcher.unwatch(&folder.path).ok();
        }
        self.client = client.map(|id| (id, Folder::new(self.root.join(client_folder(id)))));
        if let Some((_, folder)) = &self.client {
            let path = folder.path.clone();
            self.follow(&path);
        }
    }

    fn follow(&mut self, folder: &Path) {
        if let Some(watcher) = &mut self.watcher {
            // Where the system sends no events, looking has to do.
            watcher.watch(folder, RecursiveMode::NonRecursive).ok();
        }
    }

    fn look(&mut self, by_event: bool, tell: &impl Fn(Changed)) {
        if self.practice.has_changed() {
            tell(Changed::Practice);
        }
        // A clinic's list of clients is long; it is read again only when the system says so.
        if by_event && self.clients.has_changed() {
            tell(Changed::Clients);
        }
        if let Some((id, folder)) = &mut self.client
            && folder.has_changed()
        {
            tell(Changed::Client(*id));
        }
    }
}

/// The names in a folder that somebody may mean, sorted; none where it can't be read.
fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<OsString> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.file_name()))
        .filter(|name| !is_passed_over(&name.to_string_lossy()))
        .collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests;
