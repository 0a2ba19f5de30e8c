//! Home care: what has to be absent (1F-4, 3F, A12, A22, A23, A29–A31, A70), what has to be there
//! (S2-10, A12, A72), and what is chosen for today (A24).

use ischia::model::{Aggravator, HomeCare, Laterality, Phase, Plan};

use super::stretches::only_easy;
use super::{Answers, Wrongs, packs, words};
use crate::support::SHIPPED;

const BUTTOCK: [&str; 2] = ["gluteals", "piriformis"];
const LEG: [&str; 2] = ["hamstrings", "calves"];
/// A24: what gives relief, in its order.
const RELIEF: [&str; 6] =
    ["heat-pack", "cold-pack", "ball-buttock", "roller-legs", "roller-low-back", "knee-cushion"];
const ACTIVITY: [&str; 5] =
    ["walking", "strengthening", "sitting-breaks", "lifting", "physical-therapy"];
const LATER: [&str; 2] = ["weight", "ask-pharmacist"];

/// Whether some of these regions, on whichever side, is in such a state.
fn somewhere(regions: &[&str], is: impl Fn(&str, Laterality) -> bool) -> bool {
    regions.iter().any(|region| Laterality::ALL.into_iter().any(|side| is(region, side)))
}

/// Why this item of home care has to be absent, today and later.
pub fn home_care_closed(answers: &Answers<'_>, item: &str) -> Option<&'static str> {
    let ball = item == "ball-buttock";
    let roller = item == "roller-legs";
    let exercise = ["strengthening", "stretching"].contains(&item);
    let out = |region: &str, side| answers.closed(region, side);
    let sore = |region: &str, side| {
        out(region, side) || answers.inflamed_there(region, side) || answers.numb(region, side)
    };
    let cold = item == "cold-pack";
    let table = [
        (item == "roller-low-back", "1F-4 off by default"),
        (answers.bleeding() && (roller || ball), "k-12 no ball, no roller"),
        (roller && answers.has("past-clot"), "A70 no roller for the legs"),
        // The painful leg is the one that would be rolled.
        (
            roller && somewhere(&LEG, |region, side| answers.painful(side) && out(region, side)),
            "a roller where no hands may be",
        ),
        (ball && somewhere(&BUTTOCK, sore), "A22"),
        (item == "heat-pack" && packs::no_heat_at_all(answers).is_some(), "no heat at all"),
        (cold && !answers.inflamed(), "O6 ice only with inflammation"),
        (cold && answers.told(Aggravator::Cold), "A30 cold makes it worse"),
        (exercise && answers.has("trauma-within-72h"), "A12"),
        (item == "weight" && (answers.has("pregnancy") || answers.pain() >= 7), "A23"),
    ];
    table.iter().find(|(closed, _)| *closed).map(|(_, why)| *why)
}

fn ids(items: &[HomeCare]) -> Vec<&str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

fn all(plan: &Plan) -> impl Iterator<Item = &HomeCare> {
    plan.home_care.iter().chain(&plan.home_care_later)
}

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for item in all(plan) {
        if let Some(why) = home_care_closed(answers, item.id.as_str()) {
            wrongs.say(format!("home care {}: {why}", item.id), item.text.clone());
        }
    }
    let exercise = ["walking", "strengthening", "stretching", "physical-therapy"];
    let moves = plan.home_care.iter().any(|item| exercise.contains(&item.id.as_str()));
    wrongs.unless(moves, "S2-10 an exercise at home", String::new);
    let asked = answers.inflamed() && answers.minutes() < 40;
    let free = answers.intake.numb_regions.is_empty()
        && answers.intake.excluded_regions.is_empty()
        && !super::release::injured(answers)
        && !answers.any(&super::answers::NUMB)
        && !answers.told(Aggravator::Cold);
    let ice = all(plan).any(|item| item.id.as_str() == "cold-pack");
    wrongs.unless(!(asked && free) || ice, "ice as home care in a short visit", String::new);
}

/// A12 and A28 at home: "`see-professional` is added, `strengthening` and `stretching` are absent"
/// (the second by `home_care_closed`).
pub fn a12(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !answers.has("trauma-within-72h") || plan.steps.is_empty() {
        return false;
    }
    let today = ids(&plan.home_care);
    wrongs
        .unless(today.contains(&"see-professional"), "see a professional", || format!("{today:?}"));
    true
}

/// A21: what is done at home was done today.
pub fn a21(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let Some(item) = all(plan).find(|item| item.id.as_str() == "stretching") else {
        return false;
    };
    let done: Vec<&str> = plan
        .steps
        .iter()
        .filter(|step| step.phase == Phase::Stretch)
        .flat_map(|step| step.techniques.iter().map(ischia::model::TechniqueId::as_str))
        .collect();
    let alone = done.iter().any(|id| *id != "contract-relax");
    wrongs.unless(alone, "stretching at home without a stretch", || format!("{done:?}"));
    for technique in &SHIPPED.tables().techniques {
        let id = technique.id.as_str();
        let named = item.text.to_lowercase().contains(&technique.name.to_lowercase());
        let may = done.contains(&id) && id != "contract-relax";
        wrongs.unless(!named || may, "stretching at home that wasn't done", || {
            format!("{id}: {} / done {done:?}", item.text)
        });
        wrongs.unless(named || !may, "stretching at home doesn't name what was done", || {
            format!("{id}: {} / done {done:?}", item.text)
        });
        let easy = super::stretches::EASY.contains(&id);
        wrongs.unless(!named || easy || !only_easy(answers), "A20 at home", || item.text.clone());
    }
    true
}

/// Where an item stands in the order "safety, activity, stretch, relief"; nothing where it may not
/// stand among today's.
fn class(item: &str) -> Option<usize> {
    match item {
        "warning-signs" => Some(0),
        "see-professional" => Some(1),
        "stretching" => Some(3),
        _ if ACTIVITY.contains(&item) => Some(2),
        _ if RELIEF.contains(&item) => Some(4),
        _ => None,
    }
}

/// A24: `warning-signs` and at most four for today, chosen and in their order.
pub fn a24(_: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if plan.steps.is_empty() {
        return false;
    }
    let (today, later) = (ids(&plan.home_care), ids(&plan.home_care_later));
    let shown = || format!("today {today:?}, later {later:?}");
    let mut each: Vec<&str> = today.iter().chain(&later).copied().collect();
    each.sort_unstable();
    let many = each.len();
    each.dedup();
    wrongs.unless(each.len() == many, "an item twice", shown);
    wrongs.unless(today.len() <= 5, "more than four for today", shown);
    let places: Vec<Option<usize>> = today.iter().map(|item| class(item)).collect();
    wrongs.unless(places.iter().all(Option::is_some), "an item that is always later", shown);
    wrongs.unless(places.is_sorted(), "safety, activity, stretch, relief", shown);
    for item in ["see-professional", "stretching"] {
        wrongs.unless(!later.contains(&item), &format!("{item} has a place today"), shown);
    }
    let of = |class_of: usize| places.iter().filter(|place| **place == Some(class_of)).count();
    let has = |list: &[&str], among: &[&str]| list.iter().any(|item| among.contains(item));
    wrongs.unless(of(2) >= 1, "an activity for today", shown);
    let relief = has(&today, &RELIEF) || has(&later, &RELIEF);
    wrongs.unless(of(4) == usize::from(relief), "one thing for relief", shown);
    let first = RELIEF.iter().find(|item| today.contains(item) || later.contains(item));
    let leads = first.is_none_or(|item| today.contains(item));
    wrongs.unless(leads, "the first that may be given of relief", shown);
    let more = has(&later, &ACTIVITY);
    wrongs.unless(!more || today.len() == 5, "places stay empty", shown);
    let known = later
        .iter()
        .all(|item| ACTIVITY.contains(item) || RELIEF.contains(item) || LATER.contains(item));
    wrongs.unless(known, "an item of no kind", shown);
    true
}

/// A72: `warning-signs` stands first on every plan with steps, and says what to watch for.
pub fn a72(_: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if plan.steps.is_empty() {
        let none = ids(&plan.home_care).is_empty();
        wrongs.unless(none, "a withheld page has K01 alone", String::new);
        return false;
    }
    let first = plan.home_care.first();
    let stands = first.is_some_and(|item| item.id.as_str() == "warning-signs");
    wrongs.unless(stands, "warning-signs first", || format!("{:?}", ids(&plan.home_care)));
    let Some(item) = first.filter(|_| stands) else {
        return true;
    };
    for sign in ["bruis", "swell", "hours", "numb", "weak", "urine", "calf", "breath"] {
        wrongs.unless(words::has(&item.text, sign), &format!("warning signs: {sign}"), || {
            item.text.clone()
        });
    }
    let belly = words::has(&item.text, "belly") || words::has(&item.text, "flank");
    wrongs.unless(belly, "warning signs: belly or flank", || item.text.clone());
    true
}
