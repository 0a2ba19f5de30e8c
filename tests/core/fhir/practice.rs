//! Plans that a practice keeps: whose they are, how far they are, and what became of them.

use std::collections::BTreeMap;

use serde_json::Value;

use ischia::export::Kept;
use ischia::model::{Client, ClientId, FindingId, Plan, PlanRecord, PlanState, Pressure, StepWent};
use ischia::store::{Opened, Store};

use super::read::{self, Bundle};
use super::{assert_says, drawn};
use crate::support::{in_crate, plan, samples};

/// A plan of the sample practice, as it is exported.
pub struct OfPractice {
    pub id: ClientId,
    pub client: Client,
    pub record: PlanRecord,
}

impl OfPractice {
    pub fn drawn(&self, with_name: bool) -> String {
        let kept = Kept {
            client: self.id,
            code: self.client.code.as_deref(),
            name: with_name.then_some(self.client.name.as_str()),
            record: &self.record,
        };
        drawn(&self.record.plan, Some(kept))
    }
}

/// Every plan of the sample practice, with the ids that it leaves with.
pub fn of_practice() -> Vec<OfPractice> {
    let store: Store = Store::open(&in_crate("plans")).and_then(Opened::open).unwrap();
    let mut all = Vec::new();
    for id in store.clients().unwrap() {
        let folder = store.client(id).unwrap();
        let client = folder.client.last_record().unwrap();
        for (plan_id, history) in &folder.plans {
            let head = history.current().unwrap();
            let mut record = head.content.record().unwrap().clone();
            record.plan.id = Some(*plan_id);
            record.plan.revision = Some(head.id);
            all.push(OfPractice { id, client: client.clone(), record });
        }
    }
    assert!(all.len() > 40, "{}", all.len());
    all
}

#[test]
fn a_plan_of_a_practice_says_how_far_it_is_and_what_became_of_it() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for one in of_practice() {
        let text = one.drawn(false);
        assert_eq!(text, one.drawn(false));
        let bundle = Bundle::read(&text);
        let record = &one.record;
        let plan = &record.plan;
        assert_says(&bundle, plan);
        let took_place = record.state == PlanState::Done;
        assert_eq!(bundle.all("Procedure").len(), usize::from(took_place));
        if !plan.status.withholds() {
            let care = bundle.one("CarePlan");
            let status = care["status"].as_str().unwrap();
            assert_eq!(status == "completed", took_place);
            assert!(status != "active" || record.state == PlanState::Ready);
            *seen.entry(status.to_owned()).or_default() += 1;
            assert_eq!(care["id"], plan.id.unwrap().to_string());
            assert_eq!(care["created"], plan.id.unwrap().made_at().unwrap().to_string());
        }
        if took_place {
            assert_took_place(&bundle, record);
        } else {
            assert_eq!(bundle.scores("after"), [None, None]);
        }
        assert_eq!(
            bundle.whole["timestamp"],
            plan.revision.unwrap().made_at().unwrap().to_string()
        );
        assert_eq!(bundle.whole["id"], plan.revision.unwrap().to_string());
        assert_eq!(bundle.one("Patient")["id"], one.id.to_string());
    }
    assert!(seen["completed"] > 20, "{seen:?}");
    assert!(seen.len() > 1, "{seen:?}");
}

fn assert_took_place(bundle: &Bundle, record: &PlanRecord) {
    let outcome = record.outcome.as_ref().unwrap();
    let session = bundle.one("Procedure");
    assert_eq!(session["status"], "completed");
    assert_eq!(session["performedDateTime"], outcome.on.to_string());
    let response = outcome.response.map(|it| Value::from(format!("{it:?}")));
    assert_eq!(session["outcome"]["text"], response.unwrap_or_default());
    let care = bundle.one("CarePlan");
    assert_eq!(
        session["basedOn"][0]["reference"],
        format!("urn:uuid:{}", care["id"].as_str().unwrap())
    );
    let after = [outcome.pain_back, outcome.pain_leg].map(|it| it.map(|it| u64::from(it.get())));
    assert_eq!(bundle.scores("after"), after);
    for (step, activity) in record.plan.steps.iter().zip(care["activity"].as_array().unwrap()) {
        let other = outcome.steps.iter().find(|one| one.step == step.number);
        let (status, word) = match other.map_or(StepWent::Done, |one| one.went) {
            StepWent::Done => ("completed", "Done"),
            StepWent::Changed => ("completed", "Changed"),
            StepWent::Skipped => ("cancelled", "Skipped"),
        };
        assert_eq!(activity["detail"]["status"], status);
        assert_eq!(activity["outcomeCodeableConcept"][0]["text"], word);
        let note = other.and_then(|one| one.note.clone());
        assert_eq!(activity["progress"].is_array(), note.is_some());
    }
}

/// Nothing but `--names` brings the name into the file.
#[test]
fn a_name_leaves_where_it_was_asked_for_alone() {
    for one in of_practice() {
        let (without, with) = (one.drawn(false), one.drawn(true));
        let patient = Bundle::read(&without).one("Patient").clone();
        assert_eq!(patient["name"], Value::Null);
        let code = one.client.code.as_deref().map(Value::from).unwrap_or_default();
        assert_eq!(patient["identifier"][0]["value"], code);
        let bundle = Bundle::read(&with);
        bundle.assert_whole();
        assert_eq!(bundle.one("Patient")["name"][0]["text"], one.client.name.as_str());
        assert!(!without.contains(&one.client.name), "{}", one.client.name);
        assert_eq!(without.lines().count() + 5, with.lines().count(), "and nothing else");
    }
}

fn ready(plan: Plan) -> OfPractice {
    let record = PlanRecord { state: PlanState::Ready, ..PlanRecord::draft(plan) };
    OfPractice { id: of_practice()[0].id, client: Client::named("Ada"), record }
}

fn chronic() -> Plan {
    let (_, intake) = samples().into_iter().find(|(name, _)| name == "chronic.ron").unwrap();
    plan(intake)
}

/// What was called ready, and isn't by the knowledge that it leaves with, leaves as a draft.
#[test]
fn a_plan_with_conflicts_or_one_that_cannot_be_checked_is_never_active() {
    let status = |plan: Plan| {
        let text = ready(plan).drawn(false);
        let care = Bundle::read(&text).one("CarePlan").clone();
        (care["status"].as_str().unwrap().to_owned(), text)
    };
    assert_eq!(status(chronic()).0, "active");
    let mut deep = chronic();
    let step = deep.steps.iter_mut().find(|step| step.pressure.is_some()).unwrap();
    step.pressure = Some(Pressure::MAX);
    let (said, text) = status(deep);
    assert_eq!(said, "draft");
    for words in ["A draft with conflicts", "**Conflicts that are open**"] {
        assert!(text.contains(words), "{words}");
    }
    let mut unknown = chronic();
    unknown.intake.findings.insert(FindingId::new("of-our-own").unwrap());
    let (said, text) = status(unknown);
    assert_eq!(said, "draft");
    for words in ["could not be checked", "of-our-own"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(!text.contains("found nothing"));
}

/// Ids belong to what they stand for: a later version of the plan changes those of the bundle alone.
#[test]
fn a_later_version_names_the_same_things_by_the_same_ids() {
    let all = of_practice();
    let one = all.iter().find(|one| !one.record.plan.status.withholds()).unwrap();
    let other = &all.iter().find(|it| it.id != one.id).unwrap().record.plan;
    let mut later = one.record.clone();
    later.plan.revision = other.revision;
    later.plan.expectation = "Other words.".to_owned();
    let later = OfPractice { id: one.id, client: one.client.clone(), record: later };
    let [before, after] = [one, &later].map(|it| Bundle::read(&it.drawn(false)));
    assert_eq!(before.ids(), after.ids());
    assert_ne!(before.whole["id"], after.whole["id"]);
    assert_eq!(before.scores("now"), read::scores_of(&later.record.plan));
}
