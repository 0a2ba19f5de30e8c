//! The letter to a doctor: how a client has got on, what was done, how it was taken, and one question with
//! an answer to fill in.
//!
//! Of the course that is open, or of the last one. It names no diagnosis of the therapist's and no gate.

use serde::Serialize;

use super::chart::{Chart, ChartPoint};
use super::shared::{Fact, Foot, Head};
use super::{Look, Past, Source};
use crate::export::course::before_after;
use crate::export::outline::{Block, Outline};
use crate::knowledge::Knowledge;
use crate::model::{
    Clearance, Day, FurthestPoint, HomeCareId, ModalityId, Nprs, Phase, Pressure, RegionId, Side,
    TechniqueId,
};
use crate::planner::course::{CourseSession, Done, Review};
use crate::planner::real_change_from;
use crate::text::{agreeing, capital, counted, inside_sentence, listed};

/// The name under which the template finds the chart.
const CHART: &str = "chart.svg";

/// All that stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetterPage {
    head: Head,
    foot: Foot,
    to: &'static str,
    /// Whom it is for; empty where lines are left to fill in.
    addressee: String,
    date: String,
    greeting: String,
    opening: String,
    chart: Chart,
    /// What its signs mean, and what stands below the dates.
    legend: Legend,
    course: Course,
    said: Vec<Fact>,
    question: Fact,
    regards: &'static str,
    signed: [&'static str; 2],
    answer: Answer,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Legend {
    title: String,
    before: &'static str,
    after: &'static str,
    below: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Course {
    heading: &'static str,
    rows: Vec<Change>,
    remarks: Vec<String>,
}

/// Something at the beginning of the first and of the last session.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Change {
    label: String,
    first: String,
    last: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Answer {
    heading: &'static str,
    about: String,
    verdict: [&'static str; 3],
    until: &'static str,
    signed: [&'static str; 2],
}

impl LetterPage {
    /// The letter of a client with past sessions, and the drawings that it names; none where there are none.
    pub fn new(
        past: Past<'_>,
        source: &Source<'_>,
        look: Look,
    ) -> Option<(Self, Vec<(String, String)>)> {
        let knowledge = source.knowledge;
        let told = Told::new(past)?;
        let (first, last) = (told.first()?, told.last()?);
        let head = Head::new("Progress", source, look, Vec::new());
        let born = source.client.filter(|_| !look.code_only).and_then(|client| client.birth_year);
        let born = born.map(|year| format!(", born {year}")).unwrap_or_default();
        let whose = if head.client.is_empty() {
            String::new()
        } else {
            format!(" of {}{born}", head.client)
        };
        let head = Head { title: format!("Progress{whose}"), ..head };
        let clearance = told.clearance();
        let is_leg = told.sessions.iter().any(|session| session.leg.0 >= session.back.0);
        let what = if is_leg { "Leg pain, 0 to 10" } else { "Back pain, 0 to 10" };
        let of = |session: &CourseSession<'_>| if is_leg { session.leg } else { session.back };
        let points: Vec<ChartPoint> = told
            .sessions
            .iter()
            .map(|session| ChartPoint {
                day: session.date.short(),
                below: inside_sentence(session.furthest.0.label()),
                before: of(session).0,
                after: of(session).1,
            })
            .collect();
        let real = real_change_from(of(first).0).map(|score| (score, "real change"));
        let (chart, svg) = Chart::new(CHART, what, &points, real, look.ink);
        let date = last.date.date().strftime("%-d %B %Y").to_string();
        let about = format!("{}, {date}", head.title);
        let page = Self {
            foot: Foot::new("A massage therapist’s note; not a diagnosis", source),
            to: "To",
            addressee: clearance.map(|it| it.by.trim().to_owned()).unwrap_or_default(),
            greeting: greeting(clearance),
            opening: opening(&told, clearance, first.date),
            chart,
            legend: Legend {
                title: what.to_owned(),
                before: "before",
                after: "after",
                below: "Below the date: how far down it reached",
            },
            course: course(first, last, knowledge),
            said: vec![
                Fact::new("What was done", done(&told, knowledge)),
                Fact::new("Response", response(&told, knowledge)),
            ],
            question: Fact::new("My question", question(past, clearance)),
            regards: "With kind regards,",
            signed: ["Therapist", "Client agrees to sending this"],
            answer: Answer {
                heading: "Your answer",
                about,
                verdict: match clearance {
                    Some(_) => ["Same limits", "Other limits", "Please stop"],
                    None => ["Go on", "Go on within limits", "Please stop"],
                },
                until: "until",
                signed: ["Date", "Name, signature"],
            },
            date,
            head,
        };
        Some((page, vec![(CHART.to_owned(), svg)]))
    }

    /// The same without a page.
    pub fn outline(&self) -> Outline {
        let mut outline = Outline {
            letterhead: self.head.practice.clone(),
            title: self.head.title.clone(),
            blocks: Vec::new(),
            foot: vec![self.foot.purpose.clone(), self.foot.made.clone()],
        };
        outline.blocks.push(if self.addressee.is_empty() {
            Block::Fill(vec![self.to.to_owned()])
        } else {
            Block::Facts(vec![(self.to.to_owned(), self.addressee.clone())])
        });
        outline.blocks.push(Block::Paragraph(self.date.clone()));
        if self.head.client.is_empty() {
            outline.blocks.push(Block::Fill(vec![self.head.client_label.to_owned()]));
        }
        outline.blocks.push(Block::Paragraph(self.greeting.clone()));
        outline.blocks.push(Block::Paragraph(self.opening.clone()));
        let rows = self.course.rows.iter();
        let rows = rows.map(|row| (row.label.clone(), before_after(&row.first, Some(&row.last))));
        let remarks = self.course.remarks.iter().cloned().map(Block::Paragraph);
        let course =
            [Block::Pictures(vec![self.chart.picture.clone()]), Block::Facts(rows.collect())];
        outline.section(self.course.heading, course.into_iter().chain(remarks));
        for said in self.said.iter().chain([&self.question]) {
            outline.section(said.label.clone(), [Block::Paragraph(said.text.clone())]);
        }
        outline.blocks.push(Block::Paragraph(self.regards.to_owned()));
        outline.blocks.push(Block::Fill(self.signed.map(str::to_owned).to_vec()));
        let answer = &self.answer;
        let fill = std::iter::once(answer.until).chain(answer.signed);
        outline.section(
            answer.heading,
            [
                Block::Paragraph(answer.about.clone()),
                Block::Ticks(String::new(), answer.verdict.map(str::to_owned).to_vec()),
                Block::Fill(fill.map(capital).collect()),
            ],
        );
        outline
    }
}

/// The closed sessions that a letter tells of.
struct Told<'a> {
    sessions: Vec<&'a CourseSession<'a>>,
}

impl<'a> Told<'a> {
    /// Those of the course that is open; where none is, those of the last one.
    fn new(past: Past<'a>) -> Option<Self> {
        let episodes = past.course.episodes.iter().rev();
        let mut closed = episodes.map(|episode| {
            let sessions = past.course.of_episode(episode);
            sessions.filter(|session| session.is_closed).collect::<Vec<_>>()
        });
        closed.find(|sessions| !sessions.is_empty()).map(|sessions| Self { sessions })
    }

    fn first(&self) -> Option<&'a CourseSession<'a>> {
        self.sessions.first().copied()
    }

    fn last(&self) -> Option<&'a CourseSession<'a>> {
        self.sessions.last().copied()
    }

    /// The clearance of the last session that counts longest.
    fn clearance(&self) -> Option<&'a Clearance> {
        let last = self.last()?;
        let given = last.record.plan.intake.clearances.iter();
        given.filter(|one| one.counts_on(last.date)).max_by_key(|one| one.until())
    }
}

fn greeting(clearance: Option<&Clearance>) -> String {
    // Behind the name stands the role.
    let name = clearance.and_then(|it| it.by.split(',').next()).map(str::trim);
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("Dear {name},"),
        None => "Dear doctor,".to_owned(),
    }
}

fn in_full(day: Day) -> String {
    day.date().strftime("%-d %B %Y").to_string()
}

fn opening(told: &Told<'_>, clearance: Option<&Clearance>, since: Day) -> String {
    /// Numbers that are written as words.
    const WORDS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let count = told.sessions.len();
    let number = count.checked_sub(1).and_then(|at| WORDS.get(at));
    let number = number.map_or_else(|| count.to_string(), |word| (*word).to_owned());
    let sessions = format!("{number} massage session{}", agreeing(count, "", "s"));
    let have = agreeing(count, "has", "have");
    let given = match count {
        1 => format!("{} {have} been given, on {}.", capital(&sessions), in_full(since)),
        _ => format!("{} {have} been given since {}.", capital(&sessions), in_full(since)),
    };
    let Some(clearance) = clearance else { return given };
    let mut limits: Vec<String> = Vec::new();
    let words = clearance.limits.trim().trim_end_matches('.');
    if !words.is_empty() {
        limits.push(format!("“{words}”"));
    }
    limits.extend(clearance.max_pressure.map(|level| format!("pressure up to level {level} of 5")));
    limits
        .extend(clearance.max_hands_on_minutes.map(|it| format!("{it} minutes of hands-on work")));
    limits.push(format!("until {}", in_full(clearance.until())));
    format!(
        "Thank you for your clearance of {} ({}). {given}",
        in_full(clearance.on),
        limits.join(", ")
    )
}

fn course(first: &CourseSession<'_>, last: &CourseSession<'_>, knowledge: &Knowledge) -> Course {
    let row =
        |label: &str, first: String, last: String| Change { label: label.to_owned(), first, last };
    let score =
        |label: &str, first: Nprs, last: Nprs| row(label, first.to_string(), last.to_string());
    let reach = |point: FurthestPoint| inside_sentence(point.label());
    let mut rows = vec![
        score("Leg pain", first.leg.0, last.leg.0),
        score("Back pain", first.back.0, last.back.0),
        row("Reaches", reach(first.furthest.0), reach(last.furthest.0)),
    ];
    let activities = last.activities.iter().filter_map(|one| {
        let before = first.activities.iter().find(|it| it.name == one.name)?;
        Some(score(&capital(one.name), before.before, one.before))
    });
    rows.extend(activities);
    let words = &knowledge.session().course;
    let has_activities = rows.len() > 3;
    let activities = has_activities.then(|| words.activities.text.clone());
    let remarks = activities.into_iter().chain([words.real_change.text.clone()]).collect();
    Course { heading: "Course, before the first and the last session", rows, remarks }
}

/// What was done at the sessions, as far as it is known.
fn done(told: &Told<'_>, knowledge: &Knowledge) -> String {
    let mut modalities: Vec<&ModalityId> = Vec::new();
    let mut regions: Vec<&RegionId> = Vec::new();
    let mut techniques: Vec<&TechniqueId> = Vec::new();
    let mut sides: Vec<Side> = Vec::new();
    let mut levels: Vec<u16> = Vec::new();
    let mut minutes: Vec<u16> = Vec::new();
    for session in &told.sessions {
        let done = Done::of(session.record);
        minutes.push(done.minutes);
        for one in done.steps.iter().filter(|one| one.minutes > 0) {
            match one.step.phase {
                Phase::Focus => {
                    let seen = |id: &&RegionId| !regions.contains(id) && !is_whole(id, knowledge);
                    let new: Vec<&RegionId> = one.step.regions.iter().filter(seen).collect();
                    regions.extend(new);
                    let has_side = |id: &RegionId| !knowledge.has_no_side(id);
                    if one.step.regions.iter().any(has_side) {
                        sides.extend(one.step.side);
                    }
                    modalities.extend(
                        one.step
                            .modality
                            .iter()
                            .filter(|id| !modalities.contains(id))
                            .collect::<Vec<_>>(),
                    );
                    levels.extend(one.pressure.map(Pressure::get));
                }
                Phase::Stretch => {
                    let seen = |id: &&TechniqueId| !techniques.contains(id);
                    let new: Vec<&TechniqueId> = one.step.techniques.iter().filter(seen).collect();
                    techniques.extend(new);
                }
                Phase::CheckIn
                | Phase::Heat
                | Phase::WarmUp
                | Phase::Cold
                | Phase::Rest
                | Phase::ReTest
                | Phase::HomeCare => {}
            }
        }
    }
    regions.sort_by_key(|id| knowledge.region_index(id));
    let names: Vec<String> =
        modalities.iter().map(|id| knowledge.modality_in_sentence(id)).collect();
    let places: Vec<RegionId> = regions.into_iter().cloned().collect();
    let side = match (sides.contains(&Side::Left), sides.contains(&Side::Right)) {
        _ if sides.contains(&Side::Both) => Side::Both.word(),
        (true, true) => Side::Both.word(),
        (true, false) => Side::Left.word(),
        (false, true) => Side::Right.word(),
        (false, false) => "",
    };
    let side = if side.is_empty() { String::new() } else { format!(", {side}") };
    let mut text = Vec::new();
    if !names.is_empty() {
        text.push(format!(
            "{} at {}{side}; {}, {} a session.",
            capital(&listed(&names)),
            knowledge.regions_in_sentence(&places),
            span(&levels, "level", " of 5"),
            span(&minutes, "", " minutes"),
        ));
    }
    if !techniques.is_empty() {
        let names: Vec<String> =
            techniques.iter().map(|id| inside_sentence(knowledge.technique_name(id))).collect();
        text.push(format!("Movement: {}.", listed(&names)));
    }
    let advice = advice(told, knowledge);
    if !advice.is_empty() {
        text.push(format!("Advice: {}.", listed(&advice)));
    }
    text.join(" ")
}

fn is_whole(id: &RegionId, knowledge: &Knowledge) -> bool {
    knowledge.region(id).is_some_and(|region| region.whole_body)
}

/// From the least to the most: “levels 1 to 3 of 5”, “45 minutes”.
fn span(numbers: &[u16], noun: &str, unit: &str) -> String {
    let (Some(least), Some(most)) = (numbers.iter().min(), numbers.iter().max()) else {
        return String::new();
    };
    let noun = match (noun, least == most) {
        ("", _) => String::new(),
        (noun, true) => format!("{noun} "),
        (noun, false) => format!("{noun}s "),
    };
    if least == most {
        format!("{noun}{least}{unit}")
    } else {
        format!("{noun}{least} to {most}{unit}")
    }
}

/// The advice of all sessions, each once, without what to watch for, which goes home every time.
fn advice(told: &Told<'_>, knowledge: &Knowledge) -> Vec<String> {
    use crate::knowledge::schema::HomeCareKind;
    let mut items: Vec<&HomeCareId> = Vec::new();
    for item in told.sessions.iter().flat_map(|session| &session.record.plan.home_care) {
        let known = knowledge.home_care(&item.id);
        let is_watch = known.is_some_and(|known| known.kind == HomeCareKind::Watch);
        if !is_watch && !items.contains(&&item.id) {
            items.push(&item.id);
        }
    }
    let name = |id: &&HomeCareId| {
        inside_sentence(knowledge.home_care(id).map_or(id.as_str(), |known| &known.name))
    };
    items.iter().map(name).collect()
}

fn response(told: &Told<'_>, knowledge: &Knowledge) -> String {
    let mut text = Vec::new();
    let asked = told.sessions.iter().filter(|session| session.leg.1.or(session.back.1).is_some());
    let asked: Vec<_> = asked.collect();
    let eased = asked.iter().filter(|session| {
        let after = session.leg.1.max(session.back.1);
        after.is_some_and(|after| after < session.pain())
    });
    let (eased, count) = (eased.count(), asked.len());
    if count > 0 {
        text.push(format!("Pain was lower after {eased} of {}.", counted(count, "session")));
    }
    let unwanted: Vec<String> = told
        .sessions
        .iter()
        .filter_map(|session| {
            let said = session.unwanted.map(str::trim).filter(|said| !said.is_empty())?;
            Some(format!("{} “{said}”", session.date.short()))
        })
        .collect();
    let all_asked = told.sessions.iter().all(|session| session.unwanted.is_some());
    if !unwanted.is_empty() {
        text.push(format!("Unwanted: {}.", unwanted.join("; ")));
    } else if all_asked {
        text.push("Nothing unwanted.".to_owned());
    }
    let last = told.last();
    let said = last.and_then(|session| session.response_note).map(str::trim);
    if let Some(said) = said.filter(|said| !said.is_empty()) {
        text.push(format!("Last time: “{said}”"));
    }
    text.extend(signs(told, knowledge));
    text.join(" ")
}

/// What came of the questions that are asked one by one, at all the visits.
fn signs(told: &Told<'_>, knowledge: &Knowledge) -> Vec<String> {
    let groups = knowledge.tables().groups.iter().filter(|group| group.one_by_one);
    let said = groups.map(|group| {
        let name = inside_sentence(group.short_name.as_deref().unwrap_or(&group.name));
        let asked = knowledge.tables().findings.iter().filter(|one| one.group == group.id);
        let found = |id| told.sessions.iter().any(|it| it.record.plan.intake.findings.contains(id));
        let yes: Vec<&str> =
            asked.filter(|one| found(&one.id)).map(|one| one.label.as_str()).collect();
        if yes.is_empty() {
            format!("The {name} were asked at every visit, all answered no.")
        } else {
            format!("Of the {name}, yes to {}.", yes.join(", "))
        }
    });
    said.collect()
}

/// What is asked of the doctor: after a course without a real change that somebody looks at it, else whether
/// sessions may go on.
fn question(past: Past<'_>, clearance: Option<&Clearance>) -> String {
    let due = past.course.reviews.iter().find(|review| review.due);
    let sends = |review: &Review| review.rule.starts_with("k-");
    if due.is_some_and(sends) {
        return "Pain has not changed for real over this course. Would you please look at it before \
                further sessions, and say whether they may go on?"
            .to_owned();
    }
    match clearance {
        Some(it) => format!(
            "Your clearance ends on {}. May sessions go on within the same limits?",
            in_full(it.until())
        ),
        None => "May sessions go on, and are there limits to keep to?".to_owned(),
    }
}
