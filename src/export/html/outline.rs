//! An outline as HTML.

use super::{HtmlPage, quoted};
use crate::export::figure::svg::Ink;
use crate::export::outline::{Block, Outline};

/// The outline as HTML.
pub fn draw(outline: &Outline, ink: Ink) -> String {
    let mut page = HtmlPage::new(&outline.title, ink);
    page.head(&outline.letterhead, &outline.title);
    for block in &outline.blocks {
        match block {
            Block::Heading(text) => page.section("", text),
            Block::Paragraph(text) => page.paragraph("", text),
            Block::Warning(text) => page.paragraph("warning", text),
            Block::List(items) => page.list(items.iter().map(|item| quoted(item))),
            Block::Facts(facts) => {
                page.facts(facts.iter().map(|(label, text)| (label.as_str(), text.as_str())));
            }
            Block::Table(heads, rows) => page.table(heads, rows),
            Block::Fill(labels) => {
                let line = |label: &String| {
                    format!("<span>{}</span> <span class=\"blank\"></span>", quoted(label))
                };
                fields(&mut page, "fill", labels.iter().map(line));
            }
            Block::Ticks(label, options) => {
                let options = options.iter().map(|option| {
                    let tick = "<span class=\"tick\" aria-hidden=\"true\"></span>";
                    format!("<span class=\"option\">{tick}{}</span>", quoted(option))
                });
                let options: Vec<String> = options.collect();
                let label = if label.is_empty() {
                    String::new()
                } else {
                    format!("<span>{}</span> ", quoted(label))
                };
                fields(&mut page, "ticks", [label + &options.join(" ")]);
            }
            Block::Pictures(pictures) => page.pictures(pictures),
        }
    }
    page.finish(&outline.foot)
}

/// What is filled in by hand, on a line each.
fn fields(page: &mut HtmlPage, class: &str, lines: impl IntoIterator<Item = String>) {
    for line in lines {
        page.line(&format!("<p class=\"{class}\">{line}</p>"));
    }
}
