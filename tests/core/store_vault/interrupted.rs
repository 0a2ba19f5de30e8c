//! Sealing and unsealing while things go wrong: every file operation fails once, the program ends at
//! every one, somebody else saves, erases or seals at every one.

use std::fs;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ischia::model::{Client, ClientId};
use ischia::store::files::{FileOp, Files};
use ischia::store::seal::WorkFactor;
use ischia::store::vault::{Proposal, ProposalKind, Role, leftovers, remove_leftover};
use ischia::store::{Base, Opened, Progress, Store, StoreError, client_folder};

use super::{
    Practice, assert_whole, failing, open, passphrase, records, seal, secret, stamp, tree, unseal,
};

/// Fails at every single operation of a conversion, and looks at what is under the practice's name.
fn at_every_operation(starts_sealed: bool, and_all_after: bool, no_exchange: bool) {
    for n in 0.. {
        let practice = Practice::new();
        if starts_sealed {
            let sealed = practice.seal();
            sealed.store.discard_old(&sealed.old, None, &Progress::default()).unwrap();
        }
        let plain = records(&open(&practice.root()));
        let (observer, count) = failing(n, and_all_after, no_exchange);
        let done = match practice.observed(observer) {
            Opened::Open(store) => seal(&store),
            Opened::Sealed(locked) => unseal(&locked.unlock(&passphrase()).unwrap()),
        };
        let what = format!("operation {n}: {:?}", done.as_ref().err());
        let store = open(&practice.root());
        assert_eq!(records(&store), plain, "{what}");
        assert_whole(&store);
        assert_eq!(store.practice(), open(&practice.root()).practice());
        // Who is told of a failure has what there was; who is gone is told nothing.
        if done.is_err() && !and_all_after {
            assert_eq!(store.seal().is_some(), starts_sealed, "{what}");
        }
        // Nothing stays that can't be got rid of, and the practice outlives it.
        for left in leftovers(&practice.root()).unwrap() {
            match left.role {
                Role::Old => {
                    let key =
                        store.seal().cloned().or_else(|| match Store::open(&left.path).unwrap() {
                            Opened::Open(_) => None,
                            Opened::Sealed(old) => {
                                old.unlock(&passphrase()).unwrap().seal().cloned()
                            }
                        });
                    store.discard_old(&left.path, key.as_ref(), &Progress::default()).unwrap();
                }
                Role::HalfMade | Role::HalfRemoved => {
                    remove_leftover(&practice.root(), &left.path, &Files::default()).unwrap();
                }
            }
        }
        assert_eq!(practice.names_beside(), ["practice"], "{what}");
        assert_eq!(records(&open(&practice.root())), plain, "{what}");
        if count.load(Ordering::SeqCst) <= n {
            assert!(done.is_ok(), "{what}");
            assert!(n > 40, "only {n} operations were seen");
            return;
        }
    }
}

#[test]
fn a_failure_of_any_operation_while_sealing_leaves_the_whole_practice() {
    at_every_operation(false, false, false);
}

#[test]
fn an_end_at_any_operation_while_sealing_leaves_the_whole_practice() {
    at_every_operation(false, true, false);
}

#[test]
fn an_end_at_any_operation_while_unsealing_leaves_the_whole_practice() {
    at_every_operation(true, true, false);
}

#[test]
fn without_a_swap_in_one_step_a_failure_leaves_the_whole_practice() {
    at_every_operation(false, false, true);
}

#[test]
fn without_a_swap_in_one_step_an_end_leaves_the_whole_practice() {
    at_every_operation(false, true, true);
    at_every_operation(true, true, true);
}

#[test]
fn a_copy_in_the_place_of_a_practice_that_was_deleted_is_not_put_back() {
    let practice = Practice::new();
    practice.seal();
    fs::remove_dir_all(practice.root()).unwrap();
    assert!(matches!(Store::open(&practice.root()), Err(StoreError::Missing(_))));
}

/// Saves something by another store at every operation of the conversion, each time another one.
#[test]
fn what_is_saved_meanwhile_is_not_lost_whenever_it_is_saved() {
    for starts_sealed in [false, true] {
        for n in 0.. {
            let practice = Practice::new();
            if starts_sealed {
                practice.seal();
            }
            let other = open(&practice.root());
            let plain = records(&other);
            let first = practice.first;
            let (count, saved) = (AtomicUsize::new(0), Arc::new(Mutex::new(None)));
            let slot = Arc::clone(&saved);
            let observer = move |_: &FileOp<'_>| {
                if count.fetch_add(1, Ordering::SeqCst) == n {
                    let client = Client::named("Saved meanwhile");
                    let revision =
                        other.save_client(first, Base::none(), client, &stamp()).unwrap();
                    let new = ClientId::fresh(stamp().at);
                    let client = Client::named("New meanwhile");
                    other.save_client(new, Base::none(), client, &stamp()).unwrap();
                    *slot.lock().unwrap() = Some((revision.id, new));
                }
                Ok(())
            };
            let done = match practice.observed(Arc::new(observer)) {
                Opened::Open(store) => seal(&store),
                Opened::Sealed(locked) => unseal(&locked.unlock(&passphrase()).unwrap()),
            };
            let done = done.unwrap();
            assert!(done.unfinished.is_none(), "{:?}", done.unfinished);
            let Some((revision, new)) = *saved.lock().unwrap() else {
                assert!(n > 40, "only {n} operations were seen");
                break;
            };
            let store = match Store::open(&practice.root()).unwrap() {
                Opened::Open(store) => store,
                Opened::Sealed(locked) => match locked.unlock(&passphrase()) {
                    Ok(store) => store,
                    // Sealed after the swap, by a store of before: a sealed record makes a practice a
                    // sealed one, and is named.
                    Err(StoreError::KeyGone(file)) => {
                        let late = [first, new].map(client_folder);
                        assert!(starts_sealed && late.iter().any(|late| file.starts_with(late)));
                        assert!(practice.root().join(file).exists());
                        continue;
                    }
                    Err(error) => panic!("operation {n}: {error}"),
                },
            };
            // ProposalKind is saved after the swap by a store of before is readable, as that store is; it is
            // taken over on the owner's word.
            if !starts_sealed {
                store.seal_strays(&Progress::default()).unwrap();
            }
            let now = records(&store);
            assert_eq!(now.len(), plain.len() + 2, "operation {n}");
            assert!(plain.iter().all(|(name, bytes)| now.get(name) == Some(bytes)));
            let client = store.client(first).unwrap();
            assert!(client.client.revision(revision).is_some(), "operation {n}");
            assert!(store.client(new).unwrap().client.current().is_some(), "operation {n}");
        }
    }
}

#[test]
fn an_erasure_meanwhile_is_an_erasure_afterwards() {
    for n in 0.. {
        let practice = Practice::new();
        let (other, first) = (practice.store(), practice.first);
        let (count, erased) = (AtomicUsize::new(0), Arc::new(AtomicBool::new(false)));
        let flag = Arc::clone(&erased);
        let observer = move |_: &FileOp<'_>| {
            if count.fetch_add(1, Ordering::SeqCst) == n {
                other.erase_client(first, &stamp()).unwrap();
                flag.store(true, Ordering::SeqCst);
            }
            Ok(())
        };
        let Opened::Open(store) = practice.observed(Arc::new(observer)) else { panic!() };
        let done = seal(&store).unwrap();
        if !erased.load(Ordering::SeqCst) {
            break;
        }
        done.store.seal_strays(&Progress::default()).unwrap();
        // By a store of before, after the swap: anybody could say so, and only the owner erases.
        let is_erasure = |found: &Proposal| {
            found.says.as_ref().is_ok_and(|says| says.what == ProposalKind::Erasure)
        };
        if done.store.proposals().unwrap().iter().any(is_erasure) {
            done.store.erase_client(first, &stamp()).unwrap();
        }
        done.store.finish_erasure(first).unwrap();
        let all = done.store.client(first).unwrap();
        assert!(all.client.is_erased() && all.plans.is_empty(), "operation {n}");
        assert_eq!(all.client.revisions().len(), 1, "operation {n}");
        // Deleting the earlier copy doesn't bring the client back.
        done.store.discard_old(&done.old, None, &Progress::default()).unwrap();
        assert_eq!(done.store.client(first).unwrap().client.revisions().len(), 1);
    }
}

#[test]
fn who_asks_to_stop_has_the_old_practice_and_nothing_beside_it() {
    let practice = Practice::new();
    let before = tree(&practice.root());
    let progress = Progress::default();
    let asked = progress.clone();
    let observer = move |op: &FileOp<'_>| {
        if matches!(op, FileOp::SyncFile(path) if path.to_string_lossy().ends_with(".ron.age")) {
            asked.cancel();
        }
        Ok(())
    };
    let Opened::Open(store) = practice.observed(Arc::new(observer)) else { panic!() };
    let done = store.seal_practice(&passphrase(), WorkFactor::Least, &stamp(), &progress);
    assert!(matches!(done, Err(StoreError::Cancelled)), "{done:?}");
    assert_eq!(tree(&practice.root()), before);
    assert_eq!(practice.names_beside(), ["practice"]);
}

#[test]
fn two_that_seal_at_once_are_told_apart() {
    let practice = Practice::new();
    let plain = records(&practice.store());
    let other = Mutex::new(Some(practice.store()));
    let observer = move |op: &FileOp<'_>| {
        let is_swap = matches!(op, FileOp::Exchange(..));
        if is_swap && let Some(other) = other.lock().unwrap().take() {
            seal(&other).unwrap();
        }
        Ok(())
    };
    let Opened::Open(store) = practice.observed(Arc::new(observer)) else { panic!() };
    let late = seal(&store);
    assert!(matches!(late, Err(StoreError::Exchanged(_))), "{late:?}");
    assert_eq!(records(&open(&practice.root())), plain);
    let left = leftovers(&practice.root()).unwrap();
    assert_eq!(left.iter().map(|left| left.role).collect::<Vec<_>>(), [Role::Old]);
}

#[test]
fn a_change_of_passphrase_that_is_cut_off_leaves_one_that_opens() {
    for n in 0.. {
        let practice = Practice::new();
        practice.seal();
        let (observer, count) = failing(n, true, false);
        let Opened::Sealed(locked) = practice.observed(observer) else { panic!() };
        let store = locked.unlock(&passphrase()).unwrap();
        let new = secret("the tide comes in");
        let done = store.change_passphrase(&new, WorkFactor::Least, &stamp(), &Progress::default());
        let Opened::Sealed(locked) = Store::open(&practice.root()).unwrap() else { panic!() };
        let opens = [&passphrase(), &new].map(|words| locked.unlock(words).is_ok());
        if count.load(Ordering::SeqCst) <= n {
            assert_eq!(opens, [false, true]);
            done.unwrap();
            break;
        }
        assert!(opens.contains(&true), "operation {n}: {done:?}");
        assert!(done.is_err() || opens[1], "operation {n}");
    }
}
