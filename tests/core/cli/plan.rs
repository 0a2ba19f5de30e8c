//! `ischia plan`, and the help: formats, files, what is withheld.

use super::{INTAKE, Place, held};

#[test]
fn help_names_the_commands_that_exist() {
    let place = Place::new();
    let help = place.run(["--help"]).expect(0);
    for word in ["plan", "check", "client", "list", "save", "export", "verify", "knowledge"] {
        assert!(help.out.contains(&format!("\n  {word} ")), "{}", help.out);
        let own = place.run([word, "--help"]).expect(0);
        assert!(own.out.contains("Usage: ischia ") && own.err.is_empty(), "{}", own.out);
    }
    for word in ["--practice <DIR>", "ISCHIA_PRACTICE", "Exit codes", "verify found damage"] {
        assert!(help.out.contains(word), "{}", help.out);
    }
    assert_eq!(help.err, "");
    let version = place.run(["--version"]).expect(0);
    assert!(version.out.starts_with("ischia "), "{}", version.out);
    for wrong in [&["plna"][..], &["plan"], &["plan", "a", "--nothing"], &["knowledge"]] {
        let went = place.run(wrong).expect(2);
        assert_eq!(went.out, "");
    }
}

#[test]
fn a_plan_goes_to_standard_output_in_every_format() {
    let place = Place::new();
    let plain = place.run(["plan", "intake.ron"]).expect(0);
    assert!(plain.out.starts_with("# Session plan"), "{}", plain.out);
    assert_eq!(plain.err, "");
    let md = place.run(["plan", "intake.ron", "--format", "md"]).expect(0);
    assert_eq!(md.out, plain.out);
    let txt = place.run(["plan", "intake.ron", "--format", "txt"]).expect(0);
    assert!(txt.out.starts_with("Session plan"), "{}", txt.out);
    let json = place.run(["plan", "intake.ron", "--format", "JSON"]).expect(0);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["format"], "ischia-plan/1");
    assert_eq!(value["referral"], serde_json::Value::Null);
    let ron = place.run(["plan", "intake.ron", "--format", "ron"]).expect(0);
    assert!(ron.out.contains("ischia-plan/1"), "{}", ron.out);
    let again = place.run(["plan", "intake.ron", "--format", "ron"]).expect(0);
    assert_eq!(again.out, ron.out);
}

#[test]
fn a_page_is_brief_unless_all_of_it_is_asked_for() {
    let place = Place::new();
    for format in ["md", "txt"] {
        let plan = |detail: &[&str]| {
            place.run([&["plan", "intake.ron", "--format", format], detail].concat()).expect(0).out
        };
        let brief = plan(&[]);
        assert_eq!(plan(&["--detail", "brief"]), brief);
        let full = plan(&["--detail", "full"]);
        let has_sources =
            |page: &str| page.to_lowercase().contains("\nsources") || page.contains("## Sources");
        assert!(!has_sources(&brief) && has_sources(&full), "{brief}");
        assert!(brief.len() * 3 < full.len(), "{} of {}", brief.len(), full.len());
    }
    for format in ["json", "fhir"] {
        let data = |detail| {
            let call = ["plan", "intake.ron", "--format", format, "--detail", detail];
            place.run(call).expect(0).out
        };
        assert_eq!(data("brief"), data("full"), "data is always complete");
    }
    place.refused(["plan", "intake.ron", "--detail", "some"]);
}

#[test]
fn a_json_intake_a_mark_and_windows_line_ends_are_accepted() {
    let place = Place::new();
    let wanted = place.run(["plan", "intake.ron"]).expect(0).out;
    let windows = format!("\u{feff}{}", INTAKE.replace('\n', "\r\n"));
    place.put("windows.RON", windows);
    assert_eq!(place.run(["plan", "windows.RON"]).expect(0).out, wanted);
    let plan = place.run(["plan", "intake.ron", "--format", "json"]).expect(0);
    let value: serde_json::Value = serde_json::from_str(&plan.out).unwrap();
    place.put("intake.json", format!("\u{feff}{}", value["intake"]));
    assert_eq!(place.run(["plan", "intake.json"]).expect(0).out, wanted);
}

#[test]
fn the_extension_of_the_file_says_the_format() {
    let place = Place::new();
    for (name, start) in [
        ("plan.md", "# Session"),
        ("plan.TXT", "Session"),
        ("plan.json", "{"),
        ("plan.ron", "("),
        ("plan.fhir.json", "{\n  \"resourceType\": \"Bundle\""),
        ("plan.fhir", "{\n  \"resourceType\": \"Bundle\""),
        ("plan", "# Session"),
        ("plan.2026", "# Session"),
    ] {
        let went = place.run(["plan", "intake.ron", "--out", name]).expect(0);
        assert_eq!((went.out.as_str(), went.err.as_str()), ("", ""));
        assert!(place.text(name).starts_with(start), "{name}");
    }
    place.run(["plan", "intake.ron", "--out", "b.md", "--format", "txt"]).expect(0);
    assert!(place.text("b.md").starts_with("Session"));
}

#[test]
fn formats_that_are_not_there_are_refused() {
    let place = Place::new();
    for several in ["csv", "zip"] {
        let err = place.refused(["plan", "intake.ron", "--format", several]);
        assert!(err.contains("choose one of") && err.contains("md, txt, json, ron"), "{err}");
    }
    let err = place.refused(["plan", "intake.ron", "--out", "plan.csv"]);
    assert!(err.contains("csv holds the sessions of a client or of all"), "{err}");
    let err = place.refused(["plan", "intake.ron", "--format", "jsno"]);
    assert!(err.contains("did you mean “json”?"), "{err}");
    assert_eq!(place.names(), ["intake.ron"]);
}

#[test]
fn a_withheld_plan_is_written_and_gives_3() {
    let place = Place::new();
    place.put("held.ron", held());
    let went = place.run(["plan", "held.ron"]).expect(3);
    assert!(went.out.contains("Referral"), "{}", went.out);
    assert!(went.err.contains("withheld (Hold)"), "{}", went.err);
    place.run(["plan", "held.ron", "--out", "plan.json"]).expect(3);
    let value: serde_json::Value = serde_json::from_str(&place.text("plan.json")).unwrap();
    assert_eq!(value["status"], "Hold");
    assert!(value["steps"].as_array().unwrap().is_empty());
    assert!(value["cautions"].as_array().is_some_and(|list| !list.is_empty()));
    place.run(["check", "plan.json"]).expect(3);
    place.run(["plan", "held.ron", "--out", "plan.ron"]).expect(3);
    place.run(["check", "plan.ron"]).expect(3);
}

#[test]
fn an_existing_file_is_refused_without_force() {
    let place = Place::new();
    place.put("held.ron", held());
    place.put("plan.md", "mine");
    for intake in ["intake.ron", "held.ron", "missing.ron"] {
        let err = place.refused(["plan", intake, "--out", "plan.md"]);
        assert!(err.contains("plan.md") && err.contains("--force"), "{err}");
        assert_eq!(place.text("plan.md"), "mine");
    }
    place.run(["plan", "intake.ron", "--out", "plan.md", "--force"]).expect(0);
    assert!(place.text("plan.md").starts_with("# Session"));
    let err = place.refused(["plan", "intake.ron", "--out", "./intake.ron", "--force"]);
    assert!(err.contains("the intake itself"), "{err}");
    assert_eq!(place.text("intake.ron"), INTAKE);
    assert_eq!(place.names(), ["held.ron", "intake.ron", "plan.md"]);
}
