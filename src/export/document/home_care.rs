//! What the client takes home: the advice of the plan with a drawing each, what to stop for, what to
//! watch for and whom to call, the next visit.
//!
//! Its words are those of the plan, which the therapist may have changed; names and numbers are the
//! knowledge's. Nothing is said of the client's health beyond that.

use serde::Serialize;

use super::drawing::{Exercise, exercise};
use super::shared::{Fact, Foot, Head, emergency_numbers, in_full};
use super::{Look, Source};
use crate::export::outline::{Block, Outline, Picture};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::HomeCareKind;
use crate::model::{HomeCare, Plan};
use crate::planner;
use crate::text::sentences;

/// All that stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomePage {
    head: Head,
    foot: Foot,
    items: Vec<Item>,
    stop: Option<Listed>,
    good: Option<Fact>,
    watch: Watch,
    next: Option<Next>,
    notes: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Item {
    title: String,
    text: String,
    /// Its drawing; none where it has none, or one for each movement.
    drawing: Option<Drawn>,
    movements: Vec<Movement>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Movement {
    name: String,
    dose: String,
    drawing: Option<Drawn>,
}

impl Item {
    /// Its drawings, where there are any.
    fn pictures(&self, drawings: &[(String, String)]) -> Vec<Picture> {
        let own = self.drawing.iter().map(|drawn| (drawn, String::new()));
        let moved = self.movements.iter().filter_map(|one| {
            let said = [one.name.as_str(), one.dose.as_str()].into_iter();
            let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
            Some((one.drawing.as_ref()?, said.join(": ")))
        });
        let shown = own.chain(moved).filter_map(|(drawn, caption)| {
            let (_, svg) = drawings.iter().find(|(file, _)| *file == drawn.file)?;
            Some(Picture { svg: svg.clone(), words: drawn.alt.clone(), caption })
        });
        shown.collect()
    }
}

/// A drawing as a template finds it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Drawn {
    file: String,
    /// What it shows, in words.
    alt: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Listed {
    heading: &'static str,
    items: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Watch {
    /// What to watch for, in the words of the plan.
    parts: Vec<Fact>,
    label: &'static str,
    /// The numbers, the first to be called first; none where the country isn't known.
    numbers: Vec<String>,
    or: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Next {
    heading: &'static str,
    /// The day; empty where none may be agreed on.
    day: String,
    /// What stands behind the time that is filled in.
    time: &'static str,
    /// When it may be, where no day may be agreed on.
    text: String,
}

impl HomePage {
    /// The page of a plan with steps, and the drawings that it names.
    pub fn new(plan: &Plan, source: &Source<'_>, look: Look) -> (Self, Vec<(String, String)>) {
        let knowledge = source.knowledge;
        let mut drawings = Drawings { look, all: Vec::new() };
        let kind = |item: &HomeCare| knowledge.home_care(&item.id).map(|known| known.kind);
        let (watch, other): (Vec<&HomeCare>, Vec<&HomeCare>) =
            plan.home_care.iter().partition(|item| kind(item) == Some(HomeCareKind::Watch));
        let items =
            other.into_iter().map(|one| item(one, plan, knowledge, &mut drawings)).collect();
        let expectation = plan.expectation.trim();
        let page = Self {
            head: Head::new("For you, at home", source, look, vec![in_full(plan.intake.date)]),
            foot: Foot::new(
                "Massage goes with exercise and medical care; it does not replace them",
                source,
            ),
            items,
            stop: stop(plan, knowledge),
            good: (!expectation.is_empty()).then(|| Fact::new("What to expect", expectation)),
            watch: Watch {
                parts: watch
                    .into_iter()
                    .map(|one| Fact::new(name_of(one, knowledge), one.text.clone()))
                    .collect(),
                label: "Emergency number",
                numbers: emergency_numbers(source.practice).to_vec(),
                or: "or",
            },
            next: next(plan),
            notes: "Your own notes",
        };
        (page, drawings.all)
    }

    /// The same without a page; the drawings are those that it names.
    pub fn outline(&self, drawings: &[(String, String)]) -> Outline {
        let mut outline = self.head.outline(&self.foot);
        for item in &self.items {
            let pictures = item.pictures(drawings);
            let words = Block::Paragraph(item.text.clone());
            let pictures = (!pictures.is_empty()).then_some(Block::Pictures(pictures));
            outline.section(item.title.clone(), pictures.into_iter().chain([words]));
        }
        if let Some(stop) = &self.stop {
            outline.section(stop.heading, [Block::List(stop.items.clone())]);
        }
        for part in &self.watch.parts {
            outline.section(part.label.clone(), [Block::Warning(part.text.clone())]);
        }
        let label = self.watch.label.to_owned();
        let between = format!(" {} ", self.watch.or);
        outline.blocks.push(if self.watch.numbers.is_empty() {
            Block::Fill(vec![label])
        } else {
            Block::Facts(vec![(label, self.watch.numbers.join(&between))])
        });
        if let Some(next) = &self.next {
            let said = if next.day.is_empty() { &next.text } else { &next.day };
            outline.section(next.heading, [Block::Paragraph(said.clone())]);
        }
        if let Some(good) = &self.good {
            outline.section(good.label.clone(), [Block::Paragraph(good.text.clone())]);
        }
        outline
    }
}

/// Drawings that a page names, each once.
struct Drawings {
    look: Look,
    all: Vec<(String, String)>,
}

impl Drawings {
    /// A drawing, where there is one; `name` says what it shows where it doesn't say so itself.
    fn of(&mut self, id: &str, on_side: bool, name: &str) -> Option<Drawn> {
        let Exercise { svg, words } = exercise(id, on_side, self.look.ink)?;
        let file = format!("exercise-{id}.svg");
        if self.all.iter().all(|(known, _)| *known != file) {
            self.all.push((file.clone(), svg));
        }
        Some(Drawn { file, alt: if words.is_empty() { name.to_owned() } else { words } })
    }
}

fn name_of<'a>(item: &'a HomeCare, knowledge: &'a Knowledge) -> &'a str {
    knowledge.home_care(&item.id).map_or(item.id.as_str(), |known| known.name.as_str())
}

fn item(one: &HomeCare, plan: &Plan, knowledge: &Knowledge, drawings: &mut Drawings) -> Item {
    let is_stretching = knowledge.home_care(&one.id).is_some_and(|known| known.stretches);
    let movements =
        if is_stretching { movements(one, plan, knowledge, drawings) } else { Vec::new() };
    let title = name_of(one, knowledge);
    let is_one = movements.is_empty();
    let drawing = if is_one { drawings.of(one.id.as_str(), false, title) } else { None };
    Item { title: title.to_owned(), text: one.text.clone(), drawing, movements }
}

/// The movements of today that can be done alone, each with its dose; as long as the advice names them,
/// which the therapist may have changed.
fn movements(
    advice: &HomeCare,
    plan: &Plan,
    knowledge: &Knowledge,
    drawings: &mut Drawings,
) -> Vec<Movement> {
    let Ok(accepted) = knowledge.accept_recorded(plan.intake.clone()) else { return Vec::new() };
    let assessment = planner::assess(&accepted, knowledge);
    let said = advice.text.to_lowercase();
    let taken = assessment.taken_home(&plan.steps).into_iter();
    taken
        .filter(|technique| said.contains(&technique.name.to_lowercase()))
        .map(|technique| {
            let (_, timing) = assessment.facts.dose_of(technique);
            let dose = planner::at_home(timing);
            // As it was done today.
            let today = plan.steps.iter().find(|step| step.techniques.contains(&technique.id));
            let on_side = today.is_some_and(|step| step.position.upper_side().is_some());
            Movement {
                name: technique.name.clone(),
                dose: if said.contains(&dose) { dose } else { String::new() },
                drawing: drawings.of(technique.id.as_str(), on_side, &technique.name),
            }
        })
        .collect()
}

/// What this client stops for: what the cautions of the plan say of it.
fn stop(plan: &Plan, knowledge: &Knowledge) -> Option<Listed> {
    let said = plan.cautions.iter().filter_map(|note| {
        knowledge.caution(&note.id).and_then(|known| known.stop_at_home.clone())
    });
    let items: Vec<String> = said.collect();
    (!items.is_empty()).then_some(Listed { heading: "Stop and rest if", items })
}

fn next(plan: &Plan) -> Option<Next> {
    let next = plan.follow_up.as_ref()?;
    let day = next.interval_days.map(|days| plan.intake.date.plus_days(i32::from(days.get())));
    // What follows is about the course, and said to the therapist.
    let first = || sentences(&next.text).next().unwrap_or_default().to_owned();
    Some(Next {
        heading: "Your next visit",
        text: if day.is_none() { first() } else { String::new() },
        day: day.map(in_full).unwrap_or_default(),
        time: "o’clock",
    })
}
