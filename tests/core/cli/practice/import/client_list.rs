//! `ischia client import` and the fields of `client add`.

use serde_json::json;

use super::{Place, json};

impl Place {
    fn import(&self, file: &str, more: &[&str]) -> super::Went {
        self.run(
            [&["client", "import", "--practice", "p", file, "--format", "json"], more].concat(),
        )
    }
}

const LIST: &str = "First Name,Last Name,Phone,Email,Birthday,Notes\r\n\
    Zoë,Berg,'+49 171 1,zoe@example.com,29/02/1984,\"Pacemaker\r\nsince 2020\"\r\n\
    ,,0171,,,\r\n\
    Bo,O'Brien,,,03/04/1990,\r\n\
    Zoë,Berg,'+49 171 1,zoe@example.com,29/02/1984,\"Pacemaker\r\nsince 2020\"\r\n\
    ADA,lovelace,1,,,\r\n";

#[test]
fn every_row_is_added_or_named() {
    let place = Place::new();
    let ada = place.add("Ada Lovelace");
    place.put("list.csv", LIST);
    let went = place.import("list.csv", &[]).expect(0);
    assert_eq!(
        json(&went),
        json!({
            "read": 5,
            "added": 2,
            "namesakes": [{ "row": 6, "name": "ADA lovelace", "existing": ada }],
            "skipped": [
                { "row": 3, "reason": "it has no name" },
                { "row": 5, "reason": "it says the same as row 2" },
            ],
            "notes": [],
        })
    );
    for said in [
        "UTF-8, separated by commas",
        "first = “First Name”, last = “Last Name”",
        "dates: the day first",
        "5 rows read, 2 added, 1 namesake, 2 skipped",
    ] {
        assert!(went.err.contains(said), "{}", went.err);
    }
    let clients = place.clients_of("p");
    let names: Vec<&str> = clients.iter().map(|client| client.name.as_str()).collect();
    assert_eq!(names, ["Ada Lovelace", "Zoë Berg", "Bo O'Brien"]);
    let zoe = &clients[1];
    assert_eq!(zoe.contact.phone.as_deref(), Some("+49 171 1"));
    assert_eq!(zoe.contact.email.as_deref(), Some("zoe@example.com"));
    assert_eq!(zoe.important.as_deref(), Some("Pacemaker\nsince 2020"));
    assert_eq!((zoe.birth_year, clients[2].birth_year), (Some(1984), Some(1990)));
    // Once more, nobody is doubled.
    let again = json(&place.import("list.csv", &[]).expect(0));
    assert_eq!((&again["added"], again["namesakes"].as_array().unwrap().len()), (&json!(0), 3));
    assert_eq!(place.clients_of("p").len(), 3);
    place.is_whole("p");
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let place = Place::new();
    place.put("list.csv", LIST);
    let before = place.names();
    let went = place.import("list.csv", &["--dry-run"]).expect(0);
    assert_eq!(json(&went)["added"], 3);
    assert!(went.err.contains("3 would be added"), "{}", went.err);
    assert_eq!(place.names(), before, "no practice was made");
    place.add("Ada Lovelace");
    let before = place.below("p");
    let dry = json(&place.import("list.csv", &["--dry-run"]).expect(0));
    assert_eq!(place.below("p"), before);
    let done = json(&place.import("list.csv", &[]).expect(0));
    assert_eq!(dry, done);
    place.refused(["client", "import", "--practice", "no/where", "list.csv", "--dry-run"]);
}

#[test]
fn columns_are_assigned_by_hand() {
    let place = Place::new();
    place.put("list.csv", "Wer;Tel;Geb.;Ort;PLZ\nZoë Berg;1;5.6.75;Ulm;89073\n");
    let none = place.refused(["client", "import", "--practice", "p", "list.csv"]);
    assert!(none.contains("--map") && none.contains("“Wer”, “Tel”, “Geb.”"), "{none}");
    let wrong = ["client", "import", "--practice", "p", "list.csv", "--map", "name=Wre"];
    assert!(place.refused(wrong).contains("did you mean “Wer”?"));
    assert!(!place.path("p").exists());
    let map = "name=Wer,birth=Geb.,address=PLZ+Ort,phone=#2,code=";
    let went = place.import("list.csv", &["--map", map]).expect(0);
    assert!(went.err.contains("separated by semicolons"), "{}", went.err);
    assert!(went.err.contains("1 year of birth with two digits"), "{}", went.err);
    let client = place.clients_of("p").remove(0);
    assert_eq!((client.name.as_str(), client.birth_year), ("Zoë Berg", Some(1975)));
    assert_eq!(client.contact.address.as_deref(), Some("89073\nUlm"));
}

#[test]
fn dates_that_cannot_be_are_named_and_flags_say_what_is_first() {
    let place = Place::new();
    let list = "Name,Born\nA A,05-04-03\nB B,30/30/1990\nC C,soon\nD D,13/12/1990\n";
    place.put("list.csv", list.replace("D D,13/12/1990\n", ""));
    let looked =
        |more: &[&str]| place.import("list.csv", &[&["--dry-run"], more].concat()).expect(0);
    let notes = |more: &[&str]| json(&looked(more))["notes"].clone();
    let found = notes(&[]);
    assert_eq!(found.as_array().unwrap().len(), 3);
    assert!(found[0]["note"].as_str().unwrap().contains("year first or last"), "{found}");
    assert!(looked(&[]).err.contains("1 date may have the year first or last: --day-first"));
    assert!(!looked(&["--day-first"]).err.contains("--month-first"));
    assert_eq!((&found[1]["row"], &found[1]["field"]), (&json!(3), &json!("birth")));
    assert_eq!(notes(&["--day-first"]).as_array().unwrap().len(), 2);
    place.put("list.csv", list);
    let found = notes(&["--month-first"]);
    assert_eq!(found[2]["row"], 5, "{found}");
    let both = ["client", "import", "--practice", "p", "list.csv", "--day-first", "--month-first"];
    place.run(both).expect(2);
}

#[test]
fn what_is_no_list_is_refused_with_what_to_do() {
    let place = Place::new();
    place.put("empty.csv", "");
    place.put("book.csv", "PK\u{3}\u{4}x");
    place.put("open.csv", "Name,City\n\"A,b\nC,d\n");
    for (file, said) in [
        ("empty.csv", "nothing in this list"),
        ("book.csv", "save the list as CSV"),
        ("open.csv", "row 2: a quotation mark"),
        ("gone.csv", "no such file"),
        (".", "folder"),
    ] {
        let err = place.refused(["client", "import", "--practice", "p", file]);
        assert!(err.contains(said), "{err}");
    }
    let err = place.refused(["import", "--practice", "p", "open.csv"]);
    assert!(err.contains("ischia client import"), "{err}");
    assert!(!place.path("p").exists());
}

#[test]
fn for_people_the_rows_stand_in_a_table() {
    let place = Place::new();
    place.put("list.csv", "Name\nA B\n?\nB A\n");
    let went = place.run(["client", "import", "--practice", "p", "list.csv"]).expect(0);
    let lines: Vec<&str> = went.out.lines().collect();
    assert_eq!(lines.len(), 3, "{went:?}");
    assert!(lines[1].starts_with("3    skipped") && lines[1].contains("“?” is no name"));
    assert!(lines[2].starts_with("4    namesake, not added  B A: row 2"), "{went:?}");
}

#[test]
fn of_two_with_one_name_and_other_years_both_are_added() {
    let place = Place::new();
    place.put("list.csv", "Name,Birthday\nA B,1980\nB A,1990\nA B,\nA B,1990-01-01\n");
    let told = json(&place.import("list.csv", &[]).expect(0));
    assert_eq!(told["added"], 2);
    let store = place.practice("p");
    let ids = store.clients().unwrap();
    let at = |row: usize, id: usize| json!({ "row": row, "name": "A B", "existing": ids[id].to_string(), "existing_row": id + 2 });
    assert_eq!(told["namesakes"], json!([at(4, 0), at(5, 1)]));
}

#[test]
fn a_client_is_added_with_all_that_is_known() {
    let place = Place::new();
    let year = ["client", "add", "--practice", "p", "--name", "Ada", "--birth-year", "1850"];
    assert!(place.refused(year).contains("1900"));
    assert!(!place.path("p").exists());
    let all = [
        ["--birth-year", "1968"],
        ["--phone", " 0171\n2 "],
        ["--email", "a@b.c"],
        ["--address", "1 Way\r\nTown"],
        ["--important", "Pacemaker"],
        ["--allergies", "Nut oil"],
        ["--code", "A-1"],
    ];
    let add = ["client", "add", "--practice", "p", "--name", "Ada"];
    place.run([&add[..], &all.concat()].concat()).expect(0);
    let client = place.clients_of("p").remove(0);
    assert_eq!((client.birth_year, client.code.as_deref()), (Some(1968), Some("A-1")));
    assert_eq!(client.contact.phone.as_deref(), Some("0171 2"));
    assert_eq!(client.contact.email.as_deref(), Some("a@b.c"));
    assert_eq!(client.contact.address.as_deref(), Some("1 Way\nTown"));
    assert_eq!(client.important.as_deref(), Some("Pacemaker"));
    assert_eq!(client.allergies.as_deref(), Some("Nut oil"));
}
