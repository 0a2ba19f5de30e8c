//! From a draft to an intake, and the list of what is missing.
//!
//! What is typed wrongly counts as missing, with the words that say what would be right. While
//! something is missing the intake is there to look ahead with: what is open counts as the knowledge
//! says, so that an emergency shows at the first yes and nothing shows for what nobody said.

use std::collections::{BTreeMap, BTreeSet};

use super::places::at_odds;
use super::{
    ClearanceDraft, ClearanceField, Field, IntakeDraft, MissingAnswer, TextField, WishesDraft,
};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::knowledge::unsaid::{Unsaid, unsaid};
use crate::model::{
    Activity, BookedMinutes, CategoryId, Clearance, Course, Day, FindingId, GateId, HandsOnLimit,
    Intake, Laterality, Nprs, Preferences, RegionId, RegionSide, Side, SittingHours, VisitNumber,
    Weeks,
};
use crate::text::counted;

/// What a draft comes to.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The intake. While something is missing, open answers count in it as the knowledge says: it is
    /// there to look ahead with, and nothing of it is ever stored or built into a plan.
    pub intake: Option<Intake>,
    /// What is missing.
    pub missing: Vec<MissingAnswer>,
    /// How many of the questions that must be answered are.
    pub answered: usize,
    /// Where in the draft each of the intake's clearances stands.
    pub clearances: Vec<usize>,
    /// The record that is being filled in, once nothing is missing in it.
    pub pending: Option<Clearance>,
}

/// What was typed, read.
struct TypedAnswers {
    date: Option<Day>,
    minutes: Option<BookedMinutes>,
    onset_weeks: Option<Weeks>,
    since: BTreeMap<FindingId, Day>,
    clearances: Vec<(usize, Clearance)>,
    course: Option<Course>,
    activities: Vec<Activity>,
    sitting_hours: Option<SittingHours>,
}

impl TypedAnswers {
    /// The same while something is missing. What is only typed in part stays out.
    fn counting(self, open: &OpenAnswers<'_>, draft: &IntakeDraft, today: Day) -> Self {
        let weeks = self.onset_weeks.or(Some(open.said.onset_weeks));
        let is_known = |gate: &GateId| open.knowledge.gate(gate).is_some();
        let mut clearances = self.clearances;
        clearances.retain(|(_, one)| one.covers.iter().all(is_known));
        Self {
            date: self.date.or(Some(today)),
            minutes: self.minutes.or(Some(open.said.minutes)),
            onset_weeks: if draft.onset_unknown { None } else { weeks },
            since: BTreeMap::new(),
            clearances,
            course: None,
            activities: Vec::new(),
            sitting_hours: None,
        }
    }
}

/// What open answers count as.
struct OpenAnswers<'k> {
    category: CategoryId,
    said: &'static Unsaid,
    knowledge: &'k Knowledge,
}

/// Collects what is missing while an intake is put together.
struct Gather<'a> {
    draft: &'a IntakeDraft,
    knowledge: &'a Knowledge,
    missing: Vec<MissingAnswer>,
}

impl Gather<'_> {
    fn lack(&mut self, field: Field, text: impl Into<String>) {
        self.missing.push(MissingAnswer { field, text: text.into() });
    }

    fn answered<T>(&mut self, field: Field, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let label = self.draft.label(&field, self.knowledge);
            self.lack(field, label);
        }
        value
    }

    fn day(&mut self, field: TextField, text: &str, required: bool) -> Option<Day> {
        let trimmed = text.trim();
        if trimmed.is_empty() && !required {
            return None;
        }
        let day = Day::parse(trimmed).ok();
        if day.is_none() {
            let label = field.label();
            let text = match trimmed {
                "" => label.to_owned(),
                _ => format!("{label}: a day such as 2026-11-24, today or yesterday"),
            };
            self.lack(Field::Text(field), text);
        }
        day
    }

    /// A whole number of a scale; nothing where the field is empty and may be.
    fn number<T, E: std::fmt::Display>(
        &mut self,
        field: TextField,
        text: &str,
        required: bool,
        make: impl Fn(u16) -> Result<T, E>,
    ) -> Option<T> {
        let trimmed = text.trim();
        if trimmed.is_empty() && !required {
            return None;
        }
        let label = field.label();
        let outcome = match trimmed.parse::<u16>() {
            Ok(number) => make(number).map_err(|error| format!("{label}: {error}")),
            Err(_) if trimmed.is_empty() => Err(label.to_owned()),
            Err(_) => Err(format!("{label}: a whole number")),
        };
        outcome.map_err(|text| self.lack(Field::Text(field), text)).ok()
    }

    fn words(&mut self, field: TextField, text: &str) -> String {
        if text.trim().is_empty() {
            let label = field.label();
            self.lack(Field::Text(field), label);
        }
        text.trim().to_owned()
    }
}

impl IntakeDraft {
    /// The intake, once nothing is missing.
    ///
    /// # Errors
    /// Everything that is missing.
    #[cfg(test)]
    pub fn to_intake(&self, knowledge: &Knowledge) -> Result<Intake, Vec<MissingAnswer>> {
        let today = Day::parse("2026-11-24").unwrap();
        let Converted { intake, missing, .. } = self.convert(knowledge, today);
        if missing.is_empty() { Ok(intake.unwrap()) } else { Err(missing) }
    }

    /// The intake as far as it goes, and everything that is missing. `today` is its day while none is
    /// typed.
    pub fn convert(&self, knowledge: &Knowledge, today: Day) -> Converted {
        let mut gather = Gather { draft: self, knowledge, missing: Vec::new() };
        let g = &mut gather;
        let date = g.day(TextField::Date, &self.date, true);
        let required = self.required(knowledge);
        for (_, field) in required.iter().filter(|(open, _)| *open) {
            g.answered::<()>(field.clone(), None);
        }
        // From here on an empty field was named above already; only wrong content is new.
        let minutes = g.number(TextField::Minutes, &self.minutes, false, BookedMinutes::new);
        let onset_weeks = g.number(TextField::OnsetWeeks, &self.onset_weeks, false, Weeks::new);
        if self.needs_excluded(knowledge) && self.places.excluded.is_empty() {
            g.answered::<()>(Field::Places(RegionList::Excluded), None);
        }
        for list in RegionList::ALL.into_iter().filter(|list| self.is_at_odds(*list, knowledge)) {
            g.lack(Field::Places(list), at_odds(list, knowledge));
        }
        let typed = TypedAnswers {
            date,
            minutes,
            onset_weeks,
            since: self.gather_since(g, date),
            clearances: self.gather_clearances(g),
            course: self.gather_course(g, date),
            activities: self.gather_activities(g),
            sitting_hours: g.number(
                TextField::SittingHours,
                &self.sitting_hours,
                false,
                SittingHours::new,
            ),
        };
        let missing = gather.missing;
        let pending = self.pending_clearance(knowledge).ok();
        // What is typed wrongly is no answer.
        let is_missing = |field: &Field| missing.iter().any(|one| one.field == *field);
        let answered = required.iter().filter(|(_, field)| !is_missing(field)).count();
        let (typed, open) = if missing.is_empty() {
            (typed, None)
        } else {
            let Some(open) = self.open_answers(knowledge) else {
                let clearances = Vec::new();
                return Converted { intake: None, missing, answered, clearances, pending };
            };
            (typed.counting(&open, self, today), Some(open))
        };
        let clearances = typed.clearances.iter().map(|(at, _)| *at).collect();
        let intake = self.intake(typed, open.as_ref());
        Converted { intake, missing, answered, clearances, pending }
    }

    /// What open answers count as.
    fn open_answers<'k>(&self, knowledge: &'k Knowledge) -> Option<OpenAnswers<'k>> {
        let known = self.category.clone().filter(|id| knowledge.protocol(id).is_some());
        let first = || knowledge.tables().protocols.first().map(|protocol| protocol.id.clone());
        let category = known.or_else(first)?;
        Some(OpenAnswers { category, said: unsaid()?, knowledge })
    }

    /// The intake of what is answered. What isn't counts as `open` says; without that it leaves no
    /// intake.
    fn intake(&self, typed: TypedAnswers, open: Option<&OpenAnswers<'_>>) -> Option<Intake> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let said = open.map(|open| open.said);
        let places = |list| match open {
            Some(open) => self.places_so_far(list, open.knowledge),
            None => sided(self.places.list(list)),
        };
        Some(Intake {
            date: typed.date?,
            category: open.map(|open| open.category.clone()).or_else(|| self.category.clone())?,
            side: self.side.or(said.map(|it| it.side))?,
            worse_side: self.worse_side,
            pain_back: self.pain_back.or(said.map(|it| it.pain_back))?,
            pain_leg: self.pain_leg.or(said.map(|it| it.pain_leg))?,
            furthest_point: self.furthest_point.or(said.map(|it| it.furthest_point))?,
            trend: self.trend.or(said.map(|it| it.trend))?,
            inflammation: self.inflammation.or(said.map(|it| it.inflammation))?,
            onset_weeks: typed.onset_weeks,
            diagnosis: self.diagnosis.or(said.map(|it| it.diagnosis))?,
            // Asked only where a doctor named the diagnosis.
            cause_known: self.cause_known.unwrap_or(said.is_some_and(|it| it.cause_known)),
            doctor_on_massage: self.doctor.or(said.map(|it| it.doctor_on_massage))?,
            findings: match open {
                Some(open) => self.yes_so_far(open.knowledge),
                None => self.yes_answers(),
            },
            findings_since: typed.since,
            excluded_regions: places(RegionList::Excluded),
            inflamed_regions: places(RegionList::Inflamed),
            injured_regions: places(RegionList::Injured),
            numb_regions: places(RegionList::Numb),
            age: self.age,
            home_care_kept: self.home_care_kept,
            clearances: typed.clearances.into_iter().map(|(_, one)| one).collect(),
            minutes: typed.minutes?,
            course: typed.course,
            preferences: self.wishes.as_ref().map(preferences),
            complaint: filled(&self.complaint),
            diagnosed_by: filled(&self.diagnosed_by),
            medicines: filled(&self.medicines),
            treatments: filled(&self.treatments),
            notes: filled(&self.notes),
            quality: self.quality.clone(),
            aggravators: self.aggravators.clone(),
            eases: self.eases.clone(),
            goals: self.goals.clone(),
            activities: typed.activities,
            sitting_hours: typed.sitting_hours,
        })
    }

    /// What counts as yes while not everything is answered.
    fn yes_so_far(&self, knowledge: &Knowledge) -> BTreeSet<FindingId> {
        let asked = knowledge.tables().findings.iter().map(|finding| &finding.id);
        let mut yes = self.yes_answers();
        yes.extend(asked.filter(|id| self.counts_as_yes(id)).cloned());
        yes
    }

    /// A list of places while not everything is answered. Places that wait for their answer say
    /// nothing before it is there; a wound whose place nobody named yet is anywhere.
    fn places_so_far(&self, list: RegionList, knowledge: &Knowledge) -> Vec<RegionSide> {
        let mut places = Vec::new();
        if self.places_allowed(list, knowledge) {
            places = sided(self.places.list(list));
        }
        if list == RegionList::Excluded && places.is_empty() && self.needs_excluded(knowledge) {
            let mut regions = knowledge.tables().regions.iter();
            let any = regions.find(|region| !region.whole_body);
            let side = Side::Left;
            places.extend(any.map(|any| RegionSide { region: any.id.clone(), side }));
        }
        places
    }

    pub(super) fn yes_answers(&self) -> BTreeSet<FindingId> {
        let yes = self.answers.iter().filter(|(_, yes)| **yes);
        yes.map(|(id, _)| id.clone()).collect()
    }

    fn gather_since(&self, g: &mut Gather<'_>, date: Option<Day>) -> BTreeMap<FindingId, Day> {
        let mut list = BTreeMap::new();
        for (id, text) in &self.since {
            if self.answer(id) == Some(true)
                && let Some(day) = g.day(TextField::Since(id.clone()), text, false)
            {
                if date.is_some_and(|session| day > session) {
                    let field = TextField::Since(id.clone());
                    let text = format!("{}: not after the session", field.label());
                    g.lack(Field::Text(field), text);
                }
                list.insert(id.clone(), day);
            }
        }
        list
    }

    /// The clearances that are complete, each with its place: one that isn't releases nothing, and one
    /// that is being filled in isn't asked for.
    fn gather_clearances(&self, g: &mut Gather<'_>) -> Vec<(usize, Clearance)> {
        let records = self.clearances.iter().enumerate().filter(|(_, one)| !one.is_pending);
        records.filter_map(|(at, one)| Some((at, gather_clearance(g, at, one)?))).collect()
    }

    /// The record that is being filled in.
    ///
    /// # Errors
    /// What is missing in it.
    pub fn pending_clearance(
        &self,
        knowledge: &Knowledge,
    ) -> Result<Clearance, Vec<MissingAnswer>> {
        let at = self.next_clearance();
        let begun = self.clearances.get(at);
        let mut gather = Gather { draft: self, knowledge, missing: Vec::new() };
        let empty = ClearanceDraft::default();
        let clearance = gather_clearance(&mut gather, at, begun.unwrap_or(&empty));
        clearance.ok_or(gather.missing)
    }

    /// What is still wrong or open in a clearance record, in a sentence; none where nothing is. What is
    /// typed wrongly is said before what is empty.
    pub fn open_in_clearance(&self, at: usize, knowledge: &Knowledge) -> Option<String> {
        let mut gather = Gather { draft: self, knowledge, missing: Vec::new() };
        gather_clearance(&mut gather, at, self.clearances.get(at)?);
        let is_empty = |one: &&MissingAnswer| one.text == self.label(&one.field, knowledge);
        let (empty, wrong): (Vec<_>, Vec<_>) = gather.missing.iter().partition(is_empty);
        if let Some(wrong) = wrong.first() {
            return Some(wrong.text.clone());
        }
        let empty: Vec<String> = empty.iter().map(|one| one.text.clone()).collect();
        (!empty.is_empty()).then(|| format!("Still to fill in: {}", empty.join(", ")))
    }

    fn gather_course(&self, g: &mut Gather<'_>, date: Option<Day>) -> Option<Course> {
        let given = !self.pain_history.trim().is_empty()
            || !self.first_visit.trim().is_empty()
            || self.last_furthest_point.is_some();
        let visit = g.number(TextField::Visit, &self.visit, given, VisitNumber::new);
        let first_visit = g.day(TextField::FirstVisit, &self.first_visit, false);
        if let (Some(first), Some(session)) = (first_visit, date)
            && first > session
        {
            let field = Field::Text(TextField::FirstVisit);
            g.lack(field, "First visit on: not after the session");
        }
        let visit = visit?;
        let wanted = usize::from(visit.get()) - 1;
        let scores = parse_scores(&self.pain_history).filter(|scores| scores.len() == wanted);
        if scores.is_none() {
            let wanted = counted(wanted, "score");
            g.lack(
                Field::Text(TextField::PainHistory),
                format!("Pain at earlier visits: {wanted} from 0 to 10"),
            );
        }
        Some(Course {
            visit,
            pain_history: scores?,
            first_visit,
            last_furthest_point: self.last_furthest_point,
        })
    }

    fn gather_activities(&self, g: &mut Gather<'_>) -> Vec<Activity> {
        let mut list = Vec::new();
        for (at, one) in self.activities.iter().enumerate() {
            // An activity of an earlier visit that nobody scored today is left out: asked of everybody,
            // its score would hold up a plan for what is told elsewhere.
            if one.offered && one.score.is_none() {
                continue;
            }
            let name = g.words(TextField::Activity(at), &one.name);
            if let Some(score) = g.answered(Field::ActivityScore(at), one.score) {
                list.push(Activity { name, score });
            }
        }
        list
    }
}

/// A clearance record, where nothing is missing in it.
fn gather_clearance(g: &mut Gather<'_>, at: usize, one: &ClearanceDraft) -> Option<Clearance> {
    let lacked = g.missing.len();
    let field = |part| TextField::Clearance(at, part);
    let by = g.words(field(ClearanceField::By), &one.by);
    let on = g.day(field(ClearanceField::On), &one.on, true);
    let until = g.day(field(ClearanceField::Until), &one.until, false);
    if let (Some(on), Some(until)) = (on, until)
        && until < on
    {
        let field = Field::Text(field(ClearanceField::Until));
        g.lack(field, format!("Until: not before {on}, the day it was given"));
    }
    let limits = g.words(field(ClearanceField::Limits), &one.limits);
    let hands_on =
        g.number(field(ClearanceField::HandsOn), &one.max_hands_on, false, HandsOnLimit::new);
    if one.covers.is_empty() {
        g.answered::<()>(Field::Covers(at), None);
    }
    let is_complete = g.missing.len() == lacked;
    let on = on.filter(|_| is_complete)?;
    Some(Clearance {
        by,
        on,
        until,
        covers: one.covers.iter().cloned().collect(),
        limits,
        max_pressure: one.max_pressure,
        max_hands_on_minutes: hands_on,
    })
}

fn preferences(wishes: &WishesDraft) -> Preferences {
    Preferences {
        heat: wishes.heat,
        max_pressure: wishes.max_pressure,
        avoid_positions: wishes.avoid_positions.clone(),
        declined_modalities: wishes.declined.clone(),
    }
}

/// Pain scores separated by commas or blanks; nothing where one of them isn't a score.
pub fn parse_scores(text: &str) -> Option<Vec<Nprs>> {
    let parts = text.split([',', ';', ' ']).filter(|part| !part.is_empty());
    parts.map(|part| Nprs::new(part.parse().ok()?).ok()).collect()
}

/// Single sides of a region, put together where both are there.
fn sided(places: &BTreeSet<(RegionId, Laterality)>) -> Vec<RegionSide> {
    let mut list: Vec<RegionSide> = Vec::new();
    for (region, side) in places {
        match list.last_mut() {
            Some(place) if place.region == *region => place.side = Side::Both,
            Some(_) | None => {
                list.push(RegionSide { region: region.clone(), side: Side::from(*side) });
            }
        }
    }
    list
}
