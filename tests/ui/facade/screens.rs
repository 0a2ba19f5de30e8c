//! What a therapist does on each screen, in their own words.

use super::{App, NEW_CLIENT, NEW_CLIENT_NAME, NodeT, PLAN_TODAY, Path, Queryable, SEARCH, egui};

impl App {
    /// Opens a practice folder as the command line does, and shows it being opened, for good.
    pub fn show_opening(&mut self, root: &Path) {
        self.held.set(true);
        self.begin(root);
    }

    /// Opens a practice folder as the command line does.
    pub fn begin(&mut self, root: &Path) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().begin_with(root.to_owned(), &ctx);
        self.run();
    }

    /// Shows the pages that would be printed, with these documents ticked alone.
    pub fn show_print(&mut self, ticked: &[&str]) {
        if !self.shows("Client shown as") {
            self.keys(egui::Key::P);
            self.wait_for("Client shown as");
        }
        let all = ["Session plan", "What to do instead", "Home care", "Referral", "Blank intake"];
        for document in all {
            if self.place_of(document).is_some()
                && self.is_ticked(document) != ticked.contains(&document)
            {
                self.press(document);
            }
        }
        self.settle();
    }

    /// Saves the session plan alone in a format, as *Print or save* has it.
    pub fn save_plan_as(&mut self, format: &str) {
        self.show_print(&["Session plan"]);
        self.press("Save as…");
        self.press(format);
    }

    /// Back from a plan to its intake.
    #[allow(dead_code, reason = "for the benchmark")]
    pub fn edit_intake(&mut self) {
        self.press("Edit intake");
    }

    /// Runs the first thing that the palette finds.
    pub fn command(&mut self, words: &str) {
        self.keys(egui::Key::K);
        self.type_here(words);
        self.enter();
    }

    /// Opens a menu, under its button.
    pub fn open_menu(&mut self, menu: &str) {
        self.press("Menu");
        self.press_entry(menu);
    }

    /// Presses what stands in a menu, or the title of one.
    pub fn press_entry(&mut self, entry: &str) {
        self.entry(entry).click();
        self.run();
    }

    /// Opens a menu and presses what stands in it.
    pub fn choose(&mut self, menu: &str, entry: &str) {
        self.open_menu(menu);
        self.press_entry(entry);
    }

    /// Opens a practice folder, as a user would in the folder dialog.
    pub fn open_practice(&mut self, root: &Path) {
        *self.answers.folder.lock().unwrap() = Some(root.to_owned());
        self.choose("File", "Open or create a practice…");
    }

    /// Opens a plan file, as a user would in the file dialog.
    pub fn open_plan(&mut self, path: &Path) {
        *self.answers.open.lock().unwrap() = Some(path.to_owned());
        self.keys(egui::Key::O);
        self.wait_for(" saved");
    }

    pub fn answer(&mut self, question: &str, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        let in_row = format!("{question}: {word}");
        if self.harness.query_by_label(&in_row).is_some() {
            self.press(&in_row);
            return;
        }
        while self.answered(question) != Some(yes) {
            self.press(question);
        }
    }

    /// Answers everything that was yes at an earlier visit.
    pub fn answer_former(&mut self, yes: bool) {
        let word = if yes { "Yes" } else { "No" };
        for question in self.former() {
            self.press(&format!("{question}: {word}"));
        }
    }

    /// Back to the questions, where the plan took their place.
    pub fn show_intake(&mut self) {
        if self.place_of("Go to Emergency signs").is_none() {
            self.press("Edit intake");
        }
    }

    /// Waits until the clients of the practice are listed, and compared with the folder.
    pub fn wait_until_listed(&mut self) {
        self.wait_until("somebody is listed", |app| app.first_client().is_some());
        self.settle();
    }

    pub fn wait_until_empty(&mut self) {
        self.wait_for("No clients yet");
        self.settle();
    }

    pub fn wait_until_locked(&mut self) {
        self.wait_for("This practice is sealed");
    }

    pub fn wait_for_drafts(&mut self) {
        self.wait_for("Unsaved work was found");
        self.settle();
    }

    /// Chooses a client in the rail, and goes on to what is made for the visit.
    pub fn choose_client(&mut self, name: &str) {
        self.meet_client(name);
        self.go_on_from_brief();
    }

    /// Chooses a client in the rail, and waits for the client's plans.
    pub fn meet_client(&mut self, name: &str) {
        self.press_begin(&format!("{name}, "));
        self.wait_for(name);
        self.settle();
    }

    /// Where a client is met with the brief, goes on to what is made for the visit.
    pub fn go_on_from_brief(&mut self) {
        for name in [PLAN_TODAY, "Open today's plan"] {
            if self.place_of(name).is_some() {
                self.press(name);
            }
        }
    }

    /// Opens the first plan under the client that is chosen.
    pub fn open_latest_plan(&mut self) {
        self.wait_for("Plan of ");
        self.press_begin("Plan of ");
        self.wait_for("Open for editing");
    }

    /// Opens the plan of the visit before the one that is planned.
    pub fn open_plan_before(&mut self) {
        self.press_begin("Plan of 17 Nov");
        self.wait_for("Compare with today");
    }

    pub fn search(&mut self, words: &str) {
        self.type_into(SEARCH, words);
        self.settle();
    }

    /// Types the name of a client who isn't there yet, without adding the client.
    pub fn name_new_client(&mut self, name: &str) {
        self.press(NEW_CLIENT);
        self.type_into(NEW_CLIENT_NAME, name);
    }

    /// Opens a plan or an intake, or what is none.
    pub fn open_file(&mut self, path: &Path) {
        *self.answers.open.lock().unwrap() = Some(path.to_owned());
        self.keys(egui::Key::O);
        self.settle();
    }

    /// Saves, and waits until that is done.
    pub fn save(&mut self) {
        self.keys(egui::Key::S);
        self.wait_for(" saved ");
        self.settle();
    }

    /// Opens the dialog in which a path is typed.
    pub fn ask_for_path(&mut self) {
        self.choose("File", "Open from a path…");
    }

    /// Asks for the reason of the first thing that has one.
    pub fn ask_why(&mut self) {
        self.press_begin("Why: ");
    }

    pub fn ask_about(&mut self) {
        self.press_begin("Guidance ");
    }

    pub fn unlock_in_vain(&mut self) {
        self.press("Unlock");
        self.wait_for("not the right one");
    }

    /// The answer to a question that takes the focus as a whole.
    pub fn said_of(&self, question: &str) -> &'static str {
        use egui::accesskit::{Role, Toggled};
        let roles = [Role::RadioGroup, Role::CheckBox];
        let is_it =
            move |node: &egui_kittest::kittest::AccessKitNode<'_>| roles.contains(&node.role());
        let by = egui_kittest::kittest::by().label(question).predicate(is_it);
        let node = self.harness.get(by).accesskit_node();
        match (node.value().as_deref(), node.toggled()) {
            (Some("yes"), _) | (None, Some(Toggled::True)) => "yes",
            (Some("no"), _) | (None, Some(Toggled::False)) => "no",
            _ => "not answered",
        }
    }

    /// Shows the past sessions of the client who is chosen.
    pub fn show_history(&mut self) {
        self.keys(egui::Key::Num3);
        self.settle();
    }

    /// Whether the session of this day is in sight of the timeline.
    pub fn has_session(&self, day: &str) -> bool {
        self.session(day).is_some()
    }

    /// What the session of this day says.
    pub fn name_of_session(&self, day: &str) -> String {
        let node = self.session(day).unwrap();
        node.accesskit_node().label().unwrap_or_default()
    }

    /// Gives the keyboard's focus to the session of this day.
    pub fn focus_session(&mut self, day: &str) {
        self.session(day).unwrap().focus();
        self.run();
    }

    fn session(&self, day: &str) -> Option<egui_kittest::Node<'_>> {
        let begins = format!("{day}, ");
        let mut nodes = self.harness.root().children_recursive();
        nodes.find(|node| {
            let node = node.accesskit_node();
            let is_row = node.role() == egui::accesskit::Role::CheckBox;
            is_row && node.label().unwrap_or_default().starts_with(&begins)
        })
    }

    /// What a picture tells those who don't see it.
    pub fn description_of(&self, picture: &str) -> String {
        let role = egui::accesskit::Role::Image;
        let node = self.harness.get_by_role_and_label(role, picture);
        node.accesskit_node().description().unwrap_or_default()
    }

    /// Calls a plan that is ready a draft again.
    pub fn back_to_draft(&mut self) {
        self.press("State of the plan: Ready");
        self.press("Back to draft");
    }
}
