//! The intake to fill in by hand: every question of the knowledge, in its order, and what is asked
//! around them. It needs no plan, and says nothing about a client.

use serde::Serialize;

use super::body::{self, BodyFigure};
use super::shared::{Foot, Head};
use super::{Look, Source};
use crate::export::outline::{Block, Outline};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Group, RegionList};
use crate::model::{
    Aggravator, ConsentItem, Diagnosis, DoctorOnMassage, FreeText, FurthestPoint, Goal,
    Inflammation, Nprs, Position, Quality, Side, Trend,
};

/// The name under which the template finds the body.
const BODY: &str = "body.svg";

/// All that stands on the pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IntakePage {
    head: Head,
    foot: Foot,
    /// What is filled in beside the name.
    about: Vec<&'static str>,
    /// What brings the client.
    first: Vec<Ask>,
    groups: Vec<Questions>,
    yes: &'static str,
    no: &'static str,
    body: Option<BodyFigure>,
    body_label: &'static str,
    /// Where something is, to be marked and named.
    places: Vec<String>,
    clearance: Fields,
    more: Vec<Ask>,
    /// Texts, each with lines to write on.
    story: Vec<String>,
    consent: Ask,
    signed: [&'static str; 2],
}

/// A question, and what is ticked; scales have their numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Ask {
    label: String,
    options: Vec<String>,
    /// What is filled in behind them; empty where nothing is.
    fill: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Questions {
    heading: String,
    /// Whether a yes stops everything.
    grave: bool,
    asked: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Fields {
    heading: &'static str,
    labels: Vec<&'static str>,
}

fn ask<T: Copy>(label: &str, options: &[T], word: impl Fn(T) -> &'static str) -> Ask {
    let options = options.iter().map(|option| word(*option).to_owned()).collect();
    Ask { label: label.to_owned(), options, fill: "" }
}

fn scale(label: &str) -> Ask {
    let options = (Nprs::MIN.get()..=Nprs::MAX.get()).map(|it| it.to_string()).collect();
    Ask { label: label.to_owned(), options, fill: "" }
}

fn yes_no(label: &str) -> Ask {
    ask(label, &["Yes", "No"], |it| it)
}

impl IntakePage {
    /// The blank pages, and the drawings that they name.
    pub fn new(source: &Source<'_>, look: Look) -> (Self, Vec<(String, String)>) {
        let knowledge = source.knowledge;
        let (body, drawings) = match body::blank(BODY, look) {
            Some((figure, svg)) => (Some(figure), vec![(BODY.to_owned(), svg)]),
            None => (None, Vec::new()),
        };
        let groups = knowledge.tables().groups.iter();
        let page = Self {
            // The name is filled in by hand, whoever it is.
            head: Head { client: String::new(), ..Head::new("Intake", source, look, Vec::new()) },
            foot: Foot::new("For a qualified therapist; not a diagnosis", source),
            about: vec!["Date of birth", "Date", "Visit number", "Minutes booked"],
            first: first(knowledge),
            groups: groups.map(|group| questions(group, knowledge)).collect(),
            yes: "Yes",
            no: "No",
            body,
            body_label: "Mark where it hurts and how far it reaches",
            places: RegionList::ALL.iter().map(|list| list.on_paper().to_owned()).collect(),
            clearance: Fields {
                heading: "Clearance by a doctor, where there is one",
                labels: vec!["Given by", "On", "Until", "For what", "Allowed or limited"],
            },
            more: more(knowledge),
            story: FreeText::ALL.iter().map(|text| text.label().to_owned()).collect(),
            consent: ask("The client agrees to", &ConsentItem::ALL, ConsentItem::label),
            signed: ["Client", "Therapist"],
        };
        (page, drawings)
    }

    /// The same without pages.
    pub fn outline(&self) -> Outline {
        let mut outline = self.head.outline(&self.foot);
        let about = self.about.iter().map(|&label| label.to_owned());
        outline.blocks.push(Block::Fill(about.collect()));
        outline.blocks.extend(self.first.iter().flat_map(asked));
        for group in &self.groups {
            let answers = vec![self.yes.to_owned(), self.no.to_owned()];
            let rows = group.asked.iter().map(|text| Block::Ticks(text.clone(), answers.clone()));
            outline.section(group.heading.clone(), rows);
        }
        let body = self.body.iter().map(|body| Block::Pictures(vec![body.picture.clone()]));
        let places = Block::Fill(self.places.clone());
        outline.section(self.body_label, body.chain([places]));
        let labels = self.clearance.labels.iter().map(|&label| label.to_owned());
        outline.section(self.clearance.heading, [Block::Fill(labels.collect())]);
        outline.blocks.extend(self.more.iter().flat_map(asked));
        outline.blocks.push(Block::Fill(self.story.clone()));
        outline.blocks.extend(asked(&self.consent));
        outline.blocks.push(Block::Fill(self.signed.map(str::to_owned).to_vec()));
        outline
    }
}

fn asked(ask: &Ask) -> impl Iterator<Item = Block> {
    let ticks =
        (!ask.options.is_empty()).then(|| Block::Ticks(ask.label.clone(), ask.options.clone()));
    let label = if ask.options.is_empty() { ask.label.as_str() } else { ask.fill };
    let fill = (!label.is_empty()).then(|| Block::Fill(vec![label.to_owned()]));
    ticks.into_iter().chain(fill)
}

/// What brings the client, and how it is today.
fn first(knowledge: &Knowledge) -> Vec<Ask> {
    let categories = knowledge.tables().protocols.iter().map(|protocol| protocol.name.clone());
    vec![
        Ask { label: "Category".to_owned(), options: categories.collect(), fill: "" },
        Ask { fill: "Worse side, of two", ..ask("Painful side", &Side::ALL, Side::word) },
        scale("Back pain now"),
        scale("Leg pain now"),
        ask("Symptoms reach", FurthestPoint::ALL, FurthestPoint::label),
        ask("Since the last visit or week", Trend::ALL, Trend::label),
        ask("Inflammation", Inflammation::ALL, Inflammation::label),
        Ask { label: "Began, weeks ago".to_owned(), options: Vec::new(), fill: "" },
        ask("Diagnosis", Diagnosis::ALL, Diagnosis::label),
        yes_no("Doctor named the cause"),
        ask("Doctor's advice on massage", DoctorOnMassage::ALL, DoctorOnMassage::label),
    ]
}

fn questions(group: &Group, knowledge: &Knowledge) -> Questions {
    let asked = knowledge.tables().findings.iter().filter(|one| one.group == group.id);
    Questions {
        heading: group.name.clone(),
        grave: group.one_by_one,
        asked: asked.map(|one| one.question.clone()).collect(),
    }
}

/// Wishes, and what is told and changes no plan.
fn more(knowledge: &Knowledge) -> Vec<Ask> {
    let modalities = knowledge.tables().modalities.iter().map(|one| one.name.clone());
    vec![
        yes_no("Warm packs are welcome"),
        Ask {
            label: "Firmest pressure that is liked, 1 to 5".to_owned(),
            options: Vec::new(),
            fill: "",
        },
        ask("Positions to avoid", &Position::ALL, Position::label),
        Ask { label: "Declines".to_owned(), options: modalities.collect(), fill: "" },
        ask("Feels", Quality::ALL, Quality::label),
        ask("Worse with", Aggravator::ALL, Aggravator::label),
        ask("Better with", Aggravator::ALL, Aggravator::label),
        ask("Hopes for", Goal::ALL, Goal::label),
        Ask { label: "Hours of sitting a day".to_owned(), options: Vec::new(), fill: "" },
        Ask {
            label: "Up to three activities that are hard, 0 to 10 each".to_owned(),
            options: Vec::new(),
            fill: "",
        },
    ]
}
