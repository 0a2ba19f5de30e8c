//! Pointing: what is under the pointer or has the focus lights what belongs to it.

use eframe::egui::Response;

use crate::ui::action::{Action, Outbox};
use crate::ui::app::Cx;
use crate::ui::lit::Pointed;

/// Says that something is pointed at, once when that begins and once when it ends. The pointer
/// counts before the focus.
pub fn point(cx: Cx<'_>, response: &Response, what: Pointed, out: &mut Outbox) {
    let is_pointed = cx.state.pointed.as_ref() == Some(&what);
    if response.hovered() || (response.has_focus() && cx.state.pointed.is_none()) {
        if !is_pointed {
            out.send(Action::Point(Some(what)));
        }
    } else if is_pointed && !response.has_focus() {
        out.send(Action::Point(None));
    }
}
