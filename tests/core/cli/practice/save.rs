//! `ischia save`: where a plan file goes, what it comes after, and what is refused.

use std::fs;

use serde_json::Value;

use super::{Place, client_id, keys, plan_id, stamp};
use ischia::model::{Acknowledgement, Day, Outcome, PlanEdit, PlanRecord, PlanState};

const HELD: (&str, &str) = ("findings: []", r#"findings: ["swelling"]"#);

impl Place {
    fn edit(&self, name: &str, edit: impl Fn(&mut Value)) {
        let mut plan = self.json(name);
        edit(&mut plan);
        self.put(name, plan.to_string());
    }

    fn export(&self, plan: &str, name: &str) {
        let arguments = ["export", "--practice", "p", "--plan", plan, "--out", name, "--force"];
        self.run(arguments).expect(0);
    }

    fn record(&self, client: &str, plan: &str) -> PlanRecord {
        let history = self.store().plan(client_id(client), plan_id(plan)).unwrap();
        assert!(!history.has_two_versions());
        history.current().unwrap().content.record().unwrap().clone()
    }

    fn heads(&self, client: &str) -> Vec<(String, u64)> {
        let list = self.said(&["list", "--client", client]);
        let row =
            |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["heads"].as_u64().unwrap());
        list["plans"].as_array().unwrap().iter().map(row).collect()
    }
}

#[test]
fn a_plan_without_an_id_is_a_new_one_each_time() {
    let place = Place::new();
    let ada = place.add("Ada");
    for name in ["plan.json", "plan.ron"] {
        place.plan_file(name, &[]);
        assert!(
            !place.text(name).contains("\"id\": \"0") && !place.text(name).contains("revision")
        );
        let (first, second) = (place.save(&ada, name), place.save(&ada, name));
        assert_ne!(first, second);
        let record = place.record(&ada, &first);
        assert_eq!(
            (record.state, record.plan.id, record.plan.revision),
            (PlanState::Draft, None, None)
        );
    }
    assert_eq!(place.heads(&ada).len(), 4);
}

#[test]
fn what_was_exported_comes_back_to_the_same_plan() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    for name in ["out.json", "out.ron"] {
        place.export(&plan, name);
        let went = place.run(["save", "--practice", "p", "--client", &ada, name]).expect(0);
        assert_eq!((went.out, went.err.as_str()), (format!("{plan}\n"), ""));
        assert_eq!(place.heads(&ada), [(plan.clone(), 1)]);
    }
    assert_eq!(place.files(&ada, "plan-").len(), 3, "each save is a file of its own");
    let record = place.record(&ada, &plan);
    assert_eq!((record.plan.id, record.plan.revision), (None, None));
    // Without a revision it comes after what is there.
    place.edit("out.json", |plan| {
        plan.as_object_mut().unwrap().remove("revision");
    });
    place.save(&ada, "out.json");
    assert_eq!(place.heads(&ada), [(plan, 1)]);
}

#[test]
fn an_edit_of_an_old_copy_is_a_second_version_until_they_are_put_together() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.export(&plan, "old.json");
    fs::copy(place.path("old.json"), place.path("mine.json")).unwrap();
    place.edit("mine.json", |plan| plan["expectation"] = "mine".into());
    place.edit("old.json", |plan| plan["expectation"] = "theirs".into());
    place.save(&ada, "mine.json");
    assert_eq!(place.heads(&ada), [(plan.clone(), 1)]);
    place.save(&ada, "old.json");
    assert_eq!(place.heads(&ada), [(plan.clone(), 2)]);
    let went = place.run(["list", "--practice", "p"]).expect(0);
    assert!(went.err.starts_with("1 record is in two versions"), "{}", went.err);
    // A revision that nobody has is no reason to hide what is there.
    place.edit("old.json", |plan| {
        plan["revision"] = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e".into();
    });
    let went = place.run(["save", "--practice", "p", "--client", &ada, "old.json"]).expect(0);
    assert!(went.err.contains("2 versions"), "{}", went.err);
    assert_eq!(place.heads(&ada), [(plan, 1)]);
}

#[test]
fn an_unknown_id_is_kept_and_another_clients_is_refused() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    place.plan_file("plan.json", &[]);
    let id = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    place.edit("plan.json", |plan| plan["id"] = id.into());
    assert_eq!(place.save(&ada, "plan.json"), id);
    let before = place.below("p");
    let err = place.refused(["save", "--practice", "p", "--client", &bob, "plan.json"]);
    assert!(err.contains("plan.json:1:") && err.contains(&ada), "{err}");
    for wrong in ["x", "01932F6E-7B1C-7A54-9D0E-3F2A1B4C5D6E"] {
        for field in ["id", "revision"] {
            place.plan_file("wrong.json", &[]);
            place.edit("wrong.json", |plan| plan[field] = wrong.into());
            let err = place.refused(["save", "--practice", "p", "--client", &ada, "wrong.json"]);
            assert!(err.contains("wrong.json:1:") && err.contains(wrong), "{err}");
        }
    }
    assert_eq!(place.below("p"), before);
}

#[test]
fn what_was_noted_stays_with_the_plan() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    let store = place.store();
    let (client, id) = (client_id(&ada), plan_id(&plan));
    let history = store.plan(client, id).unwrap();
    let noted = PlanRecord {
        state: PlanState::Done,
        edits: vec![PlanEdit { step: Some(1), what: "longer".to_owned(), why: None }],
        acknowledged: vec![Acknowledgement {
            rule: "o-09".to_owned(),
            step: None,
            text: "t".to_owned(),
            why: "w".to_owned(),
        }],
        outcome: Some(Outcome {
            note: Some("slept well".to_owned()),
            ..Outcome::on(Day::parse("2026-11-24").unwrap())
        }),
        ..place.record(&ada, &plan)
    };
    store.save_plan(client, id, history.base(), noted.clone(), &stamp()).unwrap();
    place.export(&plan, "out.json");
    assert!(!place.text("out.json").contains("slept well"), "a plan file is the plan alone");
    place.save(&ada, "out.json");
    assert_eq!(place.record(&ada, &plan), noted);
    place.edit("out.json", |plan| plan["expectation"] = "another".into());
    place.save(&ada, "out.json");
    let changed = place.store().plan(client, id).unwrap();
    let record = changed.current().unwrap().content.record().unwrap().clone();
    assert_eq!(record.state, PlanState::Draft);
    assert_eq!((record.edits, record.outcome), (noted.edits, noted.outcome));
    assert_eq!(record.acknowledged, noted.acknowledged);
}

#[test]
fn withheld_plans_and_drafts_with_conflicts_are_saved() {
    let place = Place::new();
    let ada = place.add("Ada");
    place.plan_file("held.json", &[HELD]);
    let went = place.run(["save", "--practice", "p", "--client", &ada, "held.json"]).expect(0);
    assert_eq!((went.out.lines().count(), went.err.as_str()), (1, ""));
    assert_eq!(place.said(&["list", "--client", &ada])["plans"][0]["status"], "Hold");
    place.plan_file("plan.json", &[]);
    place.edit("plan.json", |plan| plan["home_care"] = Value::Array(Vec::new()));
    place.edit("plan.json", |plan| plan["steps"][0]["minutes"] = 2.into());
    let went = place.run(["save", "--practice", "p", "--client", &ada, "plan.json"]).expect(0);
    assert!(went.err.contains("conflict") && went.err.contains("ischia check"), "{}", went.err);
    assert_eq!(went.out.lines().count(), 1);
}

#[test]
fn a_removed_plan_comes_back_and_a_removed_client_does_not() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.export(&plan, "out.json");
    let (store, client) = (place.store(), client_id(&ada));
    let base = store.plan(client, plan_id(&plan)).unwrap().base();
    store.remove_plan(client, plan_id(&plan), base, &stamp()).unwrap();
    assert!(place.heads(&ada).is_empty());
    place.edit("out.json", |plan| {
        plan.as_object_mut().unwrap().remove("revision");
    });
    place.save(&ada, "out.json");
    assert_eq!(place.heads(&ada), [(plan, 1)]);
    let base = store.client(client).unwrap().client.base();
    store.remove_client(client, base, &stamp()).unwrap();
    place.refused(["save", "--practice", "p", "--client", &ada, "out.json"]);
    store.erase_client(client, &stamp()).unwrap();
    let before = place.below("p");
    let err = place.refused(["save", "--practice", "p", "--client", &ada, "out.json"]);
    assert!(err.contains("erased"), "{err}");
    assert_eq!(place.below("p"), before);
}

#[test]
fn faults_of_the_file_have_file_line_and_column_and_nothing_is_saved() {
    let place = Place::new();
    let ada = place.add("Ada");
    let before = place.below("p");
    for (edit, said) in [
        (("format", Value::from("ischia-plan/2")), "ischia-plan/1"),
        (("colour", "blue".into()), "colour"),
        (("total_minutes", "many".into()), "total_minutes"),
    ] {
        place.plan_file("plan.json", &[]);
        place.edit("plan.json", |plan| plan[edit.0] = edit.1.clone());
        let err = place.refused(["save", "--practice", "p", "--client", &ada, "plan.json"]);
        assert!(err.contains("plan.json:1:") && err.contains(said), "{err}");
    }
    place.plan_file("plan.json", &[]);
    place.edit("plan.json", |plan| plan["intake"]["category"] = "chronik".into());
    let err = place.refused(["save", "--practice", "p", "--client", &ada, "plan.json"]);
    assert!(err.contains("plan.json:1:") && err.contains("did you mean “chronic”?"), "{err}");
    let unknown = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    place.plan_file("plan.json", &[]);
    for arguments in [
        &["--client", &ada, "intake.ron"][..],
        &["--client", &ada, "missing.json"],
        &["--client", &ada, "p"],
        &["--client", &ada],
        &["plan.json"],
        &["--client", "ada", "plan.json"],
        &["--client", unknown, "plan.json"],
    ] {
        place.refused([&["save", "--practice", "p"], arguments].concat());
    }
    assert_eq!(place.below("p"), before);
}

#[test]
fn the_id_and_revision_are_told_by_exports_alone() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.export(&plan, "out.json");
    let told = place.json("out.json");
    assert_eq!(told["id"], plan.as_str());
    let file = place.files(&ada, "plan-").remove(0);
    let name = file.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, format!("plan-{plan}-{}.ron", told["revision"].as_str().unwrap()));
    place.plan_file("plan.json", &[]);
    let without_practice = place.json("plan.json");
    let mut without = told.clone();
    without.as_object_mut().unwrap().retain(|key, _| key != "id" && key != "revision");
    assert_eq!(without, without_practice);
    assert!(!keys(&without_practice).contains(&"id"));
    place.run(["check", "out.json"]).expect(0);
}

#[test]
fn a_session_on_a_day_that_is_hardly_meant_is_a_warning_and_no_last_visit() {
    let place = Place::new();
    let ada = place.add("Ada");
    place.plan_of(&ada, &[]);
    let before = place.said(&["list"])["clients"][0]["last_visit"].clone();
    for day in ["2062-11-24", "0001-01-01", "1999-12-31"] {
        place.plan_file("odd.json", &[("2026-11-24", day)]);
        let checked = place.run(["check", "odd.json", "--format", "json"]).expect(0);
        let found: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
        let odd = found.as_array().unwrap().iter().find(|one| one["rule"] == "session-date");
        let odd = odd.unwrap_or_else(|| panic!("{day}: {found}"));
        assert_eq!(odd["level"], "Warning");
        assert!(odd["text"].as_str().unwrap().contains(day), "{odd}");
        let went = place.run(["save", "--practice", "p", "--client", &ada, "odd.json"]).expect(0);
        assert!(went.err.contains("warning: ") && went.err.contains(day), "{}", went.err);
        assert_eq!(place.said(&["list"])["clients"][0]["last_visit"], before);
    }
    assert_eq!(place.said(&["list", "--client", &ada])["plans"].as_array().unwrap().len(), 4);
}
