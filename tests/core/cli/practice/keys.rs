//! What a command says where the key file, the passphrase or the marker is not what it should be.

use std::fs;
use std::path::PathBuf;

use super::{Place, Went};

/// A sealed practice with a client.
fn sealed() -> Place {
    let place = Place::new();
    place.add("Ada");
    place.put("right", "the tide comes in\n");
    place.put("wrong", "the tide goes out\n");
    let mut command = place.command(["vault", "seal", "--practice", "p"]);
    command.env("ISCHIA_NEW_PASSPHRASE_FILE", place.path("right"));
    Place::outcome(command).expect(0);
    place
}

fn list(place: &Place, passphrase: &str) -> Went {
    let mut command = place.command(["list", "--practice", "p"]);
    command.env("ISCHIA_PASSPHRASE_FILE", place.path(passphrase));
    Place::outcome(command)
}

fn key(place: &Place) -> PathBuf {
    let is_key = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("vault-");
    let names = fs::read_dir(place.path("p")).unwrap().map(|entry| entry.unwrap().path());
    names.into_iter().find(is_key).unwrap()
}

#[test]
fn a_key_file_that_is_cut_or_gone_is_no_wrong_passphrase() {
    let place = sealed();
    let went = list(&place, "wrong").expect(2);
    assert!(went.err.contains("the passphrase is not the right one"), "{went:?}");
    list(&place, "right").expect(0);
    let file = key(&place);
    let whole = fs::read_to_string(&file).unwrap();
    for (cut, what) in [(whole.len() / 2, "half"), (0, "empty")] {
        fs::remove_file(&file).unwrap();
        place.put(&file, &whole[..cut]);
        for passphrase in ["right", "wrong"] {
            let went = list(&place, passphrase).expect(2);
            assert!(
                went.err.contains("key (vault-….ron) is missing or damaged"),
                "{what}: {went:?}"
            );
            assert!(!went.err.contains("not the right one"), "{what}: {went:?}");
        }
    }
    fs::remove_file(&file).unwrap();
    let went = list(&place, "right").expect(2);
    assert!(went.err.contains("key (vault-….ron) is gone"), "{went:?}");
    assert!(!went.err.contains("not the right one"), "{went:?}");
}

#[test]
fn a_marker_that_cannot_be_read_is_said_and_no_practice_is_made_over_it() {
    let place = Place::new();
    place.add("Ada");
    let marker = place.path("p/practice.ron");
    let whole = fs::read(&marker).unwrap();
    let refused = |what: &str| {
        for arguments in [&["list"][..], &["verify"], &["client", "add", "--name", "B"]] {
            let went = place.run([arguments, &["--practice", "p"]].concat()).expect(1);
            assert!(
                went.err.contains("practice.ron: this could not be read, "),
                "{what}: {went:?}"
            );
            assert!(!went.err.contains("not the folder of a practice"), "{what}: {went:?}");
        }
    };
    fs::remove_file(&marker).unwrap();
    fs::create_dir(&marker).unwrap();
    refused("a folder");
    fs::remove_dir(&marker).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        place.put("elsewhere.ron", &whole);
        for target in ["practice.ron", "nothing.ron", "../elsewhere.ron"] {
            symlink(target, &marker).unwrap();
            refused(target);
            fs::remove_file(&marker).unwrap();
        }
        place.put("p/practice.ron", &whole);
        fs::set_permissions(&marker, fs::Permissions::from_mode(0o000)).unwrap();
        // The administrator may read everything.
        if fs::read(&marker).is_err() {
            refused("closed");
        }
        fs::remove_file(&marker).unwrap();
    }
    place.put("p/practice.ron", &whole);
    place.run(["list", "--practice", "p"]).expect(0);
}
