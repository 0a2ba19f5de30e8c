//! `ischia verify`: what is whole, damaged, foreign, newer or in two versions.

use std::fs;

use serde_json::{Value, json};

use super::{Place, keys};

impl Place {
    fn verified(&self, code: i32) -> Value {
        let went = self.run(["verify", "--practice", "p", "--format", "json"]).expect(code);
        assert_eq!(went.err, "");
        serde_json::from_str(&went.out).unwrap()
    }
}

/// The same record as a newer version of the program would write it: whole, in a format to come.
fn newer(bytes: &[u8]) -> Vec<u8> {
    forged(bytes, "ischia-record/2", "ischia-record/3")
}

/// A record with other words in it, and the hash that goes with them.
fn forged(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.contains(old), "{old} in {text}");
    let text = text.replacen(old, new, 1);
    let start = text.find("hash: \"").unwrap() + 7;
    let (before, after) = (&text[..start], &text[start + 64..]);
    let hash = blake3::hash(format!("{before}{after}").as_bytes()).to_hex();
    format!("{before}{hash}{after}").into_bytes()
}

#[test]
fn a_whole_practice_is_said_to_be_whole() {
    let place = Place::new();
    let ada = place.add("Ada");
    place.plan_of(&ada, &[]);
    place.add("Bob");
    let whole = json!({ "records": 3, "damaged": [], "two_versions": [], "missing": [] });
    assert_eq!(place.verified(0), whole);
    let text = place.run(["verify", "--practice", "p"]).expect(0);
    assert_eq!(text.out, "3 records, 0 damaged files, 0 records in two versions\n");
    assert_eq!(text.err, "");
    place.refused(["verify", "--practice", "p", "--format", "yaml"]);
}

#[test]
fn every_damage_is_named_with_its_file_and_reason_and_stops_nothing() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    let plans: Vec<String> = (0..4).map(|_| place.plan_of(&ada, &[])).collect();
    let file = |plan: &str| place.files(&ada, &format!("plan-{plan}")).remove(0);
    let bytes = fs::read(file(&plans[0])).unwrap();
    place.put(file(&plans[0]), &bytes[..bytes.len() - 1]);
    place.put(file(&plans[1]), newer(&fs::read(file(&plans[1])).unwrap()));
    fs::copy(file(&plans[3]), file(&plans[2])).unwrap();
    let client = place.files(&bob, "client-").remove(0);
    place.put(&client, "");
    place.put("p/shopping\nlist.txt", "mine");
    fs::create_dir(place.path("p/clients/Ada")).unwrap();
    let told = place.verified(4);
    assert_eq!(keys(&told), ["damaged", "missing", "records", "two_versions"]);
    assert_eq!(told["records"], 6);
    assert_eq!(told["two_versions"], json!([]));
    let damaged = told["damaged"].as_array().unwrap();
    assert_eq!(damaged.len(), 6, "{told}");
    let root = place.path("p");
    let relative =
        |path: &std::path::Path| path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
    for (name, said) in [
        (relative(&file(&plans[0])), "damaged or cut short"),
        (relative(&file(&plans[1])), "newer version of the program"),
        (relative(&file(&plans[2])), "another record"),
        (relative(&client), "not a record"),
        ("shopping\nlist.txt".to_owned(), "no record has such a name"),
        ("clients/Ada".to_owned(), "no record has such a name"),
    ] {
        let mut found = damaged.iter().filter(|it| it["file"] == name.as_str());
        let found = found.next().unwrap_or_else(|| panic!("{name} in {told}"));
        assert_eq!(keys(found), ["file", "reason"]);
        assert!(found["reason"].as_str().unwrap().contains(said), "{found}");
    }
    let text = place.run(["verify", "--practice", "p"]).expect(4);
    assert_eq!(text.out.lines().count(), 7, "a line each, and the counts: {}", text.out);
    assert!(text.out.ends_with("6 records, 6 damaged files, 0 records in two versions\n"));
    assert!(text.out.contains("damaged shopping list.txt: "), "{}", text.out);
    assert_eq!(text.err, "");
    assert_eq!(place.said(&["list", "--client", &ada])["plans"].as_array().unwrap().len(), 1);
}

#[test]
fn a_record_in_two_versions_is_no_damage() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.run(["export", "--practice", "p", "--plan", &plan, "--out", "x.json"]).expect(0);
    place.save(&ada, "x.json");
    place.save(&ada, "x.json");
    let told = place.verified(0);
    assert_eq!(told["two_versions"], json!([{ "id": plan, "kind": "plan" }]));
    assert_eq!(told["damaged"], json!([]));
    let text = place.run(["verify", "--practice", "p"]).expect(0);
    let wanted = format!(
        "two versions of plan {plan}\n2 records, 0 damaged files, 1 record in two versions\n"
    );
    assert_eq!(text.out, wanted);
}

#[test]
fn a_version_that_comes_from_itself_is_damage_and_hides_nothing() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plans: Vec<String> = (0..3).map(|_| place.plan_of(&ada, &[])).collect();
    let file = place.files(&ada, &format!("plan-{}", plans[0])).remove(0);
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let revision = &name[name.len() - 40..name.len() - 4];
    let circle = format!("parents: [\"{revision}\"]");
    place.put(&file, forged(&fs::read(&file).unwrap(), "parents: []", &circle));
    let told = place.verified(4);
    let damaged = told["damaged"].as_array().unwrap();
    assert_eq!(damaged.len(), 1, "{told}");
    assert!(damaged[0]["file"].as_str().unwrap().ends_with(&name), "{told}");
    assert!(damaged[0]["reason"].as_str().unwrap().contains("came from itself"), "{told}");
    let listed = place.said(&["list", "--client", &ada]);
    assert_eq!(listed["plans"].as_array().unwrap().len(), 3, "{listed}");
}

#[test]
fn what_records_and_names_say_is_missing_is_named() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    let plan = place.plan_of(&ada, &[]);
    place.plan_of(&bob, &[]);
    place.run(["export", "--practice", "p", "--plan", &plan, "--out", "x.json"]).expect(0);
    place.save(&ada, "x.json");
    let mut versions = place.files(&ada, &format!("plan-{plan}"));
    versions.sort();
    let first = versions.remove(0);
    let name = first.file_name().unwrap().to_str().unwrap().to_owned();
    let revision = name[name.len() - 40..name.len() - 4].to_owned();
    fs::remove_file(&first).unwrap();
    fs::remove_file(place.files(&bob, "client-").remove(0)).unwrap();
    place.put(format!("p/clients/{ada}/.{name}.icloud"), "");
    let told = place.verified(4);
    assert_eq!(told["damaged"], json!([]), "{told}");
    let missing = told["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 3, "{told}");
    for (key, value, said) in [
        ("id", bob.clone(), "has plans and no record"),
        ("id", revision, "a later version of this plan came from it"),
        ("file", format!("clients/{ada}/.{name}.icloud"), "placeholder"),
    ] {
        let found = missing.iter().find(|one| one[key] == value.as_str());
        let found = found.unwrap_or_else(|| panic!("{value} in {told}"));
        assert_eq!(keys(found), [key, "reason"]);
        assert!(found["reason"].as_str().unwrap().contains(said), "{found}");
    }
    let text = place.run(["verify", "--practice", "p"]).expect(4);
    assert!(text.out.contains(&format!("missing {bob}: ")), "{}", text.out);
    let counts = "0 damaged files, 0 records in two versions, 3 missing\n";
    assert!(text.out.ends_with(counts), "{}", text.out);
}

#[test]
fn a_newest_version_that_this_computer_saw_and_that_is_gone_is_missing() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    place.run(["export", "--practice", "p", "--plan", &plan, "--out", "x.json"]).expect(0);
    place.save(&ada, "x.json");
    let newest = place.files(&ada, &format!("plan-{plan}")).pop().unwrap();
    let name = newest.file_name().unwrap().to_str().unwrap().to_owned();
    let bytes = fs::read(&newest).unwrap();
    let take_away = || fs::remove_file(&newest).unwrap();
    let bring_back = || place.put(format!("p/clients/{ada}/{name}"), &bytes);
    take_away();
    place.verified(0);
    bring_back();
    place.said(&["list"]);
    take_away();
    // Whoever lists it meanwhile forgets nothing.
    for list in [false, true] {
        if list {
            place.said(&["list", "--client", &ada]);
            place.said(&["list"]);
        }
        let told = place.verified(4);
        let missing = told["missing"].as_array().unwrap();
        assert_eq!(missing.len(), 1, "{told}");
        assert_eq!(missing[0]["id"], name[name.len() - 40..name.len() - 4], "{told}");
        let reason = missing[0]["reason"].as_str().unwrap();
        assert!(reason.contains("this computer saw it"), "{reason}");
    }
    bring_back();
    place.verified(0);
}

#[test]
fn a_damaged_marker_is_named() {
    let place = Place::new();
    place.add("Ada");
    let marker = place.text("p/practice.ron");
    for content in [&marker[..marker.len() / 2], "", "no marker"] {
        place.put("p/practice.ron", content);
        for command in ["verify", "list"] {
            let err = place.refused([command, "--practice", "p"]);
            assert!(err.contains("practice.ron"), "{err}");
        }
    }
}
