//! What systems and their drives can do and what not: moving without replacing, swapping, bringing
//! things to the disk, telling where a drive is mounted.
//!
//! No names of ours and no observer here: `files` is where changes are told of.

use std::fs;
use std::io;
use std::path::Path;

/// Whether a drive refused a move or a link because it can't do it, and not because it must not.
pub fn can_not_move(refused: &io::Error) -> bool {
    /// What `link` says on drives that have no links, and what some say of flags they don't know.
    const NOT_PERMITTED: i32 = 1;
    is_unsupported(refused) || cfg!(unix) && refused.raw_os_error() == Some(NOT_PERMITTED)
}

/// Some drives can't be asked to bring a file to the disk; what was written is there anyway.
pub fn synced(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(refused) if is_unsupported(&refused) => Ok(()),
        other => other,
    }
}

fn is_unsupported(refused: &io::Error) -> bool {
    matches!(refused.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
}

/// Makes the names in a folder survive a power cut.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    let result = fs::File::open(folder).and_then(|folder| folder.sync_all());
    match result {
        // Some folders may not be read; the file is there anyway.
        Err(refused) if refused.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        other => synced(other),
    }
}

/// Elsewhere names need no help.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Brings a folder to the disk with everything that lies in it: in one go where the drive is this
/// machine's own, else file by file.
pub fn sync_tree(folder: &Path) -> io::Result<()> {
    if let Some(result) = sync_drive(folder) {
        return result;
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_tree(&entry.path())?;
        } else {
            // Some systems sync only what may be written.
            let file = fs::OpenOptions::new().read(true).write(true).open(entry.path())?;
            synced(file.sync_all())?;
        }
    }
    sync_folder(folder)
}

/// Brings everything on a drive to the disk, where one call does that for certain: a server, or a
/// program that plays a drive, hears of such a call or not.
#[cfg(target_os = "linux")]
fn sync_drive(folder: &Path) -> Option<io::Result<()>> {
    /// ext2 to ext4, XFS, Btrfs, F2FS, bcachefs, FAT, exFAT, NTFS, tmpfs: `statfs(2)` has the numbers.
    const OWN: [u32; 9] = [
        0xEF53,
        0x5846_5342,
        0x9123_683E,
        0xF2F5_2010,
        0xCA45_1A4E,
        0x4D44,
        0x2011_BAB0,
        0x7366_746E,
        0x0102_1994,
    ];
    let folder = fs::File::open(folder).ok()?;
    let kind = u32::try_from(rustix::fs::fstatfs(&folder).ok()?.f_type).ok()?;
    let is_own = OWN.contains(&kind);
    let result = is_own.then(|| rustix::fs::syncfs(&folder).map_err(io::Error::from))?;
    // Where the call isn't there, files are asked for one by one.
    Some(result).filter(|result| !result.as_ref().is_err_and(is_unsupported))
}

#[cfg(not(target_os = "linux"))]
fn sync_drive(_: &Path) -> Option<io::Result<()>> {
    None
}

/// Whether a folder is the top of a drive, or of a part of one that was mounted there.
#[cfg(target_os = "linux")]
pub fn is_mounted(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let said = statx(CWD, folder, AtFlags::empty(), StatxFlags::empty()).ok();
    match said.filter(|it| it.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)) {
        Some(said) => said.stx_attributes.contains(StatxAttributes::MOUNT_ROOT),
        None => is_on_another_drive(folder),
    }
}

/// The same, as far as it can be told here.
#[cfg(not(target_os = "linux"))]
pub fn is_mounted(folder: &Path) -> bool {
    is_on_another_drive(folder)
}

#[cfg(unix)]
fn is_on_another_drive(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let drive = |path: &Path| fs::metadata(path).map(|there| there.dev()).ok();
    drive(folder) != drive(&folder.join(".."))
}

#[cfg(not(unix))]
fn is_on_another_drive(_: &Path) -> bool {
    false
}

/// Gives a file or folder a name that nothing has.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let moved = renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE);
    match moved.map_err(io::Error::from) {
        // Network and older file systems know no flags of a rename.
        Err(refused) if can_not_move(&refused) => rename_looked(from, to),
        other => other,
    }
}

/// Gives a file or folder a name that nothing has.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_looked(from, to)
}

/// Where the system can't refuse by itself: a look first, which leaves a moment for another writer.
/// Only folders are moved so, under names with a random part.
fn rename_looked(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Swaps two folders in one go; `Unsupported` where the system can't.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from) {
        Err(refused) if can_not_move(&refused) => Err(io::ErrorKind::Unsupported.into()),
        other => other,
    }
}

/// Swaps two folders in one go; `Unsupported` where the system can't.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
