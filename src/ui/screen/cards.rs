//! The cards in which it is told what to do instead of a session: alone or as a pair, with a head, and
//! rows that end in something to do.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, CornerRadius, Frame, Label, Layout, Margin, Rect, Sense, Ui, UiBuilder, vec2,
};

use crate::app::action::Outbox;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, CARD_RADIUS, Colours};
use crate::ui::widget::{bold, heading, secondary, wrapped};

/// Room between cards, and inside them.
pub(super) const GAP: f32 = 8.0;
pub(super) const INSIDE: Margin = Margin::symmetric(16, 9);
/// Above and below the sheet.
const MARGINS: f32 = 20.0;

/// The head of a card.
pub(super) fn head(ui: &mut Ui, colours: &Colours, title: &str, about: &str) {
    ui.horizontal(|ui| {
        heading(ui, bold(title));
        if !about.is_empty() {
            ui.add(Label::new(secondary(colours, about)).truncate());
        }
    });
}

/// A thin line over the whole card.
pub(super) fn hairline(ui: &mut Ui, colours: &Colours) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, colours.line);
}

/// What a row says: in bold, and quietly.
pub(super) type Said<'a> = (&'a str, &'a str);

/// How a row says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// Each on lines of its own.
    Apart,
    /// Both in one paragraph, where there is much to say.
    Close,
}

/// A bold line with a quiet one, and what can be done about it at its end. Neither is ever cut.
pub(super) fn row(
    ui: &mut Ui,
    colours: &Colours,
    rows: Rows,
    (title, about): Said<'_>,
    end: &mut dyn FnMut(&mut Ui),
) {
    hairline(ui, colours);
    ui.horizontal(|ui| {
        if rows == Rows::Close {
            ui.spacing_mut().interact_size.y = CLOSE;
            ui.set_min_height(CLOSE);
        }
        let width = (ui.available_width() - END).max(80.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 0.0;
            match rows {
                Rows::Apart => {
                    wrapped(ui, bold(title));
                    if !about.is_empty() {
                        wrapped(ui, secondary(colours, about));
                    }
                }
                Rows::Close => wrapped(ui, paragraph(colours, (title, about))),
            }
        });
        ui.with_layout(Layout::right_to_left(egui::Align::Center), end);
    });
}

fn paragraph(colours: &Colours, (title, about): Said<'_>) -> LayoutJob {
    let mut job = LayoutJob::default();
    let format =
        |font, ink| TextFormat { valign: egui::Align::Center, ..TextFormat::simple(font, ink) };
    job.append(title, 0.0, format(theme::semibold(theme::BODY), colours.ink));
    if !about.is_empty() {
        // A space that it can be broken at.
        job.append(" ", 0.0, format(theme::regular(theme::BODY), colours.ink));
        job.append(about, 4.0, format(theme::regular(theme::SMALL), colours.secondary));
    }
    job
}

/// How high a line is where rows are close together.
const CLOSE: f32 = 18.0;
/// The room at the end of a row.
const END: f32 = 56.0;

/// A card over the whole width.
pub(super) fn plain_card(ui: &mut Ui, scene: Scene<'_>, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::NONE
        .fill(scene.colours.panel)
        .stroke((1.0, scene.colours.line))
        .corner_radius(CARD_RADIUS)
        // The outline is a part of the frame, and stands inside the other cards.
        .inner_margin(Margin::symmetric(15, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 5.0;
        content(ui);
    });
}

/// What is left of the height of the sheet, below what stands on it already.
pub(super) fn rest_of(ui: &Ui) -> f32 {
    let used = ui.cursor().top() - ui.max_rect().top();
    (ui.clip_rect().height() - MARGINS - used).max(0.0)
}

/// Two cards side by side, equally high: the share of the left one, and the least height. The right
/// one is told the height that the left one has inside. Gives the height that the left one needs.
pub(super) fn pair(
    ui: &mut Ui,
    colours: &Colours,
    (share, least): (f32, f32),
    left: impl FnOnce(&mut Ui, &mut Outbox, f32),
    right: impl FnOnce(&mut Ui, &mut Outbox, f32),
    out: &mut Outbox,
) -> f32 {
    let room = ui.available_rect_before_wrap();
    let edge = room.left() + ((room.width() - GAP) * share).round();
    let grounds = [(); 2].map(|()| ui.painter().add(egui::Shape::Noop));
    let mut inside = |rect: Rect, name: &str, content: &mut dyn FnMut(&mut Ui)| {
        let builder = UiBuilder::new().id_salt(name).max_rect(rect - INSIDE);
        let mut part = ui.new_child(builder.layout(Layout::top_down(egui::Align::Min)));
        part.spacing_mut().item_spacing.y = 5.0;
        content(&mut part);
        part.min_rect().height()
    };
    let mut left = Some(left);
    let first = inside(room.with_max_x(edge), "left card", &mut |ui| {
        if let Some(left) = left.take() {
            left(ui, out, 0.0);
        }
    });
    let wanted = first.max(least - INSIDE.sum().y);
    let mut right = Some(right);
    let second = inside(room.with_min_x(edge + GAP), "right card", &mut |ui| {
        if let Some(right) = right.take() {
            right(ui, out, wanted);
        }
    });
    let height = wanted.max(second) + INSIDE.sum().y;
    let whole = Rect::from_min_size(room.min, vec2(room.width(), height));
    for (ground, rect) in
        grounds.into_iter().zip([whole.with_max_x(edge), whole.with_min_x(edge + GAP)])
    {
        let radius = CornerRadius::same(CARD_RADIUS);
        let drawn = egui::epaint::RectShape::new(
            rect,
            radius,
            colours.panel,
            (1.0, colours.line),
            egui::StrokeKind::Inside,
        );
        ui.painter().set(ground, drawn);
    }
    ui.advance_cursor_after_rect(whole);
    first + INSIDE.sum().y
}
