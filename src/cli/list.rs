//! `ischia list`: the clients of a practice, one client's plans, or what a search finds.
//!
//! JSON has the keys of the manual and no others. In the tables for people names stand last and are
//! cleaned, so that no script's width or direction pushes the columns about.

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::output::{ListFormat, table};
use super::practice::PracticeOption;
use super::{Exit, output, overview};
use crate::export::ExportError;
use crate::model::{CategoryId, ClientId, Day, Nprs, PlanId, PlanState, Status};
use crate::store::Index;
use crate::store::index::{self, Order};
use crate::text::to_json;

/// Arguments of `ischia list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    #[command(flatten)]
    practice: PracticeOption,
    /// List the plans of this client.
    #[arg(long, value_name = "ID")]
    client: Option<ClientId>,
    /// List the clients and plans in whose name, code or notes all of these words are found.
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// How the list is written.
    #[arg(long, value_name = "F", default_value = "text", ignore_case = true)]
    format: ListFormat,
}

/// A client, as programs read it.
#[derive(Serialize)]
struct ListedClient<'a> {
    id: ClientId,
    name: &'a str,
    code: Option<&'a str>,
    plans: usize,
    last_visit: Option<Day>,
}

/// A plan, as programs read it.
#[derive(Serialize)]
struct ListedPlan<'a> {
    id: PlanId,
    client: ClientId,
    date: Day,
    category: &'a CategoryId,
    status: Status,
    state: PlanState,
    minutes: u16,
    pain_before: Nprs,
    pain_after: Option<Nprs>,
    heads: u32,
}

/// What was asked for: clients, plans, or both.
#[derive(Serialize, Default)]
struct Listed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    clients: Option<Vec<ListedClient<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plans: Option<Vec<ListedPlan<'a>>>,
}

pub fn run(arguments: &ListArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let index = match arguments.client {
        Some(id) => overview::index_of(&store, id)?,
        None => overview::index(&store)?,
    };
    let listed = match (&arguments.search, arguments.client) {
        (Some(words), _) => found(&index, words),
        (None, Some(id)) => {
            let plans = index.plans(id).into_iter().map(plan_row);
            Listed { plans: Some(plans.collect()), ..Listed::default() }
        }
        (None, None) => {
            let clients = index.clients(Order::Name).into_iter().map(client_row);
            Listed { clients: Some(clients.collect()), ..Listed::default() }
        }
    };
    let text = match arguments.format {
        ListFormat::Json => to_json(&listed).map_err(ExportError::from)?,
        ListFormat::Text => drawn(&listed, &index),
    };
    output::result(text.as_bytes())?;
    if arguments.format == ListFormat::Text && text.is_empty() {
        output::remark("nothing to list");
    }
    overview::remark_on(&index);
    Ok(Exit::Done)
}

/// The clients and plans that match: clients the best first, plans the latest session first.
fn found<'a>(index: &'a Index, words: &str) -> Listed<'a> {
    let matches = index.matches(words);
    let clients = matches.clients.into_iter().filter_map(|id| index.client(id).map(client_row));
    let plans = matches.plans.into_iter().filter_map(|key| {
        let plans = index.plans(key.client).into_iter();
        plans.map(plan_row).find(|row| row.id == key.plan)
    });
    Listed { clients: Some(clients.collect()), plans: Some(plans.collect()) }
}

fn client_row(client: index::ClientRow<'_>) -> ListedClient<'_> {
    ListedClient {
        id: client.id,
        name: client.name,
        code: client.code,
        plans: client.plans,
        last_visit: client.last_visit,
    }
}

fn plan_row(plan: index::PlanRow<'_>) -> ListedPlan<'_> {
    ListedPlan {
        id: plan.id,
        client: plan.client,
        date: plan.date,
        category: plan.category,
        status: plan.status,
        state: plan.state,
        minutes: plan.minutes,
        pain_before: plan.pain_before,
        pain_after: plan.pain_after,
        heads: plan.heads,
    }
}

/// The lists as tables for people.
fn drawn(listed: &Listed<'_>, known: &Index) -> String {
    let clients = listed.clients.as_deref().map(draw_clients).unwrap_or_default();
    let plans = listed.plans.as_deref().map(|plans| draw_plans(plans, known)).unwrap_or_default();
    let between = if clients.is_empty() || plans.is_empty() { "" } else { "\n" };
    format!("{clients}{between}{plans}")
}

fn draw_clients(clients: &[ListedClient<'_>]) -> String {
    let rows: Vec<[String; 5]> = clients
        .iter()
        .map(|client| {
            [
                client.id.to_string(),
                client.plans.to_string(),
                client.last_visit.map_or_else(|| "–".to_owned(), |day| day.to_string()),
                client.code.unwrap_or_default().to_owned(),
                shown_name(client.name).to_owned(),
            ]
        })
        .collect();
    table(["client", "plans", "last visit", "code", "name"], &rows)
}

fn draw_plans(plans: &[ListedPlan<'_>], known: &Index) -> String {
    let name = |id| known.client(id).map_or("", |client| client.name);
    let rows: Vec<[String; 9]> = plans
        .iter()
        .map(|plan| {
            let after = plan.pain_after.map_or_else(|| "–".to_owned(), |pain| pain.to_string());
            [
                plan.id.to_string(),
                plan.date.to_string(),
                plan.minutes.to_string(),
                plan.state.label().to_owned(),
                plan.status.label().to_owned(),
                plan.category.to_string(),
                format!("{} → {after}", plan.pain_before),
                plan.heads.to_string(),
                shown_name(name(plan.client)).to_owned(),
            ]
        })
        .collect();
    let headings =
        ["plan", "date", "minutes", "state", "status", "category", "pain", "versions", "client"];
    table(headings, &rows)
}

fn shown_name(name: &str) -> &str {
    if name.is_empty() { "(name can't be read)" } else { name }
}
