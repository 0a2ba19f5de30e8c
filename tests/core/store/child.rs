//! The other side of the suites that need a second program: this same binary, started by them with
//! a task in its environment.
//!
//! Each save is acknowledged on standard output after it returned, never before.

use std::ffi::OsStr;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::{Command, Stdio};

use ischia::model::{ClientId, Entry, Outcome, PlanId, PlanKey};
use ischia::store::drafts::{Draft, DraftKeeper, Drafts};
use ischia::store::seal::Seal;
use ischia::store::{Base, History, Places};

use super::practice::Busy;
use super::support::{at, open, open_with, record, stamp};

const TASK: &str = "ISCHIA_TEST_TASK";
const FOLDER: &str = "ISCHIA_TEST_FOLDER";

/// The arguments that make this binary do a task.
pub const ARGUMENTS: [&str; 5] =
    ["store::child::task", "--exact", "--nocapture", "--ignored", "--test-threads=1"];

/// This binary with a task, its answers to be read by the caller.
pub fn command(program: impl AsRef<OsStr>, folder: &Path, task: &str) -> Command {
    let mut command = Command::new(program);
    command.env(TASK, task).env(FOLDER, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A second program at work on this folder.
pub fn start(folder: &Path, task: &str) -> std::process::Child {
    let mut command = command(std::env::current_exe().unwrap(), folder, task);
    command.args(ARGUMENTS).spawn().unwrap()
}

fn say(line: &str) {
    let mut out = stdout().lock();
    // The test harness may have left a line open. A reader that is gone ends the task.
    out.write_all(format!("\n{line}\n").as_bytes()).and_then(|()| out.flush()).unwrap();
}

#[test]
#[ignore = "does its work only when another test starts it"]
fn task() {
    let (Ok(task), Some(folder)) = (std::env::var(TASK), std::env::var_os(FOLDER)) else {
        return;
    };
    let folder = Path::new(&folder);
    let words: Vec<&str> = task.split_whitespace().collect();
    match words.as_slice() {
        ["save", seed, count] => save(folder, seed, count, None),
        ["save", seed, count, key] => {
            save(folder, seed, count, Some(&Seal::of_recovery_key(key).unwrap()));
        }
        ["edit", client, plan, count, looks] => {
            let client = ClientId::parse(client).unwrap();
            edit(folder, client, PlanId::parse(plan).unwrap(), count, *looks == "looking");
        }
        ["close", client, plan, count, who] => {
            let client = ClientId::parse(client).unwrap();
            close(folder, client, PlanId::parse(plan).unwrap(), count, who);
        }
        ["type", client, plan] => {
            let client = ClientId::parse(client).unwrap();
            type_on(folder, PlanKey { client, plan: PlanId::parse(plan).unwrap() });
        }
        _ => panic!("no such task: {task}"),
    }
}

/// Saves of every kind.
fn save(folder: &Path, seed: &str, count: &str, seal: Option<&Seal>) {
    let store = open_with(folder, seal, ischia::store::files::Files::default());
    let mut busy = Busy::new(store, seed.parse().unwrap());
    for _ in 0..count.parse::<u32>().unwrap() {
        say("trying");
        let path = busy.save().unwrap_or_else(|error| panic!("{error}"));
        say(&format!("saved {path}"));
    }
}

/// Saves of one plan, each after the one before or after whatever is there.
fn edit(folder: &Path, client: ClientId, plan: PlanId, count: &str, looks: bool) {
    let store = open(folder);
    let mut base = store.plan(client, plan).unwrap().base();
    for number in 0..count.parse::<u32>().unwrap() {
        if looks {
            base = store.plan(client, plan).unwrap().base();
        }
        let stamp = stamp(i64::from(number));
        let saved = store.save_plan(client, plan, base, record(u64::from(number)), &stamp).unwrap();
        say(&format!("saved {}", saved.id));
        base = Base::of([&saved]);
    }
}

/// Tells how the session of a plan went, after its first version, and amends that again and again.
fn close(folder: &Path, client: ClientId, plan: PlanId, count: &str, who: &str) {
    let store = open(folder);
    let history = store.plan(client, plan).unwrap();
    let first = history.revisions().first().unwrap();
    let (mut base, mut record) = (Base::of([first]), first.content.record().unwrap().clone());
    for number in 0..count.parse::<u32>().unwrap() {
        let stamp = stamp(i64::from(number));
        let response_note = Some(format!("{who} {number}"));
        let outcome = Outcome { response_note, ..Outcome::on(record.plan.intake.date) };
        record.close(outcome, Entry { at: stamp.at, by: who.to_owned() });
        let saved = store.save_plan(client, plan, base, record.clone(), &stamp).unwrap();
        say(&format!("saved {}", saved.id));
        base = Base::of([&saved]);
    }
}

/// Where the drafts of a practice are kept that a test made.
pub fn places(folder: &Path) -> Places {
    Places { cache: folder.join("../cache"), state: folder.join("../state") }
}

/// Keeps a draft while somebody types on and on, as a window does.
fn type_on(folder: &Path, PlanKey { client, plan }: PlanKey) {
    let drafts = Drafts::new(&places(folder), &open(folder)).unwrap();
    let keeper = DraftKeeper::new(drafts, |told| panic!("{told:?}")).unwrap();
    for content in 0_u64.. {
        keeper.keep(Draft { client, plan, base: Vec::new(), changed: at(0), content });
        assert!(keeper.flush());
        say(&format!("kept {content}"));
    }
}

/// What stands behind a word that begins a line.
pub fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix(word)?.strip_prefix(' ')
}

#[test]
fn a_base_of_what_is_there_names_every_head() {
    let stamp = stamp(0);
    let folder = tempfile::tempdir().unwrap();
    let store = ischia::store::Store::create(&folder.path().join("p"), at(0)).unwrap();
    let client = ClientId::fresh(at(0));
    let plan = PlanId::fresh(at(0));
    for number in 0..2 {
        store.save_plan(client, plan, Base::none(), record(number), &stamp).unwrap();
    }
    let history: History<_> = store.plan(client, plan).unwrap();
    assert_eq!(history.heads().count(), 2);
    store.save_plan(client, plan, history.base(), record(3), &stamp).unwrap();
    assert_eq!(store.plan(client, plan).unwrap().heads().count(), 1);
}
