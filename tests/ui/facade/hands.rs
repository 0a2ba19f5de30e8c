//! What a hand does: presses, keys, typing, dragging.

use super::looking::is_control;
use super::{App, Arc, Dropped, Duration, Path, PathBuf, Presses, Queryable, egui, vec2};

impl App {
    /// Counts presses from here on.
    pub fn count_presses(&mut self) {
        self.harness.ctx.add_plugin(Presses::default());
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

    /// Whether the menu of the plan's state lets it be called ready.
    pub fn may_be_ready(&mut self) -> bool {
        self.press("State of the plan: Draft");
        let may = self.is_enabled("Mark as ready");
        self.key(egui::Key::Escape);
        may
    }

    /// Calls the plan ready.
    pub fn mark_ready(&mut self) {
        self.press("State of the plan: Draft");
        self.press("Mark as ready");
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

    /// A key that stands for a letter, a digit or a sign, as a keyboard sends it.
    pub fn stroke(&mut self, key: egui::Key, text: &str) {
        self.harness.key_press(key);
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Presses a key without any other.
    pub fn key(&mut self, key: egui::Key) {
        self.harness.key_press(key);
        self.run();
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

    /// Types into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Gives something that isn't a text field the focus.
    pub fn focus(&mut self, name: &str) {
        let by = egui_kittest::kittest::by().label(name).predicate(is_control);
        self.harness.get(by).focus();
        self.run();
    }

    /// Gives a field the focus, of one line or of several.
    pub fn focus_text(&mut self, name: &str) {
        self.type_into(name, "");
    }

    /// Empties a typed field.
    pub fn clear(&mut self, name: &str) {
        let role = egui::accesskit::Role::TextInput;
        self.harness.get_by_role_and_label(role, name).focus();
        self.run();
        self.keys(egui::Key::A);
        self.key(egui::Key::Delete);
    }

    /// Types in the place of what stands in a field.
    pub fn type_over(&mut self, name: &str, text: &str) {
        self.type_into(name, "");
        self.keys(egui::Key::A);
        self.type_into(name, text);
    }

    /// The same in a field of one line or of several.
    pub fn type_over_any(&mut self, name: &str, text: &str) {
        self.type_into(name, "");
        self.keys(egui::Key::A);
        self.key(egui::Key::Delete);
        self.type_text(text);
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

    /// Presses a key once, and gives what was put on the clipboard meanwhile.
    pub fn press_and_copy(&mut self, menu: &str, entry: &str) -> Option<String> {
        self.open_menu(menu);
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
}

fn dropped(path: &Path) -> Arc<dyn egui::DroppedFile + Send + Sync> {
    Arc::new(Dropped(path.to_owned()))
}
