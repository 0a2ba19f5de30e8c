//! Deriving limits: the category's table, then every rule that holds, then floors and clearances.

use super::{CellLimits, HandsOn, Limits, Why, loaded_cells, position_index};
use crate::knowledge::Cells;
use crate::knowledge::schema::{Effect, Protocol, Rule};
use crate::model::{CategoryId, ModalityId, Position, Pressure, Side, TechniqueId, Text};
use crate::planner::gates::{JudgedGate, first_seen_behind};
use crate::planner::{Facts, fill};

impl<'a> Limits<'a> {
    /// The limits that follow from the answers and the released gates.
    pub(in crate::planner) fn derive(facts: &Facts<'a>, gates: &[JudgedGate<'a>]) -> Self {
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

    fn only_modalities(&mut self, cells: Cells, open: &[ModalityId], why: Why) {
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
                        let since = first_seen_behind(facts, &rule.when);
                        let stated = facts.intake().clearances.iter().filter(|clearance| {
                            clearance.covers(gate)
                                && clearance.counts_on(session)
                                && since.is_none_or(|since| clearance.on >= since)
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
            let said = &self.knowledge.session().texts.clearance;
            let on = clearance.on.to_string();
            let words = [
                ("by", clearance.by.as_str()),
                ("on", on.as_str()),
                // The text around it ends the sentence.
                ("limits", clearance.limits.trim().trim_end_matches('.')),
            ];
            self.notes.push(Text { text: fill(&said.text, &words), sources: said.sources.clone() });
        }
    }
}
