//! The marker that makes a folder a practice: `practice.ron`, written once.
//!
//! It names the format, the practice's id, and a hash of the two: with another id every record would
//! seem to be of another practice, so a flipped bit in it must not go unnoticed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files::open_file;
use super::name::MARKER;
use crate::model::PracticeId;
use crate::text::{self, Document, Notation, PathStep};

const FORMAT: &str = "ischia-practice/1";

/// What `practice.ron` says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marker {
    format: String,
    id: PracticeId,
    /// Of format and id; may be absent in a marker that was written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

impl Marker {
    fn of(practice: PracticeId) -> Self {
        let hash = blake3::hash(format!("{FORMAT} {practice}").as_bytes()).to_hex().to_string();
        Self { format: FORMAT.to_owned(), id: practice, hash: Some(hash) }
    }
}

/// Only enough of a marker to tell its format.
#[derive(Deserialize)]
struct AnyMarker {
    format: String,
}

/// The text of the marker of this practice.
pub fn write(practice: PracticeId) -> Result<String, text::EncodeError> {
    text::to_ron(&Marker::of(practice))
}

/// The practice that lives in a folder.
pub fn read_marker(root: &Path) -> Result<PracticeId, StoreError> {
    let is_folder = fs::metadata(root).map(|there| there.is_dir());
    match is_folder {
        Ok(true) => {}
        Ok(false) => return Err(StoreError::NotAFolder(root.to_owned())),
        Err(absent) if absent.kind() == std::io::ErrorKind::NotFound => {
            return Err(StoreError::Missing(root.to_owned()));
        }
        Err(source) => return Err(StoreError::Read { path: root.to_owned(), source }),
    }
    let path: PathBuf = root.join(MARKER);
    match open_file(&path) {
        Ok(_) => {}
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => {
            return Err(StoreError::NotAPractice(root.to_owned()));
        }
        Err(source) => return Err(StoreError::Read { path, source }),
    }
    let document = Document::read_as(&path, Notation::Ron).map_err(StoreError::MarkerUnreadable)?;
    let any: AnyMarker = document.parse().map_err(StoreError::Marker)?;
    if any.format != FORMAT {
        let said = format!("`format` is “{}”", any.format);
        let fault = document.fault_at(&[PathStep::Field("format".to_owned())], said);
        return Err(StoreError::MarkerFormat(fault, FORMAT));
    }
    let marker: Marker = document.parse().map_err(StoreError::Marker)?;
    if marker.hash.is_some() && marker.hash != Marker::of(marker.id).hash {
        let said = "`id` is not the one that was written, the file is damaged";
        let fault = document.fault_at(&[PathStep::Field("id".to_owned())], said);
        return Err(StoreError::MarkerDamaged(fault));
    }
    Ok(marker.id)
}
