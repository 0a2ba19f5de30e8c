//! Files that cannot be read, each with its own sentence.

use std::path::Path;

use crate::text::{Document, Notation, ReadError};

/// A file of this name and content in a folder of its own; keep the folder.
fn file(name: &str, content: &[u8]) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    let mut new =
        std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(&path).unwrap();
    std::io::Write::write_all(&mut new, content).unwrap();
    (folder, path)
}

fn refused(name: &str, content: &[u8]) -> ReadError {
    let (_folder, path) = file(name, content);
    let error = Document::read(&path).unwrap_err();
    assert!(error.is_input(), "{error}");
    assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    error
}

#[test]
fn the_extension_says_the_format() {
    assert_eq!(Notation::of_path(Path::new("a.RON")), Some(Notation::Ron));
    assert_eq!(Notation::of_path(Path::new("a.b.Json")), Some(Notation::Json));
    assert_eq!(Notation::of_path(Path::new("ron")), None);
    assert!(matches!(refused("a.txt", b"1"), ReadError::UnknownFormat(_)));
}

#[test]
fn a_file_is_read_without_its_mark() {
    let (_folder, path) = file("a.json", b"\xEF\xBB\xBF[1]");
    let document = Document::read(&path).unwrap();
    assert_eq!(document.text(), "[1]");
    assert_eq!(document.format(), Notation::Json);
    assert_eq!(document.name(), path.display().to_string());
    assert_eq!(document.parse::<Vec<u8>>().unwrap(), [1]);
    let ron = Document::from_text("a", Notation::Ron, "\u{FEFF}[1]");
    assert_eq!(ron.parse::<Vec<u8>>().unwrap(), [1]);
    assert_eq!(ron.place_of(&[0.into()]).to_string(), "a:1:2");
}

#[test]
fn empty_binary_and_absent_files_are_refused() {
    assert!(matches!(refused("a.ron", b""), ReadError::Empty(_)));
    assert!(matches!(refused("a.ron", b" \n\t\n"), ReadError::Empty(_)));
    assert!(matches!(refused("a.ron", b"\xEF\xBB\xBF"), ReadError::Empty(_)));
    assert!(matches!(refused("a.ron", &[0xFF, 0xFE, 0x28, 0]), ReadError::NotText(_)));
    assert!(matches!(refused("a.json", b"a\0b"), ReadError::NotText(_)));
    for absent in ["/no/such/file.ron", "/dev/null/x.ron", "/no/such"] {
        let error = Document::read(Path::new(absent)).unwrap_err();
        assert!(matches!(error, ReadError::Missing(_)), "{error}");
        assert!(error.is_input());
    }
}

#[test]
fn folders_and_devices_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = Document::read(folder.path()).unwrap_err();
    assert!(matches!(error, ReadError::Folder(_)), "{error}");
    #[cfg(unix)]
    {
        let error = Document::read_as(Path::new("/dev/zero"), Notation::Ron).unwrap_err();
        assert!(matches!(error, ReadError::Special(_)), "{error}");
        let pipe = folder.path().join("pipe.ron");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            let error = Document::read(&pipe).unwrap_err();
            assert!(matches!(error, ReadError::Special(_)), "{error}");
        }
    }
}

#[test]
fn a_hundred_megabytes_are_refused_and_the_limit_named() {
    let (_folder, path) = file("big.json", b"");
    let sparse = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    sparse.set_len(100 * 1024 * 1024).unwrap();
    let error = Document::read(&path).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge(_)));
    assert!(error.to_string().contains("4 MiB"), "{error}");
    let bytes = vec![b' '; 4 * 1024 * 1024 + 1];
    let error = Document::from_bytes("x", Notation::Ron, bytes).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge(_)));
}

#[test]
fn a_refused_permission_is_not_the_inputs_fault() {
    let error = ReadError::System {
        name: "a.ron".to_owned(),
        cause: std::io::ErrorKind::PermissionDenied.into(),
    };
    assert!(!error.is_input());
}
