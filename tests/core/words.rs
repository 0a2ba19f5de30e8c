//! Words that are put together: many plans of many kinds are built, and none of them contradicts
//! itself, says a thing twice, names a side that isn't the step's, or counts like “1 answers”.

mod brief;
mod full;
mod kinds;
mod places;
mod short;

use std::collections::{BTreeMap, BTreeSet};

use ischia::export::{Detail, Format};
use ischia::model::{FindingId, GateNote, Intake, Phase, Plan, Side, SittingHours, Step, Weeks};
use ischia::planner;

use crate::generate::{REGIONS, finding, today};
use crate::support::{SHIPPED, calm, page, try_plan};
use kinds::{cleared, intakes, of_length};

/// In a few words, whose plan it is.
fn called(intake: &Intake) -> String {
    let found: Vec<&str> = intake.findings.iter().map(FindingId::as_str).collect();
    format!(
        "{} {:?} {} min, {found:?}{}{}",
        intake.category,
        intake.side,
        intake.minutes,
        if intake.clearances.is_empty() { "" } else { ", cleared" },
        intake.preferences.as_ref().map_or(String::new(), |wishes| format!(", {wishes:?}")),
    )
}

/// What is wrong, each kind once with the first plan that shows it, and how often it was seen.
#[derive(Default)]
struct Wrongs {
    found: BTreeMap<String, (String, usize)>,
}

impl Wrongs {
    fn add(&mut self, whose: &str, what: String) {
        self.found.entry(what).or_insert_with(|| (whose.to_owned(), 0)).1 += 1;
    }

    fn report(&self) -> String {
        let lines = self.found.iter();
        let lines = lines.map(|(what, (whose, count))| format!("{what}\n    {count} ×, {whose}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The words of a text, without marks.
fn words_of(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    split.filter(|word| !word.is_empty()).map(lower).collect()
}

/// The sentences of a text, as short as three words.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(". ").map_or(rest.len(), |at| at + 1);
        let (sentence, after) = rest.split_at(end);
        if words_of(sentence).len() > 2 {
            all.push(lower(sentence.trim_end_matches('.')));
        }
        rest = after.trim_start();
    }
    all
}

/// What one page says, each text with its place.
fn texts(plan: &Plan) -> Vec<(String, &str)> {
    let mut all: Vec<(String, &str)> = Vec::new();
    for step in &plan.steps {
        all.push((format!("step {:?}", step.phase), &step.instructions));
        all.push((format!("why of {:?}", step.phase), &step.why));
    }
    for gate in &plan.gates {
        all.push((gate.id.to_string(), &gate.text));
        all.push((format!("{} released", gate.id), &gate.released_by));
    }
    all.extend(plan.cautions.iter().map(|one| (one.id.to_string(), one.text.as_str())));
    let home = plan.home_care.iter().chain(&plan.home_care_later);
    all.extend(home.map(|one| (one.id.to_string(), one.text.as_str())));
    all.extend(plan.follow_up.iter().map(|next| ("follow-up".to_owned(), next.text.as_str())));
    all.extend(plan.avoid.iter().map(|one| ("avoid".to_owned(), one.text.as_str())));
    all.push(("expectation".to_owned(), &plan.expectation));
    all.extend(plan.notes.iter().map(|one| ("note".to_owned(), one.text.as_str())));
    if let Some(referral) = &plan.referral {
        all.push(("to the client".to_owned(), &referral.client_text));
    }
    all
}

fn counts_and_marks(whose: &str, place: &str, text: &str, wrongs: &mut Wrongs) {
    for mark in ["{", "}", "  ", "..", " ,", " .", "?.", "!.", ":.", ",,"] {
        if text.contains(mark) {
            wrongs.add(whose, format!("“{mark}” in {place}: {text}"));
        }
    }
    let words = words_of(text);
    for pair in words.windows(2) {
        let counted =
            ["weeks", "minutes", "answers", "days", "visits", "steps", "hours", "warnings"];
        if counted.contains(&pair[1].as_str()) && ["0", "1"].contains(&pair[0].as_str()) {
            wrongs.add(whose, format!("“{} {}” in {place}", pair[0], pair[1]));
        }
    }
}

/// No sentence stands twice on the page; what goes to the doctor quotes the page and stands apart.
fn twice(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (place, text) in texts(plan) {
        for sentence in sentences(text) {
            if let Some(first) = seen.insert(sentence.clone(), place.clone()) {
                wrongs.add(whose, format!("said by {first} and by {place}: {sentence}"));
            }
        }
    }
    let Some(referral) = &plan.referral else { return };
    let mut doctor = BTreeSet::new();
    for sentence in sentences(&referral.doctor_text) {
        if !doctor.insert(sentence.clone()) {
            wrongs.add(whose, format!("said twice to the doctor: {sentence}"));
        }
    }
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn phrase(region: &str) -> &'static str {
    let region = SHIPPED.tables().regions.iter().find(|one| one.id.as_str() == region).unwrap();
    &region.phrase
}

/// One step at odds with itself.
fn step_at_odds(whose: &str, step: &Step, wrongs: &mut Wrongs) {
    let does = lower(&step.instructions);
    let all = format!("{does} {}", lower(&step.why));
    let mut wrong = |what: &str| {
        wrongs.add(whose, format!("{what}, {:?}: {}", step.phase, step.instructions));
    };
    let slides = ["stroke", "glide", "gliding", "knead"];
    if all.contains("without sliding") && has_any(&all, &slides) {
        wrong("“without sliding” beside strokes");
    }
    let modality = step.modality.as_ref().and_then(|id| SHIPPED.modality(id));
    if modality.is_some_and(|one| one.id.as_str() == "myofascial-release")
        && has_any(&does, &slides)
    {
        wrong("myofascial release in strokes");
    }
    if does.contains("tight spot") && modality.is_some_and(|one| !one.focal) {
        wrong("tight spots without work on one spot");
    }
    let tilts = step.techniques.iter().any(|id| id.as_str() == "pelvic-tilt");
    let still = ["keep the pelvis still", "pelvis still.", "pelvis fixed."];
    if tilts && has_any(&does, &still) {
        wrong("the pelvis still beside a pelvic tilt");
    }
    let Some(side) = step.side.and_then(Side::single) else { return };
    if has_any(&all, &["each side", "both sides", "either side", "each leg", "both legs"]) {
        wrong("both sides in a step on one");
    }
    let other = side.other().word();
    let told = all.replace("left out", "").replace("is left", "").replace("left to", "");
    if words_of(&told).iter().any(|word| word == other) {
        wrong("the other side is named");
    }
}

/// A warm-up names what it covers and nothing else, and least of all what lies under a pack.
fn warm_up(whose: &str, plan: &Plan, step: &Step, wrongs: &mut Wrongs) {
    let own: Vec<&str> = step.regions.iter().map(|id| phrase(id.as_str())).collect();
    for region in REGIONS {
        let phrase = phrase(region);
        if step.instructions.contains(phrase) != own.contains(&phrase) {
            let has = if own.contains(&phrase) { "doesn't name" } else { "names" };
            wrongs.add(whose, format!("a warm-up {has} {phrase}: {}", step.instructions));
        }
    }
    if own.iter().all(|phrase| !phrase.contains("low back"))
        && has_any(&step.instructions, &["spine", "low back"])
    {
        wrongs.add(whose, format!("a warm-up elsewhere names the back: {}", step.instructions));
    }
    let packs = plan.steps.iter().filter(|pack| pack.beside.contains(&step.number));
    for pack in packs.filter(|pack| pack.side == step.side || pack.side == Some(Side::Both)) {
        for region in &pack.regions {
            if step.instructions.contains(phrase(region.as_str())) {
                wrongs.add(whose, format!("{region} lies under a pack: {}", step.instructions));
            }
        }
    }
}

/// A pack's words name its own minutes, and the steps that it lies beside.
fn pack(whose: &str, step: &Step, wrongs: &mut Wrongs) {
    let words = words_of(&step.instructions);
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<usize>().ok());
    let minutes: Vec<usize> = (0..words.len())
        .filter(|at| words.get(at + 1).is_some_and(|next| next.starts_with("minute")))
        .filter_map(number)
        .collect();
    if minutes != [usize::from(step.minutes.get())] {
        let (found, takes) = (minutes, step.minutes);
        wrongs.add(whose, format!("a pack of {takes} minutes says {found:?}"));
    }
    let mut named = BTreeSet::new();
    for (at, word) in words.iter().enumerate() {
        let mut next = at + 1;
        while word.starts_with("step")
            && (number(next).is_some() || words.get(next).is_some_and(|w| w == "and"))
        {
            named.extend(number(next));
            next += 1;
        }
    }
    if named != step.beside.iter().copied().collect() {
        wrongs.add(whose, format!("a pack beside {:?} names steps {named:?}", step.beside));
    }
}

/// A released gate says who cleared it until when, and asks for nothing more.
fn gate_at_odds(whose: &str, plan: &Plan, gate: &GateNote, wrongs: &mut Wrongs) {
    let mut wrong = |what: &str| wrongs.add(whose, format!("{what}: {}", gate.text));
    let entry = SHIPPED.tables().gates.iter().find(|entry| entry.id == gate.id).unwrap();
    let (_, asked) = entry.text.split_once("{causes}.").unwrap();
    if gate.released && !asked.is_empty() && gate.text.contains(asked.trim()) {
        wrong("a released gate still asks");
    }
    let given = plan.intake.clearances.iter().filter(|one| one.covers(&gate.id));
    let mut given = given.map(|one| format!("{} until {}", one.by, one.until()));
    if gate.released != given.any(|said| gate.text.contains(&said)) {
        wrong("a gate says that it is cleared, and isn't, or the other way round");
    }
}

fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for (place, text) in texts(plan) {
        counts_and_marks(whose, &place, text, wrongs);
    }
    twice(whose, plan, wrongs);
    places::look_at(whose, plan, wrongs);
    short::look_at(whose, plan, wrongs);
    for gate in &plan.gates {
        gate_at_odds(whose, plan, gate, wrongs);
    }
    for step in &plan.steps {
        step_at_odds(whose, step, wrongs);
        match step.phase {
            Phase::WarmUp => warm_up(whose, plan, step, wrongs),
            Phase::Heat | Phase::Cold => pack(whose, step, wrongs),
            Phase::CheckIn
            | Phase::Focus
            | Phase::Stretch
            | Phase::Rest
            | Phase::ReTest
            | Phase::HomeCare => {}
        }
        if step.instructions.is_empty() {
            wrongs.add(whose, format!("{:?} without words", step.phase));
        }
    }
    for caution in &plan.cautions {
        let tilts = plan.steps.iter().any(|step| {
            caution.steps.contains(&step.number)
                && step.techniques.iter().any(|id| id.as_str() == "pelvic-tilt")
        });
        let entry = SHIPPED.caution(&caution.id).unwrap();
        if tilts && lower(&format!("{} {}", entry.title, caution.text)).contains("pelvis still") {
            wrongs.add(whose, format!("{}: the pelvis still beside a pelvic tilt", caution.id));
        }
    }
}

#[test]
fn no_plan_contradicts_or_repeats_itself_in_words() {
    let mut wrongs = Wrongs::default();
    let (mut with_steps, mut withheld, mut refused) = (0, 0, 0);
    let mut phases = BTreeSet::new();
    for intake in intakes() {
        let whose = called(&intake);
        match try_plan(intake) {
            Ok(plan) => {
                *(if plan.steps.is_empty() { &mut withheld } else { &mut with_steps }) += 1;
                phases.extend(plan.steps.iter().map(|step| format!("{:?}", step.phase)));
                look_at(&whose, &plan, &mut wrongs);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(wrongs.found.is_empty(), "{} kinds:\n{}", wrongs.found.len(), wrongs.report());
    assert!(with_steps > 1000 && withheld > 100, "{with_steps} plans, {withheld} withheld");
    assert!(refused * 50 < with_steps, "{refused} of {with_steps} refused");
    assert_eq!(phases.len(), 9, "{phases:?}");
}

/// One in seven: two pages are drawn for each.
#[test]
fn brief_pages_are_brief_and_leave_no_caution_out() {
    let mut wrongs = Wrongs::default();
    let mut seen = 0;
    for intake in intakes().into_iter().step_by(7) {
        let whose = called(&intake);
        if let Ok(plan) = try_plan(intake) {
            seen += 1;
            brief::look_at(&whose, &plan, &mut wrongs);
        }
    }
    assert!(wrongs.found.is_empty(), "{} kinds:\n{}", wrongs.found.len(), wrongs.report());
    assert!(seen > 200, "{seen} plans");
}

#[test]
fn full_pages_are_no_longer_than_the_contract_allows() {
    let mut wrongs = Wrongs::default();
    let mut seen = 0;
    for intake in intakes().into_iter().step_by(7) {
        let whose = called(&intake);
        if let Ok(plan) = try_plan(intake) {
            seen += 1;
            full::look_at(&whose, &plan, &mut wrongs);
        }
    }
    assert!(wrongs.found.is_empty(), "{} kinds:\n{}", wrongs.found.len(), wrongs.report());
    assert!(seen > 200, "{seen} plans");
}

/// Puts a fault into the words of a step.
type Spoil = fn(&mut Step);

#[test]
fn what_contradicts_or_repeats_itself_is_found() {
    let base = || try_plan(of_length(calm("chronic"), 60)).unwrap();
    let wrongs_of = |plan: &Plan| {
        let mut wrongs = Wrongs::default();
        look_at("one", plan, &mut wrongs);
        wrongs.report()
    };
    let at =
        |plan: &Plan, phase: Phase| plan.steps.iter().position(|step| step.phase == phase).unwrap();
    let spoils: [(Phase, Spoil, &str); 12] = [
        (Phase::Focus, |s| s.instructions.push_str(" Long strokes, without sliding."), "sliding"),
        (Phase::WarmUp, |s| s.instructions.push_str(" Then the calves, the hamstrings."), "names"),
        (Phase::WarmUp, |s| s.instructions = "Begin broadly over all of it.".to_owned(), "name"),
        (Phase::Stretch, |s| s.instructions.push_str(" On each side."), "both sides"),
        (Phase::Stretch, |s| s.instructions.push_str(" The left leg first."), "other side"),
        (Phase::Heat, |s| s.instructions.push_str(" Or 20 minutes."), "minutes says"),
        (Phase::Heat, |s| s.instructions.push_str(" See step 99 too."), "names steps"),
        (Phase::ReTest, |s| s.instructions.push_str(" It began 0 weeks ago."), "0 weeks"),
        (Phase::ReTest, |s| s.instructions.push_str(" {name}  twice.."), "“{”"),
        (Phase::Focus, |s| s.cue.clear(), "no cue"),
        (
            Phase::Focus,
            |s| s.cue.push_str(", and then a good deal longer than it may be"),
            "a cue of",
        ),
        (Phase::Stretch, |s| s.cue = "Hold 99 s".to_owned(), "99 in"),
    ];
    for (phase, spoil, said) in spoils {
        let mut plan = base();
        let place = at(&plan, phase);
        spoil(&mut plan.steps[place]);
        assert!(wrongs_of(&plan).contains(said), "{said}: {}", wrongs_of(&plan));
    }
    let mut plan = base();
    plan.expectation = plan.home_care[1].text.clone();
    assert!(wrongs_of(&plan).contains("said by"), "{}", wrongs_of(&plan));
    let mut numb = cleared(calm("chronic"));
    numb.findings.insert(finding("stable-numbness"));
    let mut plan = try_plan(numb).unwrap();
    let gate = plan.gates.iter_mut().find(|gate| gate.released).unwrap();
    gate.text.push_str(" Massage waits for a clearance.");
    assert!(wrongs_of(&plan).contains("still asks"), "{}", wrongs_of(&plan));
}

#[test]
fn pages_count_as_people_do() {
    for weeks in [None, Some(0), Some(1), Some(2), Some(30)] {
        for hours in [0, 1, 2] {
            let mut intake = cleared(calm("piriformis"));
            intake.onset_weeks = weeks.map(|weeks| Weeks::new(weeks).unwrap());
            intake.sitting_hours = Some(SittingHours::new(hours).unwrap());
            intake.findings.insert(finding("tingling"));
            intake.date = today();
            let plan = try_plan(intake).unwrap();
            for format in [Format::Md, Format::Txt] {
                let page = page(&plan, format, Detail::Full);
                let mut wrongs = Wrongs::default();
                for line in page.lines() {
                    let words = words_of(line);
                    for pair in words.windows(2) {
                        let is_one = ["0", "1"].contains(&pair[0].as_str());
                        if is_one
                            && ["weeks", "hours", "days", "minutes"].contains(&pair[1].as_str())
                        {
                            wrongs.add("page", line.to_owned());
                        }
                    }
                    assert!(!line.contains('{'), "{line}");
                }
                assert!(wrongs.found.is_empty(), "{}", wrongs.report());
                let began = match weeks {
                    None => "not known",
                    Some(0) => "this week",
                    Some(1) => "1 week ago",
                    Some(2) => "2 weeks ago",
                    Some(_) => "30 weeks ago",
                };
                assert!(page.contains(began), "{began}: {page}");
            }
        }
    }
}

/// The body shows the limit of today beside it.
#[test]
fn a_caution_names_the_level_that_holds_today() {
    let named =
        SHIPPED.tables().cautions.iter().filter_map(|it| Some((&it.id, it.level_of.as_ref()?)));
    let named: Vec<_> = named.collect();
    let mut seen = BTreeSet::new();
    for intake in crate::generate::samples(&crate::generate::intake(), 600, 15) {
        let Ok(plan) = try_plan(intake) else { continue };
        if plan.status.withholds() {
            continue;
        }
        let accepted = SHIPPED.accept(plan.intake.clone()).unwrap();
        let limits = planner::assess(&accepted, &SHIPPED).limits;
        for (id, level) in &named {
            let Some(note) = plan.cautions.iter().find(|note| note.id == **id) else { continue };
            let cells = SHIPPED.cells_of(&level.regions, Side::Both);
            let open = cells.iter().filter_map(|cell| limits.cell(cell));
            let open = open.filter(|cell| cell.no_work.is_none()).map(|cell| cell.cap).min();
            let today = open.unwrap_or(level.usual);
            assert!(today <= level.usual, "{id}: {today:?}");
            assert!(note.line.contains(&format!("evel {today}")), "{id}: {today:?}: {}", note.line);
            seen.insert(today);
        }
    }
    assert!(seen.len() > 1, "{seen:?}");
}

/// Answers at random bring more at once than a client does: a page in place of a plan stays within the
/// contract's limits for them too.
#[test]
fn withheld_pages_keep_their_length_whatever_was_found() {
    let (mut wrongs, mut looked) = (Wrongs::default(), 0);
    for intake in crate::generate::samples(&crate::generate::intake(), 1_500, 14) {
        let whose = called(&intake);
        let Ok(plan) = try_plan(intake) else { continue };
        if plan.referral.is_none() {
            continue;
        }
        looked += 1;
        brief::look_at(&whose, &plan, &mut wrongs);
        full::look_at(&whose, &plan, &mut wrongs);
    }
    assert!(looked > 500, "{looked} of them are withheld");
    assert!(wrongs.found.is_empty(), "{}", wrongs.report());
}
