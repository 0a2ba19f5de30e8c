//! What the plan records: cautions, gates, status, and the answers it was made from.

use ischia::model::{
    BookedMinutes, CategoryId, Course, Diagnosis, DoctorOnMassage, FurthestPoint, Inflammation,
    Intake, Laterality, Nprs, Plan, Severity, Side, Status, Trend, VisitNumber, Weeks,
};

use super::{Mutant, changed, with_step};
use crate::generate::{clearance, finding, place, today};
use crate::support::{SHIPPED, calm, plan as built};

pub fn cautions(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    for caution in &plan.cautions {
        let id = caution.id.as_str();
        let rules = ["caution-missing", id];
        let removed = changed(plan, |next| next.cautions.retain(|other| other.id != caution.id));
        all.push(Mutant::new("caution removed from the plan", removed, &rules));
        let gone = changed(plan, |next| {
            next.cautions.retain(|other| other.id != caution.id);
            for step in &mut next.steps {
                step.cautions.retain(|other| *other != caution.id);
            }
            for item in &mut next.home_care {
                item.cautions.retain(|other| *other != caution.id);
            }
        });
        all.push(Mutant::new("caution removed everywhere", gone, &rules));
        for number in &caution.steps {
            let bare = with_step(plan, *number, |step| {
                step.cautions.retain(|other| *other != caution.id);
            });
            all.push(Mutant::new("caution removed from a step", bare, &rules));
        }
        for milder in [Severity::Note, Severity::Warn] {
            if milder < caution.severity {
                let lowered = changed(plan, |next| {
                    let own = next.cautions.iter_mut().find(|other| other.id == caution.id);
                    own.unwrap().severity = milder;
                });
                all.push(Mutant::new("severity lowered", lowered, &rules));
            }
        }
    }
    for item in &plan.home_care {
        for id in &item.cautions {
            let bare = changed(plan, |next| {
                let own = next.home_care.iter_mut().find(|other| other.id == item.id);
                own.unwrap().cautions.retain(|other| other != id);
            });
            let rules = ["caution-missing", id.as_str()];
            all.push(Mutant::new("caution removed from advice", bare, &rules));
        }
    }
    all
}

pub fn gates(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    for gate in &plan.gates {
        let rules = ["gate-closed", "status-mismatch", gate.id.as_str()];
        let removed = changed(plan, |next| next.gates.retain(|other| other.id != gate.id));
        all.push(Mutant::new("gate removed", removed, &rules));
        let own = |change: &dyn Fn(&mut ischia::model::GateNote)| {
            changed(plan, |next| {
                change(next.gates.iter_mut().find(|other| other.id == gate.id).unwrap());
            })
        };
        if !gate.released {
            let released = own(&|gate| gate.released = true);
            all.push(Mutant::new("gate marked released", released, &rules));
            let both = changed(
                &own(&|gate| {
                    gate.released = true;
                    gate.status = Status::Caution;
                }),
                |next| next.status = Status::Caution,
            );
            if gate.status > Status::Caution {
                all.push(Mutant::new("gate released by hand", both, &rules));
            }
        }
        if gate.released {
            let shut = own(&|gate| gate.released = false);
            all.push(Mutant::new("gate marked shut", shut, &rules));
        }
        for status in Status::ALL.into_iter().filter(|status| *status < gate.status) {
            let lowered = own(&|gate| gate.status = status);
            all.push(Mutant::new("gate lowered", lowered, &rules));
        }
    }
    for status in Status::ALL.into_iter().filter(|status| *status < plan.status) {
        let lowered = changed(plan, |next| next.status = status);
        let gates = plan.gates.iter().map(|gate| gate.id.as_str());
        let rules: Vec<&str> =
            ["status-mismatch", "gate-closed"].into_iter().chain(gates).collect();
        all.push(Mutant::new("status lowered", lowered, &rules));
    }
    all
}

/// Steps of a calm client under the answers of one who mustn't be worked on.
pub fn withheld_with_steps(plan: &Plan) -> Vec<Mutant> {
    if !plan.steps.is_empty() {
        return Vec::new();
    }
    let mut healthy = calm(plan.intake.category.as_str());
    healthy.minutes = plan.intake.minutes;
    let donor = built(healthy);
    let filled = |status: Status| {
        changed(plan, |next| {
            next.steps.clone_from(&donor.steps);
            next.total_minutes = donor.total_minutes;
            next.unused_minutes = donor.unused_minutes;
            next.status = status;
        })
    };
    let closed = plan.gates.iter().filter(|gate| gate.status.withholds());
    let gates: Vec<&str> = closed.map(|gate| gate.id.as_str()).collect();
    let rules: Vec<&str> = ["gate-closed"].into_iter().chain(gates).collect();
    vec![
        Mutant::new("withheld, with steps", filled(plan.status), &rules),
        Mutant::new("withheld, with steps and status Ok", filled(Status::Ok), &rules),
    ]
}

type Change = (&'static str, fn(&mut Intake));

/// Every clinical answer, changed after the plan was made.
const CHANGES: [Change; 23] = [
    ("date", |intake| intake.date = intake.date.plus_days(1)),
    ("category", |intake| {
        let other = if intake.category.as_str() == "acute" { "chronic" } else { "acute" };
        intake.category = CategoryId::new(other).unwrap();
    }),
    ("side", |intake| {
        intake.side = if intake.side == Side::Left { Side::Right } else { Side::Left };
    }),
    ("worse_side", |intake| {
        intake.side = Side::Both;
        intake.worse_side = Some(Laterality::Left);
    }),
    ("pain_back", |intake| intake.pain_back = other_pain(intake.pain_back)),
    ("pain_leg", |intake| intake.pain_leg = other_pain(intake.pain_leg)),
    ("furthest_point", |intake| intake.furthest_point = FurthestPoint::Toes),
    ("trend", |intake| intake.trend = Trend::Better),
    ("inflammation", |intake| {
        intake.inflammation = match intake.inflammation {
            Inflammation::None => Inflammation::Some,
            Inflammation::Some | Inflammation::Intense => Inflammation::None,
        };
    }),
    ("onset_weeks", |intake| intake.onset_weeks = Some(Weeks::clamped(31))),
    ("onset_weeks unknown", |intake| intake.onset_weeks = None),
    ("diagnosis", |intake| intake.diagnosis = Diagnosis::None),
    ("cause_known", |intake| intake.cause_known = false),
    ("doctor_on_massage", |intake| intake.doctor_on_massage = DoctorOnMassage::NotAsked),
    ("findings", |intake| intake.findings.extend([finding("muscle-relaxant")])),
    ("findings_since", |intake| {
        intake.findings.insert(finding("tingling"));
        intake.findings_since.insert(finding("tingling"), today().plus_days(-9));
    }),
    ("excluded_regions", |intake| intake.excluded_regions.push(place("calves", Side::Left))),
    ("course", |intake| {
        intake.course = Some(Course {
            visit: VisitNumber::MIN,
            pain_history: Vec::new(),
            first_visit: None,
            last_furthest_point: None,
        });
    }),
    ("inflamed_regions", |intake| intake.inflamed_regions = vec![place("calves", Side::Left)]),
    ("injured_regions", |intake| intake.injured_regions = vec![place("calves", Side::Left)]),
    ("numb_regions", |intake| intake.numb_regions = vec![place("calves", Side::Left)]),
    ("clearances", |intake| intake.clearances.push(clearance(Some(1), None))),
    ("minutes", |intake| {
        intake.minutes = BookedMinutes::clamped(intake.minutes.get() + 1);
    }),
];

fn other_pain(pain: Nprs) -> Nprs {
    Nprs::clamped(if pain.get() == 5 { 4 } else { 5 })
}

pub fn answers(plan: &Plan) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (field, change) in CHANGES {
        let mutated = changed(plan, |next| change(&mut next.intake));
        let same = mutated.intake == plan.intake;
        if !same && SHIPPED.accept(mutated.intake.clone()).is_ok() {
            let rules = ["intake-changed"];
            all.push(Mutant::new(format!("answer changed: {field}"), mutated, &rules));
        }
    }
    all
}
