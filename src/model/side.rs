//! Left, right, and how the client lies.

use serde::{Deserialize, Serialize};

/// One side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Laterality {
    /// The client's left.
    Left,
    /// The client's right.
    Right,
}

impl Laterality {
    /// The two, in their order.
    pub const ALL: [Laterality; 2] = [Laterality::Left, Laterality::Right];

    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// The word for it inside a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
        }
    }
}

/// One side, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The client's left.
    Left,
    /// The client's right.
    Right,
    /// Both sides, or a region of the middle.
    Both,
}

impl Side {
    /// The three, in their order.
    pub const ALL: [Side; 3] = [Side::Left, Side::Right, Side::Both];

    /// Whether this covers one side.
    pub fn covers(self, side: Laterality) -> bool {
        match self {
            Self::Left => side == Laterality::Left,
            Self::Right => side == Laterality::Right,
            Self::Both => true,
        }
    }

    /// The single sides that this covers.
    pub fn each(self) -> &'static [Laterality] {
        match self {
            Self::Left => &[Laterality::Left],
            Self::Right => &[Laterality::Right],
            Self::Both => &Laterality::ALL,
        }
    }

    /// The one side, where it is one.
    pub fn single(self) -> Option<Laterality> {
        match self {
            Self::Left => Some(Laterality::Left),
            Self::Right => Some(Laterality::Right),
            Self::Both => None,
        }
    }

    /// The word for it inside a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both sides",
        }
    }

    /// The same in one word, where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Self::Left | Self::Right => self.word(),
            Self::Both => "both",
        }
    }

    /// The same with the side that is worse, where one is.
    pub fn and_worse(self, worse: Option<Laterality>) -> String {
        match worse {
            Some(worse) => format!("{}, worse on the {}", self.word(), worse.word()),
            None => self.word().to_owned(),
        }
    }
}

impl From<Laterality> for Side {
    fn from(side: Laterality) -> Self {
        match side {
            Laterality::Left => Self::Left,
            Laterality::Right => Self::Right,
        }
    }
}

/// How the client sits, stands or lies; side-lying is named for the side on the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Position {
    /// Sitting; changes into it are no turns on the table.
    Seated,
    /// Lying face down.
    Prone,
    /// Lying on the back.
    Supine,
    /// Lying on the left side, the right one up.
    SideLyingLeft,
    /// Lying on the right side, the left one up.
    SideLyingRight,
    /// On the feet, for check-in, re-test and talk.
    Standing,
}

impl Position {
    /// All of them, in their order.
    pub const ALL: [Position; 6] = [
        Position::Seated,
        Position::Prone,
        Position::Supine,
        Position::SideLyingLeft,
        Position::SideLyingRight,
        Position::Standing,
    ];

    /// Side-lying with this side up.
    pub fn side_lying_with_up(side: Laterality) -> Self {
        match side {
            Laterality::Left => Self::SideLyingRight,
            Laterality::Right => Self::SideLyingLeft,
        }
    }

    /// The upper side, in side-lying.
    pub fn upper_side(self) -> Option<Laterality> {
        match self {
            Self::SideLyingLeft => Some(Laterality::Right),
            Self::SideLyingRight => Some(Laterality::Left),
            Self::Seated | Self::Prone | Self::Supine | Self::Standing => None,
        }
    }

    /// Whether changes into and out of it count as turns on the table.
    pub fn is_lying(self) -> bool {
        match self {
            Self::Prone | Self::Supine | Self::SideLyingLeft | Self::SideLyingRight => true,
            Self::Seated | Self::Standing => false,
        }
    }

    /// The name of it in sentences and rows.
    pub fn label(self) -> &'static str {
        match self {
            Self::Seated => "Seated",
            Self::Prone => "Prone",
            Self::Supine => "Supine",
            Self::SideLyingLeft => "On the left side, right side up",
            Self::SideLyingRight => "On the right side, left side up",
            Self::Standing => "Standing",
        }
    }

    /// The name where there is no room for which side is up; it follows from the other.
    pub fn short(self) -> &'static str {
        match self {
            Self::SideLyingLeft => "On the left side",
            Self::SideLyingRight => "On the right side",
            Self::Seated | Self::Prone | Self::Supine | Self::Standing => self.label(),
        }
    }

    /// The same inside a sentence.
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Prone => "prone",
            Self::Supine => "supine",
            Self::SideLyingLeft => "on the left side, right side up",
            Self::SideLyingRight => "on the right side, left side up",
            Self::Standing => "standing",
        }
    }
}
