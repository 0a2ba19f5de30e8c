//! The window itself: collects results, lays out the shell, hands every action to `perform`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui;
use jiff::Timestamp;

use super::action::{Action, Outbox, PracticeAction, Then};
use super::clock;
use super::draft::Field;
use super::files::Dialogs;
use super::head_start::HeadStart;
use super::jobs::Jobs;
use super::panes::Panes;
use super::practice::{Practice, Unwanted};
use super::prefs::{Prefs, ThemeChoice};
use super::shortcuts::shortcuts;
use super::state::{Busy, Screen, State};
use super::{dialog, idle, layout, panel, perform, screen, theme};
use crate::knowledge::Knowledge;
use crate::model::Day;
use crate::store::{Places, Progress};

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
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
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
    /// What is waited for.
    pub(super) waiting: perform::Waiting,
    /// Whether the practice of the last run is being opened.
    pub(super) begins: bool,
    /// The practice that is being read since before there was a window.
    pub(super) begun: Option<(PathBuf, Progress)>,
    /// What wasn't saved when a practice locked itself.
    pub(super) held: Vec<perform::Held>,
    /// The draft that isn't wanted once another practice is open.
    pub(super) unwanted: Option<Unwanted>,
    /// How the window looked when that was kept last.
    pub(super) kept_prefs: Prefs,
    /// Whether it is being kept now.
    pub(super) keeps_prefs: bool,
    /// The theme and the zoom that egui was told.
    look: (ThemeChoice, u16),
    /// The window was told to close, whatever isn't saved.
    pub(super) closing: bool,
}

impl Window {
    /// A window on an empty intake.
    pub fn new(knowledge: Arc<Knowledge>, dialogs: Box<dyn Dialogs>, today: Day) -> Self {
        Self {
            state: State::new(today, &knowledge),
            knowledge,
            jobs: Jobs::default(),
            dialogs,
            places: None,
            started: clock::moment(),
            focused: true,
            waiting: perform::Waiting::default(),
            begins: false,
            begun: None,
            held: Vec::new(),
            unwanted: None,
            kept_prefs: Prefs::default(),
            keeps_prefs: false,
            look: (ThemeChoice::System, 100),
            closing: false,
        }
    }

    /// The same, with a cache and a memory of its own on this computer.
    #[must_use]
    pub fn with_places(mut self, places: Option<Places>) -> Self {
        if let Some(places) = &places {
            self.state.prefs = perform::read_prefs(places);
            self.kept_prefs = self.state.prefs.clone();
            self.state.panes = Panes::kept(&self.state.prefs);
            self.state.known_practices = places.practices();
        }
        self.places = places;
        self
    }

    /// Takes over a practice that is being read already. One of the `begin` functions shows it.
    pub fn take_head_start(&mut self, head_start: HeadStart, ctx: &egui::Context) {
        let HeadStart { root, jobs, progress } = head_start;
        jobs.belong_to(ctx);
        self.jobs = jobs;
        self.begun = Some((root, progress));
    }

    /// Opens a practice folder that somebody named; the window shows it when it has been read.
    pub fn begin_with(&mut self, practice: PathBuf, ctx: &egui::Context) {
        self.open_practice(practice, ctx);
    }

    /// Opens the practice that was open last, where there is one and its drive is connected.
    pub fn begin_as_before(&mut self, ctx: &egui::Context) {
        if let Some(last) = self.state.known_practices.first().cloned() {
            self.begins = true;
            self.perform(Action::Leave(Then::Reopen(last)), ctx, None);
        }
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
        self.apply_look(ctx);
        self.watch_idle(ctx);
        self.keep_prefs(ctx);
        let close = ctx.input(|input| input.viewport().close_requested());
        if close && !self.closing && (self.state.is_unsaved() || self.holds_the_only_copy()) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.perform(Action::Leave(Then::Quit), ctx, None);
        }
    }

    /// Whether nothing is being done beside the window, and whatever came of it was taken in: what
    /// shows then stays until somebody does something, or another program does.
    pub fn is_at_rest(&self) -> bool {
        self.jobs.are_done()
    }

    /// Hands theme and zoom to egui where they changed.
    fn apply_look(&mut self, ctx: &egui::Context) {
        let look = (self.state.prefs.theme, self.state.prefs.zoom);
        if look == self.look {
            return;
        }
        self.look = look;
        ctx.set_theme(match look.0 {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        ctx.set_zoom_factor(f32::from(look.1) / 100.0);
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut egui::Ui, frame: Option<&eframe::Frame>) {
        let mut out = Outbox::default();
        let blocked = self.state.busy.is_some_and(Busy::blocks);
        let free = self.state.dialogs.is_empty() && !blocked;
        if free {
            shortcuts(ui.ctx(), &self.state, &mut out);
        } else {
            self.state.menu = None;
        }
        // A field takes the focus once it can be answered.
        let scrolls = self.state.scroll_to_marked && !self.state.awaits_client();
        let focus = self.state.focus;
        let cx = Cx { state: &self.state, knowledge: &self.knowledge, palette: theme::palette(ui) };
        // A page that waits itself has its own way out.
        let page_waits = self.state.practice.is_locked();
        let in_front = page_waits && !self.state.dialogs.is_empty();
        if blocked && !in_front && is_given_up(ui, &self.state) {
            out.practice(PracticeAction::StopTask);
        }
        if blocked && !page_waits {
            panel::hold_still(ui);
        }
        idle::warning_ui(ui, cx);
        panel::top_ui(ui, cx, &mut out);
        let free_rect = ui.available_rect_before_wrap();
        let bottom = free_rect.bottom() - layout::status_height(ui);
        let body = free_rect.with_max_y(bottom.max(free_rect.top()));
        let mut middle = cx.state.middle;
        match &cx.state.practice {
            Practice::Opening(root) => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, cx, |ui| screen::opening_ui(ui, cx, root, &mut out));
            }),
            Practice::Locked(gate) => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, cx, |ui| screen::locked_ui(ui, cx, gate, &mut out));
            }),
            Practice::None if cx.state.is_at_start() => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, cx, |ui| screen::start_ui(ui, cx, &mut out));
            }),
            Practice::None | Practice::Open(_) => {
                layout::body_ui(ui, cx, body, &mut out, |ui, out| {
                    middle = ui.available_width();
                    panel::important_ui(ui, cx, out);
                    paper_ui(ui, cx, |ui| middle_ui(ui, cx, out));
                });
            }
        }
        let before = ui.available_rect_before_wrap().height();
        panel::status_ui(ui, cx, &mut out);
        layout::keep_status_height(ui, before - ui.available_rect_before_wrap().height());
        let looked_at = panel::toasts_ui(ui, cx, &mut out);
        dialog::show_ui(ui, cx, &mut out);
        if free {
            panel::drop_ui(ui, cx, &mut out);
        }
        layout::focus_ring_ui(ui, cx);
        self.state.middle = middle;
        self.state.editing.drawn();
        if scrolls {
            self.state.scroll_to_marked = false;
        }
        if focus.is_some() {
            self.state.focus = None;
        }
        if let Some(open) = self.state.practice.open_mut() {
            // A client who was just added is listed a moment later.
            open.scroll_to_chosen &= !open.chosen.is_some_and(|id| open.listed.contains(&id));
        }
        let ctx = ui.ctx().clone();
        let now = ctx.input(|input| input.time);
        if let Some(seconds) = self.state.toasts.pass(now, looked_at) {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds.max(0.0)));
        }
        let actions = out.take();
        if !actions.is_empty() {
            ctx.request_repaint();
        }
        let view = self.state.view();
        let by_keyboard = ctx.memory(|memory| memory.focused().is_some());
        for action in actions {
            self.perform(action, &ctx, frame);
        }
        // What had the focus went with what was shown.
        if by_keyboard && self.state.view() != view {
            self.state.focus_view();
        }
    }
}

/// Whether Escape is pressed while something is waited for that can be given up.
fn is_given_up(ui: &egui::Ui, state: &State) -> bool {
    let gives_up = state.busy.is_some_and(Busy::can_be_given_up);
    gives_up && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

fn paper_ui(ui: &mut egui::Ui, cx: Cx<'_>, content: impl FnOnce(&mut egui::Ui)) {
    let paper = egui::Frame::NONE.fill(cx.palette.window);
    egui::CentralPanel::default().frame(paper).show(ui, content);
}

/// What the middle shows: what to do next, a past plan, or what is being made.
fn middle_ui(ui: &mut egui::Ui, cx: Cx<'_>, out: &mut Outbox) {
    match (cx.state.practice.open(), &cx.state.reading) {
        (Some(open), _) if cx.state.waits_for_client() => screen::choose_ui(ui, cx, open, out),
        (_, Some(reading)) => screen::reading_ui(ui, cx, reading, present_ui, out),
        (_, None) => present_ui(ui, cx, out),
    }
}

/// What is being made for the visit: the questions, the plan, or what to do instead.
fn present_ui(ui: &mut egui::Ui, cx: Cx<'_>, out: &mut Outbox) {
    let referral = cx.state.judged.referral();
    match (cx.state.screen, &cx.state.judged.plan, referral) {
        (Screen::Plan, _, Some(referral)) => screen::withheld_ui(ui, cx, referral, out),
        (Screen::Plan, Some(plan), None) => screen::plan_ui(ui, cx, plan, out),
        (Screen::Plan, None, None) | (Screen::Intake, _, _) => screen::intake_ui(ui, cx, out),
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.advance(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.show(ui, Some(frame));
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep_prefs_now();
        // No draft of a practice that was just closed may be lost.
        self.jobs.closing().wait();
    }

    /// Nothing about a client may stay in egui's memory on disk.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}
