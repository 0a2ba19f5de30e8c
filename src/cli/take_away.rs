//! `ischia export` in the formats that hold several plans in one file: the table of sessions, and the
//! whole practice.

use std::path::{Path, PathBuf};

use super::error::CliError;
use super::export::say_lost;
use super::{Exit, output};
use crate::batch;
use crate::export::Format;
use crate::model::ClientId;
use crate::store::takeaway::{self, TakenAway};
use crate::store::{Existing, Key, Progress, Store, check_target, write_new};
use crate::text::counted;

/// The file that is written: `out` itself, or one in it, where it is a folder.
pub fn file(out: &Path, format: Format, client: Option<ClientId>) -> PathBuf {
    let name = match (format, client) {
        (Format::Zip, _) => "practice".to_owned(),
        (_, Some(client)) => format!("sessions-{client}"),
        (_, None) => "sessions".to_owned(),
    };
    if out.is_dir() { out.join(format!("{name}.{}", format.name())) } else { out.to_owned() }
}

/// Writes the sessions of these clients, oldest first.
pub fn sessions(
    store: &Store,
    clients: &[ClientId],
    file: &Path,
    existing: Existing,
) -> Result<Exit, CliError> {
    let table = batch::sessions(store, clients, &Progress::default())?;
    for note in &table.notes {
        say_lost(note);
    }
    if existing == Existing::Refuse && file.is_file() && is_same(file, &table.bytes) {
        output::remark("it is there already");
    } else {
        write_new(file, &table.bytes, existing)?;
        output::remark(&format!("{} written", counted(table.rows, "session")));
    }
    Ok(if table.notes.is_empty() { Exit::Done } else { Exit::Outside })
}

/// Writes the whole practice.
pub fn practice(
    store: &Store,
    file: &Path,
    knowledge: &str,
    existing: Existing,
) -> Result<Exit, CliError> {
    check_target(file, existing)?;
    let taken = takeaway::write(store, file, knowledge, existing, &Progress::default())?;
    remark_on(&taken);
    Ok(if taken.lost.is_empty() { Exit::Done } else { Exit::Outside })
}

fn remark_on(taken: &TakenAway) {
    for lost in &taken.lost {
        output::remark(&format!("left out: {lost}"));
    }
    for key in &taken.damaged {
        let what = match key {
            Key::Settings | Key::Vault => "the settings".to_owned(),
            Key::Client(client) => format!("client {client}"),
            Key::Plan(_, plan) => format!("plan {plan}"),
        };
        output::remark(&format!(
            "{what}: a version of it is damaged, the last whole one was written"
        ));
    }
    if taken.removed > 0 {
        let what = counted(taken.removed, "removed record");
        output::remark(&format!("{what} left out: a backup carries those too"));
    }
    let counts = taken.counts;
    let written = [counted(counts.clients, "client"), counted(counts.plans, "plan")];
    output::remark(&format!("{} written", written.join(" and ")));
}

fn is_same(file: &Path, bytes: &[u8]) -> bool {
    std::fs::read(file).is_ok_and(|there| there == bytes)
}
