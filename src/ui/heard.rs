//! What a screen reader hears of what is painted: an icon says nothing by itself, and the window
//! bears the program's name.
//!
//! Icons are characters of a font, so that they come along as text. Whoever draws one names what it
//! stands for, beside it or on its button; the character itself is taken out of everything that is
//! heard, in one place for all of them.

use eframe::egui::accesskit::{Node, Role};
use eframe::egui::{Context, FullOutput, Plugin};

/// Takes icons out of what is heard, and names the window.
pub struct Heard {
    /// What the window is called: not every window system tells it. Never the name of a client, who
    /// would stay in the memory of whoever listens when the practice is locked.
    title: String,
}

impl Heard {
    /// For a window of this name.
    pub fn of(title: &str) -> Self {
        Self { title: title.to_owned() }
    }
}

impl Plugin for Heard {
    fn debug_name(&self) -> &'static str {
        "what is heard"
    }

    fn output_hook(&mut self, _: &Context, output: &mut FullOutput) {
        // There is none while nobody listens.
        let update = output.platform_output.accesskit_update.as_mut();
        for (_, node) in update.into_iter().flat_map(|update| &mut update.nodes) {
            silence(node);
            if node.role() == Role::Window {
                node.set_label(self.title.as_str());
            }
        }
    }
}

/// Whether this is a character of the icons' font, which has the area for private use.
fn is_icon(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn without_icons(text: &str) -> Option<String> {
    let has_icon = text.contains(is_icon);
    has_icon.then(|| text.replace(is_icon, "").trim().to_owned())
}

fn silence(node: &mut Node) {
    if let Some(label) = node.label().and_then(without_icons) {
        node.set_label(label);
    }
    // What somebody typed stays as it is.
    if node.role() != Role::Label {
        return;
    }
    if let Some(text) = node.value().and_then(without_icons) {
        if text.is_empty() {
            node.set_hidden();
        }
        node.set_value(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_alone_is_hidden_and_beside_words_it_is_left_out() {
        let mut icon = Node::new(Role::Label);
        icon.set_value("\u{e145}");
        silence(&mut icon);
        assert!(icon.is_hidden());
        let mut button = Node::new(Role::Button);
        button.set_label("\u{e145} Add step");
        silence(&mut button);
        assert_eq!(button.label(), Some("Add step"));
        let mut typed = Node::new(Role::TextInput);
        typed.set_value("\u{e145}");
        silence(&mut typed);
        assert_eq!(typed.value(), Some("\u{e145}"));
        assert!(!typed.is_hidden());
    }
}
