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

    /// A window whose cache, drafts and memory lie in these folders.
    pub fn start_with(places: Option<Places>) -> Self {
        let knowledge = Arc::new(Knowledge::shipped().unwrap());
        let answers = Answers::default();
        let today = Day::parse("2026-11-24").unwrap();
        let window = Window::new(Arc::clone(&knowledge), Box::new(answers.clone()), today);
        let window = window.with_places(places);
        // As tall as it takes to have the whole intake laid out: only what is drawn can be found.
        let harness = Harness::builder()
            .with_max_steps(20)
            .with_size([1366.0, 3200.0])
            .with_theme(egui::Theme::Light)
            .with_context_setup(ischia::ui::install_theme)
            .build_ui_state(
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

    /// Presses the first thing of any kind whose name begins with these words.
    pub fn press_begin_any(&mut self, words: &str) {
        let begins = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.label().unwrap_or_default().starts_with(words)
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().click();
        self.harness.run();
    }

    /// Types into the first field whose name begins with these words.
    pub fn type_into_begin(&mut self, words: &str, text: &str) {
        let begins = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            let role = egui::accesskit::Role::TextInput;
            node.label().unwrap_or_default().starts_with(words) && node.role() == role
        };
        let by = egui_kittest::kittest::by().predicate(begins);
        self.harness.get_all(by).next().unwrap().focus();
        self.harness.run();
        self.type_text(text);
    }

    /// Sets a number, as a screen reader does.
    pub fn set_value(&mut self, name: &str, value: f64) {
        self.harness.get_by_label(name).set_value_accesskit(value);
        self.harness.run();
    }

    /// Opens a practice folder, as a user would in the folder dialog.
    pub fn open_practice(&mut self, root: &Path) {
        *self.answers.folder.lock().unwrap() = Some(root.to_owned());
        self.press("More ways to open");
        self.press("Open or make a practice…");
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
        let role = egui::accesskit::Role::TextInput;
        self.harness.get_by_role_and_label(role, name).focus();
        self.harness.run();
        self.harness.get_by_role_and_label(role, name).type_text(text);
        self.harness.run();
    }

    pub fn type_passphrase(&mut self, text: &str) {
        let role = egui::accesskit::Role::PasswordInput;
        self.harness.get_by_role_and_label(role, "Passphrase").focus();
        self.harness.run();
        self.harness.get_by_role_and_label(role, "Passphrase").type_text(text);
        self.harness.run();
    }

    /// A key by itself, or with others held.
    pub fn key(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    /// Types into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.run();
    }

    /// Drags one thing to the middle of another, and a little further down.
    pub fn drag(&mut self, from: &str, to: &str, further: f32) {
        let from = self.rect(from).center();
        let to = self.rect(to).center() + egui::vec2(0.0, further);
        self.harness.drag_at(from);
        self.harness.run();
        for part in 1..=8_u8 {
            self.harness.hover_at(from.lerp(to, f32::from(part) / 8.0));
            self.harness.run();
        }
    }

    /// Lets go of what is dragged, where the pointer is.
    pub fn drop_at(&mut self, to: &str, further: f32) {
        let to = self.rect(to).center() + egui::vec2(0.0, further);
        self.harness.drop_at(to);
        self.harness.run();
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

    /// Whether something bears exactly this name and can be pressed.
    pub fn is_enabled(&self, name: &str) -> bool {
        let by = egui_kittest::kittest::by().label(name);
        !self.harness.get(by).accesskit_node().is_disabled()
    }

    /// Gives the focus to what bears exactly this name.
    pub fn focus(&mut self, name: &str) {
        let role = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            node.role() != egui::accesskit::Role::Label
        };
        let by = egui_kittest::kittest::by().label(name).predicate(role);
        self.harness.get(by).focus();
        self.harness.run();
    }

    pub fn keys(&mut self, key: egui::Key) {
        self.harness.key_press_modifiers(egui::Modifiers::COMMAND, key);
        self.harness.run();
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
            assert!(begun.elapsed() < Duration::from_secs(10), "never shown: {words}");
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
