//! What is asked of the plan: each change is made and judged at once.
//!
//! Decides nothing clinical: the planner makes the changes and says what may be chosen.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::draft::Field;
use crate::app::editing::{PlanAction, PlanFocus, Warned, in_the_way};
use crate::app::explanation::Explanation;
use crate::app::highlight::Pointed;
use crate::app::shell::Shell;
use crate::app::state::{Dialog, Screen};
use crate::app::toast::ToastKind;
use crate::app::visit::VisitChange;
use crate::planner::edit::{self, Edit};
use crate::planner::{self, Assessment, quick};
use crate::text::counted;

impl App {
    pub(super) fn perform_plan(&mut self, action: PlanAction, shell: &dyn Shell) {
        let editing = &mut self.state.visit.editing;
        match action {
            PlanAction::Change(edits) => {
                self.change_plan(&edits);
            }
            PlanAction::Walk(by) => self.walk(by),
            PlanAction::Why(step) => self.explain_step(step),
            PlanAction::OfferBelow(step) => {
                self.select(Some(step));
                self.state.visit.editing.touched.insert(step);
                self.state.visit.editing.focus = Some(PlanFocus::Below);
            }
            PlanAction::Hold(step) => {
                self.change_visit(VisitChange::Hold(step));
            }
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
                self.state.visit.pause_undo();
            }
            PlanAction::TypeWhy(warned, text) => {
                editing.whys.insert(warned, text);
            }
            PlanAction::Answer(warned) => self.answer(&warned),
            PlanAction::Reopen(warned) => self.reopen(warned),
            PlanAction::Ready(ready) => self.call_ready(ready, shell),
            PlanAction::Rebuild => self.ask_rebuild(),
            PlanAction::RebuildKeeping(keep) => self.rebuild(keep),
            PlanAction::Quick(text) => {
                editing.quick.text = text;
                self.read_quick();
            }
            PlanAction::QuickAdd => self.quick_add(),
            PlanAction::ShowFindings => editing.focus = Some(PlanFocus::Findings),
            PlanAction::Dismiss => editing.notice = None,
        }
    }

    fn edit_plan(&mut self, edit: &Edit) -> bool {
        self.change_plan(std::slice::from_ref(edit))
    }

    /// Makes one change of the plan; gives whether it was made.
    fn change_plan(&mut self, edits: &[Edit]) -> bool {
        if !matches!(edits, [Edit::Instructions { .. }]) {
            self.state.visit.editing.written = None;
        }
        let is_made = self.change_visit(VisitChange::Edit(edits.to_vec()));
        if is_made {
            for edit in edits {
                self.go_along(edit);
            }
        }
        is_made
    }

    fn toast_plan(&mut self, text: String, undo: bool) {
        self.state.toast(text, undo.then_some(("Undo", Action::Undo)));
    }

    /// What was added or moved is chosen and brought into view; after a removal the step that took
    /// the place is, so that keys go on there.
    fn go_along(&mut self, edit: &Edit) {
        let count = self.state.visit.standing().plan.as_ref().map_or(0, |plan| plan.steps.len());
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
        self.state.visit.selected = Some(step);
        self.state.visit.editing.touched.insert(step);
        self.state.visit.editing.focus = Some(PlanFocus::Row);
    }

    pub(super) fn select(&mut self, step: Option<usize>) {
        if self.state.visit.selected != step {
            self.state.visit.pause_undo();
            self.state.visit.editing.written = None;
        }
        self.state.visit.selected = step;
    }

    fn walk(&mut self, by: isize) {
        let Some(plan) = &self.state.visit.standing().plan else { return };
        let count = plan.steps.len();
        if count == 0 {
            return;
        }
        let next = match self.state.visit.selected {
            Some(step) => step.saturating_add_signed(by).clamp(1, count),
            None if by < 0 => count,
            None => 1,
        };
        self.select(Some(next));
        self.state.visit.editing.touched.insert(next);
        self.state.visit.editing.focus = Some(PlanFocus::Row);
    }

    fn explain_step(&mut self, number: usize) {
        let Some(plan) = &self.state.visit.standing().plan else { return };
        let Some(step) = plan.steps.iter().find(|step| step.number == number) else { return };
        let explanation = Explanation::of_step(step, plan, &self.knowledge);
        self.state.dialogs.push(Dialog::Explain(explanation));
    }

    fn fit(&mut self) {
        let before = self.state.visit.standing().plan.clone();
        let held = self.state.visit.work().held.clone();
        if !self.edit_plan(&Edit::Fit { held }) {
            return;
        }
        let Some((before, after)) = before.as_ref().zip(self.state.visit.standing().plan.as_ref())
        else {
            return;
        };
        let changed = before.steps.iter().zip(&after.steps);
        let changed = changed.filter(|(old, new)| old.minutes != new.minutes).count();
        let stay = match self.state.visit.work().held.len() {
            0 => String::new(),
            held => format!("; {} held", counted(held, "step")),
        };
        let text = match changed {
            0 => "The minutes fit already".to_owned(),
            steps => format!("Fitted: the minutes of {} changed{stay}", counted(steps, "step")),
        };
        self.toast_plan(text, changed > 0);
    }

    fn answer(&mut self, warned: &Warned) {
        let Some(why) = self.state.visit.editing.whys.get(warned) else { return };
        let why = why.trim().to_owned();
        if why.is_empty() {
            return;
        }
        self.change_visit(VisitChange::AnswerWarning(warned.clone(), why));
        self.state.visit.pause_undo();
        self.state.visit.editing.whys.remove(warned);
    }

    /// An answer goes back into its field.
    fn reopen(&mut self, warned: Warned) {
        let Some(answer) = self.state.visit.work().answer(&warned) else { return };
        let why = answer.why.clone();
        self.state.visit.editing.whys.insert(warned.clone(), why);
        self.change_visit(VisitChange::ReopenWarning(warned));
    }

    /// Calls the plan ready, which saves it where it is kept, or a draft again.
    fn call_ready(&mut self, ready: bool, shell: &dyn Shell) {
        let visit = &self.state.visit;
        if ready && !in_the_way(visit.standing(), visit.rescreen).is_empty() {
            return;
        }
        let saves = ready && self.state.has_a_keeper();
        if saves && let Err(reason) = Command::Save.enabled(&self.state) {
            return self.state.toasts.add(ToastKind::Refused, reason.to_owned(), None);
        }
        let is_made = self.change_visit(VisitChange::Ready(ready));
        if is_made
            && ready
            && let Some(missing) = self.state.unrecorded_consent()
        {
            let ask = Action::JumpTo(Field::Consent);
            self.state.toast(format!("Marked as ready. {missing}"), Some(("Record it", ask)));
        }
        if is_made && saves {
            self.save(None, shell);
        }
    }

    fn ask_rebuild(&mut self) {
        let Some(hand) = &self.state.visit.work().hand else { return };
        if hand.edits.is_empty() {
            self.rebuild(false);
            return;
        }
        let edits = hand.edits.iter().map(|edit| edit.what.clone()).collect();
        let lost = self.state.visit.would_lose(&self.knowledge);
        self.state.dialogs.push(Dialog::Rebuild { edits, lost });
    }

    fn rebuild(&mut self, keep: bool) {
        self.state.dialogs.retain(|dialog| !matches!(dialog, Dialog::Rebuild { .. }));
        self.change_visit(VisitChange::Rebuild { keep });
    }

    fn read_quick(&mut self) {
        let text = self.state.visit.editing.quick.text.clone();
        let read = if text.trim().is_empty() {
            None
        } else {
            self.assessed(|plan, assessment| quick::read(&text, plan, assessment))
        };
        self.state.visit.editing.quick.read = read;
    }

    fn quick_add(&mut self) {
        // Whatever comes of it, Enter isn't the end of typing: a refused line is put right.
        self.state.visit.editing.focus = Some(PlanFocus::Quick);
        let Some(read) = &self.state.visit.editing.quick.read else { return };
        if read.closed.is_some() {
            return;
        }
        let Some(new) = read.step.clone() else { return };
        let added = read.number;
        if !self.edit_plan(&Edit::Add { at: None, new }) {
            return;
        }
        self.state.visit.editing.quick.text.clear();
        self.state.visit.editing.quick.read = None;
        self.state.visit.selected = added;
        self.state.visit.editing.touched.extend(added);
        // The next one can be typed at once.
        self.state.visit.editing.focus = Some(PlanFocus::Quick);
    }

    /// After a change: finds out how deep each step may go, what may be chosen now, and what the
    /// quick field means now.
    pub(super) fn know_plan(&mut self) {
        if self.state.visit.screen != Screen::Plan {
            return;
        }
        self.know_choices();
        let quick = &self.state.visit.editing.quick;
        if quick.read.is_none() && !quick.text.trim().is_empty() {
            self.read_quick();
        }
    }

    fn know_choices(&mut self) {
        let pointed = match self.state.visit.pointed {
            Some(Pointed::Step(step)) => Some(step),
            Some(Pointed::Caution(_) | Pointed::Region(..)) | None => None,
        };
        let editing = &self.state.visit.editing;
        let wanted = [self.state.visit.selected, pointed].into_iter().flatten();
        let wanted: Vec<usize> =
            wanted.filter(|step| !editing.choices.contains_key(step)).collect();
        let highest = editing.highest.is_none();
        if wanted.is_empty() && !highest {
            return;
        }
        let offers = !wanted.is_empty() && editing.offers.is_none();
        let found = self.assessed(|plan, assessment| {
            let choices: Vec<_> =
                wanted.iter().map(|step| (*step, edit::choices(plan, *step, assessment))).collect();
            let highest = highest.then(|| edit::highest_levels(plan, assessment));
            (choices, highest, offers.then(|| edit::new_steps(plan, assessment)))
        });
        let Some((choices, highest, offers)) = found else { return };
        let editing = &mut self.state.visit.editing;
        if highest.is_some() {
            editing.highest = highest;
        }
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
        let standing = self.state.visit.standing();
        let (plan, accepted) = standing.session().zip(standing.accepted.as_ref())?;
        Some(ask(plan, &planner::assess(accepted, &self.knowledge)))
    }
}
