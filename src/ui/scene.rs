//! What views may read, and nothing that they could change.

use eframe::egui::{Popup, Response, Ui};

use super::theme;
use crate::app::draft::Field;
use crate::app::state::State;
use crate::knowledge::Knowledge;

/// What views may read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// What is open.
    pub state: &'a State,
    /// The clinical files.
    pub knowledge: &'a Knowledge,
    /// Those of the theme that the window is drawn in.
    pub colours: &'static theme::Colours,
}

impl Scene<'_> {
    /// What a question of the intake is called.
    pub fn label(&self, field: &Field) -> String {
        self.state.visit.work().intake.label(field, self.knowledge)
    }

    /// Whether a question is lit: the one that what is typed answers, and one that was jumped to.
    pub fn is_lit(&self, field: &Field) -> bool {
        let visit = &self.state.visit;
        visit.lit_question() == Some(field)
            || (visit.at.is_none() && visit.marked.as_ref() == Some(field))
    }

    /// Whether digits, Y and N go to a question: it has the focus, or it is lit, whole in sight, and
    /// what has the focus types nothing. None goes to what isn't seen, nor to one that the focus is
    /// just leaving.
    pub fn takes_keys(&self, ui: &Ui, field: &Field, shown: &Response) -> bool {
        let visit = &self.state.visit;
        if visit.scroll_to_marked && visit.marked.as_ref() != Some(field) {
            return false;
        }
        if shown.has_focus() {
            return true;
        }
        let in_front = !self.state.dialogs.is_empty()
            || self.state.panes.rail_over
            || Popup::is_any_open(ui.ctx())
            || ui.ctx().text_edit_focused();
        ui.is_enabled()
            && !in_front
            && visit.at.is_none()
            && visit.next_question() == Some(field)
            && ui.clip_rect().contains_rect(shown.rect)
    }

    /// Whether a field was jumped to and takes the focus in this frame.
    pub fn is_jumped_to(&self, field: &Field) -> bool {
        self.state.visit.scroll_to_marked && self.state.visit.marked.as_ref() == Some(field)
    }
}
