//! What came from an earlier visit, a cell each: what it says, and since when. A press opens its
//! choices over the form.

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Popup, PopupCloseBehavior, Response, Role, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::grid::{Part, form_card, side_by_side, unseen_heading};
use super::{basics, categories, today};
use crate::app::action::{Action, Change, Outbox};
use crate::app::draft::{Field, TextField};
use crate::model::{Diagnosis, Fact, Side};
use crate::text::{capital, counted};
use crate::ui::scene::Scene;
use crate::ui::widget::{mark, text_width};
use crate::ui::{icons, theme};

const HEIGHT: f32 = 48.0;
const GAP: f32 = 6.0;
const ICON: f32 = 13.0;
/// Narrower cells name two sides in fewer words.
const IN_FULL: f32 = 120.0;
/// From this width on all cells stand in one row, and in two.
const ONE_ROW: f32 = 640.0;
const TWO_ROWS: f32 = 400.0;
/// How wide the choices are that open.
const CHOICES: f32 = 400.0;

/// A fact, where it is asked, how it is called here and how wide its cell is beside the others.
const FACTS: [(Fact, Field, &str, f32); 5] = [
    (Fact::Category, Field::Category, "Category", 1.05),
    (Fact::Side, Field::Side, "Side", 0.85),
    (Fact::Onset, Field::Text(TextField::OnsetWeeks), "Began", 1.15),
    (Fact::Diagnosis, Field::Diagnosis, "Diagnosis", 1.1),
    (Fact::CauseKnown, Field::CauseKnown, "Cause named", 1.0),
];

/// The card of a returning client.
pub fn facts_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    form_card(ui, scene, None, |ui| {
        unseen_heading(ui, "Today");
        let cells = FACTS.map(|(fact, field, name, share)| {
            let cell = move |ui: &mut Ui, out: &mut Outbox| {
                mark(ui, scene, &field, |ui| cell_ui(ui, scene, fact, &field, name, out));
            };
            (share, cell)
        });
        let cells: Vec<(f32, Part<'_>)> =
            cells.iter().map(|(share, cell)| (*share, cell as Part<'_>)).collect();
        let most = match ui.available_width() {
            room if room >= ONE_ROW => cells.len(),
            room if room >= TWO_ROWS => 3,
            _ => 2,
        };
        for (at, row) in cells.chunks(most).enumerate() {
            ui.add_space(if at > 0 { GAP } else { 0.0 });
            side_by_side(ui, out, GAP, row);
        }
    });
}

fn cell_ui(ui: &mut Ui, scene: Scene<'_>, fact: Fact, field: &Field, name: &str, out: &mut Outbox) {
    let draft = &scene.state.visit.work().intake;
    let Some(carried) = &draft.carried else { return };
    let is_asked = fact != Fact::CauseKnown || draft.diagnosis == Some(Diagnosis::ByDoctor);
    let is_carried = carried.facts.contains(&fact);
    let size = vec2(ui.available_width(), HEIGHT);
    let shown = ui.add_enabled_ui(is_asked, |ui| ui.allocate_exact_size(size, Sense::click()).1);
    let shown = shown.inner;
    let value = value(scene, fact, size.x);
    let day = carried.from.short();
    let when = if is_carried { day.as_str() } else { "today" };
    shown.widget_info(|| {
        let said = match (is_asked, is_carried) {
            (false, _) => name.to_owned(),
            (true, true) => format!("{name}, from {day}, not confirmed"),
            (true, false) => format!("{name}, confirmed today"),
        };
        WidgetInfo::labeled(Role::Button, is_asked, said)
    });
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_description(value.as_str());
        node.set_has_popup(eframe::egui::accesskit::HasPopup::Dialog);
    });
    paint(ui, scene, &shown, (name, &value), (when, is_carried, is_asked));
    if scene.is_jumped_to(field) {
        shown.request_focus();
    }
    Popup::menu(&shown).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(CHOICES);
        let mut pressed = Outbox::default();
        choices_ui(ui, scene, fact, &mut pressed);
        for action in pressed.take() {
            if settles(&action) {
                ui.close();
            }
            out.send(action);
        }
    });
}

/// Whether there is nothing more to choose after this.
fn settles(action: &Action) -> bool {
    let Action::Intake(change) = action else { return false };
    let is_both = matches!(change, Change::Side(Side::Both));
    !is_both && !matches!(change, Change::Text(..))
}

fn choices_ui(ui: &mut Ui, scene: Scene<'_>, fact: Fact, out: &mut Outbox) {
    match fact {
        Fact::Category => categories::categories_ui(ui, scene, out),
        Fact::Side => basics::sides_ui(ui, scene, false, out),
        Fact::Onset => basics::onset_ui(ui, scene, false, out),
        Fact::Diagnosis => today::diagnosis_ui(ui, scene, out),
        Fact::CauseKnown => today::cause_ui(ui, scene, out),
        Fact::DiagnosedBy
        | Fact::Medicines
        | Fact::Treatments
        | Fact::Goals
        | Fact::SittingHours => {}
    }
}

/// A fact as it stands, in a word or two.
fn value(scene: Scene<'_>, fact: Fact, width: f32) -> String {
    let draft = &scene.state.visit.work().intake;
    let unknown = || "Open".to_owned();
    match fact {
        Fact::Category => {
            let chosen = draft.category.as_ref().and_then(|id| scene.knowledge.protocol(id));
            let name = |protocol: &crate::knowledge::schema::Protocol| {
                protocol.short_name.as_ref().unwrap_or(&protocol.name).clone()
            };
            chosen.map_or_else(unknown, name)
        }
        Fact::Side => {
            let side = draft.side.map(|side| match draft.worse_side {
                Some(worse) if width < IN_FULL => {
                    format!("{}, {} worse", side.short(), worse.word())
                }
                worse => side.and_worse(worse),
            });
            side.map_or_else(unknown, |side| capital(&side))
        }
        Fact::Onset if draft.onset_unknown => "Not known".to_owned(),
        Fact::Onset => match draft.onset_weeks.trim().parse::<u16>() {
            Ok(0) => "This week".to_owned(),
            Ok(weeks) => format!("{} ago", counted(weeks, "week")),
            Err(_) => unknown(),
        },
        Fact::Diagnosis => draft.diagnosis.map_or_else(unknown, |who| who.label().to_owned()),
        Fact::CauseKnown if draft.diagnosis != Some(Diagnosis::ByDoctor) => "Not asked".to_owned(),
        Fact::CauseKnown => match draft.cause_known {
            Some(true) => "Yes".to_owned(),
            Some(false) => "No".to_owned(),
            None => unknown(),
        },
        Fact::DiagnosedBy
        | Fact::Medicines
        | Fact::Treatments
        | Fact::Goals
        | Fact::SittingHours => String::new(),
    }
}

fn paint(
    ui: &Ui,
    scene: Scene<'_>,
    shown: &Response,
    (name, value): (&str, &str),
    (when, is_carried, is_asked): (&str, bool, bool),
) {
    let colours = scene.colours;
    let rect = shown.rect;
    let lit = shown.hovered() || shown.has_focus();
    let line = if lit { colours.accent } else { colours.control_line };
    let line = if is_asked { line } else { colours.line };
    let radius = CornerRadius::same(theme::CARD_RADIUS);
    let painter = ui.painter();
    painter.rect(rect, radius, colours.panel, Stroke::new(1.0, line), StrokeKind::Inside);
    let text = |at, align, words: &str, font: FontId, ink: Color32| {
        painter.text(at, align, words, font, ink);
    };
    let small = theme::regular(theme::SMALL);
    let (left, low) = (rect.left() + 10.0, rect.top() + 33.0);
    let top = pos2(left, rect.top() + 14.0);
    text(top, Align2::LEFT_CENTER, name, small.clone(), colours.secondary);
    if !is_asked {
        let ink = colours.secondary;
        text(pos2(left, low), Align2::LEFT_CENTER, value, theme::regular(theme::BODY), ink);
        return;
    }
    let (icon, ink) =
        if is_carried { (icons::CARRIED, colours.info) } else { (icons::YES, colours.accent) };
    let day = text_width(ui, when, small.clone());
    let right = rect.right() - 10.0;
    let room = right - day - ICON - 12.0 - left;
    // What doesn't fit beside its day stands under its name, and the day above.
    let wide = text_width(ui, value, theme::semibold(theme::BODY));
    let level = if wide > room { rect.top() + 14.0 } else { low };
    // Where the day would lie on the name, the sign says alone whether it is of today.
    let over = level < low && text_width(ui, name, small.clone()) > room;
    let day = if over { -4.0 } else { day };
    if !over {
        text(pos2(right, level), Align2::RIGHT_CENTER, when, small, ink);
    }
    let middle = pos2(right - day - 4.0 - ICON / 2.0, level);
    icons::paint(painter, icon, ICON, middle, ink);
    let lay = |font| painter.layout(value.to_owned(), font, colours.ink, right - left);
    let bold = lay(theme::semibold(theme::BODY));
    // What is longer than the cell is wide has two lines, so that it names its side to the end.
    let shown = if bold.rows.len() > 1 { lay(theme::semibold(theme::SMALLEST)) } else { bold };
    let corner = pos2(left, low - shown.size().y / 2.0);
    painter.galley(corner, shown, colours.ink);
}
