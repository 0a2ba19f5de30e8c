//! What the two documents demand of a plan, written by hand and apart from the program.
//!
//! Every number below comes from `clinical-facts.md` (parts 3A–3F) or `contract.md`; none is asked
//! of the knowledge files or of the planner. Where the documents are silent the oracle is silent:
//! it holds upper bounds, and what must or must not be there.

pub mod bounds;
pub mod budget;
pub mod cautions;
pub mod gates;
pub mod order;
pub mod walk;

use std::collections::BTreeSet;

use ischia::model::{
    Clearance, Diagnosis, FindingId, Inflammation, Intake, Laterality, Plan, RegionSide, Side,
    Trend,
};

use crate::support;

/// An intake as the documents read it.
pub struct Answers<'a> {
    pub intake: &'a Intake,
    findings: BTreeSet<&'a str>,
}

impl<'a> Answers<'a> {
    pub fn new(intake: &'a Intake) -> Self {
        let mut findings: BTreeSet<&str> = intake.findings.iter().map(FindingId::as_str).collect();
        for (finding, implied) in [
            ("pregnancy-after-week-13", "pregnancy"),
            ("high-risk-pregnancy", "pregnancy"),
            ("severe-osteoporosis", "osteoporosis"),
        ] {
            if findings.contains(finding) {
                findings.insert(implied);
            }
        }
        Self { intake, findings }
    }

    pub fn has(&self, finding: &str) -> bool {
        self.findings.contains(finding)
    }

    pub fn any(&self, findings: &[&str]) -> bool {
        findings.iter().any(|finding| self.has(finding))
    }

    pub fn category(&self) -> &str {
        self.intake.category.as_str()
    }

    pub fn is(&self, category: &str) -> bool {
        self.category() == category
    }

    pub fn pain(&self) -> u16 {
        self.intake.pain_back.get().max(self.intake.pain_leg.get())
    }

    pub fn weeks(&self) -> Option<u16> {
        self.intake.onset_weeks.map(ischia::model::Weeks::get)
    }

    pub fn diagnosed(&self) -> bool {
        self.intake.diagnosis == Diagnosis::ByDoctor
    }

    pub fn worsening(&self) -> bool {
        self.intake.trend == Trend::Worse
    }

    pub fn inflamed(&self) -> bool {
        self.intake.inflammation != Inflammation::None
    }

    pub fn intense(&self) -> bool {
        self.intake.inflammation == Inflammation::Intense
    }

    /// 3F "Any onset under 4 weeks", 3A "4–12 weeks … acute caps until pain ≤6 and not worsening";
    /// contract: "unknown for a herniated disc counts as recent".
    pub fn acute_limits(&self) -> bool {
        let subacute = |weeks| (4..=12).contains(&weeks) && (self.pain() >= 7 || self.worsening());
        match self.weeks() {
            Some(weeks) => self.is("acute") || weeks < 4 || subacute(weeks),
            None => self.is("acute") || self.is("herniated-disc"),
        }
    }

    pub fn painful(&self, side: Laterality) -> bool {
        self.intake.side.covers(side)
    }

    /// Contract, Gates: "A clearance counts from `on` to `until`; without `until` for 90 days."
    pub fn counting(&self) -> impl Iterator<Item = &'a Clearance> + '_ {
        let today = self.intake.date;
        self.intake.clearances.iter().filter(move |record| {
            let until = record.until.unwrap_or_else(|| record.on.plus_days(90));
            record.on <= today && today <= until
        })
    }

    pub fn bleeding(&self) -> bool {
        self.any(&["anticoagulant", "bleeding-disorder"])
    }

    pub fn wound(&self) -> bool {
        self.any(&["open-wound", "skin-problem"])
    }

    /// Whether a wound lies there; what is worked through that region goes with it.
    pub fn excluded(&self, region: &str, side: Laterality) -> bool {
        let list = &self.intake.excluded_regions;
        listed(list, region, side) || (region == "piriformis" && listed(list, "gluteals", side))
    }

    /// 3F "Trauma": for 72 h, "none entered: low back and painful buttock".
    pub fn injured(&self, region: &str, side: Laterality) -> bool {
        if !self.has("trauma-within-72h") {
            return false;
        }
        let list = &self.intake.injured_regions;
        if list.is_empty() {
            return low_back(region)
                || (["gluteals", "piriformis"].contains(&region) && self.painful(side));
        }
        listed(list, region, side) || (region == "piriformis" && listed(list, "gluteals", side))
    }

    /// 3F "Inflammation mild–moderate": "where none are: both low-back regions, for piriformis the
    /// gluteals and piriformis".
    pub fn inflamed_there(&self, region: &str, side: Laterality) -> bool {
        let list = &self.intake.inflamed_regions;
        match (self.inflamed(), list.is_empty()) {
            (false, _) => false,
            (true, false) => listed(list, region, side),
            (true, true) if self.is("piriformis") => {
                ["gluteals", "piriformis"].contains(&region) && self.painful(side)
            }
            (true, true) => low_back(region),
        }
    }

    /// Contract `numb_regions`; 3F "Numbness/weakness": "none entered: painful hamstrings and
    /// calves".
    pub fn numb(&self, region: &str, side: Laterality) -> bool {
        let list = &self.intake.numb_regions;
        let told = ["new-numbness", "new-weakness", "stable-numbness", "stable-weakness"];
        if list.is_empty() {
            return self.any(&told)
                && ["hamstrings", "calves"].contains(&region)
                && self.painful(side);
        }
        listed(list, region, side)
    }
}

pub fn low_back(region: &str) -> bool {
    region.starts_with("low-back")
}

pub fn listed(list: &[RegionSide], region: &str, side: Laterality) -> bool {
    list.iter().any(|place| place.region.as_str() == region && place.side.covers(side))
}

/// Both sides, where a step names none of its own.
pub fn sides(side: Option<Side>) -> &'static [Laterality] {
    side.unwrap_or(Side::Both).each()
}

/// Something that a plan has against the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Short, the same for all of its kind.
    pub kind: String,
    /// This one.
    pub text: String,
}

/// Collects what is wrong.
#[derive(Default)]
pub struct Wrongs(pub Vec<Wrong>);

impl Wrongs {
    pub fn say(&mut self, kind: impl Into<String>, text: impl Into<String>) {
        self.0.push(Wrong { kind: kind.into(), text: text.into() });
    }

    pub fn unless(&mut self, fine: bool, kind: &str, text: impl FnOnce() -> String) {
        if !fine {
            self.say(kind, text());
        }
    }
}

/// Everything in which the program's plan for this intake goes against the documents.
pub fn judge(intake: &Intake) -> (Plan, Vec<Wrong>) {
    let plan = support::plan(intake.clone());
    let wrongs = judge_plan(intake, &plan);
    (plan, wrongs)
}

/// The same for a plan at hand.
pub fn judge_plan(intake: &Intake, plan: &Plan) -> Vec<Wrong> {
    let answers = Answers::new(intake);
    let mut wrongs = Wrongs::default();
    gates::judge(&answers, plan, &mut wrongs);
    cautions::judge(&answers, plan, &mut wrongs);
    if !plan.steps.is_empty() {
        walk::judge(&answers, plan, &mut wrongs);
        order::judge(&answers, plan, &mut wrongs);
    }
    wrongs.0
}
