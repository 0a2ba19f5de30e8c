//! A practice folder written anew, sealed or unsealed: file by file, brought to the disk, and
//! compared with what it came from.
//!
//! What a record says is not looked at: its bytes are sealed or opened as they are, so that ids,
//! hashes and history stay, and so does damage. Files that are no records come along unchanged where
//! the new folder is readable; where it is sealed they stay in the old one (see `survey`).

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use zeroize::Zeroizing;

use super::super::error::StoreError;
use super::super::files::{Files, read};
use super::super::history::Problem;
use super::super::name::{Key, MARKER, RecordFile, is_passed_over};
use super::super::progress::Progress;
use super::super::revision::{self, Damage};
use super::super::seal::Seal;
use super::Direction;
use super::survey::{Print, Survey, print_of, record_of};

/// As often as the old folder is looked at again while somebody saves into it without end; what is
/// saved later is taken over after the swap.
const MOST_LOOKS: usize = 50;
/// The end of a name that was taken: of two files that can't both have it, neither is lost.
const SET_ASIDE: &str = ".set-aside";

/// A file that was carried over.
pub struct CarriedFiles {
    /// Where to, from the new folder.
    target: PathBuf,
    /// What the old file looked like.
    print: Print,
    /// Whether it was sealed or opened on the way.
    is_converted: bool,
    damage: Option<Damage>,
}

/// Carries a practice from its old folder into a new one, sealed or opened on the way.
pub struct Conversion {
    pub direction: Direction,
    pub seal: Seal,
    pub files: Files,
    pub old: PathBuf,
    pub new: PathBuf,
    /// What was carried, by its path in the old folder.
    pub carried: BTreeMap<PathBuf, CarriedFiles>,
    /// What stays in the old folder alone.
    pub left: Vec<PathBuf>,
}

/// What becomes of a file.
struct FilePlan {
    target: PathBuf,
    content: Zeroizing<Vec<u8>>,
    is_converted: bool,
    damage: Option<Damage>,
}

fn unsaved(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Save { path, source }
}

fn unread(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Read { path, source }
}

impl Conversion {
    /// Writes everything into the new folder, which is there, and compares it.
    pub fn run(&mut self, progress: &Progress) -> Result<(), StoreError> {
        let survey = self.survey()?;
        self.make_folders(&survey, &self.files.lazily())?;
        let mut folders: BTreeMap<&Path, Vec<(&Path, Print)>> = BTreeMap::new();
        for (path, print) in &survey.files {
            // The marker makes the folder a practice: last.
            if path != Path::new(MARKER) {
                let folder = path.parent().unwrap_or(Path::new(""));
                folders.entry(folder).or_default().push((path, *print));
            }
        }
        progress.add_parts(survey.files.len() * 2);
        let carried: Result<Vec<_>, StoreError> =
            folders.into_par_iter().map(|(_, files)| self.carry_folder(files, progress)).collect();
        self.carried.extend(carried?.into_iter().flatten());
        for folder in survey.folders.iter().map(PathBuf::as_path).chain([Path::new("")]) {
            progress.check()?;
            let folder = self.new.join(folder);
            self.files.sync_folder(&folder).map_err(unsaved(&folder))?;
        }
        let marker = Path::new(MARKER);
        let print = survey.files.get(marker).copied();
        let print = print.ok_or_else(|| StoreError::Exchanged(self.old.clone()))?;
        let carried = self.carry(marker, print, &self.files)?;
        self.carried.extend(carried.map(|carried| (marker.to_owned(), carried)));
        progress.step()?;
        let compared: Result<Vec<()>, StoreError> = self
            .carried
            .par_iter()
            .map(|(source, carried)| {
                self.compare(source, carried)?;
                progress.step()
            })
            .collect();
        compared?;
        for _ in 0..MOST_LOOKS {
            progress.check()?;
            if !self.catch_up()? {
                break;
            }
        }
        Ok(())
    }

    fn survey(&mut self) -> Result<Survey, StoreError> {
        let survey = Survey::of(&self.old, self.direction)?;
        self.left.clone_from(&survey.left);
        self.left.sort();
        Ok(survey)
    }

    fn make_folders(&self, survey: &Survey, files: &Files) -> Result<(), StoreError> {
        for folder in &survey.folders {
            let folder = self.new.join(folder);
            files.make_folder(&folder).map_err(unsaved(&folder))?;
        }
        Ok(())
    }

    /// Carries the files of one folder, and brings them to the disk together.
    fn carry_folder(
        &self,
        mut files: Vec<(&Path, Print)>,
        progress: &Progress,
    ) -> Result<Vec<(PathBuf, CarriedFiles)>, StoreError> {
        // Of two files with one name afterwards, the record has the right to it.
        files.sort_by_key(|(path, _)| (!self.converts(path), path.to_owned()));
        let lazily = self.files.lazily();
        let mut all = Vec::with_capacity(files.len());
        for (path, print) in files {
            let carried = self.carry(path, print, &lazily)?;
            all.extend(carried.map(|carried| (path.to_owned(), carried)));
            progress.step()?;
        }
        for (_, carried) in &all {
            progress.check()?;
            let target = self.new.join(&carried.target);
            self.files.sync_file(&target).map_err(unsaved(&target))?;
        }
        Ok(all)
    }

    /// Whether a file is one that is sealed, or opened.
    fn converts(&self, path: &Path) -> bool {
        record_of(path)
            .is_some_and(|file| file.key != Key::Vault && file.sealed != self.direction.seals())
    }

    fn plan(&self, path: &Path, content: Zeroizing<Vec<u8>>) -> FilePlan {
        let as_it_is = |content, damage| FilePlan {
            target: path.to_owned(),
            content,
            is_converted: false,
            damage,
        };
        let Some(file) = record_of(path) else {
            let first = path.iter().next().unwrap_or_default().to_string_lossy();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let is_known =
                path == Path::new(MARKER) || is_passed_over(&first) || is_passed_over(&name);
            return as_it_is(content, (!is_known).then_some(Damage::Foreign));
        };
        let target = RecordFile { sealed: self.direction.seals(), ..file }.path();
        match (self.direction, file.sealed) {
            (Direction::Seal, false) => {
                let damage = revision::check_bytes(&content).err();
                FilePlan { target, content, is_converted: true, damage }
            }
            (Direction::Seal, true) => as_it_is(content, Some(Damage::NoKey)),
            (Direction::Unseal, true) => match self.seal.open(&content).map(Zeroizing::new) {
                Ok(content) => {
                    let damage = revision::check_bytes(&content).err();
                    FilePlan { target, content, is_converted: true, damage }
                }
                // One sealed record, and the whole practice would be a sealed one.
                Err(error) => {
                    FilePlan { target: set_aside(path), ..as_it_is(content, Some(error.into())) }
                }
            },
            // Anybody may have written it, and in a readable practice it would be believed; beside a
            // sealed twin that says the same it is that one.
            (Direction::Unseal, false) => {
                let twin =
                    self.read_old(&RecordFile { sealed: true, ..file }.path()).ok().flatten();
                let opened = twin.and_then(|twin| self.seal.open(&twin).ok()).map(Zeroizing::new);
                let is_twin = opened.is_some_and(|opened| *opened == *content);
                let target = if is_twin { path.to_owned() } else { set_aside(path) };
                FilePlan { target, ..as_it_is(content, Some(Damage::Proposal)) }
            }
        }
    }

    /// Carries one file; nothing where it is gone.
    fn carry(
        &self,
        path: &Path,
        print: Print,
        files: &Files,
    ) -> Result<Option<CarriedFiles>, StoreError> {
        let Some(content) = self.read_old(path)? else { return Ok(None) };
        let FilePlan { mut target, content, is_converted, mut damage } = self.plan(path, content);
        let sealed = (is_converted && self.direction.seals())
            .then(|| self.seal.seal(&content))
            .transpose()?;
        let bytes = sealed.as_deref().unwrap_or(&content);
        loop {
            let full = self.new.join(&target);
            match files.write_new(&full, bytes) {
                Ok(()) => break,
                Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => {
                    if self.holds(&target, is_converted, &content)? {
                        // It is the same as its twin.
                        damage = damage.filter(|damage| !matches!(damage, Damage::Proposal));
                        break;
                    }
                    target = set_aside(&target);
                }
                Err(refused) => return Err(unsaved(&full)(refused)),
            }
        }
        Ok(Some(CarriedFiles { target, print, is_converted, damage }))
    }

    fn read_old(&self, path: &Path) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let full = self.old.join(path);
        match read(&full) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(refused) => Err(unread(&full)(refused)),
        }
    }

    /// Whether a file of the new folder holds this, after opening it where it was sealed.
    fn holds(&self, target: &Path, is_converted: bool, content: &[u8]) -> Result<bool, StoreError> {
        let full = self.new.join(target);
        let bytes = Zeroizing::new(read(&full).map_err(unread(&full))?);
        Ok(if is_converted && self.direction.seals() {
            self.seal.open(&bytes).is_ok_and(|opened| *Zeroizing::new(opened) == content)
        } else {
            *bytes == content
        })
    }

    /// Reads both files again: the old one, and what became of it.
    fn compare(&self, source: &Path, carried: &CarriedFiles) -> Result<(), StoreError> {
        let Some(content) = self.read_old(source)? else { return Ok(()) };
        let opened = if carried.is_converted && !self.direction.seals() {
            self.seal.open(&content).map(Zeroizing::new)
        } else {
            Ok(content)
        };
        let is_same = match opened {
            Ok(content) => self.holds(&carried.target, carried.is_converted, &content)?,
            Err(_) => false,
        };
        // A file that is another one by now is carried again at the next look.
        if is_same || print_of(&self.old.join(source)) != Some(carried.print) {
            return Ok(());
        }
        Err(StoreError::Different(self.old.join(source)))
    }

    /// Looks at the old folder again, and brings the new one up to date. True where there was
    /// anything to do.
    fn catch_up(&mut self) -> Result<bool, StoreError> {
        let survey = self.survey()?;
        let gone: Vec<PathBuf> =
            self.carried.keys().filter(|path| !survey.files.contains_key(*path)).cloned().collect();
        for path in &gone {
            self.drop_target(path)?;
        }
        let late = self.take_over(&survey)?;
        Ok(late > 0 || !gone.is_empty())
    }

    /// Carries every file that is new or another one than before; says how many those are.
    fn take_over(&mut self, survey: &Survey) -> Result<usize, StoreError> {
        let is_known = |path: &Path, print: Print| {
            self.carried.get(path).is_some_and(|carried| carried.print == print)
        };
        let mut late: Vec<(PathBuf, Print)> = survey
            .files
            .iter()
            .filter(|(path, print)| !is_known(path, **print))
            .map(|(path, print)| (path.clone(), *print))
            .collect();
        if late.is_empty() {
            return Ok(0);
        }
        late.sort_by_key(|(path, _)| (!self.converts(path), path.clone()));
        self.make_folders(survey, &self.files)?;
        for (path, print) in &late {
            self.drop_target(path)?;
            if let Some(carried) = self.carry(path, *print, &self.files)? {
                self.compare(path, &carried)?;
                self.carried.insert(path.clone(), carried);
            }
        }
        Ok(late.len())
    }

    /// Removes what a file became, unless another file became the same.
    fn drop_target(&mut self, source: &Path) -> Result<(), StoreError> {
        let Some(carried) = self.carried.remove(source) else { return Ok(()) };
        if self.carried.values().any(|other| other.target == carried.target) {
            return Ok(());
        }
        let target = self.new.join(&carried.target);
        self.files.remove(&target).map_err(unsaved(&target))?;
        let folder = super::super::files::folder_of(&target);
        self.files.sync_folder(folder).map_err(unsaved(folder))
    }

    /// The same once the new folder is the practice: takes over what was saved into the old one
    /// between the last look and the swap. Nothing is removed, for by now others work on it.
    pub fn catch_up_late(&mut self) -> Result<Vec<PathBuf>, StoreError> {
        let mut survey = self.survey()?;
        survey.files.retain(|path, _| !self.carried.contains_key(path));
        self.take_over(&survey)?;
        Ok(survey.files.into_keys().collect())
    }

    /// Records that were sealed or opened, and what is wrong with files, by their new names.
    pub fn outcome(self) -> (usize, Vec<Problem>) {
        let records = self.carried.values().filter(|carried| carried.is_converted).count();
        let mut problems: Vec<Problem> = self
            .carried
            .into_values()
            .filter_map(|carried| Some(Problem { file: carried.target, damage: carried.damage? }))
            .collect();
        problems.sort_by(|a, b| a.file.cmp(&b.file));
        (records, problems)
    }
}

fn set_aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(SET_ASIDE);
    PathBuf::from(name)
}
