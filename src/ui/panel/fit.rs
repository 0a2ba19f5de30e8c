//! How the cautions fit the room there is: what shows in full, what folds, how wide the panel is.
//!
//! A pure function from heights to an arrangement; no egui and no words. What comes first gives
//! way last: titles of Stop and Warn, texts of Stop, texts of Warn, notes, the focus map.

use crate::model::Severity;
use crate::ui::panes::Reach;

/// How much of a caution shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Title, the text under it.
    Text,
    /// Title and text as one paragraph.
    Run,
    /// The same, cut after so many lines.
    Cut(u8),
    /// Title, one line of text under it.
    Line,
    /// Title alone.
    Title,
}

/// The room.
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
    fn row(&self, at: usize, form: Form, width: f32) -> f32;
    /// The line that stands for the notes or the map that are folded.
    fn folded(&self) -> f32;
}

/// The arrangement.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Width inside the panel.
    pub width: f32,
    /// How cautions show that stop something.
    pub stop: Form,
    /// How cautions show that warn.
    pub warn: Form,
    /// How notes show; none where one line stands for them.
    pub notes: Option<Form>,
    /// Where each column begins in the list. Folded notes stand in none of them.
    pub columns: Vec<usize>,
    /// Room for the focus map; none where it is folded.
    pub map: Option<f32>,
    /// How many cautions that stop or warn need scrolling to be seen.
    pub below: usize,
}

impl Fit {
    /// How a caution of this severity shows; none where it is folded away.
    pub fn form(&self, severity: Severity) -> Option<Form> {
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

/// Between columns.
pub const GUTTER: f32 = 12.0;
const COLUMN_LEAST: f32 = 220.0;
const STEP: f32 = 12.0;

#[derive(Clone, Copy)]
enum Until {
    Wanted,
    Comfort,
    Limit,
}

struct Stage {
    stop: Form,
    warn: Form,
    notes: Option<Form>,
    map: bool,
    until: Until,
}

/// From everything in sight to titles alone, each tried up to a width before the next.
const STAGES: [Stage; 13] = {
    use Form::{Cut, Line, Run, Text, Title};
    use Until::{Comfort, Limit, Wanted};
    const fn stage(stop: Form, warn: Form, notes: Option<Form>, map: bool, until: Until) -> Stage {
        Stage { stop, warn, notes, map, until }
    }
    [
        stage(Text, Text, Some(Line), true, Wanted),
        stage(Text, Text, None, true, Wanted),
        stage(Text, Text, Some(Line), false, Wanted),
        stage(Text, Text, None, false, Comfort),
        stage(Run, Run, None, false, Comfort),
        stage(Run, Line, None, false, Comfort),
        stage(Run, Title, None, false, Comfort),
        stage(Run, Title, None, false, Limit),
        stage(Cut(5), Title, None, false, Limit),
        stage(Cut(4), Title, None, false, Limit),
        stage(Cut(3), Title, None, false, Limit),
        stage(Cut(2), Title, None, false, Limit),
        stage(Title, Title, None, false, Limit),
    ]
};

/// Arranges cautions, which come with the gravest first.
pub fn fit(room: Room, severities: &[Severity], heights: &dyn Heights) -> Fit {
    for stage in &STAGES {
        let until = match stage.until {
            Until::Wanted => room.reach.wanted,
            Until::Comfort => room.reach.comfort,
            Until::Limit => room.reach.limit,
        };
        let mut width = room.reach.wanted;
        loop {
            if let Some(fit) = attempt(room, severities, heights, stage, width) {
                return fit;
            }
            if width >= until {
                break;
            }
            width = (width + STEP).min(until);
        }
    }
    last_resort(room, severities, heights)
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
    let map = room.map.filter(|_| stage.map);
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
    let width = room.reach.limit;
    let mut fit = Fit {
        width,
        stop: Form::Title,
        warn: Form::Title,
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
