//! Shapes of the short words: the cue of a step, and what else is said of a caution where more is
//! known.

use serde::Deserialize;

use super::Condition;
use crate::model::{ModalityId, Phase, RegionId, SourceId, TechniqueId};

/// A few words that say how a step is done, and which steps they fit. A list that is empty asks for
/// nothing.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each asks for something else")]
pub struct Cue {
    /// What the step is for.
    pub phases: Vec<Phase>,
    /// The step has no regions but these.
    #[serde(default)]
    pub regions: Vec<RegionId>,
    /// Whether it has several of them.
    #[serde(default)]
    pub together: bool,
    /// It is worked in one of these ways.
    #[serde(default)]
    pub modalities: Vec<ModalityId>,
    /// The step has no techniques but these.
    #[serde(default)]
    pub techniques: Vec<TechniqueId>,
    /// Whether it is the first step of its phase.
    #[serde(default)]
    pub first: bool,
    /// Whether a cold pack lies alongside it.
    #[serde(default)]
    pub under_pack: bool,
    /// Whether it is the light step on the side that hurts less.
    #[serde(default)]
    pub other_side: bool,
    /// The answers that it is for; none for all.
    #[serde(default)]
    pub when: Option<Condition>,
    /// At most 8 words and 46 characters; `{minutes}` and `{off}` say when a pack comes off and in which
    /// step, `{part}` for which part of the body general relaxation is.
    pub text: String,
    /// What it rests on.
    pub sources: Vec<SourceId>,
}

/// Other words of a caution where more is known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortWords {
    /// What has to be known.
    pub when: Condition,
    /// A few words, for the pinned list: at most 7, and 34 characters.
    pub title: String,
    /// What it limits here: at most 12 words, and 45 characters.
    pub line: String,
    /// What to watch then, where a session takes place; the caution's own text where it is left out.
    #[serde(default)]
    pub text: Option<String>,
}
