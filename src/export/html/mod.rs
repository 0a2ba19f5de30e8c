//! HTML: one file with its style and its drawings in it. No script, and nothing is loaded, which the file
//! itself forbids to whatever reads it.
//!
//! Every text goes through `quoted`: what a client said can't open a tag or end an attribute. Each line of
//! text finds its own reading direction.

mod outline;
mod sheet;

use super::clean;
use super::figure::svg::Ink;
use super::outline::Picture;

pub(super) use outline::draw as draw_outline;
pub(super) use sheet::draw as draw_sheet;

/// How the file looks, on a screen of any width and printed.
const STYLE: &str = include_str!("../../../assets/paper/page.css");

/// Elements, one after the other.
struct HtmlPage {
    text: String,
    section: bool,
}

impl HtmlPage {
    /// A file with a title, up to where its first element begins.
    fn new(title: &str, ink: Ink) -> Self {
        let text = format!(
            "<!DOCTYPE html>\n<html lang=\"en\" class=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"Ischia\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
             </head>\n<body>\n",
            ink.name(),
            escaped(&clean::one_line(title)),
        );
        Self { text, section: false }
    }

    /// A line as it is.
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A paragraph; the class may be empty.
    fn paragraph(&mut self, class: &str, text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.line(&format!("<p{class} dir=\"auto\">{}</p>", quoted(text)));
    }

    /// The practice and the heading of all, and what is written before its first section.
    fn head(&mut self, letterhead: &[String], title: &str) {
        self.line("<header>");
        if !letterhead.is_empty() {
            self.paragraph("practice", &letterhead.join("\n"));
        }
        self.line(&format!("<h1 dir=\"auto\">{}</h1>", quoted(title)));
        self.line("</header>\n<main>");
    }

    /// A new section with its heading; the class may be empty.
    fn section(&mut self, class: &str, heading: &str) {
        self.end_section();
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        self.line(&format!("<section{class}>\n<h2 dir=\"auto\">{}</h2>", quoted(heading)));
        self.section = true;
    }

    fn end_section(&mut self) {
        if std::mem::take(&mut self.section) {
            self.line("</section>");
        }
    }

    /// A list, an entry each, of what is HTML already.
    fn list(&mut self, entries: impl IntoIterator<Item = String>) {
        self.line("<ul>");
        for entry in entries {
            self.line(&format!("<li dir=\"auto\">{entry}</li>"));
        }
        self.line("</ul>");
    }

    /// Named values.
    fn facts<'a>(&mut self, facts: impl IntoIterator<Item = (&'a str, &'a str)>) {
        self.line("<dl>");
        for (label, text) in facts {
            let (label, text) = (quoted(label), quoted(text));
            self.line(&format!("<div><dt>{label}</dt><dd dir=\"auto\">{text}</dd></div>"));
        }
        self.line("</dl>");
    }

    /// A table with the headings of its columns.
    fn table(&mut self, heads: &[String], rows: &[Vec<String>]) {
        let cells = |cells: &[String], open: &str, close: &str| {
            let cells = cells.iter().map(|cell| format!("{open}{}{close}", quoted(cell)));
            format!("<tr>{}</tr>", cells.collect::<String>())
        };
        let head = cells(heads, "<th scope=\"col\" dir=\"auto\">", "</th>");
        self.line(&format!("<table>\n<thead>{head}</thead>\n<tbody>"));
        for row in rows {
            self.line(&cells(row, "<td dir=\"auto\">", "</td>"));
        }
        self.line("</tbody>\n</table>");
    }

    /// Drawings beside each other.
    fn pictures(&mut self, pictures: &[Picture]) {
        self.line("<div class=\"pictures\">");
        for picture in pictures {
            let words = escaped(&clean::one_line(&picture.words));
            let caption = if picture.caption.is_empty() {
                String::new()
            } else {
                format!("<figcaption dir=\"auto\">{}</figcaption>", quoted(&picture.caption))
            };
            let drawing = labelled(&picture.svg, &words);
            self.line(&format!("<figure>{drawing}{caption}</figure>"));
        }
        self.line("</div>");
    }

    /// The whole file, with what stands at its foot.
    fn finish(mut self, foot: &[String]) -> String {
        self.end_section();
        self.line("</main>\n<footer>");
        for text in foot {
            self.paragraph("", text);
        }
        self.line("</footer>\n</body>\n</html>");
        self.text
    }
}

/// A drawing that says what it shows, in words that are quoted already.
fn labelled(svg: &str, words: &str) -> String {
    // Inside a page a title would be a sign beside the pointer, and say the same twice.
    let without_title = match (svg.split_once("<title>"), svg.split_once("</title>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        (None, _) | (_, None) => svg.to_owned(),
    };
    without_title.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{words}\" "), 1)
}

/// A text as HTML that reads as just that text.
fn quoted(text: &str) -> String {
    let lines = clean::lines(text);
    let escaped: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    escaped.join("<br>")
}

fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No file of HTML may hold these.
            other if is_no_character(other) => out.push(char::REPLACEMENT_CHARACTER),
            other => out.push(other),
        }
    }
    out
}

/// What Unicode keeps free of characters for ever.
fn is_no_character(character: char) -> bool {
    let code = u32::from(character);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_no_markup() {
        for (typed, wanted) in [
            ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            ("a \"b\" &amp; c", "a &quot;b&quot; &amp;amp; c"),
            ("one\r\ntwo\u{0}", "one<br>two"),
            ("\u{fdd0}\u{1ffff}-->", "\u{fffd}\u{fffd}--&gt;"),
        ] {
            assert_eq!(quoted(typed), wanted);
        }
    }

    #[test]
    fn a_drawing_says_what_it_shows_once() {
        let svg = "<svg xmlns=\"x\"><title>Old</title><path d=\"M0 0\"/></svg>";
        assert_eq!(
            labelled(svg, "New"),
            "<svg role=\"img\" aria-label=\"New\" xmlns=\"x\"><path d=\"M0 0\"/></svg>"
        );
    }
}
