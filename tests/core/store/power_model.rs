//! A disk that loses its power: operations on files are taken down as they happen, played up to any
//! point, and what was not synced by then is kept, lost or mixed up.
//!
//! What counts as safe: a file's content once the file was synced, a name in a folder once that
//! folder was synced. A name that was made, moved or removed since may be in any state that it had
//! since, each name for itself; content that was not synced may be whole, cut short, all zeros or
//! absent, under whatever name the file has.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use fastrand::Rng;
use ischia::store::files::{FileOp, Files};

use super::support::tree;

/// An operation, or a word of the one who asked for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    MakeFolder(PathBuf),
    Create(PathBuf),
    Write(PathBuf, Vec<u8>),
    SyncFile(PathBuf),
    Move(PathBuf, PathBuf),
    Replace(PathBuf, PathBuf),
    Exchange(PathBuf, PathBuf),
    SyncFolder(PathBuf),
    SyncTree(PathBuf),
    RemoveFile(PathBuf),
    RemoveFolder(PathBuf),
    /// What the asker knows at this point.
    Mark(Mark),
}

/// What was asked for, or was acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    Created,
    /// The path of a record, from the folder of the practice.
    Saved(String),
    /// The path of a draft from the folder of everything, and its content.
    Drafting(String, Vec<u8>),
    Drafted(String, Vec<u8>),
    /// The folder of a client, from the folder of the practice.
    Erasing(String),
    Erased(String),
}

/// Takes operations down, with paths from this folder.
#[derive(Clone)]
pub struct Recorder {
    base: PathBuf,
    events: Arc<Mutex<Vec<Event>>>,
}

impl Recorder {
    pub fn new(base: &Path) -> Self {
        Self { base: base.to_owned(), events: Arc::default() }
    }

    pub fn mark(&self, mark: Mark) {
        self.events.lock().unwrap().push(Event::Mark(mark));
    }

    pub fn events(&self) -> Vec<Event> {
        self.events.lock().unwrap().clone()
    }

    /// Operations that are taken down, unless this one is refused.
    pub fn files(&self, refuses: impl Fn(&FileOp<'_>) -> bool + Send + Sync + 'static) -> Files {
        let this = self.clone();
        Files::observed(Arc::new(move |op| {
            if refuses(op) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            let event = this.event(op);
            this.events.lock().unwrap().push(event);
            Ok(())
        }))
    }

    fn event(&self, op: &FileOp<'_>) -> Event {
        let own = |path: &Path| path.strip_prefix(&self.base).unwrap().to_owned();
        match op {
            FileOp::MakeFolder(path) => Event::MakeFolder(own(path)),
            FileOp::Create(path) => Event::Create(own(path)),
            FileOp::Write(path, bytes) => Event::Write(own(path), bytes.to_vec()),
            FileOp::SyncFile(path) => Event::SyncFile(own(path)),
            FileOp::Move(from, to) => Event::Move(own(from), own(to)),
            FileOp::Replace(from, to) => Event::Replace(own(from), own(to)),
            FileOp::Exchange(a, b) => Event::Exchange(own(a), own(b)),
            FileOp::SyncFolder(path) => Event::SyncFolder(own(path)),
            FileOp::SyncTree(path) => Event::SyncTree(own(path)),
            FileOp::RemoveFile(path) => Event::RemoveFile(own(path)),
            FileOp::RemoveFolder(path) => Event::RemoveFolder(own(path)),
        }
    }
}

type Node = usize;

#[derive(Debug, Clone)]
enum Thing {
    File {
        now: Vec<u8>,
        safe: Option<Vec<u8>>,
    },
    /// Each name with every state that it had since the folder was last synced, that one first.
    Folder(BTreeMap<String, Vec<Option<Node>>>),
}

/// The disk at one point.
#[derive(Debug, Clone)]
pub struct Disk {
    things: Vec<Thing>,
}

/// How much of what was not synced is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Nothing.
    Dropped,
    /// Everything.
    Applied,
    /// Each name and each content for itself, by lot.
    Mixed,
}

impl Disk {
    /// A disk with what stands in this folder, all of it safe.
    pub fn of(base: &Path) -> Self {
        let mut disk = Self { things: vec![Thing::Folder(BTreeMap::new())] };
        for (path, bytes) in tree(base) {
            let thing = if path.ends_with('/') {
                Thing::Folder(BTreeMap::new())
            } else {
                Thing::File { safe: Some(bytes.clone()), now: bytes }
            };
            let node = disk.add(thing);
            disk.name(Path::new(path.trim_end_matches('/')), Some(node));
        }
        for thing in &mut disk.things {
            if let Thing::Folder(names) = thing {
                names.values_mut().for_each(keep_last);
            }
        }
        disk
    }

    fn add(&mut self, thing: Thing) -> Node {
        self.things.push(thing);
        self.things.len() - 1
    }

    fn find(&self, path: &Path) -> Option<Node> {
        let mut node = 0;
        for part in path {
            let Thing::Folder(names) = &self.things[node] else { return None };
            node = (*names.get(part.to_str().unwrap())?.last().unwrap())?;
        }
        Some(node)
    }

    /// Gives a name to a thing, or takes it away.
    fn name(&mut self, path: &Path, node: Option<Node>) {
        let folder = self.find(path.parent().unwrap()).expect("a folder for every name");
        let Thing::Folder(names) = &mut self.things[folder] else {
            panic!("{}: no folder", path.display())
        };
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        names.entry(name).or_insert_with(|| vec![None]).push(node);
    }

    fn move_to(&mut self, from: &Path, to: &Path) {
        let node = self.find(from).unwrap_or_else(|| panic!("{} is not there", from.display()));
        self.name(to, Some(node));
        self.name(from, None);
    }

    /// What the operation does.
    pub fn play(&mut self, event: &Event) {
        match event {
            Event::Mark(_) => {}
            Event::MakeFolder(path) => {
                let node = self.add(Thing::Folder(BTreeMap::new()));
                self.name(path, Some(node));
            }
            Event::Create(path) => {
                let node = self.add(Thing::File { now: Vec::new(), safe: None });
                self.name(path, Some(node));
            }
            Event::Write(path, bytes) => {
                if let Some(Thing::File { now, .. }) = self.thing(path) {
                    now.clone_from(bytes);
                }
            }
            Event::SyncFile(path) => {
                if let Some(Thing::File { now, safe }) = self.thing(path) {
                    *safe = Some(now.clone());
                }
            }
            Event::Move(from, to) | Event::Replace(from, to) => self.move_to(from, to),
            Event::Exchange(a, b) => {
                let (first, second) = (self.find(a), self.find(b));
                self.name(a, second);
                self.name(b, first);
            }
            Event::SyncFolder(path) => {
                if let Some(Thing::Folder(names)) = self.thing(path) {
                    names.values_mut().for_each(keep_last);
                }
            }
            Event::SyncTree(path) => {
                if let Some(node) = self.find(path) {
                    self.sync_tree(node);
                }
            }
            Event::RemoveFile(path) | Event::RemoveFolder(path) => {
                if self.find(path).is_some() {
                    self.name(path, None);
                }
            }
        }
    }

    fn sync_tree(&mut self, node: Node) {
        let below: Vec<Node> = match &mut self.things[node] {
            Thing::File { now, safe } => {
                *safe = Some(now.clone());
                Vec::new()
            }
            Thing::Folder(names) => {
                names.values_mut().for_each(keep_last);
                names.values().filter_map(|states| *states.last()?).collect()
            }
        };
        for node in below {
            self.sync_tree(node);
        }
    }

    fn thing(&mut self, path: &Path) -> Option<&mut Thing> {
        let node = self.find(path)?;
        self.things.get_mut(node)
    }

    /// Writes what a cut of the power leaves into a folder.
    pub fn leave(&self, into: &Path, cut: Cut, rng: &mut Rng) {
        self.leave_folder(0, into, cut, rng);
    }

    fn leave_folder(&self, node: Node, into: &Path, cut: Cut, rng: &mut Rng) {
        let Thing::Folder(names) = &self.things[node] else { return };
        for (name, states) in names {
            let state = match cut {
                Cut::Dropped => states[0],
                Cut::Applied => *states.last().unwrap(),
                Cut::Mixed => states[rng.usize(..states.len())],
            };
            let Some(node) = state else { continue };
            let path = into.join(name);
            match &self.things[node] {
                Thing::Folder(_) => {
                    fs::create_dir(&path).unwrap();
                    self.leave_folder(node, &path, cut, rng);
                }
                Thing::File { now, safe } => {
                    fs::write(&path, left_of(now, safe.as_deref(), cut, rng)).unwrap();
                }
            }
        }
    }
}

fn keep_last(states: &mut Vec<Option<Node>>) {
    let last = states.pop();
    states.clear();
    states.extend(last);
}

/// What is left of a file's content.
fn left_of(now: &[u8], safe: Option<&[u8]>, cut: Cut, rng: &mut Rng) -> Vec<u8> {
    if safe == Some(now) {
        return now.to_vec();
    }
    match cut {
        Cut::Dropped => safe.unwrap_or_default().to_vec(),
        Cut::Applied => now.to_vec(),
        Cut::Mixed => match rng.u8(0..4) {
            0 => safe.unwrap_or_default().to_vec(),
            1 => now.to_vec(),
            2 => now[..rng.usize(..=now.len())].to_vec(),
            _ => vec![0; now.len()],
        },
    }
}
