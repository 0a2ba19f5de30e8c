//! The ids that files and other programs may rely on, written by hand.

use std::collections::BTreeSet;

use crate::support::SHIPPED;

const CATEGORIES: &str = "acute chronic herniated-disc piriformis";
const REGIONS: &str =
    "low-back-near-spine low-back-outer gluteals piriformis hamstrings calves whole-body";
const MODALITIES: &str =
    "swedish myofascial-release trigger-point neuromuscular deep-tissue hot-stone";
const SUPPORTS: &str = "ankle-bolster abdomen-pillow knees-pillow head-rest";
const TECHNIQUES: &str = "hip-cross-over gluteal-stretch hamstring-stretch knee-to-chest \
    pelvic-tilt sciatic-slider contract-relax hip-flexor-stretch ankle-pumps";
const TRAITS: &str = "extension flexion rotation deep-hip-flexion-crossing tension";
const HOME_CARE: &str = "warning-signs walking strengthening stretching sitting-breaks lifting weight heat-pack \
    cold-pack knee-cushion roller-legs roller-low-back ball-buttock ask-pharmacist \
    see-professional physical-therapy";

const FINDINGS: [(&str, &str); 4] = [
    (
        "emergency",
        "bladder-bowel-change saddle-numbness sexual-dysfunction sudden-both-sides \
         both-legs-weak-or-numb",
    ),
    (
        "refer",
        "foot-drop new-numbness new-weakness suspected-fracture deep-tissue-damage \
         suspected-cancer suspected-spinal-infection fever chills unexplained-weight-loss \
         unrelenting-night-pain clot-signs known-dvt known-aneurysm systemic-infection \
         skin-infection-in-target-area",
    ),
    (
        "hold",
        "swelling stable-numbness stable-weakness recent-surgery recent-steroid-injection \
         high-risk-pregnancy uncontrolled-blood-pressure severe-osteoporosis bleeding-disorder \
         cancer-in-the-past",
    ),
    (
        "modifier",
        "tingling open-wound skin-problem trauma-within-72h anticoagulant pregnancy \
         pregnancy-after-week-13 spinal-stenosis spondylolisthesis degenerative-disc-disease \
         osteoporosis long-term-steroids hip-replacement opioid muscle-relaxant \
         poor-circulation-or-diabetes varicose-veins immune-suppression known-herniated-disc \
         past-clot bruises-easily",
    ),
];

const IMPLICATIONS: [(&str, &str); 3] = [
    ("pregnancy-after-week-13", "pregnancy"),
    ("severe-osteoporosis", "osteoporosis"),
    ("high-risk-pregnancy", "pregnancy"),
];

fn holds_all<'a>(list: &str, wanted: &str, found: impl Iterator<Item = &'a str>) {
    let found: BTreeSet<&str> = found.collect();
    let missing: Vec<&str> = wanted.split_whitespace().filter(|id| !found.contains(id)).collect();
    assert!(missing.is_empty(), "{list} without {missing:?}");
}

fn numbered(letter: char, last: u32) -> String {
    (1..=last).map(|number| format!("{letter}-{number:02}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_id_of_the_contract_is_there() {
    let tables = SHIPPED.tables();
    holds_all("categories", CATEGORIES, tables.protocols.iter().map(|p| p.id.as_str()));
    holds_all("regions", REGIONS, tables.regions.iter().map(|r| r.id.as_str()));
    holds_all("modalities", MODALITIES, tables.modalities.iter().map(|m| m.id.as_str()));
    holds_all("supports", SUPPORTS, tables.supports.iter().map(|s| s.id.as_str()));
    holds_all("techniques", TECHNIQUES, tables.techniques.iter().map(|t| t.id.as_str()));
    holds_all("traits", TRAITS, tables.traits.iter().map(|t| t.id.as_str()));
    holds_all("home care", HOME_CARE, tables.home_care.iter().map(|h| h.id.as_str()));
    holds_all("gates", &numbered('g', 22), tables.gates.iter().map(|g| g.id.as_str()));
    holds_all("cautions", &numbered('k', 36), tables.cautions.iter().map(|c| c.id.as_str()));
    holds_all("checks", &numbered('o', 11), tables.checks.iter().map(|c| c.id.as_str()));
}

#[test]
fn findings_stand_in_their_groups() {
    let groups: Vec<&str> = SHIPPED.tables().groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(groups, FINDINGS.map(|(group, _)| group), "groups in the order of asking");
    for (group, ids) in FINDINGS {
        for id in ids.split_whitespace() {
            let finding = SHIPPED.tables().findings.iter().find(|f| f.id.as_str() == id);
            let finding = finding.unwrap_or_else(|| panic!("no finding {id}"));
            assert_eq!(finding.group.as_str(), group, "{id}");
            assert!(finding.question.contains('?'), "{id}: {}", finding.question);
            assert!(!finding.label.ends_with(['.', '?']), "{id}: {}", finding.label);
        }
    }
    let known: usize = FINDINGS.iter().map(|(_, ids)| ids.split_whitespace().count()).sum();
    assert_eq!(SHIPPED.tables().findings.len(), known, "a question that the contract doesn't name");
}

#[test]
fn emergency_questions_are_answered_one_by_one() {
    for group in &SHIPPED.tables().groups {
        assert_eq!(group.one_by_one, group.id.as_str() == "emergency", "{}", group.id);
    }
}

#[test]
fn findings_imply_what_the_contract_says_and_nothing_else() {
    let tables = SHIPPED.tables();
    let mut found: Vec<(&str, &str)> = Vec::new();
    for finding in &tables.findings {
        found.extend(finding.implies.iter().map(|implied| (finding.id.as_str(), implied.as_str())));
    }
    found.sort_unstable();
    let mut wanted = IMPLICATIONS.to_vec();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
}

#[test]
fn wounds_and_skin_problems_need_their_regions() {
    let needing: Vec<&str> = SHIPPED
        .tables()
        .findings
        .iter()
        .filter(|finding| finding.needs_regions)
        .map(|finding| finding.id.as_str())
        .collect();
    assert_eq!(needing, ["open-wound", "skin-problem"]);
}

#[test]
fn techniques_carry_the_traits_that_limits_judge() {
    // What a limit forbids by its trait, it must find on the technique that does it.
    for (technique, wanted) in
        [("hip-cross-over", "deep-hip-flexion-crossing"), ("knee-to-chest", "flexion")]
    {
        let entry = SHIPPED.tables().techniques.iter().find(|t| t.id.as_str() == technique);
        assert!(
            entry.unwrap().traits.iter().any(|t| t.as_str() == wanted),
            "{technique}: {wanted}"
        );
    }
    let pulls = |technique: &str| {
        let entry = SHIPPED.tables().techniques.iter().find(|t| t.id.as_str() == technique);
        entry.unwrap().pulls.iter().map(|r| r.as_str().to_owned()).collect::<Vec<_>>()
    };
    for technique in ["hamstring-stretch", "gluteal-stretch", "hip-cross-over", "sciatic-slider"] {
        assert!(pulls(technique).contains(&"gluteals".to_owned()), "{technique} pulls gluteals");
    }
}
