//! What folds, at which heights, for a usual plan and for the most that comes together.

use super::*;
use crate::app::panes::{Panes, STRIP};
use crate::knowledge::Knowledge;
use crate::model::{CategoryId, CautionNote, Intake, Plan};
use crate::planner;

/// Titles and texts, their heights taken from how many letters go into a line.
struct Letters {
    rows: Vec<(usize, usize)>,
    head: f32,
}

fn lines(letters: usize, each: f32, width: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a text has few letters")]
    let wide = letters as f32 * each;
    // Words don't break, so that a line is never quite full.
    (wide / (width - 16.0 - 18.0)).ceil().max(1.0)
}

impl Heights for Letters {
    fn head(&self, _: f32) -> f32 {
        self.head
    }

    fn row(&self, at: usize, form: Fold, width: f32) -> f32 {
        let (title, line) = self.rows[at];
        let run = lines(title + line + 12, 6.0, width) * 14.5;
        let titled = lines(title, 7.0, width) * 17.0;
        match form {
            Fold::Text => titled + lines(line, 5.6, width) * 15.0 + 8.0,
            Fold::Close => titled + lines(line, 5.6, width) * 15.0 + 2.0,
            Fold::Title => titled + 8.0,
            Fold::Dense => run + 2.0,
            Fold::Tight => lines(title + line + 12, 5.5, width) * 13.0 + 2.0,
            Fold::Cut(rows) => run.min(f32::from(rows) * 14.5) + 6.0,
            Fold::Small => lines(title, 6.3, width) * 14.5 + 2.0,
        }
    }

    fn folded(&self) -> f32 {
        26.0
    }
}

/// The most cautions that come together: yes after yes, as long as there is a session.
fn most() -> (Vec<Severity>, Vec<(usize, usize)>) {
    let knowledge = Knowledge::shipped().unwrap();
    let plans = knowledge.tables().protocols.iter().map(|one| heaped(&knowledge, &one.id));
    let mut cautions = plans.map(|plan| plan.cautions).max_by_key(Vec::len).unwrap();
    cautions.sort_by_key(|note| std::cmp::Reverse(note.severity));
    let title = |note: &CautionNote| knowledge.caution(&note.id).unwrap().title.len();
    let rows = cautions.iter().map(|note| (note.severity, (title(note), note.line.len())));
    rows.unzip()
}

fn heaped(knowledge: &Knowledge, category: &CategoryId) -> Plan {
    let gates: Vec<_> = knowledge.tables().gates.iter().map(|gate| &gate.id).collect();
    let place = serde_json::json!([{"region": "calves", "side": "Left"}]);
    let answers = serde_json::json!({
        "date": "2026-11-24", "category": category, "side": "Both", "worse_side": "Right",
        "pain_back": 6, "pain_leg": 6, "furthest_point": "Foot", "trend": "Same",
        "inflammation": "Some", "inflamed_regions": place, "excluded_regions": place,
        "numb_regions": place, "injured_regions": place, "onset_weeks": 10, "age": 80,
        "findings": ["stable-numbness", "open-wound", "trauma-within-72h"], "minutes": 90,
        "diagnosis": "ByDoctor", "cause_known": true, "doctor_on_massage": "InFavour",
        "clearances": [{"by": "A", "on": "2026-11-23", "covers": gates, "limits": "B"}],
    });
    let mut intake: Intake = serde_json::from_value(answers).unwrap();
    let mut plan = None;
    for finding in &knowledge.tables().findings {
        let mut more = intake.clone();
        more.findings.insert(finding.id.clone());
        let accepted = knowledge.accept(more.clone()).ok();
        let drafted = accepted.and_then(|answers| planner::plan(&answers, knowledge).ok());
        let Some(drafted) = drafted.filter(|plan| !plan.status.withholds()) else { continue };
        (intake, plan) = (more, Some(drafted));
    }
    plan.unwrap()
}

/// A usual plan for a herniated disc: three that stop, three that warn, three notes.
fn usual() -> (Vec<Severity>, Vec<(usize, usize)>) {
    let severities = [Severity::Stop, Severity::Warn, Severity::Note];
    let severities = severities.into_iter().flat_map(|one| [one; 3]).collect();
    (severities, vec![(32, 44); 9])
}

fn room(window: (f32, f32), map: Option<f32>) -> Room {
    let panes = Panes::default();
    let taken = if Panes::rail_folds(window.0) { STRIP } else { panes.rail_width(window.0) };
    let reach = panes.reach(window.0, taken);
    // The bar at the top, the line at the bottom and the margins take their part.
    Room { height: window.1 - 46.0 - 32.0 - 20.0, reach, map }
}

fn arranged(
    window: (f32, f32),
    (severities, rows): (Vec<Severity>, Vec<(usize, usize)>),
    map: Option<f32>,
) -> Fit {
    let head = if window.1 < 640.0 { 58.0 } else { 96.0 };
    fit(room(window, map), &severities, &Letters { rows, head })
}

const SMALL: (f32, f32) = (911.0, 512.0);
const LAPTOP: (f32, f32) = (1366.0, 768.0);
const LARGE: (f32, f32) = (1920.0, 1080.0);

#[test]
fn no_title_is_ever_below_whatever_comes_together() {
    for window in [SMALL, (1024.0, 600.0), LAPTOP, LARGE] {
        let fit = arranged(window, most(), Some(220.0));
        assert_eq!(fit.below, 0, "{window:?}");
        assert_eq!(fit.map, None);
        assert!(fit.width <= room(window, None).reach.utmost);
    }
}

#[test]
fn on_a_laptop_every_stop_keeps_its_text_even_with_the_most_there_are() {
    for window in [LAPTOP, LARGE] {
        // The rail folds before a Stop is cut.
        let (severities, rows) = most();
        let mut room = room(window, None);
        room.reach = Panes::default().reach(window.0, STRIP);
        let fit = fit(room, &severities, &Letters { rows, head: 96.0 });
        assert!(fit.stop.is_full(), "{window:?}: {fit:?}");
    }
}

#[test]
fn a_usual_plan_shows_its_stops_in_full_at_every_size() {
    for window in [SMALL, (1024.0, 600.0), LAPTOP, LARGE] {
        let fit = arranged(window, usual(), Some(220.0));
        assert!(fit.stop.is_full(), "{window:?}: {fit:?}");
    }
    let laptop = arranged(LAPTOP, usual(), None);
    assert!(laptop.warn.is_full(), "{laptop:?}");
}

#[test]
fn with_room_enough_nothing_folds_and_the_map_takes_what_is_left() {
    let fit = arranged(LARGE, usual(), Some(220.0));
    assert_eq!((fit.stop, fit.warn, fit.notes), (Fold::Text, Fold::Text, Some(Fold::Title)));
    assert!(fit.map.is_some_and(|map| map > 220.0));
    assert_eq!(fit.columns, [0]);
}

#[test]
fn what_matters_less_folds_first_as_the_window_gets_lower() {
    let rank = |fit: &Fit| {
        let form = |form| match form {
            Fold::Text => 0,
            Fold::Close | Fold::Dense | Fold::Tight => 1,
            Fold::Title => 2,
            Fold::Small | Fold::Cut(_) => 3,
        };
        (fit.map.is_none(), form(fit.stop).min(2), form(fit.warn))
    };
    let mut last = (false, 0, 0);
    for step in 0..60 {
        let window = (1366.0, 1400.0 - 15.0 * f32::from(u16::try_from(step).unwrap()));
        let fit = arranged(window, usual(), Some(220.0));
        let now = rank(&fit);
        assert!(now >= last, "{window:?}: {now:?} after {last:?}");
        last = now;
        // A warning never shows more than what stops.
        assert!(now.2 >= now.1, "{fit:?}");
    }
}

#[test]
fn where_even_titles_do_not_fit_it_says_how_many_are_below() {
    let (severities, rows) = most();
    let room = Room {
        height: 200.0,
        reach: Reach { wanted: 260.0, comfort: 260.0, limit: 260.0, utmost: 260.0 },
        map: None,
    };
    let fit = fit(room, &severities, &Letters { rows, head: 40.0 });
    let grave = severities.iter().filter(|severity| **severity > Severity::Note).count();
    assert!(fit.below > 0 && fit.below < grave);
    assert_eq!(fit.columns, [0]);
}

#[test]
fn columns_begin_where_the_one_before_is_full() {
    let rows: Vec<(usize, f32)> = (0..5).map(|at| (at, 30.0)).collect();
    assert_eq!(pack(&rows, 2, 90.0), Some((vec![0, 3], 90.0)));
    assert_eq!(pack(&rows, 1, 90.0), None);
    assert_eq!(pack(&rows, 3, 20.0), None);
}
