//! Limits: what the answers leave open, with the reason behind every closed door.
//!
//! Rules only tighten, so the order in which they are applied changes nothing but which of two
//! equal reasons is named. Builder and checker read the same limits; neither may bend them.

use crate::knowledge::schema::{Condition, Effect, PositionChoice, Protocol, Rule};
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{
    HomeCareId, Position, Pressure, RuleId, Side, SourceId, SupportId, TechniqueId, Text,
};

use super::gates::JudgedGate;
use super::{Facts, fill};

/// The reason behind a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The region itself allows no more.
    Region,
    /// The category's hard maximum, or its list of modalities.
    Category,
    /// A rule, by its place in the knowledge.
    Rule(usize),
    /// The floor of a released gate, by its place in the knowledge.
    Gate(usize),
    /// What a clearance says, by its place in the intake.
    Clearance(usize),
}

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The id that `check` names.
    pub rule: RuleId,
    /// The limit.
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
    /// Minutes.
    pub minutes: u16,
    /// Whether stretches count.
    pub stretch: bool,
    /// Why.
    pub why: Why,
}

/// Everything that the answers leave open or close.
#[derive(Debug, Clone)]
pub struct Limits<'a> {
    knowledge: &'a Knowledge,
    cells: Vec<CellLimits>,
    /// For each cell and modality, why it is closed.
    modalities: Vec<Option<Why>>,
    positions: [Option<Why>; 6],
    techniques: Vec<Option<Why>>,
    /// Supports that a position needs.
    pub supports: Vec<(Position, SupportId, Why)>,
    /// Limits of hands-on time.
    pub hands_on: Vec<HandsOn>,
    /// Positions that come first.
    pub preferred: Vec<PositionChoice>,
    /// Home care that the answers bring.
    pub home_care_added: Vec<HomeCareId>,
    home_care_removed: Vec<(HomeCareId, Why)>,
    /// Where a cold pack is offered.
    pub cold: Cells,
    /// Why it is.
    pub cold_why: Option<Why>,
    /// Remarks for the plan.
    pub notes: Vec<Text>,
}

impl<'a> Limits<'a> {
    /// The limits that follow from the answers and the released gates.
    pub(super) fn derive(facts: &Facts<'a>, gates: &[JudgedGate<'a>]) -> Self {
        let mut limits = Self::of_category(facts);
        let mut lowered: Vec<(Cells, u16, Why)> = Vec::new();
        let mut capped: Vec<(Cells, Pressure, Why)> = Vec::new();
        for (at, rule) in facts.knowledge.tables().rules.iter().enumerate() {
            if facts.holds(&rule.when) {
                limits.apply(facts, rule, Why::Rule(at), &mut lowered, &mut capped);
            }
        }
        for gate in gates.iter().filter(|gate| gate.is_released()) {
            limits.floor(facts, gate, &mut capped);
        }
        limits.clearances(facts, &mut capped);
        // A step down acts on the hard maximum; only then do the caps meet it, the least of all wins.
        for (cells, by, why) in lowered {
            for cell in cells.iter() {
                if let Some(entry) = limits.cells.get_mut(cell.index()) {
                    let level = Pressure::clamped(entry.cap.get().saturating_sub(by));
                    entry.cap = level;
                    entry.cap_why = why;
                }
            }
        }
        for (cells, level, why) in capped {
            limits.cap(cells, level, why);
        }
        limits
    }

    fn of_category(facts: &Facts<'a>) -> Self {
        let knowledge = facts.knowledge;
        let tables = knowledge.tables();
        let modality_count = tables.modalities.len();
        let protocol = knowledge.protocol(&facts.intake().category);
        let mut cells = Vec::with_capacity(tables.regions.len() * 2);
        for region in &tables.regions {
            let limits = protocol.and_then(|protocol| protocol.limits(&region.id));
            let hard_max = limits.map_or(Pressure::MIN, |l| l.max.min(region.absolute_max));
            let cell = CellLimits {
                cap: hard_max,
                cap_why: Why::Category,
                hard_max,
                default: limits.map_or(Pressure::MIN, |l| l.default.min(hard_max)),
                no_work: None,
                no_heat: None,
                no_cold: None,
                no_load: None,
                no_pull: None,
            };
            cells.extend([cell, cell]);
        }
        let mut limits = Self {
            knowledge,
            modalities: vec![None; cells.len() * modality_count],
            cells,
            positions: [None; 6],
            techniques: vec![None; tables.techniques.len()],
            supports: Vec::new(),
            hands_on: Vec::new(),
            preferred: Vec::new(),
            home_care_added: Vec::new(),
            home_care_removed: Vec::new(),
            cold: Cells::NONE,
            cold_why: None,
            notes: Vec::new(),
        };
        if let Some(protocol) = protocol {
            limits.modalities_of(protocol, Why::Category);
        }
        limits
    }

    /// Closes what a protocol doesn't open, region by region.
    fn modalities_of(&mut self, protocol: &Protocol, why: Why) {
        let tables = self.knowledge.tables();
        for (region_at, region) in tables.regions.iter().enumerate() {
            let only = protocol.limits(&region.id).and_then(|limits| limits.only.as_ref());
            let open = only.unwrap_or(&protocol.modalities);
            for (modality_at, modality) in tables.modalities.iter().enumerate() {
                if !(open.contains(&modality.id) && protocol.modalities.contains(&modality.id)) {
                    self.close_modality(Cells::of(region_at, Side::Both), modality_at, why);
                }
            }
        }
    }

    fn close_modality(&mut self, cells: Cells, modality: usize, why: Why) {
        let count = self.knowledge.tables().modalities.len();
        for cell in cells.iter() {
            if let Some(entry) = self.modalities.get_mut(cell.index() * count + modality) {
                entry.get_or_insert(why);
            }
        }
    }

    fn each(&mut self, cells: Cells, change: impl Fn(&mut CellLimits)) {
        for cell in cells.iter() {
            if let Some(entry) = self.cells.get_mut(cell.index()) {
                change(entry);
            }
        }
    }

    fn cap(&mut self, cells: Cells, level: Pressure, why: Why) {
        self.each(cells, |entry| {
            // Of two equal limits the rule is named, since it says more than the table.
            if level < entry.cap || (level == entry.cap && entry.cap_why == Why::Category) {
                entry.cap = level;
                entry.cap_why = why;
            }
        });
    }

    fn only_modalities(&mut self, cells: Cells, open: &[crate::model::ModalityId], why: Why) {
        for (at, modality) in self.knowledge.tables().modalities.iter().enumerate() {
            if !open.contains(&modality.id) {
                self.close_modality(cells, at, why);
            }
        }
    }

    fn apply(
        &mut self,
        facts: &Facts<'a>,
        rule: &Rule,
        why: Why,
        lowered: &mut Vec<(Cells, u16, Why)>,
        capped: &mut Vec<(Cells, Pressure, Why)>,
    ) {
        for effect in &rule.effects {
            match effect {
                Effect::CapPressure { area, level, lifted_by, lifted_to } => {
                    let mut level = *level;
                    if let (Some(gate), Some(most)) = (lifted_by, lifted_to) {
                        let session = facts.intake().date;
                        let stated = facts.intake().clearances.iter().filter(|clearance| {
                            clearance.covers(gate) && clearance.counts_on(session)
                        });
                        let stated = stated.filter_map(|clearance| clearance.max_pressure).max();
                        if let Some(stated) = stated {
                            level = level.max(Pressure::from(stated).min(*most));
                        }
                    }
                    capped.push((facts.cells(area), level, why));
                }
                Effect::LowerCap { area, by } => lowered.push((facts.cells(area), *by, why)),
                Effect::CapAtDefault { area } => {
                    self.cap_at_default(facts, facts.cells(area), why, capped);
                }
                Effect::LimitsOf { category } => self.limits_of(category, why),
                Effect::OnlyModalities { area, modalities } => {
                    self.only_modalities(facts.cells(area), modalities, why);
                }
                Effect::ForbidModalities { area, modalities } => {
                    for modality in modalities {
                        if let Some(at) = self.knowledge.modality_index(modality) {
                            self.close_modality(facts.cells(area), at, why);
                        }
                    }
                }
                Effect::ForbidWork { area } => {
                    self.each(facts.cells(area), |entry| {
                        _ = entry.no_work.get_or_insert(why);
                    });
                }
                Effect::ForbidPositions { positions } => {
                    for position in positions {
                        self.close_position(*position, why);
                    }
                }
                Effect::ForbidLoading { area } => self.forbid_loading(facts.cells(area), why),
                Effect::ForbidTraits { traits } => {
                    let techniques = self.knowledge.tables().techniques.iter();
                    for (entry, technique) in self.techniques.iter_mut().zip(techniques) {
                        if technique.traits.iter().any(|t| traits.contains(t)) {
                            entry.get_or_insert(why);
                        }
                    }
                }
                Effect::ForbidTechniques { techniques } => {
                    for technique in techniques {
                        self.close_technique(technique, why);
                    }
                }
                Effect::ForbidPulling { area } => {
                    self.each(facts.cells(area), |entry| {
                        _ = entry.no_pull.get_or_insert(why);
                    });
                }
                Effect::RequireSupport { position, support } => {
                    self.supports.push((*position, support.clone(), why));
                }
                Effect::ForbidHeat { area } => self.forbid_heat(facts, facts.cells(area), why),
                Effect::ForbidCold { area } => {
                    let cells = facts.with_what_lies_above(facts.cells(area));
                    self.each(cells, |entry| _ = entry.no_cold.get_or_insert(why));
                }
                Effect::OfferCold { area } => {
                    self.cold = self.cold.union(facts.cells(area));
                    self.cold_why.get_or_insert(why);
                }
                Effect::LimitHandsOn { minutes, stretch } => {
                    self.hands_on.push(HandsOn { minutes: *minutes, stretch: *stretch, why });
                }
                Effect::PreferPositions { positions } => self.preferred.extend(positions),
                Effect::AddHomeCare { item } => self.home_care_added.push(item.clone()),
                Effect::RemoveHomeCare { items } => {
                    self.home_care_removed.extend(items.iter().map(|item| (item.clone(), why)));
                }
                Effect::Note { text, sources } => {
                    self.notes.push(Text { text: text.clone(), sources: sources.clone() });
                }
            }
        }
    }

    fn cap_at_default(
        &self,
        facts: &Facts<'a>,
        cells: Cells,
        why: Why,
        capped: &mut Vec<(Cells, Pressure, Why)>,
    ) {
        let Some(protocol) = self.knowledge.protocol(&facts.intake().category) else {
            return;
        };
        for cell in cells.iter() {
            let Some(region) = self.knowledge.region_at(cell.region) else {
                continue;
            };
            if let Some(limits) = protocol.limits(&region.id) {
                let shipped = limits.shipped_default.unwrap_or(limits.default);
                capped.push(([cell].into_iter().collect(), shipped.min(limits.max), why));
            }
        }
    }

    /// The hard maxima and modalities of another category hold as well.
    fn limits_of(&mut self, category: &crate::model::CategoryId, why: Why) {
        let Some(other) = self.knowledge.protocol(category) else {
            return;
        };
        for (at, region) in self.knowledge.tables().regions.iter().enumerate() {
            if let Some(limits) = other.limits(&region.id) {
                let level = limits.max;
                self.each(Cells::of(at, Side::Both), |entry| {
                    if level < entry.cap {
                        entry.cap = level;
                        entry.cap_why = why;
                    }
                });
            }
        }
        self.modalities_of(other, why);
    }

    fn forbid_heat(&mut self, facts: &Facts<'a>, cells: Cells, why: Why) {
        let cells = facts.with_what_lies_above(cells);
        self.each(cells, |entry| _ = entry.no_heat.get_or_insert(why));
        let warm = self.knowledge.tables().modalities.iter().enumerate();
        for at in warm.filter(|(_, modality)| modality.warms).map(|(at, _)| at).collect::<Vec<_>>()
        {
            self.close_modality(cells, at, why);
        }
    }

    fn close_position(&mut self, position: Position, why: Why) {
        if let Some(entry) = self.positions.get_mut(position_index(position)) {
            entry.get_or_insert(why);
        }
    }

    fn close_technique(&mut self, technique: &TechniqueId, why: Why) {
        let at = self.knowledge.technique_index(technique);
        if let Some(entry) = at.and_then(|at| self.techniques.get_mut(at)) {
            entry.get_or_insert(why);
        }
    }

    fn forbid_loading(&mut self, cells: Cells, why: Why) {
        self.each(cells, |entry| _ = entry.no_load.get_or_insert(why));
        for position in Position::ALL {
            if loaded_cells(self.knowledge, position).meets(cells) {
                self.close_position(position, why);
            }
        }
    }

    fn floor(
        &mut self,
        facts: &Facts<'a>,
        judged: &JudgedGate<'a>,
        capped: &mut Vec<(Cells, Pressure, Why)>,
    ) {
        let Some(floor) = &judged.gate.floor else {
            return;
        };
        if !facts.holds_if_any(floor.when.as_ref()) {
            return;
        }
        let gates = &self.knowledge.tables().gates;
        let Some(at) = gates.iter().position(|gate| gate.id == judged.gate.id) else {
            return;
        };
        let why = Why::Gate(at);
        let clearances = &facts.intake().clearances;
        let states_more =
            judged.clearances.iter().filter_map(|at| clearances.get(*at)).any(|clearance| {
                clearance.max_pressure.is_some_and(|p| Pressure::from(p) > floor.level)
            });
        let everywhere = Cells::all(self.knowledge.tables().regions.len());
        if !states_more {
            capped.push((everywhere, floor.level, why));
            self.only_modalities(everywhere, &floor.modalities, why);
        }
        self.forbid_heat(facts, facts.cells(&floor.area), why);
    }

    /// The limits of every clearance that counts hold, whatever it releases.
    fn clearances(&mut self, facts: &Facts<'a>, capped: &mut Vec<(Cells, Pressure, Why)>) {
        let everywhere = Cells::all(self.knowledge.tables().regions.len());
        let session = facts.intake().date;
        for (at, clearance) in facts.intake().clearances.iter().enumerate() {
            if !clearance.counts_on(session) {
                continue;
            }
            let why = Why::Clearance(at);
            if let Some(level) = clearance.max_pressure {
                capped.push((everywhere, level.into(), why));
            }
            if let Some(minutes) = clearance.max_hands_on_minutes {
                self.hands_on.push(HandsOn { minutes: minutes.get(), stretch: true, why });
            }
            let said = &self.knowledge.session().texts.clearance;
            let on = clearance.on.to_string();
            let words = [
                ("by", clearance.by.as_str()),
                ("on", on.as_str()),
                ("limits", clearance.limits.as_str()),
            ];
            self.notes.push(Text { text: fill(&said.text, &words), sources: said.sources.clone() });
        }
    }

    /// What holds for one region on one side.
    pub fn cell(&self, cell: Cell) -> Option<&CellLimits> {
        self.cells.get(cell.index())
    }

    /// Why a modality is closed there, whatever the level.
    pub fn modality_closed(&self, cell: Cell, modality: usize) -> Option<Why> {
        let count = self.knowledge.tables().modalities.len();
        *self.modalities.get(cell.index() * count + modality)?
    }

    /// Why a position is closed.
    pub fn position_closed(&self, position: Position) -> Option<Why> {
        *self.positions.get(position_index(position))?
    }

    /// Why a technique is closed on a side.
    pub fn technique_closed(&self, technique: usize, side: Side) -> Option<Why> {
        if let Some(why) = self.techniques.get(technique).copied().flatten() {
            return Some(why);
        }
        let technique = self.knowledge.tables().techniques.get(technique)?;
        let regions = technique.pulls.iter().filter_map(|id| self.knowledge.region_index(id));
        regions
            .flat_map(|region| Cells::of(region, side).iter())
            .find_map(|cell| self.cell(cell)?.no_pull)
    }

    /// Why a piece of home care is closed.
    pub fn home_care_closed(&self, item: &HomeCareId) -> Option<Why> {
        self.home_care_removed.iter().find(|(removed, _)| removed == item).map(|(_, why)| *why)
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
            Why::Region | Why::Category => named("hard-maximum"),
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
        };
        found.unwrap_or_else(|| Explained {
            rule: unnamed_rule(),
            text: "a limit of the knowledge".to_owned(),
            sources: Vec::new(),
        })
    }
}

#[expect(clippy::expect_used, reason = "the text is a well-formed id")]
fn unnamed_rule() -> RuleId {
    RuleId::new("limit").expect("letters only")
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
    let regions = entry.loads.iter().filter_map(|id| knowledge.region_index(id));
    regions.fold(Cells::NONE, |cells, region| cells.union(Cells::of(region, side)))
}

/// The cells that hands reach in a position.
pub fn reached_cells(knowledge: &Knowledge, position: Position) -> Cells {
    let Some(entry) = knowledge.position(position) else {
        return Cells::NONE;
    };
    let of = |ids: &[crate::model::RegionId], side: Side| {
        let regions = ids.iter().filter_map(|id| knowledge.region_index(id));
        regions.fold(Cells::NONE, |cells, region| cells.union(Cells::of(region, side)))
    };
    let upper = position
        .upper_side()
        .map_or(Cells::NONE, |upper| of(&entry.reaches_upper, Side::from(upper)));
    of(&entry.reaches, Side::Both).union(upper)
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

impl Facts<'_> {
    /// Whether an optional condition holds; one that is left out always does.
    pub fn holds_if_any(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| self.holds(condition))
    }
}
