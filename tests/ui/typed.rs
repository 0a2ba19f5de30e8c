//! What was typed stays: minutes, texts of any length, numbers that are none, and where one was.

use eframe::egui::{Event, Key, Modifiers, pos2};
use ischia::store::Store;

use crate::facade::{App, Hands, Look, folder, read};
use crate::plan::select;
use crate::scenes::{Scene, add_client, empty, places};

fn planned() -> App {
    let mut app = App::start();
    app.fill_in();
    app
}

fn minutes(app: &App, step: usize) -> String {
    let row = app.rows().get(step - 1).cloned().unwrap();
    let parts = row.split(", ").filter(|part| part.ends_with(" minutes")).map(str::to_owned);
    parts.collect::<Vec<_>>().concat()
}

fn step(app: &App, words: &str) -> usize {
    1 + app.rows().iter().position(|row| row.contains(words)).unwrap()
}

fn type_minutes(app: &mut App, step: usize, minutes: u8) {
    select(app, step);
    app.set_value(&format!("Minutes of step {step}"), minutes.into());
}

#[test]
fn typed_minutes_are_held_until_they_are_let_go() {
    let mut app = planned();
    let [one, other] =
        ["Gluteals, right, Myo", ": Hamstrings, right"].map(|words| step(&app, words));
    let drafted = minutes(&app, other);
    type_minutes(&mut app, one, 4);
    type_minutes(&mut app, other, 3);
    assert!(app.is_ticked(&format!("Hold the minutes of step {other}")));
    app.press("Fit to time");
    assert!(app.shows("2 steps held"));
    assert_eq!(
        (minutes(&app, one), minutes(&app, other)),
        ("4 minutes".into(), "3 minutes".into())
    );
    // What is taken back isn't held any more.
    app.keys(Key::Z);
    app.keys(Key::Z);
    assert_eq!(minutes(&app, other), drafted);
    select(&mut app, other);
    assert!(!app.is_ticked(&format!("Hold the minutes of step {other}")));
    // What is let go has its share again.
    app.press(&format!("Hold the minutes of step {one}"));
    app.press("Fit to time");
    assert_ne!(minutes(&app, one), "4 minutes");
    assert!(app.shows("Plan checked: no conflicts"));
}

#[test]
fn minutes_that_are_typed_with_a_new_step_are_held_too() {
    let mut app = planned();
    app.keys_with(Modifiers::COMMAND, Key::Enter);
    app.type_text("glu r mfr 2 4");
    app.enter();
    let rows = app.rows().into_iter();
    let mut added =
        rows.filter(|row| row.contains("Myofascial release") && row.ends_with(", 4 minutes"));
    let added = added.next().map(|row| step(&app, &row)).unwrap();
    assert!(app.is_ticked(&format!("Hold the minutes of step {added}")));
}

#[test]
fn the_space_bar_answers_as_n_does() {
    let mut app = App::start();
    app.press("Category: Herniated disc");
    let emergency = app.questions("emergency");
    let chips = app.questions("modifier");
    for (question, key) in [
        (&emergency[0], Key::N),
        (&emergency[1], Key::Space),
        (&chips[0], Key::N),
        (&chips[1], Key::Space),
    ] {
        app.focus(question);
        app.key(key);
        assert_eq!(app.said_of(question), "no", "{question}");
        assert_ne!(&app.focused(), question, "one goes on");
    }
    app.focus(&chips[2]);
    app.key(Key::Y);
    assert_eq!(app.said_of(&chips[2]), "yes");
}

#[test]
fn escape_clears_the_search_and_nothing_else() {
    let folder = folder();
    let store = empty(&folder);
    for name in ["Zoë Berg", "Ada Lund"] {
        add_client(&store, name);
    }
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 2");
    app.search("berg");
    assert!(app.shows("Found · 1"));
    app.key(Key::Escape);
    assert!(app.shows("Clients · 2"));
    assert_eq!(app.focused(), "Search clients and notes", "one can go on typing");
    // After somebody was chosen.
    app.search("berg");
    app.enter();
    app.settle();
    app.key(Key::Escape);
    assert!(app.shows("Clients · 2") && app.says("Zoë Berg"));
    // A field that is left by the key, and a dialog that is closed by it, leave the search alone.
    app.search("berg");
    app.press_begin_any("Wishes and story");
    app.type_long("Notes", "sails");
    app.key(Key::Escape);
    assert!(app.shows("Found · 1"));
    app.key(Key::F1);
    app.key(Key::Escape);
    assert!(app.shows("Found · 1"));
    app.key(Key::Escape);
    assert!(app.shows("Clients · 2"));
}

#[test]
fn a_number_that_is_none_stays_as_it_was_typed_and_is_said() {
    let mut app = planned();
    app.press("Edit intake");
    for typed in ["1.5", "-3", "3,5"] {
        app.type_over("Weeks since it began", typed);
        assert_eq!(app.typed("Weeks since it began"), typed);
        assert!(app.is_missing(1), "{typed}");
        assert!(app.shows("Weeks since it began: a whole number"), "{typed}");
    }
    app.keys(Key::A);
    app.event(Event::Paste("12 weeks".to_owned()));
    assert_eq!(app.typed("Weeks since it began"), "12 weeks", "what is pasted is kept");
    assert!(app.shows("Weeks since it began: a whole number"));
    // A letter is a key there.
    app.type_here("f");
    assert_eq!(app.typed("Weeks since it began"), "12 weeks");
    app.type_over("Weeks since it began", " 20 ");
    assert!(app.is_missing(0));
}

const LONG: usize = 2314;

#[test]
fn a_long_text_is_kept_whole_counted_and_asked_about_once() {
    let folder = folder();
    let path = folder.path().join("plan.ron");
    let mut app = planned();
    app.press("Edit intake");
    app.press_begin_any("Wishes and story");
    let text = "word ".repeat(LONG / 5 + 1);
    let text = &text[..LONG];
    app.type_long("Notes", &text[..2000]);
    assert!(!app.shows(" of 2000 characters"));
    app.type_long("Notes", &text[2000..]);
    assert!(app.shows("2314 of 2000 characters"));
    assert!(app.overlaps().is_empty(), "it stands beside the words: {:#?}", app.overlaps());
    *app.answers.save.lock().unwrap() = Some(path.clone());
    app.keys(Key::S);
    assert!(app.shows("Keep this long text?") && app.shows("Notes: 2314 characters"));
    app.press("Back");
    assert!(!path.exists());
    app.keys(Key::S);
    app.press("Keep all of it");
    app.wait_for(" saved ");
    assert!(read(&path).contains(text.trim_end()));
    // It isn't asked about again, and not in a file that it goes into.
    let sheet = folder.path().join("plan.txt");
    *app.answers.save.lock().unwrap() = Some(sheet.clone());
    app.save_plan_as("Plain text");
    app.wait_until("it is saved", |_| sheet.exists());
    app.key(Key::Escape);
    app.type_long("Notes", "!");
    app.keys(Key::S);
    assert!(app.shows("Notes: 2315 characters"), "a longer one is another one");
}

#[test]
fn a_long_note_of_a_client_is_asked_about_in_its_form() {
    let folder = folder();
    let store = empty(&folder);
    let zoe = add_client(&store, "Zoë Berg");
    let mut app = App::start_page(Some(places(folder.path())));
    app.begin(store.root());
    app.wait_for("Clients · 1");
    app.choose_client("Zoë Berg");
    app.keys(Key::I);
    let note = "n".repeat(LONG);
    app.type_long("Important note", &note);
    assert!(app.shows("2314 of 2000 characters"));
    app.press("Save details");
    assert!(
        app.shows("Important note: 2314 characters, where 2000 are usual. Once more keeps all")
    );
    app.press("Save details");
    let saved = |store: &Store| store.client(zoe).unwrap().record().unwrap().important.clone();
    app.wait_until("all of it is saved", |_| saved(&store).as_ref() == Some(&note));
}

#[test]
fn another_clients_plan_begins_at_its_top() {
    let mut scene = Scene::practice();
    let app = &mut scene.app;
    app.look(Look::sized(1366.0, 560.0));
    let top = |app: &App| app.sight_of("Plan of ").map(|(place, _)| place.top());
    let middle = pos2(700.0, 350.0);
    for name in ["Małgorzata Testowska", "Fergus Sample"] {
        app.choose_client(name);
        // Away from the list, which folds the client before.
        app.event(Event::PointerMoved(middle));
        app.settle();
        app.press_begin("Plan of ");
        app.wait_for("Open for editing");
        let begins = top(app);
        app.event(Event::PointerMoved(middle));
        app.turn_wheel(1000.0);
        assert_eq!(top(app), begins, "{name}: it begins at its top");
        app.turn_wheel(-400.0);
        assert_ne!(top(app), begins, "{name}: it scrolls");
    }
}

#[test]
fn ten_is_typed_as_one_and_nought_and_never_becomes_no_pain() {
    for question in ["Back pain", "Leg pain"] {
        let mut app = App::start();
        app.focus(question);
        app.stroke(Key::Num1, "1");
        assert_eq!(app.value_of(question).as_deref(), Some("1 of 10"));
        app.stroke(Key::Num0, "0");
        assert_eq!(app.value_of(question).as_deref(), Some("10 of 10"));
        assert_ne!(app.focused(), question, "a ten goes on, a one waits");
        app.focus(question);
        app.stroke(Key::Num0, "0");
        assert_eq!(app.value_of(question).as_deref(), Some("0 of 10"), "a nought of its own");
        // Both within one frame, as from a hand that is faster than the window.
        app.focus(question);
        app.stroke(Key::Num1, "10");
        assert_eq!(app.value_of(question).as_deref(), Some("10 of 10"));
        app.focus(question);
        app.stroke(Key::Num1, "1");
        app.key(Key::ArrowRight);
        app.stroke(Key::Num0, "0");
        assert_eq!(app.value_of(question).as_deref(), Some("0 of 10"), "something came between");
    }
}
