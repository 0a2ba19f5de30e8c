//! An intake filled in, by whoever does it.

use super::{App, Arc, Knowledge, egui};

/// Whoever fills in an intake: the test in the window that it holds, or somebody with a mouse and a
/// keyboard in a window on a screen. What stands on buttons and fields stands here, and only here.
pub trait Hands {
    /// The clinical files, whose words stand on the questions.
    fn knowledge(&self) -> Arc<Knowledge>;
    /// Presses what bears exactly this name.
    fn press(&mut self, name: &str);
    /// The names of the buttons that answer what is open in a group with no.
    fn all_no_names(&self) -> Vec<String>;
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

    /// What this is called at this visit, once it can be pressed: a fact that came along opens its
    /// choices first, and at a later visit the trend is one since the last.
    fn reach(&mut self, name: &str) -> String {
        name.to_owned()
    }

    /// Leaves what opened over the form.
    fn close_choices(&mut self) {}

    /// Everything but the screening.
    fn fill_basics(&mut self) {
        for name in [
            "Category: Herniated disc",
            "Side: Right",
            "Back pain: 4",
            "Leg pain: 6",
            "Length: 60",
            "Symptoms reach: Calf",
            "Past week: Same",
            "Inflammation: None",
            "Diagnosis: By a doctor",
            "Doctor named the cause: Yes",
            "Doctor's advice on massage: In favour",
        ] {
            let name = self.reach(name);
            self.press(&name);
        }
        let weeks = self.reach("Weeks since it began");
        self.type_into(&weeks, "20");
        self.close_choices();
    }

    /// The screening with no everywhere, as a user would do it, and the plan that is offered then.
    fn answer_no_to_all(&mut self) {
        for label in self.questions("emergency") {
            self.answer(&label, false);
        }
        self.all_no();
        self.see_plan();
    }

    fn all_no(&mut self) {
        for name in self.all_no_names() {
            self.press(&name);
        }
    }

    /// Presses what offers the plan.
    fn see_plan(&mut self) {
        self.press("Show plan");
    }

    /// A whole intake, and the plan that comes of it.
    fn fill_in(&mut self) {
        self.fill_basics();
        self.answer_no_to_all();
    }
}

impl Hands for App {
    fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge)
    }

    fn press(&mut self, name: &str) {
        Self::press(self, name);
    }

    fn all_no_names(&self) -> Vec<String> {
        let names = |words| self.controls_beginning(words).into_iter();
        names("All no: ").chain(names("All others no: ")).collect()
    }

    fn type_into(&mut self, name: &str, text: &str) {
        Self::type_into(self, name, text);
    }

    fn reach(&mut self, name: &str) -> String {
        let later = name.replace("Past week: ", "Since last visit: ");
        if self.place_of(&later).is_some() {
            return later;
        }
        if self.place_of(name).is_none() {
            let facts = [
                ("Category: ", "Category, "),
                ("Side: ", "Side, "),
                ("Weeks since it began", "Began, "),
                ("Diagnosis: ", "Diagnosis, "),
                ("Doctor named the cause: ", "Cause named, "),
            ];
            let fact = facts.into_iter().find(|(asked, _)| name.starts_with(asked));
            self.press_begin(fact.map_or(name, |(_, fact)| fact));
        }
        name.to_owned()
    }

    fn close_choices(&mut self) {
        if self.place_of("Go to Today").is_some()
            && self.place_of("Category: Herniated disc").is_none()
        {
            self.key(egui::Key::Escape);
        }
    }

    fn see_plan(&mut self) {
        for name in ["Show plan", "Show what to do"] {
            if self.place_of(name).is_some() {
                self.press(name);
                return;
            }
        }
    }
}
