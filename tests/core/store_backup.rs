//! Backups: what comes back is what was there, and whatever is wrong with a backup or the disk
//! leaves nothing half done behind.

mod commands;
mod restoring;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use ischia::model::{Client, ClientId, PracticeId};
use ischia::store::backup::{self, BackupError, BackupSeal, Growth, Summary};
use ischia::store::files::{FileOp, Files};
use ischia::store::sample::{self, Wanted};
use ischia::store::seal::{Seal, WorkFactor};
use ischia::store::{
    Base, Existing, MARKER, Opened, Progress, SecretString, Stamp, Store, StoreError,
};

/// A folder with a small practice `p` in it; backups are made beside it.
struct Place {
    folder: TempDir,
    store: Store,
}

/// Puts a file there, as another program would.
#[expect(clippy::disallowed_methods, reason = "other programs write as they like")]
fn put(path: &Path, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
    fs::write(path, bytes)
}

fn at() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn secret(words: &str) -> SecretString {
    SecretString::from(words.to_owned())
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let wanted = Wanted { clients: 2, plans: 3, seed: 5 };
        let store = sample::write(&folder.path().join("p"), wanted, &Progress::default()).unwrap();
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn backup_with(
        &self,
        files: &Files,
        seal: Option<BackupSeal<'_>>,
    ) -> Result<Summary, BackupError> {
        let (root, out) = (self.path("p"), self.path("b.zip"));
        let progress = Progress::default();
        backup::write_with(files, &root, &out, seal, Existing::Refuse, at(), &progress)
    }

    fn backup(&self) -> Summary {
        self.backup_with(&Files::default(), None).unwrap()
    }

    fn restore(&self, file: &str) -> Result<Summary, BackupError> {
        let growth = Growth::Usual;
        backup::restore(&self.path(file), &self.path("r"), None, growth, &Progress::default())
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        put(&self.path(name), bytes).unwrap();
    }

    /// Nothing lies here but what these names say.
    fn assert_only(&self, names: &[&str]) {
        let mut found: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        assert_eq!(found, names);
    }

    fn add_client(&self, name: &str) -> ClientId {
        let id = ClientId::fresh(at());
        let stamp = Stamp { by: String::new(), at: at() };
        self.store.save_client(id, Base::none(), Client::named(name), &stamp).unwrap();
        id
    }
}

/// Every file and folder, by its path from the folder.
fn contents(root: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                found.insert(name, None);
                open.push(path);
            } else {
                found.insert(name, Some(fs::read(&path).unwrap()));
            }
        }
    }
    found
}

fn assert_same(place: &Place) {
    assert!(contents(&place.path("p")) == contents(&place.path("r")), "byte by byte");
}

#[test]
fn a_practice_comes_back_byte_by_byte_with_whatever_was_damaged_or_foreign() {
    let place = Place::new();
    let client = place.store.clients().unwrap()[0];
    place.put("p/letter ä.pdf", b"\x00\xff");
    place.put(&format!("p/clients/{client}/client-broken.ron"), b"");
    let record = place.store.list(client).unwrap().records[0];
    place.put(&format!("p/{}", record.path().display()), b"(cut");
    let before = contents(&place.path("p"));
    // Hidden files are nobody's loss, links and strange folders are said to be left out.
    place.put("p/.ischia-half.tmp", b"x");
    fs::create_dir(place.path("p/folder")).unwrap();
    let made = place.backup();
    assert_eq!(made.left_out, [PathBuf::from("folder")]);
    assert_eq!(made.practice, place.store.practice());
    let back = place.restore("b.zip").unwrap();
    assert_eq!((back.files, back.bytes, back.made), (made.files, made.bytes, at()));
    assert!(contents(&place.path("r")) == before);
    place.assert_only(&["b.zip", "p", "r"]);
}

#[test]
fn the_same_practice_gives_the_same_backup() {
    let place = Place::new();
    place.backup();
    let first = fs::read(place.path("b.zip")).unwrap();
    fs::remove_file(place.path("b.zip")).unwrap();
    place.backup();
    assert!(first == fs::read(place.path("b.zip")).unwrap());
}

#[cfg(unix)]
#[test]
fn backups_and_what_is_restored_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.backup();
    place.restore("b.zip").unwrap();
    let mode = |name: &str| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("b.zip"), mode("r"), mode("r/clients")), (0o600, 0o700, 0o700));
    assert_eq!(mode(&format!("r/{MARKER}")), 0o600);
}

#[test]
fn a_sealed_backup_needs_its_passphrase_and_shows_nothing() {
    let place = Place::new();
    let passphrase = secret("heron over the bay");
    let seal = BackupSeal { passphrase: &passphrase, work: WorkFactor::Least };
    place.backup_with(&Files::default(), Some(seal)).unwrap();
    let file = place.path("b.zip");
    assert!(backup::is_sealed(&file).unwrap());
    let bytes = fs::read(&file).unwrap();
    assert!(!bytes.windows(12).any(|window| window == b"practice.ron"));

    let restore = |passphrase: Option<&SecretString>| {
        let (root, growth) = (place.path("r"), Growth::Usual);
        backup::restore(&file, &root, passphrase, growth, &Progress::default())
    };
    let refused = restore(None).unwrap_err();
    assert!(matches!(refused, BackupError::Sealed(_)) && refused.is_input(), "{refused}");
    let refused = restore(Some(&secret("heron"))).unwrap_err();
    assert!(matches!(refused, BackupError::Seal { .. }) && refused.is_input(), "{refused}");
    place.assert_only(&["b.zip", "p"]);

    for cut in [1, 30, bytes.len() / 2, bytes.len() - 70, bytes.len() - 1] {
        place.put("c.zip", &bytes[..cut]);
        let (file, root) = (place.path("c.zip"), place.path("r"));
        let progress = Progress::default();
        let refused = backup::restore(&file, &root, Some(&passphrase), Growth::Usual, &progress);
        assert!(refused.is_err_and(|refused| refused.is_input()), "cut at {cut}");
    }
    for at in (0..bytes.len()).step_by(97) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        place.put("c.zip", &flipped);
        let (file, root) = (place.path("c.zip"), place.path("r"));
        let progress = Progress::default();
        let refused = backup::restore(&file, &root, Some(&passphrase), Growth::Usual, &progress);
        assert!(refused.is_err(), "byte {at}");
    }
    fs::remove_file(place.path("c.zip")).unwrap();
    place.assert_only(&["b.zip", "p"]);

    restore(Some(&passphrase)).unwrap();
    assert_same(&place);
}

#[test]
fn a_sealed_practice_is_carried_sealed_without_its_passphrase() {
    let place = Place::new();
    let client = place.store.clients().unwrap()[0];
    let seal = Seal::generate();
    let key = seal.wrap(&secret("x"), WorkFactor::Least).unwrap().age;
    // The wrapped key alone makes it sealed; what is in it isn't looked at.
    let revision = client.to_string();
    place.put(&format!("p/vault-{revision}.ron"), key.as_bytes());
    place.put(&format!("p/clients/{client}/client-{revision}.ron.age"), &seal.seal(b"x").unwrap());
    assert!(matches!(Store::open(&place.path("p")).unwrap(), Opened::Sealed(_)));
    place.backup();
    place.restore("b.zip").unwrap();
    assert_same(&place);
}

#[test]
fn a_backup_that_is_cut_short_or_altered_anywhere_is_refused_and_leaves_nothing() {
    let place = Place::new();
    place.backup();
    let bytes = fs::read(place.path("b.zip")).unwrap();
    let refuse = |damaged: &[u8], what: &str| {
        place.put("c.zip", damaged);
        let refused = place.restore("c.zip").expect_err(what);
        assert!(refused.is_input(), "{what}: {refused}");
        assert!(!refused.to_string().contains('\n'), "{refused}");
        place.assert_only(&["b.zip", "c.zip", "p"]);
    };
    let cuts = (0..bytes.len()).step_by(53).chain(bytes.len() - 130..bytes.len());
    for cut in cuts {
        refuse(&bytes[..cut], &format!("cut at {cut}"));
    }
    let mut random = fastrand::Rng::with_seed(8);
    for _ in 0..600 {
        let (byte, bit) = (random.usize(..bytes.len()), random.u32(..8));
        let mut flipped = bytes.clone();
        flipped[byte] ^= 1 << bit;
        refuse(&flipped, &format!("bit {bit} of byte {byte}"));
    }
    refuse(&[bytes.as_slice(), b"\n"].concat(), "something behind it");
    refuse(b"", "empty");
    refuse(b"just a text, longer than the hash at the end of a backup would be: no backup", "text");
}

/// A zip as the program would end it, whatever is in it.
fn signed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let sign = "ischia-backup blake3 ";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.set_comment(format!("{sign}{}", "0".repeat(64))).unwrap();
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    resigned(zip.finish().unwrap().into_inner())
}

fn resigned(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() - 64);
    let hash = blake3::hash(&bytes).to_hex();
    bytes.extend_from_slice(hash.as_bytes());
    bytes
}

fn manifest(practice: PracticeId, entries: &[(&str, &[u8])]) -> String {
    let files: Vec<String> = entries
        .iter()
        .map(|(name, bytes)| {
            let hash = blake3::hash(bytes).to_hex();
            format!("(name: {name:?}, bytes: {}, blake3: \"{hash}\")", bytes.len())
        })
        .collect();
    let files = files.join(", ");
    format!(
        "(format: \"ischia-backup/1\", practice: \"{practice}\", made: \"{}\", files: [{files}])",
        at()
    )
}

/// A backup with a true manifest of these files.
fn packed(practice: PracticeId, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let text = manifest(practice, entries);
    let mut all = vec![("manifest.ron", text.as_bytes())];
    all.extend_from_slice(entries);
    signed(&all)
}

#[test]
fn a_hostile_backup_writes_nothing_anywhere() {
    let place = Place::new();
    let practice = place.store.practice();
    let marker = fs::read(place.path(&format!("p/{MARKER}"))).unwrap();
    let refuse = |backup: &[u8], what: &str| {
        place.put("c.zip", backup);
        let refused = place.restore("c.zip").expect_err(what);
        assert!(refused.is_input(), "{what}: {refused}");
        place.assert_only(&["c.zip", "p"]);
    };
    let with = |name: &str| packed(practice, &[(MARKER, &marker), (name, b"x")]);

    let client = place.store.clients().unwrap()[0];
    for name in [
        "../evil.ron",
        "/tmp/evil.ron",
        "clients/../../evil.ron",
        "clients/..",
        "a/b.ron",
        "a\\..\\b.ron",
        "C:evil.ron",
        ".hidden",
        "clients/.hidden",
        &format!("clients/{client}"),
        &format!("clients/{client}/deep/x.ron"),
        &format!("clients/{}/x.ron", client.to_string().to_uppercase()),
        "line\nbreak",
        "con.ron",
        &format!("clients/{client}/LPT1.ron"),
    ] {
        refuse(&with(name), name);
    }
    refuse(&signed(&[(MARKER, &marker)]), "no manifest");
    refuse(&packed(practice, &[]), "no files");
    refuse(&packed(practice, &[("settings-x.ron", b"x")]), "no marker");
    refuse(&packed(practice, &[(MARKER, b"(")]), "a marker that can't be read");
    let other = PracticeId::seeded(at(), [9; 10]);
    refuse(&packed(other, &[(MARKER, &marker)]), "another practice than it says");

    let honest: [(&str, &[u8]); 2] = [(MARKER, &marker), ("a.txt", b"12")];
    let text = manifest(practice, &honest);
    let lies: [(&str, &[u8], &str); 4] = [
        ("a.txt", b"21", "other bytes"),
        ("a.txt", b"123", "longer than it says"),
        ("a.txt", b"1", "shorter than it says"),
        ("b.txt", b"12", "another name"),
    ];
    for (name, bytes, what) in lies {
        let zip = signed(&[("manifest.ron", text.as_bytes()), honest[0], (name, bytes)]);
        refuse(&zip, what);
    }
    let more = [("manifest.ron", text.as_bytes()), honest[0], honest[1], ("b.txt", b"x")];
    refuse(&signed(&more), "more than it says");
    refuse(&signed(&more[..2]), "less than it says");
    // Two of one name: the zip is changed afterwards, since no writer would do it.
    let twice = packed(practice, &[honest[0], honest[1], ("b.txt", b"12")]);
    let mut renamed = twice.clone();
    for at in 0..renamed.len() - 5 {
        if &renamed[at..at + 5] == b"b.txt" {
            renamed[at] = b'a';
        }
    }
    assert_ne!(twice, renamed);
    refuse(&resigned(renamed), "one name twice");
    let newer = text.replace("ischia-backup/1", "ischia-backup/2");
    let zip = signed(&[("manifest.ron", newer.as_bytes()), honest[0], honest[1]]);
    refuse(&zip, "a newer format");

    // What all of these differ from is fine.
    place.put("c.zip", &packed(practice, &honest));
    place.restore("c.zip").unwrap();
}

/// Operations that fail from this one on, removals excepted, and how many there were.
fn failing(from: usize, kind: io::ErrorKind) -> (Files, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let files = Files::observed(Arc::new(move |op: &FileOp<'_>| {
        if matches!(op, FileOp::RemoveFile(_) | FileOp::RemoveFolder(_)) {
            return Ok(());
        }
        let at = counted.fetch_add(1, Ordering::Relaxed);
        if at >= from { Err(kind.into()) } else { Ok(()) }
    }));
    (files, count)
}

#[test]
fn a_full_disk_at_any_point_leaves_nothing_and_another_try_works() {
    let place = Place::new();
    let (counting, count) = failing(usize::MAX, io::ErrorKind::StorageFull);
    place.backup_with(&counting, None).unwrap();
    let most = count.load(Ordering::Relaxed);
    assert!(most >= 4, "create, write, sync, move");
    fs::rename(place.path("b.zip"), place.path("good.zip")).unwrap();
    // The last one syncs the folder: the file has its name by then.
    for from in 0..most - 1 {
        let (files, _) = failing(from, io::ErrorKind::StorageFull);
        let refused = place.backup_with(&files, None).unwrap_err();
        assert!(!refused.is_input(), "{refused}");
        place.assert_only(&["good.zip", "p"]);
    }

    let restore = |files: &Files| {
        let progress = Progress::default();
        let (file, root) = (place.path("good.zip"), place.path("r"));
        backup::restore_with(files, &file, &root, None, Growth::Usual, &progress)
    };
    let (counting, count) = failing(usize::MAX, io::ErrorKind::StorageFull);
    restore(&counting).unwrap();
    let most = count.load(Ordering::Relaxed);
    fs::remove_dir_all(place.path("r")).unwrap();
    for from in 0..most - 1 {
        let (files, _) = failing(from, io::ErrorKind::StorageFull);
        let refused = restore(&files).unwrap_err();
        assert!(!refused.is_input() && refused.to_string().contains("disk is full"), "{refused}");
        place.assert_only(&["good.zip", "p"]);
    }
    restore(&Files::default()).unwrap();
    assert_same(&place);
}

/// Operations that do this once, when the first bytes are written.
fn meanwhile(act: impl Fn() + Send + Sync + 'static) -> Files {
    let done = AtomicUsize::new(0);
    Files::observed(Arc::new(move |op: &FileOp<'_>| {
        if matches!(op, FileOp::Write(_, _)) && done.fetch_add(1, Ordering::Relaxed) == 0 {
            act();
        }
        Ok(())
    }))
}

#[test]
fn a_client_added_meanwhile_is_for_the_next_backup_one_erased_is_in_none() {
    let place = Arc::new(Place::new());
    let erased = place.add_client("Erased Placeholder");
    let inside = Arc::clone(&place);
    let files = meanwhile(move || {
        inside.add_client("Added Placeholder");
        let stamp = Stamp { by: String::new(), at: at() };
        inside.store.erase_client(erased, &stamp).unwrap();
    });
    place.backup_with(&files, None).unwrap();
    place.assert_only(&["b.zip", "p"]);
    place.restore("b.zip").unwrap();
    // It was made again, so even what came meanwhile is in it.
    assert_same(&place);
    let texts: Vec<u8> = contents(&place.path("r")).into_values().flatten().flatten().collect();
    assert!(!texts.windows(18).any(|window| window == b"Erased Placeholder"));
}

#[test]
fn a_client_added_meanwhile_alone_is_no_trouble() {
    let place = Arc::new(Place::new());
    let before = contents(&place.path("p"));
    let inside = Arc::clone(&place);
    let files = meanwhile(move || {
        inside.add_client("Added Placeholder");
    });
    place.backup_with(&files, None).unwrap();
    place.restore("b.zip").unwrap();
    assert!(contents(&place.path("r")) == before);
}

#[test]
fn a_file_that_never_rests_is_named() {
    let place = Place::new();
    let (file, count) = (place.path("p/notes.txt"), AtomicUsize::new(0));
    place.put("p/notes.txt", b"as it was");
    let files = Files::observed(Arc::new(move |op: &FileOp<'_>| {
        if matches!(op, FileOp::Write(_, _)) {
            put(&file, count.fetch_add(1, Ordering::Relaxed).to_string())?;
        }
        Ok(())
    }));
    let refused = place.backup_with(&files, None).unwrap_err();
    assert!(matches!(&refused, BackupError::Changing(file) if file.ends_with("notes.txt")));
    place.assert_only(&["p"]);
}

#[test]
fn a_stop_leaves_nothing() {
    let place = Place::new();
    let stopped = Progress::default();
    stopped.cancel();
    let (root, out) = (place.path("p"), place.path("c.zip"));
    let refused = backup::write(&root, &out, None, Existing::Refuse, at(), &stopped);
    assert!(matches!(refused, Err(BackupError::Store(StoreError::Cancelled))));
    place.assert_only(&["p"]);
    place.backup();
    let (file, root) = (place.path("b.zip"), place.path("r"));
    let refused = backup::restore(&file, &root, None, Growth::Usual, &stopped);
    assert!(matches!(refused, Err(BackupError::Store(StoreError::Cancelled))));
    place.assert_only(&["b.zip", "p"]);
}
