//! `ischia export`: one plan, a client's, all of them; what is in the way, and what is left out.

use std::fs;

use ischia::model::FindingId;

use super::{Place, client_id, plan_id, stamp};

impl Place {
    fn export_all(&self, more: &[&str]) -> super::Went {
        self.run([&["export", "--practice", "p", "--all"], more].concat())
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn one_plan_goes_into_a_file_or_a_folder() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    let export =
        |more: &[&str]| place.run([&["export", "--practice", "p", "--plan", &plan], more].concat());
    for (name, format, start) in [
        ("a.md", &[][..], "# Session"),
        ("a.txt", &[], "Session"),
        ("a.json", &[], "{"),
        ("a.ron", &[], "("),
        ("a", &[], "# Session"),
        ("b.md", &["--format", "json"], "{"),
    ] {
        let went = export(&[&["--out", name], format].concat()).expect(0);
        assert_eq!((went.out.as_str(), went.err.as_str()), ("", ""));
        assert!(place.text(name).starts_with(start), "{name}");
        let again = export(&[&["--out", name], format].concat()).expect(2);
        assert!(again.err.contains(name) && again.err.contains("--force"), "{}", again.err);
        export(&[&["--out", name, "--force"], format].concat()).expect(0);
    }
    let printed = place.run(["plan", "made.ron", "--format", "md"]).expect(0).out;
    let own = "- **Client:** Ada\n- **State:** Draft\n\n";
    let exported = place.text("a.md");
    assert!(exported.contains(own), "{exported}");
    assert_eq!(exported.replace(own, ""), printed);
    fs::create_dir(place.path("out")).unwrap();
    export(&["--out", "out"]).expect(0);
    export(&["--out", "out/", "--format", "ron"]).expect(0);
    let names = [format!("2026-11-24-{plan}.md"), format!("2026-11-24-{plan}.ron")];
    assert_eq!(place.names_in("out"), names);
    export(&["--out", "out"]).expect(2);
    for out in ["no/where.md", "new/", "a.md/b.md"] {
        export(&["--out", out]).expect(2);
    }
}

#[test]
fn a_plan_of_a_practices_own_knowledge_is_not_exported_as_one_that_was_checked() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    let store = place.store();
    let (client, id) = (client_id(&ada), plan_id(&plan));
    let history = store.client(client).unwrap().plans.remove(&id).unwrap();
    let mut record = history.current().unwrap().content.record().unwrap().clone();
    record.plan.intake.findings.insert(FindingId::new("of-our-own").unwrap());
    store.save_plan(client, id, history.base(), record, &stamp()).unwrap();
    for name in ["a.md", "a.txt"] {
        place.run(["export", "--practice", "p", "--plan", &plan, "--out", name]).expect(0);
        let text = place.text(name);
        for words in ["could not be checked", "of-our-own"] {
            assert!(text.contains(words), "{text}");
        }
        for words in ["found nothing", "can go ahead"] {
            assert!(!text.contains(words), "{text}");
        }
    }
}

#[test]
fn formats_and_choices_that_are_not_there_are_refused() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    for several in ["csv", "zip"] {
        let out = format!("x.{several}");
        for more in [&["--format", several, "--out", "x"][..], &["--out", &out]] {
            let all = [&["export", "--practice", "p", "--plan", &plan], more].concat();
            let err = place.refused(all);
            assert!(err.contains("choose one of"), "{err}");
        }
    }
    let unknown = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    for which in [
        &[][..],
        &["--plan", unknown],
        &["--client", unknown],
        &["--plan", &ada],
        &["--client", &plan],
        &["--plan", "x"],
        &["--all", "--plan", &plan],
        &["--client", &ada, "--plan", &plan],
        &["--all", "--format", "jsno"],
    ] {
        place.refused([&["export", "--practice", "p", "--out", "x"], which].concat());
    }
    place.refused(["export", "--practice", "p", "--all"]);
    place.refused(["export", "--practice", "p", "--all", "--names", "--out", "x"]);
    assert!(!place.path("x").exists());
}

#[test]
fn fhir_says_whose_a_plan_is_by_code_and_by_name_where_that_is_asked_for() {
    let place = Place::new();
    let add = ["client", "add", "--practice", "p", "--name", "Ada", "--code", "A-1"];
    let ada = place.run(add).expect(0).out.trim_end().to_owned();
    let plan = place.plan_of(&ada, &[]);
    let file = format!("2026-11-24-{plan}.fhir.json");
    for (more, name) in [(&[][..], serde_json::Value::Null), (&["--names"], "Ada".into())] {
        let out = format!("out{}", more.len());
        place.export_all(&[&["--format", "fhir", "--out", &out], more].concat()).expect(0);
        assert_eq!(place.names_in(&out), std::slice::from_ref(&file));
        let bundle = place.json(&format!("{out}/{file}"));
        let patient = &bundle["entry"][0]["resource"];
        assert_eq!(patient["resourceType"], "Patient");
        assert_eq!(patient["id"], ada.as_str());
        assert_eq!(patient["identifier"][0]["value"], "A-1");
        assert_eq!(patient["name"][0]["text"], name);
        assert_eq!(bundle["entry"][1]["fullUrl"], format!("urn:uuid:{plan}"));
        let again = [&["--format", "fhir", "--out", &out], more].concat();
        assert!(place.export_all(&again).expect(0).err.starts_with("0 written, 1 there"));
    }
    let one = ["export", "--practice", "p", "--plan", &plan, "--out", "one.fhir.json"];
    place.run(one).expect(0);
    assert_eq!(place.text("one.fhir.json"), place.text(&format!("out0/{file}")));
}

#[test]
fn several_plans_go_into_a_folder_under_dates_and_ids() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    let first = place.plan_of(&ada, &[]);
    let second = place.plan_of(&ada, &[("2026-11-24", "2026-12-01")]);
    let third = place.plan_of(&bob, &[]);
    let went = place.export_all(&["--format", "json", "--out", "all"]).expect(0);
    assert_eq!((went.out.as_str(), went.err.as_str()), ("", "3 written, 0 there already\n"));
    let mut names = vec![
        format!("2026-11-24-{first}.json"),
        format!("2026-11-24-{third}.json"),
        format!("2026-12-01-{second}.json"),
    ];
    names.sort();
    assert_eq!(place.names_in("all"), names);
    let client = ["export", "--practice", "p", "--client", &bob, "--out", "bob"];
    place.run(client).expect(0);
    assert_eq!(place.names_in("bob"), [format!("2026-11-24-{third}.md")]);
    for out in ["no/where", "intake.ron"] {
        let went = place.export_all(&["--out", out]).expect(2);
        assert!(went.err.starts_with("error: "), "{went:?}");
    }
    for inside in ["p", "p/clients", "p/new", "./p/clients/new"] {
        let went = place.export_all(&["--out", inside]).expect(2);
        assert!(went.err.contains("inside the practice"), "{went:?}");
    }
    place.refused(["export", "--practice", "p", "--plan", &first, "--out", "p/a.md"]);
    place.run(["verify", "--practice", "p"]).expect(0);
}

#[test]
fn a_batch_skips_what_is_the_same_and_writes_nothing_where_one_is_in_the_way() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plans = [place.plan_of(&ada, &[]), place.plan_of(&ada, &[])];
    let [one, two] = plans.map(|plan| format!("out/2026-11-24-{plan}.json"));
    let export =
        |more: &[&str]| place.export_all(&[&["--format", "json", "--out", "out"], more].concat());
    export(&[]).expect(0);
    let before = fs::metadata(place.path(&one)).unwrap().modified().unwrap();
    let went = export(&[]).expect(0);
    assert_eq!(went.err, "0 written, 2 there already\n");
    assert_eq!(fs::metadata(place.path(&one)).unwrap().modified().unwrap(), before);
    let good = place.text(&one);
    fs::remove_file(place.path(&two)).unwrap();
    place.put(&one, "mine");
    place.put("out/other.txt", "mine too");
    let went = export(&[]).expect(2);
    assert!(went.err.contains(&one) && went.err.contains("--force"), "{}", went.err);
    assert_eq!(went.err.lines().count(), 1);
    assert_eq!(place.text(&one), "mine");
    assert!(!place.path(&two).exists(), "nothing was written");
    let went = export(&["--force"]).expect(0);
    assert_eq!(went.err, "2 written, 0 there already\n");
    assert_eq!((place.text(&one), place.text("out/other.txt")), (good, "mine too".to_owned()));
    // A folder of that name is never replaced.
    fs::remove_file(place.path(&one)).unwrap();
    fs::create_dir(place.path(&one)).unwrap();
    for force in [&[][..], &["--force"]] {
        export(force).expect(2);
    }
}

#[test]
fn a_plan_in_two_versions_is_exported_as_saved_last_with_a_remark() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    let export = |name: &str| {
        place.run(["export", "--practice", "p", "--plan", &plan, "--out", name]).expect(0)
    };
    export("old.json");
    let mut edited = place.json("old.json");
    for words in ["first", "second"] {
        edited["expectation"] = words.into();
        place.put("edited.json", edited.to_string());
        place.save(&ada, "edited.json");
    }
    let went = export("out.json");
    let told = place.json("out.json");
    assert_eq!(told["expectation"], "second");
    let history = place.store().plan(client_id(&ada), plan_id(&plan)).unwrap();
    assert_eq!(history.heads().count(), 2);
    for head in history.heads() {
        assert!(went.err.contains(&head.id.to_string()), "{}", went.err);
    }
    assert_eq!(told["revision"], history.current().unwrap().id.to_string());
    assert_eq!(went.err.lines().count(), 1);
}

#[test]
fn removed_plans_are_left_out_and_damaged_ones_named() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plans: Vec<String> = (0..3).map(|_| place.plan_of(&ada, &[])).collect();
    let store = place.store();
    let base = store.plan(client_id(&ada), plan_id(&plans[0])).unwrap().base();
    store.remove_plan(client_id(&ada), plan_id(&plans[0]), base, &stamp()).unwrap();
    place.refused(["export", "--practice", "p", "--plan", &plans[0], "--out", "x.md"]);
    place.export_all(&["--out", "two"]).expect(0);
    assert_eq!(place.names_in("two").len(), 2);
    // An older version shows where the newest is damaged.
    place.run(["export", "--practice", "p", "--plan", &plans[1], "--out", "one.json"]).expect(0);
    place.save(&ada, "one.json");
    place.put(&place.files(&ada, &format!("plan-{}", plans[1]))[1], "cut");
    let one = ["export", "--practice", "p", "--plan", &plans[1], "--out", "again.json"];
    let went = place.run(one).expect(0);
    assert!(went.err.contains("damaged"), "{}", went.err);
    assert_eq!(place.text("again.json"), place.text("one.json"));
    // Where no version is whole, the others are exported, and the code says that one is missing.
    place.put(&place.files(&ada, &format!("plan-{}", plans[2]))[0], "cut");
    let went = place.export_all(&["--out", "three"]).expect(1);
    assert!(went.err.contains(&plans[2]) && went.out.is_empty(), "{went:?}");
    assert_eq!(place.names_in("three"), [format!("2026-11-24-{}.md", plans[1])]);
    let one = ["export", "--practice", "p", "--plan", &plans[2], "--out", "x.md"];
    let went = place.run(one).expect(1);
    assert!(went.err.contains("ischia verify"), "{}", went.err);
    let base = store.client(client_id(&ada)).unwrap().client.base();
    store.remove_client(client_id(&ada), base, &stamp()).unwrap();
    place.refused(["export", "--practice", "p", "--plan", &plans[1], "--out", "x.md"]);
    place.refused(["export", "--practice", "p", "--client", &ada, "--out", "x"]);
    assert!(place.export_all(&["--out", "none"]).expect(0).err.starts_with("0 written"));
    assert!(!place.path("x.md").exists());
}

#[test]
fn a_withheld_plan_is_exported_like_any_other() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[("findings: []", r#"findings: ["swelling"]"#)]);
    place.run(["export", "--practice", "p", "--plan", &plan, "--out", "x.md"]).expect(0);
    assert!(place.text("x.md").contains("Referral"));
    place.export_all(&["--out", "all"]).expect(0);
}

#[cfg(unix)]
#[test]
fn what_is_exported_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.export_all(&["--out", "all"]).expect(0);
    for (path, mode) in [("all", 0o700), (&format!("all/2026-11-24-{plan}.md"), 0o600)] {
        let found = fs::metadata(place.path(path)).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "{path}");
    }
}
