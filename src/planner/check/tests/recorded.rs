//! Gates, cautions, status, referral, changed answers, unknown ids.

use super::*;
use crate::model::{Reason, Referral, Severity, Urgency};

#[test]
fn no_steps_behind_a_gate_that_is_shut() {
    for (finding, gate) in
        [("foot-drop", "g-03"), ("saddle-numbness", "g-01"), ("swelling", "g-11")]
    {
        let rules = named(&with_finding(finding), Level::Conflict);
        assert!(rules.contains(&gate.to_owned()), "{finding}: {rules:?}");
    }
}

#[test]
fn gates_and_status_can_not_be_talked_down() {
    let drop = with_finding("foot-drop");
    let hidden = forged(drop.clone(), |plan| plan.gates.clear());
    let found = found(&hidden);
    let about = found.iter().filter(|f| f.rule.as_str() == "g-03");
    assert_eq!(about.count(), 2, "{found:#?}");
    let mild = forged(drop, |plan| {
        plan.gates[0].status = Status::Caution;
        plan.gates[0].released = true;
        plan.status = Status::Ok;
    });
    let rules = named(&mild, Level::Conflict);
    assert!(rules.contains(&"status-mismatch".to_owned()), "{rules:?}");
    let stricter = forged(baseline(), |plan| plan.status = Status::Caution);
    conflicts(&stricter, &[]);
    let odd = forged(baseline(), |plan| plan.status = Status::Hold);
    conflicts(&odd, &["status-mismatch"]);
}

#[test]
fn cautions_stay_where_they_belong() {
    let removed = forged(baseline(), |plan| plan.cautions.retain(|c| c.id.as_str() != "k-02"));
    conflicts(&removed, &["k-02"]);
    let off_list = forged(baseline(), |plan| {
        let note = plan.cautions.iter_mut().find(|c| c.id.as_str() == "k-02").unwrap();
        note.steps.retain(|number| *number != 7);
    });
    conflicts(&off_list, &["k-02@7"]);
    let off_step = forged(baseline(), |plan| {
        plan.steps[6].cautions.retain(|id| id.as_str() != "k-04");
    });
    conflicts(&off_step, &["k-04@7"]);
    let milder = forged(baseline(), |plan| plan.cautions[0].severity = Severity::Note);
    conflicts(&milder, &["k-01"]);
    let silent = forged(baseline(), |plan| plan.cautions[0].text = " ".to_owned());
    conflicts(&silent, &["k-01"]);
    let hidden = forged(baseline(), |plan| plan.cautions[0].steps = vec![12]);
    conflicts(&hidden, &["k-01"]);
    let advice = forged(baseline(), |plan| plan.home_care[2].cautions.clear());
    conflicts(&advice, &["k-06"]);
}

fn withheld(finding: &str) -> Plan {
    let answers = intake(|answers| answers["findings"] = json!([finding, "swelling"]));
    let mut plan = plan(answers, Vec::new(), &[]);
    let shut = plan.gates.iter().filter(|gate| !gate.released);
    plan.referral = Some(Referral {
        urgency: Urgency::Emergency,
        reasons: shut
            .map(|gate| Reason { gate: gate.id.clone(), text: gate.text.clone() })
            .collect(),
        released_by: String::new(),
        client_text: String::new(),
        doctor_text: String::new(),
    });
    plan
}

#[test]
fn a_withheld_plan_carries_its_referral() {
    let plan = withheld("saddle-numbness");
    conflicts(&plan, &[]);
    conflicts(&forged(plan.clone(), |plan| plan.referral = None), &["referral-mismatch"]);
    let calm = forged(plan.clone(), |plan| {
        plan.referral.as_mut().unwrap().urgency = Urgency::Urgent;
    });
    conflicts(&calm, &["referral-mismatch"]);
    let partial = forged(plan.clone(), |plan| {
        plan.referral.as_mut().unwrap().reasons.pop();
    });
    conflicts(&partial, &["referral-mismatch"]);
    let unpinned = forged(plan, |plan| plan.cautions.clear());
    assert!(named(&unpinned, Level::Conflict).contains(&"k-01".to_owned()));
}

#[test]
fn a_plan_belongs_to_its_answers() {
    let changed =
        forged(baseline(), |plan| plan.intake.pain_leg = crate::model::Nprs::new(4).unwrap());
    conflicts(&changed, &["intake-changed"]);
    let reworded = forged(baseline(), |plan| plan.intake.notes = Some("slept badly".to_owned()));
    conflicts(&reworded, &[]);
    let unmarked = forged(baseline(), |plan| plan.intake_digest = None);
    conflicts(&unmarked, &[]);
    // Without a fingerprint the judged answers still speak.
    let accepted = KNOWLEDGE.accept(intake(|answers| answers["pain_leg"] = json!(4))).unwrap();
    let findings = super::super::check_assessed(&unmarked, &assess(&accepted, &KNOWLEDGE));
    assert!(findings.iter().any(|f| f.rule.as_str() == "intake-changed"));
}

#[test]
fn older_knowledge_is_a_warning() {
    let older = forged(baseline(), |plan| plan.knowledge = "2026-01-01".to_owned());
    warnings(&older, &["knowledge-newer"]);
}

#[test]
fn unknown_ids_are_named_with_the_nearest_one() {
    let plan = forged(baseline(), |plan| plan.steps[7].modality = Some("sweedish".parse_id()));
    let found = found(&plan);
    let about = found.iter().find(|f| f.rule.as_str() == "unknown-id").unwrap();
    assert!(about.text.contains("did you mean “swedish”"), "{}", about.text);
    let edits: [fn(&mut Plan); 6] = [
        |plan| plan.steps[7].regions = vec!["hamstring".parse_id()],
        |plan| plan.steps[9].techniques = vec!["hamstring-stretches".parse_id()],
        |plan| plan.steps[7].supports = vec!["cushion".parse_id()],
        |plan| plan.steps[7].cautions.push("k-99".parse_id()),
        |plan| plan.home_care[0].id = "running".parse_id(),
        |plan| plan.format = "ischia-plan/2".to_owned(),
    ];
    for edit in edits {
        let rules = named(&forged(baseline(), edit), Level::Conflict);
        assert!(rules.iter().any(|rule| rule.starts_with("unknown-id")), "{rules:?}");
    }
}
