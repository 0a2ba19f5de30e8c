//! Dialogs of several fields. A view changes a copy of the form and hands it over as a whole; what
//! stands in the way is said above the buttons.

mod backup;
mod client;
mod practice;
mod settings;

use eframe::egui::{self, Key, RichText, TextEdit, Ui};
use zeroize::Zeroizing;

use super::buttons;
use crate::ui::action::{Action, Outbox, PracticeAction, Secret};
use crate::ui::app::Cx;
use crate::ui::forms::{Form, NewPassphrase, PathField};
use crate::ui::theme;
use crate::ui::widget::{secondary, wrapped};

/// The words of the buttons, and whether they are pressed.
struct Buttons {
    submit: &'static str,
    ready: bool,
    /// Whether what it does can't be undone.
    grave: bool,
}

impl Buttons {
    fn of(submit: &'static str) -> Self {
        Self { submit, ready: true, grave: false }
    }
}

/// The form in front.
pub fn form_ui(ui: &mut Ui, cx: Cx<'_>, form: &Form, trouble: Option<&str>, out: &mut Outbox) {
    let mut filled = form.clone();
    let buttons = match &mut filled {
        Form::NewPractice(form) => practice::new_practice_ui(ui, cx, form, out),
        Form::Sample { folder } => practice::sample_ui(ui, cx, folder, out),
        Form::Client(form) => client::client_ui(ui, cx, form),
        Form::Erase(form) => client::erase_ui(ui, cx, form),
        Form::Settings(form) => settings::settings_ui(ui, cx, form, out),
        Form::BackUp(form) => backup::back_up_ui(ui, cx, form, out),
        Form::Restore(form) => backup::restore_ui(ui, cx, form, out),
        Form::Passphrase(form) => practice::passphrase_ui(ui, cx, form),
    };
    if filled != *form {
        out.practice(PracticeAction::Fill(Box::new(filled)));
    }
    end_ui(ui, cx, &buttons, trouble, out);
}

fn end_ui(ui: &mut Ui, cx: Cx<'_>, these: &Buttons, trouble: Option<&str>, out: &mut Outbox) {
    if let Some(trouble) = trouble {
        ui.horizontal_top(|ui| {
            let icon = crate::ui::icons::severity(crate::model::Severity::Warn);
            ui.label(crate::ui::icons::text(icon, 14.0).color(cx.palette.stop));
            wrapped(ui, RichText::new(trouble).color(cx.palette.stop));
        });
    }
    // Enter in a field of one line means the button.
    let typing = ui.memory(|memory| memory.focused().is_some());
    let entered = ui.input(|input| input.key_pressed(Key::Enter)) && !typing && !these.grave;
    buttons(ui, |ui| {
        let fill = if these.grave { cx.palette.stop } else { cx.palette.accent };
        let text = RichText::new(these.submit).font(theme::semibold(theme::BODY));
        let button = egui::Button::new(text.color(cx.palette.on_accent)).fill(fill);
        let idle = cx.state.busy.is_none();
        let pressed = ui.add_enabled(these.ready && idle, button).clicked();
        if (pressed || entered) && these.ready && idle {
            out.practice(PracticeAction::Submit);
        }
        if ui.button("Cancel").clicked() {
            out.send(Action::CloseDialog);
        }
    });
}

/// A field of one line under its name.
fn line(ui: &mut Ui, cx: Cx<'_>, name: &str, text: &mut String, hint: &str) {
    field(ui, cx, name, text, hint, 1);
}

/// A field under its name.
fn field(ui: &mut Ui, cx: Cx<'_>, name: &str, text: &mut String, hint: &str, rows: usize) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(secondary(cx.palette, name));
        let edit = if rows == 1 {
            TextEdit::singleline(text)
        } else {
            TextEdit::multiline(text).desired_rows(rows)
        };
        // Dialogs come and go; what was typed into another one is none of this one's undo.
        let salt = (name, cx.state.generation, cx.state.dialogs.len());
        let edit = edit.id_salt(salt).desired_width(f32::INFINITY).char_limit(2000);
        let hint = RichText::new(hint).color(cx.palette.secondary);
        ui.add(edit.hint_text(hint).margin(egui::Margin::symmetric(8, 5))).accessible_name(name);
    });
}

/// Two fields side by side, where there is room for both.
fn pair(ui: &mut Ui, content: impl FnOnce(&mut [Ui])) {
    ui.columns(2, |columns| content(columns));
}

/// A path with a button for the system's dialog.
fn path(
    ui: &mut Ui,
    cx: Cx<'_>,
    name: &str,
    text: &mut String,
    which: PathField,
    out: &mut Outbox,
) {
    ui.label(secondary(cx.palette, name));
    ui.horizontal(|ui| {
        let salt = (name, cx.state.generation, cx.state.dialogs.len());
        let edit = TextEdit::singleline(text).id_salt(salt).margin(egui::Margin::symmetric(8, 5));
        let width = ui.available_width() - 86.0;
        ui.add(edit.desired_width(width)).accessible_name(name);
        let choose = ui.button("Choose…").accessible_name(format!("Choose: {name}"));
        if choose.clicked() {
            out.practice(PracticeAction::Browse(which));
        }
    });
}

/// Something that is wished or not.
fn tick(ui: &mut Ui, cx: Cx<'_>, on: &mut bool, text: &str) {
    ui.scope(|ui| {
        // The fill of the theme is that of scroll handles; an empty box is paper in an outline.
        let widgets = &mut ui.visuals_mut().widgets;
        for look in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            look.bg_fill = cx.palette.panel;
            look.bg_stroke = egui::Stroke::new(1.0, cx.palette.secondary);
            look.fg_stroke = egui::Stroke::new(2.0, cx.palette.accent);
        }
        let text = RichText::new(text).color(cx.palette.ink);
        ui.checkbox(on, text);
    });
}

/// A passphrase, typed twice.
fn twice(ui: &mut Ui, cx: Cx<'_>, form: &mut NewPassphrase) {
    pair(ui, |columns| {
        let [left, right] = columns else { return };
        secret(left, cx, "New passphrase", &mut form.first);
        secret(right, cx, "The same again", &mut form.again);
    });
}

fn secret(ui: &mut Ui, cx: Cx<'_>, name: &str, typed: &mut Secret) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        ui.label(secondary(cx.palette, name));
        let mut text = typed.0.to_string();
        let edit = TextEdit::singleline(&mut text)
            .id_salt((name, cx.state.dialogs.len()))
            .password(true)
            .margin(egui::Margin::symmetric(8, 5))
            .desired_width(f32::INFINITY);
        if ui.add(edit).accessible_name(name).changed() {
            *typed = Secret(Zeroizing::new(text));
        }
    });
}
