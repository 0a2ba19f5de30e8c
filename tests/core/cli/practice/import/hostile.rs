//! Files that aren't what they say: cut short, altered, full of tricks. Each is refused with a reason,
//! nothing is taken in, and nothing lies anywhere.

use std::fs;
use std::io::{Read as _, Write as _};

use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Place;

/// The files of a zip, in their order.
type Files = Vec<(String, Vec<u8>)>;

fn unzip(bytes: &[u8]) -> Files {
    let mut zip = ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zip(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The manifest that would fit these files.
fn manifest(files: &Files) -> Value {
    let entry = |(name, bytes): &(String, Vec<u8>)| {
        let hash = blake3::hash(bytes).to_hex();
        json!({ "name": name, "bytes": bytes.len(), "blake3": hash.as_str() })
    };
    json!({
        "format": "ischia-practice/2",
        "program": "0.1.0",
        "knowledge": "x",
        "counts": { "clients": 0, "plans": 0, "versions": 0 },
        "files": files.iter().map(entry).collect::<Vec<_>>(),
    })
}

/// A zip of these files with a manifest that fits.
fn fitting(mut files: Files) -> Vec<u8> {
    files.retain(|(name, _)| name != "manifest.json");
    let manifest = manifest(&files);
    files.push(("manifest.json".to_owned(), manifest.to_string().into_bytes()));
    zip(&files)
}

#[test]
fn what_is_not_whole_or_not_ours_is_refused_and_leaves_nothing() {
    let place = Place::new();
    place.sample("p", 2, 3);
    let all = ["export", "--practice", "p", "--all", "--format", "zip", "--out", "all.zip"];
    place.run(all).expect(0);
    let good = fs::read(place.path("all.zip")).unwrap();
    let files = unzip(&good);
    let with = |change: &dyn Fn(&mut Files)| {
        let mut files = files.clone();
        change(&mut files);
        files
    };
    let is_client = |(name, _): &&mut (String, Vec<u8>)| name.ends_with("client.json");
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut", good[..good.len() - 40].to_vec(), "neither"),
        ("half", good[..good.len() / 2].to_vec(), "neither"),
        ("no manifest", zip(&with(&|files| drop(files.pop()))), "neither"),
        (
            "altered",
            zip(&with(&|files| files.iter_mut().find(is_client).unwrap().1[30] ^= 1)),
            "not what was taken away",
        ),
        (
            "another one's words",
            fitting(with(&|files| {
                let mut own = files.iter_mut().filter(|(name, _)| name.ends_with("client.json"));
                let (one, other) = (own.next().unwrap(), own.next().unwrap());
                std::mem::swap(&mut one.1, &mut other.1);
            })),
            "of another record than its name says",
        ),
        (
            "a file more",
            zip(&with(&|files| files.insert(0, ("clients/x".to_owned(), Vec::new())))),
            "other files than it says",
        ),
        ("a file less", zip(&with(&|files| drop(files.remove(1)))), "other files than it says"),
        (
            "newer",
            zip(&with(&|files| {
                let manifest = &mut files.last_mut().unwrap().1;
                let text = String::from_utf8(manifest.clone()).unwrap();
                *manifest = text.replace("ischia-practice/2", "ischia-practice/9").into_bytes();
            })),
            "newer version",
        ),
        (
            "no JSON",
            fitting(with(&|files| files.iter_mut().find(is_client).unwrap().1 = b"(".to_vec())),
            "client.json:1:",
        ),
        (
            "no version",
            fitting(with(&|files| {
                let bytes = &mut files.iter_mut().find(is_client).unwrap().1;
                let mut value: Value = serde_json::from_slice(bytes).unwrap();
                value["versions"] = json!([]);
                *bytes = value.to_string().into_bytes();
            })),
            "has no version",
        ),
        (
            "bomb",
            fitting(vec![("settings.json".to_owned(), vec![b' '; 16 << 20])]),
            "times its own size",
        ),
    ];
    for name in [
        "../../escaped.json",
        "/tmp/escaped.json",
        "clients/../../escaped.json",
        "C:\\escaped.json",
        "practice.ron",
        "clients/x/client.json",
        "settings.json/../escaped",
    ] {
        let trick = with(&|files| files.push((name.to_owned(), b"{}".to_vec())));
        cases.push(("path", fitting(trick), "no record"));
    }
    for (what, bytes, said) in cases {
        place.put("bad.zip", &bytes);
        let err = place.refused(["import", "--practice", "q", "bad.zip"]);
        assert!(err.contains(said), "{what}: {err}");
        let store = place.path("q").exists().then(|| place.practice("q"));
        assert!(store.is_none_or(|store| store.clients().unwrap().is_empty()), "{what}");
        assert!(!place.path("escaped.json").exists());
        assert!(!place.path("../escaped.json").exists());
    }
    place.run(["import", "--practice", "q", "all.zip"]).expect(0);
    place.run(["backup", "--practice", "p", "--out", "backup.zip"]).expect(0);
    let err = place.refused(["import", "--practice", "q", "backup.zip"]);
    assert!(err.contains("ischia restore"), "{err}");
}

#[test]
fn a_length_that_is_not_true_fills_no_memory() {
    let place = Place::new();
    let files = vec![("settings.json".to_owned(), vec![b' '; 8 << 20])];
    let mut manifest = manifest(&files);
    manifest["files"][0]["bytes"] = json!(10);
    let mut bad = files;
    bad.push(("manifest.json".to_owned(), manifest.to_string().into_bytes()));
    place.put("bad.zip", zip(&bad));
    let err = place.refused(["import", "--practice", "q", "bad.zip"]);
    assert!(err.contains("longer than it says"), "{err}");
    // A manifest that grows itself is none.
    let endless = vec![("manifest.json".to_owned(), vec![b'['; 32 << 20])];
    place.put("bad.zip", zip(&endless));
    let err = place.refused(["import", "--practice", "q", "bad.zip", "--any-size"]);
    assert!(err.contains("longer than it says"), "{err}");
}

#[test]
fn any_byte_that_is_altered_is_noticed_or_changes_nothing() {
    let place = Place::new();
    place.sample("p", 1, 1);
    let all = ["export", "--practice", "p", "--all", "--format", "zip", "--out", "all.zip"];
    place.run(all).expect(0);
    let good = fs::read(place.path("all.zip")).unwrap();
    let original = super::said(&place.practice("p"));
    let mut rng = fastrand::Rng::with_seed(15);
    for _ in 0..60 {
        let mut bytes = good.clone();
        let at = rng.usize(0..bytes.len());
        bytes[at] ^= 1 << rng.u8(0..8);
        place.put("bad.zip", &bytes);
        fs::remove_dir_all(place.path("q")).ok();
        let went = place.run(["import", "--practice", "q", "bad.zip"]);
        if went.code == 0 {
            assert_eq!(super::said(&place.practice("q")), original, "byte {at}");
        } else {
            assert_eq!(went.code, 2, "{went:?}");
        }
    }
}
