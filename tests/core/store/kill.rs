//! Programs that are killed while they save: what they acknowledged is there, and nothing else is
//! unreadable.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fastrand::Rng;
use ischia::model::{ClientId, PlanId};
use ischia::store::drafts::Drafts;
use ischia::store::files::Files;
use ischia::store::seal::Seal;
use ischia::store::{ExposeSecret, Store};

use super::child::{after, places, start};
use super::support::{at, create_sealed, damaged, is_whole, open_with, parse, passing_files};

/// How one killed program left things.
struct Killed {
    saved: Vec<String>,
    in_flight: bool,
}

/// Starts a program that saves, and kills it some time after its first save.
fn kill_one(root: &Path, seal: Option<&Seal>, rng: &mut Rng) -> Killed {
    let key = seal.map(|seal| seal.recovery_key().expose_secret().to_owned()).unwrap_or_default();
    let mut child = start(root, &format!("save {} 1000000 {key}", rng.u32(..)));
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, receiver) = mpsc::channel();
    let reader = thread::Builder::new()
        .name("reader".to_owned())
        .spawn(move || {
            let mut killed = Killed { saved: Vec::new(), in_flight: false };
            // A line that was cut off is no acknowledgement: it ends without a line break.
            for line in lines.map_while(Result::ok) {
                if line == "trying" {
                    killed.in_flight = true;
                } else if let Some(path) = after(&line, "saved") {
                    // A path that was cut short while it was written is no acknowledgement.
                    if parse(path).is_some() {
                        killed.saved.push(path.to_owned());
                        killed.in_flight = false;
                    }
                    sender.send(()).ok();
                }
            }
            killed
        })
        .unwrap();
    receiver.recv_timeout(Duration::from_mins(1)).expect("a first save");
    thread::sleep(Duration::from_micros(rng.u64(0..20_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

/// Kills so many programs in mid-save, over practices that are used for some of them each.
fn kill(times: usize, seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let (mut in_flight, mut rounds, mut saved, mut left) = (0, 0, 0, 0);
    while in_flight < times {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let seal = if rng.u8(0..4) == 0 {
            Some(create_sealed(&root))
        } else {
            Store::create(&root, at(0)).unwrap();
            None
        };
        let mut acknowledged = Vec::new();
        for _ in 0..12 {
            if in_flight == times {
                break;
            }
            let killed = kill_one(&root, seal.as_ref(), &mut rng);
            rounds += 1;
            in_flight += usize::from(killed.in_flight);
            saved += killed.saved.len();
            acknowledged.extend(killed.saved);
            let store = open_with(&root, seal.as_ref(), Files::default());
            for path in &acknowledged {
                is_whole(&store, path).unwrap_or_else(|reason| panic!("{reason}"));
            }
            assert_eq!(damaged(&store), Vec::<String>::new());
            for id in store.clients().unwrap() {
                let summary = store.client(id).unwrap().summary();
                assert!(summary.is_none_or(|it| !it.name.is_empty()), "a client without a name");
            }
        }
        left += passing_files(&root).len();
    }
    println!(
        "{rounds} programs killed, {in_flight} in the middle of a save; {saved} saves were \
         acknowledged, {left} passing files were left behind"
    );
    assert!(saved > rounds / 2, "the programs hardly saved anything");
    if times >= 500 {
        assert!(left > 0, "no kill ever hit a file that was being written");
    }
}

#[test]
fn every_acknowledged_save_survives_sixty_kills() {
    kill(60, 1);
}

#[test]
#[ignore = "takes some minutes"]
fn every_acknowledged_save_survives_a_thousand_kills() {
    kill(1000, 2);
}

/// Whoever starts again right after a window was killed doesn't wait until it is gone.
#[test]
fn what_a_killed_window_kept_is_offered_at_once() {
    let mut rng = Rng::with_seed(3);
    for round in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let store = Store::create(&root, at(0)).unwrap();
        let (client, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
        let mut child = start(&root, &format!("type {client} {plan}"));
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, receiver) = mpsc::channel();
        let reader = thread::Builder::new().name("reader".to_owned());
        let reader = reader.spawn(move || {
            let mut last = None;
            for line in lines.map_while(Result::ok) {
                if let Some(kept) = after(&line, "kept") {
                    last = kept.parse::<u64>().ok().or(last);
                    sender.send(()).ok();
                }
            }
            last
        });
        receiver.recv_timeout(Duration::from_mins(1)).expect("a first draft");
        thread::sleep(Duration::from_micros(rng.u64(0..20_000)));
        child.kill().unwrap();
        let drafts = Drafts::new(&places(&root), &store).unwrap();
        drafts.wait_for_ending().unwrap();
        let (left, problems) = drafts.left_behind::<u64>().unwrap();
        child.wait().unwrap();
        let kept = reader.unwrap().join().unwrap();
        assert!(problems.is_empty(), "round {round}: {problems:?}");
        assert_eq!(left.len(), 1, "round {round}");
        assert!(Some(left[0].content) >= kept, "round {round}: {:?} of {kept:?}", left[0].content);
    }
}
