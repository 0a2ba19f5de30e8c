//! The story of a made-up client: which visits there are, on which days, and how the pain goes.
//!
//! One client keeps one diagnosis category. Visits come in series; in most of them the pain goes
//! down, in some it doesn't, and in some a visit is interrupted by something that keeps the session
//! back. What is asked at a visit stands in `intake`.

use super::dice::Dice;
use super::words::{Afterwards, Category, Interruption, SampleWords};
use crate::model::{Day, FurthestPoint};

/// The days of a made-up practice: sessions lie on the first of them and later.
const DAYS: u32 = 684;
/// Pain from which a session waits (g-11); ordinary visits stay below.
const MOST_PAIN: u16 = 6;

/// What a client's visits have in common.
#[derive(Debug)]
pub struct Story<'a> {
    pub category: &'a Category,
    pub improves: bool,
    /// Whether the last visit is yet to come.
    pub is_current: bool,
    pub visits: Vec<SampleVisit<'a>>,
}

/// One visit of the story, as its intake and record are made from.
#[derive(Debug, Clone)]
pub struct SampleVisit<'a> {
    pub day: Day,
    /// Which series of the client, from 0.
    pub series: u32,
    /// The day of the first visit of the series.
    pub first_day: Day,
    /// The pain at each earlier visit of the series.
    pub history: Vec<u16>,
    pub pain: u16,
    pub furthest: FurthestPoint,
    /// The same at the visit before, in this series.
    pub last_furthest: Option<FurthestPoint>,
    pub onset_weeks: u16,
    /// What keeps this session back.
    pub interruption: Option<&'a Interruption>,
    /// What kept an earlier one back and was cleared since, with the day on which it appeared.
    pub cleared: Option<(&'a Interruption, Day)>,
}

/// What one series starts from.
struct Series<'a> {
    number: u32,
    first_day: Day,
    first_pain: u16,
    first_furthest: FurthestPoint,
    onset_weeks: u16,
    interruption: Option<(u32, &'a Interruption)>,
}

impl<'a> Story<'a> {
    /// The story of the client of this number, with so many visits.
    pub fn new(
        words: &'a SampleWords,
        number: u32,
        visits: u32,
        first_day: Day,
        dice: &mut Dice,
    ) -> Option<Self> {
        let categories = &words.stories.categories;
        // The first clients show every category, so that a small practice has them all.
        let category = match categories.get(number as usize) {
            Some(category) => category,
            None => dice.pick(categories)?,
        };
        let mut story = Self {
            category,
            improves: number % 3 != 1,
            is_current: number.is_multiple_of(3),
            visits: Vec::new(),
        };
        let interruption = (number % 4 == 2).then(|| story.interruption(words, dice)).flatten();
        let (steps, lengths) = calendar(visits, interruption, dice);
        let taken: u32 = steps.iter().sum();
        let spare = DAYS.saturating_sub(taken);
        let start = if story.is_current {
            spare.saturating_sub(dice.between(0..=4))
        } else {
            dice.between(0..=spare)
        };
        let mut day = first_day.plus_days(i32::try_from(start).unwrap_or(0));
        let mut steps = steps.into_iter();
        for (series, length) in (0..).zip(lengths) {
            let days: Vec<Day> = steps
                .by_ref()
                .take(length as usize)
                .map(|step| {
                    day = day.plus_days(i32::try_from(step).unwrap_or(0));
                    day
                })
                .collect();
            let interruption = if series == 0 { interruption } else { None };
            story.tell(series, &days, interruption, dice);
        }
        Some(story)
    }

    fn interruption(
        &self,
        words: &'a SampleWords,
        dice: &mut Dice,
    ) -> Option<(u32, &'a Interruption)> {
        let fitting: Vec<&Interruption> = words
            .stories
            .interruptions
            .iter()
            .filter(|it| it.category.as_ref().is_none_or(|category| *category == self.category.id))
            .collect();
        let picked = *dice.pick(&fitting)?;
        Some((if picked.first { 0 } else { dice.between(0..=2) }, picked))
    }

    /// Adds the visits of one series.
    fn tell(
        &mut self,
        number: u32,
        days: &[Day],
        interruption: Option<(u32, &'a Interruption)>,
        dice: &mut Dice,
    ) {
        let Some(&first_day) = days.first() else { return };
        let (least, most) = self.category.onset_weeks;
        let fresh = interruption.and_then(|(_, it)| it.onset_weeks);
        let (near, far) = self.category.furthest;
        let reach: Vec<FurthestPoint> = FurthestPoint::ALL
            .iter()
            .copied()
            .filter(|point| (near..=far).contains(point))
            .collect();
        let series = Series {
            number,
            first_day,
            first_pain: dice.small(4..=MOST_PAIN),
            first_furthest: dice.pick(&reach).copied().unwrap_or(near),
            onset_weeks: fresh.unwrap_or_else(|| dice.small(least..=most)),
            interruption,
        };
        let mut history = Vec::new();
        let mut last_furthest = None;
        let mut cleared = None;
        for (at, &day) in (0..).zip(days) {
            let visit = self.visit(&series, at, day, history.clone(), last_furthest, cleared, dice);
            if let Some(it) = visit.interruption
                && matches!(it.then, Afterwards::Cleared(_))
            {
                cleared = Some((it, day));
            }
            history.push(visit.pain);
            last_furthest = Some(visit.furthest);
            self.visits.push(visit);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one visit out of all that came before it")]
    fn visit(
        &self,
        series: &Series<'a>,
        at: u32,
        day: Day,
        history: Vec<u16>,
        last_furthest: Option<FurthestPoint>,
        cleared: Option<(&'a Interruption, Day)>,
        dice: &mut Dice,
    ) -> SampleVisit<'a> {
        let interruption = series.interruption.filter(|(when, _)| *when == at).map(|(_, it)| it);
        let fall =
            if self.improves { u16::try_from(at).unwrap_or(MOST_PAIN).div_ceil(2) } else { 0 };
        let usual = series.first_pain.saturating_sub(fall);
        // A point up or down is nothing; a series that doesn't improve stays where it began.
        let usual = match dice.between(0..=5) {
            0 => usual + 1,
            1 if self.improves => usual.saturating_sub(1),
            _ => usual,
        };
        let pain = if at == 0 { series.first_pain } else { usual.min(MOST_PAIN) };
        let furthest = nearer(series.first_furthest, fall / 2);
        let weeks = day.weeks_since(series.first_day);
        SampleVisit {
            day,
            series: series.number,
            first_day: series.first_day,
            history,
            pain: interruption.and_then(|it| it.pain).unwrap_or(pain),
            furthest,
            last_furthest,
            onset_weeks: series.onset_weeks.saturating_add(weeks),
            interruption,
            cleared,
        }
    }
}

/// The days between the visits, and how many visits each series has.
fn calendar(
    visits: u32,
    interruption: Option<(u32, &Interruption)>,
    dice: &mut Dice,
) -> (Vec<u32>, Vec<u32>) {
    let mut steps = Vec::new();
    let mut lengths = Vec::new();
    let mut left = visits;
    while left > 0 {
        let ends = interruption
            .filter(|(_, it)| lengths.is_empty() && matches!(it.then, Afterwards::Ends));
        let length = match ends {
            Some((at, _)) => at + 1,
            None => dice.between(5..=10),
        };
        // A last visit alone would be no series.
        let length = if left <= length + 1 && ends.is_none() { left } else { length.min(left) };
        let break_before = if lengths.is_empty() { 0 } else { dice.between(60..=150) };
        steps.push(break_before);
        steps.extend((1..length).map(|_| dice.between(5..=14)));
        lengths.push(length);
        left -= length;
    }
    (steps, lengths)
}

/// So many points nearer to the back.
pub fn nearer(from: FurthestPoint, points: u16) -> FurthestPoint {
    let at = FurthestPoint::ALL.iter().position(|point| *point == from).unwrap_or(0);
    // A client of these categories always feels it at least in the buttock.
    let nearest = at.saturating_sub(usize::from(points)).max(1);
    FurthestPoint::ALL.get(nearest).copied().unwrap_or(from)
}
