//! A plan as a practice keeps it: the plan itself, what was changed in it and why, and how the
//! session went.
//!
//! Nothing is judged here; whether a plan may be called ready is the business of the check.

use serde::{Deserialize, Serialize};

use super::{Carried, Day, EarlierOutcome, Entry, FindingId, Outcome, OwnNote, OwnWords, Plan};

/// A plan of a client, in one of its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRecord {
    /// How far it is.
    pub state: PlanState,
    /// The plan, with the intake that it was made from.
    pub plan: Plan,
    /// What was changed in the plan that the program drafted, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<PlanEdit>,
    /// Warnings that the therapist has seen and answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acknowledged: Vec<Acknowledgement>,
    /// The steps whose minutes are held, by number, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<usize>,
    /// How the session went, once it has taken place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Who wrote down how it went, and when; records of earlier versions don't say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entry>,
    /// Words that somebody put in the place of those of the session note.
    #[serde(default, skip_serializing_if = "OwnNote::is_empty")]
    pub own_note: OwnNote,
    /// What was written down before, and changed later, oldest first: it stays readable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierOutcome>,
    /// What was said to whom where no session took place, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Communication>,
    /// Words to hand over that somebody put in the place of the drafted ones; the plan holds them.
    #[serde(default, skip_serializing_if = "OwnWords::is_empty")]
    pub own_words: OwnWords,
    /// Facts that came from an earlier visit, and that nobody confirmed for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unconfirmed: Option<Carried>,
    /// What was yes at an earlier visit and is no now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_longer: Vec<NoLonger>,
}

impl PlanRecord {
    /// A plan that nobody has changed yet.
    pub fn draft(plan: Plan) -> Self {
        Self {
            state: PlanState::Draft,
            plan,
            edits: Vec::new(),
            acknowledged: Vec::new(),
            held: Vec::new(),
            outcome: None,
            entered: None,
            own_note: OwnNote::default(),
            earlier: Vec::new(),
            told: Vec::new(),
            own_words: OwnWords::default(),
            unconfirmed: None,
            no_longer: Vec::new(),
        }
    }

    /// Whether it is known that the session took place; of a withheld plan none did, whatever was
    /// written.
    pub fn is_closed(&self) -> bool {
        let is_done = self.state == PlanState::Done || self.outcome.is_some();
        is_done && !self.plan.status.withholds()
    }

    /// The day of the session: as it was written down afterwards, else as it was planned.
    pub fn day(&self) -> Day {
        self.outcome.as_ref().map_or(self.plan.intake.date, |outcome| outcome.on)
    }

    /// The same of a record that was kept before, with who saved it. Records of earlier versions don't say
    /// who wrote down what is amended now: their save does.
    pub fn close_again(&mut self, outcome: Outcome, entry: Entry, saved: Option<Entry>) {
        if self.outcome.is_some() && self.entered.is_none() {
            self.entered = saved;
        }
        self.close(outcome, entry);
    }

    /// Writes down how the session went. What was written before goes to the earlier ones, whole; the
    /// new one takes nothing over from it.
    pub fn close(&mut self, outcome: Outcome, entry: Entry) {
        if let Some(outcome) = self.outcome.take() {
            let entered = self.entered.take();
            let own_note = std::mem::take(&mut self.own_note);
            self.earlier.push(EarlierOutcome { outcome, entered, own_note });
        }
        self.outcome = Some(outcome);
        self.entered = Some(entry);
        self.own_note = OwnNote::default();
        self.state = PlanState::Done;
    }
}

/// A question that was answered with yes at an earlier visit, and with no at this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoLonger {
    /// The question, by what a yes to it says.
    pub finding: FindingId,
    /// The day on which it was last yes.
    pub yes_on: Day,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PlanState {
    /// Being made; nobody has called it ready.
    Draft,
    /// Checked and ready for the session.
    Ready,
    /// The session has taken place.
    Done,
}

impl PlanState {
    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Ready => "Ready",
            Self::Done => "Done",
        }
    }
}

/// A change of the plan by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEdit {
    /// The step that it changed; none where it is about the whole plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// What was changed.
    pub what: String,
    /// Why, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A warning of the check that the therapist has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// The rule that warned, by the id that the check gives.
    pub rule: String,
    /// The step that it warned of; none for the whole plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// The warning in words.
    pub text: String,
    /// Why it is right here all the same.
    pub why: String,
}

/// Something that was said to somebody, such as a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Communication {
    /// When, in local time and as the therapist wrote it, such as "2026-11-24 14:32".
    pub at: String,
    /// Who was told, which decides the words that are offered.
    pub to: Recipient,
    /// How; none where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<Channel>,
    /// Who told it; empty where nobody said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What was said.
    pub text: String,
}

impl Communication {
    /// To whom, how, when and by whom, in a line.
    pub fn heading(&self) -> String {
        let how = self.how.map(|how| how.label().to_lowercase()).unwrap_or_default();
        let parts = [self.to.label(), &how, &self.at, self.by.trim()];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(", ")
    }
}

choices! {
    /// How something was told.
    Channel {
        /// Face to face.
        InPerson = "In person",
        /// On the telephone.
        Phone = "By phone",
        /// In a letter or a message.
        Writing = "In writing",
    }
}

/// Somebody who was told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Recipient {
    /// The client, in the words of the page for clients.
    Client,
    /// A guardian, or somebody the client trusts.
    Guardian,
    /// A doctor, in the words for doctors.
    Doctor,
    /// The emergency service.
    EmergencyService,
}

impl Recipient {
    /// Everybody who can be told.
    pub const ALL: [Self; 4] = [Self::Client, Self::Guardian, Self::Doctor, Self::EmergencyService];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Client => "Client",
            Self::Guardian => "Guardian",
            Self::Doctor => "Doctor",
            Self::EmergencyService => "Emergency service",
        }
    }
}
