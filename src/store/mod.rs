//! Files on disk: single files that are exported, and the practice folder where clients and plans
//! live.
//!
//! Knows paths, bytes and records; judges nothing that a plan says, and knows no window.
//!
//! # The practice folder
//! ```text
//! practice.ron                                   a marker: format and id, written once
//! settings-<revision>.ron                        what the practice says about itself
//! vault-<revision>.ron                           the wrapped key, where the practice is sealed
//! clients/<client id>/client-<revision>.ron
//! clients/<client id>/plan-<plan id>-<revision>.ron
//! ```
//! Nothing is ever overwritten: [`Store`] writes each save as a new revision, [`History`] tells which
//! of them count. In a sealed practice records end in `.ron.age`.

pub mod backup;
mod client;
pub mod client_list;
pub mod clock;
mod copy;
mod disk;
pub mod drafts;
mod erase;
mod error;
pub mod files;
mod folder;
mod frame;
mod glance;
mod history;
pub mod index;
mod marker;
mod name;
pub mod namesakes;
mod open;
mod places;
pub mod printed;
pub mod process;
mod progress;
mod revision;
pub mod sample;
pub mod seal;
mod summary;
pub mod takeaway;
pub mod vault;
mod verify;
mod watch;
pub mod write;

pub use age::secrecy::{ExposeSecret, SecretString};
pub use client::ClientFolder;
pub use copy::{CopyError, PlanCopy, is_of_a_practice, read_copy};
pub use error::StoreError;
pub use folder::{Listing, Store};
pub use history::{History, Problem};
pub use index::Index;
pub use name::{CLIENTS, Key, MARKER, RecordFile, client_folder, is_passed_over};
pub use open::{Locked, Opened};
pub use places::Places;
pub use progress::Progress;
pub use revision::{Base, Content, Damage, Revision, Stamp};
pub use summary::{ClientSummary, KnownPlan, PlanSummary};
pub use verify::{Missing, Report};
pub use watch::{Changed, Method, Watch};
pub use write::{Existing, WriteError, check_outside, check_target, write_new};
