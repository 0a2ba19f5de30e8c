//! Sessions that are closed by programs which are killed, and by two at once: no outcome is lost, and what
//! was amended stays readable.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;
use std::time::Duration;

use fastrand::Rng;
use ischia::model::{ClientId, PlanId, PlanRecord, RevisionId};
use ischia::store::{Base, Store};

use super::child::{after, start};
use super::support::{at, client, damaged, open, record, stamp};

/// A practice with a plan whose session nobody closed yet.
fn planned(root: &Path) -> (ClientId, PlanId) {
    let store = Store::create(root, at(0)).unwrap();
    let (id, plan) = (ClientId::fresh(at(0)), PlanId::fresh(at(0)));
    store.save_client(id, Base::none(), client(0), &stamp(0)).unwrap();
    store.save_plan(id, plan, Base::none(), record(0), &stamp(0)).unwrap();
    (id, plan)
}

/// The versions that a program says it saved, until it ends.
fn saved(child: &mut Child) -> Vec<RevisionId> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let saved = lines.filter_map(|line| {
        let id = after(&line, "saved")?;
        // A line that was cut off is no acknowledgement.
        RevisionId::parse(id).ok()
    });
    saved.collect()
}

/// What every telling of a record said, the first one first.
fn told(record: &PlanRecord) -> Vec<String> {
    let earlier = record.earlier.iter().map(|earlier| &earlier.outcome);
    let all = earlier.chain(&record.outcome);
    all.map(|outcome| outcome.response_note.clone().unwrap()).collect()
}

#[test]
fn a_closing_that_was_acknowledged_survives_a_kill_with_all_that_was_amended() {
    let mut rng = Rng::with_seed(7);
    let mut acknowledged = 0;
    for round in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let (id, plan) = planned(&root);
        let mut child = start(&root, &format!("close {id} {plan} 1000000 here"));
        let stdout = child.stdout.take().unwrap();
        let reader = std::thread::Builder::new().name("reader".to_owned());
        let reader = reader.spawn(move || {
            let lines = BufReader::new(stdout).lines().map_while(Result::ok);
            let saved = lines.filter_map(|line| RevisionId::parse(after(&line, "saved")?).ok());
            saved.collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_micros(rng.u64(100_000..400_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let saved = reader.unwrap().join().unwrap();
        acknowledged += saved.len();
        let store = open(&root);
        assert_eq!(damaged(&store), Vec::<String>::new(), "round {round}");
        let history = store.plan(id, plan).unwrap();
        assert!(!history.has_two_versions());
        for (number, revision) in saved.iter().enumerate() {
            let version = history.revision(*revision).unwrap();
            let said = told(version.content.record().unwrap());
            assert_eq!(said.len(), number + 1, "round {round}");
        }
        // What was under way is there whole, or isn't there.
        let last = history.last_record().unwrap();
        let numbered = (0..).map(|number| format!("here {number}"));
        let said = told(last);
        assert_eq!(said, numbered.take(said.len()).collect::<Vec<_>>());
        assert!(said.len() >= saved.len() && said.len() <= saved.len() + 1);
    }
    assert!(acknowledged > 10, "{acknowledged}: the programs hardly closed anything");
}

#[test]
fn two_programs_that_close_the_same_session_make_two_versions_and_lose_none() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    let (id, plan) = planned(&root);
    let mut children =
        ["here", "there"].map(|who| start(&root, &format!("close {id} {plan} 3 {who}")));
    let all: Vec<RevisionId> = children.iter_mut().flat_map(saved).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(all.len(), 6);
    let store = open(&root);
    let history = store.plan(id, plan).unwrap();
    assert!(all.iter().all(|id| history.revision(*id).is_some()));
    let mut heads: Vec<Vec<String>> =
        history.heads().map(|head| told(head.content.record().unwrap())).collect();
    heads.sort();
    let all_of = |who: &str| (0..3).map(|number| format!("{who} {number}")).collect::<Vec<_>>();
    assert_eq!(heads, [all_of("here"), all_of("there")]);
    assert_eq!(damaged(&store), Vec::<String>::new());
}
