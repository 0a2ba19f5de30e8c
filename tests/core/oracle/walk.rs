//! Every step of a plan against the bounds: its shape, its position, its level.

use ischia::model::{Phase, Plan, RegionId, Side, Step};

use super::{
    Answers, Wrongs, bounds, brief, home, low_back, minutes, packs, positions, sides, stretches,
};

fn range(modality: &str) -> (u16, u16) {
    match modality {
        "swedish" | "myofascial-release" | "hot-stone" => (1, 3),
        "trigger-point" | "neuromuscular" => (3, 4),
        "deep-tissue" => (4, 4),
        other => panic!("the documents have no modality {other}"),
    }
}

pub fn judge(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) {
    for step in &plan.steps {
        shape(answers, step, wrongs);
        positions::judge(answers, step, wrongs);
        if matches!(step.phase, Phase::WarmUp | Phase::Focus) {
            work(answers, step, wrongs);
        }
        if step.phase == Phase::Stretch {
            stretches::judge(answers, step, wrongs);
        }
    }
    packs::judge(answers, plan, wrongs);
    packs::none_at_all(answers, plan, wrongs);
    minutes::judge(answers, plan, wrongs);
    home::judge(answers, plan, wrongs);
}

/// The contract's table of phases.
fn shape(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    let (regions, side) = (step.regions.len(), step.side);
    let (modality, pressure) = (step.modality.is_some(), step.pressure.is_some());
    let bare = !modality && !pressure;
    let fine = match step.phase {
        Phase::CheckIn | Phase::Rest | Phase::ReTest | Phase::HomeCare => {
            regions == 0 && side.is_none() && bare && step.counted && step.beside.is_empty()
        }
        Phase::Heat | Phase::Cold => {
            regions > 0 && side.is_some() && bare && !step.counted && !step.beside.is_empty()
        }
        Phase::WarmUp => {
            let gentle = step
                .modality
                .as_ref()
                .is_some_and(|id| ["swedish", "myofascial-release"].contains(&id.as_str()));
            regions > 0 && side.is_some() && gentle && pressure && step.counted
        }
        Phase::Focus => {
            let backs = step.regions.iter().all(|region| low_back(region.as_str()));
            let both = step
                .regions
                .iter()
                .all(|region| !low_back(region.as_str()) && region.as_str() != "whole-body")
                || side == Some(Side::Both);
            let one = regions == 1 || (regions == 2 && backs);
            // Where one half of the low back is ruled out, the other may be worked alone.
            let half = backs && bounds::part_closed(answers);
            one && (both || half) && side.is_some() && modality && pressure && step.counted
        }
        Phase::Stretch => {
            regions > 0 && side.is_some() && bare && step.counted && !step.techniques.is_empty()
        }
    };
    wrongs.unless(fine, &format!("shape of {:?}", step.phase), || brief(step));
    let least = if matches!(step.phase, Phase::CheckIn | Phase::Focus) { 3 } else { 2 };
    let long_enough = step.minutes.get() >= least;
    wrongs.unless(long_enough, &format!("least minutes of {:?}", step.phase), || {
        format!("{} minutes", step.minutes)
    });
}

fn work(answers: &Answers<'_>, step: &Step, wrongs: &mut Wrongs) {
    let (Some(modality), Some(pressure)) = (&step.modality, step.pressure) else {
        return;
    };
    let (modality, level) = (modality.as_str(), pressure.get());
    let (low, high) = range(modality);
    wrongs.unless((low..=high).contains(&level), "level outside the modality", || {
        format!("{modality} at {level}")
    });
    for region in step.regions.iter().map(RegionId::as_str) {
        if region == "whole-body" {
            let cap = bounds::whole_body_cap(answers);
            wrongs.unless(level <= cap, "whole body level", || format!("{level} over {cap}"));
        }
        for side in sides(step.side) {
            if let Some(why) = bounds::modality_closed(answers, modality, region, *side) {
                wrongs.say(
                    format!("{modality}: {why}"),
                    format!("{:?} {region} {side:?} level {level}", step.phase),
                );
            }
            if region == "whole-body" {
                continue;
            }
            let (cap, why) = bounds::cap(answers, region, *side);
            wrongs.unless(level <= cap, &format!("cap: {why}"), || {
                format!("{:?} {region} {side:?} {modality} {level} over {cap}", step.phase)
            });
            let reach = !bounds::out_of_reach(step.position, region, *side);
            wrongs.unless(reach, "out of reach", || brief(step));
            let other = !answers.painful(*side) && !low_back(region);
            wrongs.unless(!other || level <= 2, "the other side is light", || {
                format!("{:?} {region} {side:?} {level}", step.phase)
            });
        }
        drafted_level(answers, step, region, modality, level, wrongs);
    }
    if step.phase == Phase::WarmUp {
        let light = if answers.acute_limits() || answers.is("herniated-disc") { 2 } else { 3 };
        wrongs.unless(level <= light, "warm-up level", || format!("{level}"));
    }
}

/// 3C "Where the builder uses 4".
fn drafted_level(
    answers: &Answers<'_>,
    step: &Step,
    region: &str,
    modality: &str,
    level: u16,
    wrongs: &mut Wrongs,
) {
    // "Drafted level = the larger of the region's default and the modality's lower end."
    if region != "whole-body" && level < 4 {
        let draft = bounds::default_level(answers, region).max(range(modality).0);
        let kind = format!("drafted above the default: {:?}", step.phase);
        wrongs
            .unless(level <= draft, &kind, || format!("{region} {modality} {level}, not {draft}"));
    }
    if level < 4 {
        return;
    }
    let place = match region {
        "gluteals" => answers.is("chronic") || answers.is("piriformis"),
        "low-back-outer" => answers.is("chronic"),
        _ => false,
    };
    let fine = place && modality == "deep-tissue" && answers.pain() <= 6 && !answers.inflamed();
    wrongs.unless(fine && level == 4, "level 4 where drafts stay below", || brief(step));
}
