//! `ischia import`: what left a practice comes into one, a whole practice or a single client or plan.
//!
//! What is there already, with the same content, is passed over. What is there with another content is
//! refused until somebody says whether it is added beside that or left out.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, KnowledgeOption, output, overview};
use crate::model::{Client, ClientId, Plan, PlanId, PlanRecord};
use crate::planner;
use crate::store::backup::Growth;
use crate::store::index::{FoldedName, Index, Order};
use crate::store::takeaway::{
    OnDuplicate, Takeaway, Taken, TakenFile, TakenRecord, check_name, take,
};
use crate::store::{Base, History, Key, Progress, Store, StoreError};
use crate::text::{Document, PathStep, counted};

/// Arguments of `ischia import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// A practice that `ischia export --all --format zip` wrote, or a client or a plan in a .json or
    /// .ron file. Lists of clients are for `ischia client import`.
    file: PathBuf,
    /// The client whose plan it is, where the practice doesn't know the plan.
    #[arg(long, value_name = "ID")]
    client: Option<ClientId>,
    /// What becomes of a client or plan that is there already and says something else: `add` it under
    /// another id, or `skip` it [default: an error that names it].
    #[arg(long, value_name = "WHAT")]
    on_duplicate: Option<DuplicateArgument>,
    /// Take in a file that takes over a hundred times its own size, too.
    #[arg(long)]
    any_size: bool,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// What becomes of what is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DuplicateArgument {
    /// It is added under another id.
    Add,
    /// It is left out.
    Skip,
}

/// What is done with one client or plan.
enum Verdict {
    /// It is saved under this id.
    Save,
    /// It is saved under another.
    SaveAnew,
    /// It isn't saved.
    Leave,
}

pub fn run(arguments: &ImportArguments) -> Result<Exit, CliError> {
    if Takeaway::is_one(&arguments.file) {
        return whole(arguments);
    }
    if arguments.file.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv")) {
        return Err(CliError::IsList(arguments.file.clone()));
    }
    let document = Document::read(&arguments.file)?;
    match TakenFile::read(&document)? {
        TakenFile::Plan(plan) => one_plan(arguments, &document, plan),
        TakenFile::PlanRecord(client, id, record) => {
            one_plan_record(arguments, client, id, &record)
        }
        TakenFile::Client(client) => one_client(arguments, &document, client),
        TakenFile::ClientRecord(id, record) => one_client_record(arguments, id, &record),
    }
}

fn whole(arguments: &ImportArguments) -> Result<Exit, CliError> {
    let growth = if arguments.any_size { Growth::Any } else { Growth::Usual };
    // Before a practice is made for nothing.
    let mut archive = Takeaway::open(&arguments.file, growth)?;
    archive.check(&Progress::default())?;
    let store = open_or_create(&arguments.practice)?;
    let before = overview::index(&store)?;
    let on_duplicate = match arguments.on_duplicate {
        None => OnDuplicate::Refuse,
        Some(DuplicateArgument::Add) => OnDuplicate::Add,
        Some(DuplicateArgument::Skip) => OnDuplicate::Skip,
    };
    let taken = take(&store, &mut archive, on_duplicate, &Progress::default())?;
    remark_on(&taken, &before);
    Ok(Exit::Done)
}

fn remark_on(taken: &Taken, before: &Index) {
    let added = [counted(taken.clients.len(), "client"), counted(taken.plans, "plan")];
    output::remark(&format!("{} added, {} there already", added.join(" and "), taken.there));
    if taken.renamed > 0 {
        output::remark(&format!("{} of them under another id", taken.renamed));
    }
    if taken.skipped > 0 {
        output::remark(&format!("{} left as they were", counted(taken.skipped, "record")));
    }
    for client in &taken.erased {
        output::remark(&format!("client {client} was erased from this practice, and is left out"));
    }
    for (id, name) in &taken.clients {
        let wanted = FoldedName::of(name);
        let mut others = before.clients(Order::Name).into_iter();
        let is_namesake = |other: &ClientId| other != id && before.client(*other).is_some();
        let other =
            others.find(|other| is_namesake(&other.id) && FoldedName::of(other.name).is(&wanted));
        if let Some(other) = other {
            output::remark(&format!("client {id} has the name of client {}", other.id));
        }
    }
}

fn one_plan(
    arguments: &ImportArguments,
    document: &Document,
    mut plan: Plan,
) -> Result<Exit, CliError> {
    let knowledge = arguments.knowledge.load()?;
    planner::check_on(&plan, &knowledge, practice::today())
        .map_err(|faults| CliError::of_intake(&faults, document, &[PathStep::from("intake")]))?;
    let store = arguments.practice.open()?;
    let (named, _) = (plan.id.take(), plan.revision.take());
    let owner = match named {
        Some(id) => overview::client_of(&store, id)?,
        None => None,
    };
    let client = owner.or(arguments.client).ok_or(CliError::WhosePlan)?;
    overview::client(&store, client)?;
    let record = PlanRecord::draft(plan);
    let folder = store.client(client)?;
    let says_the_same = |history: &History<PlanRecord>| {
        history.heads().any(|head| head.content.record().is_some_and(|it| it.plan == record.plan))
    };
    let same = folder.plans.iter().find(|(_, history)| says_the_same(history));
    if let Some((id, _)) = same {
        return there_already(&id.to_string());
    }
    let id = match (named, owner) {
        (Some(id), Some(_)) => match duplicate(arguments, &format!("plan {id}"))? {
            Verdict::Leave => return Ok(Exit::Done),
            Verdict::Save | Verdict::SaveAnew => None,
        },
        (named, _) => named,
    };
    let stamp = practice::stamp(&store)?;
    let id = id.unwrap_or_else(|| PlanId::fresh(stamp.at));
    store.save_plan(client, id, Base::none(), record, &stamp)?;
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn one_plan_record(
    arguments: &ImportArguments,
    client: ClientId,
    id: PlanId,
    record: &TakenRecord<PlanRecord>,
) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let owner = overview::client_of(&store, id)?;
    let client = owner.or(arguments.client).unwrap_or(client);
    overview::client(&store, client)?;
    let history = store.plan(client, id)?;
    let verdict = if history.is_empty() {
        Verdict::Save
    } else if record.is_in(&history) {
        return there_already(&id.to_string());
    } else {
        duplicate(arguments, &format!("plan {id}"))?
    };
    let id = match verdict {
        Verdict::Leave => return Ok(Exit::Done),
        Verdict::Save => id,
        Verdict::SaveAnew => PlanId::fresh(practice::stamp(&store)?.at),
    };
    record.save(&store, Key::Plan(client, id))?;
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn one_client(
    arguments: &ImportArguments,
    document: &Document,
    client: Client,
) -> Result<Exit, CliError> {
    if let Some(why) = check_name(&client) {
        return Err(document.fault_at(&[PathStep::from("name")], why).into());
    }
    let store = open_or_create(&arguments.practice)?;
    for id in overview::clients_named(&store, &client.name)? {
        if store.client_record(id)?.last_record() == Some(&client) {
            return there_already(&id.to_string());
        }
        if let Verdict::Leave = duplicate(arguments, &format!("client {id} with this name"))? {
            return Ok(Exit::Done);
        }
    }
    let stamp = practice::stamp(&store)?;
    let id = ClientId::fresh(stamp.at);
    store.save_client(id, Base::none(), client, &stamp)?;
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn one_client_record(
    arguments: &ImportArguments,
    id: ClientId,
    record: &TakenRecord<Client>,
) -> Result<Exit, CliError> {
    let store = open_or_create(&arguments.practice)?;
    let history = match store.client_record(id) {
        Err(StoreError::NoSuchClient(_)) => History::default(),
        history => history?,
    };
    if history.is_erased() {
        return Err(StoreError::Erased(id).into());
    }
    if !history.is_empty() && record.is_in(&history) {
        return there_already(&id.to_string());
    }
    let verdict = if history.is_empty() {
        let name = record.versions.iter().find_map(|version| version.record.as_ref());
        let name = name.map(|client| client.name.as_str()).unwrap_or_default();
        match overview::clients_named(&store, name)?.first() {
            None => Verdict::Save,
            Some(other) => match duplicate(arguments, &format!("client {other} with this name"))? {
                // Nobody has its id.
                Verdict::Save | Verdict::SaveAnew => Verdict::Save,
                Verdict::Leave => Verdict::Leave,
            },
        }
    } else {
        duplicate(arguments, &format!("client {id}"))?
    };
    let id = match verdict {
        Verdict::Leave => return Ok(Exit::Done),
        Verdict::Save => id,
        Verdict::SaveAnew => ClientId::fresh(practice::stamp(&store)?.at),
    };
    record.save(&store, Key::Client(id))?;
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

/// What becomes of something that is there already and says something else.
fn duplicate(arguments: &ImportArguments, what: &str) -> Result<Verdict, CliError> {
    match arguments.on_duplicate {
        None => Err(CliError::Duplicate(what.to_owned())),
        Some(DuplicateArgument::Add) => Ok(Verdict::SaveAnew),
        Some(DuplicateArgument::Skip) => {
            output::remark(&format!("{what} is there already, and stays as it is"));
            Ok(Verdict::Leave)
        }
    }
}

fn there_already(id: &str) -> Result<Exit, CliError> {
    output::remark("it is there already");
    output::result(format!("{id}\n").as_bytes())?;
    Ok(Exit::Done)
}

fn open_or_create(practice: &PracticeOption) -> Result<Store, CliError> {
    let (store, made) = practice.open_or_create()?;
    if made {
        output::remark(&format!("made a new practice in {}", store.root().display()));
    }
    Ok(store)
}
