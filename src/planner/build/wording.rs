//! What a step says, read off the step and its place among the others.
//!
//! The builder and the editor ask the same function, so that a step that was changed reads as if
//! it had been drafted that way. Must not live here: any choice of what is done.

use std::collections::BTreeSet;

use crate::knowledge::schema::{Protocol, Texts};
use crate::knowledge::{Cells, Knowledge};
use crate::model::{Phase, Position, RegionId, Side, Step, SupportId};
use crate::planner::{Assessment, fill};

use super::packs::{Pack, kept_clear};
use super::pieces::cells_of;
use super::tasks::Light;
use super::words::{Words, phrase_of, steps_phrase};

/// Writes the words of every step; the steps are numbered, and packs name theirs by number.
pub(super) fn write(assessment: &Assessment<'_>, protocol: &Protocol, steps: &mut [Step]) {
    let written = words(assessment, protocol, steps);
    for (step, words) in steps.iter_mut().zip(written) {
        step.instructions = words.instructions;
        step.why = words.why;
        step.sources = words.sources;
    }
}

/// The words of every step as the builder writes them.
pub(in crate::planner) fn words(
    assessment: &Assessment<'_>,
    protocol: &Protocol,
    steps: &[Step],
) -> Vec<Words> {
    let writer = Writer { assessment, protocol, knowledge: assessment.facts.knowledge };
    let pauses = pauses(writer.knowledge, steps);
    let pause = &writer.texts().pause.text;
    let broad = writer.broad_beginnings(steps);
    steps
        .iter()
        .zip(pauses)
        .enumerate()
        .map(|(at, (step, pauses))| {
            let mut words = writer.step(step, broad.contains(&at));
            if pauses {
                words.instructions = format!("{pause} {}", words.instructions);
            }
            words
        })
        .collect()
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
    let has_sides = |id: &RegionId| {
        let mut areas = knowledge.tables().areas.iter().filter(|area| area.both_sides);
        !areas.any(|area| area.parts.iter().any(|part| part.region == *id))
    };
    if is_other && regions.iter().all(has_sides) { Light::OtherSide } else { Light::No }
}

/// Where the client lies long in one position, a step says when to pause.
fn pauses(knowledge: &Knowledge, steps: &[Step]) -> Vec<bool> {
    let longest = knowledge.session().limits.max_in_position;
    let mut position = None;
    let mut minutes: u16 = 0;
    let pauses = steps.iter().map(|step| {
        if !step.counted {
            return false;
        }
        if position != Some(step.position) {
            position = Some(step.position);
            minutes = 0;
        }
        minutes = minutes.saturating_add(step.minutes.get());
        let pauses = step.position.is_lying() && minutes > longest;
        if pauses {
            minutes = step.minutes.get();
        }
        pauses
    });
    pauses.collect()
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
        cells_of(&self.indices(step), step.side.unwrap_or(Side::Both))
    }

    /// What lay under a pack wasn't warmed by hand: the first work there begins broadly.
    fn broad_beginnings(&self, steps: &[Step]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
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
            found.extend(first.map(|(at, _)| at));
        }
        found
    }

    fn step(&self, step: &Step, begins_broadly: bool) -> Words {
        let texts = self.texts();
        match step.phase {
            Phase::CheckIn => Words::of(&texts.check_in),
            Phase::Heat => self.pack(step, Words::of(&texts.heat)),
            Phase::WarmUp => self.warm_up(),
            Phase::Focus => self.focus(step, begins_broadly),
            Phase::Stretch => self.stretch(step),
            Phase::Cold => self.pack(step, Words::of(&texts.cold)),
            Phase::Rest => Words::of(&texts.rest),
            Phase::ReTest => Words::of(&texts.re_test),
            Phase::HomeCare => Words::of(&texts.home_care),
        }
    }

    /// What lies under the pack, and how long it stays.
    fn pack(&self, step: &Step, mut words: Words) -> Words {
        let filled = [
            ("regions", phrase_of(self.knowledge, &self.indices(step))),
            ("steps", steps_phrase(&step.beside)),
        ];
        let filled: Vec<(&str, &str)> =
            filled.iter().map(|(name, word)| (*name, word.as_str())).collect();
        words.instructions = fill(&words.instructions, &filled);
        words
    }

    fn warm_up(&self) -> Words {
        let texts = self.texts();
        let mut words = Words::default();
        words.say_sourced(&self.protocol.warm_up_text);
        words.say(&texts.warm_up.instructions);
        words.say_sourced(&texts.comfort);
        words.because(&texts.warm_up.why);
        words.cite(&texts.warm_up.sources);
        words
    }

    fn focus(&self, step: &Step, begins_broadly: bool) -> Words {
        let texts = self.texts();
        let light = light(self.assessment, &step.regions, step.side);
        let mut words = Words::default();
        match light {
            Light::No => {}
            Light::OtherSide => words.say(&texts.other_side.instructions),
            Light::WholeBody => words.say(&texts.whole_body.instructions),
        }
        if begins_broadly {
            words.say(&texts.warm_up.instructions);
            words.cite(&texts.warm_up.sources);
        }
        if let Some(modality) = step.modality.as_ref().and_then(|id| self.knowledge.modality(id)) {
            words.say_sourced(&modality.dose);
        }
        let regions = || step.regions.iter().filter_map(|id| self.knowledge.region(id));
        for region in regions() {
            words.say_sourced(&region.guidance);
            let limits = self.protocol.limits(&region.id);
            if let Some(guidance) = limits.and_then(|limits| limits.guidance.as_ref())
                && light == Light::No
            {
                words.say_sourced(guidance);
            }
        }
        words.say_sourced(&texts.comfort);
        let heading = match light {
            Light::No => {
                for region in regions() {
                    words.because(&region.why.text);
                    words.cite(&region.why.sources);
                }
                return words;
            }
            Light::OtherSide => &texts.other_side,
            Light::WholeBody => &texts.whole_body,
        };
        words.because(&heading.why);
        words.cite(&heading.sources);
        words
    }

    fn stretch(&self, step: &Step) -> Words {
        let texts = &self.texts().stretch;
        let mut words = Words::default();
        for technique in step.techniques.iter().filter_map(|id| self.knowledge.technique(id)) {
            let own = self.protocol.stretches.iter().find(|stretch| {
                stretch.technique == technique.id
                    && self.assessment.facts.holds_if_any(stretch.when.as_ref())
            });
            let dose = own.and_then(|stretch| stretch.dose.as_deref());
            let dose = dose.unwrap_or(&technique.dose.text);
            words.say(&format!("{}: {dose}", technique.name));
            words.cite(&technique.dose.sources);
        }
        words.say(&texts.instructions);
        words.because(&texts.why);
        words.cite(&texts.sources);
        words
    }
}
