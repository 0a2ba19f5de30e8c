//! A practice that is taken away and taken in: equal afterwards, and what is there already isn't doubled.

use std::collections::BTreeMap;
use std::io::Read as _;

use ischia::model::Client;
use ischia::store::Base;

use super::{Place, Said, said};
use crate::cli::practice::{client_id, plan_id, stamp};

impl Place {
    fn take_away(&self, practice: &str, out: &str) -> super::Went {
        let all = ["export", "--practice", practice, "--all", "--format", "zip", "--out", out];
        self.slow(&all)
    }

    fn take_in(&self, practice: &str, file: &str, more: &[&str]) -> super::Went {
        self.slow(&[&["import", "--practice", practice, file], more].concat())
    }

    /// Runs the program, however long it takes.
    fn slow(&self, arguments: &[&str]) -> super::Went {
        let mut command = self.command(arguments);
        let went = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        super::Went {
            code: went.status.code().unwrap(),
            out: text(went.stdout),
            err: text(went.stderr),
        }
    }

    /// The files of a zip, by name.
    fn unzipped(&self, name: &str) -> BTreeMap<String, String> {
        let mut zip = zip::ZipArchive::new(std::fs::File::open(self.path(name)).unwrap()).unwrap();
        let mut files = BTreeMap::new();
        for at in 0..zip.len() {
            let mut entry = zip.by_index(at).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            files.insert(entry.name().unwrap().into_owned(), text);
        }
        files
    }
}

fn check_round_trip(clients: usize, plans: usize) {
    let place = Place::new();
    place.sample("p", clients, plans);
    let went = place.take_away("p", "all.zip").expect(0);
    assert!(went.err.contains(&format!("{clients} clients and {plans} plans written")), "{went:?}");
    let went = place.take_in("q", "all.zip", &[]).expect(0);
    assert!(went.err.contains(&format!("{clients} clients and {plans} plans added")), "{went:?}");
    assert!(went.err.contains("made a new practice"), "{went:?}");
    assert!(said(&place.practice("q")) == said(&place.practice("p")));
    place.slow(&["verify", "--practice", "q"]).expect(0);
    let list = |practice: &str| {
        place.slow(&["list", "--practice", practice, "--format", "json"]).expect(0).out
    };
    assert_eq!(list("p"), list("q"));
    // The same practice gives the same bytes, and what is there isn't taken in again.
    place.take_away("q", "again.zip").expect(0);
    let bytes = |name: &str| std::fs::read(place.path(name)).unwrap();
    assert!(bytes("all.zip") == bytes("again.zip"));
    let before = place.below("q").len();
    let went = place.take_in("q", "again.zip", &[]).expect(0);
    let there = format!("0 clients and 0 plans added, {} there already", clients + plans);
    assert!(went.err.contains(&there), "{went:?}");
    assert_eq!(place.below("q").len(), before);
}

#[test]
fn a_practice_that_was_taken_away_is_equal_where_it_is_taken_in() {
    check_round_trip(12, 60);
}

#[test]
#[ignore = "takes some minutes"]
fn ten_thousand_plans_are_equal_where_they_are_taken_in() {
    check_round_trip(1000, 10_000);
}

#[test]
fn the_sample_practice_of_the_project_comes_through() {
    let place = Place::new();
    let plans = crate::support::in_crate("plans");
    let plans = plans.to_str().unwrap();
    place.take_away(plans, "all.zip").expect(0);
    place.take_in("q", "all.zip", &[]).expect(0);
    let original = ischia::store::Store::open(std::path::Path::new(plans)).unwrap().open().unwrap();
    let (mut original, taken): (Said, Said) = (said(&original), said(&place.practice("q")));
    // What was removed stays behind.
    original.plans.retain(|key, _| taken.plans.contains_key(key));
    original.clients.retain(|key, _| taken.clients.contains_key(key));
    assert_eq!(original, taken);
}

#[test]
fn its_manifest_names_every_file() {
    let place = Place::new();
    place.sample("p", 3, 7);
    place.take_away("p", "all.zip").expect(0);
    let mut files = place.unzipped("all.zip");
    let manifest: serde_json::Value =
        serde_json::from_str(&files.remove("manifest.json").unwrap()).unwrap();
    assert_eq!(manifest["format"], "ischia-practice/2");
    assert_eq!(manifest["program"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["knowledge"], crate::support::SHIPPED.version());
    assert_eq!(manifest["counts"]["clients"], 3);
    assert_eq!(manifest["counts"]["plans"], 7);
    let listed = manifest["files"].as_array().unwrap();
    assert_eq!(listed.len(), files.len());
    for entry in listed {
        let text = &files[entry["name"].as_str().unwrap()];
        assert_eq!(entry["bytes"], text.len());
        assert_eq!(entry["blake3"], blake3::hash(text.as_bytes()).to_hex().as_str());
    }
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(names.contains(&"settings.json") && !names.iter().any(|it| it.contains("..")));
}

#[test]
fn versions_in_two_places_both_come_through_and_removed_ones_stay_behind() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    let plans: Vec<String> = (0..2).map(|_| place.plan_of(&ada, &[])).collect();
    let store = place.store();
    let history = store.client_record(client_id(&ada)).unwrap();
    for name in ["Ada L.", "A. Lovelace"] {
        store.save_client(client_id(&ada), history.base(), Client::named(name), &stamp()).unwrap();
    }
    let history = store.plan(client_id(&ada), plan_id(&plans[1])).unwrap();
    store.remove_plan(client_id(&ada), plan_id(&plans[1]), history.base(), &stamp()).unwrap();
    let base = store.client_record(client_id(&bob)).unwrap().base();
    store.remove_client(client_id(&bob), base, &stamp()).unwrap();
    let went = place.take_away("p", "all.zip").expect(0);
    assert!(went.err.contains("2 removed records left out"), "{}", went.err);
    place.take_in("q", "all.zip", &[]).expect(0);
    let taken = said(&place.practice("q"));
    let original = said(&store);
    assert_eq!(taken.clients[&client_id(&ada)], original.clients[&client_id(&ada)]);
    assert_eq!(taken.clients[&client_id(&ada)].len(), 2);
    assert_eq!((taken.clients.len(), taken.plans.len()), (1, 1));
    place.is_whole("q");
}

#[test]
fn what_says_something_else_here_is_refused_until_somebody_decides() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    let plan = place.plan_of(&ada, &[]);
    place.plan_of(&bob, &[]);
    place.take_away("p", "all.zip").expect(0);
    place.take_in("q", "all.zip", &[]).expect(0);
    // In the second practice the client and the plan go on in another way.
    let second = place.practice("q");
    let (client, id) = (client_id(&ada), plan_id(&plan));
    let mut other = Client::named("Ada Byron");
    other.code = Some("B".to_owned());
    let (of_client, of_plan) =
        (second.client_record(client).unwrap(), second.plan(client, id).unwrap());
    let mut record = of_plan.current().unwrap().content.record().unwrap().clone();
    record.plan.intake.notes = Some("elsewhere".to_owned());
    second.save_client(client, of_client.base(), other, &stamp()).unwrap();
    second.save_plan(client, id, of_plan.base(), record, &stamp()).unwrap();
    let untouched = said(&second);
    // What is newer here knows the version that comes.
    let went = place.take_in("q", "all.zip", &[]).expect(0);
    assert!(went.err.contains("4 there already"), "{}", went.err);
    // The other way round it is another version.
    place.take_away("q", "newer.zip").expect(0);
    let err = place.refused(["import", "--practice", "p", "newer.zip"]);
    for said in [&*format!("client {ada}"), &format!("plan {plan}"), "--on-duplicate"] {
        assert!(err.contains(said), "{err}");
    }
    let first = said(&place.store());
    let went = place.take_in("p", "newer.zip", &["--on-duplicate", "skip"]).expect(0);
    assert!(went.err.contains("2 records left as they were"), "{}", went.err);
    assert_eq!(said(&place.store()), first);
    for there in ["2 there already", "4 there already"] {
        let went = place.take_in("p", "newer.zip", &["--on-duplicate", "add"]).expect(0);
        assert!(went.err.contains(there), "{}", went.err);
        let now = said(&place.store());
        assert_eq!((now.clients.len(), now.plans.len()), (3, 3));
        for (key, heads) in &first.plans {
            assert_eq!(&now.plans[key], heads, "what was there stays");
        }
    }
    assert_eq!(said(&second), untouched);
    place.is_whole("p");
}

#[test]
fn who_was_erased_is_not_brought_back() {
    let place = Place::new();
    let (ada, bob) = (place.add("Ada"), place.add("Bob"));
    place.plan_of(&ada, &[]);
    place.take_away("p", "all.zip").expect(0);
    place
        .run(["client", "erase", "--practice", "p", "--client", &ada, "--confirm", "Ada"])
        .expect(0);
    let went = place.take_in("p", "all.zip", &[]).expect(0);
    assert!(went.err.contains(&format!("client {ada} was erased")), "{}", went.err);
    let clients = place.run(["list", "--practice", "p"]).expect(0).out;
    assert!(!clients.contains(&ada) && clients.contains(&bob));
}

#[test]
fn namesakes_are_said_and_settings_stay_those_of_the_practice() {
    let place = Place::new();
    place.sample("p", 2, 2);
    let name = place.clients_of("p").remove(0).name;
    place.take_away("p", "all.zip").expect(0);
    place.run(["client", "add", "--practice", "q", "--name", &name]).expect(0);
    let store = place.practice("q");
    let own = ischia::model::Settings { name: "Own".to_owned(), ..Default::default() };
    store.save_settings(Base::none(), own.clone(), &stamp()).unwrap();
    let went = place.take_in("q", "all.zip", &[]).expect(0);
    assert!(went.err.contains("has the name of client"), "{}", went.err);
    let settings = store.settings().unwrap();
    assert_eq!(settings.last_record(), Some(&own));
}
