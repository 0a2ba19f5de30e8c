//! Exports and imports that are killed: no half file, nothing damaged, and the same again takes the rest.

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Place, said};

impl Place {
    /// Runs the program and kills it after this time; whether it was still at work.
    fn killed(&self, arguments: &[&str], after: Duration) -> bool {
        let mut command = self.command(arguments);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(after);
        let is_at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        is_at_work
    }

    fn took(&self, arguments: &[&str]) -> Duration {
        let began = Instant::now();
        self.run(arguments).expect(0);
        began.elapsed()
    }
}

/// Parts of a time, from its first bit to its end.
fn parts(whole: Duration) -> impl Iterator<Item = Duration> {
    (1..=8).map(move |part| whole * part / 8)
}

#[test]
fn a_killed_export_leaves_no_file_or_the_whole_one() {
    let place = Place::new();
    place.sample("p", 20, 120);
    for format in ["zip", "csv"] {
        let out = format!("all.{format}");
        let export = ["export", "--practice", "p", "--all", "--format", format, "--out", &out];
        let took = place.took(&export);
        let whole = std::fs::read(place.path(&out)).unwrap();
        let mut killed = 0;
        for after in parts(took) {
            std::fs::remove_file(place.path(&out)).ok();
            killed += usize::from(place.killed(&export, after));
            if place.path(&out).exists() {
                assert!(std::fs::read(place.path(&out)).unwrap() == whole, "half a file");
            }
        }
        assert!(killed > 0, "none was killed at work");
    }
}

#[test]
fn a_killed_batch_goes_on_where_it_was() {
    let place = Place::new();
    place.sample("p", 10, 60);
    let batch = |out: &'static str| {
        ["export", "--practice", "p", "--all", "--format", "json", "--out", out]
    };
    let took = place.took(&batch("whole"));
    for after in parts(took) {
        place.killed(&batch("parts"), after);
        for (path, bytes) in place.below_or_none("parts") {
            let is_passing = path.file_name().unwrap().to_str().unwrap().starts_with('.');
            let whole = place.path("whole").join(path.file_name().unwrap());
            assert!(is_passing || std::fs::read(whole).unwrap() == bytes, "{}", path.display());
        }
    }
    let went = place.run(batch("parts")).expect(0);
    assert!(went.err.contains("there already"), "{}", went.err);
    let names = |folder: &str| {
        let found = place.below_or_none(folder).into_iter();
        let mut names: Vec<String> = found
            .map(|(path, _)| path.file_name().unwrap().to_str().unwrap().to_owned())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("parts"), names("whole"));
}

#[test]
fn a_killed_import_of_a_practice_goes_on_where_it_was() {
    let place = Place::new();
    place.sample("p", 20, 120);
    place
        .run(["export", "--practice", "p", "--all", "--format", "zip", "--out", "all.zip"])
        .expect(0);
    let took = place.took(&["import", "--practice", "whole", "all.zip"]);
    let import = ["import", "--practice", "q", "all.zip"];
    let mut killed = 0;
    for after in parts(took) {
        killed += usize::from(place.killed(&import, after));
        if place.path("q/practice.ron").exists() {
            let listed = place.run(["verify", "--practice", "q", "--format", "json"]);
            let report: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
            assert_eq!(report["damaged"], serde_json::json!([]), "{listed:?}");
        }
    }
    assert!(killed > 0, "none was killed at work");
    place.run(import).expect(0);
    assert_eq!(said(&place.practice("q")), said(&place.practice("p")));
    place.is_whole("q");
}

#[test]
fn a_killed_import_of_a_list_doubles_nobody() {
    let place = Place::new();
    let mut list = "Name,Phone\n".to_owned();
    for number in (0..200).map(|number| number.to_string()) {
        list.extend(["Made Up ", number.as_str(), ",", number.as_str(), "\n"]);
    }
    place.put("list.csv", list);
    let took = place.took(&["client", "import", "--practice", "whole", "list.csv"]);
    let import = ["client", "import", "--practice", "q", "list.csv"];
    for after in parts(took) {
        place.killed(&import, after);
    }
    place.run(import).expect(0);
    let mut names: Vec<String> =
        place.clients_of("q").into_iter().map(|client| client.name).collect();
    names.sort();
    let before = names.len();
    names.dedup();
    assert_eq!((before, names.len()), (200, 200));
    place.is_whole("q");
}
