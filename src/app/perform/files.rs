//! Many documents at once: asked for, written beside the window, and told.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::forms;
use crate::app::App;
use crate::app::action::Action;
use crate::app::forms::{FilesForm, FilesKind, ListedPlan};
use crate::app::print::PrintAction;
use crate::app::shell::Shell;
use crate::app::task::TaskError;
use crate::batch::{self, Batch, InTheWay, Naming, Note, NoteKind, Plans};
use crate::export::{Detail, Document, Format, Look};
use crate::model::Day;
use crate::store::index::Index;
use crate::store::printed::{free_name, write_beside};
use crate::store::{Existing, Places, Progress, Store, StoreError, check_outside, takeaway};
use crate::text::counted;

/// What came of it, in sentences.
struct Told {
    title: String,
    lines: Vec<String>,
}

impl App {
    /// The form with which many documents are asked for: of the chosen client, else of everybody.
    pub(super) fn files_form(&self) -> Option<FilesForm> {
        let open = self.state.practice.open()?;
        let client = open.chosen_row().map(|row| (row.id, row.name.to_owned()));
        let rows = client.as_ref().map(|(id, _)| open.index.plans(*id)).unwrap_or_default();
        let plans = rows.iter().map(|plan| ListedPlan {
            id: plan.id,
            label: format!("{}, {}", plan.date.with_weekday(), plan.state.label().to_lowercase()),
        });
        let last = self.state.prefs.last_folder.clone();
        let folder = last.or_else(|| self.places.as_ref().and_then(|_| Places::documents()));
        Some(FilesForm {
            plans: plans.collect(),
            left_out: BTreeSet::new(),
            everybody: client.is_none(),
            client,
            kind: FilesKind::Documents(Document::Plan),
            format: Format::Pdf,
            code_only: false,
            folder: folder.map(|folder| folder.display().to_string()).unwrap_or_default(),
        })
    }

    /// Writes what the form asks for.
    pub(super) fn write_files(
        &mut self,
        form: &FilesForm,
        shell: &dyn Shell,
    ) -> Result<(), String> {
        let folder = forms::path(&form.folder, "Into which folder?")?;
        if form.is_nothing() {
            return Err("Tick at least one plan.".to_owned());
        }
        // A folder for several files is made where the one above it is there.
        if !folder.is_dir() {
            batch::check_folder(&folder).map_err(|fault| match fault {
                batch::FolderFault::NoFolder(path) => format!("{} is no folder.", path.display()),
                batch::FolderFault::Missing(path) => {
                    format!("The folder {} doesn't exist.", path.display())
                }
            })?;
        }
        check_outside(&folder).map_err(|error| format!("{error}."))?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let wanted = Wanted {
            store: open.store.clone(),
            index: Arc::clone(&open.index),
            knowledge: Arc::clone(&self.knowledge),
            practice: open.settings.clone(),
            form: form.clone(),
            folder: folder.clone(),
            today: self.state.today,
        };
        self.start_task(
            "Saving files",
            if form.everybody { "clients" } else { "plans" },
            shell,
            move |progress| wanted.write(&progress),
            move |app, result, _| app.files_written(folder, result),
        );
        Ok(())
    }

    fn files_written(&mut self, folder: PathBuf, result: Result<Told, TaskError>) {
        let Some(told) = self.succeeded(result) else { return };
        self.state.prefs.last_folder = Some(folder.clone()).filter(|folder| folder.is_absolute());
        let mut offers: Vec<(&str, Action)> =
            vec![("Show in folder", PrintAction::Open(folder).into())];
        if told.lines.len() > 1 {
            offers.push(("Copy this list", Action::Copy(told.lines.join("\n"))));
        }
        self.tell(&told.title, told.lines, offers);
    }
}

/// What is written, on the thread that writes it.
struct Wanted {
    store: Store,
    index: Arc<Index>,
    knowledge: Arc<crate::knowledge::Knowledge>,
    practice: crate::model::Settings,
    form: FilesForm,
    folder: PathBuf,
    today: Day,
}

impl Wanted {
    fn write(&self, progress: &Progress) -> Result<Told, TaskError> {
        if !self.folder.is_dir() {
            Places::make_folder(&self.folder)?;
        }
        let clients = match self.form.chosen() {
            Some((client, _)) => vec![client],
            None => self.store.clients()?,
        };
        match self.form.kind {
            FilesKind::Documents(document) => self.documents(document, clients, progress),
            FilesKind::Sessions => {
                let table = batch::sessions(&self.store, &clients, progress)?;
                let path =
                    write_beside(&self.folder, "sessions", Format::Csv.extension(), &table.bytes)
                        .map_err(batch::BatchError::from)?;
                let rows = counted(table.rows, "session");
                Ok(self.told(format!("{rows} saved"), file_line(&path), &table.notes))
            }
            FilesKind::Practice => {
                let path = free_name(&self.folder, "practice", Format::Zip.extension());
                let version = self.knowledge.version();
                let taken =
                    takeaway::write(&self.store, &path, version, Existing::Refuse, progress)?;
                let counts = taken.counts;
                let (clients, plans) =
                    (counted(counts.clients, "client"), counted(counts.plans, "plan"));
                let mut told =
                    self.told(format!("{clients} and {plans} saved"), file_line(&path), &[]);
                told.lines.extend(taken.lost.iter().map(|lost| format!("Left out: {lost}")));
                Ok(told)
            }
        }
    }

    fn documents(
        &self,
        document: Document,
        clients: Vec<crate::model::ClientId>,
        progress: &Progress,
    ) -> Result<Told, TaskError> {
        let look =
            Look { paper: self.practice.paper, code_only: self.form.code_only, ..Look::default() };
        let batch = Batch {
            store: &self.store,
            knowledge: &self.knowledge,
            practice: Some(&self.practice),
            document,
            format: self.form.format,
            detail: Detail::Brief,
            look,
            names: !self.form.code_only,
            today: self.today,
            naming: Naming::ByCode,
            in_the_way: InTheWay::PassOver,
        };
        let plans = match self.form.chosen() {
            Some(chosen) => Plans::These(vec![chosen]),
            None => Plans::Of(clients),
        };
        let report = batch.run(&plans, &self.folder, progress)?;
        let files = counted(report.written, "file");
        let title = if report.is_stopped {
            format!("Stopped: {files} saved by then")
        } else {
            format!("{files} saved")
        };
        let mut first = vec![format!("In {}", self.folder.display())];
        if report.same > 0 {
            first.push(format!("{} there already, unchanged", counted(report.same, "file")));
        }
        if report.is_stopped {
            first.push("Each of them is whole; the same again saves the others.".to_owned());
        }
        Ok(self.told(title, first, &report.notes))
    }

    fn told(&self, title: String, mut lines: Vec<String>, notes: &[Note]) -> Told {
        lines.extend(notes.iter().map(|note| self.said(note)));
        Told { title, lines }
    }

    /// "Zoë Berg, 24 Nov 2026: not saved, the plan is withheld".
    fn said(&self, note: &Note) -> String {
        let client = self.index.client(note.client).map(|row| row.name.to_owned());
        let name = client.filter(|name| !name.is_empty()).unwrap_or_else(|| "A client".to_owned());
        let day = note.day.map(|day| format!(", {}", day.with_weekday())).unwrap_or_default();
        let what = match &note.kind {
            NoteKind::Lost(Some(why)) => format!("not saved, {why}"),
            NoteKind::Lost(None) => "a plan isn't saved, no version of it can be read".to_owned(),
            NoteKind::Unfit if note.plan.is_none() => {
                "not saved, no session has taken place yet".to_owned()
            }
            NoteKind::Unfit => "not saved, there is no such document of this plan".to_owned(),
            NoteKind::InTheWay(file) => {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                format!("not saved, another file is called {name}")
            }
            NoteKind::TwoVersions(..) => "in two versions; the one saved last was taken".to_owned(),
            NoteKind::Damaged => "a version is damaged; the last whole one was taken".to_owned(),
            NoteKind::Remark(_, text) => (*text).to_owned(),
        };
        format!("{name}{day}: {what}")
    }
}

fn file_line(path: &Path) -> Vec<String> {
    vec![path.display().to_string()]
}

impl From<batch::BatchError> for TaskError {
    fn from(error: batch::BatchError) -> Self {
        if matches!(error, batch::BatchError::Store(StoreError::Cancelled)) {
            return StoreError::Cancelled.into();
        }
        Self::Files(Box::new(error))
    }
}
