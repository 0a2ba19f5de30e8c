//! Deriving limits: the category's table, then every rule that holds, then floors and clearances.

use super::{CellLimits, HandsOn, Limits, Why, loaded_cells, position_index};
use crate::knowledge::Cells;
use crate::knowledge::schema::{Condition, Effect, Protocol, Rule};
use crate::model::{
    CategoryId, GateId, LevelDrop, ModalityId, Phase, Position, Pressure, Side, TechniqueId, Text,
    TraitId,
};
use crate::planner::Facts;
use crate::planner::gates::{JudgedGate, first_seen_behind};

/// Levels by the stage at which they count (A16).
#[derive(Default)]
struct Caps {
    /// Of findings and other answers.
    of_answers: Vec<(Cells, Pressure, Why)>,
    /// Steps down, after those.
    lowered: Vec<(Cells, LevelDrop, Why)>,
    /// Of what stands behind a gate, of clearances and of refusals; last.
    behind_gates: Vec<(Cells, Pressure, Why)>,
    /// Whether the painful side stays up, which asks what else is closed.
    painful_side_up: Option<Why>,
}

/// Keeps the lesser of two numbers, with its reason.
fn narrow<T: PartialOrd>(kept: &mut Option<(T, Why)>, number: T, why: Why) {
    if kept.as_ref().is_none_or(|(least, _)| number < *least) {
        *kept = Some((number, why));
    }
}

/// A cap that written advice lifts: to the level that the advice states, at most to `most`.
fn lifted(
    facts: &Facts<'_>,
    when: &Condition,
    level: Pressure,
    gate: &GateId,
    most: Pressure,
) -> Pressure {
    let session = facts.intake().date;
    let since = first_seen_behind(facts, when);
    let stated = facts.intake().clearances.iter().filter(|clearance| {
        clearance.covers(gate)
            && clearance.counts_on(session)
            && since.is_none_or(|since| clearance.on >= since)
    });
    let stated = stated.filter_map(|clearance| clearance.max_pressure).max();
    stated.map_or(level, |stated| level.max(Pressure::from(stated).min(most)))
}

impl<'a> Limits<'a> {
    /// The limits that follow from the answers and the released gates.
    pub(in crate::planner) fn derive(facts: &Facts<'a>, gates: &[JudgedGate<'a>]) -> Self {
        let mut limits = Self::of_category(facts);
        let mut caps = Caps::default();
        for (at, rule) in facts.knowledge.tables().rules.iter().enumerate() {
            if facts.holds(&rule.when) {
                limits.apply(facts, rule, Why::Rule(at), &mut caps);
            }
        }
        for gate in gates.iter().filter(|gate| gate.is_released()) {
            limits.floor(facts, gate, &mut caps.behind_gates);
        }
        limits.clearances(facts, &mut caps.behind_gates);
        limits.refusals(facts, &mut caps.behind_gates);
        // A16: the hard maximum stands already; caps of the answers meet it, an inflammation takes
        // one level off what is left, and what stands behind a gate is not lowered again.
        for (cells, level, why) in caps.of_answers {
            limits.cap(cells, level, why);
        }
        for (cells, by, why) in caps.lowered {
            for cell in cells.iter() {
                if let Some(entry) = limits.cells.get_mut(cell.index()) {
                    let level = Pressure::clamped(entry.cap.get().saturating_sub(by.get()));
                    entry.cap = level;
                    entry.cap_why = why;
                }
            }
        }
        for (cells, level, why) in caps.behind_gates {
            limits.cap(cells, level, why);
        }
        if let Some(why) = caps.painful_side_up {
            limits.keep_painful_side_up(facts, why);
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
            positions: [[None; Phase::ALL.len()]; Position::ALL.len()],
            techniques: vec![None; tables.techniques.len()],
            only_techniques: None,
            supports: Vec::new(),
            hands_on: Vec::new(),
            preferred: Vec::new(),
            home_care_added: Vec::new(),
            home_care_removed: Vec::new(),
            no_home_pressing: Vec::new(),
            longest_heat: None,
            longest_interval: None,
            interval_words: None,
            avoid: Vec::new(),
            no_interval: None,
            varied: Vec::new(),
            rest_in: Vec::new(),
            pause_every: None,
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

    fn only_modalities(&mut self, cells: Cells, open: &[ModalityId], why: Why) {
        for (at, modality) in self.knowledge.tables().modalities.iter().enumerate() {
            if !open.contains(&modality.id) {
                self.close_modality(cells, at, why);
            }
        }
    }

    fn apply(&mut self, facts: &Facts<'a>, rule: &'a Rule, why: Why, caps: &mut Caps) {
        for effect in &rule.effects {
            match effect {
                Effect::CapPressure { area, level, lifted_by, lifted_to, behind_gate } => {
                    let lift = lifted_by.as_ref().zip(*lifted_to);
                    let level = lift.map_or(*level, |(gate, most)| {
                        lifted(facts, &rule.when, *level, gate, most)
                    });
                    let stage =
                        if *behind_gate { &mut caps.behind_gates } else { &mut caps.of_answers };
                    stage.push((facts.cells(area), level, why));
                }
                Effect::LowerCap { area, by } => caps.lowered.push((facts.cells(area), *by, why)),
                Effect::CapAtDefault { area } => {
                    self.cap_at_default(facts, facts.cells(area), why, &mut caps.of_answers);
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
                Effect::ForbidPositions { positions, phases } => {
                    for position in positions {
                        self.close_position(*position, phases, why);
                    }
                }
                Effect::PainfulSideUp => _ = caps.painful_side_up.get_or_insert(why),
                Effect::RestIn { position, from } => self.rest_in.push((*position, *from, why)),
                Effect::PauseEvery { minutes } => {
                    narrow(&mut self.pause_every, minutes.get(), why);
                }
                Effect::ForbidLoading { area } => self.forbid_loading(facts.cells(area), why),
                Effect::ForbidTraits { traits } => self.forbid_traits(traits, why),
                Effect::ForbidTechniques { techniques } => {
                    for technique in techniques {
                        self.close_technique(technique, why);
                    }
                }
                Effect::OnlyTechniques { techniques } => self.leave_techniques(techniques, why),
                Effect::ForbidPulling { area } => {
                    self.each(facts.cells(area), |entry| {
                        _ = entry.no_pull.get_or_insert(why);
                    });
                }
                Effect::RequireSupport { position, support } => {
                    self.supports.push((*position, support.clone(), why));
                }
                Effect::ForbidHeat { area } => self.forbid_heat(facts, facts.cells(area), why),
                Effect::LimitHeat { minutes } => narrow(&mut self.longest_heat, minutes.get(), why),
                Effect::ForbidCold { area } => {
                    let cells = facts.with_what_lies_above(facts.cells(area));
                    self.each(cells, |entry| _ = entry.no_cold.get_or_insert(why));
                }
                Effect::OfferCold { area } => {
                    let cells = facts.cells(area).intersection(facts.coolable());
                    self.cold = self.cold.union(cells);
                    self.cold_why.get_or_insert(why);
                }
                Effect::LimitHandsOn { minutes, stretch } => {
                    let minutes = minutes.get();
                    self.hands_on.push(HandsOn { minutes, stretch: *stretch, why });
                }
                Effect::PreferPositions { positions } => self.preferred.extend(positions),
                Effect::LimitInterval { days, text } => {
                    if self.longest_interval.is_none_or(|(least, _)| *days < least) {
                        self.longest_interval = Some((*days, why));
                        self.interval_words = Some(text.clone());
                    }
                }
                Effect::NoInterval { text } => {
                    self.no_interval.get_or_insert_with(|| (text.clone(), why));
                }
                Effect::VaryApproach { regions } => self.varied.extend(regions.iter().cloned()),
                Effect::AddHomeCare { item } => self.home_care_added.push(item.clone()),
                Effect::RemoveHomeCare { items } => {
                    self.home_care_removed.extend(items.iter().map(|item| (item.clone(), why)));
                }
                Effect::ForbidHomePressing { area } => {
                    self.no_home_pressing.push((facts.cells(area), why));
                }
                Effect::LeaveOut { text, sources } => {
                    self.avoid.push(Text { text: text.clone(), sources: sources.clone() });
                }
                Effect::Note { text, sources } => {
                    self.notes.push(Text { text: text.clone(), sources: sources.clone() });
                }
            }
        }
    }

    fn forbid_traits(&mut self, traits: &[TraitId], why: Why) {
        let techniques = self.knowledge.tables().techniques.iter();
        for (entry, technique) in self.techniques.iter_mut().zip(techniques) {
            if technique.traits.iter().any(|one| traits.contains(one)) {
                entry.get_or_insert(why);
            }
        }
    }

    /// Nothing but these techniques is left, in this order; of two such lists what both leave.
    fn leave_techniques(&mut self, techniques: &[TechniqueId], why: Why) {
        let all = self.knowledge.tables().techniques.iter();
        for technique in all.map(|technique| &technique.id).filter(|id| !techniques.contains(id)) {
            self.close_technique(technique, why);
        }
        match &mut self.only_techniques {
            Some(left) => left.retain(|id| techniques.contains(id)),
            None => self.only_techniques = Some(techniques.to_vec()),
        }
    }

    /// What the client refuses is closed like any other limit (A31).
    fn refusals(&mut self, facts: &Facts<'a>, capped: &mut Vec<(Cells, Pressure, Why)>) {
        let Some(refused) = &facts.intake().preferences else { return };
        let everywhere = Cells::all(self.knowledge.tables().regions.len());
        for modality in &refused.declined_modalities {
            if let Some(at) = self.knowledge.modality_index(modality) {
                self.close_modality(everywhere, at, Why::Refusal);
            }
        }
        if !refused.heat {
            self.forbid_heat(facts, everywhere, Why::Refusal);
        }
        if let Some(most) = refused.max_pressure {
            capped.push((everywhere, most, Why::Refusal));
        }
    }

    /// No hands while the one painful side lies on the table, unless the other one is closed (A34).
    fn keep_painful_side_up(&mut self, facts: &Facts<'a>, why: Why) {
        let Some(painful) = facts.intake().side.single() else { return };
        let up = Position::side_lying_with_up(painful);
        let down = Position::side_lying_with_up(painful.other());
        if self.position_closed(up, Phase::Focus).is_none() {
            self.close_position(down, &[Phase::WarmUp, Phase::Focus], why);
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
    fn limits_of(&mut self, category: &CategoryId, why: Why) {
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

    /// Closes a position in the steps of some phases; in every step, where none is named.
    fn close_position(&mut self, position: Position, phases: &[Phase], why: Why) {
        let Some(entries) = self.positions.get_mut(position_index(position)) else { return };
        for (phase, entry) in Phase::ALL.iter().zip(entries) {
            if phases.is_empty() || phases.contains(phase) {
                entry.get_or_insert(why);
            }
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
                self.close_position(position, &[], why);
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
        // The newest word counts: an older one that stated more doesn't outvote it.
        let releasing = || judged.clearances.iter().filter_map(|at| clearances.get(*at));
        let newest = releasing().map(|clearance| clearance.on).max();
        let states_more =
            releasing().filter(|clearance| Some(clearance.on) == newest).all(|clearance| {
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
        }
    }
}
