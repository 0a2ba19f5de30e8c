//! The window itself: collects results, lays out the shell, hands every action to `perform`.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};
use jiff::Timestamp;

use super::action::{Action, Outbox, Then};
use super::draft::Field;
use super::files::Dialogs;
use super::jobs::Jobs;
use super::practice::Practice;
use super::state::{Busy, Screen, State};
use super::{dialog, idle, panel, screen, theme};
use crate::knowledge::Knowledge;
use crate::model::Day;
use crate::store::Places;

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

impl Cx<'_> {
    /// Whether a field was jumped to and takes the focus in this frame.
    pub fn is_jumped_to(&self, field: &Field) -> bool {
        self.state.scroll_to_marked && self.state.marked.as_ref() == Some(field)
    }
}

/// The window.
pub struct Window {
    pub(super) state: State,
    pub(super) knowledge: Arc<Knowledge>,
    pub(super) jobs: Jobs,
    pub(super) dialogs: Box<dyn Dialogs>,
    /// The user's own folders; none where the system names none, as in tests.
    pub(super) places: Option<Places>,
    /// When the window was opened.
    pub(super) started: Timestamp,
    /// Whether the window had the focus at the last frame.
    focused: bool,
    /// The window was told to close, whatever isn't saved.
    pub(super) closing: bool,
}

const NEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
const UNDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const REDO: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::Z);

impl Window {
    /// A window on an empty intake.
    pub fn new(knowledge: Arc<Knowledge>, dialogs: Box<dyn Dialogs>, today: Day) -> Self {
        Self {
            state: State::new(today, &knowledge),
            knowledge,
            jobs: Jobs::default(),
            dialogs,
            places: None,
            started: Timestamp::now(),
            focused: true,
            closing: false,
        }
    }

    /// The same, with a cache and a memory of its own on this computer.
    #[must_use]
    pub fn with_places(mut self, places: Option<Places>) -> Self {
        self.places = places;
        self
    }

    /// Opens a practice folder; the window shows it when it has been read.
    pub fn begin_with(&mut self, practice: PathBuf, ctx: &egui::Context) {
        self.open_practice(practice, ctx);
    }

    /// Takes what was finished beside the window, and keeps it open where something isn't saved.
    pub fn advance(&mut self, ctx: &egui::Context) {
        for done in self.jobs.finished() {
            self.receive(done, ctx);
        }
        // Other computers may have changed something while another window was in front.
        let focused = ctx.input(|input| input.viewport().focused.unwrap_or(true));
        if focused && !self.focused {
            self.refresh_index(ctx);
        }
        self.focused = focused;
        self.watch_idle(ctx);
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
        idle::warning_ui(ui, cx);
        panel::top_ui(ui, cx, &mut out);
        panel::status_ui(ui, cx, &mut out);
        let waiting = match &self.state.practice {
            Practice::Opening(_) | Practice::Locked(_) => true,
            Practice::None | Practice::Open(_) => false,
        };
        if !waiting {
            panel::clients_ui(ui, cx, &mut out);
            panel::cautions_ui(ui, cx, &mut out);
        }
        let paper = egui::Frame::NONE.fill(cx.palette.window);
        egui::CentralPanel::default().frame(paper).show(ui, |ui| {
            match &cx.state.practice {
                Practice::Opening(root) => return screen::opening_ui(ui, cx, root),
                Practice::Locked(gate) => return screen::locked_ui(ui, cx, gate, &mut out),
                Practice::None | Practice::Open(_) => {}
            }
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
        if let Some(open) = self.state.practice.open_mut() {
            open.scroll_to_chosen = false;
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
    // A text field that has the focus takes back its own typing.
    let typing = ui.ctx().text_edit_focused();
    ui.input_mut(|input| {
        // The longer one first: the shorter is a part of it.
        if !typing && input.consume_shortcut(&REDO) {
            out.send(Action::Redo);
        }
        if !typing && input.consume_shortcut(&UNDO) {
            out.send(Action::Undo);
        }
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
