//! The session plan as a page: cautions first, then the steps beside the body, then what is filled in.
//!
//! Words come from the plan, from its `Sheet`, or are names of the knowledge. Of a withheld plan there
//! is what to do instead, and never a step.

use serde::Serialize;

use super::body::{self, BodyFigure};
use super::shared::{Entry, Fact, Foot, Head, Part, alerts, in_full};
use super::{Look, Source};
use crate::export::Detail;
use crate::export::figure::marks;
use crate::export::sheet::{Sheet, StepRow};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::Timing;
use crate::knowledge::words::Voice;
use crate::model::{CautionNote, Phase, Plan, PlanState, Pressure, Severity, Side, Status, Step};
use crate::planner::{self, Level, edit};
use crate::text::{in_runs, inside_sentence};

/// The name under which the template finds the body.
const BODY: &str = "body.svg";

/// All that stands on the pages of a session plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlanPage {
    head: Head,
    foot: Foot,
    /// Whether it says all.
    full: bool,
    status: StatusMark,
    /// How far it is, where it isn't ready.
    state: &'static str,
    /// What has to be seen before hands are on the client.
    alerts: Vec<Fact>,
    facts: Vec<Fact>,
    /// What has to be known before the session begins: stated limits, conflicts, facts not confirmed.
    before: Vec<Part>,
    referral: Option<ReferralPart>,
    cautions: Cautions,
    bar: Vec<Piece>,
    rows: Vec<Row>,
    total: String,
    body: Option<BodyFigure>,
    /// Home care in a line, where all of it isn't said below.
    home: Option<Fact>,
    /// What is measured and agreed at the end, each a box to fill in.
    boxes: Vec<String>,
    /// What the lines at the end are for.
    lines: &'static str,
    after: Vec<Part>,
    told: Option<Vec<Fact>>,
    told_heading: &'static str,
    sources: Option<Vec<Fact>>,
    sources_heading: &'static str,
    notices: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct StatusMark {
    /// For its shape and colour.
    kind: &'static str,
    word: &'static str,
    text: &'static str,
    /// Whether the page must not be used.
    alarm: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ReferralPart {
    heading: String,
    reasons: Vec<Entry>,
    words: Vec<Fact>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Cautions {
    /// What is read to a reader of the screen before them.
    heading: &'static str,
    /// Emergencies and limits.
    left: Vec<Group>,
    /// Warnings.
    right: Vec<Group>,
    /// Good practice in a line, with its word.
    notes: Option<Fact>,
    /// What stands over those that are said again.
    again: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Group {
    word: &'static str,
    /// For its shape and colour.
    kind: &'static str,
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Item {
    title: String,
    line: String,
    /// All that is said of it; empty in brief.
    text: String,
    /// Where it belongs, such as `3–6`; empty for the whole plan.
    runs: String,
    /// The same as numbers.
    steps: Vec<usize>,
    sources: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Piece {
    phase: &'static str,
    minutes: u16,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Row {
    number: usize,
    phase: &'static str,
    /// Whether it runs beside other steps.
    pack: bool,
    /// The position, where it changes.
    position: String,
    strong: String,
    quiet: String,
    cue: String,
    level: Option<LevelDots>,
    minutes: u16,
    unit: &'static str,
    /// Instructions and what stands behind them; none in brief.
    full: Vec<Behind>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Behind {
    label: &'static str,
    text: String,
    /// Whether it is a list of ids, which stands back.
    small: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct LevelDots {
    planned: u16,
    highest: u16,
    most: u16,
    /// For a reader of the screen.
    words: String,
}

impl PlanPage {
    /// The page, and the drawings that it names.
    pub fn new(plan: &Plan, source: &Source<'_>, look: Look) -> (Self, Vec<(String, String)>) {
        let knowledge = source.knowledge;
        let detail = source.beside.detail;
        let full = detail == Detail::Full;
        let sheet = Sheet::new(plan, knowledge, detail)
            .with_answers(source.beside.answers)
            .with_unconfirmed(source.beside.unconfirmed);
        let mut drawings = Vec::new();
        let mut highest = std::collections::BTreeMap::new();
        let mut body = None;
        let conflicting;
        if let Ok(accepted) = knowledge.accept_recorded(plan.intake.clone()) {
            let assessment = planner::assess(&accepted, knowledge);
            highest = edit::highest_levels(plan, &assessment);
            let found = planner::check_assessed(plan, &assessment);
            conflicting = found.iter().any(|one| one.level == Level::Conflict);
            if !plan.steps.is_empty() {
                let marks = marks::of_plan(plan, &assessment);
                let drawn = body::plan(BODY, &marks, look, knowledge);
                if let Some((figure, svg)) = drawn {
                    body = Some(figure);
                    drawings.push((BODY.to_owned(), svg));
                }
            }
        } else {
            conflicting = true;
        }
        let withheld = plan.status.withholds();
        let title = if withheld { "Session plan, withheld" } else { "Session plan" };
        let mut about = vec![in_full(plan.intake.date), format!("{} min", plan.intake.minutes)];
        about.extend(plan.intake.course.as_ref().map(|course| format!("visit {}", course.visit)));
        let brief_home = sheet.advice.iter().find(|part| part.heading == "Home care" && !full);
        let home = brief_home.and_then(|part| part.entries.first());
        let page = Self {
            head: Head::new(title, source, look, about),
            foot: Foot::new("A planning aid for a qualified therapist; not a diagnosis", source),
            full,
            status: StatusMark {
                kind: kind_of(plan.status),
                word: plan.status.label(),
                text: sheet.status.text,
                alarm: conflicting || withheld,
            },
            state: source.state.map_or("", state_word),
            // Where no hands will be on the client, they are nobody's business.
            alerts: if withheld { Vec::new() } else { alerts(source.client) },
            facts: facts(plan, &sheet, knowledge),
            before: before(&sheet),
            referral: referral(&sheet),
            cautions: cautions(plan, knowledge, full),
            bar: bar(plan),
            rows: rows(plan, &sheet, &highest, knowledge, full),
            total: sheet.total.clone().unwrap_or_default(),
            body,
            home: home.map(|entry| Fact::new("Home care", entry.text.clone())),
            boxes: if withheld { Vec::new() } else { boxes(plan) },
            lines: "Response, and what to change next time",
            after: if full { sheet.advice.iter().map(Part::from).collect() } else { Vec::new() },
            told: (!sheet.told.is_empty()).then(|| sheet.told.iter().map(Fact::from).collect()),
            told_heading: "In the client's words",
            sources: (!sheet.sources.is_empty()).then(|| {
                let rows = sheet.sources.iter();
                rows.map(|row| Fact::new(&super::shared::ids(&row.ids), row.title.clone()))
                    .collect()
            }),
            sources_heading: "Sources",
            notices: if full { sheet.foot.clone() } else { Vec::new() },
        };
        (page, drawings)
    }
}

fn kind_of(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Caution => "warn",
        Status::Hold => "hold",
        Status::Refer | Status::Emergency => "stop",
    }
}

/// A page of what nobody has called ready says so.
fn state_word(state: PlanState) -> &'static str {
    match state {
        PlanState::Draft => PlanState::Draft.label(),
        PlanState::Ready | PlanState::Done => "",
    }
}

/// The category with its side, then what the sheet says of session and client.
fn facts(plan: &Plan, sheet: &Sheet, knowledge: &Knowledge) -> Vec<Fact> {
    let category = knowledge.category_name(&plan.intake.category);
    let first = Fact::new(category, plan.intake.side.word());
    // The head says these.
    let said = ["Date", "Category", "Booked"];
    let facts = sheet.facts.iter().filter(|fact| !said.contains(&fact.label));
    std::iter::once(first).chain(facts.map(Fact::from)).collect()
}

/// What stands before the cautions. A conflict, and what couldn't be checked, is an alarm.
fn before(sheet: &Sheet) -> Vec<Part> {
    let stated = sheet.stated.iter().map(Entry::from).collect::<Vec<_>>();
    let stated = Part { heading: "Stated by the doctor".to_owned(), entries: stated, alarm: false };
    let conditions = sheet.conditions.iter().map(Part::from);
    let mut parts: Vec<Part> = std::iter::once(stated).chain(conditions).collect();
    parts.retain(|part| !part.entries.is_empty());
    parts.sort_by_key(|part| !part.alarm);
    parts
}

fn referral(sheet: &Sheet) -> Option<ReferralPart> {
    let given = sheet.referral.as_ref()?;
    Some(ReferralPart {
        heading: format!("Referral: {}", given.urgency),
        reasons: given.reasons.iter().map(Entry::from).collect(),
        words: given.words.iter().map(Fact::from).collect(),
    })
}

fn cautions(plan: &Plan, knowledge: &Knowledge, full: bool) -> Cautions {
    let mut sorted: Vec<&CautionNote> = plan.cautions.iter().collect();
    sorted.sort_by_key(|one| knowledge.rank(&one.id, one.severity));
    let mut found = Cautions {
        heading: "Cautions",
        left: Vec::new(),
        right: Vec::new(),
        notes: None,
        again: "Keep in mind on this page",
    };
    let mut notes: Vec<&CautionNote> = Vec::new();
    for one in sorted {
        let column = match one.severity {
            Severity::Stop => &mut found.left,
            Severity::Warn => &mut found.right,
            Severity::Note => {
                notes.push(one);
                continue;
            }
        };
        let word = knowledge.word_of(&one.id, one.severity);
        let item = item(one, knowledge, full);
        if let Some(group) = column.iter_mut().find(|group| group.word == word) {
            group.items.push(item);
        } else {
            let kind = if one.severity == Severity::Stop { "stop" } else { "warn" };
            column.push(Group { word, kind, items: vec![item] });
        }
    }
    let said = |note: &&CautionNote| {
        if full { note.text.clone() } else { knowledge.caution_title(note).to_owned() }
    };
    let said: Vec<String> = notes.iter().map(said).collect();
    let between = if full { " " } else { " · " };
    found.notes = (!said.is_empty()).then(|| Fact::new(Severity::Note.label(), said.join(between)));
    found
}

fn item(note: &CautionNote, knowledge: &Knowledge, full: bool) -> Item {
    Item {
        title: knowledge.caution_title(note).to_owned(),
        line: note.line_or_text().to_owned(),
        text: if full { note.text.clone() } else { String::new() },
        runs: in_runs(&note.steps).replace(", ", ","),
        steps: note.steps.clone(),
        sources: if full { super::shared::ids(&note.sources) } else { String::new() },
    }
}

fn bar(plan: &Plan) -> Vec<Piece> {
    let counted = plan.steps.iter().filter(|step| step.counted);
    counted.map(|step| Piece { phase: phase(step.phase), minutes: step.minutes.get() }).collect()
}

/// What a template calls a phase.
fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::CheckIn => "check-in",
        Phase::Heat => "heat",
        Phase::WarmUp => "warm-up",
        Phase::Focus => "focus",
        Phase::Stretch => "stretch",
        Phase::Cold => "cold",
        Phase::Rest => "rest",
        Phase::ReTest => "re-test",
        Phase::HomeCare => "home-care",
    }
}

fn rows(
    plan: &Plan,
    sheet: &Sheet,
    highest: &std::collections::BTreeMap<usize, Pressure>,
    knowledge: &Knowledge,
    full: bool,
) -> Vec<Row> {
    let rows = plan.steps.iter().zip(&sheet.steps);
    rows.map(|(step, said)| {
        let (strong, quiet) = in_row(step, knowledge);
        let level = step.pressure.map(|planned| dots(planned, highest.get(&step.number)));
        let cue = if full { step.cue.clone() } else { said.instructions.clone() };
        Row {
            number: step.number,
            phase: phase(step.phase),
            pack: step.phase.is_pack(),
            position: said.position.clone(),
            strong,
            quiet,
            cue,
            level,
            minutes: step.minutes.get(),
            unit: if step.counted { "min" } else { "alongside" },
            full: if full { behind(said) } else { Vec::new() },
        }
    })
    .collect()
}

fn dots(planned: Pressure, highest: Option<&Pressure>) -> LevelDots {
    let most = highest.map_or(planned.get(), |highest| highest.get());
    let words = if most > planned.get() {
        format!("level {planned} of {}, {most} at most", Pressure::MAX)
    } else {
        format!("level {planned} of {}", Pressure::MAX)
    };
    LevelDots { planned: planned.get(), highest: most, most: Pressure::MAX.get(), words }
}

/// All that stands behind a cue.
fn behind(said: &StepRow) -> Vec<Behind> {
    let sources = super::shared::ids(&said.sources);
    let all = [
        ("Do", said.instructions.as_str(), false),
        ("Why", said.why.as_str(), false),
        ("Cautions", said.cautions.as_str(), true),
        ("Sources", sources.as_str(), true),
    ];
    let filled = all.into_iter().filter(|(_, text, _)| !text.is_empty());
    filled.map(|(label, text, small)| Behind { label, text: text.to_owned(), small }).collect()
}

/// What is done and where, and with what, in the short names of rows.
fn in_row(step: &Step, knowledge: &Knowledge) -> (String, String) {
    let place = knowledge.place(&step.regions, step.side, Voice::Row);
    let modality = step.modality.as_ref().map(|id| knowledge.modality_in_row(id).to_owned());
    let label = step.phase.label().to_owned();
    match step.phase {
        Phase::Focus if !place.is_empty() => (place, modality.unwrap_or_default()),
        Phase::WarmUp => {
            (format!("{label}, {}", inside_sentence(&place)), modality.unwrap_or_default())
        }
        Phase::Heat | Phase::Cold => (label, inside_sentence(&place)),
        Phase::Stretch => stretch(step, knowledge),
        Phase::CheckIn | Phase::Focus | Phase::Rest | Phase::ReTest | Phase::HomeCare => {
            (label, modality.unwrap_or_default())
        }
    }
}

fn stretch(step: &Step, knowledge: &Knowledge) -> (String, String) {
    let known: Vec<_> = step.techniques.iter().filter_map(|id| knowledge.technique(id)).collect();
    let is_held = known.iter().any(|one| matches!(one.timing, Timing::Held { .. }));
    let what = if is_held || known.is_empty() { "Stretch" } else { "Easy movement" };
    let is_whole = |id| knowledge.region(id).is_some_and(|region| region.whole_body);
    let side = step.side.filter(|_| !step.regions.iter().any(is_whole)).map(Side::word);
    let what = [Some(what), side].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let names: Vec<&str> = known.iter().map(|one| one.row.as_str()).collect();
    (what, names.join(" · "))
}

/// What is asked at the end, and the next visit.
fn boxes(plan: &Plan) -> Vec<String> {
    let next = plan.follow_up.as_ref().map(|next| {
        let when = match next.interval_days {
            Some(days) => {
                let on = plan.intake.date.plus_days(i32::from(days.get()));
                let days = crate::text::counted(days.get(), "day");
                format!("in {days}, {}", on.short())
            }
            None => "none agreed".to_owned(),
        };
        format!("Next visit: {when}; review at visit {}", next.review_at_visit)
    });
    let fixed = ["Leg after, 0–10", "Back after, 0–10", "Reaches after"].map(str::to_owned);
    fixed.into_iter().chain(next).collect()
}
