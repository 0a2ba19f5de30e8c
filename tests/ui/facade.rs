//! The user's verbs. Nothing here reaches into the window: it looks and presses.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use ischia::knowledge::Knowledge;
use ischia::model::Day;
use ischia::store::Places;
use ischia::ui::{Choice, Dialogs, Window};

/// Answers the file dialogs.
#[derive(Clone, Default)]
pub struct Answers {
    pub open: Arc<Mutex<Option<PathBuf>>>,
    pub save: Arc<Mutex<Option<PathBuf>>>,
    pub folder: Arc<Mutex<Option<PathBuf>>>,
}

impl Dialogs for Answers {
    fn open(&self, _: Option<&eframe::Frame>) -> Choice {
        let path = self.open.lock().unwrap().clone();
        Box::new(move || path)
    }

    fn save(&self, _: Option<&eframe::Frame>, _: &str) -> Choice {
        let path = self.save.lock().unwrap().clone();
        Box::new(move || path)
    }

    fn folder(&self, _: Option<&eframe::Frame>) -> Choice {
        let path = self.folder.lock().unwrap().clone();
        Box::new(move || path)
    }
}

/// The window under test.
pub struct App {
    harness: Harness<'static, Window>,
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
        let mut app = Self::start_page(Some(places));
        let ctx = app.harness.ctx.clone();
        app.harness.state_mut().begin_as_before(&ctx);
        app.harness.run();
        app
    }

    /// The page from which the window starts.
    pub fn start_page(places: Option<Places>) -> Self {
        Self::start_page_in(places, false)
    }

    /// The same; in any script where names may need fonts that a test doesn't have.
    pub fn start_page_in(places: Option<Places>, any_script: bool) -> Self {
        let knowledge = Arc::new(Knowledge::shipped().unwrap());
        let answers = Answers::default();
        let today = Day::parse("2026-11-24").unwrap();
        let window = Window::new(Arc::clone(&knowledge), Box::new(answers.clone()), today);
        let window = window.with_places(places);
        // As tall as it takes to have the whole intake laid out: only what is drawn can be found.
        let builder = Harness::builder()
            .with_max_steps(20)
            .with_size([1366.0, 3200.0])
            .with_theme(egui::Theme::Light)
            .with_context_setup(ischia::ui::install_theme);
        let builder = if any_script { builder.allow_missing_glyphs() } else { builder };
        let harness = builder.build_ui_state(
            |ui, window: &mut Window| {
                let ctx = ui.ctx().clone();
                window.advance(&ctx);
                window.show(ui, None);
            },
            window,
        );
        let mut app = Self { harness, knowledge, answers };
        app.harness.run();
        app
    }

    /// Presses what bears exactly this name.
    pub fn press(&mut self, name: &str) {
        let role = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() != egui::accesskit::Role::Label
        };
        let by = egui_kittest::kittest::by().label(name).predicate(role);
        self.harness.get(by).click();
        self.harness.run();
    }

    /// Presses the last thing of this name: what lies in front is drawn last.
    pub fn press_last(&mut self, name: &str) {
        let role = egui::accesskit::Role::Button;
        let by = egui_kittest::kittest::by().label(name).role(role);
        self.harness.get_all(by).last().unwrap().click();
        self.harness.run();
    }

    /// Waits a moment for what is read beside the window without showing.
    pub fn settle(&mut self) {
        for _ in 0..20 {
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run();
        }
    }

    /// Presses the first thing in the rail or elsewhere whose name begins with these words.
    pub fn press_begin(&mut self, words: &'static str) {
        let begins = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let label = node.label().unwrap_or_default();
            label.starts_with(words) && node.role() == egui::accesskit::Role::Button
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().click();
        self.harness.run();
    }

    /// Opens a menu and presses what stands in it.
    pub fn choose(&mut self, menu: &str, entry: &str) {
        self.press(menu);
        self.entry(entry).click();
        self.harness.run();
    }

    /// What stands in the menu that is open.
    fn entry<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let in_menu = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            use egui::accesskit::Role::{MenuItem, MenuItemRadio};
            matches!(node.role(), MenuItem | MenuItemRadio)
        };
        self.harness.get(egui_kittest::kittest::by().label(name).predicate(in_menu))
    }

    /// Opens a practice folder, as a user would in the folder dialog.
    pub fn open_practice(&mut self, root: &Path) {
        *self.answers.folder.lock().unwrap() = Some(root.to_owned());
        self.choose("File", "Open or make a practice…");
    }

    pub fn enter(&mut self) {
        self.harness.key_press(egui::Key::Enter);
        self.harness.run();
    }

    pub fn answer(&mut self, question: &str, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        self.press(&format!("{question}: {word}"));
    }

    pub fn type_into(&mut self, name: &str, text: &str) {
        use egui::accesskit::Role;
        let is_field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
        };
        let field = || egui_kittest::kittest::by().label(name).predicate(is_field);
        self.harness.get(field()).focus();
        self.harness.run();
        self.harness.get(field()).type_text(text);
        self.harness.run();
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
        self.harness.run();
        self.harness.get_by_role_and_label(role, name).type_text(text);
        self.harness.run();
    }

    /// Waits until something is so that doesn't show.
    pub fn wait_until(&mut self, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < Duration::from_secs(10), "it never came so");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }

    pub fn type_passphrase(&mut self, text: &str) {
        let role = egui::accesskit::Role::PasswordInput;
        self.harness.get_by_role_and_label(role, "Passphrase").focus();
        self.harness.run();
        self.harness.get_by_role_and_label(role, "Passphrase").type_text(text);
        self.harness.run();
    }

    pub fn keys(&mut self, key: egui::Key) {
        self.keys_with(egui::Modifiers::COMMAND, key);
    }

    pub fn keys_with(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    pub fn key(&mut self, key: egui::Key) {
        self.keys_with(egui::Modifiers::NONE, key);
    }

    /// Types into whatever has the focus.
    pub fn type_here(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
    }

    /// The name of what has the focus.
    pub fn focused(&self) -> String {
        let mut nodes = self.harness.root().children_recursive();
        let found = nodes.find(|node| node.accesskit_node().is_focused());
        found.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
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
        self.harness.run_steps(2);
    }

    /// Lets them go.
    pub fn drop_files(&mut self, paths: &[PathBuf]) {
        let input = self.harness.input_mut();
        input.hovered_files.clear();
        input.dropped_files = paths.iter().map(|path| dropped(path)).collect();
        self.harness.step();
        self.harness.input_mut().dropped_files.clear();
        self.harness.run();
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
        for _ in 0..6 {
            self.harness.step();
            let commands = &self.harness.output().platform_output.commands;
            let texts = commands.iter().filter_map(|command| match command {
                egui::OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            });
            copied = texts.last().or(copied);
        }
        copied
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
        let begun = Instant::now();
        while !self.shows(words) {
            assert!(begun.elapsed() < Duration::from_secs(40), "never shown: {words}");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.run();
        }
    }

    /// What the panel counts as missing.
    pub fn is_missing(&self, count: usize) -> bool {
        match count {
            0 => !self.shows("missing"),
            1 => self.shows("1 answer missing"),
            count => self.shows(&format!("{count} answers missing")),
        }
    }

    /// Labels of the questions of a group, as they are shown.
    pub fn questions(&self, group: &str) -> Vec<String> {
        let findings = &self.knowledge.tables().findings;
        let of_group = findings.iter().filter(|f| f.group.as_str() == group);
        let label = |text: &str| text[..1].to_uppercase() + &text[1..];
        of_group.map(|f| label(&f.label)).collect()
    }

    /// Everything but the screening.
    pub fn fill_basics(&mut self) {
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
    pub fn answer_no_to_all(&mut self) {
        for label in self.questions("emergency") {
            self.answer(&label, false);
        }
        self.all_no();
    }

    pub fn all_no(&mut self) {
        let knowledge = Arc::clone(&self.knowledge);
        for group in knowledge.tables().groups.iter().filter(|group| !group.one_by_one) {
            self.press(&format!("All no: {}", group.name));
        }
    }

    pub fn new_client(&mut self) {
        self.fill_basics();
        self.answer_no_to_all();
    }
}

/// A file as the window system hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn dropped(path: &Path) -> Arc<dyn egui::DroppedFile + Send + Sync> {
    Arc::new(Dropped(path.to_owned()))
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
