//! The pages about what was: the brief, past sessions, a session that is being closed.

use crate::app::App;
use crate::app::shell::Shell;
use crate::app::state::{Page, State};

impl App {
    /// Shows another page of the chosen client.
    pub(super) fn turn_to_page(&mut self, page: Page, _shell: &dyn Shell) {
        if self.state.page != Page::History {
            self.state.page_before = self.state.page;
        }
        self.state.page = page;
    }

    /// Meets the client who was just chosen with the brief, where a session took place. What somebody
    /// goes on with, and a plan that was asked for, come first.
    pub(super) fn meet_with_brief(&mut self) {
        let wants = self.state.practice.open().is_some_and(|open| open.wanted.is_some());
        let closes = self.state.closing.is_some();
        let is_taken = wants || closes || self.state.visit.is_unsaved();
        if !is_taken && self.state.brief().is_some() {
            self.state.page = Page::Brief;
        }
    }

    /// Leaves the brief where no session is left that it could tell of.
    pub(super) fn leave_empty_brief(&mut self) {
        if self.state.brief().is_none() {
            let State { page, page_before, .. } = &mut self.state;
            for page in [page, page_before] {
                if *page == Page::Brief {
                    *page = Page::Visit;
                }
            }
        }
    }
}
