//! A new stretch: which one, on which side, from which position.
//!
//! Must not live here: which stretches are open, which the builder knows.

use super::StepMaker;
use crate::knowledge::Cells;
use crate::model::{Position, Side, Step, TechniqueId};
use crate::planner::drafting::{StretchPlace, is_open_stretch, narrower};
use crate::planner::edit::EditError;
use crate::planner::edit::apply::pulled_regions;
use crate::planner::edit::sheet::pressed;

impl StepMaker<'_, '_, '_> {
    pub(super) fn stretch(self, at: Option<usize>) -> Result<(usize, Step, Vec<usize>), EditError> {
        let at = at.unwrap_or_else(|| self.after_treatment());
        let asked = self.new.side.unwrap_or(self.assessment().facts.intake().side);
        let later = self.steps().skip(at).filter(|(_, step)| step.phase.is_hands_on());
        let later =
            later.fold(Cells::NONE, |all, (_, step)| all.union(pressed(self.knowledge(), step)));
        let sides = match self.new.side {
            Some(side) => vec![side],
            None => narrower(asked, self.drafter.worse),
        };
        let mut techniques = self.new.techniques.clone();
        let mut found: Option<(Position, Side)> = None;
        let positions = self.positions(at, asked);
        'places: for side in sides {
            for position in positions.iter().filter(|position| self.is_open(**position)) {
                let place = StretchPlace { position: *position, side, later };
                if techniques.is_empty() {
                    let open = self.open_techniques(place);
                    if open.is_empty() {
                        continue;
                    }
                    techniques = open;
                } else if !techniques.iter().all(|id| {
                    let technique = self.knowledge().technique(id);
                    technique.is_some_and(|t| is_open_stretch(self.assessment(), t, place))
                }) {
                    continue;
                }
                found = Some((*position, side));
                break 'places;
            }
        }
        let (position, side) = found.unwrap_or_else(|| {
            let can = |position: &&Position| {
                let mut asked = techniques.iter().filter_map(|id| self.knowledge().technique(id));
                asked.all(|technique| technique.positions.contains(*position))
            };
            (
                positions
                    .iter()
                    .find(can)
                    .or(positions.first())
                    .copied()
                    .unwrap_or(Position::Supine),
                asked,
            )
        });
        // As in a draft: a stretch that pulls on no region doesn't stand alone, easy movement joins
        // it.
        let mut regions = pulled_regions(self.knowledge(), &techniques);
        if regions.is_empty() {
            let place = StretchPlace { position, side, later };
            let mut easy = self.drafter.stretches(place).into_iter();
            let easy = easy.find(|technique| technique.last_resort);
            techniques.extend(easy.map(|technique| technique.id.clone()));
            regions = pulled_regions(self.knowledge(), &techniques);
        }
        if regions.is_empty() {
            return Err(EditError::NoTechnique);
        }
        let mut step = self.step(position, self.minutes());
        step.regions = regions;
        step.side = Some(side);
        step.techniques = techniques;
        Ok((at, step, Vec::new()))
    }

    /// The first stretch that is open, of those that pull on a region that was asked for.
    fn open_techniques(&self, place: StretchPlace) -> Vec<TechniqueId> {
        let choices = self.drafter.stretches(place);
        let wanted = choices.into_iter().filter(|technique| {
            self.new.regions.is_empty() && !technique.pulls.is_empty()
                || technique.pulls.iter().any(|id| self.new.regions.contains(id))
        });
        wanted.take(1).map(|technique| technique.id.clone()).collect()
    }
}
