//! The foot of the card: adding steps, what follows the session, and above it what the last change did.
//!
//! While facts of an earlier visit are unconfirmed, the line about them has the room of the field;
//! the field is there again once a step is to be added.

use eframe::egui::{
    self, Align, Area, Frame, Id, Layout, Margin, Order, Rect, RichText, Ui, UiBuilder, vec2,
};

use super::frame::PlanFrame;
use super::{header, notes, quick};
use crate::app::action::{Action, Outbox};
use crate::app::editing::{Notice, PlanAction};
use crate::model::Plan;
use crate::ui::scene::Scene;
use crate::ui::widget::{link, unconfirmed_ui};
use crate::ui::{icons, theme};

/// What the field needs to be of use.
const FIELD: f32 = 110.0;
/// From this width on the links to what follows have room.
const LINKS: f32 = 420.0;
/// Between two of them.
const APART: f32 = 16.0;

pub fn foot_ui(ui: &mut Ui, scene: Scene<'_>, plan: &Plan, frame: PlanFrame, out: &mut Outbox) {
    let rect = ui.max_rect();
    let links = Id::unique("how wide the links below the plan are");
    let width: f32 = ui.data(|data| data.get_temp(links)).unwrap_or_default();
    let has_links = rect.width() >= LINKS;
    let taken = if has_links { width + APART } else { 0.0 };
    // What acts on the steps is heard and reached right after them, before what follows the session.
    adding_ui(&mut inside(ui, "adding", rect.with_max_x(rect.right() - taken)), scene, frame, out);
    if has_links {
        let mut beside = inside(ui, "links", rect.with_min_x(rect.right() - width));
        beside.spacing_mut().item_spacing.x = APART;
        notes::links_ui(&mut beside, scene, plan, out);
        let is = beside.min_rect().width();
        if (is - width).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(links, is));
            ui.ctx().request_discard("the links below the plan have another width");
        }
    }
    if let Some(read) = &scene.state.visit.editing.quick.read {
        above(ui, rect, "quick", |ui| quick::sentence_ui(ui, scene, read));
    } else if let Some(notice) = &scene.state.visit.editing.notice
        && notice.lines.is_empty()
    {
        above(ui, rect, "notice", |ui| notice_ui(ui, scene, notice, out));
    }
}

fn inside(ui: &mut Ui, name: &str, rect: Rect) -> Ui {
    let layout = Layout::left_to_right(Align::Center);
    ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(layout))
}

/// What adds a step, or the line about unconfirmed facts in its room.
fn adding_ui(ui: &mut Ui, scene: Scene<'_>, frame: PlanFrame, out: &mut Outbox) {
    ui.spacing_mut().item_spacing.x = 10.0;
    let in_use = quick::is_in_use(ui.ctx(), scene.state);
    let asks = scene.state.visit.standing().unconfirmed.is_some();
    if !frame.compact && !in_use {
        header::add_ui(ui, scene, !asks, out);
    }
    if asks && !in_use {
        unconfirmed_ui(ui, scene, out);
    } else if ui.available_width() >= FIELD || in_use {
        quick::field_ui(ui, scene, out);
    }
}

/// A line over the last rows, which so stay where they are.
fn above(ui: &Ui, foot: Rect, name: &str, content: impl FnOnce(&mut Ui)) {
    let corner = foot.left_top() - vec2(4.0, 2.0);
    let area = Area::new(Id::unique(("above the foot", name)))
        .order(Order::Middle)
        .pivot(egui::Align2::LEFT_BOTTOM)
        .fixed_pos(corner);
    area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(8, 4));
        frame.show(ui, |ui| {
            ui.set_max_width(foot.width() - 8.0);
            content(ui);
        });
    });
}

/// What the last change did.
fn notice_ui(ui: &mut Ui, scene: Scene<'_>, notice: &Notice, out: &mut Outbox) {
    ui.horizontal(|ui| {
        ui.label(icons::text(icons::WHY, 14.0).color(scene.colours.info));
        let text = RichText::new(notice.title.as_str()).font(theme::regular(theme::BODY));
        ui.label(text.color(scene.colours.info));
        let name = format!("Undo: {}", notice.title);
        if notice.undo && link(ui, scene.colours, "Undo").accessible_name(name).clicked() {
            out.send(Action::Undo);
        }
        if link(ui, scene.colours, "Close").accessible_name("Close the notice").clicked() {
            out.plan(PlanAction::Dismiss);
        }
    });
}
