//! Words to hand over instead of a session: for the client, and for the client's doctor. Drafted,
//! and anybody's own where that is wanted.

use eframe::egui::{self, Button, Id, Layout, ScrollArea, TextEdit, Ui, vec2};

use crate::app::action::{Action, Outbox};
use crate::app::print::PrintAction;
use crate::export::Document;
use crate::model::{Addressee, Referral};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, link, note_lines, wrapped};

/// The least height of their words: four lines.
const LEAST: f32 = 66.0;
/// Between the two.
const BETWEEN: f32 = 28.0;

/// Both beside each other, their words at most this high, and a few lines in any case: longer ones
/// scroll.
pub(super) fn side_by_side_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    referral: &Referral,
    most: f32,
    out: &mut Outbox,
) {
    let most = most.max(LEAST);
    ui.spacing_mut().item_spacing.x = BETWEEN;
    ui.columns(2, |columns| {
        for (ui, addressee) in columns.iter_mut().zip(Addressee::ALL) {
            ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
            ui.horizontal(|ui| {
                ui.label(bold(addressee.heading()));
                tools_ui(ui, scene, addressee, referral, out);
            });
            // Columns set their texts out to both edges.
            let layout = Layout::top_down(egui::Align::Min);
            let salt = ("words", addressee.heading(), scene.state.visit.generation);
            ui.with_layout(layout, |ui| {
                let area = ScrollArea::vertical().id_salt(salt).max_height(most);
                let area = area.min_scrolled_height(most).auto_shrink([false, true]);
                area.show(ui, |ui| words_ui(ui, scene, addressee, referral, out));
            });
        }
    });
}

/// One of them, and the other a press away.
pub(super) fn tabs_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    let id = Id::unique(("words that show", scene.state.visit.generation));
    let mut is_doctor = ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
    ui.horizontal_wrapped(|ui| {
        for addressee in Addressee::ALL {
            let on = is_doctor == (addressee == Addressee::Doctor);
            if ui.add(Button::selectable(on, addressee.heading())).clicked() {
                is_doctor = addressee == Addressee::Doctor;
            }
        }
    });
    ui.data_mut(|data| data.insert_temp(id, is_doctor));
    let addressee = if is_doctor { Addressee::Doctor } else { Addressee::Client };
    ui.horizontal(|ui| tools_ui(ui, scene, addressee, referral, out));
    words_ui(ui, scene, addressee, referral, out);
}

fn editing_id(scene: Scene<'_>, addressee: Addressee) -> Id {
    Id::unique(("words are being edited", addressee.heading(), scene.state.visit.generation))
}

fn is_edited(ui: &Ui, scene: Scene<'_>, addressee: Addressee) -> bool {
    ui.data(|data| data.get_temp(editing_id(scene, addressee)).unwrap_or_default())
}

/// What can be done with the words of one of them.
fn tools_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    addressee: Addressee,
    referral: &Referral,
    out: &mut Outbox,
) {
    let heading = addressee.heading();
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let (document, page) = match addressee {
            Addressee::Client => (Document::Plan, "The page with both texts"),
            Addressee::Doctor => (Document::Referral, "The referral, with room for the answer"),
        };
        let print = ui.button((icons::text(icons::PRINT, 13.0), "Print"));
        if print.on_hover_text(page).accessible_name(format!("Print: {heading}")).clicked() {
            out.send(PrintAction::ShowOnly(document).into());
        }
        let copy = ui.button((icons::text(icons::COPY, 13.0), "Copy"));
        if copy.accessible_name(format!("Copy: {heading}")).clicked() {
            out.send(Action::Copy(referral.words(addressee).to_owned()));
        }
        let is_edited = is_edited(ui, scene, addressee);
        let word = if is_edited { "Done" } else { "Edit text" };
        let edit = link(ui, scene.colours, word);
        if edit.accessible_name(format!("{word}: {heading}")).clicked() {
            let id = editing_id(scene, addressee);
            ui.data_mut(|data| data.insert_temp(id, !is_edited));
        }
        // Own words go where the drafted ones come back.
        let is_own = scene
            .state
            .visit
            .work()
            .own_words
            .of(addressee)
            .is_some_and(|own| own.text == referral.words(addressee));
        if is_own {
            let back = link(ui, scene.colours, "Drafted text");
            let back = back.on_hover_text("Brings the drafted words back");
            if back.accessible_name(format!("Drafted text: {heading}")).clicked() {
                out.send(Action::Reword(addressee, String::new()));
            }
        }
    });
}

fn words_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    addressee: Addressee,
    referral: &Referral,
    out: &mut Outbox,
) {
    let words = referral.words(addressee);
    if !is_edited(ui, scene, addressee) {
        wrapped(ui, words);
        return;
    }
    let mut text = words.to_owned();
    let edit = TextEdit::multiline(&mut text)
        .id_salt(("words to hand over", addressee.heading(), scene.state.visit.generation))
        .desired_rows(5)
        .desired_width(f32::INFINITY);
    let field = ui.add(edit).accessible_name(addressee.heading());
    note_lines(&field);
    if field.changed() {
        out.send(Action::Reword(addressee, text));
    }
}
