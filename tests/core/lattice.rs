//! Every value of every lasting field of an intake, each with the answer that it needs: where
//! something is, what makes it worse, what is refused, how pain went, how long ago it began, how old
//! the client is.

use std::collections::BTreeSet;

use ischia::model::{
    Age, Aggravator, Course, Diagnosis, FurthestPoint, Inflammation, Intake, Laterality,
    ModalityId, Nprs, Position, Preferences, Pressure, Quality, Side, Trend, VisitNumber, Weeks,
};

use crate::generate::{MODALITIES, REGIONS, finding, place, today};

/// One value of one field.
pub struct Value {
    pub name: String,
    apply: Box<dyn Fn(&mut Intake) + Send + Sync>,
}

impl Value {
    fn new(name: impl Into<String>, apply: impl Fn(&mut Intake) + Send + Sync + 'static) -> Self {
        Self { name: name.into(), apply: Box::new(apply) }
    }

    /// Puts the value into an intake.
    pub fn put(&self, intake: &mut Intake) {
        (self.apply)(intake);
    }
}

/// Every value of every lasting field.
pub fn values() -> Vec<Value> {
    let mut all = places();
    all.extend(aggravators());
    all.extend(refusals());
    all.extend(histories());
    all.extend(onsets());
    all.extend(ages());
    all
}

/// Every region and side in each list, with an answer that allows it.
pub fn places() -> Vec<Value> {
    let mut all = Vec::new();
    for region in REGIONS {
        for side in Side::ALL {
            let there = move || vec![place(region, side)];
            all.push(Value::new(format!("wound {region} {side:?}"), move |intake| {
                intake.findings.insert(finding("open-wound"));
                intake.excluded_regions = there();
            }));
            all.push(Value::new(format!("inflamed {region} {side:?}"), move |intake| {
                if intake.inflammation == Inflammation::None {
                    intake.inflammation = Inflammation::Some;
                }
                intake.inflamed_regions = there();
            }));
            all.push(Value::new(format!("injured {region} {side:?}"), move |intake| {
                intake.findings.insert(finding("trauma-within-72h"));
                intake.injured_regions = there();
            }));
            all.push(Value::new(format!("numb {region} {side:?}"), move |intake| {
                intake.findings.insert(finding("stable-numbness"));
                intake.numb_regions = there();
            }));
        }
    }
    all
}

/// Each alone, those of position together, and one that is also said to ease.
pub fn aggravators() -> Vec<Value> {
    let mut all: Vec<Value> = Aggravator::ALL
        .iter()
        .map(|one| {
            Value::new(format!("worse by {one:?}"), |intake| intake.aggravators = vec![*one])
        })
        .collect();
    all.push(Value::new("worse by sitting and standing", |intake| {
        intake.aggravators = vec![Aggravator::Sitting, Aggravator::Standing];
    }));
    all.push(Value::new("worse by every position and movement", |intake| {
        intake.aggravators = Aggravator::ALL.to_vec();
    }));
    all.push(Value::new("sitting worse and easing", |intake| {
        intake.aggravators = vec![Aggravator::Sitting];
        intake.eases = vec![Aggravator::Sitting];
    }));
    all
}

fn wish(
    name: impl Into<String>,
    change: impl Fn(&mut Preferences) + Send + Sync + 'static,
) -> Value {
    Value::new(name, move |intake| {
        change(intake.preferences.get_or_insert_with(Preferences::default));
    })
}

fn modalities(ids: &[&str]) -> BTreeSet<ModalityId> {
    ids.iter().map(|id| ModalityId::new(id).unwrap()).collect()
}

/// Heat, each modality, the two without which there is no session, each level, each position.
pub fn refusals() -> Vec<Value> {
    let mut all = vec![
        wish("no heat", |wish| wish.heat = false),
        wish("neither Swedish nor myofascial", |wish| {
            wish.declined_modalities = modalities(&["swedish", "myofascial-release"]);
        }),
        wish("every position avoided", |wish| {
            wish.avoid_positions = Position::ALL.into_iter().collect();
        }),
    ];
    for modality in MODALITIES {
        all.push(wish(format!("no {modality}"), move |wish| {
            wish.declined_modalities = modalities(&[modality]);
        }));
    }
    for level in 1..=4 {
        all.push(wish(format!("level {level} at most"), move |wish| {
            wish.max_pressure = Some(Pressure::new(level).unwrap());
        }));
    }
    for position in Position::ALL {
        all.push(wish(format!("rather not {position:?}"), move |wish| {
            wish.avoid_positions = [position].into();
        }));
    }
    all
}

/// A series with these scores before today.
pub fn series(scores: &[u16], last_furthest_point: Option<FurthestPoint>) -> Course {
    Course {
        visit: VisitNumber::clamped(u16::try_from(scores.len()).unwrap() + 1),
        pain_history: scores.iter().map(|score| Nprs::clamped(*score)).collect(),
        first_visit: None,
        last_furthest_point,
    }
}

/// Series that go well, stand still and get worse, at reviews and between them. Pain today is 3 in
/// what the suites begin with.
pub fn histories() -> Vec<Value> {
    let scores: [&[u16]; 14] = [
        &[],
        &[3],
        &[1],
        &[6],
        &[1, 2],
        &[5, 1],
        &[1, 3],
        &[6, 5],
        &[3, 3, 3],
        &[4, 4, 4, 4, 4],
        &[3, 3, 3, 3, 3],
        &[6, 5, 5, 4, 4, 3],
        &[3, 3, 3, 3, 3, 3, 3, 3, 3],
        &[0, 0, 0, 0, 0, 1],
    ];
    let mut all: Vec<Value> = scores
        .into_iter()
        .map(|scores| {
            Value::new(format!("scores {scores:?}"), |intake| {
                intake.course = Some(series(scores, None));
            })
        })
        .collect();
    for (name, last, trend) in [
        ("further down", FurthestPoint::Buttock, Trend::Same),
        ("further down and better", FurthestPoint::Buttock, Trend::Better),
        ("less far down", FurthestPoint::Toes, Trend::Same),
    ] {
        all.push(Value::new(name, move |intake| {
            intake.course = Some(series(&[3, 3], Some(last)));
            intake.trend = trend;
        }));
    }
    all.push(Value::new("a month without change", |intake| {
        let first_visit = Some(today().plus_days(-40));
        intake.course = Some(Course { first_visit, ..series(&[3, 3], None) });
    }));
    for quality in Quality::ALL {
        all.push(Value::new(format!("worse, {quality:?}"), |intake| {
            intake.trend = Trend::Worse;
            intake.quality = vec![*quality];
        }));
    }
    all
}

/// Unknown, and both sides of every border.
pub fn onsets() -> Vec<Value> {
    let weeks = [None, Some(0), Some(3), Some(4), Some(5), Some(6), Some(11), Some(12), Some(13)];
    let mut all = Vec::new();
    for onset in weeks {
        for (side, worse) in [(None, None), (Some(Side::Both), Some(Laterality::Left))] {
            all.push(Value::new(format!("onset {onset:?} {side:?}"), move |intake| {
                intake.onset_weeks = onset.map(Weeks::clamped);
                if let Some(side) = side {
                    (intake.side, intake.worse_side) = (side, worse);
                }
            }));
        }
    }
    all
}

/// Both sides of every border, named by a doctor and by nobody.
pub fn ages() -> Vec<Value> {
    let mut all = Vec::new();
    for age in [0, 19, 20, 50, 51, 120] {
        for diagnosis in Diagnosis::ALL {
            all.push(Value::new(format!("age {age} {diagnosis:?}"), move |intake| {
                intake.age = Some(Age::clamped(age));
                intake.diagnosis = *diagnosis;
                intake.cause_known = *diagnosis == Diagnosis::ByDoctor;
                intake.onset_weeks = Some(Weeks::clamped(8));
            }));
        }
    }
    all
}
