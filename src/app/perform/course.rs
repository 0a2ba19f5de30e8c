//! The pages about what was: the brief, past sessions, a session that is being closed.

use crate::app::App;
use crate::app::shell::Shell;
use crate::app::state::Page;

impl App {
    /// Shows another page of the chosen client.
    pub(super) fn show_page(&mut self, page: Page, _shell: &dyn Shell) {
        self.state.page = page;
    }

    /// Whether the client who was just chosen is met by the brief.
    pub(super) fn opens_with_brief(&self) -> bool {
        let past = self.state.practice.open().and_then(|open| open.past.as_ref());
        past.is_some_and(|past| past.closed > 0) && self.state.closing.is_none()
    }
}
