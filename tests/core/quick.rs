//! The quick *Add step* field: what is read, what is said back, what is completed, what is refused.

use ischia::model::{Intake, Phase, Plan, Side};
use ischia::planner::edit::{Edit, apply};
use ischia::planner::quick::{MOST_COMPLETIONS, Quick, read};
use ischia::planner::{Assessment, Level, assess, check_assessed};

use crate::generate::finding;
use crate::support::{SHIPPED, accept, built, calm};

fn with(intake: Intake, look: impl Fn(&Assessment<'_>, &Plan)) {
    let accepted = accept(intake);
    let assessment = assess(&accepted, &SHIPPED);
    look(&assessment, &built(&assessment));
}

fn says(category: &str, cases: &[(&str, &str)]) {
    with(calm(category), |assessment, plan| {
        for (typed, sentence) in cases {
            let quick = read(typed, plan, assessment);
            assert_eq!(quick.sentence, *sentence, "{typed}");
            assert!(quick.step.is_some() && quick.closed.is_none(), "{typed}: {quick:?}");
        }
    });
}

#[test]
fn words_in_any_order_become_a_step() {
    let step = "Gluteals, right · Myofascial release · level 3 · prone · 8 min";
    says(
        "chronic",
        &[
            ("glu r mfr 3 8", step),
            ("8m mfr r glu l3", step),
            ("3 8 GLU Right myofascial", step),
            ("mfr 3/5 gluteals right 8min", step),
            ("glutes, r, myo, level 3, 8 min", step),
            ("glutaels rigth myofacial 3 8", step),
        ],
    );
}

#[test]
fn what_is_left_out_takes_the_defaults() {
    says(
        "chronic",
        &[
            ("ham", "Hamstrings, right · Swedish massage · level 3 · prone · 3 min"),
            ("ham 2", "Hamstrings, right · Swedish massage · level 2 · prone · 3 min"),
            ("ham 6", "Hamstrings, right · Swedish massage · level 3 · prone · 6 min"),
            ("rest 3", "Rest and breathing · on the left side, right side up · 3 min"),
            (
                "low back near spine sw 2",
                "Low back, beside the spine, both sides · Swedish massage \
              · level 2 · prone · 3 min",
            ),
        ],
    );
}

#[test]
fn stretches_are_named_by_themselves_or_by_region() {
    with(calm("chronic"), |assessment, plan| {
        let by_region = read("stretch ham r 5", plan, assessment).step.unwrap();
        assert_eq!((by_region.phase, by_region.side), (Phase::Stretch, Some(Side::Right)));
        assert_eq!((by_region.minutes, by_region.pressure), (Some(5), None));
        let by_name = read("hamstring stretch left", plan, assessment);
        assert_eq!(by_name.step.unwrap().techniques[0].as_str(), "hamstring-stretch");
        assert!(by_name.sentence.starts_with("Hamstring stretch, left · "), "{}", by_name.sentence);
    });
}

#[test]
fn what_is_closed_cant_be_added_and_says_why() {
    with(calm("acute"), |assessment, plan| {
        for typed in ["glu r dt 4", "glu r 4", "ham dt", "cold", "check-in"] {
            let quick = read(typed, plan, assessment);
            assert_eq!(quick.step, None, "{typed}");
            let closed = quick.closed.unwrap();
            assert!(!closed.text.is_empty() && quick.sentence.len() > 10, "{typed}: {closed:?}");
        }
        let quick = read("rest sw", plan, assessment);
        assert_eq!(quick.step, None);
        assert!(quick.sentence.contains("no modality"), "{}", quick.sentence);
    });
}

#[test]
fn what_isnt_understood_isnt_guessed_over() {
    with(calm("chronic"), |assessment, plan| {
        let quick = read("glu xqz 8", plan, assessment);
        assert_eq!((&quick.step, quick.sentence.as_str()), (&None, "“xqz” isn't understood"));
        let meanings: Vec<_> = quick.words.iter().map(|word| word.meaning.as_deref()).collect();
        assert_eq!(meanings, [Some("Gluteals"), None, Some("8 min")]);
        assert_eq!(quick.words[1].range, 4..7);
        for typed in ["glu 500", "glu 0", "glu ham", "glu 3 8 9", "h", "mfr", "é ü 8"] {
            let quick = read(typed, plan, assessment);
            assert_eq!(quick.step, None, "{typed}");
            assert!(!quick.sentence.is_empty());
        }
        assert_eq!(read("  ", plan, assessment).sentence, "");
    });
}

#[test]
fn completions_offer_only_what_may_be_added() {
    let mut intake = calm("acute");
    intake.findings.insert(finding("anticoagulant"));
    with(intake, |assessment, plan| {
        for typed in ["", "g", "glu ", "glu m", "glu d", "ham r sw", "st", "t", "low", "re", "c"] {
            let quick = read(typed, plan, assessment);
            assert!(quick.completions.len() <= MOST_COMPLETIONS);
            for completion in &quick.completions {
                let mut line = typed.to_owned();
                line.replace_range(completion.replaces.clone(), &completion.insert);
                let then = read(&line, plan, assessment);
                assert!(then.closed.is_none(), "{typed} → {line}: {}", then.sentence);
                if let Some(new) = then.step {
                    adds_nothing_closed(plan, assessment, &Edit::Add { at: None, new });
                }
            }
        }
        let offered = |typed: &str| -> Vec<String> {
            let quick: Quick = read(typed, plan, assessment);
            quick.completions.into_iter().map(|completion| completion.insert).collect()
        };
        assert_eq!(offered("glu")[0], "gluteals");
        assert!(!offered("glu d").contains(&"deep-tissue".to_owned()));
        assert!(offered("glu s").contains(&"swedish".to_owned()));
    });
}

fn adds_nothing_closed(plan: &Plan, assessment: &Assessment<'_>, edit: &Edit) {
    let kinds = ["hard-maximum", "modality-closed", "position-reach", "level-five", "phase-shape"];
    let after = apply(plan, edit, assessment).unwrap();
    let found = check_assessed(&after, assessment);
    let found: Vec<_> = found
        .iter()
        .filter(|f| f.level == Level::Conflict && kinds.contains(&f.rule.as_str()))
        .collect();
    assert!(found.is_empty(), "{edit:?}: {found:?}");
}

#[test]
fn any_line_is_read_without_a_panic() {
    let rng = std::cell::RefCell::new(fastrand::Rng::with_seed(5));
    let parts = [
        "glu",
        "r",
        "l",
        "3",
        "8",
        "8m",
        "mfr",
        "low",
        "back",
        "stretch",
        " ",
        "  ",
        ",",
        "é",
        "深",
        "p9",
        "/5",
        "-",
        "999999",
        "ham",
        "rest",
        "min",
        "level",
        "side-lying",
        "\u{301}",
        "'",
    ];
    with(calm("piriformis"), |assessment, plan| {
        for _ in 0..400 {
            let mut rng = rng.borrow_mut();
            let count = rng.usize(0..9);
            let mut line = String::new();
            for _ in 0..count {
                line.push_str(parts[rng.usize(..parts.len())]);
                if rng.bool() {
                    line.push(' ');
                }
            }
            let quick = read(&line, plan, assessment);
            for word in &quick.words {
                assert!(line.get(word.range.clone()).is_some());
            }
            assert!(quick.step.is_none() || quick.closed.is_none());
        }
        let long = "glu ".repeat(100_000);
        assert_eq!(read(&long, plan, assessment).step, None);
    });
}
