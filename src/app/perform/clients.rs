//! What is asked about a client or a plan of the list: details saved, removed, brought back, erased.
//!
//! Nothing that is removed is deleted: an older version saved after the removal brings it back.
//! Erasing is for good, and asked for by typing the name.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, FileAction, Then};
use crate::app::forms::{ClientForm, EraseForm, Form};
use crate::app::jobs::Scope;
use crate::app::practice::removed_clients;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::task::{Task, TaskError};
use crate::model::{Client, ClientId, PlanKey, PlanRecord};
use crate::store::drafts::Drafts;
use crate::store::index::is_blank;
use crate::store::namesakes::{self, Namesake};
use crate::store::{Base, History, Index, Stamp, Store, StoreError, clock};

/// What came of adding a client.
enum ClientAdded {
    Client(ClientId),
    /// Nothing yet: somebody of that name, as it was typed, is there.
    NameIsThere {
        name: String,
        others: Vec<Namesake>,
    },
}

impl App {
    /// Adds a client; `asks` where somebody of that name is there already, who may be the same.
    pub(super) fn add_client(&mut self, name: &str, asks: bool, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        if is_blank(name) {
            return;
        }
        if name.chars().count() > Client::LONGEST_NAME {
            let lines = vec![format!("It has more than {} characters.", Client::LONGEST_NAME)];
            let title = "The name is too long".to_owned();
            let advice = "Shorten it; the rest can go into the details.";
            let advice = advice.to_owned();
            return self.state.dialogs.push(Dialog::Trouble { title, lines, advice });
        }
        let (store, known) = (open.store.clone(), Arc::clone(&open.index));
        let (name, by) = (name.to_owned(), open.settings.therapist.clone());
        self.start(
            "add a client",
            Busy::Saving,
            shell,
            move || {
                let others = if asks { namesakes(&store, &known, &name)? } else { Vec::new() };
                if !others.is_empty() {
                    return Ok(ClientAdded::NameIsThere { name, others });
                }
                let stamp = Stamp { by, at: clock::now() };
                let id = ClientId::fresh(stamp.at);
                store.save_client(id, Base::none(), Client::named(name), &stamp)?;
                Ok(ClientAdded::Client(id))
            },
            Self::client_added,
        );
    }

    fn client_added(&mut self, result: Result<ClientAdded, StoreError>, shell: &dyn Shell) {
        match result {
            Ok(ClientAdded::NameIsThere { name, others }) => {
                self.state.dialogs.push(Dialog::Namesakes { name, others });
            }
            Ok(ClientAdded::Client(client)) => {
                self.in_practice(|open| {
                    open.new_name = None;
                    open.query.clear();
                    open.scroll_to_chosen = true;
                });
                self.index(Scope::Client(client), shell);
                self.perform(Action::File(FileAction::Leave(Then::Client(client))), shell);
                // Who added a client by keyboard goes on with the first question.
                if self.state.practice.open().is_some_and(|open| open.chosen == Some(client)) {
                    self.perform(Action::NextMissing(None), shell);
                }
            }
            Err(error) => self.trouble("The client isn't saved", &error, "Try again."),
        }
    }

    pub(super) fn save_client(
        &mut self,
        form: &ClientForm,
        shell: &dyn Shell,
    ) -> Result<(), String> {
        let record = form.record(self.state.today)?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, stamp) = (open.store.clone(), self.stamp());
        let (client, base) = (form.client, form.base.clone());
        self.start(
            "save a client",
            Busy::Saving,
            shell,
            move || store.save_client(client, base, record, &stamp).map_err(TaskError::from),
            move |app, result, shell| {
                if app.succeeded(result).is_some() {
                    app.read_client(shell);
                    app.index(Scope::Client(client), shell);
                }
            },
        );
        Ok(())
    }

    /// Takes a client off the lists. Where that empties the middle, unsaved changes are asked about.
    pub(super) fn remove_client(&mut self, client: ClientId, shell: &dyn Shell) {
        if self.state.practice.open().is_some_and(|open| open.chosen == Some(client)) {
            self.perform(Action::File(FileAction::Leave(Then::Remove(client))), shell);
        } else {
            self.show_client(client, false, shell);
        }
    }

    /// Takes a client off the lists, or brings one back.
    pub(super) fn show_client(&mut self, client: ClientId, is_back: bool, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, stamp) = (open.store.clone(), self.stamp());
        if !is_back {
            self.in_practice(|open| _ = open.moved_here.insert(client));
        }
        self.start(
            "remove a client",
            Busy::Saving,
            shell,
            move || {
                let shown = if is_back {
                    restore_client(&store, client, &stamp)
                } else {
                    remove_client(&store, client, &stamp)
                };
                shown.map_err(TaskError::from)
            },
            move |app, result, shell| app.client_shown(client, is_back, result, shell),
        );
    }

    /// Takes a plan off the lists, or brings one back.
    pub(super) fn show_plan(&mut self, key: PlanKey, is_back: bool, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, stamp) = (open.store.clone(), self.stamp());
        self.start(
            "remove a plan",
            Busy::Saving,
            shell,
            move || {
                let PlanKey { client, plan } = key;
                let shown = if is_back {
                    restore_plan(&store, key, &stamp)
                } else {
                    let base = store.plan(client, plan).map(|history| history.base());
                    base.and_then(|base| store.remove_plan(client, plan, base, &stamp).map(drop))
                };
                shown.map_err(TaskError::from)
            },
            move |app, result, shell| app.plan_shown(key, is_back, result, shell),
        );
    }

    /// Looks up who was removed, and shows it.
    pub(super) fn show_removed(&mut self, shell: &dyn Shell) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, index) = (open.store.clone(), Arc::clone(&open.index));
        let task = Task::read("Removed clients", "Looking for them…");
        self.start_read(
            Task { unit: "folders", ..task },
            Busy::Opening,
            shell,
            move |progress| removed_clients(&store, &index, progress).map_err(TaskError::from),
            |app, result, _| {
                if let Some(removed) = app.worked("Removed clients can't be listed", result) {
                    app.state.dialogs.push(Dialog::Removed(removed));
                }
            },
        );
    }

    /// Asks for the name of a client who was removed.
    pub(super) fn ask_to_erase(&mut self, client: ClientId) {
        let Some(Dialog::Removed(removed)) = self.state.dialogs.last() else { return };
        let Some(found) = removed.iter().find(|one| one.id == client) else { return };
        let form = EraseForm { client, name: found.name.clone(), typed: String::new() };
        let form = Box::new(Form::Erase(form));
        self.state.dialogs.push(Dialog::Form { form, trouble: None });
    }

    pub(super) fn erase(&mut self, form: &EraseForm, shell: &dyn Shell) -> Result<(), String> {
        if !form.is_confirmed() {
            return Err("This doesn't match the name above.".to_owned());
        }
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, stamp) = (open.store.clone(), self.stamp());
        let (client, places) = (form.client, self.places.clone());
        self.in_practice(|open| _ = open.moved_here.insert(client));
        self.start(
            "erase a client",
            Busy::Saving,
            shell,
            move || {
                let forgotten = match &places {
                    Some(places) => Index::forget(store.practice(), &places.cache),
                    None => Ok(()),
                };
                let erased = forgotten.and_then(|()| store.erase_client(client, &stamp));
                let erased = erased.and_then(|()| {
                    let drafts = places.as_ref().map(|places| Drafts::new(places, &store));
                    drafts.transpose()?.map_or(Ok(()), |drafts| drafts.discard_client(client))
                });
                erased.map_err(TaskError::from)
            },
            move |app, result, shell| app.erased(client, result, shell),
        );
        Ok(())
    }
}

/// Who bears this name, with what tells them apart.
fn namesakes(store: &Store, known: &Index, name: &str) -> Result<Vec<Namesake>, StoreError> {
    let clients = namesakes::clients_named(store, known, name)?;
    Ok(namesakes::described(store, &clients))
}

/// Takes a client off the lists; gives the name.
fn remove_client(store: &Store, client: ClientId, stamp: &Stamp) -> Result<String, StoreError> {
    let record = store.client_record(client)?;
    let name = last(&record).map(|client| client.name.clone()).unwrap_or_default();
    store.remove_client(client, record.base(), stamp)?;
    Ok(name)
}

/// Brings the last version back that there was; gives the name.
fn restore_client(store: &Store, client: ClientId, stamp: &Stamp) -> Result<String, StoreError> {
    let history = store.client_record(client)?;
    if history.is_erased() {
        return Err(StoreError::Erased(client));
    }
    let record = last(&history).cloned().ok_or(StoreError::NoSuchClient(client))?;
    let name = record.name.clone();
    if history.is_removed() {
        store.save_client(client, history.base(), record, stamp)?;
    }
    Ok(name)
}

fn restore_plan(store: &Store, key: PlanKey, stamp: &Stamp) -> Result<(), StoreError> {
    let PlanKey { client, plan } = key;
    let history: History<PlanRecord> = store.plan(client, plan)?;
    let mut versions = history.revisions().iter().rev();
    let record = versions.find_map(|version| version.content.record());
    let record = record.cloned().ok_or(StoreError::NoSuchPlan(plan))?;
    if history.is_removed() {
        let base: Base = history.base();
        store.save_plan(client, plan, base, record, stamp)?;
    }
    Ok(())
}

/// The last version of a client that says anything.
fn last(history: &History<Client>) -> Option<&Client> {
    history.revisions().iter().rev().find_map(|version| version.content.record())
}
