//! What a change of an answer is about: what undo calls it, which change goes on with it, and which
//! fact of an earlier visit it settles.

use super::{Field, IntakeDraft};
use crate::app::action::Change;
use crate::app::visit::Gesture;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::Asked;
use crate::model::Fact;

/// What a change is about.
enum About {
    /// A field, whose changes in a row are steps of their own.
    Field(Field),
    /// A field that is typed into or moved through: changes in a row are one.
    Moved(Field),
    /// Something without a field of its own, and the question that it answers.
    Other(&'static str, Option<Asked>),
}

impl About {
    fn of(change: &Change) -> Self {
        match change {
            Change::Category(_) => Self::Field(Field::Category),
            Change::Side(_) => Self::Field(Field::Side),
            Change::WorseSide(_) => Self::Other("Worse side", Some(Asked::WorseSide)),
            Change::PainBack(_) => Self::Moved(Field::PainBack),
            Change::PainLeg(_) => Self::Moved(Field::PainLeg),
            Change::FurthestPoint(_) => Self::Field(Field::FurthestPoint),
            Change::Trend(_) => Self::Field(Field::Trend),
            Change::HomeCareKept(_) => Self::Field(Field::HomeCareKept),
            Change::Inflammation(_) => Self::Field(Field::Inflammation),
            Change::OnsetUnknown => Self::Other("When it began", Some(Asked::Onset)),
            Change::Diagnosis(_) => Self::Field(Field::Diagnosis),
            Change::CauseKnown(_) => Self::Field(Field::CauseKnown),
            Change::Doctor(_) => Self::Field(Field::Doctor),
            Change::Answer(finding, _) | Change::Reopen(finding) => {
                Self::Field(Field::Finding(finding.clone()))
            }
            Change::AllNo(_) => Self::Other("All no", None),
            Change::Place(list, _, _) => Self::Field(Field::Places(*list)),
            Change::AddClearance | Change::FinishClearance(_) | Change::RemoveClearance(_) => {
                Self::Other("Clearance", Some(Asked::Clearance))
            }
            Change::Covers(at, _) => Self::Field(Field::Covers(*at)),
            Change::ClearedPressure(_, _) => {
                Self::Other("Pressure of the clearance", Some(Asked::Clearance))
            }
            Change::LastFurthestPoint(_) => {
                Self::Other("Reach at the last visit", Some(Asked::Series))
            }
            Change::HeatWelcome(_) => Self::Other("Warm packs", Some(Asked::Heat)),
            Change::WishedPressure(_) => {
                Self::Other("Preferred pressure", Some(Asked::FirmestPressure))
            }
            Change::AvoidPosition(_) => {
                Self::Other("Position to avoid", Some(Asked::AvoidPositions))
            }
            Change::DeclineModality(_) => Self::Other("Declined modality", Some(Asked::Declined)),
            Change::Quality(_) => Self::Other("Quality of the pain", Some(Asked::Quality)),
            Change::Aggravator(_) => Self::Other("What makes it worse", Some(Asked::Aggravators)),
            Change::Eases(_) => Self::Other("What eases it", Some(Asked::Eases)),
            Change::Goal(_) => Self::Other("Goal", Some(Asked::Goals)),
            Change::AddActivity | Change::RemoveActivity(_) => {
                Self::Other("Activity", Some(Asked::Activities))
            }
            Change::ActivityScore(at, _) => Self::Moved(Field::ActivityScore(*at)),
            Change::Confirm(_) => Self::Other("Confirmed", None),
            Change::Text(field, _) => Self::Moved(Field::Text(field.clone())),
        }
    }
}

/// The words for a change of an answer, and what the next one of its kind belongs to.
pub fn about(
    change: &Change,
    draft: &IntakeDraft,
    knowledge: &Knowledge,
) -> (String, Option<Gesture>) {
    match About::of(change) {
        About::Field(field) => (draft.label(&field, knowledge), None),
        About::Moved(field) => (draft.label(&field, knowledge), Some(Gesture::Value(field))),
        About::Other(words, _) => (words.to_owned(), None),
    }
}

/// The fact of an earlier visit that a change settles.
pub(super) fn touched_by(change: &Change, knowledge: &Knowledge) -> Option<Fact> {
    match About::of(change) {
        About::Field(field) | About::Moved(field) => field.fact(knowledge),
        About::Other(_, asked) => knowledge.lasting(&asked?),
    }
}
