//! An outline as Markdown.

use super::{Block, Outline};
use crate::export::md::{MdPage, quoted};

/// The outline as Markdown.
pub fn draw(outline: &Outline) -> String {
    let mut page = MdPage::default();
    if !outline.letterhead.is_empty() {
        page.block(&quoted(&outline.letterhead.join("\n")));
    }
    page.block(&format!("# {}", quoted(&outline.title)));
    for block in outline.blocks.iter().filter_map(drawn) {
        page.block(&block);
    }
    page.block("---");
    outline.foot.iter().for_each(|text| page.block(&quoted(text)));
    page.text
}

fn drawn(block: &Block) -> Option<String> {
    let lines = |lines: Vec<String>| lines.join("\n");
    let block = match block {
        Block::Pictures(_) => return None,
        Block::Heading(text) => format!("## {}", quoted(text)),
        Block::Paragraph(text) => quoted(text),
        Block::Warning(text) => format!("**{}**", quoted(text)),
        Block::List(items) => {
            lines(items.iter().map(|item| format!("- {}", quoted(item))).collect())
        }
        Block::Facts(facts) => {
            let facts = facts.iter();
            let line = |(label, text): &(String, String)| {
                format!("- **{}:** {}", quoted(label), quoted(text))
            };
            lines(facts.map(line).collect())
        }
        Block::Table(heads, rows) => {
            let line = |cells: &[String]| {
                let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
                format!("| {} |", cells.join(" | "))
            };
            let rule: Vec<&str> = heads.iter().map(|_| "---").collect();
            let rule = format!("| {} |", rule.join(" | "));
            let head = [line(heads), rule];
            lines(head.into_iter().chain(rows.iter().map(|row| line(row))).collect())
        }
        Block::Fill(labels) => {
            let line = |label: &String| format!("- **{}:** {}", quoted(label), "\\_".repeat(8));
            lines(labels.iter().map(line).collect())
        }
        Block::Ticks(label, options) => {
            let options: Vec<String> =
                options.iter().map(|option| format!("☐ {}", quoted(option))).collect();
            let options = options.join(" · ");
            if label.is_empty() { options } else { format!("**{}:** {options}", quoted(label)) }
        }
    };
    Some(block)
}
