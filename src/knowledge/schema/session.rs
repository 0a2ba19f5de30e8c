//! Shapes of the common frame: time budget, packs, texts; and of the manifest and the sources.

use serde::Deserialize;

use super::Sourced;
use crate::model::{ModalityId, Phase, Position, Pressure, RegionId, RuleId, SourceId};

/// What the knowledge as a whole says of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its version, a date.
    pub version: String,
    /// What the program is for, and what not.
    pub intended_use: String,
    /// What `P` means.
    pub proposal_notice: String,
    /// The clinician who read it; empty until one has.
    pub reviewed_by: String,
    /// The day of that, or empty.
    pub reviewed_on: String,
}

/// One row of the time budget, in minutes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetRow {
    /// The booked length, to which the others add up; 0 in the row for shorter visits.
    pub booked: u16,
    /// Check-in and re-screen.
    pub check_in: u16,
    /// Broad, light work before the focus steps.
    pub warm_up: u16,
    /// Focus work, on regions and on the whole body.
    pub focus: u16,
    /// Stretch and glide.
    pub stretch: u16,
    /// Re-test and home care together.
    pub close: u16,
}

/// Numbers of part 3D.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionLimits {
    /// Least minutes of the check-in.
    pub min_check_in: u16,
    /// Least minutes of a focus step.
    pub min_focus: u16,
    /// Least minutes of any other step.
    pub min_other: u16,
    /// Most focus steps in an hour.
    pub focus_steps_an_hour: u16,
    /// Most minutes of focus work on regions (soft).
    pub max_on_regions: u16,
    /// Most minutes of one whole-body step.
    pub max_whole_body_step: u16,
    /// The level that must not be held for long.
    pub firm_level: Pressure,
    /// Most minutes at that level on one region and side.
    pub max_firm: u16,
    /// Booked minutes from which that level, and work on one spot, is open at all (A53).
    pub firm_from: u16,
    /// Minutes of lighter work that must come before that level on the same place (A53).
    pub before_firm: u16,
    /// Minutes from which a piece of work is divided so that it can (A53).
    pub divide_firm_from: u16,
    /// Most minutes of work that presses on one spot, on one region and side (soft, A51).
    pub max_focal: u16,
    /// Most minutes on the other side (soft, A50).
    pub max_other_side: u16,
    /// Most steps in an hour (A51).
    pub steps_an_hour: usize,
    /// Seconds a side to set up a stretch (A52).
    pub stretch_set_up: u16,
    /// Points by which pain has to have risen to count as worse (A04).
    pub worse_by: u16,
    /// Most pieces of advice for home, beside what to watch for (A24).
    pub max_home_care: usize,
    /// Minutes to which a booking that would fit is rounded down (A55).
    pub booking_step: u16,
    /// Most minutes in one position without a pause (soft).
    pub max_in_position: u16,
    /// Most minutes of rest.
    pub max_rest: u16,
    /// Least minutes of rest; fewer go to the stretches.
    pub min_rest: u16,
    /// Least minutes of a pack.
    pub min_pack: u16,
    /// Most minutes of a warm pack.
    pub max_heat: u16,
    /// Most minutes of a cold pack.
    pub max_cold: u16,
    /// Booked minutes from which a cold pack fits into the visit.
    pub cold_from: u16,
    /// Booked minutes up to which one area is worked, up to which two, and so on.
    pub areas_up_to: Vec<u16>,
    /// Booked minutes up to which the protocol's first areas are taken.
    pub first_areas_up_to: u16,
    /// Booked minutes from which the other side gets a light step too, in prone.
    pub other_side_from: u16,
    /// Percent of focus work for the affected side there.
    pub affected_share: u16,
    /// Percent for the worse of two sides.
    pub worse_share: u16,
    /// Percent of an area's ordinary minutes that it may reach when others are left out.
    pub lost_weight_up_to: u16,
    /// The level from which a warm-up must come first (O3).
    pub warm_up_before: Pressure,
    /// The deepest warm-up.
    pub max_warm_up: Pressure,
    /// The deepest work on the other side, and on the whole body.
    pub max_light: Pressure,
    /// The modality of light work.
    pub light_modality: ModalityId,
    /// Booked minutes up to which a visit is called short.
    pub short_visit: u16,
    /// Regions for the warm pack, the first that is open wins.
    pub heat_targets: Vec<RegionId>,
    /// The level that is not offered at all.
    pub never_level: Pressure,
}

impl SessionLimits {
    /// The least minutes of a step.
    pub fn least_minutes(&self, phase: Phase) -> u16 {
        match phase {
            Phase::CheckIn => self.min_check_in,
            Phase::Focus => self.min_focus,
            Phase::Heat
            | Phase::WarmUp
            | Phase::Stretch
            | Phase::Cold
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => self.min_other,
        }
    }
}

/// A part of the body for general relaxation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyPart {
    /// Inside a sentence, such as "the upper back".
    pub phrase: String,
    /// The positions in which hands reach it.
    pub positions: Vec<Position>,
    /// Not where hands may not work on these.
    #[serde(default)]
    pub not_with: Vec<RegionId>,
}

/// A phase's words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// What to do.
    pub instructions: String,
    /// What the step is good for, in a sentence or two.
    pub why: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Words of the frame. `{…}` is filled in by the builder; which names are open is said by each.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// The first step: questions, skin, first measures.
    pub check_in: Heading,
    /// Warm pack; `{regions}`, `{steps}`, `{on}`, `{minutes}`, `{off}`.
    pub heat: Heading,
    /// Warm-up (the protocol says what to do).
    pub warm_up: Heading,
    /// What the warm-up says in place of the protocol's words, where another modality warms up;
    /// `{regions}`.
    pub warm_up_held: Sourced,
    /// Whole-body relaxation; `{part}`.
    pub whole_body: Heading,
    /// The light step on the other side.
    pub other_side: Heading,
    /// What holds for all stretches; said behind the doses of the techniques.
    pub stretch: Heading,
    /// Cold pack; `{regions}`, `{steps}`, `{minutes}`.
    pub cold: Heading,
    /// The rest that fills booked time which hands may not use.
    pub rest: Heading,
    /// The measures of the check-in, taken once more.
    pub re_test: Heading,
    /// The talk at the end about advice for home and the next visit.
    pub home_care: Heading,
    /// What a stretch step says where none of its techniques moves the pelvis.
    pub pelvis_still: Sourced,
    /// What the first work says on a place that lay under a pack.
    pub begin_broadly: String,
    /// What the first firm or focal work says on a place that no hands warmed (O3); `{place}`.
    pub begin_unwarmed: String,
    /// What home care says where the client can move.
    pub show_exercises: String,
    /// What it says where a next visit may be agreed on.
    pub agree: String,
    /// The pointer of a step to those that said all of it; `{what}`, `{steps}`.
    pub as_before: String,
    /// The pointer to those that said the rest of it; `{what}`, `{steps}`.
    pub rest_as_before: String,
    /// What is said of a part that has had its turn (A54).
    pub again: String,
    /// A pause for the client to move, in a long stay in one position; `{step}`.
    pub pause: Sourced,
    /// The same inside a step that is longer than the stay; `{step}`, `{minutes}`.
    pub pause_within: Sourced,
    /// The remark on a short visit; `{minutes}`.
    pub short_visit: Sourced,
    /// The remark where heat can't be given in the session.
    pub no_heat: Sourced,
    /// The remark where a preference gave way; `{preference}`.
    pub preference: Sourced,
    /// The remark where booked time stays unused; `{unused}`.
    pub unused: Sourced,
    /// The sentence on a booking that would do; `{booking}`.
    pub booking: String,
    /// The remark on a clearance's limits; `{by}`, `{on}`, `{limits}`.
    pub clearance: Sourced,
    /// What follows the last of them.
    pub not_enforced: String,
    /// What a gate says once it is released; `{topic}`, `{causes}`, and `{by}` for who cleared it,
    /// each until when.
    pub released: String,
    /// The remark where another modality comes first than before; `{place}`, `{now}`.
    pub varied: Sourced,
    /// The remark on a painful place that hands don't reach; `{places}`, `{position}`.
    pub out_of_reach: Sourced,
    /// Where progress is judged, inside a sentence; `{review}`.
    pub review: String,
    /// The same on the day itself; `{review}`.
    pub review_today: String,
    /// What the evidence says.
    pub evidence: Sourced,
    /// What to do first in an emergency, in this order.
    pub emergency_first: Vec<Sourced>,
    /// Words to the client where a plan is withheld, by urgency.
    pub client_emergency: String,
    /// The same, urgent.
    pub client_urgent: String,
    /// The same, before treatment.
    pub client_before: String,
    /// The same, where no word of a provider is asked for.
    pub client_no_word: String,
    /// Words to the doctor; `{date}`, `{reasons}`.
    pub doctor: String,
    /// Words to the doctor where no word of theirs is asked for; `{date}`, `{reasons}`.
    pub doctor_no_word: String,
    /// What else was found, which stops no session by itself; `{causes}`.
    pub doctor_also: String,
    /// What would open a session, after either; `{released_by}`.
    pub doctor_opens: String,
    /// Words to the doctor in an emergency, which ask for no clearance; `{date}`, `{reasons}`.
    pub doctor_emergency: String,
    /// What stands for the reasons on a page that lists them right above.
    pub doctor_above: String,
    /// What to ask of the doctor where no record in the program would open a plan.
    pub doctor_assess: String,
}

/// How the course of a client is judged, and what is said of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseWords {
    /// What a review comes to: cautions and rules whose answers are held against what was recorded, the
    /// gravest first.
    pub judged: Vec<RuleId>,
    /// What is said of a review at which nothing of that holds, or that is still to come; `{visit}`,
    /// `{score}`.
    pub review: Sourced,
    /// The same where no fall of pain would be a real change; `{visit}`.
    pub review_plain: Sourced,
    /// What counts as a real change of pain, in a few words.
    pub real_change: Sourced,
    /// What the scores of activities mean.
    pub activities: Sourced,
    /// What is said of symptoms that reach less far down than before, in a few words.
    pub drawn_up: Sourced,
    /// The same of those that reach further down.
    pub further_down: Sourced,
}

impl CourseWords {
    /// Everything that it says.
    pub fn said(&self) -> [&Sourced; 6] {
        let Self {
            judged: _,
            review,
            review_plain,
            real_change,
            activities,
            drawn_up,
            further_down,
        } = self;
        [review, review_plain, real_change, activities, drawn_up, further_down]
    }
}

/// The common frame of every session.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Rows by booked length, ascending; between two the minutes are interpolated.
    pub budget: Vec<BudgetRow>,
    /// The row for visits shorter than the first one; its stretch is the least.
    pub short: BudgetRow,
    /// Booked minutes from which a short visit's stretch gets one minute more.
    pub short_stretch_from: u16,
    /// Numbers that hold in every category (part 3D).
    pub limits: SessionLimits,
    /// Words that the steps of all categories share.
    pub texts: Texts,
    /// How the course of a client is judged.
    pub course: CourseWords,
    /// Parts of the body for general relaxation, in their order (A54).
    pub parts: Vec<BodyPart>,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What entries name it by, such as `R-85`; `P` is a proposal of this project.
    pub id: SourceId,
    /// Who says it.
    pub title: String,
    /// What it says, in our words.
    pub gist: String,
    /// File or address.
    pub place: String,
    /// Year, where known.
    pub year: Option<String>,
}

/// A seed statement that no entry uses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unused {
    /// A source of the list that no entry names.
    pub id: SourceId,
    /// The reason, for whoever reviews the knowledge; the program never shows it.
    pub why: String,
}
