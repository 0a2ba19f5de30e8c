//! Which ids an entry names, so that a name nobody defines is found in whatever file it stands.

use super::schema::{
    Area, Asked, BodyArea, BodyPosition, Caution, Check, Condition, Cue, DraftChoice, Effect,
    FixedArea, Gate, HomeCareItem, ListNeeds, Modality, OwnDefault, PracticeFile, Protocol,
    Question, Region, Rule, ScreeningQuestion, Session, Sourced, Support, Technique, Trait,
};
use crate::model::{RegionId, SourceId};

/// The lists that ids belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Category,
    Region,
    Area,
    Modality,
    Support,
    Trait,
    Technique,
    Group,
    Finding,
    HomeCare,
    Gate,
    Caution,
    /// What a rule may stand behind.
    CautionOrGate,
    /// What a review may come to.
    CautionOrRule,
    Source,
}

impl Kind {
    /// The list's name in a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Region => "region",
            Self::Area => "area",
            Self::Modality => "modality",
            Self::Support => "support",
            Self::Trait => "trait",
            Self::Technique => "technique",
            Self::Group => "group",
            Self::Finding => "finding",
            Self::HomeCare => "home-care item",
            Self::Gate => "gate",
            Self::Caution => "caution",
            Self::CautionOrGate => "caution or gate",
            Self::CautionOrRule => "caution or rule",
            Self::Source => "source",
        }
    }
}

/// The ids that an entry names.
#[derive(Debug, Default)]
pub(super) struct Refs<'a>(pub Vec<(Kind, &'a str)>);

impl<'a> Refs<'a> {
    fn asked(&mut self, asked: &'a Asked) {
        if let Asked::Group(id) = asked {
            self.one(Kind::Group, id.as_str());
        }
    }

    fn one(&mut self, kind: Kind, id: &'a str) {
        self.0.push((kind, id));
    }

    fn regions(&mut self, ids: &'a [RegionId]) {
        self.0.extend(ids.iter().map(|id| (Kind::Region, id.as_str())));
    }

    fn sources(&mut self, ids: &'a [SourceId]) {
        self.0.extend(ids.iter().map(|id| (Kind::Source, id.as_str())));
    }

    fn sourced(&mut self, text: &'a Sourced) {
        self.sources(&text.sources);
    }

    fn condition(&mut self, condition: &'a Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.condition(part);
                }
            }
            Condition::Not(part) => self.condition(part),
            Condition::Category(ids) => {
                self.0.extend(ids.iter().map(|id| (Kind::Category, id.as_str())));
            }
            Condition::Finding(id) => self.one(Kind::Finding, id.as_str()),
            Condition::AnyFinding(ids) => {
                self.0.extend(ids.iter().map(|id| (Kind::Finding, id.as_str())));
            }
            Condition::ReleasedOtherThan(ids) => {
                self.0.extend(ids.iter().map(|id| (Kind::Gate, id.as_str())));
            }
            Condition::Always
            | Condition::PainAtLeast(_)
            | Condition::InflammationAtLeast(_)
            | Condition::Side(_)
            | Condition::Trend(_)
            | Condition::Diagnosis(_)
            | Condition::CauseKnown
            | Condition::Doctor(_)
            | Condition::OnsetUnder(_)
            | Condition::OnsetOver(_)
            | Condition::OnsetUnknown
            | Condition::VisitAtLeast(_)
            | Condition::MinutesAtLeast(_)
            | Condition::FurthestPointLower
            | Condition::MonthSinceFirstVisit
            | Condition::Improved
            | Condition::NotImproved
            | Condition::FirstPainAtLeast(_)
            | Condition::PainRisenBy(_)
            | Condition::Entered(_)
            | Condition::ScoresSayWorse
            | Condition::Quality(_)
            | Condition::Aggravator(_)
            | Condition::Eases(_)
            | Condition::Reaches(_)
            | Condition::LegPainAtLeast(_)
            | Condition::AgeOver(_)
            | Condition::AgeUnder(_)
            | Condition::FirstVisit
            | Condition::NothingLeft
            | Condition::RefusalsLeaveNothing => {}
        }
    }

    fn area(&mut self, area: &'a Area) {
        match area {
            Area::Regions(ids) | Area::Painful(ids) => self.regions(ids),
            Area::Union(parts) => parts.iter().for_each(|part| self.area(part)),
            Area::Everywhere | Area::Inflamed | Area::Injured | Area::Numb | Area::Excluded => {}
        }
    }

    fn fixed_area(&mut self, area: &'a FixedArea) {
        match area {
            FixedArea::Regions(ids) | FixedArea::Painful(ids) => self.regions(ids),
            FixedArea::Union(parts) => parts.iter().for_each(|part| self.fixed_area(part)),
            FixedArea::Everywhere => {}
        }
    }

    fn effect(&mut self, effect: &'a Effect) {
        match effect {
            Effect::CapPressure { area, lifted_by, .. } => {
                self.area(area);
                self.0.extend(lifted_by.iter().map(|id| (Kind::Gate, id.as_str())));
            }
            Effect::OnlyModalities { area, modalities }
            | Effect::ForbidModalities { area, modalities } => {
                self.area(area);
                self.0.extend(modalities.iter().map(|id| (Kind::Modality, id.as_str())));
            }
            Effect::LowerCap { area, .. }
            | Effect::CapAtDefault { area }
            | Effect::ForbidWork { area }
            | Effect::ForbidLoading { area }
            | Effect::ForbidPulling { area }
            | Effect::ForbidHeat { area }
            | Effect::ForbidCold { area }
            | Effect::ForbidHomePressing { area }
            | Effect::OfferCold { area } => self.area(area),
            Effect::VaryApproach { regions } => self.regions(regions),
            Effect::LimitsOf { category } => self.one(Kind::Category, category.as_str()),
            Effect::ForbidTraits { traits } => {
                self.0.extend(traits.iter().map(|id| (Kind::Trait, id.as_str())));
            }
            Effect::ForbidTechniques { techniques } | Effect::OnlyTechniques { techniques } => {
                self.0.extend(techniques.iter().map(|id| (Kind::Technique, id.as_str())));
            }
            Effect::RequireSupport { support, .. } => self.one(Kind::Support, support.as_str()),
            Effect::AddHomeCare { item } => self.one(Kind::HomeCare, item.as_str()),
            Effect::RemoveHomeCare { items } => {
                self.0.extend(items.iter().map(|id| (Kind::HomeCare, id.as_str())));
            }
            Effect::Note { sources, .. } | Effect::LeaveOut { sources, .. } => {
                self.sources(sources);
            }
            Effect::ForbidPositions { .. }
            | Effect::PainfulSideUp
            | Effect::RestIn { .. }
            | Effect::PauseEvery { .. }
            | Effect::LimitHeat { .. }
            | Effect::LimitInterval { .. }
            | Effect::NoInterval { .. }
            | Effect::LimitHandsOn { .. }
            | Effect::PreferPositions { .. } => {}
        }
    }
}

/// What names ids.
pub(super) trait NamesIds {
    /// Adds every id that it names.
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>);
}

impl NamesIds for Region {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.regions(&self.worked_through);
        refs.sourced(&self.guidance);
        refs.sourced(&self.why);
    }
}

impl NamesIds for BodyArea {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        for part in &self.parts {
            refs.one(Kind::Region, part.region.as_str());
        }
        refs.0.extend(self.alone.iter().map(|id| (Kind::Region, id.as_str())));
        self.together.iter().for_each(|text| refs.sourced(text));
        let areas = self.merges_into.iter().chain(&self.after);
        refs.0.extend(areas.map(|id| (Kind::Area, id.as_str())));
    }
}

impl NamesIds for Modality {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.sourced(&self.dose);
        refs.sourced(&self.card);
    }
}

impl NamesIds for BodyPosition {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.regions(&self.loads);
        refs.regions(&self.reaches);
        refs.regions(&self.reaches_upper);
        refs.0.extend(self.supports.iter().map(|id| (Kind::Support, id.as_str())));
        refs.sources(&self.sources);
    }
}

impl NamesIds for Support {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.sources(&self.sources);
    }
}

impl NamesIds for Trait {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.regions(&self.pulls);
    }
}

impl NamesIds for Technique {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.regions(&self.pulls);
        refs.0.extend(self.traits.iter().map(|id| (Kind::Trait, id.as_str())));
        refs.sourced(&self.dose);
    }
}

impl NamesIds for ScreeningQuestion {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.one(Kind::Group, self.group.as_str());
        refs.0.extend(self.implies.iter().map(|id| (Kind::Finding, id.as_str())));
        refs.sources(&self.sources);
    }
}

impl NamesIds for Cue {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        self.when.iter().for_each(|when| refs.condition(when));
        refs.regions(&self.regions);
        refs.0.extend(self.modalities.iter().map(|id| (Kind::Modality, id.as_str())));
        refs.0.extend(self.techniques.iter().map(|id| (Kind::Technique, id.as_str())));
        refs.sources(&self.sources);
    }
}

impl NamesIds for Question {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.asked(&self.asked);
        refs.sources(&self.sources);
    }
}

impl NamesIds for HomeCareItem {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        self.variants.iter().for_each(|(when, _)| refs.condition(when));
        refs.regions(&self.presses);
        refs.sources(&self.sources);
    }
}

impl NamesIds for Gate {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        self.causes.iter().for_each(|cause| refs.condition(&cause.when));
        if let Some(escalation) = &self.escalation {
            refs.condition(&escalation.when);
        }
        if let Some(floor) = &self.floor {
            refs.area(&floor.area);
            floor.when.iter().for_each(|when| refs.condition(when));
            refs.0.extend(floor.modalities.iter().map(|id| (Kind::Modality, id.as_str())));
        }
        refs.sources(&self.sources);
    }
}

impl NamesIds for Caution {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.condition(&self.when);
        self.causes.iter().for_each(|cause| refs.condition(&cause.when));
        for step in &self.steps {
            refs.regions(&step.regions);
            step.area.iter().for_each(|area| refs.area(area));
            refs.0.extend(step.modalities.iter().map(|id| (Kind::Modality, id.as_str())));
            refs.0.extend(step.techniques.iter().map(|id| (Kind::Technique, id.as_str())));
        }
        self.shorter.iter().for_each(|short| refs.condition(&short.when));
        self.level_of.iter().for_each(|named| refs.regions(&named.regions));
        refs.0.extend(self.home_care.iter().map(|id| (Kind::HomeCare, id.as_str())));
        self.beside.iter().for_each(|asked| refs.asked(asked));
        refs.sources(&self.sources);
    }
}

impl NamesIds for ListNeeds {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.0.extend(self.findings.iter().map(|id| (Kind::Finding, id.as_str())));
        refs.sources(&self.sources);
    }
}

impl NamesIds for OwnDefault {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.condition(&self.when);
        refs.fixed_area(&self.area);
        refs.sources(&self.sources);
    }
}

impl NamesIds for Rule {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.condition(&self.when);
        self.effects.iter().for_each(|effect| refs.effect(effect));
        refs.0.extend(self.behind.iter().map(|id| (Kind::CautionOrGate, id.as_str())));
        refs.sources(&self.sources);
    }
}

impl NamesIds for Check {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.sources(&self.sources);
    }
}

impl NamesIds for Protocol {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.0.extend(self.implies.iter().map(|id| (Kind::Finding, id.as_str())));
        let lists = [&self.goals, &self.uses, &self.avoid];
        lists.into_iter().flatten().for_each(|text| refs.sourced(text));
        refs.sourced(&self.expectation);
        refs.0.extend(self.modalities.iter().map(|id| (Kind::Modality, id.as_str())));
        for region in &self.regions {
            refs.one(Kind::Region, region.region.as_str());
            let only = region.only.iter().flatten();
            let drafts = region.drafts.iter().map(|DraftChoice { modality, .. }| modality);
            let firm = region.firm.iter().map(|firm| &firm.modality);
            refs.0.extend(only.chain(drafts).chain(firm).map(|id| (Kind::Modality, id.as_str())));
            region
                .drafts
                .iter()
                .filter_map(|draft| draft.when.as_ref())
                .for_each(|when| refs.condition(when));
            region.firm.iter().for_each(|firm| refs.condition(&firm.when));
            let guidance = region.guidance.iter().chain(&region.focal_guidance);
            guidance.for_each(|text| refs.sourced(text));
            refs.sources(&region.sources);
        }
        let areas = self.areas.iter().map(|share| &share.area).chain(&self.first_areas);
        refs.0.extend(areas.map(|id| (Kind::Area, id.as_str())));
        refs.one(Kind::Modality, self.warm_up.as_str());
        refs.sourced(&self.warm_up_text);
        for stretch in &self.stretches {
            refs.one(Kind::Technique, stretch.technique.as_str());
            stretch.when.iter().for_each(|when| refs.condition(when));
        }
        for choice in &self.home_care {
            refs.one(Kind::HomeCare, choice.item.as_str());
            choice.when.iter().for_each(|when| refs.condition(when));
        }
        self.follow_up.improved_when.iter().for_each(|when| refs.condition(when));
        refs.sources(&self.follow_up.sources);
        refs.sources(&self.sources);
    }
}

impl NamesIds for Session {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        refs.one(Kind::Modality, self.limits.light_modality.as_str());
        refs.regions(&self.limits.heat_targets);
        self.parts.iter().for_each(|part| refs.regions(&part.not_with));
        let course = &self.course;
        course.judged.iter().for_each(|id| refs.one(Kind::CautionOrRule, id.as_str()));
        for text in course.said() {
            refs.sources(&text.sources);
        }
        let texts = &self.texts;
        let headings = [
            &texts.check_in,
            &texts.heat,
            &texts.warm_up,
            &texts.whole_body,
            &texts.other_side,
            &texts.stretch,
            &texts.cold,
            &texts.rest,
            &texts.re_test,
            &texts.home_care,
        ];
        for heading in headings {
            refs.sources(&heading.sources);
        }
        let remarks = [
            &texts.warm_up_held,
            &texts.pelvis_still,
            &texts.pause,
            &texts.short_visit,
            &texts.no_heat,
            &texts.preference,
            &texts.unused,
            &texts.clearance,
            &texts.evidence,
            &texts.pause_within,
            &texts.varied,
            &texts.out_of_reach,
        ];
        for text in remarks.into_iter().chain(&texts.emergency_first) {
            refs.sourced(text);
        }
        refs.sources(&self.sources);
    }
}

impl NamesIds for PracticeFile {
    fn name_ids<'a>(&'a self, refs: &mut Refs<'a>) {
        for change in self.default_levels.iter().chain(&self.max_levels) {
            refs.one(Kind::Category, change.category.as_str());
            refs.one(Kind::Region, change.region.as_str());
        }
        for change in &self.gate_statuses {
            refs.one(Kind::Gate, change.gate.as_str());
        }
        for change in &self.severities {
            refs.one(Kind::Caution, change.caution.as_str());
        }
        for change in &self.intervals {
            refs.one(Kind::Category, change.category.as_str());
        }
    }
}
