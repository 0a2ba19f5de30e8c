//! Pointing: what is under the pointer or has the focus lights what belongs to it.

use eframe::egui::Response;

use crate::app::action::{Action, Outbox};
use crate::app::highlight::Pointed;
use crate::ui::scene::Scene;

/// Says that something is pointed at, once when that begins and once when it ends. The pointer
/// counts before the focus.
pub fn point(scene: Scene<'_>, response: &Response, what: Pointed, out: &mut Outbox) {
    point_at(scene, response.hovered(), response.has_focus(), what, out);
}

/// The same for something that has parts of its own under the pointer.
pub fn point_at(scene: Scene<'_>, hovered: bool, focused: bool, what: Pointed, out: &mut Outbox) {
    let is_pointed = scene.state.visit.pointed.as_ref() == Some(&what);
    if hovered || (focused && scene.state.visit.pointed.is_none()) {
        if !is_pointed {
            out.send(Action::Point(Some(what)));
        }
    } else if is_pointed && !focused {
        out.send(Action::Point(None));
    }
}
