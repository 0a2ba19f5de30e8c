//! What stands in front of the window, and what is done beside it.
//!
//! Values only: how a dialog looks is drawn in `dialog`, what it leads to is done in `perform`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::action::{Action, Secret, Then};
use crate::app::explanation::Explanation;
use crate::app::files::NotOpened;
use crate::app::forms::Form;
use crate::app::length::LongText;
use crate::app::palette::Palette;
use crate::app::practice::{Found, RemovedClient};
use crate::app::target::Target;
use crate::model::ConsentItem;
use crate::store::namesakes::Namesake;

/// What is being done beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// A file is being chosen to open.
    ChoosingToOpen,
    /// A path is being chosen to save or export to.
    ChoosingToSave,
    /// A practice folder is being chosen.
    ChoosingPractice,
    /// A practice is being opened.
    OpeningPractice,
    /// The key of a sealed practice is being unwrapped.
    Unlocking,
    /// A file is being read.
    Opening,
    /// A file is being written.
    Saving,
    /// How a session went is being written down: what is entered by then, and nothing more.
    Closing,
    /// Something that shows how far it is.
    Working,
}

impl Busy {
    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ChoosingToOpen => "Choosing a file…",
            Self::ChoosingToSave => "Choosing where to save…",
            Self::ChoosingPractice => "Choosing a folder…",
            Self::OpeningPractice => "Opening the practice…",
            Self::Unlocking => "Unlocking…",
            Self::Opening => "Opening…",
            Self::Saving | Self::Closing => "Saving…",
            Self::Working => "Working…",
        }
    }

    /// Whether nothing is written, so that nobody has to wait for it.
    pub fn can_be_given_up(self) -> bool {
        match self {
            Self::ChoosingToOpen
            | Self::ChoosingToSave
            | Self::ChoosingPractice
            | Self::OpeningPractice
            | Self::Unlocking
            | Self::Opening => true,
            Self::Saving | Self::Closing | Self::Working => false,
        }
    }

    /// Whether answers given meanwhile would be lost.
    pub fn blocks(self) -> bool {
        match self {
            Self::ChoosingToOpen
            | Self::Opening
            | Self::ChoosingPractice
            | Self::OpeningPractice
            | Self::Unlocking
            | Self::Closing
            | Self::Working => true,
            Self::ChoosingToSave | Self::Saving => false,
        }
    }
}

/// What a typed path is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathUse {
    /// To open.
    Open,
    /// To open or make a practice in.
    Practice,
    /// To write something.
    Write(Target),
}

/// What is being recorded of the client's consents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsentDraft {
    /// Items that the client didn't agree to today.
    pub left_out: BTreeSet<ConsentItem>,
    /// The guardian's name as typed so far.
    pub guardian: String,
    /// Whether it was come to after the last question, or by a press that leads there.
    pub was_asked: bool,
}

/// Something in front of the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// There are unsaved changes that can't be kept as a draft.
    Unsaved(Then),
    /// Texts are longer than usual; what is done once they are meant to be.
    Long {
        /// Which.
        texts: Vec<LongText>,
        /// What asked.
        go_on: Box<Action>,
    },
    /// A path is typed.
    Path {
        /// What for.
        what: PathUse,
        /// As typed so far.
        text: String,
        /// A sentence above the field.
        hint: String,
        /// The path at which there is a file already, so that the next attempt replaces it.
        replace: Option<PathBuf>,
    },
    /// Something didn't work.
    Trouble {
        /// What.
        title: String,
        /// Each fault in a line.
        lines: Vec<String>,
        /// What to do.
        advice: String,
    },
    /// A file can't be opened.
    NotOpened {
        /// What it is called.
        file: String,
        /// Why.
        why: NotOpened,
        /// Whether every fault shows.
        shows_details: bool,
    },
    /// Why something is said.
    Explain(Explanation),
    /// A plan that was changed by hand is to be built anew.
    Rebuild {
        /// What was changed by hand.
        edits: Vec<String>,
        /// What of it would find no place.
        lost: Vec<String>,
    },
    /// Work that was left behind.
    Drafts(Vec<Found>),
    /// Clients who were taken off the lists.
    Removed(Vec<RemovedClient>),
    /// Somebody of the name that is being added is there already.
    Namesakes {
        /// The name as it was typed.
        name: String,
        /// Who bears it.
        others: Vec<Namesake>,
    },
    /// Several fields.
    Form {
        /// What is filled in.
        form: Box<Form>,
        /// What stands in the way.
        trouble: Option<String>,
    },
    /// Something is done.
    Message {
        /// What.
        title: String,
        /// What is to be known about it.
        lines: Vec<String>,
        /// What may come next.
        offers: Vec<(String, Action)>,
    },
    /// A recovery key, to be printed or copied.
    RecoveryKey(Secret),
    /// What the knowledge says of itself.
    About,
    /// Commands and clients by a few letters.
    Palette(Palette),
    /// The list of keys.
    Keys,
}
