//! What has to be seen before anything is done with a client: the important note and allergies,
//! above intake and plan, never scrolled away.

use eframe::egui::{self, Frame, Label, Margin, RichText, Ui};

use crate::model::{Client, Severity};
use crate::ui::action::{Outbox, PracticeAction};
use crate::ui::app::Cx;
use crate::ui::forms::FormKind;
use crate::ui::practice::OpenPractice;
use crate::ui::widget::{bold, link};
use crate::ui::{icons, theme};

/// The strip, where there is something to see.
pub fn important_ui(ui: &mut Ui, cx: Cx<'_>, out: &mut Outbox) {
    let Some(client) = cx.state.practice.open().and_then(chosen) else { return };
    let parts = [("Important", &client.important), ("Allergies", &client.allergies)];
    let mut parts = parts.into_iter().filter_map(|(word, text)| Some((word, text.as_deref()?)));
    let Some(first) = parts.next() else { return };
    let palette = cx.palette;
    let frame = Frame::NONE.fill(palette.care_ground).inner_margin(Margin::symmetric(14, 7));
    egui::Panel::top("important").frame(frame).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            let icon = icons::severity(Severity::Warn);
            ui.label(icons::text(icon, 15.0).color(palette.care));
            let size = egui::vec2((ui.available_width() - 60.0).max(0.0), 0.0);
            ui.allocate_ui(size, |ui| {
                ui.vertical(|ui| {
                    ui.set_width(size.x);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    for (word, text) in std::iter::once(first).chain(parts) {
                        ui.horizontal_top(|ui| {
                            ui.label(bold(word).color(palette.care));
                            let text = RichText::new(text).font(theme::regular(theme::BODY));
                            // The whole of a long one shows at the pointer.
                            ui.add(Label::new(text.color(palette.ink)).truncate());
                        });
                    }
                });
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                let edit = link(ui, palette, "Edit").accessible_name("Edit the client's details");
                if edit.clicked() {
                    out.practice(PracticeAction::Ask(FormKind::Client));
                }
            });
        });
    });
}

/// The client who is chosen, in the version saved last.
fn chosen(open: &OpenPractice) -> Option<&Client> {
    let folder = open.folder.as_ref()?;
    folder.client.current()?.content.record()
}
