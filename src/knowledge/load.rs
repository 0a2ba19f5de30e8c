//! From files to one checked `Knowledge`: embedded, laid over, or from a folder of its own.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::collect::{Collected, Gathered};
use super::{Knowledge, validate};
use crate::text::{Document, Fault, Notation, ReadError};

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/knowledge");

/// Why there is no knowledge to work with.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder couldn't be listed.
    #[error("can't list the knowledge folder {}: {source}", path.display())]
    Folder {
        /// The folder of the practice, or one inside it.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder holds no knowledge file.
    #[error("{}: holds no .ron file with knowledge", .0.display())]
    Empty(PathBuf),
    /// A file couldn't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The files say something that can't be.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<Fault>),
}

impl LoadError {
    /// Whether the input is at fault, and not the disk or a permission.
    pub fn is_input(&self) -> bool {
        match self {
            Self::Folder { source, .. } => matches!(
                source.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ),
            Self::Empty(_) | Self::Faults(_) => true,
            Self::Read(error) => error.is_input(),
        }
    }
}

impl Knowledge {
    /// The knowledge that the program carries.
    pub fn shipped() -> Result<Self, LoadError> {
        Self::from_documents(&shipped_documents()?, &[]).map_err(LoadError::Faults)
    }

    /// The shipped knowledge with a practice's folder laid over it: new entries, and a `Practice`
    /// file that moves defaults and tightens limits. Nothing in it can loosen anything.
    pub fn with_overlay(folder: &Path) -> Result<Self, LoadError> {
        Self::from_documents(&shipped_documents()?, &read_folder(folder)?)
            .map_err(LoadError::Faults)
    }

    /// Checks a folder: as a whole of its own where it has a `Manifest`, else laid over what is
    /// shipped.
    pub fn check_folder(folder: &Path) -> Result<Self, LoadError> {
        let documents = read_folder(folder)?;
        if documents.iter().any(is_manifest) {
            Self::from_documents(&documents, &[]).map_err(LoadError::Faults)
        } else {
            Self::with_overlay(folder)
        }
    }

    /// Knowledge of these documents, those of a practice laid over the others; or every fault.
    pub fn from_documents(base: &[Document], overlay: &[Document]) -> Result<Self, Vec<Fault>> {
        // A practice may keep a copy of what is shipped beside its own files: the same again says
        // nothing new.
        let repeated =
            |document: &Document| base.iter().any(|other| other.text() == document.text());
        let mut documents = base.to_vec();
        documents.extend(overlay.iter().filter(|document| !repeated(document)).cloned());
        let (mut all, mut faults) = Collected::read(&documents, base.len());
        if faults.is_empty() {
            faults = validate::faults(&all, &documents, base.len());
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        for practice in std::mem::take(&mut all.practices) {
            super::practice::apply(&practice.value, &mut all);
        }
        let (Some(manifest), Some(session)) = (all.manifests.pop(), all.sessions.pop()) else {
            // `validate` has counted one of each.
            return Err(Vec::new());
        };
        Ok(Self::new(super::Tables {
            manifest: manifest.value,
            session: session.value,
            regions: values(all.regions),
            areas: values(all.areas),
            modalities: values(all.modalities),
            positions: values(all.positions),
            supports: values(all.supports),
            traits: values(all.traits),
            techniques: values(all.techniques),
            groups: values(all.groups),
            findings: values(all.findings),
            questions: values(all.questions),
            cues: values(all.cues),
            home_care: values(all.home_care),
            gates: values(all.gates),
            cautions: values(all.cautions),
            lists: values(all.lists),
            defaults: values(all.defaults),
            rules: values(all.rules),
            checks: values(all.checks),
            protocols: values(all.protocols),
            sources: values(all.sources),
            unused_sources: values(all.unused),
        }))
    }
}

fn values<T>(entries: Vec<Gathered<T>>) -> Vec<T> {
    entries.into_iter().map(|entry| entry.value).collect()
}

/// The embedded files, in the order of their names.
pub fn shipped_documents() -> Result<Vec<Document>, ReadError> {
    let mut files = Vec::new();
    gather_embedded(&SHIPPED, &mut files);
    files.sort_by(|a, b| a.path().cmp(b.path()));
    files
        .into_iter()
        .map(|file| {
            let name = file.path().display().to_string();
            Document::from_bytes(name, Notation::Ron, file.contents().to_vec())
        })
        .collect()
}

fn gather_embedded<'a>(dir: &'a Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(dir.files().filter(|file| is_ron(file.path())));
    dir.dirs().for_each(|dir| gather_embedded(dir, files));
}

fn is_ron(path: &Path) -> bool {
    Notation::of_path(path) == Some(Notation::Ron)
}

fn is_manifest(document: &Document) -> bool {
    matches!(document.parse::<super::schema::File>(), Ok(super::schema::File::Manifest(_)))
}

/// Every RON file of a folder and of the folders in it, in the order of their names.
fn read_folder(folder: &Path) -> Result<Vec<Document>, LoadError> {
    let mut paths = Vec::new();
    list(folder, 0, &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        return Err(LoadError::Empty(folder.to_owned()));
    }
    Ok(paths.iter().map(|path| Document::read(path)).collect::<Result<_, _>>()?)
}

fn list(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> Result<(), LoadError> {
    // Links could lead round in a circle; knowledge folders are shallow.
    const DEEPEST: usize = 4;
    let failed = |source| LoadError::Folder { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        if path.is_dir() && depth < DEEPEST {
            list(&path, depth + 1, paths)?;
        } else if is_ron(&path) {
            paths.push(path);
        }
    }
    Ok(())
}
