//! Plans that are past: read as they were, kept where there are two versions, screened again before
//! they are used.

use eframe::egui::Context;

use crate::model::{PlanId, RevisionId};
use crate::ui::action::{Action, Then};
use crate::ui::app::Window;
use crate::ui::chores::{Chore, ChoreError};
use crate::ui::clock;
use crate::ui::editing::PlanAction;
use crate::ui::jobs::Done;
use crate::ui::reading::{Reading, is_past};
use crate::ui::state::Busy;

impl Window {
    /// What changes or shows what is being made is never done out of sight: a past plan that is read
    /// alone, and pages that ask for a client, give way.
    pub(super) fn turn_to_present(&mut self, action: &Action) {
        let is_about_it = matches!(
            action,
            Action::ShowIntake
                | Action::ShowPlan
                | Action::JumpTo(_)
                | Action::NextMissing(_)
                | Action::FocusQuickAdd
                | Action::Plan(PlanAction::Rebuild | PlanAction::Fit | PlanAction::Ready(_))
                | Action::Undo
                | Action::Redo
                | Action::Rescreen
        );
        if !is_about_it {
            return;
        }
        if self.state.is_at_start() || self.state.waits_for_client() {
            self.state.alone = true;
        }
        if self.state.reading.as_ref().is_some_and(|reading| !reading.beside) {
            self.state.reading = None;
        }
    }

    /// Shows a version of a plan of the chosen client. Reading one leaves what is being edited as
    /// it is.
    pub(super) fn show_version(&mut self, plan: PlanId, revision: RevisionId, ctx: &Context) {
        let today = self.state.today;
        let Some(open) = self.state.practice.open() else { return };
        let Some(client) = open.chosen else { return };
        let version = open.plan(plan).and_then(|history| history.revision(revision));
        let stored = self.state.stored.record();
        if stored.is_some_and(|stored| stored.revision == revision) {
            // It is open for editing already.
            self.state.reading = None;
            return;
        }
        let Some(mut reading) = version.and_then(|version| Reading::of(client, plan, version))
        else {
            return;
        };
        if is_past(&reading.record, today) {
            reading.beside = self.state.reading.as_ref().is_some_and(|before| before.beside);
            self.state.reading = Some(reading);
        } else {
            self.perform(Action::Leave(Then::Plan(client, plan, revision)), ctx, None);
        }
    }

    /// Writes the version that is shown as the one that takes the place of all others.
    pub(super) fn keep_version(&mut self, ctx: &Context) {
        let Some(open) = self.state.practice.open() else { return };
        if let Some(reading) = self.state.reading.clone() {
            let Some(history) = open.plan(reading.plan) else { return };
            let (store, base, stamp) = (open.store.clone(), history.base(), self.stamp());
            self.start("keep a version", Busy::Saving, ctx, move || {
                let (client, plan) = (reading.client, reading.plan);
                let kept = store.save_plan(client, plan, base, (*reading.record).clone(), &stamp);
                let result = kept.map(Box::new).map_err(ChoreError::from);
                Done::Chore(Chore::VersionKept { client, plan, result })
            });
            return;
        }
        let Some(stored) = self.state.stored.record() else { return };
        let Some(history) = open.plan(stored.plan) else { return };
        let base = history.base();
        let record = match self.state.judged.plan.clone() {
            Some(plan) => {
                let findings = &self.state.judged.findings;
                self.state.work.record(plan, findings, Some(&stored.record))
            }
            None => (*stored.record).clone(),
        };
        let ids = (stored.client, stored.plan);
        self.write_record(ids, base, record, clock::moment(), ctx);
    }
}
