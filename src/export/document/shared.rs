//! What pages have in common: head, foot, named values, sections.

use serde::Serialize;

use super::{Look, Source};
use crate::export::clean;
use crate::export::outline::{Block, Outline};
use crate::export::sheet::{Section, SheetEntry, SheetFact};
use crate::model::{Client, Day, PlanState, Settings, SourceId};

/// Whose page it is, and from whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Head {
    /// The heading of all.
    pub title: String,
    /// Letterhead and therapist, a line each.
    pub practice: Vec<String>,
    /// The client; empty where a line is left to fill in.
    pub client: String,
    /// What that line is called.
    pub client_label: &'static str,
    /// The day, and what else stands beside the client.
    pub about: Vec<String>,
}

/// What stands at the foot of every page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Foot {
    /// What the page is, and is not.
    pub purpose: String,
    /// Which program and which knowledge.
    pub made: String,
    /// The words around the number of a page, such as “page 1 of 2”.
    pub page: &'static str,
    /// The second of them.
    pub of: &'static str,
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is of.
    pub label: String,
    /// In words.
    pub text: String,
}

/// Something said, with a few words before it and its ground behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// A few words before it.
    pub lead: String,
    /// A sentence or more.
    pub text: String,
    /// The ids of its sources.
    pub sources: String,
}

/// Entries under a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub entries: Vec<Entry>,
    /// Whether the page must not be used before it is settled.
    pub alarm: bool,
}

impl From<&SheetFact> for Fact {
    fn from(fact: &SheetFact) -> Self {
        Self { label: fact.label.to_owned(), text: fact.text.clone() }
    }
}

impl From<&SheetEntry> for Entry {
    fn from(entry: &SheetEntry) -> Self {
        Self { lead: entry.lead.clone(), text: entry.text.clone(), sources: ids(&entry.sources) }
    }
}

impl From<&Section> for Part {
    fn from(section: &Section) -> Self {
        Self {
            heading: section.heading.to_owned(),
            entries: section.entries.iter().map(Entry::from).collect(),
            alarm: section.is_alarm(),
        }
    }
}

impl Fact {
    /// A named value.
    pub fn new(label: &str, text: impl Into<String>) -> Self {
        Self { label: label.to_owned(), text: text.into() }
    }
}

/// Ids of sources, one after the other.
pub fn ids(sources: &[SourceId]) -> String {
    let ids: Vec<&str> = sources.iter().map(SourceId::as_str).collect();
    ids.join(", ")
}

impl Head {
    /// The head of a page.
    pub fn new(title: &str, source: &Source<'_>, look: Look, about: Vec<String>) -> Self {
        Self {
            title: title.to_owned(),
            practice: practice(source),
            client: source.client.map(|client| name_of(client, look)).unwrap_or_default(),
            client_label: "Client",
            about,
        }
    }
}

impl Head {
    /// An outline with this head and foot, and nothing between them.
    pub fn outline(&self, foot: &Foot) -> Outline {
        let client = if self.client.is_empty() {
            Block::Fill(vec![self.client_label.to_owned()])
        } else {
            Block::Facts(vec![(self.client_label.to_owned(), self.client.clone())])
        };
        let about = (!self.about.is_empty()).then(|| Block::Paragraph(self.about.join(" · ")));
        Outline {
            letterhead: self.practice.clone(),
            title: self.title.clone(),
            blocks: std::iter::once(client).chain(about).collect(),
            foot: vec![foot.purpose.clone(), foot.made.clone()],
        }
    }
}

/// The letterhead, or the name of the practice where there is none, and who works there.
pub fn practice(source: &Source<'_>) -> Vec<String> {
    let given = source.beside.letterhead;
    let mut lines: Vec<String> = given.to_vec();
    if let Some(settings) = source.practice {
        if lines.is_empty() {
            lines.clone_from(&settings.letterhead);
        }
        if lines.iter().all(|line| line.trim().is_empty()) {
            lines = vec![settings.name.clone()];
        }
        let is_named = |line: &String| line.contains(settings.therapist.trim());
        if !settings.therapist.trim().is_empty() && !lines.iter().any(is_named) {
            lines.push(settings.therapist.clone());
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// Name and code, or the code alone.
fn name_of(client: &Client, look: Look) -> String {
    let code = client.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let name = clean::one_line(&client.name);
    match (code, look.code_only) {
        (Some(code), true) => code.to_owned(),
        (None, true) => "client without a code".to_owned(),
        (Some(code), false) => format!("{name} ({code})"),
        (None, false) => name,
    }
}

impl Foot {
    /// The foot of a page that says this of itself.
    pub fn new(purpose: &str, source: &Source<'_>) -> Self {
        let now = source.knowledge.version();
        let made = match source.plan.map(|plan| plan.knowledge.as_str()) {
            Some(then) if then != now => {
                format!("Ischia · guidance {then}, printed with {now}")
            }
            Some(_) | None => format!("Ischia · guidance {now}"),
        };
        Self { purpose: purpose.to_owned(), made, page: "page", of: "of" }
    }
}

/// What has to be seen before hands are on this client.
pub fn alerts(client: Option<&Client>) -> Vec<Fact> {
    said_of(client).map(|(label, text)| Fact::new(label, text)).collect()
}

fn said_of(client: Option<&Client>) -> impl Iterator<Item = (&'static str, &str)> {
    let said = client.map(|client| {
        [("Important", client.important.as_deref()), ("Allergies", client.allergies.as_deref())]
    });
    let said = said.into_iter().flatten().filter_map(|(label, text)| Some((label, text?)));
    said.filter(|(_, text)| !text.trim().is_empty())
}

/// Whose plan it is, how far it is, and what has to be seen, for a sheet.
pub fn on_sheet(source: &Source<'_>, look: Look) -> Vec<SheetFact> {
    let fact = |label, text: String| SheetFact { label, text };
    let mut facts: Vec<SheetFact> = Vec::new();
    facts.extend(source.client.map(|client| fact("Client", name_of(client, look))));
    let is_draft = source.state == Some(PlanState::Draft);
    facts.extend(is_draft.then(|| fact("State", PlanState::Draft.label().to_owned())));
    // Where no hands will be on the client, the others are nobody's business.
    if source.plan.is_some_and(|plan| !plan.status.withholds()) {
        facts.extend(said_of(source.client).map(|(label, text)| fact(label, text.to_owned())));
    }
    facts
}

/// A day in full, such as “Tuesday 24 November 2026”.
pub fn in_full(day: Day) -> String {
    day.date().strftime("%A %-d %B %Y").to_string()
}

/// The country's emergency numbers, the first to be called first; none where it isn't known.
pub fn emergency_numbers(practice: Option<&Settings>) -> &'static [String] {
    let code = practice.and_then(|practice| practice.country.as_deref());
    let country = code.and_then(crate::knowledge::countries::country);
    country.map_or(&[], |country| country.numbers.as_slice())
}
