//! What a made-up client answers at one visit.
//!
//! Answers of one client agree with each other from visit to visit: side, health history and wishes
//! stay, pain and complaint follow the story.

use std::collections::{BTreeMap, BTreeSet};

use super::dice::Dice;
use super::series::{SampleVisit, Story};
use super::words::{Afterwards, Lasting, Leave, SampleWords};
use crate::model::{
    Activity, Aggravator, BookedMinutes, Clearance, ClearedPressure, Course, Day, Diagnosis,
    DoctorOnMassage, Goal, HandsOnLimit, Inflammation, Intake, Laterality, ModalityId, Nprs,
    Position, Preferences, Pressure, Quality, RegionSide, Side, SittingHours, Trend, VisitNumber,
    Weeks,
};

/// Weeks after which symptoms without a diagnosis wait (g-09).
const LONG_STANDING: u16 = 12;
/// Days for which a made-up clearance counts: as long as any series.
const CLEARED_DAYS: i32 = 180;

/// What a client answers the same at every visit.
#[derive(Debug)]
pub struct Person<'a> {
    pub side: Side,
    pub worse_side: Option<Laterality>,
    pub lasting: Vec<&'a Lasting>,
    pub minutes: u16,
    pub preferences: Option<Preferences>,
    pub doctor: DoctorOnMassage,
    pub is_diagnosed: bool,
    pub diagnosed_by: String,
    /// The doctor behind clearances.
    pub provider: String,
    pub treatments: Option<String>,
    pub activities: Vec<String>,
    pub goals: Vec<Goal>,
    pub sitting: Option<SittingHours>,
}

impl<'a> Person<'a> {
    /// A person for a story.
    pub fn new(words: &'a SampleWords, story: &Story<'_>, dice: &mut Dice) -> Self {
        let side = *dice
            .pick(&[Side::Right, Side::Right, Side::Left, Side::Left, Side::Both])
            .unwrap_or(&Side::Right);
        let worse_side = if side == Side::Both && dice.percent(60) {
            dice.pick(&Laterality::ALL).copied()
        } else {
            None
        };
        let mut lasting: Vec<&Lasting> = Vec::new();
        for chance in [40, 15] {
            if dice.percent(chance) {
                lasting.extend(dice.pick(&words.stories.lasting));
            }
        }
        lasting.dedup_by_key(|it| &it.finding);
        // An interruption is enough for one client; leave for something else would confuse the two.
        if story.visits.iter().any(|visit| visit.interruption.is_some()) {
            lasting.retain(|it| it.cleared.is_none());
        }
        let activities =
            (0..dice.between(0..=2)).map(|_| words.say(&words.texts.activities, dice)).collect();
        let always_diagnosed = ["chronic", "herniated-disc"].contains(&story.category.id.as_str());
        Self {
            side,
            worse_side,
            lasting,
            minutes: *dice.pick(&[30, 45, 60, 60, 60, 75, 90]).unwrap_or(&60),
            preferences: dice.percent(35).then(|| preferences(dice)),
            doctor: *dice
                .pick(&[DoctorOnMassage::InFavour, DoctorOnMassage::NotAsked])
                .unwrap_or(&DoctorOnMassage::NotAsked),
            is_diagnosed: always_diagnosed || dice.percent(60),
            diagnosed_by: words.say(&words.texts.diagnosed_by, dice),
            provider: words.say(&words.texts.doctors, dice),
            treatments: dice.percent(50).then(|| words.say(&words.texts.treatments, dice)),
            activities,
            goals: some_of(Goal::ALL, 35, dice),
            sitting: dice.percent(60).then(|| SittingHours::clamped(dice.small(2..=11))),
        }
    }

    /// The answers of a visit.
    pub fn intake(
        &self,
        words: &SampleWords,
        story: &Story<'_>,
        visit: &SampleVisit<'_>,
        dice: &mut Dice,
    ) -> Intake {
        let pain = Nprs::clamped(visit.pain);
        let other = Nprs::clamped(dice.small(visit.pain / 2..=visit.pain));
        let (pain_back, pain_leg) = if dice.percent(70) { (other, pain) } else { (pain, other) };
        let now = visit.interruption;
        let is_diagnosed = (self.is_diagnosed || visit.onset_weeks > LONG_STANDING)
            && !now.is_some_and(|it| it.undiagnosed);
        let before = visit.history.last().copied();
        let mut intake = Intake {
            date: visit.day,
            category: story.category.id.clone(),
            side: self.side,
            worse_side: self.worse_side,
            pain_back,
            pain_leg,
            furthest_point: visit.furthest,
            trend: match before {
                _ if now.is_some_and(|it| it.worse) => Trend::Worse,
                Some(before) if visit.pain < before => Trend::Better,
                Some(_) | None => Trend::Same,
            },
            inflammation: match now {
                Some(it) if it.intense => Inflammation::Intense,
                _ if visit.pain >= 5
                    && story.category.id.as_str() == "acute"
                    && dice.percent(40) =>
                {
                    Inflammation::Some
                }
                _ => Inflammation::None,
            },
            onset_weeks: Some(Weeks::clamped(visit.onset_weeks)),
            diagnosis: if is_diagnosed { Diagnosis::ByDoctor } else { Diagnosis::None },
            cause_known: is_diagnosed,
            doctor_on_massage: if now.is_some_and(|it| it.against) {
                DoctorOnMassage::Against
            } else {
                self.doctor
            },
            findings: BTreeSet::new(),
            findings_since: BTreeMap::new(),
            excluded_regions: Vec::new(),
            inflamed_regions: Vec::new(),
            injured_regions: Vec::new(),
            numb_regions: Vec::new(),
            age: None,
            home_care_kept: None,
            clearances: Vec::new(),
            minutes: BookedMinutes::clamped(if dice.percent(85) { self.minutes } else { 60 }),
            course: Some(course(visit)),
            preferences: self.preferences.clone(),
            complaint: Some(complaint(words, visit, dice)),
            diagnosed_by: is_diagnosed.then(|| self.diagnosed_by.clone()),
            medicines: dice.percent(60).then(|| words.say(&words.texts.medicines, dice)),
            treatments: if visit.history.is_empty() { self.treatments.clone() } else { None },
            notes: dice.percent(70).then(|| words.say(&words.texts.notes, dice)),
            quality: some_of(Quality::ALL, 30, dice),
            aggravators: some_of(Aggravator::ALL, 25, dice),
            eases: Vec::new(),
            goals: self.goals.clone(),
            activities: Vec::new(),
            sitting_hours: self.sitting,
        };
        intake.eases = some_of(Aggravator::ALL, 20, dice)
            .into_iter()
            .filter(|it| !intake.aggravators.contains(it))
            .collect();
        let score = 10_u16.saturating_sub(visit.pain);
        intake.activities = self
            .activities
            .iter()
            .map(|name| {
                let score = Nprs::clamped(dice.small(score.saturating_sub(1)..=score));
                Activity { name: name.clone(), score }
            })
            .collect();
        self.findings(&mut intake, visit);
        intake
    }

    /// The yes-answers, and the clearances that go with them.
    fn findings(&self, intake: &mut Intake, visit: &SampleVisit<'_>) {
        // What a doctor allowed in the first series was of that time.
        for lasting in self.lasting.iter().filter(|it| it.cleared.is_none() || visit.series == 0) {
            intake.findings.insert(lasting.finding.clone());
            let on = |region: &crate::model::RegionId| RegionSide {
                region: region.clone(),
                side: self.worst(),
            };
            intake.excluded_regions.extend(lasting.region.as_ref().map(on));
            intake.numb_regions.extend(lasting.numb.as_ref().map(on));
            if let Some(leave) = &lasting.cleared {
                intake.clearances.push(self.clearance(leave, visit.first_day.plus_days(-4)));
            }
            let said = intake.medicines.take().map_or_else(String::new, |said| format!("{said} "));
            intake.medicines = Some(said + &lasting.said);
        }
        let now = visit.interruption.map(|it| (it, visit.day));
        for (it, since) in now.into_iter().chain(visit.cleared) {
            if let Some(finding) = &it.finding {
                intake.findings.insert(finding.clone());
                intake.findings_since.insert(finding.clone(), since);
            }
            if let (Afterwards::Cleared(leave), true) = (&it.then, since < visit.day) {
                intake.clearances.push(self.clearance(leave, since.plus_days(2)));
            }
        }
    }

    fn clearance(&self, leave: &Leave, on: Day) -> Clearance {
        Clearance {
            by: self.provider.clone(),
            on,
            until: Some(on.plus_days(CLEARED_DAYS)),
            covers: leave.gates.clone(),
            limits: leave.limits.clone(),
            max_pressure: leave.max_pressure.map(ClearedPressure::clamped),
            max_hands_on_minutes: leave.max_hands_on_minutes.map(HandsOnLimit::clamped),
        }
    }

    fn worst(&self) -> Side {
        self.worse_side.map_or(self.side, Side::from)
    }
}

fn course(visit: &SampleVisit<'_>) -> Course {
    Course {
        visit: VisitNumber::clamped(u16::try_from(visit.history.len() + 1).unwrap_or(u16::MAX)),
        pain_history: visit.history.iter().map(|pain| Nprs::clamped(*pain)).collect(),
        first_visit: Some(visit.first_day),
        last_furthest_point: visit.last_furthest,
    }
}

fn complaint(words: &SampleWords, visit: &SampleVisit<'_>, dice: &mut Dice) -> String {
    let texts = &words.texts;
    let list = match visit.history.last() {
        None => &texts.complaints,
        Some(before) if visit.pain < *before => &texts.better,
        Some(_) => &texts.unchanged,
    };
    let first = match visit.interruption {
        Some(it) => it.said.clone(),
        None => words.say(list, dice),
    };
    format!("{first} {}", words.say(&texts.complaints, dice))
}

fn preferences(dice: &mut Dice) -> Preferences {
    let declined = ["hot-stone", "deep-tissue", "trigger-point"];
    let declined = if dice.percent(40) { dice.pick(&declined) } else { None };
    Preferences {
        heat: dice.percent(70),
        max_pressure: dice.percent(50).then(|| Pressure::clamped(dice.small(2..=4))),
        avoid_positions: dice.percent(30).then_some(Position::Prone).into_iter().collect(),
        declined_modalities: declined
            .into_iter()
            .filter_map(|id| ModalityId::new(id).ok())
            .collect(),
    }
}

/// Each of these with this chance out of a hundred, in its order.
fn some_of<T: Copy>(list: &[T], chance: u32, dice: &mut Dice) -> Vec<T> {
    list.iter().copied().filter(|_| dice.percent(chance)).collect()
}
