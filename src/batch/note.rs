//! What is to be known of a plan in a batch.

use std::path::PathBuf;

use crate::model::{ClientId, Day, PlanId, PlanRecord, RevisionId};
use crate::store::History;

/// Something to be known of a plan, or of all of a client's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The client that it is about.
    pub client: ClientId,
    /// Which plan; none where it is about all of them.
    pub plan: Option<PlanId>,
    /// The day of its session, as far as that can be read.
    pub day: Option<Day>,
    /// What came of the plan, or is to be known of its file.
    pub kind: NoteKind,
}

/// What is to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteKind {
    /// It can't be read; of a client, why.
    Lost(Option<String>),
    /// The document isn't one of this plan.
    Unfit,
    /// There is a file of its name with other content.
    InTheWay(PathBuf),
    /// It is in two versions: the one that was written, and the others.
    TwoVersions(Option<RevisionId>, Vec<RevisionId>),
    /// A version of it is damaged; the last whole one was written.
    Damaged,
    /// The file, and what has to be known of it.
    Remark(PathBuf, &'static str),
}

impl NoteKind {
    /// What a file doesn't show of the plan that it came from.
    pub fn of(history: &History<PlanRecord>) -> Vec<Self> {
        let mut kinds = Vec::new();
        if history.has_two_versions() {
            let written = super::shown(history).map(|(head, _)| head.id);
            let others = history.heads().map(|head| head.id).filter(|id| Some(*id) != written);
            kinds.push(Self::TwoVersions(written, others.collect()));
        }
        if !history.problems().is_empty() {
            kinds.push(Self::Damaged);
        }
        kinds
    }

    /// Whether there is no file because of it.
    pub fn is_passed(&self) -> bool {
        match self {
            Self::Lost(_) | Self::Unfit | Self::InTheWay(_) => true,
            Self::TwoVersions(..) | Self::Damaged | Self::Remark(..) => false,
        }
    }
}
