//! Words to hand over instead of a session, where somebody put their own in the place of the drafted
//! ones.
//!
//! They belong to the words that they replaced: once the answers bring other words, those show.

use serde::{Deserialize, Serialize};

use super::Referral;

/// Whom words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// The client.
    Client,
    /// The client's doctor.
    Doctor,
}

impl Addressee {
    /// Both, in the order in which they stand.
    pub const ALL: [Self; 2] = [Self::Client, Self::Doctor];

    /// The heading over them.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Client => "For the client",
            Self::Doctor => "For the doctor",
        }
    }
}

/// Own words, and the drafted ones that they replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reworded {
    /// The drafted words.
    pub drafted: String,
    /// What stands in their place.
    pub text: String,
}

/// Own words to hand over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnWords {
    /// To the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Reworded>,
    /// To the doctor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doctor: Option<Reworded>,
}

impl OwnWords {
    /// Whether nothing was put in the place of the drafted words.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Those for one of them.
    pub fn of(&self, addressee: Addressee) -> Option<&Reworded> {
        match addressee {
            Addressee::Client => self.client.as_ref(),
            Addressee::Doctor => self.doctor.as_ref(),
        }
    }

    /// Puts a text in the place of what was drafted; nothing, or the same, brings that back.
    pub fn reword(&mut self, addressee: Addressee, drafted: &str, text: String) {
        let is_own = !text.trim().is_empty() && text != drafted;
        let own = is_own.then(|| Reworded { drafted: drafted.to_owned(), text });
        match addressee {
            Addressee::Client => self.client = own,
            Addressee::Doctor => self.doctor = own,
        }
    }

    /// Puts them in the place of the words that they replaced.
    pub fn put_into(&self, referral: &mut Referral) {
        for addressee in Addressee::ALL {
            let drafted = referral.words_mut(addressee);
            if let Some(own) = self.of(addressee).filter(|own| own.drafted == *drafted) {
                drafted.clone_from(&own.text);
            }
        }
    }

    /// Puts the drafted words back.
    pub fn take_out_of(&self, referral: &mut Referral) {
        for addressee in Addressee::ALL {
            let shown = referral.words_mut(addressee);
            if let Some(own) = self.of(addressee).filter(|own| own.text == *shown) {
                shown.clone_from(&own.drafted);
            }
        }
    }
}

impl Referral {
    /// The words for one of them.
    pub fn words(&self, addressee: Addressee) -> &str {
        match addressee {
            Addressee::Client => &self.client_text,
            Addressee::Doctor => &self.doctor_text,
        }
    }

    fn words_mut(&mut self, addressee: Addressee) -> &mut String {
        match addressee {
            Addressee::Client => &mut self.client_text,
            Addressee::Doctor => &mut self.doctor_text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Urgency;

    fn drafted(client: &str) -> Referral {
        Referral {
            urgency: Urgency::Urgent,
            reasons: Vec::new(),
            released_by: String::new(),
            client_text: client.to_owned(),
            doctor_text: "Please assess.".to_owned(),
        }
    }

    #[test]
    fn own_words_stand_only_in_the_place_of_what_they_replaced() {
        let mut own = OwnWords::default();
        own.reword(Addressee::Client, "No massage.", "Not today, Ana.".to_owned());
        let mut referral = drafted("No massage.");
        own.put_into(&mut referral);
        assert_eq!(referral.words(Addressee::Client), "Not today, Ana.");
        assert_eq!(referral.words(Addressee::Doctor), "Please assess.");
        own.take_out_of(&mut referral);
        assert_eq!(referral, drafted("No massage."));
        let mut other = drafted("Emergency care now.");
        own.put_into(&mut other);
        assert_eq!(other, drafted("Emergency care now."));
    }

    #[test]
    fn nothing_and_the_same_are_no_words_of_ones_own() {
        let mut own = OwnWords::default();
        for text in ["", "  ", "No massage."] {
            own.reword(Addressee::Client, "No massage.", "Mine".to_owned());
            own.reword(Addressee::Client, "No massage.", text.to_owned());
            assert!(own.is_empty(), "{text}");
        }
    }
}
