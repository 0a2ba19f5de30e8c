//! The screening questions in rows of yes and no.

use std::sync::Arc;

use eframe::egui::{
    self, Galley, Key, Label, Modifiers, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::all_no::all_no_ui;
use super::grid::{BETWEEN, beside_title, form_card, head, inside};
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::Field;
use crate::app::explanation::Explanation;
use crate::knowledge::schema::{Asked, Group, ScreeningQuestion};
use crate::model::Severity;
use crate::text::capital;
use crate::ui::icons;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Tint};
use crate::ui::widget::{
    AskedName, YES_NO_HEIGHT, YES_NO_WIDTH, asked_name, asks_why, bold, call_button, hint_above,
    keep_question, lit, secondary, text_width, yes_no,
};

/// A row of a question whose words have one line.
pub const ROW: f32 = 26.0;
/// From this width on the questions have two columns.
const TWO: f32 = 560.0;
/// How far a row reaches beyond its words.
const OVER: f32 = 6.0;
/// What a yes to an emergency sign means.
const MEANS: &str = "Any yes: stop, no massage, emergency care";

/// A group in a card of its own, its questions in rows. One that is asked one by one has no
/// "All no".
pub fn group_ui(ui: &mut Ui, scene: Scene<'_>, group: &Group, out: &mut Outbox) {
    let line = group.one_by_one.then(|| scene.colours.stop.gamma_multiply(0.45));
    form_card(ui, scene, line, |ui| {
        let questions = questions_of(scene, group);
        header(ui, scene, group, &questions, out);
        let last = rows(ui, scene, group, &questions, out);
        if group.one_by_one {
            return;
        }
        let text = format!("Ask all {}, then press", questions.len());
        all_no_ui(ui, scene, &[group], &text, last, out);
    });
}

/// The questions of a group; what was yes at an earlier visit is asked in a card of its own.
pub fn questions_of<'a>(scene: Scene<'a>, group: &Group) -> Vec<&'a ScreeningQuestion> {
    let former = &scene.state.visit.work().intake.former;
    let mut questions = scene.knowledge.questions_of(group);
    questions.retain(|one| !former.contains_key(&one.id));
    questions
}

/// How many of them are open.
pub fn open(scene: Scene<'_>, questions: &[&ScreeningQuestion]) -> usize {
    let draft = &scene.state.visit.work().intake;
    let is_open = |one: &&&ScreeningQuestion| {
        draft.answer(&one.id).is_none() && !draft.is_of_category(&one.id, scene.knowledge)
    };
    questions.iter().filter(is_open).count()
}

/// The name of a group, which tells why it is asked.
pub fn group_name(ui: &mut Ui, scene: Scene<'_>, group: &Group, out: &mut Outbox) {
    let title = bold(group.name.as_str());
    let title = if group.one_by_one { title.color(scene.colours.stop) } else { title };
    let asked = Asked::Group(group.id.clone());
    let asked = AskedName { asked: &asked, name: group.name.as_str() };
    asked_name(ui, scene, asked, title, Sense::click(), out);
}

fn header(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    out: &mut Outbox,
) {
    let open = open(scene, questions);
    let title = |ui: &mut Ui, out: &mut Outbox| {
        group_name(ui, scene, group, out);
        let mut words = Vec::new();
        if open > 0 {
            words.push(format!("{open} open"));
        }
        if group.one_by_one {
            words.push("one by one, at every visit".to_owned());
        }
        beside_title(ui, scene, &words.join(" · "));
    };
    if group.one_by_one {
        head(ui, out, &group.name, &title, None);
        return;
    }
    let full = |ui: &mut Ui, out: &mut Outbox| full_questions_ui(ui, scene, group, out);
    let room = text_width(ui, full_questions_word(scene), theme::regular(theme::SMALL));
    let room = room + 2.0 * ui.spacing().button_padding.x;
    head(ui, out, &group.name, &title, Some((room, &full)));
}

fn full_questions_word(scene: Scene<'_>) -> &'static str {
    if scene.state.full_questions { "Short questions" } else { "Full questions" }
}

/// Turns to the questions in full, or back to their labels.
pub fn full_questions_ui(ui: &mut Ui, scene: Scene<'_>, group: &Group, out: &mut Outbox) {
    let full = scene.state.full_questions;
    let text = full_questions_word(scene);
    let button = egui::Button::new(secondary(scene.colours, text)).frame(false);
    let name = format!("{text}: {}", group.name);
    if ui.add(button).accessible_name(name).clicked() {
        out.send(Action::FullQuestions(!full));
    }
}

/// The rows, in as many columns as there is room for; gives where the last one lies.
pub fn rows(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    out: &mut Outbox,
) -> Rect {
    let room = ui.available_width();
    let (columns, width) = if room < TWO { (1, room) } else { (2, (room - BETWEEN) / 2.0) };
    let mut last = Rect::from_min_size(ui.cursor().min, vec2(room, 0.0));
    for row in questions.chunks(columns) {
        let words: Vec<QuestionWords> =
            row.iter().map(|finding| words(ui, scene, group, finding, width)).collect();
        // The buttons of a row stand at one height, however many lines its words have.
        let tallest = words.iter().map(QuestionWords::height).fold(0.0, f32::max);
        let height = (tallest + 4.0).max(ROW);
        let (_, whole) = ui.allocate_space(vec2(room, height));
        let mut left = whole.left();
        for (finding, words) in row.iter().zip(words) {
            let corner = pos2(left, whole.top());
            let place = Rect::from_min_size(corner, vec2(width, height));
            question(ui, scene, group, finding, words, place, out);
            left += width + BETWEEN;
        }
        if group.one_by_one && columns == 2 && row.len() == 1 {
            means_ui(ui, scene, whole.with_min_x(left));
        }
        last = whole;
    }
    last
}

/// Says in the free cell what a yes means.
fn means_ui(ui: &mut Ui, scene: Scene<'_>, place: Rect) {
    ui.painter().hline(place.x_range().expand(OVER), place.top(), (1.0, scene.colours.line));
    let mut cell = inside(ui, place, egui::Layout::left_to_right(egui::Align::Center));
    cell.spacing_mut().item_spacing.x = 7.0;
    icons::sign(&mut cell, icons::severity(Severity::Stop), 14.0, scene.colours.stop);
    beside_title(&mut cell, scene, MEANS);
}

/// One question in a row of its own, as high as its words.
pub fn row_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    finding: &ScreeningQuestion,
    out: &mut Outbox,
) {
    let room = ui.available_width();
    let words = words(ui, scene, group, finding, room);
    let height = (words.height() + 4.0).max(ROW);
    let (_, place) = ui.allocate_space(vec2(room, height));
    question(ui, scene, group, finding, words, place, out);
}

fn question(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    finding: &ScreeningQuestion,
    words: QuestionWords,
    place: Rect,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let field = Field::Finding(finding.id.clone());
    let label = capital(&finding.label);
    let alarm = alarm(scene, group);
    let answer = scene.state.visit.work().intake.answer(&finding.id);
    let whole = place.expand2(vec2(OVER, 0.0));
    if scene.is_lit(&field) {
        ui.painter().add(lit(colours, whole));
    }
    ui.painter().hline(whole.x_range(), place.top(), (1.0, colours.line));
    let id = ui.make_persistent_id(("question", &finding.id));
    let row = ui.interact(place, id, Sense::focusable_noninteractive());
    let said = match answer {
        None => "not answered",
        Some(true) => "yes",
        Some(false) => "no",
    };
    row.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::RadioGroup, ui.is_enabled(), &label);
        info.current_text_value = Some(said.to_owned());
        info
    });
    let mut part = |rect: Rect, which: u8| part(ui, rect, &row, which);
    let left = pos2(place.left(), place.center().y - words.height() / 2.0);
    let size = vec2(place.width() - YES_NO_WIDTH - BESIDE, words.height());
    words_ui(&mut part(Rect::from_min_size(left, size), 0), words, finding, out);
    let corner = pos2(place.right() - YES_NO_WIDTH, place.center().y - YES_NO_HEIGHT / 2.0);
    let buttons = Rect::from_min_size(corner, vec2(YES_NO_WIDTH, YES_NO_HEIGHT));
    let pressed = yes_no(&mut part(buttons, 1), colours, &label, answer, alarm);
    if let Some(yes) = pressed {
        out.change(Change::Answer(finding.id.clone(), yes));
    }
    keep_question(ui, &field, whole);
    keys(ui, scene, finding, &row, out);
}

/// A part of the row, which is heard inside of it.
fn part(ui: &mut Ui, rect: Rect, row: &Response, which: u8) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    let salt = ("part of a question", row.id, which);
    let part = UiBuilder::new().id_salt(salt).max_rect(rect).layout(layout);
    ui.new_child(part.accessibility_parent(row.id))
}

/// How a yes is coloured.
fn alarm(scene: Scene<'_>, group: &Group) -> Tint {
    if group.one_by_one { scene.colours.stop_tint() } else { scene.colours.care_tint() }
}

/// The room between the words and the buttons.
const BESIDE: f32 = 8.0;
/// Between the label and the question in full.
const UNDER: f32 = 1.0;

/// A question's words as they are laid out: its label, and the whole of it where that is wished.
struct QuestionWords {
    label: Arc<Galley>,
    full: Option<Arc<Galley>>,
    /// The room of the label, whatever the answer.
    room: Vec2,
    /// How high all of it is.
    height: f32,
}

impl QuestionWords {
    fn height(&self) -> f32 {
        self.height
    }
}

fn words(
    ui: &Ui,
    scene: Scene<'_>,
    group: &Group,
    finding: &ScreeningQuestion,
    width: f32,
) -> QuestionWords {
    let wrap = width - YES_NO_WIDTH - BESIDE;
    let text = capital(&finding.label);
    let lay = |text: String, font, ink| ui.painter().layout(text, font, ink, wrap);
    // A label of two lines is set smaller, so that its row is hardly higher than the others.
    let one = theme::semibold(theme::BODY);
    let size = if lay(text.clone(), one, scene.colours.ink).rows.len() > 1 {
        theme::SMALL
    } else {
        theme::BODY
    };
    let plain = lay(text.clone(), theme::regular(size), scene.colours.ink);
    let tint = alarm(scene, group).ink;
    // Bold words that would take one line more stay as light as they were.
    let yes = lay(text.clone(), theme::semibold(size), tint);
    let is_longer = yes.rows.len() > plain.rows.len();
    let yes = if is_longer { lay(text, theme::regular(size), tint) } else { yes };
    let room = yes.size().max(plain.size());
    let label = match scene.state.visit.work().intake.answer(&finding.id) {
        Some(true) => yes,
        Some(false) | None => plain,
    };
    let small = theme::regular(theme::SMALL);
    let full = || lay(finding.question.clone(), small, scene.colours.secondary);
    let full = scene.state.full_questions.then(full);
    let height = room.y + full.as_ref().map_or(0.0, |full| full.size().y + UNDER);
    QuestionWords { label, full, room, height }
}

fn words_ui(ui: &mut Ui, words: QuestionWords, finding: &ScreeningQuestion, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = UNDER;
    let (rect, shown) = ui.allocate_exact_size(words.room, Sense::CLICK);
    let ink = ui.visuals().text_color();
    ui.painter().galley(rect.min, words.label, ink);
    // No stop of Tab: the row is one already, and is explained by a key there.
    call_button(&shown, &format!("{}: what is asked", capital(&finding.label)));
    ui.accesskit_node_builder(shown.id, |node| node.set_keyboard_shortcut("?"));
    let shown = hint_above(shown, &finding.question);
    if shown.on_hover_cursor(egui::CursorIcon::Help).clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if let Some(full) = words.full {
        ui.add(Label::new(full));
    }
}

/// What a question asks, and why.
pub fn about(finding: &ScreeningQuestion) -> Explanation {
    Explanation {
        title: capital(&finding.label),
        paragraphs: vec![finding.question.clone()],
        sources: finding.sources.clone(),
    }
}

/// The keys of a question that has the focus: Y answers it with yes, N and the space bar with no, and
/// all go on to the next open one; a question mark explains it, Enter goes on.
pub fn keys(
    ui: &Ui,
    scene: Scene<'_>,
    finding: &ScreeningQuestion,
    shown: &Response,
    out: &mut Outbox,
) {
    let field = Field::Finding(finding.id.clone());
    if scene.is_jumped_to(&field) {
        shown.request_focus();
        shown.scroll_to_me(Some(egui::Align::Center));
    }
    if !scene.takes_keys(ui, &field, shown) {
        return;
    }
    let is_focused = shown.has_focus();
    // A chip is pressed by Enter; a row has nothing else to do with it.
    let is_row = shown.sense == Sense::focusable_noninteractive();
    let why = asks_why(ui, shown, false);
    let (yes, no, on) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        // The space bar scrolls elsewhere: it answers nothing that doesn't have the focus.
        let (yes, no) = (pressed(Key::Y), pressed(Key::N) || is_focused && pressed(Key::Space));
        let on = is_focused && is_row && pressed(Key::Enter);
        (yes, no, on)
    });
    if why {
        out.send(Action::Explain(about(finding)));
    }
    if yes || no {
        out.change(Change::Answer(finding.id.clone(), yes));
    }
    if yes || no || on {
        out.send(Action::NextMissing(Some(field)));
    }
}
