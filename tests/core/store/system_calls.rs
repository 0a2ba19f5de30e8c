//! The order of system calls of a save, seen once on a real program by `strace`.
//!
//! What the other suites replay is what the program says that it does; this is what it does.

use std::path::Path;
use std::process::Command;

use ischia::store::Store;

use super::child;
use super::support::at;

const CALLS: &str =
    "openat,write,fsync,fdatasync,renameat2,renameat,rename,link,linkat,mkdir,mkdirat";

/// The calls of a program that saves so many times, one a line, in their order.
fn traced(root: &Path, saves: usize) -> Option<Vec<String>> {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: strace is not installed");
        return None;
    }
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut command = child::command("strace", root, &format!("save 3 {saves}"));
    command.args(["-f", "-y", "-s", "300", "-e"]).arg(format!("trace={CALLS}"));
    command.arg("-o").arg(log.path()).arg(std::env::current_exe().unwrap());
    let out = command.args(child::ARGUMENTS).output().unwrap();
    if !out.status.success() {
        println!("skipped: strace may not trace a program here");
        return None;
    }
    let log = std::fs::read_to_string(log.path()).unwrap();
    Some(log.lines().map(str::to_owned).collect())
}

/// The place of the first call from here on that has all these words and didn't fail.
fn next(calls: &[String], from: usize, until: usize, words: &[&str]) -> usize {
    let found = calls[from..until]
        .iter()
        .position(|call| words.iter().all(|word| call.contains(word)) && !call.contains(" = -1 "));
    let shown = calls[from..until].join("\n");
    from + found.unwrap_or_else(|| panic!("no call of {words:?} in its place in\n{shown}"))
}

/// What stands between the last two quotes of a call.
fn last_quoted(call: &str) -> &str {
    call.rsplit('"').nth(1).unwrap()
}

#[test]
fn a_save_is_on_the_disk_before_it_is_acknowledged() {
    const SAVES: usize = 12;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("practice");
    Store::create(&root, at(0)).unwrap();
    let Some(calls) = traced(&root, SAVES) else { return };
    let mut seen = 0;
    let mut from = 0;
    for (at, call) in calls.iter().enumerate() {
        let Some((_, rest)) = call.split_once(r#""\nsaved "#) else { continue };
        let path = rest.split_once(r#"\n""#).unwrap().0;
        let target = root.join(path);
        let parent = target.parent().unwrap().to_str().unwrap();
        let synced = |what: &str| format!("<{what}>)");
        // The one call that gives the file its name tells the passing name.
        let moved = next(&calls, from, at, &["renameat2(", path, "RENAME_NOREPLACE"]);
        let passing = calls[moved].split('"').nth(1).unwrap();
        assert!(passing.starts_with(&format!("{parent}/.ischia-")), "{passing}");
        assert_eq!(last_quoted(&calls[moved]), target.to_str().unwrap());
        let opened = next(&calls, from, moved, &["openat(", passing, "O_CREAT", "O_EXCL", "0600"]);
        let written = next(&calls, opened, moved, &["write(", &format!("<{passing}>")]);
        let whole = next(&calls, written, moved, &["fsync(", &synced(passing)]);
        assert!(opened < written && written < whole && whole < moved);
        let last_write = calls[..moved]
            .iter()
            .rposition(|it| it.contains("write(") && it.contains(&format!("<{passing}>")));
        assert!(last_write < Some(whole), "{passing} is written to after it was synced");
        let named = next(&calls, moved, at, &["fsync(", &synced(parent)]);
        // A folder that is made has its name on the disk before there is anything in it.
        let made = calls[from..opened]
            .iter()
            .position(|it| it.contains("mkdir") && it.contains(&format!("\"{parent}\"")));
        if let Some(made) = made {
            let clients = root.join("clients");
            next(&calls, from + made, opened, &["fsync(", &synced(clients.to_str().unwrap())]);
        }
        assert!(named < at);
        (seen, from) = (seen + 1, at);
    }
    assert_eq!(seen, SAVES);
}
