//! What a PDF holds: title, language, tags, the name of the program, the same bytes for the same plan.

use ischia::export::{Document, Format, Look};
use ischia::model::{Day, Paper};

use super::{Press, full, looks, made_by, packed, sample};
use crate::support::plan;

fn has(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted.as_bytes())
}

#[test]
fn every_document_is_a_tagged_pdf_that_names_itself() {
    let press = Press::new();
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for document in Document::all() {
        for (plan, look) in
            [&open, &shut].into_iter().flat_map(|plan| looks().map(move |look| (plan, look)))
        {
            if !document.fits(Some(plan)) {
                continue;
            }
            for beside in [full(), ischia::export::SheetContext::default()] {
                let wanted = super::Wanted { look, beside, ..press.wanted() };
                let pages = wanted.pages(document, plan);
                assert_eq!(pages.refused_by_standard(Day::FIRST), None, "{document:?}, {look:?}");
                let written = wanted.written(document, Format::Pdf, plan);
                assert_eq!(written.remark, None, "{document:?}");
                let bytes = &written.bytes;
                assert!(bytes.starts_with(b"%PDF-1.7"), "{document:?}");
                for wanted in [
                    "/Lang(en",
                    "/MarkInfo",
                    "/StructTreeRoot",
                    "/Producer(Ischia)",
                    "/Creator(Ischia)",
                    "<pdfuaid:part>1</pdfuaid:part>",
                    ">Ischia</pdf:Producer>",
                ] {
                    assert!(has(bytes, wanted), "{document:?}, {look:?}: {wanted}");
                }
            }
        }
    }
}

#[test]
fn the_same_plan_is_the_same_file() {
    let press = Press::new();
    let plan = plan(sample("piriformis.json"));
    for document in [Document::Plan, Document::HomeCare] {
        let make = || press.wanted().written(document, Format::Pdf, &plan).bytes;
        assert_eq!(make(), make());
    }
    let letter = Look { paper: Paper::Letter, ..Look::default() };
    let other = super::Wanted { look: letter, ..press.wanted() };
    let other = other.written(Document::Plan, Format::Pdf, &plan).bytes;
    assert_ne!(other, press.wanted().written(Document::Plan, Format::Pdf, &plan).bytes);
}

#[test]
fn checkers_of_paper_find_nothing() {
    let press = Press::new();
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for document in Document::all() {
        let fitting = [&open, &shut].into_iter().find(|plan| document.fits(Some(plan)));
        // What tells of past sessions is checked where there are some.
        let Some(plan) = fitting else { continue };
        let bytes = press.wanted().written(document, Format::Pdf, plan).bytes;
        find_nothing(document.label(), &bytes);
    }
    // In reading order: the head, the cautions, the steps, then what is filled in.
    let bytes = press.wanted().written(Document::Plan, Format::Pdf, &open).bytes;
    if let Some(text) = made_by("pdftotext", &["FILE", "-"], &bytes) {
        let text = packed(&text);
        let mut from = 0;
        let first = packed(&open.cautions[0].title);
        let cues = open.steps.iter().map(|step| packed(&step.cue));
        for words in [packed("Sample Client"), first].into_iter().chain(cues) {
            let at = text[from..].find(&words);
            from += at.unwrap_or_else(|| panic!("{words} after {from}: {text}"));
        }
    }
}

/// What other programs say of a PDF.
pub(super) fn find_nothing(name: &str, bytes: &[u8]) {
    if let Some(info) = made_by("pdfinfo", &["FILE"], bytes) {
        for words in ["Tagged:          yes", "Producer:        Ischia", "PDF version:     1.7"] {
            assert!(info.contains(words), "{name}: {info}");
        }
    }
    if let Some(checked) = made_by("qpdf", &["--check", "FILE"], bytes) {
        assert!(checked.contains("No syntax or stream encoding errors"), "{name}: {checked}");
    }
    if let Some(checked) = made_by("pdfua", &["check", "FILE"], bytes) {
        assert!(checked.contains("PASS (no findings)"), "{name}: {checked}");
    }
    if let Some(fonts) = made_by("pdffonts", &["FILE"], bytes) {
        for line in fonts.lines().skip(2) {
            assert!(line.contains("yes yes yes"), "{name}: embedded, subset, readable: {line}");
        }
    }
}

#[test]
fn plain_formats_of_a_document_say_what_its_page_says() {
    let press = Press::new();
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for format in [Format::Md, Format::Txt] {
        let home = press.wanted().written(Document::HomeCare, format, &open).bytes;
        let home = packed(&String::from_utf8(home).unwrap());
        for item in &open.home_care {
            let first = item.text.split(' ').take(6).collect::<Vec<_>>().join(" ");
            assert!(home.contains(&packed(&first)), "{format:?}: {home}");
        }
        assert!(home.contains("999"), "{home}");
        let referral = press.wanted().written(Document::Referral, format, &shut).bytes;
        let referral = packed(&String::from_utf8(referral).unwrap());
        let asked = &shut.referral.as_ref().unwrap().doctor_text;
        assert!(referral.contains(&packed(asked)), "{referral}");
        let blank = press.wanted().written(Document::Intake, format, &shut).bytes;
        let blank = packed(&String::from_utf8(blank).unwrap());
        for question in &crate::support::SHIPPED.tables().findings {
            assert!(blank.contains(&packed(&question.question)), "{}", question.id);
        }
        assert!(!blank.contains(&packed("Sample Client")), "a blank is of nobody");
    }
}
