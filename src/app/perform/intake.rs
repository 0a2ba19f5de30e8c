//! What is done with the intake beside answering it: facts of the last visit, asking anew, the next
//! open question, and consents.
//!
//! What is carried over and what is asked anew, `draft` says.

use crate::app::App;
use crate::app::action::{Action, Change, CommunicationChange, ConsentAction};
use crate::app::clock;
use crate::app::draft::{ClearanceField, Field, IntakeDraft, TextField};
use crate::app::practice::{OpenPractice, Stored};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Screen};
use crate::app::toast::ToastKind;
use crate::app::visit::{Agreed, Said, VisitChange, Work};
use crate::model::{
    Client, ClientId, Consent, ConsentItem, Day, GuardianConsent, PlanKey, PlanRecord, PlanState,
    RevisionId,
};
use crate::store::{Base, ClientFolder, Stamp, StoreError};
use crate::text::counted;

impl App {
    /// Begins with the client's plan of today, or else with a new one.
    pub(super) fn begin_visit(&mut self) {
        let state = &self.state;
        if state.is_blank()
            && let Some(folder) = state.practice.open().and_then(|open| open.folder.as_ref())
            && let Some((key, revision)) = plan_of(folder, state.today)
        {
            self.open_plan(key, revision);
        } else {
            self.carry_over();
        }
        self.fill_age();
    }

    /// Makes a change of the visit, or says why it can't be made; gives whether it was.
    pub(super) fn change_visit(&mut self, change: VisitChange) -> bool {
        let state = &mut self.state;
        match state.visit.apply(change, &self.knowledge, state.today) {
            Ok(changed) => {
                if changed {
                    state.toasts.outdate();
                }
                true
            }
            Err(reason) => {
                state.toasts.add(ToastKind::Refused, reason, None);
                false
            }
        }
    }

    /// Makes a change of the answers.
    pub(super) fn change_answer(&mut self, change: Change) {
        // On another day one may be a year older.
        let is_dated = matches!(change, Change::Text(TextField::Date, _));
        let born = if is_dated { self.born() } else { None };
        let unconfirmed = self.state.visit.unconfirmed();
        let is_clearance = matches!(change, Change::FinishClearance(_));
        let is_made = self.change_visit(VisitChange::Answer(change, born));
        self.state.visit.were_unconfirmed(unconfirmed, clock::time);
        if is_made && is_clearance {
            self.tell_cleared();
        }
    }

    /// Says what follows once a clearance is added: the middle may turn by it.
    fn tell_cleared(&mut self) {
        let standing = self.state.visit.standing();
        let left = standing.missing.len();
        let (text, offer) = if standing.referral().is_some() {
            ("Clearance added. There is still no session today".to_owned(), None)
        } else if left > 0 {
            let left = counted(left, "question");
            let text = format!("Clearance added. {left} left, then the plan appears");
            (text, Some(("Next question", Action::NextMissing(None))))
        } else {
            ("Clearance added. The session can take place".to_owned(), None)
        };
        self.state.toast(text, offer);
    }

    /// Takes the age from the year of birth of the client whose plan this is. What was called ready
    /// stays as it was checked, and what is from another day as it was asked.
    pub(super) fn fill_age(&mut self) {
        let visit = &self.state.visit;
        if !visit.work().ready && visit.rescreen.is_none() && self.born().is_some() {
            self.take_age();
        }
    }

    /// The same whatever was called ready, and where none is known any more: the client's details
    /// changed.
    pub(super) fn take_age(&mut self) {
        let born = self.born();
        let state = &mut self.state;
        state.visit.set_age(born, &self.knowledge, state.today);
    }

    /// The year of birth of the client whose plan is in the window; none where that isn't known.
    pub(super) fn born(&self) -> Option<i16> {
        let open = self.state.practice.open()?;
        let whose = match &self.state.visit.stored {
            Stored::Record(stored) => Some(stored.key.client),
            Stored::Nowhere => open.chosen,
            Stored::File(_) => None,
        };
        if whose.is_none() || whose != open.chosen {
            return None;
        }
        open.chosen_client()?.birth_year
    }

    /// Fills in the stable facts of the client's last visit, while nothing is answered yet.
    pub(super) fn carry_over(&mut self) {
        if self.state.is_blank()
            && let Some(work) = self.carried_work()
        {
            self.state.begin_with(work, &self.knowledge);
            self.state.visit.screen = Screen::Intake;
        }
    }

    /// What an intake of the chosen client begins with today.
    pub(super) fn fresh_work(&self) -> Work {
        self.carried_work().unwrap_or_else(|| self.state.blank())
    }

    /// The stable facts of the client's last visit; none where there was none.
    fn carried_work(&self) -> Option<Work> {
        let state = &self.state;
        let folder = state.practice.open().and_then(|open| open.folder.as_ref())?;
        let visits = before(folder, state.today);
        let (last, earlier) = visits.split_first()?;
        let mut draft = IntakeDraft::after(&last.plan, &self.knowledge, state.today);
        let earlier = earlier.iter().map(|record| &record.plan);
        draft.count_onset_over(earlier.clone(), state.today);
        earlier.for_each(|plan| draft.look_back_at(plan));
        Some(Work::of_intake(draft))
    }

    /// An empty intake of a client, whatever else there is of today.
    pub(super) fn new_plan(&mut self, client: ClientId, shell: &dyn Shell) {
        let open = self.state.practice.open();
        if open.is_some_and(|open| open.chosen == Some(client) && open.folder.is_some()) {
            self.begin_anew();
        } else {
            self.choose_client(client, shell);
        }
    }

    /// An empty intake of the client that is chosen, with the facts of the last visit.
    pub(super) fn begin_anew(&mut self) {
        self.empty_intake();
        self.carry_over();
        self.fill_age();
    }

    /// Asks anew what holds for one day only. It can't be taken back: old answers mustn't pass for
    /// today's.
    pub(super) fn rescreen(&mut self) {
        let born = self.born();
        self.state.today = clock::today().max(self.state.today);
        self.change_visit(VisitChange::AskAnew(born));
    }

    /// Brings a question into view: the next one after a field, or else the one that is next; where
    /// that is in view already, the one after it. After all of them comes consent; then there is the
    /// plan to see.
    pub(super) fn next_missing(&mut self, from: Option<Field>) {
        let asks_consent = self.state.asks_consent();
        let visit = &mut self.state.visit;
        // An answer may have turned the middle to something else; one comes back to its question.
        if from.is_some() && visit.screen != Screen::Intake {
            visit.asked = from;
            return;
        }
        let seen = visit.at.as_ref().or(visit.marked.as_ref()).cloned();
        let shown = seen.filter(|field| Some(field) == visit.next_question());
        let next = match from.or(shown) {
            Some(from) => visit.question_after(&from, &self.knowledge),
            None => visit.next_question().cloned(),
        };
        if let Some(next) = next.or_else(|| asks_consent.then_some(Field::Consent)) {
            visit.jump_to(next);
        }
    }

    /// One more clearance record, brought into view. Where a session is withheld for want of one, that
    /// is where it is filled in.
    pub(super) fn add_clearance(&mut self, shell: &dyn Shell) {
        let visit = &mut self.state.visit;
        let is_asked = visit.standing().withheld().is_some_and(|withheld| withheld.asks_clearance);
        if is_asked && visit.screen == Screen::Plan {
            visit.mark_clearance();
            return;
        }
        let at = self.state.visit.work().intake.clearances.len();
        self.perform(Action::Intake(Change::AddClearance), shell);
        let by = Field::Text(TextField::Clearance(at, ClearanceField::By));
        self.perform(Action::JumpTo(by), shell);
    }

    pub(super) fn record_told(&mut self, change: CommunicationChange) {
        let open = self.state.practice.open();
        let said = Said {
            at: format!("{} {}", clock::today(), clock::time()),
            by: open.map(|open| open.settings.therapist.trim().to_owned()).unwrap_or_default(),
        };
        self.change_visit(VisitChange::Told(change, said));
    }

    pub(super) fn perform_consent(&mut self, action: ConsentAction, shell: &dyn Shell) {
        let consent = &mut self.state.visit.consent;
        match action {
            ConsentAction::Tick(item) => {
                if !consent.left_out.remove(&item) {
                    consent.left_out.insert(item);
                }
            }
            ConsentAction::Guardian(name) => consent.guardian = name,
            ConsentAction::Record(items) => {
                let client = self.state.practice.open().and_then(OpenPractice::chosen_client);
                let Some(client) = client else { return };
                let consented = client.consents.iter().flat_map(|one| one.covers.clone());
                let before: Vec<ConsentItem> = consented.collect();
                let new = items.into_iter().filter(|item| !before.contains(item));
                let covers: Vec<ConsentItem> = new.collect();
                if covers.is_empty() {
                    return;
                }
                self.agree(shell, |on| Agreed::Consent(Consent { on, covers, note: None }));
            }
            ConsentAction::RecordGuardian => {
                let name = consent.guardian.trim().to_owned();
                if !name.is_empty() {
                    self.agree(shell, |on| Agreed::Guardian(GuardianConsent { name, on }));
                }
            }
        }
    }

    /// Puts down what was agreed to today.
    fn agree(&mut self, shell: &dyn Shell, what: impl FnOnce(Day) -> Agreed) {
        let agreed = what(clock::today().max(self.state.today));
        let now = agreed.clone();
        self.save_consent(shell, Some(agreed), move |client| now.put_down(client));
    }

    /// Saves the chosen client after a change, which is made to the record as it is on the disk.
    pub(super) fn save_consent(
        &mut self,
        shell: &dyn Shell,
        agreed: Option<Agreed>,
        change: impl FnOnce(&mut Client) + Send + 'static,
    ) {
        let generation = self.state.visit.generation;
        self.change_client(shell, change, move |app, result, shell| {
            // Another client's undo has nothing to do with it.
            let is_here = generation == app.state.visit.generation;
            let agreed = if is_here { agreed } else { None };
            app.consent_saved(agreed, result, shell);
        });
    }

    fn change_client(
        &mut self,
        shell: &dyn Shell,
        change: impl FnOnce(&mut Client) + Send + 'static,
        then: impl FnOnce(&mut Self, Result<(), StoreError>, &dyn Shell) + Send + 'static,
    ) {
        let Some(open) = self.state.practice.open() else { return };
        let Some(id) = open.chosen else { return };
        let store = open.store.clone();
        let by = open.settings.therapist.clone();
        self.start(
            "save the client",
            Busy::Saving,
            shell,
            move || {
                let stamp = Stamp { by, at: crate::store::clock::now() };
                let history = store.client_record(id)?;
                let record = history.current().zip(history.last_record());
                let (current, client) = record.ok_or(StoreError::NoSuchClient(id))?;
                let mut client = client.clone();
                change(&mut client);
                store.save_client(id, Base::of([current]), client, &stamp).map(drop)
            },
            then,
        );
    }

    /// Puts a line under the client's important note: a withheld plan can't be saved before all
    /// answers are there, and this mustn't wait for them.
    pub(super) fn keep_told(&mut self, line: String, shell: &dyn Shell) {
        let add = move |client: &mut Client| {
            let note = client.important.get_or_insert_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&line);
        };
        let generation = self.state.visit.generation;
        self.change_client(shell, add, move |app, result, shell| {
            app.told_kept(generation, result, shell);
        });
    }

    fn told_kept(&mut self, generation: u64, result: Result<(), StoreError>, shell: &dyn Shell) {
        match result {
            // Somebody else may be chosen by now, of whom it would be said.
            Ok(()) if self.state.visit.generation != generation => self.read_client(shell),
            Ok(()) => {
                self.state.toast("Saved to the client's record", None);
                self.read_client(shell);
            }
            Err(error) => self.trouble("What was said isn't saved", &error, "Try again."),
        }
    }

    pub(super) fn consent_saved(
        &mut self,
        agreed: Option<Agreed>,
        result: Result<(), StoreError>,
        shell: &dyn Shell,
    ) {
        match result {
            Ok(()) => {
                if let Some(agreed) = agreed {
                    self.state.visit.record_agreed(agreed);
                    self.state.toasts.outdate();
                    self.state.toast("Saved to the client's record", Some(("Undo", Action::Undo)));
                }
                self.read_client(shell);
            }
            Err(error) => self.trouble("The consent isn't saved", &error, "Try again."),
        }
    }
}

/// The plan of this day that is still to be used, the newest one where there are several.
fn plan_of(folder: &ClientFolder, day: Day) -> Option<(PlanKey, RevisionId)> {
    let mut current = folder.plans.iter().filter_map(|(id, history)| {
        let version = history.current()?;
        let record = version.content.record()?;
        let is_open = record.plan.intake.date == day && record.state != PlanState::Done;
        is_open.then_some((PlanKey { client: folder.id, plan: *id }, version.id))
    });
    current.next_back()
}

/// The records of the client's visits before this day, the last one first.
fn before(folder: &ClientFolder, today: Day) -> Vec<&PlanRecord> {
    let plans = folder.plans.values();
    let records = plans.filter_map(|history| history.current()?.content.record());
    let mut records: Vec<_> = records.filter(|record| record.plan.intake.date < today).collect();
    // Of several on one day the one made last, which stands last among the plans.
    records.reverse();
    records.sort_by_key(|record| std::cmp::Reverse(record.plan.intake.date));
    records
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::highlight::Pointed;
    use crate::app::shell::NoWindow;
    use crate::app::visit::Visit;
    use crate::knowledge::Knowledge;
    use crate::model::{DoctorOnMassage, FurthestPoint, Inflammation, Intake, Nprs, Trend};
    use crate::planner;

    fn nprs(score: u16) -> Nprs {
        Nprs::new(score).unwrap()
    }

    fn app() -> App {
        let knowledge = Arc::new(Knowledge::shipped().unwrap());
        let today = Day::parse("2026-11-24").unwrap();
        let mut app = App::new(Arc::clone(&knowledge), today);
        let text = r#"{ "date": "2026-11-20", "category": "chronic", "side": "Left",
            "pain_back": 3, "pain_leg": 6, "furthest_point": "Knee", "trend": "Same",
            "inflammation": "None", "onset_weeks": 40, "diagnosis": "ByDoctor",
            "cause_known": true, "doctor_on_massage": "InFavour", "minutes": 45,
            "findings": ["hip-replacement", "tingling"], "notes": "sails" }"#;
        let intake: Intake = serde_json::from_str(text).unwrap();
        let plan = planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap();
        let record = PlanRecord::draft(plan);
        app.state.begin(Visit::of_record(record, &knowledge, app.state.today));
        app
    }

    #[test]
    fn a_plan_of_another_day_is_asked_anew_and_old_answers_never_come_back() {
        let mut app = app();
        let day = app.state.visit.work().intake.day();
        app.state.visit.rescreen = day;
        for minutes in ["", "45"] {
            let length = Change::Text(TextField::Minutes, minutes.to_owned());
            app.perform(Action::Intake(length), &NoWindow);
        }
        assert_eq!(app.state.visit.rescreen, day, "the old answers are there still");
        app.perform(Action::Rescreen, &NoWindow);
        let intake = &app.state.visit.work().intake;
        assert_eq!((intake.pain_back, intake.answers.len()), (None, 0));
        assert_eq!(intake.former.len(), 2, "what was yes is asked again");
        let notes = intake.last.as_ref().and_then(|last| last.notes.as_ref());
        assert!(intake.notes.is_empty(), "words of another day are none of today's");
        assert_eq!(notes.map(|notes| notes.text.as_str()), Some("sails"));
        assert!(app.state.visit.standing().plan.is_none() && app.state.visit.rescreen == day);
        app.perform(Action::Undo, &NoWindow);
        assert_eq!(app.state.visit.work().intake.pain_back, None);

        let mut changes = vec![
            Change::PainBack(nprs(1)),
            Change::PainLeg(nprs(2)),
            Change::FurthestPoint(FurthestPoint::Knee),
            Change::Trend(Trend::Better),
            Change::Inflammation(Inflammation::None),
            Change::Doctor(DoctorOnMassage::InFavour),
        ];
        let findings = app.knowledge.tables().findings.iter();
        changes.extend(findings.map(|finding| Change::Answer(finding.id.clone(), false)));
        for change in changes {
            assert_eq!(app.state.visit.rescreen, day, "until the last answer");
            app.perform(Action::Intake(change), &NoWindow);
        }
        assert!(app.state.visit.standing().plan.is_some());
        assert_eq!(app.state.visit.rescreen, None);
    }

    #[test]
    fn what_is_lit_from_the_plan_is_not_lit_beside_the_questions() {
        let mut app = app();
        let plan = app.state.visit.standing().plan.as_ref().unwrap();
        let caution = plan.cautions.iter().find(|caution| !caution.steps.is_empty()).unwrap();
        let (id, step) = (caution.id.clone(), caution.steps[0]);
        app.perform(Action::ShowPlan, &NoWindow);
        app.perform(Action::Point(Some(Pointed::Step(step))), &NoWindow);
        assert!(app.state.visit.lights(&id));
        app.perform(Action::ShowIntake, &NoWindow);
        assert!(!app.state.visit.lights(&id));
        app.perform(Action::ShowPlan, &NoWindow);
        assert!(app.state.visit.lights(&id));
    }

    #[test]
    fn from_the_last_open_question_one_goes_on_with_the_first() {
        let mut app = app();
        app.perform(Action::Rescreen, &NoWindow);
        let missing = app.state.visit.standing().missing.clone();
        app.next_missing(None);
        assert_eq!(app.state.visit.marked.as_ref(), Some(&missing[0].field));
        for one in &missing[1..] {
            app.next_missing(None);
            assert_eq!(app.state.visit.marked.as_ref(), Some(&one.field));
        }
        app.next_missing(None);
        assert_eq!(app.state.visit.marked.as_ref(), Some(&missing[0].field));
    }
}
