//! The work on pages, a piece at a time, on a thread of its own: laying out what is ticked, drawing what
//! is in sight, counting the pages of what isn't ticked.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::{Choices, Laid, Page, PageCount, PagePicture, Print, Seen, Subject};
use crate::export::{Detail, Document, ExportError, Model, Pages};

/// So many pages are drawn at a time: what is asked for meanwhile doesn't wait for more.
const DRAWN: usize = 3;

/// Tells pictures apart.
static PICTURES: AtomicU64 = AtomicU64::new(1);

/// A piece of work.
#[derive(Debug)]
pub struct Work {
    version: u64,
    edition: u64,
    subject: Arc<Subject>,
    choices: Choices,
    task: Task,
}

#[derive(Debug)]
enum Task {
    /// Lays out what is ticked and draws what is in sight of it. What says the same as before is laid out
    /// already.
    Lay(Vec<Laid>, Seen),
    /// Draws these pages, so large.
    Draw(Vec<Laid>, Vec<usize>, f32),
    /// Counts the pages of a document.
    Count(Document, Detail),
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    version: u64,
    edition: u64,
    outcome: Result<Made, String>,
}

#[derive(Debug)]
enum Made {
    Laid(Vec<Laid>, Vec<Page>),
    Drawn(Vec<(usize, PagePicture)>),
    Counted(PageCount),
}

impl Print {
    /// What is to be done next; nothing while something is being done, or where all is done.
    pub fn next_work(&mut self) -> Option<Work> {
        if self.works {
            return None;
        }
        let task = self.next_task()?;
        self.works = true;
        Some(Work {
            version: self.version,
            edition: self.edition,
            subject: Arc::clone(&self.subject),
            choices: self.choices.clone(),
            task,
        })
    }

    fn next_task(&self) -> Option<Task> {
        if self.shown != self.version {
            let laid = self.laid.iter();
            // Pages that were laid out for this edition are there still.
            let same = laid.filter(|it| it.edition == self.edition);
            let seen = Seen { scale: self.scale(), ..self.seen };
            return Some(Task::Lay(same.cloned().collect(), seen));
        }
        // Before the window has shown a page, nobody knows how large one is.
        if self.seen.scale > 0.0 {
            let mut undrawn = self.undrawn();
            undrawn.truncate(DRAWN);
            if !undrawn.is_empty() {
                return Some(Task::Draw(self.laid.clone(), undrawn, self.scale()));
            }
        }
        if self.trouble.is_some() {
            return None;
        }
        let offered = Document::all().filter(|document| self.subject.fits(*document));
        let mut wanted = offered.flat_map(|document| {
            let details: &[Detail] = if document == Document::Plan {
                &[Detail::Brief, Detail::Full]
            } else {
                &[Detail::Brief]
            };
            details.iter().map(move |detail| (document, *detail))
        });
        let next = wanted.find(|(document, detail)| self.count(*document, *detail).is_none());
        next.map(|(document, detail)| Task::Count(document, detail))
    }

    /// Takes what came of some work.
    pub fn take(&mut self, done: Done) {
        self.works = false;
        let made = match done.outcome {
            Ok(Made::Counted(count)) => {
                if done.edition == self.edition {
                    self.counts.push(count);
                }
                return;
            }
            // Something else is wanted by now.
            _ if done.version != self.version => return,
            Ok(made) => made,
            Err(trouble) => {
                self.shown = self.version;
                self.trouble = Some(trouble);
                self.pages.clear();
                self.laid.clear();
                return;
            }
        };
        match made {
            Made::Laid(laid, pages) => {
                for one in &laid {
                    let Laid { document, detail, .. } = *one;
                    if self.count(document, detail).is_none() {
                        let pages = one.pages.count();
                        self.counts.push(PageCount { document, detail, pages });
                    }
                }
                self.shown = self.version;
                self.trouble = None;
                self.laid = laid;
                self.pages = pages;
            }
            Made::Drawn(pictures) => {
                for (at, picture) in pictures {
                    if let Some(page) = self.pages.get_mut(at) {
                        page.picture = Some(Arc::new(picture));
                    }
                }
            }
            Made::Counted(_) => {}
        }
    }
}

impl Work {
    /// Lays out or draws what was asked for, on a thread beside the window.
    pub fn run(self) -> Done {
        let (version, edition) = (self.version, self.edition);
        let outcome = self.made().map_err(|error| error.to_string());
        Done { version, edition, outcome }
    }

    fn made(self) -> Result<Made, ExportError> {
        match &self.task {
            Task::Lay(same, seen) => {
                let documents = self.choices.documents.par_iter();
                let laid = documents.map(|document| {
                    let detail = self.choices.detail_of(*document);
                    let is_same = |it: &&Laid| it.document == *document && it.detail == detail;
                    if let Some(there) = same.iter().find(is_same) {
                        return Ok(there.clone());
                    }
                    let pages = Arc::new(self.laid_out(*document, detail)?);
                    Ok(Laid { document: *document, detail, edition: self.edition, pages })
                });
                let laid = laid.collect::<Result<Vec<_>, ExportError>>()?;
                let mut pages = pages_of(&laid);
                if seen.scale > 0.0 {
                    let in_sight: Vec<usize> = (seen.first..=seen.last).take(DRAWN).collect();
                    let scale = seen.scale;
                    for (at, picture) in drawn(&laid, &in_sight, scale) {
                        if let Some(page) = pages.get_mut(at) {
                            page.picture = Some(Arc::new(picture));
                        }
                    }
                }
                Ok(Made::Laid(laid, pages))
            }
            Task::Draw(laid, pages, scale) => Ok(Made::Drawn(drawn(laid, pages, *scale))),
            Task::Count(document, detail) => {
                let pages = self.laid_out(*document, *detail)?.count();
                Ok(Made::Counted(PageCount { document: *document, detail: *detail, pages }))
            }
        }
    }

    fn laid_out(&self, document: Document, detail: Detail) -> Result<Pages, ExportError> {
        let look = self.choices.look;
        let model = self.subject.with_source(&[document], &self.choices, detail, |source| {
            Model::new(document, source, look)
        });
        Ok(Pages::of(&model?.manuscript())?)
    }
}

fn pages_of(laid: &[Laid]) -> Vec<Page> {
    let of_one = |it: &Laid| {
        let of = it.pages.count();
        let page = |at: usize| {
            #[expect(clippy::cast_possible_truncation, reason = "a page is a few hundred points")]
            let size = it.pages.size(at).unwrap_or_default().map(|side| side as f32);
            let text = it.pages.text(at).into();
            Page { document: it.document, number: at + 1, of, size, text, picture: None }
        };
        (0..of).map(page).collect::<Vec<_>>()
    };
    laid.iter().flat_map(of_one).collect()
}

/// Draws these pages of all of them.
fn drawn(laid: &[Laid], wanted: &[usize], scale: f32) -> Vec<(usize, PagePicture)> {
    let draw = |at: usize| {
        let mut before = 0;
        let of = laid.iter().find(|it| {
            let is_in = at < before + it.pages.count();
            if !is_in {
                before += it.pages.count();
            }
            is_in
        })?;
        let picture = of.pages.picture(at - before, scale)?;
        let size = [picture.width, picture.height].map(|side| usize::try_from(side).unwrap_or(0));
        let id = PICTURES.fetch_add(1, Ordering::Relaxed);
        Some((at, PagePicture { id, size, scale, pixels: Mutex::new(picture.rgba) }))
    };
    wanted.par_iter().filter_map(|at| draw(*at)).collect()
}
