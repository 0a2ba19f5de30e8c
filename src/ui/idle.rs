//! Locking a sealed practice that nobody works with: the warning before, and the lock.
//!
//! When it is due is decided by `store::vault`; the window asks it at each frame and wakes for the
//! next moment at which something changes. The clock is the one that goes on while a laptop sleeps.

use std::time::Duration;

use eframe::egui::{self, Context, Frame, Margin, Ui};

use super::app::{Cx, Window};
use super::clock;
use super::widget::bold;
use crate::store::vault::idle::{IdleLock, IdleState};

impl Window {
    /// Warns, or locks, where it is time.
    pub(super) fn watch_idle(&mut self, ctx: &Context) {
        let now = self.running();
        let Some(open) = self.state.practice.open_mut().filter(|open| open.store.seal().is_some())
        else {
            self.state.locks_in = None;
            return;
        };
        let minutes = open.settings.lock_after_minutes;
        let idle = open.idle.get_or_insert_with(|| IdleLock::new(minutes, now));
        if ctx.input(|input| !input.raw.events.is_empty()) {
            idle.touched(now);
        }
        match idle.state(now) {
            IdleState::Awake { quiet_for } => {
                self.state.locks_in = None;
                ctx.request_repaint_after(quiet_for);
            }
            IdleState::Warning { seconds_left } => {
                self.state.locks_in = Some(seconds_left);
                ctx.request_repaint_after(Duration::from_secs(1));
            }
            IdleState::Lock => {
                self.state.locks_in = None;
                self.hold_work();
                self.lock(ctx);
            }
        }
    }

    /// How long the window has been open; a clock that was put back counts as standing still.
    fn running(&self) -> Duration {
        let passed = clock::moment().duration_since(self.started);
        Duration::try_from(passed).unwrap_or_default()
    }
}

/// The warning, above everything.
pub fn warning_ui(ui: &mut Ui, cx: Cx<'_>) {
    let Some(seconds) = cx.state.locks_in else { return };
    let frame = Frame::NONE.fill(cx.palette.care_ground).inner_margin(Margin::symmetric(14, 6));
    egui::Panel::top("locks").frame(frame).show(ui, |ui| {
        let unit = if seconds == 1 { "second" } else { "seconds" };
        let text = format!("The practice locks in {seconds} {unit}. Press a key to go on working.");
        ui.label(bold(text).color(cx.palette.care));
    });
}
