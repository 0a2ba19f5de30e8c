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
use crate::store::{ClientSummary, PlanSummary};
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
struct ClientRow<'a> {
    id: ClientId,
    name: &'a str,
    code: Option<&'a str>,
    plans: usize,
    last_visit: Option<Day>,
}

/// A plan, as programs read it.
#[derive(Serialize)]
struct PlanRow<'a> {
    id: PlanId,
    client: ClientId,
    date: Day,
    category: &'a CategoryId,
    status: Status,
    state: PlanState,
    minutes: u16,
    pain_before: Nprs,
    pain_after: Option<Nprs>,
    heads: u16,
}

/// What was asked for: clients, plans, or both.
#[derive(Serialize, Default)]
struct Listed<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    clients: Option<Vec<ClientRow<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plans: Option<Vec<PlanRow<'a>>>,
}

/// Lists them.
pub fn run(arguments: &ListArguments) -> Result<Exit, CliError> {
    let store = arguments.practice.open()?;
    let clients = match arguments.client {
        Some(id) => vec![overview::client(&store, id)?.1],
        None => overview::overview(&store)?,
    };
    let listed = match (&arguments.search, arguments.client) {
        (Some(words), _) => found(&clients, words),
        (None, Some(_)) => {
            let plans = clients
                .iter()
                .flat_map(|client| client.plans.iter().map(|plan| plan_row(client, plan)));
            Listed { plans: Some(plans.collect()), ..Listed::default() }
        }
        (None, None) => {
            Listed { clients: Some(clients.iter().map(client_row).collect()), ..Listed::default() }
        }
    };
    let text = match arguments.format {
        ListFormat::Json => to_json(&listed).map_err(ExportError::from)?,
        ListFormat::Text => drawn(&listed, &clients),
    };
    output::result(text.as_bytes())?;
    if arguments.format == ListFormat::Text && text.is_empty() {
        output::remark("nothing to list");
    }
    overview::remark_on(&clients);
    Ok(Exit::Done)
}

/// The clients and plans that match; a plan is found by words of its own, of which some may be its
/// client's name or code.
fn found<'a>(clients: &'a [ClientSummary], words: &str) -> Listed<'a> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let mut found_clients = Vec::new();
    let mut plans = Vec::new();
    for client in clients {
        let name = format!("{}\n{}", client.name, client.code.as_deref().unwrap_or_default());
        let name = name.to_lowercase();
        let notes = client.notes.to_lowercase();
        if words.iter().all(|word| name.contains(word) || notes.contains(word)) {
            found_clients.push(client_row(client));
        }
        for plan in &client.plans {
            let notes = plan.notes.to_lowercase();
            let is_own = |word: &String| notes.contains(word);
            let is_found = words.iter().all(|word| is_own(word) || name.contains(word))
                && (words.is_empty() || words.iter().any(is_own));
            if is_found {
                plans.push(plan_row(client, plan));
            }
        }
    }
    plans.sort_by_key(|plan| std::cmp::Reverse((plan.date, plan.id)));
    Listed { clients: Some(found_clients), plans: Some(plans) }
}

fn client_row(client: &ClientSummary) -> ClientRow<'_> {
    ClientRow {
        id: client.id,
        name: &client.name,
        code: client.code.as_deref(),
        plans: client.plans.len(),
        last_visit: client.last_visit(),
    }
}

fn plan_row<'a>(client: &ClientSummary, plan: &'a PlanSummary) -> PlanRow<'a> {
    PlanRow {
        id: plan.id,
        client: client.id,
        date: plan.date,
        category: &plan.category,
        status: plan.status,
        state: plan.state,
        minutes: plan.minutes,
        pain_before: plan.pain_before,
        pain_after: plan.pain_after,
        heads: plan.heads,
    }
}

/// The lists as tables for people.
fn drawn(listed: &Listed<'_>, known: &[ClientSummary]) -> String {
    let clients = listed.clients.as_deref().map(draw_clients).unwrap_or_default();
    let plans = listed.plans.as_deref().map(|plans| draw_plans(plans, known)).unwrap_or_default();
    let between = if clients.is_empty() || plans.is_empty() { "" } else { "\n" };
    format!("{clients}{between}{plans}")
}

fn draw_clients(clients: &[ClientRow<'_>]) -> String {
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

fn draw_plans(plans: &[PlanRow<'_>], known: &[ClientSummary]) -> String {
    let name = |id| known.iter().find(|client| client.id == id).map_or("", |it| it.name.as_str());
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
