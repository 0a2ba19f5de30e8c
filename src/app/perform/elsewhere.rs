//! What others did to clients, said once: who was taken off the lists, and visits saved for somebody
//! who was removed.

use std::collections::BTreeSet;

use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, Then};
use crate::app::clock;
use crate::app::jobs::Scope;
use crate::app::practice::{Elsewhere, News};
use crate::store::RecordFile;
use crate::text::{agreeing, counted};

impl App {
    /// Says it, with a way back where there is one thing to say.
    pub(super) fn tell_news(&mut self, mut news: Vec<Elsewhere>) {
        let Some(open) = self.state.practice.open_mut() else { return };
        news.retain(|one| {
            let is_gone = matches!(one.what, News::Removed | News::Erased);
            !(is_gone && open.moved_here.remove(&one.client))
        });
        let offer = match news.as_slice() {
            [] => return,
            [only] => offer(only),
            _ => None,
        };
        let lines = news.iter().map(said).collect();
        self.tell("Changed outside this window", lines, offer);
    }
}

impl App {
    /// Says once that readable records lie in a sealed practice, and offers to look at them.
    pub(super) fn tell_proposals(&mut self, scope: Scope, files: Vec<RecordFile>) {
        let Some(open) = self.state.practice.open_mut() else { return };
        let there: BTreeSet<RecordFile> = files.into_iter().collect();
        let new = there.difference(&open.told_proposals).count();
        match scope {
            Scope::All => open.told_proposals = there,
            Scope::Client(_) => open.told_proposals.extend(there),
        }
        if new == 0 {
            return;
        }
        let (records, are) = (counted(new, "record"), agreeing(new, "is", "are"));
        let line = format!(
            "{records} in the folder {are} readable. This practice believes none but its own sealed \
             records: anybody who can write into the folder may have put it there. Nothing was \
             taken over."
        );
        let look = ("Look at them…", PracticeAction::ShowProposals.into());
        self.tell("Readable records in a sealed practice", vec![line], Some(look));
    }
}

fn said(one: &Elsewhere) -> String {
    let name = if one.name.is_empty() { "A client whose name can't be read" } else { &one.name };
    let by = if one.by.is_empty() { "somebody" } else { &one.by };
    let on = clock::day_and_time(one.on);
    match one.what {
        News::Removed => format!(
            "{name} was removed from the lists by {by} on {on}. Nothing is deleted: “Removed \
             clients” has the records."
        ),
        News::Gone => format!(
            "The folder of {name} is gone, and nobody erased the client: look for it in a backup or \
             on another computer."
        ),
        News::Erased => format!("{name} was erased for good by {by} on {on}."),
        News::SavedSince => format!(
            "{name} was removed from the lists, and {by} saved a visit after that, on {on}. So \
             the client is on the lists again. Remove the client again if that was right."
        ),
        News::SavedBefore => format!(
            "{name} is removed from the lists, and a visit came in that {by} saved on {on}. It is \
             kept with the records under “Removed clients”."
        ),
    }
}

fn offer(one: &Elsewhere) -> Option<(&'static str, Action)> {
    match one.what {
        News::Removed | News::SavedBefore => {
            Some(("Restore", PracticeAction::RestoreClient(one.client).into()))
        }
        News::SavedSince => {
            Some(("Show the client", Action::File(FileAction::Leave(Then::Client(one.client)))))
        }
        News::Erased | News::Gone => None,
    }
}
