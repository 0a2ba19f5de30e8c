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

    /// The name of what can be pressed at this place.
    pub fn control_at(&self, place: Rect) -> String {
        let at = |(_, rect): &(Control, Rect)| rect.min.distance(place.min) < 1.0;
        let found = self.controls().into_iter().find(at);
        found.map(|((_, name, _), _)| name).unwrap()
    }

    /// Where the bars lie that scroll something in this part of the window.
    pub fn scroll_bars_in(&self, part: Rect) -> Vec<Rect> {
        let bars = self.controls().into_iter();
        let bars = bars.filter(|((role, ..), _)| role == "ScrollBar").map(|(_, place)| place);
        bars.filter(|place| part.x_range().contains(place.center().x)).collect()
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

    /// What lies over something else: controls that reach into one another, of which neither is a part of
    /// the other, and texts that are painted over one another. Only what is in sight counts.
    pub fn overlaps(&self) -> Vec<String> {
        let apart = |a: Rect, b: Rect| {
            let both = a.intersect(b);
            both.width() < 1.5 || both.height() < 1.5
        };
        let mut faults = Vec::new();
        let controls = self.controls_in_sight();
        assert!(
            !controls.is_empty(),
            "nothing in sight that is pressed has a name: nothing is looked at"
        );
        for (at, (name, rect)) in controls.iter().enumerate() {
            for (other, place) in controls.iter().skip(at + 1) {
                let is_part = |a: &Rect, b: &Rect| a.expand(1.5).contains_rect(*b);
                if !apart(*rect, *place) && !is_part(rect, place) && !is_part(place, rect) {
                    faults.push(format!("“{name}” {rect:?} and “{other}” {place:?}"));
                }
            }
        }
        let texts: Vec<(String, Rect)> = self.texts_in_sight();
        assert!(!texts.is_empty(), "no words are in sight: nothing is looked at");
        for (at, (text, rect)) in texts.iter().enumerate() {
            for (other, place) in texts.iter().skip(at + 1) {
                // The same words a point further are the edge around them.
                if text != other && !apart(rect.shrink(1.0), place.shrink(1.0)) {
                    faults.push(format!("the words “{text}” {rect:?} over “{other}” {place:?}"));
                }
            }
        }
        faults
    }

    /// What takes clicks, with the part of it that shows.
    fn controls_in_sight(&self) -> Vec<(String, Rect)> {
        let named = self.controls();
        let name = |rect: Rect| {
            let near = |place: &Rect| {
                place.min.distance(rect.min) < 1.0 && place.max.distance(rect.max) < 1.0
            };
            let found = named.iter().find(|(_, place)| near(place));
            found.map(|((_, name, _), _)| name.clone())
        };
        self.harness.ctx.viewport(|viewport| {
            let widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
            let clicked = widgets.filter(|widget| widget.sense.senses_click());
            let shown = clicked.filter(|widget| widget.interact_rect.is_positive());
            shown.filter_map(|one| Some((name(one.rect)?, one.interact_rect))).collect()
        })
    }

    /// Texts with the part of each that shows.
    fn texts_in_sight(&self) -> Vec<(String, Rect)> {
        let window = self.harness.ctx.viewport_rect();
        let texts = self.painted().into_iter().filter_map(|(text, clip)| {
            let rect = text.visual_bounding_rect().intersect(clip).intersect(window);
            let words = text.galley.text();
            // Icons are one letter of a font of their own.
            let is_text = words.trim().chars().count() > 1;
            (is_text && rect.is_positive()).then(|| (words.to_owned(), rect))
        });
        texts.collect()
    }

    /// Where what is told at the pointer lies; none while nothing is.
    pub fn tooltip(&self) -> Option<Rect> {
        self.harness.ctx.memory(|memory| {
            let mut layers = memory.areas().visible_layer_ids().into_iter();
            let tip = layers.find(|layer| layer.order == egui::Order::Tooltip)?;
            memory.area_rect(tip.id)
        })
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
