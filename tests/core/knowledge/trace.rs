//! Sources: all there, each cited or set aside with a reason, never both.

use std::collections::BTreeSet;

use ischia::knowledge::schema::Sourced;
use ischia::model::SourceId;

use crate::support::{SHIPPED, files_under};

/// The statements of the seed documents: document, and how many it makes.
const SEEDS: [(&str, u32); 5] = [("S0", 18), ("S1", 20), ("S2", 21), ("S3", 20), ("S4", 43)];

/// The wider references, in runs of numbers.
const REFERENCES: [(u32, u32); 8] =
    [(1, 16), (20, 40), (41, 47), (50, 71), (72, 81), (85, 89), (90, 92), (93, 96)];

/// The amendments of Part 4, in runs of numbers.
const AMENDMENTS: [(u32, u32); 7] =
    [(1, 6), (10, 19), (20, 29), (30, 35), (40, 42), (50, 55), (70, 72)];

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
    wanted.extend(
        AMENDMENTS
            .into_iter()
            .flat_map(|(from, to)| (from..=to).map(|number| format!("A{number:02}"))),
    );
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

/// What is shown of a sentence.
fn of_text(text: &Sourced, shown: &mut BTreeSet<String>) {
    of(&text.sources, shown);
}

fn of(sources: &[SourceId], shown: &mut BTreeSet<String>) {
    shown.extend(sources.iter().map(ToString::to_string));
}

/// The sources of all that a plan, a page or a view of the window shows: of each field of the
/// knowledge that is read by somebody, and of no other.
fn shown() -> BTreeSet<String> {
    let tables = SHIPPED.tables();
    let mut shown = BTreeSet::new();
    let out = &mut shown;
    // On a plan and its pages: the words of steps, what stands around them, and home care.
    let texts = &tables.session.texts;
    for heading in [
        &texts.check_in,
        &texts.heat,
        &texts.warm_up,
        &texts.whole_body,
        &texts.other_side,
        &texts.stretch,
        &texts.cold,
        &texts.rest,
        &texts.re_test,
        &texts.home_care,
    ] {
        of(&heading.sources, out);
    }
    for note in [
        &texts.warm_up_held,
        &texts.pelvis_still,
        &texts.short_visit,
        &texts.no_heat,
        &texts.preference,
        &texts.unused,
        &texts.clearance,
        &texts.varied,
        &texts.out_of_reach,
        &texts.evidence,
    ] {
        of_text(note, out);
    }
    texts.emergency_first.iter().for_each(|text| of_text(text, out));
    // In the course of a client, and in what is written about it.
    let course = &tables.session.course;
    for said in course.said() {
        of_text(said, out);
    }
    for region in &tables.regions {
        of_text(&region.guidance, out);
        of_text(&region.why, out);
    }
    tables.techniques.iter().for_each(|technique| of_text(&technique.dose, out));
    tables.gates.iter().for_each(|gate| of(&gate.sources, out));
    tables.cautions.iter().for_each(|caution| of(&caution.sources, out));
    tables.home_care.iter().for_each(|item| of(&item.sources, out));
    // Where something is closed or found, in the window and in what `check` says.
    tables.rules.iter().for_each(|rule| of(&rule.sources, out));
    tables.checks.iter().for_each(|check| of(&check.sources, out));
    // Where a question is asked, and explained.
    tables.findings.iter().for_each(|finding| of(&finding.sources, out));
    tables.questions.iter().for_each(|question| of(&question.sources, out));
    // Where a modality is in a step, and explained.
    for modality in &tables.modalities {
        of_text(&modality.dose, out);
        of_text(&modality.card, out);
    }
    // Where a category is chosen, explained and planned.
    for protocol in &tables.protocols {
        protocol.explained().for_each(|(_, text)| of_text(text, out));
        of_text(&protocol.warm_up_text, out);
        of(&protocol.follow_up.sources, out);
        for limits in &protocol.regions {
            let words = limits.guidance.iter().chain(&limits.focal_guidance);
            words.for_each(|text| of_text(text, out));
        }
    }
    shown
}

#[test]
fn every_seed_statement_reaches_a_plan_a_page_or_a_view() {
    let (shown, unused) = (shown(), unused());
    let all = seeds();
    assert_eq!(all.len(), 122);
    let hidden: Vec<_> =
        all.into_iter().filter(|id| !shown.contains(id) && !unused.contains(id)).collect();
    assert!(hidden.is_empty(), "nobody gets to read {hidden:?}");
}

#[test]
fn what_a_category_explains_reaches_further_than_its_plan() {
    // Nothing of a plan or a page says these: without the explanations they would reach nobody.
    for protocol in &SHIPPED.tables().protocols {
        let heads: BTreeSet<&str> = protocol.explained().map(|(head, _)| head).collect();
        assert_eq!(heads.len(), 4, "{}: {heads:?}", protocol.id);
        let count = protocol.goals.len() + protocol.uses.len() + protocol.avoid.len() + 1;
        assert_eq!(protocol.explained().count(), count, "{}", protocol.id);
    }
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
