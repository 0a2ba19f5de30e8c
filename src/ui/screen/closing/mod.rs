//! Closing a session: what was done, the scores after it, what to remember, and beside it the note that
//! writes itself.
//!
//! Every step stands as done; what is pressed opens below itself and moves nothing above. In a small window
//! the note is a tab beside the form, and steps that were done are a count.

mod note;
mod parts;
mod scores;
mod steps;
mod words;

use eframe::egui::{Key, Modifiers, Popup, Rect, Role, Sense, Ui, UiBuilder, vec2};

use self::parts::segments;
use super::sheet;
use crate::app::action::{Action, Outbox};
use crate::app::closing::{Closing, ClosingAction, ClosingQuestion};
use crate::app::state::Page;
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Width of the note.
const NOTE: f32 = 424.0;
/// A middle that is narrower has the note as a tab.
const BOTH: f32 = 1060.0;
/// A form that is narrower stands in one column.
const TWO: f32 = 660.0;
/// Height of the tabs, with what keeps them apart.
const TABS: f32 = 40.0;

/// The page.
pub fn closing_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let Some(closing) = scene.state.shown_closing() else { return };
    if is_left(ui, scene) {
        out.send(Action::Show(Page::Visit));
    }
    let whole = ui.max_rect();
    if whole.width() >= BOTH {
        let split = whole.right() - NOTE;
        form_ui(ui, scene, closing, whole.with_max_x(split), false, out);
        note_ui(ui, scene, closing, whole.with_min_x(split), out);
        return;
    }
    let tabs = whole.with_max_y(whole.top() + TABS);
    tabs_ui(ui, scene, closing, tabs, out);
    let below = whole.with_min_y(tabs.bottom());
    if closing.sight.note {
        note_ui(ui, scene, closing, below, out);
    } else {
        form_ui(ui, scene, closing, below, true, out);
    }
}

/// Whether Escape is pressed while nothing else in front waits for it.
fn is_left(ui: &Ui, scene: Scene<'_>) -> bool {
    let ctx = ui.ctx();
    let in_front = !scene.state.dialogs.is_empty() || scene.state.menu.is_some();
    let elsewhere = in_front || scene.state.panes.rail_over || Popup::is_any_open(ctx);
    if elsewhere || !ui.is_enabled() || ctx.text_edit_focused() {
        return false;
    }
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

fn tabs_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, rect: Rect, out: &mut Outbox) {
    let inside = rect.shrink2(vec2(14.0, 0.0)).with_min_y(rect.top() + 10.0);
    let tabs = Rect::from_min_size(inside.min, vec2(220.0, 28.0));
    let options = [(false, "Session", None), (true, "Note", None)];
    let pressed = segments(ui, scene.colours, "Show", tabs, &options, closing.sight.note);
    if let Some(note) = pressed {
        out.send(ClosingAction::ShowNote(note).into());
    }
}

fn form_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    closing: &Closing,
    rect: Rect,
    is_small: bool,
    out: &mut Outbox,
) {
    let builder = UiBuilder::new().id_salt("closing form").max_rect(rect);
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(rect);
        sheet(ui, scene, ("closing", closing.of.key.plan), |ui| {
            let form = Form { scene, closing, is_small, is_narrow: ui.available_width() < TWO };
            ui.spacing_mut().item_spacing.y = 6.0;
            form.steps_ui(ui, out);
            form.scores_ui(ui, out);
            form.words_ui(ui, out);
        });
    });
}

fn note_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, rect: Rect, out: &mut Outbox) {
    let builder = UiBuilder::new().id_salt("closing note").max_rect(rect);
    let builder =
        builder.accessibility_role(Role::Complementary).accessibility_label("Session note");
    ui.scope_builder(builder, |ui| {
        ui.shrink_clip_rect(rect);
        note::note_ui(ui, scene, closing, rect, out);
    });
}

/// What the cards of the form are drawn from.
#[derive(Clone, Copy)]
struct Form<'a> {
    scene: Scene<'a>,
    closing: &'a Closing,
    /// Whether the window is small: steps stand in one column, those that were done are a count.
    is_small: bool,
    /// Whether nothing stands side by side.
    is_narrow: bool,
}

/// Something that is drawn in a column.
type Column<'c> = &'c dyn Fn(&mut Ui, &mut Outbox);

/// Between two columns.
const BETWEEN: f32 = 28.0;

impl Form<'_> {
    /// Whether a question was jumped to, and takes the focus in this frame.
    fn is_jumped_to(self, question: ClosingQuestion) -> bool {
        self.closing.sight.jump == Some(question)
    }

    /// Two columns, or one under the other where there is no room.
    fn columns(self, ui: &mut Ui, columns: [Column<'_>; 2], out: &mut Outbox) {
        let [left, right] = columns;
        if self.is_narrow {
            left(ui, out);
            ui.add_space(theme::GRID * 2.0);
            return right(ui, out);
        }
        let room = ui.available_rect_before_wrap();
        let width = ((room.width() - BETWEEN) / 2.0).max(0.0);
        let mut bottom = room.top();
        for (at, column) in [left, right].into_iter().enumerate() {
            let x = if at == 0 { room.left() } else { room.right() - width };
            let rect = Rect::from_x_y_ranges(x..=x + width, room.y_range());
            let builder = UiBuilder::new().id_salt(("column", at)).max_rect(rect);
            let mut inside = ui.new_child(builder.layout(*ui.layout()));
            inside.set_width(width);
            column(&mut inside, out);
            bottom = bottom.max(inside.min_rect().bottom());
        }
        ui.allocate_rect(room.with_max_y(bottom), Sense::hover());
    }
}
