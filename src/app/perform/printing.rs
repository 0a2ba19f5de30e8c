//! *Print or save*: opened, followed as the plan changes, and what is done with its pages.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::app::action::{Action, FileAction, PracticeAction, WindowAction};
use crate::app::files::{NotWritten, shown_path};
use crate::app::print::{Choices, Outcome, Print, PrintAction, Subject};
use crate::app::shell::Shell;
use crate::app::state::{Busy, Dialog};
use crate::app::target::Target;
use crate::export::{Document, ExportError, Format, Written, typeset, write, write_bound};
use crate::store::printed::{Printed, write_beside};

/// What anybody should know before something leaves a sealed practice.
const IN_THE_CLEAR: &str = "This practice is sealed. What you print, save or copy is not: anybody who finds it \
     can read it.";

impl App {
    /// Does what is asked of *Print or save*.
    pub(super) fn perform_print(&mut self, action: PrintAction, shell: &dyn Shell) {
        let leaves =
            matches!(action, PrintAction::Print | PrintAction::Save(_) | PrintAction::Copy);
        if leaves && self.asks_in_the_clear(&action) {
            return;
        }
        let print = self.state.print.as_deref_mut();
        match (action, print) {
            (PrintAction::Show, _) => self.show_print(),
            (PrintAction::ShowOnly(document), _) => {
                self.show_print();
                if let Some(print) = &mut self.state.print {
                    print.only(document);
                }
            }
            (PrintAction::Open(path), _) => open(&path, shell, self),
            (_, None) => {}
            (PrintAction::Close, Some(_)) => self.close_print(),
            (PrintAction::Tick(document), Some(print)) => print.tick(document),
            (PrintAction::Detail(detail), Some(print)) => print.change(|it| it.detail = detail),
            (PrintAction::Paper(paper), Some(print)) => print.change(|it| it.look.paper = paper),
            (PrintAction::Ink(ink), Some(print)) => print.change(|it| it.look.ink = ink),
            (PrintAction::CodeOnly(on), Some(print)) => print.change(|it| it.look.code_only = on),
            (PrintAction::Zoom(zoom), Some(print)) => print.zoom = zoom,
            (PrintAction::ZoomStep(larger), Some(print)) => print.zoom_step(larger),
            (PrintAction::Seen(seen), Some(print)) => print.see(seen),
            (PrintAction::Lost, Some(print)) => print.lose_pictures(),
            (PrintAction::Print, Some(_)) => self.print(shell),
            (PrintAction::Save(format), Some(_)) => self.save_documents(format, shell),
            (PrintAction::Copy, Some(_)) => self.copy_documents(shell),
            (PrintAction::InTheClear(action), Some(print)) => {
                print.is_told = true;
                self.perform_print(*action, shell);
            }
        }
    }

    fn show_print(&mut self) {
        if self.state.print.is_some() {
            return;
        }
        let generation = self.state.visit.generation;
        let print = Print::new(self.subject(), generation, &self.state.print_choices);
        self.state.panes.rail_over = false;
        self.state.print = Some(Box::new(print));
    }

    /// Leaves it. Its pages go, and what the typesetter remembers.
    pub(super) fn close_print(&mut self) {
        let Some(print) = self.state.print.take() else { return };
        self.state.print_choices = Choices { documents: Vec::new(), ..print.choices.clone() };
        self.jobs.close(LetGo(print));
    }

    /// What would be printed now: a past plan that is read, else the present one.
    pub(super) fn subject(&self) -> Subject {
        let state = &self.state;
        let open = state.practice.open();
        let visit = &state.visit;
        let reading = visit.reading.as_ref().filter(|reading| !reading.beside);
        let (record, of) = if let Some(reading) = reading {
            let mut record = (*reading.record).clone();
            let key = reading.copy.is_none().then_some(reading.key);
            record.plan.id = Some(reading.key.plan);
            record.plan.revision = Some(reading.revision);
            (Some(record), key.map(|key| key.client))
        } else {
            let mut record = visit.record();
            let stored = visit.stored.record().filter(|_| !visit.is_unsaved());
            // With these two a file finds its way back to the plan that it came from.
            if let (Some(record), Some(stored)) = (&mut record, stored) {
                record.plan.id = Some(stored.key.plan);
                record.plan.revision = Some(stored.revision);
            }
            let of = open.and_then(|open| open.chosen);
            (record, of.filter(|_| state.belongs_to_practice()))
        };
        let client = state.chosen_client().zip(of).map(|(client, id)| (id, client.clone()));
        Subject {
            knowledge: Arc::clone(&self.knowledge),
            record,
            past: client.as_ref().and_then(|_| open?.past.clone()),
            client,
            practice: open.map(|open| open.settings.clone()),
            is_sealed: open.is_some_and(|open| open.store.seal().is_some()),
        }
    }

    /// Keeps the pages those of what is open, and sees to it that they come.
    pub(in crate::app) fn follow_print(&mut self, shell: &dyn Shell) {
        let Some(print) = &self.state.print else { return };
        let is_gone = print.generation != self.state.visit.generation
            || self.state.practice.is_locked()
            || self.state.is_at_start();
        if is_gone {
            return self.close_print();
        }
        let subject = self.subject();
        let Some(print) = self.state.print.as_deref_mut() else { return };
        print.set_subject(subject);
        let Some(work) = print.next_work() else { return };
        let generation = print.generation;
        let begun = self.jobs.start(
            "pages",
            shell.waker(),
            move || work.run(),
            move |app, done, _| {
                let print = app.state.print.as_deref_mut();
                if let Some(print) = print.filter(|print| print.generation == generation) {
                    print.take(done);
                }
            },
        );
        if let Err(error) = begun {
            self.close_print();
            self.too_busy(&error);
        }
    }

    /// Leaves *Print or save* where something is asked for that shows elsewhere.
    pub(super) fn turn_from_print(&mut self, action: &Action) {
        // Everything else shows in front, or beside it.
        let is_elsewhere = matches!(
            action,
            Action::ShowIntake
                | Action::ShowPlan
                | Action::JumpTo(_)
                | Action::NextMissing(_)
                | Action::AddClearance
                | Action::Rescreen
                | Action::Select(_)
                | Action::Show(_)
                | Action::Window(
                    WindowAction::FocusQuickAdd
                        | WindowAction::FocusSearch
                        | WindowAction::FocusNewClient,
                )
                | Action::Practice(
                    PracticeAction::Show(..)
                        | PracticeAction::Beside(_)
                        | PracticeAction::StopReading,
                )
        );
        if is_elsewhere {
            self.close_print();
        }
    }

    /// Says once that what leaves a sealed practice can be read by anybody; whether it did.
    fn asks_in_the_clear(&mut self, action: &PrintAction) -> bool {
        let print = self.state.print.as_ref();
        let asks = print.is_some_and(|print| print.subject.is_sealed && !print.is_told);
        if asks {
            let told = Action::Print(PrintAction::InTheClear(Box::new(action.clone())));
            self.state.dialogs.push(Dialog::Message {
                title: "It leaves the sealed practice".to_owned(),
                lines: vec![IN_THE_CLEAR.to_owned()],
                offers: vec![("Continue".to_owned(), told)],
            });
        }
        asks
    }

    /// Writes the pages into one file of this run's own, and hands it to the program that shows such files.
    fn print(&mut self, shell: &dyn Shell) {
        let Some(print) = &self.state.print else { return };
        let (subject, choices) = (Arc::clone(&print.subject), print.choices.clone());
        let Some(first) = choices.documents.first().copied() else { return };
        let stem = subject.file_name(first).stem();
        let places = self.places.clone();
        let folder = self.printed.take();
        self.start(
            "print",
            Busy::Saving,
            shell,
            move || {
                let folder = match folder {
                    Some(folder) => Ok(folder),
                    None => Printed::new(places.as_ref()),
                };
                let folder = match folder {
                    Ok(folder) => folder,
                    Err(error) => return (None, Err(error.to_string())),
                };
                let (documents, look) = (&choices.documents, choices.look);
                let written = subject.with_source(documents, &choices, choices.detail, |source| {
                    write_bound(documents, source, look)
                });
                let written = written.map_err(|error| error.to_string()).and_then(|written| {
                    let path = folder.write(&stem, Format::Pdf.extension(), &written.bytes);
                    Ok((path.map_err(|error| error.to_string())?, written.remark))
                });
                (Some(folder), written)
            },
            move |app, (folder, written), shell| {
                app.printed = folder;
                match written {
                    Ok((path, remark)) => {
                        app.say_outcome(Outcome {
                            text: "Opened in your PDF viewer; print it there".to_owned(),
                            remark,
                            file: Some(path.clone()),
                            folder: None,
                        });
                        open(&path, shell, app);
                    }
                    Err(why) => app.not_printed(why),
                }
            },
        );
    }

    fn not_printed(&mut self, why: String) {
        self.state.dialogs.push(Dialog::Trouble {
            title: "The pages can't be printed".to_owned(),
            lines: vec![why],
            advice: "Save them as another format, or try again.".to_owned(),
        });
    }

    fn not_opened(&mut self, path: &Path) {
        let (title, advice) = if path.is_dir() {
            ("No program on this computer shows the folder", "Look for it there by hand.")
        } else {
            // What was said of it too early is taken back.
            if let Some(print) = &mut self.state.print {
                print.outcome.take_if(|outcome| outcome.folder.is_none());
            }
            (
                "No program on this computer opens it",
                "Install one that shows PDFs, or save the pages and open them on another computer.",
            )
        };
        self.state.dialogs.push(Dialog::Trouble {
            title: title.to_owned(),
            lines: vec![shown_path(path).0],
            advice: advice.to_owned(),
        });
    }

    fn say_outcome(&mut self, outcome: Outcome) {
        if let Some(print) = &mut self.state.print {
            print.outcome = Some(outcome);
        }
    }

    /// Asks where what is ticked is to go, and writes it there.
    fn save_documents(&mut self, format: Format, shell: &dyn Shell) {
        let Some(print) = &self.state.print else { return };
        let target = match print.written_in(format).as_slice() {
            [] => return,
            [only] => Target::Export(*only, format),
            _ => Target::Several(format),
        };
        self.perform_file(FileAction::Write(target), shell);
    }

    /// What the file of a document holds; none where it isn't being printed.
    pub(super) fn document(
        &self,
        document: Document,
        format: Format,
    ) -> Option<super::writing::FileContent> {
        let print = self.state.print.as_ref()?;
        let (subject, choices) = (Arc::clone(&print.subject), print.choices.clone());
        Some(Box::new(move |_| Ok(written(&subject, &choices, document, format)?)))
    }

    /// The name that is proposed for the file of a document.
    pub(super) fn document_name(&self, document: Document, format: Format) -> Option<String> {
        let print = self.state.print.as_ref()?;
        let stem = print.subject.file_name(document).stem();
        let folder = self.state.prefs.last_folder.as_deref()?;
        let free = crate::store::printed::free_name(folder, &stem, format.extension());
        Some(free.file_name()?.to_string_lossy().into_owned())
    }

    /// Writes each of them into a folder, none over what is there.
    pub(super) fn write_several(&mut self, format: Format, folder: PathBuf, shell: &dyn Shell) {
        let Some(print) = &self.state.print else { return };
        let (subject, choices) = (Arc::clone(&print.subject), print.choices.clone());
        let documents = print.written_in(format);
        let into = folder.clone();
        self.start(
            "write files",
            Busy::Saving,
            shell,
            move || {
                let mut remark = None;
                // All of it is there before the first file is.
                let all = documents.iter().map(|document| {
                    let written = written(&subject, &choices, *document, format)?;
                    remark = remark.or(written.remark);
                    Ok((subject.file_name(*document).stem(), written.bytes))
                });
                let all = all.collect::<Result<Vec<_>, ExportError>>()?;
                for (stem, bytes) in &all {
                    write_beside(&into, stem, format.extension(), bytes)?;
                }
                Ok((all.len(), remark))
            },
            move |app, result: Result<(usize, Option<&'static str>), NotWritten>, _| match result {
                Ok((count, remark)) => {
                    app.state.prefs.last_folder = Some(folder.clone());
                    app.say_outcome(Outcome {
                        text: format!("{count} files saved in {}", shown_path(&folder).1),
                        remark,
                        file: None,
                        folder: Some(folder),
                    });
                }
                Err(error) => {
                    let (title, advice) = Target::Several(format).trouble();
                    app.state.dialogs.push(Dialog::Trouble {
                        title: title.to_owned(),
                        lines: vec![error.to_string()],
                        advice: advice.to_owned(),
                    });
                }
            },
        );
    }

    /// A document was written.
    pub(super) fn document_saved(&mut self, path: &Path, remark: Option<&'static str>) {
        let folder = path.parent().map(Path::to_owned).filter(|folder| folder.is_absolute());
        if folder.is_some() {
            self.state.prefs.last_folder.clone_from(&folder);
        }
        self.state.toast_path("Saved as", path);
        self.say_outcome(Outcome {
            text: "Saved".to_owned(),
            remark,
            file: Some(path.to_owned()),
            folder,
        });
    }

    /// Puts what is ticked on the clipboard, as text.
    fn copy_documents(&mut self, shell: &dyn Shell) {
        let Some(print) = &self.state.print else { return };
        let (subject, choices) = (&print.subject, &print.choices);
        let texts = choices.documents.iter().map(|document| {
            let written = written(subject, choices, *document, Format::Txt)?;
            Ok(String::from_utf8_lossy(&written.bytes).into_owned())
        });
        match texts.collect::<Result<Vec<_>, ExportError>>() {
            Ok(texts) => {
                shell.copy(texts.join("\n\n"));
                self.state.toast("Copied as text", None);
            }
            Err(error) => self.not_printed(error.to_string()),
        }
    }
}

/// A document in a format.
pub(super) fn written(
    subject: &Subject,
    choices: &Choices,
    document: Document,
    format: Format,
) -> Result<Written, ExportError> {
    subject.with_source(&[document], choices, choices.detail, |source| {
        write(document, format, source, choices.look)
    })
}

/// Has another program open a file or folder, and says so where there is none.
fn open(path: &Path, shell: &dyn Shell, app: &mut App) {
    let opener = shell.opener();
    let (to_open, path) = (path.to_owned(), path.to_owned());
    let begun = app.jobs.start(
        "open",
        shell.waker(),
        move || opener(&to_open),
        move |app, result, _| {
            // What the system says of it helps nobody who can read it here.
            if result.is_err() {
                app.not_opened(&path);
            }
        },
    );
    if let Err(error) = begun {
        app.too_busy(&error);
    }
}

/// Gives pages back, and what the typesetter remembers of them: it may take a moment.
struct LetGo(Box<Print>);

impl Drop for LetGo {
    fn drop(&mut self) {
        self.0.pages.clear();
        typeset::forget();
    }
}
