//! What can be seen and heard in the window: places, names, values, texts as they are painted.

use super::{App, Hands, NodeT, Presses, Queryable, Rect, egui};

impl App {
    /// How often a button or a key went down since then.
    pub fn presses(&self) -> usize {
        self.harness.ctx.plugin::<Presses>().lock().count
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

    pub(super) fn place(&self, by: egui_kittest::kittest::By<'_>) -> Option<Rect> {
        let mut found = self.harness.query_all(by);
        found.next().map(|node| node.rect())
    }

    /// Whether all of what lies there shows, and can be clicked.
    pub fn is_in_sight(&self, rect: Rect) -> bool {
        self.shows_whole(rect, |widget| widget.enabled)
    }

    /// Whether all of something that lies there shows, and is meant.
    pub(super) fn shows_whole(
        &self,
        rect: Rect,
        is_meant: impl Fn(&egui::WidgetRect) -> bool,
    ) -> bool {
        self.harness.ctx.viewport(|viewport| {
            let mut widgets = viewport.prev_pass.widgets.layers().flat_map(|(_, widgets)| widgets);
            widgets.any(|widget| {
                let near = |a: egui::Pos2, b: egui::Pos2| a.distance(b) < 1.0;
                let is_it = near(widget.rect.min, rect.min) && near(widget.rect.max, rect.max);
                is_it && is_meant(widget) && widget.interact_rect.contains_rect(rect.shrink(1.0))
            })
        })
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

    /// What stands in the menu that is open.
    pub(super) fn entry<'a>(&'a self, name: &'a str) -> egui_kittest::Node<'a> {
        let in_menu = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            use egui::accesskit::Role::{MenuItem, MenuItemRadio};
            matches!(node.role(), MenuItem | MenuItemRadio)
        };
        self.harness.get(egui_kittest::kittest::by().label(name).predicate(in_menu))
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

    /// Whether one of several of this name is the chosen one.
    pub fn is_radio_on(&self, name: &str) -> bool {
        let role = egui::accesskit::Role::RadioButton;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    }

    /// Whether the box of this name is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        let role = egui::accesskit::Role::CheckBox;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
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
    pub(super) fn painted(&self) -> Vec<(&egui::epaint::TextShape, Rect)> {
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

    /// The words that are painted inside this part of the window and can be seen there.
    pub fn words_in(&self, part: Rect) -> Vec<String> {
        let seen = self.painted().into_iter().filter(|(text, clip)| {
            let place = text.visual_bounding_rect();
            !place.is_negative() && part.contains(place.center()) && clip.intersects(place)
        });
        // Icons have letters of their own that nobody reads.
        let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
        let words = seen.flat_map(|(text, _)| {
            let words = text.galley.text().split_whitespace().filter(is_word);
            words.map(str::to_owned).collect::<Vec<_>>()
        });
        words.collect()
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

    /// What is typed in a field.
    pub fn typed(&self, name: &str) -> String {
        let role = egui::accesskit::Role::TextInput;
        let node = self.harness.get_by_role_and_label(role, name);
        node.accesskit_node().value().unwrap_or_default()
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

    /// How large everything is.
    pub fn zoom(&self) -> f32 {
        self.harness.ctx.zoom_factor()
    }

    /// Whether it is drawn light on dark.
    pub fn is_dark(&self) -> bool {
        self.harness.ctx.theme() == egui::Theme::Dark
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

    /// Everything that is shown or named, a line each.
    pub fn all_shown(&self) -> String {
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
            0 => !self.shows("1 question left") && !self.shows("questions left"),
            count => {
                let word = if count == 1 { "question" } else { "questions" };
                self.says(&format!("{count} {word} left"))
            }
        }
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

    pub fn rect(&self, name: &str) -> egui::Rect {
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

/// What a screen reader would call it.
pub(super) fn name_of(node: &egui_kittest::Node<'_>) -> String {
    let node = node.accesskit_node();
    // A label says its text as its value.
    let is_label = node.role() == egui::accesskit::Role::Label;
    let text = || if is_label { node.value() } else { node.placeholder().map(str::to_owned) };
    node.label().or_else(text).unwrap_or_default()
}

/// Whether this is the name of a client's row: name, category, day of the latest plan.
#[allow(dead_code, reason = "for the benchmark")]
fn is_client(label: &str) -> bool {
    label.split_once(", ").is_some_and(|(_, about)| about.contains(" · "))
}

pub(super) fn is_control(node: &egui_kittest::kittest::AccessKitNode<'_>) -> bool {
    use egui::accesskit::Role::{Heading, Label};
    !matches!(node.role(), Label | Heading)
}
