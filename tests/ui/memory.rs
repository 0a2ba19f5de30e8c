//! What is left in the memory of the window once a sealed practice is locked: nothing that was typed,
//! read or shown of it.
//!
//! The window runs in a process of its own, which never had what is looked for but through the window.
//! Words come to it masked, and are compared masked, so that looking for them leaves none behind.

#![allow(clippy::indexing_slicing, reason = "what isn't there ends the test")]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use eframe::egui;
use ischia::model::Client;
use ischia::store::{Progress, SecretString, seal::WorkFactor};
use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
use zeroize::Zeroizing;

use crate::facade::{App, folder};
use crate::practice::plan;
use crate::scenes::{add, new_practice, stamp};

const FOLDER: &str = "ISCHIA_TEST_FOLDER";
const WORDS: &str = "ISCHIA_TEST_WORDS";
const MASK: u8 = 0xa5;

/// Words that are looked for, as nobody could have them in memory by chance.
struct Word(Vec<u8>);

impl Word {
    fn masked(word: &str) -> String {
        let digits: Vec<String> = word.bytes().map(|byte| format!("{:02x}", byte ^ MASK)).collect();
        digits.concat()
    }

    fn parse(masked: &str) -> Self {
        let digits = masked.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        Self(digits.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect())
    }

    fn plain(&self) -> Zeroizing<String> {
        let bytes: Vec<u8> = self.0.iter().map(|byte| byte ^ MASK).collect();
        Zeroizing::new(String::from_utf8(bytes).unwrap())
    }

    fn count(&self, bytes: &[u8]) -> usize {
        let is_it = |found: &[u8]| found.iter().zip(&self.0).all(|(a, b)| a ^ MASK == *b);
        bytes.windows(self.0.len()).filter(|found| is_it(found)).count()
    }
}

/// The memory of this process. It is opened before it is kept from everybody.
struct Memory {
    memory: File,
    buffer: Vec<u8>,
}

impl Memory {
    fn open() -> Self {
        Self { memory: File::open("/proc/self/mem").unwrap(), buffer: vec![0; 1 << 20] }
    }

    /// How often each of these stands in what can be written to: heap, stacks, everything else.
    fn count(&mut self, words: &[&Word]) -> Vec<usize> {
        let mut counts = vec![0; words.len()];
        let longest = words.iter().map(|word| word.0.len()).max().unwrap();
        for (start, end) in writable() {
            let mut at = start;
            while at < end {
                let wanted = usize::try_from(end - at).unwrap().min(self.buffer.len());
                let read = self.memory.read_at(&mut self.buffer[..wanted], at);
                // What was given back since the map was read, and what devices lend.
                let Ok(read) = read else { break };
                let bytes = &self.buffer[..read];
                for (count, word) in counts.iter_mut().zip(words) {
                    *count += word.count(bytes);
                }
                if read <= longest {
                    break;
                }
                // A word may stand across two pieces.
                let is_last = at + read as u64 >= end;
                at += if is_last { read as u64 } else { (read - longest + 1) as u64 };
            }
        }
        // What was found isn't to be found again.
        self.buffer.fill(0);
        counts
    }

    fn has(&mut self, word: &Word) -> bool {
        self.count(&[word])[0] > 0
    }
}

/// Where the memory that can be written to begins and ends.
fn writable() -> Vec<(u64, u64)> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let address = |text: &str| u64::from_str_radix(text, 16).unwrap();
    let lines = maps.lines().filter(|line| line.split(' ').nth(1).unwrap().starts_with("rw"));
    let ranges = lines.map(|line| line.split_once(' ').unwrap().0.split_once('-').unwrap());
    ranges.map(|(start, end)| (address(start), address(end))).collect()
}

/// Runs the window on a sealed practice with one client, in another process.
fn run(test: &str, words: [&str; 3]) {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let [name, note, passphrase] = words;
    let client = Client { important: Some(note.to_owned()), ..Client::named(name) };
    let client = add(&store, client);
    plan(&store, client, 45);
    let secret = SecretString::from(passphrase.to_owned());
    store.seal_practice(&secret, WorkFactor::Least, &stamp(9), &Progress::default()).unwrap();
    let masked: Vec<String> = words.iter().map(|word| Word::masked(word)).collect();
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("memory::{test}"), "--ignored", "--nocapture"])
        .env(FOLDER, store.root())
        .env(WORDS, masked.join(" "))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// What the process was given: the practice, a name, a note and the passphrase.
fn given() -> Option<(PathBuf, [Word; 3])> {
    let root = PathBuf::from(std::env::var_os(FOLDER)?);
    let words = std::env::var(WORDS).unwrap();
    let mut words = words.split(' ').map(Word::parse);
    let mut next = || words.next().unwrap();
    Some((root, [next(), next(), next()]))
}

fn locked(root: &Path) -> App {
    let mut app = App::start_page(None);
    app.begin(root);
    app.wait_until_locked();
    app
}

/// Types as somebody does, a letter at a time.
fn type_letters(app: &mut App, word: &Word) {
    app.type_passphrase("");
    for letter in word.plain().chars() {
        app.type_here(letter.encode_utf8(&mut [0; 4]));
    }
}

#[test]
fn nothing_of_a_practice_is_left_in_memory_once_it_is_locked() {
    let words = ["Quillon Vexworth-Obringer", "carries zirconium tessera", "umber quokka ferry 71"];
    run("a_window_that_is_locked", words);
}

#[test]
#[ignore = "it runs in a process of its own, which the test above begins"]
fn a_window_that_is_locked() {
    let Some((root, [name, note, passphrase])) = given() else { return };
    let mut memory = Memory::open();
    let mut app = locked(&root);
    assert_eq!(memory.count(&[&name, &note, &passphrase]), [0, 0, 0], "before anything is typed");
    type_letters(&mut app, &passphrase);
    assert!(memory.has(&passphrase), "the search finds what the field holds");
    app.press("Unlock");
    app.wait_until_listed();
    assert!(!memory.has(&passphrase), "it isn't needed any more");
    for _ in 0..2 {
        app.choose_client(&name.plain());
        app.open_latest_plan();
        app.press("Edit the client's details");
        app.type_over("Name", &name.plain());
        app.press("Cancel");
        app.search(&name.plain());
        let open = memory.count(&[&name, &note]);
        assert!(open.iter().all(|count| *count > 0), "they are shown: {open:?}");
        app.choose("File", "Lock the practice");
        app.wait_until_locked();
        app.settle();
        assert_eq!(memory.count(&[&name, &note, &passphrase]), [0, 0, 0], "once it is locked");
        // The second time it is pasted.
        app.type_passphrase("");
        app.event(egui::Event::Paste(String::clone(&passphrase.plain())));
        assert!(memory.has(&passphrase));
        app.enter();
        app.wait_until_listed();
        assert!(!memory.has(&passphrase), "what was pasted isn't needed any more");
    }
}

#[test]
fn what_is_typed_into_a_dialog_about_the_passphrase_goes_with_the_dialog() {
    let words = ["Ottoline Brackwater-Finch", "wears a lodestone brooch", "lintel osprey barge 38"];
    run("a_dialog_that_is_closed", words);
}

#[test]
#[ignore = "it runs in a process of its own, which the test above begins"]
fn a_dialog_that_is_closed() {
    let Some((root, [_, _, passphrase])) = given() else { return };
    let mut memory = Memory::open();
    let mut app = locked(&root);
    type_letters(&mut app, &passphrase);
    app.enter();
    app.wait_until_listed();
    // As a new passphrase it is any other one.
    app.command("change the passphrase");
    app.wait_for("The same again");
    app.type_secret("New passphrase", &passphrase.plain());
    app.type_secret("The same again", &passphrase.plain());
    app.keys(egui::Key::Z);
    assert!(memory.has(&passphrase));
    app.press("Cancel");
    app.settle();
    assert!(!memory.has(&passphrase), "closed");
}

#[test]
fn the_memory_is_kept_from_others_once_a_passphrase_may_be_in_it() {
    let words = ["Peregrine Aldous-Thackery", "allergic to larch resin", "velvet heron quarry 12"];
    run("a_window_that_asks", words);
}

#[test]
#[ignore = "it runs in a process of its own, which the test above begins"]
fn a_window_that_asks() {
    let Some((root, _)) = given() else { return };
    assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::Dumpable);
    let _app = locked(&root);
    assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    assert_eq!(getrlimit(Resource::Core).current, Some(0));
}
