//! Clients who were taken off the lists: who they are, read from their folders.
//!
//! The index keeps nobody who was removed, so this looks at the folders that it lists no one for.

use jiff::Timestamp;

use crate::model::ClientId;
use crate::store::{Index, Progress, Store, StoreError};

/// A client who was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemovedClient {
    /// Who.
    pub id: ClientId,
    /// The name in the last version that says one; empty where none can be read.
    pub name: String,
    /// The practice's own short name.
    pub code: Option<String>,
    /// When the client was removed.
    pub on: Option<Timestamp>,
    /// How many plans there are.
    pub plans: usize,
}

/// Everyone who was removed and not erased, the last one first.
pub fn removed_clients(
    store: &Store,
    index: &Index,
    progress: &Progress,
) -> Result<Vec<RemovedClient>, StoreError> {
    let mut removed = Vec::new();
    let mut unlisted = store.clients()?;
    unlisted.retain(|id| index.client(*id).is_none());
    progress.add_parts(unlisted.len());
    for id in unlisted {
        progress.step()?;
        // Gone since the folder was listed, or not to be read now: then it isn't offered.
        let Ok(folder) = store.client(id) else { continue };
        if !folder.is_removed() || folder.client.is_erased() {
            continue;
        }
        let mut versions = folder.client.revisions().iter().rev();
        let record = versions.find_map(|version| version.content.record());
        removed.push(RemovedClient {
            id,
            name: record.map(|client| client.name.clone()).unwrap_or_default(),
            code: record.and_then(|client| client.code.clone()),
            on: folder.client.heads().map(|head| head.saved).max(),
            plans: folder.plans.values().filter(|plan| !plan.is_removed()).count(),
        });
    }
    removed.sort_by_key(|client| (std::cmp::Reverse(client.on), client.id));
    Ok(removed)
}
