//! How much stands on how many pages: one page where one has to do, nothing too small, nothing beyond
//! the edge, and all that a page owes its reader.

use ischia::export::{Document, Ink, Look, Pages, SheetContext};
use ischia::model::{
    Acknowledgement, BookedMinutes, Carried, Fact, FindingId, Intake, Paper, PlanState, Severity,
};

use super::{Press, full, looks, packed, said, sample};
use crate::support::{calm, categories, plan, samples};

/// The smallest type on paper, in points (11 at 96 to the inch).
const SMALLEST: f64 = 8.25;

/// Nothing is too small, and nothing leaves the paper.
pub(super) fn is_sound(pages: &Pages, name: &str) {
    for text in pages.texts() {
        assert!(text.size >= SMALLEST - 0.01, "{name}: {text:?}");
        let [width, height] = pages.size(text.page).unwrap();
        let [x, y] = text.at;
        let is_inside =
            x >= 20.0 && x + text.width <= width - 20.0 && y > 20.0 && y < height - 20.0;
        assert!(is_inside, "{name}, {width} by {height}: {text:?}");
    }
    assert!(!pages.lacks_letters(), "{name}");
}

/// A client with eight cautions beside notes, one side, an hour.
fn busy(category: &str) -> Intake {
    let mut intake = calm(category);
    for finding in ["tingling", "bruises-easily", "opioid"] {
        intake.findings.insert(FindingId::new(finding).unwrap());
    }
    intake
}

#[test]
fn an_hour_on_one_side_is_one_page_in_every_category() {
    let press = Press::new();
    for category in categories() {
        let plan = plan(busy(category));
        let grave = plan.cautions.iter().filter(|one| one.severity > Severity::Note).count();
        assert!(grave >= 8, "{category}: {grave}");
        for look in looks() {
            let wanted = super::Wanted { look, ..press.wanted() };
            for document in [Document::Plan, Document::HomeCare] {
                let pages = wanted.pages(document, &plan);
                let name = format!("{category}, {document:?}, {look:?}");
                assert_eq!(pages.count(), 1, "{name}");
                is_sound(&pages, &name);
            }
        }
    }
}

#[test]
fn every_sample_has_every_document_that_fits_it() {
    let press = Press::new();
    let mut most = 0;
    for (name, intake) in samples() {
        let minutes = intake.minutes.get();
        let Ok(plan) = crate::support::try_plan(intake) else { continue };
        for document in Document::all().filter(|document| document.fits(Some(&plan))) {
            for paper in [Paper::A4, Paper::Letter] {
                let look = Look { paper, ..Look::default() };
                let wanted = super::Wanted { look, ..press.wanted() };
                let pages = wanted.pages(document, &plan);
                let name = format!("{name}, {document:?}, {paper:?}");
                is_sound(&pages, &name);
                let allowed = match document {
                    Document::Intake => 4,
                    Document::Plan if minutes > 60 => 2,
                    Document::Plan if plan.intake.side == ischia::model::Side::Both => 2,
                    Document::Referral => 2,
                    Document::Plan | Document::HomeCare | Document::Letter | Document::Note => 1,
                };
                let count = pages.count();
                assert!(count <= allowed, "{name}: {count} pages of {allowed}");
                most = most.max(count);
            }
        }
    }
    assert!(most >= 2, "some sample needs a second page");
}

#[test]
fn all_of_it_takes_the_pages_that_it_needs() {
    let press = Press::new();
    let plan = plan(sample("herniated-disc.ron"));
    for look in looks() {
        let wanted = super::Wanted { look, beside: full(), ..press.wanted() };
        let pages = wanted.pages(Document::Plan, &plan);
        assert!((2..=8).contains(&pages.count()), "{}", pages.count());
        is_sound(&pages, "full");
        let said = packed(&said(&pages));
        for step in &plan.steps {
            assert!(said.contains(&packed(&step.instructions)), "{}", step.instructions);
            assert!(said.contains(&packed(&step.why)), "{}", step.why);
        }
        for caution in &plan.cautions {
            assert!(said.contains(&packed(&caution.text)), "{}", caution.text);
        }
    }
}

#[test]
fn a_further_page_says_the_cautions_of_its_steps_again() {
    let press = Press::new();
    let mut intake = sample("both-sides.ron");
    intake.minutes = BookedMinutes::clamped(120);
    let plan = plan(intake);
    let pages = press.wanted().pages(Document::Plan, &plan);
    assert!(pages.count() >= 2);
    let texts = pages.texts();
    let on = |page: usize| {
        let here = texts.iter().filter(|one| one.page == page);
        packed(&here.map(|one| one.text.as_str()).collect::<String>())
    };
    let second = on(1);
    let cue = packed(&plan.steps.last().unwrap().cue);
    assert!(second.contains(&cue), "the last step is on the second page: {second}");
    let title = |caution: &ischia::model::CautionNote| packed(&caution.title);
    let first = plan.cautions.iter().find(|one| one.id.as_str() == "k-01").unwrap();
    let again = second.find(&title(first)).expect("said again");
    assert!(again < second.find(&cue).unwrap(), "before the steps");
    for caution in plan.cautions.iter().filter(|one| one.severity > Severity::Note) {
        let concerns = caution.steps.iter().any(|number| {
            let step = &plan.steps[number - 1];
            second.contains(&packed(&step.cue)) && !on(0).contains(&packed(&step.cue))
        });
        assert!(!concerns || second.contains(&title(caution)), "{}", caution.id);
    }
}

#[test]
fn a_withheld_plan_gives_no_step_and_says_what_to_do() {
    let press = Press::new();
    for name in ["g-01-emergency-signs.ron", "g-03-foot-drop.ron", "g-12-stable-numbness.ron"] {
        let plan = plan(sample(name));
        let referral = plan.referral.as_ref().unwrap();
        for document in [Document::Plan, Document::Referral] {
            let pages = press.wanted().pages(document, &plan);
            is_sound(&pages, name);
            let said = packed(&said(&pages));
            for words in [&referral.client_text, &referral.doctor_text] {
                assert!(said.contains(&packed(words)), "{name}, {document:?}: {words}");
            }
            assert!(said.contains(&packed(referral.urgency.label())), "{name}");
            // What is about hands has no place where no hands will be.
            assert!(!said.contains(&packed("Arnica")), "{name}");
        }
        let referral = packed(&said(&press.wanted().pages(Document::Referral, &plan)));
        let is_emergency = name.starts_with("g-01");
        assert_eq!(referral.contains(&packed("The doctor’s answer")), !is_emergency, "{name}");
        assert_eq!(referral.contains("999"), is_emergency, "{name}");
        for gate in &plan.gates {
            assert!(!referral.contains(gate.id.as_str()), "{name}: no ids of gates");
        }
        assert!(!Document::HomeCare.fits(Some(&plan)));
    }
}

#[test]
fn pages_say_whose_they_are_and_what_stands_behind_them() {
    let press = Press::new();
    let intake = sample("herniated-disc.ron");
    let plan = plan(intake);
    let named = said(&press.wanted().pages(Document::Plan, &plan));
    let named = packed(&named);
    for words in [
        "Sample Client (K-014)",
        "Sample Practice (made up)",
        "R. Placeholder",
        "Tuesday 24 November 2026",
        "not a diagnosis",
        "page 1 of 1",
        &format!("guidance {}", plan.knowledge),
        "Important: Gets dizzy when sitting up",
        "Allergies: Arnica",
    ] {
        assert!(named.contains(&packed(words)), "{words}: {named}");
    }
    assert!(!named.contains("Draft"));
    let look = Look { code_only: true, ..Look::default() };
    for document in [Document::Plan, Document::HomeCare] {
        let coded = super::Wanted { look, ..press.wanted() }.pages(document, &plan);
        let coded = packed(&said(&coded));
        assert!(coded.contains("K-014") && !coded.contains(&packed("Sample Client")), "{coded}");
    }
    let home = packed(&said(&press.wanted().pages(Document::HomeCare, &plan)));
    for item in &plan.home_care {
        assert!(home.contains(&packed(&item.text)), "{}", item.text);
    }
    assert!(home.contains("999") && home.contains("112"));
    assert!(!home.contains(&packed("Gets dizzy")), "the client's page says nothing of that");
}

#[test]
fn drafts_answers_and_what_nobody_confirmed_are_marked() {
    let press = Press::new();
    let plan = plan(sample("herniated-disc.ron"));
    let answers = [Acknowledgement {
        rule: "o-09".to_owned(),
        step: Some(3),
        text: "The order is unusual".to_owned(),
        why: "The client asked for it".to_owned(),
    }];
    let unconfirmed =
        Carried { from: plan.intake.date.plus_days(-7), facts: [Fact::Medicines].into() };
    let beside = SheetContext {
        answers: &answers,
        unconfirmed: Some(&unconfirmed),
        ..SheetContext::default()
    };
    let wanted = super::Wanted { beside, state: PlanState::Draft, ..press.wanted() };
    let pages = wanted.pages(Document::Plan, &plan);
    is_sound(&pages, "marked");
    let marked = packed(&said(&pages));
    for words in ["Draft", "The client asked for it", "medicines. Ask the client"] {
        assert!(marked.contains(&packed(words)), "{words}: {marked}");
    }
    let mut broken = plan.clone();
    broken.steps[4].pressure = Some(ischia::model::Pressure::clamped(5));
    let broken = press.wanted().pages(Document::Plan, &broken);
    let broken = packed(&said(&broken));
    assert!(broken.contains(&packed("not to be used before they are settled")), "{broken}");
    let mut foreign = plan;
    foreign.intake.category = ischia::model::CategoryId::new("of-our-own").unwrap();
    let foreign = packed(&said(&press.wanted().pages(Document::Plan, &foreign)));
    assert!(foreign.contains(&packed("could not be checked")), "{foreign}");
    assert!(!foreign.contains(&packed("found nothing")));
}

#[test]
fn black_ink_has_no_colour_and_loses_no_word() {
    let press = Press::new();
    let plan = plan(busy("herniated-disc"));
    let of = |ink| {
        let look = Look { ink, ..Look::default() };
        super::Wanted { look, ..press.wanted() }.pages(Document::Plan, &plan)
    };
    let (black, colour) = (of(Ink::Black), of(Ink::Colour));
    // The legend names the outline by its colour, or by its weight.
    let without = |text: String| text.replace("Heavy", "").replace("Red", "");
    assert_eq!(without(said(&black)), without(said(&colour)));
    let picture = black.picture(0, 1.0).unwrap();
    let coloured = picture.rgba.chunks_exact(4).filter(|pixel| {
        let (least, most) = (pixel[..3].iter().min().unwrap(), pixel[..3].iter().max().unwrap());
        most - least > 12
    });
    assert_eq!(coloured.count(), 0);
}
