//! A clock that shows a time which no calendar has: the commands work all the same.
//!
//! The clock is put wrong for the one program by a library that answers in the system's place.

#![cfg(target_os = "linux")]

use std::process::Command;

use super::{Place, Went};

const LIBRARY: &str = r#"
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    int failed = syscall(SYS_clock_gettime, clock, time);
    if (!failed && clock == CLOCK_REALTIME) time->tv_sec = atoll(getenv("WRONG_SECOND"));
    return failed;
}
"#;

/// Runs a command under a clock that shows this second.
fn at(place: &Place, second: i64, arguments: &[&str]) -> Went {
    let mut command = place.command(arguments);
    command.env("LD_PRELOAD", place.path("clock.so")).env("WRONG_SECOND", second.to_string());
    command.env("ISCHIA_NEW_PASSPHRASE_FILE", place.path("words"));
    command.env("ISCHIA_PASSPHRASE_FILE", place.path("words"));
    let went = Place::outcome(command);
    assert!(!went.err.contains("clock.so"), "{went:?}");
    went
}

#[test]
fn no_clock_stops_a_command() {
    let place = Place::new();
    place.put("clock.c", LIBRARY);
    place.put("words", "the tide comes in\n");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(place.path("clock.so"));
    assert!(compiler.arg(place.path("clock.c")).status().unwrap().success());
    let end = jiff::Timestamp::MAX.as_second();
    place.plan_file("plan.json", &[]);
    for (number, (second, year)) in [
        (-1, "1969"),
        (1_790_000_000, "2026"),
        (end, "9999"),
        (end + 1, "1970"),
        (253_402_300_800, "1970"),
        (1 << 50, "1970"),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = format!("at-{number}");
        let practice = ["--practice", folder.as_str()];
        let run = |arguments: &[&str]| at(&place, second, &[arguments, &practice].concat());
        let went = run(&["client", "add", "--name", "Ada"]).expect(0);
        let client = went.out.trim();
        let went = run(&["save", "--client", client, "plan.json"]).expect(0);
        let plan = went.out.trim();
        run(&["list"]).expect(0);
        run(&["verify"]).expect(0);
        let out = |end: &str| place.path(format!("{folder}.{end}")).display().to_string();
        run(&["export", "--plan", plan, "--out", &out("md")]).expect(0);
        run(&["backup", "--out", &out("zip")]).expect(0);
        at(&place, second, &["restore", &out("zip"), "--practice", &out("back")]).expect(0);
        at(&place, second, &["check", "plan.json"]).expect(0);
        let record = &place.below(&format!("{folder}/clients"))[0].1;
        let record = String::from_utf8(record.clone()).unwrap();
        assert!(record.contains(&format!("saved: \"{year}-")), "{second}: {record}");
        // Trying a passphrase is slow on purpose.
        if second == end + 1 {
            run(&["vault", "seal"]).expect(0);
            run(&["list"]).expect(0);
        }
    }
}
