//! Sets of places on the body: a region on a side is one bit.
//!
//! Limits are looked up for every step of every edit, so they are kept as bits and not as lists.

use crate::model::{Laterality, Side};

/// A region on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The region's place in the vocabulary.
    pub region: usize,
    /// The client's left or right; a region in the middle has a cell on each.
    pub side: Laterality,
}

impl Cell {
    /// This cell's place among all cells.
    pub fn index(self) -> usize {
        self.region * 2 + usize::from(self.side == Laterality::Right)
    }

    /// The same region on the other side.
    #[must_use]
    pub fn mirrored(self) -> Self {
        Self { side: self.side.other(), ..self }
    }
}

/// A set of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cells(u64);

impl Cells {
    /// Regions that fit.
    pub const MAX_REGIONS: usize = 32;
    /// The set without a cell.
    pub const NONE: Cells = Cells(0);

    /// Every cell of this many regions.
    pub fn all(regions: usize) -> Self {
        match regions * 2 {
            bits @ 0..=63 => Self((1 << bits) - 1),
            _ => Self(u64::MAX),
        }
    }

    /// A region on a side or on both.
    pub fn of(region: usize, side: Side) -> Self {
        let mut cells = Self::NONE;
        for &side in side.each() {
            cells.insert(Cell { region, side });
        }
        cells
    }

    /// Adds a cell; one that doesn't fit is left out.
    pub fn insert(&mut self, cell: Cell) {
        if cell.index() < 64 {
            self.0 |= 1 << cell.index();
        }
    }

    /// Both sets together.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in this one alone.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether a cell is in it.
    pub fn contains(self, cell: Cell) -> bool {
        cell.index() < 64 && self.0 & (1 << cell.index()) != 0
    }

    /// Whether the two share a cell.
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it holds no cell.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The cells, region by region, left before right.
    pub fn iter(self) -> impl Iterator<Item = Cell> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            // The lowest bit that is set.
            let bit = usize::try_from(left.trailing_zeros()).ok()?;
            left &= left - 1;
            let side = if bit % 2 == 0 { Laterality::Left } else { Laterality::Right };
            Some(Cell { region: bit / 2, side })
        })
    }
}

impl FromIterator<Cell> for Cells {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        let mut set = Self::NONE;
        for cell in cells {
            set.insert(cell);
        }
        set
    }
}
