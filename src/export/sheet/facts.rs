//! The session and its client as named values: what was asked, found and told.
//!
//! Everything of the intake that a colleague has to know before laying on hands. No client's name:
//! an intake holds none.

use super::SheetFact;
use crate::knowledge::Knowledge;
use crate::knowledge::schema::RegionList;
use crate::model::{
    Aggravator, Course, FindingId, FreeText, Goal, Inflammation, Intake, Plan, Preferences, Quality,
};
use crate::text::counted;

fn fact(label: &'static str, text: impl Into<String>) -> SheetFact {
    let text = text.into();
    SheetFact { label, text }
}

const NO_TO_OTHERS: &str = "; no to all others";

/// What stands in the title too, or changes nothing that hands do next.
const IN_FULL_ALONE: [&str; 9] = [
    "Booked",
    "Date",
    "Category",
    "Since the last visit or week",
    "Began",
    "Diagnosis",
    "Doctor's advice on massage",
    "Age",
    "Visit",
];

/// The same in brief.
pub(super) fn session_in_brief(plan: &Plan, knowledge: &Knowledge) -> Vec<SheetFact> {
    // In place of a plan, what matters stands among what was found.
    if plan.referral.is_some() {
        return Vec::new();
    }
    let intake = &plan.intake;
    let mut facts = session(intake, knowledge);
    facts.retain(|fact| match fact.label {
        // The title says which side; here stands the worse one.
        "Painful side" => intake.worse_side.is_some(),
        "Inflammation" => intake.inflammation != Inflammation::None,
        label => !IN_FULL_ALONE.contains(&label),
    });
    for fact in facts.iter_mut().filter(|fact| fact.label == "Screening") {
        if let Some(found) = fact.text.strip_suffix(NO_TO_OTHERS) {
            fact.text = found.to_owned();
        }
    }
    facts
}

/// What the session rests on.
pub fn session(intake: &Intake, knowledge: &Knowledge) -> Vec<SheetFact> {
    let side = intake.side.and_worse(intake.worse_side);
    let began = match intake.onset_weeks {
        Some(weeks) if weeks.get() == 0 => "this week".to_owned(),
        Some(weeks) => format!("{} ago", counted(weeks.get(), "week")),
        None => "not known".to_owned(),
    };
    let cause = if intake.cause_known { "cause known" } else { "cause not known" };
    let mut facts = vec![
        fact("Date", intake.date.to_string()),
        fact("Category", knowledge.category_name(&intake.category)),
        fact("Painful side", side),
        fact("Pain now (0 to 10)", format!("back {}, leg {}", intake.pain_back, intake.pain_leg)),
        fact("Symptoms reach", intake.furthest_point.label()),
        fact("Since the last visit or week", intake.trend.label()),
        fact("Inflammation", intake.inflammation.label()),
        fact("Began", began),
        fact("Diagnosis", format!("{}, {cause}", intake.diagnosis.label())),
        fact("Doctor's advice on massage", intake.doctor_on_massage.label()),
        fact("Screening", screening(intake, knowledge)),
        fact("Booked", format!("{} min", intake.minutes)),
    ];
    let named = RegionList::ALL.into_iter().filter(|list| !list.of(intake).is_empty());
    facts.extend(named.map(|list| fact(list.on_paper(), knowledge.places(list.of(intake)))));
    facts.extend(intake.age.map(|age| fact("Age", age.to_string())));
    facts.extend(intake.course.as_ref().map(|series| fact("Visit", course(series))));
    let wishes = intake.preferences.as_ref().map(|it| wishes(it, knowledge));
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
    let words: Vec<&str> = chosen.iter().map(|it| label(*it)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The yes-answers in the order in which they are asked; those that the knowledge no longer asks
/// about come last.
fn screening(intake: &Intake, knowledge: &Knowledge) -> String {
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
        .map(|finding| since(&finding.id, &finding.label));
    let unknown = intake
        .findings
        .iter()
        .filter(|id| knowledge.finding(id).is_none())
        .map(|id| since(id, id.as_str()));
    let found: Vec<String> = known.chain(unknown).collect();
    format!("yes to {}{NO_TO_OTHERS}", found.join(", "))
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

fn wishes(wishes: &Preferences, knowledge: &Knowledge) -> String {
    let mut words = Vec::new();
    if !wishes.heat {
        words.push("no warm packs".to_owned());
    }
    if let Some(level) = wishes.max_pressure {
        words.push(format!("level {level} at most"));
    }
    let positions = wishes.avoid_positions.iter();
    words.extend(positions.map(|position| format!("not {}", position.label().to_lowercase())));
    let declined = wishes.declined_modalities.iter();
    words.extend(declined.map(|id| format!("no {}", knowledge.modality_name(id).to_lowercase())));
    words.join(", ")
}
