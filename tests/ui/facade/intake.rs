//! An intake filled in, by whoever does it.

use super::{App, Arc, Knowledge};

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
            "Symptoms reach: Calf",
            "Since last visit: Same",
            "Inflammation: None",
            "Diagnosis: By a doctor",
            "Doctor named the cause: Yes",
            "Doctor's advice on massage: In favour",
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
