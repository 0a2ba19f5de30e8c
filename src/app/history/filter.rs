//! Which of the past sessions are listed.

use crate::app::past::{Past, SessionRow, sought};
use crate::model::Day;

/// A time in which sessions were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Period {
    /// Any.
    #[default]
    Any,
    /// The last course.
    LastCourse,
    /// Three months back from today.
    Quarter,
    /// A year back from today.
    Year,
}

impl Period {
    /// All of them, from the top.
    pub const ALL: [Self; 4] = [Self::Any, Self::LastCourse, Self::Quarter, Self::Year];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Any => "Any time",
            Self::LastCourse => "Latest course",
            Self::Quarter => "Last 3 months",
            Self::Year => "Last 12 months",
        }
    }
}

/// What has to be so of a session that is listed. Names are what the views show: they outlast a new reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words in notes and responses, as typed.
    pub words: String,
    /// An area that was worked.
    pub area: Option<String>,
    /// A modality or a technique that was used.
    pub worked: Option<String>,
    /// When.
    pub period: Period,
    /// Whether something went in another way than planned.
    pub changed: bool,
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        let Self { words, area, worked, period, changed } = self;
        let nothing = words.trim().is_empty() && area.is_none() && worked.is_none();
        nothing && *period == Period::Any && !changed
    }

    /// The same, ready to be held against rows.
    pub(super) fn wanted(&self, past: &Past) -> Wanted {
        let sessions = &past.sessions;
        let place = |names: &[String], name: &String| names.iter().position(|one| one == name);
        let from = match self.period {
            Period::Any | Period::LastCourse => None,
            Period::Quarter => Some(past.today.plus_days(-92)),
            Period::Year => Some(past.today.plus_days(-365)),
        };
        let last = sessions.courses.len().checked_sub(1);
        Wanted {
            words: sought(&self.words),
            area: match &self.area {
                None => WantedArea::Any,
                Some(name) => place(&sessions.areas, name).map_or(WantedArea::Gone, WantedArea::At),
            },
            worked: self
                .worked
                .as_ref()
                .map(|name| (place(&sessions.modalities, name), place(&sessions.techniques, name))),
            from,
            course: last.filter(|_| self.period == Period::LastCourse),
            changed: self.changed,
        }
    }
}

/// The area that is looked for.
enum WantedArea {
    Any,
    /// One that no session has any more.
    Gone,
    /// Its place among the areas of all sessions.
    At(usize),
}

/// A filter with names as places.
pub(super) struct Wanted {
    words: String,
    area: WantedArea,
    worked: Option<(Option<usize>, Option<usize>)>,
    from: Option<Day>,
    course: Option<usize>,
    changed: bool,
}

impl Wanted {
    /// Whether a session is listed.
    pub(super) fn lets(&self, row: &SessionRow) -> bool {
        let area = match self.area {
            WantedArea::Any => true,
            WantedArea::Gone => false,
            WantedArea::At(at) => row.areas.contains_key(&at),
        };
        let worked = self.worked.is_none_or(|(modality, technique)| {
            modality.is_some_and(|at| row.modalities.contains_key(&at))
                || technique.is_some_and(|at| row.techniques.contains(&at))
        });
        let when = self.from.is_none_or(|from| row.day >= from)
            && self.course.is_none_or(|course| row.course == course);
        let changed = !self.changed || row.is_changed;
        area && worked && when && changed && row.holds(&self.words)
    }
}
