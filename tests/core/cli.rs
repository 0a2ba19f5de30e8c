//! The command line as people and scripts meet it: the real program, its streams and exit codes.

mod check;
mod files;
mod paper;
mod plan;
mod practice;
mod vault;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const INTAKE: &str = r#"(
    date: "2026-11-24",
    category: "chronic",
    side: Right,
    pain_back: 4,
    pain_leg: 5,
    furthest_point: Calf,
    trend: Same,
    inflammation: None,
    onset_weeks: 30,
    diagnosis: ByDoctor,
    cause_known: true,
    doctor_on_massage: InFavour,
    findings: [],
    minutes: 60,
)"#;

/// A folder of its own for one test, with an intake in it.
struct Place {
    folder: TempDir,
}

/// How a call went.
#[derive(Debug)]
struct Went {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.put("intake.ron", INTAKE);
        place
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) {
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.path(name))
            .unwrap();
        file.write_all(content.as_ref()).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn command<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ischia"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("ISCHIA_PRACTICE")
            .env_remove("ISCHIA_PASSPHRASE_FILE");
        // The user's own folders are never touched; these need not be there.
        for (variable, folder) in [
            ("HOME", ""),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
        ] {
            command.env(variable, self.path(".home").join(folder));
        }
        command
    }

    /// Runs the program in this folder; a call that hangs fails the test.
    fn run<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> Went {
        Self::outcome(self.command(arguments))
    }

    fn outcome(mut command: Command) -> Went {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let began = Instant::now();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        assert!(began.elapsed() < Duration::from_secs(20), "{command:?}");
        let went = Went {
            code: status.code().expect("ended by a signal"),
            out: String::from_utf8(stdout).unwrap(),
            err: String::from_utf8(stderr).unwrap(),
        };
        assert!(!went.err.contains("panicked"), "{went:?}");
        went
    }

    /// Runs and expects bad input: exit 2, nothing on standard output, `error: ` lines.
    fn refused<I: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = I>) -> String {
        let went = self.run(arguments);
        assert_eq!(went.code, 2, "{went:?}");
        assert_eq!(went.out, "", "{went:?}");
        assert!(went.err.starts_with("error: "), "{went:?}");
        went.err
    }
}

impl Went {
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// An intake whose screening ends in a hold.
fn held() -> String {
    INTAKE.replace("findings: []", r#"findings: ["swelling"]"#)
}
