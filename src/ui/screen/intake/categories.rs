//! The categories, a card each, with what tells them apart.

use std::sync::Arc;

use eframe::egui::{
    self, CornerRadius, Galley, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, text::LayoutJob,
    text::TextFormat, vec2,
};

use super::grid::{beside_title, head};
use crate::app::action::{Change, Outbox};
use crate::app::draft::Field;
use crate::knowledge::schema::{Asked, Protocol};
use crate::ui::scene::Scene;
use crate::ui::theme;
use crate::ui::widget::{
    AskedName, CATEGORY_SIGN, asked_name, bold, category_keys, category_sign, is_low, mark,
    text_width,
};

/// Between two cards.
const CARDS: f32 = 8.0;
/// Beside the words of a card.
const CARD_SIDE: f32 = 10.0;

/// The four categories.
pub fn categories_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let low = is_low(ui);
    let draft = &scene.state.visit.work().intake;
    let protocols = &scene.knowledge.tables().protocols;
    let room = ui.available_width();
    let most = if room < 480.0 { 2 } else { 4 };
    let count = most.min(protocols.len()).max(1);
    #[expect(clippy::cast_precision_loss, reason = "at most four cards in a row")]
    let width = (room - CARDS * (count as f32 - 1.0)) / count as f32;
    // A card whose name leaves room says by a sign why it is asked; else the name of the question does.
    let has_room = |protocol: &Protocol| {
        let name = text_width(ui, short_name(protocol), theme::semibold(theme::BODY));
        CARD_SIDE + name + CATEGORY_SIGN <= width
    };
    let signed = !low && protocols.iter().all(has_room);
    if !signed {
        let title = |ui: &mut Ui, out: &mut Outbox| {
            let name = scene.label(&Field::Category);
            let asked = AskedName { asked: &Asked::Category, name: &name };
            let shown = bold(name.as_str());
            asked_name(ui, scene, asked, shown, Sense::CLICK, out);
            let chosen = draft.category.as_ref().and_then(|id| scene.knowledge.protocol(id));
            if let Some(protocol) = chosen.filter(|_| low) {
                beside_title(ui, scene, first_words(protocol));
            }
        };
        head(ui, out, &scene.label(&Field::Category), &title, None);
    }
    mark(ui, scene, &Field::Category, |ui| {
        let cards: Vec<_> = protocols
            .iter()
            .map(|protocol| (protocol, category_words(ui, scene, protocol, width, low)))
            .collect();
        let tallest = cards.iter().map(|(_, words)| words.size().y);
        let height = tallest.fold(0.0, f32::max) + if low { 12.0 } else { 14.0 };
        for row in cards.chunks(most) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = CARDS;
                for (protocol, words) in row {
                    category(ui, scene, protocol, words, vec2(width, height), signed, out);
                }
            });
            ui.add_space(if protocols.len() > most { CARDS } else { 0.0 });
        }
    });
}

fn short_name(protocol: &Protocol) -> &str {
    protocol.short_name.as_ref().unwrap_or(&protocol.name)
}

/// The first sentence tells a category apart; the rest stands at the pointer.
fn first_words(protocol: &Protocol) -> &str {
    protocol.hint.split(". ").next().unwrap_or_default().trim_end_matches('.')
}

fn category_words(
    ui: &Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    width: f32,
    low: bool,
) -> Arc<Galley> {
    let colours = scene.colours;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width - 2.0 * CARD_SIDE;
    let name = TextFormat::simple(theme::semibold(theme::BODY), colours.ink);
    let hint = TextFormat::simple(theme::regular(theme::SMALL), colours.secondary);
    job.append(short_name(protocol), 0.0, name);
    if !low {
        job.append("\n", 0.0, hint.clone());
        job.append(first_words(protocol), 0.0, hint);
    }
    ui.painter().layout_job(job)
}

fn category(
    ui: &mut Ui,
    scene: Scene<'_>,
    protocol: &Protocol,
    words: &Arc<Galley>,
    size: egui::Vec2,
    signed: bool,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let draft = &scene.state.visit.work().intake;
    let on = draft.category.as_ref() == Some(&protocol.id);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| {
        let label = format!("Category: {}", protocol.name);
        WidgetInfo::selected(Role::Button, ui.is_enabled(), on, label)
    });
    let lit = response.hovered() || response.has_focus();
    let (fill, stroke) = match (on, lit) {
        (true, _) => (colours.accent_ground, Stroke::new(1.5, colours.accent)),
        (false, true) => (colours.window, Stroke::new(1.5, colours.accent)),
        (false, false) => (colours.panel, Stroke::new(1.0, colours.control_line)),
    };
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
    let first = scene.knowledge.tables().protocols.first().map(|first| &first.id);
    if first == Some(&protocol.id) && scene.is_jumped_to(&Field::Category) {
        response.request_focus();
    }
    let corner = egui::pos2(rect.left() + CARD_SIDE, rect.center().y - words.size().y / 2.0);
    ui.painter().with_clip_rect(rect).galley(corner, Arc::clone(words), colours.ink);
    category_keys(ui, scene, protocol, &response, out);
    if signed {
        category_sign(ui, scene, protocol, &response, out);
    }
    if response.on_hover_text(protocol.hint.as_str()).clicked() {
        out.change(Change::Category(protocol.id.clone()));
    }
}
