//! The user's verbs. Nothing here reaches into the window: it looks and presses.

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
use ischia::ui::{Choice, Dialogs, HeadStart, Window};
use jiff::Zoned;

use crate::drive::{Dropped, Presses};
use crate::render::Painter;

/// Answers the file dialogs.
#[derive(Clone, Default)]
pub struct Answers {
    pub open: Arc<Mutex<Option<PathBuf>>>,
    pub save: Arc<Mutex<Option<PathBuf>>>,
    pub folder: Arc<Mutex<Option<PathBuf>>>,
    /// How long each takes to answer.
    pub takes: Arc<Mutex<Duration>>,
}

impl Answers {
    fn choice(&self, path: &Mutex<Option<PathBuf>>) -> Choice {
        let (path, takes) = (path.lock().unwrap().clone(), *self.takes.lock().unwrap());
        Box::new(move || {
            std::thread::sleep(takes);
            path
        })
    }
}

impl Dialogs for Answers {
    fn open(&self, _: Option<&eframe::Frame>) -> Choice {
        self.choice(&self.open)
    }

    fn save(&self, _: Option<&eframe::Frame>, _: &str) -> Choice {
        self.choice(&self.save)
    }

    fn folder(&self, _: Option<&eframe::Frame>) -> Choice {
        self.choice(&self.folder)
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

    fn start_with_builder(
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

    fn of(
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
        let mut app = Self { harness, held, drawing, knowledge, answers };
        app.run();
        app
    }

    /// The window alone, to be driven in another way.
    pub fn into_window(self) -> Window {
        self.harness.into_state()
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

    /// Opens a practice folder as the command line does, and shows it being opened, for good.
    pub fn show_opening(&mut self, root: &Path) {
        self.held.set(true);
        self.begin(root);
    }

    /// Counts presses from here on.
    pub fn count_presses(&mut self) {
        self.harness.ctx.add_plugin(Presses::default());
    }

    /// How often a button or a key went down since then.
    pub fn presses(&self) -> usize {
        self.harness.ctx.plugin::<Presses>().lock().count
    }

    /// Turns the wheel where the pointer is.
    pub fn turn_wheel(&mut self, points: f32) {
        self.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
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

    /// Opens a practice folder as the command line does.
    pub fn begin(&mut self, root: &Path) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().begin_with(root.to_owned(), &ctx);
        self.run();
    }

    /// Where something that can be pressed is, by its exact name; none where it isn't laid out.
    pub fn place_of(&self, name: &str) -> Option<Rect> {
        let by = egui_kittest::kittest::by().label(name).predicate(is_control);
        self.place(by)
    }

    /// What is typed in a field.
    pub fn value_of(&self, name: &str) -> Option<String> {
        let by = egui_kittest::kittest::by().label(name).predicate(is_control);
        let mut found = self.harness.query_all(by);
        found.next()?.accesskit_node().value()
    }

    fn place(&self, by: egui_kittest::kittest::By<'_>) -> Option<Rect> {
        let mut found = self.harness.query_all(by);
        found.next().map(|node| node.rect())
    }

    /// Whether all of what lies there shows, and can be clicked.
    pub fn is_in_sight(&self, rect: Rect) -> bool {
        self.harness.ctx.viewport(|viewport| {
            let mut widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
            widgets.any(|widget| {
                let near = |a: egui::Pos2, b: egui::Pos2| a.distance(b) < 1.0;
                let is_it = near(widget.rect.min, rect.min) && near(widget.rect.max, rect.max);
                is_it && widget.enabled && widget.interact_rect.contains_rect(rect.shrink(1.0))
            })
        })
    }

    /// A click, wherever that is.
    pub fn click_at(&mut self, pos: egui::Pos2) {
        self.harness.event(egui::Event::PointerMoved(pos));
        for pressed in [true, false] {
            self.harness.event(egui::Event::PointerButton {
                pos,
                button: egui::PointerButton::Primary,
                pressed,
                modifiers: egui::Modifiers::NONE,
            });
        }
        self.run();
    }

    /// Where the first thing is whose name begins with these words.
    #[allow(dead_code, reason = "for the benchmark")]
    pub fn place_beginning(&self, words: &str) -> Option<Rect> {
        let words = words.to_owned();
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            is_control(node) && node.label().unwrap_or_default().starts_with(&words)
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.place(by)
    }

    /// The name of a client whose row is drawn: what stands before the comma.
    pub fn first_client(&self) -> Option<String> {
        let root = self.harness.root();
        let labels = root.children_recursive().filter_map(|node| {
            let node = node.accesskit_node();
            let is_row = node.role() == egui::accesskit::Role::Button && is_client(&node.label()?);
            is_row.then(|| node.label()).flatten()
        });
        let mut names = labels.map(|label| label.split(", ").next().unwrap_or_default().to_owned());
        names.next()
    }

    /// Back from a plan to its intake.
    #[allow(dead_code, reason = "for the benchmark")]
    pub fn edit_intake(&mut self) {
        self.press("Edit intake");
    }

    /// One event of the pointer or the keyboard.
    pub fn event(&mut self, event: egui::Event) {
        self.harness.event(event);
        self.run();
    }

    /// Presses what bears exactly this name.
    pub fn press(&mut self, name: &str) {
        let by = egui_kittest::kittest::by().label(name).predicate(is_control);
        self.harness.get(by).click();
        self.run();
    }

    /// Presses the last thing of this name: what lies in front is drawn last.
    pub fn press_last(&mut self, name: &str) {
        let role = egui::accesskit::Role::Button;
        let by = egui_kittest::kittest::by().label(name).role(role);
        self.harness.get_all(by).last().unwrap().click();
        self.run();
    }

    /// Presses the first thing in the rail or elsewhere whose name begins with these words.
    pub fn press_begin(&mut self, words: &str) {
        let words = words.to_owned();
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let label = node.label().unwrap_or_default();
            let roles = [egui::accesskit::Role::Button, egui::accesskit::Role::CheckBox];
            label.starts_with(&words) && roles.contains(&node.role())
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().click();
        self.run();
    }

    /// Runs the first thing that the palette finds.
    pub fn command(&mut self, words: &str) {
        self.keys(egui::Key::K);
        self.type_here(words);
        self.enter();
    }

    /// Opens a menu and presses what stands in it.
    pub fn choose(&mut self, menu: &str, entry: &str) {
        self.press(menu);
        self.entry(entry).click();
        self.run();
    }

    /// What stands in the menu that is open.
    fn entry<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let in_menu = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            use egui::accesskit::Role::{MenuItem, MenuItemRadio};
            matches!(node.role(), MenuItem | MenuItemRadio)
        };
        self.harness.get(egui_kittest::kittest::by().label(name).predicate(in_menu))
    }

    /// Gives the keyboard's focus to the first thing whose name begins with these words.
    pub fn focus_begin(&mut self, words: &'static str) {
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let label = node.label().unwrap_or_default();
            label.starts_with(words) && node.role() == egui::accesskit::Role::Button
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().focus();
        self.run();
    }

    /// The name of what has the focus; nothing where nothing has it.
    pub fn focused(&self) -> String {
        let root = self.harness.root();
        let mut all = root.children_recursive();
        let node = all.find(|node| node.accesskit_node().is_focused());
        node.map(|node| name_of(&node)).unwrap_or_default()
    }

    /// Whether the middle of what has the focus can be seen.
    pub fn sees_focus(&self) -> bool {
        let ctx = &self.harness.ctx;
        let focused = ctx.memory(egui::Memory::focused);
        let response = focused.and_then(|id| ctx.read_response(id));
        response.is_some_and(|shown| shown.interact_rect.contains(shown.rect.center()))
    }

    /// A key that stands for a letter, a digit or a sign, as a keyboard sends it.
    pub fn stroke(&mut self, key: egui::Key, text: &str) {
        self.harness.key_press(key);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// The whole name of the one button that begins with these words.
    pub fn name_begins(&self, words: &str) -> String {
        let nodes = self.harness.root();
        let names = nodes.children_recursive().filter_map(|node| {
            let node = node.accesskit_node();
            let is_button = node.role() == egui::accesskit::Role::Button;
            node.label().filter(|name| is_button && name.starts_with(words))
        });
        let names: Vec<String> = names.collect();
        assert_eq!(names.len(), 1, "{words}: {names:?}");
        names.concat()
    }

    /// Whether the row of a step whose words hold these is the chosen one.
    pub fn is_chosen(&self, words: &str) -> bool {
        let mut nodes = self.harness.root().children_recursive();
        nodes.any(|node| {
            let node = node.accesskit_node();
            let name = node.label().unwrap_or_default();
            let is_row = name.starts_with("Step ") && name.contains(words);
            is_row && node.toggled() == Some(egui::accesskit::Toggled::True)
        })
    }

    /// Whether the button of this name is on.
    pub fn is_on(&self, name: &str) -> bool {
        let role = egui::accesskit::Role::Button;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    }

    /// Whether the box of this name is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        let role = egui::accesskit::Role::CheckBox;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    }

    /// Presses a key without any other.
    pub fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
    }

    /// Opens a practice folder, as a user would in the folder dialog.
    pub fn open_practice(&mut self, root: &Path) {
        *self.answers.folder.lock().unwrap() = Some(root.to_owned());
        self.choose("File", "Open or make a practice…");
    }

    /// Makes the window this large, in points.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.harness.set_size(egui::vec2(width, height));
        self.run();
    }

    /// Opens a plan file, as a user would in the file dialog.
    pub fn open_plan(&mut self, path: &Path) {
        *self.answers.open.lock().unwrap() = Some(path.to_owned());
        self.keys(egui::Key::O);
        self.wait_for("as stored");
    }

    /// Where all of these words stand painted, none of them cut off by an edge or by an ellipsis;
    /// none where they don't.
    pub fn in_full(&self, words: &str) -> Option<Rect> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only texts are of interest")]
        fn texts<'a>(shape: &'a egui::Shape, all: &mut Vec<&'a egui::epaint::TextShape>) {
            match shape {
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, all)),
                egui::Shape::Text(text) => all.push(text),
                _ => (),
            }
        }
        let window = self.harness.ctx.viewport_rect();
        self.harness.output().shapes.iter().find_map(|clipped| {
            let mut all = Vec::new();
            texts(&clipped.shape, &mut all);
            let whole = all.into_iter().filter(|text| !text.galley.elided);
            let mut whole = whole.filter(|text| text.galley.text().contains(words));
            let place = whole.next()?.visual_bounding_rect();
            let sight = clipped.clip_rect.intersect(window).expand(0.5);
            sight.contains_rect(place).then_some(place)
        })
    }

    /// Where the text is painted that begins with these words, and the part of the window in which it
    /// can be seen.
    pub fn sight_of(&self, words: &str) -> Option<(Rect, Rect)> {
        self.painted()
            .into_iter()
            .find(|(text, ..)| text.galley.text().starts_with(words))
            .map(|(text, clip)| (text.visual_bounding_rect(), clip))
    }

    /// Every text that an ellipsis cuts.
    pub fn cut_texts(&self) -> Vec<String> {
        let cut = self.painted().into_iter().filter(|(text, _)| text.galley.elided);
        cut.map(|(text, _)| text.galley.text().to_owned()).collect()
    }

    /// Every text that is painted, with the part of the window in which it can be seen.
    fn painted(&self) -> Vec<(&egui::epaint::TextShape, Rect)> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only texts are of interest")]
        fn collect<'a>(shape: &'a egui::Shape, all: &mut Vec<&'a egui::epaint::TextShape>) {
            match shape {
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, all)),
                egui::Shape::Text(text) => all.push(text),
                _ => (),
            }
        }
        let texts = self.harness.output().shapes.iter().flat_map(|clipped| {
            let mut all = Vec::new();
            collect(&clipped.shape, &mut all);
            all.into_iter().map(|text| (text, clipped.clip_rect))
        });
        texts.collect()
    }

    /// Every text that is painted without being cut by an ellipsis, in sight or not.
    pub fn texts(&self) -> Vec<String> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "only texts are of interest")]
        fn collect(shape: &egui::Shape, all: &mut Vec<String>) {
            match shape {
                egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, all)),
                egui::Shape::Text(text) if !text.galley.elided => {
                    all.push(text.galley.text().to_owned());
                }
                _ => (),
            }
        }
        let mut all = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect(&clipped.shape, &mut all);
        }
        all
    }

    /// What the open list of this name offers.
    pub fn options(&self, list: &str) -> Vec<(String, egui::Rect)> {
        use egui::accesskit::Role;
        let root = self.harness.root();
        let mut all = root.children_recursive();
        let of_name = |node: &egui_kittest::Node<'_>| {
            node.accesskit_node().role() == Role::ListBox && name_of(node) == list
        };
        let found = all.find(of_name).map(|node| {
            let inside = node.children_recursive();
            let options = inside.filter(|node| node.accesskit_node().role() == Role::ListBoxOption);
            options.map(|node| (name_of(&node), node.rect())).collect()
        });
        found.unwrap_or_default()
    }

    /// What a screen reader hears of while the focus stays in a field.
    pub fn active_option(&self) -> Option<String> {
        let root = self.harness.root();
        let mut all = root.children_recursive();
        let field = all.find(|node| node.accesskit_node().is_focused_in_tree())?;
        let active = field.accesskit_node().active_descendant()?;
        active.label()
    }

    /// Presses the pointer's button down, or lets it go.
    pub fn button(&mut self, pos: egui::Pos2, pressed: bool) {
        self.harness.event(egui::Event::PointerMoved(pos));
        self.event(egui::Event::PointerButton {
            pos,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
    }

    /// Where the things lie whose names begin with these words.
    pub fn places(&self, words: &str) -> Vec<egui::Rect> {
        let root = self.harness.root();
        let begins = |node: &egui_kittest::Node<'_>| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.starts_with(words)
                && node.accesskit_node().role() == egui::accesskit::Role::Button
        };
        root.children_recursive().filter(begins).map(|node| node.rect()).collect()
    }

    /// What the middle has to press or to fill in that reaches over the edge of the cautions.
    pub fn over_the_edge(&self) -> Vec<String> {
        use egui::accesskit::Role;
        let edge = self.rect("Width of the cautions").center().x;
        let about = |node: egui_kittest::Node<'_>| {
            let name = name_of(&node);
            let beside = [
                "Stop: ",
                "Limit: ",
                "Warn: ",
                "Note: ",
                "Missing ",
                "The map sets: ",
                "Symptoms reach: ",
            ];
            let is_beside = beside.iter().any(|words| name.starts_with(words));
            let role = node.accesskit_node().role();
            let answers = [Role::RadioButton, Role::RadioGroup, Role::CheckBox, Role::TextInput];
            // In the middle, names of buttons say what they belong to.
            let is_button = role == Role::Button && name.contains(": ");
            let is_middle = !is_beside && (answers.contains(&role) || is_button);
            let right = is_middle.then(|| node.rect().right())?;
            (right > edge).then(|| format!("{name} reaches {right}, not {edge}"))
        };
        self.harness.root().children_recursive().filter_map(about).collect()
    }

    /// Tab, this often; gives the names that had the focus one after the other.
    pub fn tab(&mut self, times: usize) -> Vec<String> {
        let mut names = Vec::new();
        for _ in 0..times {
            self.harness.key_press(egui::Key::Tab);
            self.run();
            names.push(self.focused());
        }
        names
    }

    /// What can be pressed, typed into or reached without bearing a name, and what bears the same
    /// name as another thing beside it.
    pub fn badly_named(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for node in self.harness.root().children_recursive() {
            let inner = node.accesskit_node();
            let can = |action| inner.data().supports_action(action);
            if !can(egui::accesskit::Action::Click) && !can(egui::accesskit::Action::Focus) {
                continue;
            }
            let name = name_of(&node);
            let role = inner.role();
            // A scroll bar is told by its role and by what it scrolls.
            if role == egui::accesskit::Role::ScrollBar {
                continue;
            }
            if can(egui::accesskit::Action::Click) && !is_pressed(role) {
                faults.push(format!("{role:?} that can be pressed: {name}"));
            }
            if name.trim().is_empty() {
                faults.push(format!("{role:?} without a name at {:?}", node.rect()));
            } else if !seen.insert((
                format!("{:?}", inner.parent_id()),
                format!("{role:?}"),
                name.clone(),
            )) {
                faults.push(format!("{role:?} twice: {name}"));
            }
        }
        faults
    }

    pub fn enter(&mut self) {
        self.harness.key_press(egui::Key::Enter);
        self.run();
    }

    pub fn type_into(&mut self, name: &str, text: &str) {
        use egui::accesskit::Role;
        let is_field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
        };
        let field = || egui_kittest::kittest::by().label(name).predicate(is_field);
        self.harness.get(field()).focus();
        self.run();
        self.harness.get(field()).type_text(text);
        self.run();
    }

    pub fn answer(&mut self, question: &str, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        let in_row = format!("{question}: {word}");
        if self.harness.query_by_label(&in_row).is_some() {
            self.press(&in_row);
            return;
        }
        while self.answered(question) != Some(yes) {
            self.press(question);
        }
    }

    /// The answer that a question shown as a chip has.
    pub fn answered(&self, question: &str) -> Option<bool> {
        use egui::accesskit::{Role, Toggled};
        let node = self.harness.get_by_role_and_label(Role::CheckBox, question);
        match node.accesskit_node().toggled() {
            Some(Toggled::True) => Some(true),
            Some(Toggled::False) => Some(false),
            Some(Toggled::Mixed) | None => None,
        }
    }

    /// Whether a question stands among the chips of its group.
    pub fn is_chip(&self, question: &str) -> bool {
        let role = egui::accesskit::Role::CheckBox;
        self.harness.query_by_role_and_label(role, question).is_some()
    }

    /// What a finding is called where it is asked.
    pub fn label(&self, finding: &str) -> String {
        let findings = &self.knowledge.tables().findings;
        let label = &findings.iter().find(|one| one.id.as_str() == finding).unwrap().label;
        label[..1].to_uppercase() + &label[1..]
    }

    /// The questions that were yes at an earlier visit: no chips of their groups.
    pub fn former(&self) -> Vec<String> {
        let groups = self.knowledge.tables().groups.iter().filter(|group| group.still);
        let asked = groups.flat_map(|group| self.questions(group.id.as_str()));
        asked.filter(|question| !self.is_chip(question)).collect()
    }

    /// Answers everything that was yes at an earlier visit.
    pub fn answer_former(&mut self, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        for question in self.former() {
            self.press(&format!("{question}: {word}"));
        }
    }

    /// Types into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Gives something that isn't a text field the focus.
    pub fn focus(&mut self, name: &str) {
        let role = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() != egui::accesskit::Role::Label
        };
        let by = egui_kittest::kittest::by().label(name).predicate(role);
        self.harness.get(by).focus();
        self.run();
    }

    /// Empties a typed field.
    pub fn clear(&mut self, name: &str) {
        let role = egui::accesskit::Role::TextInput;
        self.harness.get_by_role_and_label(role, name).focus();
        self.run();
        self.keys(egui::Key::A);
        self.key(egui::Key::Delete);
    }

    /// Back to the questions, where the plan took their place.
    pub fn show_intake(&mut self) {
        if !self.shows("Diagnosis category") {
            self.press("Edit intake");
        }
    }

    /// What is typed in a field.
    pub fn typed(&self, name: &str) -> String {
        let role = egui::accesskit::Role::TextInput;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().value().unwrap_or_default()
    }

    /// Types in the place of what stands in a field.
    pub fn type_over(&mut self, name: &str, text: &str) {
        self.type_into(name, "");
        self.keys(egui::Key::A);
        self.type_into(name, text);
    }

    pub fn type_secret(&mut self, name: &str, text: &str) {
        let role = egui::accesskit::Role::PasswordInput;
        self.harness.get_by_role_and_label(role, name).focus();
        self.run();
        self.harness.get_by_role_and_label(role, name).type_text(text);
        self.run();
    }

    /// Types into a field of several lines.
    pub fn type_long(&mut self, name: &str, text: &str) {
        let role = egui::accesskit::Role::MultilineTextInput;
        self.harness.get_by_role_and_label(role, name).focus();
        self.run();
        self.harness.get_by_role_and_label(role, name).type_text(text);
        self.run();
    }

    pub fn type_passphrase(&mut self, text: &str) {
        let role = egui::accesskit::Role::PasswordInput;
        self.harness.get_by_role_and_label(role, "Passphrase").focus();
        self.run();
        self.harness.get_by_role_and_label(role, "Passphrase").type_text(text);
        self.run();
    }

    pub fn keys(&mut self, key: egui::Key) {
        self.keys_with(egui::Modifiers::COMMAND, key);
    }

    pub fn keys_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Types into whatever has the focus.
    pub fn type_here(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// What Enter would choose of a list.
    pub fn selected_option(&self) -> String {
        let role = egui::accesskit::Role::ListBoxOption;
        let mut nodes = self.harness.root().children_recursive();
        let found = nodes.find(|node| {
            let node = node.accesskit_node();
            node.role() == role && node.is_selected() == Some(true)
        });
        found.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    }

    /// Whether something of this name is there and can be used.
    pub fn is_enabled(&self, name: &str) -> bool {
        let by = egui_kittest::kittest::by().label(name);
        self.harness.query_all(by).any(|node| !node.accesskit_node().is_disabled())
    }

    /// Drags files over the window.
    pub fn drag_over(&mut self, paths: &[PathBuf]) {
        let hovered = paths.iter().map(|path| egui::HoveredFile {
            path: Some(path.clone()),
            ..egui::HoveredFile::default()
        });
        self.harness.input_mut().hovered_files = hovered.collect();
        // With something hovering over it, a window never settles.
        self.harness.run_ok();
    }

    /// Lets them go.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let input = self.harness.input_mut();
        input.hovered_files.clear();
        input.dropped_files = paths.iter().map(|path| dropped(path)).collect();
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
        self.run();
    }

    /// How large everything is.
    pub fn zoom(&self) -> f32 {
        self.harness.ctx.zoom_factor()
    }

    /// Whether it is drawn light on dark.
    pub fn is_dark(&self) -> bool {
        self.harness.ctx.theme() == egui::Theme::Dark
    }

    /// Lets the time pass in which nobody does anything.
    pub fn wait_seconds(&mut self, seconds: usize) {
        self.harness.run_steps(seconds * 4);
    }

    /// Presses a key once, and gives what was put on the clipboard meanwhile.
    pub fn press_and_copy(&mut self, menu: &str, entry: &str) -> Option<String> {
        self.press(menu);
        self.entry(entry).click();
        let mut copied = None;
        loop {
            self.harness.step();
            let commands = &self.harness.output().platform_output.commands;
            let mut texts = commands.iter().rev().filter_map(|command| {
                if let egui::OutputCommand::CopyText(text) = command {
                    return Some(text.clone());
                }
                None
            });
            copied = texts.next().or(copied);
            let root = self.harness.output().viewport_output.get(&egui::ViewportId::ROOT);
            if root.is_none_or(|root| root.repaint_delay > Duration::ZERO) {
                return copied;
            }
        }
    }

    /// Waits until the clients of the practice are listed, and compared with the folder.
    pub fn wait_until_listed(&mut self) {
        self.wait_until("somebody is listed", |app| app.first_client().is_some());
        self.settle();
    }

    pub fn wait_until_empty(&mut self) {
        self.wait_for("No clients yet");
        self.settle();
    }

    pub fn wait_until_locked(&mut self) {
        self.wait_for("This practice is sealed");
    }

    pub fn wait_for_drafts(&mut self) {
        self.wait_for("Unsaved work was found");
        self.settle();
    }

    /// Chooses a client in the rail, and waits for the client's plans.
    pub fn choose_client(&mut self, name: &str) {
        self.press_begin(&format!("{name}, "));
        self.wait_for(name);
        self.settle();
    }

    /// Opens the first plan under the client that is chosen.
    pub fn open_latest_plan(&mut self) {
        self.wait_for("Plan of ");
        self.press_begin("Plan of ");
        self.wait_for("Open for editing");
    }

    /// Opens the plan of the visit before the one that is planned.
    pub fn open_plan_before(&mut self) {
        self.press_begin("Plan of 17 Nov");
        self.wait_for("Beside the present plan");
    }

    pub fn search(&mut self, words: &str) {
        self.type_into(SEARCH, words);
        self.settle();
    }

    /// Types the name of a client who isn't there yet, without adding the client.
    pub fn name_new_client(&mut self, name: &str) {
        self.press(NEW_CLIENT);
        self.type_into(NEW_CLIENT_NAME, name);
    }

    /// Opens a plan or an intake, or what is none.
    pub fn open_file(&mut self, path: &Path) {
        *self.answers.open.lock().unwrap() = Some(path.to_owned());
        self.keys(egui::Key::O);
        self.settle();
    }

    /// Saves, and waits until that is done.
    pub fn save(&mut self) {
        self.keys(egui::Key::S);
        self.wait_for(" saved ");
        self.settle();
    }

    /// Opens the dialog in which a path is typed.
    pub fn ask_for_path(&mut self) {
        self.choose("File", "Open a typed path…");
    }

    /// Asks for the reason of the first thing that has one.
    pub fn ask_why(&mut self) {
        self.press_begin("Why: ");
    }

    pub fn ask_about(&mut self) {
        self.press("About the knowledge");
    }

    pub fn unlock_in_vain(&mut self) {
        self.press("Unlock");
        self.wait_for("not the right one");
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

    /// Lets the window have what was done to it, without a result coming in between, as long as
    /// somebody's finger is down; then all that comes of it.
    fn run(&mut self) {
        let held = self.held.replace(true);
        self.harness.step();
        self.held.set(held);
        self.settle();
    }

    /// Whether these words stand somewhere, as a part of what is shown or named.
    pub fn shows(&self, words: &str) -> bool {
        let found = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            let parts = [node.label(), node.value()];
            parts.iter().flatten().any(|text| text.contains(words))
        };
        self.harness.root().children_recursive().any(found)
    }

    /// Whether something shows exactly these words.
    pub fn says(&self, words: &str) -> bool {
        let found = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            let parts = [node.label(), node.value()];
            parts.iter().flatten().any(|text| text == words)
        };
        self.harness.root().children_recursive().any(found)
    }

    /// How many shown names contain these words.
    pub fn count(&self, words: &str) -> usize {
        let nodes = self.harness.root();
        let found = nodes.children_recursive().filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|text| text.contains(words))
        });
        found.count()
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

    /// Everything that is shown or named, a line each.
    fn all_shown(&self) -> String {
        let root = self.harness.root();
        let parts = root.children_recursive().flat_map(|node| {
            let node = node.accesskit_node();
            [node.label(), node.value()].into_iter().flatten().collect::<Vec<_>>()
        });
        parts.collect::<Vec<_>>().join("\n")
    }

    /// What the panel counts as missing.
    pub fn is_missing(&self, count: usize) -> bool {
        match count {
            0 => !self.shows("missing"),
            1 => self.shows("1 answer missing"),
            count => self.shows(&format!("{count} answers missing")),
        }
    }

    /// Presses the first thing of any kind whose name begins with these words.
    pub fn press_begin_any(&mut self, words: &str) {
        let begins = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.label().unwrap_or_default().starts_with(words)
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().click();
        self.run();
    }

    /// Types into the first field whose name begins with these words.
    pub fn type_into_begin(&mut self, words: &str, text: &str) {
        let begins = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let role = egui::accesskit::Role::TextInput;
            node.label().unwrap_or_default().starts_with(words) && node.role() == role
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().focus();
        self.run();
        self.type_text(text);
    }

    /// Sets a number, as a screen reader does.
    pub fn set_value(&mut self, name: &str, value: f64) {
        self.harness.get_by_label(name).set_value_accesskit(value);
        self.run();
    }

    /// Drags one thing to the middle of another, and a little further down.
    pub fn drag(&mut self, from: &str, to: &str, further: f32) {
        let from = self.rect(from).center();
        let to = self.rect(to).center() + egui::vec2(0.0, further);
        self.harness.drag_at(from);
        self.run();
        for part in 1..=8_u8 {
            self.harness.hover_at(from.lerp(to, f32::from(part) / 8.0));
            self.run();
        }
    }

    /// Lets go of what is dragged, where the pointer is.
    pub fn drop_at(&mut self, to: &str, further: f32) {
        let to = self.rect(to).center() + egui::vec2(0.0, further);
        self.harness.drop_at(to);
        self.run();
    }

    /// How wide the label is that begins with these words.
    pub fn width(&self, words: &str) -> f32 {
        let begins = |node: &egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.value().unwrap_or_default().starts_with(words)
        };
        let nodes = self.harness.root();
        let found = nodes.children_recursive().find(begins);
        found.unwrap().rect().width()
    }

    fn rect(&self, name: &str) -> egui::Rect {
        let begins = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.label().unwrap_or_default().starts_with(name)
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().rect()
    }

    /// The rows of the plan in their order, as a screen reader says them.
    pub fn rows(&self) -> Vec<String> {
        let nodes = self.harness.root();
        let rows = nodes.children_recursive().filter_map(|node| {
            let node = node.accesskit_node();
            node.label().filter(|label| label.starts_with("Step ") && label.contains(": "))
        });
        rows.collect()
    }
}

/// Whoever fills in an intake: the test in the window that it holds, or somebody with a mouse and a
/// keyboard in a window on a screen. What stands on buttons and fields stands here, and only here.
pub trait Hands {
    /// The clinical files, whose words stand on the questions.
    fn knowledge(&self) -> Arc<Knowledge>;
    /// Presses what bears exactly this name.
    fn press(&mut self, name: &str);
    /// Types into the field of this name.
    fn type_into(&mut self, name: &str, text: &str);

    /// Labels of the questions of a group, as they are shown.
    fn questions(&self, group: &str) -> Vec<String> {
        let knowledge = self.knowledge();
        let findings = &knowledge.tables().findings;
        let of_group = findings.iter().filter(|f| f.group.as_str() == group);
        let label = |text: &str| text[..1].to_uppercase() + &text[1..];
        of_group.map(|f| label(&f.label)).collect()
    }

    fn answer(&mut self, question: &str, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        self.press(&format!("{question}: {word}"));
    }

    /// Everything but the screening.
    fn fill_basics(&mut self) {
        for name in [
            "Category: Herniated disc",
            "Side: Right",
            "Back pain: 4",
            "Leg pain: 6",
            "Length: 60",
            "Reaches: Calf",
            "Since last visit: Same",
            "Inflammation: None",
            "Diagnosis: By a doctor",
            "Cause named by the doctor: Yes",
            "Doctor on massage: In favour",
        ] {
            self.press(name);
        }
        self.type_into("Weeks since it began", "20");
    }

    /// The screening with no everywhere, as a user would do it.
    fn answer_no_to_all(&mut self) {
        for label in self.questions("emergency") {
            self.answer(&label, false);
        }
        self.all_no();
    }

    fn all_no(&mut self) {
        let knowledge = self.knowledge();
        for group in knowledge.tables().groups.iter().filter(|group| !group.one_by_one) {
            self.press(&format!("All no: {}", group.name));
        }
    }

    /// A whole intake, after which there is a plan.
    fn fill_in(&mut self) {
        self.fill_basics();
        self.answer_no_to_all();
    }
}

fn dropped(path: &Path) -> Arc<dyn egui::DroppedFile + Send + Sync> {
    Arc::new(Dropped(path.to_owned()))
}

/// Whether it is heard in the role that it can be pressed, chosen or typed into.
fn is_pressed(role: egui::accesskit::Role) -> bool {
    use egui::accesskit::Role;
    let roles = [
        Role::Button,
        Role::CheckBox,
        Role::ComboBox,
        Role::DisclosureTriangle,
        Role::Link,
        Role::ListBoxOption,
        Role::MenuItem,
        Role::MenuItemRadio,
        Role::MultilineTextInput,
        Role::PasswordInput,
        Role::RadioButton,
        Role::RadioGroup,
        Role::SpinButton,
        Role::Splitter,
        Role::TextInput,
    ];
    roles.contains(&role)
}

/// What a screen reader would call it.
fn name_of(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    // A label says its text as its value.
    let is_label = node.role() == egui::accesskit::Role::Label;
    let text = || if is_label { node.value() } else { node.placeholder().map(str::to_owned) };
    node.label().or_else(text).unwrap_or_default()
}

impl Hands for App {
    fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge)
    }

    fn press(&mut self, name: &str) {
        Self::press(self, name);
    }

    fn type_into(&mut self, name: &str, text: &str) {
        Self::type_into(self, name, text);
    }
}

/// Whether this is the name of a client's row: name, category, day of the latest plan.
#[allow(dead_code, reason = "for the benchmark")]
fn is_client(label: &str) -> bool {
    label.split_once(", ").is_some_and(|(_, about)| about.contains(" · "))
}

fn is_control(node: &egui_kittest::kittest::AccessKitNode<'_>) -> bool {
    node.role() != egui::accesskit::Role::Label
}

/// A moment of some day in a time zone.
fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

pub fn folder() -> tempfile::TempDir {
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
