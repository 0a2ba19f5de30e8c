//! What each region of the body has to show of a plan: minutes, limits, places of the intake, and the
//! words for them. Window and paper show the same.
//!
//! Limits are read from the planner's judgement, names from the knowledge.

use std::collections::BTreeMap;

use crate::knowledge::schema::{Area, RegionList};
use crate::knowledge::words::with_side;
use crate::knowledge::{Cell, Knowledge};
use crate::model::{Inflammation, Laterality, Phase, Plan, RegionId, SourceId};
use crate::planner::{Assessment, Why};
use crate::text::{capital, counted, inside_sentence, numbered};

/// A region on one side.
pub type BodyPlace = (RegionId, Laterality);

/// What every region has to show; one that isn't in it has nothing.
pub type Marks = BTreeMap<BodyPlace, Mark>;

/// What a region on one side has to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// The share of the hands-on minutes, 0 to 1.
    pub share: f32,
    /// Hands-on minutes; several regions of a step share its minutes evenly.
    pub minutes: u16,
    /// Of these, the minutes that its row gives it: those of its focus steps, and where it is warmed
    /// alone, those.
    pub of_rows: u16,
    /// The deepest level allowed, where this client's answers limit it.
    pub cap: Option<Limit>,
    /// Whether no hands may work here, with the reason where one is known.
    pub excluded: Option<PlaceReason>,
    /// Whether feeling is known to be lost here.
    pub numb: bool,
    /// Whether it is inflamed.
    pub inflamed: bool,
    /// Whether it is freshly injured.
    pub injured: bool,
    /// The steps that touch it, by their numbers.
    pub steps: Vec<usize>,
}

/// Why something is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlaceReason {
    /// In words; empty where the therapist said so.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// A level that must not be passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The deepest level allowed.
    pub level: u16,
    /// Why.
    pub why: PlaceReason,
    /// Whether it is lower than elsewhere in this session, where hands are.
    pub binds: bool,
}

/// What a plan and the limits behind it come to.
pub fn of_plan(plan: &Plan, assessment: &Assessment<'_>) -> Marks {
    let facts = &assessment.facts;
    let knowledge = facts.knowledge;
    let limits = &assessment.limits;
    let reason = |why: Why| {
        let explained = limits.explain(why);
        PlaceReason { text: explained.text, sources: explained.sources }
    };
    // Where nobody named a place, the knowledge says where an inflammation is taken to be.
    let inflamed = match facts.intake().inflammation {
        Inflammation::None => facts.entered(RegionList::Inflamed),
        Inflammation::Some | Inflammation::Intense => facts.cells(&Area::Inflamed),
    };
    let mut marks = Marks::new();
    let mut highest = 0;
    for (at, region) in knowledge.tables().regions.iter().enumerate() {
        if region.whole_body {
            continue;
        }
        for side in Laterality::ALL {
            let cell = Cell { region: at, side };
            let mut mark = Mark::default();
            for list in [RegionList::Injured, RegionList::Numb] {
                if facts.entered(list).contains(cell) {
                    mark.name(list);
                }
            }
            mark.inflamed = inflamed.contains(cell);
            if let Some(entry) = limits.cell(cell) {
                highest = highest.max(entry.cap.get());
                mark.excluded = entry.no_work.map(reason);
                mark.cap =
                    (entry.cap < entry.hard_max || is_of_answers(entry.cap_why)).then(|| Limit {
                        level: entry.cap.get(),
                        why: reason(entry.cap_why),
                        binds: false,
                    });
            }
            marks.insert((region.id.clone(), side), mark);
        }
    }
    add_minutes(&mut marks, plan);
    let side = facts.intake().side;
    for ((region, on), mark) in &mut marks {
        let is_there = side.covers(*on) || knowledge.has_no_side(region) || mark.minutes > 0;
        if let Some(cap) = &mut mark.cap {
            cap.binds = is_there && cap.level < highest;
        }
    }
    marks.retain(|_, mark| *mark != Mark::default());
    marks
}

/// Whether a limit comes from this client's answers, and not from the tables that always hold.
fn is_of_answers(why: Why) -> bool {
    match why {
        Why::Category => false,
        Why::Rule(_) | Why::Gate(_) | Why::Clearance(_) | Why::Refusal => true,
    }
}

/// Adds steps and minutes.
fn add_minutes(marks: &mut Marks, plan: &Plan) {
    let mut total = 0.0;
    let mut minutes: BTreeMap<&BodyPlace, Worked> = BTreeMap::new();
    let places: Vec<BodyPlace> = marks.keys().cloned().collect();
    for step in &plan.steps {
        let length = f32::from(step.minutes.get());
        if step.phase.is_hands_on() {
            total += length;
        }
        let of_step = |place: &&BodyPlace| {
            step.regions.contains(&place.0) && step.side.is_some_and(|side| side.covers(place.1))
        };
        #[expect(clippy::cast_precision_loss, reason = "a handful of regions")]
        let parts = step.regions.len().max(1) as f32;
        for place in places.iter().filter(of_step) {
            if let Some(mark) = marks.get_mut(place) {
                mark.steps.push(step.number);
            }
            if step.phase.is_hands_on() {
                let worked = minutes.entry(place).or_default();
                worked.all += length / parts;
                if step.phase == Phase::Focus {
                    worked.focus += length / parts;
                }
            }
        }
    }
    for (place, worked) in minutes {
        if let Some(mark) = marks.get_mut(place) {
            mark.share = worked.all / f32::max(total, 1.0);
            mark.minutes = whole(worked.all);
            mark.of_rows = whole(if worked.focus > 0.0 { worked.focus } else { worked.all });
        }
    }
}

/// Minutes of hands at one place.
#[derive(Default)]
struct Worked {
    all: f32,
    focus: f32,
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a session's minutes"
)]
fn whole(minutes: f32) -> u16 {
    minutes.round().max(1.0) as u16
}

/// A region and its side, such as "Gluteals, right".
pub fn place_name((id, side): &BodyPlace, knowledge: &Knowledge) -> String {
    with_side(knowledge.region_name(id), *side)
}

impl Mark {
    /// Takes in that a list of the intake names the region.
    pub fn name(&mut self, list: RegionList) {
        match list {
            RegionList::Excluded => {
                self.excluded.get_or_insert_default();
            }
            RegionList::Inflamed => self.inflamed = true,
            RegionList::Injured => self.injured = true,
            RegionList::Numb => self.numb = true,
        }
    }

    /// The level that must not be passed, where it is lower than elsewhere in this session.
    pub fn binding(&self) -> Option<u16> {
        let cap = self.cap.as_ref().filter(|cap| cap.binds && self.excluded.is_none())?;
        Some(cap.level)
    }

    /// A few words for each thing it has to show, in the order in which they matter.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        if self.excluded.is_some() {
            words.push("left out".to_owned());
        }
        match (self.of_rows, self.minutes) {
            (_, 0) => {}
            (rows, all) if rows < all => {
                words.push(format!("{}, {all} with its warm-up", counted(rows, "minute")));
            }
            (_, all) => words.push(counted(all, "minute")),
        }
        if self.excluded.is_none()
            && let Some(cap) = &self.cap
        {
            words.push(format!("level {} at most", cap.level));
        }
        words.extend(self.labels().map(inside_sentence));
        words.extend(self.steps_in_words());
        words
    }

    /// What the intake says of it, beside that it is left out.
    fn labels(&self) -> impl Iterator<Item = &'static str> {
        let lists = [
            (self.numb, RegionList::Numb),
            (self.inflamed, RegionList::Inflamed),
            (self.injured, RegionList::Injured),
        ];
        lists.into_iter().filter(|(on, _)| *on).map(|(_, list)| list.label())
    }

    /// The steps that touch it, in words.
    fn steps_in_words(&self) -> Option<String> {
        (!self.steps.is_empty()).then(|| numbered("step", &self.steps))
    }

    /// Everything that is known, a sentence or two for each thing.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(reason) = &self.excluded {
            lines.push(with_reason("Left out", reason));
        }
        if self.minutes > 0 {
            let percent = (self.share * 100.0).round();
            lines.push(format!("{} min, {percent} % of the hands-on time", self.minutes));
        }
        if self.excluded.is_none()
            && let Some(cap) = &self.cap
        {
            lines.push(with_reason(&format!("Level {} at most", cap.level), &cap.why));
        }
        lines.extend(self.labels().map(str::to_owned));
        lines.extend(self.steps_in_words().map(|steps| capital(&steps)));
        lines
    }
}

fn with_reason(what: &str, reason: &PlaceReason) -> String {
    if reason.text.is_empty() { what.to_owned() } else { format!("{what}: {}", reason.text) }
}
