//! Plans that are withheld: what their pages hold and what they must not say (A18, A19).

use std::collections::{BTreeMap, BTreeSet};

use ischia::model::{Plan, Status, Urgency};

use super::gates::Expected;
use super::{Answers, Wrongs, cautions};

/// A19: "the cautions that concern no hands: K01, and those shown in the header or at check-in
/// because of an answer".
const NO_HANDS: [&str; 9] =
    ["k-19", "k-22", "k-24", "k-26", "k-27", "k-30", "k-31", "k-33", "k-36"];
/// "G-18 and K23 then end with the advice to be assessed": K23 may stand, though the list hasn't it.
const OPEN: &str = "k-23";
/// What would say that a session may go ahead.
const GO_AHEAD: [&str; 6] = [
    "may go ahead",
    "can go ahead",
    "goes ahead",
    "plan is allowed",
    "session is possible",
    "no reason not to",
];

pub fn referral(
    expected: &BTreeMap<&'static str, Expected>,
    status: Status,
    plan: &Plan,
    wrongs: &mut Wrongs,
) {
    let Some(referral) = &plan.referral else {
        wrongs.unless(!status.withholds(), "referral missing", || format!("{status:?}"));
        return;
    };
    wrongs.unless(status.withholds(), "referral on an open plan", || format!("{status:?}"));
    for (gate, _) in expected.iter().filter(|(_, gate)| gate.counts_as().withholds()) {
        let named = referral.reasons.iter().any(|reason| reason.gate.as_str() == *gate);
        wrongs.unless(named, "referral names every closed gate", || (*gate).to_owned());
    }
    let emergency = referral.urgency == Urgency::Emergency;
    wrongs.unless(emergency == (status == Status::Emergency), "referral urgency", || {
        format!("{status:?} {:?}", referral.urgency)
    });
    for gate in ["g-07", "g-20", "g-21", "g-22"] {
        let shut = expected.get(gate).is_some_and(|gate| gate.counts_as() == Status::Refer);
        let due = shut && status != Status::Emergency;
        let urgent = !due || referral.urgency == Urgency::Urgent;
        wrongs.unless(urgent, &format!("{gate} is urgent"), || format!("{:?}", referral.urgency));
    }
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// A18: "newly both legs"; breath and chest pain with clot signs; an emergency doesn't drive and
/// isn't asked for a clearance.
pub fn a18(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    let k01 = plan.cautions.iter().find(|caution| caution.id.as_str() == "k-01");
    if let Some(k01) = k01 {
        let said = lower(&k01.text);
        wrongs.unless(said.contains("newly"), "K01 newly both legs", || k01.text.clone());
    }
    let Some(referral) = &plan.referral else {
        return k01.is_some();
    };
    let client = lower(&referral.client_text);
    if answers.has("clot-signs") {
        let named = client.contains("breath") && client.contains("chest");
        wrongs.unless(named, "breath and chest pain with clot signs", || client.clone());
    }
    if plan.status == Status::Emergency {
        wrongs.unless(client.contains("drive"), "don't drive yourself", || client.clone());
        let all = [&referral.client_text, &referral.released_by, &referral.doctor_text];
        for text in all {
            wrongs.unless(
                !lower(text).contains("clearance"),
                "an emergency asks for no clearance",
                || text.clone(),
            );
        }
    }
    true
}

/// A19.
pub fn a19(answers: &Answers<'_>, plan: &Plan, wrongs: &mut Wrongs) -> bool {
    if !plan.status.withholds() {
        return false;
    }
    let found: BTreeSet<&str> = plan.cautions.iter().map(|caution| caution.id.as_str()).collect();
    let due = cautions::triggered(answers);
    let maybe = cautions::optional(answers);
    let shown = due.iter().copied().filter(|id| NO_HANDS.contains(id)).chain(["k-01"]);
    for id in shown {
        wrongs.unless(found.contains(id), &format!("{id} missing on a withheld plan"), String::new);
    }
    for id in &found {
        let grounded = *id == "k-01"
            || (NO_HANDS.contains(id) && (due.contains(id) || maybe.contains(id)))
            || (*id == OPEN && due.contains(id));
        wrongs.unless(grounded, &format!("{id} on a withheld plan"), String::new);
    }
    let bare = plan.steps.is_empty()
        && plan.home_care.is_empty()
        && plan.home_care_later.is_empty()
        && plan.avoid.is_empty()
        && plan.expectation.is_empty()
        && plan.follow_up.is_none();
    wrongs.unless(bare, "a withheld plan holds no session", || {
        format!("avoid {}, expectation “{}”", plan.avoid.len(), plan.expectation)
    });
    go_ahead(plan, wrongs);
    let is_shut = plan.gates.iter().any(|gate| gate.id.as_str() == "g-08" && !gate.released);
    if let Some(referral) = &plan.referral
        && is_shut
        && plan.status != Status::Emergency
    {
        let client = lower(&referral.client_text);
        let said = client.contains("advised against") && client.contains("written");
        wrongs.unless(said, "G-08 says what the doctor said", || client);
    }
    true
}

fn go_ahead(plan: &Plan, wrongs: &mut Wrongs) {
    let gates = plan.gates.iter().map(|gate| &gate.text);
    let cautions = plan.cautions.iter().map(|caution| &caution.text);
    let notes = plan.notes.iter().map(|note| &note.text);
    let of_referral = plan.referral.iter().flat_map(|referral| {
        let reasons = referral.reasons.iter().map(|reason| &reason.text);
        reasons.chain([&referral.client_text])
    });
    for text in gates.chain(cautions).chain(notes).chain(of_referral) {
        let said = lower(text);
        let ahead = GO_AHEAD.iter().any(|words| said.contains(words));
        wrongs.unless(!ahead, "a withheld plan says that a session may go ahead", || text.clone());
    }
}
