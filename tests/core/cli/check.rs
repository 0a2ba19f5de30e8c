//! `ischia check` and `ischia knowledge check`.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::Place;

#[test]
fn what_the_program_carries_is_whole() {
    let place = Place::new();
    let went = place.run(["knowledge", "check"]).expect(0);
    assert!(went.out.starts_with("whole: 4 categories"), "{}", went.out);
    assert_eq!((went.out.lines().count(), went.err.as_str()), (1, ""));
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/knowledge");
    let folder = place.run([OsStr::new("knowledge"), OsStr::new("check"), assets.as_os_str()]);
    assert_eq!(folder.expect(0).out, went.out);
}

#[test]
fn faults_of_a_practice_have_file_line_and_column() {
    let place = Place::new();
    fs::create_dir(place.path("own")).unwrap();
    let own = |gate: &str| {
        format!(
            "Practice((\n    reviewed_by: \"\", reviewed_on: \"\",\n    gate_statuses: \
             [(gate: \"{gate}\", status: Refer)],\n))"
        )
    };
    place.put("own/ours.ron", own("g-18"));
    place.run(["knowledge", "check", "own"]).expect(0);
    place.run(["plan", "intake.ron", "--knowledge", "own"]).expect(0);
    place.put("own/ours.ron", own("g-88"));
    let err = place.refused(["knowledge", "check", "own"]);
    assert!(err.contains("own/ours.ron:3:"), "{err}");
    place.put("own/more.ron", "Gates((reviewed_by: \"\", reviewed_on: \"\", gates: 3))");
    let err = place.refused(["knowledge", "check", "own"]);
    assert!(err.contains("own/more.ron:1:"), "{err}");
}

#[test]
fn well_formed_knowledge_that_breaks_a_plan_is_found_before_a_client_is_there() {
    let place = Place::new();
    fs::create_dir(place.path("own")).unwrap();
    let rule = |phase: &str, positions: &str| {
        format!(
            "Rules((reviewed_by: \"\", reviewed_on: \"\", rules: [(id: \"mine\", when: Always, \
             text: \"x\", sources: [\"P\"], effects: [ForbidPositions(phases: [{phase}], \
             positions: [{positions}])])]))"
        )
    };
    place.put("own/ours.ron", rule("CheckIn", "Prone"));
    place.run(["knowledge", "check", "own"]).expect(0);
    let all = "Seated, Standing, Supine, Prone, SideLyingLeft, SideLyingRight";
    place.put("own/ours.ron", rule("WarmUp", all));
    let err = place.refused(["knowledge", "check", "own"]);
    assert!(err.contains("planning under them fails") && err.contains("is ruled out"), "{err}");
}

/// The plan of the intake, as JSON, changed by hand and put into `plan.json`.
fn edited(place: &Place, edit: impl Fn(&mut serde_json::Value)) {
    let went = place.run(["plan", "intake.ron", "--format", "json"]).expect(0);
    let mut plan = serde_json::from_str(&went.out).unwrap();
    edit(&mut plan);
    place.put("plan.json", plan.to_string());
}

#[test]
fn a_plan_of_our_own_has_no_conflict() {
    let place = Place::new();
    for name in ["plan.json", "plan.ron"] {
        place.run(["plan", "intake.ron", "--out", name]).expect(0);
        let went = place.run(["check", name]).expect(0);
        assert!(went.out.lines().all(|line| line.starts_with("warning ")), "{}", went.out);
        let json = place.run(["check", name, "--format", "json"]).expect(0);
        let list: serde_json::Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(list.as_array().unwrap().len(), went.out.lines().count());
    }
}

#[test]
fn a_conflict_is_one_line_and_gives_4() {
    let place = Place::new();
    edited(&place, |plan| {
        for step in plan["steps"].as_array_mut().unwrap() {
            if step["phase"] == "Focus" {
                step["pressure"] = 5.into();
            }
        }
    });
    let went = place.run(["check", "plan.json"]).expect(4);
    for line in went.out.lines() {
        assert!(line.starts_with("conflict ") || line.starts_with("warning "), "{line}");
        assert!(line.contains(": ") && line.ends_with(']'), "{line}");
    }
    assert!(went.out.contains("conflict step "), "{}", went.out);
    let json = place.run(["check", "plan.json", "--format", "json"]).expect(4);
    let list: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let list = list.as_array().unwrap();
    assert!(list.iter().any(|it| it["level"] == "Conflict" && it["step"].is_u64()));
    assert!(list.iter().all(|it| it["rule"].is_string() && it["sources"].is_array()));
}

#[test]
fn plan_files_of_another_kind_are_refused_with_their_place() {
    let place = Place::new();
    edited(&place, |plan| plan["format"] = "ischia-plan/2".into());
    let err = place.refused(["check", "plan.json"]);
    assert!(err.contains("plan.json:1:") && err.contains("ischia-plan/1"), "{err}");
    edited(&place, |plan| plan["intake"]["category"] = "chronik".into());
    let err = place.refused(["check", "plan.json"]);
    assert!(err.contains("plan.json:1:") && err.contains("did you mean “chronic”?"), "{err}");
    edited(&place, |plan| plan["intake"]["pain_leg"] = 14.into());
    place.refused(["check", "plan.json"]);
    edited(&place, |plan| plan["colour"] = "blue".into());
    place.refused(["check", "plan.json"]);
    place.refused(["check", "intake.ron"]);
    place.refused(["check", "plan.json", "--format", "yaml"]);
}
