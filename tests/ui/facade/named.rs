//! Whether everything is called by what shows on it, once, and in a role that says what it is for.

use super::looking::name_of;
use super::{App, NodeT, Queryable, Rect, egui};

impl App {
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
        faults.extend(self.heard_icons());
        faults
    }

    /// Whether something of this role and name is heard.
    pub fn hears(&self, role: egui::accesskit::Role, name: &str) -> bool {
        self.harness.query_by_role_and_label(role, name).is_some()
    }

    /// The names of what this control is heard in, the nearest first.
    pub fn stands_in(&self, name: &str) -> Vec<String> {
        let mut nodes = self.harness.root().children_recursive();
        let node =
            nodes.find(|node| is_pressed(node.accesskit_node().role()) && name_of(node) == name);
        let mut parent = node.and_then(|node| node.accesskit_node().parent());
        let mut names = Vec::new();
        while let Some(node) = parent {
            names.extend(node.label().filter(|label| !label.is_empty()));
            parent = node.parent();
        }
        names
    }

    /// What is called modal.
    pub fn modal(&self) -> String {
        let mut nodes = self.harness.root().children_recursive();
        let modal = nodes.find(|node| node.accesskit_node().data().is_modal());
        modal.map(|node| name_of(&node)).unwrap_or_default()
    }

    /// What bears a name without the words that show on it: whoever sees them can't ask for it.
    pub fn other_words(&self) -> Vec<String> {
        let painted = self.shown_words();
        let mut faults = Vec::new();
        for node in self.harness.root().children_recursive() {
            let inner = node.accesskit_node();
            let can = inner.data().supports_action(egui::accesskit::Action::Click);
            if !can || !is_pressed(inner.role()) || has_own_words(inner.role()) {
                continue;
            }
            // Elsewhere others stand where it was scrolled out of sight.
            if !self.shows_whole(node.rect(), |_| true) {
                continue;
            }
            let inside = |(rect, _): &&(Rect, String)| node.rect().contains_rect(rect.shrink(1.0));
            let mut shown = painted.iter().filter(inside);
            // What is made of several texts is told in an order of its own.
            let (Some((_, words)), None) = (shown.next(), shown.next()) else { continue };
            let name = plain(&name_of(&node));
            if !format!(" {name} ").contains(&format!(" {words} ")) {
                faults.push(format!("{:?} called “{name}” shows “{words}”", inner.role()));
            }
        }
        faults
    }

    /// Texts that show whole, as plain words, and where.
    fn shown_words(&self) -> Vec<(Rect, String)> {
        let whole = self.painted().into_iter().filter(|(text, _)| !text.galley.elided);
        let placed = whole.filter_map(|(text, clip)| {
            let rect = text.galley.rect.translate(text.pos.to_vec2());
            // What stands below is about it.
            let words = plain(spaced(&text.galley.job).lines().next().unwrap_or_default());
            (clip.contains_rect(rect.shrink(1.0)) && !words.is_empty()).then_some((rect, words))
        });
        placed.collect()
    }

    /// What is heard with the character of an icon in it.
    fn heard_icons(&self) -> Vec<String> {
        let is_icon = |letter: char| ('\u{e000}'..='\u{f8ff}').contains(&letter);
        let nodes = self.harness.root().children_recursive();
        let said = nodes.filter(|node| !node.accesskit_node().data().is_hidden());
        let said = said.map(|node| name_of(&node));
        said.filter(|name| name.contains(is_icon)).map(|name| format!("{name:?}")).collect()
    }
}

/// The text as it shows: parts of it may stand apart without a space between them.
fn spaced(job: &egui::text::LayoutJob) -> String {
    let parts = job.sections.iter().map(|part| {
        let apart = if part.leading_space > 0.0 { " " } else { "" };
        format!("{apart}{}", &job.text[part.byte_range.start.0..part.byte_range.end.0])
    });
    parts.collect()
}

/// Words alone, in small letters; one that is shown short is said in full.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric() || letter >= '\u{e000}');
    let words = words.filter(|word| !word.is_empty()).map(str::to_lowercase);
    let in_full = |word: String| if word == "min" { "minutes".to_owned() } else { word };
    words.map(in_full).collect::<Vec<_>>().join(" ")
}

/// Whether what shows in it is its value, or what was typed, and no name.
fn has_own_words(role: egui::accesskit::Role) -> bool {
    use egui::accesskit::Role::{
        ComboBox, MultilineTextInput, PasswordInput, SpinButton, TextInput,
    };
    matches!(role, ComboBox | MultilineTextInput | PasswordInput | SpinButton | TextInput)
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
        Role::Slider,
        Role::SpinButton,
        Role::Splitter,
        Role::TextInput,
    ];
    roles.contains(&role)
}
