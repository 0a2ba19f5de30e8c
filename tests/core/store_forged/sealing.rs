//! What was sealed before sealed files said by whom, and what sealing leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use age::x25519;
use ischia::model::{Client, ClientId};
use ischia::store::seal::WorkFactor;
use ischia::store::{Base, ExposeSecret, Opened, Progress, Store, StoreError, client_folder};

use super::{Practice, Said, at, own, readable, rehashed, sealed_name, secret, stamp, tree, write};

/// A practice as it was sealed before sealed files said who sealed them.
fn sealed_before(practice: &Practice) {
    let words = practice.store.seal().unwrap().recovery_key();
    let identity: x25519::Identity = words.expose_secret().parse().unwrap();
    for (path, bytes) in tree(&practice.root()) {
        let name = path.to_string_lossy();
        if name.ends_with(".age") {
            let opened = age::decrypt(&identity, &bytes).unwrap();
            let start = opened.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            practice.put(&path, &practice.sealed_for(&opened[start..]));
        } else if name.starts_with("vault-") {
            let text = String::from_utf8(bytes).unwrap();
            let (before, mac) = text.split_once("mac: \"").unwrap();
            let (_, after) = mac.split_once('"').unwrap();
            let after = after.strip_prefix(',').unwrap_or(after);
            practice.put(&path, &rehashed(&format!("{before}{after}")));
        }
    }
}

#[test]
fn a_practice_that_was_sealed_before_is_read_and_sealed_anew_on_the_owners_word() {
    let practice = Practice::new();
    let said = Said::by(&practice.open());
    sealed_before(&practice);
    let before = tree(&practice.root());
    let store = practice.open();
    assert!(store.seal().unwrap().believes_unproven());
    assert_eq!(Said::by(&store), said);
    let report = store.verify(&Progress::default()).unwrap();
    assert!(report.damaged.is_empty() && report.unsealed.is_empty(), "{report:?}");
    // Readable records are proposals there too.
    readable(&practice, |store| {
        let base = store.client(practice.first).unwrap().client.base();
        store.save_client(practice.first, base, Client::named("Forged"), &stamp(2)).unwrap();
    });
    assert_eq!(Said::by(&store), said);
    let words = store.seal().unwrap().recovery_key();
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
    let recovered = locked.recover(words.expose_secret()).unwrap();
    assert_eq!(Said::by(&recovered), said);
    // Sealed anew, with another passphrase.
    let new = secret("stork on the chimney");
    store.change_passphrase(&new, WorkFactor::Least, &stamp(3), &Progress::default()).unwrap();
    assert!(!store.seal().unwrap().believes_unproven());
    let open = || {
        let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
        locked
    };
    let anew = open().unlock(&new).unwrap();
    assert!(!anew.seal().unwrap().believes_unproven());
    assert_eq!(Said::by(&anew), said);
    assert!(anew.verify(&Progress::default()).unwrap().damaged.is_empty());
    // From now on nothing of before is believed: neither a record nor the key's old file.
    for (path, bytes) in before {
        practice.put(&path, &bytes);
    }
    assert!(matches!(open().unlock(&own()), Err(StoreError::Seal(_))));
    let anew = open().unlock(&new).unwrap();
    assert_eq!(Said::by(&anew).clients, BTreeMap::new());
    assert!(!anew.verify(&Progress::default()).unwrap().damaged.is_empty());
}

#[test]
fn no_name_stands_in_a_sealed_practice_in_the_clear() {
    let practice = Practice::new();
    let store = practice.open();
    let new = secret("stork on the chimney");
    store.change_passphrase(&new, WorkFactor::Least, &stamp(3), &Progress::default()).unwrap();
    for (path, bytes) in tree(&practice.root()) {
        let text = String::from_utf8_lossy(&bytes);
        for name in ["A. Therapist", "Quirina", "By the bay"] {
            assert!(!text.contains(name), "{}: {name}", path.display());
        }
    }
}

/// Copies under other names, hidden ones, and those in other folders: none of them is readable in the
/// sealed folder, and each is named.
#[test]
fn sealing_leaves_nothing_readable_behind() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let client = ClientId::fresh(at(0));
    let saved =
        store.save_client(client, Base::none(), Client::named("Quirina"), &stamp(0)).unwrap();
    let inside = client_folder(client);
    let name = format!("client-{}.ron", saved.id);
    let bytes = fs::read(root.join(&inside).join(&name)).unwrap();
    let copies = [
        inside.join(name.replace(".ron", ".sync-conflict-20261121-101010-ABCDEFG.ron")),
        inside.join(format!("{name}~")),
        inside.join(format!(".{name}.swp")),
        inside.join(format!("old/{name}")),
        PathBuf::from(&name),
        PathBuf::from(format!("notes/{name}")),
        Path::new("clients").join(&name),
        PathBuf::from(".hidden"),
    ];
    for path in &copies {
        write(&root.join(path), &bytes);
    }
    write(&root.join(".stfolder/marker"), b"");
    write(&root.join(".stignore"), b"*.tmp");
    let done = store.seal_practice(&own(), WorkFactor::Least, &stamp(1), &Progress::default());
    let done = done.unwrap();
    for (path, bytes) in tree(&root) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Quirina"), "{} is readable", path.display());
    }
    for path in &copies {
        let is_named = path.ancestors().any(|part| done.left.iter().any(|left| left == part));
        assert!(is_named, "{} is not named", path.display());
        assert!(done.old.join(path).exists(), "{} is lost", path.display());
    }
    // What an engine needs to go on is there.
    assert!(root.join(".stfolder/marker").exists() && root.join(".stignore").exists());
}

#[test]
fn in_a_readable_practice_a_sealed_twin_hides_nothing_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let client = ClientId::fresh(at(0));
    let saved =
        store.save_client(client, Base::none(), Client::named("Quirina"), &stamp(0)).unwrap();
    let twin = client_folder(client).join(format!("client-{}.ron.age", saved.id));
    write(&root.join(&twin), b"age-encryption.org/v1\n");
    // Who has it open sees all of it, and the twin as what is wrong.
    assert_eq!(Said::by(&store).clients[&client], ["Quirina"]);
    let report = store.verify(&Progress::default()).unwrap();
    assert_eq!(report.damaged.iter().map(|it| &it.file).collect::<Vec<_>>(), [&twin]);
    // Who opens it anew is told which file makes it a sealed one, and what to do.
    let Opened::Sealed(locked) = Store::open(&root).unwrap() else { panic!() };
    let refused = locked.unlock(&own()).unwrap_err().to_string();
    assert!(refused.contains(twin.to_str().unwrap()) && refused.contains("move it"), "{refused}");
}

/// A record that others can read, put beside a sealed one that can't be opened, is believed by nobody
/// once the practice is readable.
#[test]
fn unsealing_believes_no_readable_record_beside_a_broken_twin() {
    for kind in ["tombstone", "head"] {
        for twin in [&b"age-encryption.org/v1\n"[..], b"", b"garbage"] {
            let practice = Practice::new();
            let said = Said::by(&practice.open());
            let added = readable(&practice, |store| {
                if kind == "tombstone" {
                    store.erase_client(practice.first, &stamp(2)).unwrap();
                } else {
                    let base = store.client(practice.first).unwrap().client.base();
                    let forged = Client::named("Forged");
                    store.save_client(practice.first, base, forged, &stamp(2)).unwrap();
                }
            });
            for path in &added {
                practice.put(&sealed_name(path), twin);
            }
            let done = practice.open().unseal_practice(&stamp(3), &Progress::default()).unwrap();
            done.store.finish_erasure(practice.first).unwrap();
            assert_eq!(Said::by(&done.store), said, "{kind}");
            // The old folder holds what nobody can open, so it stays.
            let key = practice.store.seal();
            let refused = done.store.discard_old(&done.old, key, &Progress::default());
            assert!(matches!(refused, Err(StoreError::OldHoldsMore(_))), "{refused:?}");
            assert_eq!(Said::by(&done.store), said, "{kind}");
        }
    }
}

/// Whoever could write into the readable folder still can once it is the old one.
#[test]
fn what_is_added_to_the_old_folder_is_a_proposal() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let client = ClientId::fresh(at(0));
    let named = Client::named("Quirina");
    store.save_client(client, Base::none(), named, &stamp(0)).unwrap();
    let done =
        store.seal_practice(&own(), WorkFactor::Least, &stamp(1), &Progress::default()).unwrap();
    let said = Said::by(&done.store);
    let old = Store::open(&done.old).unwrap().open().unwrap();
    let base = old.client(client).unwrap().client.base();
    old.save_client(client, base, Client::named("Forged"), &stamp(2)).unwrap();
    old.erase_client(client, &stamp(3)).unwrap();
    let taken = done.store.discard_old(&done.old, None, &Progress::default()).unwrap();
    assert_eq!(taken, 1);
    done.store.finish_erasure(client).unwrap();
    assert_eq!(Said::by(&done.store), said);
    assert_eq!(done.store.proposals().unwrap().len(), 1);
}

/// One record that was saved since doesn't make those of before forged to who opens the practice with
/// its recovery key.
#[test]
fn the_recovery_key_reads_what_was_sealed_before_and_since() {
    let practice = Practice::new();
    sealed_before(&practice);
    let store = practice.open();
    let other = ClientId::fresh(at(4));
    store.save_client(other, Base::none(), Client::named("Since"), &stamp(4)).unwrap();
    let said = Said::by(&store);
    assert_eq!(said.clients.len(), 2);
    // Nothing but a folder is looked into for records; something else there stops nothing.
    practice.put(&Path::new("clients").join(ClientId::fresh(at(0)).to_string()), b"bait");
    let words = store.seal().unwrap().recovery_key();
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
    let recovered = locked.recover(words.expose_secret()).unwrap();
    assert_eq!(Said::by(&recovered), said);
    let new = secret("stork on the chimney");
    recovered.change_passphrase(&new, WorkFactor::Least, &stamp(5), &Progress::default()).unwrap();
    let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
    let anew = locked.unlock(&new).unwrap();
    assert!(!anew.seal().unwrap().believes_unproven());
    assert_eq!(Said::by(&anew), said);
}
