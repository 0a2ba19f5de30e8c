//! The session note (SOAP): it writes itself from intake, plan and outcome, and knows which of its words
//! were typed and which were written from what was pressed (3H).
//!
//! Pure, and nothing is judged here: what was found, planned and recorded is said. Where somebody put words
//! of their own in the place of a part, those stand.

mod assessment;
mod done;
mod told;

use serde::Serialize;

use super::outline::{Block, Outline};
use crate::knowledge::Knowledge;
use crate::model::{
    Client, ConsentItem, Day, EarlierOutcome, Entry, NotePart, Outcome, OwnNote, PlanId, PlanRecord,
};
use crate::planner::course::ClientCourse;
use crate::text::{inside_sentence, sentences};

/// What a note is written from.
#[derive(Debug, Clone, Copy)]
pub struct NoteSource<'a> {
    /// The plan.
    pub id: PlanId,
    /// What became of it.
    pub record: &'a PlanRecord,
    /// Whose it is.
    pub client: Option<&'a Client>,
    /// The course that the session belongs to.
    pub course: &'a ClientCourse<'a>,
    /// Who works in the practice.
    pub therapist: &'a str,
    /// What other versions of the plan tell of the session, where it was closed in two places.
    pub others: &'a [EarlierOutcome],
    /// Who saved the record last, and when: what is known of the entry where the record doesn't say.
    pub saved: Option<&'a Entry>,
    /// What names are read from.
    pub knowledge: &'a Knowledge,
}

/// Words of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether somebody typed them.
    pub typed: bool,
}

/// A line of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct NoteLine {
    /// What it is about; empty in running text.
    pub label: &'static str,
    /// Its words, with a blank between two runs.
    pub runs: Vec<Run>,
}

/// A part of the note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteSection {
    /// The part of the SOAP note that it is.
    pub part: NotePart,
    /// Its letter.
    pub letter: &'static str,
    /// What stands in it.
    pub lines: Vec<NoteLine>,
    /// Whether somebody put it in the place of what writes itself.
    pub is_own: bool,
}

/// The note of one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteVersion {
    /// When it was entered, and by whom; none where the record doesn't say.
    pub entered: Option<Entry>,
    /// The day of the session.
    pub on: Day,
    /// The parts, in their order.
    pub parts: Vec<NoteSection>,
}

/// The note of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionNote {
    /// The plan.
    pub plan: PlanId,
    /// Who works in the practice; empty where nobody said.
    pub therapist: String,
    /// What the client agreed to, and when last.
    pub consent: Vec<ConsentGiven>,
    /// As it stands now.
    pub now: NoteVersion,
    /// As it stands in other versions of the plan, where it was closed in two places.
    pub beside: Vec<NoteVersion>,
    /// As it stood before it was amended, oldest first.
    pub earlier: Vec<NoteVersion>,
}

/// What the client agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsentGiven {
    /// The part of the treatment that it is about.
    pub item: ConsentItem,
    /// When last, not after the session.
    pub on: Day,
}

impl SessionNote {
    /// The note of a session that took place; none where it isn't known how it went.
    pub fn new(source: NoteSource<'_>) -> Option<Self> {
        let record = source.record;
        let outcome = record.outcome.as_ref().filter(|_| record.is_closed())?;
        let own = &record.own_note;
        let entered = record.entered.clone().or_else(|| source.saved.cloned());
        let told =
            |it: &EarlierOutcome| version(source, &it.outcome, &it.own_note, it.entered.clone());
        Some(Self {
            plan: source.id,
            therapist: source.therapist.trim().to_owned(),
            consent: consent(source.client, outcome.on),
            now: version(source, outcome, own, entered),
            beside: source.others.iter().map(told).collect(),
            earlier: record.earlier.iter().map(told).collect(),
        })
    }

    /// The note without a page. What was typed stands in quotation marks.
    pub fn outline(&self, client: &str, knowledge: &Knowledge) -> Outline {
        let title = format!("Session note, {}", self.now.on.with_weekday());
        let mut outline = Outline { title, ..Outline::default() };
        outline.blocks.push(Block::Facts(self.facts(client)));
        for part in &self.now.parts {
            outline.section(part.part.label(), part.blocks());
        }
        for (heading, version) in self.others() {
            outline.blocks.push(Block::Heading(heading));
            for part in &version.parts {
                outline.blocks.push(Block::Paragraph(format!("{}.", part.part.label())));
                outline.blocks.extend(part.blocks());
            }
        }
        outline.foot = vec![TYPED.to_owned(), format!("Ischia · guidance {}", knowledge.version())];
        outline
    }

    /// All other versions of it, each under its heading: those beside it, then the earlier ones.
    pub fn others(&self) -> impl Iterator<Item = (String, &NoteVersion)> {
        let beside = self.beside.iter().map(|it| (it.heading("In another version"), it));
        beside.chain(self.earlier.iter().map(|it| (it.heading("Amended since"), it)))
    }

    /// Who, when, for whom, and with whose consent.
    pub fn facts(&self, client: &str) -> Vec<(String, String)> {
        let mut facts = vec![("Client".to_owned(), client.to_owned())];
        let mut say = |label: &str, text: String| facts.push((label.to_owned(), text));
        if !self.therapist.is_empty() {
            say("Therapist", self.therapist.clone());
        }
        say("Session", self.now.on.with_weekday());
        if let Some(entry) = &self.now.entered {
            say("Entered", entry_words(entry));
        }
        let consent: Vec<String> = self
            .consent
            .iter()
            .map(|given| format!("{} {}", inside_sentence(given.item.label()), given.on.long()))
            .collect();
        say(
            "Consent",
            if consent.is_empty() { "none recorded".to_owned() } else { consent.join("; ") },
        );
        facts
    }
}

/// What is said of the words of a note.
pub const TYPED: &str = "In quotation marks: typed. All else was written from what was pressed.";

/// When something was entered, and by whom.
pub fn entry_words(entry: &Entry) -> String {
    let day = Day::from(entry.at.to_zoned(jiff::tz::TimeZone::UTC).date()).long();
    match entry.by.trim() {
        "" => day,
        by => format!("{day} by {by}"),
    }
}

fn version(
    source: NoteSource<'_>,
    outcome: &Outcome,
    own: &OwnNote,
    entered: Option<Entry>,
) -> NoteVersion {
    let parts = NotePart::ALL.iter().map(|part| section(*part, source, outcome, own));
    NoteVersion { entered, on: outcome.on, parts: parts.collect() }
}

fn section(
    part: NotePart,
    source: NoteSource<'_>,
    outcome: &Outcome,
    own: &OwnNote,
) -> NoteSection {
    let (letter, lines) = match part {
        NotePart::Subjective => ("S", vec![told::subjective(source)]),
        NotePart::Objective => ("O", vec![told::objective(source, outcome)]),
        NotePart::Assessment => ("A", vec![assessment::assessment(source, outcome)]),
        NotePart::Plan => ("P", done::plan(source, outcome)),
    };
    match own.of(part) {
        None => NoteSection { part, letter, lines, is_own: false },
        Some(text) => {
            let own = text.lines().filter(|line| !line.trim().is_empty());
            let lines = own.map(|line| reworded(line, &lines)).collect();
            NoteSection { part, letter, lines, is_own: true }
        }
    }
}

/// Words of somebody's own: a sentence that was written by itself stays one that was, also behind what
/// its line is about.
fn reworded(text: &str, drafted: &[NoteLine]) -> NoteLine {
    let runs = drafted.iter().flat_map(|line| &line.runs).filter(|run| !run.typed);
    let written: Vec<&str> = runs.flat_map(|run| sentences(&run.text)).collect();
    let labels: Vec<String> = drafted
        .iter()
        .filter(|line| !line.label.is_empty())
        .map(|line| format!("{}: ", line.label))
        .collect();
    let is_written = |sentence: &str| {
        let behind = labels.iter().find_map(|label| sentence.strip_prefix(label.as_str()));
        written.contains(&behind.unwrap_or(sentence))
    };
    let mut line = NoteLine::default();
    for sentence in sentences(text) {
        let typed = !is_written(sentence);
        match line.runs.last_mut().filter(|last| last.typed == typed) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(sentence);
            }
            None => line.runs.push(Run { text: sentence.to_owned(), typed }),
        }
    }
    line
}

impl NoteVersion {
    fn heading(&self, what: &str) -> String {
        match &self.entered {
            Some(entry) => format!("{what}: as entered {}", entry_words(entry)),
            None => what.to_owned(),
        }
    }
}

impl NoteLine {
    fn labelled(label: &'static str) -> Self {
        Self { label, runs: Vec::new() }
    }

    /// Words that are written from what was pressed; those that follow each other are one run.
    fn say(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref().trim();
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut().filter(|last| !last.typed) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(text);
            }
            None => self.runs.push(Run { text: text.to_owned(), typed: false }),
        }
    }

    /// Words that somebody typed.
    fn typed(&mut self, text: Option<&str>) {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            self.runs.push(Run { text: text.to_owned(), typed: true });
        }
    }

    /// The same behind a few words that lead to them.
    fn typed_after(&mut self, lead: &str, text: Option<&str>) {
        if text.is_some_and(|text| !text.trim().is_empty()) {
            self.say(lead);
            self.typed(text);
        }
    }

    fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The line as it is edited: behind what it is about, and without quotation marks.
    pub fn plain(&self) -> String {
        let runs: Vec<&str> = self.runs.iter().map(|run| run.text.as_str()).collect();
        let runs = runs.join(" ");
        if self.label.is_empty() { runs } else { format!("{}: {runs}", self.label) }
    }

    /// The line as text, with quotation marks around what was typed.
    pub fn text(&self) -> String {
        let runs = self
            .runs
            .iter()
            .map(|run| if run.typed { format!("“{}”", run.text) } else { run.text.clone() });
        runs.collect::<Vec<_>>().join(" ")
    }
}

impl NoteSection {
    /// The part as it is edited.
    pub fn plain(&self) -> String {
        self.lines.iter().map(NoteLine::plain).collect::<Vec<_>>().join("\n")
    }

    fn blocks(&self) -> Vec<Block> {
        let (running, labelled): (Vec<&NoteLine>, Vec<&NoteLine>) =
            self.lines.iter().partition(|line| line.label.is_empty());
        let mut blocks: Vec<Block> =
            running.iter().map(|line| Block::Paragraph(line.text())).collect();
        if !labelled.is_empty() {
            let facts = labelled.iter().map(|line| (line.label.to_owned(), line.text()));
            blocks.push(Block::Facts(facts.collect()));
        }
        blocks
    }
}

/// The latest day of each consent that isn't after the session.
fn consent(client: Option<&Client>, on: Day) -> Vec<ConsentGiven> {
    let given = client.map_or(&[][..], |client| &client.consents);
    let latest = |item: ConsentItem| {
        let days = given.iter().filter(|one| one.covers.contains(&item) && one.on <= on);
        days.map(|one| one.on).max()
    };
    let items = ConsentItem::ALL.into_iter();
    items.filter_map(|item| Some(ConsentGiven { item, on: latest(item)? })).collect()
}

/// Something said of each, one after the other: "a, b, c".
fn joined(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}
