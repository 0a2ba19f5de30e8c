//! `ischia vault`: what it writes where, and what it refuses.

use std::path::PathBuf;

use ischia::model::{Client, ClientId};
use ischia::store::{Base, Opened, Stamp, Store};
use jiff::Timestamp;

use super::{Place, Went};

const NAME: &str = "Quirina Heronsworth";

/// A place with a small practice in it.
fn place() -> Place {
    let place = Place::new();
    let at = Timestamp::from_second(1_790_000_000).unwrap();
    let store = Store::create(&place.path("practice"), at).unwrap();
    let stamp = Stamp { by: String::new(), at };
    store.save_client(ClientId::fresh(at), Base::none(), Client::named(NAME), &stamp).unwrap();
    for (name, words) in [("old", "heron over the bay"), ("new", "the tide comes in")] {
        place.put(name, format!("{words}\nnot this line\n"));
    }
    place.put("short", "seven77\n");
    place.put("empty", "");
    place
}

/// `ischia vault ARGUMENTS --practice practice`, with files for the passphrases.
fn vault(place: &Place, arguments: &[&str], old: Option<&str>, new: Option<&str>) -> Went {
    let mut command = place.command(["vault"]);
    command.args(arguments).args(["--practice", "practice"]);
    command.env_remove("ISCHIA_PASSPHRASE_FILE").env_remove("ISCHIA_NEW_PASSPHRASE_FILE");
    for (variable, folder) in [("XDG_STATE_HOME", "state"), ("XDG_CACHE_HOME", "cache")] {
        command.env(variable, place.path(folder));
    }
    old.map(|name| command.env("ISCHIA_PASSPHRASE_FILE", place.path(name)));
    new.map(|name| command.env("ISCHIA_NEW_PASSPHRASE_FILE", place.path(name)));
    let output = command.output().unwrap();
    Went {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn is_sealed(place: &Place) -> bool {
    matches!(Store::open(&place.path("practice")).unwrap(), Opened::Sealed(_))
}

fn beside(place: &Place) -> Vec<PathBuf> {
    let names = place.names().into_iter();
    names.filter(|name| name.starts_with("practice.")).map(|name| place.path(name)).collect()
}

fn key_of(sheet: &str) -> &str {
    sheet.lines().find(|line| line.starts_with("AGE-SECRET-KEY-1")).unwrap()
}

#[test]
fn sealing_gives_the_recovery_key_and_unsealing_the_practice_back() {
    let place = place();
    let went = vault(&place, &["seal"], None, Some("new")).expect(0);
    assert!(went.err.contains("A lost passphrase means lost notes"), "{}", went.err);
    assert!(went.err.contains("discard-old"), "{}", went.err);
    let key = key_of(&went.out).to_owned();
    assert!(is_sealed(&place));
    // The recovery key is taken in the place of the passphrase, and is given again.
    place.put("recovery", key.to_lowercase());
    let again = vault(&place, &["recovery-key"], Some("recovery"), None).expect(0);
    assert_eq!(key_of(&again.out), key);
    let old = beside(&place);
    assert_eq!(old.len(), 1);
    let went = vault(&place, &["discard-old"], Some("new"), None).expect(0);
    assert!(went.err.contains("synchronising engine"), "{}", went.err);
    assert!(beside(&place).is_empty());
    vault(&place, &["discard-old"], Some("new"), None).expect(2);
    vault(&place, &["unseal"], Some("new"), None).expect(0);
    assert!(!is_sealed(&place));
    let store = Store::open(&place.path("practice")).unwrap().open().unwrap();
    let client = store.client(store.clients().unwrap()[0]).unwrap();
    assert_eq!(client.client.current().unwrap().content.record().unwrap().name, NAME);
    // The old folder is sealed with a key that is gone, but holds nothing more.
    vault(&place, &["discard-old"], None, None).expect(0);
    assert!(beside(&place).is_empty());
}

#[test]
fn another_passphrase_opens_and_the_old_one_does_not() {
    let place = place();
    vault(&place, &["seal", "--recovery", "sheet.txt"], None, Some("old")).expect(0);
    key_of(&place.text("sheet.txt"));
    vault(&place, &["passphrase"], Some("old"), Some("new")).expect(0);
    let went = vault(&place, &["strays"], Some("old"), None).expect(2);
    assert!(went.err.contains("the passphrase is not the right one"), "{}", went.err);
    let went = vault(&place, &["strays"], Some("new"), None).expect(0);
    assert_eq!(went.out, "0 sealed\n");
}

#[test]
fn weak_passphrases_and_misplaced_calls_are_refused_and_change_nothing() {
    let place = place();
    for weak in ["short", "empty"] {
        let went = vault(&place, &["seal"], None, Some(weak)).expect(2);
        assert!(went.err.contains("too short") && went.out.is_empty(), "{went:?}");
    }
    let went = vault(&place, &["seal"], None, None).expect(2);
    assert!(went.err.contains("ISCHIA_NEW_PASSPHRASE_FILE"), "{}", went.err);
    let went = vault(&place, &["seal"], None, Some("nowhere")).expect(2);
    assert!(went.err.contains("nowhere"), "{}", went.err);
    vault(&place, &["seal", "--recovery", "old"], None, Some("new")).expect(2);
    for not_sealed in ["unseal", "passphrase", "strays", "recovery-key", "discard-old"] {
        let went = vault(&place, &[not_sealed], None, Some("new")).expect(2);
        assert!(went.out.is_empty(), "{went:?}");
    }
    vault(&place, &["discard-old", "practice"], None, None).expect(2);
    assert!(!is_sealed(&place) && beside(&place).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn nobody_reads_the_memory_of_a_command_that_waits_for_its_passphrase() {
    let place = place();
    vault(&place, &["seal"], None, Some("old")).expect(0);
    // Whoever writes into the pipe lets the command go on.
    let pipe = place.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = place.command(["list", "--practice", "practice"]);
    command.env("ISCHIA_PASSPHRASE_FILE", &pipe).stdout(std::process::Stdio::piped());
    let child = command.spawn().unwrap();
    // Opening it waits until the command reads from it.
    let mut words = std::fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    // What belongs to such a process belongs to nobody but the system.
    let memory = std::fs::metadata(format!("/proc/{}/mem", child.id())).unwrap();
    assert_eq!(std::os::unix::fs::MetadataExt::uid(&memory), 0);
    std::io::Write::write_all(&mut words, b"heron over the bay\n").unwrap();
    drop(words);
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains(NAME));
}
