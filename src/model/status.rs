//! How a screening came out, and how grave a caution is.

use serde::{Deserialize, Serialize};

/// The outcome of a screening, from open to most severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// A plan, nothing special.
    Ok,
    /// A plan, with cautions to watch.
    Caution,
    /// No plan until something is cleared.
    Hold,
    /// No plan; medical advice first.
    Refer,
    /// No plan; emergency care now.
    Emergency,
}

impl Status {
    /// All of them, mildest first.
    pub const ALL: [Status; 5] =
        [Status::Ok, Status::Caution, Status::Hold, Status::Refer, Status::Emergency];

    /// Whether a plan is kept back.
    pub fn withholds(self) -> bool {
        self >= Self::Hold
    }

    /// The name of it in sentences and headings.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Caution => "Caution",
            Self::Hold => "Hold",
            Self::Refer => "Refer",
            Self::Emergency => "Emergency",
        }
    }
}

/// How grave a caution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Watch for it.
    Warn,
    /// A limit that is enforced, or an emergency.
    Stop,
}

impl Severity {
    /// The word that goes with its shape and colour.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Warn => "Warn",
            Self::Stop => "Stop",
        }
    }
}
