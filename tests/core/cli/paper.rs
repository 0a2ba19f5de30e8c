//! Documents and pages from the command line: which there are, on what paper, and what is refused.

use std::fs;

use super::{Place, held};

#[test]
fn every_document_is_written_as_a_pdf_and_the_same_twice() {
    let place = Place::new();
    place.put("held.ron", held());
    for (intake, document, code) in [
        ("intake.ron", "plan", 0),
        ("intake.ron", "home-care", 0),
        ("held.ron", "plan", 3),
        ("held.ron", "referral", 3),
        ("intake.ron", "intake", 0),
    ] {
        let names = ["one.pdf", "two.pdf"].map(|end| format!("{document}-{intake}-{end}"));
        for name in &names {
            place.run(["plan", intake, "--document", document, "--out", name]).expect(code);
        }
        let [one, two] = names.map(|name| fs::read(place.path(name)).unwrap());
        assert!(one.starts_with(b"%PDF-1.7") && one == two, "{document}");
    }
    let size = |more: &[&str], name: &str| {
        place.run([&["plan", "intake.ron", "--out", name], more].concat()).expect(0);
        fs::read(place.path(name)).unwrap()
    };
    let a4 = size(&[], "a4.pdf");
    assert_eq!(size(&["--paper", "a4"], "a4-again.pdf"), a4);
    assert_ne!(size(&["--paper", "letter"], "letter.pdf"), a4);
    assert_ne!(size(&["--black"], "black.pdf"), a4);
    assert_ne!(size(&["--detail", "full"], "full.pdf"), a4);
}

#[test]
fn documents_that_do_not_fit_or_are_not_there_are_refused() {
    let place = Place::new();
    place.put("held.ron", held());
    for (intake, document, format, words) in [
        ("intake.ron", "referral", "pdf", "this plan isn't withheld"),
        ("held.ron", "home-care", "pdf", "this plan is withheld"),
        ("intake.ron", "letter", "pdf", "needs a client with sessions that took place"),
        ("intake.ron", "note", "md", "needs a session that took place"),
        ("intake.ron", "homecare", "pdf", "did you mean “home-care”?"),
        ("intake.ron", "home-care", "json", "there is no json of the home care"),
    ] {
        let err = place.refused(["plan", intake, "--document", document, "--format", format]);
        assert!(err.contains(words), "{document}: {err}");
    }
    place.refused(["plan", "intake.ron", "--paper", "a5"]);
    assert_eq!(place.names(), ["held.ron", "intake.ron"]);
}

#[test]
fn documents_are_text_too() {
    let place = Place::new();
    let md = place.run(["plan", "intake.ron", "--document", "home-care"]).expect(0).out;
    assert!(md.starts_with("# For you, at home\n"), "{md}");
    let txt = ["plan", "intake.ron", "--document", "intake", "--format", "txt"];
    let txt = place.run(txt).expect(0).out;
    assert!(txt.contains("[ ] Yes  [ ] No"), "{txt}");
}
