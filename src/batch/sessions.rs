//! The sessions of clients in one table.

use super::{BatchError, Note, NoteKind, readable};
use crate::export::sessions::{SessionRow, SessionTable};
use crate::model::{ClientId, PlanId, PlanRecord};
use crate::store::{ClientFolder, Progress, Store};

/// A table of sessions.
#[derive(Debug, Default)]
pub struct Sessions {
    /// The file, as CSV.
    pub bytes: Vec<u8>,
    /// How many sessions are in it.
    pub rows: usize,
    /// What couldn't be read.
    pub notes: Vec<Note>,
}

/// The sessions of these clients, oldest first. A client is a part of the progress.
pub fn sessions(
    store: &Store,
    clients: &[ClientId],
    progress: &Progress,
) -> Result<Sessions, BatchError> {
    let mut table = SessionTable::new()?;
    let mut sessions = Sessions::default();
    progress.add_parts(clients.len());
    for client in clients {
        let lost = |plan, why| Note { client: *client, plan, day: None, kind: NoteKind::Lost(why) };
        match readable(store, *client) {
            Ok(Some(folder)) => {
                let (name, code) = match folder.record() {
                    Some(client) => (client.name.as_str(), client.code.as_deref()),
                    None => ("", None),
                };
                for (plan, record) in in_order(&folder) {
                    let Some(record) = record else {
                        sessions.notes.push(lost(Some(plan), None));
                        continue;
                    };
                    let row = SessionRow { client: name, code, record };
                    table.add(row)?;
                    sessions.rows += 1;
                }
            }
            Ok(None) => {}
            Err(why) => sessions.notes.push(lost(None, Some(why.to_string()))),
        }
        progress.step()?;
    }
    sessions.bytes = table.finish()?;
    Ok(sessions)
}

/// The plans of a client that weren't removed, oldest first, in the version saved last.
fn in_order(folder: &ClientFolder) -> Vec<(PlanId, Option<&PlanRecord>)> {
    let present = folder.plans.iter().filter(|(_, plan)| !plan.is_removed());
    let mut plans: Vec<(PlanId, Option<&PlanRecord>)> = present
        .map(|(id, plan)| (*id, plan.heads().find_map(|head| head.content.record())))
        .collect();
    plans.sort_by_key(|(id, record)| (record.map(PlanRecord::day), *id));
    plans
}
