//! Limits: what the answers leave open, with the reason behind every closed door.
//!
//! Rules only tighten, so the order in which they are applied changes nothing but which of two
//! equal reasons is named. Builder and checker read the same limits; neither may bend them.

mod derive;

use crate::knowledge::schema::{PositionChoice, Technique};
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{
    HomeCareId, IntervalDays, Phase, Position, Pressure, RegionId, RestMinutes, RuleId, Side,
    SourceId, SupportId, TechniqueId, Text,
};

/// The reason behind a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The category's hard maximum, or its list of modalities.
    Category,
    /// A rule, by its place in the knowledge.
    Rule(usize),
    /// The floor of a released gate, by its place in the knowledge.
    Gate(usize),
    /// What a clearance says, by its place in the intake.
    Clearance(usize),
    /// The client's own refusal (A31).
    Refusal,
}

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The id that `check` names.
    pub rule: RuleId,
    /// The limit as a clause, which stands behind what is wrong in a finding.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// What holds for one region on one side.
#[derive(Debug, Clone, Copy)]
pub struct CellLimits {
    /// The deepest level allowed.
    pub cap: Pressure,
    /// Why no deeper.
    pub cap_why: Why,
    /// The category's hard maximum, before any rule.
    pub hard_max: Pressure,
    /// The level that is drafted where nothing speaks against it.
    pub default: Pressure,
    /// Why no hands may work there.
    pub no_work: Option<Why>,
    /// Why no warmth.
    pub no_heat: Option<Why>,
    /// Why no cold.
    pub no_cold: Option<Why>,
    /// Why no weight may rest there.
    pub no_load: Option<Why>,
    /// Why nothing may pull there.
    pub no_pull: Option<Why>,
}

/// A limit of hands-on time.
#[derive(Debug, Clone, Copy)]
pub struct HandsOn {
    /// Most minutes of warm-up and focus work together.
    pub minutes: u16,
    /// Whether stretches count.
    pub stretch: bool,
    /// The rule or the clearance that sets the limit.
    pub why: Why,
}

/// Everything that the answers leave open or close.
#[derive(Debug, Clone)]
pub struct Limits<'a> {
    knowledge: &'a Knowledge,
    cells: Vec<CellLimits>,
    /// For each cell and modality, why it is closed.
    modalities: Vec<Option<Why>>,
    /// For each position, and each phase in it, why it is closed.
    positions: [[Option<Why>; Phase::ALL.len()]; Position::ALL.len()],
    techniques: Vec<Option<Why>>,
    /// The only techniques left, in their order, where a rule says so (A20).
    pub only_techniques: Option<Vec<TechniqueId>>,
    /// Supports that a position needs.
    pub supports: Vec<(Position, SupportId, Why)>,
    /// Limits of hands-on time.
    pub hands_on: Vec<HandsOn>,
    /// Positions that come first.
    pub preferred: Vec<PositionChoice>,
    /// Home care that the answers bring.
    pub home_care_added: Vec<HomeCareId>,
    home_care_removed: Vec<(HomeCareId, Why)>,
    /// Where nothing presses at home.
    no_home_pressing: Vec<(Cells, Why)>,
    /// The longest warm pack.
    pub longest_heat: Option<(u16, Why)>,
    /// The most days to the next visit.
    pub longest_interval: Option<(IntervalDays, Why)>,
    /// What is said of the next visit then.
    pub interval_words: Option<String>,
    /// What is said where no next visit may be agreed on.
    pub no_interval: Option<(String, Why)>,
    /// Regions where other modalities come first than before.
    pub varied: Vec<RegionId>,
    /// Where a rest of so many minutes lies, where that is open.
    pub rest_in: Vec<(Position, RestMinutes, Why)>,
    /// After how many minutes in one position the client moves.
    pub pause_every: Option<(u16, Why)>,
    /// Where a cold pack is offered.
    pub cold: Cells,
    /// Why it is.
    pub cold_why: Option<Why>,
    /// What the answers add to what is left out.
    pub avoid: Vec<Text>,
    /// Remarks for the plan.
    pub notes: Vec<Text>,
}

impl Limits<'_> {
    /// What holds for one region on one side.
    pub fn cell(&self, cell: Cell) -> Option<&CellLimits> {
        self.cells.get(cell.index())
    }

    /// The deepest level of each cell, by its index; none where no hands may work.
    pub(super) fn caps(&self) -> Vec<Option<Pressure>> {
        self.cells.iter().map(|cell| cell.no_work.is_none().then_some(cell.cap)).collect()
    }

    /// Why a modality is closed there, whatever the level.
    pub fn modality_closed(&self, cell: Cell, modality: usize) -> Option<Why> {
        let count = self.knowledge.tables().modalities.len();
        *self.modalities.get(cell.index() * count + modality)?
    }

    /// Whether hands may work there with a modality, at its lowest level at least.
    pub(super) fn may_work(&self, cell: Cell, modality: usize) -> bool {
        let entry = self.cell(cell).filter(|entry| entry.no_work.is_none());
        let known = self.knowledge.tables().modalities.get(modality);
        let is_deep_enough = |entry: &CellLimits| known.is_some_and(|it| entry.cap >= it.lowest);
        entry.is_some_and(is_deep_enough) && self.modality_closed(cell, modality).is_none()
    }

    /// Why a position is closed in a step of this phase.
    pub fn position_closed(&self, position: Position, phase: Phase) -> Option<Why> {
        *self.positions.get(position_index(position))?.get(phase_index(phase))?
    }

    /// Why a technique is closed on a side.
    pub fn technique_closed(&self, technique: usize, side: Side) -> Option<Why> {
        if let Some(why) = self.techniques.get(technique).copied().flatten() {
            return Some(why);
        }
        let technique = self.knowledge.tables().techniques.get(technique)?;
        pulled_cells(self.knowledge, technique, side)
            .iter()
            .find_map(|cell| self.cell(cell)?.no_pull)
    }

    /// Whether cold may lie anywhere that is inflamed.
    pub fn can_cool(&self) -> bool {
        let mut cells = self.cold.iter();
        cells.any(|cell| self.cell(cell).is_some_and(|entry| entry.no_cold.is_none()))
    }

    /// Why a piece of home care is closed: by its name, or by what it does to the body.
    pub fn home_care_closed(&self, item: &HomeCareId) -> Option<Why> {
        let named = self.home_care_removed.iter().find(|(removed, _)| removed == item);
        if let Some((_, why)) = named {
            return Some(*why);
        }
        let item = self.knowledge.home_care(item)?;
        let pressed = self.knowledge.cells_of(&item.presses, Side::Both);
        let not_pressed = self.no_home_pressing.iter().find(|(cells, _)| cells.meets(pressed));
        not_pressed
            .map(|(_, why)| *why)
            .or_else(|| if item.warms { self.closed_everywhere(|cell| cell.no_heat) } else { None })
            .or_else(|| if item.cools { self.closed_everywhere(|cell| cell.no_cold) } else { None })
    }

    /// The reason, where every place of the body is closed.
    fn closed_everywhere(&self, closed: impl Fn(&CellLimits) -> Option<Why>) -> Option<Why> {
        let mut first = None;
        for cell in &self.cells {
            first = first.or(Some(closed(cell)?));
        }
        first
    }

    /// A reason in words.
    pub fn explain(&self, why: Why) -> Explained {
        let tables = self.knowledge.tables();
        let named = |id: &str| {
            self.knowledge.check(id).map(|check| Explained {
                rule: check.id.clone(),
                text: check.text.clone(),
                sources: check.sources.clone(),
            })
        };
        let found = match why {
            Why::Category => named("hard-maximum"),
            Why::Rule(at) => tables.rules.get(at).map(|rule| Explained {
                rule: rule.behind.clone().unwrap_or_else(|| rule.id.clone()),
                text: rule.text.clone(),
                sources: rule.sources.clone(),
            }),
            Why::Gate(at) => tables.gates.get(at).and_then(|gate| {
                Some(Explained {
                    rule: RuleId::new(gate.id.as_str()).ok()?,
                    text: named("after-release")?.text,
                    sources: gate.sources.clone(),
                })
            }),
            Why::Clearance(_) => named("clearance-limit"),
            Why::Refusal => named("refusal"),
        };
        found.unwrap_or_else(|| Explained {
            rule: unnamed_rule(),
            text: "a limit of the guidance".to_owned(),
            sources: Vec::new(),
        })
    }
}

#[expect(clippy::expect_used, reason = "the text is a well-formed id")]
fn unnamed_rule() -> RuleId {
    RuleId::new("limit").expect("letters only")
}

/// The cells that a technique pulls on, on a side: by its regions there, and on both sides by what
/// its traits move.
pub fn pulled_cells(knowledge: &Knowledge, technique: &Technique, side: Side) -> Cells {
    let traits = technique.traits.iter().filter_map(|id| knowledge.technique_trait(id));
    traits.fold(knowledge.cells_of(&technique.pulls, side), |all, moves| {
        all.union(knowledge.cells_of(&moves.pulls, Side::Both))
    })
}

/// The cells on which a position rests the body's weight.
pub fn loaded_cells(knowledge: &Knowledge, position: Position) -> Cells {
    let side = match position.upper_side() {
        Some(upper) => Side::from(upper.other()),
        None => Side::Both,
    };
    let Some(entry) = knowledge.position(position) else {
        return Cells::NONE;
    };
    knowledge.cells_of(&entry.loads, side)
}

/// The cells that hands reach in a position.
pub fn reached_cells(knowledge: &Knowledge, position: Position) -> Cells {
    let Some(entry) = knowledge.position(position) else {
        return Cells::NONE;
    };
    let upper = position
        .upper_side()
        .map_or(Cells::NONE, |upper| knowledge.cells_of(&entry.reaches_upper, Side::from(upper)));
    knowledge.cells_of(&entry.reaches, Side::Both).union(upper)
}

fn phase_index(phase: Phase) -> usize {
    Phase::ALL.iter().position(|one| *one == phase).unwrap_or_default()
}

fn position_index(position: Position) -> usize {
    match position {
        Position::Seated => 0,
        Position::Prone => 1,
        Position::Supine => 2,
        Position::SideLyingLeft => 3,
        Position::SideLyingRight => 4,
        Position::Standing => 5,
    }
}
