//! The course of a client in words: its sessions, the brief before the next one, two of them side by side.
//!
//! Each becomes an outline, which the plain formats draw. Nothing is judged here; what a review says stands
//! in the course.

use std::fmt::Display;

use super::outline::{Block, Outline};
use crate::knowledge::Knowledge;
use crate::knowledge::words::{Voice, with_one_side};
use crate::model::{FurthestPoint, Nprs, PlanRecord};
use crate::planner::course::{
    AreaMinutes, Brief, ClientCourse, Comparison, CourseSession, Ended, Episode, LastSession,
    Review, Trend,
};
use crate::text::{capital, counted, inside_sentence, numbered};

/// A score before and after: “6 → 3”; without what wasn't asked.
pub fn before_after<T: Display>(before: T, after: Option<T>) -> String {
    match after {
        Some(after) => format!("{before} → {after}"),
        None => before.to_string(),
    }
}

/// The same of how far down symptoms reach, inside a sentence.
pub fn reach((before, after): (FurthestPoint, Option<FurthestPoint>)) -> String {
    let word = |point: FurthestPoint| inside_sentence(point.label());
    before_after(word(before), after.map(word))
}

/// Minutes of areas, such as “gluteals, right 13; hamstrings, right 7”.
pub fn areas(minutes: &[AreaMinutes<'_>], knowledge: &Knowledge) -> String {
    let each = minutes.iter().map(|one| {
        let name = knowledge.place(std::slice::from_ref(one.region), None, Voice::Row);
        let name = inside_sentence(&name);
        let side = (!knowledge.has_no_side(one.region)).then_some(one.side);
        format!("{} {}", with_one_side(&name, side), one.minutes)
    });
    each.collect::<Vec<_>>().join("; ")
}

/// What became of pain, as a sentence without its full stop.
pub fn trend(trend: &Trend) -> String {
    let Trend { first, last, change, meaningful } = *trend;
    let by = counted(change.unsigned_abs(), "point");
    let what = match (change, meaningful) {
        (0, _) => "no change".to_owned(),
        (..0, true) => format!("{by} less: a real change"),
        (..0, false) => format!("{by} less: no real change yet"),
        (_, true) => format!("{by} more: a real change for the worse"),
        (_, false) => format!("{by} more: no real change"),
    };
    format!("{} ({what})", before_after(first, Some(last)))
}

/// The course of a client, who goes by this name.
pub fn history(name: &str, course: &ClientCourse<'_>, knowledge: &Knowledge) -> Outline {
    let mut outline = Outline { title: format!("Course of {name}"), ..Outline::default() };
    let taken = course.sessions.iter().filter(|session| session.is_closed).count();
    let mut facts = vec![
        ("Sessions".to_owned(), format!("{taken} closed of {}", course.sessions.len())),
        ("Courses".to_owned(), course.episodes.len().to_string()),
    ];
    facts.extend(course.trend.map(|it| ("Pain, open course".to_owned(), trend(&it))));
    outline.blocks.push(Block::Facts(facts));
    for episode in course.episodes.iter().rev() {
        let sessions: Vec<&CourseSession<'_>> = course.of_episode(episode).collect();
        let rows = sessions.iter().map(|session| session_row(session)).collect();
        let heads = ["Day", "Visit", "State", "Leg", "Back", "Reaches", "Minutes", "Response"];
        let done: Vec<(String, String)> = sessions
            .iter()
            .filter(|session| !session.areas.is_empty())
            .map(|session| (session.date.long(), areas(&session.areas, knowledge)))
            .collect();
        let mut blocks = vec![Block::Table(heads.map(str::to_owned).to_vec(), rows)];
        if !done.is_empty() {
            blocks.push(Block::Paragraph("Minutes done per area:".to_owned()));
            blocks.push(Block::Facts(done));
        }
        outline.section(episode_heading(episode), blocks);
    }
    let withheld = course.sessions.iter().filter(|session| !session.is_session);
    let withheld: Vec<String> = withheld
        .map(|session| format!("{}: {}", session.date.long(), session.status.label()))
        .collect();
    if !withheld.is_empty() {
        outline.section("Withheld", [Block::List(withheld)]);
    }
    let notes: Vec<(String, String)> = course.sessions.iter().rev().flat_map(notes).collect();
    if !notes.is_empty() {
        outline.section("Notes", [Block::Facts(notes)]);
    }
    outline.section("Reviews", reviews(&course.reviews));
    outline.foot = foot(knowledge);
    outline
}

fn episode_heading(episode: &Episode) -> String {
    let ended = match episode.ended {
        Ended::Open => "open",
        Ended::Gap => "ended by a gap",
        Ended::Discharged => "discharged",
    };
    format!("{} to {}, {ended}", episode.from.long(), episode.to.long())
}

fn session_row(session: &CourseSession<'_>) -> Vec<String> {
    let minutes = if session.is_closed {
        format!("{} of {}", session.minutes, session.booked)
    } else {
        session.booked.to_string()
    };
    let response = session.response_note.map(str::to_owned);
    let response = response.or_else(|| session.response.map(|it| it.label().to_owned()));
    vec![
        session.date.long(),
        session.visit.to_string(),
        session.state.label().to_owned(),
        before_after(session.leg.0, session.leg.1),
        before_after(session.back.0, session.back.1),
        reach(session.furthest),
        minutes,
        response.unwrap_or_default(),
    ]
}

/// What was typed of a session, each under its day.
fn notes(session: &CourseSession<'_>) -> Vec<(String, String)> {
    let day = session.date.long();
    let lines = [
        ("for next time", session.next_time),
        ("unwanted", session.unwanted),
        ("note", session.note),
    ];
    let typed = lines.into_iter().filter_map(|(what, text)| {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        Some((format!("{day}, {what}"), text.to_owned()))
    });
    typed.collect()
}

fn reviews(reviews: &[Review]) -> Option<Block> {
    let lines: Vec<(String, String)> = reviews
        .iter()
        .map(|review| {
            let due = if review.due { ", due now" } else { "" };
            (format!("Visit {}{due}", review.visit), review.text.clone())
        })
        .collect();
    (!lines.is_empty()).then_some(Block::Facts(lines))
}

/// What has to be known before a client comes in, who goes by this name.
pub fn brief(
    name: &str,
    brief: &Brief<'_>,
    record: Option<&PlanRecord>,
    knowledge: &Knowledge,
) -> Outline {
    let mut outline = Outline { title: name.to_owned(), ..Outline::default() };
    let pinned = [("Important", brief.important), ("Allergies", brief.allergies)];
    for (label, text) in pinned {
        outline.blocks.extend(text.map(|text| Block::Warning(format!("{label}: {text}"))));
    }
    let due: Vec<(String, String)> = brief
        .clearances
        .iter()
        .map(|one| {
            (
                format!("Clearance ends {}", one.until.long()),
                clearance(one.days_left, one.by, one.limits),
            )
        })
        .collect();
    let review = brief.due().or(brief.reviews.last());
    let due: Vec<(String, String)> = due
        .into_iter()
        .chain(review.map(|review| {
            let now = if review.due { ", now" } else { "" };
            (format!("Review at visit {}{now}", review.visit), review.text.clone())
        }))
        .collect();
    outline.section("Due", (!due.is_empty()).then_some(Block::Facts(due)));
    match &brief.last {
        Some(last) => {
            outline.section(
                format!("Last time: {}", last.date.with_weekday()),
                [Block::Facts(last_facts(last, record, knowledge))],
            );
        }
        None => outline.blocks.push(Block::Paragraph("No session has been closed yet.".to_owned())),
    }
    if let Some(found) = &brief.trend {
        let first = Block::Paragraph(format!("Pain {}.", trend(found)));
        let real = Block::Paragraph(knowledge.session().course.real_change.text.clone());
        outline.section("Course", [first, real]);
    }
    let advice: Vec<String> = brief.home_care_last.iter().map(|one| one.title.to_owned()).collect();
    let kept = brief.home_care_kept.map(|kept| {
        Block::Paragraph(format!(
            "Told then of the time before: {}.",
            inside_sentence(kept.label())
        ))
    });
    let advice = (!advice.is_empty()).then_some(Block::List(advice));
    outline.section("Home care of last time", advice.into_iter().chain(kept));
    let pinned = brief
        .cautions_last
        .iter()
        .map(|one| (format!("{}, {}", one.word, inside_sentence(one.title)), one.line.to_owned()));
    let pinned: Vec<(String, String)> = pinned.collect();
    outline.section("Cautions of last time", (!pinned.is_empty()).then_some(Block::Facts(pinned)));
    outline.foot = foot(knowledge);
    outline
}

fn clearance(days_left: i32, by: &str, limits: &str) -> String {
    let left = match days_left {
        ..0 => format!("ended {} ago", counted(days_left.unsigned_abs(), "day")),
        0 => "today".to_owned(),
        _ => format!("in {}", counted(days_left.unsigned_abs(), "day")),
    };
    format!("{left}; {}: {}", by.trim(), limits.trim())
}

fn last_facts(
    last: &LastSession<'_>,
    record: Option<&PlanRecord>,
    knowledge: &Knowledge,
) -> Vec<(String, String)> {
    let mut facts = vec![(
        "Done".to_owned(),
        format!("{} of {} steps, {} of {} min", last.done, last.planned, last.minutes, last.booked),
    )];
    let mut say = |label: &str, text: String| facts.push((label.to_owned(), text));
    if let Some(record) = record {
        for step in crate::planner::course::Done::of(record).steps {
            use crate::model::StepWent;
            let what = super::sheet::step_name(step.step, knowledge);
            let note = step.note.map(|note| format!(": {note}")).unwrap_or_default();
            match step.went {
                StepWent::Done => {}
                StepWent::Skipped => say("Skipped", format!("{what}{note}")),
                StepWent::Changed => say("Changed", format!("{what}, {}{note}", changed(&step))),
            }
        }
    } else {
        for (label, numbers) in [("Skipped", &last.skipped), ("Changed", &last.changed)] {
            if !numbers.is_empty() {
                say(label, numbered("step", numbers));
            }
        }
    }
    say("Leg pain", before_after(last.leg.0, last.leg.1));
    say("Back pain", before_after(last.back.0, last.back.1));
    say("Reached", reach(last.furthest));
    for activity in &last.activities {
        let scores = before_after::<Nprs>(activity.before, activity.after);
        say(&capital(activity.name), format!("{scores} of 10"));
    }
    if let Some(unwanted) = last.unwanted {
        let unwanted = unwanted.trim();
        say("Unwanted", if unwanted.is_empty() { "none".to_owned() } else { unwanted.to_owned() });
    }
    let response = last.response.map(|it| it.label().to_owned());
    let response = [response, last.response_note.map(str::to_owned)];
    let response: Vec<String> = response.into_iter().flatten().collect();
    if !response.is_empty() {
        say("Response", response.join(": "));
    }
    for (label, text) in [("For next time", last.next_time), ("Note", last.note)] {
        if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
            say(label, text.to_owned());
        }
    }
    facts
}

/// How a step went otherwise, such as “5 of 7 min, level 1”.
pub fn changed(step: &crate::planner::course::StepDone<'_>) -> String {
    let planned = step.step.minutes.get();
    let minutes = if step.minutes == planned {
        format!("{planned} min")
    } else {
        format!("{} of {planned} min", step.minutes)
    };
    let level = step.pressure.filter(|_| step.pressure != step.step.pressure);
    match level {
        Some(level) => format!("{minutes}, level {level}"),
        None => minutes,
    }
}

/// Two sessions side by side, each under its day.
pub fn comparison(
    name: &str,
    days: [String; 2],
    compared: &Comparison,
    knowledge: &Knowledge,
) -> Outline {
    let [a, b] = days;
    let mut outline = Outline { title: format!("{name}: {a} and {b}"), ..Outline::default() };
    let count = counted(compared.differences(), "difference");
    outline.blocks.push(Block::Paragraph(format!("{}.", capital(&count))));
    let heads = vec![String::new(), a, String::new(), b];
    let rows = compared.rows.iter().map(|row| {
        let cell = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        vec![capital(&row.what), cell(&row.a), row.difference.word().to_owned(), cell(&row.b)]
    });
    outline.blocks.push(Block::Table(heads, rows.collect()));
    outline.foot = foot(knowledge);
    outline
}

fn foot(knowledge: &Knowledge) -> Vec<String> {
    vec![format!("Ischia · guidance {}", knowledge.version())]
}
