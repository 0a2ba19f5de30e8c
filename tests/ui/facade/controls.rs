//! What can be pressed in the window, by name and place.

use std::collections::BTreeMap;

use super::looking::{is_control, name_of};
use super::{App, NodeT, Rect, egui};

/// A control: its role, its name, and how many of both came before.
pub type Control = (String, String, usize);

impl App {
    /// The names of what can be pressed that begin with these words.
    pub fn controls_beginning(&self, words: &str) -> Vec<String> {
        let root = self.harness.root();
        let names = root.children_recursive().filter(|node| is_control(&node.accesskit_node()));
        let names = names.filter_map(|node| node.accesskit_node().label());
        names.filter(|name| name.starts_with(words)).collect()
    }

    /// Everything that can be pressed, chosen or typed into, by its role, its name and how many of that
    /// name came before, with where it lies.
    pub fn controls(&self) -> BTreeMap<Control, Rect> {
        let mut all = BTreeMap::new();
        for node in self.harness.root().children_recursive() {
            let inner = node.accesskit_node();
            let can = |action| inner.data().supports_action(action);
            if !can(egui::accesskit::Action::Click) && !can(egui::accesskit::Action::Focus) {
                continue;
            }
            let (role, name) = (format!("{:?}", inner.role()), name_of(&node));
            let place = node.rect();
            let mut count = 0;
            while all.contains_key(&(role.clone(), name.clone(), count)) {
                count += 1;
            }
            all.insert((role, name, count), place);
        }
        all
    }

    /// What the middle has to press or to fill in that reaches over the edge of the cautions.
    pub fn over_the_edge(&self) -> Vec<String> {
        use egui::accesskit::Role;
        let edge = self.rect("Width of the cautions").center().x;
        let about = |node: egui_kittest::Node<'_>| {
            let name = name_of(&node);
            let beside = ["Stop: ", "Limit: ", "Warn: ", "Note: ", "The map sets: "];
            // A level of the map is one on a side.
            let is_level = name.starts_with("Symptoms reach: ") && name.contains(", ");
            let is_beside = is_level || beside.iter().any(|words| name.starts_with(words));
            let role = node.accesskit_node().role();
            let answers = [
                Role::RadioButton,
                Role::RadioGroup,
                Role::Slider,
                Role::CheckBox,
                Role::TextInput,
            ];
            // In the middle, names of buttons say what they belong to.
            let is_button = role == Role::Button && name.contains(": ");
            let is_middle = !is_beside && (answers.contains(&role) || is_button);
            let right = is_middle.then(|| node.rect().right())?;
            (right > edge).then(|| format!("{name} reaches {right}, not {edge}"))
        };
        self.harness.root().children_recursive().filter_map(about).collect()
    }
}
