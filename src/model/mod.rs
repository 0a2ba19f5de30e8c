//! The nouns: what is asked of a client and what is planned for them.
//!
//! Values with no behaviour beyond their own invariants: a pain score is 0 to 10 because nothing
//! else can be made. No input or output, no window, no clinical decision; which findings, regions
//! and gates exist is the business of `knowledge`.

/// Closed lists of choices, each with its words.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$var_doc:meta])* $variant:ident = $label:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$var_doc])* $variant),* }

        impl $name {
            /// Every choice, in its order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The words for it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    )*};
}

pub mod carried;
pub mod clearance;
pub mod client;
pub mod day;
pub mod handover;
pub mod id;
pub mod intake;
pub mod outcome;
pub mod plan;
pub mod record_id;
pub mod scale;
pub mod settings;
pub mod side;
pub mod status;
pub mod visit;

pub use carried::{Carried, Fact};
pub use clearance::Clearance;
pub use client::{Client, Consent, ConsentItem, Contact, GuardianConsent, Retention};
pub use day::{Day, DayError};
pub use handover::{Addressee, OwnWords, Reworded};
pub use id::{
    AreaId, CategoryId, CautionId, FindingId, GateId, GroupId, HomeCareId, IdError, ModalityId,
    RegionId, RuleId, SourceId, SupportId, TechniqueId, TraitId,
};
pub use intake::{
    Activity, Aggravator, Course, Diagnosis, DoctorOnMassage, FreeText, FurthestPoint, Goal,
    HomeCareKept, Inflammation, Intake, Preferences, Quality, RegionSide, Trend,
};
pub use outcome::{
    EarlierOutcome, Entry, NotePart, Outcome, OwnNote, Response, SkipReason, StepOutcome, StepWent,
    Unwanted,
};
pub use plan::{
    Advice, CautionNote, FollowUp, GateNote, HomeCare, Phase, Plan, Reason, Referral, Step, Text,
    Urgency,
};
pub use record_id::{ClientId, PlanId, PlanKey, PracticeId, RecordIdError, RevisionId};
pub use scale::{
    Age, BookedMinutes, ClearanceDays, ClearedPressure, HandsOnLimit, HoldSeconds, IntervalDays,
    LevelDrop, Minutes, Nprs, PackMinutes, PainRise, PauseMinutes, Pressure, RangeError, Repeats,
    RestMinutes, ReviewInterval, SittingHours, Turns, VisitNumber, Weeks,
};
pub use settings::{Paper, Settings};
pub use side::{Laterality, Position, Side};
pub use status::{Severity, Status};
pub use visit::{
    Acknowledgement, Channel, Communication, NoLonger, PlanEdit, PlanRecord, PlanState, Recipient,
};
