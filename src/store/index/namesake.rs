//! Whether a client's name is borne by another one on the lists.

use super::fold::fold;
use super::{FoldedName, Index};
use crate::model::ClientId;

impl Index {
    /// Whether another client on the lists bears the name of this one, in whatever order and case it
    /// is written.
    ///
    /// Looks at every client, and folds the few names that may be it: ten thousand take about a
    /// millisecond.
    pub fn has_namesake(&self, client: ClientId) -> bool {
        let Some((entry, row)) = self.row(client) else { return false };
        let wanted = FoldedName::of(&row.name);
        let letters = Letters::of(&fold(&row.name));
        self.rows().any(|(other, row)| {
            other.id != entry.id
                && Letters::of(&row.key).hold(&letters)
                && FoldedName::of(&row.name).is(&wanted)
        })
    }
}

/// How many letters a text has, and which, roughly: enough to rule most names out.
struct Letters {
    count: usize,
    seen: u64,
}

impl Letters {
    fn of(folded: &str) -> Self {
        let letters = folded.chars().filter(|letter| letter.is_alphanumeric());
        letters.fold(Self { count: 0, seen: 0 }, |so_far, letter| Self {
            count: so_far.count + 1,
            seen: so_far.seen | (1 << (u32::from(letter) % 64)),
        })
    }

    /// Whether all of the others may be among these.
    fn hold(&self, others: &Self) -> bool {
        self.count >= others.count && self.seen & others.seen == others.seen
    }
}
