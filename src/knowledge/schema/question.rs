//! Shapes of the intake's own questions: which there are, and why each is asked.
//!
//! The screening questions are findings and explain themselves; here is what stands around them.

use std::fmt;

use serde::Deserialize;

use crate::model::{Fact, GroupId, SourceId};

macro_rules! asked {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// A question of the intake, or a group of screening questions.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
        pub enum Asked {
            $($(#[$doc])* $name,)*
            /// A group of screening questions.
            Group(GroupId),
        }

        impl Asked {
            /// Every question; groups come from the knowledge.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

asked! {
    /// The category, from which the plan takes its areas, techniques and limits.
    Category,
    /// Which side hurts: left, right or both.
    Side,
    /// The worse of two painful sides.
    WorseSide,
    /// Pain in back and leg.
    Pain,
    /// How far down symptoms reach, now and at the last visit.
    FurthestPoint,
    /// Change since the last visit, or over the last week.
    Trend,
    /// Whether the home care of the last visit was kept up.
    HomeCareKept,
    /// How many minutes the session is booked for.
    Length,
    /// Weeks since it began.
    Onset,
    /// Flare-up with inflammation.
    Inflammation,
    /// Who named the diagnosis.
    Diagnosis,
    /// Whether the doctor named a cause.
    CauseKnown,
    /// What the doctor said about massage.
    DoctorOnMassage,
    /// A clearance record, and what it covers.
    Clearance,
    /// When a finding first appeared.
    FirstAppeared,
    /// Where a wound or skin problem is.
    Excluded,
    /// Where the inflammation is.
    Inflamed,
    /// Where a fresh injury is.
    Injured,
    /// Known numb areas.
    Numb,
    /// Where the session stands in its series, and the scores so far.
    Series,
    /// Whether warm packs are welcome.
    Heat,
    /// The firmest pressure the client likes.
    FirmestPressure,
    /// Positions to avoid.
    AvoidPositions,
    /// Modalities the client declines.
    Declined,
    /// The complaint, as told.
    Complaint,
    /// What the pain feels like.
    Quality,
    /// What makes it worse.
    Aggravators,
    /// What eases it.
    Eases,
    /// What the client hopes for.
    Goals,
    /// Activities and their scores.
    Activities,
    /// Hours of sitting a day.
    Sitting,
    /// Who diagnosed it, how and when.
    DiagnosedBy,
    /// What the client takes, as told; no rule reads it, since those that limit are findings.
    Medicines,
    /// Other treatments and what they did, as told; no rule reads them.
    Treatments,
    /// What the client agrees to.
    Consent,
    /// A guardian's consent.
    Guardian,
}

impl fmt::Display for Asked {
    /// As it is written in the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Group(id) = self {
            write!(f, "Group(\"{id}\")")
        } else {
            write!(f, "{self:?}")
        }
    }
}

/// How long an answer holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Holds {
    /// For its day: it is asked anew on every other.
    #[default]
    Day,
    /// For its visit, whenever that takes place: it is asked anew at the next.
    Visit,
    /// From visit to visit, once somebody confirmed that this is true still.
    Lasting(Fact),
    /// From visit to visit, without a question: nothing clinical hangs on it alone.
    Kept,
    /// As long as the screening answer that it belongs to is yes.
    WithItsAnswer,
    /// It is the client's, and no visit's.
    Client,
}

/// Why a question is asked, and how long its answer holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked; every question of the intake has one entry, and so has every shipped group.
    pub asked: Asked,
    /// How long an answer holds.
    #[serde(default)]
    pub holds: Holds,
    /// Why, in words that can be said to a client.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}
