//! Which questions the intake asks, in which order, and how they are called and asked aloud. Screening
//! questions bring their own words, from the knowledge.

use super::{ClearanceField, Field, IntakeDraft, TextField};
use crate::knowledge::Knowledge;
use crate::knowledge::schema::{Group, RegionList};
use crate::model::{Diagnosis, FindingId};

impl IntakeDraft {
    /// The questions that must be answered, in the order in which they stand, each with whether it
    /// is still open.
    pub fn required(&self, knowledge: &Knowledge) -> Vec<(bool, Field)> {
        let onset = self.onset_weeks.trim().is_empty() && !self.onset_unknown;
        let diagnosis = (self.diagnosis.is_none(), Field::Diagnosis);
        let cause = (self.cause_known.is_none(), Field::CauseKnown);
        let cause = (self.diagnosis == Some(Diagnosis::ByDoctor)).then_some(cause);
        let inflammation = (self.inflammation.is_none(), Field::Inflammation);
        let doctor = (self.doctor.is_none(), Field::Doctor);
        let mut all = vec![
            (self.category.is_none(), Field::Category),
            (self.side.is_none(), Field::Side),
            (onset, Field::Text(TextField::OnsetWeeks)),
        ];
        let is_returning = self.carried.is_some();
        if is_returning {
            all.push(diagnosis.clone());
            all.extend(cause.clone());
        }
        all.extend([
            (self.pain_back.is_none(), Field::PainBack),
            (self.pain_leg.is_none(), Field::PainLeg),
            (self.furthest_point.is_none(), Field::FurthestPoint),
            (self.trend.is_none(), Field::Trend),
            (self.minutes.trim().is_empty(), Field::Text(TextField::Minutes)),
        ]);
        if is_returning {
            all.extend([inflammation.clone(), doctor.clone()]);
        }
        self.ask(knowledge, |group| !group.compact && group.one_by_one, &mut all);
        let former = self.former_yes(knowledge).into_iter();
        all.extend(former.map(|one| self.question(&one.id)));
        self.ask(knowledge, |group| !group.compact && !group.one_by_one, &mut all);
        self.ask(knowledge, |group| group.compact, &mut all);
        if !is_returning {
            all.extend([inflammation, diagnosis, doctor]);
            all.extend(cause);
        }
        all
    }

    /// A question, with whether it is still open.
    fn question(&self, id: &FindingId) -> (bool, Field) {
        (self.answer(id).is_none(), Field::Finding(id.clone()))
    }

    /// The questions of some groups that were never yes, each with whether it is still open. What the
    /// category answers is none.
    fn ask(
        &self,
        knowledge: &Knowledge,
        of: impl Fn(&Group) -> bool,
        all: &mut Vec<(bool, Field)>,
    ) {
        for group in knowledge.tables().groups.iter().filter(|group| of(group)) {
            let new = knowledge.questions_of(group).into_iter().filter(|one| {
                !self.former.contains_key(&one.id) && !self.is_of_category(&one.id, knowledge)
            });
            all.extend(new.map(|one| self.question(&one.id)));
        }
    }

    /// What a question is called: a trend is one over the past week, until there is a visit before.
    pub fn label(&self, field: &Field, knowledge: &Knowledge) -> String {
        if *field == Field::Trend && !self.is_returning() {
            return "Past week".to_owned();
        }
        field.label(knowledge)
    }

    /// The question in full, as it can be read out.
    pub fn question_in_full<'a>(&self, field: &Field, knowledge: &'a Knowledge) -> &'a str {
        match field {
            Field::Category => "Which of these fits what the client and the doctor have told you?",
            Field::Side => "Is the pain on the left, on the right, or on both sides?",
            Field::PainBack => {
                "How strong is the pain in your back right now, from 0, no pain, to 10, the worst \
                 pain you can imagine?"
            }
            Field::PainLeg => {
                "How strong is the pain in your leg right now, from 0, no pain, to 10, the worst \
                 pain you can imagine?"
            }
            Field::FurthestPoint => {
                "How far down do you feel it: low back, buttock, thigh, knee, calf, foot or toes?"
            }
            Field::Trend if self.is_returning() => {
                "Since your last visit, has it become better, stayed the same, or become worse?"
            }
            Field::Trend => {
                "Over the past week, has it become better, stayed the same, or become worse?"
            }
            Field::HomeCareKept => "Did you do what we agreed on for home since the last visit?",
            Field::Inflammation => {
                "Is there a flare-up with inflammation today: none, some, or intense?"
            }
            Field::Diagnosis => "Has a doctor said what it is?",
            Field::CauseKnown => "Has the doctor said what causes it?",
            Field::Doctor => {
                "Has a doctor said whether massage suits you: in favour, against, or was nobody \
                 asked?"
            }
            Field::Finding(id) => {
                knowledge.finding(id).map_or("", |finding| finding.question.as_str())
            }
            Field::Places(RegionList::Excluded) => {
                "Where is the wound or the skin problem? Mark it on the body map."
            }
            Field::Places(RegionList::Inflamed) => "Where is it inflamed? Mark it on the body map.",
            Field::Places(RegionList::Injured) => {
                "Where is the fresh injury? Mark it on the body map."
            }
            Field::Places(RegionList::Numb) => "Where is it numb? Mark it on the body map.",
            Field::Covers(_) => "What is the clearance for?",
            Field::ActivityScore(_) => {
                "How well can you do it, from 0, not at all, to 10, as before?"
            }
            Field::Consent => {
                "Do you agree to the treatment, to work on the buttocks, to how you are covered, \
                 and to my keeping records?"
            }
            Field::Text(text) => in_full(text),
        }
    }
}

fn in_full(field: &TextField) -> &'static str {
    match field {
        TextField::Date => "On which day is the session?",
        TextField::Minutes => "How many minutes is the session booked for?",
        TextField::OnsetWeeks => "How many weeks ago did it begin?",
        TextField::Since(_) => "Since which day is it so?",
        TextField::Clearance(_, ClearanceField::By) => "Who gave the clearance: name and role?",
        TextField::Clearance(_, ClearanceField::On) => "On which day was the clearance given?",
        TextField::Clearance(_, ClearanceField::Until) => "Until which day is the clearance valid?",
        TextField::Clearance(_, ClearanceField::Limits) => {
            "What was allowed or limited, in the doctor's own words?"
        }
        TextField::Clearance(_, ClearanceField::HandsOn) => {
            "How many minutes of hands-on work at most?"
        }
        TextField::Visit => "Which visit of the series is this?",
        TextField::PainHistory => "What was the larger pain score at each earlier visit?",
        TextField::FirstVisit => "On which day was the first visit?",
        TextField::Free(_) => "What is there to write down, in the client's own words?",
        TextField::Activity(_) => "What can't you do as before?",
        TextField::SittingHours => "How many hours a day do you sit?",
    }
}
