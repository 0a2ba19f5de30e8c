//! *Print or save*: which documents are ticked, how they look, and their pages as they come.
//!
//! Values and decisions only: no window, no file. Pages are laid out and drawn as pixels beside the
//! window, one [`Work`] after the other: [`Print::next_work`] says what is wanted most, [`Work::run`] does
//! it on a thread, [`Print::take`] takes what came of it. Whatever changes what the pages say makes a new
//! version of them; what comes of an older one is dropped, and the old pages stay in sight until the new
//! ones are there. The typesetter is loaded by the first work.

mod subject;
#[cfg(test)]
mod tests;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::export::document::Of;
use crate::export::{Detail, Document, Format, Ink, Look, Pages};
use crate::model::Paper;
use crate::text::counted;

pub use subject::Subject;

/// The steps of the zoom of pages, in percent of their size on paper.
const ZOOMS: [u16; 7] = [50, 75, 100, 125, 150, 200, 300];

/// Something that is asked of *Print or save*.
#[derive(Debug, Clone, PartialEq)]
pub enum PrintAction {
    /// Shows the pages of what is open.
    Show,
    /// The same, with this document alone ticked.
    ShowOnly(Document),
    /// Goes back to what was there before.
    Close,
    /// A document is wanted, or no more.
    Tick(Document),
    /// How much the session plan says.
    Detail(Detail),
    /// The size of the paper.
    Paper(Paper),
    /// Colours, or black alone.
    Ink(Ink),
    /// Whether the client goes by the code.
    CodeOnly(bool),
    /// How large pages are.
    Zoom(PageZoom),
    /// The next larger step, or the next smaller one.
    ZoomStep(bool),
    /// What is in sight.
    Seen(Seen),
    /// Pictures of pages were lost.
    Lost,
    /// Hand the pages to whatever prints them.
    Print,
    /// Write what is ticked in this format.
    Save(Format),
    /// What is ticked on the clipboard, as text.
    Copy,
    /// The same, after it was said that anybody can read what leaves a sealed practice.
    InTheClear(Box<PrintAction>),
    /// A file that was written is opened, or the folder that it lies in shown.
    Open(PathBuf),
}

/// How large pages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageZoom {
    /// A whole page, as large as there is room.
    #[default]
    Fit,
    /// Percent of their size on paper.
    Percent(u16),
}

/// What is ticked, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// The documents, in the order in which they are offered.
    pub documents: Vec<Document>,
    /// How much the session plan says.
    pub detail: Detail,
    /// How all of them look.
    pub look: Look,
}

impl Choices {
    /// How much a document says: what is chosen holds for the plan alone.
    fn detail_of(&self, document: Document) -> Detail {
        if document == Document::Plan { self.detail } else { Detail::Brief }
    }
}

/// What of the pages is in sight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Seen {
    /// The first page.
    pub first: usize,
    /// The last one.
    pub last: usize,
    /// How large they are, in percent of their size on paper.
    pub percent: u16,
    /// Pixels of the screen to a point of the paper (1/72 inch).
    pub scale: f32,
}

/// A document that can be ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The document that can be ticked.
    pub document: Document,
    /// What it is called.
    pub label: &'static str,
    /// Whom it is for, or why it can't be had.
    pub about: &'static str,
    /// Whether it can be had.
    pub fits: bool,
    /// Whether it is ticked.
    pub ticked: bool,
    /// How many pages it has, once that is known.
    pub pages: Option<usize>,
}

/// A page as pixels, to be taken once.
#[derive(Debug)]
pub struct PagePicture {
    /// Tells it from every other one.
    pub id: u64,
    /// Right and down, in pixels.
    pub size: [usize; 2],
    /// Pixels to a point of the paper.
    pub scale: f32,
    pixels: Mutex<Vec<u8>>,
}

impl PagePicture {
    /// Its pixels, four bytes each (red, green, blue, opaque), line by line. They are given away: whoever
    /// took them keeps them.
    pub fn take(&self) -> Option<Vec<u8>> {
        let pixels =
            std::mem::take(&mut *self.pixels.lock().unwrap_or_else(PoisonError::into_inner));
        (!pixels.is_empty()).then_some(pixels)
    }
}

/// A page of what is ticked.
#[derive(Debug, Clone)]
pub struct Page {
    /// The document that it is of.
    pub document: Document,
    /// Its number in that document, from 1.
    pub number: usize,
    /// How many that document has.
    pub of: usize,
    /// Right and down, in points (1/72 inch).
    pub size: [f32; 2],
    /// What it says, for those who don't see it.
    pub text: Arc<str>,
    /// How it looks, once that is drawn.
    pub picture: Option<Arc<PagePicture>>,
}

impl Page {
    /// What it is called.
    pub fn name(&self) -> String {
        format!("{} · {} of {}", self.document.label(), self.number, self.of)
    }
}

/// Where something was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// In a sentence.
    pub text: String,
    /// What is to be known about it.
    pub remark: Option<&'static str>,
    /// The file, where it is one that can be opened.
    pub file: Option<PathBuf>,
    /// The folder that it lies in; none where that is nobody's business.
    pub folder: Option<PathBuf>,
}

/// A document that is laid out.
#[derive(Debug, Clone)]
struct Laid {
    document: Document,
    detail: Detail,
    /// Which edition of what documents say it is of.
    edition: u64,
    pages: Arc<Pages>,
}

/// How many pages a document has that isn't shown.
#[derive(Debug, Clone, Copy)]
struct PageCount {
    document: Document,
    detail: Detail,
    pages: usize,
}

/// *Print or save* while it is open.
#[derive(Debug)]
pub struct Print {
    /// What is printed.
    pub subject: Arc<Subject>,
    /// The visit that was open when it was opened.
    pub generation: u64,
    /// What is ticked, and how it looks.
    pub choices: Choices,
    /// How large pages are.
    pub zoom: PageZoom,
    /// The pages of what is ticked, one after the other.
    pub pages: Vec<Page>,
    /// Why there are no pages.
    pub trouble: Option<String>,
    /// What was written last.
    pub outcome: Option<Outcome>,
    /// Whether it was said that anybody can read what leaves.
    pub is_told: bool,
    laid: Vec<Laid>,
    counts: Vec<PageCount>,
    seen: Seen,
    /// Goes up with every change of what pages say or which there are.
    version: u64,
    /// The version that the pages are of.
    shown: u64,
    /// Goes up with every change of what documents say.
    edition: u64,
    /// Whether something is being done.
    works: bool,
}

/// What is mostly wanted: of a withheld plan what is handed over instead of a session.
fn usual(subject: &Subject) -> Vec<Document> {
    match (subject.plan(), subject.is_withheld()) {
        (None, _) => vec![Document::Intake],
        (Some(_), true) => vec![Document::Referral],
        (Some(_), false) => vec![Document::Plan, Document::HomeCare],
    }
}

/// So many pixels are drawn of what is in sight at most, whatever the zoom.
const MOST_PIXELS: f32 = 6.0e6;

impl Print {
    /// Opens on what is printed, with the choices of the last time as far as they suit it.
    pub fn new(subject: Subject, generation: u64, last: &Choices) -> Self {
        let paper = subject.practice.as_ref().map(|practice| practice.paper).unwrap_or_default();
        let choices = Choices {
            documents: usual(&subject),
            detail: last.detail,
            look: Look { paper, ..last.look },
        };
        Self {
            subject: Arc::new(subject),
            generation,
            choices,
            zoom: PageZoom::Fit,
            pages: Vec::new(),
            trouble: None,
            outcome: None,
            is_told: false,
            laid: Vec::new(),
            counts: Vec::new(),
            seen: Seen::default(),
            version: 1,
            shown: 0,
            edition: 1,
            works: false,
        }
    }

    /// The documents that there are of a plan, ticked or not. Those that tell of past sessions stand where
    /// a client has some.
    pub fn offers(&self) -> Vec<Offer> {
        let has_past = self.subject.past.as_ref().is_some_and(|past| past.closed > 0);
        Document::all()
            .filter(|document| has_past || !matches!(document.of(), Of::Closed | Of::Course))
            .map(|document| {
                let fits = self.subject.fits(document);
                let withheld = self.subject.is_withheld() && document == Document::Plan;
                Offer {
                    document,
                    label: if withheld { "What to do instead" } else { document.label() },
                    about: if fits { document.purpose() } else { self.why_not(document) },
                    fits,
                    ticked: self.choices.documents.contains(&document),
                    pages: self.count(document, self.choices.detail_of(document)),
                }
            })
            .collect()
    }

    fn why_not(&self, document: Document) -> &'static str {
        match (document.of(), self.subject.plan()) {
            (Of::Nothing | Of::Course, _) => "",
            (Of::Closed, _) => "once the session is closed",
            (Of::Withheld, _) => "only where a plan is withheld",
            (Of::Plans | Of::Sessions, None) => "once every question is answered",
            (Of::Plans | Of::Sessions, Some(_)) => "not where a plan is withheld",
        }
    }

    /// How many pages there are with the other detail, once that is known.
    pub fn other_detail(&self) -> Option<(Detail, usize)> {
        let other = match self.choices.detail {
            Detail::Brief => Detail::Full,
            Detail::Full => Detail::Brief,
        };
        self.count(Document::Plan, other).map(|count| (other, count))
    }

    fn count(&self, document: Document, detail: Detail) -> Option<usize> {
        let known = |it: &&PageCount| it.document == document && it.detail == detail;
        self.counts.iter().find(known).map(|it| it.pages)
    }

    /// "2 documents · 2 pages".
    pub fn about(&self) -> String {
        let documents = counted(self.choices.documents.len(), "document");
        if !self.is_current() {
            return documents;
        }
        format!("{documents} · {}", counted(self.pages.len(), "page"))
    }

    /// Whether the pages are those of what is chosen now.
    pub fn is_current(&self) -> bool {
        self.shown == self.version && self.trouble.is_none()
    }

    /// The formats in which something that is ticked can be written, and whether that is not all of it.
    pub fn formats(&self) -> Vec<(Format, bool)> {
        let ticked = &self.choices.documents;
        let counted = Format::OFFERED.map(|format| {
            (format, ticked.iter().filter(|document| format.is_of(**document)).count())
        });
        let there = counted.into_iter().filter(|(_, count)| *count > 0);
        there.map(|(format, count)| (format, count < ticked.len())).collect()
    }

    /// What of it is written in a format.
    pub fn written_in(&self, format: Format) -> Vec<Document> {
        let ticked = self.choices.documents.iter().copied();
        ticked.filter(|document| format.is_of(*document)).collect()
    }

    /// Takes what is printed as it is by now.
    pub fn set_subject(&mut self, subject: Subject) {
        if *self.subject == subject {
            return;
        }
        self.choices.documents.retain(|document| subject.fits(*document));
        let is_withheld = subject.is_withheld() != self.subject.is_withheld();
        if is_withheld || self.choices.documents.is_empty() {
            self.choices.documents = usual(&subject);
        }
        self.subject = Arc::new(subject);
        self.says_otherwise();
    }

    /// A document is wanted, or no more.
    pub fn tick(&mut self, document: Document) {
        let ticked = &mut self.choices.documents;
        if ticked.contains(&document) {
            ticked.retain(|one| *one != document);
        } else if self.subject.fits(document) {
            ticked.push(document);
            ticked.sort();
        }
        self.outcome = None;
        self.version += 1;
    }

    /// One document is wanted, and no other.
    pub fn only(&mut self, document: Document) {
        if self.subject.fits(document) {
            self.choices.documents = vec![document];
            self.outcome = None;
            self.version += 1;
        }
    }

    /// Changes how much documents say, or how they look.
    pub fn change(&mut self, change: impl FnOnce(&mut Choices)) {
        let before = self.choices.clone();
        change(&mut self.choices);
        if self.choices.look != before.look {
            self.says_otherwise();
        } else if self.choices != before {
            self.outcome = None;
            self.version += 1;
        }
    }

    fn says_otherwise(&mut self) {
        self.outcome = None;
        self.counts.clear();
        self.version += 1;
        self.edition += 1;
    }

    /// The next larger step of the zoom, or the next smaller one.
    pub fn zoom_step(&mut self, larger: bool) {
        let now = match self.zoom {
            PageZoom::Fit => self.seen.percent,
            PageZoom::Percent(percent) => percent,
        };
        let next = if larger {
            ZOOMS.into_iter().find(|step| *step > now)
        } else {
            ZOOMS.into_iter().rev().find(|step| *step < now)
        };
        if let Some(next) = next {
            self.zoom = PageZoom::Percent(next);
        }
    }

    /// How large pages are shown, in percent of their size on paper; 0 before one was.
    pub fn percent(&self) -> u16 {
        self.seen.percent
    }

    /// Takes what is in sight.
    pub fn see(&mut self, seen: Seen) {
        self.seen = seen;
        // What is far out of sight is drawn again when it comes back.
        let near = seen.first.saturating_sub(1)..=seen.last.saturating_add(1);
        for (at, page) in self.pages.iter_mut().enumerate() {
            if !near.contains(&at) {
                page.picture = None;
            }
        }
    }

    /// Pictures of pages were lost: they are drawn again.
    pub fn lose_pictures(&mut self) {
        for page in &mut self.pages {
            page.picture = None;
        }
    }

    /// Pixels to a point of the paper, as many as are drawn.
    fn scale(&self) -> f32 {
        let Seen { first, last, scale, .. } = self.seen;
        let in_sight = self.pages.iter().skip(first).take(last.saturating_sub(first) + 1);
        let area: f32 = in_sight.map(|page| page.size.iter().product::<f32>()).sum();
        scale.min((MOST_PIXELS / area.max(1.0)).sqrt())
    }

    /// The pages that are in sight and aren't drawn so large.
    fn undrawn(&self) -> Vec<usize> {
        let scale = self.scale();
        let Seen { first, last, .. } = self.seen;
        let pages = self.pages.iter().enumerate().skip(first).take(last.saturating_sub(first) + 1);
        let is_drawn = |page: &Page| {
            page.picture.as_ref().is_some_and(|picture| (picture.scale - scale).abs() < 0.01)
        };
        pages.filter(|(_, page)| !is_drawn(page)).map(|(at, _)| at).collect()
    }
}
