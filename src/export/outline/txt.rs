//! An outline as plain text.

use super::{Block, Outline};
use crate::export::txt::TxtPage;

/// What is filled in by hand.
const BLANK: &str = "________________________";

/// The outline as plain text.
pub fn draw(outline: &Outline) -> String {
    let mut page = TxtPage::default();
    for line in &outline.letterhead {
        page.paragraph("", "", line);
    }
    if !outline.letterhead.is_empty() {
        page.gap();
    }
    page.title(&outline.title);
    for block in &outline.blocks {
        match block {
            Block::Heading(text) => page.heading(text),
            Block::Paragraph(text) => page.paragraph("", "", text),
            Block::Warning(text) => page.paragraph("! ", "  ", text),
            Block::List(items) => items.iter().for_each(|item| page.paragraph("- ", "  ", item)),
            Block::Facts(facts) => {
                for (label, text) in facts {
                    page.paragraph("", "    ", &format!("{label}: {text}"));
                }
            }
            Block::Table(heads, rows) => page.table(heads, rows),
            Block::Fill(labels) => {
                for label in labels {
                    page.paragraph("", "    ", &format!("{label}: {BLANK}"));
                }
            }
            Block::Pictures(_) => {}
            Block::Ticks(label, options) => {
                let options: Vec<String> =
                    options.iter().map(|option| format!("[ ] {option}")).collect();
                page.ticks(label, &options);
            }
        }
    }
    page.foot(&outline.foot);
    page.text
}
