//! A plan built by hand, in every format: each says everything that it should.

use super::{Detail, Format, Sheet, SheetContext, export, export_with};
use crate::knowledge::Knowledge;
use crate::model::{
    Age, Carried, CategoryId, Fact, FindingId, GateId, HomeCare, HomeCareKept, ModalityId, Plan,
    RegionId, Severity, SourceId, Status,
};
use crate::planner;
use crate::text::{self, Document};

/// Made by hand: open, with a released gate, a clearance, a pack and every severity.
const OPEN: &str = r#"(
    format: "ischia-plan/1",
    knowledge: "2026-01-01",
    intake: (
        date: "2026-11-24", category: "herniated-disc", side: Both, worse_side: Left,
        pain_back: 3, pain_leg: 7, furthest_point: Calf, trend: Better, inflammation: Some,
        onset_weeks: 9, diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour,
        findings: ["tingling", "open-wound"],
        findings_since: {"tingling": "2026-11-20"},
        excluded_regions: [(region: "calves", side: Left)],
        clearances: [(by: "Dr | `Pipe`", on: "2026-11-20", covers: ["g-11"],
            limits: "gentle\n# only", max_pressure: 3, max_hands_on_minutes: 30)],
        minutes: 60,
        course: (visit: 3, pain_history: [8, 8], first_visit: "2026-10-13"),
        preferences: (heat: false, max_pressure: 3, declined_modalities: ["hot-stone"]),
        complaint: "pain | down <b>the leg</b>\r\n# since March \u{1b}[31m\u{9b}\u{202e}",
        activities: [(name: "walk to `work`", score: 6)],
        sitting_hours: 8,
    ),
    status: Caution,
    gates: [(id: "g-11", status: Caution, text: "Severe pain.", released_by: "A clearance.",
        released: true, sources: ["S1-15"])],
    cautions: [
        (id: "k-05", severity: Note, text: "Ask about comfort, again and again.", steps: [3],
            sources: ["S4-37"]),
        (id: "k-03", severity: Stop, text: "No deep pressure near the spine, whatever the client asks for, and none through the abdomen.",
            steps: [2, 3], sources: ["S3-15"]),
        (id: "k-25", severity: Warn, text: "Stop if tingling *spreads* | grows.", steps: [], sources: ["S4-11"]),
    ],
    steps: [
        (number: 1, phase: CheckIn, position: Seated, minutes: 5, counted: true,
            instructions: "Ask | look.", why: "Safety first.", sources: ["S3-17"]),
        (number: 2, phase: Heat, regions: ["gluteals"], side: Left, position: SideLyingRight,
            minutes: 12, counted: false, beside: [3], instructions: "Lay the pack.",
            why: "Warmth eases.", cautions: ["k-03"], sources: ["S4-34"]),
        (number: 3, phase: Focus, regions: ["low-back-outer", "low-back-near-spine"], side: Both,
            modality: "swedish", pressure: 2, position: SideLyingRight, minutes: 49,
            counted: true, supports: ["knees-pillow"], instructions: "Long strokes.",
            why: "Calms.", cautions: ["k-03", "k-05"], sources: ["R-51"]),
        (number: 4, phase: Stretch, regions: ["piriformis"], side: Left, position: Supine,
            minutes: 6, counted: true, techniques: ["sciatic-slider"], instructions: "Glide.",
            why: "Moves.", sources: ["R-77"]),
    ],
    total_minutes: 60,
    unused_minutes: 0,
    home_care: [(id: "walking", text: "Walk a little every day.", cautions: ["k-03"], sources: ["S0-06"])],
    follow_up: (interval_days: 7, review_at_visit: 4, text: "Come again in a week.", sources: ["S3-20"]),
    avoid: [(text: "Friction at the level of the disc.", sources: ["R-60"])],
    expectation: "Most get better in weeks.",
    notes: [(text: "A remark of the planner.", sources: ["P"])],
)"#;

const REFERRAL: &str = r#"(urgency: Urgent, reasons: [(gate: "g-03", text: "Foot drop was found.")],
    released_by: "Advice on record.", client_text: "Please see a doctor soon.",
    doctor_text: "We found foot drop on the day.")"#;

fn knowledge() -> Knowledge {
    Knowledge::shipped().unwrap()
}

fn open() -> Plan {
    Document::from_text("plan.ron", text::Notation::Ron, OPEN).parse().unwrap()
}

fn withheld() -> Plan {
    let mut plan = open();
    let referral = Document::from_text("referral.ron", text::Notation::Ron, REFERRAL);
    plan.referral = Some(referral.parse().unwrap());
    plan.status = crate::model::Status::Refer;
    plan.steps = Vec::new();
    plan.home_care = Vec::new();
    plan.follow_up = None;
    plan
}

fn drawn(format: Format, plan: &Plan) -> String {
    let beside = SheetContext { detail: Detail::Full, ..SheetContext::default() };
    String::from_utf8(export_with(format, plan, beside, &knowledge()).unwrap()).unwrap()
}

/// The text as a reader sees it: without line ends, indentation and Markdown's marks.
fn seen(format: Format, text: &str) -> String {
    let text = match format {
        Format::Md => text.replace('\\', "").replace("<br>", " "),
        Format::Html => read(text),
        Format::Txt
        | Format::Json
        | Format::Ron
        | Format::Pdf
        | Format::Fhir
        | Format::Csv
        | Format::Zip => text.to_owned(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// HTML as it is read, without its tags.
fn read(html: &str) -> String {
    let body = html.split_once("<body>").unwrap().1;
    let mut parts = body.split('<');
    let mut seen = parts.next().unwrap().to_owned();
    for part in parts {
        let (tag, text) = part.split_once('>').unwrap();
        // What is strong, small or a span goes on in its line.
        let is_inline = ["strong", "small", "span"]
            .iter()
            .any(|name| tag.trim_start_matches('/').starts_with(name));
        seen.push_str(if is_inline { "" } else { " " });
        seen.push_str(text);
    }
    let seen = seen.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    seen.replace("&#39;", "'").replace("&amp;", "&")
}

fn says(format: Format, plan: &Plan, wanted: &[&str]) {
    let seen = seen(format, &drawn(format, plan));
    for words in wanted {
        assert!(seen.contains(words), "{format:?} lacks “{words}”:\n{seen}");
    }
}

#[test]
fn every_caution_is_in_every_format() {
    let knowledge = knowledge();
    for plan in [open(), withheld()] {
        // Pages are looked at elsewhere (`tests/core/paper`).
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Pdf) {
            let is_data = matches!(format, Format::Json | Format::Ron | Format::Fhir);
            // In place of a plan, many of them are titles and lines on paper.
            let in_short = plan.referral.is_some() && !is_data;
            let texts = plan.cautions.iter().map(|it| match it.severity {
                Severity::Note if in_short => knowledge.caution_title(it),
                Severity::Stop | Severity::Warn | Severity::Note => it.text.as_str(),
            });
            says(format, &plan, &texts.collect::<Vec<_>>());
        }
    }
}

#[test]
fn paper_says_what_a_therapist_needs() {
    for format in [Format::Md, Format::Txt, Format::Html] {
        says(
            format,
            &open(),
            &[
                "Session plan: Herniated disc, both sides, 2026-11-24",
                "both sides, worse on the left",
                "back 3, leg 7",
                "tingling",
                "(since 2026-11-20)",
                "Calves (left)",
                "g-11, Caution, released",
                "Dr | `Pipe`",
                "“gentle # only”. Not enforced: compare with the steps.",
                "gentle # only; level 3 at most; 30 hands-on minutes at most",
                "k-03, steps 2, 3",
                "k-25, whole plan",
                "Low back, outer part; Low back, beside the spine (both sides) · Swedish massage",
                "2/5",
                "12 min, alongside 3",
                "On the right side, left side up, with a pillow between the knees",
                "Sciatic nerve slider",
                "Ask | look.",
                "Safety first.",
                "60 of 60 min",
                "Walk a little every day.",
                "in 7 days, review at visit 4",
                "Friction at the level of the disc.",
                "Most get better in weeks.",
                "A remark of the planner.",
                "pain | down <b>the leg</b> # since March [31m",
                "walk to `work`: 6 of 10",
                "Proposal of this project",
                "it does not diagnose",
                "Entries with the source P are proposals",
                "not yet reviewed by a clinician",
                "Made with the guidance of 2026-01-01",
            ],
        );
    }
}

#[test]
fn a_withheld_plan_is_a_referral() {
    for format in [Format::Md, Format::Txt, Format::Html] {
        let plan = withheld();
        says(
            format,
            &plan,
            &[
                "Session plan, withheld",
                "Foot drop was found.",
                "Advice on record.",
                "Please see a doctor soon.",
                "We found foot drop on the day.",
                "Medical advice comes first",
            ],
        );
        assert!(!drawn(format, &plan).contains("Total"));
    }
    says(Format::Md, &withheld(), &["Referral: Urgent"]);
    says(Format::Txt, &withheld(), &["REFERRAL: URGENT", "STATUS: REFER."]);
}

/// What a plan may hold that was made with a practice's own knowledge, and what of it is named.
fn of_other_knowledge() -> Vec<(Plan, &'static str)> {
    let changed = |change: &dyn Fn(&mut Plan)| {
        let mut plan = open();
        change(&mut plan);
        plan
    };
    let ours = "of-our-own";
    vec![
        (changed(&|plan| plan.intake.category = CategoryId::new(ours).unwrap()), "`category`"),
        (
            changed(&|plan| {
                plan.intake.findings.insert(FindingId::new(ours).unwrap());
            }),
            "`findings`",
        ),
        (
            changed(&|plan| plan.intake.clearances[0].covers.push(GateId::new(ours).unwrap())),
            "`covers`",
        ),
        (
            changed(&|plan| plan.intake.excluded_regions[0].region = RegionId::new(ours).unwrap()),
            "`excluded_regions`",
        ),
        (
            changed(&|plan| {
                let wishes = plan.intake.preferences.as_mut().unwrap();
                wishes.declined_modalities.insert(ModalityId::new(ours).unwrap());
            }),
            "`declined_modalities`",
        ),
    ]
}

#[test]
fn a_plan_that_cannot_be_checked_says_so_and_why_on_every_paper() {
    for (plan, field) in of_other_knowledge() {
        for status in [Status::Ok, Status::Caution, Status::Hold, Status::Refer, Status::Emergency]
        {
            let plan = Plan { status, ..plan.clone() };
            for detail in [Detail::Brief, Detail::Full] {
                let sheet = Sheet::new(&plan, &knowledge(), detail);
                assert!(sheet.status.text.contains("could not be checked"), "{status:?}");
                let first = &sheet.conditions[0];
                assert_eq!(first.heading, "This plan could not be checked");
            }
            for format in [Format::Md, Format::Txt, Format::Html] {
                let seen = seen(format, &drawn(format, &plan));
                for words in ["could not be checked", field, "of-our-own"] {
                    assert!(seen.contains(words), "{format:?}, {field}: {seen}");
                }
                assert!(!seen.contains("found nothing"), "{format:?}, {field}");
                assert!(!seen.contains("can go ahead"), "{format:?}, {field}");
            }
        }
    }
    let sheet = Sheet::new(&open(), &knowledge(), Detail::Full);
    assert!(sheet.conditions.iter().all(|one| !one.heading.contains("could not be checked")));
}

#[test]
fn the_gravest_cautions_come_first() {
    let sheet = Sheet::new(&open(), &knowledge(), Detail::Full);
    let order: Vec<Severity> = sheet.cautions.iter().map(|group| group.severity).collect();
    assert_eq!(order, [Severity::Stop, Severity::Warn, Severity::Note]);
}

#[test]
fn a_table_keeps_its_columns_whatever_was_typed() {
    let mut plan = open();
    plan.steps[0].instructions = "a | b \\| c\n\n| d `|` \\".to_owned();
    let drawn = drawn(Format::Md, &plan);
    let rows: Vec<&str> = drawn.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 2 + plan.steps.len());
    for row in rows {
        let mut bars = 0;
        let mut is_quoted = false;
        for character in row.chars() {
            bars += usize::from(character == '|' && !is_quoted);
            is_quoted = character == '\\' && !is_quoted;
        }
        assert_eq!(bars, 10, "{row}");
    }
}

#[test]
fn text_is_narrow_and_free_of_control_characters() {
    for plan in [open(), withheld()] {
        let drawn = drawn(Format::Txt, &plan);
        for line in drawn.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 78, "{line}");
        }
        for format in [Format::Md, Format::Txt, Format::Html] {
            let drawn = self::drawn(format, &plan);
            let odd = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!drawn.contains(odd));
            assert!(drawn.ends_with('\n') && !drawn.ends_with("\n\n"));
        }
    }
}

#[test]
fn data_read_back_is_the_same_plan() {
    for plan in [open(), withheld()] {
        for (format, notation) in
            [(Format::Json, text::Notation::Json), (Format::Ron, text::Notation::Ron)]
        {
            let document = Document::from_text("plan", notation, drawn(format, &plan));
            assert_eq!(document.parse::<Plan>().unwrap(), plan);
        }
    }
}

#[test]
fn formats_are_known_by_name_and_extension() {
    let of = |path: &str| Format::of_path(std::path::Path::new(path));
    assert_eq!(Format::named("JSON"), Ok(Format::Json));
    assert_eq!(of("a/plan.Txt"), Ok(Format::Txt));
    assert_eq!(of("plan"), Ok(Format::Md));
    assert_eq!(of("plan.2026"), Ok(Format::Md));
    assert_eq!(of("plan.PDF"), Ok(Format::Pdf));
    assert_eq!(of("a.json/plan.FHIR.json"), Ok(Format::Fhir));
    assert_eq!(of("plan.fhir"), Ok(Format::Fhir));
    assert_eq!(of("fhir.json"), Ok(Format::Json));
    let unknown = Format::named("jsn").unwrap_err().to_string();
    assert!(unknown.contains("did you mean “json”?"), "{unknown}");
    assert!(unknown.contains("md, txt, json, ron"), "{unknown}");
}

#[test]
fn every_source_that_stands_on_a_page_is_explained_there() {
    let mut plan = open();
    let later = plan.home_care[0].clone();
    plan.home_care_later.push(HomeCare { sources: vec![SourceId::new("R-89").unwrap()], ..later });
    for plan in [plan, withheld()] {
        let sheet = Sheet::new(&plan, &knowledge(), Detail::Full);
        let explained: Vec<&SourceId> = sheet.sources.iter().flat_map(|row| &row.ids).collect();
        let sections = sheet.conditions.iter().chain(&sheet.advice);
        let entries = sections.flat_map(|section| &section.entries);
        let entries = entries.chain(sheet.cautions.iter().flat_map(|group| &group.entries));
        let named = entries.flat_map(|entry| &entry.sources);
        let named = named.chain(sheet.steps.iter().flat_map(|row| &row.sources));
        for id in named {
            assert!(explained.contains(&id), "{id} isn't explained");
        }
    }
}

#[test]
fn age_and_what_was_kept_at_home_stand_on_paper() {
    let mut plan = open();
    plan.intake.age = Some(Age::clamped(54));
    plan.intake.home_care_kept = Some(HomeCareKept::Partly);
    for format in [Format::Md, Format::Txt, Format::Html] {
        says(format, &plan, &["54", "Home care since the last visit", "Partly"]);
    }
}

#[test]
fn facts_that_nobody_confirmed_stand_on_paper() {
    let (plan, knowledge) = (open(), Knowledge::shipped().unwrap());
    let from = crate::model::Day::parse("2026-11-10").unwrap();
    let facts = [Fact::Category, Fact::Onset].into();
    let mut carried = Carried { from, facts };
    for format in [Format::Md, Format::Txt, Format::Html] {
        let draw = |carried: &Carried| {
            let beside = SheetContext { unconfirmed: Some(carried), ..SheetContext::default() };
            let bytes = export_with(format, &plan, beside, &knowledge).unwrap();
            String::from_utf8(bytes).unwrap().to_lowercase().replace('\n', " ")
        };
        let text = draw(&carried);
        assert!(text.contains("not confirmed today"), "{text}");
        assert!(text.contains("diagnosis category, weeks since it began"), "{text}");
    }
    carried.facts.clear();
    let beside = SheetContext { unconfirmed: Some(&carried), ..SheetContext::default() };
    let bytes = export_with(Format::Txt, &plan, beside, &knowledge).unwrap();
    assert_eq!(bytes, export(Format::Txt, &plan, &knowledge).unwrap());
}

#[test]
fn the_brief_page_says_when_to_pause_and_where_it_is_inflamed() {
    let intake = r#"(
        date: "2026-11-24", category: "chronic", side: Right, pain_back: 3, pain_leg: 5,
        furthest_point: Calf, trend: Same, inflammation: Some, onset_weeks: 40,
        diagnosis: ByDoctor, cause_known: true, doctor_on_massage: InFavour, findings: [],
        aggravators: [Lying], minutes: 60,
    )"#;
    let knowledge = knowledge();
    let intake = Document::from_text("intake.ron", text::Notation::Ron, intake).parse().unwrap();
    let plan = planner::plan(&knowledge.accept(intake).unwrap(), &knowledge).unwrap();
    let said = |detail| {
        let sheet = Sheet::new(&plan, &knowledge, detail);
        let pauses = sheet.steps.iter().filter(|row| row.instructions.contains(" pause: let "));
        let inflamed = sheet.facts.iter().find(|fact| fact.label == "Inflamed area").unwrap();
        (pauses.count(), inflamed.text.clone())
    };
    let (pauses, inflamed) = said(Detail::Full);
    assert!(pauses > 1 && inflamed.starts_with("none marked, taken as "), "{pauses} {inflamed}");
    assert_eq!(said(Detail::Brief), (pauses, inflamed));
}
