//! How the cautions fit the room there is: what shows in full, what folds, how wide the panel is.
//!
//! A pure function from heights to an arrangement; no egui and no words. The panel has one width: notes
//! fold, then the focus map, then the lines of Warn. Titles never do, nor lines of Stop as long as a
//! wider panel has room for them: it grows only where more comes together than a low window holds.

use crate::app::panes::Reach;
use crate::model::Severity;

/// How much of a caution shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// Title with its steps, the line under it; the word once for all of a severity.
    Text,
    /// Title and line as one paragraph, in small type and close together.
    Dense,
    /// The same, in the smallest type there is.
    Tight,
    /// The same, cut after so many lines.
    Cut(u8),
    /// Title, and as much of the line as one line holds.
    Line,
    /// Title alone in small type, the word once for all of a severity.
    Small,
}

impl Fold {
    /// Whether every word of title and line shows.
    pub fn is_full(self) -> bool {
        matches!(self, Self::Text | Self::Dense | Self::Tight)
    }

    /// Whether title and line stand on lines of their own.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Text | Self::Line)
    }
}

/// What there is to share out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// Height inside the panel.
    pub height: f32,
    /// How wide it may be.
    pub reach: Reach,
    /// The least height that the focus map makes sense at; none where there is no map.
    pub map: Option<f32>,
}

/// How high things are at a width.
pub trait Heights {
    /// What stands above the cautions.
    fn head(&self, width: f32) -> f32;
    /// The caution at this place of the list, with the space below it.
    fn row(&self, at: usize, form: Fold, width: f32) -> f32;
    /// The line that stands for the notes or the map that are folded.
    fn folded(&self) -> f32;
}

/// How the room is shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Width inside the panel.
    pub width: f32,
    /// How cautions show that stop something.
    pub stop: Fold,
    /// How cautions show that warn.
    pub warn: Fold,
    /// How notes show; none where one line stands for them.
    pub notes: Option<Fold>,
    /// Where each column begins in the list. Folded notes stand in none of them.
    pub columns: Vec<usize>,
    /// Room for the focus map; none where it is folded.
    pub map: Option<f32>,
    /// How many cautions that stop or warn need scrolling to be seen.
    pub below: usize,
}

impl Fit {
    /// How a caution of this severity shows; none where it is folded away.
    pub fn form(&self, severity: Severity) -> Option<Fold> {
        match severity {
            Severity::Stop => Some(self.stop),
            Severity::Warn => Some(self.warn),
            Severity::Note => self.notes,
        }
    }

    /// Width of each column.
    pub fn column_width(&self) -> f32 {
        column_width(self.width, self.columns.len())
    }
}

/// The gap between two columns, in points.
pub const GUTTER: f32 = 12.0;
const COLUMN_LEAST: f32 = 220.0;
const STEP: f32 = 12.0;

#[derive(Clone, Copy)]
enum Until {
    Wanted,
    Comfort,
    Limit,
    Utmost,
}

struct Stage {
    stop: Fold,
    warn: Fold,
    notes: Option<Fold>,
    map: bool,
    until: Until,
}

/// From everything in sight to titles alone, each tried up to a width before the next.
const STAGES: [Stage; 16] = {
    use Fold::{Cut, Dense, Line, Small, Text, Tight};
    use Until::{Comfort, Limit, Utmost, Wanted};
    const fn stage(stop: Fold, warn: Fold, notes: Option<Fold>, map: bool, until: Until) -> Stage {
        Stage { stop, warn, notes, map, until }
    }
    [
        stage(Text, Text, Some(Line), true, Wanted),
        stage(Text, Text, Some(Small), true, Wanted),
        stage(Text, Text, None, true, Wanted),
        stage(Dense, Dense, None, true, Wanted),
        stage(Text, Text, None, false, Wanted),
        stage(Dense, Dense, None, false, Wanted),
        stage(Dense, Small, None, false, Wanted),
        // Only where more comes together than a low window has room for, the panel grows.
        stage(Dense, Dense, None, false, Comfort),
        stage(Dense, Dense, None, false, Limit),
        stage(Dense, Dense, None, false, Utmost),
        stage(Tight, Tight, None, false, Utmost),
        // From here on there is more to say than the window has room for.
        stage(Dense, Small, None, false, Utmost),
        stage(Cut(4), Small, None, false, Utmost),
        stage(Cut(3), Small, None, false, Utmost),
        stage(Cut(2), Small, None, false, Utmost),
        stage(Small, Small, None, false, Utmost),
    ]
};

/// Arranges cautions, which come with the gravest first.
pub fn fit(room: Room, severities: &[Severity], heights: &dyn Heights) -> Fit {
    let stages = STAGES.iter();
    let mut fits = stages.filter_map(|stage| narrowest(room, severities, heights, stage));
    fits.next().unwrap_or_else(|| last_resort(room, severities, heights))
}

/// The stage at the least width where everything it shows is in sight. Each try lays texts out, so
/// that widths are halved rather than walked through.
fn narrowest(
    room: Room,
    severities: &[Severity],
    heights: &dyn Heights,
    stage: &Stage,
) -> Option<Fit> {
    let least = room.reach.wanted;
    let most = match stage.until {
        Until::Wanted => least,
        Until::Comfort => room.reach.comfort,
        Until::Limit => room.reach.limit,
        Until::Utmost => room.reach.utmost,
    };
    let at = |width| attempt(room, severities, heights, stage, width);
    if let Some(fit) = at(least) {
        return Some(fit);
    }
    let (mut narrow, mut fit) = (least, at(most)?);
    while fit.width - narrow > STEP {
        let width = f32::midpoint(narrow, fit.width).round();
        match at(width) {
            Some(fits) => fit = fits,
            None => narrow = width,
        }
    }
    Some(fit)
}

/// The stage at a width, where everything it shows is in sight.
fn attempt(
    room: Room,
    severities: &[Severity],
    heights: &dyn Heights,
    stage: &Stage,
    width: f32,
) -> Option<Fit> {
    let mut fit = Fit {
        width,
        stop: stage.stop,
        warn: stage.warn,
        notes: stage.notes,
        columns: Vec::new(),
        map: None,
        below: 0,
    };
    let map = if stage.map { room.map } else { None };
    let has_notes = severities.contains(&Severity::Note);
    let folds = (has_notes && stage.notes.is_none()) || (room.map.is_some() && map.is_none());
    let folded = if folds { heights.folded() } else { 0.0 };
    let list = room.height - heights.head(width) - folded - map.unwrap_or(0.0);
    for count in 1..=most_columns(width) {
        let rows = rows(&fit, severities, heights, column_width(width, count));
        if let Some((columns, tallest)) = pack(&rows, count, list) {
            fit.columns = columns;
            fit.map = map.map(|least| least + list - tallest);
            return Some(fit);
        }
    }
    None
}

/// Titles alone in the widest panel, the last of them only after scrolling.
fn last_resort(room: Room, severities: &[Severity], heights: &dyn Heights) -> Fit {
    let width = room.reach.utmost;
    let mut fit = Fit {
        width,
        stop: Fold::Small,
        warn: Fold::Small,
        notes: None,
        columns: Vec::new(),
        map: None,
        below: 0,
    };
    let count = most_columns(width);
    let rows = rows(&fit, severities, heights, column_width(width, count));
    // Two folded lines: the notes, and how many are below.
    let list = room.height - heights.head(width) - 2.0 * heights.folded();
    let whole: f32 = rows.iter().map(|(_, height)| height).sum();
    let mut share = list.max(20.0);
    while share < whole + 20.0 {
        if let Some((columns, _)) = pack(&rows, count, share) {
            fit.below = below(&rows, &columns, list);
            fit.columns = columns;
            return fit;
        }
        share += 10.0;
    }
    fit.below = below(&rows, &[0], list);
    fit.columns = vec![0];
    fit
}

fn below(rows: &[(usize, f32)], columns: &[usize], list: f32) -> usize {
    let mut y = 0.0;
    let mut below = 0;
    for (at, height) in rows {
        if columns.contains(at) {
            y = 0.0;
        }
        y += height;
        below += usize::from(y > list);
    }
    below
}

fn rows(
    fit: &Fit,
    severities: &[Severity],
    heights: &dyn Heights,
    width: f32,
) -> Vec<(usize, f32)> {
    let shown = severities.iter().enumerate();
    let shown = shown.filter_map(|(at, severity)| Some((at, fit.form(*severity)?)));
    shown.map(|(at, form)| (at, heights.row(at, form, width))).collect()
}

/// Fills columns from the top; gives where each begins, and how high the tallest is.
fn pack(rows: &[(usize, f32)], most: usize, height: f32) -> Option<(Vec<usize>, f32)> {
    let mut columns = vec![0];
    let mut tallest = 0.0_f32;
    let mut y = 0.0;
    for (at, row) in rows {
        if y + row > height && y > 0.0 {
            columns.push(*at);
            y = 0.0;
        }
        y += row;
        tallest = tallest.max(y);
        if y > height || columns.len() > most {
            return None;
        }
    }
    Some((columns, tallest))
}

fn most_columns(width: f32) -> usize {
    match width {
        w if w >= 3.0 * COLUMN_LEAST + 2.0 * GUTTER => 3,
        w if w >= 2.0 * COLUMN_LEAST + GUTTER => 2,
        _ => 1,
    }
}

fn column_width(width: f32, count: usize) -> f32 {
    match count {
        0 | 1 => width,
        2 => (width - GUTTER) / 2.0,
        _ => (width - 2.0 * GUTTER) / 3.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::panes::{Panes, STRIP};
    use crate::knowledge::Knowledge;
    use crate::model::{CategoryId, CautionNote, Intake, Plan};
    use crate::planner;

    /// Titles and texts, their heights taken from how many letters go into a line.
    struct Letters {
        rows: Vec<(usize, usize)>,
        head: f32,
    }

    fn lines(letters: usize, each: f32, width: f32) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a text has few letters")]
        let wide = letters as f32 * each;
        // Words don't break, so that a line is never quite full.
        (wide / (width - 16.0 - 18.0)).ceil().max(1.0)
    }

    impl Heights for Letters {
        fn head(&self, _: f32) -> f32 {
            self.head
        }

        fn row(&self, at: usize, form: Fold, width: f32) -> f32 {
            let (title, text) = self.rows[at];
            let run = || lines((title * 7 + (text + 24) * 6 + 24) / 6, 6.0, width) * 14.5 + 2.0;
            let height = match form {
                Fold::Text => {
                    lines(title + 3, 7.0, width) * 16.0 + lines(text + 24, 6.0, width) * 14.0
                }
                Fold::Dense => return lines(title + text + 10, 6.0, width) * 14.0 + 4.0,
                Fold::Tight => return lines(title + text + 10, 5.5, width) * 13.0 + 3.0,
                Fold::Cut(rows) => run().min(f32::from(rows) * 14.5 + 2.0),
                Fold::Line => lines(title + 3, 7.0, width) * 16.0 + 14.0,
                Fold::Small => return lines(title, 6.3, width) * 14.5 + 5.0,
            };
            height + 10.0
        }

        fn folded(&self) -> f32 {
            26.0
        }
    }

    /// The most cautions that come together: yes after yes, as long as there is a session.
    fn most() -> (Vec<Severity>, Vec<(usize, usize)>) {
        let knowledge = Knowledge::shipped().unwrap();
        let plans = knowledge.tables().protocols.iter().map(|one| heaped(&knowledge, &one.id));
        let mut cautions = plans.map(|plan| plan.cautions).max_by_key(Vec::len).unwrap();
        cautions.sort_by_key(|note| std::cmp::Reverse(note.severity));
        let title = |note: &CautionNote| knowledge.caution(&note.id).unwrap().title.len();
        let rows = cautions.iter().map(|note| (note.severity, (title(note), note.text.len())));
        rows.unzip()
    }

    fn heaped(knowledge: &Knowledge, category: &CategoryId) -> Plan {
        let gates: Vec<_> = knowledge.tables().gates.iter().map(|gate| &gate.id).collect();
        let place = serde_json::json!([{"region": "calves", "side": "Left"}]);
        let answers = serde_json::json!({
            "date": "2026-11-24", "category": category, "side": "Both", "worse_side": "Right",
            "pain_back": 6, "pain_leg": 6, "furthest_point": "Foot", "trend": "Same",
            "inflammation": "Some", "inflamed_regions": place, "excluded_regions": place,
            "numb_regions": place, "injured_regions": place, "onset_weeks": 10, "age": 80,
            "findings": ["stable-numbness", "open-wound", "trauma-within-72h"], "minutes": 90,
            "diagnosis": "ByDoctor", "cause_known": true, "doctor_on_massage": "InFavour",
            "clearances": [{"by": "A", "on": "2026-11-23", "covers": gates, "limits": "B"}],
        });
        let mut intake: Intake = serde_json::from_value(answers).unwrap();
        let mut plan = None;
        for finding in &knowledge.tables().findings {
            let mut more = intake.clone();
            more.findings.insert(finding.id.clone());
            let accepted = knowledge.accept(more.clone()).ok();
            let drafted = accepted.and_then(|answers| planner::plan(&answers, knowledge).ok());
            let Some(drafted) = drafted.filter(|plan| !plan.status.withholds()) else { continue };
            (intake, plan) = (more, Some(drafted));
        }
        plan.unwrap()
    }

    /// A usual plan for a herniated disc: three that stop, three that warn, three notes.
    fn usual() -> (Vec<Severity>, Vec<(usize, usize)>) {
        let severities = [Severity::Stop, Severity::Warn, Severity::Note];
        let severities = severities.into_iter().flat_map(|one| [one; 3]).collect();
        (severities, vec![(39, 205); 9])
    }

    fn room(window: (f32, f32), map: Option<f32>) -> Room {
        let panes = Panes::default();
        let taken = if Panes::rail_folds(window.0) { STRIP } else { panes.rail_width(window.0) };
        let reach = panes.reach(window.0, taken);
        // The bar at the top, the line at the bottom and the margins take their part.
        Room { height: window.1 - 46.0 - 32.0 - 20.0, reach, map }
    }

    fn arranged(
        window: (f32, f32),
        (severities, rows): (Vec<Severity>, Vec<(usize, usize)>),
        map: Option<f32>,
    ) -> Fit {
        let head = if window.1 < 640.0 { 58.0 } else { 96.0 };
        fit(room(window, map), &severities, &Letters { rows, head })
    }

    const SMALL: (f32, f32) = (911.0, 512.0);
    const LAPTOP: (f32, f32) = (1366.0, 768.0);
    const LARGE: (f32, f32) = (1920.0, 1080.0);

    #[test]
    fn no_title_is_ever_below_whatever_comes_together() {
        for window in [SMALL, (1024.0, 600.0), LAPTOP, LARGE] {
            let fit = arranged(window, most(), Some(220.0));
            assert_eq!(fit.below, 0, "{window:?}");
            assert_eq!(fit.map, None);
            assert!(fit.width <= room(window, None).reach.utmost);
        }
    }

    #[test]
    fn on_a_laptop_every_stop_keeps_its_text_even_with_the_most_there_are() {
        for window in [LAPTOP, LARGE] {
            // The rail folds before a Stop is cut.
            let (severities, rows) = most();
            let mut room = room(window, None);
            room.reach = Panes::default().reach(window.0, STRIP);
            let fit = fit(room, &severities, &Letters { rows, head: 96.0 });
            assert!(fit.stop.is_full(), "{window:?}: {fit:?}");
        }
    }

    #[test]
    fn a_usual_plan_shows_its_stops_in_full_at_every_size() {
        for window in [SMALL, (1024.0, 600.0), LAPTOP, LARGE] {
            let fit = arranged(window, usual(), Some(220.0));
            assert!(fit.stop.is_full(), "{window:?}: {fit:?}");
        }
        let laptop = arranged(LAPTOP, usual(), None);
        assert!(laptop.warn.is_full(), "{laptop:?}");
    }

    #[test]
    fn with_room_enough_nothing_folds_and_the_map_takes_what_is_left() {
        let fit = arranged(LARGE, usual(), Some(220.0));
        assert_eq!((fit.stop, fit.warn, fit.notes), (Fold::Text, Fold::Text, Some(Fold::Line)));
        assert!(fit.map.is_some_and(|map| map > 220.0));
        assert_eq!(fit.columns, [0]);
    }

    #[test]
    fn what_matters_less_folds_first_as_the_window_gets_lower() {
        let rank = |fit: &Fit| {
            let form = |form| match form {
                Fold::Text => 0,
                Fold::Dense | Fold::Tight => 1,
                Fold::Line => 2,
                Fold::Small | Fold::Cut(_) => 3,
            };
            (fit.map.is_none(), form(fit.stop).min(2), form(fit.warn))
        };
        let mut last = (false, 0, 0);
        for step in 0..60 {
            let window = (1366.0, 1400.0 - 15.0 * f32::from(u16::try_from(step).unwrap()));
            let fit = arranged(window, usual(), Some(220.0));
            let now = rank(&fit);
            assert!(now >= last, "{window:?}: {now:?} after {last:?}");
            last = now;
            // A warning never shows more than what stops.
            assert!(now.2 >= now.1, "{fit:?}");
        }
    }

    #[test]
    fn where_even_titles_do_not_fit_it_says_how_many_are_below() {
        let (severities, rows) = most();
        let room = Room {
            height: 200.0,
            reach: Reach { wanted: 260.0, comfort: 260.0, limit: 260.0, utmost: 260.0 },
            map: None,
        };
        let fit = fit(room, &severities, &Letters { rows, head: 40.0 });
        let grave = severities.iter().filter(|severity| **severity > Severity::Note).count();
        assert!(fit.below > 0 && fit.below < grave);
        assert_eq!(fit.columns, [0]);
    }

    #[test]
    fn columns_begin_where_the_one_before_is_full() {
        let rows: Vec<(usize, f32)> = (0..5).map(|at| (at, 30.0)).collect();
        assert_eq!(pack(&rows, 2, 90.0), Some((vec![0, 3], 90.0)));
        assert_eq!(pack(&rows, 1, 90.0), None);
        assert_eq!(pack(&rows, 3, 20.0), None);
    }
}
