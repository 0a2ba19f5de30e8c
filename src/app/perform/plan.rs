//! What is asked of the plan: each change is made, judged and kept at once.
//!
//! Decides nothing clinical: the planner makes the changes and says what may be chosen.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::Action;
use crate::app::editing::{Focus, Notice, PlanAction, Warned, in_the_way};
use crate::app::explanation::Explanation;
use crate::app::highlight::Pointed;
use crate::app::state::{Dialog, Screen};
use crate::app::toast::ToastKind;
use crate::app::undo::Gesture;
use crate::model::Acknowledgement;
use crate::planner::edit::{self, Edit};
use crate::planner::{self, Assessment, quick};

impl App {
    pub(super) fn perform_plan(&mut self, action: PlanAction) {
        let editing = &mut self.state.editing;
        match action {
            PlanAction::Change(edits) => self.change_plan(&edits),
            PlanAction::Walk(by) => self.walk(by),
            PlanAction::Why(step) => self.explain_step(step),
            PlanAction::OfferBelow(step) => {
                self.select(Some(step));
                self.state.editing.touched.insert(step);
                self.state.editing.focus = Some(Focus::Below);
            }
            PlanAction::Hold(step) => self.hold(step),
            PlanAction::Fit => self.fit(),
            PlanAction::Write(step, text) => {
                editing.written = Some((step, text.clone()));
                // Without words the program's own come back, but not while somebody still types.
                if !text.trim().is_empty() {
                    self.edit_plan(&Edit::Instructions { step, text });
                }
            }
            PlanAction::Written => {
                if let Some((step, text)) = editing.written.take()
                    && text.trim().is_empty()
                {
                    self.edit_plan(&Edit::Instructions { step, text });
                }
                self.state.undo.pause();
            }
            PlanAction::TypeWhy(warned, text) => {
                editing.whys.insert(warned, text);
            }
            PlanAction::Answer(warned) => self.answer(&warned),
            PlanAction::Reopen(warned) => self.reopen(&warned),
            PlanAction::Ready(ready) => self.call_ready(ready),
            PlanAction::Rebuild => self.ask_rebuild(),
            PlanAction::RebuildKeeping(keep) => self.rebuild(keep),
            PlanAction::Quick(text) => {
                editing.quick.text = text;
                self.read_quick();
            }
            PlanAction::QuickAdd => self.quick_add(),
            PlanAction::ShowFindings => editing.focus = Some(Focus::Findings),
            PlanAction::Dismiss => editing.notice = None,
        }
    }

    fn edit_plan(&mut self, edit: &Edit) {
        self.change_plan(std::slice::from_ref(edit));
    }

    /// Makes one change of the plan.
    fn change_plan(&mut self, edits: &[Edit]) {
        if !matches!(edits, [Edit::Instructions { .. }]) {
            self.state.editing.written = None;
        }
        match self.state.edit_plan(&self.knowledge, edits) {
            Ok(()) => {
                for edit in edits {
                    self.go_along(edit);
                }
                self.keep_draft();
            }
            Err(reason) => self.state.toasts.add(ToastKind::Refused, reason, None),
        }
    }

    fn toast_plan(&mut self, text: String, undo: bool) {
        self.state.toast(text, undo.then_some(("Undo", Action::Undo)));
    }

    /// What was added or moved is chosen and brought into view; after a removal the step that took
    /// the place is, so that keys go on there.
    fn go_along(&mut self, edit: &Edit) {
        let count = self.state.judged.plan.as_ref().map_or(0, |plan| plan.steps.len());
        let step = match edit {
            Edit::Move { to, .. } => *to,
            Edit::Duplicate { step } => step + 1,
            Edit::Add { at: Some(at), .. } => *at,
            Edit::Remove { step } => {
                self.toast_plan(format!("Step {step} removed"), true);
                (*step).min(count)
            }
            Edit::Add { at: None, .. }
            | Edit::Place { .. }
            | Edit::Modality { .. }
            | Edit::Pressure { .. }
            | Edit::Position { .. }
            | Edit::Minutes { .. }
            | Edit::Techniques { .. }
            | Edit::Instructions { .. }
            | Edit::Fit { .. } => return,
        };
        self.state.selected = Some(step);
        self.state.editing.touched.insert(step);
        self.state.editing.focus = Some(Focus::Row);
    }

    pub(super) fn select(&mut self, step: Option<usize>) {
        if self.state.selected != step {
            self.state.undo.pause();
            self.state.editing.written = None;
        }
        self.state.selected = step;
    }

    fn walk(&mut self, by: isize) {
        let Some(plan) = &self.state.judged.plan else { return };
        let count = plan.steps.len();
        if count == 0 {
            return;
        }
        let next = match self.state.selected {
            Some(step) => step.saturating_add_signed(by).clamp(1, count),
            None if by < 0 => count,
            None => 1,
        };
        self.select(Some(next));
        self.state.editing.touched.insert(next);
        self.state.editing.focus = Some(Focus::Row);
    }

    fn explain_step(&mut self, number: usize) {
        let Some(plan) = &self.state.judged.plan else { return };
        let Some(step) = plan.steps.iter().find(|step| step.number == number) else { return };
        let explanation = Explanation::of_step(step, plan, &self.knowledge);
        self.state.dialogs.push(Dialog::Explain(explanation));
    }

    fn hold(&mut self, step: usize) {
        let held = self.state.work.held.contains(&step);
        let label = if held { "Let go of the minutes" } else { "Hold the minutes" };
        let label = format!("{label} of step {step}");
        self.state.edit(&self.knowledge, label, None, |work| {
            if !work.held.remove(&step) {
                work.held.insert(step);
            }
        });
        self.keep_draft();
    }

    fn fit(&mut self) {
        let before = self.state.judged.plan.clone();
        let held = self.state.work.held.clone();
        self.edit_plan(&Edit::Fit { held });
        let Some((before, after)) = before.as_ref().zip(self.state.judged.plan.as_ref()) else {
            return;
        };
        if self.state.editing.notice.is_none() {
            let changed = before.steps.iter().zip(&after.steps);
            let changed = changed.filter(|(old, new)| old.minutes != new.minutes).count();
            let text = match changed {
                0 => "The minutes fit already".to_owned(),
                1 => "Fitted: the minutes of 1 step changed".to_owned(),
                steps => format!("Fitted: the minutes of {steps} steps changed"),
            };
            self.toast_plan(text, changed > 0);
        }
    }

    fn answer(&mut self, warned: &Warned) {
        let Some(why) = self.state.editing.whys.get(warned) else { return };
        let why = why.trim().to_owned();
        if why.is_empty() {
            return;
        }
        let label = "Answer to a warning".to_owned();
        let gesture = Gesture::Why(warned.clone());
        self.state.edit(&self.knowledge, label, Some(gesture), |work| {
            work.acknowledged.retain(|answer| !is_about(answer, warned));
            work.acknowledged.push(Acknowledgement {
                rule: warned.rule.to_string(),
                step: warned.step,
                text: warned.text.clone(),
                why,
            });
        });
        self.state.undo.pause();
        self.state.editing.whys.remove(warned);
        self.keep_draft();
    }

    /// An answer goes back into its field.
    fn reopen(&mut self, warned: &Warned) {
        let Some(answer) = self.state.work.answer(warned) else { return };
        self.state.editing.whys.insert(warned.clone(), answer.why.clone());
        let label = "Answer to a warning".to_owned();
        self.state.edit(&self.knowledge, label, None, |work| {
            work.acknowledged.retain(|answer| !is_about(answer, warned));
        });
        self.keep_draft();
    }

    fn call_ready(&mut self, ready: bool) {
        if ready && !in_the_way(&self.state.judged, self.state.rescreen).is_empty() {
            return;
        }
        let label = if ready { "Marked as ready" } else { "Back to draft" };
        self.state.edit(&self.knowledge, label.to_owned(), None, |work| work.ready = ready);
        self.keep_draft();
    }

    fn ask_rebuild(&mut self) {
        let Some(hand) = &self.state.work.hand else { return };
        if hand.edits.is_empty() {
            self.rebuild(false);
            return;
        }
        let edits = hand.edits.iter().map(|edit| edit.what.clone()).collect();
        let lost = self.state.work.clone().build_again(&self.knowledge).lost;
        self.state.dialogs.push(Dialog::Rebuild { edits, lost });
    }

    fn rebuild(&mut self, keep: bool) {
        self.state.dialogs.retain(|dialog| !matches!(dialog, Dialog::Rebuild { .. }));
        let knowledge = Arc::clone(&self.knowledge);
        let before = self.state.work.clone();
        let lost = self.state.rebuild(&knowledge, keep);
        let title = match (keep, lost.is_empty()) {
            (true, true) => "Built anew, with all of your edits",
            (true, false) => "Built anew; some of your edits found no place",
            (false, _) => "Built anew from the answers",
        };
        self.state.editing.notice =
            Some(Notice { title: title.to_owned(), lines: lost, undo: self.state.work != before });
        self.keep_draft();
    }

    fn read_quick(&mut self) {
        let text = self.state.editing.quick.text.clone();
        let read = if text.trim().is_empty() {
            None
        } else {
            self.assessed(|plan, assessment| quick::read(&text, plan, assessment))
        };
        self.state.editing.quick.read = read;
    }

    fn quick_add(&mut self) {
        // Whatever comes of it, Enter isn't the end of typing: a refused line is put right.
        self.state.editing.focus = Some(Focus::Quick);
        let Some(read) = &self.state.editing.quick.read else { return };
        let Some(new) = read.step.clone().filter(|_| read.closed.is_none()) else { return };
        let added = read.number;
        let steps = |window: &Self| window.state.judged.plan.as_ref().map(|plan| plan.steps.len());
        let before = steps(self);
        self.edit_plan(&Edit::Add { at: None, new });
        if steps(self) <= before {
            return;
        }
        self.state.editing.quick.text.clear();
        self.state.editing.quick.read = None;
        self.state.selected = added;
        self.state.editing.touched.extend(added);
        // The next one can be typed at once.
        self.state.editing.focus = Some(Focus::Quick);
    }

    /// After a change: finds out what may be chosen now, and what the quick field means now.
    pub(super) fn know_plan(&mut self) {
        if self.state.screen != Screen::Plan {
            return;
        }
        self.know_choices();
        let quick = &self.state.editing.quick;
        if quick.read.is_none() && !quick.text.trim().is_empty() {
            self.read_quick();
        }
    }

    fn know_choices(&mut self) {
        let pointed = match self.state.pointed {
            Some(Pointed::Step(step)) => Some(step),
            Some(Pointed::Caution(_) | Pointed::Region(..)) | None => None,
        };
        let editing = &self.state.editing;
        let wanted = [self.state.selected, pointed].into_iter().flatten();
        let wanted: Vec<usize> =
            wanted.filter(|step| !editing.choices.contains_key(step)).collect();
        if wanted.is_empty() {
            return;
        }
        let offers = editing.offers.is_none();
        let found = self.assessed(|plan, assessment| {
            let choices: Vec<_> =
                wanted.iter().map(|step| (*step, edit::choices(plan, *step, assessment))).collect();
            (choices, offers.then(|| edit::new_steps(plan, assessment)))
        });
        let Some((choices, offers)) = found else { return };
        let editing = &mut self.state.editing;
        editing.choices.extend(choices.into_iter().map(|(step, all)| (step, Arc::new(all))));
        if let Some(offers) = offers {
            editing.offers = Some(Arc::new(offers));
        }
    }

    /// Asks the planner something about the plan under the answers.
    fn assessed<T>(
        &self,
        ask: impl FnOnce(&crate::model::Plan, &Assessment<'_>) -> T,
    ) -> Option<T> {
        let judged = &self.state.judged;
        let (plan, accepted) = judged.plan.as_ref().zip(judged.accepted.as_ref())?;
        if plan.referral.is_some() {
            return None;
        }
        Some(ask(plan, &planner::assess(accepted, &self.knowledge)))
    }
}

fn is_about(answer: &Acknowledgement, warned: &Warned) -> bool {
    answer.rule == warned.rule.as_str() && answer.step == warned.step && answer.text == warned.text
}
