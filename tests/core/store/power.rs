//! Power that is cut at any point of a day's work: each acknowledged save is there, nothing is
//! unreadable, and what was erased stays erased.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use fastrand::Rng;
use ischia::model::{ClientId, PlanId, PracticeId};
use ischia::store::files::{FileOp, Files};
use ischia::store::seal::Seal;
use ischia::store::{Base, Key, Opened, Progress, Store, StoreError, client_folder};

use super::power_model::{Cut, Disk, Event, Mark, Recorder};
use super::support::{
    at, client, create_sealed, is_whole, open_with, path_of, record, settings, stamp,
};

/// A day's work as it was taken down.
struct Day {
    disk: Disk,
    events: Vec<Event>,
    seal: Option<Seal>,
}

const PRACTICE: &str = "practice";

/// A practice is made, filled, changed, and a client leaves it for good.
fn day(sealed: bool) -> Day {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join(PRACTICE);
    let seal = sealed.then(|| create_sealed(&root));
    let disk = Disk::of(folder.path());
    let recorder = Recorder::new(folder.path());
    // Once, the disk is full between the making of a client's folder and its name being safe.
    let was_full = AtomicBool::new(false);
    let clients = root.join("clients");
    let files = recorder.files(move |op| {
        matches!(op, FileOp::SyncFolder(folder) if **folder == *clients)
            && !was_full.swap(true, Ordering::Relaxed)
    });
    let store = if sealed {
        open_with(&root, seal.as_ref(), files)
    } else {
        Store::create_with(&root, PracticeId::fresh(at(0)), files).unwrap()
    };
    recorder.mark(Mark::Created);
    work(&store, &recorder);
    drafts(&folder.path().join("drafts"), &recorder);
    Day { disk, events: recorder.events(), seal }
}

fn work(store: &Store, recorder: &Recorder) {
    let saved = |key, revision| recorder.mark(Mark::Saved(path_of(store, key, revision)));
    let base = store.settings().unwrap().base();
    let first = store.save_settings(base, settings(1), &stamp(1)).unwrap();
    saved(Key::Settings, first.id);
    let second = store.save_settings(Base::of([&first]), settings(2), &stamp(2)).unwrap();
    saved(Key::Settings, second.id);
    let ids = [ClientId::fresh(at(1)), ClientId::fresh(at(2))];
    for (number, id) in (0..).zip(ids) {
        let save = || store.save_client(id, Base::none(), client(number), &stamp(3));
        let made = match save() {
            // The disk was full; now it isn't.
            Err(StoreError::Save { .. }) => save().unwrap(),
            made => made.unwrap(),
        };
        saved(Key::Client(id), made.id);
        let plans = [PlanId::fresh(at(4)), PlanId::fresh(at(5))];
        for plan in plans {
            let key = Key::Plan(id, plan);
            let one = store.save_plan(id, plan, Base::none(), record(1), &stamp(4)).unwrap();
            saved(key, one.id);
            let two = store.save_plan(id, plan, Base::of([&one]), record(2), &stamp(5)).unwrap();
            saved(key, two.id);
        }
        let base = store.plan(id, plans[0]).unwrap().base();
        saved(
            Key::Plan(id, plans[0]),
            store.remove_plan(id, plans[0], base, &stamp(6)).unwrap().id,
        );
        let gone = store.remove_client(id, Base::of([&made]), &stamp(7)).unwrap();
        saved(Key::Client(id), gone.id);
        let back = store.save_client(id, Base::of([&gone]), client(9), &stamp(8)).unwrap();
        saved(Key::Client(id), back.id);
    }
    let folder = client_folder(ids[0]).to_str().unwrap().to_owned();
    recorder.mark(Mark::Erasing(folder.clone()));
    store.erase_client(ids[0], &stamp(9)).unwrap();
    recorder.mark(Mark::Erased(folder));
    let base = store.settings().unwrap().base();
    let last = store.save_settings(base, settings(3), &stamp(10)).unwrap();
    saved(Key::Settings, last.id);
}

/// Drafts are replaced in place, which no record ever is.
fn drafts(folder: &Path, recorder: &Recorder) {
    let files = recorder.files(|_| false);
    files.make_folder(folder).unwrap();
    for number in 0..4 {
        let (name, text) = ("drafts/plan.ron".to_owned(), vec![b'0' + number; 3000]);
        recorder.mark(Mark::Drafting(name.clone(), text.clone()));
        files.replace(&folder.join("plan.ron"), &text).unwrap();
        recorder.mark(Mark::Drafted(name, text));
    }
}

/// What was acknowledged up to a point.
#[derive(Default)]
struct Known {
    created: bool,
    saved: Vec<String>,
    /// Every content that a draft may have now.
    drafts: BTreeMap<String, Vec<Vec<u8>>>,
    safe_drafts: Vec<String>,
    erased: Vec<String>,
}

impl Known {
    fn hear(&mut self, mark: &Mark) {
        match mark {
            Mark::Created => self.created = true,
            Mark::Saved(path) => self.saved.push(path.clone()),
            Mark::Drafting(path, text) => {
                self.drafts.entry(path.clone()).or_default().push(text.clone());
            }
            Mark::Drafted(path, text) => {
                self.drafts.insert(path.clone(), vec![text.clone()]);
                self.safe_drafts.push(path.clone());
            }
            // From now on its records may be gone.
            Mark::Erasing(folder) => self.saved.retain(|path| !path.starts_with(folder)),
            Mark::Erased(folder) => self.erased.push(folder.clone()),
        }
    }
}

/// What a world must still say.
fn check(world: &Path, known: &Known, seal: Option<&Seal>) -> Result<(), String> {
    let root = world.join(PRACTICE);
    if !known.created {
        return check_unmade(&root);
    }
    let store = match (Store::open(&root).map_err(|error| error.to_string())?, seal) {
        (Opened::Open(store), None) => store,
        (Opened::Sealed(_), Some(_)) => open_with(&root, seal, Files::default()),
        _ => return Err("it is sealed, or no longer".to_owned()),
    };
    let report = store.verify(&Progress::default()).map_err(|error| error.to_string())?;
    if let Some(problem) = report.damaged.first() {
        return Err(format!("{}: {}", problem.file.display(), problem.damage));
    }
    if let Some(key) = report.two_versions.first() {
        return Err(format!("two versions of {}", key.kind()));
    }
    known.saved.iter().try_for_each(|path| is_whole(&store, path))?;
    for folder in &known.erased {
        let left = fs::read_dir(root.join(folder)).map_err(|error| error.to_string())?.count();
        let id = ClientId::parse(folder.rsplit('/').next().unwrap()).unwrap();
        let is_erased = store.client(id).map_err(|error| error.to_string())?.client.is_erased();
        if left != 1 || !is_erased {
            return Err(format!("{folder}: erased, but {left} files are left"));
        }
    }
    check_drafts(world, known)
}

fn check_drafts(world: &Path, known: &Known) -> Result<(), String> {
    for (path, texts) in &known.drafts {
        match fs::read(world.join(path)) {
            Ok(text) if texts.contains(&text) => {}
            Ok(_) => return Err(format!("{path}: neither the old draft nor the new one")),
            Err(_) if !known.safe_drafts.contains(path) => {}
            Err(error) => return Err(format!("{path}: {error}")),
        }
    }
    Ok(())
}

/// A practice that was not made yet is there wholly, or can be made in the same place.
fn check_unmade(root: &Path) -> Result<(), String> {
    match Store::open(root) {
        Ok(Opened::Open(_)) => Ok(()),
        Err(StoreError::Missing(_) | StoreError::NotAPractice(_)) => {
            Store::create(root, at(0)).map(drop).map_err(|error| format!("made again: {error}"))
        }
        other => Err(format!("{other:?}")),
    }
}

/// Cuts the power at every point, in so many random ways besides the two plain ones; the number of
/// worlds, or the first that is wrong.
fn cut_everywhere(day: &Day, events: &[Event], ways: usize, seed: u64) -> Result<usize, String> {
    let mut disk = day.disk.clone();
    let mut known = Known::default();
    let mut rng = Rng::with_seed(seed);
    let mut worlds = 0;
    // A sealed day begins with a practice that is there.
    known.created = day.seal.is_some();
    for point in 0..=events.len() {
        let cuts = [Cut::Dropped, Cut::Applied].into_iter();
        for cut in cuts.chain(std::iter::repeat_n(Cut::Mixed, ways)) {
            let world = tempfile::tempdir().unwrap();
            disk.leave(world.path(), cut, &mut rng);
            check(world.path(), &known, day.seal.as_ref())
                .map_err(|reason| format!("cut at {point}, {cut:?}: {reason}"))?;
            worlds += 1;
        }
        if let Some(event) = events.get(point) {
            disk.play(event);
            if let Event::Mark(mark) = event {
                known.hear(mark);
            }
        }
    }
    Ok(worlds)
}

fn survives(sealed: bool, ways: usize, seed: u64) {
    let day = day(sealed);
    let worlds = cut_everywhere(&day, &day.events, ways, seed).unwrap_or_else(|it| panic!("{it}"));
    println!("{} operations and marks, {worlds} worlds", day.events.len());
}

#[test]
fn a_cut_of_the_power_loses_nothing_that_was_acknowledged() {
    survives(false, 4, 1);
}

#[test]
fn a_cut_of_the_power_loses_nothing_of_a_sealed_practice() {
    survives(true, 2, 2);
}

#[test]
#[ignore = "takes some minutes"]
fn a_cut_of_the_power_in_many_ways_loses_nothing() {
    survives(false, 25, 3);
    survives(true, 12, 4);
}

/// What a program that is wrong in one way would have done.
fn without(events: &[Event], is_left_out: impl Fn(&Event) -> bool) -> Vec<Event> {
    events.iter().filter(|event| !is_left_out(event)).cloned().collect()
}

#[test]
fn a_program_that_forgets_to_sync_is_found_out() {
    let day = day(false);
    let is_in =
        |event: &Event, end: &str| matches!(event, Event::SyncFolder(it) if it.ends_with(end));
    let is_client = |event: &Event| matches!(event, Event::SyncFolder(it) if it.parent().is_some_and(|it| it.ends_with("clients")));
    let wrong = [
        ("files", without(&day.events, |event| matches!(event, Event::SyncFile(_)))),
        ("folders", without(&day.events, |event| matches!(event, Event::SyncFolder(_)))),
        ("practice", without(&day.events, |event| is_in(event, PRACTICE))),
        ("clients", without(&day.events, |event| is_in(event, "clients"))),
        ("a client", without(&day.events, is_client)),
        ("drafts", without(&day.events, |event| is_in(event, "drafts"))),
    ];
    for (what, events) in wrong {
        assert!(events.len() < day.events.len(), "{what}: nothing was left out");
        let found = cut_everywhere(&day, &events, 4, 3);
        assert!(found.is_err(), "not synced: {what}, and nothing was lost in {found:?} worlds");
    }
}

#[test]
fn a_program_that_names_files_before_they_are_whole_is_found_out() {
    let day = day(false);
    let mut events = day.events.clone();
    // Each file is synced after it was moved: by its new name.
    for at in 1..events.len() {
        if let (Event::SyncFile(_), Event::Move(_, to)) = (&events[at - 1], &events[at]) {
            events[at - 1] = Event::SyncFile(to.clone());
            events.swap(at - 1, at);
        }
    }
    let found = cut_everywhere(&day, &events, 4, 4);
    assert!(found.is_err(), "nothing was lost in {found:?} worlds");
}

#[test]
fn an_erasure_that_is_not_synced_is_found_out() {
    let day = day(false);
    let mut events = day.events.clone();
    let erased = events.iter().position(|it| matches!(it, Event::Mark(Mark::Erased(_)))).unwrap();
    assert!(matches!(events.remove(erased - 1), Event::SyncFolder(_)));
    let found = cut_everywhere(&day, &events, 4, 5);
    assert!(found.is_err(), "nothing came back in {found:?} worlds");
}
