//! An intake as the documents read it: what is implied, what counts as what, where what lies.

use std::collections::BTreeSet;

use ischia::model::{
    Aggravator, Clearance, Course, Diagnosis, FindingId, Inflammation, Intake, Laterality, Quality,
    RegionSide, Side, Trend,
};

/// The findings that tell of known numbness or weakness. A01, A33.
pub const NUMB: [&str; 5] =
    ["stable-numbness", "new-numbness", "stable-weakness", "new-weakness", "foot-drop"];
/// The findings that tell of an injury. A03, A28.
pub const INJURY: [&str; 3] = ["trauma-within-72h", "deep-tissue-damage", "suspected-fracture"];

const IMPLIED: [(&str, &str); 3] = [
    ("pregnancy-after-week-13", "pregnancy"),
    ("high-risk-pregnancy", "pregnancy"),
    ("severe-osteoporosis", "osteoporosis"),
];

/// An intake as the documents read it.
pub struct Answers<'a> {
    pub intake: &'a Intake,
    findings: BTreeSet<&'a str>,
}

impl<'a> Answers<'a> {
    pub fn new(intake: &'a Intake) -> Self {
        let mut findings: BTreeSet<&str> = intake.findings.iter().map(FindingId::as_str).collect();
        for (finding, implied) in IMPLIED {
            if findings.contains(finding) {
                findings.insert(implied);
            }
        }
        if intake.category.as_str() == "herniated-disc" {
            findings.insert("known-herniated-disc");
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

    /// A10: "Cause wins over duration: the category decides goals and shares, the finding the
    /// limits."
    pub fn disc(&self) -> bool {
        self.has("known-herniated-disc")
    }

    pub fn pain(&self) -> u16 {
        self.intake.pain_back.get().max(self.intake.pain_leg.get())
    }

    pub fn minutes(&self) -> u16 {
        self.intake.minutes.get()
    }

    pub fn weeks(&self) -> Option<u16> {
        self.intake.onset_weeks.map(ischia::model::Weeks::get)
    }

    pub fn diagnosed(&self) -> bool {
        self.intake.diagnosis == Diagnosis::ByDoctor
    }

    /// Under 6 weeks old, or of unknown age. G-13, A10.
    pub fn young(&self) -> bool {
        self.weeks().is_none_or(|weeks| weeks < 6)
    }

    pub fn course(&self) -> Option<&'a Course> {
        self.intake.course.as_ref()
    }

    /// Pain at the first and at the last visit.
    pub fn scores(&self) -> Option<(u16, u16)> {
        let history = &self.course()?.pain_history;
        Some((history.first()?.get(), history.last()?.get()))
    }

    /// A04: what the scores say, apart from the answer.
    pub fn scores_rose(&self) -> bool {
        let now = self.pain();
        self.scores()
            .is_some_and(|(first, last)| now >= last + 2 || (now >= first + 2 && now > last))
    }

    /// The answer, or the scores where they say worse (A04).
    pub fn worsening(&self) -> bool {
        self.intake.trend == Trend::Worse || self.scores_rose()
    }

    /// K27: symptoms reach further down than last time.
    pub fn further_down(&self) -> bool {
        self.course()
            .and_then(|course| course.last_furthest_point)
            .is_some_and(|last| self.intake.furthest_point > last)
    }

    /// By ≥2 points or ≥30 % since the first visit, by the scores alone (A05).
    pub fn improved(&self) -> bool {
        let now = self.pain();
        self.scores().is_some_and(|(first, _)| {
            let fallen = first.saturating_sub(now);
            fallen >= 2 || (fallen > 0 && fallen * 10 >= first * 3)
        })
    }

    /// 3F "Returning client", K22.
    pub fn no_progress(&self) -> bool {
        let (Some(course), Some((first, _))) = (self.course(), self.scores()) else {
            return false;
        };
        let today = self.intake.date;
        let month = course.first_visit.is_some_and(|day| day.plus_one_month() <= today);
        let worth_it = first >= 3 || self.pain() >= first + 2;
        (course.visit.get() >= 6 || month) && !self.improved() && worth_it
    }

    pub fn inflamed(&self) -> bool {
        self.intake.inflammation != Inflammation::None
    }

    pub fn intense(&self) -> bool {
        self.intake.inflammation == Inflammation::Intense
    }

    /// 3F "Any onset under 4 weeks", 3A "4–12 weeks … acute caps until pain ≤6 and not worsening";
    /// contract: "unknown for a herniated disc counts as recent", A10 the same for a known one.
    pub fn acute_limits(&self) -> bool {
        let subacute = |weeks| (4..=12).contains(&weeks) && (self.pain() >= 7 || self.worsening());
        match self.weeks() {
            Some(weeks) => self.is("acute") || weeks < 4 || subacute(weeks),
            None => self.is("acute") || self.disc(),
        }
    }

    /// K26: a piriformis that no doctor has confirmed.
    pub fn unconfirmed(&self) -> bool {
        self.is("piriformis") && !self.diagnosed()
    }

    pub fn painful(&self, side: Laterality) -> bool {
        self.intake.side.covers(side)
    }

    /// The painful side, where it is one.
    pub fn one_side(&self) -> Option<Laterality> {
        self.intake.side.single()
    }

    pub fn told(&self, aggravator: Aggravator) -> bool {
        self.intake.aggravators.contains(&aggravator)
    }

    pub fn feels(&self, quality: Quality) -> bool {
        self.intake.quality.contains(&quality)
    }

    /// Contract, Gates: "A clearance counts from `on` to `until`; without `until` for 90 days."
    pub fn counting(&self) -> impl Iterator<Item = &'a Clearance> + '_ {
        let today = self.intake.date;
        self.intake.clearances.iter().filter(move |record| {
            let until = record.until.unwrap_or_else(|| record.on.plus_days(90));
            record.on <= today && today <= until
        })
    }

    /// The anticoagulant rules: A71, and 3A for a bleeding disorder.
    pub fn bleeding(&self) -> bool {
        self.any(&["anticoagulant", "bleeding-disorder", "bruises-easily"])
    }

    pub fn wound(&self) -> bool {
        self.any(&["open-wound", "skin-problem"])
    }

    /// A31: what the client refuses.
    pub fn declines(&self, modality: &str) -> bool {
        let wish = self.intake.preferences.as_ref();
        wish.is_some_and(|wish| wish.declined_modalities.contains(modality))
    }

    /// A31: no warmth is wanted.
    pub fn declines_heat(&self) -> bool {
        self.intake.preferences.as_ref().is_some_and(|wish| !wish.heat)
    }

    /// A31: the client's own highest level.
    pub fn own_highest(&self) -> Option<u16> {
        self.intake.preferences.as_ref()?.max_pressure.map(ischia::model::Pressure::get)
    }

    /// Whether a wound lies there; what is worked through that region goes with it.
    pub fn excluded(&self, region: &str, side: Laterality) -> bool {
        with_what_lies_under(&self.intake.excluded_regions, region, side)
    }

    /// 3F "Trauma", A12, A28: "none entered: low back and painful buttock".
    pub fn injured(&self, region: &str, side: Laterality) -> bool {
        if !self.any(&INJURY) {
            return false;
        }
        let list = &self.intake.injured_regions;
        if list.is_empty() {
            return low_back(region)
                || (["gluteals", "piriformis"].contains(&region) && self.painful(side));
        }
        with_what_lies_under(list, region, side)
    }

    /// Whether no hands may be there at all.
    pub fn closed(&self, region: &str, side: Laterality) -> bool {
        self.excluded(region, side)
            || self.injured(region, side)
            // A28: "no hands on the low back in any case".
            || (low_back(region) && self.has("suspected-fracture"))
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

    /// Contract `numb_regions`; 3F "Numbness/weakness", A33: "none entered: painful hamstrings and
    /// calves".
    pub fn numb(&self, region: &str, side: Laterality) -> bool {
        let list = &self.intake.numb_regions;
        if list.is_empty() {
            return self.any(&NUMB)
                && ["hamstrings", "calves"].contains(&region)
                && self.painful(side);
        }
        listed(list, region, side)
    }

    /// The same where level 2 holds. 3F gives a foot drop no place of its own, and A33 gives it a
    /// caution there; so only a place that was entered caps the hands.
    pub fn numb_cap(&self, region: &str, side: Laterality) -> bool {
        let only_drop = !self.any(&NUMB[..4]) && self.intake.numb_regions.is_empty();
        self.numb(region, side) && !only_drop
    }
}

pub fn low_back(region: &str) -> bool {
    region.starts_with("low-back")
}

pub fn listed(list: &[RegionSide], region: &str, side: Laterality) -> bool {
    list.iter().any(|place| place.region.as_str() == region && place.side.covers(side))
}

/// Contract: "what is worked through that region (piriformis under gluteals) is excluded with it".
fn with_what_lies_under(list: &[RegionSide], region: &str, side: Laterality) -> bool {
    listed(list, region, side) || (region == "piriformis" && listed(list, "gluteals", side))
}

/// Both sides, where a step names none of its own.
pub fn sides(side: Option<Side>) -> &'static [Laterality] {
    side.unwrap_or(Side::Both).each()
}
