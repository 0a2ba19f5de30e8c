//! Every way in which a file is written or refused.

use std::fs;
use std::path::Path;

use super::{Existing, WriteError, check_target, write_new};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_file_is_whole_and_nothing_else_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.md");
    write_new(&path, b"one", Existing::Refuse).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"one");
    assert_eq!(names(folder.path()), ["plan.md"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn an_existing_file_stays_unless_it_may_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.md");
    write_new(&path, b"one", Existing::Refuse).unwrap();
    let refused = write_new(&path, b"two", Existing::Refuse).unwrap_err();
    assert!(matches!(refused, WriteError::AlreadyExists(_)) && refused.is_input());
    assert!(check_target(&path, Existing::Refuse).is_err());
    assert_eq!(fs::read(&path).unwrap(), b"one");
    write_new(&path, b"two", Existing::Replace).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"two");
    assert_eq!(names(folder.path()), ["plan.md"]);
}

#[test]
fn folders_and_missing_folders_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(name);
    for existing in [Existing::Refuse, Existing::Replace] {
        let refused = write_new(folder.path(), b"x", existing).unwrap_err();
        assert!(matches!(refused, WriteError::Folder(_)), "{refused}");
        for (name, is_folder) in [("no/plan.md", false), ("plan/", true)] {
            let refused = write_new(&inside(name), b"x", existing).unwrap_err();
            assert_eq!(matches!(refused, WriteError::Folder(_)), is_folder, "{refused}");
            assert!(refused.is_input(), "{refused}");
        }
        let long = inside(&"x".repeat(300));
        let refused = write_new(&long, b"x", existing).unwrap_err();
        assert!(refused.is_input(), "{refused}");
        assert!(write_new(Path::new(""), b"x", existing).unwrap_err().is_input());
        assert!(write_new(Path::new(".."), b"x", existing).unwrap_err().is_input());
    }
    write_new(&inside("file"), b"x", Existing::Refuse).unwrap();
    let refused = write_new(&inside("file/plan.md"), b"x", Existing::Refuse).unwrap_err();
    assert!(matches!(refused, WriteError::MissingFolder(_)), "{refused}");
    assert_eq!(names(folder.path()), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays_a_link() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(name);
    fs::create_dir(inside("deep")).unwrap();
    symlink("deep/real.md", inside("link.md")).unwrap();
    write_new(&inside("link.md"), b"one", Existing::Refuse).unwrap();
    assert_eq!(fs::read(inside("deep/real.md")).unwrap(), b"one");
    let refused = write_new(&inside("link.md"), b"two", Existing::Refuse).unwrap_err();
    assert!(matches!(refused, WriteError::AlreadyExists(_)), "{refused}");
    write_new(&inside("link.md"), b"two", Existing::Replace).unwrap();
    assert_eq!(fs::read(inside("deep/real.md")).unwrap(), b"two");
    assert!(fs::symlink_metadata(inside("link.md")).unwrap().is_symlink());
    symlink("round.md", inside("round.md")).unwrap();
    assert!(write_new(&inside("round.md"), b"x", Existing::Replace).is_err());
    symlink("deep", inside("to-folder")).unwrap();
    let refused = write_new(&inside("to-folder"), b"x", Existing::Replace).unwrap_err();
    assert!(matches!(refused, WriteError::Folder(_)), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_device_is_never_replaced() {
    for device in ["/dev/full", "/dev/null"] {
        for existing in [Existing::Refuse, Existing::Replace] {
            let refused = write_new(Path::new(device), b"x", existing).unwrap_err();
            assert!(matches!(refused, WriteError::Special(_)), "{refused}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_the_machines_fault() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    match write_new(&closed.join("plan.md"), b"x", Existing::Refuse) {
        // The administrator may write anywhere.
        Ok(()) => {}
        Err(refused) => assert!(matches!(refused, WriteError::System { .. }), "{refused}"),
    }
}
