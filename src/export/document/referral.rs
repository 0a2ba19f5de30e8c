//! The request for medical advice, of a plan that is withheld: what was found, how urgent it is, what was
//! told, and an answer to fill in, whose fields are those of a clearance record.
//!
//! It names no diagnosis of the therapist's and no gate. In an emergency it is what the emergency service
//! is handed, and asks for no clearance (A18).

use serde::Serialize;

use super::body::{self, BodyFigure};
use super::shared::{Fact, Foot, Head, emergency_numbers, in_full};
use super::{Look, Source};
use crate::export::outline::{Block, Outline};
use crate::export::sheet::{session_facts, told_facts};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::Group;
use crate::model::{ClearedPressure, Intake, Plan, Referral, Status, Urgency};
use crate::text::{inside_sentence, sentences};

/// The name under which the template finds the body.
const BODY: &str = "body.svg";

/// All that stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferralPage {
    head: Head,
    foot: Foot,
    subtitle: &'static str,
    to: &'static str,
    born: String,
    date: Fact,
    given: &'static str,
    found: Found,
    urgency: Urgent,
    told: Told,
    body: Option<BodyFigure>,
    asked: Fact,
    client: Fact,
    /// The country's emergency numbers, in an emergency.
    numbers: Option<Fact>,
    /// What is signed.
    signed: [&'static str; 2],
    answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Found {
    heading: &'static str,
    reasons: Vec<Reason>,
    since: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Reason {
    /// What was found.
    text: String,
    /// What it means.
    about: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Urgent {
    heading: &'static str,
    word: &'static str,
    kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Told {
    heading: &'static str,
    facts: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Answer {
    heading: &'static str,
    how: &'static str,
    verdict: [&'static str; 3],
    ticks: Vec<Ticks>,
    lines: &'static str,
    signed: [&'static str; 3],
}

/// A name, and what is ticked behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Ticks {
    label: &'static str,
    options: Vec<String>,
}

impl ReferralPage {
    /// The page of a withheld plan, and the drawings that it names.
    pub fn new(
        plan: &Plan,
        referral: &Referral,
        source: &Source<'_>,
        look: Look,
    ) -> (Self, Vec<(String, String)>) {
        let knowledge = source.knowledge;
        let intake = &plan.intake;
        let is_emergency = referral.urgency == Urgency::Emergency;
        let drawn = body::reach(BODY, intake.furthest_point, intake.side, look);
        let (body, drawings) = match drawn {
            Some((figure, svg)) => (Some(figure), vec![(BODY.to_owned(), svg)]),
            None => (None, Vec::new()),
        };
        let born = source.client.filter(|_| !look.code_only).and_then(|client| client.birth_year);
        let numbers = emergency_numbers(source.practice);
        let page = Self {
            head: Head::new("Request for medical advice", source, look, Vec::new()),
            foot: Foot::new("A massage therapist’s note; not a diagnosis", source),
            subtitle: "before massage therapy",
            to: "To",
            born: born.map(|year| format!("born {year}")).unwrap_or_default(),
            date: Fact::new("Date", in_full(intake.date)),
            given: "no massage given",
            found: found(referral, intake, knowledge),
            urgency: Urgent {
                heading: "How urgent",
                word: referral.urgency.label(),
                kind: match referral.urgency {
                    Urgency::Emergency => "stop",
                    Urgency::Urgent => "warn",
                    Urgency::BeforeTreatment => "hold",
                },
            },
            told: Told {
                heading: "As told and measured",
                facts: told(intake, source.client.is_some(), knowledge),
            },
            body,
            asked: Fact::new("What I ask of you", referral.doctor_text.clone()),
            client: Fact::new("Told to the client", referral.client_text.clone()),
            numbers: (is_emergency && !numbers.is_empty())
                .then(|| Fact::new("Emergency number", numbers.join(" or "))),
            signed: ["Therapist", "Client agrees to sending this"],
            answer: (!is_emergency).then(|| answer(knowledge)),
        };
        (page, drawings)
    }

    /// The same without a page.
    pub fn outline(&self) -> Outline {
        let mut outline = self.head.outline(&self.foot);
        outline.title = format!("{} {}", self.head.title, self.subtitle);
        let born = (!self.born.is_empty()).then(|| self.born.clone());
        outline.blocks.extend(born.map(Block::Paragraph));
        outline.blocks.push(Block::Fill(vec![self.to.to_owned()]));
        let date = format!("{}, {}", self.date.text, self.given);
        outline.blocks.push(Block::Facts(vec![
            (self.date.label.clone(), date),
            (self.urgency.heading.to_owned(), self.urgency.word.to_owned()),
        ]));
        let reasons = self.found.reasons.iter().map(|one| {
            if one.about.is_empty() {
                one.text.clone()
            } else {
                format!("{} {}", one.text, one.about)
            }
        });
        let since = self.found.since.iter().cloned().map(Block::Paragraph);
        outline.section(
            self.found.heading,
            std::iter::once(Block::List(reasons.collect())).chain(since),
        );
        let body = self.body.iter().map(|body| Block::Pictures(vec![body.picture.clone()]));
        outline.section(self.told.heading, std::iter::once(facts(&self.told.facts)).chain(body));
        outline.section(self.asked.label.clone(), [Block::Paragraph(self.asked.text.clone())]);
        outline.section(self.client.label.clone(), [Block::Paragraph(self.client.text.clone())]);
        outline.blocks.extend(self.numbers.as_ref().map(|it| facts(std::slice::from_ref(it))));
        outline.blocks.push(Block::Fill(self.signed.map(str::to_owned).to_vec()));
        if let Some(answer) = &self.answer {
            let verdict = answer.verdict.map(str::to_owned).to_vec();
            let ticks = answer.ticks.iter();
            let ticks = ticks.map(|it| Block::Ticks(it.label.to_owned(), it.options.clone()));
            let fill = std::iter::once(answer.lines).chain(answer.signed).map(str::to_owned);
            let mut blocks = vec![Block::Paragraph(answer.how.to_owned())];
            blocks.push(Block::Ticks(String::new(), verdict));
            blocks.extend(ticks);
            blocks.push(Block::Fill(fill.collect()));
            outline.section(answer.heading, blocks);
        }
        outline
    }
}

fn facts(facts: &[Fact]) -> Block {
    Block::Facts(facts.iter().map(|it| (it.label.clone(), it.text.clone())).collect())
}

/// What stands in the way, the gravest first: in its first sentence what was found, then what it means.
fn found(referral: &Referral, intake: &Intake, knowledge: &Knowledge) -> Found {
    let reasons = referral.reasons.iter().map(|reason| {
        let mut parts = sentences(&reason.text);
        let text = parts.next().unwrap_or_default().to_owned();
        Reason { text, about: parts.collect::<Vec<_>>().join(" ") }
    });
    let since = intake.findings_since.iter().map(|(id, day)| {
        let label = knowledge.finding_label(id);
        format!("{}: since {}", crate::text::capital(label), day.long())
    });
    Found { heading: "What was found", reasons: reasons.collect(), since: since.collect() }
}

/// What the client said and what was measured. The complaint comes first; the therapist's category isn't
/// a doctor's business.
fn told(intake: &Intake, has_client: bool, knowledge: &Knowledge) -> Vec<Fact> {
    // The date stands above, and what was booked says nothing.
    const LEFT_OUT: [&str; 5] = ["Date", "Category", "Booked", "Wishes", "Visit"];
    let mut complaint = Vec::new();
    let mut rest = Vec::new();
    for fact in told_facts(intake) {
        if fact.label == "Complaint" {
            complaint.push(Fact::new(fact.label, format!("“{}”", fact.text.trim())));
        } else if ["Medicines", "Diagnosed by", "Other treatments"].contains(&fact.label) {
            rest.push(Fact::from(&fact));
        }
    }
    let measured = session_facts(intake, knowledge);
    let measured = measured.iter().filter(|fact| !LEFT_OUT.contains(&fact.label));
    // The age of a named client follows from the year of birth.
    let measured = measured.filter(|fact| fact.label != "Age" || !has_client).map(Fact::from);
    let signs = knowledge.tables().groups.iter().filter(|group| group.one_by_one);
    complaint
        .into_iter()
        .chain(measured)
        .chain(rest)
        .chain(signs.map(|it| signs_of(it, intake, knowledge)))
        .collect()
}

/// What came of the questions of a group that are asked one by one.
fn signs_of(group: &Group, intake: &Intake, knowledge: &Knowledge) -> Fact {
    let asked = knowledge.tables().findings.iter().filter(|one| one.group == group.id);
    let yes: Vec<&str> = asked
        .filter(|one| intake.findings.contains(&one.id))
        .map(|one| one.label.as_str())
        .collect();
    let text = if yes.is_empty() {
        "asked one by one, all answered no".to_owned()
    } else {
        format!("yes to {}", yes.join(", "))
    };
    Fact::new(group.short_name.as_deref().unwrap_or(&group.name), text)
}

/// The answer. Level, time and end are fields of a clearance; the others are words that go into its
/// limits, which nothing enforces (A32).
fn answer(knowledge: &Knowledge) -> Answer {
    let levels = (ClearedPressure::MIN.get()..=ClearedPressure::MAX.get()).map(|it| it.to_string());
    let areas = knowledge.tables().areas.iter();
    let areas = areas.map(|area| inside_sentence(&area.name));
    let words = |options: &[&str]| options.iter().map(|&it| it.to_owned()).collect();
    Answer {
        heading: "The doctor’s answer",
        how: "please tick, fill in and return",
        verdict: ["Suitable", "Suitable with the limits below", "Not suitable now"],
        ticks: vec![
            Ticks {
                label: "Pressure, at most (1 lightest, 4 leaning in)",
                options: levels.collect(),
            },
            Ticks {
                label: "Hands-on time, at most",
                options: words(&["15", "30", "60 min", "no limit"]),
            },
            Ticks { label: "Leave out", options: areas.collect() },
            Ticks {
                label: "Heat and cold",
                options: words(&["no heat", "no cold", "either is fine"]),
            },
        ],
        lines: "Positions to avoid, other limits",
        signed: ["Valid until", "Date", "Name, signature"],
    }
}

/// Whether there is such a page of a plan.
pub fn of(plan: &Plan) -> Option<&Referral> {
    plan.referral.as_ref().filter(|_| plan.status >= Status::Hold)
}
