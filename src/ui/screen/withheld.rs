//! No plan: what was found, what would release it, words to hand over, a clearance where one is
//! asked for, and what was said. All of it on one screen, from top to bottom in the order in which it
//! is done.
//!
//! What stands in the way and what would open it, `crate::app` says; nothing is decided here.

use eframe::egui::{
    self, Button, CornerRadius, Frame, Id, Label, Layout, Margin, Modal, Painter, Pos2, Rect,
    RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2,
};

use super::cards::{GAP, INSIDE, Rows, hairline, head, pair, plain_card, rest_of, row};
use super::clearance::{
    NOT_BEGUN, clearance_form_ui, finish_ui, open_ui, outcome_height, outcome_ui,
};
use super::{emergency, follow_focus, handover, intake, sheet, told};
use crate::app::action::{Action, Outbox};
use crate::app::draft::{ClearanceDraft, ClearanceField, Field, TextField};
use crate::app::editing::PlanFocus;
use crate::app::explanation::Explanation;
use crate::app::visit::{Found, WayOut, Withheld};
use crate::model::{Referral, Severity, Status, Urgency};
use crate::planner::Opening;
use crate::text::{capital, counted, listed};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Colours, Tint};
use crate::ui::widget::{bold, link, secondary, wrapped};
use crate::ui::{icons, theme::CARD_RADIUS};

/// With less than this, cards stand one under the other.
const TWO: f32 = 640.0;
/// The share of the clearance beside what was said.
const CLEARANCE: f32 = 1.38 / 2.38;

/// What to do instead of a session.
pub fn withheld_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    let standing = scene.state.visit.standing();
    let nothing = Withheld::default();
    let withheld = standing.withheld().unwrap_or(&nothing);
    let is_emergency = standing.status() == Status::Emergency;
    // While questions are open the card beside it says that F goes to the next one.
    if !standing.missing.is_empty() {
        intake::keys(ui, scene, out);
    }
    sheet(ui, scene, "withheld", |ui| {
        ui.spacing_mut().item_spacing.y = GAP;
        banner_ui(ui, scene, referral, out);
        if ui.available_width() < TWO {
            return narrow_ui(ui, scene, withheld, referral, out);
        }
        if is_emergency {
            plain_card(ui, scene, |ui| found_ui(ui, scene, withheld, referral, out));
        } else {
            let found = |ui: &mut Ui, out: &mut Outbox, _| {
                found_ui(ui, scene, withheld, referral, out);
            };
            let release = |ui: &mut Ui, out: &mut Outbox, _| {
                release_ui(ui, scene, withheld, referral, out);
            };
            pair(ui, scene.colours, (0.5, 0.0), found, release, out);
        }
        // What is handed over scrolls before the clearance goes out of sight.
        let id = Id::unique("height of the clearance form");
        let form: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(FORM);
        let below = if withheld.asks_clearance { form } else { TOLD + INSIDE.sum().y };
        let most = rest_of(ui) - below - GAP - AROUND_WORDS;
        plain_card(ui, scene, |ui| handover::side_by_side_ui(ui, scene, referral, most, out));
        let rest = rest_of(ui);
        if withheld.asks_clearance {
            let form = |ui: &mut Ui, out: &mut Outbox, _| clearance_ui(ui, scene, withheld, out);
            let said = |ui: &mut Ui, out: &mut Outbox, height| {
                told::told_ui(ui, scene, referral, height, out);
            };
            let height = pair(ui, scene.colours, (CLEARANCE, rest), form, said, out);
            let was: Option<f32> = ui.data(|data| data.get_temp(id));
            if was.is_none_or(|was| (was - height).abs() > 0.5) {
                ui.data_mut(|data| data.insert_temp(id, height));
                ui.request_discard("the words to hand over fit anew");
            }
        } else {
            let height = (rest - INSIDE.sum().y).max(TOLD);
            plain_card(ui, scene, |ui| told::told_ui(ui, scene, referral, height, out));
        }
    });
}

/// The height of the clearance form until it was seen.
const FORM: f32 = 234.0;
/// Above and below the words to hand over, in their card.
const AROUND_WORDS: f32 = 48.0;
/// The least room for what was said.
const TOLD: f32 = 150.0;

/// The same where there is little room: words as tabs, the clearance over the middle.
fn narrow_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    withheld: &Withheld,
    referral: &Referral,
    out: &mut Outbox,
) {
    plain_card(ui, scene, |ui| {
        found_ui(ui, scene, withheld, referral, out);
        if scene.state.visit.standing().status() != Status::Emergency {
            ui.add_space(GAP);
            release_ui(ui, scene, withheld, referral, out);
        }
        if withheld.asks_clearance {
            clearance_over_ui(ui, scene, withheld, out);
        }
    });
    plain_card(ui, scene, |ui| handover::tabs_ui(ui, scene, referral, out));
    plain_card(ui, scene, |ui| told::told_ui(ui, scene, referral, f32::INFINITY, out));
}

/// What a form over the middle leaves free around it, with the button below it.
const AROUND_FORM: egui::Vec2 = vec2(80.0, 96.0);

/// A button, and over the middle the form that it opens.
fn clearance_over_ui(ui: &mut Ui, scene: Scene<'_>, withheld: &Withheld, out: &mut Outbox) {
    let id = Id::unique(("clearance over the middle", scene.state.visit.generation));
    let mut is_open = ui.data(|data| data.get_temp::<bool>(id).unwrap_or_default());
    let open = ui.add(Button::new((icons::text(icons::ADD, 14.0), "Add clearance…")));
    is_open |= open.accessible_name("Add clearance…").clicked();
    let at = scene.state.visit.work().intake.next_clearance();
    is_open |= scene.is_jumped_to(&Field::Text(TextField::Clearance(at, ClearanceField::By)));
    if is_open && scene.state.dialogs.is_empty() {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(16));
        let modal = Modal::new(id.with("form")).frame(frame).show(ui, |ui| {
            let room = ui.content_rect().size() - AROUND_FORM;
            ui.set_width(room.x.clamp(120.0, 520.0));
            // In a low window the form scrolls, and the way out stays.
            let area = ScrollArea::vertical().max_height(room.y.max(120.0));
            area.auto_shrink([false, true]).show(ui, |ui| {
                ui.set_width(ui.available_width() - ui.spacing().scroll.allocated_width());
                clearance_ui(ui, scene, withheld, out);
                follow_focus(ui, scene);
            });
            ui.button("Close").clicked()
        });
        // What was typed isn't lost to a click beside it, and neither is it anywhere else: it is kept.
        is_open = !modal.inner && !modal.should_close();
    }
    ui.data_mut(|data| data.insert_temp(id, is_open));
}

fn tint_of(colours: &Colours, status: Status) -> Tint {
    match status {
        Status::Emergency | Status::Refer => colours.stop_tint(),
        Status::Ok | Status::Caution | Status::Hold => colours.care_tint(),
    }
}

fn banner_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, out: &mut Outbox) {
    let status = scene.state.visit.standing().status();
    let Tint { ink, ground } = tint_of(scene.colours, status);
    let frame = Frame::NONE.fill(ground).stroke((1.5, ink)).corner_radius(CARD_RADIUS);
    frame.inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            let (mark, _) = ui.allocate_exact_size(vec2(24.0, 40.0), Sense::hover());
            if status == Status::Hold {
                pause(ui.painter(), mark.center(), scene.colours);
            } else {
                let icon = icons::severity(Severity::Stop);
                icons::paint(ui.painter(), icon, 24.0, mark.center(), ink);
            }
            // In a narrow window the way back stands below.
            let beside = ui.available_width() >= EDIT_BESIDE;
            let width = ui.available_width() - if beside { EDIT } else { 0.0 };
            ui.vertical(|ui| {
                ui.set_width(width);
                title_ui(ui, scene, referral, ink);
                if status != Status::Emergency {
                    wrapped(ui, RichText::new(why(referral)).color(scene.colours.ink));
                }
                unfinished_ui(ui, scene);
                if !beside {
                    edit_ui(ui, scene, out);
                }
            });
            if beside {
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    edit_ui(ui, scene, out);
                });
            }
        });
        if status == Status::Emergency {
            ui.add_space(6.0);
            emergency::first_ui(ui, scene, ink, out);
        }
    });
}

/// The room of the way back to the questions, and how much there has to be for it to stand beside.
const EDIT: f32 = 90.0;
const EDIT_BESIDE: f32 = 300.0;

fn edit_ui(ui: &mut Ui, scene: Scene<'_>, out: &mut Outbox) {
    if link(ui, scene.colours, "Edit intake").clicked() {
        out.send(Action::ShowIntake);
    }
}

fn title_ui(ui: &mut Ui, scene: Scene<'_>, referral: &Referral, ink: egui::Color32) {
    let status = scene.state.visit.standing().status();
    let urgent = if referral.urgency == Urgency::Urgent { ", urgent" } else { "" };
    let text = format!("{}{urgent}: no session today", status.label());
    let words = RichText::new(text.as_str()).font(theme::semibold(18.0));
    let shown = ui.add(Label::new(words.color(ink)).wrap());
    // The focus comes here when the middle turns, and goes on from here.
    let id = Id::unique("heading of what to do instead");
    let shown = ui.interact(shown.rect, id, Sense::focusable_noninteractive());
    shown.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &text));
    if scene.state.visit.editing.focus == Some(PlanFocus::First) {
        shown.request_focus();
        shown.scroll_to_me(None);
    }
}

/// The gravest reason, and how many more there are.
fn why(referral: &Referral) -> String {
    let mut reasons = referral.reasons.iter();
    let first = reasons.next().map(|reason| reason.text.clone()).unwrap_or_default();
    match reasons.len() {
        0 => first,
        more => format!("{first} {} below.", counted(more, "more reason")),
    }
}

/// What is left to be answered before this can be saved.
fn unfinished_ui(ui: &mut Ui, scene: Scene<'_>) {
    let standing = scene.state.visit.standing();
    if standing.plan.is_some() {
        return;
    }
    let left = counted(standing.missing.len(), "question");
    let mut text = format!("{left} left before this can be saved.");
    if scene.state.belongs_to_practice() {
        text.push_str(" Until then it is kept as a draft.");
    }
    wrapped(ui, secondary(scene.colours, text));
}

/// A ring filled with the colour of care, and a pause in it.
fn pause(painter: &Painter, middle: Pos2, colours: &Colours) {
    painter.circle_filled(middle, 10.5, colours.care);
    for left in [-4.2, 1.4] {
        let bar = Rect::from_min_size(middle + vec2(left, -5.1), vec2(2.8, 10.2));
        painter.rect_filled(bar, CornerRadius::same(1), colours.care_ground);
    }
}

/// The answers that stand in the way, each with the way to its question.
fn found_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    withheld: &Withheld,
    referral: &Referral,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    let count = counted(withheld.found.len(), "answer");
    head(ui, colours, "What was found", &count);
    let rows = rows(withheld);
    for Found { text, about, field } in &withheld.found {
        row(ui, colours, rows, (text, about), &mut |ui| {
            let Some(field) = field else { return };
            let change = link(ui, colours, "Change");
            if change.accessible_name(format!("Change: {text}")).clicked() {
                out.send(Action::JumpTo(field.clone()));
            }
        });
    }
    // A plan as it was stored, for which nothing is judged anew.
    let stored = referral.reasons.iter().filter(|_| withheld.found.is_empty());
    for reason in stored {
        row(ui, colours, rows, (&reason.text, ""), &mut |_| ());
    }
    if let Some(text) = not_found(withheld) {
        hairline(ui, colours);
        wrapped(ui, secondary(colours, text));
    }
}

/// How the rows say it: close together where more comes than a window shows with each on its own lines.
fn rows(withheld: &Withheld) -> Rows {
    let is_much = withheld.found.len() > 2 || withheld.ways.len() > 1;
    if is_much { Rows::Close } else { Rows::Apart }
}

fn not_found(withheld: &Withheld) -> Option<String> {
    let groups: Vec<String> = withheld
        .all_no
        .iter()
        .map(|(status, count)| match status {
            Status::Emergency => format!("any of the {count} emergency signs"),
            Status::Ok | Status::Caution | Status::Hold | Status::Refer => {
                format!("any of the {count} signs for a doctor first")
            }
        })
        .collect();
    (!groups.is_empty()).then(|| format!("Not found: {}", groups.join(", ")))
}

/// What would release it, and what would hold then.
fn release_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    withheld: &Withheld,
    referral: &Referral,
    out: &mut Outbox,
) {
    let colours = scene.colours;
    head(ui, colours, "What would release it", "");
    for way in &withheld.ways {
        way_ui(ui, scene, way, rows(withheld), out);
    }
    if withheld.ways.is_empty() {
        row(ui, colours, Rows::Apart, (&referral.released_by, ""), &mut |_| ());
    }
    if let Some(opening) = &withheld.opening {
        let level = opening.level;
        let title = format!("Then level {level} at most");
        row(ui, colours, Rows::Apart, (&title, &then(scene, opening)), &mut |_| ());
    } else if withheld.asks_clearance {
        hairline(ui, colours);
        let text = "A clearance alone isn’t enough: all of this has to be settled.";
        wrapped(ui, secondary(colours, text));
    }
    if withheld.can_wait {
        hairline(ui, colours);
        let text = "Without one: on another day, once none of this is found.";
        wrapped(ui, secondary(colours, text));
    }
}

fn way_ui(ui: &mut Ui, scene: Scene<'_>, way: &WayOut, rows: Rows, out: &mut Outbox) {
    let colours = scene.colours;
    let (title, about) = match &way.title {
        Some(title) => (title.as_str(), way.text.as_str()),
        None => (way.text.as_str(), ""),
    };
    row(ui, colours, rows, (title, about), &mut |ui| {
        if let Some(field) = &way.field {
            let change = link(ui, colours, "Change");
            if change.accessible_name(format!("Change: {title}")).clicked() {
                out.send(Action::JumpTo(field.clone()));
            }
            return;
        }
        let why = link(ui, colours, "Why");
        if why.accessible_name(format!("Why: {}", way.text)).clicked() {
            out.send(Action::Explain(Explanation {
                title: "What would release it".to_owned(),
                paragraphs: vec![way.text.clone()],
                sources: way.sources.clone(),
            }));
        }
    });
}

/// What would hold after a clearance that states no level.
fn then(scene: Scene<'_>, opening: &Opening) -> String {
    let mut parts = Vec::new();
    if opening.is_narrowed {
        let names = opening.modalities.iter().map(|id| scene.knowledge.modality_in_sentence(id));
        let names: Vec<String> = names.collect();
        parts.push(format!("{} only", listed(&names)));
    }
    if opening.only_movement {
        parts.push("easy movement as stretch".to_owned());
    }
    capital(&parts.join("; "))
}

/// The clearance form, with the gates filled in. Until it is added nothing changes.
fn clearance_ui(ui: &mut Ui, scene: Scene<'_>, withheld: &Withheld, out: &mut Outbox) {
    let intake = &scene.state.visit.work().intake;
    let at = intake.next_clearance();
    let fresh = ClearanceDraft {
        covers: scene.state.visit.standing().cleared().shut.iter().cloned().collect(),
        is_pending: true,
        ..ClearanceDraft::default()
    };
    let record = intake.clearances.get(at).unwrap_or(&fresh);
    ui.spacing_mut().item_spacing.y = 6.0;
    // A row that wraps is never lower than something that can be pressed.
    let width = ui.available_width();
    let room = vec2(width, outcome_height(width).max(ui.spacing().interact_size.y));
    ui.allocate_ui(room, |ui| {
        ui.set_min_height(room.y);
        // A refusal is said before anything else, and has all the room.
        let refused = withheld.pending.iter().find_map(|(_, refusal)| refusal.as_ref());
        if refused.is_some() {
            return outcome_ui(ui, scene, refused, true);
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(bold("Add clearance"));
            if !withheld.pending.is_empty() {
                return outcome_ui(ui, scene, None, true);
            }
            let text = match intake.open_in_clearance(at, scene.knowledge) {
                Some(open) => open,
                None if at < intake.clearances.len() => {
                    "nothing that it covers stands in the way today".to_owned()
                }
                None => NOT_BEGUN.to_owned(),
            };
            open_ui(ui, scene, &text);
        });
    });
    clearance_form_ui(ui, scene, at, record, |ui, out| finish_ui(ui, scene, at, record, out), out);
}
