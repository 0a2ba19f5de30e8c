//! What a restore refuses before it unpacks anything, and how it reaches the disk.

#![expect(clippy::print_stdout, reason = "a suite says what it skipped")]

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};

use ischia::store::backup::{self, BackupError, BackupSeal, Growth, Summary};
use ischia::store::files::{FileOp, Files};
use ischia::store::seal::WorkFactor;
use ischia::store::{MARKER, Progress};

use super::commands::ischia;
use super::{Place, SimpleFileOptions, assert_same, packed, secret};

/// What a restore did to the disk, each operation by its first word.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn files(&self) -> Files {
        let seen = Arc::clone(&self.0);
        Files::observed(Arc::new(move |op: &FileOp<'_>| {
            let said = format!("{op:?}");
            let word = said.split('(').next().unwrap().to_owned();
            seen.lock().unwrap().push(word);
            Ok(())
        }))
    }

    fn words(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Place {
    fn restore_seen(
        &self,
        root: &Path,
        growth: Growth,
        seen: &Seen,
    ) -> Result<Summary, BackupError> {
        let (file, progress) = (self.path("b.zip"), Progress::default());
        backup::restore_with(&seen.files(), &file, root, None, growth, &progress)
    }
}

#[test]
fn a_backup_that_grows_beyond_a_hundred_times_says_its_size_and_waits() {
    let place = Place::new();
    place.put("p/scan.bin", &vec![0; 32 << 20]);
    place.backup();
    let seen = Seen::default();
    let refused = place.restore_seen(&place.path("r"), Growth::Usual, &seen).unwrap_err();
    assert!(matches!(refused, BackupError::Large { .. }) && refused.is_input(), "{refused}");
    assert!(refused.to_string().contains("33."), "{refused}");
    assert_eq!(seen.words(), Vec::<String>::new(), "nothing was touched");
    place.assert_only(&["b.zip", "p"]);

    let restore = ["restore", "b.zip", "--practice", "r"];
    let (code, said) = ischia(&place, &restore, None);
    assert_eq!(code, 2, "{said}");
    for words in ["b.zip: ", "33.", " MB", " times its own size", "--any-size"] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    place.assert_only(&["b.zip", "p"]);
    let (code, said) = ischia(&place, &[&restore[..], &["--any-size"]].concat(), None);
    assert_eq!(code, 0, "{said}");
    assert_same(&place);

    let passphrase = secret("heron over the bay");
    let seal = BackupSeal { passphrase: &passphrase, work: WorkFactor::Least };
    fs::remove_file(place.path("b.zip")).unwrap();
    place.backup_with(&Files::default(), Some(seal)).unwrap();
    let (file, root, progress) = (place.path("b.zip"), place.path("s"), Progress::default());
    let refused = backup::restore(&file, &root, Some(&passphrase), Growth::Usual, &progress);
    assert!(matches!(refused, Err(BackupError::Large { .. })), "{refused:?}");
    backup::restore(&file, &root, Some(&passphrase), Growth::Any, &progress).unwrap();
}

#[test]
fn a_restore_is_brought_to_the_disk_as_a_whole_before_it_has_its_name() {
    let place = Place::new();
    place.backup();
    let seen = Seen::default();
    let made = place.restore_seen(&place.path("r"), Growth::Usual, &seen).unwrap();
    assert_same(&place);
    let words = seen.words();
    let count = |wanted: &str| words.iter().filter(|word| *word == wanted).count();
    assert_eq!((count("Create"), count("Write")), (made.files, made.files));
    assert_eq!((count("SyncFile"), count("SyncTree"), count("SyncFolder")), (0, 1, 1));
    let last = |wanted: &str| words.iter().rposition(|word| word == wanted).unwrap();
    assert!(last("Write") < last("SyncTree"), "{words:?}");
    assert!(last("SyncTree") < last("Move"), "{words:?}");
    assert!(last("Move") < last("SyncFolder"), "{words:?}");
}

#[test]
fn what_windows_keeps_for_devices_is_left_out_and_named() {
    let place = Place::new();
    let client = place.store.clients().unwrap()[0];
    let names = ["AUX", "con.txt", "Nul.ron", "COM7.pdf", &format!("clients/{client}/prn.txt")];
    for name in names {
        place.put(&format!("p/{name}"), b"x");
    }
    let made = place.backup();
    let left: Vec<&str> = made.left_out.iter().map(|path| path.to_str().unwrap()).collect();
    for name in names {
        assert!(left.contains(&name), "{name} is not in {left:?}");
        fs::remove_file(place.path(&format!("p/{name}"))).unwrap();
    }
    place.restore("b.zip").unwrap();
    assert_same(&place);
}

#[test]
fn nothing_is_restored_into_a_practice() {
    let place = Place::new();
    place.backup();
    fs::create_dir(place.path("p/empty")).unwrap();
    for root in ["p/new", "p/clients/new", "p/empty"] {
        let seen = Seen::default();
        let refused = place.restore_seen(&place.path(root), Growth::Usual, &seen).unwrap_err();
        assert!(refused.is_input() && refused.to_string().contains("inside"), "{refused}");
        assert_eq!(seen.words(), Vec::<String>::new());
    }
}

/// More entries than a practice ever has; each of them is empty.
#[test]
fn a_backup_of_more_than_a_million_files_is_refused() {
    let place = Place::new();
    let sign = format!("ischia-backup blake3 {}", "0".repeat(64));
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.set_comment(sign).unwrap();
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..1_000_002 {
        zip.start_file(format!("{number}"), options).unwrap();
    }
    place.put("c.zip", &super::resigned(zip.finish().unwrap().into_inner()));
    let refused = place.restore("c.zip").unwrap_err();
    assert!(refused.is_input() && refused.to_string().contains("a million files"), "{refused}");
    place.assert_only(&["c.zip", "p"]);
}

/// What a manifest says must not grow either: its own size is unknown before it is read.
#[test]
fn a_manifest_that_is_longer_than_its_files_need_is_refused() {
    let place = Place::new();
    let marker = fs::read(place.path(&format!("p/{MARKER}"))).unwrap();
    let text = super::manifest(place.store.practice(), &[(MARKER, &marker)]);
    let padded = |blanks: usize| {
        let text = format!("{text}{}", " ".repeat(blanks));
        super::signed(&[("manifest.ron", text.as_bytes()), (MARKER, &marker)])
    };
    place.put("c.zip", &padded(4 << 20));
    let refused = place.restore("c.zip").unwrap_err();
    assert!(refused.is_input() && refused.to_string().contains("longer"), "{refused}");
    place.put("c.zip", &padded(100));
    place.restore("c.zip").unwrap();
    // Names of every length and script have room.
    let long = format!("{}.ron", "ä".repeat(125));
    place.put("b.zip", &packed(place.store.practice(), &[(MARKER, &marker), (&long, b"x")]));
    place.restore_seen(&place.path("s"), Growth::Usual, &Seen::default()).unwrap();
}

/// Something mounted on a folder, taken away again at the end; none where this may not be done.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn new(at: &'a Path, arguments: &[&str]) -> Option<Self> {
        let out = Command::new("mount").args(arguments).arg(at).output();
        let is_done = out.is_ok_and(|out| out.status.success());
        if !is_done {
            println!("skipped: nothing can be mounted here");
        }
        is_done.then_some(Self(at))
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0).output().ok();
    }
}

#[test]
fn a_mounted_drive_in_the_way_is_said_before_anything_is_unpacked() {
    let place = Place::new();
    place.backup();
    let root = place.path("r");
    fs::create_dir(&root).unwrap();
    fs::create_dir(place.path("elsewhere")).unwrap();
    let elsewhere = place.path("elsewhere").display().to_string();
    for arguments in [&["-t", "tmpfs", "tmpfs"][..], &["--bind", &elsewhere]] {
        let Some(_mounted) = Mounted::new(&root, arguments) else { return };
        let seen = Seen::default();
        let refused = place.restore_seen(&root, Growth::Usual, &seen).unwrap_err();
        assert!(matches!(refused, BackupError::Mounted(_)) && refused.is_input(), "{refused}");
        assert_eq!(seen.words(), Vec::<String>::new(), "nothing was touched");
        // As the sentence says.
        place.restore_seen(&root.join("new"), Growth::Usual, &seen).unwrap();
        fs::remove_dir_all(root.join("new")).unwrap();
    }
    place.restore("b.zip").unwrap();
}
