//! What must hold across all files: every id that is named exists once, numbers fit together.
//!
//! Faults are gathered, not thrown one by one: whoever writes knowledge sees all of them at once,
//! each with file, line and column.

use std::collections::{BTreeMap, BTreeSet};

use super::Cells;
use super::collect::{Collected, Gathered, Origin};
use super::refs::{Kind, NamesIds, Refs};
use super::schema::{Asked, Effect, Holds, HomeCareKind, Protocol, Question, Release};
use super::shuts::severity_alone;
use crate::model::{Fact, HomeCareId, Position, Status};
use crate::text::{Document, Fault, nearest};

/// Every fault of the collected entries. The documents of a practice come behind the first `base`.
pub(super) fn faults(all: &Collected, documents: &[Document], base: usize) -> Vec<Fault> {
    let mut check = Validator { documents, base, known: known_ids(all), faults: Vec::new() };
    check.duplicates(all);
    check.references(all);
    check.shape(all);
    check.questions(all);
    check.short_forms(all);
    check.gated(all);
    check.watched(all);
    check.session_numbers(all);
    for entry in &all.protocols {
        check.protocol(all, entry);
    }
    check.faults
}

macro_rules! for_tables {
    ($all:expr, $($field:ident),*; $do:expr) => {$(
        for entry in &$all.$field { $do(&entry.origin, &entry.value); }
    )*};
}

fn known_ids(all: &Collected) -> BTreeMap<Kind, BTreeSet<&str>> {
    let mut known: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
    macro_rules! add {
        ($($field:ident => $kind:ident),* $(,)?) => {$(
            let ids = all.$field.iter().map(|entry| entry.value.id.as_str());
            known.insert(Kind::$kind, ids.collect());
        )*};
    }
    add! {
        protocols => Category, regions => Region, areas => Area, modalities => Modality,
        supports => Support, traits => Trait, techniques => Technique, groups => Group,
        findings => Finding, home_care => HomeCare, gates => Gate, cautions => Caution,
        sources => Source,
    }
    let behind = all.cautions.iter().map(|entry| entry.value.id.as_str());
    let behind = behind.chain(all.gates.iter().map(|entry| entry.value.id.as_str()));
    known.insert(Kind::CautionOrGate, behind.collect());
    let judged = all.cautions.iter().map(|entry| entry.value.id.as_str());
    let judged = judged.chain(all.rules.iter().map(|entry| entry.value.id.as_str()));
    known.insert(Kind::CautionOrRule, judged.collect());
    known
}

struct Validator<'a> {
    documents: &'a [Document],
    base: usize,
    known: BTreeMap<Kind, BTreeSet<&'a str>>,
    faults: Vec<Fault>,
}

impl<'a> Validator<'a> {
    /// A fault at the entry, or at the word inside it.
    fn fault(&mut self, origin: &Origin, word: Option<&str>, message: String) {
        let Some(document) = self.documents.get(origin.document) else {
            return;
        };
        let place = match word {
            Some(word) => document.place_of_word(&origin.path, word),
            None => document.place_of(&origin.path),
        };
        self.faults.push(Fault { place, message });
    }

    fn duplicates(&mut self, all: &'a Collected) {
        macro_rules! unique {
            ($($field:ident),*) => {$(
                let mut seen = BTreeSet::new();
                for entry in &all.$field {
                    if !seen.insert(&entry.value.id) {
                        let id = entry.value.id.as_str();
                        self.fault(&entry.origin, Some(id), format!(
                            "“{id}” is already defined: an entry can't be replaced, give this one \
                             an id of its own (a Practice file moves defaults and tightens limits)"
                        ));
                    }
                }
            )*};
        }
        unique!(
            regions, areas, modalities, supports, traits, techniques, groups, findings, home_care,
            gates, cautions, rules, checks, protocols, sources, unused
        );
    }

    fn references(&mut self, all: &'a Collected) {
        for_tables!(all, regions, areas, modalities, positions, supports, traits, techniques, findings,
            questions, home_care, gates, cautions, cues, lists, defaults, rules, checks, protocols, sessions, practices;
            |origin: &Origin, value| self.names(origin, value));
        for entry in &all.unused {
            let id = entry.value.id.as_str();
            self.exists(&entry.origin, Kind::Source, id);
        }
    }

    fn names(&mut self, origin: &Origin, value: &dyn NamesIds) {
        let mut refs = Refs::default();
        value.name_ids(&mut refs);
        for (kind, id) in refs.0 {
            self.exists(origin, kind, id);
        }
    }

    fn exists(&mut self, origin: &Origin, kind: Kind, id: &str) {
        let Some(known) = self.known.get(&kind) else {
            return;
        };
        if known.contains(id) {
            return;
        }
        let hint = nearest(id, known.iter().copied())
            .map_or(String::new(), |near| format!(", did you mean “{near}”?"));
        self.fault(origin, Some(id), format!("no {} has the id “{id}”{hint}", kind.label()));
    }

    fn shape(&mut self, all: &'a Collected) {
        let nowhere = Origin { document: 0, path: Vec::new() };
        if all.regions.len() > Cells::MAX_REGIONS {
            let message = format!("at most {} regions are possible", Cells::MAX_REGIONS);
            self.fault(&nowhere, None, message);
        }
        for (what, count) in [("Manifest", all.manifests.len()), ("Session", all.sessions.len())] {
            if count != 1 {
                self.fault(
                    &nowhere,
                    None,
                    format!("there must be one {what} file, here are {count}"),
                );
            }
        }
        for position in Position::ALL {
            if all.positions.iter().filter(|entry| entry.value.position == position).count() != 1 {
                let message = format!("the position {position:?} must be described once");
                self.fault(&nowhere, None, message);
            }
        }
        for entry in &all.areas {
            let sum = total(entry.value.parts.iter().map(|part| part.share));
            if sum != 100 || entry.value.parts.is_empty() {
                let message = format!("the shares of the parts add up to {sum}, not to 100");
                self.fault(&entry.origin, None, message);
            }
        }
        for entry in &all.modalities {
            if entry.value.lowest > entry.value.highest {
                self.fault(&entry.origin, None, "`lowest` lies above `highest`".to_owned());
            }
        }
        for entry in &all.gates {
            let gate = &entry.value;
            if gate.causes.is_empty() {
                self.fault(&entry.origin, None, "a gate without causes never applies".to_owned());
            }
            let escalated = gate.escalation.iter().map(|higher| (higher.status, higher.release));
            let forms = escalated.chain([(gate.status, gate.release)]);
            for (status, release) in forms {
                if status == Status::Emergency && release != Release::Nothing {
                    let message = "an emergency can't be released".to_owned();
                    self.fault(&entry.origin, None, message);
                }
            }
        }
        for entry in &all.sessions {
            let rows = &entry.value.budget;
            if rows.is_empty() || !rows.is_sorted_by(|a, b| a.booked < b.booked) {
                let message = "the rows of the time budget must ascend".to_owned();
                self.fault(&entry.origin, None, message);
            }
            for row in rows {
                let parts = [row.check_in, row.warm_up, row.focus, row.stretch, row.close];
                let sum = total(parts);
                if sum != u32::from(row.booked) {
                    let booked = row.booked;
                    let message = format!("the row of {booked} minutes adds up to {sum}");
                    self.fault(&entry.origin, None, message);
                }
            }
        }
    }

    /// Every question of the intake tells once why it is asked, and so does every shipped group.
    fn questions(&mut self, all: &'a Collected) {
        let nowhere = Origin { document: 0, path: Vec::new() };
        let groups = all.groups.iter().filter(|entry| entry.origin.document < self.base);
        let groups: Vec<Asked> = groups.map(|entry| Asked::Group(entry.value.id.clone())).collect();
        for asked in Asked::ALL.iter().chain(&groups) {
            if !all.questions.iter().any(|entry| entry.value.asked == *asked) {
                let message = format!("no entry says why {asked} is asked");
                self.fault(&nowhere, None, message);
            }
        }
        for fact in Fact::ALL {
            let lasts = |entry: &Gathered<Question>| entry.value.holds == Holds::Lasting(*fact);
            if !all.questions.iter().any(lasts) {
                let message = format!("no entry says that {} lasts", fact.label());
                self.fault(&nowhere, None, message);
            }
        }
        let mut seen = BTreeSet::new();
        for entry in &all.questions {
            let Question { asked, holds: _, text, sources } = &entry.value;
            if !seen.insert(asked) {
                let message = format!("why {asked} is asked is said already");
                self.fault(&entry.origin, None, message);
            }
            if text.trim().is_empty() || sources.is_empty() {
                let message = format!("why {asked} is asked needs words and a source");
                self.fault(&entry.origin, None, message);
            }
        }
    }

    /// Two entries of one short form, or one that is read as something else, could be mistaken.
    fn short_forms(&mut self, all: &'a Collected) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut forms: Vec<(&Origin, &str)> = Vec::new();
        macro_rules! gather {
            ($($field:ident),*) => {$(
                for entry in &all.$field {
                    let short = entry.value.short.iter();
                    forms.extend(short.map(|form| (&entry.origin, form.as_str())));
                }
            )*};
        }
        gather!(regions, areas, modalities, techniques);
        for (origin, form) in forms {
            let is_plain = form.len() > 1
                && form.starts_with(|c: char| c.is_ascii_lowercase())
                && form.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
            let rest = form.trim_start_matches(|c: char| c.is_ascii_lowercase());
            if !is_plain || form.len() - rest.len() < 2 {
                let message = format!(
                    "the short form “{form}” must begin with two small letters, and have only \
                     letters and digits"
                );
                self.fault(origin, Some(form), message);
            } else if !seen.insert(form) {
                let message = format!("the short form “{form}” is given twice");
                self.fault(origin, Some(form), message);
            }
        }
    }

    /// A question whose group promises a gate has one that a yes alone shuts.
    fn gated(&mut self, all: &'a Collected) {
        for entry in &all.findings {
            let finding = &entry.value;
            let group = all.groups.iter().find(|group| group.value.id == finding.group);
            let Some(least) = group.and_then(|group| group.value.needs_gate) else { continue };
            let shut = severity_alone(all, &finding.id);
            if shut.is_none_or(|status| status < least) {
                let (id, group) = (finding.id.as_str(), finding.group.as_str());
                let message = format!(
                    "“{id}” is asked in the group “{group}”, and no gate shuts with {least:?} or \
                     more for a yes to it alone: add that gate, or ask it in another group"
                );
                self.fault(&entry.origin, Some(id), message);
            }
        }
    }

    /// What to watch for goes home from every session: no rule takes it away (A72).
    fn watched(&mut self, all: &'a Collected) {
        let watch = |id: &HomeCareId| {
            let mut items = all.home_care.iter().map(|entry| &entry.value);
            items.any(|item| item.id == *id && item.kind == HomeCareKind::Watch)
        };
        for entry in &all.rules {
            let removed = entry.value.effects.iter().filter_map(Effect::removed_home_care);
            for item in removed.flatten().filter(|id| watch(id)) {
                let id = item.as_str();
                let message = format!("“{id}” goes home from every session, and can't be removed");
                self.fault(&entry.origin, Some(id), message);
            }
        }
    }

    /// Minutes, counts and percents of the frame that a session can be made of.
    fn session_numbers(&mut self, all: &'a Collected) {
        const LONGEST: u16 = 180;
        for entry in &all.sessions {
            let limits = &entry.value.limits;
            macro_rules! within {
                ($($least:literal..=$most:expr => $($field:ident)*;)*) => {$($(
                    if !($least..=$most).contains(&limits.$field) {
                        let (name, least, most) = (stringify!($field), $least, $most);
                        let found = limits.$field;
                        let message =
                            format!("`{name}` is {found}, allowed is {least} to {most}");
                        self.fault(&entry.origin, Some(name), message);
                    }
                )*)*};
            }
            within! {
                1..=60 => min_check_in min_focus min_other focus_steps_an_hour max_firm before_firm
                    max_focal max_other_side min_rest min_pack max_heat max_cold booking_step;
                1..=LONGEST => max_on_regions max_whole_body_step divide_firm_from max_in_position
                    max_rest firm_from cold_from first_areas_up_to other_side_from short_visit;
                1..=100 => affected_share worse_share;
                100..=1000 => lost_weight_up_to;
                1..=10 => worse_by;
                0..=300 => stretch_set_up;
            }
        }
    }

    fn protocol(&mut self, all: &'a Collected, entry: &Gathered<Protocol>) {
        let protocol = &entry.value;
        let sum = total(protocol.areas.iter().map(|area| area.share));
        if sum != 100 {
            let message = format!("the shares of the areas add up to {sum}, not to 100");
            self.fault(&entry.origin, None, message);
        }
        if protocol.positions.is_empty() || protocol.stretch_positions.is_empty() {
            let message = "a protocol needs positions to work and to stretch in".to_owned();
            self.fault(&entry.origin, None, message);
        }
        let reviews = &protocol.follow_up.reviews;
        if reviews.is_empty() {
            self.fault(&entry.origin, None, "`reviews` is empty".to_owned());
        }
        if !reviews.is_sorted_by(|a, b| a < b) {
            self.fault(&entry.origin, None, "the visits of `reviews` must ascend".to_owned());
        }
        for region in &all.regions {
            let limits = protocol.regions.iter().filter(|l| l.region == region.value.id);
            let count = limits.clone().count();
            if count != 1 {
                let message =
                    format!("“{}” needs its levels once, here are {count}", region.value.id);
                self.fault(&entry.origin, None, message);
            }
            for limits in limits {
                let id = limits.region.as_str();
                if limits.default > limits.max || limits.max > region.value.absolute_max {
                    let message = format!(
                        "the levels of “{id}” must ascend: default {}, max {}, at most {}",
                        limits.default, limits.max, region.value.absolute_max
                    );
                    self.fault(&entry.origin, Some(id), message);
                }
                if limits.drafts.is_empty() {
                    self.fault(&entry.origin, Some(id), format!("“{id}” has nothing to draft"));
                }
            }
        }
    }
}

/// A sum that no number of numbers can overflow.
fn total(numbers: impl IntoIterator<Item = u16>) -> u32 {
    numbers.into_iter().map(u32::from).fold(0, u32::saturating_add)
}
