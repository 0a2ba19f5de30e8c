//! Drafts that can't be deleted: each is told by itself, and goes by itself.

use super::*;

/// A folder has the place of the file, which no program deletes as a file.
fn block(drafts: &Drafts, key: PlanKey) -> PathBuf {
    let file = DraftFile { client: key.client, plan: key.plan, sealed: false };
    let path = drafts.folder().join(file.name());
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    path
}

#[test]
fn a_draft_that_goes_says_nothing_of_another_that_stays() {
    let place = Place::new(Files::default());
    let other = PlanKey { plan: PlanId::fresh(at(2)), ..place.key() };
    let drafts = place.drafts();
    let (telling, told) = std::sync::mpsc::channel();
    let keeper = DraftKeeper::new(drafts.clone(), move |told| telling.send(told).unwrap()).unwrap();
    keeper.keep(place.draft(1, "one"));
    keeper.keep(draft(other.client, other.plan, 1, "two"));
    assert!(keeper.flush());
    let paths = [place.key(), other].map(|key| block(&drafts, key));
    let hear = || told.recv_timeout(Duration::from_mins(1)).unwrap();
    for key in [place.key(), other] {
        keeper.forget(key);
        let said = hear();
        assert!(matches!(said, Told::Stays(Some(Unwanted::Plan(of)), _) if of == key), "{said:?}");
    }
    fs::remove_dir(&paths[1]).unwrap();
    // At once, where somebody asks once more.
    keeper.forget(other);
    let said = hear();
    assert!(matches!(said, Told::Gone(Unwanted::Plan(of)) if of == other), "{said:?}");
    // By itself otherwise, though not before it can.
    fs::remove_dir(&paths[0]).unwrap();
    let said = hear();
    assert!(matches!(said, Told::Gone(Unwanted::Plan(of)) if of == place.key()), "{said:?}");
}
