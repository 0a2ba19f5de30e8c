//! Somebody who can write into the folder of a practice, and has no key, adds a file: nothing that the
//! practice says changes, nothing is deleted, and `verify` names what was added.

#![expect(clippy::disallowed_methods, reason = "forgers write as they like")]

mod sealing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use age::x25519;
use ischia::model::{Client, ClientId, PlanId, PlanRecord, RevisionId, Settings};
use ischia::store::seal::WorkFactor;
use ischia::store::vault::ProposalKind;
use ischia::store::{
    Base, ExposeSecret, Opened, Progress, SecretString, Stamp, Store, StoreError, client_folder,
};
use jiff::{Timestamp, ToSpan};
use tempfile::TempDir;

use crate::support;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000).unwrap() + hours.hours()
}

fn stamp(hours: i64) -> Stamp {
    Stamp { by: "A. Therapist".to_owned(), at: at(hours) }
}

fn secret(words: &str) -> SecretString {
    SecretString::from(words.to_owned())
}

fn own() -> SecretString {
    secret("heron over the bay")
}

fn record(note: &str) -> PlanRecord {
    let mut intake = support::calm("chronic");
    intake.notes = Some(note.to_owned());
    PlanRecord::draft(support::plan(intake))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in tree(from) {
        write(&to.join(path), &bytes);
    }
}

fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn gather(root: &Path, at: &Path, tree: &mut BTreeMap<PathBuf, Vec<u8>>) {
        for entry in fs::read_dir(root.join(at)).unwrap() {
            let path = at.join(entry.unwrap().file_name());
            if root.join(&path).is_dir() {
                gather(root, &path, tree);
            } else {
                let bytes = fs::read(root.join(&path)).unwrap();
                tree.insert(path, bytes);
            }
        }
    }
    let mut all = BTreeMap::new();
    gather(root, Path::new(""), &mut all);
    all
}

/// The text of a record after a change, with the hash that it then has.
fn rehashed(text: &str) -> Vec<u8> {
    const HASH: &str = "hash: \"";
    let start = text.find(HASH).unwrap() + HASH.len();
    let (before, after) = (&text[..start], &text[start + 64..]);
    let mut hasher = blake3::Hasher::new();
    hasher.update(before.as_bytes()).update(after.as_bytes());
    format!("{before}{}{after}", hasher.finalize().to_hex()).into_bytes()
}

/// `ProposalKind` the practice says, for whoever opens it.
#[derive(Debug, PartialEq)]
struct Said {
    settings: Option<String>,
    clients: BTreeMap<ClientId, Vec<String>>,
    plans: BTreeMap<PlanId, Vec<RevisionId>>,
}

impl Said {
    fn by(store: &Store) -> Self {
        let settings = store.settings().unwrap();
        let name = |settings: &Settings| settings.name.clone();
        let settings = settings.current().and_then(|head| head.content.record()).map(name);
        let mut said = Self { settings, clients: BTreeMap::new(), plans: BTreeMap::new() };
        for id in store.clients().unwrap() {
            let Ok(folder) = store.client(id) else { continue };
            let named = |client: Option<&Client>| {
                client.map_or_else(|| "removed".to_owned(), |client| client.name.clone())
            };
            let heads = folder.client.heads().map(|head| named(head.content.record()));
            said.clients.insert(id, heads.collect());
            for (id, plan) in &folder.plans {
                said.plans.insert(*id, plan.heads().map(|head| head.id).collect());
            }
        }
        said.clients.retain(|_, heads| !heads.is_empty());
        said.plans.retain(|_, heads| !heads.is_empty());
        said
    }
}

/// A sealed practice, and copies of how it was before.
struct Practice {
    folder: TempDir,
    /// A copy that is readable still.
    readable: Store,
    /// A window that was open when the practice was sealed, and still writes readable records.
    unaware: Store,
    store: Store,
    first: ClientId,
    plan: PlanId,
}

impl Practice {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let unaware = Store::create(&root, at(0)).unwrap();
        let settings = Settings { name: "By the bay".to_owned(), ..Settings::default() };
        unaware.save_settings(Base::none(), settings, &stamp(0)).unwrap();
        let (first, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
        let client = Client::named("Quirina Heronsworth");
        unaware.save_client(first, Base::none(), client, &stamp(0)).unwrap();
        unaware.save_plan(first, plan, Base::none(), record("true"), &stamp(0)).unwrap();
        let other = folder.path().join("readable");
        copy(&root, &other);
        let readable = Store::open(&other).unwrap().open().unwrap();
        let done =
            unaware.seal_practice(&own(), WorkFactor::Least, &stamp(1), &Progress::default());
        let done = done.unwrap();
        done.store.discard_old(&done.old, None, &Progress::default()).unwrap();
        Self { folder, readable, unaware, store: done.store, first, plan }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("practice")
    }

    fn open(&self) -> Store {
        let Opened::Sealed(locked) = Store::open(&self.root()).unwrap() else {
            panic!("it opens without a key")
        };
        locked.unlock(&own()).unwrap()
    }

    /// Puts a file of the readable copy into the sealed practice, as it is or otherwise.
    fn put(&self, path: &Path, bytes: &[u8]) -> PathBuf {
        write(&self.root().join(path), bytes);
        path.to_owned()
    }

    /// `ProposalKind` joined the readable copy since.
    fn added_to_readable(&self, before: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
        let added = tree(self.readable.root()).into_iter();
        let added = added.filter(|(path, _)| !before.contains_key(path));
        added.map(|(path, bytes)| self.put(&path, &bytes)).collect()
    }

    /// The bytes as somebody seals them who knows for whom, and has not the key.
    fn sealed_for(&self, bytes: &[u8]) -> Vec<u8> {
        let key: x25519::Recipient = self.store.seal().unwrap().public_key().parse().unwrap();
        age::encrypt(&key, bytes).unwrap()
    }
}

/// Adds what the forger adds, and holds the practice to what it said before.
fn assert_nothing_changes(what: &str, forge: impl Fn(&Practice) -> Vec<PathBuf>) {
    let practice = Practice::new();
    let said = Said::by(&practice.open());
    assert_eq!(said.clients[&practice.first], ["Quirina Heronsworth"]);
    let before = tree(&practice.root());
    let added = forge(&practice);
    assert!(!added.is_empty(), "{what}");
    let store = practice.open();
    assert_eq!(Said::by(&store), said, "{what}");
    store.finish_erasure(practice.first).unwrap();
    let after = tree(&practice.root());
    for (path, bytes) in &before {
        assert_eq!(after.get(path), Some(bytes), "{what}: {}", path.display());
    }
    let report = store.verify(&Progress::default()).unwrap();
    let named: Vec<&PathBuf> =
        report.damaged.iter().map(|problem| &problem.file).chain(&report.unsealed).collect();
    for file in &added {
        assert!(named.contains(&file), "{what}: {} is not named", file.display());
    }
    // ProposalKind is saved from now on is saved as ever.
    let history = store.client(practice.first).unwrap().client;
    let base = history.base();
    store.save_client(practice.first, base, Client::named("Quirina H."), &stamp(9)).unwrap();
    let said = Said::by(&practice.open());
    assert_eq!(said.clients[&practice.first], ["Quirina H."], "{what}");
}

fn readable(practice: &Practice, save: impl Fn(&Store)) -> Vec<PathBuf> {
    let before = tree(practice.readable.root());
    save(&practice.readable);
    practice.added_to_readable(&before)
}

/// The file of the first record in the readable copy whose path has this in it.
fn path_of(practice: &Practice, part: &str) -> (PathBuf, String) {
    let mut files = tree(practice.readable.root()).into_iter();
    let found = files.find(|(path, _)| path.to_string_lossy().contains(part)).unwrap();
    (found.0, String::from_utf8(found.1).unwrap())
}

fn renamed(path: &Path, from: RevisionId, to: RevisionId) -> PathBuf {
    PathBuf::from(path.to_string_lossy().replace(&from.to_string(), &to.to_string()))
}

fn sealed_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".age");
    PathBuf::from(name)
}

/// Every readable record that is put beside the sealed ones.
#[test]
fn a_readable_record_beside_sealed_ones_is_a_proposal() {
    assert_nothing_changes("a new head", |practice| {
        readable(practice, |store| {
            let base = store.client(practice.first).unwrap().client.base();
            store.save_client(practice.first, base, Client::named("Forged"), &stamp(2)).unwrap();
            let base = store.plan(practice.first, practice.plan).unwrap().base();
            let plan = practice.plan;
            store.save_plan(practice.first, plan, base, record("false"), &stamp(2)).unwrap();
        })
    });
    assert_nothing_changes("a new client and a new plan", |practice| {
        readable(practice, |store| {
            let client = ClientId::fresh(at(2));
            store.save_client(client, Base::none(), Client::named("New"), &stamp(2)).unwrap();
            let plan = PlanId::fresh(at(2));
            store.save_plan(practice.first, plan, Base::none(), record("x"), &stamp(2)).unwrap();
        })
    });
    assert_nothing_changes("settings", |practice| {
        readable(practice, |store| {
            let base = store.settings().unwrap().base();
            let forged = Settings { name: "Forged".to_owned(), ..Settings::default() };
            store.save_settings(base, forged, &stamp(2)).unwrap();
        })
    });
    assert_nothing_changes("a removal", |practice| {
        readable(practice, |store| {
            let base = store.client(practice.first).unwrap().client.base();
            store.remove_client(practice.first, base, &stamp(2)).unwrap();
        })
    });
    assert_nothing_changes("a tombstone", |practice| {
        readable(practice, |store| store.erase_client(practice.first, &stamp(2)).unwrap())
    });
    for part in ["client-", "plan-", "settings-"] {
        assert_nothing_changes("a twin", |practice| {
            let (path, text) = path_of(practice, part);
            let text = text.replace("Quirina", "Forged").replace("true", "false");
            vec![practice.put(&path, &rehashed(&text.replace("By the bay", "Forged")))]
        });
    }
    assert_nothing_changes("a circle", |practice| {
        let (path, text) = path_of(practice, "plan-");
        let own = practice.readable.plan(practice.first, practice.plan).unwrap();
        let own = own.current().unwrap().id;
        let forged = RevisionId::fresh(at(3));
        let text = text.replace(&own.to_string(), &forged.to_string());
        let parents = format!("parents: [\"{forged}\", \"{own}\"]");
        let text = text.replacen("parents: []", &parents, 1);
        vec![practice.put(&renamed(&path, own, forged), &rehashed(&text))]
    });
    assert_nothing_changes(
        "what a window saves that was open when the practice was sealed",
        |it| {
            let before = tree(&it.root());
            let name = Client::named("Late");
            it.unaware.save_client(it.first, Base::none(), name, &stamp(2)).unwrap();
            tree(&it.root()).into_keys().filter(|path| !before.contains_key(path)).collect()
        },
    );
}

/// Whatever is sealed for the key of the practice by somebody who doesn't have it.
#[test]
fn what_others_sealed_for_the_key_is_not_believed() {
    let in_readable = |practice: &Practice, save: &dyn Fn(&Store)| -> Vec<PathBuf> {
        let before = tree(practice.readable.root());
        save(&practice.readable);
        let added = tree(practice.readable.root()).into_iter();
        let added = added.filter(|(path, _)| !before.contains_key(path));
        added
            .map(|(path, bytes)| practice.put(&sealed_name(&path), &practice.sealed_for(&bytes)))
            .collect()
    };
    for hours in [2, 24 * 365 * 400] {
        assert_nothing_changes("a new head, be its id of the future", |practice| {
            in_readable(practice, &|store| {
                let base = store.client(practice.first).unwrap().client.base();
                let forged = Client::named("Forged");
                store.save_client(practice.first, base, forged, &stamp(hours)).unwrap();
                let base = store.settings().unwrap().base();
                let settings = Settings { name: "Forged".to_owned(), ..Settings::default() };
                store.save_settings(base, settings, &stamp(hours)).unwrap();
            })
        });
    }
    assert_nothing_changes("a tombstone", |practice| {
        in_readable(practice, &|store| store.erase_client(practice.first, &stamp(2)).unwrap())
    });
    assert_nothing_changes("a sealed record of another practice", |practice| {
        let other = Practice::new();
        let from = other.root().join(client_folder(other.first));
        let mut files = fs::read_dir(from).unwrap().map(|entry| entry.unwrap());
        let file = files.find(|file| file.file_name().to_string_lossy().starts_with("client-"));
        let file = file.unwrap();
        let path = client_folder(practice.first).join(file.file_name());
        vec![practice.put(&path, &fs::read(file.path()).unwrap())]
    });
}

/// A key file: of another key, in every company.
#[test]
fn a_forged_key_file_shuts_nobody_out_and_lets_nobody_in() {
    for takes_the_place in [false, true] {
        let practice = Practice::new();
        let said = Said::by(&practice.open());
        let (own_file, _) = vault_file(&practice.root());
        let thief = secret("crow under the roof");
        // The copy has the same practice in it, and can be sealed by anybody.
        let sealed = practice
            .readable
            .seal_practice(&thief, WorkFactor::Least, &stamp(2), &Progress::default())
            .unwrap();
        let (path, text) = vault_file(sealed.store.root());
        let id = |path: &Path| {
            let name = path.to_string_lossy().into_owned();
            name.trim_start_matches("vault-").trim_end_matches(".ron").to_owned()
        };
        let parents = format!("parents: [\"{}\"]", id(&own_file));
        let text = if takes_the_place { text.replace("parents: []", &parents) } else { text };
        practice.put(&path, &rehashed(&text));
        let store = practice.open();
        assert_eq!(Said::by(&store), said, "{takes_the_place}");
        let report = store.verify(&Progress::default()).unwrap();
        assert_eq!(report.damaged.iter().map(|it| &it.file).collect::<Vec<_>>(), [&path]);
        // It opens with its own passphrase, and nothing of the practice with it.
        let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
        if let Ok(store) = locked.unlock(&thief) {
            assert_eq!(Said::by(&store).clients, BTreeMap::new());
        }
        // The right file as a copy that says to come last: an older passphrase can't be brought back.
        let (_, text) = vault_file_named(&practice.root(), &own_file);
        let copy = RevisionId::fresh(at(5));
        let text = text.replace(&id(&own_file), &copy.to_string()).replace("parents: []", &parents);
        practice.put(Path::new(&format!("vault-{copy}.ron")), &rehashed(&text));
        assert_eq!(Said::by(&practice.open()), said, "{takes_the_place}");
    }
}

fn vault_file(root: &Path) -> (PathBuf, String) {
    let mut files = tree(root).into_keys();
    let path = files.find(|path| path.to_string_lossy().starts_with("vault-")).unwrap();
    vault_file_named(root, &path)
}

fn vault_file_named(root: &Path, path: &Path) -> (PathBuf, String) {
    (path.to_owned(), fs::read_to_string(root.join(path)).unwrap())
}

#[test]
fn with_key_and_settings_gone_no_readable_record_opens_the_practice() {
    let practice = Practice::new();
    for path in tree(&practice.root()).into_keys() {
        let name = path.to_string_lossy();
        if name.starts_with("vault-") || name.starts_with("settings-") {
            fs::remove_file(practice.root().join(&path)).unwrap();
        }
    }
    readable(&practice, |store| {
        let client = ClientId::fresh(at(2));
        store.save_client(client, Base::none(), Client::named("Bait"), &stamp(2)).unwrap();
    });
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else {
        panic!("one readable record opened it")
    };
    let refused = locked.unlock(&own()).unwrap_err();
    assert!(matches!(refused, StoreError::KeyGone(_)), "{refused}");
    assert!(refused.to_string().contains(".ron.age"), "{refused}");
    let key = practice.store.seal().unwrap().recovery_key();
    let store = locked.recover(key.expose_secret()).unwrap();
    assert_eq!(Said::by(&store).clients.len(), 1);
    assert!(!store.seal().unwrap().believes_unproven());
}

#[test]
fn proposals_say_what_they_are_and_are_taken_over_or_removed_on_the_owners_word() {
    let bait = |practice: &Practice| {
        readable(practice, |store| {
            let base = store.client(practice.first).unwrap().client.base();
            let named = Client::named("From another computer");
            store.save_client(practice.first, base, named, &stamp(2)).unwrap();
            store.erase_client(ClientId::fresh(at(3)), &stamp(3)).unwrap();
        })
    };
    let practice = Practice::new();
    assert_eq!(bait(&practice).len(), 2);
    let store = practice.open();
    let mut said: Vec<ProposalKind> =
        store.proposals().unwrap().into_iter().map(|found| found.says.unwrap().what).collect();
    said.sort_by_key(|what| matches!(what, ProposalKind::Erasure));
    assert_eq!(
        said,
        [ProposalKind::Client("From another computer".to_owned()), ProposalKind::Erasure]
    );
    let done = store.seal_strays(&Progress::default()).unwrap();
    assert_eq!((done.sealed, done.problems.len()), (1, 1), "an erasure is never taken over");
    assert_eq!(Said::by(&store).clients[&practice.first], ["From another computer"]);
    assert_eq!(store.remove_proposals().unwrap(), 1);
    assert_eq!(store.proposals().unwrap().len(), 0);
    assert_eq!(Said::by(&store).clients[&practice.first], ["From another computer"]);
    let refused = practice.readable.remove_proposals();
    assert!(matches!(refused, Err(StoreError::NotSealed)));
}
