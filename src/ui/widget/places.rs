//! Where the questions lie that were drawn in this pass: which of them has the keyboard's focus, and
//! where the one is that is lit.

use eframe::egui::{self, Id, LayerId, Rect, Response, Ui};

use crate::app::draft::Field;

/// Where a question lies.
#[derive(Debug, Clone)]
pub struct QuestionPlace {
    /// The question.
    pub field: Field,
    /// Its place, in sight or not.
    pub rect: Rect,
    /// What it is drawn on.
    pub layer: LayerId,
}

/// The pass in which they were drawn, and all of them.
type Drawn = (u64, Vec<QuestionPlace>);

fn drawn_id() -> Id {
    Id::unique("where the questions lie")
}

/// Remembers for this pass where a question lies.
pub fn keep_question(ui: &Ui, field: &Field, rect: Rect) {
    let place = QuestionPlace { field: field.clone(), rect, layer: ui.layer_id() };
    let pass = ui.ctx().cumulative_pass_nr();
    ui.data_mut(|data| {
        let (of, all) = data.get_temp_mut_or_default::<Drawn>(drawn_id());
        if *of != pass {
            (*of, *all) = (pass, Vec::new());
        }
        all.push(place);
    });
}

/// Takes the places of all that were drawn in this pass so far.
pub fn take_questions(ui: &Ui) -> Vec<QuestionPlace> {
    let drawn = ui.data_mut(|data| data.remove_temp::<Drawn>(drawn_id()));
    let of_now = drawn.filter(|(pass, _)| *pass == ui.ctx().cumulative_pass_nr());
    of_now.map(|(_, all)| all).unwrap_or_default()
}

/// The question in whose place the control lies that has the keyboard's focus; none where that is
/// elsewhere.
pub fn focused_question(ui: &Ui, all: &[QuestionPlace]) -> Option<Field> {
    let focused = ui.memory(egui::Memory::focused);
    let control: Response = focused.and_then(|id| ui.ctx().read_response(id))?;
    let is_here = |place: &&QuestionPlace| {
        place.layer == control.layer_id && place.rect.contains(control.rect.center())
    };
    all.iter().rev().find(is_here).map(|place| place.field.clone())
}
