//! Plans as FHIR: whatever can be drafted comes out as a bundle that holds together, and says what the
//! plan says.
//!
//! What the elements may be called and hold is judged by the models of another project: `models`.

mod models;
mod nasty;
mod practice;
mod read;

use std::collections::BTreeSet;

use serde_json::Value;

use ischia::export::{Format, Kept, SheetContext, export_with};
use ischia::model::{Plan, Status, Urgency};

use crate::generate;
use crate::properties::{hold, planned};
use crate::support::{SHIPPED, plan, samples};

use read::Bundle;

/// A plan as FHIR, as a practice keeps it where it does.
fn drawn(plan: &Plan, kept: Option<Kept<'_>>) -> String {
    let beside = SheetContext { kept, ..SheetContext::default() };
    String::from_utf8(export_with(Format::Fhir, plan, beside, &SHIPPED).unwrap()).unwrap()
}

/// What holds of every bundle, and that it says what the plan says.
fn assert_says(bundle: &Bundle, plan: &Plan) {
    bundle.assert_whole();
    let withheld = plan.status.withholds();
    assert_eq!(bundle.all("Patient").len(), 1);
    assert_eq!(bundle.all("CarePlan").len(), usize::from(!withheld));
    assert_eq!(bundle.all("ServiceRequest").len(), usize::from(withheld));
    assert_eq!(bundle.cautions(), read::cautions_of(plan));
    assert_eq!(bundle.scores("now"), read::scores_of(plan));
    assert_eq!(bundle.about(), read::about(plan));
    if withheld {
        let request = bundle.one("ServiceRequest");
        let referral = plan.referral.as_ref().unwrap();
        let priority = match referral.urgency {
            Urgency::Emergency => "stat",
            Urgency::Urgent => "urgent",
            Urgency::BeforeTreatment => "routine",
        };
        assert_eq!(request["priority"], priority, "{:?}", referral.urgency);
        assert_eq!(priority == "stat", plan.status == Status::Emergency);
        assert_eq!(request["patientInstruction"], referral.client_text.as_str());
        let reasons = request["reasonCode"].as_array().unwrap().iter();
        let reasons: Vec<&str> = reasons.map(|reason| reason["text"].as_str().unwrap()).collect();
        let found: Vec<&str> = referral.reasons.iter().map(|reason| &*reason.text).collect();
        assert_eq!(reasons, found);
    } else {
        let (said, planned) = (bundle.steps(), read::steps_of(plan));
        assert_eq!(said.len(), planned.len());
        for (said, planned) in said.iter().zip(&planned) {
            assert_eq!(said, planned);
        }
        let date = plan.intake.date.to_string();
        let period = &bundle.one("CarePlan")["period"];
        assert_eq!((&period["start"], &period["end"]), (&date.as_str().into(), &date.into()));
    }
}

/// The minutes of the activities that count.
fn counted(bundle: &Bundle) -> u64 {
    let steps = bundle.steps().into_iter().filter(|step| step["counted"] == true);
    steps.map(|step| step["minutes"].as_u64().unwrap()).sum()
}

fn assert_minutes(bundle: &Bundle) {
    let about = bundle.about();
    let [booked, total, unused] =
        ["booked", "total", "unused"].map(|name| about[name].as_u64().unwrap());
    if !bundle.all("CarePlan").is_empty() {
        assert_eq!(counted(bundle), total);
        assert_eq!(total + unused, booked);
    }
}

#[test]
fn whatever_is_drafted_reads_back_as_the_same_plan() {
    let (mut open, mut withheld) = (0, 0);
    for (name, intake) in samples() {
        let plan = plan(intake);
        let text = drawn(&plan, None);
        assert_eq!(text, drawn(&plan, None), "{name}: the same bytes");
        let bundle = Bundle::read(&text);
        assert_says(&bundle, &plan);
        assert_minutes(&bundle);
        if plan.status.withholds() { withheld += 1 } else { open += 1 }
    }
    assert!(open > 30 && withheld > 15, "{open} {withheld}");
    hold(1500, 15, generate::intake(), |intake| {
        let plan = planned(intake)?;
        let bundle = Bundle::read(&drawn(&plan, None));
        assert_says(&bundle, &plan);
        assert_minutes(&bundle);
        Ok(())
    });
}

#[test]
fn a_plan_that_no_practice_keeps_is_a_draft_without_times() {
    let (_, intake) = samples().into_iter().find(|(name, _)| name == "chronic.ron").unwrap();
    let bundle = Bundle::read(&drawn(&plan(intake), None));
    let care = bundle.one("CarePlan");
    assert_eq!((&care["status"], &care["intent"]), (&"draft".into(), &"plan".into()));
    assert_eq!(care["created"], Value::Null);
    assert_eq!(bundle.whole["timestamp"], Value::Null);
    assert_eq!(bundle.whole["identifier"], Value::Null);
    let patient = bundle.one("Patient").as_object().unwrap();
    let names: BTreeSet<&str> = patient.keys().map(String::as_str).collect();
    assert_eq!(names, ["id", "resourceType"].into());
}

/// Plans that differ in anything are different plans, also where all that decides is the same.
#[test]
fn two_plans_share_no_ids() {
    let (_, intake) = samples().into_iter().find(|(name, _)| name == "chronic.ron").unwrap();
    let mut other = intake.clone();
    other.complaint = Some("another client".to_owned());
    let [a, b] = [intake, other].map(|intake| Bundle::read(&drawn(&plan(intake), None)));
    assert!(a.ids().is_disjoint(&b.ids()));
}

/// A status that withholds never comes with steps, whatever else a file that was edited by hand says.
#[test]
fn steps_never_leave_under_a_status_that_withholds_them() {
    let (_, intake) = samples().into_iter().find(|(name, _)| name == "chronic.ron").unwrap();
    for (status, priority) in
        [(Status::Hold, "routine"), (Status::Refer, "urgent"), (Status::Emergency, "stat")]
    {
        let plan = Plan { status, ..plan(intake.clone()) };
        let text = drawn(&plan, None);
        let bundle = Bundle::read(&text);
        bundle.assert_whole();
        assert!(bundle.all("CarePlan").is_empty());
        assert_eq!(bundle.one("ServiceRequest")["priority"], priority);
        for step in &plan.steps {
            assert!(!text.contains(&step.instructions), "{}", step.instructions);
        }
    }
}
