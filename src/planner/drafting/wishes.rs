//! The client's wishes about positions: kept where they can be, and said where one had to give way.
//!
//! Refusals are no wishes: they are limits, and `Limits` has them.

use std::cell::RefCell;

use crate::knowledge::Knowledge;
use crate::model::{Position, Preferences, Text};
use crate::planner::fill;

/// Wishes, and those that gave way.
#[derive(Debug)]
pub(in crate::planner) struct Wishes<'a> {
    knowledge: &'a Knowledge,
    wanted: Option<&'a Preferences>,
    gave_way: RefCell<Vec<Position>>,
}

impl<'a> Wishes<'a> {
    pub fn new(knowledge: &'a Knowledge, wanted: Option<&'a Preferences>) -> Self {
        Self { knowledge, wanted, gave_way: RefCell::default() }
    }

    /// Whether a position is welcome.
    pub fn welcomes_position(&self, position: Position) -> bool {
        self.wanted.is_none_or(|wanted| !wanted.avoid_positions.contains(&position))
    }

    /// Remembers a position, where it isn't welcome.
    pub fn used_position(&self, position: Position) {
        let mut gave_way = self.gave_way.borrow_mut();
        if !self.welcomes_position(position) && !gave_way.contains(&position) {
            gave_way.push(position);
        }
    }

    /// A remark for each wish that gave way.
    pub fn remarks(self) -> Vec<Text> {
        let said = &self.knowledge.session().texts.preference;
        let remark = |position: &Position| Text {
            text: fill(&said.text, &[("preference", position.label())]),
            sources: said.sources.clone(),
        };
        self.gave_way.into_inner().iter().map(remark).collect()
    }
}
