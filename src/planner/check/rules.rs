//! The rules that `check` itself looks for, by the ids under which the knowledge explains them.
//!
//! Lives here: the closed list of ids and what each stands for. Must not live here: words or
//! sources for the therapist, which stand in the knowledge (`Knowledge::check`), and limits that
//! answers bring, which carry the id of the gate, caution or rule behind them.

macro_rules! own_rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// A rule of `check` that no gate, caution or limit stands behind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum OwnRule { $($(#[$doc])* $name),* }

        impl OwnRule {
            /// All of them.
            #[cfg(test)]
            pub(super) const ALL: &'static [OwnRule] = &[$(OwnRule::$name),*];

            /// The id under which the knowledge explains it.
            pub(super) fn id(self) -> &'static str {
                match self { $(Self::$name => $id),* }
            }
        }
    };
}

own_rules! {
    /// The check-in is the first step.
    CheckInFirst = "o-01",
    /// Heat comes before any hands-on work on its area (S3-19, S4-34).
    HeatFirst = "o-02",
    /// A light warm-up comes before firm or focal work.
    WarmUpFirst = "o-03",
    /// Superficial before deep: the gluteals before the piriformis.
    SuperficialFirst = "o-04",
    /// Stretches come after the work on the same area (S4-35, R-64).
    StretchAfterWork = "o-05",
    /// Cold comes after hands-on work and stretches, where inflammation is recorded (S3-19).
    ColdLast = "o-06",
    /// The re-test comes after the work and before home care (S0-18, S3-05).
    ReTestAfterWork = "o-07",
    /// Home care is the last step.
    HomeCareLast = "o-08",
    /// Few turns on the table (soft).
    FewTurns = "o-09",
    /// The side that hurts less comes first (soft).
    MilderSideFirst = "o-10",
    /// Focus areas in the order of the protocol (soft).
    AreaOrder = "o-11",
    /// A gate that isn't open; reported by the gate's own id.
    GateClosed = "gate-closed",
    /// A caution that isn't where it belongs; reported by the caution's own id.
    CautionMissing = "caution-missing",
    /// The plan rests on other knowledge than the program's (soft).
    KnowledgeNewer = "knowledge-newer",
    /// The answers changed after the plan was made.
    IntakeChanged = "intake-changed",
    /// The plan's status says something else than its answers and steps.
    StatusMismatch = "status-mismatch",
    /// A withheld plan without a referral that says enough.
    ReferralMismatch = "referral-mismatch",
    /// An id that the knowledge doesn't define, or a format that the program doesn't read.
    UnknownId = "unknown-id",
    /// A step that doesn't have the shape of its phase.
    PhaseShape = "phase-shape",
    /// Minutes that count where only packs don't, or a pack that counts.
    CountedPack = "counted-pack",
    /// The level that is not offered at all.
    LevelFive = "level-five",
    /// Deeper than the category's hard maximum.
    HardMaximum = "hard-maximum",
    /// A modality that the category closes there.
    ModalityClosed = "modality-closed",
    /// A level outside the range of the modality (soft).
    ModalityRange = "modality-range",
    /// A level over the default (soft).
    AboveDefault = "above-default",
    /// A warm-up that is deeper than a warm-up.
    WarmUpLevel = "warm-up-level",
    /// Hands that can't reach the region in that position.
    PositionReach = "position-reach",
    /// A technique that can't be done in that position.
    TechniquePosition = "technique-position",
    /// More than light work on the side that doesn't hurt.
    OtherSideFocal = "other-side-focal",
    /// A support that is missing, where nothing else names the reason.
    SupportMissing = "support-missing",
    /// A piece of home care that is closed, where nothing else names the reason.
    HomeCareClosed = "home-care-closed",
    /// A session without a check-in.
    CheckInMissing = "check-in-missing",
    /// A session without a re-test.
    ReTestMissing = "re-test-missing",
    /// No home care.
    HomeCareMissing = "home-care-missing",
    /// No stretch, though one is open.
    StretchMissing = "stretch-missing",
    /// A step under its least minutes.
    StepTooShort = "step-too-short",
    /// Minutes that don't add up to the booked ones.
    MinutesSum = "minutes-sum",
    /// Booked minutes left unused without a cause.
    UnusedWithoutCause = "unused-without-cause",
    /// Firm work for too long on one region and side.
    FirmTooLong = "firm-too-long",
    /// Hands-on time over its limit, where nothing else names the reason.
    HandsOnLimit = "hands-on-limit",
    /// A pack beside steps that it can't lie beside.
    PackBeside = "pack-beside",
    /// A pack that lies too long or too short.
    PackLength = "pack-length",
    /// A pack where hands work.
    PackUnderHands = "pack-under-hands",
    /// More rest than fits a session (soft).
    RestTooLong = "rest-too-long",
    /// More focus work on regions than is good (soft).
    RegionsOver = "regions-over-50",
    /// A whole-body step that is too long (soft).
    WholeBodyLength = "whole-body-length",
    /// Too long in one position without a pause (soft).
    InOnePosition = "in-one-position",
    /// A wish that is not kept (soft).
    Preference = "preference",
    /// Answers of an earlier plan that contradict each other (A01 to A03).
    AnswersAtOdds = "answers-at-odds",
    /// Firm work without lighter work before it (A53).
    FirmUnprepared = "firm-unprepared",
    /// Firm work in a visit that is too short for it (A53).
    FirmInShortVisit = "firm-in-short-visit",
    /// A pack that the client lies on (A25).
    PackLoaded = "pack-loaded",
    /// Cold where nothing is inflamed (A27).
    ColdPlace = "cold-place",
    /// A next visit that may not be agreed on, or not that late, where nothing else names the
    /// reason (A05, A42).
    Interval = "interval",
    /// A review that isn't still to come (A40).
    ReviewPast = "review-past",
    /// No word of what to watch for at home, or not before all else (A72).
    WatchMissing = "watch-missing",
    /// More than one light step on the other side (soft, A50).
    OtherSideLong = "other-side-long",
    /// Pressing on spots for too long on one place (soft, A51).
    FocalTooLong = "focal-too-long",
    /// A stretch step that is longer than its techniques (soft, A52).
    StretchTooLong = "stretch-too-long",
    /// A session on a day that is hardly meant (soft).
    SessionDate = "session-date",
    /// An area of the protocol that is left out (soft).
    AreaLeftOut = "area-left-out",
}
