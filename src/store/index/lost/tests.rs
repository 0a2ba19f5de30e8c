//! Whoever takes the newest version away is found out, sealed or not, until it is back.

#![expect(clippy::disallowed_methods, reason = "others write into the folder as they please")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jiff::Timestamp;

use super::*;
use crate::knowledge::Knowledge;
use crate::model::{Client, Intake, PlanRecord, PracticeId};
use crate::planner;
use crate::store::files::Files;
use crate::store::seal::Seal;
use crate::store::{Base, Progress, Stamp, client_folder};

static RECORD: LazyLock<PlanRecord> = LazyLock::new(|| {
    let knowledge = Knowledge::shipped().unwrap();
    let text = r#"{ "date": "2026-11-20", "category": "chronic", "side": "Left",
        "pain_back": 3, "pain_leg": 6, "furthest_point": "Knee", "trend": "Same",
        "inflammation": "None", "onset_weeks": 40, "diagnosis": "ByDoctor", "cause_known": true,
        "doctor_on_massage": "InFavour", "minutes": 45, "findings": [] }"#;
    let intake: Intake = serde_json::from_str(text).unwrap();
    PlanRecord::draft(planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap())
});

fn stamp(second: i64) -> Stamp {
    Stamp { by: String::new(), at: Timestamp::from_second(1_790_000_000 + second).unwrap() }
}

/// A client with two versions of everything: of the own record, of a plan, of a removed plan.
struct Practice {
    store: Store,
    index: Index,
    client: ClientId,
    /// The newest version of each, the client's own first.
    newest: Vec<(Key, RevisionId)>,
}

impl Practice {
    fn new(folder: &Path, seal: Option<Seal>) -> Self {
        let practice = PracticeId::fresh(stamp(0).at);
        let made = Store::create_with(folder, practice, Files::unsynced()).unwrap();
        let store = Store { seal, ..made };
        let client = ClientId::fresh(stamp(0).at);
        let own = Client::named("Ada");
        let first = store.save_client(client, Base::none(), own.clone(), &stamp(1)).unwrap();
        let second = store.save_client(client, Base::of([&first]), own, &stamp(2)).unwrap();
        let mut newest = vec![(Key::Client(client), second.id)];
        for removes in [false, true] {
            let plan = PlanId::fresh(stamp(3).at);
            let save = |base, second| {
                store.save_plan(client, plan, base, RECORD.clone(), &stamp(second)).unwrap()
            };
            let base = Base::of([&save(Base::none(), 4)]);
            let second = if removes {
                store.remove_plan(client, plan, base, &stamp(5)).unwrap().id
            } else {
                save(base, 5).id
            };
            newest.push((Key::Plan(client, plan), second));
        }
        let mut index = Index::empty(practice);
        index.refresh(&store, &Progress::default()).unwrap();
        Self { store, index, client, newest }
    }

    fn file(&self, (key, revision): (Key, RevisionId)) -> PathBuf {
        let sealed = self.store.seal().is_some();
        self.store.root().join(RecordFile { key, revision, sealed }.path())
    }

    /// What is missing, before the index is brought up to date and after it, in every way.
    fn missing(&mut self) -> Vec<Missing> {
        let before = self.index.missing(&self.store);
        let mut other = self.index.clone();
        self.index.refresh(&self.store, &Progress::default()).unwrap();
        assert_eq!(self.index.missing(&self.store), before);
        if other.refresh_client(&self.store, self.client).is_ok() {
            assert_eq!(other.missing(&self.store), before);
        }
        self.index.refresh(&self.store, &Progress::default()).unwrap();
        assert_eq!(self.index.missing(&self.store), before, "it is not forgotten");
        before
    }
}

/// The same with a readable practice and a sealed one.
fn in_both(act: impl Fn(Practice)) {
    for seal in [None, Some(Seal::generate())] {
        let folder = tempfile::tempdir().unwrap();
        act(Practice::new(&folder.path().join("practice"), seal));
    }
}

#[test]
fn a_newest_version_that_is_taken_away_is_missing_until_it_is_back() {
    in_both(|mut practice| {
        assert_eq!(practice.missing(), []);
        for newest in practice.newest.clone() {
            let file = practice.file(newest);
            let bytes = fs::read(&file).unwrap();
            fs::remove_file(&file).unwrap();
            let expected = [Missing::Newest(newest.0, newest.1)];
            assert_eq!(practice.missing(), expected);
            assert_eq!(practice.index.lost(practice.client), 1);
            fs::write(&file, bytes).unwrap();
            assert_eq!(practice.missing(), [], "it is back");
            assert_eq!(practice.index.lost(practice.client), 0);
        }
    });
}

#[test]
fn a_newest_version_that_is_damaged_first_and_taken_away_then_is_missing() {
    in_both(|mut practice| {
        for newest in practice.newest.clone() {
            let file = practice.file(newest);
            let bytes = fs::read(&file).unwrap();
            fs::write(&file, "no record").unwrap();
            assert_eq!(practice.missing(), [], "it is damaged, which is said elsewhere");
            fs::remove_file(&file).unwrap();
            assert_eq!(practice.missing(), [Missing::Newest(newest.0, newest.1)]);
            fs::write(&file, bytes).unwrap();
            assert_eq!(practice.missing(), [], "it is back");
        }
    });
}

#[test]
fn no_older_version_that_goes_and_comes_makes_it_forgotten() {
    in_both(|mut practice| {
        let (key, newest) = practice.newest[1];
        let records = practice.store.list(practice.client).unwrap().records.into_iter();
        let mut own = records.filter(|file| file.key == key && file.revision != newest);
        let older = practice.file((key, own.next().unwrap().revision));
        let bytes = fs::read(&older).unwrap();
        let lost = Missing::Newest(key, newest);
        fs::remove_file(practice.file((key, newest))).unwrap();
        assert_eq!(practice.missing(), std::slice::from_ref(&lost));
        fs::remove_file(&older).unwrap();
        assert!(practice.missing().contains(&lost));
        fs::write(&older, bytes).unwrap();
        assert_eq!(practice.missing(), [lost]);
    });
}

#[test]
fn what_comes_back_as_damage_is_not_back() {
    in_both(|mut practice| {
        let (key, newest) = practice.newest[1];
        let lost = Missing::Newest(key, newest);
        let file = practice.file((key, newest));
        fs::remove_file(&file).unwrap();
        assert_eq!(practice.missing(), std::slice::from_ref(&lost));
        fs::write(&file, b"garbage").unwrap();
        assert_eq!(practice.missing(), [], "it is damaged, and said as such");
        fs::remove_file(&file).unwrap();
        assert_eq!(practice.missing(), [lost]);
    });
}

#[test]
fn of_two_newest_versions_each_is_missed() {
    in_both(|mut practice| {
        let (key, first) = practice.newest[1];
        let Key::Plan(client, plan) = key else { panic!("a plan stands second") };
        let beside =
            practice.store.save_plan(client, plan, Base::none(), RECORD.clone(), &stamp(9));
        let second = beside.unwrap().id;
        assert_eq!(practice.missing(), []);
        for (gone, newest) in [(1, first), (2, second)] {
            fs::remove_file(practice.file((key, newest))).unwrap();
            let missing = practice.missing();
            assert!(missing.len() == gone && missing.contains(&Missing::Newest(key, newest)));
        }
    });
}

#[test]
fn a_client_whose_files_are_all_gone_is_missing_as_one() {
    for with_folder in [false, true] {
        in_both(|mut practice| {
            let folder = practice.store.root().join(client_folder(practice.client));
            fs::remove_dir_all(&folder).unwrap();
            if !with_folder {
                fs::create_dir(&folder).unwrap();
            }
            let (key, revision) = practice.newest[0];
            assert_eq!(practice.missing(), [Missing::Newest(key, revision)]);
        });
    }
}

#[test]
fn what_is_saved_anew_or_named_by_a_later_version_is_missed_no_longer() {
    in_both(|mut practice| {
        let newest = practice.newest[1];
        let Key::Plan(client, plan) = newest.0 else { panic!("a plan stands second") };
        fs::remove_file(practice.file(newest)).unwrap();
        practice.index.refresh(&practice.store, &Progress::default()).unwrap();
        let base = practice.store.plan(client, plan).unwrap().base();
        practice.store.save_plan(client, plan, base, RECORD.clone(), &stamp(9)).unwrap();
        assert_eq!(practice.missing().len(), 0);
    });
    in_both(|mut practice| {
        let newest = practice.newest[1];
        let Key::Plan(client, plan) = newest.0 else { panic!("a plan stands second") };
        let base = practice.store.plan(client, plan).unwrap().base();
        practice.store.save_plan(client, plan, base, RECORD.clone(), &stamp(9)).unwrap();
        fs::remove_file(practice.file(newest)).unwrap();
        assert_eq!(practice.missing(), [], "`verify` names it as the one before");
    });
}

#[test]
fn who_was_erased_is_missed_by_nobody() {
    in_both(|mut practice| {
        fs::remove_file(practice.file(practice.newest[1])).unwrap();
        assert_eq!(practice.missing().len(), 1);
        practice.store.erase_client(practice.client, &stamp(9)).unwrap();
        assert_eq!(practice.missing(), []);
        assert_eq!(practice.index.lost(practice.client), 0);
    });
}
