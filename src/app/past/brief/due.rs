//! What runs out or falls to the visit to come: clearances, a review, consent, how long records are kept.

use crate::model::{Client, ConsentItem, Day, Settings};
use crate::planner::course::{Brief, BriefClearance, ClientCourse};
use crate::text::counted;

/// From so many days on, the end of a clearance is near.
pub const SOON: i32 = 14;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueKind {
    /// How long a clearance counts.
    Clearance,
    /// When progress is judged.
    Review,
    /// What the client agreed to.
    Consent,
    /// How long the record is kept.
    Records,
}

/// Something that runs out, or falls to a visit.
#[derive(Debug, PartialEq, Eq)]
pub struct DueRow {
    /// What it is about.
    pub kind: DueKind,
    /// What it is, such as “Clearance ends 1 Dec”.
    pub what: String,
    /// When, such as “7 days”.
    pub when: String,
    /// Whether something is to be done about it now or soon.
    pub is_pressing: bool,
    /// What it comes to, where more is known.
    pub about: Option<String>,
}

/// All that is due, and what is in order.
pub(super) fn rows(
    brief: &Brief<'_>,
    course: &ClientCourse<'_>,
    client: Option<&Client>,
    settings: &Settings,
    today: Day,
) -> Vec<DueRow> {
    let mut rows: Vec<DueRow> = brief.clearances.iter().map(|one| clearance(one, today)).collect();
    rows.extend(review(brief, course));
    if let Some(client) = client {
        rows.push(consent(client, today));
        rows.push(records(client, settings, today));
    }
    rows
}

fn clearance(one: &BriefClearance<'_>, today: Day) -> DueRow {
    let until = one.until.seen_from(today);
    let days = one.days_left.unsigned_abs();
    let (what, when) = match one.days_left {
        ..0 => (format!("Clearance ended {until}"), format!("{} ago", counted(days, "day"))),
        0 => (format!("Clearance ends {until}"), "today".to_owned()),
        1.. => (format!("Clearance ends {until}"), counted(days, "day")),
    };
    let told = [one.by.trim(), one.limits.trim()];
    let told: Vec<&str> = told.into_iter().filter(|text| !text.is_empty()).collect();
    DueRow {
        kind: DueKind::Clearance,
        what,
        when,
        is_pressing: one.days_left <= SOON,
        about: (!told.is_empty()).then(|| told.join(": ")),
    }
}

/// The review that falls to the visit to come, or else the next one.
fn review(brief: &Brief<'_>, course: &ClientCourse<'_>) -> Option<DueRow> {
    let review = brief.due().or(brief.reviews.last())?;
    let coming = course.closed_in_open().len() + 1;
    let visits = usize::from(review.visit).saturating_sub(coming);
    let when = if review.due || visits == 0 {
        "today".to_owned()
    } else {
        match visits {
            1 => "next visit".to_owned(),
            _ => format!("in {}", counted(visits, "visit")),
        }
    };
    Some(DueRow {
        kind: DueKind::Review,
        what: format!("Review at visit {}", review.visit),
        when,
        is_pressing: review.due,
        about: Some(review.text.clone()),
    })
}

fn consent(client: &Client, today: Day) -> DueRow {
    let given = |item: ConsentItem| {
        let given = client.consents.iter().filter(move |one| one.covers.contains(&item));
        given.map(|one| one.on).max()
    };
    let is_open = |item: &ConsentItem| given(*item).is_none();
    let open = ConsentItem::ALL.into_iter().filter(is_open);
    let mut open: Vec<String> = open.map(|item| item.label().to_lowercase()).collect();
    if client.guardian.is_none() && client.may_be_minor(today) {
        open.push("a guardian's".to_owned());
    }
    let last = ConsentItem::ALL.into_iter().filter_map(given).max();
    let day = last.map(|day| format!(", {}", day.seen_from(today))).unwrap_or_default();
    let when = match (open.is_empty(), last) {
        (true, _) => "in order",
        (false, Some(_)) => "not complete",
        (false, None) => "none recorded",
    };
    let about = (!open.is_empty() && last.is_some()).then(|| format!("Open: {}", open.join(", ")));
    DueRow {
        kind: DueKind::Consent,
        what: format!("Consent{day}"),
        when: when.to_owned(),
        is_pressing: !open.is_empty(),
        about,
    }
}

/// How long the record is kept once the relationship has ended.
fn records(client: &Client, settings: &Settings, today: Day) -> DueRow {
    let years = client.retention.years.unwrap_or(settings.retention_years);
    let until = client.keep_until(settings.retention_years);
    let is_past = until.is_some_and(|until| until < today);
    let (what, when) = match until {
        Some(until) => ("Record kept until", until.seen_from(today)),
        None => ("Record kept", format!("{} after the end", counted(years, "year"))),
    };
    let about = is_past.then(|| "Past its retention: erase it, or keep it longer".to_owned());
    DueRow { kind: DueKind::Records, what: what.to_owned(), when, is_pressing: is_past, about }
}
