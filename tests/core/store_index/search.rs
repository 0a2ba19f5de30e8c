//! Orders of lists, and what is found by which words.

use jiff::Timestamp;

use ischia::model::{Client, ClientId, Day, PlanId, PlanKey};
use ischia::store::Stamp;
use ischia::store::index::{Index, MOST_HITS, NoteHit, Order};

use super::Practice;

fn pairs(plans: &[PlanKey]) -> Vec<(ClientId, PlanId)> {
    plans.iter().map(|key| (key.client, key.plan)).collect()
}

#[test]
fn clients_stand_in_the_order_that_was_asked_for() {
    let mut practice = Practice::new(15);
    let names = ["zoë", "Änne", "Anna B", "anna", "Bea"];
    let ids: Vec<ClientId> = names.into_iter().map(|name| practice.add_named(name)).collect();
    practice.add(Client { code: Some("zz".to_owned()), ..Client::named("Anna") });
    practice.add_plan(ids[4], "2026-11-20", "");
    practice.add_plan(ids[1], "2026-11-21", "");
    practice.add_plan(ids[1], "2026-01-01", "");
    practice.add_plan(ids[2], "2026-11-19", "");
    let index = practice.open();
    let names = |order| -> Vec<String> {
        index.clients(order).iter().map(|row| row.name.to_lowercase()).collect()
    };
    assert_eq!(names(Order::Name), ["anna", "anna", "anna b", "änne", "bea", "zoë"]);
    let seen = names(Order::Recent).into_iter().filter(|name| !["zoë", "anna"].contains(&&**name));
    assert_eq!(seen.collect::<Vec<_>>(), ["änne", "bea", "anna b"]);
    let dates: Vec<String> = index.plans(ids[1]).iter().map(|plan| plan.date.to_string()).collect();
    assert_eq!(dates, ["2026-11-21", "2026-01-01"]);
    assert_eq!(index.plans(ClientId::fresh(Timestamp::UNIX_EPOCH)), []);
}

#[test]
fn who_had_no_session_stands_where_they_were_added() {
    let mut practice = Practice::new(17);
    let mut added = |at: &str, name| {
        let stamp = Stamp { at: at.parse().unwrap(), ..practice.stamp() };
        practice.add_at(&stamp, Client::named(name))
    };
    let seen = added("2020-01-01T09:00:00Z", "seen");
    added("2026-11-21T09:00:00Z", "added after");
    added("2026-11-19T09:00:00Z", "added before");
    added("2026-11-21T10:00:00Z", "added last");
    practice.add_plan(seen, "2026-11-20", "");
    let index = practice.open();
    let names: Vec<&str> = index.clients(Order::Recent).iter().map(|row| row.name).collect();
    assert_eq!(names, ["added last", "added after", "seen", "added before"]);
}

fn names_found(index: &Index, typed: &str) -> Vec<String> {
    let found = index.search(typed).clients;
    found.into_iter().map(|id| index.client(id).unwrap().name.to_owned()).collect()
}

#[test]
fn clients_are_found_by_name_and_code_the_best_first() {
    let mut practice = Practice::new(16);
    for name in ["Johanna Brandt", "Anna Schmidt", "Jürgen Müller", "Ada Lovelace", "Straßer, Eva"]
    {
        practice.add_named(name);
    }
    practice.add(Client { code: Some("K-17".to_owned()), ..Client::named("İpek Yılmaz") });
    practice.add_named("佐藤 花子");
    practice.add_named("Zoe\u{308} O'Neill");
    let index = practice.open();
    assert_eq!(names_found(&index, "anna"), ["Anna Schmidt", "Johanna Brandt"]);
    for typed in ["müller", "MULLER", "mu\u{308}ller jürgen", "Jürgen Müller", "mllr", "jm"] {
        assert_eq!(names_found(&index, typed)[0], "Jürgen Müller", "{typed}");
    }
    assert_eq!(names_found(&index, "STRASSER"), ["Straßer, Eva"]);
    assert_eq!(names_found(&index, "eva straß"), ["Straßer, Eva"]);
    for typed in ["ipek", "İPEK", "yilmaz", "k-17", "K17", "ipek k-17"] {
        assert_eq!(names_found(&index, typed), ["İpek Yılmaz"], "{typed}");
    }
    assert_eq!(names_found(&index, "花子"), ["佐藤 花子"]);
    assert_eq!(names_found(&index, "zoë"), ["Zoe\u{308} O'Neill"]);
    assert_eq!(names_found(&index, "anna lovelace"), Vec::<String>::new(), "all words must match");
    assert_eq!(names_found(&index, "xyz"), Vec::<String>::new());
    // Among equals, whoever was there last.
    let first = practice.add_named("Eva Eins");
    let second = practice.add_named("Eva Eins");
    practice.add_plan(first, "2026-11-20", "");
    let index = practice.open();
    assert_eq!(index.search("eva eins").clients[..2], [first, second]);
}

#[test]
fn notes_are_found_by_words_in_any_order() {
    let mut practice = Practice::new(17);
    let ada = Client {
        allergies: Some("Nuts. Mandelöl geht".to_owned()),
        important: Some("herzschrittmacher".to_owned()),
        ..Client::named("Ada")
    };
    let ada = practice.add(ada);
    let zoe = practice.add_named("Zoë");
    let early = practice.add_plan(ada, "2026-11-01", "Scar on the LEFT knee.\nRückenschmerzen");
    let late = practice.add_plan(ada, "2026-11-20", "left scar fades");
    let japanese = practice.add_plan(zoe, "2026-11-10", "左の坐骨神経痛、歩くと痛い");
    let turkish = practice.add_plan(zoe, "2026-11-11", "AĞRI İKİ HAFTA, Straße");
    let index = practice.open();
    let plans = |typed: &str| pairs(&index.matches(typed).plans);
    assert_eq!(plans("left scar"), [(ada, late), (ada, early)], "the latest first");
    assert_eq!(plans("SCAR Knee"), [(ada, early)]);
    assert_eq!(plans("knee fades"), [], "in one text, not here and there");
    assert_eq!(plans("schmerz rucken"), [(ada, early)], "a part of a word, without its accent");
    assert_eq!(plans("坐骨神経痛"), [(zoe, japanese)]);
    for typed in ["iki", "İki hafta", "STRASSE ağrı"] {
        assert_eq!(plans(typed), [(zoe, turkish)], "{typed}");
    }
    let client_hit = NoteHit { client: ada, plan: None };
    assert_eq!(index.search("mandelol nuts").notes, [client_hit]);
    assert_eq!(index.matches("schrittmacher").clients, [ada]);
    assert_eq!(plans("nothing like this"), []);
    // The end of one text and the start of the next are no word.
    assert_eq!(plans("gehtleft"), []);
    assert_eq!(index.search("fadesscar").notes, []);
}

#[test]
fn nothing_typed_finds_everything_and_the_screen_gets_the_first() {
    let mut practice = Practice::new(18);
    for number in 0..60 {
        let client = practice.add_named(&format!("Client {number}"));
        for day in 1..3 {
            let date = format!("2026-{:02}-{day:02}", number % 12 + 1);
            practice.add_plan(client, &date, "the same words");
        }
    }
    let index = practice.open();
    for typed in ["", "  \u{3000}", "words same"] {
        let all = index.matches(typed);
        let hits = index.search(typed);
        assert_eq!((all.plans.len(), hits.notes.len(), hits.more_notes), (120, MOST_HITS, true));
        let first: Vec<_> = hits.notes.iter().map(|hit| (hit.client, hit.plan.unwrap())).collect();
        assert_eq!(first, pairs(&all.plans[..MOST_HITS]));
        let dates: Vec<Day> =
            all.plans.iter().map(|key| index.plan(key.plan).unwrap().date).collect();
        assert!(dates.is_sorted_by(|a, b| a >= b));
    }
    let hits = index.search("");
    let recent: Vec<ClientId> = index.clients(Order::Recent).iter().map(|row| row.id).collect();
    assert_eq!((&hits.clients[..], hits.more_clients), (&recent[..MOST_HITS], true));
    assert_eq!(index.matches("").clients, recent);
    assert_eq!(index.matches("client").clients.len(), 60);
    let hits = index.search("client 59");
    assert_eq!(index.client(hits.clients[0]).unwrap().name, "Client 59");
    assert!(!index.search("words nowhere").more_notes);
}
