//! Drafts in their files, and the thread that writes them.

mod held;
mod stays;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

use tempfile::TempDir;

use super::*;
use crate::store::files::FileOp;
use crate::store::seal::WorkFactor;
use crate::store::{Progress, SecretString, Stamp};

const NOTE: &str = "afraid of thunderstorms";

/// What a window might keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Typed {
    notes: String,
    answers: BTreeMap<String, Option<bool>>,
}

fn typed(notes: &str) -> Typed {
    let answers = BTreeMap::from([("fever".to_owned(), Some(true)), ("chills".to_owned(), None)]);
    Typed { notes: notes.to_owned(), answers }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// Nothing may fail.
#[expect(clippy::needless_pass_by_value, reason = "a keeper hands over what it tells")]
fn fine(told: Told) {
    assert!(!matches!(told, Told::NotKept(_) | Told::Stays(..)), "{told:?}");
}

fn draft(client: ClientId, plan: PlanId, second: i64, notes: &str) -> Draft<Typed> {
    let base = vec![RevisionId::fresh(at(1))];
    Draft { client, plan, base, changed: at(second), content: typed(notes) }
}

struct Place {
    folder: TempDir,
    store: Store,
    client: ClientId,
    plan: PlanId,
}

impl Place {
    fn new(files: Files) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("practice");
        let store = Store::create_with(&root, PracticeId::fresh(at(1)), files).unwrap();
        Self { folder, store, client: ClientId::fresh(at(1)), plan: PlanId::fresh(at(1)) }
    }

    fn places(&self) -> Places {
        let inside = |name| self.folder.path().join(name);
        Places { cache: inside("cache"), state: inside("state/ischia") }
    }

    fn drafts(&self) -> Drafts {
        Drafts::new(&self.places(), &self.store).unwrap()
    }

    fn key(&self) -> PlanKey {
        PlanKey { client: self.client, plan: self.plan }
    }

    fn draft(&self, second: i64, notes: &str) -> Draft<Typed> {
        draft(self.client, self.plan, second, notes)
    }

    fn seal(&self) -> Store {
        let passphrase = SecretString::from("heron over the bay".to_owned());
        let stamp = Stamp { by: String::new(), at: at(1) };
        let progress = Progress::default();
        self.store.seal_practice(&passphrase, WorkFactor::Least, &stamp, &progress).unwrap().store
    }
}

fn whole(drafts: &Drafts) -> Vec<Draft<Typed>> {
    let (whole, problems) = drafts.those(|_| true).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    whole
}

fn readable(folder: &Path, words: &str) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

fn overwrite(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    let mut options = fs::OpenOptions::new();
    options.write(true).truncate(true).open(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn the_last_draft_of_each_plan_is_found_again() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    assert!(whole(&drafts).is_empty());
    drafts.keep(&place.draft(10, "first")).unwrap();
    let last = place.draft(20, "“quoted”\nand \\ more");
    drafts.keep(&last).unwrap();
    let other = draft(place.client, PlanId::fresh(at(2)), 30, "other plan");
    drafts.keep(&other).unwrap();
    let stranger = draft(ClientId::fresh(at(3)), PlanId::fresh(at(3)), 5, "other client");
    drafts.keep(&stranger).unwrap();
    assert_eq!(whole(&place.drafts()), [other.clone(), last.clone(), stranger.clone()]);
    drafts.discard(other.key()).unwrap();
    drafts.discard(other.key()).unwrap();
    assert_eq!(whole(&drafts), [last, stranger.clone()]);
    drafts.discard_client(place.client).unwrap();
    assert_eq!(whole(&drafts), [stranger]);
}

#[test]
fn a_damaged_draft_is_told_and_kept_and_not_trusted() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    drafts.keep(&place.draft(10, NOTE)).unwrap();
    let file = DraftFile { client: place.client, plan: place.plan, sealed: false };
    let path = drafts.folder().join(file.name());
    let bytes = fs::read(&path).unwrap();
    for length in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[length] ^= 1;
        for damaged in [&bytes[..length], &flipped] {
            overwrite(&path, damaged);
            let (whole, problems) = drafts.left_behind::<Typed>().unwrap();
            assert_eq!((whole.len(), problems.len()), (0, 1), "{length}");
            assert_eq!(problems[0].file, Path::new(&file.name()));
            assert_eq!(fs::read(&path).unwrap(), damaged);
        }
    }
    // Whole, but of another plan or practice.
    let renamed = DraftFile { plan: PlanId::fresh(at(9)), ..file };
    overwrite(&path, &bytes);
    fs::rename(&path, drafts.folder().join(renamed.name())).unwrap();
    let (_, problems) = drafts.left_behind::<Typed>().unwrap();
    assert!(matches!(problems[0].damage, Damage::OtherRecord));
    drafts.discard_client(place.client).unwrap();
    assert_eq!(fs::read_dir(drafts.folder()).unwrap().count(), 0);
}

#[test]
fn drafts_of_a_sealed_practice_are_sealed_and_those_of_before_become_so() {
    let place = Place::new(Files::default());
    let plain = place.drafts();
    let kept = place.draft(10, NOTE);
    plain.keep(&kept).unwrap();
    let damaged = DraftFile { plan: PlanId::fresh(at(7)), client: place.client, sealed: false };
    Files::default()
        .write_new(&plain.folder().join(damaged.name()), format!("({NOTE}").as_bytes())
        .unwrap();
    let passing = plain.folder().join(format!("{PASSING_PREFIX}x.tmp"));
    Files::default().write_new(&passing, NOTE.as_bytes()).unwrap();
    let long_ago = std::time::SystemTime::now() - PASSING_FOR * 2;
    fs::File::options().write(true).open(&passing).unwrap().set_modified(long_ago).unwrap();
    assert!(readable(plain.folder(), NOTE));

    let store = place.seal();
    let drafts = Drafts::new(&place.places(), &store).unwrap();
    assert!(!readable(drafts.folder(), NOTE));
    let (whole_ones, problems) = drafts.left_behind::<Typed>().unwrap();
    assert_eq!((whole_ones, problems.len()), (vec![kept.clone()], 1), "damage is kept, sealed");
    let later = place.draft(20, &format!("{NOTE} too"));
    drafts.keep(&later).unwrap();
    assert!(!readable(drafts.folder(), NOTE));
    // Without the key there is nothing to see.
    let (none, problems) = plain.left_behind::<Typed>().unwrap();
    assert_eq!((none.len(), problems.len()), (0, 2));
    assert!(problems.iter().all(|problem| matches!(problem.damage, Damage::NoKey)));

    // A window of before keeps an older and then a newer one: the newer wins.
    plain.keep(&kept).unwrap();
    drafts.settle(None).unwrap();
    let newest = place.draft(30, "newest");
    assert_eq!(drafts.left_behind().unwrap().0, [later]);
    plain.keep(&newest).unwrap();
    drafts.settle(None).unwrap();
    assert_eq!(drafts.left_behind().unwrap().0, std::slice::from_ref(&newest));

    // And back.
    plain.settle(store.seal()).unwrap();
    let (back, problems) = plain.left_behind::<Typed>().unwrap();
    assert_eq!((back, problems.len()), (vec![newest], 1));
}

/// Counts the files that take their place, and fails where it is told to.
fn counting() -> (Files, Arc<AtomicUsize>, Arc<AtomicBool>) {
    let count = Arc::new(AtomicUsize::new(0));
    let refuse = Arc::new(AtomicBool::new(false));
    let (counted, refused) = (Arc::clone(&count), Arc::clone(&refuse));
    let files = Files::observed(Arc::new(move |op| {
        if matches!(op, FileOp::Replace(..)) {
            if refused.load(Ordering::SeqCst) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            counted.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }));
    (files, count, refuse)
}

#[test]
fn of_a_thousand_changes_the_last_is_on_the_disk_within_a_second() {
    let (files, count, _) = counting();
    let place = Place::new(files);
    let drafts = place.drafts();
    let keeper = DraftKeeper::new(drafts.clone(), fine).unwrap();
    for n in 0..1_000 {
        keeper.keep(place.draft(n, &format!("change {n}")));
    }
    let last = Instant::now();
    let is_last = |draft: &Draft<Typed>| draft.content.notes == "change 999";
    while !whole(&drafts).iter().any(is_last) {
        assert!(last.elapsed() < Duration::from_secs(1), "not on the disk");
        std::thread::sleep(Duration::from_millis(5));
    }
    let writes = count.load(Ordering::SeqCst);
    assert!(writes <= 4, "{writes} writes");
}

#[test]
fn typing_on_does_not_put_a_draft_off() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let keeper = DraftKeeper::new(drafts.clone(), fine).unwrap();
    let began = Instant::now();
    let mut n = 0;
    while whole(&drafts).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(2), "nothing on the disk while typing");
        keeper.keep(place.draft(n, "typing"));
        n += 1;
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_forgotten_goes_without_anybody_waiting_and_what_comes_after_stays() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let keeper = DraftKeeper::<Typed>::new(drafts.clone(), fine).unwrap();
    drafts.keep(&place.draft(1, "one")).unwrap();
    keeper.forget(place.key());
    drop(keeper);
    assert!(whole(&drafts).is_empty());
    let keeper = DraftKeeper::new(drafts.clone(), fine).unwrap();
    keeper.keep(place.draft(2, "two"));
    keeper.forget_client(place.client);
    keeper.keep(place.draft(3, "three"));
    drop(keeper);
    assert_eq!(whole(&drafts)[0].content.notes, "three");
}

#[test]
fn what_waits_is_written_at_the_end_and_on_asking_and_what_is_discarded_is_not() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let keeper = DraftKeeper::new(drafts.clone(), fine).unwrap();
    keeper.keep(place.draft(1, "one"));
    assert!(keeper.flush());
    assert_eq!(whole(&drafts)[0].content.notes, "one");
    keeper.keep(place.draft(2, "two"));
    keeper.discard(place.key()).unwrap();
    assert!(whole(&drafts).is_empty());
    keeper.keep(place.draft(3, "three"));
    keeper.discard_client(place.client).unwrap();
    assert!(keeper.flush() && whole(&drafts).is_empty());
    keeper.keep(place.draft(4, "four"));
    let began = Instant::now();
    drop(keeper);
    assert!(began.elapsed() < Duration::from_millis(400), "it waits for nothing");
    assert_eq!(whole(&drafts)[0].content.notes, "four");
}

#[test]
fn a_draft_that_cannot_be_written_is_told_and_tried_again() {
    let (files, _, refuse) = counting();
    let place = Place::new(files);
    let drafts = place.drafts();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let keeper =
        DraftKeeper::new(drafts.clone(), move |told| heard.lock().unwrap().push(told)).unwrap();
    refuse.store(true, Ordering::SeqCst);
    keeper.keep(place.draft(1, "one"));
    assert!(!keeper.flush());
    let first = told.lock().unwrap().remove(0);
    let Told::NotKept(error) = first else { panic!("{first:?}") };
    let failed = error.to_string();
    assert!(failed.contains("the disk is full"), "{failed}");
    refuse.store(false, Ordering::SeqCst);
    assert!(keeper.flush());
    assert_eq!(whole(&drafts)[0].content.notes, "one");
    assert!(matches!(told.lock().unwrap().as_slice(), [Told::Kept]), "kept by now");
    keeper.keep(place.draft(2, "two"));
    assert!(keeper.flush());
    assert_eq!(told.lock().unwrap().len(), 1, "and that is said once");
    // A folder that can't be made is told at once.
    let file = place.folder.path().join("file");
    Files::default().write_new(&file, b"x").unwrap();
    let nowhere = Places { state: file, ..place.places() };
    assert!(matches!(Drafts::new(&nowhere, &place.store), Err(StoreError::Save { .. })));
}

#[test]
fn a_draft_that_cannot_be_deleted_is_not_told_as_one_that_cannot_be_written() {
    let files = Files::observed(Arc::new(move |op| {
        let is_removed = matches!(op, FileOp::RemoveFile(_));
        if is_removed { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    }));
    let place = Place::new(files);
    let drafts = place.drafts();
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let keeper =
        DraftKeeper::new(drafts.clone(), move |told| heard.lock().unwrap().push(told)).unwrap();
    keeper.keep(place.draft(1, "one"));
    assert!(keeper.flush());
    let path = drafts.folder().join(drafts.list().unwrap()[0].name());
    let stays = keeper.discard(place.key()).unwrap_err();
    let said = format!(
        "{}: this draft could not be deleted, the disk takes no changes; it stays on this computer: \
         ask for write access, then delete the file",
        path.display()
    );
    assert_eq!(stays.to_string(), said);
    keeper.forget_client(place.client);
    assert!(keeper.flush(), "what waits is written all the same");
    assert!(matches!(
        told.lock().unwrap().as_slice(),
        [Told::Stays(Some(_), StoreError::DraftStays { .. })]
    ));
    // Where the folder went, nothing stays.
    fs::remove_dir_all(drafts.folder()).unwrap();
    keeper.discard(place.key()).unwrap();
    Files::default().write_new(drafts.folder(), b"x").unwrap();
    keeper.discard(place.key()).unwrap();
}

#[test]
fn a_keeper_goes_on_sealed_when_the_practice_is_sealed() {
    let place = Place::new(Files::default());
    let keeper = DraftKeeper::new(place.drafts(), fine).unwrap();
    keeper.keep(place.draft(1, NOTE));
    assert!(keeper.flush());
    let store = place.seal();
    let drafts = Drafts::new(&place.places(), &store).unwrap();
    // One more of before, as if it had been on its way.
    place.drafts().keep(&place.draft(2, NOTE)).unwrap();
    keeper.change(drafts.clone(), None);
    keeper.keep(draft(place.client, PlanId::fresh(at(5)), 5, NOTE));
    assert!(keeper.flush());
    assert!(!readable(drafts.folder(), NOTE));
    assert_eq!(whole(&drafts).len(), 2);
}

#[test]
fn a_readable_draft_that_cannot_be_deleted_keeps_nobody_from_keeping_others() {
    let place = Place::new(Files::default());
    place.drafts().keep(&place.draft(1, NOTE)).unwrap();
    let files = Files::observed(Arc::new(move |op| {
        let is_removed = matches!(op, FileOp::RemoveFile(_));
        if is_removed { Err(io::ErrorKind::ReadOnlyFilesystem.into()) } else { Ok(()) }
    }));
    let store = Store { files, ..place.seal() };
    let drafts = Drafts::new(&place.places(), &store).unwrap();
    assert!(matches!(drafts.settle(None), Err(StoreError::DraftStays { .. })), "and it is said");
    drafts.keep(&draft(place.client, PlanId::fresh(at(5)), 5, "new")).unwrap();
    assert!(!readable(drafts.folder(), "\"new\""));
}

/// Copies everything that lies in a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

#[test]
fn a_copy_of_a_practice_is_not_offered_what_was_typed_into_the_other() {
    for sealed in [false, true] {
        let place = Place::new(Files::default());
        let store = if sealed { place.seal() } else { place.store.clone() };
        let drafts = Drafts::new(&place.places(), &store).unwrap();
        let own = place.draft(1, NOTE);
        drafts.keep(&own).unwrap();
        let other = place.folder.path().join("copy");
        copy(store.root(), &other);
        let other = Store { root: other, ..store.clone() };
        let copied = Drafts::new(&place.places(), &other).unwrap();
        assert_eq!(whole(&copied), [], "a copy, sealed: {sealed}");
        copied.keep(&place.draft(2, "of the copy")).unwrap();
        // The same folder through a link is the same.
        let link = place.folder.path().join("link");
        std::os::unix::fs::symlink(store.root(), &link).unwrap();
        let linked = Store { root: link, ..store.clone() };
        let linked = Drafts::new(&place.places(), &linked).unwrap();
        assert_eq!(whole(&linked), [own]);
    }
}

#[test]
fn drafts_of_before_they_belonged_to_a_folder_go_to_whoever_opens_the_practice_first() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let own = place.draft(1, NOTE);
    drafts.keep(&own).unwrap();
    let before = drafts.folder().with_file_name(place.store.practice.to_string());
    fs::rename(drafts.folder(), &before).unwrap();
    assert_eq!(whole(&place.drafts()), [own]);
    assert!(!before.exists());
    let other = place.folder.path().join("copy");
    copy(place.store.root(), &other);
    let other = Store { root: other, ..place.store.clone() };
    assert_eq!(whole(&Drafts::new(&place.places(), &other).unwrap()), []);
}

#[test]
fn a_folder_that_is_renamed_keeps_its_drafts_and_one_on_a_drive_that_is_away_too() {
    let place = Place::new(Files::default());
    let drive = place.folder.path().join("drive");
    let away = drive.join("practice");
    copy(place.store.root(), &away);
    let away = Store { root: away, ..place.store.clone() };
    Drafts::new(&place.places(), &away).unwrap().keep(&place.draft(1, "on the drive")).unwrap();
    let own = place.draft(2, NOTE);
    place.drafts().keep(&own).unwrap();
    fs::rename(&drive, place.folder.path().join("away")).unwrap();
    let renamed = place.folder.path().join("renamed");
    fs::rename(place.store.root(), &renamed).unwrap();
    let renamed = Store { root: renamed, ..place.store.clone() };
    let drafts = Drafts::new(&place.places(), &renamed).unwrap();
    assert_eq!(whole(&drafts), [own], "its own, and no other's");
    fs::rename(place.folder.path().join("away"), &drive).unwrap();
    assert_eq!(whole(&Drafts::new(&place.places(), &away).unwrap())[0].changed, at(1));
}
