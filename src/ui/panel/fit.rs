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
    /// Title, the line under it; the word once for all of a kind.
    Text,
    /// The same, close together.
    Close,
    /// Title alone.
    Title,
    /// Title and line as one paragraph, in small type.
    Dense,
    /// The same, in the smallest type there is.
    Tight,
    /// The same, cut after so many lines.
    Cut(u8),
    /// Title alone in small type.
    Small,
}

impl Fold {
    /// Whether every word of title and line shows.
    pub fn is_full(self) -> bool {
        matches!(self, Self::Text | Self::Close | Self::Dense | Self::Tight)
    }

    /// Whether title and line have lines of their own, under the word for all of a kind.
    pub fn has_lines(self) -> bool {
        matches!(self, Self::Text | Self::Close | Self::Title | Self::Small)
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
const STAGES: [Stage; 17] = {
    use Fold::{Close, Cut, Dense, Small, Text, Tight, Title};
    use Until::{Comfort, Limit, Utmost, Wanted};
    const fn stage(stop: Fold, warn: Fold, notes: Option<Fold>, map: bool, until: Until) -> Stage {
        Stage { stop, warn, notes, map, until }
    }
    [
        stage(Text, Text, Some(Title), true, Wanted),
        stage(Text, Text, None, true, Wanted),
        stage(Text, Text, Some(Title), false, Wanted),
        stage(Text, Text, None, false, Wanted),
        stage(Close, Close, None, false, Wanted),
        stage(Text, Title, None, false, Wanted),
        stage(Close, Small, None, false, Wanted),
        stage(Dense, Small, None, false, Wanted),
        // Only where more comes together than a low window has room for, the panel grows.
        stage(Dense, Dense, None, false, Comfort),
        stage(Dense, Dense, None, false, Limit),
        stage(Tight, Tight, None, false, Limit),
        // From here on there is more to say than the window has room for.
        stage(Dense, Small, None, false, Utmost),
        stage(Tight, Small, None, false, Utmost),
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
mod tests;
