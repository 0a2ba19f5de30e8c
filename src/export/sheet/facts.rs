//! The session and its client as named values: what was asked, found and told.
//!
//! Everything of the intake that a colleague has to know before laying on hands. No client's name:
//! an intake holds none.

use super::{Detail, SheetFact};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::model::{
    Aggravator, Course, FindingId, FreeText, Goal, Inflammation, Intake, Plan, Quality,
};
use crate::planner::Assessment;
use crate::text::counted;

fn fact(label: &'static str, text: impl Into<String>) -> SheetFact {
    let text = text.into();
    SheetFact { label, text }
}

/// What stands beside the facts, and isn't said among them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Nothing.
    Nothing,
    /// A title with day, category and side, and minutes.
    Plan,
    /// The title, and the reasons why there is no plan.
    Referral,
}

/// What the session rests on.
pub fn session(intake: &Intake, knowledge: &Knowledge) -> Vec<SheetFact> {
    session_facts(intake, knowledge, Detail::Full, Beside::Nothing)
}

/// What the session of a plan rests on. In brief, in place of a plan, what matters stands among
/// what was found.
pub(super) fn of_plan(
    plan: &Plan,
    knowledge: &Knowledge,
    detail: Detail,
    assessment: Option<&Assessment<'_>>,
) -> Vec<SheetFact> {
    let beside = if plan.referral.is_some() { Beside::Referral } else { Beside::Plan };
    if detail == Detail::Brief && plan.referral.is_some() {
        return Vec::new();
    }
    let mut facts = session_facts(&plan.intake, knowledge, detail, beside);
    // Limits hold there too, so hands have to know where.
    if let Some(assessment) = assessment.filter(|_| beside == Beside::Plan) {
        for list in RegionList::ALL {
            let places = assessment.facts.presumed(list);
            if !places.is_empty() {
                let places = knowledge.places(&places);
                facts.push(fact(list.on_paper(), format!("none marked, taken as {places}")));
            }
        }
    }
    facts
}

/// In brief without what changes nothing that hands do next.
fn session_facts(
    intake: &Intake,
    knowledge: &Knowledge,
    detail: Detail,
    beside: Beside,
) -> Vec<SheetFact> {
    let is_full = detail == Detail::Full;
    let full = |label: &'static str, text: String| is_full.then(|| fact(label, text));
    let untitled = |label, text: String| full(label, text).filter(|_| beside == Beside::Nothing);
    let side = intake.side.and_worse(intake.worse_side);
    // The title says which side; which is worse it doesn't.
    let says_side = intake.worse_side.is_some() || is_full && beside == Beside::Nothing;
    // What was found, the reasons say in full.
    let names = if beside == Beside::Referral { Detail::Brief } else { detail };
    let booked = full("Booked", format!("{} min", intake.minutes));
    let says_inflammation = is_full || intake.inflammation != Inflammation::None;
    let began = match intake.onset_weeks {
        Some(weeks) if weeks.get() == 0 => "this week".to_owned(),
        Some(weeks) => format!("{} ago", counted(weeks.get(), "week")),
        None => "not known".to_owned(),
    };
    let cause = if intake.cause_known { "cause known" } else { "cause not known" };
    let pain = format!("back {}, leg {}", intake.pain_back, intake.pain_leg);
    let rows = [
        untitled("Date", intake.date.to_string()),
        untitled("Category", knowledge.category_name(&intake.category).to_owned()),
        says_side.then(|| fact("Painful side", side)),
        Some(fact("Pain now (0 to 10)", pain)),
        Some(fact("Symptoms reach", intake.furthest_point.label())),
        full("Since the last visit or week", intake.trend.label().to_owned()),
        says_inflammation.then(|| fact("Inflammation", intake.inflammation.label())),
        full("Began", began),
        full("Diagnosis", format!("{}, {cause}", intake.diagnosis.label())),
        full("Doctor's advice on massage", intake.doctor_on_massage.label().to_owned()),
        Some(fact("Screening", screening(intake, knowledge, names, detail))),
        booked.filter(|_| beside == Beside::Nothing),
    ];
    let mut facts: Vec<SheetFact> = rows.into_iter().flatten().collect();
    let marked = RegionList::ALL.into_iter().filter(|list| !list.of(intake).is_empty());
    facts.extend(marked.map(|list| fact(list.on_paper(), knowledge.places(list.of(intake)))));
    facts.extend(intake.age.and_then(|age| full("Age", age.to_string())));
    facts.extend(intake.course.as_ref().and_then(|series| full("Visit", course(series))));
    // How the client would like to be treated matters where somebody is.
    let preferences = intake.preferences.as_ref().filter(|_| beside != Beside::Referral);
    let wishes = preferences.map(|it| knowledge.wishes(it));
    facts.extend(wishes.filter(|text| !text.is_empty()).map(|text| fact("Wishes", text)));
    facts
}

/// What the client told, in their own words or by ticking.
pub fn told(intake: &Intake) -> Vec<SheetFact> {
    let mut facts = Vec::new();
    let mut tell = |label, text: Option<String>| {
        facts.extend(text.filter(|text| !text.trim().is_empty()).map(|text| fact(label, text)));
    };
    let mut free = FreeText::ALL.iter().copied();
    let in_words = |text: FreeText| (text.label(), intake.told(text).map(str::to_owned));
    if let Some((label, text)) = free.next().map(in_words) {
        tell(label, text);
    }
    tell("Feels", labels(&intake.quality, Quality::label));
    tell("Worse with", labels(&intake.aggravators, Aggravator::label));
    tell("Better with", labels(&intake.eases, Aggravator::label));
    tell("Hopes for", labels(&intake.goals, Goal::label));
    let scores = intake
        .activities
        .iter()
        .map(|activity| format!("{}: {} of 10", activity.name, activity.score));
    tell("Activities", Some(scores.collect::<Vec<_>>().join("; ")));
    tell(
        "Sitting",
        intake.sitting_hours.map(|hours| match hours.get() {
            0 => "less than an hour a day".to_owned(),
            hours => format!("{} a day", counted(hours, "hour")),
        }),
    );
    tell("Home care since the last visit", intake.home_care_kept.map(|it| it.label().to_owned()));
    for (label, text) in free.map(in_words) {
        tell(label, text);
    }
    facts
}

fn labels<T: Copy>(chosen: &[T], label: impl Fn(T) -> &'static str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for it in chosen {
        // A file may name one twice.
        if !words.contains(&label(*it)) {
            words.push(label(*it));
        }
    }
    (!words.is_empty()).then(|| words.join(", "))
}

/// The yes-answers in the order in which they are asked; those that the knowledge no longer asks
/// about come last. Where `names` are brief, each by its tag.
fn screening(intake: &Intake, knowledge: &Knowledge, names: Detail, detail: Detail) -> String {
    if intake.findings.is_empty() {
        return "every question asked, all answered no".to_owned();
    }
    let since = |id: &FindingId, label: &str| match intake.findings_since.get(id) {
        Some(day) => format!("{label} (since {day})"),
        None => label.to_owned(),
    };
    let asked = &knowledge.tables().findings;
    let known = asked
        .iter()
        .filter(|finding| intake.findings.contains(&finding.id))
        .map(|finding| since(&finding.id, named(&finding.id, knowledge, names)));
    let unknown = intake
        .findings
        .iter()
        .filter(|id| knowledge.finding(id).is_none())
        .map(|id| since(id, id.as_str()));
    let found: Vec<String> = known.chain(unknown).collect();
    let others = match detail {
        Detail::Full => "; no to all others",
        Detail::Brief => "",
    };
    format!("yes to {}{others}", found.join(", "))
}

fn named<'a>(id: &'a FindingId, knowledge: &'a Knowledge, detail: Detail) -> &'a str {
    match detail {
        Detail::Full => knowledge.finding_label(id),
        Detail::Brief => knowledge.finding_tag(id),
    }
}

fn course(course: &Course) -> String {
    let mut text = course.visit.to_string();
    if let Some(first) = course.first_visit {
        text.extend([", first on ", &first.to_string()]);
    }
    if !course.pain_history.is_empty() {
        let scores: Vec<String> = course.pain_history.iter().map(ToString::to_string).collect();
        text.extend([", pain at earlier visits ", &scores.join(", ")]);
    }
    if let Some(point) = course.last_furthest_point {
        let point = point.label().to_lowercase();
        text.extend([", symptoms reached the ", &point, " last time"]);
    }
    text
}
