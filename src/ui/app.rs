//! The window itself: collects results, lays out the shell, hands every action to `perform`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};

use super::action::{Action, Outbox, Then};
use super::files::Dialogs;
use super::jobs::Jobs;
use super::state::{Busy, Screen, State};
use super::{dialog, panel, screen, theme};
use crate::knowledge::Knowledge;
use crate::model::Day;

/// What views may read.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// What is open.
    pub state: &'a State,
    /// The clinical files.
    pub knowledge: &'a Knowledge,
    /// The colours.
    pub palette: &'static theme::Palette,
}

/// The window.
pub struct Window {
    pub(super) state: State,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) jobs: Jobs,
    pub(super) dialogs: Box<dyn Dialogs>,
    /// The window was told to close, whatever isn't saved.
    pub(super) closing: bool,
    practice: Option<PathBuf>,
}

const NEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);

impl Window {
    /// A window on an empty intake.
    pub fn new(knowledge: Arc<Knowledge>, dialogs: Box<dyn Dialogs>, today: Day) -> Self {
        Self {
            state: State::new(today, &knowledge),
            knowledge,
            jobs: Jobs::default(),
            dialogs,
            closing: false,
            practice: None,
        }
    }

    /// The same window on the practice folder that was named.
    #[must_use]
    pub fn on_practice(mut self, practice: Option<PathBuf>) -> Self {
        self.practice = practice;
        self
    }

    /// The practice folder that was named when the window was opened.
    pub fn practice(&self) -> Option<&Path> {
        self.practice.as_deref()
    }

    /// Takes what was finished beside the window, and keeps it open where something isn't saved.
    pub fn advance(&mut self, ctx: &egui::Context) {
        for done in self.jobs.finished() {
            self.receive(done, ctx);
        }
        let close = ctx.input(|input| input.viewport().close_requested());
        if close && !self.closing && self.state.is_unsaved() {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.perform(Action::Leave(Then::Quit), ctx, None);
        }
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut egui::Ui, frame: Option<&eframe::Frame>) {
        let mut out = Outbox::default();
        let blocked = self.state.busy.is_some_and(Busy::blocks);
        if self.state.dialogs.is_empty() && !blocked {
            shortcuts(ui, &mut out);
        }
        let scrolls = self.state.scroll_to_marked;
        let cx = Cx { state: &self.state, knowledge: &self.knowledge, palette: theme::palette(ui) };
        if blocked {
            ui.disable();
        }
        panel::top_ui(ui, cx, &mut out);
        panel::status_ui(ui, cx, &mut out);
        panel::cautions_ui(ui, cx, &mut out);
        let paper = egui::Frame::NONE.fill(cx.palette.window);
        egui::CentralPanel::default().frame(paper).show(ui, |ui| {
            let referral = cx.state.judged.referral();
            match (cx.state.screen, &cx.state.judged.plan, referral) {
                (Screen::Plan, _, Some(referral)) => {
                    screen::withheld_ui(ui, cx, referral, &mut out);
                }
                (Screen::Plan, Some(plan), None) => screen::plan_ui(ui, cx, plan, &mut out),
                (Screen::Plan, None, None) | (Screen::Intake, _, _) => {
                    screen::intake_ui(ui, cx, &mut out);
                }
            }
        });
        dialog::show_ui(ui, cx, &mut out);
        if scrolls {
            self.state.scroll_to_marked = false;
        }
        let ctx = ui.ctx().clone();
        let actions = out.take();
        if !actions.is_empty() {
            ctx.request_repaint();
        }
        for action in actions {
            self.perform(action, &ctx, frame);
        }
    }
}

fn shortcuts(ui: &egui::Ui, out: &mut Outbox) {
    ui.input_mut(|input| {
        if input.consume_shortcut(&NEW) {
            out.send(Action::Leave(Then::New));
        }
        if input.consume_shortcut(&OPEN) {
            out.send(Action::Leave(Then::Open));
        }
        if input.consume_shortcut(&SAVE) {
            out.send(Action::SaveThen(None));
        }
    });
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.advance(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.show(ui, Some(frame));
    }

    /// Nothing about a client may stay in egui's memory on disk.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}
