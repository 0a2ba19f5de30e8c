//! The clinical files: what the program knows.
//!
//! Loads, lays over and validates the RON files under `assets/knowledge` (embedded in the binary)
//! and a practice's own, and checks that an intake speaks their language. Decides nothing about a
//! client: that is the planner's business.

mod accept;
mod cells;
mod collect;
pub mod countries;
mod load;
mod practice;
mod refs;
pub mod schema;
mod shuts;
pub mod unsaid;
mod validate;
pub mod words;

pub use accept::{Accepted, IntakeFault};
pub use cells::{Cell, Cells};
pub use load::{LoadError, shipped_documents};

use std::collections::BTreeMap;

use schema::{
    Asked, BodyArea, BodyPosition, Caution, Check, Cue, Gate, Group, Holds, HomeCareItem,
    ListNeeds, Manifest, Modality, OwnDefault, Protocol, Question, Region, RegionLimits, Rule,
    ScreeningQuestion, Session, Source, Support, Technique, Trait, Unused,
};

use crate::model::{
    AreaId, CategoryId, CautionId, Fact, FindingId, GateId, HomeCareId, ModalityId, Position,
    RegionId, RuleId, Severity, Side, SourceId, SupportId, TechniqueId, TraitId,
};

/// The entries of all files, in the order in which they were written.
#[derive(Debug, Clone)]
pub struct Tables {
    /// Version and intended use.
    pub manifest: Manifest,
    /// Time budget and texts.
    pub session: Session,
    /// Regions of the body; their order makes the cells.
    pub regions: Vec<Region>,
    /// Focus areas, those first that win ties.
    pub areas: Vec<BodyArea>,
    /// Kinds of hands-on work.
    pub modalities: Vec<Modality>,
    /// Positions, each once.
    pub positions: Vec<BodyPosition>,
    /// Pillows, bolsters and rests.
    pub supports: Vec<Support>,
    /// What techniques do to the body, such as bending the low back forward.
    pub traits: Vec<Trait>,
    /// Stretches and movements, from which protocols choose.
    pub techniques: Vec<Technique>,
    /// Groups of questions.
    pub groups: Vec<Group>,
    /// Screening questions, to answer with yes or no.
    pub findings: Vec<ScreeningQuestion>,
    /// Why the intake asks what it asks.
    pub questions: Vec<Question>,
    /// A few words for each step; the first that fits is its own.
    pub cues: Vec<Cue>,
    /// Advice for home.
    pub home_care: Vec<HomeCareItem>,
    /// Reasons to send away, to wait or to be careful.
    pub gates: Vec<Gate>,
    /// What to keep in sight during a session.
    pub cautions: Vec<Caution>,
    /// Which answers allow a list of places.
    pub lists: Vec<ListNeeds>,
    /// Default regions of areas.
    pub defaults: Vec<OwnDefault>,
    /// Limits that answers bring.
    pub rules: Vec<Rule>,
    /// What must hold in a plan, in words, for each id that the code of `check` knows.
    pub checks: Vec<Check>,
    /// The protocols of the categories, in the order in which the intake offers them.
    pub protocols: Vec<Protocol>,
    /// What entries rest on.
    pub sources: Vec<Source>,
    /// Seed statements that no entry uses.
    pub unused_sources: Vec<Unused>,
}

/// Checked knowledge: every id that an entry names exists, and numbers fit together.
#[derive(Debug, Clone)]
pub struct Knowledge {
    tables: Tables,
    regions: BTreeMap<RegionId, usize>,
    modalities: BTreeMap<ModalityId, usize>,
    techniques: BTreeMap<TechniqueId, usize>,
    traits: BTreeMap<TraitId, usize>,
    checks: BTreeMap<RuleId, usize>,
    cautions: BTreeMap<CautionId, usize>,
    home_care: BTreeMap<HomeCareId, usize>,
    /// For each region those that hands work through to reach it.
    through: Vec<Vec<usize>>,
}

fn positions_of<'a, T, K: Ord + Clone + 'a>(
    entries: &'a [T],
    id: impl Fn(&'a T) -> &'a K,
) -> BTreeMap<K, usize> {
    entries.iter().enumerate().map(|(at, entry)| (id(entry).clone(), at)).collect()
}

impl Knowledge {
    fn new(tables: Tables) -> Self {
        let regions = positions_of(&tables.regions, |entry| &entry.id);
        let through = tables
            .regions
            .iter()
            .map(|r| r.worked_through.iter().filter_map(|id| regions.get(id).copied()).collect())
            .collect();
        Self {
            modalities: positions_of(&tables.modalities, |entry| &entry.id),
            techniques: positions_of(&tables.techniques, |entry| &entry.id),
            traits: positions_of(&tables.traits, |entry| &entry.id),
            checks: positions_of(&tables.checks, |entry| &entry.id),
            cautions: positions_of(&tables.cautions, |entry| &entry.id),
            home_care: positions_of(&tables.home_care, |entry| &entry.id),
            regions,
            through,
            tables,
        }
    }

    /// Whole lists, for whoever needs more than one entry.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The version, which plans carry.
    pub fn version(&self) -> &str {
        &self.tables.manifest.version
    }

    /// The common frame.
    pub fn session(&self) -> &Session {
        &self.tables.session
    }

    /// A region's place in the vocabulary, by which cells know it.
    pub fn region_index(&self, id: &RegionId) -> Option<usize> {
        self.regions.get(id).copied()
    }

    /// The cells of some regions on a side; none for a region that nobody knows.
    pub fn cells_of<'i>(&self, ids: impl IntoIterator<Item = &'i RegionId>, side: Side) -> Cells {
        let regions = ids.into_iter().filter_map(|id| self.region_index(id));
        regions.fold(Cells::NONE, |cells, region| cells.union(Cells::of(region, side)))
    }

    /// Whether a region belongs to an area that is worked on both sides together.
    pub fn has_no_side(&self, region: &RegionId) -> bool {
        let mut areas = self.tables.areas.iter().filter(|area| area.both_sides);
        areas.any(|area| area.parts.iter().any(|part| part.region == *region))
    }

    /// Whether a technique moves the trunk alone, and is done on neither side.
    pub fn moves_trunk_alone(&self, technique: &Technique) -> bool {
        let pulls = &technique.pulls;
        !pulls.is_empty() && pulls.iter().all(|id| self.has_no_side(id))
    }

    /// Looks a region up; none where no file defines the id.
    pub fn region(&self, id: &RegionId) -> Option<&Region> {
        self.region_at(self.region_index(id)?)
    }

    /// The region at a place in the vocabulary.
    pub fn region_at(&self, index: usize) -> Option<&Region> {
        self.tables.regions.get(index)
    }

    /// The places of the regions that hands work through to reach this one.
    pub fn worked_through(&self, region: usize) -> &[usize] {
        self.through.get(region).map_or(&[], Vec::as_slice)
    }

    /// A modality's place in the vocabulary.
    pub fn modality_index(&self, id: &ModalityId) -> Option<usize> {
        self.modalities.get(id).copied()
    }

    /// Looks a modality up; none where no file defines the id.
    pub fn modality(&self, id: &ModalityId) -> Option<&Modality> {
        self.tables.modalities.get(self.modality_index(id)?)
    }

    /// A technique's place in the vocabulary.
    pub fn technique_index(&self, id: &TechniqueId) -> Option<usize> {
        self.techniques.get(id).copied()
    }

    /// Looks a technique up; none where no file defines the id.
    pub fn technique(&self, id: &TechniqueId) -> Option<&Technique> {
        self.tables.techniques.get(self.technique_index(id)?)
    }

    /// Looks up what a technique does to the body; none where no file defines the id.
    pub fn technique_trait(&self, id: &TraitId) -> Option<&Trait> {
        self.tables.traits.get(*self.traits.get(id)?)
    }

    /// A focus area.
    pub fn area(&self, id: &AreaId) -> Option<&BodyArea> {
        self.tables.areas.iter().find(|area| area.id == *id)
    }

    /// What a position does to the body.
    pub fn position(&self, position: Position) -> Option<&BodyPosition> {
        self.tables.positions.iter().find(|entry| entry.position == position)
    }

    /// Looks a support up; none where no file defines the id.
    pub fn support(&self, id: &SupportId) -> Option<&Support> {
        self.tables.supports.iter().find(|support| support.id == *id)
    }

    /// The words for a support in a position.
    pub fn support_in(&self, id: &SupportId, position: Position) -> Option<&str> {
        let support = self.support(id)?;
        let own = support.in_position.iter().find(|(positions, _)| positions.contains(&position));
        Some(own.map_or(&support.name, |(_, name)| name))
    }

    /// A screening question.
    pub fn finding(&self, id: &FindingId) -> Option<&ScreeningQuestion> {
        self.tables.findings.iter().find(|finding| finding.id == *id)
    }

    /// The screening questions of a group in the order in which they are asked: by topic, those without
    /// one last.
    pub fn questions_of(&self, group: &Group) -> Vec<&ScreeningQuestion> {
        let place = |one: &ScreeningQuestion| {
            let topic = one.topic.as_ref();
            let at = topic.and_then(|topic| group.topics.iter().position(|one| one == topic));
            at.unwrap_or(group.topics.len())
        };
        let findings = self.tables.findings.iter();
        let mut questions: Vec<_> = findings.filter(|one| one.group == group.id).collect();
        questions.sort_by_key(|one| place(one));
        questions
    }

    /// Why a question of the intake is asked; a group that a practice added may say nothing.
    pub fn question(&self, asked: &Asked) -> Option<&Question> {
        self.tables.questions.iter().find(|question| question.asked == *asked)
    }

    /// The fact that the answer to a question is, where it lasts from visit to visit.
    pub fn lasting(&self, asked: &Asked) -> Option<Fact> {
        match self.question(asked)?.holds {
            Holds::Lasting(fact) => Some(fact),
            Holds::Day | Holds::Visit | Holds::Kept | Holds::WithItsAnswer | Holds::Client => None,
        }
    }

    /// Looks a gate up; none where no file defines the id.
    pub fn gate(&self, id: &GateId) -> Option<&Gate> {
        self.tables.gates.iter().find(|gate| gate.id == *id)
    }

    /// A caution's place in its list.
    pub fn caution_index(&self, id: &CautionId) -> Option<usize> {
        self.cautions.get(id).copied()
    }

    /// Looks a caution up; none where no file defines the id.
    pub fn caution(&self, id: &CautionId) -> Option<&Caution> {
        self.tables.cautions.get(self.caution_index(id)?)
    }

    /// The word for how grave a caution is: Stop is kept for emergencies, a limit that is enforced is
    /// called one (4G). One that nobody knows any more counts as the graver.
    pub fn word_of(&self, caution: &CautionId, severity: Severity) -> &'static str {
        if self.is_limit(caution, severity) { "Limit" } else { severity.label() }
    }

    /// Whether a caution of this severity is a limit that is enforced.
    pub fn is_limit(&self, caution: &CautionId, severity: Severity) -> bool {
        severity == Severity::Stop && self.caution(caution).is_some_and(|known| !known.emergency)
    }

    /// What cautions are sorted by: the gravest first, emergencies before limits, and within a word
    /// what the answers brought before what always holds.
    pub fn rank(&self, caution: &CautionId, severity: Severity) -> impl Ord + use<> {
        let known = self.caution(caution);
        let is_brought = known.is_some_and(|known| known.kind == schema::CautionKind::Triggered);
        (std::cmp::Reverse(severity), self.is_limit(caution, severity), !is_brought)
    }

    /// A piece of advice for home.
    pub fn home_care(&self, id: &HomeCareId) -> Option<&HomeCareItem> {
        self.tables.home_care.get(*self.home_care.get(id)?)
    }

    /// What `check` says under this id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.tables.checks.get(*self.checks.get(id)?)
    }

    /// A category's protocol.
    pub fn protocol(&self, id: &CategoryId) -> Option<&Protocol> {
        self.tables.protocols.iter().find(|protocol| protocol.id == *id)
    }

    /// Looks a source up; none where the list doesn't have it.
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.tables.sources.iter().find(|source| source.id == *id)
    }
}

impl Protocol {
    /// The levels of a region; every region of the vocabulary has them.
    pub fn limits(&self, region: &RegionId) -> Option<&RegionLimits> {
        self.regions.iter().find(|limits| limits.region == *region)
    }
}
