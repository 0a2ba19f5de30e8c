//! What the words say of places and limits, against the plan that they stand in: where hands begin
//! broadly, how deep a light step goes, on which side something is done, what lies at home.

use std::collections::BTreeSet;

use ischia::model::{Laterality, Phase, Plan, Position, RegionId, Side, Step};
use ischia::planner::assess;

use super::{Wrongs, lower, phrase, words_of};
use crate::support::{SHIPPED, accept};

/// Places as hands meet them.
type Places<'p> = BTreeSet<(&'p str, Laterality)>;

fn places(step: &Step) -> Places<'_> {
    let side = step.side.unwrap_or(Side::Both);
    let regions = step.regions.iter().map(RegionId::as_str);
    regions.flat_map(|id| side.each().iter().map(move |side| (id, *side))).collect()
}

/// Whether a place, or what lies above it, is among others.
fn is_met((region, side): (&str, Laterality), others: &Places<'_>) -> bool {
    let regions = &SHIPPED.tables().regions;
    let above = regions.iter().find(|one| one.id.as_str() == region).unwrap();
    let above = above.worked_through.iter().map(RegionId::as_str);
    std::iter::once(region).chain(above).any(|id| others.contains(&(id, side)))
}

/// Firm or focal work where no hands were says that it begins broadly (O3), and only what lay under
/// the pack is said to have lain there.
fn beginnings(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let mut worked = Places::new();
    let packs = plan.steps.iter().filter(|step| step.phase == Phase::Heat);
    let warm: Places<'_> = packs.flat_map(places).collect();
    for step in plan.steps.iter().filter(|step| step.phase.is_hands_on()) {
        let here = places(step);
        let modality = step.modality.as_ref().and_then(|id| SHIPPED.modality(id));
        let is_deep = step.pressure.is_some_and(|level| level.get() >= 3)
            || modality.is_some_and(|modality| modality.focal);
        let does = lower(&step.instructions);
        if is_deep
            && !here.iter().all(|place| is_met(*place, &worked))
            && !["begin broadly and lightly", "as in step"].iter().any(|said| does.contains(said))
        {
            let (at, done) = (&step.regions, &step.instructions);
            wrongs.add(whose, format!("deep at once at {at:?} {:?}: {done}", step.side));
        }
        if does.contains("lay under the pack") && !here.is_subset(&warm) {
            wrongs.add(whose, format!("not all lay under the pack: {}", step.instructions));
        }
        worked.extend(here);
    }
}

/// What a light step allows is no deeper than the client's own limit.
fn light_levels(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let own = plan.intake.preferences.as_ref().and_then(|wishes| wishes.max_pressure);
    let Some(own) = own else { return };
    for step in &plan.steps {
        let words = words_of(&step.instructions);
        for at in words.windows(3).filter(|three| three[0] == "than" && three[1] == "level") {
            if at[2].parse::<u16>().unwrap() > own.get() {
                wrongs.add(whose, format!("deeper than {own} allowed: {}", step.instructions));
            }
        }
    }
}

/// Only what is held asks for a still pelvis; what moves the trunk alone has no side.
fn stretches(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for step in plan.steps.iter().filter(|step| step.phase == Phase::Stretch) {
        let does = lower(&step.instructions);
        let moves = ["pelvic-tilt", "ankle-pumps", "knee-movement", "sciatic-slider"];
        let all_move = step.techniques.iter().all(|id| moves.contains(&id.as_str()));
        if all_move && does.contains("keep the pelvis still") {
            wrongs.add(whose, format!("a still pelvis in easy movement: {}", step.instructions));
        }
        if ["pelvic tilts, left", "pelvic tilts, right"].iter().any(|said| does.contains(said)) {
            wrongs.add(whose, format!("a pelvic tilt with a side: {}", step.instructions));
        }
    }
}

/// Advice for home sends nobody into a closed position, to warmth that is closed, or onto the side
/// that was left out.
fn home(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let accepted = accept(plan.intake.clone());
    let limits = assess(&accepted, &SHIPPED).limits;
    let is_closed = limits.position_closed(Position::Supine, Phase::Rest).is_some();
    for item in plan.home_care.iter().chain(&plan.home_care_later) {
        if is_closed && lower(&item.text).contains("on your back") {
            wrongs.add(whose, format!("on the back: {}", item.text));
        }
        let is_stretch = item.id.as_str() == "stretching";
        for id in plan.steps.iter().flat_map(|step| &step.techniques).filter(|_| is_stretch) {
            let name = lower(&SHIPPED.technique(id).unwrap().name);
            let done: BTreeSet<Option<Side>> = plan
                .steps
                .iter()
                .filter(|step| step.techniques.contains(id))
                .map(|step| step.side)
                .collect();
            let [Some(side)] = done.into_iter().collect::<Vec<_>>()[..] else { continue };
            let text = lower(&item.text);
            let is_other = side != plan.intake.side && side != Side::Both;
            let has_side = name != "pelvic tilts";
            if is_other && has_side && text.contains(&name) {
                let said = format!("{name}, {}", side.word());
                if !text.contains(&said) {
                    wrongs.add(whose, format!("{name} at home, without its side: {}", item.text));
                }
            }
        }
    }
    let mut warming = SHIPPED.tables().home_care.iter().filter(|item| item.warms);
    let may_warm = warming.any(|item| limits.home_care_closed(&item.id).is_none());
    if !may_warm && plan.notes.iter().any(|note| note.text.contains("warm pack before")) {
        wrongs.add(whose, "a warm pack at home, where warmth is closed".to_owned());
    }
}

/// A remark on a changed approach names one modality a place (A41).
fn varied(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    for region in &SHIPPED.tables().regions {
        let said = format!("differs: at {} ", phrase(region.id.as_str()));
        let notes = plan.notes.iter().filter(|note| note.text.contains(&said));
        if notes.count() > 1 {
            wrongs.add(whose, format!("two ways come first at {}", region.id));
        }
    }
}

/// A withheld page names every sign of K01 to the client, and says no topic twice to the doctor.
fn withheld(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    let Some(referral) = &plan.referral else { return };
    let client = lower(&referral.client_text);
    let signs = ["bladder or bowel", "between the legs", "both legs", "weakness grows"];
    let is_emergency = client.contains("emergency care now");
    if !is_emergency && !signs.iter().all(|sign| client.contains(sign)) {
        wrongs.add(whose, format!("signs of K01 are missing: {}", referral.client_text));
    }
    let doctor = lower(&referral.doctor_text);
    let parts: Vec<&str> = doctor.split(':').map(str::trim).collect();
    for pair in parts.windows(2) {
        if pair[0].ends_with(pair[1]) {
            wrongs.add(whose, format!("“{}” twice: {}", pair[1], referral.doctor_text));
        }
    }
    let is_urgent = plan.gates.iter().any(|gate| {
        gate.id.as_str() == "g-21" && gate.status.withholds() && gate.text.contains("if it isn't")
    });
    if is_urgent {
        wrongs.add(whose, "an injury that is referred waits until it isn't settling".to_owned());
    }
    let wishes = plan.intake.preferences.as_ref();
    let declines = wishes.is_some_and(|wishes| !wishes.declined_modalities.is_empty());
    let g15 = plan.gates.iter().find(|gate| gate.id.as_str() == "g-15");
    if declines
        && plan.intake.excluded_regions.is_empty()
        && g15.is_some_and(|gate| gate.text.contains("declines") && gate.text.contains("no region"))
    {
        wrongs.add(whose, "regions are called closed that the client declined".to_owned());
    }
}

/// Looks at all that this module knows of, in a plan or in the page that stands in its place.
pub fn look_at(whose: &str, plan: &Plan, wrongs: &mut Wrongs) {
    beginnings(whose, plan, wrongs);
    light_levels(whose, plan, wrongs);
    stretches(whose, plan, wrongs);
    if plan.status.withholds() {
        withheld(whose, plan, wrongs);
    } else {
        home(whose, plan, wrongs);
        varied(whose, plan, wrongs);
    }
}
