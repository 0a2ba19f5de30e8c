//! A look at a client's folder from outside: which files are there, how long they are and when they
//! were changed last, without opening one.
//!
//! A record whose files look as they did when they were read says what it said then, so that what is
//! read grows with what is new. A file that joins them, takes the place of one or is written into
//! looks different: beside the date of a file, which anybody can set, the system keeps the time at
//! which anything about it was changed last, which on a
//! machine's own drives nobody can. `verify` trusts none of this and reads every byte.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::Metadata;
use std::io;

use super::error::StoreError;
use super::folder::{Listing, Store};
use super::name::{Key, RecordFile, client_folder, is_passed_over};
use crate::model::ClientId;

/// What files look like, as a short hash.
pub type Outside = [u8; 16];

/// A client's folder from outside.
#[derive(Debug)]
pub struct Glance {
    /// What lies in it, without what a synchronising program holds back.
    pub listing: Listing,
    /// What all files in it look like, whosever they are.
    pub whole: Outside,
    /// What the files of each record look like.
    pub records: BTreeMap<Key, Outside>,
}

/// A file: its name, and how it looks.
type Named = (OsString, Look);

/// A file's length, date and last change: two times to the nanosecond.
pub(super) type Look = [u8; LOOK];

const LOOK: usize = 8 + 2 * 16;

impl Store {
    /// Looks at a client's folder; nothing is there where there is no folder.
    pub(super) fn glance(&self, client: ClientId) -> Result<Glance, StoreError> {
        let looks = self.looks(client)?;
        let listing = Listing::of(Some(client), looks.iter().map(|(name, _)| name.clone()));
        let mut records: BTreeMap<Key, Vec<&Named>> = BTreeMap::new();
        for look in &looks {
            if let Some(file) = RecordFile::parse(Some(client), &look.0.to_string_lossy()) {
                records.entry(file.key).or_default().push(look);
            }
        }
        let whole = outside(&looks);
        let records = records.into_iter().map(|(key, looks)| (key, outside(looks))).collect();
        Ok(Glance { listing, whole, records })
    }

    /// What all files in a client's folder look like.
    pub(super) fn outside(&self, client: ClientId) -> Result<Outside, StoreError> {
        Ok(outside(&self.looks(client)?))
    }

    /// The files of a client's folder, in the order of their names.
    fn looks(&self, client: ClientId) -> Result<Vec<Named>, StoreError> {
        let mut looks = Vec::new();
        for entry in self.entries_in(&client_folder(client))? {
            let name = entry.file_name();
            if is_passed_over(&name.to_string_lossy()) {
                continue;
            }
            match entry.metadata() {
                Ok(there) => looks.push((name, look(&there))),
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(StoreError::Read { path: entry.path(), source }),
            }
        }
        looks.sort_unstable();
        Ok(looks)
    }
}

fn outside<'a>(looks: impl IntoIterator<Item = &'a Named>) -> Outside {
    let mut hasher = blake3::Hasher::new();
    for (name, look) in looks {
        // No name has a slash in it.
        hasher.update(name.as_encoded_bytes()).update(b"/").update(look);
    }
    let mut short = Outside::default();
    hasher.finalize_xof().fill(&mut short);
    short
}

/// How a file looks.
pub(super) fn look(there: &Metadata) -> Look {
    let (changed, nanosecond) = last_change(there);
    let modified = there.modified().ok().and_then(since_epoch).unwrap_or_default();
    let mut look = [0; LOOK];
    let parts = [there.len().to_le_bytes(), changed.to_le_bytes(), nanosecond.to_le_bytes()];
    let (start, end) = look.split_at_mut(3 * 8);
    start.copy_from_slice(parts.as_flattened());
    end.copy_from_slice(&modified.to_le_bytes());
    look
}

/// When anything about a file was changed last, in seconds and nanoseconds: where the system doesn't
/// say so, when the file was made.
#[cfg(unix)]
fn last_change(there: &Metadata) -> (i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (there.ctime(), there.ctime_nsec())
}

#[cfg(not(unix))]
fn last_change(there: &Metadata) -> (i64, i64) {
    let made = there.created().ok().and_then(since_epoch).unwrap_or_default();
    let part = |number: i128| i64::try_from(number).unwrap_or_default();
    (part(made / 1_000_000_000), part(made % 1_000_000_000))
}

/// Nanoseconds since 1970, before it below zero.
fn since_epoch(time: std::time::SystemTime) -> Option<i128> {
    let nanoseconds = match time.duration_since(std::time::UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).ok()?,
        Err(before) => -i128::try_from(before.duration().as_nanos()).ok()?,
    };
    Some(nanoseconds)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "others write into the folder as they please")]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use jiff::Timestamp;

    use super::*;
    use crate::model::Client;
    use crate::store::files::Files;
    use crate::store::{Base, Stamp};

    fn dated(path: &Path, at: SystemTime) {
        fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    }

    #[test]
    fn whatever_is_done_to_a_file_shows() {
        let folder = tempfile::tempdir().unwrap();
        let at = Timestamp::UNIX_EPOCH;
        let practice = crate::model::PracticeId::fresh(at);
        let root = folder.path().join("practice");
        let store = Store::create_with(&root, practice, Files::unsynced()).unwrap();
        let id = ClientId::fresh(at);
        let stamp = Stamp { by: String::new(), at };
        store.save_client(id, Base::none(), Client::named("Ada"), &stamp).unwrap();
        let here = root.join(client_folder(id));
        let file = root.join(store.list(id).unwrap().records[0].path());
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        dated(&file, long_ago);
        let mut before = store.glance(id).unwrap();
        assert_eq!(before.whole, store.outside(id).unwrap(), "nothing was done");
        let mut shows = |what: &str, of_record: bool| {
            let now = store.glance(id).unwrap();
            assert_ne!(now.whole, before.whole, "{what}");
            assert_eq!(now.whole, store.outside(id).unwrap());
            assert_eq!(now.records != before.records, of_record, "{what}");
            before = now;
        };
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, [&bytes[..], b" "].concat()).unwrap();
        dated(&file, long_ago);
        shows("another length under the old date", true);
        fs::write(&file, &bytes).unwrap();
        shows("a new date", true);
        // The same length under the same date: in place, or another file that takes the name. The
        // system's clock has to have gone on.
        let changed = last_change(&fs::metadata(&file).unwrap());
        while last_change(&fs::metadata(&file).unwrap()) == changed {
            dated(&file, long_ago);
        }
        shows("the first date again", true);
        for replaces in [false, true] {
            let other = here.join(".other");
            let written = if replaces { &other } else { &file };
            let changed = last_change(&fs::metadata(&file).unwrap());
            loop {
                fs::write(written, &bytes).unwrap();
                dated(written, long_ago);
                if last_change(&fs::metadata(written).unwrap()) != changed {
                    break;
                }
            }
            if replaces {
                fs::rename(&other, &file).unwrap();
            }
            shows("the same length and date", true);
        }
        fs::write(here.join("letter.pdf"), "of somebody").unwrap();
        shows("a file of somebody's", false);
        fs::remove_file(here.join("letter.pdf")).unwrap();
        shows("and gone again", false);
        fs::remove_file(&file).unwrap();
        shows("a record's file that is gone", true);
    }
}
