//! `ischia export`: plans of a practice as files that leave it.
//!
//! A plan becomes any document that is of it. One plan becomes a file, several go into a folder under
//! names of date and id: no client's name ever becomes part of a file's name. A batch (`crate::batch`) is
//! looked through before anything is written, so that it is written as a whole or not at all. A withheld plan
//! is written like any other and gives exit code 0: only `plan` gives 3.

use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use super::page::PageArguments;
use super::practice::{self as place, PracticeOption};
use super::{Exit, KnowledgeOption, output, overview, take_away};
use crate::batch::{
    Batch, FolderFault, InTheWay, Naming, Note, NoteKind, Plans, check_folder, shown,
};
use crate::export::{Document, ExportError, Format};
use crate::model::{ClientId, PlanId};
use crate::store::{
    Existing, Progress, Store, StoreError, WriteError, check_outside, check_target, write_new,
};

/// Arguments of `ischia export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[command(flatten)]
    practice: PracticeOption,
    #[command(flatten)]
    which: Which,
    /// The format: md, txt, html, pdf, json, ron or fhir; csv for the sessions of a client or of all
    /// in one table, zip for the whole practice [default: for one plan or file what the extension of
    /// PATH says, else md].
    #[arg(long, value_name = "F")]
    format: Option<String>,
    #[command(flatten)]
    page: PageArguments,
    /// In fhir, the client's name and not the code alone.
    #[arg(long)]
    names: bool,
    /// Where to: for one plan a file, or a folder that is there; for several a folder, which is
    /// made where it is missing.
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
    /// Replace files that exist.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// Which plans.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// One plan.
    #[arg(long, value_name = "ID")]
    plan: Option<PlanId>,
    /// All plans of this client.
    #[arg(long, value_name = "ID")]
    client: Option<ClientId>,
    /// All plans of the practice.
    #[arg(long)]
    all: bool,
}

/// What exports have in common.
struct Export<'a> {
    batch: Batch<'a>,
    existing: Existing,
}

pub fn run(arguments: &ExportArguments) -> Result<Exit, CliError> {
    let out = arguments.out.as_path();
    let is_folder = out.is_dir();
    let one = arguments.which.plan;
    let document = arguments.page.document()?;
    // What needs no plan is one file, whatever plans were named.
    let is_blank = document.fits(None);
    let is_one = one.is_some() || is_blank;
    let format = match &arguments.format {
        Some(name) => Format::named(name)?,
        None if is_one && !is_folder => Format::of_path(out)?,
        None => several_of(out).filter(|_| !is_folder).unwrap_or(Format::Md),
    };
    if one.is_some() {
        format.of_one()?;
    }
    if format == Format::Zip && !arguments.which.all {
        return Err(CliError::WholePractice);
    }
    if arguments.names && format != Format::Fhir {
        return Err(CliError::NamesElsewhere);
    }
    let is_of_several = Format::OF_SEVERAL.contains(&format);
    if is_of_several && document != Document::Plan {
        return Err(ExportError::NotOf(document, format).into());
    }
    let is_one_file = is_one || is_of_several;
    let existing = if arguments.force { Existing::Replace } else { Existing::Refuse };
    // Refused before any work, and before anybody is asked for a passphrase.
    if is_one_file && !is_folder {
        check_target(out, existing)?;
    } else if !is_folder {
        check_folder(out).map_err(|fault| match fault {
            FolderFault::NoFolder(path) => CliError::NeedsFolder(path),
            FolderFault::Missing(path) => StoreError::Missing(path).into(),
        })?;
    }
    check_outside(out)?;
    let knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    if store.seal().is_some() {
        output::remark("the practice is sealed; what is exported can be read by anybody");
    }
    if is_of_several {
        return in_one_file(arguments, &store, format, knowledge.version(), existing);
    }
    let settings = store.settings()?;
    let practice = settings.heads().find_map(|head| head.content.record());
    let batch = Batch {
        store: &store,
        knowledge: &knowledge,
        practice,
        document,
        format,
        detail: arguments.page.beside().detail,
        look: arguments.page.look(practice),
        names: arguments.names,
        today: place::today(),
        naming: Naming::ById,
        in_the_way: if arguments.force { InTheWay::Replace } else { InTheWay::Refuse },
    };
    let export = Export { batch, existing };
    if is_blank {
        return export.blank(out);
    }
    match (one, arguments.which.client) {
        (Some(plan), _) => export.one(plan, out),
        (None, Some(client)) => {
            overview::client(&store, client)?;
            export.several(vec![client], out)
        }
        (None, None) => export.several(store.clients()?, out),
    }
}

/// The format of several plans that a file's extension asks for.
fn several_of(out: &Path) -> Option<Format> {
    Format::of_path(out).ok().filter(|format| Format::OF_SEVERAL.contains(format))
}

fn in_one_file(
    arguments: &ExportArguments,
    store: &Store,
    format: Format,
    knowledge: &str,
    existing: Existing,
) -> Result<Exit, CliError> {
    let client = arguments.which.client;
    let file = take_away::file(&arguments.out, format, client);
    match (format, client) {
        (Format::Zip, _) => take_away::practice(store, &file, knowledge, existing),
        (_, Some(client)) => {
            overview::client(store, client)?;
            take_away::sessions(store, &[client], &file, existing)
        }
        (_, None) => take_away::sessions(store, &store.clients()?, &file, existing),
    }
}

impl Export<'_> {
    /// A document that needs no plan.
    fn blank(&self, out: &Path) -> Result<Exit, CliError> {
        let batch = &self.batch;
        let name = format!("{}.{}", batch.document.name(), batch.format.name());
        let file = if out.is_dir() { out.join(name) } else { out.to_owned() };
        check_target(&file, self.existing)?;
        let written = batch.blank()?;
        write_new(&file, &written.bytes, self.existing)?;
        remark(&file, written.remark);
        Ok(Exit::Done)
    }

    fn one(&self, plan: PlanId, out: &Path) -> Result<Exit, CliError> {
        let unknown = || StoreError::NoSuchPlan(plan);
        let batch = &self.batch;
        let client = overview::client_of(batch.store, plan)?.ok_or_else(unknown)?;
        let folder = batch.store.client(client)?;
        let history = folder.plans.get(&plan).ok_or_else(unknown)?;
        if folder.summary().is_none() || history.is_removed() {
            return Err(unknown().into());
        }
        let (head, record) = shown(history).ok_or(CliError::PlanUnreadable(plan))?;
        let name = batch.name(&folder, plan, record);
        let file = if out.is_dir() { out.join(name) } else { out.to_owned() };
        check_target(&file, self.existing)?;
        // A letter tells of what came until then.
        let course = batch.course(&folder, |one| one.record.day() <= record.day());
        let written = batch.written(&folder, course.as_ref(), plan, (head, record))?;
        write_new(&file, &written.bytes, self.existing)?;
        remark(&file, written.remark);
        for kind in NoteKind::of(history) {
            self.say(&Note { client, plan: Some(plan), day: None, kind });
        }
        Ok(Exit::Done)
    }

    fn several(&self, clients: Vec<ClientId>, out: &Path) -> Result<Exit, CliError> {
        let report = self.batch.run(&Plans::Of(clients), out, &Progress::default())?;
        for note in &report.notes {
            self.say(note);
        }
        let unfit = report.passed().count() - report.lost();
        let passed = if unfit == 0 { String::new() } else { format!(", {unfit} passed over") };
        let (written, same) = (report.written, report.same);
        output::remark(&format!("{written} written, {same} there already{passed}"));
        Ok(if report.lost() == 0 { Exit::Done } else { Exit::Outside })
    }

    /// Says what is to be known of a plan.
    fn say(&self, note: &Note) {
        let plan = note.plan.map(|plan| plan.to_string()).unwrap_or_default();
        let text = match (&note.kind, note.plan) {
            (NoteKind::Lost(_), _) => return say_lost(note),
            (NoteKind::Unfit, whose) => {
                let document = self.batch.document.label().to_lowercase();
                let whose = match whose {
                    Some(plan) => format!("plan {plan}"),
                    None => format!("client {}", note.client),
                };
                format!("passed over: there is no {document} of {whose}")
            }
            (NoteKind::InTheWay(file), _) => {
                format!("passed over: {}", WriteError::AlreadyExists(file.clone()))
            }
            (NoteKind::TwoVersions(exported, others), _) => {
                let exported = exported.map(|id| id.to_string()).unwrap_or_default();
                let others: Vec<String> = others.iter().map(ToString::to_string).collect();
                format!(
                    "plan {plan} is in two versions: {exported} was exported, and not {}",
                    others.join(", ")
                )
            }
            (NoteKind::Damaged, _) => {
                format!("plan {plan}: a version of it is damaged, the last whole one was exported")
            }
            (NoteKind::Remark(file, text), _) => return remark(file, Some(text)),
        };
        output::remark(&text);
    }
}

/// Says what has to be known of a file.
fn remark(file: &Path, text: Option<&str>) {
    if let Some(text) = text {
        output::remark(&format!("{}: {text}", file.display()));
    }
}

/// Says that a record was passed over, since it can't be read.
pub(super) fn say_lost(note: &Note) {
    let why = match (&note.kind, note.plan) {
        (NoteKind::Lost(Some(why)), _) => why.clone(),
        (_, Some(plan)) => CliError::PlanUnreadable(plan).to_string(),
        (_, None) => String::new(),
    };
    output::remark(&format!("passed over: {why}"));
}
