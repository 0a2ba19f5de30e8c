//! What the client says before the session, and what was measured after it.

use super::{NoteLine, NoteSource, joined};
use crate::export::course::{before_after, reach};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Group, RegionList};
use crate::model::{Aggravator, FreeText, Goal, Intake, Outcome, Quality};
use crate::text::{capital, inside_sentence};

/// S: complaint, path, side, scores, quality, what worsens and eases, goals, medicines, change, screening.
pub(super) fn subjective(source: NoteSource<'_>) -> NoteLine {
    let (knowledge, intake) = (source.knowledge, &source.record.plan.intake);
    let mut line = NoteLine::default();
    line.typed(intake.told(FreeText::Complaint));
    line.say(scores(source));
    let labels = |list: Vec<&str>| joined(list.into_iter().map(inside_sentence));
    let mut say = |lead: &str, list: Vec<&'static str>| {
        if !list.is_empty() {
            line.say(format!("{lead} {}.", labels(list)));
        }
    };
    say("Feels", intake.quality.iter().map(|it| Quality::label(*it)).collect());
    say("Worse with", intake.aggravators.iter().map(|it| Aggravator::label(*it)).collect());
    say("Better with", intake.eases.iter().map(|it| Aggravator::label(*it)).collect());
    say("Hopes for", intake.goals.iter().map(|it| Goal::label(*it)).collect());
    for (lead, text) in
        [("Medicines:", FreeText::Medicines), ("Other treatments:", FreeText::Treatments)]
    {
        line.typed_after(lead, intake.told(text));
    }
    if let Some(kept) = intake.home_care_kept {
        line.say(format!("Home care: {}.", inside_sentence(kept.label())));
    }
    line.say(screening(intake, knowledge));
    line.typed(intake.told(FreeText::Notes));
    line
}

/// "Leg 4, back 3 of 10, right, to the calf; better since 10 Nov 2026."
fn scores(source: NoteSource<'_>) -> String {
    let intake = &source.record.plan.intake;
    let side = intake.side.and_worse(intake.worse_side);
    let point = inside_sentence(intake.furthest_point.label());
    let day = source.record.day();
    let before = source.course.sessions.iter().rev();
    let before = before.filter(|session| session.is_closed && session.plan != source.id);
    let since = before.map(|session| session.date).find(|on| *on < day);
    let since = since.map_or("over the last week".to_owned(), |on| format!("since {}", on.long()));
    format!(
        "Leg {}, back {} of 10, {side}, to the {point}; {} {since}.",
        intake.pain_leg,
        intake.pain_back,
        inside_sentence(intake.trend.label()),
    )
}

/// The answers of the screening, with their day: what was asked one by one, then all else that is yes.
fn screening(intake: &Intake, knowledge: &Knowledge) -> String {
    let mut said = vec![format!("Screening of {}:", intake.date.long())];
    let groups = &knowledge.tables().groups;
    for group in groups.iter().filter(|group| group.one_by_one) {
        let name = group.short_name.as_deref().unwrap_or(&group.name);
        let yes = yes_of(intake, knowledge, |one| one.id == group.id);
        let answer = if yes.is_empty() { "all no".to_owned() } else { joined(yes) };
        said.push(format!("{}: {answer};", inside_sentence(name)));
    }
    let others = yes_of(intake, knowledge, |group| !group.one_by_one);
    said.push(if others.is_empty() {
        "no to all others.".to_owned()
    } else {
        format!("yes to {}; no to all others.", joined(others))
    });
    for list in RegionList::ALL.into_iter().filter(|list| !list.of(intake).is_empty()) {
        said.push(format!("{}: {}.", list.on_paper(), knowledge.places(list.of(intake))));
    }
    said.join(" ")
}

/// The yes-answers of some groups, by their labels, with the day since when.
fn yes_of(intake: &Intake, knowledge: &Knowledge, of: impl Fn(&Group) -> bool) -> Vec<String> {
    let tables = knowledge.tables();
    let groups: Vec<&Group> = tables.groups.iter().filter(|group| of(group)).collect();
    let asked = tables.findings.iter().filter(|one| groups.iter().any(|it| it.id == one.group));
    let yes = asked.filter(|one| intake.findings.contains(&one.id));
    yes.map(|one| match intake.findings_since.get(&one.id) {
        Some(day) => format!("{} (since {})", one.label, day.long()),
        None => one.label.clone(),
    })
    .collect()
}

/// O: scores at the beginning and the end, and what was seen.
pub(super) fn objective(source: NoteSource<'_>, outcome: &Outcome) -> NoteLine {
    let intake = &source.record.plan.intake;
    let mut line = NoteLine::default();
    let not_asked = |is_asked: bool| if is_asked { "" } else { " (not asked after)" };
    let scores =
        [("Leg", intake.pain_leg, outcome.pain_leg), ("back", intake.pain_back, outcome.pain_back)];
    let scores = scores.map(|(what, before, after)| {
        format!("{what} {}{}", before_after(before, after), not_asked(after.is_some()))
    });
    line.say(format!(
        "{}, reaches {}{}.",
        scores.join(", "),
        reach((intake.furthest_point, outcome.furthest_point)),
        not_asked(outcome.furthest_point.is_some())
    ));
    let activities = intake.activities.iter().map(|one| {
        let after = outcome.activities.iter().find(|it| it.name == one.name).map(|it| it.score);
        format!("{} {}", inside_sentence(&one.name), before_after(one.score, after))
    });
    let activities = joined(activities);
    if !activities.is_empty() {
        line.say(format!("{} (0 cannot do it, 10 as before).", capital(&activities)));
    }
    line.typed(outcome.note.as_deref());
    line
}
