//! Every way in which a file is written or refused.

use std::fs;
use std::path::Path;

use super::{Existing, WriteError, check_outside, check_target, write_new};

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
fn no_link_is_followed_wherever_it_leads() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(name);
    fs::create_dir(inside("deep")).unwrap();
    write_new(&inside("deep/there.md"), b"mine", Existing::Refuse).unwrap();
    symlink("deep/there.md", inside("whole.md")).unwrap();
    symlink("deep/nothing.md", inside("dangling.md")).unwrap();
    symlink("no/where.md", inside("lost.md")).unwrap();
    symlink("round.md", inside("round.md")).unwrap();
    symlink("/dev/null", inside("device.md")).unwrap();
    for existing in [Existing::Refuse, Existing::Replace] {
        for link in ["whole.md", "dangling.md", "lost.md", "round.md", "device.md"] {
            let refused = write_new(&inside(link), b"x", existing).unwrap_err();
            assert!(matches!(refused, WriteError::Link(_)) && refused.is_input(), "{refused}");
            assert!(check_target(&inside(link), existing).is_err());
            assert!(fs::symlink_metadata(inside(link)).unwrap().is_symlink());
        }
    }
    assert_eq!(names(&inside("deep")), ["there.md"]);
    assert_eq!(fs::read(inside("deep/there.md")).unwrap(), b"mine");
    // The way to a file may lead over links: where a folder lies is its owner's choice.
    symlink("deep", inside("to-folder")).unwrap();
    let refused = write_new(&inside("to-folder"), b"x", Existing::Replace).unwrap_err();
    assert!(matches!(refused, WriteError::Folder(_)), "{refused}");
    write_new(&inside("to-folder/new.md"), b"x", Existing::Refuse).unwrap();
    assert_eq!(names(&inside("deep")), ["new.md", "there.md"]);
}

#[test]
fn nothing_is_written_inside_a_practice() {
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(name);
    fs::create_dir_all(inside("p/clients/x")).unwrap();
    fs::create_dir(inside("beside")).unwrap();
    write_new(&inside("p/practice.ron"), b"", Existing::Refuse).unwrap();
    for name in
        ["p/a.md", "p/clients/a.md", "p/clients/x/a.md", "beside/../p/a.md", "p/practice.ron"]
    {
        let refused = write_new(&inside(name), b"x", Existing::Replace).unwrap_err();
        assert!(
            matches!(refused, WriteError::Inside(_)) && refused.is_input(),
            "{name}: {refused}"
        );
        assert!(check_target(&inside(name), Existing::Replace).is_err(), "{name}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("p/clients", inside("way")).unwrap();
        let refused = write_new(&inside("way/a.md"), b"x", Existing::Refuse).unwrap_err();
        assert!(matches!(refused, WriteError::Inside(_)), "{refused}");
    }
    for folder in ["p", "p/clients", "p/new"] {
        assert!(check_outside(&inside(folder)).is_err(), "{folder}");
    }
    for outside in ["a.md", "beside/a.md", "p.md"] {
        write_new(&inside(outside), b"x", Existing::Refuse).unwrap();
        check_outside(&inside(outside)).unwrap();
    }
    assert_eq!(names(&inside("p")), ["clients", "practice.ron"]);
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
