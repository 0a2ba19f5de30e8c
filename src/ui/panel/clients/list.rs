//! The list of clients: only rows in sight are laid out, with plans among them.

use std::ops::Range;

use eframe::egui::{self, Button, Popup, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::BESIDE;
use super::rows::{about, client_row, plan_row, remark_row};
use super::under::{Opened, ROW};
use crate::app::action::{Action, FileAction, Outbox, PracticeAction, Then};
use crate::app::command::Command;
use crate::app::forms::FormKind;
use crate::app::practice::{OpenPractice, RailPlan};
use crate::app::state::Page;
use crate::model::{ClientId, PlanKey};
use crate::store::ClientFolder;
use crate::ui::icons;
use crate::ui::layout::GRIP;
use crate::ui::scene::Scene;

/// Height of a client's row.
const CLIENT: f32 = 54.0;
/// How many rows of plans beyond the edge are laid out too.
const NEAR: f32 = 40.0;

/// The rows in sight. Clients, and the plans under some of them, have heights that are known without
/// laying them out. The rail ends at `edge`.
pub(super) fn rows_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    open: &OpenPractice,
    edge: f32,
    out: &mut Outbox,
) {
    let chosen = open.listed.iter().position(|id| Some(*id) == open.chosen);
    let folder = open.folder.as_deref().filter(|folder| Some(folder.id) == open.chosen);
    let opened = Opened::of(ui, scene, open);
    let nested = opened.above(open.listed.len());
    let total = height(open.listed.len()) + nested;
    let room = ui.available_rect_before_wrap().with_max_x(edge);
    let width = (room.width() - BESIDE).max(0.0);
    let mut list = ui.new_child(UiBuilder::new().id_salt("list").max_rect(room));
    let scroll = &mut list.spacing_mut().scroll;
    // Free of the edge that can be dragged.
    (scroll.bar_inner_margin, scroll.bar_outer_margin) = (1.0, GRIP);
    scroll.bar_width = BESIDE - 1.0 - GRIP;
    let area = ScrollArea::vertical().id_salt("clients").auto_shrink(false);
    area.show_viewport(&mut list, |ui, seen| {
        let (whole, _) = ui.allocate_exact_size(vec2(width, total), Sense::hover());
        let top = |at: usize| height(at) + opened.above(at);
        let rect = |y: f32, height: f32| {
            Rect::from_min_size(pos2(whole.left(), whole.top() + y), vec2(width, height))
        };
        for at in in_sight(open.listed.len(), seen.y_range(), nested) {
            let Some(client) = open.listed.get(at).and_then(|id| open.index.client(*id)) else {
                continue;
            };
            let place = rect(top(at), CLIENT);
            let about = about(scene, open, &client);
            let is_chosen = chosen == Some(at);
            let response = client_row(ui, scene, &client, &about, place, is_chosen);
            if response.clicked() {
                opened.keep(ui, open);
                out.send(Action::File(FileAction::Leave(Then::Client(client.id))));
            }
            let (id, folder) = (client.id, if is_chosen { folder } else { None });
            response.context_menu(|ui| client_menu(ui, scene, id, folder, out));
            if is_chosen {
                more_ui(ui, place, |ui| client_menu(ui, scene, id, folder, out));
            }
        }
        if let Some(at) = chosen.filter(|_| open.scroll_to_chosen) {
            ui.scroll_to_rect(rect(top(at), CLIENT), None);
        }
        for (at, client, under) in opened.iter() {
            let mut y = top(at) + CLIENT;
            for remark in &under.remarks {
                remark_row(ui, scene, remark, rect(y, ROW));
                y += ROW;
            }
            for plan in &under.plans {
                // Some more than are in sight, for who goes through them by keys.
                if seen.y_range().expand(NEAR * ROW).contains(y) {
                    plan_ui(ui, scene, open, (client, plan), rect(y, ROW), &opened, out);
                }
                y += ROW;
            }
        }
        opened.fold(ui, open, ui.clip_rect());
    });
}

/// A plan under its client. One of a client who was chosen before is shown once that client is again.
fn plan_ui(
    ui: &mut Ui,
    scene: Scene<'_>,
    open: &OpenPractice,
    (client, plan): (ClientId, &RailPlan),
    rect: Rect,
    opened: &Opened,
    out: &mut Outbox,
) {
    let response = plan_row(ui, scene, client, plan, rect);
    let is_chosen = open.chosen == Some(client);
    if response.clicked() && is_chosen {
        open_row(client, plan, out);
    } else if response.clicked() {
        opened.keep(ui, open);
        let then = match plan.plan {
            Some(id) => Then::PlanOf(PlanKey { client, plan: id }, plan.revision),
            None => Then::Client(client),
        };
        out.send(Action::File(FileAction::Leave(then)));
    }
    if let Some(plan_id) = plan.plan.filter(|_| is_chosen) {
        let key = PlanKey { client, plan: plan_id };
        response.context_menu(|ui| plan_menu(ui, key, plan, out));
    }
}

/// The button at the end of the chosen row, for those who press no second mouse button.
fn more_ui(ui: &mut Ui, row: Rect, menu: impl FnOnce(&mut Ui)) {
    // Beside the second line, so that the first has all the room.
    let middle = pos2(row.right() - 16.0, row.center().y + 8.0);
    let rect = Rect::from_center_size(middle, vec2(24.0, 24.0));
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.spacing_mut().button_padding = vec2(3.0, 3.0);
        let icon = icons::text(icons::ROW_MENU, 16.0);
        let more = ui.add(Button::new(icon).frame_when_inactive(false));
        let more = more.accessible_name("What can be done with this client");
        Popup::menu(&more).show(menu);
    });
}

/// What can be done with a client; details only of the one whose folder was read.
fn client_menu(
    ui: &mut Ui,
    scene: Scene<'_>,
    client: ClientId,
    folder: Option<&ClientFolder>,
    out: &mut Outbox,
) {
    ui.set_min_width(190.0);
    if let Some(folder) = folder {
        if ui.button("Client details…").clicked() {
            out.practice(PracticeAction::Ask(FormKind::Client));
        }
        if ui.button("New plan").clicked() {
            out.send(Action::File(FileAction::Leave(Then::NewPlan(client))));
        }
        if ui.button(Command::SaveFiles.row().text).clicked() {
            out.practice(PracticeAction::Ask(FormKind::Files));
        }
        for (plan, history) in folder.plans.iter().filter(|(_, plan)| plan.is_removed()).take(5) {
            let mut versions = history.revisions().iter().rev();
            let record = versions.find_map(|version| version.content.record());
            let Some(record) = record else { continue };
            let day = record.plan.intake.date.told(scene.state.today);
            if ui.button(format!("Bring back the plan of {day}")).clicked() {
                out.practice(PracticeAction::RestorePlan(PlanKey { client, plan: *plan }));
            }
        }
        ui.separator();
    }
    if ui.button("Remove from the lists").clicked() {
        out.practice(PracticeAction::RemoveClient(client));
    }
    if folder.is_some() && ui.button("Erase for good…").clicked() {
        out.practice(PracticeAction::Ask(FormKind::Erase));
    }
}

/// What can be done with a plan.
fn plan_menu(ui: &mut Ui, key: PlanKey, plan: &RailPlan, out: &mut Outbox) {
    ui.set_min_width(170.0);
    if plan.is_unsaved && ui.button(Command::DiscardChanges.row().text).clicked() {
        out.practice(PracticeAction::Forget(key));
    }
    let Some(revision) = plan.revision else { return };
    if !plan.is_unsaved && ui.button("Open for editing").clicked() {
        out.send(Action::File(FileAction::Leave(Then::Plan(key, revision))));
    }
    if ui.button("Remove this plan").clicked() {
        out.practice(PracticeAction::RemovePlan(key));
    }
}

/// Opens what a row stands for: what isn't saved of it, or else the version.
fn open_row(client: ClientId, row: &RailPlan, out: &mut Outbox) {
    match (row.plan, row.revision) {
        (Some(plan), Some(revision)) => out.practice(PracticeAction::Show(plan, revision)),
        (Some(plan), None) if !row.is_open => {
            let key = PlanKey { client, plan };
            out.send(Action::File(FileAction::Leave(Then::Draft(key))));
        }
        // It is open, and may only be behind a past plan or another page of the client.
        (_, None) | (None, Some(_)) => {
            out.practice(PracticeAction::StopReading);
            out.send(Action::Show(Page::Visit));
        }
    }
}

/// The height of this many rows of clients.
fn height(rows: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a list has fewer rows than f32 has numbers")]
    let rows = rows as f32;
    rows * CLIENT
}

/// The clients whose rows may be in sight, a few more rather than one too few.
fn in_sight(count: usize, seen: egui::Rangef, nested: f32) -> Range<usize> {
    let row = |y: f32| {
        let at = (y / CLIENT).floor().max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a row's number is small and not negative"
        )]
        let at = at as usize;
        at
    };
    let first = row(seen.min - nested).min(count);
    let last = (row(seen.max) + 2).min(count);
    first..last.max(first)
}
