//! Any bytes as files that somebody puts into a practice folder: forged records and keys, twins,
//! circles, tombstones, foreign files. Whoever reads the folder panics nowhere and deletes nothing,
//! lists and `verify` say the same, and a record with whole versions has one that counts. In a sealed
//! practice whoever has no key changes nothing of what it says.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use ischia_fuzz::CLIENTS;
use ischia_fuzz::model::{
    Client, ClientId, Day, PlanId, PlanRecord, PracticeId, RevisionId, Settings,
};
use ischia_fuzz::planner;
use ischia_fuzz::store::files::Files;
use ischia_fuzz::store::index::{Index, Order};
use ischia_fuzz::store::seal::WorkFactor;
use ischia_fuzz::store::{
    Base, Damage, ExposeSecret, History, Key, MARKER, Opened, Progress, RecordFile, SecretString,
    Stamp, Store,
};
use ischia_fuzz::text;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

/// Files that one input puts into the folder at most.
const MOST: usize = 12;

/// A practice that somebody writes into.
struct Practice {
    files: BTreeMap<PathBuf, Vec<u8>>,
    practice: PracticeId,
    clients: Vec<ClientId>,
    plans: Vec<PlanId>,
    /// Those that were saved, in their order, and some that weren't.
    revisions: Vec<RevisionId>,
    /// The words of the recovery key, where it is sealed.
    recovery: Option<String>,
    /// What its lists say.
    says: BTreeMap<ClientId, Vec<String>>,
}

static READABLE: LazyLock<Practice> = LazyLock::new(|| Practice::new(false));
static SEALED: LazyLock<Practice> = LazyLock::new(|| Practice::new(true));

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Bytes(bytes);
    let practice: &Practice = if bytes.next() % 2 == 0 { &READABLE } else { &SEALED };
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let root = folder.path().join("p");
    practice.files.iter().for_each(|(path, content)| put(&root.join(path), content));
    let mut is_added_alone = true;
    for _ in 0..MOST {
        if bytes.0.is_empty() {
            break;
        }
        let path = practice.path(&mut bytes);
        let content = practice.content(&mut bytes, &path);
        is_added_alone &= !practice.files.contains_key(&path);
        put(&root.join(path), &content);
    }
    if let Some(store) = practice.open(&root, is_added_alone) {
        look(practice, &store, is_added_alone);
    }
});

/// Bytes as numbers and choices; zeros once they are used up.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.next()) % all.len()]
    }

    fn some<T: Copy>(&mut self, all: &[T]) -> Vec<T> {
        let count = self.next() % 4;
        (0..count).map(|_| self.of(all)).collect()
    }

    fn take(&mut self) -> Vec<u8> {
        let count = usize::from(self.next()).min(self.0.len());
        let (taken, rest) = self.0.split_at(count);
        self.0 = rest;
        taken.to_vec()
    }
}

fn put(path: &Path, content: &[u8]) {
    // A file may stand where a folder should be, and the other way round.
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).ok();
    }
    fs::write(path, content).ok();
}

fn stamp(second: i64) -> Stamp {
    let at = Timestamp::from_second(1_790_000_000 + second).unwrap_or_default();
    Stamp { by: "A. Therapist".to_owned(), at }
}

impl Practice {
    fn new(sealed: bool) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let root = folder.path().join("p");
        let practice = PracticeId::seeded(stamp(0).at, [1; 10]);
        let mut store = Store::create_with(&root, practice, Files::unsynced())
            .unwrap_or_else(|error| panic!("{error}"));
        let clients: Vec<ClientId> =
            (0..4_u8).map(|it| ClientId::seeded(stamp(0).at, [it; 10])).collect();
        let plans: Vec<PlanId> =
            (0..3_u8).map(|it| PlanId::seeded(stamp(0).at, [it; 10])).collect();
        let recovery = fill(&mut store, &clients, &plans, sealed);
        let files: BTreeMap<PathBuf, Vec<u8>> = below(store.root());
        let mut revisions: Vec<RevisionId> =
            files.keys().filter_map(|path| Some(RecordFile::of(path)?.revision)).collect();
        revisions.sort_unstable();
        revisions.extend((0..4_u8).map(|it| RevisionId::seeded(stamp(99).at, [it; 10])));
        let says = says(&store);
        assert_eq!(says.len(), 2, "one is removed, and one erased");
        Self { files, practice, clients, plans, revisions, recovery, says }
    }

    fn key(&self, bytes: &mut Bytes<'_>) -> Key {
        match bytes.next() % 4 {
            0 => Key::Settings,
            1 => Key::Vault,
            2 => Key::Client(bytes.of(&self.clients)),
            _ => Key::Plan(bytes.of(&self.clients), bytes.of(&self.plans)),
        }
    }

    /// Where a file is put.
    fn path(&self, bytes: &mut Bytes<'_>) -> PathBuf {
        let sealed = bytes.next() % 2 == 1;
        let file = RecordFile { key: self.key(bytes), revision: bytes.of(&self.revisions), sealed };
        let path = file.path();
        match bytes.next() {
            // Somebody else's file, a hidden one, and what a synchronising program makes of two.
            0 => path.with_file_name("letter.pdf"),
            1 => path.with_file_name(".hidden"),
            2 => path.with_extension("sync-conflict-20261121-101010-ABCDEFG.ron"),
            3 => PathBuf::from(MARKER),
            4 => path.with_file_name(format!(".{}.icloud", file.name())),
            // A folder that has the name of a record.
            5 => path.join("inside"),
            _ => path,
        }
    }

    /// What is put there.
    fn content(&self, bytes: &mut Bytes<'_>, path: &Path) -> Vec<u8> {
        let files: Vec<&Vec<u8>> = self.files.values().collect();
        match bytes.next() % 8 {
            0 => bytes.take(),
            1 => bytes.of(&files).clone(),
            2 => {
                let mut copy = bytes.of(&files).clone();
                let at = usize::from(u16::from_le_bytes([bytes.next(), bytes.next()])) % copy.len();
                copy[at] ^= bytes.next() | 1;
                copy
            }
            _ => self.forged(bytes, path),
        }
    }

    /// A record whose hash fits, and that says of itself whatever it likes.
    fn forged(&self, bytes: &mut Bytes<'_>, path: &Path) -> Vec<u8> {
        let named = RecordFile::of(path);
        let own = named.filter(|_| bytes.next() < 224);
        let key = own.map_or_else(|| self.key(bytes), |file| file.key);
        let id = own.map_or_else(|| bytes.of(&self.revisions), |file| file.revision);
        let content = match (bytes.next() % 8, key) {
            (0, _) => "Removed".to_owned(),
            (1, _) => "Erased".to_owned(),
            (2, _) => String::from_utf8_lossy(&bytes.take()).into_owned(),
            (_, Key::Client(_)) => r#"Is((name: "Forged"))"#.to_owned(),
            (_, Key::Settings) => "Is(())".to_owned(),
            (_, Key::Vault) => r#"Is((age: "-----BEGIN AGE ENCRYPTED FILE-----"))"#.to_owned(),
            (_, Key::Plan(..)) => PLAN.clone(),
        };
        let list =
            |ids: Vec<RevisionId>| ids.iter().map(|id| format!("\"{id}\",")).collect::<String>();
        let (parents, ancestors) =
            (list(bytes.some(&self.revisions)), list(bytes.some(&self.revisions)));
        let of = text::to_ron(&key).unwrap_or_default();
        let saved = stamp(i64::from(bytes.next())).at;
        let before = "(\n  format: \"ischia-record/1\",\n  hash: \"";
        let after = format!(
            "\",\n  id: \"{id}\", parents: [{parents}], ancestors: [{ancestors}], practice: \"{}\", \
             of: {of}, saved: \"{saved}\", by: \"\", content: {content})\n",
            self.practice
        );
        let mut hasher = blake3::Hasher::new();
        hasher.update(before.as_bytes()).update(after.as_bytes());
        let hash = hasher.finalize().to_hex();
        format!("{before}{hash}{after}").into_bytes()
    }

    /// The practice, where it opens.
    fn open(&self, root: &Path, is_added_alone: bool) -> Option<Store> {
        let files = Files::unsynced();
        match (Store::open_with(root, files), &self.recovery) {
            (Ok(Opened::Open(store)), None) => Some(store),
            (Ok(Opened::Open(_)), Some(_)) => panic!("a sealed practice opens without its key"),
            (Ok(Opened::Sealed(locked)), Some(words)) => {
                let opened = locked.recover(words);
                assert!(opened.is_ok() || !is_added_alone, "{:?}", opened.err());
                opened.ok()
            }
            // Somebody's key file: the owner hears of it before anything is read or saved.
            (Ok(Opened::Sealed(_)), None) => None,
            (Err(error), _) => {
                assert!(!is_added_alone, "{error}");
                None
            }
        }
    }
}

/// A plan as a record holds it.
static PLAN: LazyLock<String> = LazyLock::new(|| {
    let record = record();
    format!("Is({})", text::to_ron(&record).unwrap_or_default())
});

fn record() -> PlanRecord {
    let knowledge = &*ischia_fuzz::SHIPPED;
    let mut plan = planner::plan(&CLIENTS[0], knowledge).unwrap_or_else(|error| panic!("{error}"));
    // A small one is read sooner, and forged no worse.
    plan.steps.clear();
    PlanRecord::draft(plan)
}

/// Two clients with plans, one who was removed, one who was erased; the words that open it.
fn fill(store: &mut Store, clients: &[ClientId], plans: &[PlanId], sealed: bool) -> Option<String> {
    let done = fill_readable(store, clients, plans);
    done.unwrap_or_else(|error| panic!("{error}"));
    if !sealed {
        return None;
    }
    let passphrase = SecretString::from("heron over the bay".to_owned());
    let converted =
        store.seal_practice(&passphrase, WorkFactor::Least, &stamp(50), &Progress::default());
    *store = converted.unwrap_or_else(|error| panic!("{error}")).store;
    store.seal().map(|seal| seal.recovery_key().expose_secret().to_owned())
}

fn fill_readable(
    store: &Store,
    clients: &[ClientId],
    plans: &[PlanId],
) -> Result<(), ischia_fuzz::store::StoreError> {
    store.save_settings(Base::none(), Settings::default(), &stamp(1))?;
    for (second, client) in (10..).step_by(10).zip(clients) {
        let named = Client::named(format!("Client {second}"));
        let first = store.save_client(*client, Base::none(), named.clone(), &stamp(second))?;
        let base = Base::of([&first]);
        store.save_client(*client, base, named, &stamp(second + 1))?;
    }
    for plan in &plans[..2] {
        let first = store.save_plan(clients[0], *plan, Base::none(), record(), &stamp(60))?;
        store.save_plan(clients[0], *plan, Base::of([&first]), record(), &stamp(61))?;
    }
    let base = store.client_record(clients[2])?.base();
    store.remove_client(clients[2], base, &stamp(62))?;
    store.erase_client(clients[3], &stamp(63))
}

/// What lies below a folder, hidden files too.
fn below(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let (Ok(name), Ok(content)) = (path.strip_prefix(root), fs::read(&path)) {
                found.insert(name.to_owned(), content);
            }
        }
    }
    found
}

/// What the lists of a practice say: each client with name and plans.
fn says(store: &Store) -> BTreeMap<ClientId, Vec<String>> {
    let mut index = Index::empty(store.practice());
    index.refresh(store, &Progress::default()).unwrap_or_else(|error| panic!("{error}"));
    says_of(&index)
}

fn says_of(index: &Index) -> BTreeMap<ClientId, Vec<String>> {
    // Of whom no version counts, the list says that something is wrong, and nothing else.
    let clients = index.clients(Order::Name).into_iter().filter(|row| row.heads > 0);
    let of = |client: ClientId| {
        let plans = index.plans(client).into_iter();
        plans.map(|plan| format!("{} {} {}", plan.id, plan.revision, plan.heads))
    };
    let says = clients.map(|row| {
        let own = format!("{} {}", row.name, row.heads);
        (row.id, std::iter::once(own).chain(of(row.id)).collect())
    });
    says.collect()
}

fn assert_has_head<T>(history: &History<T>) {
    assert_eq!(history.revisions().is_empty(), history.current().is_none());
}

/// Everything that only reads, and what must hold of it.
fn look(practice: &Practice, store: &Store, is_added_alone: bool) {
    let before = below(store.root());
    let report = store.verify(&Progress::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(below(store.root()), before, "`verify` changes nothing");
    let mut erased = BTreeSet::new();
    let mut divided = BTreeSet::new();
    let mut problems = BTreeSet::new();
    for client in store.clients().unwrap_or_else(|error| panic!("{error}")) {
        // What isn't a folder is damage, and nobody's client.
        let Ok(folder) = store.client(client) else { continue };
        assert_has_head(&folder.client);
        if folder.client.is_erased() {
            erased.insert(client);
        }
        divided.extend(folder.client.has_two_versions().then_some(Key::Client(client)));
        problems.extend(folder.client.problems().iter().map(|problem| problem.file.clone()));
        for (plan, history) in &folder.plans {
            assert_has_head(history);
            divided.extend(history.has_two_versions().then_some(Key::Plan(client, *plan)));
            problems.extend(history.problems().iter().map(|problem| problem.file.clone()));
        }
        problems.extend(folder.foreign);
    }
    let is_of_client = |key: &&Key| matches!(key, Key::Client(_) | Key::Plan(..));
    let told: BTreeSet<Key> = report.two_versions.iter().filter(is_of_client).copied().collect();
    assert_eq!(told, divided);
    let is_readable = |damage: &Damage| matches!(damage, Damage::Unreadable(_));
    let told = report.damaged.iter().filter(|problem| !is_readable(&problem.damage));
    let told = told.map(|problem| problem.file.clone()).chain(report.unsealed.iter().cloned());
    let told: BTreeSet<PathBuf> = told.collect();
    for problem in &problems {
        assert!(told.contains(problem) || before.get(problem).is_none(), "{}", problem.display());
    }

    let mut index = Index::empty(store.practice());
    let changes = index.refresh(store, &Progress::default());
    let failed = changes.unwrap_or_else(|error| panic!("{error}")).failed;
    let again = index.refresh(store, &Progress::default());
    let again = again.unwrap_or_else(|error| panic!("{error}"));
    // What was erased now looks different, once.
    assert!(again.read.iter().all(|client| erased.contains(client)) || !failed.is_empty());
    for row in index.clients(Order::Name) {
        assert!(!erased.contains(&row.id));
        let today = Day::from(jiff::civil::date(2026, 11, 24));
        let part = index.client_folder(store, row.id, today, &BTreeSet::new(), None);
        let (Ok(part), Ok(whole)) = (part, store.client(row.id)) else { continue };
        assert_eq!(part.plans.len() + part.known.len(), whole.plans.len());
        let heads = |key| if told_of(&report.two_versions, key) { 2 } else { 0 };
        assert!(row.heads >= heads(Key::Client(row.id)));
    }
    // Only what is left of clients who were erased goes.
    let after = below(store.root());
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        let whose = erased.iter().find(|id| path.starts_with(format!("clients/{id}")));
        assert!(whose.is_some(), "{} is gone", path.display());
    }
    if practice.recovery.is_some() && is_added_alone {
        assert_eq!(erased, BTreeSet::from([practice.clients[3]]));
        assert_eq!(says_of(&index), practice.says);
    }
}

fn told_of(keys: &[Key], key: Key) -> bool {
    keys.contains(&key)
}
