//! Puts the entries of all files into tables, each with the place where it was written.
//!
//! Files laid over the shipped ones can only add entries and, through a `Practice` file, move
//! defaults and tighten limits: an entry that exists is never replaced.

use super::schema::{
    BodyArea, BodyPosition, Caution, Check, Cue, File, Gate, Group, HomeCareItem, ListNeeds,
    Manifest, Modality, OwnDefault, PracticeFile, Protocol, Question, Region, Rule,
    ScreeningQuestion, Session, Source, Support, Technique, Trait, Unused,
};
use crate::text::{Document, Fault, PathStep};

/// Where an entry was written.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The document's place among those that were read.
    pub document: usize,
    /// The way to the entry inside it.
    pub path: Vec<PathStep>,
}

/// An entry and its place.
#[derive(Debug, Clone)]
pub(super) struct Gathered<T> {
    pub value: T,
    pub origin: Origin,
}

macro_rules! tables {
    ($($field:ident: $ty:ty),* $(,)?) => {
        /// All entries of all files.
        #[derive(Debug, Default)]
        pub(super) struct Collected {
            $(pub $field: Vec<Gathered<$ty>>,)*
        }
    };
}

tables! {
    manifests: Manifest,
    regions: Region,
    areas: BodyArea,
    modalities: Modality,
    positions: BodyPosition,
    supports: Support,
    traits: Trait,
    techniques: Technique,
    groups: Group,
    findings: ScreeningQuestion,
    questions: Question,
    home_care: HomeCareItem,
    gates: Gate,
    cautions: Caution,
    cues: Cue,
    lists: ListNeeds,
    defaults: OwnDefault,
    rules: Rule,
    checks: Check,
    protocols: Protocol,
    sessions: Session,
    sources: Source,
    unused: Unused,
    practices: PracticeFile,
}

impl Collected {
    /// Reads every document; faults of all of them are gathered.
    pub fn read(documents: &[Document], shipped: usize) -> (Self, Vec<Fault>) {
        let mut all = Self::default();
        let mut faults = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            match document.parse::<File>() {
                Ok(file) => all.add(at, file, document, at < shipped, &mut faults),
                Err(fault) => faults.push(fault),
            }
        }
        (all, faults)
    }

    fn add(
        &mut self,
        at: usize,
        file: File,
        document: &Document,
        is_whole: bool,
        faults: &mut Vec<Fault>,
    ) {
        match file {
            File::Manifest(manifest) => push(&mut self.manifests, at, None, vec![manifest]),
            File::Vocabulary(file) => {
                push(&mut self.regions, at, Some("regions"), file.regions);
                push(&mut self.areas, at, Some("areas"), file.areas);
                push(&mut self.modalities, at, Some("modalities"), file.modalities);
                push(&mut self.positions, at, Some("positions"), file.positions);
                push(&mut self.supports, at, Some("supports"), file.supports);
                push(&mut self.traits, at, Some("traits"), file.traits);
                push(&mut self.techniques, at, Some("techniques"), file.techniques);
            }
            File::Findings(file) => {
                push(&mut self.groups, at, Some("groups"), file.groups);
                push(&mut self.findings, at, Some("findings"), file.findings);
            }
            File::Questions(file) => {
                push(&mut self.questions, at, Some("questions"), file.questions);
            }
            File::HomeCare(file) => push(&mut self.home_care, at, Some("items"), file.items),
            File::Gates(file) => push(&mut self.gates, at, Some("gates"), file.gates),
            File::Cautions(file) => push(&mut self.cautions, at, Some("cautions"), file.cautions),
            File::Cues(file) => push(&mut self.cues, at, Some("cues"), file.cues),
            File::Rules(file) => {
                push(&mut self.lists, at, Some("lists"), file.lists);
                push(&mut self.defaults, at, Some("defaults"), file.defaults);
                push(&mut self.rules, at, Some("rules"), file.rules);
            }
            File::Checks(file) => push(&mut self.checks, at, Some("checks"), file.checks),
            File::Protocol(file) => {
                let path = vec![PathStep::from("protocol")];
                let origin = Origin { document: at, path };
                self.protocols.push(Gathered { value: file.protocol, origin });
            }
            File::Session(_) if !is_whole => faults.push(document.fault_at(
                &[],
                "the time budget can't be laid over: a practice's folder holds new entries and a \
                 Practice file",
            )),
            File::Session(file) => {
                let path = vec![PathStep::from("session")];
                let origin = Origin { document: at, path };
                self.sessions.push(Gathered { value: file.session, origin });
            }
            File::Sources(file) => {
                push(&mut self.sources, at, Some("sources"), file.sources);
                push(&mut self.unused, at, Some("unused"), file.unused);
            }
            File::Practice(file) => push(&mut self.practices, at, None, vec![file]),
        }
    }
}

fn push<T>(table: &mut Vec<Gathered<T>>, document: usize, list: Option<&str>, entries: Vec<T>) {
    for (index, value) in entries.into_iter().enumerate() {
        let mut path = Vec::new();
        if let Some(list) = list {
            path.extend([PathStep::from(list), PathStep::Index(index)]);
        }
        table.push(Gathered { value, origin: Origin { document, path } });
    }
}
