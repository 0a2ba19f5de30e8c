//! The one way in which files of a practice are changed: a short list of operations, each of which
//! an observer hears of before it happens.
//!
//! The observer is how tests record what reaches the disk and in which order, and how they make the
//! disk fail; the program itself runs without one. Reading needs no layer: it changes nothing.
//!
//! A new file is written under a passing name in the same folder, synced, moved to its own name
//! without replacing anything, and the folder is synced. Readers pass over names that begin with a
//! dot, so what a crash leaves behind is never taken for a record.
//!
//! Some drives can neither move without replacing nor link (exFAT, shared folders of virtual machines,
//! network and cloud mounts). There the file is made under its own name, which must not be taken, and
//! filled: a crash in between leaves a file that is cut short, which every reader names as damaged.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::disk::{self, can_not_move, synced};

/// The start of the passing names; a dot, so that everyone passes over them.
pub const PASSING_PREFIX: &str = ".ischia-";

/// The end of the passing names of files.
const PASSING_SUFFIX: &str = ".tmp";
/// After this time nobody writes a file under a passing name any more.
pub const ABANDONED: Duration = Duration::from_hours(24);

/// Whether a name is one that files have while they are written.
pub fn is_passing(name: &str) -> bool {
    name.starts_with(PASSING_PREFIX) && name.ends_with(PASSING_SUFFIX)
}

/// Whether a file was written longer ago than this; a clock that was put back makes none old.
pub fn is_older(path: &Path, than: Duration) -> bool {
    let written = fs::symlink_metadata(path).and_then(|there| there.modified());
    let age = written.ok().and_then(|written| SystemTime::now().duration_since(written).ok());
    age.is_some_and(|age| age > than)
}

/// One change of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOp<'a> {
    /// Makes a folder.
    MakeFolder(&'a Path),
    /// Makes an empty file.
    Create(&'a Path),
    /// Adds bytes at its end; a record is filled by one.
    Write(&'a Path, &'a [u8]),
    /// Brings a file's content to the disk.
    SyncFile(&'a Path),
    /// Gives a file or folder a name that nothing has.
    Move(&'a Path, &'a Path),
    /// Gives a file a name, in the place of what has it.
    Replace(&'a Path, &'a Path),
    /// Swaps the names of two folders in one go.
    Exchange(&'a Path, &'a Path),
    /// Brings the names in a folder to the disk.
    SyncFolder(&'a Path),
    /// Brings a folder to the disk with everything that lies in it.
    SyncTree(&'a Path),
    /// Removes a file.
    RemoveFile(&'a Path),
    /// Removes an empty folder.
    RemoveFolder(&'a Path),
}

/// Hears of every operation before it happens; an error takes its place.
pub type Observer = dyn Fn(&FileOp<'_>) -> io::Result<()> + Send + Sync;

/// The operations on the disk, which an observer may hear of.
#[derive(Clone, Default)]
pub struct Files {
    observer: Option<Arc<Observer>>,
    unsynced: bool,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Files").field("observed", &self.observer.is_some()).finish_non_exhaustive()
    }
}

impl Files {
    /// Operations that this observer hears of.
    pub fn observed(observer: Arc<Observer>) -> Self {
        Self { observer: Some(observer), unsynced: false }
    }

    /// Operations that don't wait for the disk: for what can be made again, such as a made-up
    /// practice or a cache.
    pub fn unsynced() -> Self {
        Self { observer: None, unsynced: true }
    }

    /// The same operations, which don't wait for the disk: for many files that are brought to it
    /// together afterwards.
    #[must_use]
    pub fn lazily(&self) -> Self {
        Self { observer: self.observer.clone(), unsynced: true }
    }

    fn tell(&self, op: &FileOp<'_>) -> io::Result<()> {
        self.observer.as_ref().map_or(Ok(()), |observer| observer(op))
    }

    /// The same before something is brought to the disk. The observer may be a drive that can't be asked
    /// to; that is no fault.
    fn tell_sync(&self, op: &FileOp<'_>) -> io::Result<()> {
        synced(self.tell(op))
    }

    /// Makes a folder that only its owner may open, and brings its name to the disk. A folder that
    /// is there already is fine.
    pub fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            // Who made it may have been stopped before its name was on the disk; with something in
            // it, that was done.
            return if is_bare(folder) { self.sync_folder(folder_of(folder)) } else { Ok(()) };
        }
        self.tell(&FileOp::MakeFolder(folder))?;
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        match builder.create(folder) {
            Err(raced) if raced.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            made => made?,
        }
        self.sync_folder(folder_of(folder))
    }

    /// Writes a file that wasn't there; `AlreadyExists` where the name is taken. After an error there
    /// is no such file, so that what is written again is not there twice.
    pub fn write_new(&self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        self.passing(target, bytes)?.keep_new(target)
    }

    /// Writes a file, in the place of one that may be there.
    pub fn replace(&self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        self.passing(target, bytes)?.keep_over(target)
    }

    /// A whole, synced file under a passing name beside the target.
    fn passing(&self, target: &Path, bytes: &[u8]) -> io::Result<Passing> {
        let mut new = self.begin(target)?;
        new.write_all(bytes)?;
        new.sync()?;
        Ok(new)
    }

    /// Begins a file under a passing name beside the target, mode 0600 on unix: for what is too
    /// large to be written in one go. It is gone unless it is kept.
    pub fn begin(&self, target: &Path) -> io::Result<Passing> {
        let file = tempfile::Builder::new()
            .prefix(PASSING_PREFIX)
            .suffix(PASSING_SUFFIX)
            .tempfile_in(folder_of(target))
            // The whole message would name the passing file.
            .map_err(|refused| match refused.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => refused.kind().into(),
            })?;
        self.tell(&FileOp::Create(file.path()))?;
        Ok(Passing { files: self.clone(), file })
    }

    /// Writes a new file without waiting for the disk: for folders that have a passing name themselves,
    /// and are brought to it as a whole.
    pub fn fill(&self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(target)?;
        self.tell(&FileOp::Write(target, bytes))?;
        file.write_all(bytes)
    }

    /// An empty file of this name, which must not be taken; mode 0600 on unix.
    fn create(&self, target: &Path) -> io::Result<fs::File> {
        self.tell(&FileOp::Create(target))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(target)
    }

    /// Makes a file under its own name and fills it with what stands under a passing one: the way of
    /// drives that can't move without replacing. After an error there is no such file.
    fn make(&self, target: &Path, passing: &tempfile::NamedTempFile) -> io::Result<()> {
        const PART: u64 = 1 << 20;
        let mut file = self.create(target)?;
        let mut copy = || {
            let mut from = passing.reopen()?;
            loop {
                let mut part = Vec::new();
                if (&mut from).take(PART).read_to_end(&mut part)? == 0 {
                    break;
                }
                self.tell(&FileOp::Write(target, &part))?;
                file.write_all(&part)?;
            }
            if self.unsynced {
                return Ok(());
            }
            self.tell_sync(&FileOp::SyncFile(target))?;
            synced(file.sync_all())
        };
        copy().inspect_err(|_| {
            // The first error is the one to hear of.
            self.remove(target).ok();
        })
    }

    /// Removes a folder that has a passing name, with all that is in it; one that is gone is fine.
    pub fn remove_passing_folder(&self, folder: &Path) -> io::Result<()> {
        let entries = match fs::read_dir(folder) {
            Err(absent) if absent.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.remove_passing_folder(&entry.path())?;
            } else {
                self.remove(&entry.path())?;
            }
        }
        self.remove_folder(folder)
    }

    /// Gives a file or folder a name that nothing has; `AlreadyExists` where it is taken.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.tell(&FileOp::Move(from, to))?;
        disk::rename_new(from, to)?;
        if folder_of(from) != folder_of(to) {
            self.sync_folder(folder_of(from))?;
        }
        self.sync_folder(folder_of(to))
    }

    /// Swaps two folders in one go; `Unsupported` where the system can't.
    pub fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        self.tell(&FileOp::Exchange(a, b))?;
        disk::exchange(a, b)?;
        self.sync_folder(folder_of(a))
    }

    /// Removes a file; one that is gone already is fine.
    pub fn remove(&self, file: &Path) -> io::Result<()> {
        self.tell(&FileOp::RemoveFile(file))?;
        gone_is_fine(fs::remove_file(file))
    }

    /// Removes an empty folder; one that is gone already is fine.
    pub fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.tell(&FileOp::RemoveFolder(folder))?;
        gone_is_fine(fs::remove_dir(folder))
    }

    /// Brings the content of a file to the disk that was written without waiting for it.
    pub fn sync_file(&self, file: &Path) -> io::Result<()> {
        self.tell_sync(&FileOp::SyncFile(file))?;
        // Some systems sync only what may be written.
        synced(fs::OpenOptions::new().read(true).write(true).open(file)?.sync_all())
    }

    /// Makes the names in a folder survive a power cut.
    pub fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if self.unsynced {
            return Ok(());
        }
        self.tell_sync(&FileOp::SyncFolder(folder))?;
        disk::sync_folder(folder)
    }

    /// Brings a folder to the disk with everything that was written in it without waiting.
    pub fn sync_tree(&self, folder: &Path) -> io::Result<()> {
        if self.unsynced {
            return Ok(());
        }
        self.tell_sync(&FileOp::SyncTree(folder))?;
        disk::sync_tree(folder)
    }
}

/// A file under a passing name that is being written; dropped, it is gone.
#[derive(Debug)]
pub struct Passing {
    files: Files,
    file: tempfile::NamedTempFile,
}

impl Passing {
    /// Brings what was written to the disk.
    pub fn sync(&mut self) -> io::Result<()> {
        if self.files.unsynced {
            return Ok(());
        }
        self.files.tell_sync(&FileOp::SyncFile(self.file.path()))?;
        synced(self.file.as_file().sync_all())
    }

    /// The same file from its start, for reading.
    pub fn reopen(&self) -> io::Result<fs::File> {
        self.file.reopen()
    }

    /// Gives it a name that nothing has; `AlreadyExists` where it is taken. After an error there is
    /// no such file.
    pub fn keep_new(self, target: &Path) -> io::Result<()> {
        let Self { files, file } = self;
        let told = files.tell(&FileOp::Move(file.path(), target));
        let moved = match told {
            Ok(()) => file.persist_noclobber(target).map_err(|no| (no.error, no.file)),
            Err(refused) => Err((refused, file)),
        };
        match moved {
            Ok(_) => {}
            Err((refused, file)) if can_not_move(&refused) => files.make(target, &file)?,
            Err((refused, _)) => return Err(refused),
        }
        files.sync_folder(folder_of(target)).inspect_err(|_| {
            // The disk fails already; the first error is the one to hear of.
            files.remove(target).ok();
        })
    }

    /// Gives it a name, in the place of a file that may have it.
    pub fn keep_over(self, target: &Path) -> io::Result<()> {
        self.files.tell(&FileOp::Replace(self.file.path(), target))?;
        self.file.persist(target).map_err(|refused| refused.error)?;
        self.files.sync_folder(folder_of(target))
    }
}

impl Write for Passing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.files.tell(&FileOp::Write(self.file.path(), bytes))?;
        self.file.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Opens an ordinary file for reading. A link is not followed, and nothing waits for the other end of
/// a pipe: whoever can write into the folder must not make a reader hang, or read elsewhere.
pub fn open_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW;
        options.custom_flags(i32::from_ne_bytes(flags.bits().to_ne_bytes()));
    }
    let opened = options.open(path);
    let file = match opened {
        Err(_) if is_link(path) => return Err(not_followed()),
        opened => opened?,
    };
    let there = file.metadata()?;
    if there.is_file() {
        Ok(file)
    } else if there.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Err(io::Error::other("it is no ordinary file, remove it or move it elsewhere"))
    }
}

/// The bytes of an ordinary file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_file(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Refuses a folder that is a link.
pub fn check_folder(folder: &Path) -> io::Result<()> {
    if is_link(folder) { Err(not_followed()) } else { Ok(()) }
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink())
}

fn not_followed() -> io::Error {
    io::Error::other("it is a link, which is not followed: put the file or folder itself there")
}

/// Whether nothing but passing files is in a folder.
fn is_bare(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else { return true };
    entries.all(|entry| {
        entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(PASSING_PREFIX))
    })
}

fn gone_is_fine(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// The folder that a file or folder lies in.
pub fn folder_of(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => Path::new("/"),
    }
}
