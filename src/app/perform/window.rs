//! What is asked of the window itself: menus, palette, theme, size, focus, messages.

use crate::app::App;
use crate::app::action::{FieldFocus, PracticeAction, WindowAction};
use crate::app::editing;
use crate::app::palette::Palette;
use crate::app::shell::Shell;
use crate::app::state::{Dialog, Screen};
use crate::app::toast::ToastKind;

impl App {
    /// Does it.
    pub(super) fn perform_window(&mut self, action: WindowAction, shell: &dyn Shell) {
        let state = &mut self.state;
        match action {
            WindowAction::Menu(menu) => state.menu = menu,
            WindowAction::Palette => {
                let palette = Palette::of(String::new(), state);
                state.dialogs.push(Dialog::Palette(palette));
            }
            WindowAction::PaletteTyped(query) => {
                let palette = Palette::of(query, state);
                if let Some(Dialog::Palette(open)) = state.dialogs.last_mut() {
                    *open = palette;
                }
            }
            WindowAction::PaletteStep(by) => {
                if let Some(Dialog::Palette(palette)) = state.dialogs.last_mut() {
                    palette.step(by);
                }
            }
            WindowAction::Keys => state.dialogs.push(Dialog::Keys),
            WindowAction::Refused(reason) => {
                state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
            }
            WindowAction::Dismiss(id) => state.toasts.dismiss(id),
            WindowAction::SetTheme(theme) => state.prefs.theme = theme,
            WindowAction::SetZoom(percent) => state.prefs.set_zoom(percent),
            WindowAction::SetMenuBar(shown) => state.prefs.menu_bar = shown,
            WindowAction::FocusQuickAdd => {
                state.visit.screen = Screen::Plan;
                state.visit.editing.focus = Some(editing::PlanFocus::Quick);
            }
            WindowAction::FocusSearch => {
                state.prefs.rail_open = true;
                // Where there is no room beside the middle, over it.
                state.panes.rail_over = true;
                state.focus = Some(FieldFocus::Search);
            }
            WindowAction::FocusNewClient => {
                state.prefs.rail_open = true;
                // Where there is no room beside the middle, over it.
                state.panes.rail_over = true;
                state.focus = Some(FieldFocus::NewClient);
                self.perform_practice(PracticeAction::NewName(Some(String::new())), shell);
            }
        }
    }
}
