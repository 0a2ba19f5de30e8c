//! `ischia export`: plans of a practice as files that leave it.
//!
//! A plan becomes any document that is of it. One plan becomes a file, several go into a folder under
//! names of date and id: no client's name ever becomes part of a file's name. A batch is looked
//! through before anything is written, so that it is written as a whole or not at all. A withheld plan
//! is written like any other and gives exit code 0: only `plan` gives 3.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use super::page::PageArguments;
use super::practice::PracticeOption;
use super::{Exit, KnowledgeOption, output, overview, take_away};
use crate::export::{
    Document, ExportError, Format, Kept, Look, SheetContext, Source, Written, write,
};
use crate::knowledge::Knowledge;
use crate::model::{ClientId, Day, Plan, PlanId, PlanRecord, Settings};
use crate::store::files::{Files, folder_of};
use crate::store::{
    ClientFolder, Existing, History, Revision, Store, StoreError, check_outside, check_target,
    write_new,
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
struct Job<'a> {
    store: &'a Store,
    knowledge: &'a Knowledge,
    practice: Option<&'a Settings>,
    document: Document,
    format: Format,
    beside: SheetContext<'a>,
    look: Look,
    names: bool,
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
        check_folder(out)?;
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
    let job = Job {
        store: &store,
        knowledge: &knowledge,
        practice,
        document,
        format,
        beside: arguments.page.beside(),
        look: arguments.page.look(practice),
        names: arguments.names,
        existing,
    };
    if is_blank {
        return job.blank(out);
    }
    match (one, arguments.which.client) {
        (Some(plan), _) => job.one(plan, out),
        (None, Some(client)) => {
            overview::client(&store, client)?;
            job.several(&[client], out)
        }
        (None, None) => job.several(&store.clients()?, out),
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

/// A folder that is to be made needs one above it, and no file of its name.
fn check_folder(out: &Path) -> Result<(), CliError> {
    if fs::symlink_metadata(out).is_ok() {
        return Err(CliError::NeedsFolder(out.to_owned()));
    }
    let above = folder_of(out);
    if above.is_dir() { Ok(()) } else { Err(StoreError::Missing(above.to_owned()).into()) }
}

impl Job<'_> {
    /// A document that needs no plan. It bears the day of the guidance, so that it is the same tomorrow.
    fn blank(&self, out: &Path) -> Result<Exit, CliError> {
        let name = format!("{}.{}", self.document.name(), self.format.name());
        let file = if out.is_dir() { out.join(name) } else { out.to_owned() };
        check_target(&file, self.existing)?;
        let on = Day::parse(self.knowledge.version()).unwrap_or(Day::FIRST);
        let source = Source {
            plan: None,
            knowledge: self.knowledge,
            beside: self.beside,
            practice: self.practice,
            client: None,
            state: None,
            on,
        };
        let written = write(self.document, self.format, &source, self.look)?;
        write_new(&file, &written.bytes, self.existing)?;
        remark(&file, &written);
        Ok(Exit::Done)
    }

    fn one(&self, plan: PlanId, out: &Path) -> Result<Exit, CliError> {
        let unknown = || StoreError::NoSuchPlan(plan);
        let client = overview::client_of(self.store, plan)?.ok_or_else(unknown)?;
        let folder = self.store.client(client)?;
        let history = folder.plans.get(&plan).ok_or_else(unknown)?;
        if folder.summary().is_none() || history.is_removed() {
            return Err(unknown().into());
        }
        let (head, record) = shown(history).ok_or(CliError::PlanUnreadable(plan))?;
        let file = if out.is_dir() { out.join(self.name(plan, record)) } else { out.to_owned() };
        check_target(&file, self.existing)?;
        let written = self.written(&folder, plan, head, record)?;
        write_new(&file, &written.bytes, self.existing)?;
        remark(&file, &written);
        remark_on(plan, history);
        Ok(Exit::Done)
    }

    fn several(&self, clients: &[ClientId], out: &Path) -> Result<Exit, CliError> {
        self.check_all(clients, out)?;
        Files::default()
            .make_folder(out)
            .map_err(|source| StoreError::Save { path: out.to_owned(), source })?;
        let (mut written, mut same, mut lost, mut unfit) = (0, 0, 0, 0);
        for client in clients {
            let Some(folder) = readable(self.store, *client, &mut lost) else { continue };
            for (plan, history) in present(&folder) {
                let Some((head, record)) = shown(history) else {
                    output::remark(&format!("passed over: {}", CliError::PlanUnreadable(plan)));
                    lost += 1;
                    continue;
                };
                if !self.document.fits(Some(&record.plan)) {
                    let document = self.document.label().to_lowercase();
                    output::remark(&format!("passed over: there is no {document} of plan {plan}"));
                    unfit += 1;
                    continue;
                }
                let file = out.join(self.name(plan, record));
                let made = self.written(&folder, plan, head, record)?;
                remark_on(plan, history);
                if holds(&file, &made.bytes) {
                    same += 1;
                } else {
                    write_new(&file, &made.bytes, self.existing)?;
                    written += 1;
                }
                remark(&file, &made);
            }
        }
        let passed = if unfit == 0 { String::new() } else { format!(", {unfit} passed over") };
        output::remark(&format!("{written} written, {same} there already{passed}"));
        Ok(if lost == 0 { Exit::Done } else { Exit::Outside })
    }

    /// Refuses a batch that would meet a file with other content, naming each of them.
    fn check_all(&self, clients: &[ClientId], out: &Path) -> Result<(), CliError> {
        // A folder that is new or empty has nothing in the way, and nothing need be read twice.
        if !fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_some()) {
            return Ok(());
        }
        let mut refused = Vec::new();
        for client in clients {
            let Ok(folder) = self.store.client(*client) else { continue };
            if folder.summary().is_none() {
                continue;
            }
            for (plan, history) in present(&folder) {
                let Some((head, record)) = shown(history) else { continue };
                if !self.document.fits(Some(&record.plan)) {
                    continue;
                }
                let file = out.join(self.name(plan, record));
                let Err(error) = check_target(&file, self.existing) else { continue };
                let made = self.written(&folder, plan, head, record)?;
                if !holds(&file, &made.bytes) {
                    refused.push(error);
                }
            }
        }
        if refused.is_empty() { Ok(()) } else { Err(CliError::InTheWay(refused)) }
    }

    fn name(&self, id: PlanId, record: &PlanRecord) -> String {
        let date = record.plan.intake.date;
        let extension = self.format.extension();
        match self.document {
            Document::Plan => format!("{date}-{id}.{extension}"),
            other => format!("{date}-{id}-{}.{extension}", other.name()),
        }
    }

    fn written(
        &self,
        folder: &ClientFolder,
        id: PlanId,
        head: &Revision<PlanRecord>,
        record: &PlanRecord,
    ) -> Result<Written, CliError> {
        // With these two, the file finds its way back to the plan that it came from.
        let plan = Plan { id: Some(id), revision: Some(head.id), ..record.plan.clone() };
        let client = folder.client.last_record();
        let kept = Kept {
            client: folder.id,
            code: client.and_then(|client| client.code.as_deref()),
            name: client.filter(|_| self.names).map(|client| client.name.as_str()),
            record,
        };
        let beside = SheetContext {
            answers: &record.acknowledged,
            unconfirmed: record.unconfirmed.as_ref(),
            kept: Some(kept),
            ..self.beside
        };
        let source = Source {
            practice: self.practice,
            client,
            state: Some(record.state),
            ..Source::of_plan(&plan, self.knowledge, beside)
        };
        Ok(write(self.document, self.format, &source, self.look)?)
    }
}

/// Says what has to be known of a file.
fn remark(file: &Path, written: &Written) {
    if let Some(text) = written.remark {
        output::remark(&format!("{}: {text}", file.display()));
    }
}

/// The plans of a client that weren't removed.
fn present(folder: &ClientFolder) -> impl Iterator<Item = (PlanId, &History<PlanRecord>)> {
    folder.plans.iter().filter(|(_, plan)| !plan.is_removed()).map(|(id, plan)| (*id, &**plan))
}

/// The version that is exported: of several the one saved last that wasn't a removal.
fn shown(history: &History<PlanRecord>) -> Option<(&Revision<PlanRecord>, &PlanRecord)> {
    history.heads().find_map(|head| Some((head, head.content.record()?)))
}

/// Remarks on what the exported file doesn't show.
fn remark_on(plan: PlanId, history: &History<PlanRecord>) {
    if history.has_two_versions() {
        let exported = shown(history).map(|(head, _)| head.id);
        let others: Vec<String> = history
            .heads()
            .filter(|head| Some(head.id) != exported)
            .map(|head| head.id.to_string())
            .collect();
        let exported = exported.map(|id| id.to_string()).unwrap_or_default();
        output::remark(&format!(
            "plan {plan} is in two versions: {exported} was exported, and not {}",
            others.join(", ")
        ));
    }
    if !history.problems().is_empty() {
        output::remark(&format!(
            "plan {plan}: a version of it is damaged, the last whole one was exported"
        ));
    }
}

/// Whether a file is there with this content.
fn holds(file: &Path, bytes: &[u8]) -> bool {
    let is_as_long = fs::metadata(file).is_ok_and(|there| {
        there.is_file() && u64::try_from(bytes.len()).is_ok_and(|length| there.len() == length)
    });
    is_as_long && fs::read(file).is_ok_and(|there| there == bytes)
}

/// The folder of a client; none of one who was removed, and none where it can't be read, which is said
/// and counted as lost.
pub(super) fn readable(store: &Store, client: ClientId, lost: &mut usize) -> Option<ClientFolder> {
    match store.client(client) {
        Ok(folder) => folder.summary().is_some().then_some(folder),
        Err(StoreError::NoSuchClient(_)) => None,
        Err(unreadable) => {
            output::remark(&format!("passed over: {unreadable}"));
            *lost += 1;
            None
        }
    }
}
