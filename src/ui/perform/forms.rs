//! Dialogs of several fields: shown, filled in, and done. What they ask for runs beside the window;
//! what came of it is taken in `chores`.

use std::path::PathBuf;
use std::time::Instant;

use eframe::egui::Context;
use zeroize::Zeroizing;

use super::reading;
use super::sealing::converted;
use crate::model::Settings;
use crate::store::sample::{self, Wanted};
use crate::store::seal::{Seal, Work as Effort};
use crate::store::{
    Base, Existing, Places, Progress, SecretString, Stamp, Store, StoreError, backup, vault,
};
use crate::ui::action::Secret;
use crate::ui::app::Window;
use crate::ui::chores::{Chore, ChoreError, Ends, Task};
use crate::ui::forms::{
    BackUpForm, ClientForm, EraseForm, Form, FormKind, NewPassphrase, NewPractice, PRACTICE,
    PathField, RestoreForm, SAMPLE, Sealing, SettingsForm, country, free_path, inside,
};
use crate::ui::jobs::Done;
use crate::ui::state::{Busy, Dialog};

/// The sample practice: the same that the project shows, on every machine.
const SAMPLE_PRACTICE: Wanted = Wanted { clients: 12, plans: 60, seed: 1 };

impl Window {
    /// Shows a form.
    pub(super) fn ask(&mut self, kind: FormKind) {
        let form = match kind {
            FormKind::NewPractice => Form::NewPractice(NewPractice {
                folder: self.proposed(PRACTICE),
                ..Default::default()
            }),
            FormKind::Sample => Form::Sample { folder: self.proposed(SAMPLE) },
            FormKind::Restore => {
                Form::Restore(RestoreForm { folder: self.proposed(PRACTICE), ..Default::default() })
            }
            FormKind::BackUp => {
                let Some(open) = self.state.practice.open() else { return };
                let name = format!("{}-{}.zip", open.name, self.state.today);
                let place = self.places.as_ref().and_then(|_| Places::documents());
                let file = place.unwrap_or_default().join(name).display().to_string();
                Form::BackUp(BackUpForm { file, ..Default::default() })
            }
            FormKind::Settings => {
                let Some(open) = self.state.practice.open() else { return };
                let sealing = Sealing::of(open.store.seal());
                let base = open.settings_base.clone();
                Form::Settings(Box::new(SettingsForm::of(&open.settings, base, sealing)))
            }
            FormKind::Client | FormKind::Erase => {
                let open = self.state.practice.open();
                let Some(folder) = open.and_then(|open| open.folder.clone()) else { return };
                let record = folder.record();
                if kind == FormKind::Erase {
                    let name = record.map(|client| client.name.clone()).unwrap_or_default();
                    Form::Erase(EraseForm { client: folder.id, name, typed: String::new() })
                } else {
                    let record = record.cloned().unwrap_or_default();
                    let base = folder.client.base();
                    Form::Client(Box::new(ClientForm::of(folder.id, base, &record)))
                }
            }
            FormKind::Unseal => Form::Unseal,
            FormKind::Seal | FormKind::Passphrase => Form::Passphrase(NewPassphrase {
                replaces: kind == FormKind::Passphrase,
                ..Default::default()
            }),
        };
        self.state.dialogs.push(Dialog::Form { form: Box::new(form), trouble: None });
    }

    /// A folder of this name where the user keeps documents; nothing where that is unknown.
    fn proposed(&self, name: &str) -> String {
        let documents = self.places.as_ref().and_then(|_| Places::documents());
        documents.map(|folder| free_path(&folder, name).display().to_string()).unwrap_or_default()
    }

    /// Takes what is filled in.
    pub(super) fn fill(&mut self, filled: Form) {
        if let Some(Dialog::Form { form, trouble }) = self.state.dialogs.last_mut() {
            **form = filled;
            *trouble = None;
        }
    }

    /// Says what stands in the way of the topmost form.
    pub(super) fn object(&mut self, words: impl Into<String>) {
        if let Some(Dialog::Form { trouble, .. }) = self.state.dialogs.last_mut() {
            *trouble = Some(words.into());
        }
    }

    /// Asks for a path in the system's dialog.
    pub(super) fn browse(
        &mut self,
        field: PathField,
        ctx: &Context,
        frame: Option<&eframe::Frame>,
    ) {
        let Some(Dialog::Form { form, .. }) = self.state.dialogs.last() else { return };
        let name = form.folder_name();
        let choice = match field {
            PathField::Folder => self.dialogs.folder(frame),
            PathField::File => self.dialogs.open_backup(frame),
            PathField::NewFile => self.dialogs.save_backup(frame, "practice.zip"),
        };
        // The form has a field for the path, in which it can be typed.
        self.start_dialog(None, Busy::ChoosingToSave, choice, ctx, move |path, no_dialog| {
            let path = match field {
                PathField::Folder => path.map(|path| inside(path, name)),
                PathField::File | PathField::NewFile => path,
            };
            Done::Chore(Chore::Path { field, path, no_dialog })
        });
    }

    /// Does what the topmost form is for.
    pub(super) fn submit(&mut self, ctx: &Context) {
        let Some(Dialog::Form { form, .. }) = self.state.dialogs.last() else { return };
        let done = match (**form).clone() {
            Form::NewPractice(form) => self.make_practice(&form, ctx),
            Form::Sample { folder } => self.make_sample(&folder, ctx),
            Form::Client(form) => self.save_client(&form, ctx),
            Form::Erase(form) => self.erase(&form, ctx),
            Form::Settings(form) => self.save_settings(&form, ctx),
            Form::BackUp(form) => self.back_up(&form, ctx),
            Form::Restore(form) => self.restore(&form, ctx),
            Form::Passphrase(form) => self.new_passphrase(&form, ctx),
            Form::Unseal => self.unseal(ctx),
            Form::Discard(form) => self.discard_old(&form, ctx),
        };
        if let Err(words) = done {
            self.object(words);
        }
    }

    /// Starts long work that shows how far it is.
    pub(super) fn start_task(
        &mut self,
        title: &str,
        unit: &'static str,
        ctx: &Context,
        work: impl FnOnce(Progress) -> Chore + Send + 'static,
    ) {
        let progress = Progress::default();
        let task = Task {
            title: title.to_owned(),
            about: "Getting ready…".to_owned(),
            unit,
            progress: progress.clone(),
            ends: Ends::Stopped,
            shows: Instant::now(),
        };
        self.start(title, Busy::Working, ctx, move || Done::Chore(work(progress)));
        if self.state.busy == Some(Busy::Working) {
            self.state.task = Some(task);
        }
    }

    /// Who saves, and when.
    pub(super) fn stamp(&self) -> Stamp {
        let open = self.state.practice.open();
        let by = open.map(|open| open.settings.therapist.clone()).unwrap_or_default();
        Stamp { by, at: crate::store::clock::now() }
    }

    fn make_practice(&mut self, form: &NewPractice, ctx: &Context) -> Result<(), String> {
        let root = path(&form.folder, "Where is the practice to be kept?")?;
        let settings = Settings {
            name: form.name.trim().to_owned(),
            therapist: form.therapist.trim().to_owned(),
            country: country(&form.country)?,
            ..Settings::default()
        };
        let passphrase = if form.seals { Some(secret(form.passphrase.check()?)) } else { None };
        self.start_task("Making the practice", "files", ctx, move |progress| {
            let result = made(&root, settings, passphrase.as_ref(), &progress);
            Chore::Made { root, result }
        });
        Ok(())
    }

    fn make_sample(&mut self, folder: &str, ctx: &Context) -> Result<(), String> {
        let root = path(folder, "Where is the sample practice to be written?")?;
        self.start_task("Making the sample practice", "clients", ctx, move |progress| {
            let result = sample::write(&root, SAMPLE_PRACTICE, &progress).map(|_| None);
            Chore::Made { root, result: result.map_err(ChoreError::from) }
        });
        Ok(())
    }

    fn save_settings(&mut self, form: &SettingsForm, ctx: &Context) -> Result<(), String> {
        let settings = form.record()?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, base) = (open.store.clone(), form.base.clone());
        let stamp = Stamp { by: settings.therapist.clone(), at: crate::store::clock::now() };
        self.start("save the settings", Busy::Saving, ctx, move || {
            let saved = store.save_settings(base, settings, &stamp);
            let saved = saved.map(|_| Box::new(reading::settings(&store)));
            Done::Chore(Chore::Settings(saved.map_err(ChoreError::from)))
        });
        Ok(())
    }

    fn back_up(&mut self, form: &BackUpForm, ctx: &Context) -> Result<(), String> {
        let file = path(&form.file, "Where is the backup to be written?")?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let root = open.store.root().to_owned();
        let passphrase = if form.seals { Some(secret(form.passphrase.check()?)) } else { None };
        let existing = if form.replaces { Existing::Replace } else { Existing::Refuse };
        self.start_task("Backing up", "parts", ctx, move |progress| {
            let at = crate::store::clock::now();
            let made = backup::write(&root, &file, passphrase.as_ref(), existing, at, &progress);
            Chore::BackedUp { file, result: made.map_err(ChoreError::from) }
        });
        Ok(())
    }

    fn restore(&mut self, form: &RestoreForm, ctx: &Context) -> Result<(), String> {
        let file = path(&form.file, "Which backup is to be brought back?")?;
        let root = path(&form.folder, "Into which folder?")?;
        let passphrase = form.passphrase.as_ref().map(secret);
        let growth = if form.any_size { backup::Growth::Any } else { backup::Growth::Usual };
        self.start_task("Restoring", "files", ctx, move |progress| {
            let restored = backup::restore(&file, &root, passphrase.as_ref(), growth, &progress);
            Chore::Restored { root, result: restored.map_err(ChoreError::from) }
        });
        Ok(())
    }

    fn new_passphrase(&mut self, form: &NewPassphrase, ctx: &Context) -> Result<(), String> {
        let passphrase = secret(form.check()?);
        if self.state.is_unsaved() {
            return Err("Save the plan that is open first.".to_owned());
        }
        let stamp = self.stamp();
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let store = open.store.clone();
        let places = self.places.clone();
        if form.replaces && store.seal().is_some_and(Seal::believes_unproven) {
            self.start_task("Sealing the practice anew", "clients", ctx, move |progress| {
                let effort = Effort::Usual;
                let changed = store.change_passphrase(&passphrase, effort, &stamp, &progress);
                Chore::PassphraseChanged(changed.map_err(ChoreError::from))
            });
        } else if form.replaces {
            self.start("change the passphrase", Busy::Unlocking, ctx, move || {
                let (effort, progress) = (Effort::Usual, Progress::default());
                let changed = store.change_passphrase(&passphrase, effort, &stamp, &progress);
                Done::Chore(Chore::PassphraseChanged(changed.map_err(ChoreError::from)))
            });
        } else {
            self.start_task("Sealing the practice", "files", ctx, move |progress| {
                let sealed = store.seal_practice(&passphrase, Effort::Usual, &stamp, &progress);
                Chore::Sealed(sealed.map_err(ChoreError::from).and_then(|done| {
                    let key = recovery(&done.store)?;
                    let what = "were sealed";
                    let mut lines = converted(&done, what, &store, places.as_ref());
                    lines.push(vault::KEPT_COPIES.to_owned());
                    Ok((lines, key))
                }))
            });
        }
        Ok(())
    }

    /// Shows the recovery key of the practice.
    pub(super) fn show_recovery_key(&mut self) {
        let Some(open) = self.state.practice.open() else { return };
        if let Ok(key) = recovery(&open.store) {
            self.state.dialogs.push(Dialog::RecoveryKey(key));
        }
    }
}

/// Makes a practice, says about it what was typed, and seals it if that is wished.
fn made(
    root: &std::path::Path,
    settings: Settings,
    passphrase: Option<&SecretString>,
    progress: &Progress,
) -> Result<Option<Secret>, ChoreError> {
    let at = crate::store::clock::now();
    let store = Store::create(root, at)?;
    let stamp = Stamp { by: settings.therapist.clone(), at };
    if settings != Settings::default() {
        store.save_settings(Base::none(), settings, &stamp)?;
    }
    let Some(passphrase) = passphrase else { return Ok(None) };
    let sealed = store.seal_practice(passphrase, Effort::Usual, &stamp, progress)?;
    // Nobody's notes are in the readable folder, and nobody misses it.
    sealed.store.discard_old(&sealed.old, None, progress).ok();
    Ok(Some(recovery(&sealed.store)?))
}

/// The sheet with the recovery key.
fn recovery(store: &Store) -> Result<Secret, ChoreError> {
    let key = store.seal().map(Seal::recovery_key).ok_or(StoreError::NotSealed)?;
    Ok(Secret(Zeroizing::new(vault::recovery_sheet(&key))))
}

pub(super) fn secret(typed: &Secret) -> SecretString {
    SecretString::from(typed.0.to_string())
}

fn path(typed: &str, question: &str) -> Result<PathBuf, String> {
    let typed = typed.trim();
    if typed.is_empty() { Err(question.to_owned()) } else { Ok(PathBuf::from(typed)) }
}
