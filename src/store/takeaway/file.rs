//! One file of a client or a plan, as it left a practice or as somebody wrote it.

use serde::Deserialize;

use super::{TakenRecord, format_of, is_format_of};
use crate::model::{Client, ClientId, Plan, PlanId, PlanRecord};
use crate::store::name::Key;
use crate::text::{Document, Fault, PathStep};

/// What a file holds.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time")]
pub enum TakenFile {
    /// A plan, without what was noted about its session.
    Plan(Plan),
    /// A client, as somebody wrote it.
    Client(Client),
    /// A client out of a practice that was taken away.
    ClientRecord(ClientId, TakenRecord<Client>),
    /// A plan out of one, with all that belongs to it.
    PlanRecord(ClientId, PlanId, TakenRecord<PlanRecord>),
}

/// What says which kind of file it is.
#[derive(Deserialize)]
struct FileHead {
    #[serde(default)]
    format: Option<String>,
}

impl TakenFile {
    /// The client or plan in a document.
    ///
    /// # Errors
    /// It holds something else, or something that can't be.
    pub fn read(document: &Document) -> Result<Self, Fault> {
        let head: FileHead = document.parse()?;
        let is = |key: Key| head.format.as_deref().is_some_and(|said| is_format_of(key, said));
        let (client, plan) = (ClientId::from_bytes([0; 16]), PlanId::from_bytes([0; 16]));
        match &head.format {
            None => Ok(Self::Client(document.parse()?)),
            Some(format) if format == Plan::FORMAT => Ok(Self::Plan(document.parse()?)),
            Some(_) if is(Key::Client(client)) => {
                let record: TakenRecord<Client> = document.parse()?;
                check(document, &record)?;
                match record.key() {
                    Key::Client(id) => Ok(Self::ClientRecord(id, record)),
                    Key::Settings | Key::Vault | Key::Plan(_, _) => Err(nameless(document)),
                }
            }
            Some(_) if is(Key::Plan(client, plan)) => {
                let record: TakenRecord<PlanRecord> = document.parse()?;
                check(document, &record)?;
                match record.key() {
                    Key::Plan(client, id) => Ok(Self::PlanRecord(client, id, record)),
                    Key::Settings | Key::Vault | Key::Client(_) => Err(nameless(document)),
                }
            }
            Some(format) => {
                let said: String = format.chars().take(40).collect();
                let message = format!(
                    "`format` is “{said}”, this program takes in plans ({}) and clients ({})",
                    Plan::FORMAT,
                    format_of(Key::Client(client)),
                );
                Err(document.fault_at(&[PathStep::from("format")], message))
            }
        }
    }
}

fn nameless(document: &Document) -> Fault {
    document.fault_at(&[], "`client` and, of a plan, `plan` say which record it is: one is missing")
}

fn check<T>(document: &Document, record: &TakenRecord<T>) -> Result<(), Fault> {
    if record.versions.is_empty() {
        return Err(document.fault_at(&[PathStep::from("versions")], "`versions` is empty"));
    }
    Ok(())
}
