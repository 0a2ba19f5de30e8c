//! What views may read, and nothing that they could change.

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

    /// Whether a question is the one that is asked next, which is lit.
    pub fn is_next(&self, field: &Field) -> bool {
        self.state.visit.next_question() == Some(field)
    }

    /// Whether a field was jumped to and takes the focus in this frame.
    pub fn is_jumped_to(&self, field: &Field) -> bool {
        self.state.visit.scroll_to_marked && self.state.visit.marked.as_ref() == Some(field)
    }
}
