//! Tasks with a plan: changed in its rows, checked at once, called ready, saved and opened again.

use eframe::egui::{self, Key, Modifiers};
use ischia::model::Position;
use ischia::store::Store;

use crate::facade::{App, Hands, Look, folder};

pub fn planned() -> App {
    let mut app = App::start();
    app.fill_in();
    app
}

/// The number of the first row whose name contains these words.
pub fn step(app: &App, words: &str) -> usize {
    app.rows().iter().position(|row| row.contains(words)).unwrap() + 1
}

pub fn select(app: &mut App, step: usize) {
    let row = app.rows().into_iter().nth(step - 1).unwrap();
    app.press(&row);
}

#[test]
fn a_level_is_set_by_its_dot_and_taken_back() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    let before = app.rows();
    select(&mut app, step);
    app.press(&format!("Level 1 in step {step}"));
    assert!(app.rows()[step - 1].contains("level 1 of 5"));
    assert!(app.shows("Unsaved changes"));
    app.keys(Key::Z);
    assert_eq!(app.rows(), before);
}

#[test]
fn a_level_that_is_closed_says_why_and_cannot_be_set() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    let before = app.rows();
    let closed = format!("Level 5 in step {step}, not allowed: ");
    assert_eq!(app.count(&closed), 1);
    app.press_begin_any(&closed);
    assert_eq!(app.rows(), before);
}

#[test]
fn position_and_modality_come_from_lists_with_everything_in_them() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.press(&format!("Position of step {step}"));
    assert_eq!(app.count(&format!("Position of step {step}: ")), 6);
    assert!(app.count(&format!("Position of step {step}: Standing, not allowed: ")) == 1);
    app.press(&format!("Position of step {step}: Prone"));
    assert!(app.rows()[step - 1].contains("Prone"));
    app.press(&format!("Modality of step {step}"));
    app.press(&format!("Modality of step {step}: Swedish massage"));
    assert!(app.rows()[step - 1].contains("Swedish massage"));
}

#[test]
fn a_list_is_walked_and_left_by_keys() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.focus(&format!("Modality of step {step}"));
    app.enter();
    app.keys_with(Modifiers::NONE, Key::ArrowUp);
    app.enter();
    assert!(app.rows()[step - 1].contains("Swedish massage"));
    assert_eq!(app.count(&format!("Modality of step {step}: ")), 0);
}

#[test]
fn minutes_that_do_not_add_up_are_a_conflict_and_fitted_again() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.set_value(&format!("Minutes of step {step}"), 4.0);
    assert!(app.rows()[step - 1].contains("4 minutes"));
    assert!(app.shows("Plan checked: 1 conflict"));
    assert!(!app.may_be_ready());
    app.press("Fit to time");
    assert!(app.rows()[step - 1].contains("4 minutes"), "what was typed is held");
    assert!(app.shows("Plan checked: no conflicts"));
}

#[test]
fn instructions_are_written_over_and_come_back_when_nothing_is_left() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.press(&format!("Edit text of step {step}"));
    let words = format!("Words of step {step}");
    app.keys_with(Modifiers::COMMAND, Key::A);
    app.type_text("Ask about the cushion first.");
    assert!(app.shows("Ask about the cushion first."));
    app.keys_with(Modifiers::NONE, Key::Escape);
    assert_eq!(app.count(&words), 0);
    assert!(app.shows("Ask about the cushion first."));
    app.keys(Key::Z);
    assert!(!app.shows("Ask about the cushion first."));
}

#[test]
fn steps_move_by_keys_and_their_answers_move_along() {
    let mut app = planned();
    let step = step(&app, "Hamstrings, right");
    let words = app.rows()[step - 1].split_once(": ").unwrap().1.to_owned();
    select(&mut app, step);
    app.keys_with(Modifiers::ALT, Key::ArrowDown);
    assert!(app.rows()[step].contains(&words));
    app.keys_with(Modifiers::ALT, Key::ArrowUp);
    assert!(app.rows()[step - 1].contains(&words));
    app.keys_with(Modifiers::NONE, Key::ArrowDown);
    app.keys_with(Modifiers::NONE, Key::ArrowUp);
    let count = app.rows().len();
    app.keys_with(Modifiers::COMMAND, Key::D);
    assert_eq!(app.rows().len(), count + 1);
    app.keys_with(Modifiers::NONE, Key::Delete);
    assert_eq!(app.rows().len(), count);
    assert!(app.shows("removed"));
}

#[test]
fn a_step_is_dragged_to_another_place_and_escape_leaves_it() {
    let mut app = planned();
    let before = app.rows();
    let from = step(&app, "Hamstrings, right");
    let words = before[from - 1].split_once(": ").unwrap().1.to_owned();
    let target = format!("Move step {}", from + 1);
    app.drag(&format!("Move step {from}"), &target, 10.0);
    app.drop_at(&target, 10.0);
    assert!(app.rows()[from].contains(&words));
    app.keys(Key::Z);
    assert_eq!(app.rows(), before);
    app.drag(&format!("Move step {from}"), &target, 10.0);
    app.keys_with(Modifiers::NONE, Key::Escape);
    app.drop_at(&target, 10.0);
    assert_eq!(app.rows(), before);
}

#[test]
fn a_line_of_words_becomes_a_step() {
    let mut app = planned();
    let count = app.rows().len();
    app.keys_with(Modifiers::COMMAND, Key::Enter);
    app.type_text("glu r mfr 2 4");
    assert!(app.shows("Enter adds step "));
    app.enter();
    assert_eq!(app.rows().len(), count + 1);
    app.type_text("glu r mfr 5");
    assert!(app.shows("Not allowed: "));
    app.enter();
    assert_eq!(app.rows().len(), count + 1);
}

#[test]
fn a_press_on_a_completion_takes_one_word_however_long_it_lasts() {
    let mut app = planned();
    app.keys_with(Modifiers::COMMAND, Key::Enter);
    app.type_text("glu");
    let options = app.options("Completions");
    let (_, place) = options.first().expect("no completions").clone();
    app.button(place.center(), true);
    let taken = app.typed("Add a step");
    assert!(taken.ends_with(' ') && taken.to_lowercase().starts_with("glu"), "{taken:?}");
    assert!(!app.options("Completions").is_empty(), "the next words are offered at once");
    for _ in 0..3 {
        app.event(eframe::egui::Event::PointerMoved(place.center()));
        assert_eq!(app.typed("Add a step"), taken, "held");
    }
    app.button(place.center(), false);
    assert_eq!(app.typed("Add a step"), taken, "let go");
    assert_eq!(app.focused(), "Add a step");
    app.click_at(place.center());
    let second = app.typed("Add a step");
    assert!(second.len() > taken.len() && second.starts_with(&taken), "{second:?}");
    assert_eq!(app.focused(), "Add a step");
}

#[test]
fn right_after_a_step_was_typed_undo_takes_the_step_back() {
    let mut app = planned();
    let before = app.rows();
    app.keys_with(Modifiers::COMMAND, Key::Enter);
    app.type_text("ham r swe 2 3");
    app.enter();
    assert_eq!(app.rows().len(), before.len() + 1);
    assert_eq!(app.focused(), "Add a step", "the next one can follow");
    app.type_text("glu");
    app.keys(Key::Z);
    assert_eq!(app.rows().len(), before.len() + 1, "words that stand there come first");
    app.type_over("Add a step", "");
    app.keys(Key::Z);
    assert_eq!(app.rows(), before);
}

#[test]
fn a_screen_reader_hears_of_the_completion_that_arrows_went_to() {
    let mut app = planned();
    app.keys_with(Modifiers::COMMAND, Key::Enter);
    app.type_text("g");
    let options = app.options("Completions");
    assert!(options.len() > 1, "{options:?}");
    assert_eq!(app.active_option(), None, "Enter would take none of them yet");
    for at in [0, 1] {
        app.keys_with(Modifiers::NONE, Key::ArrowDown);
        assert_eq!(app.active_option(), options.get(at).map(|(name, _)| name.clone()));
    }
}

#[test]
fn in_the_narrowest_window_every_row_says_what_is_worked_and_on_which_side() {
    let mut app = planned();
    app.resize(911.0, 512.0);
    let knowledge = app.knowledge();
    let modalities = knowledge.tables().modalities.iter().map(|one| one.name.as_str());
    let positions = Position::ALL.iter().map(|position| position.label());
    let ends: Vec<String> = modalities.chain(positions).map(|end| format!(", {end}")).collect();
    let painted: Vec<String> = app.texts().iter().map(|text| text.to_lowercase()).collect();
    let phases = ["Warm-up, ", "Warm pack, "];
    let mut sides = 0;
    for row in app.rows() {
        let row = row.replace(" · ", ", ");
        let (_, said) = row.split_once(": ").unwrap();
        let end = ends.iter().filter_map(|end| said.find(end.as_str())).min().unwrap();
        let title = &said[..end];
        let place = phases.iter().find_map(|phase| title.strip_prefix(phase)).unwrap_or(title);
        // A stretch names its side before what is stretched.
        let is_stretch = said.starts_with("Gluteal stretch");
        let place = if is_stretch { "stretch, right" } else { place };
        sides += usize::from(place.ends_with(", right") || place.ends_with(", both sides"));
        let is_there = painted.iter().any(|text| text.contains(&place.to_lowercase()));
        assert!(is_there, "{place}: {painted:?}");
    }
    assert!(sides > 5, "{sides}");
}

#[test]
fn a_conflict_stands_at_its_step_and_keeps_the_plan_a_draft() {
    let mut app = planned();
    assert!(app.may_be_ready());
    let step = step(&app, "Check-in");
    select(&mut app, step);
    app.press(&format!("Remove step {step}"));
    assert!(app.shows("Conflict"));
    assert!(!app.may_be_ready());
    app.press_last("Undo");
    assert!(app.may_be_ready());
}

#[test]
fn an_answered_warning_is_kept_with_the_plan_and_found_again() {
    let folder = folder();
    let root = folder.path().join("p");
    let mut app = App::start();
    app.open_practice(&root);
    app.wait_for("No clients yet");
    app.press("New");
    app.type_into("Name of the new client", "Zoë Berg");
    app.enter();
    app.wait_for("Zoë Berg, no plans yet");
    app.fill_in();
    // Deeper than the default, and still allowed.
    let step = step(&app, "Hamstrings, right, Swedish");
    select(&mut app, step);
    app.press(&format!("Level 3 in step {step}"));
    assert!(app.shows("needs a reason"));
    assert!(!app.may_be_ready());
    app.type_into_begin("Why is it right here? ", "tolerated well so far");
    app.enter();
    assert!(app.shows("Warning answered: “tolerated well so far”"));
    app.press(&format!("Hold the minutes of step {step}"));
    app.mark_ready();
    assert!(app.shows("State of the plan: Ready"));
    app.press("Save");
    app.wait_for("Plan saved ");
    let store = Store::open(&root).unwrap().open().unwrap();
    let client = store.client(store.clients().unwrap()[0]).unwrap();
    let history = client.plans.values().next().unwrap();
    let record = history.current().unwrap().content.record().unwrap();
    assert_eq!(record.acknowledged[0].why, "tolerated well so far");
    assert_eq!(record.held, [step]);
    assert_eq!(record.edits.len(), 1);

    let mut other = App::start();
    other.open_practice(&root);
    other.wait_for("Clients · 1");
    other.press_begin("Zoë Berg");
    other.wait_for(", ready, 60 minutes");
    other.press_begin("Plan of ");
    assert!(other.shows("State of the plan: Ready"));
    assert!(other.shows("Warning answered: “tolerated well so far”"));
    select(&mut other, step);
    other.press(&format!("Hold the minutes of step {step}"));
    assert!(!other.shows("State of the plan: Ready"), "what is changed is a draft again");
}

#[test]
fn building_anew_keeps_the_edits_or_starts_again() {
    let mut app = planned();
    let built = app.rows();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.press(&format!("Level 1 in step {step}"));
    let edited = app.rows();
    app.press("Rebuild");
    assert!(app.shows("Rebuild the plan?"));
    app.press("Keep my edits");
    assert_eq!(app.rows(), edited);
    app.press("Rebuild");
    app.press("Start again");
    assert_eq!(app.rows(), built);
    app.keys(Key::Z);
    assert_eq!(app.rows(), edited);
}

#[test]
fn changed_answers_keep_the_edits_and_a_withheld_plan_lets_them_wait() {
    let mut app = planned();
    let step = step(&app, "Gluteals, right, Myofascial");
    select(&mut app, step);
    app.press(&format!("Level 1 in step {step}"));
    let edited = app.rows();
    app.press("Edit intake");
    let first = app.questions("emergency")[0].clone();
    app.answer(&first, true);
    assert!(app.rows().is_empty());
    app.press("Edit intake");
    app.answer(&first, false);
    app.press("Show plan");
    assert_eq!(app.rows(), edited);
    app.press("Edit intake");
    app.press("Length: 45");
    app.press("Show plan");
    let row = app.rows().into_iter().find(|row| row.contains("Gluteals, right, Myofascial"));
    assert!(row.unwrap().contains("level 1 of 5"));
    assert!(app.shows("of 45 min"));
}

#[test]
fn what_is_found_about_the_whole_plan_moves_no_row_and_says_it_plainly() {
    for size in [(1366.0, 768.0), (911.0, 512.0)] {
        let mut app = planned();
        app.resize(size.0, size.1);
        let step = step(&app, "Check-in");
        select(&mut app, step);
        let before = app.places("Step ");
        app.set_value(&format!("Minutes of step {step}"), 10.0);
        assert!(app.shows("The steps take 65 minutes, 5 more than the 60 booked."));
        assert_eq!(app.places("Step "), before, "{size:?}");
        app.press_begin("1 conflict about the whole plan: The steps take 65");
        assert!(app.in_full("The steps take 65 minutes").is_some());
    }
}

#[test]
fn fitting_says_that_hands_on_time_is_limited_where_that_is_in_the_way() {
    let mut scene = crate::scenes::Scene::file("hands-on-limit.ron");
    let app = &mut scene.app;
    app.look(Look::TALL);
    // Whatever isn't done by hand is held, or gone.
    for words in ["Check-in", "Re-test", "Home care", "Ankle pumps"] {
        let step = step(app, words);
        select(app, step);
        app.key(Key::H);
    }
    while let Some(rest) = app.rows().iter().position(|row| row.contains(": Rest")) {
        select(app, rest + 1);
        app.key(Key::Delete);
    }
    app.press("Fit to time");
    assert!(app.shows("Hands-on work and stretches may take no more than 20 minutes today."));
    assert!(app.shows("release a held step, or add rest, or book less time"));
}

#[test]
fn a_stretch_names_its_side_too() {
    let mut app = planned();
    let stretch = step(&app, "Hamstring stretch");
    assert!(app.rows()[stretch - 1].contains(", right, "));
    app.resize(1366.0, 768.0);
    assert!(app.in_full("Stretch, right").is_some());
    assert!(app.in_full("hamstring").is_some());
}

#[test]
fn the_chosen_step_stays_the_chosen_one_when_a_change_is_taken_back() {
    let mut app = planned();
    let step = step(&app, "Hamstrings, right");
    let words = app.rows()[step - 1].split_once(": ").unwrap().1.to_owned();
    select(&mut app, step);
    app.keys_with(Modifiers::ALT, Key::ArrowUp);
    app.keys_with(Modifiers::ALT, Key::ArrowUp);
    assert!(app.is_chosen(&words));
    app.keys(Key::Z);
    app.keys(Key::Z);
    assert!(app.is_chosen(&words), "not what stands where it stood");
    assert!(app.focused().contains(&words), "{} has the focus", app.focused());
    app.keys(Key::Y);
    assert!(app.is_chosen(&words));
}

/// What a row tells at the pointer lies above it.
#[test]
fn what_a_row_says_at_the_pointer_leaves_the_next_row_free() {
    let mut app = planned();
    let plan = app.rows();
    for size in [(1366.0, 768.0), (911.0, 512.0), (760.0, 480.0)] {
        app.resize(size.0, size.1);
        for name in &plan[1..4] {
            let row = app.place_of(name).unwrap();
            // Beside what opens lists.
            app.event(egui::Event::PointerMoved(row.left_bottom() + egui::vec2(60.0, -5.0)));
            app.wait_seconds(3);
            let told = app.tooltip().unwrap();
            assert!(told.bottom() <= row.top() + 1.0, "{size:?}: {told:?} reaches over {row:?}");
            app.event(egui::Event::PointerMoved(egui::pos2(2.0, 2.0)));
            app.wait_seconds(3);
        }
    }
}

/// Of earlier visits only the larger score is known, and not which of the two it was.
#[test]
fn the_score_of_the_last_visit_belongs_to_neither_site() {
    let app = crate::scenes::Scene::file("chronic.ron").app;
    assert!(app.shows(", leg 4 · was 4 · reaches thigh"));
}
