//! The known name that a mistyped one probably stands for.

/// Names longer than this are not typing slips, and comparing them would take quadratic time.
const LONGEST: usize = 100;

/// The known name that is nearest to what was written, if it is near enough to be a typing slip.
///
/// The same name in other letter case wins; otherwise at most a third of the letters (at least one)
/// may differ, or the beginnings must agree strongly. Equal candidates are decided by alphabet, so
/// the order of `known` does not matter.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.trim().to_lowercase();
    let length = wanted.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let name_length = lower.chars().count();
            if name_length > LONGEST {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&wanted, &lower);
            let likeness = strsim::jaro_winkler(&wanted, &lower);
            let slip = distance <= (length / 3).max(1) && distance < length.min(name_length);
            let near = distance == 0 || slip || likeness >= 0.9;
            near.then_some((distance, likeness, name))
        })
        .min_by(|(distance_a, likeness_a, a), (distance_b, likeness_b, b)| {
            distance_a.cmp(distance_b).then(likeness_b.total_cmp(likeness_a)).then(a.cmp(b))
        })
        .map(|(_, _, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_finds_nothing() {
        let known = ["pain_leg", "pain_back", "trend"];
        assert_eq!(nearest("pain_legs", known), Some("pain_leg"));
        assert_eq!(nearest("Trend", known), Some("trend"));
        assert_eq!(nearest("ternd", known), Some("trend"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("b", ["a", "c"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), known), None);
    }

    #[test]
    fn ties_do_not_depend_on_order() {
        assert_eq!(nearest("cat", ["bat", "hat"]), Some("bat"));
        assert_eq!(nearest("cat", ["hat", "bat"]), Some("bat"));
    }
}
