//! The session note as it is written so far: words that were written from what was pressed stand plain,
//! typed ones on a ground and underlined. Each part can be put into somebody's own words.

use eframe::egui::{
    Align, Frame, Label, Layout, Margin, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder,
    text::{LayoutJob, TextFormat},
    vec2,
};

use super::parts::area;
use crate::app::action::Outbox;
use crate::app::clock;
use crate::app::closing::{Closing, ClosingAction, ClosingChange, ClosingText};
use crate::export::note::{NoteLine, NoteSection, SessionNote};
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours};
use crate::ui::widget::{bold, heading, link, secondary};

/// What a letter takes.
const LETTER: f32 = 32.0;
/// What the name of a line takes.
const LABEL: f32 = 86.0;
/// Height of who signs.
const FOOT: f32 = 52.0;

pub fn note_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, rect: Rect, out: &mut Outbox) {
    let colours = scene.colours;
    let painter = ui.painter();
    painter.rect_filled(rect, 0.0, colours.panel);
    painter.vline(rect.left(), rect.y_range(), Stroke::new(1.0, colours.line));
    let inside = rect.shrink2(vec2(18.0, 0.0));
    let foot = inside.with_min_y(rect.bottom() - FOOT);
    let above = Rect::from_x_y_ranges(rect.left() + 1.0..=rect.right(), rect.top()..=foot.top());
    ui.scope_builder(UiBuilder::new().id_salt("note").max_rect(above), |ui| {
        ui.shrink_clip_rect(above);
        let scroll = ScrollArea::vertical().id_salt(("note", closing.of.key.plan));
        scroll.auto_shrink(false).show(ui, |ui| {
            let margin = Margin { left: 17, right: 10, top: 12, bottom: 8 };
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                head_ui(ui, scene, closing, out);
                if let Some(note) = &closing.note {
                    parts_ui(ui, scene, closing, note, out);
                }
            });
        });
    });
    ui.painter().hline(inside.x_range(), foot.top(), Stroke::new(1.0, colours.line));
    ui.scope_builder(UiBuilder::new().id_salt("signs").max_rect(foot), |ui| {
        foot_ui(ui, scene, closing, out);
    });
}

fn head_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, out: &mut Outbox) {
    let colours = scene.colours;
    let size = vec2(ui.available_width(), 20.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        let title = RichText::new("Session note").font(theme::semibold(theme::TITLE));
        heading(ui, title.color(colours.ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let copy = link(ui, colours, "Copy").on_hover_text("The note on the clipboard");
            if copy.accessible_name("Copy the note").clicked() && closing.note.is_some() {
                out.send(ClosingAction::Copy.into());
            }
        });
    });
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(secondary(colours, "Plain: written from what you pressed"));
        ui.add_space(8.0);
        icons::sign(ui, icons::WRITE, 12.0, colours.accent);
        let mut job = LayoutJob::default();
        job.append("typed by you", 0.0, typed(colours, theme::SMALL));
        ui.label(job);
    });
    ui.add_space(4.0);
}

fn typed(colours: &Colours, size: f32) -> TextFormat {
    TextFormat {
        background: colours.accent_ground,
        underline: Stroke::new(1.5, colours.accent),
        ..TextFormat::simple(theme::regular(size), colours.ink)
    }
}

fn parts_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    closing: &Closing,
    note: &SessionNote,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    for part in &note.now.parts {
        let top = ui.cursor().top();
        ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, colours.line));
        ui.add_space(9.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let letter = vec2(LETTER, 18.0);
            ui.allocate_ui_with_layout(letter, Layout::left_to_right(Align::Min), |ui| {
                ui.set_min_size(letter);
                let text = RichText::new(part.letter).font(theme::semibold(theme::TITLE));
                let shown = ui.label(text.color(colours.accent));
                crate::ui::widget::call_heading(&shown, part.part.label());
            });
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 4.0;
                if closing.sight.edits {
                    edit_ui(ui, scene, closing, part, out);
                } else {
                    part.lines.iter().for_each(|line| line_ui(ui, colours, line));
                }
            });
        });
        ui.add_space(9.0);
    }
}

/// A part as it is read.
fn line_ui(ui: &mut Ui, colours: &Colours, line: &NoteLine) {
    let mut job = LayoutJob::default();
    for (at, run) in line.runs.iter().enumerate() {
        let plain = TextFormat::simple(theme::regular(theme::BODY), colours.ink);
        if at > 0 {
            job.append(" ", 0.0, plain.clone());
        }
        let format = if run.typed { typed(colours, theme::BODY) } else { plain };
        job.append(&run.text, 0.0, format);
    }
    for section in &mut job.sections {
        section.format.line_height = Some(18.0);
    }
    if line.label.is_empty() {
        ui.add(Label::new(job).wrap());
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let size = vec2(LABEL, 18.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            ui.set_width(LABEL - 6.0);
            ui.add(Label::new(secondary(colours, line.label)).wrap());
        });
        ui.add_space((LABEL - (ui.cursor().left() - ui.min_rect().left())).max(0.0));
        ui.add(Label::new(job).wrap());
    });
}

/// A part as it is edited.
fn edit_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    closing: &Closing,
    section: &NoteSection,
    out: &mut Outbox,
) {
    let part = section.part;
    let text = ClosingText::Own(part);
    area(ui, scene, closing, (text, &section.plain()), part.label(), out);
    let is_own = closing.entered.own_note.of(part).is_some();
    let words = if is_own { "Back to the written words" } else { "" };
    // The room of the way back is kept, so that typing moves nothing.
    let size = vec2(ui.available_width(), 18.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        if is_own {
            let back = link(ui, scene.colours, words);
            let name = format!("{words}: {}", part.label());
            if back.accessible_name(name).clicked() {
                out.send(ClosingAction::Enter(ClosingChange::Written(part)).into());
            }
        }
    });
}

/// Who signs, and when.
fn foot_ui(ui: &mut Ui, scene: Scene<'_>, closing: &Closing, out: &mut Outbox) {
    let colours = scene.colours;
    ui.add_space(8.0);
    let size = vec2(ui.available_width(), FOOT - 16.0);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let open = scene.state.practice.open();
            let who = open.map(|open| open.settings.therapist.trim()).unwrap_or_default();
            let who = if who.is_empty() { "No therapist named" } else { who };
            ui.label(bold(who));
            let button = closing.button();
            let now = clock::day_and_time(clock::moment());
            ui.label(secondary(colours, format!("signs with {button} · {now}")));
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let edits = closing.sight.edits;
            let word = if edits { "Done editing" } else { "Edit note" };
            if link(ui, colours, word).clicked() {
                out.send(ClosingAction::EditNote(!edits).into());
            }
        });
    });
}
