//! An intake seen through the knowledge: does a condition hold, which cells does an area cover.
//!
//! Every question about the answers goes through here, so that gates, rules, cautions and drafts
//! can't read the same answer in two ways.

use std::collections::BTreeSet;

use crate::knowledge::schema::{Area, Condition, RegionList};
use crate::knowledge::{Accepted, Cell, Cells, Knowledge};
use crate::model::{
    Course, FindingId, GateId, Intake, Laterality, Nprs, RegionId, RegionSide, Side,
};

/// One intake under one knowledge.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The knowledge.
    pub knowledge: &'a Knowledge,
    accepted: &'a Accepted,
    /// Gates that apply and are released; known once the gates are judged.
    pub(super) released: BTreeSet<&'a GateId>,
    /// Whether the limits leave nothing to work on; known once the limits are.
    pub(super) nothing_left: bool,
}

impl<'a> Facts<'a> {
    /// The facts before any gate is judged.
    pub fn new(accepted: &'a Accepted, knowledge: &'a Knowledge) -> Self {
        Self { knowledge, accepted, released: BTreeSet::new(), nothing_left: false }
    }

    /// The answers.
    pub fn intake(&self) -> &'a Intake {
        self.accepted.intake()
    }

    /// Whether this was answered with yes, or is implied.
    pub fn has(&self, finding: &FindingId) -> bool {
        self.accepted.has(finding)
    }

    /// Whether a condition holds.
    pub fn holds(&self, condition: &Condition) -> bool {
        let intake = self.intake();
        match condition {
            Condition::Always => true,
            Condition::All(parts) => parts.iter().all(|part| self.holds(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Condition::Not(part) => !self.holds(part),
            Condition::Category(ids) => ids.contains(&intake.category),
            Condition::Finding(id) => self.has(id),
            Condition::AnyFinding(ids) => ids.iter().any(|id| self.has(id)),
            Condition::PainAtLeast(least) => intake.pain() >= *least,
            Condition::InflammationAtLeast(least) => intake.inflammation >= *least,
            Condition::Side(side) => intake.side == *side,
            Condition::Trend(trend) => intake.trend == *trend,
            Condition::Diagnosis(diagnosis) => intake.diagnosis == *diagnosis,
            Condition::CauseKnown => intake.cause_known,
            Condition::Doctor(word) => intake.doctor_on_massage == *word,
            Condition::OnsetUnder(weeks) => intake.onset_weeks.is_some_and(|onset| onset < *weeks),
            Condition::OnsetOver(weeks) => intake.onset_weeks.is_some_and(|onset| onset > *weeks),
            Condition::OnsetUnknown => intake.onset_weeks.is_none(),
            Condition::VisitAtLeast(least) => {
                intake.course.as_ref().is_some_and(|course| course.visit >= *least)
            }
            Condition::MinutesAtLeast(least) => intake.minutes.get() >= *least,
            Condition::FurthestPointLower => intake
                .course
                .as_ref()
                .and_then(|course| course.last_furthest_point)
                .is_some_and(|last| intake.furthest_point > last),
            Condition::MonthSinceFirstVisit => intake
                .course
                .as_ref()
                .and_then(|course| course.first_visit)
                .is_some_and(|first| intake.date >= first.plus_one_month()),
            Condition::Improved => self.first_pain().is_some_and(|first| self.improved_on(first)),
            Condition::NotImproved => {
                self.first_pain().is_some_and(|first| !self.improved_on(first))
            }
            Condition::FirstPainAtLeast(least) => {
                self.first_pain().is_some_and(|first| first >= *least)
            }
            Condition::PainRisenBy(points) => {
                self.first_pain().is_some_and(|first| intake.pain().get() >= first.get() + points)
            }
            Condition::Entered(list) => !self.entered(*list).is_empty(),
            Condition::Released(gate) => self.released.contains(gate),
            Condition::NothingLeft => self.nothing_left,
        }
    }

    /// The findings that make a condition hold, for the dates of clearances.
    #[expect(clippy::wildcard_enum_match_arm, reason = "no other condition names a finding")]
    pub(super) fn findings_behind<'c>(
        &self,
        condition: &'c Condition,
        found: &mut Vec<&'c FindingId>,
    ) {
        match condition {
            Condition::Finding(id) if self.has(id) => found.push(id),
            Condition::AnyFinding(ids) => found.extend(ids.iter().filter(|id| self.has(id))),
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts.iter().filter(|part| self.holds(part)) {
                    self.findings_behind(part, found);
                }
            }
            _ => {}
        }
    }

    fn first_pain(&self) -> Option<Nprs> {
        let course: &Course = self.intake().course.as_ref()?;
        course.pain_history.first().copied()
    }

    /// By 2 points, or by 30 % (R-85).
    fn improved_on(&self, first: Nprs) -> bool {
        let (first, now) = (first.get(), self.intake().pain().get());
        let fall = first.saturating_sub(now);
        fall >= 2 || (fall > 0 && fall * 10 >= first * 3)
    }

    fn list(&self, list: RegionList) -> &'a [RegionSide] {
        let intake = self.intake();
        match list {
            RegionList::Excluded => &intake.excluded_regions,
            RegionList::Inflamed => &intake.inflamed_regions,
            RegionList::Injured => &intake.injured_regions,
            RegionList::Numb => &intake.numb_regions,
        }
    }

    /// The cells that were entered in a list, with all that is worked through them.
    pub fn entered(&self, list: RegionList) -> Cells {
        let mut cells = Cells::NONE;
        for place in self.list(list) {
            if let Some(region) = self.knowledge.region_index(&place.region) {
                cells = cells.union(Cells::of(region, place.side));
            }
        }
        self.with_what_lies_under(cells)
    }

    /// Hands that reach the deeper region press on the one above it.
    fn with_what_lies_under(&self, cells: Cells) -> Cells {
        let regions = self.knowledge.tables().regions.len();
        let mut closed = cells;
        for region in 0..regions {
            for &above in self.knowledge.worked_through(region) {
                for side in Laterality::ALL {
                    if cells.contains(Cell { region: above, side }) {
                        closed.insert(Cell { region, side });
                    }
                }
            }
        }
        closed
    }

    /// The cells and those above them, through which warmth and cold have to pass.
    pub(super) fn with_what_lies_above(&self, cells: Cells) -> Cells {
        let mut closed = cells;
        for cell in cells.iter() {
            for &above in self.knowledge.worked_through(cell.region) {
                closed.insert(Cell { region: above, side: cell.side });
            }
        }
        closed
    }

    /// The entered cells of a list, or its default where none was entered.
    fn entered_or_default(&self, list: RegionList) -> Cells {
        let entered = self.entered(list);
        if !entered.is_empty() {
            return entered;
        }
        let defaults = self.knowledge.tables().defaults.iter();
        defaults
            .filter(|default| default.list == list)
            .find(|default| self.holds(&default.when))
            .map_or(Cells::NONE, |default| self.cells(&default.area))
    }

    fn regions(&self, ids: &[RegionId], side: Side) -> Cells {
        let indices = ids.iter().filter_map(|id| self.knowledge.region_index(id));
        indices.fold(Cells::NONE, |cells, region| cells.union(Cells::of(region, side)))
    }

    /// The cells of an area.
    pub fn cells(&self, area: &Area) -> Cells {
        match area {
            Area::Everywhere => Cells::all(self.knowledge.tables().regions.len()),
            Area::Regions(ids) => self.regions(ids, Side::Both),
            Area::Painful(ids) => self.regions(ids, self.intake().side),
            Area::Inflamed => self.entered_or_default(RegionList::Inflamed),
            Area::Injured => self.entered_or_default(RegionList::Injured),
            Area::Numb => self.entered_or_default(RegionList::Numb),
            Area::Excluded => self.entered_or_default(RegionList::Excluded),
            Area::Union(parts) => {
                parts.iter().fold(Cells::NONE, |cells, part| cells.union(self.cells(part)))
            }
        }
    }
}
