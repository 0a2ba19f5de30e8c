//! Dialogs of several fields. A view changes a copy of the form and hands it over as a whole; what
//! stands in the way is said above the buttons.

mod backup;
mod client;
mod client_list;
mod country;
mod files;
mod practice;
mod sealing;
mod settings;

use eframe::egui::{self, Id, Key, Response, RichText, TextEdit, Ui};

use super::buttons;
use crate::app::action::{Action, Outbox, PracticeAction, Secret};
use crate::app::forms::{Form, NewPassphrase, PathField};
use crate::app::length;
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{Count, outline_marks, secondary, secret_field, wrapped};

/// The words of the buttons, and whether they are pressed.
struct Buttons {
    submit: &'static str,
    /// What has to be filled in before; none where it can be pressed.
    waits: Option<&'static str>,
    /// Whether what it does can't be undone.
    grave: bool,
}

impl Buttons {
    fn of(submit: &'static str) -> Self {
        Self { submit, waits: None, grave: false }
    }

    /// The same, waiting for something as long as that is so.
    fn unless(mut self, missing: bool, what: &'static str) -> Self {
        if missing && self.waits.is_none() {
            self.waits = Some(what);
        }
        self
    }
}

/// The form in front.
pub fn form_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    form: &Form,
    trouble: Option<&str>,
    out: &mut Outbox,
) {
    welcome(ui, form);
    let mut filled = form.clone();
    let buttons = match &mut filled {
        Form::NewPractice(form) => practice::new_practice_ui(ui, scene, form, out),
        Form::Sample { folder } => practice::sample_ui(ui, scene, folder, out),
        Form::Client(form) => client::client_ui(ui, scene, form),
        Form::ClientList(form) => client_list::client_list_ui(ui, scene, form, out),
        Form::Erase(form) => client::erase_ui(ui, scene, form),
        Form::Files(form) => files::files_ui(ui, scene, form, out),
        Form::Settings(form) => settings::settings_ui(ui, scene, form, out),
        Form::BackUp(form) => backup::back_up_ui(ui, scene, form, out),
        Form::Restore(form) => backup::restore_ui(ui, scene, form, out),
        Form::Passphrase(form) => practice::passphrase_ui(ui, scene, form),
        Form::Unseal => sealing::unseal_ui(ui, scene),
        Form::Discard(form) => sealing::discard_ui(ui, scene, form),
    };
    if filled != *form {
        out.practice(PracticeAction::Fill(Box::new(filled)));
    }
    end_ui(ui, scene, &buttons, trouble, out);
}

/// A form that was just opened gives the focus to its first field.
fn welcome(ui: &Ui, form: &Form) {
    let seen = Id::unique("form that was drawn last");
    let now = (std::mem::discriminant(form), ui.ctx().cumulative_pass_nr());
    let before = ui.data(|data| data.get_temp::<(std::mem::Discriminant<Form>, u64)>(seen));
    let goes_on = before.is_some_and(|(kind, pass)| kind == now.0 && pass + 1 >= now.1);
    ui.data_mut(|data| {
        data.insert_temp(seen, now);
        if !goes_on {
            data.insert_temp(first_id(), true);
        }
    });
}

fn first_id() -> Id {
    Id::unique("first field of a form")
}

/// Gives the focus to a field, if it is the first of a form that was just opened.
fn first(ui: &Ui, field: &Response) {
    if ui.data_mut(|data| data.remove_temp::<bool>(first_id())).unwrap_or_default() {
        field.request_focus();
    }
}

fn end_ui(ui: &mut Ui, scene: Scene<'_>, these: &Buttons, trouble: Option<&str>, out: &mut Outbox) {
    if let Some(trouble) = trouble {
        ui.horizontal_top(|ui| {
            let icon = crate::ui::icons::severity(crate::model::Severity::Warn);
            ui.label(crate::ui::icons::text(icon, 14.0).color(scene.colours.stop));
            wrapped(ui, RichText::new(trouble).color(scene.colours.stop));
        });
    }
    // Enter in a field of one line means the button.
    let typing = ui.memory(|memory| memory.focused().is_some());
    let entered = ui.input(|input| input.key_pressed(Key::Enter)) && !typing && !these.grave;
    buttons(ui, |ui| {
        let fill = if these.grave { scene.colours.stop } else { scene.colours.accent };
        let text = RichText::new(these.submit).font(theme::semibold(theme::BODY));
        let button = egui::Button::new(text.color(scene.colours.on_accent)).fill(fill);
        let ready = these.waits.is_none() && scene.state.busy.is_none();
        let button = ui.add_enabled(ready, button);
        if (button.clicked() || entered) && ready {
            out.practice(PracticeAction::Submit);
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
        // In words beside the button: a tooltip is easily missed.
        if let Some(what) = these.waits {
            ui.add_space(4.0);
            ui.add(egui::Label::new(secondary(scene.colours, what)).truncate());
        }
    });
}

/// A field of one line under its name.
fn line(ui: &mut Ui, scene: Scene<'_>, name: &str, text: &mut String, hint: &str) {
    field(ui, scene, name, text, hint, 1);
}

/// A field under its name.
fn field(ui: &mut Ui, scene: Scene<'_>, name: &str, text: &mut String, hint: &str, rows: usize) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(secondary(scene.colours, name));
        let most = if rows == 1 { length::LINE } else { length::WORDS };
        let count = Count::of(ui, scene.colours, text, most);
        let edit = if rows == 1 {
            TextEdit::singleline(text)
        } else {
            TextEdit::multiline(text).desired_rows(rows)
        };
        // Dialogs come and go; what was typed into another one is none of this one's undo.
        let salt = (name, scene.state.visit.generation, scene.state.dialogs.len());
        let edit = edit.id_salt(salt).desired_width(f32::INFINITY);
        let hint = RichText::new(hint).color(scene.colours.secondary);
        let edit = edit.hint_text(hint).margin(egui::Margin::symmetric(8, 5));
        let field = ui.add(count.beside(edit)).accessible_name(name);
        count.show(ui, scene.colours, &field);
        first(ui, &field);
    });
}

/// Two fields side by side, where there is room for both.
fn pair(ui: &mut Ui, content: impl FnOnce(&mut [Ui])) {
    ui.columns(2, |columns| content(columns));
}

/// A path with a button for the system's dialog.
fn path(
    ui: &mut Ui,
    scene: Scene<'_>,
    name: &str,
    text: &mut String,
    which: PathField,
    out: &mut Outbox,
) {
    ui.label(secondary(scene.colours, name));
    ui.horizontal(|ui| {
        let salt = (name, scene.state.visit.generation, scene.state.dialogs.len());
        let edit = TextEdit::singleline(text).id_salt(salt).margin(egui::Margin::symmetric(8, 5));
        let width = (ui.available_width() - 86.0).max(0.0);
        let field = ui.add(edit.desired_width(width)).accessible_name(name);
        first(ui, &field);
        let choose = ui.button("Choose…").accessible_name(format!("Choose: {name}"));
        if choose.clicked() {
            out.practice(PracticeAction::Browse(which));
        }
    });
}

/// Something that is wished or not.
fn tick(ui: &mut Ui, scene: Scene<'_>, on: &mut bool, text: &str) {
    ui.scope(|ui| {
        outline_marks(ui, scene.colours);
        let text = RichText::new(text).color(scene.colours.ink);
        ui.checkbox(on, text);
    });
}

/// What a new passphrase waits for.
const TWICE: &str = "Type the new passphrase in both fields first";

/// A passphrase, typed twice.
fn twice(ui: &mut Ui, scene: Scene<'_>, form: &mut NewPassphrase) {
    pair(ui, |columns| {
        let [left, right] = columns else { return };
        secret(left, scene, "New passphrase", &mut form.first);
        secret(right, scene, "The same again", &mut form.again);
    });
}

fn secret(ui: &mut Ui, scene: Scene<'_>, name: &str, typed: &mut Secret) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(secondary(scene.colours, name));
        let salt = (name, scene.state.dialogs.len());
        let field = secret_field(ui, true, typed, |edit| {
            let edit = edit.id_salt(salt).margin(egui::Margin::symmetric(8, 5));
            edit.desired_width(f32::INFINITY)
        });
        first(ui, &field.accessible_name(name));
    });
}
