//! What is asked of the window itself: menus, palette, theme, size, focus, messages.

use crate::app::App;
use crate::app::action::{Action, Focus, PracticeAction};
use crate::app::editing;
use crate::app::palette::Palette;
use crate::app::shell::Shell;
use crate::app::state::{Dialog, Screen};
use crate::app::toast::ToastKind;

impl App {
    /// Does it; gives back what isn't about the window itself.
    pub(super) fn perform_shell(&mut self, action: Action, shell: &dyn Shell) -> Option<Action> {
        let state = &mut self.state;
        #[expect(clippy::wildcard_enum_match_arm, reason = "all others are given back")]
        match action {
            Action::Menu(menu) => state.menu = menu,
            Action::Palette => {
                let palette = Palette::of(String::new(), state);
                state.dialogs.push(Dialog::Palette(palette));
            }
            Action::PaletteTyped(query) => {
                let palette = Palette::of(query, state);
                if let Some(Dialog::Palette(open)) = state.dialogs.last_mut() {
                    *open = palette;
                }
            }
            Action::PaletteStep(by) => {
                if let Some(Dialog::Palette(palette)) = state.dialogs.last_mut() {
                    palette.step(by);
                }
            }
            Action::Keys => state.dialogs.push(Dialog::Keys),
            Action::Refused(reason) => {
                state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
            }
            Action::Dismiss(id) => state.toasts.dismiss(id),
            Action::SetTheme(theme) => state.prefs.theme = theme,
            Action::SetZoom(percent) => state.prefs.set_zoom(percent),
            Action::FocusQuickAdd => {
                state.screen = Screen::Plan;
                state.editing.focus = Some(editing::Focus::Quick);
            }
            Action::FocusSearch => {
                state.prefs.rail_open = true;
                // Where there is no room beside the middle, over it.
                state.panes.rail_over = true;
                state.focus = Some(Focus::Search);
            }
            Action::FocusNewClient => {
                state.prefs.rail_open = true;
                // Where there is no room beside the middle, over it.
                state.panes.rail_over = true;
                state.focus = Some(Focus::NewClient);
                self.perform_practice(PracticeAction::NewName(Some(String::new())), shell);
            }
            other => return Some(other),
        }
        None
    }
}
