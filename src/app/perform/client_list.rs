//! A list of clients taken in: the file is read, its rows are held against the practice, and whoever is
//! new is added. Each runs beside the window, and shows on the next page of the form.

use crate::app::App;
use crate::app::action::Action;
use crate::app::forms::{ClientListForm, Form, FoundInList, ListColumns, ListOutcome, ListPage};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::task::TaskError;
use crate::model::ClientId;
use crate::store::Progress;
use crate::store::client_list::{self, ClientList, People};
use crate::text::{agreeing, counted};

impl App {
    /// Goes on from the page that shows.
    pub(super) fn take_in_list(
        &mut self,
        form: &ClientListForm,
        shell: &dyn Shell,
    ) -> Result<(), String> {
        match &form.page {
            ListPage::File => self.read_list(&form.file, shell)?,
            ListPage::Columns(columns) => self.look_through(columns.clone(), shell),
            ListPage::Outcome(_, outcome) => self.add_listed(outcome.clone(), shell),
        }
        Ok(())
    }

    fn read_list(&mut self, file: &str, shell: &dyn Shell) -> Result<(), String> {
        let file = super::forms::path(file, "Which list?")?;
        self.start(
            "read a list of clients",
            Busy::Opening,
            shell,
            move || Ok(ListColumns::of(ClientList::read(&client_list::bytes_of(&file)?)?)),
            |app, result: Result<ListColumns, TaskError>, _| match result {
                Ok(columns) => app.show_list_page(ListPage::Columns(columns)),
                Err(error) => app.object(error.to_string()),
            },
        );
        Ok(())
    }

    /// Holds the rows against the practice as it is now.
    fn look_through(&mut self, columns: ListColumns, shell: &dyn Shell) {
        let today = self.state.today;
        let Some(open) = self.state.practice.open() else { return };
        let (store, known) = (open.store.clone(), open.index.clone());
        self.start(
            "look through a list of clients",
            Busy::Opening,
            shell,
            move || {
                let people = People::of(&columns.list, &columns.mapping, columns.order, today)?;
                let mut index = (*known).clone();
                index.refresh(&store, &Progress::default())?;
                let arrivals = client_list::against(&people, Some(&index));
                Ok((columns, ListOutcome::of(FoundInList { people, arrivals })))
            },
            |app, result: Result<(ListColumns, ListOutcome), TaskError>, _| match result {
                Ok((columns, outcome)) => app.show_list_page(ListPage::Outcome(columns, outcome)),
                Err(error) => app.object(error.to_string()),
            },
        );
    }

    fn add_listed(&mut self, outcome: ListOutcome, shell: &dyn Shell) {
        let stamp = self.stamp();
        let Some(open) = self.state.practice.open() else { return };
        let store = open.store.clone();
        self.start_task(
            "Adding the clients",
            "clients",
            shell,
            move |progress| {
                let added = client_list::add(&store, &outcome.wanted(), &stamp, &progress)?;
                Ok((added, outcome))
            },
            Self::list_added,
        );
    }

    fn list_added(
        &mut self,
        result: Result<(Vec<ClientId>, ListOutcome), TaskError>,
        shell: &dyn Shell,
    ) {
        self.refresh_index(shell);
        let error = match result {
            Ok((added, outcome)) => {
                self.close_form();
                return self.tell_added(added.len(), &outcome);
            }
            Err(error) => error,
        };
        // Some are on the lists by now: the rows are looked through once more before others follow.
        if let Some(Dialog::Form { form, .. }) = self.state.dialogs.last_mut()
            && let Form::ClientList(form) = &mut **form
            && let ListPage::Outcome(columns, _) = &form.page
        {
            form.page = ListPage::Columns(columns.clone());
        }
        self.object(if error.is_stopped() {
            "Stopped. Those who were added so far stay on the lists; the same list adds the others."
                .to_owned()
        } else {
            error.to_string()
        });
    }

    fn tell_added(&mut self, added: usize, outcome: &ListOutcome) {
        let found = &outcome.found;
        let title = format!("{} {} added", counted(added, "client"), agreeing(added, "is", "are"));
        let left: Vec<String> = (0..found.remarks())
            .filter_map(|at| found.remark(at))
            .filter(|remark| !outcome.others.contains(&remark.row()))
            .map(|remark| format!("Row {}: {}", remark.row(), remark.said()))
            .collect();
        if left.is_empty() {
            return self.tell(&title, vec!["Every row of the list was taken in.".to_owned()], None);
        }
        let copy = Action::Copy(left.join("\n"));
        self.tell(&title, left, Some(("Copy this list", copy)));
    }

    /// Shows another page of the list that is taken in.
    fn show_list_page(&mut self, page: ListPage) {
        if let Some(Dialog::Form { form, trouble }) = self.state.dialogs.last_mut()
            && let Form::ClientList(form) = &mut **form
        {
            form.page = page;
            *trouble = None;
        }
    }
}
