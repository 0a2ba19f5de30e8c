//! Any bytes as a practice's knowledge file: refused, or laid over without loosening anything.
#![no_main]

use std::sync::LazyLock;

use ischia_fuzz::knowledge::schema::File;
use ischia_fuzz::knowledge::{Cell, Knowledge, shipped_documents};
use ischia_fuzz::model::{Laterality, Position, Side};
use ischia_fuzz::planner::{self, Assessment, assess, build};
use ischia_fuzz::text::Document;
use ischia_fuzz::{CLIENTS, SHIPPED, document};
use libfuzzer_sys::fuzz_target;

static BASE: LazyLock<Vec<Document>> =
    LazyLock::new(|| shipped_documents().unwrap_or_else(|error| panic!("{error}")));

fuzz_target!(|bytes: &[u8]| {
    let Some(document) = document(bytes) else {
        return;
    };
    // The shipped files take a while to read; what isn't a knowledge file is refused before that.
    if let Err(fault) = document.parse::<File>() {
        return assert!(!fault.message.is_empty());
    }
    let knowledge = match Knowledge::from_documents(&BASE, &[document]) {
        Ok(knowledge) => knowledge,
        Err(faults) => return assert!(!faults.is_empty()),
    };
    for client in CLIENTS.iter() {
        let before = assess(client, &SHIPPED);
        let accepted = knowledge.accept(client.intake().clone());
        // A new yes that an old one brings along may need regions that weren't entered.
        let Ok(accepted) = accepted else {
            continue;
        };
        let after = assess(&accepted, &knowledge);
        assert_not_looser(&before, &after);
        let plan = build(&after).unwrap();
        let found = planner::check(&plan, &knowledge);
        assert!(found.is_ok());
    }
});

/// No status lower, no cap higher, nothing open that was closed.
fn assert_not_looser(before: &Assessment<'_>, after: &Assessment<'_>) {
    assert!(after.status >= before.status, "{:?} became {:?}", before.status, after.status);
    for gate in &before.gates {
        let same = after.gates.iter().find(|other| other.gate.id == gate.gate.id);
        assert!(same.is_some_and(|same| same.counts_as() >= gate.counts_as()), "{}", gate.gate.id);
    }
    for caution in &before.cautions {
        let same = after.cautions.iter().find(|other| other.id == caution.id);
        assert!(same.is_some_and(|same| same.severity >= caution.severity), "{}", caution.id);
    }
    let tables = SHIPPED.tables();
    for region in 0..tables.regions.len() {
        for side in Laterality::ALL {
            let cell = Cell { region, side };
            let (Some(old), Some(new)) = (before.limits.cell(cell), after.limits.cell(cell)) else {
                panic!("a region is gone");
            };
            assert!(new.cap <= old.cap && new.hard_max <= old.hard_max, "{cell:?}: {new:?}");
            assert!(new.no_work.is_some() || old.no_work.is_none(), "{cell:?}");
            assert!(new.no_heat.is_some() || old.no_heat.is_none(), "{cell:?}");
            assert!(new.no_cold.is_some() || old.no_cold.is_none(), "{cell:?}");
            assert!(new.no_load.is_some() || old.no_load.is_none(), "{cell:?}");
            assert!(new.no_pull.is_some() || old.no_pull.is_none(), "{cell:?}");
            for modality in 0..tables.modalities.len() {
                let closed = |assessment: &Assessment<'_>| {
                    assessment.limits.modality_closed(cell, modality).is_some()
                };
                assert!(closed(after) || !closed(before), "{cell:?}, modality {modality}");
            }
        }
    }
    for position in Position::ALL {
        let closed = |limits: &planner::Limits<'_>| limits.position_closed(position).is_some();
        assert!(closed(&after.limits) || !closed(&before.limits), "{position:?}");
    }
    for technique in 0..tables.techniques.len() {
        for side in Side::ALL {
            let closed =
                |limits: &planner::Limits<'_>| limits.technique_closed(technique, side).is_some();
            assert!(closed(&after.limits) || !closed(&before.limits), "technique {technique}");
        }
    }
    for item in &tables.home_care {
        let closed = |limits: &planner::Limits<'_>| limits.home_care_closed(&item.id).is_some();
        assert!(closed(&after.limits) || !closed(&before.limits), "{}", item.id);
    }
    let hands_on = |assessment: &Assessment<'_>| {
        assessment.limits.hands_on.iter().map(|limit| limit.minutes).min().unwrap_or(u16::MAX)
    };
    assert!(hands_on(after) <= hands_on(before));
    for (position, support, _) in &before.limits.supports {
        let kept = after.limits.supports.iter().any(|(p, s, _)| p == position && s == support);
        assert!(kept, "{support} in {position:?}");
    }
}
