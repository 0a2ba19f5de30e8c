//! What is asked about a client or a plan of the list: details saved, removed, brought back, erased.
//!
//! Nothing that is removed is deleted: an older version saved after the removal brings it back.
//! Erasing is for good, and asked for by typing the name.

use std::sync::Arc;

use eframe::egui::Context;

use crate::model::{Client, ClientId, PlanId, PlanRecord};
use crate::store::drafts::Drafts;
use crate::store::{Base, History, Index, Stamp, Store, StoreError};
use crate::ui::action::{Action, Then};
use crate::ui::app::Window;
use crate::ui::chores::{Chore, ChoreError};
use crate::ui::forms::{ClientForm, EraseForm, Form};
use crate::ui::jobs::Done;
use crate::ui::practice::removed_clients;
use crate::ui::state::{Busy, Dialog};

impl Window {
    pub(super) fn save_client(&mut self, form: &ClientForm, ctx: &Context) -> Result<(), String> {
        let record = form.record(self.state.today)?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, stamp) = (open.store.clone(), self.stamp());
        let (client, base) = (form.client, form.base.clone());
        self.start("save a client", Busy::Saving, ctx, move || {
            let saved = store.save_client(client, base, record, &stamp).map(drop);
            Done::Chore(Chore::Client(client, saved.map_err(ChoreError::from)))
        });
        Ok(())
    }

    /// Takes a client off the lists. Where that empties the middle, unsaved changes are asked about.
    pub(super) fn remove_client(&mut self, client: ClientId, ctx: &Context) {
        if self.state.practice.open().is_some_and(|open| open.chosen == Some(client)) {
            self.perform(Action::Leave(Then::Remove(client)), ctx, None);
        } else {
            self.show_client(client, false, ctx);
        }
    }

    /// Takes a client off the lists, or brings one back.
    pub(super) fn show_client(&mut self, client: ClientId, is_back: bool, ctx: &Context) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, stamp) = (open.store.clone(), self.stamp());
        self.start("remove a client", Busy::Saving, ctx, move || {
            let shown = if is_back {
                restore_client(&store, client, &stamp)
            } else {
                remove_client(&store, client, &stamp)
            };
            let name = shown.as_ref().cloned().unwrap_or_default();
            let result = shown.map(drop).map_err(ChoreError::from);
            Done::Chore(Chore::ClientShown { client, name, is_back, result })
        });
    }

    /// Takes a plan off the lists, or brings one back.
    pub(super) fn show_plan(
        &mut self,
        client: ClientId,
        plan: PlanId,
        is_back: bool,
        ctx: &Context,
    ) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, stamp) = (open.store.clone(), self.stamp());
        self.start("remove a plan", Busy::Saving, ctx, move || {
            let shown = if is_back {
                restore_plan(&store, client, plan, &stamp)
            } else {
                let base = store.plan(client, plan).map(|history| history.base());
                base.and_then(|base| store.remove_plan(client, plan, base, &stamp).map(drop))
            };
            let result = shown.map_err(ChoreError::from);
            Done::Chore(Chore::PlanShown { client, plan, is_back, result })
        });
    }

    /// Looks up who was removed, and shows it.
    pub(super) fn show_removed(&mut self, ctx: &Context) {
        let Some(open) = self.state.practice.open() else { return };
        let (store, index) = (open.store.clone(), Arc::clone(&open.index));
        let about = ("Removed clients".to_owned(), "Looking for them…".to_owned());
        self.start_read(about, "folders", Busy::Opening, ctx, move |progress| {
            let removed = removed_clients(&store, &index, progress).map_err(ChoreError::from);
            Done::Chore(Chore::Removed(removed))
        });
    }

    /// Asks for the name of a client who was removed.
    pub(super) fn ask_to_erase(&mut self, client: ClientId) {
        let Some(Dialog::Removed(removed)) = self.state.dialogs.last() else { return };
        let Some(found) = removed.iter().find(|one| one.id == client) else { return };
        let form = EraseForm { client, name: found.name.clone(), typed: String::new() };
        let form = Box::new(Form::Erase(form));
        self.state.dialogs.push(Dialog::Form { form, trouble: None });
    }

    pub(super) fn erase(&mut self, form: &EraseForm, ctx: &Context) -> Result<(), String> {
        if !form.is_confirmed() {
            return Err("This isn't the name as it is written above.".to_owned());
        }
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, stamp) = (open.store.clone(), self.stamp());
        let (client, places) = (form.client, self.places.clone());
        self.start("erase a client", Busy::Saving, ctx, move || {
            let forgotten = match &places {
                Some(places) => Index::forget(store.practice(), &places.cache),
                None => Ok(()),
            };
            let erased = forgotten.and_then(|()| store.erase_client(client, &stamp));
            let erased = erased.and_then(|()| {
                let drafts = places.as_ref().map(|places| Drafts::new(places, &store));
                drafts.transpose()?.map_or(Ok(()), |drafts| drafts.discard_client(client))
            });
            Done::Chore(Chore::Erased(client, erased.map_err(ChoreError::from)))
        });
        Ok(())
    }
}

/// Takes a client off the lists; gives the name.
fn remove_client(store: &Store, client: ClientId, stamp: &Stamp) -> Result<String, StoreError> {
    let folder = store.client(client)?;
    let name = last(&folder.client).map(|client| client.name.clone()).unwrap_or_default();
    store.remove_client(client, folder.client.base(), stamp)?;
    Ok(name)
}

/// Brings the last version back that there was; gives the name.
fn restore_client(store: &Store, client: ClientId, stamp: &Stamp) -> Result<String, StoreError> {
    let folder = store.client(client)?;
    if folder.client.is_erased() {
        return Err(StoreError::Erased(client));
    }
    let record = last(&folder.client).cloned().ok_or(StoreError::NoSuchClient(client))?;
    let name = record.name.clone();
    if folder.client.is_removed() {
        store.save_client(client, folder.client.base(), record, stamp)?;
    }
    Ok(name)
}

fn restore_plan(
    store: &Store,
    client: ClientId,
    plan: PlanId,
    stamp: &Stamp,
) -> Result<(), StoreError> {
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
