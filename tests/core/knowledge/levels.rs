//! Levels, minutes, shares and severities against tables copied by hand (parts 3A to 3E).

use ischia::knowledge::schema::Release;
use ischia::model::{AreaId, CategoryId, GateId, ModalityId, Pressure, RegionId, Severity, Status};

use crate::support::{SHIPPED, categories};

/// Part 3C: default and hard maximum, for acute, chronic, herniated disc and piriformis.
const LEVELS: [(&str, [(u16, u16); 4]); 6] = [
    ("low-back-near-spine", [(1, 2), (3, 3), (1, 2), (2, 3)]),
    ("low-back-outer", [(2, 2), (3, 4), (2, 2), (3, 3)]),
    ("gluteals", [(2, 3), (3, 4), (3, 4), (3, 4)]),
    ("piriformis", [(2, 2), (3, 4), (2, 3), (3, 4)]),
    ("hamstrings", [(2, 2), (3, 3), (2, 3), (2, 3)]),
    ("calves", [(1, 2), (2, 3), (2, 2), (2, 3)]),
];

/// Those, in this order.
const CATEGORIES: [&str; 4] = ["acute", "chronic", "herniated-disc", "piriformis"];

/// Part 3C: the levels at which each modality makes sense.
const RANGES: [(&str, u16, u16); 6] = [
    ("swedish", 1, 3),
    ("myofascial-release", 1, 3),
    ("hot-stone", 1, 3),
    ("trigger-point", 3, 4),
    ("neuromuscular", 3, 4),
    ("deep-tissue", 4, 4),
];

/// Part 3D: booked, check-in, warm-up, focus, stretch, re-test and home care.
const BUDGET: [[u16; 6]; 6] = [
    [30, 3, 2, 17, 4, 4],
    [45, 4, 3, 28, 5, 5],
    [60, 5, 5, 37, 7, 6],
    [75, 6, 5, 48, 9, 7],
    [90, 7, 6, 58, 11, 8],
    [120, 8, 8, 80, 14, 10],
];

/// Part 3D: the soft order of the areas, with their shares.
const SHARES: [(&str, [(&str, u16); 5]); 4] = [
    (
        "acute",
        [
            ("low-back", 35),
            ("gluteals", 30),
            ("piriformis", 10),
            ("hamstrings", 15),
            ("calves", 10),
        ],
    ),
    (
        "chronic",
        [
            ("low-back", 25),
            ("gluteals", 25),
            ("piriformis", 20),
            ("hamstrings", 20),
            ("calves", 10),
        ],
    ),
    (
        "herniated-disc",
        [
            ("gluteals", 35),
            ("piriformis", 20),
            ("hamstrings", 20),
            ("calves", 15),
            ("low-back", 10),
        ],
    ),
    (
        "piriformis",
        [("gluteals", 30), ("piriformis", 35), ("low-back", 15), ("hamstrings", 15), ("calves", 5)],
    ),
];

/// Part 3E. All others are `Warn`.
const STOP: [u16; 11] = [1, 2, 3, 8, 11, 12, 13, 14, 15, 16, 32];
const NOTE: [u16; 3] = [5, 20, 21];

/// Part 3A: the status of each gate while it is shut, and whether a clearance releases it.
const GATES: [(Status, bool); 22] = [
    (Status::Emergency, false),
    (Status::Emergency, false),
    (Status::Refer, true),
    (Status::Refer, true),
    (Status::Refer, true),
    (Status::Refer, true),
    (Status::Refer, false),
    (Status::Refer, true),
    (Status::Hold, false),
    (Status::Hold, true),
    (Status::Hold, true),
    (Status::Hold, true),
    (Status::Hold, true),
    (Status::Refer, false),
    (Status::Caution, false),
    (Status::Hold, true),
    (Status::Caution, false),
    (Status::Caution, false),
    (Status::Hold, false),
    (Status::Refer, true),
    (Status::Caution, false),
    (Status::Refer, true),
];

fn pair(category: &str, region: &str) -> (u16, u16) {
    let protocol = SHIPPED.protocol(&CategoryId::new(category).unwrap()).unwrap();
    let limits = protocol.limits(&RegionId::new(region).unwrap()).unwrap();
    (limits.default.get(), limits.max.get())
}

#[test]
fn levels_by_region_and_category() {
    for (region, levels) in LEVELS {
        for (category, wanted) in CATEGORIES.into_iter().zip(levels) {
            assert_eq!(pair(category, region), wanted, "{region}, {category}");
        }
    }
    for category in categories() {
        assert!(pair(category, "whole-body").1 <= 2, "whole body, {category}");
    }
}

#[test]
fn deep_work_is_drafted_only_where_the_facts_allow_it() {
    let firm = |category: &str, region: &str| {
        let protocol = SHIPPED.protocol(&CategoryId::new(category).unwrap()).unwrap();
        let limits = protocol.limits(&RegionId::new(region).unwrap()).unwrap();
        limits.firm.as_ref().map(|firm| (firm.modality.to_string(), firm.level.get()))
    };
    let allowed =
        [("chronic", "gluteals"), ("chronic", "low-back-outer"), ("piriformis", "gluteals")];
    for category in categories() {
        for (region, _) in LEVELS {
            let wanted =
                allowed.contains(&(category, region)).then(|| ("deep-tissue".to_owned(), 4));
            assert_eq!(firm(category, region), wanted, "{category}, {region}");
        }
    }
}

#[test]
fn modalities_have_their_ranges() {
    for (id, lowest, highest) in RANGES {
        let modality = SHIPPED.tables().modalities.iter().find(|m| m.id.as_str() == id).unwrap();
        assert_eq!((modality.lowest.get(), modality.highest.get()), (lowest, highest), "{id}");
        let focal = ["trigger-point", "neuromuscular"].contains(&id);
        assert!(modality.focal || !focal, "{id} presses on one spot");
        assert_eq!(modality.warms, id == "hot-stone", "{id}");
        assert_eq!(modality.warm_up, ["swedish", "myofascial-release"].contains(&id), "{id}");
    }
}

#[test]
fn the_time_budget() {
    let rows: Vec<[u16; 6]> = SHIPPED
        .session()
        .budget
        .iter()
        .map(|row| [row.booked, row.check_in, row.warm_up, row.focus, row.stretch, row.close])
        .collect();
    assert_eq!(rows, BUDGET);
    let short = &SHIPPED.session().short;
    assert_eq!([short.check_in, short.warm_up, short.stretch, short.close], [3, 2, 2, 4]);
}

#[test]
fn the_numbers_of_a_session() {
    let limits = &SHIPPED.session().limits;
    assert_eq!((limits.min_check_in, limits.min_focus, limits.min_other), (3, 3, 2));
    assert_eq!((limits.max_on_regions, limits.max_whole_body_step), (50, 25));
    assert_eq!((limits.firm_level.get(), limits.max_firm), (4, 10));
    assert_eq!((limits.max_in_position, limits.focus_steps_an_hour), (45, 9));
    assert_eq!((limits.min_rest, limits.max_rest), (3, 15));
    assert_eq!((limits.min_pack, limits.max_heat, limits.max_cold), (8, 20, 15));
    assert_eq!((limits.cold_from, limits.other_side_from, limits.short_visit), (40, 45, 30));
    assert_eq!((limits.affected_share, limits.worse_share), (70, 60));
    assert_eq!((limits.areas_up_to.as_slice(), limits.first_areas_up_to), (&[20, 37, 52][..], 37));
    assert_eq!((limits.warm_up_before.get(), limits.max_light.get()), (3, 2));
    assert_eq!(limits.never_level, Pressure::MAX);
    let targets: Vec<&str> = limits.heat_targets.iter().map(RegionId::as_str).collect();
    assert_eq!(targets, ["gluteals", "low-back-outer"]);
}

#[test]
fn shares_of_the_focus_work_in_their_order() {
    for (category, shares) in SHARES {
        let protocol = SHIPPED.protocol(&CategoryId::new(category).unwrap()).unwrap();
        let found: Vec<_> = protocol.areas.iter().map(|a| (a.area.as_str(), a.share)).collect();
        assert_eq!(found, shares, "{category}");
        let first: Vec<&str> = protocol.first_areas.iter().map(AreaId::as_str).collect();
        let wanted =
            if category == "acute" { ["gluteals", "low-back"] } else { ["gluteals", "piriformis"] };
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, wanted, "{category}");
    }
}

#[test]
fn the_low_back_is_split_forty_to_sixty() {
    let area = SHIPPED.tables().areas.iter().find(|area| area.id.as_str() == "low-back").unwrap();
    let parts: Vec<_> = area.parts.iter().map(|p| (p.region.as_str(), p.share)).collect();
    assert_eq!(parts, [("low-back-near-spine", 40), ("low-back-outer", 60)]);
    assert_eq!(area.alone.as_ref().map(RegionId::as_str), Some("low-back-outer"));
    assert_eq!(area.split_from, 5);
}

#[test]
fn severities_of_the_cautions() {
    for (number, caution) in (1..).zip(&SHIPPED.tables().cautions) {
        assert_eq!(caution.id.as_str(), format!("k-{number:02}"));
        let wanted = if STOP.contains(&number) {
            Severity::Stop
        } else if NOTE.contains(&number) {
            Severity::Note
        } else {
            Severity::Warn
        };
        assert_eq!(caution.severity, wanted, "{}", caution.id);
    }
}

#[test]
fn statuses_and_releases_of_the_gates() {
    for (number, (status, released)) in (1..).zip(GATES) {
        let id = GateId::new(&format!("g-{number:02}")).unwrap();
        let gate = SHIPPED.gate(&id).unwrap();
        assert_eq!(gate.status, status, "{id}");
        assert_eq!(gate.release != Release::Nothing, released, "{id}");
        // What a release leaves open: level 2, Swedish and myofascial release.
        let higher = gate.escalation.as_ref().map(|higher| higher.release != Release::Nothing);
        assert_eq!(gate.floor.is_some(), released || higher == Some(true), "{id}");
        if let Some(floor) = &gate.floor {
            let modalities: Vec<&str> = floor.modalities.iter().map(ModalityId::as_str).collect();
            assert_eq!(floor.level.get(), 2, "{id}");
            assert_eq!(modalities, ["swedish", "myofascial-release"], "{id}");
        }
    }
}
