//! The client's wishes: kept where they can be, and said where one had to give way.

use std::cell::RefCell;

use crate::knowledge::Knowledge;
use crate::model::{ModalityId, Position, Preferences, Pressure, Text};
use crate::planner::fill;

/// Wishes, and those that gave way.
#[derive(Debug)]
pub(in crate::planner) struct Wishes<'a> {
    knowledge: &'a Knowledge,
    wanted: Option<&'a Preferences>,
    gave_way: RefCell<Vec<String>>,
}

impl<'a> Wishes<'a> {
    pub fn new(knowledge: &'a Knowledge, wanted: Option<&'a Preferences>) -> Self {
        Self { knowledge, wanted, gave_way: RefCell::default() }
    }

    /// Whether warm packs are welcome.
    pub fn heat(&self) -> bool {
        self.wanted.is_none_or(|wanted| wanted.heat)
    }

    /// Whether a modality is welcome at a level.
    pub fn welcomes(&self, modality: &ModalityId, level: Pressure) -> bool {
        self.wanted.is_none_or(|wanted| {
            !wanted.declined_modalities.contains(modality)
                && wanted.max_pressure.is_none_or(|most| level <= most)
        })
    }

    /// The level, no firmer than is liked.
    pub fn ease(&self, level: Pressure) -> Pressure {
        let most = self.wanted.and_then(|wanted| wanted.max_pressure);
        most.map_or(level, |most| level.min(most))
    }

    /// Whether a position is welcome.
    pub fn welcomes_position(&self, position: Position) -> bool {
        self.wanted.is_none_or(|wanted| !wanted.avoid_positions.contains(&position))
    }

    /// Remembers that a modality is used although it isn't welcome.
    pub fn gave_way_on(&self, modality: &ModalityId) {
        let name = self.knowledge.modality(modality).map_or("", |entry| entry.name.as_str());
        self.remember(name.to_owned());
    }

    /// Remembers a position, where it isn't welcome.
    pub fn used_position(&self, position: Position) {
        if !self.welcomes_position(position) {
            self.remember(position.label().to_owned());
        }
    }

    fn remember(&self, what: String) {
        let mut gave_way = self.gave_way.borrow_mut();
        if !gave_way.contains(&what) {
            gave_way.push(what);
        }
    }

    /// A remark for each wish that gave way.
    pub fn remarks(self) -> Vec<Text> {
        let said = &self.knowledge.session().texts.preference;
        let remark = |what: &String| Text {
            text: fill(&said.text, &[("preference", what)]),
            sources: said.sources.clone(),
        };
        self.gave_way.into_inner().iter().map(remark).collect()
    }
}
