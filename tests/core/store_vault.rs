//! The vault from outside: nothing is lost, whatever fails and whoever else saves meanwhile, and
//! nothing readable is left where nothing should be.

mod interrupted;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ischia::model::{Client, ClientId, PlanId, PlanRecord, Settings};
use ischia::store::drafts::{Draft, Drafts};
use ischia::store::files::{FileOp, Files, Observer};
use ischia::store::seal::WorkFactor;
use ischia::store::vault::{
    ConvertedPractice, Proposal, Role, leftovers, recovery_sheet, remove_leftover,
};
use ischia::store::{
    Base, Damage, ExposeSecret, Opened, Places, Progress, RecordFile, SecretString, Stamp, Store,
    StoreError,
};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::support;

const NAME: &str = "Quirina Heronsworth";
const NOTE: &str = "afraid of thunderstorms";

fn stamp() -> Stamp {
    Stamp { by: "A. Therapist".to_owned(), at: Timestamp::from_second(1_790_000_000).unwrap() }
}

fn secret(words: &str) -> SecretString {
    SecretString::from(words.to_owned())
}

fn passphrase() -> SecretString {
    secret("heron over the bay")
}

fn plan_record(note: &str) -> PlanRecord {
    let mut intake = support::calm("chronic");
    intake.notes = Some(note.to_owned());
    PlanRecord::draft(support::plan(intake))
}

/// A practice with something of every kind in it, in a folder of its own.
struct Practice {
    folder: TempDir,
    first: ClientId,
    plan: PlanId,
}

impl Practice {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let store = Store::create(&root, stamp().at).unwrap();
        store.save_settings(Base::none(), Settings::default(), &stamp()).unwrap();
        let [first, second] = [0, 1].map(|_| ClientId::fresh(stamp().at));
        let client = Client { important: Some(NOTE.to_owned()), ..Client::named(NAME) };
        let saved = store.save_client(first, Base::none(), client.clone(), &stamp()).unwrap();
        store.save_client(first, Base::of([&saved]), client, &stamp()).unwrap();
        let plan = PlanId::fresh(stamp().at);
        store.save_plan(first, plan, Base::none(), plan_record(NOTE), &stamp()).unwrap();
        let other = Client::named("Second");
        let saved = store.save_client(second, Base::none(), other, &stamp()).unwrap();
        store.remove_client(second, Base::of([&saved]), &stamp()).unwrap();
        fs::create_dir_all(root.join(".stfolder")).unwrap();
        put(&root.join(".stfolder/marker"), b"syncthing");
        put(&root.join(".stignore"), b"*.tmp");
        Self { folder, first, plan }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    fn store(&self) -> Store {
        Store::open(&self.root()).unwrap().open().unwrap()
    }

    fn observed(&self, observer: Arc<Observer>) -> Opened {
        Store::open_with(&self.root(), Files::observed(observer)).unwrap()
    }

    fn seal(&self) -> ConvertedPractice {
        seal(&self.store()).unwrap()
    }

    fn names_beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

fn put(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    options.open(path).unwrap().write_all(bytes).unwrap();
}

fn seal(store: &Store) -> Result<ConvertedPractice, StoreError> {
    store.seal_practice(&passphrase(), WorkFactor::Least, &stamp(), &Progress::default())
}

fn unseal(store: &Store) -> Result<ConvertedPractice, StoreError> {
    store.unseal_practice(&stamp(), &Progress::default())
}

/// The practice that is at this path, whether sealed or not.
fn open(root: &Path) -> Store {
    match Store::open(root).unwrap() {
        Opened::Open(store) => store,
        Opened::Sealed(locked) => locked.unlock(&passphrase()).unwrap(),
    }
}

fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn gather(root: &Path, at: &Path, tree: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(root.join(at)).unwrap() {
            let entry = entry.unwrap();
            let path = at.join(entry.file_name());
            if entry.file_type().unwrap().is_dir() {
                tree.insert(path.clone(), Vec::new());
                gather(root, &path, tree);
            } else {
                tree.insert(path, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    gather(root, Path::new(""), &mut all);
    all
}

/// The opened bytes of every record, by its name when readable.
fn records(store: &Store) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = store.list_root().unwrap().records;
    for client in store.clients().unwrap() {
        files.extend(store.list(client).unwrap().records);
    }
    files
        .into_iter()
        .filter(|file| file.key.kind() != "vault")
        .map(|file| {
            let name = ischia::store::RecordFile { sealed: false, ..file }.path();
            (name, store.bytes(&file).unwrap())
        })
        .collect()
}

fn assert_whole(store: &Store) {
    let report = store.verify(&Progress::default()).unwrap();
    assert!(report.damaged.is_empty(), "{:?}", report.damaged);
    assert!(report.unsealed.is_empty(), "{:?}", report.unsealed);
}

#[test]
fn sealing_keeps_every_record_and_unsealing_brings_every_byte_back() {
    let practice = Practice::new();
    let (before, plain) = (tree(&practice.root()), records(&practice.store()));
    let progress = Progress::default();
    let sealed = practice
        .store()
        .seal_practice(&passphrase(), WorkFactor::Least, &stamp(), &progress)
        .unwrap();
    assert_eq!(sealed.records, plain.len());
    let files = before.values().filter(|bytes| !bytes.is_empty()).count();
    assert_eq!((progress.done(), progress.total()), (files * 2, files * 2));
    assert!(sealed.problems.is_empty() && sealed.left.is_empty() && sealed.unfinished.is_none());
    assert_eq!(tree(&sealed.old), before, "the old folder is what it was");
    assert_eq!(records(&open(&practice.root())), plain);
    assert_eq!(records(&sealed.store), plain);
    assert_whole(&sealed.store);
    assert!(practice.root().join(".stfolder/marker").exists());
    let names: Vec<PathBuf> = tree(&practice.root()).into_keys().collect();
    let readable = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (name.starts_with("client-") || name.starts_with("plan-")) && !name.ends_with(".ron.age")
    };
    assert!(!names.iter().any(readable), "{names:?}");
    assert!(matches!(seal(&sealed.store), Err(StoreError::AlreadySealed)));

    let unsealed = unseal(&sealed.store).unwrap();
    assert_eq!(tree(&practice.root()), before);
    assert_eq!(unsealed.records, plain.len());
    assert!(practice.store().seal().is_none());
    assert!(matches!(unseal(&unsealed.store), Err(StoreError::NotSealed)));
    let old: Vec<Role> =
        leftovers(&practice.root()).unwrap().into_iter().map(|left| left.role).collect();
    assert_eq!(old, [Role::Old, Role::Old]);
}

/// Makes operation `n` fail, and with `and_all_after` every later one, as when the program is gone.
fn failing(n: usize, and_all_after: bool, no_exchange: bool) -> (Arc<Observer>, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let observer = move |op: &FileOp<'_>| {
        let at = counted.fetch_add(1, Ordering::SeqCst);
        if at == n || (and_all_after && at > n) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if no_exchange && matches!(op, FileOp::Exchange(..)) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        Ok(())
    };
    (Arc::new(observer), count)
}

#[test]
fn damaged_records_come_along_and_what_is_none_stays_and_both_are_named() {
    let practice = Practice::new();
    let root = practice.root();
    let folder = root.join(format!("clients/{}", practice.first));
    let plan = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("plan-"))
        .unwrap();
    let cut = fs::read(&plan).unwrap()[..200].to_vec();
    put(&plan, &cut);
    put(&root.join("letter.odt"), b"a letter");
    fs::create_dir_all(root.join("clients/archive/deep")).unwrap();
    put(&root.join("clients/archive/deep/old.txt"), b"old");
    fs::create_dir_all(root.join(".stversions")).unwrap();
    put(&root.join(".stversions/earlier.ron"), NOTE.as_bytes());
    let before = tree(&root);
    let sealed = practice.seal();
    let named: Vec<String> =
        sealed.problems.iter().map(|problem| problem.file.display().to_string()).collect();
    assert_eq!(named.len(), 1, "{named:?}");
    let damaged = &sealed.problems[0];
    assert!(matches!(damaged.damage, Damage::Altered | Damage::NotARecord));
    assert!(damaged.file.to_string_lossy().ends_with(".ron.age"), "{named:?}");
    let left = [".stversions", "clients/archive", "letter.odt"].map(PathBuf::from);
    assert_eq!(sealed.left, left);
    let unsealed = unseal(&sealed.store).unwrap();
    let mut expected = before;
    expected.retain(|path, _| !left.iter().any(|left| path.starts_with(left)));
    assert_eq!(tree(&root), expected, "damage too comes back byte by byte");
    assert_eq!(unsealed.problems.len(), 1);
}

#[test]
fn sealed_files_that_do_not_open_are_kept_and_do_not_make_the_practice_sealed() {
    let practice = Practice::new();
    let sealed = practice.seal();
    let root = practice.root();
    let listing = sealed.store.list_root().unwrap();
    let settings = listing.records.iter().find(|file| file.sealed).unwrap();
    let client = sealed.store.list(practice.first).unwrap().records[0];
    for file in [settings, &client] {
        let mut bytes = fs::read(root.join(file.path())).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        put(&root.join(file.path()), &bytes);
    }
    let unsealed = unseal(&sealed.store).unwrap();
    assert_eq!(unsealed.problems.len(), 2, "{:?}", unsealed.problems);
    let store = practice.store();
    let aside = |file: &RecordFile| PathBuf::from(format!("{}.set-aside", file.path().display()));
    assert_eq!(store.list_root().unwrap().foreign, [aside(settings)]);
    assert_eq!(store.list(practice.first).unwrap().foreign, [aside(&client)]);
}

#[test]
fn a_readable_stray_beside_its_sealed_twin_is_one_record() {
    let practice = Practice::new();
    let plain = tree(&practice.root());
    let sealed = practice.seal();
    let strays: Vec<&PathBuf> =
        plain.keys().filter(|path| path.starts_with("clients") && is_record(path)).collect();
    for stray in &strays {
        put(&practice.root().join(stray), &plain[*stray]);
    }
    assert!(!sealed.store.verify(&Progress::default()).unwrap().unsealed.is_empty());
    let unsealed = unseal(&sealed.store).unwrap();
    assert_eq!(tree(&practice.root()), plain);
    assert!(unsealed.problems.is_empty(), "{:?}", unsealed.problems);
}

fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

#[test]
fn strays_are_sealed_and_only_then_removed() {
    let practice = Practice::new();
    let plain_store = practice.store();
    let plain = records(&plain_store);
    let sealed = practice.seal();
    // The other computer's store knows nothing of the sealing.
    let late = Client::named("From another computer");
    let saved = plain_store.save_client(practice.first, Base::none(), late, &stamp()).unwrap();
    plain_store.save_settings(Base::none(), Settings::default(), &stamp()).unwrap();
    let damaged = practice.root().join(format!(
        "clients/{}/client-{}.ron",
        practice.first,
        ischia::model::RevisionId::fresh(stamp().at)
    ));
    put(&damaged, b"half of a");
    let strays = sealed.store.seal_strays(&Progress::default()).unwrap();
    assert_eq!((strays.sealed, strays.problems.len()), (2, 1));
    assert!(damaged.exists());
    fs::remove_file(&damaged).unwrap();
    assert_whole(&sealed.store);
    assert_eq!(records(&sealed.store).len(), plain.len() + 2);
    let client = sealed.store.client(practice.first).unwrap();
    assert!(client.client.revision(saved.id).is_some());
    assert!(matches!(plain_store.seal_strays(&Progress::default()), Err(StoreError::NotSealed)));
}

#[test]
fn sealing_a_stray_never_loses_it() {
    for n in 0.. {
        let practice = Practice::new();
        let plain_store = practice.store();
        practice.seal();
        let late = Client::named("Late");
        let saved = plain_store.save_client(practice.first, Base::none(), late, &stamp()).unwrap();
        let (observer, count) = failing(n, true, false);
        let Opened::Sealed(locked) = practice.observed(observer) else { panic!() };
        let store = locked.unlock(&passphrase()).unwrap();
        let done = store.seal_strays(&Progress::default());
        let store = open(&practice.root());
        let client = store.client(practice.first).unwrap().client;
        let is_it = |found: &Proposal| found.file.revision == saved.id && found.says.is_ok();
        let waits = store.proposals().unwrap().iter().any(is_it);
        assert!(waits || client.revision(saved.id).is_some(), "operation {n}");
        if count.load(Ordering::SeqCst) <= n {
            assert_eq!(done.unwrap().sealed, 1);
            assert!(n > 5, "only {n} operations were seen");
            break;
        }
        assert!(done.is_err(), "operation {n}");
    }
}

#[test]
fn another_passphrase_shuts_out_the_old_one_and_the_recovery_key_stays() {
    let practice = Practice::new();
    let sealed = practice.seal();
    let recovery = sealed.store.seal().unwrap().recovery_key();
    let new = secret("the tide comes in");
    sealed
        .store
        .change_passphrase(&new, WorkFactor::Least, &stamp(), &Progress::default())
        .unwrap();
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
    let refused = locked.unlock(&passphrase());
    assert!(matches!(refused, Err(StoreError::Seal(_))), "{refused:?}");
    assert_eq!(records(&locked.unlock(&new).unwrap()), records(&sealed.store));
    let recovered = locked.recover(recovery.expose_secret()).unwrap();
    assert_eq!(records(&recovered), records(&sealed.store));
    let keys = sealed.store.list_root().unwrap().records;
    assert_eq!(keys.iter().filter(|file| file.key.kind() == "vault").count(), 1);
    assert!(recovery_sheet(&recovery).contains(recovery.expose_secret()));
    let plain = Practice::new().store();
    let refused = plain.change_passphrase(&new, WorkFactor::Least, &stamp(), &Progress::default());
    assert!(matches!(refused, Err(StoreError::NotSealed)));
}

#[test]
fn only_the_old_copy_of_this_practice_is_ever_deleted() {
    let practice = Practice::new();
    let sealed = practice.seal();
    let stranger = Practice::new();
    let stranger_old = stranger.seal().old;
    let beside = practice.folder.path().join("practice.before-sealing-notes");
    fs::create_dir(&beside).unwrap();
    let discard = |path: &Path| sealed.store.discard_old(path, None, &Progress::default());
    let clients = practice.root().join("clients");
    for wrong in [&practice.root(), &clients, &stranger_old, &beside, &practice.root().join("no")] {
        assert!(matches!(discard(wrong), Err(StoreError::NotACopy(_))), "{wrong:?}");
    }
    // Another practice under a name that would do.
    let name = sealed.old.file_name().unwrap().to_str().unwrap();
    let forged = practice.folder.path().join(name.replacen("-0", "-1", 1));
    fs::rename(&stranger_old, &forged).unwrap();
    assert!(matches!(discard(&forged), Err(StoreError::NotACopy(_))));
    let refused = remove_leftover(&practice.root(), &sealed.old, &Files::default());
    assert!(matches!(refused, Err(StoreError::NotACopy(_))));
    discard(&sealed.old).unwrap();
    assert!(!sealed.old.exists() && forged.exists() && practice.root().exists());
}

#[test]
fn what_only_the_old_folder_holds_is_taken_over_before_it_goes() {
    let practice = Practice::new();
    let sealed = practice.seal();
    let before = Store::open(&sealed.old).unwrap().open().unwrap();
    let late = Client::named("Late");
    let saved = before.save_client(practice.first, Base::none(), late, &stamp()).unwrap();
    let key = sealed.store.seal().cloned();
    sealed.store.discard_old(&sealed.old, None, &Progress::default()).unwrap();
    // Anybody may have put it into the readable folder: the owner says whether it counts.
    let client = || sealed.store.client(practice.first).unwrap().client;
    assert!(client().revision(saved.id).is_none());
    assert_eq!(sealed.store.seal_strays(&Progress::default()).unwrap().sealed, 1);
    assert!(client().revision(saved.id).is_some());
    // The other way round the old folder's key is needed.
    let unsealed = unseal(&sealed.store).unwrap();
    let Opened::Sealed(locked) = Store::open(&unsealed.old).unwrap() else { panic!() };
    let late = Client::named("Later");
    let before = locked.unlock(&passphrase()).unwrap();
    let saved = before.save_client(practice.first, Base::none(), late, &stamp()).unwrap();
    let refused = unsealed.store.discard_old(&unsealed.old, None, &Progress::default());
    assert!(matches!(refused, Err(StoreError::OldHoldsMore(_))), "{refused:?}");
    assert!(unsealed.old.exists());
    unsealed.store.discard_old(&unsealed.old, key.as_ref(), &Progress::default()).unwrap();
    let client = unsealed.store.client(practice.first).unwrap().client;
    assert!(client.revision(saved.id).is_some());
}

#[test]
fn the_recovery_key_opens_a_practice_without_settings_or_key_file() {
    let practice = Practice::new();
    let sealed = practice.seal();
    let recovery = sealed.store.seal().unwrap().recovery_key();
    for file in sealed.store.list_root().unwrap().records {
        fs::remove_file(practice.root().join(file.path())).unwrap();
    }
    // Without any sealed file at the top nothing says that it is sealed; the key file is back.
    put(
        &practice
            .root()
            .join(format!("vault-{}.ron", ischia::model::RevisionId::fresh(stamp().at))),
        b"damaged",
    );
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
    assert!(matches!(locked.unlock(&passphrase()), Err(StoreError::NoKey)));
    let store = locked.recover(recovery.expose_secret()).unwrap();
    let plan = store.plan(practice.first, practice.plan).unwrap();
    assert!(plan.current().is_some());
}

fn readable(root: &Path, words: &str) -> Vec<PathBuf> {
    let holds = |bytes: &[u8]| bytes.windows(words.len()).any(|it| it == words.as_bytes());
    tree(root).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
}

#[test]
fn nothing_readable_is_left_once_the_old_folder_is_deleted() {
    let practice = Practice::new();
    let all = practice.folder.path();
    let places = Places { cache: all.join("cache"), state: all.join("state") };
    // Nothing is ever written anywhere else, a temporary folder say.
    let inside = all.to_owned();
    let observer = move |op: &FileOp<'_>| {
        let path = match op {
            FileOp::MakeFolder(path)
            | FileOp::Create(path)
            | FileOp::Write(path, _)
            | FileOp::SyncFile(path)
            | FileOp::Move(_, path)
            | FileOp::Replace(_, path)
            | FileOp::Exchange(_, path)
            | FileOp::SyncFolder(path)
            | FileOp::SyncTree(path)
            | FileOp::RemoveFile(path)
            | FileOp::RemoveFolder(path) => path,
        };
        assert!(path.starts_with(&inside), "{path:?}");
        Ok(())
    };
    let Opened::Open(store) = practice.observed(Arc::new(observer)) else { panic!() };
    let draft = |notes: &str| Draft {
        client: practice.first,
        plan: practice.plan,
        base: Vec::new(),
        changed: stamp().at,
        content: notes.to_owned(),
    };
    Drafts::new(&places, &store).unwrap().keep(&draft(NOTE)).unwrap();
    assert!(!readable(all, NAME).is_empty() && readable(all, NOTE).len() >= 3);
    let sealed = seal(&store).unwrap();
    let drafts = Drafts::new(&places, &sealed.store).unwrap();
    assert!(!readable(&sealed.old, NAME).is_empty(), "the old folder is still what it was");
    sealed.store.discard_old(&sealed.old, None, &Progress::default()).unwrap();
    drafts.keep(&draft(NOTE)).unwrap();
    let client = Client { important: Some(NOTE.to_owned()), ..Client::named(NAME) };
    sealed.store.save_client(practice.first, Base::none(), client, &stamp()).unwrap();
    sealed.store.save_settings(Base::none(), Settings::default(), &stamp()).unwrap();
    for words in [NAME, NOTE, "A. Therapist", "chronic"] {
        // The file of the key says who sealed the practice, and no more.
        let mut found = readable(all, words);
        found.retain(|path| !path.to_string_lossy().contains("vault-"));
        assert_eq!(found, Vec::<PathBuf>::new(), "{words}");
    }
}
