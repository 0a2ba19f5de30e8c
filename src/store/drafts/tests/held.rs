//! Drafts that a window is editing: no other is offered them before it leaves them behind.

use super::*;

#[test]
fn what_a_running_window_edits_is_offered_to_nobody_else() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let offered = || drafts.left_behind::<Typed>().unwrap().0.len();
    let keeper = DraftKeeper::new(place.drafts(), fine).unwrap();
    keeper.keep(place.draft(1, "one"));
    assert!(keeper.flush());
    assert_eq!((offered(), whole(&drafts).len()), (0, 1));
    drop(keeper);
    assert_eq!((offered(), offered()), (1, 1), "looking holds nothing");

    // Another window goes on with it, before anything is changed.
    let keeper = DraftKeeper::<Typed>::new(place.drafts(), fine).unwrap();
    keeper.hold(place.key());
    assert!(keeper.flush());
    assert_eq!(offered(), 0);
    keeper.discard(place.key()).unwrap();
    assert_eq!(std::fs::read_dir(drafts.folder()).unwrap().count(), 0, "nothing stays behind");
}

#[test]
fn what_another_window_leaves_behind_is_told_and_what_it_saves_is_not() {
    let place = Place::new(Files::default());
    let saved = PlanKey { plan: PlanId::fresh(at(2)), ..place.key() };
    let other = DraftKeeper::new(place.drafts(), fine).unwrap();
    other.keep(place.draft(1, "one"));
    other.keep(draft(saved.client, saved.plan, 1, "two"));
    assert!(other.flush());
    let drafts = place.drafts();
    let held = drafts.held().unwrap();
    assert_eq!(held, BTreeSet::from([place.key(), saved]));
    let (telling, told) = std::sync::mpsc::channel();
    let keeper = DraftKeeper::<Typed>::new(drafts.clone(), move |told| {
        telling.send((told, Instant::now())).unwrap();
    });
    let keeper = keeper.unwrap();
    keeper.watch(held);
    other.discard(saved).unwrap();
    let longer = Duration::from_millis(2500);
    assert!(told.recv_timeout(longer).is_err(), "it is edited there still");
    let let_go = Instant::now();
    drop(other);
    let (what, at) = told.recv_timeout(Duration::from_secs(30)).unwrap();
    assert!(matches!(what, Told::Left) && at > let_go, "{what:?}");
    assert_eq!(whole(&drafts).len(), 1);
    assert!(told.recv_timeout(longer).is_err(), "it is said once");
}

/// A killed window's lock stays until the last of its threads is gone, which may take seconds.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "another window writes its own id")]
#[test]
fn what_a_killed_window_edited_is_offered_before_the_system_let_go_of_it() {
    let place = Place::new(Files::default());
    let drafts = place.drafts();
    let offered = || drafts.left_behind::<Typed>().unwrap().0.len();
    let keeper = DraftKeeper::new(place.drafts(), fine).unwrap();
    keeper.keep(place.draft(1, "one"));
    assert!(keeper.flush());
    assert_eq!(offered(), 0);
    let held = drafts.folder().join(drafts.list().unwrap()[0].held_name());
    assert_eq!(fs::read_to_string(&held).unwrap(), std::process::id().to_string());
    let mut window = std::process::Command::new("sleep").arg("100").spawn().unwrap();
    fs::write(&held, window.id().to_string()).unwrap();
    assert_eq!(offered(), 0, "it runs");
    window.kill().unwrap();
    drafts.wait_for_ending().unwrap();
    assert_eq!(offered(), 1);
    // Whoever goes on with it holds it as soon as that can be.
    let next = DraftKeeper::<Typed>::new(place.drafts(), fine).unwrap();
    next.hold(place.key());
    assert!(next.flush());
    window.wait().unwrap();
    drop(keeper);
    let begun = Instant::now();
    while offered() == 1 {
        assert!(begun.elapsed() < Duration::from_secs(30), "never held");
    }
}
