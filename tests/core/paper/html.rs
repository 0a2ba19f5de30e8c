//! What an HTML file holds: whole elements, nothing that runs or is loaded, and every word as it was
//! typed. What other checkers say of it is asked in `checkers_of_html_find_nothing`, by name.

#![expect(clippy::disallowed_methods, reason = "checkers read files of a passing folder")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use ischia::export::{Document, Format, Look, SheetContext};
use ischia::model::Plan;

use super::nasty::{filled, nasty};
use super::{Press, Wanted, full, looks, packed, sample};
use crate::support::{in_crate, plan};

/// Elements that have no end.
const VOID: [&str; 2] = ["meta", "br"];
/// Elements that a file may hold; a browser runs and loads none of them.
const KNOWN: [&str; 46] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "main",
    "footer",
    "section",
    "h1",
    "h2",
    "h3",
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "dl",
    "div",
    "dt",
    "dd",
    "strong",
    "small",
    "span",
    "figure",
    "figcaption",
    "svg",
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "text",
    "g",
    "defs",
    "pattern",
    "polyline",
    "polygon",
    "clipPath",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];

/// What is left of a file without its tags, and what was found on the way.
pub(super) struct Read {
    pub(super) text: String,
    headings: Vec<u8>,
    labels: Vec<String>,
}

/// Reads a file strictly: every element ends where it should, every attribute stands in quotes.
pub(super) fn read(html: &str) -> Read {
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("begins as HTML");
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut read = Read { text: String::new(), headings: Vec::new(), labels: Vec::new() };
    while let Some((text, after)) = rest.split_once('<') {
        if !open.contains(&"head") {
            read.text.push_str(&decoded(text));
        }
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").expect("a comment ends").1;
            continue;
        }
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "what ends is what is open: {tag}");
            continue;
        }
        let name = tag.split([' ', '/', '\n']).next().unwrap();
        assert!(KNOWN.contains(&name), "{tag}");
        for (name, value) in attributes(&tag[name.len()..]) {
            assert!(!name.starts_with("on") && !["href", "src", "style"].contains(&name), "{tag}");
            let is_own = !value.contains("url(") || value.starts_with("url(#");
            assert!(is_own && (!value.contains("://") || name == "xmlns"), "{tag}");
            if name == "id" {
                assert!(ids.insert(value), "twice the id {value}");
            }
            if name == "aria-label" {
                read.labels.push(decoded(value));
            }
        }
        if let Some(level) = name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            read.headings.push(level);
        }
        if name == "br" {
            read.text.push('\n');
        }
        if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "still open: {open:?}");
    read
}

/// The attributes of a tag, each in quotes.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start().trim_end_matches('/').trim_end();
        if rest.is_empty() {
            return found;
        }
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("quotes: {rest}"));
        let (value, after) = after.split_once('"').expect("quotes end");
        assert!(name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-:".contains(letter)));
        found.push((name, value));
        rest = after;
    }
}

/// Letters in place of what stands for them.
fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').expect("what begins with & ends");
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            other => panic!("&{other};"),
        });
        rest = after;
    }
    out + rest
}

fn html(wanted: Wanted<'_>, document: Document, plan: &Plan) -> String {
    let written = wanted.written(document, Format::Html, plan);
    assert_eq!(written.remark, None);
    String::from_utf8(written.bytes).unwrap()
}

#[test]
fn every_document_is_whole_html_that_loads_and_runs_nothing() {
    let press = Press::new();
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for document in Document::all() {
        for (plan, look) in
            [&open, &shut].into_iter().flat_map(|it| looks().map(move |look| (it, look)))
        {
            if !document.fits(Some(plan)) {
                continue;
            }
            for beside in [full(), SheetContext::default()] {
                let html = html(Wanted { look, beside, ..press.wanted() }, document, plan);
                let read = read(&html);
                for wanted in [
                    "<html lang=\"en\" class=\"",
                    "<meta charset=\"utf-8\">",
                    "default-src 'none'; style-src 'unsafe-inline'",
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                ] {
                    assert!(html.contains(wanted), "{document:?}: {wanted}");
                }
                let first: Vec<_> = read.headings.iter().filter(|level| **level == 1).collect();
                assert_eq!(first.len(), 1);
                assert_eq!(read.headings.first(), Some(&1), "{document:?}");
                let mut steps = read.headings.windows(2);
                assert!(steps.all(|two| two[1] <= two[0] + 1), "{document:?}");
                assert_eq!(
                    html.matches("<svg ").count() - html.matches("<svg x=").count(),
                    read.labels.len()
                );
                assert!(read.labels.iter().all(|label| !label.trim().is_empty()));
                assert!(!html.contains("@import") && html.ends_with("</html>\n"), "{document:?}");
            }
        }
    }
}

#[test]
fn the_plan_shows_the_body_and_home_care_a_drawing_of_each_piece() {
    let press = Press::new();
    let plan = plan(sample("herniated-disc.ron"));
    let page = read(&html(press.wanted(), Document::Plan, &plan));
    assert_eq!(page.labels.len(), 1);
    assert!(page.labels[0].starts_with("The body from behind. "), "{:?}", page.labels);
    let home = read(&html(press.wanted(), Document::HomeCare, &plan));
    let shown = plan.home_care.iter().filter(|item| item.id.as_str() != "warning-signs").count();
    assert!(home.labels.len() >= shown, "{:?}", home.labels);
}

#[test]
fn whatever_was_typed_is_read_back_as_it_was() {
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for text in nasty() {
        let mut press = Press::new();
        press.client.name = text.clone();
        press.client.code = None;
        press.client.allergies = Some(text.clone());
        press.practice.letterhead = vec![text.clone()];
        let wanted = Wanted { beside: full(), look: Look::default(), ..press.wanted() };
        for (document, plan, least) in [
            (Document::Plan, &open, 15),
            (Document::HomeCare, &open, 6),
            (Document::Referral, &shut, 5),
            (Document::Plan, &shut, 4),
        ] {
            let html = html(wanted, document, &filled(plan.clone(), &text));
            let there = packed(&read(&html).text).matches(&packed(&text)).count();
            assert!(there >= least, "{document:?}: {text} {there} times");
        }
    }
}

/// `HTML_CHECKERS` is the `node_modules` that `vnu-jar`, `axe-core` and `playwright-core` were installed to.
#[test]
#[ignore = "needs Java, Node and Chromium"]
fn checkers_of_html_find_nothing() {
    let Some(modules) = std::env::var_os("HTML_CHECKERS").map(PathBuf::from) else {
        println!("skipped: HTML_CHECKERS names no checkers");
        return;
    };
    let mut press = Press::new();
    press.client.important = Some(nasty().join("\n"));
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (at, plan) in [&open, &shut].into_iter().enumerate() {
        for document in Document::all().filter(|document| document.fits(Some(plan))) {
            for (more, beside) in [("full", full()), ("brief", SheetContext::default())] {
                let html = html(Wanted { beside, ..press.wanted() }, document, plan);
                let name = format!("{}-{at}-{more}.html", document.name());
                files.push(folder.path().join(name));
                std::fs::write(files.last().unwrap(), html).unwrap();
            }
        }
    }
    let jar = modules.join("vnu-jar/build/dist/vnu.jar");
    let checked = Command::new("java").arg("-jar").arg(jar).args(&files).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let script = in_crate("tests/core/paper/axe.cjs");
    let looked = Command::new("node").arg(script).arg(modules).args(&files).output().unwrap();
    let said = [looked.stdout, looked.stderr].concat();
    assert!(looked.status.success(), "{}", String::from_utf8_lossy(&said));
}
