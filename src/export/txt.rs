//! Plain text: the sheet in lines of at most 78 columns, for a terminal, a mail or any printer.
//!
//! Columns are counted as they show, so that wide letters don't hang over the edge. Every text goes
//! through `clean`; a control character never reaches the output.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Sheet;
use super::clean;
use super::sheet::{ReferralBox, Section, SheetEntry, SheetFact, StepRow};
use crate::model::SourceId;

const WIDTH: usize = 78;

/// The sheet as plain text.
pub(super) fn draw(sheet: &Sheet) -> String {
    let mut page = TxtPage::default();
    for line in &sheet.letterhead {
        page.paragraph("", "", line);
    }
    if !sheet.letterhead.is_empty() {
        page.gap();
    }
    page.title(&sheet.title);
    if !sheet.client.is_empty() {
        page.facts(&sheet.client);
        page.gap();
    }
    let word = sheet.status.status.label().to_uppercase();
    page.paragraph("", "", &format!("STATUS: {word}. {}", sheet.status.text));
    if !sheet.stated.is_empty() {
        page.entries(&sheet.stated);
    }
    if let Some(referral) = &sheet.referral {
        page.referral(referral);
    }
    if !sheet.facts.is_empty() {
        page.heading("Session");
        page.facts(&sheet.facts);
    }
    page.heading("Cautions");
    for group in &sheet.cautions {
        page.gap();
        page.paragraph("", "", &group.word.to_uppercase());
        page.entries(&group.entries);
    }
    sheet.conditions.iter().for_each(|it| page.section(it));
    if let Some(total) = &sheet.total {
        page.heading("Steps");
        sheet.steps.iter().for_each(|row| page.step(row));
        page.gap();
        page.paragraph("", "", &format!("Total: {total}"));
    }
    sheet.advice.iter().for_each(|it| page.section(it));
    if !sheet.told.is_empty() {
        page.heading("In the client's words");
        page.facts(&sheet.told);
    }
    if !sheet.sources.is_empty() {
        page.heading("Sources");
        for row in &sheet.sources {
            page.paragraph("", "    ", &format!("{}: {}", ids(&row.ids), row.title));
        }
    }
    page.foot(&sheet.foot);
    page.text
}

/// Lines of plain text, one under the other.
#[derive(Default)]
pub(super) struct TxtPage {
    /// All of them.
    pub text: String,
}

impl TxtPage {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.text.push('\n');
    }

    fn rule(&mut self, character: char, width: usize) {
        let rule: String = std::iter::repeat_n(character, width).collect();
        self.line(&rule);
    }

    /// The heading of all.
    pub fn title(&mut self, title: &str) {
        let lines = wrapped(&clean::one_line(title), WIDTH, WIDTH);
        let width = lines.iter().map(|line| line.width()).max().unwrap_or(0);
        for line in &lines {
            self.line(line);
        }
        self.rule('=', width);
        self.gap();
    }

    /// A heading.
    pub fn heading(&mut self, heading: &str) {
        self.gap();
        self.line(&heading.to_uppercase());
        self.rule('-', heading.width());
    }

    /// A text in lines, with something before its first line and before all the others.
    pub fn paragraph(&mut self, first: &str, others: &str, text: &str) {
        let mut before = first;
        for line in clean::lines(text) {
            let width = WIDTH.saturating_sub(before.width());
            let rest = WIDTH.saturating_sub(others.width());
            for part in wrapped(&line, width, rest) {
                self.line(&format!("{before}{part}"));
                before = others;
            }
        }
    }

    /// Columns as wide as their widest cell; a row that is too long for a line goes on in the next.
    pub fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let all: Vec<Vec<String>> = std::iter::once(heads)
            .chain(rows.iter().map(Vec::as_slice))
            .map(|row| row.iter().map(|cell| clean::one_line(cell)).collect())
            .collect();
        let widths: Vec<usize> = (0..heads.len())
            .map(|at| all.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max())
            .map(Option::unwrap_or_default)
            .collect();
        for row in &all {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width - cell.width() + 2));
            }
            if line.trim_end().width() > WIDTH {
                self.paragraph("", "    ", &line);
            } else {
                self.line(&line);
            }
        }
    }

    /// What stands at the foot.
    pub fn foot(&mut self, texts: &[String]) {
        self.gap();
        self.rule('-', WIDTH);
        for text in texts {
            self.paragraph("", "", text);
        }
    }

    /// Boxes to tick behind a name, as many on a line as fit.
    pub fn ticks(&mut self, label: &str, boxes: &[String]) {
        let mut line = if label.is_empty() { String::new() } else { format!("{label}:") };
        for tick in boxes {
            if !line.is_empty() && line.width() + 2 + tick.width() > WIDTH {
                self.paragraph("", "    ", &line);
                "   ".clone_into(&mut line);
            }
            let between = if line.ends_with(':') { " " } else { "  " };
            if !line.trim().is_empty() {
                line.push_str(between);
            }
            line.push_str(tick);
        }
        self.line(&line);
    }

    fn section(&mut self, section: &Section) {
        self.heading(section.heading);
        self.entries(&section.entries);
    }

    fn entries(&mut self, entries: &[SheetEntry]) {
        for entry in entries {
            let mut text = String::new();
            if !entry.lead.is_empty() {
                text.extend([entry.lead.as_str(), ": "]);
            }
            text.push_str(&entry.text);
            self.paragraph("- ", "  ", &with_sources(&text, &entry.sources));
        }
    }

    fn facts(&mut self, facts: &[SheetFact]) {
        for fact in facts {
            self.paragraph("", "    ", &format!("{}: {}", fact.label, fact.text));
        }
    }

    fn referral(&mut self, referral: &ReferralBox) {
        self.heading(&format!("Referral: {}", referral.urgency));
        self.entries(&referral.reasons);
        self.facts(&referral.words);
    }

    fn step(&mut self, row: &StepRow) {
        self.gap();
        let number = format!("{:>2}  ", row.number);
        let indent = "    ";
        self.paragraph(&number, indent, &row.what);
        let level = row.level.as_ref().map(|level| format!("level {level}"));
        let parts = [Some(row.minutes.clone()), level, Some(row.position.clone())];
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        let parts: Vec<String> = parts.collect();
        self.paragraph(indent, indent, &parts.join(" · "));
        self.paragraph(indent, indent, &row.instructions);
        if !row.why.is_empty() {
            self.paragraph(indent, "      ", &format!("Why: {}", row.why));
        }
        let rests_on = with_sources(&row.cautions, &row.sources);
        if !rests_on.is_empty() {
            self.paragraph(indent, indent, &rests_on);
        }
    }
}

/// A text with the ids of what it rests on behind it.
fn with_sources(text: &str, sources: &[SourceId]) -> String {
    let ids = if sources.is_empty() { String::new() } else { format!("[{}]", ids(sources)) };
    [text, &ids].map(str::trim).join(" ").trim().to_owned()
}

fn ids(sources: &[SourceId]) -> String {
    let ids: Vec<&str> = sources.iter().map(SourceId::as_str).collect();
    ids.join(", ")
}

/// The words of a line in lines of these widths, the first and all others; a word that is too long
/// for a line of its own is cut. At least one line.
fn wrapped(line: &str, first: usize, others: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    let mut room = first;
    for word in line.split_whitespace() {
        let used = current.width();
        if used > 0 && used + 1 + word.width() > room {
            lines.push(std::mem::take(&mut current));
            room = others;
        }
        if !current.is_empty() {
            current.push(' ');
        }
        for character in word.chars() {
            let next = character.width().unwrap_or(0);
            if !current.is_empty() && next > 0 && current.width() + next > room {
                lines.push(std::mem::take(&mut current));
                room = others;
            }
            current.push(character);
        }
    }
    if !current.is_empty() || lines.is_empty() {
        lines.push(current);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrapped};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn lines_keep_their_width_and_every_word() {
        let text = "Press and release two or three times, then move on. ".repeat(9);
        let lines = wrapped(&text, 40, WIDTH);
        assert!(lines[0].width() <= 40);
        assert!(lines.iter().all(|line| line.width() <= WIDTH));
        assert_eq!(lines.join(" "), text.trim());
    }

    #[test]
    fn long_words_are_cut_and_wide_letters_counted() {
        assert_eq!(wrapped("abcdefgh", 4, 3), ["abcd", "efg", "h"]);
        assert_eq!(wrapped("按摩按摩", 4, 4), ["按摩", "按摩"]);
        assert_eq!(wrapped("", 4, 4), [""]);
    }
}
