//! Power that is cut at any point of a restore: the practice is whole, or not there.

use fastrand::Rng;
use ischia::store::backup::{self, Growth};
use ischia::store::sample::{self, Wanted};
use ischia::store::{Existing, Progress};

use super::power_model::{Cut, Disk, Mark, Recorder};
use super::support::{at, open, said};

#[test]
fn a_restore_is_whole_or_not_there_wherever_the_power_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    let progress = Progress::default();
    let wanted = Wanted { clients: 2, plans: 3, seed: 7 };
    let store = sample::write(&folder.path().join("p"), wanted, &progress).unwrap();
    let whole = said(&store);
    let zip = folder.path().join("b.zip");
    backup::write(store.root(), &zip, None, Existing::Refuse, at(0), &progress).unwrap();
    let there = folder.path().join("there");
    std::fs::create_dir(&there).unwrap();
    let disk = Disk::of(&there);
    let recorder = Recorder::new(&there);
    let files = recorder.files(|_| false);
    backup::restore_with(&files, &zip, &there.join("r"), None, Growth::Usual, &progress).unwrap();
    recorder.mark(Mark::Created);
    let events = recorder.events();
    let mut rng = Rng::with_seed(3);
    let (mut seen_whole, mut seen_none) = (0, 0);
    for cut_at in 0..=events.len() {
        let mut disk = disk.clone();
        events[..cut_at].iter().for_each(|event| disk.play(event));
        for cut in [Cut::Dropped, Cut::Applied, Cut::Mixed, Cut::Mixed] {
            let world = tempfile::tempdir().unwrap();
            disk.leave(world.path(), cut, &mut rng);
            let root = world.path().join("r");
            if root.exists() {
                assert_eq!(said(&open(&root)), whole, "cut at {cut_at}, {cut:?}");
                seen_whole += 1;
            } else {
                assert!(cut_at < events.len(), "restored and gone, {cut:?}");
                seen_none += 1;
            }
        }
    }
    assert!(seen_whole >= 4 && seen_none > 10, "{seen_whole} whole, {seen_none} not there");
}
