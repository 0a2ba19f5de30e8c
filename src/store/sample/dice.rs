//! Chance that is no chance: the same seed throws the same dice on every machine.
//!
//! Only draws of a fixed width are used, since those over `usize` depend on the machine. Knows
//! nothing of what is drawn.

use std::ops::RangeInclusive;

/// A row of throws.
#[derive(Debug)]
pub struct Dice {
    rng: fastrand::Rng,
}

impl Dice {
    /// The dice for one thing among many of a kind, independent of all others.
    pub fn new(seed: u64, kind: &str, number: u64) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes()).update(&number.to_le_bytes()).update(kind.as_bytes());
        let mut start = [0; 8];
        hasher.finalize_xof().fill(&mut start);
        Self { rng: fastrand::Rng::with_seed(u64::from_le_bytes(start)) }
    }

    /// A number of this range; its start where it is empty.
    pub fn between(&mut self, range: RangeInclusive<u32>) -> u32 {
        if range.is_empty() { *range.start() } else { self.rng.u32(range) }
    }

    /// The same for the small numbers of scales.
    pub fn small(&mut self, range: RangeInclusive<u16>) -> u16 {
        if range.is_empty() { *range.start() } else { self.rng.u16(range) }
    }

    /// True so many times out of a hundred.
    pub fn percent(&mut self, chance: u32) -> bool {
        self.between(1..=100) <= chance
    }

    /// One of these; none where there is none.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let highest = u32::try_from(list.len()).ok()?.checked_sub(1)?;
        list.get(self.between(0..=highest) as usize)
    }

    /// Ten bytes for the random part of an id.
    pub fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        let (head, tail) = bytes.split_at_mut(8);
        head.copy_from_slice(&self.rng.u64(..).to_le_bytes());
        tail.copy_from_slice(&self.rng.u16(..).to_le_bytes());
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same_and_another_thing_something_else() {
        let throws = |seed, kind, number| {
            let mut dice = Dice::new(seed, kind, number);
            (0..20).map(|_| dice.between(0..=9)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7, "client", 3), throws(7, "client", 3));
        for other in [throws(8, "client", 3), throws(7, "plan", 3), throws(7, "client", 4)] {
            assert_ne!(throws(7, "client", 3), other);
        }
    }

    #[test]
    fn every_side_comes_up_and_nothing_is_picked_of_nothing() {
        let mut dice = Dice::new(1, "x", 0);
        let seen: std::collections::BTreeSet<u32> = (0..200).map(|_| dice.between(3..=6)).collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
        assert_eq!(dice.pick::<u8>(&[]), None);
    }
}
