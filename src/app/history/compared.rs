//! Two sessions side by side, as they are drawn. The rows are the planner's.

use crate::app::past::Past;
use crate::knowledge::Knowledge;
use crate::model::PlanId;
use crate::planner::course::{ComparedPart, ComparedRow, Difference, compare};
use crate::text::capital;

/// What two sessions are compared by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Basis {
    /// As they went, where that is known.
    #[default]
    Done,
    /// As they were planned.
    Planned,
}

impl Basis {
    /// Both, from the left.
    pub const ALL: [Self; 2] = [Self::Done, Self::Planned];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "As done",
            Self::Planned => "As planned",
        }
    }
}

/// Which rows of a comparison show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// All of them.
    #[default]
    Everything,
    /// Those that differ.
    Differences,
}

impl Rows {
    /// Both, from the left.
    pub const ALL: [Self; 2] = [Self::Everything, Self::Differences];

    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::Differences => "Differences",
        }
    }
}

/// A row of two sessions side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedLine {
    /// What it is about.
    pub what: String,
    /// In the first.
    pub a: String,
    /// In the second, in parts: those that the first hasn't stand out.
    pub b: Vec<(String, bool)>,
    /// How the second differs.
    pub difference: Difference,
}

impl ComparedLine {
    fn of(row: &ComparedRow) -> Self {
        let none = match row.part {
            ComparedPart::Area
            | ComparedPart::Heat
            | ComparedPart::Stretch
            | ComparedPart::Cold => "none",
            ComparedPart::Presentation | ComparedPart::Outcome | ComparedPart::Note => "–",
        };
        let a = row.a.clone().unwrap_or_else(|| none.to_owned());
        let b = row.b.clone().unwrap_or_else(|| none.to_owned());
        // Whole sentences that somebody typed have no parts to tell apart.
        let b = if row.same || row.part == ComparedPart::Note {
            vec![(b, false)]
        } else {
            marked(&a, &b)
        };
        Self { what: capital(&row.what), a, b, difference: row.difference }
    }

    /// The second session's text as a whole.
    pub fn text_b(&self) -> String {
        self.b.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// How the second differs, in a word.
    pub fn word(&self) -> &'static str {
        self.difference.word()
    }
}

/// The parts of a text between commas and semicolons, each with whether another text hasn't it.
fn marked(other: &str, text: &str) -> Vec<(String, bool)> {
    let parts = |text: &str| -> Vec<String> {
        text.split_inclusive([',', ';']).map(str::to_owned).collect()
    };
    let bare = |part: &str| part.trim_matches([',', ';', ' ']).to_owned();
    let known: Vec<String> = parts(other).iter().map(|part| bare(part)).collect();
    let mut all: Vec<(String, bool)> = Vec::new();
    for part in parts(text) {
        let stands_out = !known.contains(&bare(&part));
        match all.last_mut() {
            Some((before, same)) if *same == stands_out => before.push_str(&part),
            Some(_) | None => all.push((part, stands_out)),
        }
    }
    all
}

/// Two sessions side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The day of the first.
    pub a: String,
    /// The day of the second.
    pub b: String,
    /// All rows.
    pub lines: Vec<ComparedLine>,
    /// How many of them differ.
    pub differences: usize,
}

impl Compared {
    pub(super) fn of(
        past: &Past,
        a: PlanId,
        b: PlanId,
        basis: Basis,
        knowledge: &Knowledge,
    ) -> Option<Self> {
        let (first, second) = (past.record(a)?, past.record(b)?);
        let found = compare((a, first), (b, second), basis == Basis::Done, knowledge);
        Some(Self {
            a: first.day().with_weekday(),
            b: second.day().with_weekday(),
            differences: found.differences(),
            lines: found.rows.iter().map(ComparedLine::of).collect(),
        })
    }

    /// The rows that show.
    pub fn shown(&self, rows: Rows) -> impl Iterator<Item = &ComparedLine> {
        let all = self.lines.iter();
        all.filter(move |line| rows == Rows::Everything || line.difference != Difference::Same)
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_the_first_has_not_stands_out() {
        let part = |text: &str, out| (text.to_owned(), out);
        assert_eq!(
            marked("Swedish, level 2, 9 min", "Swedish, level 3, 9 min"),
            [part("Swedish,", false), part(" level 3,", true), part(" 9 min", false)]
        );
        assert_eq!(marked("3", "2"), [part("2", true)]);
        assert_eq!(
            marked("numbness", "numbness, tingling"),
            [part("numbness,", false), part(" tingling", true)]
        );
    }
}
