//! The parts of the intake that the bar above it names: where each lies, and which are in sight.
//!
//! Kept from frame to frame beside what is drawn: the bar stands above parts that are laid out after
//! it.

use std::sync::Arc;

use eframe::egui::{Align, Id, Rect, Ui};

use crate::app::draft::{Field, IntakeDraft, TextField};
use crate::knowledge::Knowledge;
use crate::model::GroupId;

/// So much of a part has to be in sight to say that it is.
const IN_SIGHT: f32 = 40.0;

/// A part of the intake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Landmark {
    /// What a new client is asked first.
    Complaint,
    /// What is asked of the day.
    Today,
    /// A group of screening questions.
    Group(GroupId),
    /// What was yes at an earlier visit.
    Still,
    /// Consents.
    Consent,
    /// Wishes, the story, and what is rarely needed.
    More,
}

impl Landmark {
    /// The part in which a question stands.
    pub fn of(field: &Field, draft: &IntakeDraft, knowledge: &Knowledge) -> Self {
        let first = if draft.carried.is_some() { Self::Today } else { Self::Complaint };
        match field {
            Field::Category
            | Field::Side
            | Field::PainBack
            | Field::PainLeg
            | Field::FurthestPoint
            | Field::Trend
            | Field::Text(TextField::Date | TextField::Minutes | TextField::OnsetWeeks) => first,
            Field::HomeCareKept
            | Field::Inflammation
            | Field::Diagnosis
            | Field::CauseKnown
            | Field::Doctor => Self::Today,
            Field::Finding(id) if draft.former.contains_key(id) => Self::Still,
            Field::Finding(id) => {
                let group = knowledge.finding(id).map(|finding| finding.group.clone());
                group.map_or(Self::More, Self::Group)
            }
            Field::Consent => Self::Consent,
            Field::Places(_) | Field::Covers(_) | Field::ActivityScore(_) | Field::Text(_) => {
                Self::More
            }
        }
    }
}

/// Which parts are in sight.
pub type InSight = Arc<Vec<Landmark>>;

fn sight_id() -> Id {
    Id::unique("parts of the intake in sight")
}

fn wish_id() -> Id {
    Id::unique("the part of the intake to go to")
}

/// The parts that were in sight in the last frame.
pub fn in_sight(ui: &Ui) -> InSight {
    ui.data(|data| data.get_temp(sight_id())).unwrap_or_default()
}

/// Goes to a part in the next frame.
pub fn go_to(ui: &Ui, part: &Landmark) {
    ui.data_mut(|data| data.insert_temp(wish_id(), Some(part.clone())));
    ui.ctx().request_repaint();
}

fn seen_id() -> Id {
    Id::unique("parts of the intake that are seen in this frame")
}

/// Draws a part, notes whether it is in sight, and goes to it where that was asked for.
pub fn landmark<R>(ui: &mut Ui, part: &Landmark, content: impl FnOnce(&mut Ui) -> R) -> R {
    let top = ui.cursor().min;
    let inner = content(ui);
    let bottom = ui.cursor().top();
    let rect = Rect::from_min_max(top, eframe::egui::pos2(ui.max_rect().right(), bottom));
    let seen = rect.intersect(ui.clip_rect()).height();
    if seen >= IN_SIGHT.min(rect.height()) && seen > 0.0 {
        ui.data_mut(|data| {
            let all = data.get_temp_mut_or_default::<Vec<Landmark>>(seen_id());
            if !all.contains(part) {
                all.push(part.clone());
            }
        });
    }
    let wished: Option<Option<Landmark>> = ui.data(|data| data.get_temp(wish_id()));
    if wished.flatten().as_ref() == Some(part) {
        ui.data_mut(|data| data.insert_temp(wish_id(), None::<Landmark>));
        ui.scroll_to_rect(rect, Some(Align::TOP));
    }
    inner
}

/// Keeps what was in sight for the bar of the next frame.
pub fn keep_sight(ui: &Ui) {
    let seen = ui.data_mut(|data| data.remove_temp::<Vec<Landmark>>(seen_id())).unwrap_or_default();
    if *in_sight(ui) != seen {
        ui.data_mut(|data| data.insert_temp(sight_id(), InSight::new(seen)));
        ui.ctx().request_repaint();
    }
}
