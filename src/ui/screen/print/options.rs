//! What is chosen of the pages, and what is done with them.

use eframe::egui::{
    self, Align, Align2, Button, CornerRadius, CursorIcon, Frame, Layout, Margin, Popup, Rect,
    RectAlign, Response, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::app::action::Outbox;
use crate::app::files::shown_path;
use crate::app::print::{Offer, Outcome, Print, PrintAction};
use crate::export::{Detail, Document, Ink};
use crate::model::Paper;
use crate::text::{capital, counted};
use crate::ui::scene::Scene;
use crate::ui::widget::{bold, heading, link, secondary};
use crate::ui::{icons, theme};

/// Windows lower than this say of a document only what it is called.
const LOW: f32 = 600.0;

/// What is chosen, from the top; what is done, at the end.
pub fn options_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, is_new: bool, out: &mut Outbox) {
    let whole = ui.max_rect();
    let colours = scene.colours;
    ui.painter().rect_filled(whole, 0.0, colours.panel);
    ui.painter().vline(whole.left(), whole.y_range(), Stroke::new(1.0, colours.line));
    let inside = whole.shrink2(vec2(18.0, 0.0));
    let low = is_low(ui);
    // The buttons at the end, with what is said under them.
    let split = (whole.bottom() - if low { 112.0 } else { 150.0 }).max(whole.top());
    let above = UiBuilder::new()
        .id_salt("chosen")
        .max_rect(Rect::from_x_y_ranges(whole.left() + 1.0..=whole.right(), whole.top()..=split));
    ui.scope_builder(above, |ui| {
        ScrollArea::vertical().id_salt("print options").auto_shrink(false).show(ui, |ui| {
            let margin = Margin::symmetric(17, if low { 6 } else { 12 });
            Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, if low { 1.0 } else { 4.0 });
                chosen_ui(ui, scene, print, out);
            });
        });
    });
    let end = Rect::from_x_y_ranges(inside.x_range(), split + 6.0..=whole.bottom() - 8.0);
    ui.scope_builder(UiBuilder::new().id_salt("done").max_rect(end), |ui| {
        done_ui(ui, scene, print, is_new, out);
    });
}

fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < LOW
}

fn chosen_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, out: &mut Outbox) {
    let colours = scene.colours;
    heading(ui, RichText::new("Documents").font(theme::semibold(theme::TITLE)));
    for offer in print.offers() {
        if document_ui(ui, scene, &offer).clicked() {
            out.send(PrintAction::Tick(offer.document).into());
        }
    }
    let gap = if is_low(ui) { 4.0 } else { 10.0 };
    ui.add_space(gap);
    let choices = &print.choices;
    // It holds for the session plan alone.
    let is_plan = choices.documents.contains(&Document::Plan) && !print.subject.is_withheld();
    ui.label(bold("Detail"));
    ui.add_enabled_ui(is_plan, |ui| {
        let options = [(Detail::Brief, "One page"), (Detail::Full, "With instructions")];
        if let Some(detail) = segments(ui, scene, "Detail", &options, choices.detail) {
            out.send(PrintAction::Detail(detail).into());
        }
    });
    if !is_low(ui) {
        let said = detail_said(print).filter(|_| is_plan).unwrap_or_default();
        ui.label(secondary(colours, said));
    }
    ui.add_space(gap);
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        left.label(bold("Paper"));
        let options = [(Paper::A4, "A4"), (Paper::Letter, "Letter")];
        if let Some(paper) = segments(left, scene, "Paper", &options, choices.look.paper) {
            out.send(PrintAction::Paper(paper).into());
        }
        right.label(bold("Ink"));
        let options = [(Ink::Colour, "Colour"), (Ink::Black, "Black")];
        if let Some(ink) = segments(right, scene, "Ink", &options, choices.look.ink) {
            out.send(PrintAction::Ink(ink).into());
        }
    });
    ui.add_space(gap);
    ui.label(bold("Client shown as"));
    let options = [(false, "Name"), (true, "Code only")];
    let chosen = choices.look.code_only;
    if let Some(code) = segments(ui, scene, "Client shown as", &options, chosen) {
        out.send(PrintAction::CodeOnly(code).into());
    }
}

/// "Cues on one page; in full it is 4 pages".
fn detail_said(print: &Print) -> Option<String> {
    let (other, count) = print.other_detail()?;
    let pages = counted(count, "page");
    Some(match other {
        Detail::Full => format!("Cues alone; in full it is {pages}"),
        Detail::Brief => format!("In full; cues alone are {pages}"),
    })
}

/// A document with a box to tick.
fn document_ui(ui: &mut Ui, scene: Scene<'_>, offer: &Offer) -> Response {
    let colours = scene.colours;
    let low = is_low(ui);
    let size = vec2(ui.available_width(), if low { 28.0 } else { 46.0 });
    let sense = if offer.fits { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let name = offer.label;
    response.widget_info(|| {
        WidgetInfo::selected(Role::CheckBox, offer.fits && ui.is_enabled(), offer.ticked, name)
    });
    let pages = offer.pages.filter(|_| offer.fits).map(|count| counted(count, "page"));
    let about = [Some(offer.about.to_owned()), pages.clone()];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(", ");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(about));
    let ground = rect.expand2(vec2(10.0, 0.0));
    if offer.ticked {
        ui.painter().rect_filled(ground, f32::from(theme::CARD_RADIUS), colours.accent_ground);
    }
    let lit = response.hovered() && offer.fits;
    let box_rect =
        Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), vec2(16.0, 16.0));
    let radius = CornerRadius::same(4);
    if offer.ticked {
        ui.painter().rect_filled(box_rect, radius, colours.accent);
        icons::paint(ui.painter(), icons::CHOSEN, 14.0, box_rect.center(), colours.on_accent);
    } else {
        let line = if lit { colours.accent } else { colours.control_line };
        let stroke = Stroke::new(1.3, line);
        ui.painter().rect(box_rect, radius, colours.panel, stroke, StrokeKind::Inside);
    }
    let ink = if offer.fits { colours.ink } else { colours.secondary };
    let left = rect.left() + 26.0;
    let (bold, plain) = (theme::semibold(theme::BODY), theme::regular(theme::SMALL));
    let painter = ui.painter();
    if low {
        let middle = pos2(left, rect.center().y);
        let label = painter.text(middle, Align2::LEFT_CENTER, offer.label, bold, ink);
        if !offer.fits {
            let beside = pos2(label.right() + 8.0, rect.center().y);
            painter.text(
                beside,
                Align2::LEFT_CENTER,
                offer.about,
                plain.clone(),
                colours.secondary,
            );
        }
    } else {
        let above = pos2(left, rect.center().y - 9.0);
        painter.text(above, Align2::LEFT_CENTER, offer.label, bold, ink);
        let below = pos2(left, rect.center().y + 9.0);
        painter.text(below, Align2::LEFT_CENTER, offer.about, plain.clone(), colours.secondary);
    }
    if let Some(pages) = pages {
        let right = pos2(rect.right(), rect.center().y);
        painter.text(right, Align2::RIGHT_CENTER, pages, plain, colours.secondary);
    }
    if offer.fits { response.on_hover_cursor(CursorIcon::PointingHand) } else { response }
}

/// One of several, side by side over all the room. Gives the one that was pressed.
fn segments<T: Copy + PartialEq>(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &str,
    options: &[(T, &str)],
    chosen: T,
) -> Option<T> {
    let colours = scene.colours;
    let height = if is_low(ui) { 26.0 } else { 30.0 };
    let (whole, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    #[expect(clippy::cast_precision_loss, reason = "two or three")]
    let width = whole.width() / options.len().max(1) as f32;
    let radius = CornerRadius::same(theme::CONTROL_RADIUS);
    let painter = ui.painter().clone();
    let enabled = ui.is_enabled();
    let line = Stroke::new(1.0, if enabled { colours.control_line } else { colours.line });
    painter.rect(whole, radius, colours.panel, line, StrokeKind::Inside);
    let mut pressed = None;
    let mut left = whole.left();
    for (value, label) in options {
        let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(width, height));
        let id = ui.scope_id().with((group, label));
        let response = ui.interact(rect, id, Sense::click());
        let on = *value == chosen;
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, enabled, on, format!("{group}: {label}"))
        });
        let lit = response.hovered() && !on;
        if on || lit {
            let ground = if on { colours.accent_ground } else { colours.window };
            painter.rect_filled(rect.shrink(1.0), radius, ground);
        }
        let font = if on { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
        let ink = match (enabled, on) {
            (false, _) => colours.secondary,
            (true, true) => colours.accent,
            (true, false) => colours.ink,
        };
        let shift = if on { vec2(8.0, 0.0) } else { egui::Vec2::ZERO };
        let text = painter.text(rect.center() + shift, Align2::CENTER_CENTER, label, font, ink);
        if on {
            let mark = pos2(text.left() - 9.0, rect.center().y);
            icons::paint(&painter, icons::CHOSEN, 14.0, mark, ink);
        }
        if left > whole.left() {
            painter.vline(left, whole.shrink(1.0).y_range(), line);
        }
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !on {
            pressed = Some(*value);
        }
        left += width;
    }
    pressed
}

fn done_ui(ui: &mut Ui, scene: Scene<'_>, print: &Print, is_new: bool, out: &mut Outbox) {
    let colours = scene.colours;
    let low = is_low(ui);
    ui.spacing_mut().item_spacing = vec2(8.0, if low { 5.0 } else { 8.0 });
    let can = !print.choices.documents.is_empty() && print.trouble.is_none();
    let text = match print.pages.len() {
        count if print.is_current() && count > 0 => format!("Print {}", counted(count, "page")),
        _ => "Print".to_owned(),
    };
    let ink = if can { colours.on_accent } else { colours.secondary };
    let words = RichText::new(&text).font(theme::semibold(theme::BODY + 1.0)).color(ink);
    let icon = icons::text(icons::PRINT, 17.0).color(ink);
    let size = vec2(ui.available_width(), if low { 34.0 } else { 40.0 });
    let mut button = Button::new((icon, words));
    if can {
        button = button.fill(colours.accent).stroke((1.0, colours.accent));
    }
    let button = ui.add_enabled_ui(can, |ui| ui.add_sized(size, button)).inner;
    let button = button.accessible_name(&text);
    if is_new && can {
        // Enter prints what is ticked, as in every window of this kind.
        button.request_focus();
    }
    ring(ui, scene, &button);
    let tip = "Opens the pages in your PDF viewer, to print them there";
    if button.on_hover_text(tip).clicked() {
        out.send(PrintAction::Print.into());
    }
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        let size = vec2(left.available_width(), if low { 28.0 } else { 34.0 });
        let save = Button::new((icons::text(icons::SAVE_FILE, 16.0), "Save as…"));
        let save = left.add_enabled_ui(can, |ui| ui.add_sized(size, save)).inner;
        let save = save.accessible_name("Save as…");
        formats_ui(&save, print, out);
        let copy = Button::new((icons::text(icons::COPY, 15.0), "Copy as text"));
        let copy = right.add_enabled_ui(can, |ui| ui.add_sized(size, copy)).inner;
        let copy = copy.accessible_name("Copy as text");
        if copy.clicked() {
            out.send(PrintAction::Copy.into());
        }
    });
    match &print.outcome {
        Some(outcome) => outcome_ui(ui, scene, outcome, out),
        None if print.subject.is_sealed => {
            ui.label(secondary(colours, "A saved file is no longer locked by Ischia"));
        }
        None => {}
    }
}

/// The formats in which what is ticked can be written.
fn formats_ui(save: &Response, print: &Print, out: &mut Outbox) {
    Popup::menu(save).align(RectAlign::TOP_START).show(|ui| {
        ui.spacing_mut().button_padding = vec2(10.0, 5.0);
        for (format, is_part) in print.formats() {
            let text = if is_part {
                format!("{} (session plan alone)", format.label())
            } else {
                format.label().to_owned()
            };
            let button = Button::new(text).wrap_mode(egui::TextWrapMode::Extend);
            let tip = format!("The name ends in .{}", format.extension());
            if ui.add(button).on_hover_text(tip).clicked() {
                out.send(PrintAction::Save(format).into());
            }
        }
    });
}

/// What was written, and what can be done with it.
fn outcome_ui(ui: &mut Ui, scene: Scene<'_>, outcome: &Outcome, out: &mut Outbox) {
    let colours = scene.colours;
    ui.spacing_mut().item_spacing.y = 2.0;
    let row = vec2(ui.available_width(), 18.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        if let Some(folder) = &outcome.folder
            && link(ui, colours, "Show in folder").clicked()
        {
            out.send(PrintAction::Open(folder.clone()).into());
        }
        if let Some(file) = &outcome.file
            && link(ui, colours, "Open").clicked()
        {
            out.send(PrintAction::Open(file.clone()).into());
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = egui::Label::new(secondary(colours, &outcome.text)).truncate();
            let label = ui.add(text);
            if let Some(file) = &outcome.file {
                label.on_hover_text(shown_path(file).0);
            }
        });
    });
    if let Some(remark) = outcome.remark {
        let text = RichText::new(capital(remark)).font(theme::regular(theme::SMALL));
        ui.add(egui::Label::new(text.color(colours.care)).wrap());
    }
}

fn ring(ui: &Ui, scene: Scene<'_>, response: &Response) {
    if response.has_focus() {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        let stroke = Stroke::new(2.0, scene.colours.ink);
        ui.painter().rect_stroke(response.rect, radius, stroke, StrokeKind::Outside);
    }
}
