//! Text that people typed is text on paper, whatever is in it.

use ischia::export::{Detail, Document, Format, SheetContext};
use ischia::model::{Acknowledgement, Plan};

use super::{Press, made_by, packed, said, sample};
use crate::support::plan;

/// Markup of the typesetter, of pages, of tables and of shells.
const NASTY: [&str; 8] = [
    "#set page(fill: red) #read(\"data.json\") #panic(\"x\")",
    "*bold* _soft_ $x^2$ `raw` <label> @ref = Heading",
    "\\u{41} \\ // comment /* more */ ~ -- --- ...",
    "<b>&amp;</b> | a | b | [x](y) \"quoted\" 'single'",
    "=SUM(A1:A9) ${HOME} $(id) %n %s ../../etc/passwd",
    "#import \"parts.typ\": * #let data = none }}] ) end",
    "- list + list / term: x 1. one http://example.com",
    "ﬁ ß É e\u{301} naïve — “quotes” ½ № … €",
];

/// Those, and letters of every plane and direction, which not every computer has a font for.
pub(super) fn nasty() -> Vec<String> {
    let letters = [
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627} mixed \u{5d0}1\u{5d1}",
        "a\u{300}\u{301}\u{302}\u{303} \u{1f469}\u{200d}\u{1f52c} \u{1d400} \u{20000} \u{e0041} \u{f0000}",
        "</style></title></svg><script>alert(1)</script><img src=x onerror=alert(1)>",
        "]]> --> <!-- <?php ?> &#x3c;script&#x3e; javascript:alert(1) \" onload=\"x",
    ];
    NASTY.into_iter().chain(letters).map(str::to_owned).collect()
}

/// A plan with this text wherever somebody can type one.
pub(super) fn filled(mut plan: Plan, text: &str) -> Plan {
    plan.intake.complaint = Some(text.to_owned());
    plan.intake.medicines = Some(text.to_owned());
    plan.intake.notes = Some(text.to_owned());
    for item in &mut plan.home_care {
        text.clone_into(&mut item.text);
    }
    for step in &mut plan.steps {
        text.clone_into(&mut step.instructions);
        text.clone_into(&mut step.why);
    }
    if let Some(next) = &mut plan.follow_up {
        text.clone_into(&mut next.text);
    }
    if let Some(referral) = &mut plan.referral {
        text.clone_into(&mut referral.client_text);
        text.clone_into(&mut referral.doctor_text);
    }
    plan
}

#[test]
fn markup_in_any_field_comes_out_as_it_was_typed() {
    let open = plan(sample("herniated-disc.ron"));
    let shut = plan(sample("g-03-foot-drop.ron"));
    for text in NASTY {
        let mut press = Press::new();
        text.clone_into(&mut press.client.name);
        press.client.code = None;
        press.client.important = Some(text.to_owned());
        press.client.allergies = Some(format!("{text}\n{text}"));
        press.practice.letterhead = vec![text.to_owned()];
        text.clone_into(&mut press.practice.therapist);
        let answers = [Acknowledgement {
            rule: "o-09".to_owned(),
            step: None,
            text: text.to_owned(),
            why: text.to_owned(),
        }];
        let beside =
            SheetContext { detail: Detail::Full, answers: &answers, ..SheetContext::default() };
        let wanted = super::Wanted { beside, ..press.wanted() };
        for (document, plan, least) in [
            (Document::Plan, &open, 20),
            (Document::HomeCare, &open, 6),
            (Document::Referral, &shut, 5),
            (Document::Plan, &shut, 4),
        ] {
            let plan = filled(plan.clone(), text);
            let pages = wanted.pages(document, &plan);
            let there = packed(&said(&pages)).matches(&packed(text)).count();
            assert!(there >= least, "{document:?}: {text} {there} times");
            let bytes = wanted.written(document, Format::Pdf, &plan).bytes;
            if let Some(read) = made_by("pdftotext", &["-raw", "FILE", "-"], &bytes) {
                let there = packed(&read).matches(&packed(text)).count();
                assert!(there >= least, "{document:?}: {text} {there} times in\n{read}");
            }
        }
    }
}

#[test]
fn a_word_as_long_as_a_book_stays_on_the_paper() {
    let long = "w".repeat(10_000);
    let mut press = Press::new();
    press.client.important = Some(long.clone());
    let plan = filled(plan(sample("herniated-disc.ron")), &"x".repeat(400));
    for document in [Document::Plan, Document::HomeCare] {
        let pages = press.wanted().pages(document, &plan);
        for text in pages.texts() {
            let [width, _] = pages.size(text.page).unwrap();
            assert!(text.at[0] + text.width < width - 20.0, "{document:?}: {text:?}");
        }
        if document == Document::Plan {
            assert!(said(&pages).contains(&long[..30]));
            assert!(said(&pages).matches('w').count() >= 10_000);
        }
    }
}

#[test]
fn control_characters_and_turned_directions_never_reach_the_paper() {
    let mut press = Press::new();
    press.client.name = "A\u{0}n\u{7}a\u{202e} \u{2066}B\u{1b}[31m\u{feff}".to_owned();
    let plan = plan(sample("chronic.ron"));
    let pages = press.wanted().pages(Document::Plan, &plan);
    let said = said(&pages);
    assert!(!said.chars().any(|letter| letter.is_control() || letter == '\u{202e}'), "{said}");
    assert!(packed(&said).contains("AnaB[31m"), "{said}");
}

#[test]
fn other_scripts_come_out_whole_or_the_file_says_so() {
    let plan = plan(sample("acute.ron"));
    for name in
        ["Άννα Παπαδοπούλου", "Анна Іваненко", "שרה כהן", "ليلى حداد", "山田 花子", "Ana \u{1f600}"]
    {
        let mut press = Press::new();
        press.client.name = name.to_owned();
        let pages = press.wanted().pages(Document::Plan, &plan);
        let written = press.wanted().written(Document::Plan, Format::Pdf, &plan);
        assert_eq!(written.remark.is_some(), pages.lacks_letters(), "{name}");
        assert!(written.bytes.starts_with(b"%PDF-1.7"), "{name}");
    }
}
