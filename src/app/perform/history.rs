//! What is asked of the page of past sessions, and what leads on from it: a plan that is read, today's plan
//! from an earlier session, a course that ends.

use crate::app::App;
use crate::app::action::{Action, FileAction, Then};
use crate::app::clock;
use crate::app::draft::IntakeDraft;
use crate::app::history::{HistoryAction, Taking};
use crate::app::jobs::Scope;
use crate::app::past::{Past, SessionRow};
use crate::app::practice::{Stored, StoredRecord};
use crate::app::print::PrintAction;
use crate::app::reading::Reading;
use crate::app::shell::Shell;
use crate::app::state::{Busy, Page, Screen};
use crate::app::task::TaskError;
use crate::app::visit::{StepsAgain, TakenOver, VisitChange};
use crate::model::{Entry, Outcome, PlanId, PlanKey};
use crate::store::{Base, StoreError};
use crate::text::counted;

impl App {
    /// Does what is asked of the past sessions.
    pub(super) fn perform_history(&mut self, action: HistoryAction, shell: &dyn Shell) {
        let view = &mut self.state.history;
        match action {
            HistoryAction::Filter(filter) => {
                view.filter = filter;
                view.find();
            }
            HistoryAction::Tick(plan) => {
                view.tick(plan);
                view.compare(&self.knowledge);
            }
            HistoryAction::Basis(basis) => {
                view.basis = basis;
                view.compare(&self.knowledge);
            }
            HistoryAction::Rows(rows) => view.rows = rows,
            HistoryAction::Pain(pain) => view.pain = pain,
            HistoryAction::Tally(tally) => view.tally = tally,
            HistoryAction::Tab(tab) => view.tab = tab,
            HistoryAction::Earlier(earlier) => view.go(earlier),
            HistoryAction::Read => {
                if let Some((plan, revision)) = view.chosen().map(|row| (row.plan, row.revision)) {
                    self.show_version(plan, revision, shell);
                }
            }
            HistoryAction::Print => self.print_chosen(shell),
            HistoryAction::PlanAgain => self.plan_again(shell),
            HistoryAction::TakeOver(plan, taking) => {
                self.take_over(plan, taking == Taking::Replace);
            }
            HistoryAction::AskDischarge => self.ask_discharge(),
            HistoryAction::Discharge(plan) => self.discharge(plan, shell),
        }
    }

    /// Keeps the page that of the client who is chosen, and brings steps of an earlier session into the plan
    /// once there is one.
    pub(in crate::app) fn follow_history(&mut self) {
        let past = self.state.practice.open().and_then(|open| open.past.as_ref());
        self.state.history.look_at(past, &self.knowledge);
        if let Some(steps) = self.state.visit.take_steps_again() {
            self.change_visit(VisitChange::StepsAgain(steps));
            self.keep_what_changed();
        }
    }

    fn past(&self) -> Option<&Past> {
        self.state.practice.open()?.past.as_deref()
    }

    /// Shows the pages of the chosen session. One comes back to the past sessions from there.
    fn print_chosen(&mut self, shell: &dyn Shell) {
        let Some(row) = self.state.history.chosen() else { return };
        let (plan, revision) = (row.plan, row.revision);
        let Some(past) = self.past() else { return };
        let key = PlanKey { client: past.folder.id, plan };
        let history = past.folder.plans.get(&plan);
        let version = history.and_then(|history| history.revision(revision));
        let reading = version.and_then(|version| Reading::of(key, version));
        let stored = self.state.visit.stored.record();
        let is_open = stored.is_some_and(|stored| stored.revision == revision);
        self.state.visit.reading = reading.filter(|_| !is_open);
        self.perform(PrintAction::Show.into(), shell);
    }

    /// Begins today's plan from the chosen session. Where today has answers already, what becomes of them is
    /// asked first.
    fn plan_again(&mut self, shell: &dyn Shell) {
        let Some(plan) = self.state.history.chosen().map(|row| row.plan) else { return };
        let Some(client) = self.past().map(|past| past.folder.id) else { return };
        let is_todays = match &self.state.visit.stored {
            Stored::Nowhere => true,
            Stored::File(_) => false,
            Stored::Record(stored) => {
                let day = stored.record.plan.intake.date;
                stored.key.client == client && day == self.state.today && stored.key.plan != plan
            }
        };
        if !is_todays {
            let then = Then::PlanAgain(client, plan);
            return self.perform(Action::File(FileAction::Leave(then)), shell);
        }
        let is_begun = self.state.visit.is_unsaved() || self.state.visit.stored != Stored::Nowhere;
        if !is_begun {
            return self.take_over(plan, true);
        }
        let Some(day) = self.state.history.chosen().map(|row| row.day.short()) else { return };
        let lines = vec![
            format!("Add: what is open is filled in from {day}, and texts go under yours."),
            format!("Replace: lasting facts become those of {day}."),
            "Today's answers and red flags stay as they are.".to_owned(),
        ];
        let take = |taking| Action::from(HistoryAction::TakeOver(plan, taking));
        self.tell(
            "Today's intake has answers already",
            lines,
            [("Add to today's", take(Taking::Add)), ("Replace facts", take(Taking::Replace))],
        );
    }

    /// The same in a new intake of the client.
    pub(super) fn begin_again(&mut self, plan: PlanId) {
        self.begin_anew();
        self.take_over(plan, true);
    }

    /// Brings the lasting facts of a session into the intake of today; its steps wait for the plan.
    fn take_over(&mut self, plan: PlanId, replaces: bool) {
        let today = self.state.today;
        let Some(record) = self.past().and_then(|past| past.record(plan)) else { return };
        let taken = TakenOver {
            facts: IntakeDraft::after(&record.plan, &self.knowledge, today),
            from: record.day(),
            replaces,
            steps: StepsAgain::of(record),
        };
        let (day, waits) = (record.day().short(), taken.steps.is_some());
        if !self.change_visit(VisitChange::TakeOver(Box::new(taken))) {
            return;
        }
        self.state.visit.reading = None;
        self.state.page = Page::Visit;
        let is_planned = self.state.visit.standing().session().is_some();
        if is_planned {
            return self.state.visit.screen = Screen::Plan;
        }
        self.state.visit.screen = Screen::Intake;
        let text = if waits {
            format!("Facts of {day} are filled in. Its steps come with the plan")
        } else {
            format!("Facts of {day} are filled in")
        };
        self.state.toast(text, Some(("Undo", Action::Undo)));
    }

    /// Shows what the course came to, and asks whether it ends.
    fn ask_discharge(&mut self) {
        let view = &self.state.history;
        let Some(sessions) = view.sessions() else { return };
        let Some(plan) = sessions.last_open else { return };
        let Some(last) = sessions.row(plan) else { return };
        let of_course = |row: &&SessionRow| {
            row.course == last.course && row.kind == crate::app::past::SessionKind::Closed
        };
        let all: Vec<&SessionRow> = sessions.rows.iter().filter(of_course).collect();
        let Some(first) = all.first() else { return };
        let mut lines = vec![
            format!(
                "{}, {} to {}",
                counted(all.len(), "session"),
                first.day.long(),
                last.day.long()
            ),
            scores("Leg", first.leg.0, last.leg),
            scores("Back", first.back.0, last.back),
        ];
        lines.extend(
            sessions
                .trend
                .as_ref()
                .map(|trend| format!("The higher of both before a session: {trend}")),
        );
        lines.push(format!(
            "This is added to the session of {}; what was written there stays readable.",
            last.day.short()
        ));
        let discharge = HistoryAction::Discharge(plan).into();
        self.tell("Discharge this client?", lines, [("Discharge", discharge)]);
    }

    /// Writes into the last session of the course that it ends with it.
    fn discharge(&mut self, plan: PlanId, shell: &dyn Shell) {
        let Some(client) = self.past().map(|past| past.folder.id) else { return };
        let Some(open) = self.state.practice.open() else { return };
        let key = PlanKey { client, plan };
        let (store, stamp) = (open.store.clone(), self.stamp());
        self.start(
            "discharge",
            Busy::Saving,
            shell,
            move || {
                let history = store.plan(client, plan)?;
                let head = history.heads().find_map(|head| Some((head, head.content.record()?)));
                let (head, record) = head.ok_or(StoreError::NoSuchPlan(plan))?;
                let mut record = record.clone();
                let day = record.day();
                let mut outcome = record.outcome.clone().unwrap_or_else(|| Outcome::on(day));
                outcome.discharged = true;
                let note = record.own_note.clone();
                let saved = Entry { at: head.saved, by: head.by.clone() };
                let entry = Entry { at: stamp.at, by: stamp.by.clone() };
                record.close_again(outcome, entry, Some(saved));
                // The note isn't about how the course ended.
                record.own_note = note;
                let base = Base::of([head]);
                store.save_plan(client, plan, base, record, &stamp).map_err(TaskError::from)
            },
            move |app, result, shell| {
                let Some(version) = app.worked("The client isn't discharged", result) else {
                    return;
                };
                // The next save of what is open comes after this.
                let stored = app.state.visit.stored.record();
                let is_open = stored
                    .is_some_and(|it| it.key == key && version.parents.contains(&it.revision));
                if is_open && let Some(stored) = StoredRecord::of(key, &version) {
                    app.state.visit.stored = Stored::Record(stored);
                }
                let day = clock::today().short();
                app.state
                    .toast(format!("Discharged {day}. The next session begins a new course"), None);
                app.read_client(shell);
                app.index(Scope::Client(client), shell);
            },
        );
    }
}

/// The score after a session, else the one before it.
/// The scores before the first session and before the last one, and after that.
fn scores(place: &str, first: u16, (before, after): (u16, Option<u16>)) -> String {
    let after = after.map(|after| format!(" ({after} after)")).unwrap_or_default();
    format!("{place} pain before the session: first {first}, last {before}{after}")
}
