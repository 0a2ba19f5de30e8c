//! `ischia close`, `history`, `brief`, `compare`, `again` and `note`, with the real program.

use serde_json::{Value, json};

use super::{Place, keys};

const ACTIVITY: (&str, &str) =
    ("findings: [],", "findings: [], activities: [(name: \"walk to work\", score: 6)],");

impl Place {
    /// A plan of a day, with an activity.
    fn visit(&self, client: &str, day: &str, more: &[(&str, &str)]) -> String {
        self.plan_of(client, &[&[("2026-11-24", day), ACTIVITY], more].concat())
    }

    fn close(&self, plan: &str, outcome: &str) -> super::Went {
        self.put("outcome.ron", outcome);
        self.run(["close", "--practice", "p", "--plan", plan, "outcome.ron"])
    }

    /// What is wrong with an outcome.
    fn not_closed(&self, plan: &str, outcome: &str) -> String {
        self.put("outcome.ron", outcome);
        self.refused(["close", "--practice", "p", "--plan", plan, "outcome.ron"])
    }

    /// What a command says of a client in JSON.
    fn told(&self, command: &str, client: &str) -> Value {
        self.said(&[command, "--client", client])
    }

    fn in_words(&self, arguments: &[&str]) -> String {
        self.run([arguments, &["--practice", "p"]].concat()).expect(0).out
    }
}

#[test]
fn a_session_is_closed_and_closed_again_and_nothing_is_lost() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.visit(&ada, "2026-11-10", &[]);
    let went = place.close(&plan, "(on: \"2026-11-10\")").expect(0);
    assert_eq!((went.out.as_str(), went.err.as_str()), ("", ""));
    let row = |place: &Place| place.said(&["list", "--client", &ada])["plans"][0].clone();
    assert_eq!(row(&place)["state"], "Done");
    assert_eq!(row(&place)["pain_after"], Value::Null);
    assert_eq!(place.told("history", &ada)["sessions"][0]["versions"], 1);

    let went = place
        .close(
            &plan,
            "(on: \"2026-11-11\", pain_leg: 3, response: Better, unwanted: \"\", note: \"first words\", discharged: true)",
        )
        .expect(0);
    assert!(went.err.contains("version 2"), "{}", went.err);
    place.put("third.json", json!({ "on": "2026-11-12", "pain_back": 2 }).to_string());
    place.run(["close", "--practice", "p", "--plan", &plan, "third.json"]).expect(0);
    let session = place.told("history", &ada)["sessions"][0].clone();
    assert_eq!(session["versions"], 3);
    assert_eq!(session["date"], "2026-11-12");
    // A later outcome is whole in itself.
    assert_eq!((&session["note"], &session["response"]), (&Value::Null, &Value::Null));
    assert_eq!((&session["leg"], &session["back"]), (&json!([5, null]), &json!([4, 2])));
    assert_eq!(place.told("history", &ada)["episodes"][0]["ended"], "Open");
    // All three stay readable, in the record's versions and in the note, out of the practice and in again.
    let note = |practice: &str| {
        place
            .run(["note", "--practice", practice, "--plan", &plan, "--format", "json"])
            .expect(0)
            .out
    };
    let told: Value = serde_json::from_str(&note("p")).unwrap();
    let earlier = told["earlier"].as_array().unwrap();
    let days: Vec<&Value> = earlier.iter().map(|it| &it["on"]).collect();
    assert_eq!(days, [&json!("2026-11-10"), &json!("2026-11-11")]);
    assert!(earlier[1].to_string().contains("first words"));
    assert_eq!(place.files(&ada, "plan-").len(), 4, "a draft and three outcomes");
    place
        .run(["export", "--practice", "p", "--all", "--format", "zip", "--out", "all.zip"])
        .expect(0);
    place.run(["import", "--practice", "q", "all.zip"]).expect(0);
    assert_eq!(note("q"), note("p"));
}

#[test]
fn what_is_no_outcome_of_this_plan_is_named_with_its_place() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.visit(&ada, "2026-11-10", &[]);
    for (outcome, at, said) in [
        ("(\n  steps: []\n)", "outcome.ron:", "`on` is missing"),
        (
            "(\n  on: \"2026-11-10\",\n  steps: [(step: 99, went: Skipped)],\n)",
            ":3:18:",
            "allowed is a number from 1 to",
        ),
        ("(\n  on: \"2026-11-10\",\n  steps: [(step: 1, went: Gone)],\n)", ":3:27:", "Skipped"),
        (
            "(\n  on: \"2026-11-10\",\n  activities: [(name: \"walk to wrok\", score: 7)],\n)",
            ":3:23:",
            "did you mean “walk to work”?",
        ),
        ("(\n  on: \"2026-11-10\",\n  pain_leg: 11,\n)", ":3:13:", "from 0 to 10"),
        ("(\n  on: \"2026-11-10\",\n  painleg: 1,\n)", ":3:3:", "pain_leg"),
        ("(on: \"2126-11-10\")", ":1:6:", "a year ahead"),
    ] {
        let err = place.not_closed(&plan, outcome);
        assert!(err.contains(at) && err.contains(said), "{outcome}: {err}");
    }
    assert_eq!(place.said(&["list", "--client", &ada])["plans"][0]["state"], "Draft");
    let held = place.visit(&ada, "2026-11-17", &[("pain_leg: 5", "pain_leg: 9")]);
    let err = place.not_closed(&held, "(on: \"2026-11-17\")");
    assert!(err.contains("withheld"), "{err}");
    let unknown = "01932f6e-7b1c-7a54-9d0e-3f2a1b4c5d6e";
    place.not_closed(unknown, "(on: \"2026-11-17\")");
    assert!(place.refused(["note", "--practice", "p", "--plan", &plan]).contains("isn't closed"));
}

/// A client with three sessions, the last of them a draft; entered out of order.
fn course(place: &Place) -> (String, [String; 3]) {
    let ada = place.add("Ada");
    let second = place.visit(&ada, "2026-11-10", &[("pain_leg: 5", "pain_leg: 3")]);
    let first = place.visit(&ada, "2026-10-27", &[]);
    let third = place.visit(&ada, "2026-11-17", &[]);
    place
        .close(&first, "(on: \"2026-10-27\", pain_back: 3, pain_leg: 4, furthest_point: Knee)")
        .expect(0);
    place
        .close(
            &second,
            r#"(on: "2026-11-10", steps: [(step: 6, went: Skipped, note: "no time"), (step: 7, went: Changed, minutes: 3, pressure: 1, note: "tender")],
                pain_back: 2, pain_leg: 2, furthest_point: Buttock, activities: [(name: "walk to work", score: 7)],
                response: Better, response_note: "Walked freely.", next_time: "Begin at the buttock.", unwanted: "", note: "calm",
                next_visit: "2026-11-17", discharged: false)"#,
        )
        .expect(0);
    (ada, [first, second, third])
}

#[test]
fn the_course_has_the_keys_of_the_manual_oldest_first() {
    let place = Place::new();
    let (ada, [first, second, third]) = course(&place);
    let told = place.told("history", &ada);
    assert_eq!(keys(&told), ["client", "episodes", "reviews", "sessions", "trend"]);
    let sessions = told["sessions"].as_array().unwrap();
    let plans: Vec<&str> = sessions.iter().map(|it| it["plan"].as_str().unwrap()).collect();
    assert_eq!(plans, [&first, &second, &third]);
    for key in [
        "plan",
        "date",
        "visit",
        "category",
        "status",
        "state",
        "minutes",
        "back",
        "leg",
        "furthest",
        "areas",
        "modalities",
        "activities",
        "skipped",
        "changed",
        "response",
        "unwanted",
        "note",
        "versions",
    ] {
        assert!(sessions.iter().all(|it| it.get(key).is_some()), "{key}");
    }
    let last = &sessions[1];
    assert_eq!(last["visit"], 2);
    assert_eq!(last["leg"], json!([3, 2]));
    assert_eq!(last["furthest"], json!(["Calf", "Buttock"]));
    assert_eq!(last["activities"], json!([{ "name": "walk to work", "before": 6, "after": 7 }]));
    assert_eq!((&last["skipped"], &last["changed"]), (&json!([6]), &json!([7])));
    assert_eq!((&last["response"], &last["note"]), (&json!("Better"), &json!("calm")));
    assert_eq!(keys(&last["areas"][0]), ["minutes", "region", "side"]);
    assert_eq!(keys(&last["modalities"][0]), ["minutes", "modality"]);
    let all = |session: &Value| -> u64 {
        session["areas"].as_array().unwrap().iter().map(|it| it["minutes"].as_u64().unwrap()).sum()
    };
    assert!(all(last) < all(&sessions[0]), "skipped steps count nothing");
    assert_eq!((&sessions[2]["state"], all(&sessions[2])), (&json!("Draft"), 0));
    assert_eq!(
        told["episodes"],
        json!([{ "from": "2026-10-27", "to": "2026-11-17", "sessions": 3, "ended": "Open" }])
    );
    assert_eq!(told["trend"], json!({ "first": 5, "last": 4, "change": -1, "meaningful": false }));
    let review = told["reviews"].as_array().unwrap().last().unwrap();
    for key in ["visit", "due", "rule", "text"] {
        assert!(review.get(key).is_some(), "{key}");
    }

    let csv = place.in_words(&["history", "--client", &ada, "--format", "csv"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("\u{feff}client,code,date,visit,category"), "{}", lines[0]);
    assert_eq!(lines.len(), 4);
    assert!(lines[2].contains("2026-11-10") && lines[2].contains("Buttock,Better"), "{}", lines[2]);
    let md = place.in_words(&["history", "--client", &ada]);
    assert!(md.starts_with("# Course of Ada\n") && md.contains("Begin at the buttock."), "{md}");
}

#[test]
fn the_brief_says_what_was_planned_and_what_was_done() {
    let place = Place::new();
    let (ada, [_, second, _]) = course(&place);
    let told = place.told("brief", &ada);
    for key in [
        "client",
        "important",
        "last",
        "trend",
        "home_care_last",
        "clearances",
        "reviews",
        "cautions_last",
    ] {
        assert!(told.get(key).is_some(), "{key}");
    }
    let last = &told["last"];
    assert_eq!((&last["plan"], &last["date"]), (&json!(second), &json!("2026-11-10")));
    let planned = last["planned"].as_u64().unwrap();
    assert_eq!(last["done"], planned - 1, "what was changed was done");
    assert_eq!((&last["skipped"], &last["changed"]), (&json!([6]), &json!([7])));
    assert_eq!(
        (&last["response"], &last["next_time"]),
        (&json!("Better"), &json!("Begin at the buttock."))
    );
    assert_eq!(told["home_care_last"][0]["id"], "warning-signs");
    assert!(told["cautions_last"].as_array().unwrap().iter().any(|it| it["id"] == "k-02"));
    let md = place.in_words(&["brief", "--client", &ada]);
    for said in
        ["Last time: Tue 10 Nov 2026", "no time", "level 1: tender", "Walked freely.", "3 → 2"]
    {
        assert!(md.contains(said), "{said} in {md}");
    }
    let nobody = place.add("Bo");
    assert_eq!(place.told("brief", &nobody)["last"], Value::Null);
    place.in_words(&["brief", "--client", &nobody]);
    let other = place.visit(&nobody, "2026-11-10", &[]);
    let err = place.refused(["compare", "--practice", "p", &other, &second]);
    assert!(err.contains("different clients"), "{err}");
}

#[test]
fn two_sessions_are_compared_row_by_row() {
    let place = Place::new();
    let (_, [first, second, _]) = course(&place);
    let told = place.said(&["compare", &first, &second]);
    assert_eq!(keys(&told), ["a", "b", "rows"]);
    assert_eq!((&told["a"], &told["b"]), (&json!(first), &json!(second)));
    let rows = told["rows"].as_array().unwrap();
    for key in ["part", "what", "a", "b", "same"] {
        assert!(rows.iter().all(|row| row.get(key).is_some()), "{key}");
    }
    let row = |what: &str| rows.iter().find(|row| row["what"] == what).unwrap();
    assert_eq!((&row("leg pain")["a"], &row("leg pain")["b"]), (&json!("5"), &json!("3")));
    assert_eq!(row("for next time")["a"], Value::Null);
    assert!(rows.iter().any(|row| row["part"] == "Area" && row["b"] == "skipped: no time"));
    assert!(rows.iter().any(|row| row["part"] == "Area" && row["same"] == true));
    let planned = place.said(&["compare", &first, &second, "--planned"]);
    assert!(!planned.to_string().contains("skipped"));
    let md = place.in_words(&["compare", &first, &second]);
    assert!(md.contains("| Leg pain | 5 | less | 3 |"), "{md}");
}

#[test]
fn an_intake_for_today_can_be_planned_only_once_it_is_filled_in() {
    let place = Place::new();
    let (_, [_, second, _]) = course(&place);
    let again = |format: &[&str]| {
        let all =
            [&["again", "--practice", "p", "--plan", &second, "--date", "2026-11-24"], format];
        place.run(all.concat()).expect(0).out
    };
    place.put("today.ron", again(&[]));
    let err = place.refused(["plan", "today.ron"]);
    assert!(err.contains("is missing"), "{err}");
    let told: Value = serde_json::from_str(&again(&["--format", "json"])).unwrap();
    for day in [
        "findings",
        "pain_back",
        "pain_leg",
        "furthest_point",
        "trend",
        "inflammation",
        "doctor_on_massage",
    ] {
        assert!(told.get(day).is_none(), "{day}");
    }
    assert_eq!((&told["category"], &told["side"]), (&json!("chronic"), &json!("Right")));
    assert_eq!(told["onset_weeks"], 32, "two weeks have passed");
    assert_eq!(
        told["course"],
        json!({ "visit": 3, "pain_history": [5, 4], "first_visit": "2026-10-27", "last_furthest_point": "Calf" })
    );
    let mut filled = told;
    for (field, answer) in [
        ("findings", json!([])),
        ("pain_back", json!(2)),
        ("pain_leg", json!(3)),
        ("furthest_point", json!("Knee")),
        ("trend", json!("Better")),
        ("inflammation", json!("None")),
        ("doctor_on_massage", json!("InFavour")),
    ] {
        filled[field] = answer;
    }
    place.put("filled.json", filled.to_string());
    place.run(["plan", "filled.json", "--format", "json"]).expect(0);
    let err = place
        .run(["again", "--practice", "p", "--plan", &second, "--date", "24.11.2026"])
        .expect(2)
        .err;
    assert!(err.contains("year-month-day"), "{err}");
}

#[test]
fn the_note_knows_which_words_were_typed() {
    let place = Place::new();
    let (_, [_, second, _]) = course(&place);
    let told = place.said(&["note", "--plan", &second]);
    let parts = told["now"]["parts"].as_array().unwrap();
    let letters: Vec<&str> = parts.iter().map(|part| part["letter"].as_str().unwrap()).collect();
    assert_eq!(letters, ["S", "O", "A", "P"]);
    let mut typed = Vec::new();
    for part in parts {
        for line in part["lines"].as_array().unwrap() {
            for run in line["runs"].as_array().unwrap().iter().filter(|run| run["typed"] == true) {
                typed.push(run["text"].as_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(typed, ["calm", "Walked freely.", "tender", "no time", "Begin at the buttock."]);
    for format in ["md", "txt"] {
        let text = place.in_words(&["note", "--plan", &second, "--format", format]);
        for said in [
            "“Walked freely.”",
            "Leg 3 → 2, back 4 → 2, reaches calf → buttock.",
            "Walk to work 6 → 7",
        ] {
            assert!(text.contains(said), "{said} in {text}");
        }
    }
    let export = |format: &str, out: &str| {
        let all = [
            "export",
            "--practice",
            "p",
            "--plan",
            &second,
            "--document",
            "note",
            "--format",
            format,
            "--out",
            out,
        ];
        place.run(all).expect(0);
        place.text(out)
    };
    assert!(export("html", "note.html").contains("Walked freely."));
    let json: Value = serde_json::from_str(&export("json", "note.json")).unwrap();
    assert_eq!(json, told);
    assert!(export("ron", "note.ron").contains("Walked freely."));
}

#[test]
fn a_session_that_was_closed_in_two_places_is_told_from_both() {
    use ischia::model::{Day, Entry, Outcome};
    use ischia::store::Base;
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.visit(&ada, "2026-11-10", &[]);
    let store = place.store();
    let (client, id) = (super::client_id(&ada), super::plan_id(&plan));
    let history = store.plan(client, id).unwrap();
    let draft = history.current().unwrap();
    for (by, words) in [("Ann", "said at the desk"), ("Bo", "said in the room")] {
        let mut record = draft.content.record().unwrap().clone();
        let outcome = Outcome {
            note: Some(words.to_owned()),
            ..Outcome::on(Day::parse("2026-11-10").unwrap())
        };
        let stamp = ischia::store::Stamp { by: by.to_owned(), ..super::stamp() };
        record.close(outcome, Entry { at: stamp.at, by: by.to_owned() });
        store.save_plan(client, id, Base::of([draft]), record, &stamp).unwrap();
    }
    assert_eq!(place.told("history", &ada)["sessions"][0]["versions"], 2);
    let text = place.in_words(&["note", "--plan", &plan]);
    for said in ["said at the desk", "said in the room", "In another version: as entered"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    // Closed again, the version that was shown is amended, and the other one still stands beside it.
    let went = place.close(&plan, "(on: \"2026-11-10\", note: \"third\")").expect(0);
    assert!(went.err.contains("two versions"), "{}", went.err);
    let text = place.in_words(&["note", "--plan", &plan]);
    for said in ["said at the desk", "said in the room", "third"] {
        assert!(text.contains(said), "{said} in {text}");
    }
}

#[test]
fn a_letter_is_written_once_a_client_and_whoever_has_none_is_named() {
    let place = Place::new();
    let (_, [first, second, third]) = course(&place);
    let bo = place.add("Bo");
    place.visit(&bo, "2026-11-10", &[]);
    let all = ["export", "--practice", "p", "--all", "--format", "txt", "--document"];
    let went = place.run([&all[..], &["letter", "--out", "letters"]].concat()).expect(0);
    assert!(went.err.contains(&format!("no letter of client {bo}")), "{}", went.err);
    let files = place.below("letters");
    assert_eq!(files.len(), 1, "{:?}", went.err);
    let name = files[0].0.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(name, format!("2026-11-10-{second}-letter.txt"));
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(text.contains("Two massage sessions have been given since 27 October 2026."), "{text}");
    // Of an earlier session it tells of what came until then.
    let one = ["export", "--practice", "p", "--document", "letter", "--plan"];
    place.run([&one[..], &[&first, "--out", "first.md"]].concat()).expect(0);
    assert!(
        place.text("first.md").contains("One massage session has been given, on 27 October 2026.")
    );

    let went = place.run([&all[..], &["note", "--out", "notes"]].concat()).expect(0);
    assert_eq!(place.below("notes").len(), 2);
    assert!(went.err.contains(&format!("no session note of plan {third}")), "{}", went.err);
    place.run([&one[..], &[&second, "--format", "pdf", "--out", "letter.pdf"]].concat()).expect(0);
    assert!(std::fs::read(place.path("letter.pdf")).unwrap().starts_with(b"%PDF-1.7"));
}
