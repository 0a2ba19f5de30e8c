//! Knowledge ids, one type a list, so that a modality can't be passed as a region.
//!
//! An id says nothing about whether the knowledge files define it: that is checked where a file is
//! accepted. Cloning is cheap, because plans repeat ids in every step.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an id: ids are letters, digits and single hyphens, such as `low-back-outer`")]
pub struct IdError(String);

fn checked(text: &str) -> Result<Arc<str>, IdError> {
    let well_formed = !text.is_empty()
        && text.len() <= 64
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if well_formed { Ok(Arc::from(text)) } else { Err(IdError(text.chars().take(64).collect())) }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Makes an id of a text of letters, digits and single hyphens.
            pub fn new(text: &str) -> Result<Self, IdError> {
                checked(text).map($name)
            }

            /// The id as it is written in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::new(&text).map_err(de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// A diagnosis category, such as `herniated-disc`.
    CategoryId,
    /// A region of the body, such as `low-back-outer`.
    RegionId,
    /// A focus area of one or two regions that share their minutes, such as `low-back`.
    AreaId,
    /// A massage modality, such as `myofascial-release`.
    ModalityId,
    /// A yes-answer of the screening, such as `foot-drop`.
    FindingId,
    /// A group of screening questions, such as `emergency`.
    GroupId,
    /// A gate: a reason to hold, refer or be careful, such as `g-03`.
    GateId,
    /// A caution that stays in sight, such as `k-02`.
    CautionId,
    /// A rule that `check` names in what it finds, such as `o-03`.
    RuleId,
    /// A stretch or movement, such as `hip-cross-over`.
    TechniqueId,
    /// What a technique does to the body, such as `extension`.
    TraitId,
    /// A pillow, bolster or rest, such as `knees-pillow`.
    SupportId,
    /// A piece of advice for home, such as `sitting-breaks`.
    HomeCareId,
    /// A source that a fact rests on, such as `S3-15`, or `P` for a proposal of this project.
    SourceId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_joined_by_single_hyphens() {
        for good in ["acute", "g-01", "S3-15", "P", "pregnancy-after-week-13"] {
            assert_eq!(FindingId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "a--b", "a b", "ä", "a_b"] {
            assert!(FindingId::new(bad).is_err(), "{bad:?}");
        }
    }
}
