//! The words of a document without a page: headings, paragraphs, lists, named values, things to fill in;
//! and its drawings, for those that can show them.
//!
//! The plain formats and HTML draw this and only this, so that all of them say the same. Texts are as
//! they were written or typed: quoting them is the format's business.

mod md;
mod txt;

/// The outline as Markdown.
pub fn to_md(outline: &Outline) -> String {
    md::draw(outline)
}

/// The outline as plain text.
pub fn to_txt(outline: &Outline) -> String {
    txt::draw(outline)
}

/// A document in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Letterhead and therapist, a line each.
    pub letterhead: Vec<String>,
    /// The heading of all.
    pub title: String,
    /// What stands in it, in its order.
    pub blocks: Vec<Block>,
    /// What stands at its foot.
    pub foot: Vec<String>,
}

/// A piece of an outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// Sentences.
    Paragraph(String),
    /// The same, where it must not be passed over.
    Warning(String),
    /// A list, an entry each.
    List(Vec<String>),
    /// Named values.
    Facts(Vec<(String, String)>),
    /// Headings of columns, and rows with as many cells.
    Table(Vec<String>, Vec<Vec<String>>),
    /// What is filled in by hand, each behind its name.
    Fill(Vec<String>),
    /// What is ticked, behind its name; the name may be empty.
    Ticks(String, Vec<String>),
    /// Drawings beside each other. They say nothing that the words don't: plain text leaves them out.
    Pictures(Vec<Picture>),
}

/// A drawing, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SVG.
    pub svg: String,
    /// What it shows, for those who don't see it.
    pub words: String,
    /// What stands under it; may be empty.
    pub caption: String,
}

impl Outline {
    /// Adds a heading with what stands under it.
    pub fn section(&mut self, heading: impl Into<String>, blocks: impl IntoIterator<Item = Block>) {
        let mut blocks = blocks.into_iter().peekable();
        if blocks.peek().is_some() {
            self.blocks.push(Block::Heading(heading.into()));
            self.blocks.extend(blocks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline() -> Outline {
        Outline {
            letterhead: vec!["Practice".to_owned()],
            title: "A *page*".to_owned(),
            blocks: vec![
                Block::Heading("Found".to_owned()),
                Block::Warning("Call | now.".to_owned()),
                Block::Paragraph("One\n# two".to_owned()),
                Block::List(vec!["first".to_owned(), "second".to_owned()]),
                Block::Facts(vec![("Pain".to_owned(), "3".to_owned())]),
                Block::Table(
                    vec!["Day".to_owned(), "Leg".to_owned()],
                    vec![vec!["1 | 2".to_owned(), "6".to_owned()]],
                ),
                Block::Fill(vec!["Date".to_owned()]),
                Block::Ticks("Level".to_owned(), vec!["1".to_owned(), "2".to_owned()]),
                Block::Ticks(String::new(), vec!["Suitable".to_owned()]),
                Block::Pictures(vec![Picture {
                    svg: "<svg/>".to_owned(),
                    words: "Drawn".to_owned(),
                    caption: "Under it".to_owned(),
                }]),
            ],
            foot: vec!["Not a diagnosis".to_owned()],
        }
    }

    #[test]
    fn both_plain_formats_say_all_of_it() {
        assert_eq!(
            to_txt(&outline()),
            "Practice\n\nA *page*\n========\n\n\nFOUND\n-----\n! Call | now.\nOne\n# two\n- first\n\
             - second\nPain: 3\nDay    Leg\n1 | 2  6\nDate: ________________________\nLevel: [ ] 1  [ ] 2\n\
             [ ] Suitable\n\n\
             ------------------------------------------------------------------------------\n\
             Not a diagnosis\n"
        );
        assert_eq!(
            to_md(&outline()),
            "Practice\n\n# A \\*page\\*\n\n## Found\n\n**Call \\| now.**\n\nOne<br>\\# two\n\n\
             - first\n- second\n\n- **Pain:** 3\n\n| Day | Leg |\n| --- | --- |\n| 1 \\| 2 | 6 |\n\n- **Date:** \\_\\_\\_\\_\\_\\_\\_\\_\n\n\
             **Level:** ☐ 1 · ☐ 2\n\n☐ Suitable\n\n---\n\nNot a diagnosis\n"
        );
    }
}
