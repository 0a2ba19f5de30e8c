//! A thread that keeps drafts while somebody types, so that the window never waits for the disk.
//!
//! Many changes become one write: the first change of a plan starts a short wait, at the end of
//! which whatever is the latest then is written. So a change is on the disk within a second, and
//! typing on does not put it off.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use serde::Serialize;

use super::{Draft, Drafts, Hold};
use crate::model::{ClientId, PlanKey};
use crate::store::error::StoreError;
use crate::store::seal::Seal;

/// From the first change to the write.
const WAIT: Duration = Duration::from_millis(500);
/// From a failed write or deletion to the next try.
const AGAIN: Duration = Duration::from_secs(5);
/// Between two looks whether another window still edits its drafts.
const LOOK: Duration = Duration::from_secs(1);

/// What a keeper tells.
#[derive(Debug)]
pub enum Told {
    /// A draft couldn't be written. It is tried again.
    NotKept(StoreError),
    /// Everything that couldn't be written is written now.
    Kept,
    /// What isn't wanted couldn't be deleted: whose it is, where one is meant. That is tried again.
    Stays(Option<Unwanted>, StoreError),
    /// What couldn't be deleted is gone now, or is wanted again.
    Gone(Unwanted),
    /// A draft that another window was editing is left behind.
    Left,
}

enum Message<T> {
    Keep(Box<Draft<T>>),
    Hold(PlanKey),
    Watch(BTreeSet<PlanKey>),
    Discard(Unwanted, Option<Sender<Result<(), StoreError>>>),
    Flush(Sender<bool>),
    Change(Box<Drafts>, Option<Seal>),
}

/// Whose draft isn't wanted any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unwanted {
    /// The one of this plan.
    Plan(PlanKey),
    /// All of the client.
    Client(ClientId),
}

impl Unwanted {
    fn is(self, key: PlanKey) -> bool {
        match self {
            Self::Plan(plan) => plan == key,
            Self::Client(client) => client == key.client,
        }
    }

    fn discard(self, drafts: &Drafts) -> Result<(), StoreError> {
        match self {
            Self::Plan(plan) => drafts.discard(plan),
            Self::Client(client) => drafts.discard_client(client),
        }
    }
}

struct Pending<T> {
    draft: Box<Draft<T>>,
    due: Instant,
}

/// Keeps drafts in the background. Dropping it writes what is waiting and stops.
#[derive(Debug)]
pub struct DraftKeeper<T> {
    messages: Option<Sender<Message<T>>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Serialize + Send + 'static> DraftKeeper<T> {
    /// Starts. `told` hears, on the keeper's thread, of everything that could not be written or deleted,
    /// once of it when everything is written after that, and of each draft that is deleted after that.
    /// Both are tried again after a few seconds.
    pub fn new(drafts: Drafts, told: impl Fn(Told) + Send + 'static) -> io::Result<Self> {
        let (messages, incoming) = mpsc::channel();
        let work = KeeperWork {
            drafts,
            pending: BTreeMap::new(),
            held: BTreeMap::new(),
            unheld: BTreeSet::new(),
            elsewhere: BTreeSet::new(),
            looks: Instant::now(),
            stays: BTreeSet::new(),
            deletes: Instant::now(),
            is_failing: false,
            told: Box::new(told),
        };
        let thread = Builder::new().name("drafts".to_owned()).spawn(move || work.run(&incoming))?;
        Ok(Self { messages: Some(messages), thread: Some(thread) })
    }

    /// Keeps this draft, within a second and in the place of earlier ones of the plan.
    pub fn keep(&self, draft: Draft<T>) {
        self.send(Message::Keep(Box::new(draft)));
    }

    /// Holds a draft that was left behind and is gone on with here.
    pub fn hold(&self, plan: PlanKey) {
        self.send(Message::Hold(plan));
    }

    /// Looks after drafts that another window edits: `told` hears of one that it leaves behind.
    pub fn watch(&self, plans: BTreeSet<PlanKey>) {
        self.send(Message::Watch(plans));
    }

    /// Deletes the draft of a plan, also one that waits. It is gone when this returns.
    pub fn discard(&self, plan: PlanKey) -> Result<(), StoreError> {
        self.ask(|answer| Message::Discard(Unwanted::Plan(plan), Some(answer)))
    }

    /// Deletes every draft of a client, also those that wait. They are gone when this returns.
    pub fn discard_client(&self, client: ClientId) -> Result<(), StoreError> {
        self.ask(|answer| Message::Discard(Unwanted::Client(client), Some(answer)))
    }

    /// Deletes the draft of a plan without waiting for it; `told` hears where that fails.
    pub fn forget(&self, plan: PlanKey) {
        self.send(Message::Discard(Unwanted::Plan(plan), None));
    }

    /// Deletes every draft of a client in the same way.
    pub fn forget_client(&self, client: ClientId) {
        self.send(Message::Discard(Unwanted::Client(client), None));
    }

    /// Writes what is waiting now. False where something could not be written; what, `told` has
    /// heard.
    pub fn flush(&self) -> bool {
        self.flushing()()
    }

    /// The same, to be waited for on another thread: begun here, its answer is what comes of it.
    pub fn flushing(&self) -> impl FnOnce() -> bool + Send + use<T> {
        let (answer, answered) = mpsc::channel();
        self.send(Message::Flush(answer));
        move || answered.recv().unwrap_or(false)
    }

    /// Goes on with the drafts of the practice as it is now, after it was sealed or unsealed;
    /// `before` is the key that it had. Drafts of before come along.
    pub fn change(&self, drafts: Drafts, before: Option<Seal>) {
        self.send(Message::Change(Box::new(drafts), before));
    }

    fn send(&self, message: Message<T>) {
        if let Some(messages) = &self.messages {
            // The thread goes on as long as this is there.
            messages.send(message).ok();
        }
    }

    fn ask(
        &self,
        message: impl FnOnce(Sender<Result<(), StoreError>>) -> Message<T>,
    ) -> Result<(), StoreError> {
        let (answer, answered) = mpsc::channel();
        self.send(message(answer));
        answered.recv().unwrap_or(Err(StoreError::Cancelled))
    }
}

impl<T> Drop for DraftKeeper<T> {
    fn drop(&mut self) {
        drop(self.messages.take());
        if let Some(thread) = self.thread.take() {
            // Only a panic of its own could be told here, and that was reported already.
            thread.join().ok();
        }
    }
}

struct KeeperWork<T> {
    drafts: Drafts,
    pending: BTreeMap<PlanKey, Pending<T>>,
    /// Drafts that this window edits.
    held: BTreeMap<PlanKey, Hold>,
    /// Drafts that this window edits and can't hold: one that was killed isn't gone yet, say.
    unheld: BTreeSet<PlanKey>,
    /// Drafts that another window edits, and when both are looked at next.
    elsewhere: BTreeSet<PlanKey>,
    looks: Instant,
    /// What couldn't be deleted, and when that is tried next.
    stays: BTreeSet<Unwanted>,
    deletes: Instant,
    /// Whether the last that was told is that something failed.
    is_failing: bool,
    told: Box<dyn Fn(Told) + Send>,
}

impl<T: Serialize> KeeperWork<T> {
    fn run(mut self, incoming: &Receiver<Message<T>>) {
        loop {
            let pending = self.pending.values().map(|pending| pending.due);
            let looks = self.has_to_look().then_some(self.looks);
            let deletes = (!self.stays.is_empty()).then_some(self.deletes);
            let first = pending.chain(looks).chain(deletes).min();
            let message = match first {
                None => incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(due) => incoming.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match message {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            let now = Instant::now();
            self.write(|pending| pending.due <= now);
            if self.looks <= now && self.has_to_look() {
                self.look();
            }
            if self.deletes <= now && !self.stays.is_empty() {
                self.delete_again();
            }
        }
        self.write(|_| true);
    }

    fn take(&mut self, message: Message<T>) {
        match message {
            Message::Keep(draft) => {
                let key = draft.key();
                let due = self.pending.get(&key).map(|pending| pending.due);
                let due = due.unwrap_or_else(|| Instant::now() + WAIT);
                self.pending.insert(key, Pending { draft, due });
                // It is wanted again, and takes the place of what stayed.
                self.let_stay(|unwanted| unwanted.is(key));
            }
            Message::Hold(key) => self.hold(key),
            Message::Watch(plans) => {
                self.elsewhere = plans;
                self.looks = Instant::now() + LOOK;
            }
            Message::Discard(unwanted, answer) => {
                self.pending.retain(|key, _| !unwanted.is(*key));
                self.held.retain(|key, _| !unwanted.is(*key));
                self.unheld.retain(|key| !unwanted.is(*key));
                let done = unwanted.discard(&self.drafts);
                if done.is_ok() {
                    self.let_stay(|other| other == unwanted);
                }
                match (answer, done) {
                    // Whoever asked may be gone.
                    (Some(answer), done) => drop(answer.send(done)),
                    (None, Ok(())) => {}
                    (None, Err(error)) => {
                        self.stays.insert(unwanted);
                        self.deletes = Instant::now() + AGAIN;
                        (self.told)(Told::Stays(Some(unwanted), error));
                    }
                }
            }
            Message::Flush(answer) => {
                let done = self.write(|_| true);
                answer.send(done).ok();
            }
            Message::Change(drafts, before) => {
                self.drafts = *drafts;
                match self.drafts.settle(before.as_ref()) {
                    Ok(()) => {}
                    Err(stays @ StoreError::DraftStays { .. }) => {
                        (self.told)(Told::Stays(None, stays));
                    }
                    Err(error) => (self.told)(Told::NotKept(error)),
                }
            }
        }
    }

    fn hold(&mut self, key: PlanKey) {
        if self.held.contains_key(&key) {
            return;
        }
        if let Some(hold) = self.drafts.hold(key) {
            self.held.insert(key, hold);
            self.elsewhere.remove(&key);
            self.unheld.remove(&key);
        } else if self.unheld.insert(key) {
            self.looks = Instant::now() + LOOK;
        }
    }

    fn has_to_look(&self) -> bool {
        !(self.elsewhere.is_empty() && self.unheld.is_empty())
    }

    /// Looks whether another window let go of what it edited, and holds what is edited here by now.
    fn look(&mut self) {
        self.looks = Instant::now() + LOOK;
        for key in self.unheld.clone() {
            self.hold(key);
        }
        if self.elsewhere.is_empty() {
            return;
        }
        let Ok(held) = self.drafts.held() else { return };
        let plans = std::mem::take(&mut self.elsewhere).into_iter();
        let (still, free): (BTreeSet<_>, BTreeSet<_>) = plans.partition(|key| held.contains(key));
        self.elsewhere = still;
        if free.iter().any(|key| self.drafts.is_left(*key)) {
            (self.told)(Told::Left);
        }
    }

    /// Tries again to delete what couldn't be deleted. That it still can't be is known.
    fn delete_again(&mut self) {
        self.deletes = Instant::now() + AGAIN;
        let drafts = self.drafts.clone();
        self.let_stay(|unwanted| unwanted.discard(&drafts).is_ok());
    }

    /// Some of what couldn't be deleted isn't to be any more.
    fn let_stay(&mut self, is_done: impl Fn(Unwanted) -> bool) {
        let Self { stays, told, .. } = self;
        stays.retain(|unwanted| {
            let stays = !is_done(*unwanted);
            if !stays {
                told(Told::Gone(*unwanted));
            }
            stays
        });
    }

    /// Writes some of what is waiting; whether it could. A draft that can't be written waits on.
    fn write(&mut self, is_due: impl Fn(&Pending<T>) -> bool) -> bool {
        let mut all = true;
        let due = self.pending.iter().filter(|(_, one)| is_due(one));
        let due: Vec<_> = due.map(|(key, _)| *key).collect();
        for key in due {
            self.hold(key);
        }
        let Self { drafts, pending, is_failing, told, .. } = self;
        let mut written = false;
        pending.retain(|_, waiting| {
            if !is_due(waiting) {
                return true;
            }
            match drafts.keep(&waiting.draft) {
                Ok(()) => {
                    written = true;
                    false
                }
                Err(error) => {
                    waiting.due = Instant::now() + AGAIN;
                    *is_failing = true;
                    told(Told::NotKept(error));
                    all = false;
                    true
                }
            }
        });
        if *is_failing && written && pending.is_empty() {
            *is_failing = false;
            told(Told::Kept);
        }
        all
    }
}
