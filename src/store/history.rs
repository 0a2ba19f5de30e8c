//! All versions of one record, and which of them count.
//!
//! The head of a record is the version that no other came from. Two heads mean that the record was
//! changed in two places: both are shown, and nothing here chooses between them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::revision::{Base, Content, Damage, Revision};
use crate::model::RevisionId;

/// A file that could not be read as what its name says.
#[derive(Debug)]
pub struct Problem {
    /// Where it lies, from the folder of the practice.
    pub file: PathBuf,
    /// What is wrong with it.
    pub damage: Damage,
}

/// All versions of one record that can be read, and the files that can't.
#[derive(Debug)]
pub struct History<T> {
    revisions: Vec<Revision<T>>,
    heads: Vec<RevisionId>,
    problems: Vec<Problem>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl<T> History<T> {
    /// The history that these versions make.
    pub fn new(mut revisions: Vec<Revision<T>>, problems: Vec<Problem>) -> Self {
        let depths = depths(&revisions);
        let depth = |id: &RevisionId| depths.get(id).copied().unwrap_or(0);
        revisions.sort_by_key(|revision| (depth(&revision.id), revision.saved, revision.id));
        let superseded: BTreeSet<RevisionId> = revisions
            .iter()
            .flat_map(|revision| revision.parents.iter().chain(&revision.ancestors))
            .copied()
            .collect();
        let mut heads: Vec<&Revision<T>> =
            revisions.iter().filter(|revision| !superseded.contains(&revision.id)).collect();
        heads.sort_by_key(|revision| std::cmp::Reverse((revision.saved, revision.id)));
        let heads = heads.into_iter().map(|revision| revision.id).collect();
        Self { revisions, heads, problems }
    }

    /// Every version, each behind those that it came from.
    pub fn revisions(&self) -> &[Revision<T>] {
        &self.revisions
    }

    /// The versions that no other came from, the last saved first.
    pub fn heads(&self) -> impl Iterator<Item = &Revision<T>> {
        self.heads.iter().filter_map(|head| self.revision(*head))
    }

    /// The head that was saved last; none where no version can be read.
    pub fn current(&self) -> Option<&Revision<T>> {
        self.heads().next()
    }

    /// A version by its id.
    pub fn revision(&self, id: RevisionId) -> Option<&Revision<T>> {
        self.revisions.iter().find(|revision| revision.id == id)
    }

    /// Whether the record was changed in two places and nobody has put that together yet. Where it
    /// was erased there is nothing to put together, be it in two places.
    pub fn has_two_versions(&self) -> bool {
        self.heads.len() > 1 && !self.is_erased()
    }

    /// Whether every head says that the record was removed.
    pub fn is_removed(&self) -> bool {
        !self.heads.is_empty() && self.heads().all(|head| head.content.record().is_none())
    }

    /// Whether it was erased for good, in whatever version.
    pub fn is_erased(&self) -> bool {
        self.revisions.iter().any(|revision| matches!(revision.content, Content::Erased))
    }

    /// Whether there is no file of it, whole or not.
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty() && self.problems.is_empty()
    }

    /// Files of this record that can't be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The same, to keep.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// What a version comes after that takes the place of every head.
    pub fn base(&self) -> Base {
        Base::of(self.heads())
    }
}

/// How many versions stand before each one, along the longest way.
fn depths<T>(revisions: &[Revision<T>]) -> BTreeMap<RevisionId, usize> {
    let mut depths: BTreeMap<RevisionId, usize> =
        revisions.iter().map(|revision| (revision.id, 0)).collect();
    let mut after: BTreeMap<RevisionId, Vec<RevisionId>> = BTreeMap::new();
    let mut waits_for: BTreeMap<RevisionId, usize> = BTreeMap::new();
    for revision in revisions {
        let before = revision.parents.iter().chain(&revision.ancestors);
        let known: BTreeSet<&RevisionId> = before.filter(|id| depths.contains_key(*id)).collect();
        waits_for.insert(revision.id, known.len());
        for id in known {
            after.entry(*id).or_default().push(revision.id);
        }
    }
    let mut ready: Vec<RevisionId> =
        waits_for.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    // What stands in a circle never gets ready, which no writer can make but a forged file might.
    while let Some(id) = ready.pop() {
        let depth = depths.get(&id).map_or(0, |depth| depth + 1);
        for next in after.remove(&id).unwrap_or_default() {
            depths.entry(next).and_modify(|known| *known = depth.max(*known));
            if let Some(count) = waits_for.get_mut(&next) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(next);
                }
            }
        }
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Stamp;
    use jiff::Timestamp;

    fn saved(base: Base, second: i64) -> Revision<u8> {
        let stamp = Stamp { by: String::new(), at: Timestamp::from_second(second).unwrap() };
        Revision::new(&stamp, base, Content::Is(0))
    }

    fn heads(revisions: &[&Revision<u8>]) -> Vec<RevisionId> {
        let revisions = revisions.iter().map(|revision| (*revision).clone()).collect();
        History::new(revisions, Vec::new()).heads().map(|head| head.id).collect()
    }

    #[test]
    fn the_head_is_what_no_other_came_from_whatever_the_clock_says() {
        let a = saved(Base::none(), 900);
        let b = saved(Base::of([&a]), 100);
        let c = saved(Base::of([&b]), 500);
        assert_eq!(heads(&[&c, &a, &b]), [c.id]);
        let history = History::new(vec![c.clone(), a.clone(), b.clone()], Vec::new());
        let order: Vec<_> = history.revisions().iter().map(|revision| revision.id).collect();
        assert_eq!(order, [a.id, b.id, c.id]);
    }

    #[test]
    fn a_missing_version_brings_no_old_one_back() {
        let a = saved(Base::none(), 1);
        let b = saved(Base::of([&a]), 2);
        let c = saved(Base::of([&b]), 3);
        assert_eq!(heads(&[&a, &c]), [c.id], "b is missing");
        assert_eq!(heads(&[&a, &b]), [b.id], "c is missing");
    }

    #[test]
    fn two_edits_of_one_version_are_two_heads_until_they_are_combined() {
        let a = saved(Base::none(), 1);
        let left = saved(Base::of([&a]), 2);
        let right = saved(Base::of([&a]), 3);
        assert_eq!(heads(&[&a, &left, &right]), [right.id, left.id]);
        let both = saved(Base::of([&left, &right]), 2);
        assert_eq!(heads(&[&a, &left, &right, &both]), [both.id]);
    }

    #[test]
    fn a_circle_of_parents_is_no_trouble() {
        let mut a = saved(Base::none(), 1);
        let b = saved(Base::of([&a]), 2);
        a.parents.push(b.id);
        assert_eq!(heads(&[&a, &b]), []);
    }
}
