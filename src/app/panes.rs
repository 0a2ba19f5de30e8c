//! How wide the rail, the middle and the cautions are, at any size of the window.
//!
//! Pure arithmetic in points. The middle has a least width that nothing takes from it,
//! and below a certain width of the window the rail is a strip that opens over the middle.

use super::prefs::Prefs;

/// Narrower windows show the rail as a strip.
pub const RAIL_FROM: f32 = 1100.0;
/// Width of the strip.
pub const STRIP: f32 = 40.0;
const RAIL: (f32, f32) = (190.0, 360.0);
const RIGHT: (f32, f32) = (300.0, 560.0);
/// The least in a window that larger text leaves little of: there the cautions give way to the middle.
const RIGHT_NARROW: f32 = 200.0;
/// As wide as a caution's title and line need, each on one line.
const RIGHT_USUAL: f32 = 308.0;
/// What the middle keeps, whatever the cautions need.
const MIDDLE: f32 = 340.0;
/// What the middle keeps where titles alone need more than that. In a window that has less it is cut
/// off at its edge rather than squeezed.
pub const MIDDLE_LEAST: f32 = 240.0;
/// What the middle keeps when somebody drags an edge.
const MIDDLE_DRAGGED: f32 = 420.0;

/// What somebody chose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panes {
    /// Width of the rail.
    pub rail: f32,
    /// Width of the cautions; none for what suits the window.
    pub right: Option<f32>,
    /// Whether the folded rail is open over the middle.
    pub rail_over: bool,
}

impl Default for Panes {
    fn default() -> Self {
        Self { rail: 204.0, right: None, rail_over: false }
    }
}

/// How wide the cautions may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// As wide as they should be.
    pub wanted: f32,
    /// As wide as they may grow to show a text in full.
    pub comfort: f32,
    /// As wide as they may grow to show a text of a Stop.
    pub limit: f32,
    /// As wide as they may grow to have every title in sight.
    pub utmost: f32,
}

impl Panes {
    /// As they were kept.
    pub fn kept(prefs: &Prefs) -> Self {
        let right = prefs.cautions_width.map(f32::from);
        Self { rail: f32::from(prefs.rail_width), right, rail_over: false }
    }

    /// Keeps them for the next time.
    pub fn keep(&self, prefs: &mut Prefs) {
        prefs.rail_width = points(self.rail);
        prefs.cautions_width = self.right.map(points);
    }

    /// Whether the rail is a strip in a window of this width.
    pub fn rail_folds(window: f32) -> bool {
        window < RAIL_FROM
    }

    /// Width of the rail, beside which the middle keeps its room.
    pub fn rail_width(&self, window: f32) -> f32 {
        let most = (window - MIDDLE_DRAGGED - RIGHT.0).clamp(RAIL.0, RAIL.1);
        self.rail.clamp(RAIL.0, most)
    }

    /// How wide the cautions may be beside `taken` points of rail.
    pub fn reach(&self, window: f32, taken: f32) -> Reach {
        let rest = window - taken;
        let least = (rest - MIDDLE).clamp(RIGHT_NARROW, RIGHT.0);
        let limit = (rest - MIDDLE).max(least);
        let utmost = (rest - MIDDLE_LEAST).max(limit);
        let most = (rest - MIDDLE_DRAGGED).clamp(least, RIGHT.1);
        let usual = if Self::rail_folds(window) { least } else { RIGHT_USUAL };
        let wanted = self.right.unwrap_or(usual).clamp(least, most.min(limit));
        // What was dragged there stays there as long as every title is in sight.
        let comfort = match self.right {
            Some(_) => wanted,
            None => wanted.max((window * 0.352).clamp(380.0, 490.0)).min(most),
        };
        Reach { wanted, comfort, limit, utmost }
    }

    /// After the edge of the rail was dragged by this much.
    #[must_use]
    pub fn with_rail_by(mut self, window: f32, by: f32) -> Self {
        self.rail = self.rail_width(window) + by;
        self.rail = self.rail_width(window);
        self
    }

    /// After the edge of the cautions was dragged to this width.
    #[must_use]
    pub fn with_right(mut self, window: f32, taken: f32, width: f32) -> Self {
        self.right = Some(width);
        self.right = Some(self.reach(window, taken).wanted);
        self
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "inside the range")]
fn points(width: f32) -> u16 {
    width.round().clamp(0.0, f32::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_keeps_its_room_at_every_width() {
        for window in [507.0, 607.0, 760.0, 911.0, 1024.0, 1100.0, 1366.0, 1920.0, 3840.0] {
            for (rail, right) in [(232.0, None), (900.0, Some(900.0)), (1.0, Some(1.0))] {
                let panes = Panes { rail, right, rail_over: false };
                let folds = Panes::rail_folds(window);
                let taken = if folds { STRIP } else { panes.rail_width(window) };
                let reach = panes.reach(window, taken);
                assert!(reach.wanted <= reach.comfort && reach.comfort <= reach.limit);
                assert!(window - taken - reach.limit >= MIDDLE || window < 800.0, "{window}");
                assert!(reach.limit <= reach.utmost && taken + reach.utmost < window);
                assert!(window - taken - reach.utmost >= MIDDLE_LEAST, "{window}");
            }
        }
    }

    #[test]
    fn the_rail_folds_below_eleven_hundred_points() {
        assert!(Panes::rail_folds(911.0) && Panes::rail_folds(1024.0));
        assert!(!Panes::rail_folds(1366.0) && !Panes::rail_folds(1920.0));
    }

    #[test]
    fn a_dragged_edge_stays_within_bounds() {
        let panes = Panes::default().with_rail_by(1366.0, 5000.0);
        assert!(panes.rail <= RAIL.1);
        let panes = panes.with_right(1366.0, panes.rail, 5000.0);
        assert!(panes.right.is_some_and(|right| right <= RIGHT.1));
        let panes = panes.with_right(1366.0, panes.rail, 0.0);
        assert_eq!(panes.right, Some(RIGHT.0));
    }

    #[test]
    fn dragged_edges_are_where_they_were_the_next_time() {
        for right in [None, Some(411.0)] {
            let panes = Panes { rail: 301.0, right, rail_over: true };
            let mut prefs = Prefs::default();
            panes.keep(&mut prefs);
            assert_eq!(Panes::kept(&prefs), Panes { rail_over: false, ..panes });
        }
        assert_eq!(Panes::kept(&Prefs::default()), Panes::default());
    }
}
