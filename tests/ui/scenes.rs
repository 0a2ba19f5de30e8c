//! Practices and windows to look at: made the same way each time, from the sample that is kept.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use std::path::{Path, PathBuf};

use ischia::model::{Client, ClientId, Day, PlanId};
use ischia::store::seal::WorkFactor;
use ischia::store::{Base, Places, Progress, SecretString, Stamp, Store};
use ischia::ui::Window;
use tempfile::TempDir;

use crate::facade::{App, folder};

/// What a sealed practice opens with.
pub const PASSPHRASE: &str = "heron over the bay";

thread_local! {
    /// The view that is being made, where its folder shows in a picture.
    static VIEW: std::cell::RefCell<String> = const { std::cell::RefCell::new(String::new()) };
}

/// Names the folders of what comes about next, so that a path in a picture is always the same.
pub fn name_folders(view: &str) {
    VIEW.with_borrow_mut(|name| view.clone_into(name));
}

/// A folder to work in: one of its own, or for a view the same one each time.
fn room() -> TempDir {
    let view = VIEW.with_borrow(Clone::clone);
    if view.is_empty() {
        return folder();
    }
    let parent = Path::new("target").join("pictures");
    let path = parent.join(&view);
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    std::fs::create_dir_all(&parent).unwrap();
    tempfile::Builder::new().prefix(&view).rand_bytes(0).tempdir_in(&parent).unwrap()
}

/// A window, and the practice folder that it works in.
pub struct Scene {
    pub app: App,
    pub practice: PathBuf,
}

impl Scene {
    /// No practice.
    pub fn start() -> Self {
        Self::of(App::start_page(None), room())
    }

    /// The sample practice, as it is listed.
    pub fn practice() -> Self {
        Self::practice_with(|_| ())
    }

    /// The sample practice, after something was done to it.
    pub fn practice_with(change: impl FnOnce(&Store)) -> Self {
        let folder = room();
        let store = sample(&folder);
        change(&store);
        let mut app = App::start_page(Some(places(folder.path())));
        app.begin(store.root());
        app.wait_until_listed();
        Self::of(app, folder)
    }

    /// The sample practice, sealed and opened again.
    pub fn sealed() -> Self {
        let folder = room();
        let store = sample(&folder);
        seal(&store);
        let mut scene = Self::unlocked(store.root(), folder);
        scene.app.wait_until_listed();
        scene
    }

    /// An empty practice whose key is always the same: sealing makes another one each time.
    pub fn sealed_before() -> Self {
        let folder = room();
        let root = folder.path().join("practice");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/sealed"), &root);
        let mut scene = Self::unlocked(&root, folder);
        scene.app.wait_until_empty();
        scene
    }

    fn unlocked(root: &Path, folder: TempDir) -> Self {
        let mut app = App::start_page(Some(places(folder.path())));
        app.begin(root);
        app.wait_until_locked();
        app.type_passphrase(PASSPHRASE);
        app.press("Unlock");
        Self::of(app, folder)
    }

    /// A client of the sample practice is chosen.
    pub fn client(name: &str) -> Self {
        let mut scene = Self::practice();
        scene.app.choose_client(name);
        scene
    }

    /// An intake or a plan of the tests, opened as a file.
    pub fn file(name: &str) -> Self {
        let mut scene = Self::start();
        scene.app.open_file(&intake(name));
        scene
    }

    /// The same scene once the window was closed and opened again.
    pub fn again(self) -> Self {
        let Self { app, practice } = self;
        let folder = app.leave_rooms().remove(0);
        let mut app = App::start_page(Some(places(folder.path())));
        app.begin(&practice);
        Self { app: app.living_in(folder), practice }
    }

    /// The same scene once two windows ended: this one with its unsaved work, and a later one in which
    /// another client was chosen.
    pub fn again_elsewhere(self, client: &str) -> Self {
        let mut later = App::start_page(Some(places(self.app.room())));
        later.begin(&self.practice);
        later.wait_until_listed();
        later.choose_client(client);
        drop(later);
        let mut scene = self.again();
        scene.app.wait_for_drafts();
        scene
    }

    /// The window alone, with the folders that it works in.
    pub fn into_window(self) -> (Window, Vec<TempDir>) {
        self.app.into_window()
    }

    fn of(app: App, folder: TempDir) -> Self {
        // Below the folder that the test runs in, so that no picture says where that lies.
        let here = std::env::current_dir().unwrap();
        let path = folder.path().strip_prefix(here).unwrap_or(folder.path());
        let practice = path.join("practice");
        Self { app: app.living_in(folder), practice }
    }
}

/// An intake of the tests.
pub fn intake(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intakes").join(name)
}

/// Folders of the user's own in this folder.
pub fn places(folder: &Path) -> Places {
    Places { cache: folder.join("cache"), state: folder.join("state") }
}

/// An empty practice folder in this folder.
pub fn empty(folder: &TempDir) -> Store {
    new_practice(&folder.path().join("practice"))
}

/// An empty practice folder.
pub fn new_practice(root: &Path) -> Store {
    Store::create(root, stamp(0).at).unwrap()
}

/// A practice with one client.
pub fn practice_with(root: &Path, name: &str) -> (Store, ClientId) {
    let store = new_practice(root);
    let client = add_client(&store, name);
    (store, client)
}

/// A copy of the sample practice, without the clients whose names need fonts of the machine.
pub fn sample(folder: &TempDir) -> Store {
    let root = folder.path().join("practice");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plans"), &root);
    let store = Store::open(&root).unwrap().open().unwrap();
    for id in store.clients().unwrap() {
        let name = store.client(id).unwrap().summary().unwrap().name;
        if name.chars().any(|letter| letter > '\u{52f}') {
            std::fs::remove_dir_all(root.join("clients").join(id.to_string())).unwrap();
        }
    }
    store
}

/// Seals a practice as cheaply as it goes.
pub fn seal(store: &Store) {
    let passphrase = SecretString::from(PASSPHRASE.to_owned());
    store.seal_practice(&passphrase, WorkFactor::Least, &stamp(9), &Progress::default()).unwrap();
}

/// The window on a practice that is listed, and was unlocked before that where it is sealed.
pub fn opened(store: &Store, sealed: bool) -> App {
    let mut app = App::start_page(None);
    app.begin(store.root());
    if sealed {
        app.wait_until_locked();
        app.type_passphrase(PASSPHRASE);
        app.press("Unlock");
    }
    app.wait_until_listed();
    app
}

/// Sealing was cut off once, and done once: both leave a folder beside the practice.
pub fn leave_folders(store: &Store) {
    let beside = |name: &str| {
        let id = "019abc00-0000-7000-8000-000000000001";
        let path = store.root().with_file_name(format!("practice.{name}-{id}"));
        std::fs::create_dir(path).unwrap();
    };
    beside("before-sealing");
    beside("sealing");
}

/// Two computers change the same plan of a client.
pub fn change_in_two_places(store: &Store, name: &str) {
    let (client, plan) = latest_plan(store, name);
    let history = store.plan(client, plan).unwrap();
    let head = history.current().unwrap();
    for second in [60, 120] {
        let mut record = head.content.record().unwrap().clone();
        record.plan.intake.notes = Some(format!("changed {second} seconds later"));
        store.save_plan(client, plan, Base::of([head]), record, &stamp(second)).unwrap();
    }
}

/// A plan for today was made with the answers of an earlier day.
pub fn plan_ahead(store: &Store, name: &str) {
    let (client, plan) = latest_plan(store, name);
    let history = store.plan(client, plan).unwrap();
    let mut record = history.current().unwrap().content.record().unwrap().clone();
    record.plan.intake.date = Day::parse("2026-11-24").unwrap();
    let early = Stamp { at: "2026-11-20T10:00:00Z".parse().unwrap(), ..stamp(0) };
    store.save_plan(client, PlanId::fresh(early.at), Base::none(), record, &early).unwrap();
}

/// A client is taken from the lists.
pub fn remove(store: &Store, name: &str) {
    let (client, _) = latest_plan(store, name);
    let folder = store.client(client).unwrap();
    let base = Base::of([folder.client.current().unwrap()]);
    store.remove_client(client, base, &stamp(3)).unwrap();
}

/// One more client, with everything that stands above intake and plan.
pub fn add_young_client(store: &Store, name: &str) {
    let client = Client {
        birth_year: Some(2012),
        important: Some("Faints when getting up fast".to_owned()),
        allergies: Some("Nut oil".to_owned()),
        ..Client::named(name)
    };
    add(store, client);
}

/// One more client, of whom only the name is known.
pub fn add_client(store: &Store, name: &str) -> ClientId {
    add(store, Client::named(name))
}

/// One more client.
pub fn add(store: &Store, client: Client) -> ClientId {
    let id = ClientId::fresh(stamp(0).at);
    store.save_client(id, Base::none(), client, &stamp(0)).unwrap();
    id
}

fn latest_plan(store: &Store, name: &str) -> (ClientId, PlanId) {
    let folders = store.clients().unwrap().into_iter().map(|id| store.client(id).unwrap());
    let mut folders = folders.filter(|folder| folder.summary().unwrap().name == name);
    let folder = folders.next().unwrap();
    let date = |plan: &PlanId| {
        let head = folder.plans[plan].current().unwrap();
        head.content.record().unwrap().plan.intake.date
    };
    (folder.id, *folder.plans.keys().max_by_key(|plan| date(plan)).unwrap())
}

/// Who saves, this many seconds after a moment before the window is opened.
pub fn stamp(second: i64) -> Stamp {
    let at = jiff::Timestamp::from_second(1_795_000_000 + second).unwrap();
    Stamp { by: "A. Therapist".to_owned(), at }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
