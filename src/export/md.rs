//! Markdown: the sheet as headings, lists and one table, in the dialect that code forges render.
//!
//! Every text goes through `quoted`: what a client said can't end a cell, open a tag or become a
//! heading. Line breaks inside a text become `<br>`, the only break that works in a table too.

use super::Sheet;
use super::clean;
use super::sheet::{ReferralBox, Section, SheetEntry, SheetFact, StepRow};
use crate::model::SourceId;

/// The sheet as Markdown.
pub(super) fn draw(sheet: &Sheet) -> String {
    let mut page = MdPage::default();
    if !sheet.letterhead.is_empty() {
        page.block(&quoted(&sheet.letterhead.join("\n")));
    }
    page.block(&format!("# {}", quoted(&sheet.title)));
    if !sheet.client.is_empty() {
        page.facts(&sheet.client);
    }
    page.block(&format!(
        "**Status: {}.** {}",
        sheet.status.status.label(),
        quoted(sheet.status.text)
    ));
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
        page.block(&format!("### {}", group.word));
        page.entries(&group.entries);
    }
    sheet.conditions.iter().for_each(|it| page.section(it));
    if let Some(total) = &sheet.total {
        page.heading("Steps");
        page.steps(&sheet.steps);
        page.block(&format!("**Total: {}**", quoted(total)));
    }
    sheet.advice.iter().for_each(|it| page.section(it));
    if !sheet.told.is_empty() {
        page.heading("In the client's words");
        page.facts(&sheet.told);
    }
    if !sheet.sources.is_empty() {
        page.heading("Sources");
        let rows = sheet.sources.iter();
        let lines = rows.map(|row| format!("- {}: {}", ids(&row.ids), quoted(&row.title)));
        page.block(&lines.collect::<Vec<_>>().join("\n"));
    }
    page.block("---");
    sheet.foot.iter().for_each(|text| page.block(&quoted(text)));
    page.text
}

/// Blocks of Markdown, one under the other.
#[derive(Default)]
pub(super) struct MdPage {
    /// All of them.
    pub text: String,
}

impl MdPage {
    /// A block, apart from the one before it by an empty line.
    pub fn block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        self.block(&format!("## {heading}"));
    }

    fn section(&mut self, section: &Section) {
        self.heading(section.heading);
        self.entries(&section.entries);
    }

    fn entries(&mut self, entries: &[SheetEntry]) {
        let lines: Vec<String> = entries.iter().map(entry_line).collect();
        self.block(&lines.join("\n"));
    }

    fn facts(&mut self, facts: &[SheetFact]) {
        let lines: Vec<String> = facts.iter().map(fact_line).collect();
        self.block(&lines.join("\n"));
    }

    fn referral(&mut self, referral: &ReferralBox) {
        self.block(&format!("## Referral: {}", referral.urgency));
        self.entries(&referral.reasons);
        self.facts(&referral.words);
    }

    /// A table with the columns that have something in them.
    fn steps(&mut self, rows: &[StepRow]) {
        const HEADS: [&str; 9] = [
            "No.",
            "Step",
            "Position",
            "Level",
            "Time",
            "What to do",
            "Why",
            "Cautions",
            "Sources",
        ];
        let cells: Vec<[String; 9]> = rows.iter().map(cells).collect();
        let mut filled = HEADS.map(|_| false);
        for row in &cells {
            for (column, cell) in filled.iter_mut().zip(row) {
                *column |= !cell.is_empty();
            }
        }
        let line = |cells: &[&str]| {
            let shown = cells.iter().zip(filled).filter(|(_, is_filled)| *is_filled);
            let shown: Vec<&str> = shown.map(|(cell, _)| *cell).collect();
            format!("| {} |", shown.join(" | "))
        };
        let mut rule = HEADS.map(|_| "---");
        rule[0] = "---:";
        let mut table = vec![line(&HEADS), line(&rule)];
        table.extend(cells.iter().map(|row| line(&row.each_ref().map(String::as_str))));
        self.block(&table.join("\n"));
    }
}

/// The cells of a step, quoted.
fn cells(row: &StepRow) -> [String; 9] {
    [
        quoted(&row.number),
        quoted(&row.what),
        quoted(&row.position),
        quoted(row.level.as_deref().unwrap_or_default()),
        quoted(&row.minutes),
        quoted(&row.instructions),
        quoted(&row.why),
        quoted(&row.cautions),
        ids(&row.sources),
    ]
}

fn entry_line(entry: &SheetEntry) -> String {
    let mut line = String::from("-");
    if !entry.lead.is_empty() {
        line.extend([" **", &quoted(&entry.lead), ":**"]);
    }
    line.push(' ');
    line.push_str(&quoted(&entry.text));
    if !entry.sources.is_empty() {
        line.extend([" \\[", &ids(&entry.sources), "\\]"]);
    }
    line
}

fn fact_line(fact: &SheetFact) -> String {
    format!("- **{}:** {}", fact.label, quoted(&fact.text))
}

fn ids(sources: &[SourceId]) -> String {
    let ids: Vec<&str> = sources.iter().map(SourceId::as_str).collect();
    ids.join(", ")
}

/// A text as Markdown that reads as just that text, on one line.
pub(super) fn quoted(text: &str) -> String {
    let lines = clean::lines(text);
    let escaped: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    escaped.join("<br>")
}

/// One line as Markdown that reads as just that line.
pub(super) fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (at, character) in line.chars().enumerate() {
        let is_mark = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
            // A heading, a list, an underline.
            '#' | '-' | '+' | '=' => at == 0,
            // A numbered list.
            '.' | ')' => at > 0 && at == digits,
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_was_typed_is_no_markup() {
        for (typed, wanted) in [
            ("a | b", "a \\| b"),
            ("# not a heading", "\\# not a heading"),
            ("- no list\n+ none", "\\- no list<br>\\+ none"),
            ("12. visit", "12\\. visit"),
            ("in 12. place", "in 12. place"),
            ("<b>`x`</b> &amp;", "\\<b\\>\\`x\\`\\</b\\> \\&amp;"),
            ("a\\", "a\\\\"),
            ("    indented", "indented"),
            ("[x](y) *z* _u_", "\\[x\\](y) \\*z\\* \\_u\\_"),
        ] {
            assert_eq!(quoted(typed), wanted);
        }
    }
}
