//! The commands about a practice folder, with the real program: which folder, clients, and what the
//! tests of the other commands share.

mod clock;
mod course;
mod drives;
mod export;
mod import;
mod keys;
mod list;
mod outside;
mod save;
mod sealed;
mod verify;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ischia::cli::Parsed;
use ischia::model::{ClientId, PlanId};
use ischia::store::{Stamp, Store};
use serde_json::Value;

use super::{INTAKE, Place, Went};

/// Names that push at every seam: quotes, line breaks, other scripts, marks that turn or colour.
const ODD_NAMES: [(&str, &str); 7] = [
    ("O'Brien \"Bo\" \\ ; rm -rf", "O'Brien \"Bo\" \\ ; rm -rf"),
    ("  two\nlines\r\n ", "two lines"),
    ("Zoë Straße-Ångström", "Zoë Straße-Ångström"),
    ("山田 太郎", "山田 太郎"),
    ("שרה כהן", "שרה כהן"),
    ("abc\u{202e}fed", "abcfed"),
    ("red\u{1b}[31m", "red[31m"),
];

impl Place {
    /// A client of the practice in the folder `p`, which is made where it isn't there.
    fn add(&self, name: &str) -> String {
        let went = self.run(["client", "add", "--practice", "p", "--name", name]).expect(0);
        let id = went.out.strip_suffix('\n').unwrap().to_owned();
        ClientId::parse(&id).unwrap();
        id
    }

    /// Removes what lists remember, so that everything is read again.
    fn forget_index(&self) {
        fs::remove_dir_all(self.path(".home")).unwrap();
    }

    /// A plan file of an intake with these words in place of others.
    fn plan_file(&self, name: &str, words: &[(&str, &str)]) {
        let intake = words.iter().fold(INTAKE.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old}");
            text.replace(old, new)
        });
        self.put("made.ron", intake);
        self.run(["plan", "made.ron", "--out", name, "--force"]);
    }

    /// Saves a plan file and gives the plan's id.
    fn save(&self, client: &str, file: &str) -> String {
        let went = self.run(["save", "--practice", "p", "--client", client, file]).expect(0);
        let id = went.out.strip_suffix('\n').unwrap().to_owned();
        PlanId::parse(&id).unwrap();
        id
    }

    /// A plan of the client, made of an intake with these words in place of others.
    fn plan_of(&self, client: &str, words: &[(&str, &str)]) -> String {
        self.plan_file("made.json", words);
        self.save(client, "made.json")
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    /// What a command on the practice says in JSON.
    fn said(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--practice", "p", "--format", "json"]);
        serde_json::from_str(&self.run(all).expect(0).out).unwrap()
    }

    fn store(&self) -> Store {
        Store::open(&self.path("p")).unwrap().open().unwrap()
    }

    /// The files of a record kind in a client's folder, in the order in which they were saved.
    fn files(&self, client: &str, start: &str) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("p/clients").join(client)).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.file_name().unwrap().to_str().unwrap().starts_with(start));
        files.sort_by_key(|path| {
            path.to_str().unwrap()[path.to_str().unwrap().len() - 40..].to_owned()
        });
        files
    }

    /// The same, of a folder that need not be there.
    fn below_or_none(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        if self.path(name).is_dir() { self.below(name) } else { Vec::new() }
    }

    /// Every file below the folder with its content.
    fn below(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.path(name)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}

fn stamp() -> Stamp {
    Stamp { by: String::new(), at: ischia::store::clock::now() }
}

fn client_id(text: &str) -> ClientId {
    ClientId::parse(text).unwrap()
}

fn plan_id(text: &str) -> PlanId {
    PlanId::parse(text).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn without_any_practice_every_command_asks_for_one() {
    let place = Place::new();
    place.plan_file("plan.json", &[]);
    let id = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    for arguments in [
        &["client", "add", "--name", "A"][..],
        &["list"],
        &["save", "--client", id, "plan.json"],
        &["export", "--all", "--out", "out"],
        &["verify"],
    ] {
        let err = place.refused(arguments);
        assert!(err.contains("--practice") && err.lines().count() == 1, "{err}");
        for (practice, said) in [
            ("missing", "no such folder"),
            ("intake.ron", "not a folder"),
            (".", "not the folder of a practice"),
        ] {
            if (practice, arguments[0]) == ("missing", "client") {
                continue;
            }
            let err = place.refused([arguments, &["--practice", practice]].concat());
            assert!(err.contains(said) && err.lines().count() == 1, "{err}");
        }
    }
    assert_eq!(place.names(), ["intake.ron", "made.ron", "plan.json"]);
}

#[test]
fn the_folder_is_that_of_the_option_then_of_the_variable_then_the_last_one() {
    let place = Place::new();
    for (folder, name) in [("p", "Option"), ("v", "Variable"), ("l", "Last")] {
        place.run(["client", "add", "--practice", folder, "--name", name]).expect(0);
    }
    let state = place.path(".home/state/ischia");
    let listed = |option: Option<&str>, variable: Option<&str>| {
        let mut command = place.command(["list", "--format", "json"]);
        command.args(option.iter().flat_map(|folder| ["--practice", *folder]));
        command.envs(variable.map(|folder| ("ISCHIA_PRACTICE", folder)));
        Place::outcome(command)
    };
    let name = |went: Went| {
        let list: Value = serde_json::from_str(&went.expect(0).out).unwrap();
        list["clients"][0]["name"].as_str().unwrap().to_owned()
    };
    assert!(!state.exists(), "commands keep no folder in mind");
    assert_eq!(name(listed(Some("p"), Some("v"))), "Option");
    assert_eq!(name(listed(None, Some("v"))), "Variable");
    listed(None, None).expect(2);
    listed(None, Some("")).expect(2);
    fs::create_dir_all(&state).unwrap();
    let last = format!("{}\n", place.path("l").display());
    place.put(state.join("last-practice"), &last);
    assert_eq!(name(listed(None, None)), "Last");
    assert_eq!(name(listed(None, Some(""))), "Last");
    assert_eq!(name(listed(None, Some("v"))), "Variable");
    assert_eq!(name(listed(Some("p"), None)), "Option");
    assert_eq!(fs::read_to_string(state.join("last-practice")).unwrap(), last);
    // A drive that is away: nothing is made in its place.
    fs::rename(place.path("l"), place.path("away")).unwrap();
    place.refused(["client", "add", "--name", "B"]);
    assert!(!place.path("l").exists());
    // An option that names nothing is a slip, not a wish for the last one.
    listed(Some(""), None).expect(2);
}

#[test]
fn the_windows_option_stands_alone() {
    let arguments = ["ischia", "--practice", "ours"].map(std::ffi::OsString::from);
    let Parsed::Window(options) = ischia::cli::parse(arguments) else { panic!("no window") };
    assert_eq!(options.practice, Some(PathBuf::from("ours")));
    let place = Place::new();
    place.add("A");
    for arguments in [&["--practice", "p"][..], &[], &["--practice", "missing"]] {
        // There is no display here, so that the window is as far as it gets.
        let went = place.run(arguments).expect(1);
        assert!(went.out.is_empty() && went.err.contains("display"), "{went:?}");
    }
    for arguments in [&["--practice", "p", "list"][..], &["--practice", "p", "plan", "intake.ron"]]
    {
        let err = place.refused(arguments);
        assert!(err.contains("--practice"), "{err}");
    }
    let mut command = place.command(["plan", "intake.ron"]);
    command.env("ISCHIA_PRACTICE", "p");
    Place::outcome(command).expect(0);
    place.run(["--practice"]).expect(2);
}

#[test]
fn a_client_is_added_and_the_practice_made_where_it_is_missing() {
    let place = Place::new();
    let add =
        |arguments: &[&str]| place.run([&["client", "add", "--practice", "p"], arguments].concat());
    let went = add(&["--name", "Ada Lovelace", "--code", " AL\n1 "]).expect(0);
    assert_eq!(went.out.lines().count(), 1);
    client_id(went.out.trim_end_matches('\n'));
    assert_eq!(went.err, "made a new practice in p\n");
    let went = add(&["--name", "Bob", "--code", "  "]).expect(0);
    assert_eq!(went.err, "");
    let list = place.said(&["list"]);
    assert_eq!(list["clients"][0]["code"], "AL 1");
    assert_eq!(list["clients"][1]["code"], Value::Null);
    for name in ["", "  ", "\n\t", "\u{202e}"] {
        let err = place.refused(["client", "add", "--practice", "q", "--name", name]);
        assert!(err.contains("name"), "{err}");
    }
    add(&[]).expect(2);
    assert!(!place.path("q").exists());
    // An empty folder becomes a practice, one with other things in it doesn't.
    fs::create_dir(place.path("empty")).unwrap();
    place.run(["client", "add", "--practice", "empty", "--name", "A"]).expect(0);
    let before = place.names();
    place.refused(["client", "add", "--practice", ".", "--name", "A"]);
    let err = place.refused(["client", "add", "--practice", "no/where", "--name", "A"]);
    assert!(err.contains("no: there is no such folder"), "{err}");
    assert_eq!(place.names(), before);
}

#[test]
fn a_second_client_of_one_name_is_remarked_on() {
    let place = Place::new();
    let first = place.add("Ada");
    let add = || place.run(["client", "add", "--practice", "p", "--name", "ADA"]).expect(0);
    let went = add();
    assert_eq!(went.err, format!("another client has this name too: {first}\n"));
    assert!(!went.out.contains(&first));
    assert!(add().err.starts_with("2 other clients have this name too"));
    let store = place.store();
    let base = store.client(client_id(&first)).unwrap().client.base();
    store.remove_client(client_id(&first), base, &stamp()).unwrap();
    assert!(add().err.starts_with("2 other clients have this name too"), "one was removed");
}

#[test]
fn names_may_be_anything_that_shows() {
    let place = Place::new();
    for (typed, kept) in ODD_NAMES {
        let id = place.add(typed);
        let list = place.said(&["list"]);
        let mut clients = list["clients"].as_array().unwrap().iter();
        let client = clients.find(|client| client["id"] == id.as_str()).unwrap();
        assert_eq!(client["name"], kept);
    }
    let table = place.run(["list", "--practice", "p"]).expect(0).out;
    assert_eq!(table.lines().count(), 1 + ODD_NAMES.len());
    for (_, kept) in ODD_NAMES {
        assert!(table.lines().any(|line| line.ends_with(kept)), "{kept} in {table}");
    }
    for (path, _) in place.below("p") {
        let path = path.strip_prefix(place.path("p")).unwrap().to_str().unwrap();
        let is_ours = |c: char| c.is_ascii_alphanumeric() || "-./\\".contains(c);
        assert!(path.chars().all(is_ours), "no name in {path}");
    }
}

#[cfg(unix)]
#[test]
fn a_practice_that_may_not_be_written_or_read_is_the_machines_fault() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let client = place.add("A");
    place.plan_file("plan.json", &[]);
    let clients = place.path("p/clients");
    let modes = |mode| fs::set_permissions(&clients, fs::Permissions::from_mode(mode)).unwrap();
    modes(0o000);
    // The administrator may do everything.
    if fs::read_dir(&clients).is_err() {
        for arguments in [
            &["list"][..],
            &["verify"],
            &["client", "add", "--name", "B"],
            &["export", "--all", "--out", "out"],
            &["save", "--client", &client, "plan.json"],
        ] {
            let went = place.run([arguments, &["--practice", "p"]].concat()).expect(1);
            assert_eq!((went.out.as_str(), went.err.lines().count()), ("", 1), "{went:?}");
        }
    }
    modes(0o700);
    // A file where the folder of clients should be stops everybody.
    fs::rename(&clients, place.path("moved")).unwrap();
    place.put("p/clients", "x");
    for command in ["list", "verify"] {
        let went = place.run([command, "--practice", "p"]).expect(1);
        assert_eq!((went.out.as_str(), went.err.lines().count()), ("", 1), "{went:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_folder_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    let folder = OsStr::from_bytes(b"pr\xffctice");
    let run = |words: &[&str]| {
        place.run(words.iter().map(OsStr::new).chain([OsStr::new("--practice"), folder]))
    };
    run(&["client", "add", "--name", "A"]).expect(0);
    let went = run(&["list"]).expect(0);
    assert!(went.out.contains('A') && place.path(Path::new(folder)).is_dir());
}

/// A device that takes nothing is the machine's fault, and the record is there all the same.
#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_said() {
    let place = Place::new();
    place.add("A");
    for arguments in [&["list"][..], &["verify"], &["client", "add", "--name", "B"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = place.command([arguments, &["--practice", "p"]].concat());
        let output = command.stdout(full).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(err.contains("error: "), "{err}");
    }
    assert_eq!(place.said(&["list"])["clients"].as_array().unwrap().len(), 2);
}

/// The summary files that the program keeps in the user's folders.
fn indexes(place: &Place) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![place.path(".home")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "index") {
                found.push(path);
            } else if path.is_dir() {
                open.push(path);
            }
        }
    }
    found
}

#[test]
fn erasing_forgets_the_name_everywhere_first_and_says_where_it_cannot() {
    let place = Place::new();
    let ada = place.add("Ada Lovelace");
    place.run(["list", "--practice", "p"]).expect(0);
    // Another copy of the practice has an index of its own.
    fs::create_dir(place.path("copies")).unwrap();
    Command::new("cp")
        .args(["-r"])
        .arg(place.path("p"))
        .arg(place.path("copies"))
        .status()
        .unwrap();
    place.run(["list", "--practice", "copies/p"]).expect(0);
    let kept = indexes(&place);
    assert_eq!(kept.len(), 2, "{kept:?}");
    let erase =
        ["client", "erase", "--practice", "p", "--client", &ada, "--confirm", "Ada Lovelace"];
    // A folder can't be removed as a file is.
    let bytes = fs::read(&kept[0]).unwrap();
    fs::remove_file(&kept[0]).unwrap();
    fs::create_dir(&kept[0]).unwrap();
    let went = place.run(erase).expect(1);
    assert!(went.err.contains("not wholly erased"), "{}", went.err);
    assert_eq!(place.files(&ada, "client-").len(), 1, "nothing was erased before");
    fs::remove_dir(&kept[0]).unwrap();
    place.put(&kept[0], bytes);
    place.run(erase).expect(0);
    for path in indexes(&place) {
        let bytes = fs::read(&path).unwrap();
        let name = b"Ada Lovelace";
        assert!(!bytes.windows(name.len()).any(|window| window == name), "{}", path.display());
    }
}
