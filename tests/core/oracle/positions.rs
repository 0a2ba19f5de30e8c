//! How the client may lie: 3D "Positions", 3F, A12, A30 and A34.

use ischia::model::{Laterality, Phase, Plan, Position, Step};

use super::{Answers, Wrongs, brief, low_back};
use crate::generate::REGIONS;

/// Why the client may not lie like this while hands work, stretch or a pack lies.
pub fn position_closed(answers: &Answers<'_>, position: Position) -> Option<&'static str> {
    let aside = matches!(position, Position::Prone | Position::Supine | Position::Standing);
    if aside && answers.has("pregnancy-after-week-13") {
        return Some("after week 13 side-lying or seated only");
    }
    for region in REGIONS {
        for side in Laterality::ALL {
            if loads(position, region, side) {
                if answers.excluded(region, side) {
                    return Some("loads an excluded region");
                }
                if answers.injured(region, side) {
                    return Some("loads a fresh injury");
                }
            }
        }
    }
    None
}

/// The same in one phase: "check-in and re-test may be standing after week 13 too" (A34).
pub fn closed_in(answers: &Answers<'_>, phase: Phase, position: Position) -> Option<&'static str> {
    let standing =
        matches!(phase, Phase::CheckIn | Phase::ReTest) && position == Position::Standing;
    if standing { None } else { position_closed(answers, position) }
}

/// What lies on the table. 3D names the gluteals; the back of the body lies on it in supine. A12:
/// "none entered: not the back, the seat, the painful side", which follows from low back and
/// painful buttock.
pub fn loads(position: Position, region: &str, side: Laterality) -> bool {
    let gluteals = region == "gluteals";
    match position {
        Position::Supine => region != "piriformis",
        Position::Seated => gluteals,
        Position::SideLyingLeft => gluteals && side == Laterality::Left,
        Position::SideLyingRight => gluteals && side == Laterality::Right,
        Position::Prone | Position::Standing => false,
    }
}

/// The support that a position needs.
pub fn support_needed(answers: &Answers<'_>, position: Position) -> Option<&'static str> {
    let slip = answers.any(&["spinal-stenosis", "spondylolisthesis"]);
    if position == Position::Prone && (slip || answers.disc()) {
        Some("abdomen-pillow")
    } else if position == Position::Supine && answers.has("spinal-stenosis") {
        Some("knees-pillow")
    } else {
        None
    }
}

/// Whether hands can't get there at all.
pub fn out_of_reach(position: Position, region: &str, side: Laterality) -> bool {
    let buttock = ["gluteals", "piriformis"].contains(&region);
    match position {
        Position::Prone => false,
        Position::Supine => buttock || low_back(region),
        Position::Seated => !low_back(region),
        Position::Standing => true,
        Position::SideLyingLeft => buttock && side == Laterality::Left,
        Position::SideLyingRight => buttock && side == Laterality::Right,
    }
}

/// Lying on this side.
pub fn lying_on(side: Laterality) -> Position {
    match side {
        Laterality::Left => Position::SideLyingLeft,
        Laterality::Right => Position::SideLyingRight,
    }
}

/// Every step against what closes positions and asks for supports.
pub fn judge(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    if let Some(why) = closed_in(answers, step.phase, step.position) {
        wrongs.say(format!("position: {why}"), brief(step));
    }
    if let Some(support) = support_needed(answers, step.position) {
        let there = step.supports.iter().any(|id| id.as_str() == support);
        wrongs.unless(there, &format!("support {support}"), || brief(step));
    }
}

/// Whether something on that side may keep the client from lying on it. The facts name the gluteals
/// alone; that more than they may be loaded is for the planner to say.
fn may_be_closed(answers: &Answers<'_>, side: Laterality) -> bool {
    REGIONS.iter().any(|region| answers.excluded(region, side) || answers.injured(region, side))
}

/// A34, the part that stands in the steps: the painful side down only where the other is closed;
/// a rest of 5 minutes or more on the left.
pub fn a34(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !answers.has("pregnancy") || plan.steps.is_empty() {
        return false;
    }
    if let Some(painful) = answers.one_side() {
        let up_closed = may_be_closed(answers, painful.other());
        for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
            let down = step.position == lying_on(painful);
            wrongs.unless(!down || up_closed, "painful side down", || brief(step));
        }
    }
    let left_closed = may_be_closed(answers, Laterality::Left);
    for step in plan.steps.iter().filter(|step| step.phase == Phase::Rest) {
        let long = step.minutes.get() >= 5 && !left_closed;
        let left = step.position == Position::SideLyingLeft;
        wrongs.unless(!long || left, "a long rest is on the left", || brief(step));
    }
    true
}
