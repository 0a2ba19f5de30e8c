//! What a step says, read off the step and its place among the others.
//!
//! The builder and the editor ask the same function, so that a step that was changed reads as if
//! it had been drafted that way. Must not live here: any choice of what is done.

use std::collections::BTreeMap;

use crate::knowledge::schema::{BodyArea, BodyPart, Cue, Heading, Protocol, Texts, Timing};
use crate::knowledge::words::with_one_side;
use crate::knowledge::{Cell, Cells, Knowledge};
use crate::model::{Phase, Position, Pressure, RegionId, Side, Step, SupportId};
use crate::planner::{Assessment, fill};

use super::packs::{Pack, kept_clear};
use super::tasks::Light;
use super::words::{Said, Saying, Words};
use crate::text::{capital, numbered};

/// Writes the words of every step; the steps are numbered, and packs name theirs by number.
pub(super) fn write(assessment: &Assessment<'_>, protocol: &Protocol, steps: &mut [Step]) {
    let written = words(assessment, protocol, steps);
    for (step, words) in steps.iter_mut().zip(written) {
        step.cue = words.cue;
        step.instructions = words.instructions;
        step.why = words.why;
        step.sources = words.sources;
    }
}

/// The words of every step as the builder writes them. No sentence stands twice in a plan: what an
/// earlier step has said is left to it.
pub(in crate::planner) fn words(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    steps: &[Step],
) -> Vec<Words> {
    let writer = Writer { assessment, protocol, knowledge: assessment.facts.knowledge };
    let pauses = Pauses::of(assessment, steps);
    let broad = writer.broad_beginnings(steps);
    let parts = writer.body_parts(steps);
    let mut said = Said::default();
    let mut all = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let mut saying = said.step(at + 1);
        for pause in pauses.at(at) {
            saying.say(pause);
        }
        let part = parts.get(at).and_then(Option::as_ref);
        writer.step(&mut saying, step, steps, broad.get(&at).map(String::as_str), part);
        let cue = writer.cue(at, steps, part);
        let place = capital(&writer.place(step));
        all.push(Words { cue, ..saying.end(writer.texts(), &writer.how(step), &place) });
    }
    all
}

/// Pillows and bolsters of a position, with those that the answers ask for.
pub(in crate::planner) fn supports(
    assessment: &Assessment<'_>,
    position: Position,
) -> Vec<SupportId> {
    let knowledge = assessment.facts.knowledge;
    let usual = knowledge.position(position).map(|entry| entry.supports.as_slice());
    let mut supports = usual.unwrap_or_default().to_vec();
    for (needing, support, _) in &assessment.limits.supports {
        if *needing == position && !supports.contains(support) {
            supports.push(support.clone());
        }
    }
    supports
}

/// Why a step is a light one, by its place alone.
pub(in crate::planner) fn light(
    assessment: &Assessment<'_>,
    regions: &[RegionId],
    side: Option<Side>,
) -> Light {
    let knowledge = assessment.facts.knowledge;
    if regions.iter().any(|id| knowledge.region(id).is_some_and(|region| region.whole_body)) {
        return Light::WholeBody;
    }
    let painful = assessment.facts.intake().side.single();
    let is_other = painful.is_some_and(|painful| side == Some(Side::from(painful.other())));
    if is_other && !regions.iter().any(|id| knowledge.has_no_side(id)) {
        Light::OtherSide
    } else {
        Light::No
    }
}

/// What each step says of pauses, where the client lies long in one position or can't (A30).
pub fn pauses(assessment: &Assessment<'_>, steps: &[Step]) -> Vec<Vec<String>> {
    Pauses::of(assessment, steps).0
}

/// Where the client lies long in one position, steps say when to pause.
pub(in crate::planner) struct Pauses(Vec<Vec<String>>);

impl Pauses {
    /// The pauses of a plan: before a step with which the stay would get too long, and inside a
    /// step that is too long by itself.
    pub fn of(assessment: &Assessment<'_>, steps: &[Step]) -> Self {
        let session = assessment.facts.knowledge.session();
        let asked = assessment.limits.pause_every.map(|(minutes, _)| minutes);
        let longest = asked.unwrap_or(session.limits.max_in_position);
        let every = longest.to_string();
        let mut position = None;
        let mut minutes: u16 = 0;
        let pauses = steps.iter().enumerate().map(|(at, step)| {
            let mut said = Vec::new();
            if !step.counted {
                return said;
            }
            if position != Some(step.position) {
                position = Some(step.position);
                minutes = 0;
            }
            let before = minutes;
            minutes = minutes.saturating_add(step.minutes.get());
            if !step.position.is_lying() || minutes <= longest {
                return said;
            }
            let number = (at + 1).to_string();
            let words = [("step", number.as_str()), ("minutes", every.as_str())];
            if before > 0 {
                said.push(fill(&session.texts.pause.text, &words));
                minutes = step.minutes.get();
            }
            if step.minutes.get() > longest {
                said.push(fill(&session.texts.pause_within.text, &words));
                minutes = step.minutes.get() % longest;
            }
            said
        });
        Self(pauses.collect())
    }

    /// What a step, by its place, says of pauses.
    pub fn at(&self, step: usize) -> &[String] {
        self.0.get(step).map_or(&[], Vec::as_slice)
    }
}

struct Writer<'a, 'k> {
    assessment: &'a Assessment<'k>,
    protocol: &'a Protocol,
    knowledge: &'k Knowledge,
}

impl Writer<'_, '_> {
    fn texts(&self) -> &Texts {
        &self.knowledge.session().texts
    }

    fn indices(&self, step: &Step) -> Vec<usize> {
        step.regions.iter().filter_map(|id| self.knowledge.region_index(id)).collect()
    }

    fn cells(&self, step: &Step) -> Cells {
        self.knowledge.cells_of(&step.regions, step.side.unwrap_or(Side::Both))
    }

    /// The steps that begin broadly, by their place, each with the sentence that says why: the first
    /// work on what lay under a pack, and the first firm or focal work on what no hands warmed (O3).
    fn broad_beginnings(&self, steps: &[Step]) -> BTreeMap<usize, String> {
        let texts = self.texts();
        let mut found = self.deep_beginnings(steps);
        for (at, pack) in steps.iter().enumerate().filter(|(_, step)| step.phase == Phase::Heat) {
            let Some(side) = pack.side else { continue };
            let lies_on = Pack { regions: self.indices(pack), side };
            let clear = kept_clear(self.assessment, &lies_on);
            let after = steps.iter().enumerate().skip(at + 1);
            let here = after.take_while(|(_, step)| step.position == pack.position);
            let mut work = here.filter(|(_, step)| step.phase == Phase::Focus);
            let first = work.find(|(_, step)| {
                !pack.beside.contains(&step.number) && self.cells(step).meets(clear)
            });
            let Some((at, step)) = first else { continue };
            let is_all_under = self.cells(step).without(lies_on.cells()).is_empty();
            let said = if is_all_under { texts.begin_broadly.clone() } else { self.unwarmed(step) };
            found.insert(at, said);
        }
        found
    }

    fn unwarmed(&self, step: &Step) -> String {
        fill(&self.texts().begin_unwarmed, &[("place", self.place(step))])
    }

    /// Firm or focal work on a place that no step worked before, nor what lies above it.
    fn deep_beginnings(&self, steps: &[Step]) -> BTreeMap<usize, String> {
        let facts = &self.assessment.facts;
        let firm = self.knowledge.session().limits.warm_up_before;
        let mut warmed = Cells::NONE;
        let mut found = BTreeMap::new();
        for (at, step) in steps.iter().enumerate().filter(|(_, step)| step.phase.is_hands_on()) {
            let cells = self.cells(step);
            let modality = step.modality.as_ref().and_then(|id| self.knowledge.modality(id));
            let is_deep = step.pressure.is_some_and(|level| level >= firm)
                || modality.is_some_and(|modality| modality.focal);
            let is_cold = |cell: Cell| {
                let through = facts.with_what_lies_above(std::iter::once(cell).collect());
                !through.meets(warmed)
            };
            if is_deep && cells.iter().any(is_cold) {
                found.insert(at, self.unwarmed(step));
            }
            warmed = warmed.union(cells);
        }
        found
    }

    /// Where a step works, inside a sentence.
    fn place(&self, step: &Step) -> String {
        with_one_side(&self.knowledge.regions_in_sentence(&step.regions), step.side)
    }

    /// What a step does with the hands, and where, for a pointer to the steps that said how.
    fn how(&self, step: &Step) -> String {
        let place = self.place(step);
        let modality = step.modality.as_ref().and_then(|id| self.knowledge.modality(id));
        let name = modality.map_or_else(|| step.phase.label(), |modality| &modality.name);
        if place.is_empty() { name.to_owned() } else { format!("{name} on {place}") }
    }

    /// The part of the body that each step of general relaxation is for, in the order of the
    /// knowledge as far as hands reach it; when all had their turn, the first again (A54).
    fn body_parts(&self, steps: &[Step]) -> Vec<Option<(&BodyPart, bool)>> {
        let limits = &self.assessment.limits;
        let all = &self.knowledge.session().parts;
        let is_closed = |id: &RegionId| {
            let region = self.knowledge.region_index(id);
            region.is_some_and(|region| {
                let mut cells = Cells::of(region, Side::Both).iter();
                cells.any(|cell| limits.cell(cell).is_none_or(|entry| entry.no_work.is_some()))
            })
        };
        let mut had: Vec<&str> = Vec::new();
        let part = |step: &Step| {
            let is_relaxation =
                light(self.assessment, &step.regions, step.side) == Light::WholeBody;
            if step.phase != Phase::Focus || !is_relaxation {
                return None;
            }
            let open = all.iter().filter(|part| {
                part.positions.contains(&step.position) && !part.not_with.iter().any(is_closed)
            });
            let times = |part: &&BodyPart| had.iter().filter(|one| **one == part.phrase).count();
            let found = open.min_by_key(times).map(|part| (part, times(&part) > 0));
            had.extend(found.map(|(part, _)| part.phrase.as_str()));
            found
        };
        steps.iter().map(part).collect()
    }

    /// A few words for how a step is done.
    fn cue(&self, at: usize, steps: &[Step], part: Option<&(&BodyPart, bool)>) -> String {
        let Some(step) = steps.get(at) else { return String::new() };
        let mut cues = self.knowledge.tables().cues.iter();
        let Some(cue) = cues.find(|cue| self.fits(cue, at, step, steps)) else {
            return String::new();
        };
        let part = part.map(|(part, _)| part.phrase.clone());
        let part = part.unwrap_or_else(|| self.knowledge.regions_in_sentence(&step.regions));
        let off = numbered("step", step.beside.last().map_or(&[], std::slice::from_ref));
        let minutes = step.minutes.to_string();
        fill(&cue.text, &[("minutes", minutes), ("off", off), ("part", part)])
    }

    fn fits(&self, cue: &Cue, at: usize, step: &Step, steps: &[Step]) -> bool {
        let is_first = || steps.iter().take(at).all(|earlier| earlier.phase != step.phase);
        let regions = &step.regions;
        let is_other_side = || light(self.assessment, regions, step.side) == Light::OtherSide;
        cue.phases.contains(&step.phase)
            && (cue.regions.is_empty() || !regions.is_empty() && is_among(regions, &cue.regions))
            && (!cue.together || regions.len() > 1)
            && (cue.modalities.is_empty()
                || step.modality.as_ref().is_some_and(|id| cue.modalities.contains(id)))
            && (cue.techniques.is_empty()
                || !step.techniques.is_empty() && is_among(&step.techniques, &cue.techniques))
            && (!cue.first || is_first())
            && (!cue.under_pack || is_under_cold_pack(step, steps))
            && (!cue.other_side || is_other_side())
            && self.assessment.facts.holds_if_any(cue.when.as_ref())
    }

    fn step(
        &self,
        saying: &mut Saying<'_>,
        step: &Step,
        steps: &[Step],
        begins_broadly: Option<&str>,
        part: Option<&(&BodyPart, bool)>,
    ) {
        let texts = self.texts();
        match step.phase {
            Phase::CheckIn => saying.heading(&texts.check_in),
            Phase::Heat => self.pack(saying, step, &texts.heat),
            Phase::WarmUp => self.warm_up(saying, step),
            Phase::Focus => self.focus(saying, step, begins_broadly, part),
            Phase::Stretch => self.stretch(saying, step),
            Phase::Cold => self.pack(saying, step, &texts.cold),
            Phase::Rest => saying.heading(&texts.rest),
            Phase::ReTest => saying.heading(&texts.re_test),
            Phase::HomeCare => self.home_care(saying, step, steps),
        }
    }

    /// The talk at the end; who lies on ice shows no exercise, and where a doctor comes first no
    /// visit is agreed on.
    fn home_care(&self, saying: &mut Saying<'_>, step: &Step, steps: &[Step]) {
        let texts = self.texts();
        saying.heading(&texts.home_care);
        if !is_under_cold_pack(step, steps) {
            saying.say_once(&texts.show_exercises);
        }
        if self.assessment.limits.no_interval.is_none() {
            saying.say_once(&texts.agree);
        }
    }

    /// What lies under the pack, beside which steps, and when and in which of them it is taken off.
    fn pack(&self, saying: &mut Saying<'_>, step: &Step, heading: &Heading) {
        let filled = [
            ("regions", self.knowledge.regions_in_sentence(&step.regions)),
            ("steps", numbered("step", &step.beside)),
            ("minutes", step.minutes.to_string()),
            ("on", numbered("step", step.beside.first().map_or(&[], std::slice::from_ref))),
            ("off", numbered("step", step.beside.last().map_or(&[], std::slice::from_ref))),
        ];
        saying.say_once(&fill(&heading.instructions, &filled));
        saying.because(&heading.why);
        saying.cite(&heading.sources);
    }

    fn warm_up(&self, saying: &mut Saying<'_>, step: &Step) {
        let texts = self.texts();
        // The protocol's words are about its own modality; another brings its own.
        let other = step.modality.as_ref().filter(|id| **id != self.protocol.warm_up);
        let other = other.and_then(|id| self.knowledge.modality(id));
        let own = if other.is_some() { &texts.warm_up_held } else { &self.protocol.warm_up_text };
        let regions = self.knowledge.regions_in_sentence(&step.regions);
        saying.say(&fill(&own.text, &[("regions", &regions)]));
        saying.cite(&own.sources);
        if let Some(modality) = other {
            saying.say_dose(modality);
        }
        saying.heading(&texts.warm_up);
    }

    fn focus(
        &self,
        saying: &mut Saying<'_>,
        step: &Step,
        begins_broadly: Option<&str>,
        part: Option<&(&BodyPart, bool)>,
    ) {
        let texts = self.texts();
        let light = light(self.assessment, &step.regions, step.side);
        match light {
            Light::No => {}
            Light::OtherSide => {
                let words = [("level", self.light_level(step))];
                saying.say_once(&fill(&texts.other_side.instructions, &words));
            }
            Light::WholeBody => {
                let part = part.map(|(part, again)| {
                    if *again {
                        format!("{}, {}", part.phrase, texts.again)
                    } else {
                        part.phrase.clone()
                    }
                });
                let part =
                    part.unwrap_or_else(|| self.knowledge.regions_in_sentence(&step.regions));
                let words = [("part", part), ("level", self.light_level(step))];
                saying.say_once(&fill(&texts.whole_body.instructions, &words));
            }
        }
        let modality = step.modality.as_ref().and_then(|id| self.knowledge.modality(id));
        if let Some(broadly) = begins_broadly {
            saying.say_once(broadly);
            saying.cite(&texts.warm_up.sources);
        }
        if light != Light::WholeBody
            && let Some(modality) = modality
        {
            saying.say_dose(modality);
        }
        let regions = || step.regions.iter().filter_map(|id| self.knowledge.region(id));
        match light {
            Light::No => self.guidance(saying, step, modality.is_some_and(|it| it.focal)),
            // One broad step; where not to press is said by the caution that is pinned to it.
            Light::OtherSide => {}
            Light::WholeBody => {
                for region in regions() {
                    saying.say_once(&region.guidance.text);
                    saying.cite(&region.guidance.sources);
                }
            }
        }
        let heading = match light {
            Light::No => {
                for region in regions() {
                    saying.because(&region.why.text);
                    saying.cite(&region.why.sources);
                }
                return;
            }
            Light::OtherSide => &texts.other_side,
            Light::WholeBody => &texts.whole_body,
        };
        saying.because(&heading.why);
        saying.cite(&heading.sources);
    }

    /// The deepest level of a light step: what the session allows one, or the limits where it lies.
    fn light_level(&self, step: &Step) -> String {
        let limits = &self.assessment.limits;
        let caps = self.cells(step).iter().filter_map(|cell| limits.cell(cell));
        let most = self.knowledge.session().limits.max_light;
        caps.map(|entry| entry.cap).fold(most, Pressure::min).to_string()
    }

    /// Where and how to work the regions of a step; those of one area together have words of their
    /// own, since what holds for one of them doesn't hold for the other.
    fn guidance(&self, saying: &mut Saying<'_>, step: &Step, presses: bool) {
        let of_area = |area: &&BodyArea| {
            let parts = &area.parts;
            step.regions.len() > 1
                && step.regions.iter().all(|id| parts.iter().any(|part| part.region == *id))
        };
        let joined = self.knowledge.tables().areas.iter().find(of_area);
        if let Some(together) = joined.and_then(|area| area.together.as_ref()) {
            saying.say_sourced(together);
            return;
        }
        for region in step.regions.iter().filter_map(|id| self.knowledge.region(id)) {
            saying.say_sourced(&region.guidance);
            let Some(limits) = self.protocol.limits(&region.id) else { continue };
            if let Some(own) = &limits.guidance {
                saying.say_sourced(own);
            }
            if presses && let Some(on_spots) = &limits.focal_guidance {
                saying.say_sourced(on_spots);
            }
        }
    }

    fn stretch(&self, saying: &mut Saying<'_>, step: &Step) {
        let texts = self.texts();
        let mut still = false;
        let mut moves = false;
        for technique in step.techniques.iter().filter_map(|id| self.knowledge.technique(id)) {
            let (dose, timing) = self.assessment.facts.dose_of(technique);
            let has_side = !self.knowledge.moves_trunk_alone(technique);
            let side = if has_side { step.side } else { None };
            let name = with_one_side(&technique.name, side);
            saying.say_technique(&technique.id, &name, dose);
            saying.cite(&technique.dose.sources);
            moves |= technique.moves_pelvis;
            still |= matches!(timing, Timing::Held { .. });
        }
        saying.point_to_techniques(texts);
        saying.say_once(&texts.stretch.instructions);
        // It is said of what is held; easy movement needs none of it.
        if still && !moves {
            saying.say_once(&texts.pelvis_still.text);
            saying.cite(&texts.pelvis_still.sources);
        }
        saying.because(&texts.stretch.why);
        saying.cite(&texts.stretch.sources);
    }
}

/// Whether all of some things are among others.
fn is_among<T: PartialEq>(some: &[T], others: &[T]) -> bool {
    some.iter().all(|one| others.contains(one))
}

/// Whether a cold pack lies alongside a step.
fn is_under_cold_pack(step: &Step, steps: &[Step]) -> bool {
    steps.iter().any(|other| other.phase == Phase::Cold && other.beside.contains(&step.number))
}
