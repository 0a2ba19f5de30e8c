//! What the suites of the practice folder share: records to save, folders to copy, and what a
//! practice says as one value that can be compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ischia::model::{Client, ClientId, PlanRecord, RevisionId, Settings};
use ischia::store::files::{Files, PASSING_PREFIX};
use ischia::store::seal::Seal;
use ischia::store::{
    Base, Content, ExposeSecret, History, Key, Opened, Progress, RecordFile, Stamp, Store,
};
use jiff::Timestamp;

use crate::support::{calm, plan};

/// A moment, in seconds from an arbitrary start.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// A save at this moment.
pub fn stamp(second: i64) -> Stamp {
    Stamp { by: "A. Therapist".to_owned(), at: at(second) }
}

/// A client, told from others by the number.
pub fn client(number: u64) -> Client {
    Client {
        code: Some(format!("C-{number}")),
        important: Some(format!("“quoted” \\ {number}\nsecond line")),
        ..Client::named(format!("Zoë Sample {number}"))
    }
}

/// A plan, told from others by the number.
pub fn record(number: u64) -> PlanRecord {
    static DRAFT: LazyLock<PlanRecord> = LazyLock::new(|| PlanRecord::draft(plan(calm("chronic"))));
    let mut record = DRAFT.clone();
    record.plan.intake.notes = Some(format!("note {number}"));
    record
}

/// Settings, told from others by the number.
pub fn settings(number: u64) -> Settings {
    Settings { name: format!("Practice {number}"), ..Settings::default() }
}

/// A practice that can be read as it stands.
pub fn open(root: &Path) -> Store {
    Store::open(root).and_then(Opened::open).unwrap_or_else(|error| panic!("{error}"))
}

/// Makes a practice of which everything that is saved later is sealed, with one sealed settings
/// record that the key can be tried on.
pub fn create_sealed(root: &Path) -> Seal {
    let store = Store::create(root, at(0)).unwrap();
    let saved = store.save_settings(Base::none(), settings(0), &stamp(0)).unwrap();
    let plain = RecordFile { key: Key::Settings, revision: saved.id, sealed: false };
    let seal = Seal::generate();
    let bytes = fs::read(root.join(plain.path())).unwrap();
    let sealed = RecordFile { sealed: true, ..plain };
    fs::write(root.join(sealed.path()), seal.seal(&bytes).unwrap()).unwrap();
    fs::remove_file(root.join(plain.path())).unwrap();
    seal
}

/// Opens a practice, with its key where it has one.
pub fn open_with(root: &Path, seal: Option<&Seal>, files: Files) -> Store {
    let opened = Store::open_with(root, files).unwrap_or_else(|error| panic!("{error}"));
    match (opened, seal) {
        (Opened::Open(store), None) => store,
        (Opened::Sealed(locked), Some(seal)) => {
            locked.recover(seal.recovery_key().expose_secret()).unwrap()
        }
        (opened, _) => panic!("sealed or not: {opened:?}"),
    }
}

/// Every file and folder under a folder, by its path from there; folders end with a slash.
pub fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(root.join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            let name = path.to_str().unwrap().to_owned();
            if entry.file_type().unwrap().is_dir() {
                found.insert(format!("{name}/"), Vec::new());
                waiting.push(path);
            } else {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// The passing files that lie about under a folder.
pub fn passing_files(root: &Path) -> Vec<String> {
    let is_passing = |path: &String| path.rsplit('/').next().unwrap().starts_with(PASSING_PREFIX);
    tree(root).into_keys().filter(is_passing).collect()
}

/// Copies a folder, as a backup program would.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for (path, bytes) in tree(from) {
        if let Some(folder) = path.strip_suffix('/') {
            fs::create_dir_all(to.join(folder)).unwrap();
        } else {
            fs::create_dir_all(to.join(&path).parent().unwrap()).unwrap();
            fs::write(to.join(&path), bytes).unwrap();
        }
    }
}

/// One record as it reads: its heads, and every revision with what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub heads: Vec<RevisionId>,
    pub revisions: BTreeMap<RevisionId, String>,
    pub problems: Vec<PathBuf>,
}

impl Said {
    pub fn of<T: std::fmt::Debug>(history: &History<T>) -> Self {
        let mut heads: Vec<RevisionId> = history.heads().map(|head| head.id).collect();
        heads.sort();
        let revisions = history.revisions().iter();
        Self {
            heads,
            revisions: revisions.map(|it| (it.id, format!("{:?}", it.content))).collect(),
            problems: history.problems().iter().map(|problem| problem.file.clone()).collect(),
        }
    }
}

/// Everything that a practice says, record by record.
pub fn said(store: &Store) -> BTreeMap<Key, Said> {
    let mut all = BTreeMap::from([(Key::Settings, Said::of(&store.settings().unwrap()))]);
    for id in store.clients().unwrap() {
        let Ok(folder) = store.client(id) else { continue };
        all.insert(Key::Client(id), Said::of(&folder.client));
        for (plan, history) in &folder.plans {
            all.insert(Key::Plan(id, *plan), Said::of(history));
        }
    }
    all
}

/// The file names that a look at every file finds fault with.
pub fn damaged(store: &Store) -> Vec<String> {
    let report = store.verify(&Progress::default()).unwrap_or_else(|error| panic!("{error}"));
    report.damaged.iter().map(|problem| problem.file.to_str().unwrap().to_owned()).collect()
}

/// Whether a record's file is there and whole.
pub fn is_whole(store: &Store, path: &str) -> Result<(), String> {
    let file = parse(path).ok_or_else(|| format!("{path}: no name of a record"))?;
    let read = match file.key {
        Key::Settings => store.read::<Settings>(&file).map(drop),
        Key::Vault => store.read::<ischia::store::seal::WrappedKey>(&file).map(drop),
        Key::Client(_) => store.read::<Client>(&file).map(drop),
        Key::Plan(_, _) => store.read::<PlanRecord>(&file).map(drop),
    };
    read.map_err(|damage| format!("{path}: {damage}"))
}

/// The record that a path from the folder of the practice stands for.
pub fn parse(path: &str) -> Option<RecordFile> {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop()?;
    let client = match parts.as_slice() {
        [] => None,
        ["clients", client] => Some(ClientId::parse(client).ok()?),
        _ => return None,
    };
    RecordFile::parse(client, name)
}

/// The path of a revision's file, as it is saved by this store.
pub fn path_of(store: &Store, key: Key, revision: RevisionId) -> String {
    let file = RecordFile { key, revision, sealed: store.seal().is_some() };
    file.path().to_str().unwrap().to_owned()
}

/// Whether a revision says that its client was erased.
pub fn is_erased<T>(content: &Content<T>) -> bool {
    matches!(content, Content::Erased)
}
