//! `ischia list`: every key of the contract, orders, searches, and what can't be read.

use std::fs;

use serde_json::{Value, json};

use super::{Place, client_id, keys, plan_id, stamp};
use ischia::model::{Day, Nprs, Outcome, PlanState};

const NOTED: (&str, &str) = ("findings: [],", "findings: [], complaint: \"Hurt while Gardening\",");

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn clients_have_the_keys_of_the_contract() {
    let place = Place::new();
    let zoe = place.add("Zoë");
    let ada = place.add("ada");
    let bob = place.add("Bob");
    for date in ["2026-11-10", "2027-01-05", "2026-12-01"] {
        place.plan_of(&ada, &[("2026-11-24", date)]);
    }
    let list = place.said(&["list"]);
    assert_eq!(keys(&list), ["clients"]);
    assert_eq!(ids(&list["clients"]), [&ada, &bob, &zoe], "by name, whatever the case");
    assert_eq!(
        list["clients"][0],
        json!({ "id": ada, "name": "ada", "code": null, "plans": 3, "last_visit": "2027-01-05" })
    );
    assert_eq!(list["clients"][1]["plans"], 0);
    assert_eq!(list["clients"][1]["last_visit"], Value::Null);
    let store = place.store();
    let folder = store.client(client_id(&zoe)).unwrap();
    store.remove_client(client_id(&zoe), folder.client.base(), &stamp()).unwrap();
    store.erase_client(client_id(&bob), &stamp()).unwrap();
    assert_eq!(ids(&place.said(&["list"])["clients"]), [&ada]);
    for gone in [&zoe, &bob] {
        place.refused(["list", "--practice", "p", "--client", gone]);
    }
}

#[test]
fn plans_have_the_keys_of_the_contract() {
    let place = Place::new();
    let ada = place.add("Ada");
    assert_eq!(place.said(&["list", "--client", &ada]), json!({ "plans": [] }));
    let old = place.plan_of(&ada, &[("2026-11-24", "2026-10-01")]);
    let new = place.plan_of(&ada, &[("2026-11-24", "2026-12-01"), ("minutes: 60", "minutes: 45")]);
    let removed = place.plan_of(&ada, &[]);
    let store = place.store();
    let (client, plan) = (client_id(&ada), plan_id(&old));
    let history = store.plan(client, plan).unwrap();
    let mut record = history.current().unwrap().content.record().unwrap().clone();
    record.state = PlanState::Done;
    record.outcome = Some(Outcome {
        pain_back: Some(Nprs::new(1).unwrap()),
        pain_leg: Some(Nprs::new(3).unwrap()),
        ..Outcome::on(Day::parse("2026-10-01").unwrap())
    });
    store.save_plan(client, plan, history.base(), record, &stamp()).unwrap();
    let base = store.plan(client, plan_id(&removed)).unwrap().base();
    store.remove_plan(client, plan_id(&removed), base, &stamp()).unwrap();
    let list = place.said(&["list", "--client", &ada]);
    assert_eq!(
        list,
        json!({ "plans": [
            { "id": new, "client": ada, "date": "2026-12-01", "category": "chronic",
              "status": "Ok", "state": "Draft", "minutes": 45, "pain_before": 5,
              "pain_after": null, "heads": 1 },
            { "id": old, "client": ada, "date": "2026-10-01", "category": "chronic",
              "status": "Ok", "state": "Done", "minutes": 60, "pain_before": 5,
              "pain_after": 3, "heads": 1 },
        ] })
    );
    assert_eq!(place.said(&["list"])["clients"][0]["plans"], 2);
    let text = place.run(["list", "--practice", "p", "--client", &ada]).expect(0);
    assert_eq!((text.out.lines().count(), text.err.as_str()), (3, ""));
    for word in [new.as_str(), "2026-12-01", "Draft", "5 → –", "5 → 3", "chronic", "Ada"] {
        assert!(text.out.contains(word), "{word} in {}", text.out);
    }
}

#[test]
fn a_search_finds_names_codes_and_what_was_typed() {
    let place = Place::new();
    let ada = place.add("Ada Lovelace");
    let coded = ["client", "add", "--practice", "p", "--name", "Bob", "--code", "B-17"];
    let bob = place.run(coded).expect(0).out.trim().to_owned();
    let garden = place.plan_of(&ada, &[NOTED]);
    place.plan_of(&ada, &[]);
    let other = place.plan_of(&bob, &[NOTED, ("2026-11-24", "2026-12-24")]);
    let nobody: [&String; 0] = [];
    for (words, clients, plans) in [
        ("LOVE ada", &[&ada][..], &nobody[..]),
        ("b-17", &[&bob], &nobody),
        ("gardening", &nobody, &[&other, &garden]),
        ("while GARDEN", &nobody, &[&other, &garden]),
        ("ada garden", &nobody, &[&garden]),
        ("garden nothing", &nobody, &nobody),
        ("chronic", &nobody, &nobody),
    ] {
        let found = place.said(&["list", "--search", words]);
        assert_eq!(keys(&found), ["clients", "plans"], "{words}");
        assert_eq!(ids(&found["clients"]), clients, "{words}");
        assert_eq!(ids(&found["plans"]), plans, "{words}");
    }
    let found = place.said(&["list", "--search", "garden", "--client", &bob]);
    assert_eq!((ids(&found["plans"]), ids(&found["clients"])), (vec![other.as_str()], vec![]));
    let all = place.said(&["list", "--search", " "]);
    assert_eq!((ids(&all["clients"]).len(), ids(&all["plans"]).len()), (2, 3));
    let text = place.run(["list", "--practice", "p", "--search", "garden"]).expect(0);
    assert!(text.out.contains(&garden) && text.out.contains("Ada Lovelace"), "{}", text.out);
    let none = place.run(["list", "--practice", "p", "--search", "zzz"]).expect(0);
    assert_eq!((none.out.as_str(), none.err.as_str()), ("", "nothing to list\n"));
}

#[test]
fn what_is_not_there_or_misspelt_is_refused() {
    let place = Place::new();
    place.add("A");
    let unknown = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    for arguments in [
        &["--client", unknown][..],
        &["--client", "ada"],
        &["--client", &unknown.to_uppercase()],
        &["--client", unknown, "--search", "a"],
        &["--format", "yaml"],
        &["--format", "md"],
        &["--nothing"],
        &["stray"],
    ] {
        place.refused([&["list", "--practice", "p"], arguments].concat());
    }
    place.run(["list", "--practice", "p", "--format", "text"]).expect(0);
    place.run(["list", "--practice", "p", "--format", "JSON"]).expect(0);
}

#[test]
fn what_cannot_be_read_is_remarked_and_stops_nothing() {
    let place = Place::new();
    let ada = place.add("Ada");
    let bob = place.add("Bob");
    let whole = place.plan_of(&ada, &[]);
    let cut = place.plan_of(&ada, &[]);
    let before = place.run(["list", "--practice", "p"]).expect(0);
    assert_eq!(before.err, "");
    let file = place.files(&ada, &format!("plan-{cut}")).remove(0);
    let bytes = fs::read(&file).unwrap();
    place.put(&file, &bytes[..bytes.len() / 2]);
    place.put(place.path("p/clients").join(&ada).join("notes.txt"), "mine");
    let went = place.run(["list", "--practice", "p", "--format", "json"]).expect(0);
    assert!(went.err.starts_with("2 files are damaged or foreign"), "{}", went.err);
    assert!(!went.err.contains("Ada"), "{}", went.err);
    let list: Value = serde_json::from_str(&went.out).unwrap();
    assert_eq!(list["clients"][0]["plans"], 1);
    assert_eq!(ids(&place.said(&["list", "--client", &ada])["plans"]), [&whole]);
    // Without a whole version there is no name, but the client is still there.
    let file = place.files(&bob, "client-").remove(0);
    place.put(&file, "(");
    let list = place.said(&["list"]);
    assert_eq!(list["clients"][0]["name"], "");
    place.forget_index();
    assert_eq!(place.said(&["list"]), list);
    let text = place.run(["list", "--practice", "p"]).expect(0);
    assert!(text.out.contains("(name can't be read)"), "{}", text.out);
    // A file where a client's folder should be.
    place.put("p/clients/01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e", "x");
    let went = place.run(["list", "--practice", "p"]).expect(0);
    assert!(went.err.starts_with("4 files are damaged or foreign"), "{went:?}");
    let text = went;
    // Another's folder in the middle of ours.
    fs::create_dir(place.path("p/clients/elsewhere")).unwrap();
    assert_eq!(place.run(["list", "--practice", "p"]).expect(0).out, text.out);
}
