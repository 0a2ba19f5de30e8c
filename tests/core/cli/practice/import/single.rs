//! `ischia import` of one client or plan: out of a practice, written by hand, there already or not.

use super::Place;
use crate::cli::practice::{client_id, plan_id};

impl Place {
    fn import_one(&self, practice: &str, file: &str, more: &[&str]) -> super::Went {
        self.run([&["import", "--practice", practice, file], more].concat())
    }
}

#[test]
fn a_plan_file_comes_in_and_is_not_doubled() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    for out in ["out.json", "out.ron"] {
        place.run(["export", "--practice", "p", "--plan", &plan, "--out", out]).expect(0);
        let went = place.import_one("p", out, &[]).expect(0);
        assert_eq!(went.out.trim(), plan);
        assert!(went.err.contains("there already"), "{}", went.err);
    }
    // In another practice it needs a client, and keeps its id.
    let went = place.run(["client", "add", "--practice", "q", "--name", "Ada"]).expect(0);
    let other = went.out.trim().to_owned();
    let err = place.refused(["import", "--practice", "q", "out.ron"]);
    assert!(err.contains("--client"), "{err}");
    let went = place.import_one("q", "out.ron", &["--client", &other]).expect(0);
    assert_eq!(went.out.trim(), plan);
    // Changed, it is a duplicate.
    let mut edited = place.json("out.json");
    edited["expectation"] = "something else".into();
    place.put("edited.json", edited.to_string());
    let err = place.refused(["import", "--practice", "q", "edited.json"]);
    assert!(err.contains(&plan) && err.contains("--on-duplicate add"), "{err}");
    let went = place.import_one("q", "edited.json", &["--on-duplicate", "skip"]).expect(0);
    assert_eq!(went.out, "");
    let went = place.import_one("q", "edited.json", &["--on-duplicate", "add"]).expect(0);
    let added = went.out.trim().to_owned();
    assert_ne!(added, plan);
    let store = place.practice("q");
    let history = store.plan(client_id(&other), plan_id(&added)).unwrap();
    let record = history.last_record().unwrap();
    assert_eq!(record.plan.expectation, "something else");
    assert!(record.plan.id.is_none() && record.plan.revision.is_none());
    place.is_whole("q");
}

#[test]
fn a_client_file_comes_in_and_a_namesake_is_asked_about() {
    let place = Place::new();
    place.put("client.ron", "(name: \"Zoë Berg\", code: \"Z\", contact: (phone: \"1\"))");
    place.put("client.json", r#"{ "name": "Zoë Berg", "birth_year": 1984 }"#);
    let went = place.import_one("q", "client.ron", &[]).expect(0);
    let id = went.out.trim().to_owned();
    assert_eq!(place.import_one("q", "client.ron", &[]).expect(0).out.trim(), id);
    let err = place.refused(["import", "--practice", "q", "client.json"]);
    assert!(err.contains(&id), "{err}");
    let skipped = place.import_one("q", "client.json", &["--on-duplicate", "skip"]).expect(0);
    assert_eq!(skipped.out, "");
    place.import_one("q", "client.json", &["--on-duplicate", "add"]).expect(0);
    let clients = place.clients_of("q");
    assert_eq!(clients.len(), 2);
    assert_eq!((clients[0].code.as_deref(), clients[1].birth_year), (Some("Z"), Some(1984)));
    for (name, text, said) in [
        ("blank.json", r#"{ "name": "  " }"#, "blank"),
        ("none.json", r#"{ "code": "X" }"#, "name"),
        ("odd.json", r#"{ "name": "A", "age": 4 }"#, "age"),
        ("other.json", r#"{ "format": "x/1", "name": "A" }"#, "takes in plans"),
        ("broken.json", r#"{ "name": "#, "broken.json:1:"),
        ("text.txt", "x", ".ron or .json"),
    ] {
        place.put(name, text);
        let err = place.refused(["import", "--practice", "q", name]);
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(place.clients_of("q").len(), 2);
}

#[test]
fn files_out_of_a_practice_that_was_taken_away_come_in_by_themselves() {
    let place = Place::new();
    place.sample("p", 1, 2);
    let all = ["export", "--practice", "p", "--all", "--format", "zip", "--out", "all.zip"];
    place.run(all).expect(0);
    let mut zip =
        zip::ZipArchive::new(std::fs::File::open(place.path("all.zip")).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut take = |end: &str| {
        let name = names.iter().find(|name| name.contains(end)).unwrap();
        let mut bytes = Vec::new();
        std::io::copy(&mut zip.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    place.put("client.json", take("client.json"));
    place.put("plan.json", take("plan-"));
    let client = place.import_one("q", "client.json", &[]).expect(0).out;
    let plan = place.import_one("q", "plan.json", &[]).expect(0).out;
    let (first, second) = (super::said(&place.practice("p")), super::said(&place.practice("q")));
    assert_eq!(first.clients, second.clients);
    let key = (client_id(client.trim()), plan_id(plan.trim()));
    assert_eq!(first.plans[&key], second.plans[&key]);
    for file in ["client.json", "plan.json"] {
        assert!(place.import_one("q", file, &[]).expect(0).err.contains("there already"));
    }
    place.put("settings.json", take("settings.json"));
    let err = place.refused(["import", "--practice", "q", "settings.json"]);
    assert!(err.contains("takes in plans"), "{err}");
}
