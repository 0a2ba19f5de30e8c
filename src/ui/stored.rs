//! The file in which the window's toolkit keeps where the window was: for its owner alone.
//!
//! The toolkit makes folder and file as the system would have it, for all to read or even to write, and
//! later writes into the file that is there. So both are there before it begins.

use std::fs;
use std::io;
use std::path::Path;

use crate::store::Places;
use crate::store::files::Files;

/// What the toolkit calls the file.
const FILE: &str = "app.ron";

/// Makes folder and file private, new ones and those of before.
pub fn keep_private(app: &str) {
    // Where that fails, the window opens all the same; nothing of a client is in it.
    if let Some(folder) = eframe::storage_dir(app) {
        make_private(&folder).ok();
    }
}

fn make_private(folder: &Path) -> io::Result<()> {
    let file = folder.join(FILE);
    Places::make_folder(folder).map_err(io::Error::other)?;
    set_mode(folder, 0o700)?;
    match fs::symlink_metadata(&file) {
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => {
            Files::default().write_new(&file, b"{}")
        }
        Ok(there) if there.is_file() => set_mode(&file, 0o600),
        // Something else has the name: that is its owner's own doing.
        other => other.map(drop),
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// Writes as the toolkit does.
    fn write(file: &Path, text: &str) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut options = fs::OpenOptions::new();
        let mut opened = options.write(true).create(true).truncate(true).open(file).unwrap();
        io::Write::write_all(&mut opened, text.as_bytes()).unwrap();
    }

    #[test]
    fn what_the_toolkit_keeps_is_for_its_owner_alone_new_or_old() {
        let home = tempfile::tempdir().unwrap();
        for (name, is_old) in [("new", false), ("old", true)] {
            let folder = home.path().join("share").join(name);
            let file = folder.join(FILE);
            if is_old {
                write(&file, "{\"a\": \"b\"}");
                for (path, mode) in [(&folder, 0o777), (&file, 0o666)] {
                    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
                }
            }
            make_private(&folder).unwrap();
            let text = if is_old { "{\"a\": \"b\"}" } else { "{}" };
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
            write(&file, "{\"c\": \"d\"}");
            assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600), "{name}");
        }
    }
}
