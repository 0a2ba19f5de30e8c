//! Many documents at once, as files of a folder: of whom, which, in which format, and where to.

use std::collections::BTreeSet;

use crate::export::document::Of;
use crate::export::{Document, Format};
use crate::model::{ClientId, PlanId};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilesKind {
    /// A document of each plan.
    Documents(Document),
    /// A row a session, in one table.
    Sessions,
    /// Everything, for taking away.
    Practice,
}

impl FilesKind {
    /// Everything that can be written, in the order in which it is offered.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_plans = Document::all().filter(|document| document.of() != Of::Nothing);
        of_plans.map(Self::Documents).chain([Self::Sessions, Self::Practice])
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Documents(document) => document.label(),
            Self::Sessions => Format::Csv.label(),
            Self::Practice => Format::Zip.label(),
        }
    }

    /// The formats that it can be written in, the usual one first.
    pub fn formats(self) -> Vec<Format> {
        match self {
            Self::Documents(document) => {
                Format::OFFERED.into_iter().filter(|format| format.is_of(document)).collect()
            }
            Self::Sessions => vec![Format::Csv],
            Self::Practice => vec![Format::Zip],
        }
    }
}

/// A plan that can be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPlan {
    /// The plan that the line stands for.
    pub id: PlanId,
    /// Its day and what it is, for the eye.
    pub label: String,
}

/// Many documents that are to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct FilesForm {
    /// The client that is chosen, and what the client is called.
    pub client: Option<(ClientId, String)>,
    /// That client's plans, the latest first.
    pub plans: Vec<ListedPlan>,
    /// Those that are left out.
    pub left_out: BTreeSet<PlanId>,
    /// Whether everybody's are written.
    pub everybody: bool,
    /// What is written.
    pub kind: FilesKind,
    /// In which format.
    pub format: Format,
    /// Whether the code stands in the place of the name.
    pub code_only: bool,
    /// Where the files go, as it was typed or chosen.
    pub folder: String,
}

impl FilesForm {
    /// Chooses what is written, in a format that there is of it.
    pub fn choose(&mut self, kind: FilesKind) {
        self.kind = kind;
        let formats = kind.formats();
        if !formats.contains(&self.format) {
            self.format = formats.first().copied().unwrap_or(self.format);
        }
        if kind == FilesKind::Practice {
            self.everybody = true;
        }
    }

    /// The plans of the chosen client that are wanted; none where all are, or everybody's.
    pub fn chosen(&self) -> Option<(ClientId, BTreeSet<PlanId>)> {
        let (client, _) = self.client.as_ref().filter(|_| !self.everybody)?;
        let wanted = self.plans.iter().map(|plan| plan.id);
        Some((*client, wanted.filter(|id| !self.left_out.contains(id)).collect()))
    }

    /// Whether nothing is left to be written.
    pub fn is_nothing(&self) -> bool {
        self.chosen().is_some_and(|(_, plans)| plans.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_format_and_what_needs_no_plan_is_none() {
        let kinds: Vec<FilesKind> = FilesKind::all().collect();
        assert!(!kinds.contains(&FilesKind::Documents(Document::Intake)));
        assert!(kinds.iter().all(|kind| !kind.formats().is_empty() && !kind.label().is_empty()));
        let mut form = FilesForm {
            client: None,
            plans: Vec::new(),
            left_out: BTreeSet::new(),
            everybody: true,
            kind: FilesKind::Documents(Document::Plan),
            format: Format::Json,
            code_only: false,
            folder: String::new(),
        };
        form.choose(FilesKind::Documents(Document::HomeCare));
        assert_eq!(form.format, Format::Pdf, "there is no other JSON");
        form.choose(FilesKind::Practice);
        assert_eq!(form.format, Format::Zip);
    }
}
