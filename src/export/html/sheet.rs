//! The sheet of a plan as HTML: cautions in their frame, the body, the steps as a numbered list.

use super::{HtmlPage, escaped, quoted};
use crate::export::figure::svg::Ink;
use crate::export::outline::Picture;
use crate::export::sheet::{ReferralBox, Section, Sheet, SheetEntry, SheetFact, StepRow};
use crate::model::{Severity, SourceId, Status};

/// The sheet as HTML, with the body where there is one.
pub fn draw(sheet: &Sheet, body: Option<&Picture>, ink: Ink) -> String {
    let mut page = HtmlPage::new(&sheet.title, ink);
    page.head(&sheet.letterhead, &sheet.title);
    if !sheet.client.is_empty() {
        facts(&mut page, &sheet.client);
    }
    page.line(&format!(
        "<p class=\"status {}\"><strong>{}.</strong> {}</p>",
        class_of(sheet.status.status),
        sheet.status.status.label(),
        quoted(sheet.status.text)
    ));
    if !sheet.stated.is_empty() {
        entries(&mut page, &sheet.stated);
    }
    if let Some(referral) = &sheet.referral {
        draw_referral(&mut page, referral);
    }
    if !sheet.facts.is_empty() {
        page.section("", "Session");
        facts(&mut page, &sheet.facts);
    }
    page.section("cautions", "Cautions");
    for group in &sheet.cautions {
        let class = match group.severity {
            Severity::Stop => "stop",
            Severity::Warn => "warn",
            Severity::Note => "note",
        };
        page.line(&format!("<div class=\"{class}\">\n<h3>{}</h3>", quoted(group.word)));
        entries(&mut page, &group.entries);
        page.line("</div>");
    }
    for it in &sheet.conditions {
        section(&mut page, it);
    }
    if let Some(total) = &sheet.total {
        page.section("", "Steps");
        if let Some(body) = body {
            page.pictures(std::slice::from_ref(body));
        }
        page.line("<ol class=\"steps\">");
        sheet.steps.iter().for_each(|row| step(&mut page, row));
        page.line("</ol>");
        page.paragraph("total", &format!("Total: {total}"));
    }
    sheet.advice.iter().for_each(|it| section(&mut page, it));
    if !sheet.told.is_empty() {
        page.section("", "In the client's words");
        facts(&mut page, &sheet.told);
    }
    if !sheet.sources.is_empty() {
        page.section("sources", "Sources");
        let rows = sheet.sources.iter();
        page.list(rows.map(|row| format!("{}: {}", ids(&row.ids), quoted(&row.title))));
    }
    page.finish(&sheet.foot)
}

fn class_of(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Caution => "warn",
        Status::Hold => "hold",
        Status::Refer | Status::Emergency => "stop",
    }
}

fn draw_referral(page: &mut HtmlPage, referral: &ReferralBox) {
    page.section("alarm", &format!("Referral: {}", referral.urgency));
    entries(page, &referral.reasons);
    facts(page, &referral.words);
}

fn section(page: &mut HtmlPage, section: &Section) {
    page.section(if section.is_alarm() { "alarm" } else { "" }, section.heading);
    entries(page, &section.entries);
}

fn entries(page: &mut HtmlPage, entries: &[SheetEntry]) {
    page.list(entries.iter().map(|entry| {
        let lead = if entry.lead.is_empty() {
            String::new()
        } else {
            format!("<strong>{}:</strong> ", quoted(&entry.lead))
        };
        let sources = match entry.sources.as_slice() {
            [] => String::new(),
            sources => format!(" <small>[{}]</small>", ids(sources)),
        };
        format!("{lead}{}{sources}", quoted(&entry.text))
    }));
}

fn facts(page: &mut HtmlPage, facts: &[SheetFact]) {
    page.facts(facts.iter().map(|fact| (fact.label, fact.text.as_str())));
}

/// A step as an entry of the numbered list; what it lacks is left out.
fn step(page: &mut HtmlPage, row: &StepRow) {
    page.line(&format!("<li value=\"{}\">", escaped(&row.number)));
    let level = row.level.as_ref().map(|level| format!("level {level}"));
    let cells = [
        ("position", row.position.as_str()),
        ("what", row.what.as_str()),
        ("level", level.as_deref().unwrap_or_default()),
        ("minutes", row.minutes.as_str()),
        ("do", row.instructions.as_str()),
    ];
    let sources = ids(&row.sources);
    let behind = [
        ("Why", row.why.as_str()),
        ("Cautions", row.cautions.as_str()),
        ("Sources", sources.as_str()),
    ];
    for (class, text) in cells.into_iter().filter(|(_, text)| !text.is_empty()) {
        page.paragraph(class, text);
    }
    for (label, text) in behind.into_iter().filter(|(_, text)| !text.is_empty()) {
        page.paragraph("behind", &format!("{label}: {text}"));
    }
    page.line("</li>");
}

fn ids(sources: &[SourceId]) -> String {
    let ids: Vec<String> = sources.iter().map(|id| escaped(id.as_str())).collect();
    ids.join(", ")
}
