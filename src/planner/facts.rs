//! An intake seen through the knowledge: does a condition hold, which cells does an area cover.
//!
//! Every question about the answers goes through here, so that gates, rules, cautions and drafts
//! can't read the same answer in two ways.

use std::collections::BTreeSet;

use crate::knowledge::schema::{
    Area, Asked, Condition, FixedArea, Protocol, RegionList, Technique, Timing,
};
use crate::knowledge::{Accepted, Cell, Cells, IntakeFault, Knowledge};
use crate::model::{
    Course, Diagnosis, FindingId, GateId, Inflammation, Intake, Laterality, Nprs, Pressure,
    RegionId, RegionSide, Side, Trend, VisitNumber,
};

/// The answer that something rests on, by the question that it was given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerBehind {
    /// A yes of the screening.
    Finding(FindingId),
    /// A question of the intake's own.
    Question(Asked),
}

/// One intake under one knowledge.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The knowledge under which the answers are read.
    pub knowledge: &'a Knowledge,
    accepted: &'a Accepted,
    /// Gates that apply and are released; known once the gates are judged.
    pub(super) released: BTreeSet<&'a GateId>,
    /// Whether the limits leave nothing to work on; known once the limits are.
    pub(super) nothing_left: bool,
    /// The highest level of each cell that hands may work in; known once the limits are.
    pub(super) caps: Vec<Option<Pressure>>,
    /// Whether what the client refuses leaves no session; known once the limits are.
    pub(super) refusals_leave_nothing: bool,
}

impl<'a> Facts<'a> {
    /// The facts before any gate is judged.
    pub fn new(accepted: &'a Accepted, knowledge: &'a Knowledge) -> Self {
        Self {
            knowledge,
            accepted,
            released: BTreeSet::new(),
            nothing_left: false,
            caps: Vec::new(),
            refusals_leave_nothing: false,
        }
    }

    /// The fields of the intake that disagree about a place (A01 to A03); only a plan of earlier
    /// knowledge can hold such answers.
    pub(super) fn at_odds(&self) -> &'a [IntakeFault] {
        self.accepted.at_odds()
    }

    /// The answers as they were given; `has` knows what they imply.
    pub fn intake(&self) -> &'a Intake {
        self.accepted.intake()
    }

    /// Whether this was answered with yes, or is implied.
    pub fn has(&self, finding: &FindingId) -> bool {
        self.accepted.has(finding)
    }

    /// Whether an optional condition holds; one that is left out always does.
    pub fn holds_if_any(&self, condition: Option<&Condition>) -> bool {
        condition.is_none_or(|condition| self.holds(condition))
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
            Condition::Trend(trend) => self.trend() == *trend,
            Condition::ScoresSayWorse => self.scores_say_worse(),
            Condition::Quality(kinds) => kinds.iter().any(|kind| intake.quality.contains(kind)),
            Condition::Aggravator(what) => intake.aggravators.contains(what),
            Condition::Eases(what) => intake.eases.contains(what),
            Condition::Reaches(point) => intake.furthest_point == *point,
            Condition::LegPainAtLeast(least) => intake.pain_leg >= *least,
            Condition::AgeOver(years) => intake.age.is_some_and(|age| age > *years),
            Condition::AgeUnder(years) => intake.age.is_some_and(|age| age < *years),
            Condition::FirstVisit => {
                intake.course.as_ref().is_none_or(|course| course.visit == VisitNumber::MIN)
            }
            Condition::Diagnosis(diagnosis) => intake.diagnosis == *diagnosis,
            Condition::CauseKnown => intake.cause_known,
            Condition::Doctor(word) => intake.doctor_on_massage == *word,
            Condition::OnsetUnder(weeks) => intake.onset_weeks.is_some_and(|onset| onset < *weeks),
            Condition::OnsetOver(weeks) => intake.onset_weeks.is_some_and(|onset| onset > *weeks),
            Condition::OnsetUnknown => intake.onset_weeks.is_none(),
            Condition::VisitAtLeast(least) => {
                intake.course.as_ref().is_some_and(|course| course.visit >= *least)
            }
            Condition::MinutesAtLeast(least) => intake.minutes >= *least,
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
            Condition::PainRisenBy(points) => self
                .first_pain()
                .is_some_and(|first| intake.pain().get() >= first.get() + points.get()),
            Condition::Entered(list) => !self.entered(*list).is_empty(),
            Condition::ReleasedOtherThan(gates) => {
                self.released.iter().any(|released| !gates.contains(*released))
            }
            Condition::NothingLeft => self.nothing_left,
            Condition::RefusalsLeaveNothing => self.refusals_leave_nothing,
        }
    }

    /// The categories whose cause is known from the answers, under whatever category (A10).
    pub(super) fn known_causes(&self) -> impl Iterator<Item = &'a Protocol> {
        self.knowledge.tables().protocols.iter().filter(|protocol| {
            !protocol.implies.is_empty() && protocol.implies.iter().all(|finding| self.has(finding))
        })
    }

    /// How a technique is done, and how long it takes: as the category has it, or as that of a cause
    /// that is known has it (A10), or by itself.
    pub fn dose_of(&self, technique: &'a Technique) -> (&'a str, Timing) {
        let own = self.knowledge.protocol(&self.intake().category);
        let mut stretches = self.known_causes().chain(own).flat_map(|protocol| &protocol.stretches);
        let given = stretches.find(|stretch| {
            stretch.technique == technique.id
                && stretch.dose.is_some()
                && self.holds_if_any(stretch.when.as_ref())
        });
        let dose = given.and_then(|stretch| stretch.dose.as_deref());
        let timing = given.and_then(|stretch| stretch.timing);
        (dose.unwrap_or(&technique.dose.text), timing.unwrap_or(technique.timing))
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

    /// The answer that a condition rests on which holds; of several the one that is named last, which
    /// is the one that the others are about. None where it rests on no answer alone.
    pub fn answer_behind(&self, condition: &Condition) -> Option<AnswerBehind> {
        let question = |asked| Some(AnswerBehind::Question(asked));
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                let mut held = parts.iter().rev().filter(|part| self.holds(part));
                held.find_map(|part| self.answer_behind(part))
            }
            // What isn't so was answered too.
            Condition::Not(part) => self.answer_behind(part),
            Condition::Finding(id) => self.given(id),
            Condition::AnyFinding(ids) => ids.iter().find_map(|id| self.given(id)),
            Condition::Category(_) => question(Asked::Category),
            Condition::PainAtLeast(_) | Condition::LegPainAtLeast(_) => question(Asked::Pain),
            Condition::InflammationAtLeast(_) => question(Asked::Inflammation),
            Condition::Side(_) => question(Asked::Side),
            Condition::Trend(_) => question(Asked::Trend),
            Condition::Quality(_) => question(Asked::Quality),
            Condition::Aggravator(_) => question(Asked::Aggravators),
            Condition::Eases(_) => question(Asked::Eases),
            Condition::Reaches(_) | Condition::FurthestPointLower => question(Asked::FurthestPoint),
            Condition::Diagnosis(_) => question(Asked::Diagnosis),
            // Asked only where a doctor named the diagnosis.
            Condition::CauseKnown if self.intake().diagnosis != Diagnosis::ByDoctor => {
                question(Asked::Diagnosis)
            }
            Condition::CauseKnown => question(Asked::CauseKnown),
            Condition::Doctor(_) => question(Asked::DoctorOnMassage),
            Condition::OnsetUnder(_) | Condition::OnsetOver(_) | Condition::OnsetUnknown => {
                question(Asked::Onset)
            }
            Condition::MinutesAtLeast(_) => question(Asked::Length),
            Condition::Entered(list) => question(match list {
                RegionList::Excluded => Asked::Excluded,
                RegionList::Inflamed => Asked::Inflamed,
                RegionList::Injured => Asked::Injured,
                RegionList::Numb => Asked::Numb,
            }),
            Condition::Always
            | Condition::ScoresSayWorse
            | Condition::AgeOver(_)
            | Condition::AgeUnder(_)
            | Condition::FirstVisit
            | Condition::VisitAtLeast(_)
            | Condition::MonthSinceFirstVisit
            | Condition::Improved
            | Condition::NotImproved
            | Condition::FirstPainAtLeast(_)
            | Condition::PainRisenBy(_)
            | Condition::ReleasedOtherThan(_)
            | Condition::NothingLeft
            | Condition::RefusalsLeaveNothing => None,
        }
    }

    /// The yes that was given for a finding: its own, that of another which implies it, or the choice
    /// of the category.
    fn given(&self, id: &FindingId) -> Option<AnswerBehind> {
        if !self.has(id) {
            return None;
        }
        let given = &self.intake().findings;
        let implies = |other: &&FindingId| {
            self.knowledge.finding(other).is_some_and(|entry| entry.implies.contains(id))
        };
        let yes = given.get(id).or_else(|| given.iter().find(implies));
        let category = || AnswerBehind::Question(Asked::Category);
        Some(yes.map_or_else(category, |yes| AnswerBehind::Finding(yes.clone())))
    }

    /// The trend as the rules take it: scores that have risen make it worse, whatever was answered
    /// (A04).
    fn trend(&self) -> Trend {
        if self.scores_say_worse() { Trend::Worse } else { self.intake().trend }
    }

    /// Whether the scores have risen since the last visit, or since the first and since the last,
    /// while the answer says otherwise (A04).
    fn scores_say_worse(&self) -> bool {
        let intake = self.intake();
        let by = self.knowledge.session().limits.worse_by;
        let now = intake.pain().get();
        let history = intake.course.as_ref().map_or(&[][..], |course| &course.pain_history);
        let (Some(first), Some(last)) = (history.first(), history.last()) else { return false };
        let (first, last) = (first.get(), last.get());
        intake.trend != Trend::Worse && (now >= last + by || (now >= first + by && now > last))
    }

    fn first_pain(&self) -> Option<Nprs> {
        let course: &Course = self.intake().course.as_ref()?;
        course.pain_history.first().copied()
    }

    fn improved_on(&self, first: Nprs) -> bool {
        is_improvement(first, self.intake().pain())
    }

    /// The cells that were entered in a list, with all that is worked through them.
    pub fn entered(&self, list: RegionList) -> Cells {
        let mut cells = Cells::NONE;
        for place in list.of(self.intake()) {
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
            .map_or(Cells::NONE, |default| self.fixed(&default.area))
    }

    /// The level that no part of these regions may be worked above; none where nothing of them is open.
    pub(super) fn level_of(&self, regions: &[RegionId]) -> Option<Pressure> {
        let cells = self.knowledge.cells_of(regions, Side::Both);
        cells.iter().filter_map(|cell| self.caps.get(cell.index()).copied().flatten()).min()
    }

    /// The places that a list stands for where the answers ask for it and name none.
    pub fn presumed(&self, list: RegionList) -> Vec<RegionSide> {
        let intake = self.intake();
        let needs = self.knowledge.tables().lists.iter().find(|needs| needs.list == list);
        let is_asked = needs
            .is_some_and(|needs| needs.met(|id| intake.findings.contains(id), intake.inflammation));
        if !is_asked || !self.entered(list).is_empty() {
            return Vec::new();
        }
        let cells = self.entered_or_default(list);
        let regions = self.knowledge.tables().regions.iter().enumerate();
        let named = regions.filter_map(|(index, region)| {
            let holds = |side| cells.contains(Cell { region: index, side });
            let side = match Laterality::ALL.map(holds) {
                [true, true] => Side::Both,
                [true, false] => Side::Left,
                [false, true] => Side::Right,
                [false, false] => return None,
            };
            Some(RegionSide { region: region.id.clone(), side })
        });
        named.collect()
    }

    /// Where cold may be offered: the inflamed places that were entered; where none were, those of
    /// the default area on the painful side (A27). None without an inflammation.
    pub(super) fn coolable(&self) -> Cells {
        if self.intake().inflammation == Inflammation::None {
            return Cells::NONE;
        }
        let entered = self.entered(RegionList::Inflamed);
        if !entered.is_empty() {
            return entered;
        }
        let painful = self.intake().side;
        let usual = self.entered_or_default(RegionList::Inflamed);
        usual.iter().filter(|cell| painful.covers(cell.side)).collect()
    }

    /// The cells of an area that names no list of places.
    fn fixed(&self, area: &FixedArea) -> Cells {
        match area {
            FixedArea::Everywhere => Cells::all(self.knowledge.tables().regions.len()),
            FixedArea::Regions(ids) => self.knowledge.cells_of(ids, Side::Both),
            FixedArea::Painful(ids) => self.knowledge.cells_of(ids, self.intake().side),
            FixedArea::Union(parts) => {
                parts.iter().fold(Cells::NONE, |cells, part| cells.union(self.fixed(part)))
            }
        }
    }

    /// The cells of an area.
    pub fn cells(&self, area: &Area) -> Cells {
        match area {
            Area::Everywhere => Cells::all(self.knowledge.tables().regions.len()),
            Area::Regions(ids) => self.knowledge.cells_of(ids, Side::Both),
            Area::Painful(ids) => self.knowledge.cells_of(ids, self.intake().side),
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

/// Whether pain has fallen for real: by 2 points, or by 30 % (R-85).
pub fn is_improvement(first: Nprs, now: Nprs) -> bool {
    let (first, now) = (first.get(), now.get());
    let fall = first.saturating_sub(now);
    fall >= 2 || (fall > 0 && fall * 10 >= first * 3)
}

/// The highest score that is a real fall from the first one; none where there is no pain to fall.
pub fn real_change_from(first: Nprs) -> Option<Nprs> {
    let lower = (0..first.get()).rev().map(Nprs::clamped);
    lower.into_iter().find(|score| is_improvement(first, *score))
}
