//! Minutes by phase: the time budget read at any booked length (part 3D).
//!
//! Whole minutes that add up exactly; what a limit of hands-on time takes away becomes rest.

use crate::knowledge::schema::{BudgetRow, Session};
use crate::planner::HandsOn;

/// Minutes of each phase; together the booked minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Budget {
    pub check_in: u16,
    pub warm_up: u16,
    pub focus: u16,
    pub stretch: u16,
    pub rest: u16,
    pub re_test: u16,
    pub home_care: u16,
    pub unused: u16,
}

/// Shares out whole minutes in proportion to weights: the largest remainder rounds up, ties go to
/// the earlier.
pub(in crate::planner) fn apportion(total: u16, weights: &[u64]) -> Vec<u16> {
    let sum: u64 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &u64| u64::from(total) * weight;
    let mut parts: Vec<u64> = weights.iter().map(|weight| exact(weight) / sum).collect();
    let left = u64::from(total) - parts.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |at: &usize| weights.get(*at).map_or(0, |weight| exact(weight) % sum);
    order.sort_by_key(|at| std::cmp::Reverse(remainder(at)));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts.into_iter().map(|part| u16::try_from(part).unwrap_or(u16::MAX)).collect()
}

impl Budget {
    /// The budget of a booked length, with no limit on hands-on time.
    pub fn of(session: &Session, booked: u16) -> Self {
        let rows = &session.budget;
        let first = rows.first().map_or(0, |row| row.booked);
        if booked < first {
            return Self::short(session, booked);
        }
        let below = rows.iter().rev().find(|row| row.booked <= booked);
        let above = rows.iter().find(|row| row.booked > booked);
        match (below, above) {
            (Some(below), Some(above)) => Self::between(below, above, booked),
            (Some(last), None) => {
                let mut budget = Self::between(last, last, last.booked);
                budget.focus += booked - last.booked;
                budget
            }
            (None, _) => Self { check_in: booked, ..Self::default() },
        }
    }

    fn short(session: &Session, booked: u16) -> Self {
        let row = &session.short;
        let extra = u16::from(booked >= session.short_stretch_from);
        let mut budget = Self {
            check_in: row.check_in,
            warm_up: row.warm_up,
            stretch: row.stretch + extra,
            re_test: row.close - row.close / 2,
            home_care: row.close / 2,
            ..Self::default()
        };
        budget.focus = booked.saturating_sub(budget.sum());
        budget
    }

    /// Linear between two rows; re-test and home care share the last column half and half.
    fn between(below: &BudgetRow, above: &BudgetRow, booked: u16) -> Self {
        let span = u64::from(above.booked - below.booked).max(1);
        let way = u64::from(booked - below.booked);
        let mix = |low: u16, high: u16| u64::from(low) * (span - way) + u64::from(high) * way;
        let close = mix(below.close, above.close);
        let weights = [
            mix(below.check_in, above.check_in) * 2,
            mix(below.warm_up, above.warm_up) * 2,
            mix(below.focus, above.focus) * 2,
            mix(below.stretch, above.stretch) * 2,
            close,
            close,
        ];
        let parts = apportion(booked, &weights);
        let part = |at: usize| parts.get(at).copied().unwrap_or(0);
        Self {
            check_in: part(0),
            warm_up: part(1),
            focus: part(2),
            stretch: part(3),
            re_test: part(4),
            home_care: part(5),
            ..Self::default()
        }
    }

    fn sum(&self) -> u16 {
        self.check_in + self.warm_up + self.focus + self.stretch + self.re_test + self.home_care
    }

    /// Gives home care enough time for a cold pack, out of the focus work.
    pub fn lengthen_home_care(&mut self, session: &Session) {
        let wanted = session.limits.min_pack.saturating_sub(self.home_care);
        let given = wanted.min(self.focus.saturating_sub(session.limits.min_focus));
        self.focus -= given;
        self.home_care += given;
    }

    /// Takes away what passes the limits of hands-on time: from the focus work first, then from
    /// stretches and warm-up. It becomes rest; what passes the longest rest stays unused.
    pub fn limit_hands_on(&mut self, session: &Session, hands_on: &[HandsOn]) {
        let limits = &session.limits;
        let mut cut = 0;
        let mut stretch_counts = false;
        for limit in hands_on {
            let counted = |budget: &Self| {
                budget.warm_up + budget.focus + if limit.stretch { budget.stretch } else { 0 }
            };
            let mut over = counted(self).saturating_sub(limit.minutes);
            if over > 0 {
                stretch_counts |= limit.stretch;
            }
            let from_focus = over.min(self.focus.saturating_sub(limits.min_focus));
            self.focus -= from_focus;
            over -= from_focus;
            cut += from_focus;
            if limit.stretch {
                let from_stretch = over.min(self.stretch.saturating_sub(limits.min_other));
                self.stretch -= from_stretch;
                over -= from_stretch;
                cut += from_stretch;
            }
            let from_warm_up = over.min(self.warm_up.saturating_sub(limits.min_other));
            self.warm_up -= from_warm_up;
            over -= from_warm_up;
            cut += from_warm_up;
            if over > 0 {
                // Too little for a step of focus work: broad strokes alone fill what is allowed.
                cut += over;
                self.warm_up += self.focus - over;
                self.focus = 0;
            }
        }
        if cut < limits.min_rest {
            // Under the least rest it goes to the stretches, as far as those have use for it.
            if stretch_counts {
                self.home_care += cut;
            } else {
                self.stretch += cut;
            }
        } else {
            self.rest_instead(session, cut);
        }
    }

    /// Minutes that the stretches don't need go to the focus work; where hands-on time is limited
    /// to less than was booked for it, to rest, as far as that may take them (A52).
    pub fn free_stretch(
        &mut self,
        session: &Session,
        hands_on: &[HandsOn],
        minutes: u16,
        limited: bool,
    ) {
        let limits = &session.limits;
        self.stretch -= minutes;
        let room = |budget: &Self| {
            let rooms = hands_on.iter().map(|limit| {
                let stretch = if limit.stretch { budget.stretch } else { 0 };
                limit.minutes.saturating_sub(budget.warm_up + budget.focus + stretch)
            });
            rooms.min().unwrap_or(u16::MAX)
        };
        let mut left = minutes;
        if limited {
            let rested = left.min(limits.max_rest.saturating_sub(self.rest));
            if self.rest + rested >= limits.min_rest {
                self.rest += rested;
                left -= rested;
            }
        }
        let worked = left.min(room(self));
        if self.focus > 0 {
            self.focus += worked;
        } else if self.warm_up > 0 {
            self.warm_up += worked;
        } else {
            self.home_care += worked;
        }
        self.home_care += left - worked;
    }

    /// Minutes that nothing else can use become rest; past the longest rest they stay unused.
    pub fn rest_instead(&mut self, session: &Session, minutes: u16) {
        let rest = self.rest + minutes;
        self.rest = rest.min(session.limits.max_rest);
        self.unused += rest - self.rest;
    }

    /// The same for focus work of which only so much could be planned.
    pub fn rest_instead_of_focus(&mut self, session: &Session, planned: u16) {
        let missing = self.focus.saturating_sub(planned);
        self.focus -= missing;
        self.rest_instead(session, missing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_remainder_rounds_up_and_ties_go_to_the_earlier() {
        assert_eq!(apportion(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(apportion(5, &[1, 1]), [3, 2]);
        assert_eq!(apportion(7, &[0, 0]), [0, 0]);
    }
}
