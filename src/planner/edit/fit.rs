//! Fit to time: the booked minutes over the steps that aren't held.
//!
//! Whole minutes in proportion to the present ones, within the least minutes of each step, the
//! limits of hands-on time, the minutes at the firm level, and rest. Must not live here: packs,
//! which take no minutes of their own and follow the steps beside them.

use std::collections::BTreeSet;

use super::EditError;
use super::sheet::{EditSheet, cells};
use crate::knowledge::schema::SessionLimits;
use crate::model::{Minutes, Phase, Step};
use crate::planner::drafting::{apportion, build};
use crate::text::counted;

/// A bound on the minutes of several steps together.
struct Bound {
    /// Whether each step counts toward it.
    of: Vec<bool>,
    most: u32,
    /// The bound in words.
    said: String,
}

impl Bound {
    fn used(&self, minutes: &[u16]) -> u32 {
        let counted = self.of.iter().zip(minutes).filter(|(of, _)| **of);
        counted.map(|(_, minutes)| u32::from(*minutes)).sum()
    }
}

/// Fits the sheet to the booked minutes.
pub(super) fn fit(sheet: &mut EditSheet<'_, '_>, held: &BTreeSet<usize>) -> Result<(), EditError> {
    for step in held {
        sheet.place(*step)?;
    }
    let steps: Vec<Step> = sheet.rows.iter().map(|row| row.step.clone()).collect();
    let task = FitTask::new(sheet, &steps, held);
    // What hands may not use stays unused, as in the draft, where rest has all that it may take.
    let drafted = build(sheet.assessment).map_or(0, |plan| plan.unused_minutes);
    let target = task.booked.saturating_sub(drafted);
    let minutes = match task.solve(target) {
        Ok(minutes) if drafted == 0 || task.leaves_unused_with_cause(&minutes) => minutes,
        _ => task.solve(task.booked)?,
    };
    for (row, minutes) in sheet.rows.iter_mut().zip(minutes) {
        if row.step.counted {
            row.step.minutes = Minutes::clamped(minutes);
        }
    }
    // A pack that was set by hand stays as it is, but never longer than what it lies beside.
    let lengths: Vec<(usize, u16)> =
        sheet.rows.iter().map(|row| (row.key, row.step.minutes.get())).collect();
    for row in sheet.rows.iter_mut().filter(|row| !row.step.counted && !row.beside.is_empty()) {
        if held.contains(&row.step.number) {
            row.follows.pack_minutes = false;
            continue;
        }
        let beside = lengths.iter().filter(|(key, _)| row.beside.contains(key));
        let room: u16 = beside.fold(0, |sum, (_, minutes)| sum.saturating_add(*minutes));
        if row.step.minutes.get() > room {
            row.step.minutes = Minutes::clamped(room);
        }
    }
    Ok(())
}

struct FitTask<'a> {
    steps: &'a [Step],
    booked: u16,
    /// Minutes that stay; none for those that give way.
    fixed: Vec<Option<u16>>,
    least: Vec<u16>,
    weights: Vec<u64>,
    bounds: Vec<Bound>,
    /// The bounds among them on hands-on time, and the one on rest.
    hands_on: usize,
    rest: Bound,
}

impl<'a> FitTask<'a> {
    fn new(sheet: &EditSheet<'_, '_>, steps: &'a [Step], held: &BTreeSet<usize>) -> Self {
        let limits = &sheet.knowledge().session().limits;
        let fixed = steps.iter().enumerate().map(|(at, step)| {
            let stays = held.contains(&(at + 1));
            let own = step.minutes.get();
            if step.counted { stays.then_some(own) } else { Some(0) }
        });
        let mut bounds: Vec<Bound> = Vec::new();
        for limit in &sheet.assessment.limits.hands_on {
            let counts = |step: &Step| {
                step.phase.is_hands_on() || (limit.stretch && step.phase == Phase::Stretch)
            };
            let what = if limit.stretch { "Hands-on work and stretches" } else { "Hands-on work" };
            bounds.push(Bound {
                of: steps.iter().map(counts).collect(),
                most: limit.minutes.into(),
                said: format!(
                    "{what} may take no more than {} today",
                    counted(limit.minutes, "minute")
                ),
            });
        }
        let hands_on = bounds.len();
        bounds.extend(firm_bounds(sheet, steps, limits));
        let longest = limits.max_whole_body_step;
        for (at, step) in steps.iter().enumerate().filter(|(_, step)| is_whole_body(sheet, step)) {
            // One that is longer already is a matter of taste.
            bounds.push(Bound {
                of: (0..steps.len()).map(|other| other == at).collect(),
                most: longest.max(step.minutes.get()).into(),
                said: format!("Step {} takes no more than {}", at + 1, counted(longest, "minute")),
            });
        }
        let is_rest = steps.iter().map(|step| step.phase == Phase::Rest);
        let now: u16 = steps
            .iter()
            .filter(|step| step.phase == Phase::Rest)
            .fold(0, |sum, step| sum.saturating_add(step.minutes.get()));
        let rest = || Bound {
            of: is_rest.clone().collect(),
            most: limits.max_rest.max(now).into(),
            said: format!("Rest takes no more than {} minutes", limits.max_rest),
        };
        bounds.push(rest());
        Self {
            steps,
            booked: sheet.booked(),
            fixed: fixed.collect(),
            least: steps.iter().map(|step| limits.least_minutes(step.phase)).collect(),
            weights: steps.iter().map(|step| u64::from(step.minutes.get().max(1))).collect(),
            bounds,
            hands_on,
            rest: Bound { most: limits.max_rest.into(), ..rest() },
        }
    }

    fn free(&self) -> Vec<usize> {
        let free = self.fixed.iter().enumerate().filter(|(_, fixed)| fixed.is_none());
        free.map(|(at, _)| at).collect()
    }

    /// Minutes of all steps that come to this many.
    fn solve(&self, target: u16) -> Result<Vec<u16>, EditError> {
        let held: u32 = self.fixed.iter().flatten().map(|minutes| u32::from(*minutes)).sum();
        let free = self.free();
        let booked = self.booked;
        let starts = self.fixed.iter().zip(&self.least);
        let mut minutes: Vec<u16> = starts.map(|(fixed, least)| fixed.unwrap_or(*least)).collect();
        let least: u32 = minutes.iter().map(|minutes| u32::from(*minutes)).sum();
        if held > u32::from(target) {
            return Err(EditError::Fit(format!(
                "Held steps take {held} of {booked} minutes; release one or shorten it"
            )));
        }
        if least > u32::from(target) {
            let needed = least - held;
            return Err(EditError::Fit(if held == 0 {
                format!("The steps need {needed} of {booked} minutes at least; remove one")
            } else {
                format!(
                    "Held steps take {held} of {booked} minutes, the others need {needed} at \
                     least; release one, shorten it, or remove a step"
                )
            }));
        }
        if free.is_empty() && held < u32::from(target) {
            return Err(EditError::Fit(format!(
                "Every step is held, and they take {held} of {booked} minutes; release one"
            )));
        }
        if let Some(over) = self.bounds.iter().find(|bound| bound.used(&minutes) > bound.most) {
            let advice = if self.holds() {
                "release or shorten a held step, or remove one"
            } else {
                "remove a step"
            };
            let needed = over.used(&minutes);
            return Err(EditError::Fit(format!(
                "{}, and these steps need {needed} at least; {advice}",
                over.said
            )));
        }
        if let Some(plain) = self.in_proportion(target, &free) {
            return Ok(plain);
        }
        // Minute by minute to the step that is furthest below its share and may take one more.
        let mut left = u32::from(target) - least;
        while left > 0 {
            let may = |at: &&usize| {
                let fits = |bound: &Bound| {
                    !bound.of.get(**at).is_some_and(|of| *of) || bound.used(&minutes) < bound.most
                };
                minutes.get(**at).is_some_and(|own| *own < *super::MINUTES.end())
                    && self.bounds.iter().all(fits)
            };
            let share = |at: &usize| {
                let own = minutes.get(*at).map_or(0, |own| u64::from(*own));
                let weight = self.weights.get(*at).copied().unwrap_or(1);
                (own * 2 + 1, weight)
            };
            let next = free.iter().filter(may).min_by(|a, b| {
                let ((own_a, weight_a), (own_b, weight_b)) = (share(a), share(b));
                (own_a * weight_b).cmp(&(own_b * weight_a)).then(a.cmp(b))
            });
            let Some(next) = next.and_then(|at| minutes.get_mut(*at)) else {
                let reached = u32::from(target) - left;
                return Err(EditError::Fit(self.too_little(reached, &minutes, &free)));
            };
            *next += 1;
            left -= 1;
        }
        Ok(minutes)
    }

    /// Why the steps can't take all that is booked, and what to do about it.
    fn too_little(&self, reached: u32, minutes: &[u16], free: &[usize]) -> String {
        let booked = self.booked;
        let binds = |at: &usize, bound: &&(usize, &Bound)| {
            let (_, bound) = bound;
            bound.of.get(*at).is_some_and(|of| *of) && bound.used(minutes) >= bound.most
        };
        let all = || self.bounds.iter().enumerate();
        let of_free = all().filter(|bound| free.iter().any(|at| binds(at, &bound)));
        let full: Vec<(usize, &Bound)> = of_free.collect();
        let limited = full.iter().any(|(at, _)| *at < self.hands_on);
        let rests = self.steps.iter().any(|step| step.phase == Phase::Rest);
        let ways = [
            (self.holds(), "release a held step"),
            (limited && !rests, "add rest"),
            (!limited, "add a step"),
            (true, "book less time"),
        ];
        let ways: Vec<&str> =
            ways.into_iter().filter(|(can, _)| *can).map(|(_, way)| way).collect();
        let mut why: Vec<&str> = full.iter().map(|(_, bound)| bound.said.as_str()).collect();
        let ways = ways.join(", or ");
        let last = format!("The steps come to {reached} of {booked} minutes at most; {ways}");
        why.push(&last);
        why.join(". ")
    }

    /// Whether the minutes of some step are held.
    fn holds(&self) -> bool {
        self.fixed.iter().flatten().any(|minutes| *minutes > 0)
    }

    /// The plain shares, where no bound stands in their way.
    fn in_proportion(&self, target: u16, free: &[usize]) -> Option<Vec<u16>> {
        let held: u16 = self.fixed.iter().flatten().sum();
        let weights: Vec<u64> =
            free.iter().filter_map(|at| self.weights.get(*at).copied()).collect();
        let shares = apportion(target.checked_sub(held)?, &weights);
        let mut minutes: Vec<u16> = self.fixed.iter().map(|fixed| fixed.unwrap_or(0)).collect();
        for (at, share) in free.iter().zip(shares) {
            *minutes.get_mut(*at)? = share;
        }
        let long_enough = free.iter().all(|at| {
            let own = minutes.get(*at).copied().unwrap_or(0);
            self.least.get(*at).is_some_and(|least| own >= *least) && own <= *super::MINUTES.end()
        });
        let within = self.bounds.iter().all(|bound| bound.used(&minutes) <= bound.most);
        (long_enough && within).then_some(minutes)
    }

    /// Whether hands have used what they may, and rest has taken what it can.
    fn leaves_unused_with_cause(&self, minutes: &[u16]) -> bool {
        let mut hands_on = self.bounds.iter().take(self.hands_on);
        self.steps.iter().any(|step| step.phase == Phase::Rest)
            && self.rest.used(minutes) >= self.rest.most
            && hands_on.any(|bound| bound.used(minutes) >= bound.most)
    }
}

fn is_whole_body(sheet: &EditSheet<'_, '_>, step: &Step) -> bool {
    let whole = |id| sheet.knowledge().region(id).is_some_and(|region| region.whole_body);
    step.phase == Phase::Focus && step.regions.iter().any(whole)
}

/// Firm work on each region and side.
fn firm_bounds(sheet: &EditSheet<'_, '_>, steps: &[Step], limits: &SessionLimits) -> Vec<Bound> {
    let is_firm = |step: &Step| {
        step.phase.is_hands_on() && step.pressure.is_some_and(|level| level >= limits.firm_level)
    };
    let firm: Vec<_> =
        steps.iter().map(|step| is_firm(step).then(|| cells(sheet.knowledge(), step))).collect();
    let all = firm.iter().flatten().fold(crate::knowledge::Cells::NONE, |all, c| all.union(*c));
    all.iter()
        .map(|cell| Bound {
            of: firm.iter().map(|cells| cells.is_some_and(|cells| cells.contains(cell))).collect(),
            most: limits.max_firm.into(),
            said: format!(
                "Work at level {} on one place takes no more than {} minutes",
                limits.firm_level, limits.max_firm
            ),
        })
        .collect()
}
