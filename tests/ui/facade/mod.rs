//! The user's verbs. Nothing here reaches into the window: it looks and presses.

pub mod controls;
mod hands;
mod intake;
mod looking;
mod named;
mod screens;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::{self, Id, LayerId, Rect, Theme, Ui, UiBuilder, Vec2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, HarnessBuilder};
use image::RgbaImage;
use ischia::knowledge::Knowledge;
use ischia::model::Day;
use ischia::store::Places;
use ischia::ui::{Dialogs, HeadStart, Opener, PathChoice, Window};
use jiff::Zoned;
use tempfile::TempDir;

use crate::drive::{Dropped, Presses};
use crate::render::Painter;

pub use intake::Hands;

/// Answers the file dialogs.
#[derive(Clone, Default)]
pub struct Answers {
    pub open: Arc<Mutex<Option<PathBuf>>>,
    pub save: Arc<Mutex<Option<PathBuf>>>,
    pub folder: Arc<Mutex<Option<PathBuf>>>,
    /// What was opened with other programs.
    pub opened: Arc<Mutex<Vec<PathBuf>>>,
    /// Whether no program opens anything.
    pub opens_nothing: Arc<Mutex<bool>>,
    /// How long each takes to answer.
    pub takes: Arc<Mutex<Duration>>,
}

impl Answers {
    fn choice(&self, path: &Mutex<Option<PathBuf>>) -> PathChoice {
        let (path, takes) = (path.lock().unwrap().clone(), *self.takes.lock().unwrap());
        Box::new(move || {
            std::thread::sleep(takes);
            path
        })
    }
}

impl Dialogs for Answers {
    fn open(&self, _: Option<&eframe::Frame>) -> PathChoice {
        self.choice(&self.open)
    }

    fn save(&self, _: Option<&eframe::Frame>, _: &str) -> PathChoice {
        self.choice(&self.save)
    }

    fn folder(&self, _: Option<&eframe::Frame>) -> PathChoice {
        self.choice(&self.folder)
    }

    fn opener(&self) -> Opener {
        let (opened, nothing) = (Arc::clone(&self.opened), Arc::clone(&self.opens_nothing));
        Arc::new(move |path| {
            if *nothing.lock().unwrap() {
                return Err("no program is set for it".to_owned());
            }
            opened.lock().unwrap().push(path.to_owned());
            Ok(())
        })
    }

    /// One that takes no time is none, however long the machine takes to ask it.
    fn are_there(&self) -> bool {
        !self.takes.lock().unwrap().is_zero()
    }
}

/// How long anything may take. What comes at all comes long before, on the busiest machine too: only
/// what never comes lasts as long.
const PATIENCE: Duration = Duration::from_mins(1);
/// From one look at the window to the next while a test waits.
const LOOKS: Duration = Duration::from_millis(5);

/// What is typed into, or pressed by more than one verb.
pub const SEARCH: &str = "Search clients and notes";
pub const NEW_CLIENT: &str = "New";
pub const PLAN_TODAY: &str = "Plan today's session";
pub const NEW_CLIENT_NAME: &str = "Name of the new client";

#[allow(dead_code, reason = "for the benchmark")]
pub const FIRST_STEP: &str = "Step 1: ";
#[allow(dead_code, reason = "for the benchmark")]
pub const THIRD_STEP: &str = "Step 3: ";
#[allow(dead_code, reason = "for the benchmark")]
pub const QUICK_ADD: &str = "Add a step";
#[allow(dead_code, reason = "for the benchmark")]
pub const A_NUMBER: &str = "Weeks since it began";
#[allow(dead_code, reason = "for the benchmark")]
pub const AN_ANSWER: &str = "Side: Left";

/// How large the window is, and how it looks.
#[derive(Clone, Copy)]
pub struct Look {
    pub size: Vec2,
    pub theme: Theme,
    pub scale: f32,
}

impl Look {
    /// As tall as it takes to have the whole intake laid out: only what is drawn can be found.
    pub const TALL: Self = Self::sized(1366.0, 3200.0);

    /// A light window of this many points.
    pub const fn sized(width: f32, height: f32) -> Self {
        Self { size: vec2(width, height), theme: Theme::Light, scale: 1.0 }
    }
}

/// When the window wants to be drawn next.
#[derive(Clone, Default)]
struct Drawing(Arc<Mutex<Option<Instant>>>);

impl Drawing {
    fn of(ctx: &egui::Context) -> Self {
        let drawing = Self::default();
        let due = Arc::clone(&drawing.0);
        ctx.set_request_repaint_callback(move |asked| {
            let wanted = Instant::now().checked_add(asked.delay);
            let mut due = due.lock().unwrap();
            *due = [*due, wanted].into_iter().flatten().min();
        });
        drawing
    }

    /// Whether that is now; asked once.
    fn is_due(&self) -> bool {
        let mut due = self.0.lock().unwrap();
        due.take_if(|due| *due <= Instant::now()).is_some()
    }
}

/// The window under test.
pub struct App {
    harness: Harness<'static, Window>,
    /// Results of work beside the window wait as long as this is set.
    held: Rc<Cell<bool>>,
    drawing: Drawing,
    pub knowledge: Arc<Knowledge>,
    pub answers: Answers,
    /// The folders that it works in, which go after it: fields go in their order.
    rooms: Vec<TempDir>,
}

impl App {
    pub fn start() -> Self {
        Self::start_with(None)
    }

    /// A window whose cache, drafts and memory lie in these folders, on an intake without a practice.
    pub fn start_with(places: Option<Places>) -> Self {
        let mut app = Self::start_page(places);
        app.press("Draft a plan without a practice");
        app
    }

    /// A later run: what was open before opens again.
    pub fn start_again(places: Places) -> Self {
        let head_start = HeadStart::of(None, Some(&places));
        let mut app = Self::start_page(Some(places));
        let ctx = app.harness.ctx.clone();
        if let Some(head_start) = head_start {
            app.harness.state_mut().take_head_start(head_start, &ctx);
        }
        app.harness.state_mut().begin_as_before(&ctx);
        app.run();
        app
    }

    /// The page from which the window starts.
    pub fn start_page(places: Option<Places>) -> Self {
        Self::start_as(Look::TALL, places)
    }

    /// The same, where names may need letters which only the machine's own fonts have.
    pub fn start_page_in_any_script(places: Option<Places>) -> Self {
        ischia::ui::stop_clock(at("2026-11-24T14:31:00[UTC]"));
        let today = Day::parse("2026-11-24").unwrap();
        let builder = Harness::builder().allow_missing_glyphs();
        Self::start_with_builder(builder, Look::TALL, places, today)
    }

    /// A window that may show letters which only the machine's own fonts have.
    pub fn start_with_any_script() -> Self {
        let mut app = Self::start_page_in_any_script(None);
        app.press("Draft a plan without a practice");
        app
    }

    /// A window of another size. The clock stands still, at a minute past half past two.
    pub fn start_as(look: Look, places: Option<Places>) -> Self {
        ischia::ui::stop_clock(at("2026-11-24T14:31:00[UTC]"));
        Self::start_now(look, places, Day::parse("2026-11-24").unwrap())
    }

    /// A window whose clock goes on, as the real one's does.
    pub fn start_now(look: Look, places: Option<Places>, today: Day) -> Self {
        Self::start_with_builder(Harness::builder(), look, places, today)
    }

    pub(super) fn start_with_builder(
        builder: HarnessBuilder<Window>,
        look: Look,
        places: Option<Places>,
        today: Day,
    ) -> Self {
        let knowledge = Arc::new(Knowledge::shipped().unwrap());
        let answers = Answers::default();
        let window = Window::new(Arc::clone(&knowledge), Box::new(answers.clone()), today);
        let window = window.with_places(places);
        Self::of(window, builder, look, knowledge, answers)
    }

    /// A window that was driven in another way, whatever letters are in it by now.
    pub fn over(window: Window) -> Self {
        let knowledge = Arc::new(Knowledge::shipped().unwrap());
        let builder = Harness::builder().allow_missing_glyphs();
        Self::of(window, builder, Look::TALL, knowledge, Answers::default())
    }

    pub(super) fn of(
        window: Window,
        builder: HarnessBuilder<Window>,
        look: Look,
        knowledge: Arc<Knowledge>,
        answers: Answers,
    ) -> Self {
        let held = Rc::new(Cell::new(false));
        let is_held = Rc::clone(&held);
        let harness = builder
            .with_max_steps(20)
            .with_size(look.size)
            .with_theme(look.theme)
            .with_pixels_per_point(look.scale)
            .with_render_cursor(false)
            .with_context_setup(ischia::ui::install_theme)
            .renderer(Painter::default())
            .build_ui_state(
                move |ui, window: &mut Window| {
                    let ctx = ui.ctx().clone();
                    if !is_held.get() {
                        window.advance(&ctx);
                    }
                    // The harness leaves a margin that no window has.
                    let whole = UiBuilder::new()
                        .layer_id(LayerId::background())
                        .max_rect(ctx.viewport_rect());
                    window.show(&mut Ui::new(ctx, Id::unique("window"), whole), None);
                },
                window,
            );
        let drawing = Drawing::of(&harness.ctx);
        let mut app = Self { harness, held, drawing, knowledge, answers, rooms: Vec::new() };
        app.run();
        app
    }

    /// Keeps the folder that the window works in for as long as the window is there.
    pub fn living_in(mut self, folder: TempDir) -> Self {
        self.keep(folder);
        self
    }

    /// Keeps one more folder, of a file that it opens say.
    pub fn keep(&mut self, folder: TempDir) {
        self.rooms.push(folder);
    }

    /// The folder that it works in.
    pub fn room(&self) -> &Path {
        self.rooms.first().unwrap().path()
    }

    /// Ends the window, and gives the folders that it worked in.
    pub fn leave_rooms(self) -> Vec<TempDir> {
        self.into_window().1
    }

    /// The window alone, to be driven in another way, and the folders that it works in.
    pub fn into_window(self) -> (Window, Vec<TempDir>) {
        (self.harness.into_state(), self.rooms)
    }

    /// Another size, theme or scale of the same window.
    pub fn look(&mut self, look: Look) {
        self.harness.set_size(look.size);
        self.harness.ctx.set_theme(look.theme);
        let viewport = self.harness.input_mut().viewports.get_mut(&egui::ViewportId::ROOT);
        viewport.unwrap().native_pixels_per_point = Some(look.scale);
        // Taking a pointer away that isn't there would count as somebody doing something.
        if self.harness.ctx.input(|input| input.pointer.latest_pos().is_some()) {
            self.harness.remove_cursor();
        }
        // With something hovering over it, a window never settles.
        self.harness.run_ok();
    }

    /// Another window was in front, and this one is again.
    pub fn come_back(&mut self) {
        for focused in [false, true] {
            let viewport = self.harness.input_mut().viewports.get_mut(&egui::ViewportId::ROOT);
            viewport.unwrap().focused = Some(focused);
            self.run();
        }
    }

    /// What the window looks like now.
    pub fn picture(&mut self) -> RgbaImage {
        self.harness.render().unwrap()
    }

    /// Nobody does anything until a quarter past five.
    pub fn wait_till_evening(&mut self) {
        self.wait_till("17:15:00");
    }

    /// Nobody does anything until this time of the day on which the window was opened.
    pub fn wait_till(&mut self, time: &str) {
        ischia::ui::stop_clock(at(&format!("2026-11-24T{time}[UTC]")));
        self.run();
    }

    /// Lets results of work beside the window wait, or come in again.
    pub fn hold(&mut self, held: bool) {
        self.held.set(held);
        self.run();
    }

    /// Makes the window this large, in points.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.harness.set_size(egui::vec2(width, height));
        self.run();
    }

    /// Lets the time pass in which nobody does anything.
    pub fn wait_seconds(&mut self, seconds: usize) {
        self.harness.run_steps(seconds * 4);
    }

    /// Waits until nothing comes any more from work beside the window, unless that is held or a file
    /// dialog stays open.
    pub fn settle(&mut self) {
        self.harness.run();
        if self.held.get() || !self.answers.takes.lock().unwrap().is_zero() {
            return;
        }
        self.wait_until("nothing is being done beside the window", |app| {
            app.harness.state().is_at_rest()
        });
    }

    /// Waits until nothing comes any more from work beside the window, however it goes on moving.
    pub fn rest(&mut self) {
        self.wait_until("nothing is being done beside the window", |app| {
            app.harness.state().is_at_rest()
        });
    }

    /// Lets the window have what was done to it, without a result coming in between, as long as
    /// somebody's finger is down; then all that comes of it.
    pub(super) fn run(&mut self) {
        let held = self.held.replace(true);
        self.harness.step();
        self.held.set(held);
        self.settle();
    }

    /// Waits until work beside the window is done and something shows.
    pub fn wait_for(&mut self, words: &str) {
        self.wait_until(&format!("“{words}” shows"), |app| app.shows(words));
    }

    /// Waits until something shows no more.
    pub fn wait_until_gone(&mut self, words: &str) {
        self.wait_until(&format!("“{words}” is gone"), |app| !app.shows(words));
    }

    /// Waits until this is so, and draws the window meanwhile whenever it asks for that. The one place
    /// where a test waits.
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            let shown = || self.all_shown();
            assert!(begun.elapsed() < PATIENCE, "never: {what}. The window shows:\n{}", shown());
            if self.drawing.is_due() {
                self.harness.run();
            } else {
                std::thread::sleep(LOOKS);
            }
        }
    }
}

/// A moment of some day in a time zone.
fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Puts a file there, as another program would.
#[expect(clippy::disallowed_methods, reason = "other programs write as they like")]
pub fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap();
}
