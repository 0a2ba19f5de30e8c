//! The screening questions that most clients answer with no: side by side as chips, by topic.

use eframe::egui::{
    Align, CornerRadius, Key, Label, Layout, Rect, Sense, Stroke, StrokeKind, Ui, vec2,
};

use super::all_no::{button_ui, foot_ui};
use super::grid::{CHIPS, beside_title, form_card, head, inside};
use super::landmark::{Landmark, landmark};
use super::questions::{about, group_name, keys, open, questions_of, rows};
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::Field;
use crate::knowledge::schema::{Group, ScreeningQuestion};
use crate::text::{capital, counted};
use crate::ui::icons::{self, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::Tint;
use crate::ui::widget::{
    bold, control_height, finding_chip, finding_chip_width, keep_question, secondary,
};

/// The column of the topics.
const TOPIC: f32 = 112.0;
/// From this width on the topics have a column of their own.
const WIDE: f32 = 460.0;
const ROW_MARGIN: f32 = 4.0;
/// How far the rings of the focus and of what is lit reach beyond a chip.
const RING: f32 = 3.0;

/// The groups: in a card each, or all of them in one card with one "All no" where a client comes back.
pub fn groups_ui(ui: &mut Ui, scene: Scene<'_>, groups: &[&Group], out: &mut Outbox) {
    if scene.state.visit.work().intake.carried.is_none() {
        for (at, group) in groups.iter().enumerate() {
            card_ui(ui, scene, &[group], (at == 0, at + 1 == groups.len()), out);
        }
    } else if !groups.is_empty() {
        card_ui(ui, scene, groups, (true, true), out);
    }
}

/// `first` and `last` of the cards: the one adds a clearance, the other says what the signs mean.
fn card_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    groups: &[&Group],
    (is_first, is_last): (bool, bool),
    out: &mut Outbox,
) {
    form_card(ui, scene, None, |ui| {
        let mut last = ui.min_rect();
        for (at, group) in groups.iter().enumerate() {
            if at > 0 {
                ui.add_space(4.0);
            }
            landmark(ui, &Landmark::Group(group.id.clone()), |ui| {
                let questions = questions_of(scene, group);
                let shows_legend = is_last && at + 1 == groups.len();
                header(ui, scene, group, &questions, shows_legend, out);
                last = if scene.state.full_questions {
                    rows(ui, scene, group, &questions, out)
                } else {
                    topics_ui(ui, scene, group, &questions, out)
                };
            });
        }
        let foot = |ui: &mut Ui, out: &mut Outbox| {
            if is_first {
                add_ui(ui, scene, out);
            } else {
                let text = "A wound, skin problem or injury: mark the place at the right";
                ui.add(Label::new(secondary(scene.colours, text)).truncate());
            }
        };
        let mut left = Outbox::default();
        foot_ui(ui, scene, |ui| foot(ui, &mut left), |ui| button_ui(ui, scene, groups, last, out));
        left.take().into_iter().for_each(|action| out.send(action));
    });
}

/// Adds a clearance, and what was carried along of the questions that are asked elsewhere.
fn add_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let words = bold("Add clearance").color(scene.colours.accent);
    let icon = icons::text(icons::ADD, 14.0).color(scene.colours.accent);
    let add = ui.add(eframe::egui::Button::new((icon, words)).frame(false));
    if add.accessible_name("Add clearance").clicked() {
        out.send(Action::AddClearance);
    }
    let records = scene.state.visit.work().intake.clearances.len();
    if records > 0 {
        ui.add_space(8.0);
        beside_title(ui, scene, &format!("{} below", counted(records, "record")));
    }
}

fn header(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    shows_legend: bool,
    out: &mut Outbox,
) {
    let open = open(scene, questions);
    let carried = scene.state.visit.work().intake.carried.as_ref();
    let title = |ui: &mut Ui, out: &mut Outbox| {
        group_name(ui, scene, group, out);
        let mut words = Vec::new();
        if open > 0 {
            words.push(format!("{open} open"));
        }
        if let Some(carried) = carried.filter(|_| group.still) {
            words.push(format!("no on {}", carried.from.short()));
        } else if group.needs_gate.is_some() {
            words.push("a yes waits for the doctor’s written word".to_owned());
        }
        beside_title(ui, scene, &words.join(" · "));
    };
    let legend = |ui: &mut Ui, _: &mut Outbox| legend_ui(ui, scene);
    head(ui, out, &group.name, &title, if shows_legend { Some((0.0, &legend)) } else { None });
}

/// What the signs of the chips mean.
fn legend_ui(ui: &mut Ui, scene: Scene<'_>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let colours = scene.colours;
    let signs: [(Icon, &str, _); 3] = [
        (icons::NO, "no", colours.secondary),
        (icons::YES, "yes", colours.care),
        (icons::OPEN_QUESTION, "open", colours.secondary),
    ];
    if ui.available_width() < 150.0 {
        return;
    }
    for (icon, words, ink) in signs {
        ui.label(secondary(colours, words));
        icons::sign(ui, icon, 13.0, ink);
        ui.add_space(6.0);
    }
}

/// The chips of each topic in a row of their own, which wraps; gives where the last row lies.
fn topics_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    out: &mut Outbox,
) -> Rect {
    let mut last = Rect::from_min_size(ui.cursor().min, vec2(0.0, 0.0));
    let has_topics = !group.topics.is_empty();
    for chips in questions.chunk_by(|one, next| one.topic == next.topic) {
        let topic = chips.first().and_then(|one| one.topic.as_deref()).unwrap_or("Other");
        let room = ui.available_width();
        let wide = room >= WIDE && has_topics;
        let indent = if wide { TOPIC + 8.0 } else { 0.0 };
        let corner = ui.cursor().min;
        ui.painter().hline(corner.x..=corner.x + room, corner.y, (1.0, scene.colours.line));
        ui.add_space(ROW_MARGIN);
        if wide {
            let size = vec2(TOPIC, control_height(ui));
            let place = Rect::from_min_size(ui.cursor().min, size);
            let mut name = inside(ui, place, Layout::left_to_right(Align::Center));
            beside_title(&mut name, scene, topic);
        } else if has_topics {
            beside_title(ui, scene, topic);
            // Free of the ring of what is lit.
            ui.add_space(RING);
        }
        last = chips_ui(ui, scene, chips, indent, out);
        ui.add_space(ROW_MARGIN);
    }
    last
}

/// Chips from left to right, each at a place that no answer moves; gives where the last one lies.
fn chips_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    questions: &[&ScreeningQuestion],
    indent: f32,
    out: &mut Outbox,
) -> Rect {
    let height = control_height(ui);
    let start = ui.cursor().min + vec2(indent, 0.0);
    let end = ui.max_rect().right();
    let mut at = start;
    let mut last = Rect::from_min_size(at, vec2(0.0, height));
    for finding in questions {
        let width = finding_chip_width(ui, &capital(&finding.label));
        if at.x + width > end && at.x > start.x {
            at = eframe::egui::pos2(start.x, at.y + height + CHIPS);
        }
        last = Rect::from_min_size(at, vec2(width, height));
        let mut place = inside(ui, last, Layout::top_down(Align::Min));
        chip_ui(&mut place, scene, finding, out);
        at.x += width + CHIPS;
    }
    ui.allocate_rect(Rect::from_min_max(start, last.max.max(start)), Sense::hover());
    last
}

fn chip_ui(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, out: &mut Outbox) {
    let colours = scene.colours;
    let field = Field::Finding(finding.id.clone());
    let draft = &scene.state.visit.work().intake;
    let of_category = draft.is_of_category(&finding.id, scene.knowledge);
    let answer = if of_category { Some(true) } else { draft.answer(&finding.id) };
    let label = capital(&finding.label);
    let calm = Tint { ink: colours.accent, ground: colours.accent_ground };
    let tint = if of_category { calm } else { colours.care_tint() };
    let shown = finding_chip(ui, colours, (&label, &label), answer, tint);
    if scene.is_lit(&field) {
        let stroke = Stroke::new(2.0, colours.accent);
        let radius = CornerRadius::same(13);
        ui.painter().rect_stroke(shown.rect, radius, stroke, StrokeKind::Outside);
    }
    if of_category {
        shown.on_hover_text(format!("{}\nThe category says yes.", finding.question));
        return;
    }
    keep_question(ui, &field, shown.rect);
    // The space bar answers as N does; it presses no chip.
    let by_space = shown.has_focus() && ui.input(|input| input.key_pressed(Key::Space));
    keys(ui, scene, finding, &shown, out);
    let next = match answer {
        None => "Press for yes, twice for no.",
        Some(true) => "Yes. Press for no.",
        Some(false) => "No. Press to ask again.",
    };
    let shown = shown.on_hover_text(format!("{}\n{next}", finding.question));
    if shown.secondary_clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if shown.clicked() && !by_space {
        let id = finding.id.clone();
        out.change(match answer {
            None => Change::Answer(id, true),
            Some(true) => Change::Answer(id, false),
            Some(false) => Change::Reopen(id),
        });
    }
}
