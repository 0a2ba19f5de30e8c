//! Dialogs of several fields: shown, filled in, and done. What they ask for runs beside the window;
//! what came of it is taken in `results`.

use std::path::PathBuf;
use std::time::Instant;

use zeroize::Zeroizing;

use super::reading;
use super::sealing::converted;
use crate::app::App;
use crate::app::action::Secret;
use crate::app::forms::{
    BackUpForm, ClientForm, EraseForm, Form, FormKind, NewPassphrase, NewPractice, PRACTICE,
    PathField, RestoreForm, SAMPLE, Sealing, SettingsForm, country, free_path, inside,
};
use crate::app::length::LongText;
use crate::app::shell::{Choose, Shell};
use crate::app::state::{Busy, Dialog};
use crate::app::task::{Ends, Task, TaskError};
use crate::app::toast::ToastKind;
use crate::model::Settings;
use crate::store::sample::{self, Wanted};
use crate::store::seal::{Seal, WorkFactor};
use crate::store::{
    Base, Existing, Places, Progress, SecretString, Stamp, Store, StoreError, backup, vault,
};

/// The sample practice: the same that the project shows, on every machine.
const SAMPLE_PRACTICE: Wanted = Wanted { clients: 12, plans: 60, seed: 1 };

impl App {
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
            FormKind::ClientList => Form::ClientList(Box::default()),
            FormKind::Files => {
                let Some(form) = self.files_form() else { return };
                Form::Files(Box::new(form))
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
    pub(super) fn browse(&mut self, field: PathField, shell: &dyn Shell) {
        let Some(Dialog::Form { form, .. }) = self.state.dialogs.last() else { return };
        let name = form.folder_name();
        let is_list = matches!(**form, Form::ClientList(_));
        // What is saved goes into the folder itself, whatever else lies there.
        let as_it_is = matches!(**form, Form::Files(_));
        let choice = match field {
            PathField::Folder => shell.choose(Choose::Folder),
            PathField::File if is_list => shell.choose(Choose::ClientList),
            PathField::File => shell.choose(Choose::Backup),
            PathField::NewFile => shell.choose(Choose::NewBackup("practice.zip")),
        };
        // The form has a field for the path, in which it can be typed.
        let shown = Busy::ChoosingToSave;
        self.start_dialog(None, shown, choice, shell, move |app, path, no_dialog, _| {
            let path = match field {
                PathField::Folder if !as_it_is => path.map(|path| inside(path, name)),
                PathField::Folder | PathField::File | PathField::NewFile => path,
            };
            app.path_chosen(field, path, no_dialog);
        });
    }

    /// Does what the topmost form is for.
    pub(super) fn submit(&mut self, shell: &dyn Shell) {
        let Some(Dialog::Form { form, trouble }) = self.state.dialogs.last() else { return };
        // What is long is asked about once; whatever is typed meanwhile takes the question away.
        let long: Vec<String> = form.long_texts().iter().map(LongText::said).collect();
        let asked = format!("{}. Once more keeps all of it.", long.join("; "));
        if !long.is_empty() && trouble.as_ref() != Some(&asked) {
            return self.object(asked);
        }
        let done = match (**form).clone() {
            Form::NewPractice(form) => self.make_practice(&form, shell),
            Form::Sample { folder } => self.make_sample(&folder, shell),
            Form::Client(form) => self.save_client(&form, shell),
            Form::ClientList(form) => self.take_in_list(&form, shell),
            Form::Erase(form) => self.erase(&form, shell),
            Form::Files(form) => self.write_files(&form, shell),
            Form::Settings(form) => self.save_settings(&form, shell),
            Form::BackUp(form) => self.back_up(&form, shell),
            Form::Restore(form) => self.restore(&form, shell),
            Form::Passphrase(form) => self.new_passphrase(&form, shell),
            Form::Unseal => self.unseal(shell),
            Form::Discard(form) => self.discard_old(&form, shell),
        };
        if let Err(words) = done {
            self.object(words);
        }
    }

    /// Starts long work that shows how far it is.
    pub(super) fn start_task<T: Send + 'static>(
        &mut self,
        title: &str,
        unit: &'static str,
        shell: &dyn Shell,
        work: impl FnOnce(Progress) -> Result<T, TaskError> + Send + 'static,
        then: impl FnOnce(&mut Self, Result<T, TaskError>, &dyn Shell) + Send + 'static,
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
        self.start(title, Busy::Working, shell, move || work(progress), then);
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

    fn make_practice(&mut self, form: &NewPractice, shell: &dyn Shell) -> Result<(), String> {
        let root = path(&form.folder, "Where should the practice be kept?")?;
        let settings = Settings {
            name: form.name.trim().to_owned(),
            therapist: form.therapist.trim().to_owned(),
            country: country(&form.country)?,
            ..Settings::default()
        };
        let passphrase = if form.seals { Some(secret(form.passphrase.check()?)) } else { None };
        self.start_task(
            "Creating the practice",
            "files",
            shell,
            move |progress| {
                let key = made(&root, settings, passphrase.as_ref(), &progress)?;
                Ok((root, key))
            },
            Self::made,
        );
        Ok(())
    }

    fn make_sample(&mut self, folder: &str, shell: &dyn Shell) -> Result<(), String> {
        let root = path(folder, "Where should the sample practice go?")?;
        self.start_task(
            "Creating the sample practice",
            "clients",
            shell,
            move |progress| {
                sample::write(&root, SAMPLE_PRACTICE, &progress)?;
                Ok((root, None))
            },
            Self::made,
        );
        Ok(())
    }

    fn save_settings(&mut self, form: &SettingsForm, shell: &dyn Shell) -> Result<(), String> {
        let settings = form.record()?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let (store, base) = (open.store.clone(), form.base.clone());
        let stamp = Stamp { by: settings.therapist.clone(), at: crate::store::clock::now() };
        self.start(
            "save the settings",
            Busy::Saving,
            shell,
            move || {
                let saved = store.save_settings(base, settings, &stamp);
                saved.map(|_| reading::settings(&store)).map_err(TaskError::from)
            },
            |app, result, shell| {
                if let Some((settings, base)) = app.succeeded(result) {
                    app.take_settings(settings, base);
                    let text = "The settings are saved".to_owned();
                    app.state.toasts.add_lasting(ToastKind::Done, text, None);
                    app.refresh_index(shell);
                }
            },
        );
        Ok(())
    }

    fn back_up(&mut self, form: &BackUpForm, shell: &dyn Shell) -> Result<(), String> {
        let file = path(&form.file, "Where should the backup go?")?;
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let root = open.store.root().to_owned();
        let passphrase = if form.seals { Some(secret(form.passphrase.check()?)) } else { None };
        let existing = if form.replaces { Existing::Replace } else { Existing::Refuse };
        let written = file.clone();
        self.start_task(
            "Backing up",
            "parts",
            shell,
            move |progress| {
                let at = crate::store::clock::now();
                let made =
                    backup::write(&root, &written, passphrase.as_ref(), existing, at, &progress);
                made.map_err(TaskError::from)
            },
            move |app, result, _| app.backed_up(&file, result),
        );
        Ok(())
    }

    fn restore(&mut self, form: &RestoreForm, shell: &dyn Shell) -> Result<(), String> {
        let file = path(&form.file, "Which backup should be restored?")?;
        let root = path(&form.folder, "Into which folder?")?;
        let passphrase = form.passphrase.as_ref().map(secret);
        let growth = if form.any_size { backup::Growth::Any } else { backup::Growth::Usual };
        let made = root.clone();
        self.start_task(
            "Restoring",
            "files",
            shell,
            move |progress| {
                let restored =
                    backup::restore(&file, &made, passphrase.as_ref(), growth, &progress);
                restored.map_err(TaskError::from)
            },
            move |app, result, _| app.restored(root, result),
        );
        Ok(())
    }

    fn new_passphrase(&mut self, form: &NewPassphrase, shell: &dyn Shell) -> Result<(), String> {
        let passphrase = secret(form.check()?);
        if self.state.visit.is_unsaved() {
            return Err("Save the open plan first.".to_owned());
        }
        let stamp = self.stamp();
        let Some(open) = self.state.practice.open() else { return Ok(()) };
        let store = open.store.clone();
        let places = self.places.clone();
        if form.replaces && store.seal().is_some_and(Seal::believes_unproven) {
            self.start_task(
                "Sealing the practice again",
                "clients",
                shell,
                move |progress| {
                    let effort = WorkFactor::Usual;
                    let changed = store.change_passphrase(&passphrase, effort, &stamp, &progress);
                    changed.map_err(TaskError::from)
                },
                |app, result, _| app.passphrase_changed(result),
            );
        } else if form.replaces {
            self.start(
                "change the passphrase",
                Busy::Unlocking,
                shell,
                move || {
                    let (effort, progress) = (WorkFactor::Usual, Progress::default());
                    let changed = store.change_passphrase(&passphrase, effort, &stamp, &progress);
                    changed.map_err(TaskError::from)
                },
                |app, result, _| app.passphrase_changed(result),
            );
        } else {
            self.start_task(
                "Sealing the practice",
                "files",
                shell,
                move |progress| {
                    let done =
                        store.seal_practice(&passphrase, WorkFactor::Usual, &stamp, &progress)?;
                    let key = recovery(&done.store)?;
                    let mut lines = converted(&done, "were sealed", &store, places.as_ref());
                    lines.push(vault::KEPT_COPIES.to_owned());
                    Ok((lines, key))
                },
                Self::sealed,
            );
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
) -> Result<Option<Secret>, TaskError> {
    let at = crate::store::clock::now();
    let store = Store::create(root, at)?;
    let stamp = Stamp { by: settings.therapist.clone(), at };
    if settings != Settings::default() {
        store.save_settings(Base::none(), settings, &stamp)?;
    }
    let Some(passphrase) = passphrase else { return Ok(None) };
    let sealed = store.seal_practice(passphrase, WorkFactor::Usual, &stamp, progress)?;
    // Nobody's notes are in the readable folder, and nobody misses it.
    sealed.store.discard_old(&sealed.old, None, progress).ok();
    Ok(Some(recovery(&sealed.store)?))
}

/// The sheet with the recovery key.
fn recovery(store: &Store) -> Result<Secret, TaskError> {
    let key = store.seal().map(Seal::recovery_key).ok_or(StoreError::NotSealed)?;
    Ok(Secret(Zeroizing::new(vault::recovery_sheet(&key))))
}

pub(super) fn secret(typed: &Secret) -> SecretString {
    SecretString::from(typed.0.to_string())
}

pub(super) fn path(typed: &str, question: &str) -> Result<PathBuf, String> {
    let typed = typed.trim();
    if typed.is_empty() { Err(question.to_owned()) } else { Ok(PathBuf::from(typed)) }
}
