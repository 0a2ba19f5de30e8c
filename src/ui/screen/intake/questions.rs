//! The screening questions by group: in rows of yes and no, or side by side as chips.

use std::sync::Arc;

use eframe::egui::{
    self, CornerRadius, Galley, Key, Label, Modifiers, Rect, Response, Role, Sense, Stroke, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::app::explanation::Explanation;
use crate::knowledge::schema::{Asked, Group, ScreeningQuestion};
use crate::text::capital;
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Tint};
use crate::ui::widget::{
    AskedName, YES_NO_HEIGHT, YES_NO_WIDTH, asked_name, asks_why, call_button, card, finding_chip,
    head, link, secondary, section_title, text_field, yes_no,
};

/// A group in a card of its own, its questions in rows. One that is asked one by one has no
/// "All no".
pub fn group_ui(ui: &mut Ui, scene: Scene<'_>, group: &Group, out: &mut Outbox) {
    let line = group.one_by_one.then(|| scene.colours.stop.gamma_multiply(0.45));
    card(ui, scene.colours, line, |ui| {
        let questions = questions_of(scene, group);
        header(ui, scene, group, &questions, out);
        rows(ui, scene, group, &questions, out);
    });
}

/// A group as a part of a card: chips, or rows where questions stand in full.
pub fn compact_ui(ui: &mut Ui, scene: Scene<'_>, group: &Group, out: &mut Outbox) {
    let questions = questions_of(scene, group);
    header(ui, scene, group, &questions, out);
    if scene.state.full_questions {
        rows(ui, scene, group, &questions, out);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 5.0);
        for finding in questions {
            chip(ui, scene, finding, out);
        }
    });
}

/// The questions of a group; what was yes at an earlier visit is asked in a card of its own.
fn questions_of<'a>(scene: Scene<'a>, group: &Group) -> Vec<&'a ScreeningQuestion> {
    let findings = scene.knowledge.tables().findings.iter();
    let former = &scene.state.visit.work().intake.former;
    let here = |one: &&ScreeningQuestion| one.group == group.id && !former.contains_key(&one.id);
    findings.filter(here).collect()
}

fn header(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let draft = &scene.state.visit.work().intake;
    let open = questions.iter().filter(|one| draft.answer(&one.id).is_none());
    let open = open.count();
    let asked = Asked::Group(group.id.clone());
    let title = |ui: &mut Ui, out: &mut Outbox| {
        let title = section_title(colours, group.name.as_str());
        let title = if group.one_by_one { title.color(colours.stop) } else { title };
        let asked = AskedName { asked: &asked, name: group.name.as_str() };
        asked_name(ui, scene, asked, title, Sense::click(), out);
        if open > 0 {
            ui.label(secondary(colours, format!("· {open} open")));
        }
        if group.one_by_one {
            ui.label(secondary(colours, "· one by one"));
        }
    };
    if group.one_by_one {
        head(ui, out, title, &[]);
        return;
    }
    let at_once = |ui: &mut Ui, out: &mut Outbox| {
        let name = format!("All no: {}", group.name);
        // Whatever is answered already stays.
        let text = if open == questions.len() { "All no" } else { "All others no" };
        let all_no = ui.add_enabled_ui(open > 0, |ui| link(ui, colours, text));
        if all_no.inner.accessible_name(name).clicked() {
            out.change(Change::AllNo(group.id.clone()));
        }
        if let Some(skipped) = skipped(scene, group) {
            ui.label(secondary(colours, skipped));
        }
        ui.add_space(8.0);
        let full = scene.state.full_questions;
        let text = if full { "Short questions" } else { "Full questions" };
        let button = egui::Button::new(secondary(colours, text)).frame(false);
        let name = format!("{text}: {}", group.name);
        if ui.add(button).accessible_name(name).clicked() {
            out.send(Action::FullQuestions(!full));
        }
    };
    head(ui, out, title, &[&at_once]);
}

/// Which former answers "All no" leaves out; none where there is none.
fn skipped(scene: Scene<'_>, group: &Group) -> Option<String> {
    let former = scene.state.visit.work().intake.former_yes(scene.knowledge);
    match former.iter().filter(|one| one.group == group.id).count() {
        0 => None,
        count => Some(format!("skips {count} former yes")),
    }
}

/// Between two columns of questions.
const BETWEEN: f32 = 18.0;

fn rows(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    questions: &[&ScreeningQuestion],
    out: &mut Outbox,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let room = ui.available_width();
        let (columns, width) = if room < 600.0 { (1, room) } else { (2, (room - BETWEEN) / 2.0) };
        for row in questions.chunks(columns) {
            let words: Vec<QuestionWords> =
                row.iter().map(|finding| words(ui, scene, group, finding, width)).collect();
            // The buttons of a row stand at one height, however many lines its words have.
            let tallest = words.iter().map(QuestionWords::height).fold(0.0, f32::max);
            let height = (tallest + 8.0).max(YES_NO_HEIGHT + 4.0);
            let (_, whole) = ui.allocate_space(vec2(room, height));
            let mut left = whole.left();
            for (finding, words) in row.iter().zip(words) {
                let corner = pos2(left, whole.top());
                let place = Rect::from_min_size(corner, vec2(width, height));
                question(ui, scene, group, finding, words, place, out);
                left += width + BETWEEN;
            }
        }
    });
}

/// One question in a row of its own.
pub fn row_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    group: &Group,
    finding: &ScreeningQuestion,
    out: &mut Outbox,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let room = ui.available_width();
        let words = words(ui, scene, group, finding, room);
        let height = (words.height() + 8.0).max(YES_NO_HEIGHT + 4.0);
        let (_, place) = ui.allocate_space(vec2(room, height));
        question(ui, scene, group, finding, words, place, out);
    });
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
    ui.painter().hline(place.x_range(), place.top(), (1.0, colours.line));
    let left = pos2(place.left(), place.center().y - words.height() / 2.0);
    let size = vec2(place.width() - YES_NO_WIDTH - BESIDE, words.height());
    words_ui(&mut part(ui, Rect::from_min_size(left, size), finding, 0), words, finding, out);
    let corner = pos2(place.right() - YES_NO_WIDTH, place.center().y - YES_NO_HEIGHT / 2.0);
    let buttons = Rect::from_min_size(corner, vec2(YES_NO_WIDTH, YES_NO_HEIGHT));
    let pressed = yes_no(&mut part(ui, buttons, finding, 1), colours, &label, answer, alarm);
    if let Some(yes) = pressed {
        out.change(Change::Answer(finding.id.clone(), yes));
    }
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
    if !row.has_focus() && scene.state.visit.marked.as_ref() == Some(&field) {
        let radius = CornerRadius::same(theme::CONTROL_RADIUS);
        let stroke = Stroke::new(2.0, colours.accent);
        let rect = row.rect.expand2(vec2(6.0, -1.0));
        ui.painter().rect_stroke(rect, radius, stroke, egui::StrokeKind::Inside);
    }
    keys(ui, scene, finding, &row, out);
}

fn part(ui: &mut Ui, rect: Rect, finding: &ScreeningQuestion, which: u8) -> Ui {
    let layout = egui::Layout::top_down(egui::Align::Min);
    let salt = ("part of a question", &finding.id, which);
    ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(layout))
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
}

impl QuestionWords {
    fn height(&self) -> f32 {
        let full = self.full.as_ref().map_or(0.0, |full| full.size().y + UNDER);
        self.label.size().y + full
    }
}

fn words(
    ui: &Ui,
    scene: Scene<'_>,
    group: &Group,
    finding: &ScreeningQuestion,
    width: f32,
) -> QuestionWords {
    let (font, ink) = match scene.state.visit.work().intake.answer(&finding.id) {
        Some(true) => (theme::semibold(theme::BODY), alarm(scene, group).ink),
        Some(false) | None => (theme::regular(theme::BODY), scene.colours.ink),
    };
    let wrap = width - YES_NO_WIDTH - BESIDE;
    let lay = |text: String, font, ink| ui.painter().layout(text, font, ink, wrap);
    let small = || theme::regular(theme::SMALL);
    let full = || lay(finding.question.clone(), small(), scene.colours.secondary);
    QuestionWords {
        label: lay(capital(&finding.label), font, ink),
        full: scene.state.full_questions.then(full),
    }
}

fn words_ui(ui: &mut Ui, words: QuestionWords, finding: &ScreeningQuestion, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.y = UNDER;
    let shown = ui.add(Label::new(words.label).sense(Sense::CLICK));
    // No stop of Tab: the row is one already, and is explained by a key there.
    call_button(&shown, &format!("{}: what is asked", capital(&finding.label)));
    ui.accesskit_node_builder(shown.id, |node| node.set_keyboard_shortcut("?"));
    let shown = shown.on_hover_text(finding.question.as_str());
    if shown.on_hover_cursor(egui::CursorIcon::Help).clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if let Some(full) = words.full {
        ui.add(Label::new(full));
    }
}

fn about(finding: &ScreeningQuestion) -> Explanation {
    Explanation {
        title: capital(&finding.label),
        paragraphs: vec![finding.question.clone()],
        sources: finding.sources.clone(),
    }
}

fn chip(ui: &mut Ui, scene: Scene<'_>, finding: &ScreeningQuestion, out: &mut Outbox) {
    let colours = scene.colours;
    let field = Field::Finding(finding.id.clone());
    let draft = &scene.state.visit.work().intake;
    let answer = draft.answer(&finding.id);
    let label = capital(&finding.label);
    let shown = finding_chip(ui, colours, &label, answer, colours.care_tint());
    if scene.state.visit.marked.as_ref() == Some(&field) {
        let stroke = Stroke::new(2.0, colours.accent);
        let radius = CornerRadius::same(13);
        ui.painter().rect_stroke(shown.rect, radius, stroke, egui::StrokeKind::Outside);
    }
    // The space bar answers as N does; it presses no chip.
    let by_space = shown.has_focus() && ui.input(|input| input.key_pressed(Key::Space));
    keys(ui, scene, finding, &shown, out);
    let next = match answer {
        None => "Press for yes, twice for no.",
        Some(true) => "Yes. Press for no.",
        Some(false) => "No. Press for yes.",
    };
    let shown = shown.on_hover_text(format!("{}\n{next}", finding.question));
    if shown.secondary_clicked() {
        out.send(Action::Explain(about(finding)));
    }
    if shown.clicked() && !by_space {
        out.change(Change::Answer(finding.id.clone(), answer != Some(true)));
    }
}

/// The keys of a question that has the focus: Y answers it with yes, N and the space bar with no, and
/// all go on to the next open one; a question mark explains it, Enter goes on.
fn keys(
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
    if !shown.has_focus() {
        return;
    }
    // A chip is pressed by Enter; a row has nothing else to do with it.
    let is_row = shown.sense == Sense::focusable_noninteractive();
    let why = asks_why(ui, shown, false);
    let (yes, no, on) = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let (yes, no) = (pressed(Key::Y), pressed(Key::N) || pressed(Key::Space));
        let on = is_row && pressed(Key::Enter);
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

/// A date for each yes-answer.
pub fn since_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    let text = "Where it is known, a clearance has to be newer than this.";
    ui.label(secondary(scene.colours, text));
    for finding in &scene.knowledge.tables().findings {
        if !scene.state.visit.work().intake.counts_as_yes(&finding.id) {
            continue;
        }
        let label = capital(&finding.label);
        ui.horizontal_wrapped(|ui| {
            ui.label(label.as_str());
            let field = TextField::Since(finding.id.clone());
            text_field(ui, scene, &field, &label, 100.0, "2026-11-24", out);
        });
    }
}
