//! What stands above the clients: the search, their number, a new one, and how far the reading is.

use eframe::egui::{self, Key, Margin, Modifiers, TextEdit, Ui};

use crate::app::action::{
    Action, FieldFocus, FileAction, Outbox, PracticeAction, Then, WindowAction,
};
use crate::app::command::Command;
use crate::app::panes::Panes;
use crate::app::practice::OpenPractice;
use crate::model::Client;
use crate::store::index::Order;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{Count, bold, heading, link, secondary, section_title, wrapped};

/// The field for the search, beside the button that folds the clients away.
pub(super) fn search_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let mut query = open.query.clone();
    let edit = TextEdit::singleline(&mut query)
        .id_salt(("search", open.store.practice().to_string()))
        .hint_text(egui::RichText::new("Clients and notes").color(scene.colours.secondary))
        .prefix(icons::text(icons::SEARCH, 15.0).color(scene.colours.secondary))
        .margin(Margin::symmetric(8, 7))
        .desired_width((ui.available_width() - 38.0).max(0.0));
    let field = ui
        .horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let field = ui.add(edit).accessible_name("Search clients and notes");
            let icon = icons::text(icons::FOLD_LEFT, 18.0).color(scene.colours.secondary);
            let fold = ui.add(egui::Button::new(icon).frame_when_inactive(false));
            let fold = fold.accessible_name("Fold the clients away");
            if fold.on_hover_text("Fold the clients away (Ctrl+B)").clicked() {
                let panes = scene.state.panes;
                // Over the middle it lies on a layer in front.
                if ui.layer_id().order == egui::Order::Foreground {
                    out.send(Action::Arrange(Panes { rail_over: false, ..panes }));
                } else {
                    out.practice(PracticeAction::Rail(false));
                }
            }
            field
        })
        .inner;
    if scene.state.focus == Some(FieldFocus::Search) {
        field.request_focus();
    }
    if field.changed() {
        out.practice(PracticeAction::Search(query));
    }
    if is_cleared(ui, scene, open, &field) {
        out.practice(PracticeAction::Search(String::new()));
        // One goes on typing where one was.
        if field.lost_focus() {
            field.request_focus();
        }
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        // Enter after a search means the first that was found.
        if let Some(first) = open.listed.first() {
            out.send(Action::File(FileAction::Leave(Then::Client(*first))));
        }
    }
    ui.add_space(4.0);
}

/// Whether Escape clears the search: in its field, and wherever nothing else waits for the key.
fn is_cleared(ui: &Ui, scene: Scene<'_>, open: &OpenPractice, field: &egui::Response) -> bool {
    let ctx = ui.ctx();
    // Escape takes the focus from a field before anything is drawn.
    let typed = egui::Id::unique("a field had the focus in the pass before");
    let was_typing = ui.data(|data| data.get_temp(typed)).unwrap_or(false);
    let is_typing = ctx.text_edit_focused();
    ui.data_mut(|data| data.insert_temp(typed, is_typing));
    let in_front = !scene.state.dialogs.is_empty() || scene.state.menu.is_some();
    if open.query.is_empty() || in_front || egui::Popup::is_any_open(ctx) || !ui.is_enabled() {
        return false;
    }
    let here = field.has_focus() || field.lost_focus();
    let drags = ctx.dragged_id().is_some() || ctx.drag_stopped_id().is_some();
    let is_free = !was_typing && !is_typing && !drags;
    (here || is_free) && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
}

/// How many clients there are, their order, and a new one.
pub(super) fn header_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    ui.horizontal(|ui| {
        let count = open.listed.len();
        let text = if open.query.trim().is_empty() {
            format!("Clients · {count}")
        } else if open.wants_notes() {
            // Names are found at once; who is found by a note joins them a moment later.
            format!("Found · {count}…")
        } else if open.more_found {
            format!("Found · the first {count}")
        } else {
            format!("Found · {count}")
        };
        heading(ui, section_title(scene.colours, text));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().button_padding.x = 4.0;
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.add_space(6.0);
            let plus = icons::text(icons::ADD, 15.0).color(scene.colours.accent);
            let word = bold("New").color(scene.colours.accent);
            let new = ui.add(egui::Button::new((plus, word)).frame_when_inactive(false));
            let new = new.accessible_name("New").on_hover_text("Add a client (Ctrl+N)");
            if new.clicked() {
                out.send(Action::Window(WindowAction::FocusNewClient));
            }
            let (word, other, hint) = match open.order {
                Order::Recent => ("Recent", Order::Name, "Sort by name"),
                Order::Name => ("By name", Order::Recent, "Sort by the latest session"),
            };
            let text = secondary(scene.colours, word);
            let sort = ui.add(egui::Button::new(text).frame_when_inactive(false));
            if sort.on_hover_text(hint).clicked() {
                out.practice(PracticeAction::Sort(other));
            }
        });
    });
}

fn new_client_id() -> egui::Id {
    egui::Id::unique("name of the new client")
}

/// The name of a new client.
pub(super) fn new_client_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let Some(name) = &open.new_name else { return };
    let mut typed = name.clone();
    let count = Count::of(ui, scene.colours, &typed, Client::LONGEST_NAME);
    let edit = TextEdit::singleline(&mut typed)
        .id(new_client_id())
        .hint_text("Name of the client")
        .margin(Margin::symmetric(8, 5))
        .desired_width((ui.available_width() - 6.0).max(0.0));
    let field = ui.add(count.beside(edit)).accessible_name("Name of the new client");
    count.show(ui, scene.colours, &field);
    if scene.state.focus == Some(FieldFocus::NewClient) {
        field.request_focus();
    }
    let left_by = |key| field.lost_focus() && ui.input(|input| input.key_pressed(key));
    let entered = left_by(Key::Enter);
    // With a name in it the form stays: one key is no reason to lose what was typed.
    if typed.trim().is_empty() && left_by(Key::Escape) {
        out.practice(PracticeAction::NewName(None));
    }
    if field.changed() {
        out.practice(PracticeAction::NewName(Some(typed.clone())));
    }
    ui.horizontal(|ui| {
        let ready = !typed.trim().is_empty();
        let add = ui.add_enabled(ready, egui::Button::new("Add client"));
        if ready && (add.clicked() || entered) {
            out.practice(PracticeAction::Add(typed));
        } else if link(ui, scene.colours, "Cancel")
            .accessible_name("Cancel the new client")
            .clicked()
        {
            out.practice(PracticeAction::NewName(None));
        }
    });
    ui.add_space(4.0);
}

/// How far the reading of the practice is.
pub(super) fn indexing_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    let Some(progress) = open.indexing.as_ref().map(|indexing| &indexing.progress) else { return };
    if progress.total() == 0 {
        return;
    }
    // What takes no longer than a glance needs no bar.
    if open.is_current && progress.total() < 100 {
        return;
    }
    ui.horizontal(|ui| {
        let text = format!("Reading {} of {}", progress.done(), progress.total());
        ui.label(secondary(scene.colours, text));
        if link(ui, scene.colours, "Stop").clicked() {
            out.practice(PracticeAction::StopIndexing);
        }
    });
    ui.request_repaint_after(std::time::Duration::from_millis(200));
}

/// What to do where the list is empty.
pub(super) fn nothing_ui(ui: &mut Ui, scene: Scene<'_>, open: &OpenPractice, out: &mut Outbox) {
    ui.add_space(12.0);
    if open.query.trim().is_empty() {
        wrapped(ui, bold("No clients yet"));
        wrapped(ui, secondary(scene.colours, "A name is enough to begin."));
        if open.new_name.is_none() && ui.button("Add the first client").clicked() {
            out.send(Action::Window(WindowAction::FocusNewClient));
        }
        if link(ui, scene.colours, "Add clients from a list…").clicked() {
            out.send(Command::ImportClients.action(scene.state));
        }
    } else {
        wrapped(ui, bold("No match"));
        let text = "Try part of a name, a code, or a word from the notes.";
        wrapped(ui, secondary(scene.colours, text));
        if link(ui, scene.colours, "Show all clients").clicked() {
            out.practice(PracticeAction::Search(String::new()));
        }
    }
}
