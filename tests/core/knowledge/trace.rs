//! Sources: all there, each cited or set aside with a reason, never both.

use std::collections::BTreeSet;

use crate::support::{SHIPPED, files_under};

/// The statements of the seed documents: document, and how many it makes.
const SEEDS: [(&str, u32); 5] = [("S0", 18), ("S1", 20), ("S2", 21), ("S3", 20), ("S4", 43)];

/// The wider references, in runs of numbers.
const REFERENCES: [(u32, u32); 8] =
    [(1, 16), (20, 40), (41, 47), (50, 71), (72, 81), (85, 89), (90, 92), (93, 96)];

fn numbered(letters: &str, runs: impl IntoIterator<Item = (u32, u32)>) -> BTreeSet<String> {
    let numbers = runs.into_iter().flat_map(|(from, to)| from..=to);
    numbers.map(|number| format!("{letters}-{number:02}")).collect()
}

fn seeds() -> BTreeSet<String> {
    SEEDS.into_iter().flat_map(|(document, last)| numbered(document, [(1, last)])).collect()
}

/// The ids that stand in a `sources: […]` of a file; comments don't count.
fn cited_in(text: &str) -> BTreeSet<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let lists = code.split("sources: [").skip(1).map(|rest| rest.split(']').next().unwrap());
    lists
        .flat_map(|list| list.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn cited() -> BTreeSet<String> {
    let files = files_under("assets/knowledge").into_iter();
    let entries = files.filter(|(path, _)| !path.ends_with("/sources.ron"));
    entries.flat_map(|(_, text)| cited_in(&text)).collect()
}

fn unused() -> BTreeSet<String> {
    SHIPPED.tables().unused_sources.iter().map(|unused| unused.id.to_string()).collect()
}

#[test]
fn only_lists_of_sources_count_as_citing() {
    let text = "// sources: [\"S9-01\"]\n(text: \"S9-02\", sources: [\"S9-03\", \"P\"]),\n";
    assert_eq!(cited_in(text), BTreeSet::from(["S9-03".to_owned(), "P".to_owned()]));
}

#[test]
fn the_list_of_sources_is_complete() {
    let ids: BTreeSet<String> =
        SHIPPED.tables().sources.iter().map(|source| source.id.to_string()).collect();
    let mut wanted = seeds();
    wanted.extend(numbered("R", REFERENCES));
    wanted.insert("P".to_owned());
    let missing: Vec<_> = wanted.difference(&ids).collect();
    let surplus: Vec<_> = ids.difference(&wanted).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing {missing:?}, surplus {surplus:?}");
}

#[test]
fn every_seed_statement_is_used_or_set_aside_with_a_reason() {
    let (cited, unused) = (cited(), unused());
    let forgotten: Vec<_> =
        seeds().into_iter().filter(|id| !cited.contains(id) && !unused.contains(id)).collect();
    assert!(forgotten.is_empty(), "no entry uses {forgotten:?}, and no reason says why");
}

#[test]
fn nothing_is_both_used_and_set_aside() {
    let both: Vec<_> = cited().intersection(&unused()).cloned().collect();
    assert!(both.is_empty(), "{both:?}");
    for unused in &SHIPPED.tables().unused_sources {
        assert!(unused.why.split_whitespace().count() >= 5, "{}: “{}”", unused.id, unused.why);
    }
}

#[test]
fn whatever_is_cited_is_listed() {
    for id in cited() {
        assert!(SHIPPED.tables().sources.iter().any(|source| source.id.as_str() == id), "{id}");
    }
}

#[test]
fn every_source_says_who_and_where() {
    for source in &SHIPPED.tables().sources {
        let id = source.id.as_str();
        assert!(!source.title.is_empty() && source.gist.ends_with('.'), "{id}");
        let place = match id.chars().next() {
            Some('S') => source.place.contains(".txt"),
            Some('R') => source.place.contains("://"),
            _ => source.place.is_empty(),
        };
        assert!(place, "{id}: {}", source.place);
        let seed = id.strip_prefix('S').and_then(|rest| rest.split('-').next());
        if let Some(document) = seed {
            assert!(source.place.starts_with(&format!("00{document}_")), "{id}: {}", source.place);
        }
    }
}
