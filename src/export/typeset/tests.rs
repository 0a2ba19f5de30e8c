//! Pages of a template that is there, with data made up for it.

use serde_json::json;

use super::*;

fn manuscript(word: &str) -> Manuscript {
    let head = json!({
        "title": word, "practice": [word], "client": word, "client_label": "Client", "about": [word],
    });
    let foot = json!({ "purpose": word, "made": word, "page": "page", "of": "of" });
    let page = json!({
        "head": head, "foot": foot, "items": [], "stop": null, "good": null, "next": null,
        "watch": { "parts": [{ "label": word, "text": word }], "label": word, "numbers": [], "or": "" },
        "notes": word,
    });
    Manuscript {
        template: "home-care.typ",
        data: json!({ "paper": "a4", "ink": "colour", "page": page }),
        drawings: Vec::new(),
    }
}

fn day() -> Day {
    Day::parse("2026-11-24").unwrap()
}

#[test]
fn the_same_data_give_the_same_bytes_and_other_days_others() {
    let make = || Pages::of(&manuscript("Word")).unwrap().pdf(day()).unwrap();
    let pdf = make();
    assert!(pdf.accessible && pdf.bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(pdf, make());
    let later = Pages::of(&manuscript("Word")).unwrap().pdf(day().plus_days(1)).unwrap();
    assert_ne!(pdf, later);
}

#[test]
fn a_letter_without_a_font_makes_a_plain_pdf_and_says_so() {
    // Nobody has a font for a letter that isn't assigned.
    let pages = Pages::of(&manuscript("a \u{378} b")).unwrap();
    assert!(pages.lacks_letters());
    assert!(pages.refused_by_standard(day()).is_some());
    let pdf = pages.pdf(day()).unwrap();
    assert!(!pdf.accessible && pdf.bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn a_page_as_pixels_is_opaque_and_as_large_as_asked() {
    let pages = Pages::of(&manuscript("Word")).unwrap();
    let picture = pages.picture(0, 1.0).unwrap();
    assert_eq!((picture.width, picture.height), (595, 842));
    assert_eq!(picture.rgba.len(), 595 * 842 * 4);
    assert!(picture.rgba.chunks_exact(4).all(|pixel| pixel[3] == 255));
    assert!(pages.picture(pages.count(), 1.0).is_none());
}

#[test]
fn every_run_of_letters_has_a_place_on_its_page() {
    let pages = Pages::of(&manuscript("Word")).unwrap();
    let texts = pages.texts();
    assert!(texts.iter().any(|one| one.text == "Word" && one.size > 20.0), "{texts:?}");
    assert!(texts.iter().all(|one| one.at[0] > 0.0 && one.at[0] + one.width < 595.0));
}

#[test]
fn a_template_that_is_not_there_says_so() {
    let nothing = Manuscript { template: "nothing.typ", ..manuscript("Word") };
    let error = Pages::of(&nothing).unwrap_err();
    assert!(error.to_string().contains("nothing.typ"), "{error}");
}

#[test]
fn documents_in_one_file_have_page_numbers_of_their_own_and_one_strict_pdf() {
    let bound = Pages::bound(&[manuscript("First"), manuscript("Second")]).unwrap();
    assert_eq!(bound.count(), 2);
    for (page, word) in ["First", "Second"].into_iter().enumerate() {
        let text = bound.text(page);
        assert!(text.contains(word), "{text}");
        let said: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("page 1 of 1"), "{said}");
    }
    let pdf = bound.pdf(day()).unwrap();
    assert_eq!(bound.refused_by_standard(day()), None);
    assert!(pdf.accessible);
}
