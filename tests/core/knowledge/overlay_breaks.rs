//! An overlay can't break a plan: what `knowledge check` once called whole is a fault now, with
//! file, line and column, and what no single value can tell shows in the trial.

use ischia::knowledge::Knowledge;
use ischia::model::{HomeCareId, Inflammation, Phase, RegionId, Side};
use ischia::planner::{self, TrialError};

use super::laid_over;
use crate::generate::place;
use crate::support::{SHIPPED, calm, in_crate, plan_with};

/// Where the value under test stands in a text.
const HERE: &str = "¤";
/// Where its fault stands, if not there: a condition is told as a whole.
const FAULT: &str = "§";

/// The faults of a text with this in the place of the mark, which have to begin there.
fn faults_here(text: &str, value: &str) -> Vec<String> {
    let told = if text.contains(FAULT) { FAULT } else { HERE };
    let before = text.split(told).next().unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    let text = text.replace(FAULT, "").replace(HERE, value);
    let faults = laid_over(&[("mine.ron", &text)]).map(|_| "it loads").unwrap_err();
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let wanted = format!("mine.ron:{line}:{column}: ");
    assert!(faults.iter().any(|fault| fault.starts_with(&wanted)), "{wanted}{faults:#?} {text}");
    faults
}

/// A rule with this condition and effect.
fn rule(when: &str, effect: &str) -> String {
    format!(
        "Rules((reviewed_by: \"\", reviewed_on: \"\", rules: [\n    (id: \"mine\", when: {when}, \
         text: \"x\", sources: [\"P\"], effects: [\n        {effect},\n    ]),\n]))"
    )
}

/// The made-up category, with something written otherwise.
fn category(from: &str, to: &str) -> String {
    let path = in_crate("tests/knowledge/fifth-category/sacroiliac.ron");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// Every number that a practice's file may hold, its least and its greatest value.
fn numbers() -> Vec<(String, u32, u32)> {
    let mut all = Vec::new();
    for (effect, least, most) in [
        ("LimitHandsOn(minutes: ¤, stretch: true)", 6, 120),
        ("LimitHeat(minutes: ¤)", 1, 20),
        ("PauseEvery(minutes: ¤)", 5, 90),
        ("LimitInterval(days: ¤)", 1, 90),
        ("LowerCap(area: Everywhere, by: ¤)", 1, 4),
        ("RestIn(position: Prone, from: ¤)", 2, 15),
        ("CapPressure(area: Everywhere, level: ¤)", 1, 5),
    ] {
        all.push((rule("Always", effect), least, most));
    }
    for (when, least, most) in [
        ("MinutesAtLeast(¤)", 15, 180),
        ("PainRisenBy(¤)", 1, 10),
        ("Not(PainAtLeast(¤))", 0, 10),
        ("Any([§FirstPainAtLeast(¤)])", 0, 10),
        ("VisitAtLeast(¤)", 1, 999),
        ("OnsetUnder(¤)", 0, 5200),
        ("AgeOver(¤)", 0, 120),
    ] {
        let told = if when.contains(FAULT) { "" } else { FAULT };
        let when = format!("{told}{when}");
        all.push((rule(&when, "ForbidHeat(area: Everywhere)"), least, most));
    }
    for (from, to, least, most) in [
        ("heat_minutes: 12", "heat_minutes: ¤", 1, 20),
        ("turns: 1", "turns: ¤", 0, 9),
        ("reviews: [3, 5]", "reviews: [¤]", 1, 999),
        ("reviews: [3, 5]", "reviews: [3, 5], then_every: ¤", 1, 52),
        ("  interval_days: 10", "  interval_days: ¤", 1, 90),
        ("improved_interval_days: 20", "improved_interval_days: ¤", 1, 90),
        ("\"hamstrings\", default: 2", "\"hamstrings\", default: ¤", 1, 5),
        (
            "(technique: \"gluteal-stretch\")",
            "(technique: \"gluteal-stretch\", dose: \"x\", timing: §Some(Held(seconds: ¤, times: 2)))",
            1,
            300,
        ),
        (
            "(technique: \"gluteal-stretch\")",
            "(technique: \"gluteal-stretch\", dose: \"x\", timing: §Some(Moved(times: ¤)))",
            1,
            60,
        ),
    ] {
        all.push((category(from, to), least, most));
    }
    for release in ["within_days: ¤", "undated_within_days: ¤"] {
        let gate = format!(
            "Gates((reviewed_by: \"\", reviewed_on: \"\", gates: [\n    (id: \"mine\", status: Hold, \
             causes: [(when: Always, text: \"x\")], text: \"x\", urgency: BeforeTreatment, \
             release: Clearance({release}), released_by: \"x\", sources: [\"P\"]),\n]))"
        );
        all.push((gate, 1, 90));
    }
    let interval = "Practice((reviewed_by: \"\", reviewed_on: \"\",\n    intervals: [(category: \
                    \"chronic\", days: ¤)]))";
    all.push((interval.to_owned(), 1, 90));
    all
}

#[test]
fn every_number_has_a_least_and_a_greatest_value() {
    for (text, least, most) in numbers() {
        let mut wrong = vec![most + 1, 65_535, 65_536, 4_000_000_000];
        wrong.extend(least.checked_sub(1));
        for value in wrong {
            let faults = faults_here(&text, &value.to_string());
            let range = format!("is {value}, allowed is a whole number from {least} to {most}");
            assert!(faults.len() == 1 && faults[0].contains(&range), "{range}: {faults:#?}");
        }
        for value in [least, most] {
            let text = text.replace(FAULT, "").replace(HERE, &value.to_string());
            let faults = laid_over(&[("mine.ron", &text)]).err().unwrap_or_default();
            let range = faults.iter().find(|fault| fault.message.contains("whole number"));
            assert!(range.is_none(), "{value}: {range:?}");
        }
    }
}

#[test]
fn where_a_list_lies_by_itself_names_no_list() {
    for list in ["Inflamed", "Injured", "Numb", "Excluded"] {
        for area in ["¤", "Union([Regions([\"calves\"]), ¤])", "Union([Union([¤])])"] {
            for own in ["Inflamed", "Numb"] {
                let text = format!(
                    "Rules((reviewed_by: \"\", reviewed_on: \"\", defaults: [\n    (list: {own}, \
                     when: Always, area: {area}, sources: [\"P\"]),\n]))"
                );
                let faults = faults_here(&text, list);
                assert_eq!(faults.len(), 1, "{faults:#?}");
                assert!(faults[0].contains(list), "{faults:#?}");
                assert!(faults[0].contains("Painful"), "says what is allowed: {faults:#?}");
            }
        }
    }
}

/// A question of a practice's own in this group, its id under the mark.
fn question(group: &str, implies: &str) -> String {
    format!(
        "Findings((reviewed_by: \"\", reviewed_on: \"\", findings: [\n    (id: ¤, group: \
         \"{group}\", label: \"mine\", question: \"Any?\", implies: [{implies}], sources: \
         [\"P\"]),\n]))"
    )
}

/// A gate of a practice's own.
fn gate(status: &str, when: &str) -> String {
    format!(
        "Gates((reviewed_by: \"\", reviewed_on: \"\", gates: [\n    (id: \"own\", status: {status}, \
         causes: [(when: {when}, text: \"x\")], text: \"x\", urgency: BeforeTreatment, release: \
         Nothing, released_by: \"x\", sources: [\"P\"]),\n]))"
    )
}

const GROUPS: [(&str, &str, &str); 3] =
    [("emergency", "Emergency", "Refer"), ("refer", "Refer", "Hold"), ("hold", "Hold", "Caution")];

#[test]
fn a_question_of_a_grave_group_needs_a_gate_that_its_yes_alone_shuts() {
    for (group, status, _) in GROUPS {
        let faults = faults_here(&question(group, ""), "\"mine\"");
        assert_eq!(faults.len(), 1, "{faults:#?}");
        for part in ["“mine”", group, status] {
            assert!(faults[0].contains(part), "{part}: {faults:#?}");
        }
    }
    let harmless = question("modifier", "").replace(HERE, "\"mine\"");
    assert!(laid_over(&[("mine.ron", &harmless)]).is_ok());
}

#[test]
fn a_gate_that_is_milder_or_needs_more_than_the_yes_is_not_enough() {
    for (group, status, milder) in GROUPS {
        let own = question(group, "").replace(HERE, "\"mine\"");
        let loads = |status: &str, when: &str| {
            laid_over(&[("gate.ron", &gate(status, when)), ("mine.ron", &own)]).map(|_| ())
        };
        assert!(loads(status, "Finding(\"mine\")").is_ok(), "{group}");
        assert!(loads("Emergency", "Any([AnyFinding([\"fever\", \"mine\"])])").is_ok(), "{group}");
        for (status, when) in [
            (milder, "Finding(\"mine\")"),
            (status, "All([Finding(\"mine\"), Finding(\"tingling\")])"),
            (status, "All([Finding(\"mine\"), PainAtLeast(4)])"),
            (status, "Not(Finding(\"mine\"))"),
        ] {
            let faults = loads(status, when).unwrap_err();
            assert_eq!(faults.len(), 1, "{group}, {status} {when}: {faults:#?}");
            assert!(faults[0].to_string().starts_with("mine.ron:2:10: “mine”"), "{}", faults[0]);
        }
    }
    // What it brings with it shuts the gate for it.
    let implied = question("refer", "\"foot-drop\"").replace(HERE, "\"mine\"");
    assert!(laid_over(&[("mine.ron", &implied)]).is_ok());
}

#[test]
fn what_to_watch_for_goes_home_from_every_session() {
    let text = rule("Always", "RemoveHomeCare(items: [\"walking\", ¤])");
    let faults = faults_here(&text, "\"warning-signs\"");
    assert!(faults.len() == 1 && faults[0].contains("every session"), "{faults:#?}");
}

#[test]
fn visits_of_review_ascend() {
    for wrong in ["reviews: [5, 3]", "reviews: [3, 3]"] {
        let faults = laid_over(&[("mine.ron", &category("reviews: [3, 5]", wrong))]).unwrap_err();
        let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 1, "{shown:#?}");
        assert!(shown[0].starts_with("mine.ron:5:") && shown[0].contains("ascend"), "{shown:#?}");
    }
}

#[test]
fn cold_that_is_offered_everywhere_lies_on_what_is_inflamed_alone() {
    let everywhere = rule("Always", "OfferCold(area: Everywhere)");
    let knowledge = laid_over(&[("mine.ron", &everywhere)]).unwrap();
    let cold = HomeCareId::new("cold-pack").unwrap();
    for protocol in &SHIPPED.tables().protocols {
        let calm = calm(protocol.id.as_str());
        let plan = plan_with(calm.clone(), &knowledge).unwrap();
        let advised = plan.home_care.iter().chain(&plan.home_care_later);
        assert!(plan.steps.iter().all(|step| step.phase != Phase::Cold), "{}", protocol.id);
        assert!(advised.map(|advice| &advice.id).all(|id| *id != cold), "{}", protocol.id);

        let mut inflamed = calm;
        inflamed.inflammation = Inflammation::Some;
        inflamed.inflamed_regions = vec![place("calves", Side::Right)];
        let plan = plan_with(inflamed, &knowledge).unwrap();
        let packs: Vec<_> = plan.steps.iter().filter(|step| step.phase == Phase::Cold).collect();
        assert!(!packs.is_empty(), "{}: an hour has room for it", protocol.id);
        let calves = RegionId::new("calves").unwrap();
        for pack in packs {
            assert_eq!((&pack.regions[..], pack.side), (&[calves.clone()][..], Some(Side::Right)));
        }
    }
}

#[test]
fn the_made_up_practices_stand_their_trial() {
    planner::trial(&SHIPPED).unwrap();
    let folder = in_crate("tests/knowledge/fifth-category");
    planner::trial(&Knowledge::with_overlay(&folder).unwrap()).unwrap();
    let tight = rule("Always", "ForbidWork(area: Everywhere)");
    planner::trial(&laid_over(&[("mine.ron", &tight)]).unwrap()).unwrap();
}

#[test]
fn well_formed_knowledge_that_breaks_a_plan_fails_its_trial() {
    // Nobody can stand, sit or lie for the warm-up: for everybody, for a category of the practice's
    // own, and after a yes to a question of its own.
    let nowhere = "ForbidPositions(phases: [WarmUp], positions: [Seated, Standing, Supine, Prone, \
                   SideLyingLeft, SideLyingRight])";
    let own = question("modifier", "").replace(HERE, "\"mine\"");
    let sacroiliac = category("turns: 1", "turns: 2");
    for (when, whose) in [
        ("Always", "as acute"),
        ("Category([\"sacroiliac\"])", "as sacroiliac"),
        ("Finding(\"mine\")", "with mine"),
    ] {
        let broken = rule(when, nowhere);
        let files = [("a.ron", &*own), ("b.ron", &*sacroiliac), ("c.ron", &*broken)];
        let error = planner::trial(&laid_over(&files).unwrap()).unwrap_err();
        assert!(matches!(error, TrialError::Build { .. }), "{error}");
        let said = error.to_string();
        assert!(said.contains(whose) && said.contains("is ruled out"), "{when}: {said}");
    }

    let list = "Rules((reviewed_by: \"\", reviewed_on: \"\", lists: [(list: Numb, findings: \
                [\"mine\"], sources: [\"P\"])]))";
    let error = planner::trial(&laid_over(&[("a.ron", &own), ("b.ron", list)]).unwrap());
    let error = error.unwrap_err();
    assert!(matches!(error, TrialError::Refused { .. }), "{error}");
    assert!(error.to_string().contains("numb_regions"), "{error}");
}
