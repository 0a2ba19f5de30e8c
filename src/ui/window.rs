//! The window itself: lays out its parts, hands every action to the program, and is its shell.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui;

use super::dialogs::Dialogs;
use super::scene::Scene;
use super::shortcuts::shortcuts;
use super::{dialog, layout, panel, screen, theme};
use crate::app::action::{Outbox, PracticeAction};
use crate::app::head_start::HeadStart;
use crate::app::practice::Practice;
use crate::app::prefs::ThemeChoice;
use crate::app::shell::{Choose, Opener, Shell, Waker};
use crate::app::state::{Busy, Page, Screen, State};
use crate::app::{App, Frame, PathChoice};
use crate::knowledge::Knowledge;
use crate::model::Day;
use crate::store::Places;

/// All that is drawn, around the program that it is drawn of.
pub struct Window {
    app: App,
    dialogs: Box<dyn Dialogs>,
    /// Whether the window had the focus at the last frame.
    focused: bool,
    /// The theme and the zoom that egui was told.
    look: (ThemeChoice, u16),
    /// The title that the desktop was told.
    title: String,
}

impl Window {
    /// A window on an empty intake.
    pub fn new(knowledge: Arc<Knowledge>, dialogs: Box<dyn Dialogs>, today: Day) -> Self {
        let app = App::new(knowledge, today);
        let title = app.state.window_title();
        Self { app, dialogs, focused: true, look: (ThemeChoice::System, 100), title }
    }

    /// The same, with a cache and a memory of its own on this computer.
    #[must_use]
    pub fn with_places(mut self, places: Option<Places>) -> Self {
        self.app.live_in(places);
        self
    }

    /// Takes over a practice that is being read already. One of the `begin` functions shows it.
    pub fn take_head_start(&mut self, head_start: HeadStart, ctx: &egui::Context) {
        self.app.take_head_start(head_start, waker(ctx));
    }

    /// Opens a practice folder that somebody named; the window shows it when it has been read.
    pub fn begin_with(&mut self, practice: PathBuf, ctx: &egui::Context) {
        let shell = WindowShell { ctx, frame: None, dialogs: &*self.dialogs };
        self.app.begin_with(practice, &shell);
    }

    /// Opens the practice that was open last, where there is one and its drive is connected.
    pub fn begin_as_before(&mut self, ctx: &egui::Context) {
        let shell = WindowShell { ctx, frame: None, dialogs: &*self.dialogs };
        self.app.begin_as_before(&shell);
    }

    /// Takes what was finished beside the window, and keeps it open where something isn't saved.
    pub fn advance(&mut self, ctx: &egui::Context) {
        let focused = ctx.input(|input| input.viewport().focused.unwrap_or(true));
        let frame = Frame {
            is_back: focused && !self.focused,
            is_touched: ctx.input(|input| !input.raw.events.is_empty()),
            is_to_close: ctx.input(|input| input.viewport().close_requested()),
        };
        self.focused = focused;
        self.apply_look(ctx);
        let shell = WindowShell { ctx, frame: None, dialogs: &*self.dialogs };
        self.app.advance(frame, &shell);
        // At once: there may be no next frame for long, and a locked window names nobody.
        self.say_title(ctx);
    }

    /// Whether nothing is being done beside the window, and whatever came of it was taken in: what
    /// shows then stays until somebody does something, or another program does.
    pub fn is_at_rest(&self) -> bool {
        self.app.is_at_rest()
    }

    /// How large everything is drawn, 1 as usual.
    pub(super) fn zoom(&self) -> f32 {
        f32::from(self.app.state.prefs.zoom) / 100.0
    }

    /// Tells the desktop whose plan is open, where that changed.
    fn say_title(&mut self, ctx: &egui::Context) {
        let title = self.app.state.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// What is open.
    pub(super) fn state(&self) -> &State {
        &self.app.state
    }

    /// Hands theme and zoom to egui where they changed.
    fn apply_look(&mut self, ctx: &egui::Context) {
        let look = (self.app.state.prefs.theme, self.app.state.prefs.zoom);
        if look == self.look {
            return;
        }
        self.look = look;
        ctx.set_theme(match look.0 {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        ctx.set_zoom_factor(self.zoom());
    }

    /// Draws one frame and carries out what was pressed in it.
    pub fn show(&mut self, ui: &mut egui::Ui, frame: Option<&eframe::Frame>) {
        let mut out = Outbox::default();
        let blocked = self.app.state.busy.is_some_and(Busy::blocks);
        let free = self.app.state.dialogs.is_empty() && !blocked;
        if free {
            shortcuts(ui.ctx(), &self.app.state, &mut out);
        } else {
            self.app.state.menu = None;
        }
        // A field takes the focus once it can be answered.
        let scrolls = self.app.state.visit.scroll_to_marked && !self.app.state.awaits_client();
        let focus = self.app.state.focus;
        let jumps = self.app.state.closing.as_ref().is_some_and(|it| it.sight.jump.is_some());
        let scene = Scene {
            state: &self.app.state,
            knowledge: &self.app.knowledge,
            colours: theme::colours(ui),
        };
        // A page that waits itself has its own way out.
        let page_waits = self.app.state.practice.is_locked();
        let in_front = page_waits && !self.app.state.dialogs.is_empty();
        if blocked && !in_front && is_given_up(ui, &self.app.state) {
            out.practice(PracticeAction::StopTask);
        }
        if blocked && !page_waits {
            panel::hold_still(ui);
        }
        panel::locks_ui(ui, scene);
        panel::top_ui(ui, scene, &mut out);
        let free_rect = ui.available_rect_before_wrap();
        let bottom = free_rect.bottom() - layout::status_height(ui);
        let body = free_rect.with_max_y(bottom.max(free_rect.top()));
        let mut middle = scene.state.middle;
        match &scene.state.practice {
            Practice::Opening(root) => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, scene, |ui| screen::opening_ui(ui, scene, root, &mut out));
            }),
            Practice::Locked(gate) => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, scene, |ui| screen::locked_ui(ui, scene, gate, &mut out));
            }),
            Practice::None if scene.state.is_at_start() => layout::alone_ui(ui, body, |ui| {
                paper_ui(ui, scene, |ui| screen::start_ui(ui, scene, &mut out));
            }),
            Practice::None | Practice::Open(_) if scene.state.print.is_some() => {
                if let Some(print) = &scene.state.print {
                    screen::print_ui(ui, scene, print, body, &mut out);
                }
            }
            Practice::None | Practice::Open(_) => {
                layout::body_ui(ui, scene, body, &mut out, |ui, out| {
                    middle = ui.available_width();
                    panel::important_ui(ui, scene, out);
                    paper_ui(ui, scene, |ui| middle_ui(ui, scene, out));
                });
            }
        }
        panel::status_ui(ui, scene, &mut out);
        let looked_at = panel::toasts_ui(ui, scene, &mut out);
        dialog::show_ui(ui, scene, &mut out);
        if free {
            panel::drop_ui(ui, scene, &mut out);
        }
        layout::focus_ring_ui(ui, scene);
        if scene.state.print.is_none() {
            screen::no_pages(ui.ctx());
        }
        self.app.state.middle = middle;
        self.app.state.visit.editing.drawn();
        if scrolls {
            self.app.state.visit.scroll_to_marked = false;
        }
        if focus.is_some() {
            self.app.state.focus = None;
        }
        if let Some(closing) = self.app.state.closing.as_deref_mut().filter(|_| jumps) {
            closing.sight.jump = None;
        }
        if let Some(open) = self.app.state.practice.open_mut() {
            // A client who was just added is listed a moment later.
            open.scroll_to_chosen &= !open.chosen.is_some_and(|id| open.listed.contains(&id));
        }
        let ctx = ui.ctx().clone();
        let now = ctx.input(|input| input.time);
        if let Some(seconds) = self.app.state.toasts.pass(now, looked_at) {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds.max(0.0)));
        }
        let actions = out.take();
        if !actions.is_empty() {
            ctx.request_repaint();
        }
        let view = self.app.state.view();
        let by_keyboard = ctx.memory(|memory| memory.focused().is_some());
        let shell = WindowShell { ctx: &ctx, frame, dialogs: &*self.dialogs };
        for action in actions {
            self.app.perform(action, &shell);
        }
        // What had the focus went with what was shown.
        let is_visit = self.app.state.shown_page() == Page::Visit;
        if by_keyboard && is_visit && self.app.state.view() != view {
            self.app.state.visit.focus_view();
        }
    }
}

/// The window around what is performed.
struct WindowShell<'a> {
    ctx: &'a egui::Context,
    /// What dialogs belong to; none before the first frame, and in tests.
    frame: Option<&'a eframe::Frame>,
    dialogs: &'a dyn Dialogs,
}

fn waker(ctx: &egui::Context) -> Waker {
    let ctx = ctx.clone();
    Arc::new(move || ctx.request_repaint())
}

impl Shell for WindowShell<'_> {
    fn waker(&self) -> Waker {
        waker(self.ctx)
    }

    fn wake_after(&self, time: Duration) {
        self.ctx.request_repaint_after(time);
    }

    fn copy(&self, text: String) {
        self.ctx.copy_text(text);
    }

    fn close(&self) {
        self.ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }

    fn stay_open(&self) {
        self.ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
    }

    fn forget(&self) {
        self.ctx.memory_mut(|memory| {
            let options = std::mem::take(&mut memory.options);
            *memory = egui::Memory::default();
            memory.options = options;
        });
    }

    fn choose(&self, what: Choose<'_>) -> PathChoice {
        match what {
            Choose::Plan => self.dialogs.open(self.frame),
            Choose::NewFile(name) => self.dialogs.save(self.frame, name),
            Choose::NewFileIn(name, folder) => self.dialogs.save_in(self.frame, name, folder),
            Choose::Folder => self.dialogs.folder(self.frame),
            Choose::FolderFrom(folder) => self.dialogs.folder_from(self.frame, folder),
            Choose::ClientList => self.dialogs.open_list(self.frame),
            Choose::Backup => self.dialogs.open_backup(self.frame),
            Choose::NewBackup(name) => self.dialogs.save_backup(self.frame, name),
        }
    }

    fn has_dialogs(&self) -> bool {
        self.dialogs.are_there()
    }

    fn opener(&self) -> Opener {
        self.dialogs.opener()
    }
}

/// Whether Escape is pressed while something is waited for that can be given up.
fn is_given_up(ui: &egui::Ui, state: &State) -> bool {
    let gives_up = state.busy.is_some_and(Busy::can_be_given_up);
    gives_up && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
}

fn paper_ui(ui: &mut egui::Ui, scene: Scene<'_>, content: impl FnOnce(&mut egui::Ui)) {
    let paper = egui::Frame::NONE.fill(scene.colours.window);
    egui::CentralPanel::default().frame(paper).show(ui, content);
}

/// What the middle shows: what to do next, a past plan, or what is being made.
fn middle_ui(ui: &mut egui::Ui, scene: Scene<'_>, out: &mut Outbox) {
    match scene.state.shown_page() {
        // Nothing shows up for a moment alone.
        Page::Visit if scene.state.awaits_brief() => return,
        Page::Visit => {}
        Page::Brief => return screen::brief_ui(ui, scene, out),
        Page::History => return screen::history_ui(ui, scene, out),
        Page::Closing => return screen::closing_ui(ui, scene, out),
    }
    match (scene.state.practice.open(), &scene.state.visit.reading) {
        (Some(open), reading)
            if scene.state.waits_for_client()
                && reading.as_ref().is_none_or(|reading| reading.copy.is_none()) =>
        {
            screen::choose_ui(ui, scene, open, out);
        }
        (_, Some(reading)) => screen::reading_ui(ui, scene, reading, present_ui, out),
        (_, None) => present_ui(ui, scene, out),
    }
}

/// What is being made for the visit: the questions, the plan, or what to do instead.
fn present_ui(ui: &mut egui::Ui, scene: Scene<'_>, out: &mut Outbox) {
    let referral = scene.state.visit.standing().referral();
    match (scene.state.visit.screen, &scene.state.visit.standing().plan, referral) {
        (Screen::Plan, _, Some(referral)) => screen::withheld_ui(ui, scene, referral, out),
        (Screen::Plan, Some(plan), None) => screen::plan_ui(ui, scene, plan, out),
        (Screen::Plan, None, None) | (Screen::Intake, _, _) => screen::intake_ui(ui, scene, out),
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
        self.app.end();
    }

    /// Nothing about a client may stay in egui's memory on disk.
    fn persist_egui_memory(&self) -> bool {
        false
    }
}
