//! All versions of one record, and which of them count.
//!
//! The head of a record is the version that no other came from. Two heads mean that the record was
//! changed in two places: both are shown, and nothing here chooses between them.
//!
//! No writer makes a version that comes from itself, but a forged file might say so, to have others
//! taken for superseded. Who stands in such a circle is a head, and supersedes nobody: a record with
//! whole versions always has a head.

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
    circular: BTreeSet<RevisionId>,
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
        let links = Links::of(&revisions);
        let circular = links.circular();
        let depths = links.depths();
        let depth = |id: &RevisionId| depths.get(id).copied().unwrap_or(0);
        revisions.sort_by_key(|revision| (depth(&revision.id), revision.saved, revision.id));
        let sound = revisions.iter().filter(|revision| !circular.contains(&revision.id));
        let superseded: BTreeSet<RevisionId> = sound
            .flat_map(|revision| revision.parents.iter().chain(&revision.ancestors))
            .copied()
            .collect();
        let is_head = |id: &RevisionId| circular.contains(id) || !superseded.contains(id);
        let mut heads: Vec<&Revision<T>> =
            revisions.iter().filter(|revision| is_head(&revision.id)).collect();
        heads.sort_by_key(|revision| std::cmp::Reverse((revision.saved, revision.id)));
        let heads = heads.into_iter().map(|revision| revision.id).collect();
        Self { revisions, heads, circular, problems }
    }

    /// The versions that come from themselves, as they say, directly or by way of others.
    pub fn circular(&self) -> &BTreeSet<RevisionId> {
        &self.circular
    }

    /// The parents that versions name and that nobody has, whole or not; `is_there` says whether a
    /// file of that version exists.
    pub fn missing_parents(&self, is_there: impl Fn(RevisionId) -> bool) -> BTreeSet<RevisionId> {
        let parents = self.revisions.iter().flat_map(|revision| &revision.parents).copied();
        parents.filter(|id| self.revision(*id).is_none() && !is_there(*id)).collect()
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

    /// What the record says, in the version saved last; where it was removed, in the last one before.
    pub fn last_record(&self) -> Option<&T> {
        self.told().next()?.content.record()
    }

    /// The versions that say something now: the heads, or the last one before a removal.
    pub(super) fn told(&self) -> impl Iterator<Item = &Revision<T>> {
        let says = |version: &&Revision<T>| version.content.record().is_some();
        let heads: Vec<_> = self.heads().filter(says).collect();
        let last = if heads.is_empty() { self.revisions.iter().rev().find(says) } else { None };
        heads.into_iter().chain(last)
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

    /// More that is wrong with files of this record.
    pub(super) fn add_problems(&mut self, problems: Vec<Problem>) {
        self.problems.extend(problems);
    }

    /// Files of this record that can't be read, or that say what can't be.
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

/// Which versions come from which, among those that are there.
struct Links {
    before: BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    after: BTreeMap<RevisionId, BTreeSet<RevisionId>>,
}

impl Links {
    fn of<T>(revisions: &[Revision<T>]) -> Self {
        let none = || revisions.iter().map(|revision| (revision.id, BTreeSet::new())).collect();
        let mut links = Self { before: none(), after: none() };
        for revision in revisions {
            for before in revision.parents.iter().chain(&revision.ancestors) {
                let Some(after) = links.after.get_mut(before) else { continue };
                after.insert(revision.id);
                links.before.entry(revision.id).or_default().insert(*before);
            }
        }
        links
    }

    /// What is left when all that nothing comes before is taken away, again and again; each with how
    /// many versions stand before it, along the longest way, as far as that ends.
    fn peeled(
        before: &BTreeMap<RevisionId, BTreeSet<RevisionId>>,
        after: &BTreeMap<RevisionId, BTreeSet<RevisionId>>,
    ) -> (BTreeSet<RevisionId>, BTreeMap<RevisionId, usize>) {
        let mut depths: BTreeMap<RevisionId, usize> = before.keys().map(|id| (*id, 0)).collect();
        let mut waits_for: BTreeMap<RevisionId, usize> =
            before.iter().map(|(id, before)| (*id, before.len())).collect();
        let mut ready: Vec<RevisionId> =
            waits_for.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
        while let Some(id) = ready.pop() {
            waits_for.remove(&id);
            let depth = depths.get(&id).map_or(0, |depth| depth + 1);
            for next in after.get(&id).into_iter().flatten() {
                depths.entry(*next).and_modify(|known| *known = depth.max(*known));
                if let Some(count) = waits_for.get_mut(next) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        ready.push(*next);
                    }
                }
            }
        }
        (waits_for.into_keys().collect(), depths)
    }

    /// How many versions stand before each one, along the longest way.
    fn depths(&self) -> BTreeMap<RevisionId, usize> {
        Self::peeled(&self.before, &self.after).1
    }

    /// The versions in a circle, or between two of them: what is left when it is peeled from both
    /// ends.
    fn circular(&self) -> BTreeSet<RevisionId> {
        let (behind_circles, _) = Self::peeled(&self.before, &self.after);
        if behind_circles.is_empty() {
            return behind_circles;
        }
        let (ahead_of_circles, _) = Self::peeled(&self.after, &self.before);
        behind_circles.intersection(&ahead_of_circles).copied().collect()
    }
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
    fn who_stands_in_a_circle_hides_nobody_and_is_a_head() {
        let mut a = saved(Base::none(), 1);
        let b = saved(Base::of([&a]), 2);
        a.parents.push(b.id);
        assert_eq!(heads(&[&a, &b]), [b.id, a.id]);
        let mut alone = saved(Base::none(), 3);
        alone.parents.push(alone.id);
        assert_eq!(heads(&[&alone]), [alone.id]);
        // A whole version stays a head beside one that claims to come after it and after itself.
        let whole = saved(Base::none(), 4);
        for claim in [true, false] {
            let mut forged = saved(Base::of([&whole]), 5);
            let list = if claim { &mut forged.parents } else { &mut forged.ancestors };
            list.push(forged.id);
            assert_eq!(heads(&[&whole, &forged]), [forged.id, whole.id]);
        }
        // What comes after a circle is a head as ever, and brings what is in it no further down.
        let after = saved(Base::of([&b]), 6);
        assert_eq!(heads(&[&a, &b, &after]), [after.id, b.id, a.id]);
    }

    #[test]
    fn any_whole_versions_have_a_head_whatever_they_say_of_each_other() {
        let mut dice = 7_u64;
        for _ in 0..2000 {
            let count = 1 + usize::try_from(dice % 6).unwrap();
            let mut all: Vec<Revision<u8>> =
                (0..count).map(|second| saved(Base::none(), second.try_into().unwrap())).collect();
            let ids: Vec<RevisionId> = all.iter().map(|revision| revision.id).collect();
            for revision in &mut all {
                for id in &ids {
                    dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    match dice >> 61 {
                        0 => revision.parents.push(*id),
                        1 => revision.ancestors.push(*id),
                        _ => {}
                    }
                }
            }
            let history = History::new(all, Vec::new());
            assert!(history.current().is_some());
        }
    }

    #[test]
    fn parents_that_nobody_has_are_missing() {
        let a = saved(Base::none(), 1);
        let b = saved(Base::of([&a]), 2);
        let history = History::new(vec![b], Vec::new());
        assert_eq!(history.missing_parents(|_| false), [a.id].into());
        assert!(history.missing_parents(|id| id == a.id).is_empty());
    }
}
