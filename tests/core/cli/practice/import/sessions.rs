//! `ischia export --format csv`: a row a session, safe in a spreadsheet, intact when it is read back.

use std::fs;

use ischia::export::sessions::COLUMNS;
use ischia::model::{FurthestPoint, Outcome, PlanState, Response, StepOutcome, StepWent};

use super::Place;
use crate::cli::practice::{client_id, plan_id, stamp};

/// The rows of a table, by heading, without the apostrophes that spreadsheets hide.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').expect("the mark");
    let head: Vec<&str> = text.split("\r\n").next().unwrap().split(',').collect();
    assert_eq!(head, COLUMNS);
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().map(|cell| shown(cell).to_owned()).collect()).collect()
}

fn shown(cell: &str) -> &str {
    let is_run = |c: char| c == '\'' || c.is_whitespace() || c.is_control();
    let inside = cell.trim_start_matches(is_run);
    let hides = inside.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with("'\t")
        || cell.starts_with("'\n")
        || cell.starts_with("'\r");
    cell.strip_prefix('\'').filter(|_| hides).unwrap_or(cell)
}

/// Texts that push at every seam of a table.
fn nasty() -> Vec<String> {
    let planes = (0..=16).filter_map(|plane| char::from_u32(plane * 0x1_0000 + 0x61));
    let mut all: Vec<String> = [
        "=HYPERLINK(\"http://x\",\"y\")",
        "+49 171",
        "-1",
        "@SUM(A1:A9)",
        "\t=1",
        "'=1",
        "''=1",
        "'quoted'",
        " =1+1",
        "a,b;c\td",
        "\"\"\"",
        "two\r\nlines\nthree\rfour",
        "\u{202e}desrever\u{202c} שלום مرحبا",
        "e\u{301}\u{323}\u{600}",
        "nul\u{0}bell\u{7}esc\u{1b}[31m\u{85}\u{2028}end",
        "../../etc/passwd",
        "C:\\con\\nul.txt",
        "<script>alert(1)</script> & </td>",
        "{\"a\":1} (x: 1) #eval()",
        "\u{feff}",
        "=cmd|' /C calc'!A0",
    ]
    .map(str::to_owned)
    .into();
    all.push(planes.collect());
    all.push("w".repeat(10_000));
    all
}

impl Place {
    /// A client with a plan whose texts are these.
    fn with_texts(&self, name: &str, note: &str) {
        let id = self.add(name);
        let plan = self.plan_of(&id, &[]);
        let store = self.store();
        let (client, plan) = (client_id(&id), plan_id(&plan));
        let history = store.plan(client, plan).unwrap();
        let mut record = history.current().unwrap().content.record().unwrap().clone();
        record.state = PlanState::Done;
        record.plan.intake.notes = Some(note.to_owned());
        let skipped =
            StepOutcome { note: Some(note.to_owned()), ..StepOutcome::new(3, StepWent::Skipped) };
        record.outcome = Some(Outcome {
            steps: vec![skipped],
            pain_back: Some(record.plan.intake.pain_back),
            furthest_point: Some(FurthestPoint::Knee),
            response: Some(Response::Better),
            note: Some(note.to_owned()),
            ..Outcome::on(record.plan.intake.date)
        });
        store.save_plan(client, plan, history.base(), record, &stamp()).unwrap();
    }
}

#[test]
fn a_row_says_what_was_planned_and_how_it_went() {
    let place = Place::new();
    let ada = place.add("Ada, \"Countess\"");
    place.plan_of(&ada, &[("2026-11-24", "2026-12-01")]);
    place.with_texts("Bo", "went well");
    place.plan_of(&ada, &[]);
    let export = ["export", "--practice", "p", "--format", "csv"];
    let all = [&export[..], &["--all", "--out", "all.csv"]].concat();
    let went = place.run(&all).expect(0);
    assert_eq!((went.out.as_str(), went.err.as_str()), ("", "3 sessions written\n"));
    let found = rows(&fs::read(place.path("all.csv")).unwrap());
    assert_eq!(found.len(), 3);
    let row = |row: &[String]| row.join("|");
    let techniques = &found[0][16];
    assert!(techniques.contains("; ") && !techniques.contains(','), "{techniques}");
    assert_eq!(
        row(&found[0]),
        format!(
            "Ada, \"Countess\"||2026-11-24||chronic|Right|Ok|Draft|60|4|5|||Calf|||{techniques}||"
        )
        .replace("|Ok|", &format!("|{}|", found[0][6]))
    );
    assert_eq!(found[1][2], "2026-12-01");
    assert_eq!(
        (found[2][0].as_str(), found[2][7].as_str(), found[2][11].as_str(), found[2][12].as_str()),
        ("Bo", "Done", "4", "")
    );
    assert_eq!(
        [14, 15, 17, 18].map(|at| found[2][at].as_str()),
        ["Knee", "Better", "3", "went well"]
    );
    // A file that is there is refused, one in a folder with the same content passed over.
    let err = place.refused(&all);
    assert!(err.contains("--force"), "{err}");
    place.run([&all[..], &["--force"]].concat()).expect(0);
    fs::create_dir(place.path("out")).unwrap();
    for said in ["2 sessions written", "there already"] {
        let one = [&export[..], &["--client", &ada, "--out", "out"]].concat();
        let went = place.run(one).expect(0);
        assert!(went.err.contains(said), "{}", went.err);
    }
    assert_eq!(rows(&fs::read(place.path(format!("out/sessions-{ada}.csv"))).unwrap()).len(), 2);
    place.run(["export", "--practice", "p", "--all", "--out", "by-name.csv"]).expect(0);
    assert_eq!(place.text("by-name.csv"), place.text("all.csv"));
}

#[test]
fn a_table_is_no_form_of_one_plan() {
    let place = Place::new();
    let ada = place.add("Ada");
    let plan = place.plan_of(&ada, &[]);
    for (format, what) in [("csv", "sessions"), ("zip", "practice")] {
        let out = format!("x.{format}");
        for all in [
            &["export", "--practice", "p", "--plan", &plan, "--format", format, "--out", "x"][..],
            &["export", "--practice", "p", "--plan", &plan, "--out", &out],
            &["plan", "intake.ron", "--format", format],
            &["plan", "intake.ron", "--out", &out],
        ] {
            let err = place.refused(all);
            assert!(err.contains(what) && err.contains("md, txt"), "{err}");
        }
        assert!(!place.path(&out).exists());
    }
    let one = ["export", "--practice", "p", "--client", &ada, "--format", "zip", "--out", "x.zip"];
    assert!(place.refused(one).contains("--all"));
}

#[test]
fn whatever_was_typed_stays_text_and_stays_whole() {
    let place = Place::new();
    let nasty = nasty();
    for (number, text) in nasty.iter().enumerate() {
        place.with_texts(&format!("=A{number}"), text);
    }
    place.run(["export", "--practice", "p", "--all", "--out", "all.csv"]).expect(0);
    let bytes = fs::read(place.path("all.csv")).unwrap();
    let found = rows(&bytes);
    assert_eq!(found.len(), nasty.len());
    for (number, text) in nasty.iter().enumerate() {
        assert_eq!((&found[number][0], &found[number][18]), (&format!("=A{number}"), text));
    }
    // Nothing that a spreadsheet would run begins a cell.
    let text = std::str::from_utf8(&bytes).unwrap().trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    for cell in
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
    {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
    }
}

#[test]
fn of_a_sealed_practice_it_is_said_once_that_it_leaves_readable() {
    let place = Place::new();
    place.with_texts("Ada", "x");
    place.wrap_with_any_key();
    place.put("passphrase", "heron over the bay");
    for format in ["csv", "zip", "md"] {
        let out = format!("out-{format}");
        let mut command = place.command([
            "export",
            "--practice",
            "p",
            "--all",
            "--format",
            format,
            "--out",
            &out,
        ]);
        command.env("ISCHIA_PASSPHRASE_FILE", place.path("passphrase"));
        let went = Place::outcome(command);
        assert_eq!(went.err.matches("can be read by anybody").count(), 1, "{went:?}");
    }
}

/// Skipped, with a word, where `LibreOffice` Calc isn't installed (`libreoffice-calc-nogui`).
#[test]
fn a_spreadsheet_runs_no_cell_and_shows_the_texts() {
    if std::process::Command::new("soffice").arg("--version").output().is_err() {
        println!("skipped: LibreOffice Calc isn't installed");
        return;
    }
    let place = Place::new();
    for (number, text) in nasty().iter().enumerate() {
        place.with_texts(&format!("=A{number}"), text);
    }
    place.run(["export", "--practice", "p", "--all", "--out", "all.csv"]).expect(0);
    let mut soffice = std::process::Command::new("soffice");
    let profile = format!("-env:UserInstallation=file://{}", place.path("profile").display());
    // Commas, double quotes, UTF-8, from the first row on.
    soffice.args([&profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "fods"]);
    soffice.arg("--outdir").arg(place.path("")).arg(place.path("all.csv"));
    let went = soffice.output().unwrap();
    assert!(went.status.success(), "{went:?}");
    // LibreOffice may be there without its spreadsheet.
    if String::from_utf8_lossy(&went.stderr).contains("could not be loaded") {
        println!("skipped: LibreOffice Calc isn't installed");
        return;
    }
    let sheet = place.text("all.fods");
    assert!(!sheet.contains("table:formula"), "a cell is run");
    for text in ["=A0", "HYPERLINK", "&lt;script&gt;", "quoted"] {
        assert!(sheet.contains(text), "{text}");
    }
}
