//! Whatever a row, a menu at its place or a button can do, the palette does too.

use eframe::egui::Key;

use crate::facade::{App, Hands, folder};
use crate::practice::app_of_two;
use crate::scenes::new_practice;

/// Shows what the palette says of these words, without running it.
fn looked_up(app: &mut App, words: &str, said: &str) {
    app.keys(Key::K);
    app.type_here(words);
    assert!(app.shows(said), "{said}");
    app.key(Key::Escape);
}

#[test]
fn what_can_be_done_with_a_step_needs_a_chosen_one_and_says_its_keys() {
    let mut app = App::start();
    looked_up(&mut app, "move the step", "Move the step down, The plan appears");
    app.fill_in();
    looked_up(&mut app, "move the step", "Move the step down, Choose a step of the plan first");
    let steps = app.rows().len();
    app.press_begin("Step 1: ");
    let first = app.name_begins("Step 1: ").replace("Step 1: ", "");
    looked_up(&mut app, "move the step", "Move the step down, Alt+Down");
    looked_up(&mut app, "move the step", "Move the step up, It is the first step");
    app.command("move the step down");
    assert!(app.name_begins("Step 2: ").contains(&first), "it is the second now");
    app.command("duplicate");
    assert_eq!(app.rows().len(), steps + 1);
    app.command("remove the step");
    assert_eq!(app.rows().len(), steps);
    assert!(app.shows("Step 3 removed"));
    app.command("previous step");
    assert!(app.is_chosen(&first));
    app.command("why this step");
    assert!(app.shows("2 · "), "the explanation is about the chosen step");
    app.key(Key::Escape);
    app.command("edit text");
    assert_eq!(app.focused(), "Words of step 2");
}

#[test]
fn minutes_are_held_and_a_step_is_added_below_from_the_palette() {
    let mut app = App::start();
    app.fill_in();
    app.press_begin("Step 1: ");
    let steps = app.rows().len();
    app.command("hold the minutes");
    assert!(app.is_ticked("Hold the minutes of step 1"));
    app.command("hold the minutes");
    assert!(!app.is_ticked("Hold the minutes of step 1"));
    app.command("add a step below");
    assert!(app.focused().starts_with("Add: "), "{}", app.focused());
    while app.focused().contains("not allowed") {
        app.key(Key::ArrowDown);
    }
    app.enter();
    assert_eq!(app.rows().len(), steps + 1);
}

#[test]
fn a_past_plan_is_read_compared_left_removed_and_brought_back_from_the_palette() {
    let folder = folder();
    let mut app = app_of_two(&folder.path().join("p"));
    looked_up(&mut app, "read the previous plan", "Read the previous plan, Choose a client first");
    app.press_begin("Zoë Berg");
    app.wait_for("Plan of 10 Nov, draft, 45 minutes");
    looked_up(&mut app, "side by side", "Compare with today, No past plan is being read");
    app.command("read the previous plan");
    assert!(app.shows("as saved"));
    looked_up(&mut app, "read the previous plan", "Read the previous plan, It is the first plan");
    app.command("side by side");
    assert!(app.shows("Only this plan"));
    app.command("side by side");
    assert!(app.shows("Compare with today"));
    app.command("back to today's plan");
    assert!(!app.shows("as saved"));
    app.command("read the previous plan");
    app.command("remove this plan");
    app.wait_for("The plan is removed");
    app.command("bring back");
    app.wait_for("The plan is back");
    app.wait_for("Plan of 10 Nov, draft, 45 minutes");
}

#[test]
fn clients_are_sorted_and_consent_is_recorded_from_the_palette() {
    let folder = folder();
    let mut app = app_of_two(&folder.path().join("p"));
    app.command("sort clients by name");
    let top = |name| app.place_beginning(name).unwrap().top();
    assert!(top("Ali Caan") < top("Zoë Berg"));
    assert!(app.says("By name"));
    app.command("sort clients by latest");
    assert!(app.says("Recent"));
    app.press_begin("Zoë Berg");
    app.wait_for("Consent: Draping");
    app.command("consent to draping");
    let agreed = |app: &App, item| app.answered(&format!("Consent: {item}")) == Some(true);
    app.wait_until("the draping is recorded", |app| agreed(app, "Draping"));
    assert!(!agreed(&app, "Treatment"), "nothing else was recorded");
    looked_up(&mut app, "draping", "Consent to draping is recorded already");
    app.command("record consent");
    app.wait_until("all is recorded", |app| agreed(app, "Treatment"));
    looked_up(&mut app, "record consent", "Record consent, Consent is complete");
    app.command("add a clearance");
    assert!(app.shows("Clearance 1"));
    app.command("questions in full");
    assert!(app.shows("Short questions"));
}

#[test]
fn sealing_and_what_belongs_to_it_are_in_the_palette() {
    let folder = folder();
    let store = new_practice(&folder.path().join("p"));
    let mut app = App::start();
    app.open_practice(store.root());
    app.wait_for("No clients yet");
    looked_up(&mut app, "unseal", "Unseal the practice…, The practice isn't sealed");
    looked_up(&mut app, "recovery key", "Recovery key…, The practice isn't sealed");
    app.command("earlier copies");
    app.wait_for("No earlier copy is left");
    app.key(Key::Escape);
    app.command("seal the practice");
    assert!(app.shows("Seal this practice"));
}

#[test]
fn words_to_hand_over_are_in_the_palette_once_a_plan_is_withheld() {
    let mut app = App::start();
    looked_up(&mut app, "hand over", "Copy the words to hand over, The plan isn't withheld");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    looked_up(&mut app, "copy the words", "Copy the words to hand over");
    app.command("save the words");
    app.wait_for("Save the words to hand over");
}
