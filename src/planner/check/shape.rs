//! The shape of steps: what each phase has and must not have, numbers in order, what counts.
//!
//! Follows the contract's table of phases. Must not live here: whether what a step does is allowed
//! (`hands`, `closed`) and where it stands (`order`).

use super::report::CheckReport;
use super::resolve::{Case, ResolvedStep};
use super::rules::OwnRule;
use crate::knowledge::{Cell, schema::BodyArea};
use crate::model::{Laterality, Phase, Side};

/// Judges the shape of every step.
pub(super) fn check(case: &Case<'_>, report: &mut CheckReport<'_>) {
    for (at, row) in case.rows.iter().enumerate() {
        if row.step.number != at + 1 {
            let wrong = format!(
                "The step is number {} at place {}, steps are numbered from 1 in their order",
                row.step.number,
                at + 1
            );
            report.conflict(row.number, OwnRule::PhaseShape, &wrong);
        }
        counted(case, report, row);
        one_shape(case, report, row);
    }
    if let Some(second) = case.of(Phase::CheckIn).nth(1) {
        let wrong = "There is more than one check-in, allowed is one";
        report.conflict(second.number, OwnRule::PhaseShape, wrong);
    }
}

fn counted(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    if row.step.counted == row.phase().is_pack() {
        let wrong = if row.step.counted {
            format!("{} counts its minutes", case.row_name(row))
        } else {
            format!("{} does not count its minutes", case.row_name(row))
        };
        report.conflict(row.number, OwnRule::CountedPack, &wrong);
    }
}

/// What a step may carry besides position and minutes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SessionPart {
    /// Regions and their side.
    Place,
    /// A modality and a pressure level.
    Hands,
    /// Techniques of a stretch step.
    Techniques,
    /// Steps that it runs beside.
    Beside,
}

/// What a phase has; what isn't here it must not have.
fn parts_of(phase: Phase) -> &'static [SessionPart] {
    match phase {
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => &[],
        Phase::Heat | Phase::Cold => &[SessionPart::Place, SessionPart::Beside],
        Phase::WarmUp | Phase::Focus => &[SessionPart::Place, SessionPart::Hands],
        Phase::Stretch => &[SessionPart::Place, SessionPart::Techniques],
    }
}

fn one_shape(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let step = row.step;
    let parts = parts_of(step.phase);
    let has = [
        ("regions", !step.regions.is_empty(), SessionPart::Place),
        ("a side", step.side.is_some(), SessionPart::Place),
        ("a modality", step.modality.is_some(), SessionPart::Hands),
        ("a pressure level", step.pressure.is_some(), SessionPart::Hands),
        ("techniques", !step.techniques.is_empty(), SessionPart::Techniques),
        ("steps that it runs alongside", !step.beside.is_empty(), SessionPart::Beside),
    ];
    for (what, is, part) in has {
        let wanted = parts.contains(&part);
        if is != wanted {
            let word = if is { "has" } else { "lacks" };
            let wrong = format!("{} {word} {what}", case.row_name(row));
            report.conflict(row.number, OwnRule::PhaseShape, &wrong);
        }
    }
    let doubled = step.regions.iter().enumerate();
    if doubled.clone().any(|(at, id)| step.regions.iter().take(at).any(|other| other == id)) {
        let wrong = format!("{} names a region twice", case.row_name(row));
        report.conflict(row.number, OwnRule::PhaseShape, &wrong);
    }
    place(case, report, row);
    if step.phase == Phase::WarmUp {
        warm_up(case, report, row);
    }
}

/// Regions that can't go together, or not on one side.
pub(super) fn place(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    match row.phase() {
        Phase::Focus => focus(case, report, row),
        // Only focus work is done on the whole body: a pack or a stretch "everywhere" could
        // neither be held to its area nor drawn.
        Phase::Heat | Phase::Cold | Phase::Stretch if row.whole_body => {
            let wrong = format!("{}, allowed are single regions", case.row_name(row));
            report.conflict(row.number, OwnRule::PhaseShape, &wrong);
        }
        Phase::CheckIn
        | Phase::WarmUp
        | Phase::Heat
        | Phase::Stretch
        | Phase::Cold
        | Phase::Rest
        | Phase::ReTest
        | Phase::HomeCare => {}
    }
}

/// A warm-up is broad and light, with a modality made for it.
pub(super) fn warm_up(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let most = case.session().limits.max_warm_up;
    if let Some(level) = row.step.pressure
        && level > most
    {
        let wrong = format!("The warm-up is at level {level}, allowed is up to {most}");
        report.conflict(row.number, OwnRule::WarmUpLevel, &wrong);
    }
    if let Some((_, modality)) = row.modality
        && !modality.warm_up
    {
        let wrong = format!("{} is not for a warm-up", modality.name);
        report.conflict(row.number, OwnRule::WarmUpLevel, &wrong);
    }
}

/// One region, or the regions of one area, or the whole body; both sides where the area has no
/// sides of its own.
fn focus(case: &Case<'_>, report: &mut CheckReport<'_>, row: &ResolvedStep<'_>) {
    let regions = &row.step.regions;
    let areas = &case.knowledge().tables().areas;
    let area_of = |area: &&BodyArea| {
        let parts = &area.parts;
        regions.iter().all(|id| parts.iter().any(|part| part.region == *id))
    };
    let area = areas.iter().find(area_of);
    if regions.len() > 1 && area.is_none() {
        let wrong =
            format!("{}, allowed is one region, or the regions of one area", case.row_name(row));
        report.conflict(row.number, OwnRule::PhaseShape, &wrong);
    }
    let both = row.whole_body || area.is_some_and(|area| area.both_sides);
    let Some(side) = row.step.side.and_then(Side::single) else {
        return;
    };
    if both && !other_side_closed(case, row, side.other()) {
        let wrong = format!("{}, it is worked on both sides", case.row_name(row));
        report.conflict(row.number, OwnRule::PhaseShape, &wrong);
    }
}

fn other_side_closed(case: &Case<'_>, row: &ResolvedStep<'_>, side: Laterality) -> bool {
    row.cells.iter().any(|cell| {
        let other = Cell { side, ..cell };
        let entry = case.limits().cell(other);
        entry.is_none_or(|entry| entry.no_work.is_some())
    })
}
