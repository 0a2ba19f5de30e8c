//! Drives that can neither link nor rename without replacing, nor be asked to bring something to the
//! disk: the real program, with a tracer that answers in the system's place.

#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

use super::{Place, Went};

/// How such drives refuse: to move or link, and to sync.
const REFUSALS: [(&str, &str); 4] =
    [("EPERM", "EINVAL"), ("EINVAL", "ENOSYS"), ("ENOSYS", "EOPNOTSUPP"), ("EOPNOTSUPP", "EINVAL")];

/// Runs a command on such a drive.
fn on_drive(place: &Place, (moves, syncs): (&str, &str), arguments: &[&str]) -> Went {
    let inner = place.command(arguments);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null"]);
    // Plain renames work there, and links are refused in the way in which FUSE does it.
    for (calls, error) in [("renameat2", moves), ("link,linkat", "EPERM"), ("fsync,syncfs", syncs)]
    {
        command.arg("-e").arg(format!("inject={calls}:error={error}"));
    }
    command.arg(inner.get_program()).args(inner.get_args()).current_dir(place.folder.path());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.env("ISCHIA_NEW_PASSPHRASE_FILE", place.path("words"));
    command.env("ISCHIA_PASSPHRASE_FILE", place.path("words"));
    Place::outcome(command)
}

fn can_trace() -> bool {
    let mut tried = Command::new("strace");
    tried.args(["-f", "-qq", "-o", "/dev/null", "-e", "inject=fsync:error=EINVAL", "true"]);
    tried.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|went| went.success())
}

#[test]
fn everything_works_on_drives_that_can_neither_move_nor_link_nor_sync() {
    if !can_trace() {
        println!("skipped: strace is not installed, or may not trace a program here");
        return;
    }
    for refusal in REFUSALS {
        let place = Place::new();
        place.plan_file("plan.json", &[]);
        place.put("words", "the tide comes in\n");
        let run = |arguments: &[&str]| {
            let went = on_drive(&place, refusal, arguments).expect(0);
            assert!(!went.err.contains("permi"), "{refusal:?}: {went:?}");
            went.out.trim().to_owned()
        };
        let client = run(&["client", "add", "--practice", "p", "--name", "Ada"]);
        let plan = run(&["save", "--practice", "p", "--client", &client, "plan.json"]);
        run(&["export", "--practice", "p", "--plan", &plan, "--out", "plan.md"]);
        run(&["export", "--practice", "p", "--plan", &plan, "--out", "plan.md", "--force"]);
        run(&["backup", "--practice", "p", "--out", "b.zip"]);
        run(&["backup", "--practice", "p", "--out", "b.zip", "--force"]);
        run(&["restore", "b.zip", "--practice", "r"]);
        assert!(
            place
                .below("r")
                .iter()
                .map(|(_, bytes)| bytes)
                .eq(place.below("p").iter().map(|(_, bytes)| bytes))
        );
        // Trying a passphrase is slow on purpose.
        if refusal == REFUSALS[0] {
            run(&["vault", "seal", "--practice", "p"]);
            run(&["client", "add", "--practice", "p", "--name", "Bob"]);
        }
        run(&["verify", "--practice", "p"]);
        run(&["verify", "--practice", "r"]);
        // A name that is taken is still a name that is taken.
        let taken = ["backup", "--practice", "p", "--out", "b.zip"];
        let went = on_drive(&place, refusal, &taken).expect(2);
        assert!(went.err.contains("there is a file of that name already"), "{went:?}");
        for (path, _) in place.below(".") {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(!name.starts_with(".ischia-"), "left behind: {}", path.display());
        }
    }
}
