//! Readable records in a sealed practice: another computer saved them before it learnt of the
//! sealing.
//!
//! The sealed twin is on the disk and compared before the readable file goes. A history takes both
//! for one version, so that nothing is seen of it in between.

use std::io;

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::super::error::StoreError;
use super::super::folder::Store;
use super::super::history::Problem;
use super::super::name::{Key, RecordFile};
use super::super::progress::Progress;
use super::super::revision::{self, Damage};
use super::super::seal::Seal;

/// What became of readable records.
#[derive(Debug, Default)]
pub struct Strays {
    /// Those that are sealed now.
    pub sealed: usize,
    /// Those that were left as they are, because they are damaged or not what their sealed twin
    /// says.
    pub problems: Vec<Problem>,
}

impl Store {
    /// Seals every readable record of a sealed practice. One part of the progress is one client.
    ///
    /// A damaged file is left: it may be on its way still.
    pub fn seal_strays(&self, progress: &Progress) -> Result<Strays, StoreError> {
        let seal = self.seal.as_ref().ok_or(StoreError::NotSealed)?;
        let mut strays = self.seal_strays_of(seal, &self.list_root()?.records)?;
        let clients = self.clients()?;
        // A client is a part of the progress.
        progress.expect(clients.len());
        let found: Result<Vec<Strays>, StoreError> = clients
            .into_par_iter()
            .map(|client| {
                let found = self.seal_strays_of(seal, &self.list(client)?.records)?;
                progress.step()?;
                Ok(found)
            })
            .collect();
        for found in found? {
            strays.sealed += found.sealed;
            strays.problems.extend(found.problems);
        }
        strays.problems.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(strays)
    }

    fn seal_strays_of(&self, seal: &Seal, files: &[RecordFile]) -> Result<Strays, StoreError> {
        let mut strays = Strays::default();
        for file in files.iter().filter(|file| !file.sealed && file.key != Key::Vault) {
            match self.seal_stray(seal, file)? {
                None => strays.sealed += 1,
                // Gone since it was listed.
                Some(Damage::Unreadable(gone)) if gone.kind() == io::ErrorKind::NotFound => {}
                Some(damage) => strays.problems.push(Problem { file: file.path(), damage }),
            }
        }
        Ok(strays)
    }

    fn seal_stray(&self, seal: &Seal, file: &RecordFile) -> Result<Option<Damage>, StoreError> {
        let bytes = match self.bytes(file).map(Zeroizing::new) {
            Ok(bytes) => bytes,
            Err(damage) => return Ok(Some(damage)),
        };
        if let Err(damage) = revision::check_bytes(&bytes) {
            return Ok(Some(damage));
        }
        let twin = RecordFile { sealed: true, ..*file };
        let target = self.root.join(twin.path());
        let plain = self.root.join(file.path());
        match self.files.write_new(&target, &seal.seal(&bytes)?) {
            Err(there) if there.kind() == io::ErrorKind::AlreadyExists => {}
            written => written.map_err(|source| StoreError::Save { path: target, source })?,
        }
        match self.bytes(&twin).map(Zeroizing::new) {
            Ok(sealed) if sealed == bytes => {}
            Ok(_) => return Ok(Some(Damage::Altered)),
            Err(damage) => return Ok(Some(damage)),
        }
        let folder = self.root.join(file.key.folder());
        let removed = self.files.remove(&plain).and_then(|()| self.files.sync_folder(&folder));
        removed.map_err(|source| StoreError::Save { path: plain, source })?;
        Ok(None)
    }
}
