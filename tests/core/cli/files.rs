//! Bad input, odd paths, full and closed streams: a code and a sentence, never a panic or a hang.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{INTAKE, Place};

#[test]
fn places_that_take_no_file_are_refused() {
    let place = Place::new();
    fs::create_dir(place.path("folder.md")).unwrap();
    for out in ["folder.md", "no/such/plan.md", "new/", "..", "intake.ron/plan.md"] {
        for force in [&[][..], &["--force"]] {
            place.refused([&["plan", "intake.ron", "--out", out], force].concat());
        }
    }
    assert_eq!(place.names(), ["folder.md", "intake.ron"]);
}

#[cfg(unix)]
#[test]
fn devices_and_links_are_refused() {
    let place = Place::new();
    for device in ["/dev/full", "/dev/null", "/dev/stdout"] {
        for force in [&[][..], &["--force"]] {
            place.refused([&["plan", "intake.ron", "--out", device], force].concat());
        }
    }
    place.put("real.md", "mine");
    std::os::unix::fs::symlink("real.md", place.path("link.md")).unwrap();
    for force in [&[][..], &["--force"]] {
        let said = place.refused([&["plan", "intake.ron", "--out", "link.md"], force].concat());
        assert!(said.contains("this is a link"), "{said}");
    }
    assert_eq!(place.text("real.md"), "mine");
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let intake = OsStr::from_bytes(b"in\xff.ron");
    let out = OsStr::from_bytes(b"out\xfe.md");
    place.put(intake, INTAKE);
    place.run([OsStr::new("plan"), intake, OsStr::new("--out"), out]).expect(0);
    assert!(place.path(out).is_file());
    place.refused([OsStr::new("plan"), OsStr::from_bytes(b"no\xff.ron")]);
}

/// A device that takes nothing is the machine's fault; a reader who leaves is nobody's.
#[cfg(target_os = "linux")]
#[test]
fn a_full_or_closed_standard_output_is_no_panic() {
    let place = Place::new();
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in [&["plan", "intake.ron"][..], &["knowledge", "check"]] {
        let output = place.command(arguments).stdout(full()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(err.starts_with("error: ") && err.lines().count() == 1, "{err}");
    }
    for (arguments, code) in [
        (&["plan", "intake.ron"][..], 0),
        (&["knowledge", "check"], 0),
        (&["--help"], 0),
        (&["plan", "missing.ron"], 2),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = place.command(arguments).stdout(writer).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {err}");
        assert!(!err.contains("panicked"), "{err}");
        // Not even standard error: nobody is told, but the code is given.
        let command = &mut place.command(arguments);
        let status = command.stdout(full()).stderr(full()).status().unwrap();
        assert!(status.code().is_some(), "{arguments:?}");
    }
}

#[test]
fn every_fault_of_an_intake_is_named_with_its_place() {
    let place = Place::new();
    let wrong = INTAKE
        .replace("\"chronic\"", "\"chronik\"")
        .replace("findings: []", "findings: [\"fever\", \"tinglng\"]")
        .replace("side: Right", "side: Right, worse_side: Left");
    place.put("wrong.ron", wrong);
    let err = place.refused(["plan", "wrong.ron"]);
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 3, "{err}");
    assert!(lines.iter().all(|line| line.starts_with("error: wrong.ron:")), "{err}");
    assert!(err.contains("wrong.ron:3:15") && err.contains("did you mean “chronic”?"), "{err}");
    assert!(err.contains("wrong.ron:14:25") && err.contains("did you mean “tingling”?"), "{err}");
    for (good, bad, said) in [
        ("pain_leg: 5", "pain_leg: 14", "wrong.ron:6:15"),
        ("pain_leg: 5", "pain_legs: 5", "pain_leg"),
        ("    minutes: 60,\n", "", "minutes"),
        ("side: Right", "side: Rihgt", "Right"),
    ] {
        place.put("wrong.ron", INTAKE.replace(good, bad));
        let err = place.refused(["plan", "wrong.ron"]);
        assert!(err.contains(said) && err.lines().count() == 1, "{err}");
    }
}

/// Files that are no intake, no plan and no knowledge.
fn bad_files(place: &Place) -> Vec<PathBuf> {
    let deep = "[".repeat(20_000);
    for extension in ["ron", "json"] {
        place.put(format!("deep.{extension}"), &deep);
        place.put(format!("round.{extension}"), deep.replace('[', "("));
        place.put(format!("curly.{extension}"), deep.replace('[', "{\"a\":"));
        place.put(format!("format.{extension}"), format!("(format:{deep}"));
        place.put(format!("binary.{extension}"), [0_u8, 159, 146, 150, 255]);
        place.put(format!("empty.{extension}"), "");
        place.put(format!("mark.{extension}"), "\u{feff}");
        place.put(format!("other.{extension}"), "{\"a\": 1}");
        let large = place.path(format!("large.{extension}"));
        let large = fs::File::options().write(true).create_new(true).open(large);
        large.unwrap().set_len(100 * 1024 * 1024).unwrap();
        fs::create_dir(place.path(format!("folder.{extension}"))).unwrap();
    }
    #[cfg(unix)]
    Command::new("mkfifo").arg(place.path("pipe.ron")).status().unwrap();
    let mut paths: Vec<PathBuf> = place.names().iter().map(PathBuf::from).collect();
    paths.retain(|path| path != Path::new("intake.ron"));
    paths
}

#[test]
fn bad_files_are_refused_in_one_line() {
    let place = Place::new();
    place.put("intake.txt", INTAKE);
    let mut paths = bad_files(&place);
    paths.extend(["missing.ron", "missing", "intake.ron/a.ron", "."].map(PathBuf::from));
    for path in paths {
        for command in ["plan", "check"] {
            let err = place.refused([OsStr::new(command), path.as_os_str()]);
            assert_eq!(err.lines().count(), 1, "{err}");
            assert!(err.contains(&path.display().to_string()), "{err}");
        }
    }
}

#[test]
fn bad_knowledge_is_refused() {
    let place = Place::new();
    for path in bad_files(&place) {
        let folder = place.path("own");
        if place.path(&path).is_dir() || path.extension() != Some(OsStr::new("ron")) {
            continue;
        }
        fs::create_dir(&folder).unwrap();
        fs::rename(place.path(&path), folder.join(&path)).unwrap();
        for arguments in
            [&["knowledge", "check", "own"][..], &["plan", "intake.ron", "--knowledge", "own"]]
        {
            let err = place.refused(arguments);
            let name = Path::new("own").join(&path);
            assert!(err.contains(&name.display().to_string()), "{err}");
        }
        fs::remove_dir_all(&folder).unwrap();
    }
    for folder in ["missing", "intake.ron", "folder.json"] {
        place.refused(["knowledge", "check", folder]);
        place.refused(["plan", "intake.ron", "--knowledge", folder]);
    }
}
