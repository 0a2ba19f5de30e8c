//! Many documents at once: the plans of a practice as files of a folder, a file each.
//!
//! The one engine for the window and the command line. A file is written whole or not at all, and one that
//! is there with the same content is left as it is: what was stopped halfway is completed by doing it
//! again. Both cores lay out pages. What is passed over is named, and why.

mod note;
pub mod past;
mod sessions;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::export::document::Of;
use crate::export::name::FileName;
use crate::export::{
    Detail, Document, ExportError, Format, Kept, Look, Past, SheetContext, Source, Written, write,
};
use crate::knowledge::Knowledge;
use crate::model::{ClientId, Day, Plan, PlanId, PlanRecord, Settings};
use crate::planner::course::{self, ClientCourse};
use crate::store::files::Files;
use crate::store::{
    ClientFolder, Existing, History, Progress, Revision, Store, StoreError, WriteError,
    check_target, write_new,
};

pub use note::{Note, NoteKind};
pub use sessions::{Sessions, sessions};

/// What files are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Day and id: `2026-11-24-0193….md`.
    ById,
    /// Day, code of the client, document, and the end of the id, which tells plans of a day apart:
    /// `2026-11-24 C-017 home-care 9f2c1a.pdf`.
    ByCode,
}

/// What becomes of a plan whose file is there already, with other content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InTheWay {
    /// Nothing at all is written.
    Refuse,
    /// It is passed over.
    PassOver,
    /// The file is replaced.
    Replace,
}

/// What is written of which plans.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The folder of the practice.
    pub store: &'a Store,
    /// What names and texts are read from.
    pub knowledge: &'a Knowledge,
    /// What the practice says about itself.
    pub practice: Option<&'a Settings>,
    /// What is written of each plan.
    pub document: Document,
    /// In which format.
    pub format: Format,
    /// How much it says.
    pub detail: Detail,
    /// How it looks.
    pub look: Look,
    /// In FHIR, the client's name and not the code alone.
    pub names: bool,
    /// The day on which it is written, for what tells of a course.
    pub today: Day,
    /// What files are called.
    pub naming: Naming,
    /// What becomes of files that are there.
    pub in_the_way: InTheWay,
}

/// The plans of which files are written.
#[derive(Debug, Clone)]
pub enum Plans {
    /// All of these clients.
    Of(Vec<ClientId>),
    /// These alone, by client.
    These(Vec<(ClientId, BTreeSet<PlanId>)>),
}

/// What came of a batch.
#[derive(Debug, Default)]
pub struct Report {
    /// Files that were written.
    pub written: usize,
    /// Files that were there already with the same content.
    pub same: usize,
    /// What is to be known, in the order of the clients.
    pub notes: Vec<Note>,
    /// Whether somebody asked to stop: what was written by then is whole.
    pub is_stopped: bool,
}

impl Report {
    /// Plans for which there is no file now, whatever the reason.
    pub fn passed(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.kind.is_passed())
    }

    /// Records that couldn't be read.
    pub fn lost(&self) -> usize {
        self.notes.iter().filter(|note| matches!(note.kind, NoteKind::Lost(_))).count()
    }
}

/// Why a batch came to an end.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// Files would take the place of others. Nothing was written.
    #[error("{}", .0.iter().map(WriteError::to_string).collect::<Vec<_>>().join("\n"))]
    InTheWay(Vec<WriteError>),
    /// The practice, or the folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file couldn't be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A document couldn't be made.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// What came of the plans of one client.
#[derive(Default)]
struct OfClient {
    written: usize,
    same: usize,
    notes: Vec<Note>,
}

impl Batch<'_> {
    /// Writes a file for each of the plans that the document is of, into this folder, which is made where
    /// it is missing. A client is a part of the progress, and of one client alone a plan.
    pub fn run(
        &self,
        plans: &Plans,
        out: &Path,
        progress: &Progress,
    ) -> Result<Report, BatchError> {
        let clients = plans.clients();
        if self.in_the_way == InTheWay::Refuse {
            self.check_all(plans, &clients, out)?;
        }
        Files::default()
            .make_folder(out)
            .map_err(|source| StoreError::Save { path: out.to_owned(), source })?;
        let is_one = clients.len() == 1;
        if !is_one {
            progress.add_parts(clients.len());
        }
        let done: Vec<Result<OfClient, BatchError>> = clients
            .par_iter()
            .map(|client| {
                progress.check()?;
                let done = self.client(*client, plans, out, is_one, progress);
                if !is_one {
                    progress.step().ok();
                }
                done
            })
            .collect();
        let mut report = Report::default();
        let mut fault = None;
        for of_client in done {
            match of_client {
                Ok(of_client) => {
                    report.written += of_client.written;
                    report.same += of_client.same;
                    report.notes.extend(of_client.notes);
                }
                Err(BatchError::Store(StoreError::Cancelled)) => report.is_stopped = true,
                Err(error) => fault = fault.or(Some(error)),
            }
        }
        report.is_stopped |= progress.check().is_err();
        fault.map_or(Ok(report), Err)
    }

    fn client(
        &self,
        client: ClientId,
        plans: &Plans,
        out: &Path,
        by_plan: bool,
        progress: &Progress,
    ) -> Result<OfClient, BatchError> {
        let mut done = OfClient::default();
        let mut note = |plan, day, kind| done.notes.push(Note { client, plan, day, kind });
        let folder = match readable(self.store, client) {
            Ok(Some(folder)) => folder,
            Ok(None) => return Ok(done),
            Err(lost) => {
                note(None, None, NoteKind::Lost(Some(lost.to_string())));
                return Ok(done);
            }
        };
        let course = self.course(&folder, |_| true);
        if self.document.of() == Of::Course && past::last_of(course.as_ref()).is_none() {
            note(None, None, NoteKind::Unfit);
        }
        let wanted = || {
            let with = |plan| past::is_with(self.document, plan, course.as_ref());
            present(&folder).filter(move |(plan, _)| plans.has(client, *plan) && with(*plan))
        };
        if by_plan {
            progress.add_parts(wanted().count());
        }
        for (plan, history) in wanted() {
            // Between two plans nothing is half done.
            if progress.check().is_err() {
                break;
            }
            if by_plan {
                progress.step().ok();
            }
            let Some((head, record)) = shown(history) else {
                note(Some(plan), None, NoteKind::Lost(None));
                continue;
            };
            let day = Some(record.plan.intake.date);
            if !past::is_of(self.document, record) {
                note(Some(plan), day, NoteKind::Unfit);
                continue;
            }
            let file = out.join(self.name(&folder, plan, record));
            let made = self.written(&folder, course.as_ref(), plan, (head, record))?;
            for kind in NoteKind::of(history) {
                note(Some(plan), day, kind);
            }
            if holds(&file, &made.bytes) {
                done.same += 1;
            } else {
                let existing = match self.in_the_way {
                    InTheWay::Replace => Existing::Replace,
                    InTheWay::Refuse | InTheWay::PassOver => Existing::Refuse,
                };
                match write_new(&file, &made.bytes, existing) {
                    Ok(()) => done.written += 1,
                    Err(WriteError::AlreadyExists(file))
                        if self.in_the_way == InTheWay::PassOver =>
                    {
                        note(Some(plan), day, NoteKind::InTheWay(file));
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                }
            }
            if let Some(remark) = made.remark {
                note(Some(plan), day, NoteKind::Remark(file, remark));
            }
        }
        Ok(done)
    }

    /// Refuses a batch that would meet a file with other content, naming each of them.
    fn check_all(&self, plans: &Plans, clients: &[ClientId], out: &Path) -> Result<(), BatchError> {
        // A folder that is new or empty has nothing in the way, and nothing need be read twice.
        if !fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
            return Ok(());
        }
        let mut refused = Vec::new();
        for client in clients {
            let Ok(Some(folder)) = readable(self.store, *client) else { continue };
            let course = self.course(&folder, |_| true);
            let with = |plan| {
                plans.has(*client, plan) && past::is_with(self.document, plan, course.as_ref())
            };
            for (plan, history) in present(&folder).filter(|(plan, _)| with(*plan)) {
                let Some((head, record)) = shown(history) else { continue };
                if !past::is_of(self.document, record) {
                    continue;
                }
                let file = out.join(self.name(&folder, plan, record));
                let Err(error) = check_target(&file, Existing::Refuse) else { continue };
                let made = self.written(&folder, course.as_ref(), plan, (head, record))?;
                if !holds(&file, &made.bytes) {
                    refused.push(error);
                }
            }
        }
        if refused.is_empty() { Ok(()) } else { Err(BatchError::InTheWay(refused)) }
    }

    /// What the file of a plan is called.
    pub fn name(&self, folder: &ClientFolder, id: PlanId, record: &PlanRecord) -> String {
        let day = record.plan.intake.date;
        let extension = self.format.extension();
        match (self.naming, self.document) {
            (Naming::ById, Document::Plan) => format!("{day}-{id}.{extension}"),
            (Naming::ById, other) => format!("{day}-{id}-{}.{extension}", other.name()),
            (Naming::ByCode, document) => {
                let id = id.to_string();
                let tail = id.get(id.len().saturating_sub(6)..);
                let client = folder.client.last_record();
                let code = client.and_then(|client| client.code.as_deref());
                FileName { day: Some(day), code, tail, document }.in_format(self.format)
            }
        }
    }

    /// The course of a client, where the document tells of it: of the plans that count.
    pub fn course<'f>(
        &self,
        folder: &'f ClientFolder,
        counts: impl Fn(&course::Kept<'_>) -> bool,
    ) -> Option<ClientCourse<'f>> {
        past::course_of(self.document, folder, self.practice, self.knowledge, self.today, counts)
    }

    /// The document of a plan, which may tell of the course that it belongs to.
    pub fn written(
        &self,
        folder: &ClientFolder,
        course: Option<&ClientCourse<'_>>,
        id: PlanId,
        (head, record): (&Revision<PlanRecord>, &PlanRecord),
    ) -> Result<Written, ExportError> {
        // With these two, the file finds its way back to the plan that it came from.
        let plan = Plan { id: Some(id), revision: Some(head.id), ..record.plan.clone() };
        let client = folder.client.last_record();
        let kept = Kept {
            client: folder.id,
            code: client.and_then(|client| client.code.as_deref()),
            name: client.filter(|_| self.names).map(|client| client.name.as_str()),
            record,
        };
        let therapist = self.practice.map_or("", |practice| practice.therapist.as_str());
        let note = course.and_then(|course| {
            past::note_of(folder, id, (head, record), course, therapist, self.knowledge)
        });
        let beside = SheetContext {
            past: course.map(|course| Past { course, note: note.as_ref() }),
            detail: self.detail,
            letterhead: &[],
            answers: &record.acknowledged,
            unconfirmed: record.unconfirmed.as_ref(),
            kept: Some(kept),
        };
        let source = Source {
            practice: self.practice,
            client,
            state: Some(record.state),
            ..Source::of_plan(&plan, self.knowledge, beside)
        };
        write(self.document, self.format, &source, self.look)
    }

    /// A document that needs no plan. It bears the day of the guidance, so that it is the same tomorrow.
    pub fn blank(&self) -> Result<Written, ExportError> {
        let on = Day::parse(self.knowledge.version()).unwrap_or(Day::FIRST);
        let source = Source {
            plan: None,
            knowledge: self.knowledge,
            beside: SheetContext { detail: self.detail, ..SheetContext::default() },
            practice: self.practice,
            client: None,
            state: None,
            on,
        };
        write(self.document, self.format, &source, self.look)
    }
}

impl Plans {
    fn clients(&self) -> Vec<ClientId> {
        match self {
            Self::Of(clients) => clients.clone(),
            Self::These(plans) => plans.iter().map(|(client, _)| *client).collect(),
        }
    }

    fn has(&self, client: ClientId, plan: PlanId) -> bool {
        match self {
            Self::Of(_) => true,
            Self::These(plans) => {
                plans.iter().any(|(of, plans)| *of == client && plans.contains(&plan))
            }
        }
    }
}

/// The folder of a client; none of one who was removed.
///
/// # Errors
/// It can't be read.
pub fn readable(store: &Store, client: ClientId) -> Result<Option<ClientFolder>, StoreError> {
    match store.client(client) {
        Ok(folder) => Ok(folder.summary().is_some().then_some(folder)),
        Err(StoreError::NoSuchClient(_)) => Ok(None),
        Err(unreadable) => Err(unreadable),
    }
}

/// The plans of a client that weren't removed.
fn present(folder: &ClientFolder) -> impl Iterator<Item = (PlanId, &History<PlanRecord>)> {
    folder.plans.iter().filter(|(_, plan)| !plan.is_removed()).map(|(id, plan)| (*id, &**plan))
}

/// The version that is written: of several the one saved last that wasn't a removal.
pub fn shown(history: &History<PlanRecord>) -> Option<(&Revision<PlanRecord>, &PlanRecord)> {
    history.heads().find_map(|head| Some((head, head.content.record()?)))
}

/// Whether a file is there with this content.
fn holds(file: &Path, bytes: &[u8]) -> bool {
    let is_as_long = fs::metadata(file).is_ok_and(|there| {
        there.is_file() && u64::try_from(bytes.len()).is_ok_and(|length| there.len() == length)
    });
    is_as_long && fs::read(file).is_ok_and(|there| there == bytes)
}

/// Where the folder of several files may be made: there is one above it, and no file of its name.
///
/// # Errors
/// The path itself where it is no folder, or the folder above that is missing.
pub fn check_folder(out: &Path) -> Result<(), FolderFault> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(FolderFault::NoFolder(out.to_owned()));
    }
    let above = crate::store::files::folder_of(out);
    if above.is_dir() { Ok(()) } else { Err(FolderFault::Missing(above.to_owned())) }
}

/// Why no folder can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderFault {
    /// There is something of that name that is none.
    NoFolder(PathBuf),
    /// The folder above it is missing.
    Missing(PathBuf),
}
