//! `ischia history`, `brief`, `compare` and `again`: what was recorded of a client.
//!
//! JSON has the keys of the manual, and more. Nothing is judged here.

use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::error::CliError;
use super::practice::{self, PracticeOption};
use super::{Exit, KnowledgeOption, output, overview};
use crate::batch;
use crate::export::sessions::{SessionRow, SessionTable};
use crate::export::{ExportError, Outline, course as words, outline};
use crate::knowledge::Knowledge;
use crate::model::{ClientId, Day, PlanId, PlanRecord};
use crate::planner::course::{
    Brief, ClientCourse, CourseSession, Episode, Review, Trend, again, compare,
};
use crate::store::{ClientFolder, History, Revision, Store, StoreError};
use crate::text::{to_json, to_ron};

/// Arguments of `ischia history`.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The client.
    #[arg(long, value_name = "ID")]
    client: ClientId,
    /// How the course is written.
    #[arg(long, value_name = "F", default_value = "md", ignore_case = true)]
    format: HistoryFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// A format of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HistoryFormat {
    /// Markdown, for people.
    Md,
    /// JSON, for programs.
    Json,
    /// A row a session, for spreadsheets.
    Csv,
}

/// For people or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// Markdown, for people.
    Md,
    /// JSON, for programs.
    Json,
}

/// Arguments of `ischia brief`.
#[derive(Debug, Args)]
pub struct BriefArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The client.
    #[arg(long, value_name = "ID")]
    client: ClientId,
    /// How it is written.
    #[arg(long, value_name = "F", default_value = "md", ignore_case = true)]
    format: TextFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// Arguments of `ischia compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The plan of the first session.
    a: PlanId,
    /// The plan of the second.
    b: PlanId,
    /// Compare what was planned, and not what was done.
    #[arg(long)]
    planned: bool,
    /// How it is written.
    #[arg(long, value_name = "F", default_value = "md", ignore_case = true)]
    format: TextFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// Arguments of `ischia again`.
#[derive(Debug, Args)]
pub struct AgainArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// The plan whose lasting facts are taken.
    #[arg(long, value_name = "ID")]
    plan: PlanId,
    /// The day of the new session.
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    date: Day,
    /// How the intake is written.
    #[arg(long, value_name = "F", default_value = "ron", ignore_case = true)]
    format: FileFormat,
    #[command(flatten)]
    knowledge: KnowledgeOption,
}

/// A notation of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// For people to go on in.
    Ron,
    /// For programs.
    Json,
}

/// A plan and the folder that it lies in.
pub(super) struct Place {
    pub client: ClientId,
    pub plan: PlanId,
    pub folder: ClientFolder,
    history: Arc<History<PlanRecord>>,
}

impl Place {
    /// All versions of the plan.
    pub fn history(&self) -> &History<PlanRecord> {
        &self.history
    }

    /// The version that counts: of several the one saved last that wasn't a removal.
    pub fn shown(&self) -> Result<(&Revision<PlanRecord>, &PlanRecord), CliError> {
        batch::shown(&self.history).ok_or(CliError::PlanUnreadable(self.plan))
    }
}

/// Where a plan lies that wasn't removed.
pub(super) fn place_of(store: &Store, plan: PlanId) -> Result<Place, CliError> {
    let unknown = || StoreError::NoSuchPlan(plan);
    let client = overview::client_of(store, plan)?.ok_or_else(unknown)?;
    let folder = store.client(client)?;
    let history = Arc::clone(folder.plans.get(&plan).ok_or_else(unknown)?);
    if folder.summary().is_none() || history.is_removed() {
        return Err(unknown().into());
    }
    Ok(Place { client, plan, folder, history })
}

/// The folder of a client who wasn't removed.
fn folder_of(store: &Store, client: ClientId) -> Result<ClientFolder, CliError> {
    overview::client(store, client)?;
    let folder = batch::readable(store, client)?.ok_or(StoreError::NoSuchClient(client))?;
    for (plan, history) in folder.plans.iter().filter(|(_, history)| !history.is_removed()) {
        if history.heads().all(|head| head.content.record().is_none()) {
            output::remark(&format!("passed over: {}", CliError::PlanUnreadable(*plan)));
        }
    }
    Ok(folder)
}

/// The practice's own number of days after which a course has ended.
pub(super) fn gap_days(store: &Store) -> Result<u16, CliError> {
    let settings = store.settings()?;
    let own = settings.heads().find_map(|head| head.content.record());
    Ok(batch::past::gap_days(own))
}

/// What the client is called in texts for people.
pub(super) fn name_of(folder: &ClientFolder) -> &str {
    let name = folder.record().map_or("", |client| client.name.as_str());
    if name.trim().is_empty() { "a client whose name can't be read" } else { name }
}

/// The course of a client as programs read it.
#[derive(Serialize)]
struct HistoryJson<'a> {
    client: ClientId,
    sessions: &'a [CourseSession<'a>],
    episodes: &'a [Episode],
    trend: Option<Trend>,
    reviews: &'a [Review],
}

pub fn history(arguments: &HistoryArguments) -> Result<Exit, CliError> {
    let knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    let folder = folder_of(&store, arguments.client)?;
    let course = ClientCourse::new(folder.kept(), &knowledge, gap_days(&store)?, practice::today());
    match arguments.format {
        HistoryFormat::Md => {
            print_outline(&words::history(name_of(&folder), &course, &knowledge))?;
        }
        HistoryFormat::Json => print_json(&HistoryJson {
            client: arguments.client,
            sessions: &course.sessions,
            episodes: &course.episodes,
            trend: course.trend,
            reviews: &course.reviews,
        })?,
        HistoryFormat::Csv => output::result(&table(&folder, &course)?)?,
    }
    Ok(Exit::Done)
}

fn table(folder: &ClientFolder, course: &ClientCourse<'_>) -> Result<Vec<u8>, CliError> {
    let mut table = SessionTable::new()?;
    let client = folder.record();
    for session in &course.sessions {
        table.add(SessionRow {
            client: client.map_or("", |client| client.name.as_str()),
            code: client.and_then(|client| client.code.as_deref()),
            record: session.record,
        })?;
    }
    Ok(table.finish()?)
}

pub fn brief(arguments: &BriefArguments) -> Result<Exit, CliError> {
    let knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    let folder = folder_of(&store, arguments.client)?;
    let today = practice::today();
    let course = ClientCourse::new(folder.kept(), &knowledge, gap_days(&store)?, today);
    let brief = Brief::new(arguments.client, folder.record(), &course, &knowledge, today);
    match arguments.format {
        TextFormat::Md => {
            let record = course.last_closed().map(|session| session.record);
            print_outline(&words::brief(name_of(&folder), &brief, record, &knowledge))?;
        }
        TextFormat::Json => print_json(&brief)?,
    }
    Ok(Exit::Done)
}

pub fn compare_two(arguments: &CompareArguments) -> Result<Exit, CliError> {
    let knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    let (first, second) = (place_of(&store, arguments.a)?, place_of(&store, arguments.b)?);
    if first.client != second.client {
        return Err(CliError::TwoClients);
    }
    let (a, b) = (first.shown()?.1, second.shown()?.1);
    let compared = compare((arguments.a, a), (arguments.b, b), !arguments.planned, &knowledge);
    match arguments.format {
        TextFormat::Md => {
            let days = [a, b].map(|record| record.day().with_weekday());
            let name = name_of(&first.folder);
            print_outline(&words::comparison(name, days, &compared, &knowledge))?;
        }
        TextFormat::Json => print_json(&compared)?,
    }
    Ok(Exit::Done)
}

pub fn plan_again(arguments: &AgainArguments) -> Result<Exit, CliError> {
    let knowledge: Knowledge = arguments.knowledge.load()?;
    let store = arguments.practice.open()?;
    let place = place_of(&store, arguments.plan)?;
    let (_, record) = place.shown()?;
    let gap = gap_days(&store)?;
    let course = ClientCourse::new(place.folder.kept(), &knowledge, gap, arguments.date);
    let intake = again(record, place.folder.record(), &course, &knowledge, arguments.date);
    match arguments.format {
        FileFormat::Ron => {
            let text = to_ron(&intake).map_err(ExportError::from)?;
            output::result(text.as_bytes())?;
        }
        FileFormat::Json => print_json(&intake)?,
    }
    output::remark("the lasting facts alone: screening and the answers of the day are still open");
    Ok(Exit::Done)
}

pub(super) fn print_json(value: &impl Serialize) -> Result<(), CliError> {
    let text = to_json(value).map_err(ExportError::from)?;
    output::result(text.as_bytes())
}

fn print_outline(text: &Outline) -> Result<(), CliError> {
    output::result(outline::to_md(text).as_bytes())
}
