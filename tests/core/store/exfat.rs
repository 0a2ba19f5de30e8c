//! A memory stick as people have it: exFAT through FUSE, which can neither link nor rename without
//! replacing.
//!
//! Run by name, as the administrator: `cargo test --test core store::exfat -- --ignored`. Whoever asks
//! for it wants it tried, so without the drive it fails and says what is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ischia::model::{Client, ClientId, PlanId};
use ischia::store::backup::{self, Growth};
use ischia::store::seal::WorkFactor;
use ischia::store::{Base, Existing, Progress, SecretString, Store, write_new};

use super::support::{at, damaged, open, passing_files, record, said, settings, stamp};

/// A stick, taken away again at the end.
struct Stick {
    root: PathBuf,
    device: String,
}

fn run(program: &str, arguments: &[&str]) -> String {
    let out = Command::new(program).args(arguments).output();
    let out = out.unwrap_or_else(|error| panic!("{program}: {error}; {WANTED}"));
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{program} {arguments:?}: {said}; {WANTED}");
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

const WANTED: &str = "this test needs an administrator, /dev/fuse, a loop device, and what comes with \
    `apt-get install exfat-fuse exfatprogs`";

impl Stick {
    fn new(folder: &Path) -> Self {
        let image = folder.join("stick.img");
        fs::File::create(&image).unwrap().set_len(64 << 20).unwrap();
        let (image, root) = (image.to_str().unwrap(), folder.join("stick"));
        fs::create_dir(&root).unwrap();
        run("mkfs.exfat", &[image]);
        let device = run("losetup", &["--find", "--show", image]);
        let stick = Self { root, device };
        run("mount.exfat-fuse", &[&stick.device, stick.root.to_str().unwrap()]);
        stick
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        Command::new("umount").arg(&self.root).output().ok();
        Command::new("losetup").arg("--detach").arg(&self.device).output().ok();
    }
}

/// The stick is what it is said to be; else the test would show nothing.
fn assert_lacking(root: &Path) {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let (a, b) = (root.join("a"), root.join("b"));
    fs::write(&a, "x").unwrap();
    fs::hard_link(&a, &b).unwrap_err();
    renameat_with(CWD, &a, CWD, &b, RenameFlags::NOREPLACE).unwrap_err();
    fs::write(&b, "x").unwrap();
    renameat_with(CWD, &a, CWD, &b, RenameFlags::EXCHANGE).unwrap_err();
    fs::remove_file(a).unwrap();
    fs::remove_file(b).unwrap();
}

#[test]
#[ignore = "mounts a drive through FUSE, run it by name"]
fn a_practice_lives_on_a_stick_and_is_backed_up_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let stick = Stick::new(folder.path());
    assert_lacking(&stick.root);
    let root = stick.root.join("practice");
    let store = Store::create(&root, at(0)).unwrap();
    let id = ClientId::fresh(at(1));
    let first = store.save_client(id, Base::none(), Client::named("Ada"), &stamp(1)).unwrap();
    store.save_client(id, Base::of([&first]), Client::named("Ada L."), &stamp(2)).unwrap();
    let plan = PlanId::fresh(at(3));
    store.save_plan(id, plan, Base::none(), record(1), &stamp(3)).unwrap();
    store.save_settings(Base::none(), settings(1), &stamp(4)).unwrap();
    assert_eq!(damaged(&store), Vec::<String>::new());
    assert_eq!(passing_files(&stick.root), Vec::<String>::new());

    // A file beside it, new and in the place of another.
    let file = stick.root.join("plan.md");
    write_new(&file, b"one", Existing::Refuse).unwrap();
    let taken = write_new(&file, b"two", Existing::Refuse).unwrap_err();
    assert!(taken.to_string().contains("already"), "{taken}");
    write_new(&file, b"two", Existing::Replace).unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"two");

    // Backups from anywhere to anywhere, and back.
    let progress = Progress::default();
    for beside in [folder.path(), &stick.root] {
        let zip = beside.join("b.zip");
        for existing in [Existing::Refuse, Existing::Replace] {
            backup::write(&root, &zip, None, existing, at(5), &progress).unwrap();
        }
        for back in [folder.path(), &stick.root] {
            let back = back.join("back");
            backup::restore(&zip, &back, None, Growth::Usual, &progress).unwrap();
            assert_eq!(said(&open(&back)), said(&store));
            fs::remove_dir_all(back).unwrap();
        }
    }

    // Sealed and readable again, where two folders can't be swapped in one go.
    let before = said(&store);
    let passphrase = SecretString::from("the tide comes in".to_owned());
    let sealed = store.seal_practice(&passphrase, WorkFactor::Least, &stamp(6), &progress).unwrap();
    assert_eq!(said(&sealed.store), before);
    let bob = ClientId::fresh(at(7));
    sealed.store.save_client(bob, Base::none(), Client::named("Bob"), &stamp(7)).unwrap();
    let readable = sealed.store.unseal_practice(&stamp(8), &progress).unwrap();
    readable.store.erase_client(id, &stamp(9)).unwrap();
    assert_eq!(damaged(&readable.store), Vec::<String>::new());
    assert_eq!(passing_files(&root), Vec::<String>::new());
    let names = readable.store.clients().unwrap();
    assert!(names.contains(&bob) && readable.store.client(id).unwrap().client.is_erased());
}
