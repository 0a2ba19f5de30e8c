//! What has a name in the knowledge, in words: a region, a place with its side, a modality.
//!
//! Lives here: names, and every spelling of a place beside the others, so that whoever changes one
//! sees the rest. Must not live here: sentences, what one view alone says, and plain English
//! (`text`). What the knowledge doesn't know goes by its id.

use super::Knowledge;
use super::schema::BodyArea;
use crate::model::{
    CategoryId, CautionNote, FindingId, GateId, ModalityId, Preferences, RegionId, RegionSide,
    Side, TechniqueId,
};
use crate::text::{inside_sentence, listed};

/// Who names a place. The spellings differ by habit alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The rows of the window: "Calves, hamstrings, right".
    Row,
    /// Menus, the quick line and the record of edits: "Calves and Hamstrings, right", and the name
    /// of the area where all its regions are meant.
    Edit,
    /// The check: "Calves and Hamstrings (right)".
    Check,
    /// Paper: "Calves; Hamstrings (right)".
    Paper,
}

impl Voice {
    fn between(self) -> &'static str {
        match self {
            Self::Row => ", ",
            Self::Edit | Self::Check => " and ",
            Self::Paper => "; ",
        }
    }

    fn with_side(self, names: &str, side: Side) -> String {
        match self {
            Self::Row | Self::Edit => with_side(names, side),
            Self::Check | Self::Paper => with_side_in_brackets(names, side),
        }
    }
}

/// Something on a side, such as "Calves, right".
pub fn with_side(what: &str, side: impl Into<Side>) -> String {
    format!("{what}, {}", side.into().word())
}

/// Something on a side, such as "Calves (right)".
pub fn with_side_in_brackets(what: &str, side: impl Into<Side>) -> String {
    format!("{what} ({})", side.into().word())
}

/// Something on one side, such as "the calves, right"; without a word on both.
pub fn with_one_side(what: &str, side: Option<Side>) -> String {
    let side = side.and_then(Side::single);
    side.map_or_else(|| what.to_owned(), |side| with_side(what, side))
}

impl Knowledge {
    /// The title of a caution, as its plan has it; that of the knowledge in plans of earlier versions.
    pub fn caution_title<'a>(&'a self, note: &'a CautionNote) -> &'a str {
        if !note.title.is_empty() {
            return &note.title;
        }
        self.caution(&note.id).map_or(note.id.as_str(), |known| known.title.as_str())
    }

    /// The name of a region.
    pub fn region_name<'a>(&'a self, id: &'a RegionId) -> &'a str {
        self.region(id).map_or(id.as_str(), |region| region.name.as_str())
    }

    /// The name of a modality.
    pub fn modality_name<'a>(&'a self, id: &'a ModalityId) -> &'a str {
        self.modality(id).map_or(id.as_str(), |modality| modality.name.as_str())
    }

    /// The name of a modality inside a sentence: small letters, but for a proper name.
    pub fn modality_in_sentence(&self, id: &ModalityId) -> String {
        match self.modality(id) {
            Some(modality) if !modality.proper => inside_sentence(&modality.name),
            Some(modality) => modality.name.clone(),
            None => id.to_string(),
        }
    }

    /// The name of a modality in rows.
    pub fn modality_in_row<'a>(&'a self, id: &'a ModalityId) -> &'a str {
        let known = self.modality(id);
        known.and_then(|modality| modality.row.as_deref()).unwrap_or(self.modality_name(id))
    }

    /// The name of a technique.
    pub fn technique_name<'a>(&'a self, id: &'a TechniqueId) -> &'a str {
        self.technique(id).map_or(id.as_str(), |technique| technique.name.as_str())
    }

    /// What is said of where to work in these regions, and where not, in a session of a category.
    pub fn guidance_of(&self, category: &CategoryId, regions: &[RegionId]) -> Vec<&str> {
        let protocol = self.protocol(category);
        let mut texts: Vec<&str> = Vec::new();
        for id in regions {
            texts.extend(self.region(id).map(|region| region.guidance.text.as_str()));
            let limits = protocol.and_then(|protocol| protocol.limits(id));
            let own = limits.map(|limits| [&limits.guidance, &limits.focal_guidance]);
            texts.extend(own.into_iter().flatten().flatten().map(|own| own.text.as_str()));
        }
        let area = self.area_of(regions).and_then(|area| area.together.as_ref());
        texts.extend(area.map(|together| together.text.as_str()));
        texts
    }

    /// The names of techniques, one after the other.
    pub fn technique_names(&self, ids: &[TechniqueId]) -> String {
        let names: Vec<&str> = ids.iter().map(|id| self.technique_name(id)).collect();
        names.join(", ")
    }

    /// The name of a category.
    pub fn category_name<'a>(&'a self, id: &'a CategoryId) -> &'a str {
        self.protocol(id).map_or(id.as_str(), |protocol| protocol.name.as_str())
    }

    /// What a yes to a screening question means, inside a sentence.
    pub fn finding_label<'a>(&'a self, id: &'a FindingId) -> &'a str {
        self.finding(id).map_or(id.as_str(), |finding| finding.label.as_str())
    }

    /// The same in two or three words.
    pub fn finding_tag<'a>(&'a self, id: &'a FindingId) -> &'a str {
        let tag = self.finding(id).and_then(|finding| finding.tag.as_deref());
        tag.unwrap_or(self.finding_label(id))
    }

    /// What a gate is about.
    pub fn gate_topic<'a>(&'a self, id: &'a GateId) -> &'a str {
        self.gate(id).map_or(id.as_str(), |gate| gate.topic())
    }

    /// Regions and their side; the whole body has none. Empty where there are no regions.
    pub fn place(&self, regions: &[RegionId], side: Option<Side>, voice: Voice) -> String {
        let names = if matches!(voice, Voice::Edit | Voice::Row)
            && let Some(area) = self.area_of(regions)
        {
            area.name.clone()
        } else {
            let name = |id| self.region_named(id, voice);
            let mut names = regions.iter().map(name);
            let first = names.next().unwrap_or_default().to_owned();
            names.fold(first, |all, name| match voice {
                Voice::Row => format!("{all}, {}", inside_sentence(name)),
                Voice::Edit | Voice::Check | Voice::Paper => {
                    format!("{all}{}{name}", voice.between())
                }
            })
        };
        let is_whole = |id| self.region(id).is_some_and(|region| region.whole_body);
        let has_side = match voice {
            // What else is listed beside the whole body keeps its side on paper.
            Voice::Paper => !regions.iter().all(is_whole),
            Voice::Row | Voice::Edit | Voice::Check => {
                !regions.is_empty() && !regions.iter().any(is_whole)
            }
        };
        match side {
            Some(side) if has_side => voice.with_side(&names, side),
            Some(_) | None => names,
        }
    }

    fn region_named<'a>(&'a self, id: &'a RegionId, voice: Voice) -> &'a str {
        let in_row = self.region(id).and_then(|region| region.row.as_deref());
        in_row.filter(|_| voice == Voice::Row).unwrap_or(self.region_name(id))
    }

    /// The area that several regions make up.
    fn area_of(&self, regions: &[RegionId]) -> Option<&BodyArea> {
        self.tables.areas.iter().find(|area| {
            regions.len() > 1
                && area.parts.len() == regions.len()
                && regions.iter().all(|id| area.parts.iter().any(|part| part.region == *id))
        })
    }

    /// The names of techniques inside a sentence: "hamstring stretch, pelvic tilts".
    pub fn techniques_in_sentence(&self, ids: &[TechniqueId]) -> String {
        let names = ids.iter().map(|id| inside_sentence(self.technique_name(id)));
        names.collect::<Vec<_>>().join(", ")
    }

    /// What the client wishes, inside a sentence: "no warm packs, level 3 at most". Empty where that is
    /// nothing.
    pub fn wishes(&self, wishes: &Preferences) -> String {
        let mut words = Vec::new();
        if !wishes.heat {
            words.push("no warm packs".to_owned());
        }
        if let Some(level) = wishes.max_pressure {
            words.push(format!("level {level} at most"));
        }
        let positions = wishes.avoid_positions.iter();
        words.extend(positions.map(|position| format!("not {}", position.label().to_lowercase())));
        let declined = wishes.declined_modalities.iter();
        words.extend(declined.map(|id| format!("no {}", self.modality_in_sentence(id))));
        words.join(", ")
    }

    /// Regions of the intake with their sides, as on paper: "Calves (left); Hamstrings (right)".
    pub fn places(&self, list: &[RegionSide]) -> String {
        let names = list
            .iter()
            .map(|place| with_side_in_brackets(self.region_name(&place.region), place.side));
        names.collect::<Vec<_>>().join("; ")
    }

    /// Regions inside a sentence: "the gluteals", "the hamstrings and the calves". Unknown ones
    /// have no words.
    pub fn regions_in_sentence(&self, ids: &[RegionId]) -> String {
        let known = ids.iter().filter_map(|id| self.region(id));
        listed(&known.map(|region| region.phrase.as_str()).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(ids: &[&str], side: Side) -> [String; 4] {
        let knowledge = Knowledge::shipped().unwrap();
        let regions: Vec<RegionId> = ids.iter().map(|id| RegionId::new(id).unwrap()).collect();
        [Voice::Row, Voice::Edit, Voice::Check, Voice::Paper]
            .map(|voice| knowledge.place(&regions, Some(side), voice))
    }

    #[test]
    fn a_place_is_said_by_four_voices() {
        let right = ["Calves, right", "Calves, right", "Calves (right)", "Calves (right)"];
        assert_eq!(said(&["calves"], Side::Right), right);
        let two = [
            "Calves, hamstrings, left",
            "Calves and Hamstrings, left",
            "Calves and Hamstrings (left)",
            "Calves; Hamstrings (left)",
        ];
        assert_eq!(said(&["calves", "hamstrings"], Side::Left), two);
        assert_eq!(said(&["whole-body"], Side::Both), ["Whole body"; 4]);
        assert_eq!(said(&[], Side::Both), [""; 4]);
    }

    #[test]
    fn an_area_has_one_name_in_menus_and_what_is_unknown_its_id() {
        let [row, edit, ..] = said(&["low-back-near-spine", "low-back-outer"], Side::Both);
        assert!(row.contains(", ") && !edit.contains(" and "), "{row}; {edit}");
        assert_eq!(said(&["elbow"], Side::Left)[2], "elbow (left)");
    }

    #[test]
    fn rows_have_short_names_and_paper_the_whole_ones() {
        let [row, edit, ..] = said(&["piriformis"], Side::Left);
        assert_eq!(row, "Piriformis, left");
        assert_eq!(edit, "Piriformis and deep rotators, left");
        let knowledge = Knowledge::shipped().unwrap();
        for modality in &knowledge.tables().modalities {
            let row = knowledge.modality_in_row(&modality.id);
            assert!(row.len() <= modality.name.len(), "{row}");
        }
    }

    #[test]
    fn a_modality_keeps_its_capital_letter_in_a_sentence_where_it_is_a_proper_name() {
        let knowledge = Knowledge::shipped().unwrap();
        let said = |id: &str| knowledge.modality_in_sentence(&ModalityId::new(id).unwrap());
        assert_eq!(said("swedish"), "Swedish massage");
        assert_eq!(said("myofascial-release"), "myofascial release");
        assert_eq!(said("elbow"), "elbow");
    }

    #[test]
    fn both_sides_go_without_a_word_in_a_sentence() {
        assert_eq!(with_one_side("the calves", Some(Side::Left)), "the calves, left");
        assert_eq!(with_one_side("the calves", Some(Side::Both)), "the calves");
    }
}
