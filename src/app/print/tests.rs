//! Pages of a plan made for this: they come, they follow, and what is superseded is dropped.

use std::sync::Arc;

use super::*;
use crate::export::Ink;
use crate::knowledge::Knowledge;
use crate::model::{Client, ClientId, Intake, PlanRecord};
use crate::planner;
use crate::text::{Document as Text, Notation};

fn subject(withheld: bool) -> Subject {
    let knowledge = Arc::new(Knowledge::shipped().unwrap());
    let finding = if withheld { "\"foot-drop\"" } else { "" };
    let text = format!(
        r#"(
        date: "2026-11-24", category: "chronic", side: Left, pain_back: 3, pain_leg: 2,
        furthest_point: Thigh, trend: Same, inflammation: None, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [{finding}],
        minutes: 45,
    )"#
    );
    let document = Text::from_text("intake.ron", Notation::Ron, text);
    let accepted = knowledge.accept(document.parse::<Intake>().unwrap()).unwrap();
    let plan = planner::plan(&accepted, &knowledge).unwrap();
    let client =
        Client {
            name: "Zoë Berg".to_owned(), code: Some("C-017".to_owned()), ..Client::default()
        };
    Subject {
        knowledge,
        record: Some(PlanRecord::draft(plan)),
        client: Some((ClientId::from_bytes([7; 16]), client)),
        past: None,
        practice: None,
        is_sealed: false,
    }
}

fn open(withheld: bool) -> Print {
    Print::new(subject(withheld), 0, &Choices::default())
}

/// Does all that is to be done.
fn settle(print: &mut Print) {
    for _ in 0..50 {
        let Some(work) = print.next_work() else { return };
        print.take(work.run());
    }
    panic!("it never comes to rest");
}

fn see(print: &mut Print, last: usize) {
    print.see(Seen { first: 0, last, percent: 50, scale: 0.7 });
}

fn documents(print: &Print) -> Vec<Document> {
    print.pages.iter().map(|page| page.document).collect()
}

#[test]
fn plan_and_home_care_are_ticked_and_their_pages_come_with_counts_of_all() {
    let mut print = open(false);
    settle(&mut print);
    assert_eq!(documents(&print), [Document::Plan, Document::HomeCare]);
    assert!(print.pages.iter().all(|page| page.picture.is_none()), "nobody saw how large they are");
    assert_eq!(print.about(), "2 documents · 2 pages");
    see(&mut print, 1);
    settle(&mut print);
    for page in &print.pages {
        let picture = page.picture.as_ref().unwrap();
        let pixels = picture.take().unwrap();
        assert_eq!(pixels.len(), picture.size[0] * picture.size[1] * 4);
        assert!(picture.take().is_none(), "they are given away once");
        assert!(page.text.contains("Zoë Berg"), "{}", page.text);
    }
    let offers = print.offers();
    let known = |document: Document| offers.iter().find(|it| it.document == document).unwrap();
    assert!(known(Document::Intake).pages.is_some_and(|pages| pages > 1));
    assert!(!known(Document::Referral).fits);
    assert_eq!(known(Document::Referral).about, "only where a plan is withheld");
    assert!(print.other_detail().unwrap().1 > 1);
}

#[test]
fn a_withheld_plan_offers_its_referral_and_what_to_do_instead() {
    let mut print = open(true);
    settle(&mut print);
    assert_eq!(documents(&print), [Document::Referral]);
    let offers = print.offers();
    assert_eq!(offers[0].label, "What to do instead");
    assert!(offers[0].fits && !offers[1].fits);
    print.tick(Document::Plan);
    settle(&mut print);
    assert_eq!(documents(&print), [Document::Plan, Document::Referral]);
}

#[test]
fn what_is_superseded_is_dropped_and_the_old_pages_stay_until_the_new_ones_come() {
    let mut print = open(false);
    settle(&mut print);
    print.change(|choices| choices.look.ink = Ink::Black);
    let old = print.next_work().unwrap();
    assert!(print.next_work().is_none(), "one at a time");
    print.tick(Document::HomeCare);
    print.take(old.run());
    assert_eq!(documents(&print), [Document::Plan, Document::HomeCare]);
    assert!(!print.is_current());
    settle(&mut print);
    assert!(print.is_current());
    assert_eq!(documents(&print), [Document::Plan]);
}

#[test]
fn a_change_of_the_plan_changes_the_pages() {
    let mut print = open(false);
    settle(&mut print);
    let mut other = subject(false);
    other.client.as_mut().unwrap().1.name = "Ann Day".to_owned();
    print.set_subject(other);
    settle(&mut print);
    assert!(print.pages.iter().all(|page| page.text.contains("Ann Day")));
    print.change(|choices| choices.look.code_only = true);
    settle(&mut print);
    assert!(print.pages.iter().all(|page| !page.text.contains("Ann Day")));
    assert!(print.pages.iter().all(|page| page.text.contains("C-017")));
    // Whoever is printed, nothing changes by asking.
    let version = print.version;
    let mut same = subject(false);
    same.client.as_mut().unwrap().1.name = "Ann Day".to_owned();
    print.set_subject(same);
    assert_eq!(print.version, version);
    print.set_subject(subject(true));
    assert_eq!(print.choices.documents, [Document::Referral]);
}

#[test]
fn the_zoom_goes_by_steps_from_what_fits() {
    let mut print = open(false);
    see(&mut print, 0);
    print.zoom_step(true);
    assert_eq!(print.zoom, PageZoom::Percent(75));
    for _ in 0..9 {
        print.zoom_step(true);
    }
    assert_eq!(print.zoom, PageZoom::Percent(300));
    print.zoom_step(false);
    assert_eq!(print.zoom, PageZoom::Percent(200));
}

#[test]
fn however_large_pages_are_shown_no_more_than_so_many_pixels_are_drawn() {
    let mut print = open(false);
    settle(&mut print);
    print.see(Seen { first: 0, last: 1, percent: 300, scale: 8.0 });
    settle(&mut print);
    let pixels: usize = print
        .pages
        .iter()
        .map(|page| page.picture.as_ref().unwrap().size.iter().product::<usize>())
        .sum();
    assert!(pixels < 6_100_000, "{pixels}");
}

#[test]
fn formats_are_those_of_what_is_ticked() {
    let mut print = open(false);
    let names = |print: &Print| -> Vec<(&str, bool)> {
        print.formats().iter().map(|(format, part)| (format.name(), *part)).collect()
    };
    let both = names(&print);
    assert_eq!(both[0], ("pdf", false));
    assert!(both.contains(&("json", true)), "of the plan alone");
    print.tick(Document::Plan);
    assert!(!names(&print).iter().any(|(name, _)| *name == "json"));
    assert_eq!(print.written_in(Format::Pdf), [Document::HomeCare]);
    let name = print.subject.file_name(Document::HomeCare).in_format(Format::Pdf);
    assert_eq!(name, "2026-11-24 C-017 home-care.pdf");
}

#[test]
#[ignore = "measures"]
fn how_long_pages_take() {
    let mut print = open(false);
    let begun = std::time::Instant::now();
    settle(&mut print);
    eprintln!("first, with counts: {:?}", begun.elapsed());
    see(&mut print, 1);
    settle(&mut print);
    for name in ["Ann", "Bo", "Cy", "Di"] {
        let mut other = subject(false);
        other.client.as_mut().unwrap().1.name = name.to_owned();
        print.set_subject(other);
        let begun = std::time::Instant::now();
        let work = print.next_work().unwrap();
        print.take(work.run());
        eprintln!(
            "laid out and drawn anew: {:?}, drawn {}",
            begun.elapsed(),
            print.undrawn().is_empty()
        );
        settle(&mut print);
    }
}
