//! What is in sight, and what of the chosen client's record is open: asked by commands and views
//! alike. Reads the state, changes nothing.

use super::{Page, Screen, State};
use crate::app::past::BriefView;
use crate::app::practice::OpenPractice;
use crate::model::{Client, ConsentItem, PlanState, Referral};

/// The room that two plans need beside each other, in points of the middle while one is read alone.
/// The rail gives its room then, and the cautions of the present plan take theirs.
const BOTH: f32 = 980.0;

impl State {
    /// Whether the steps of the present plan are in the middle.
    pub fn shows_plan(&self) -> bool {
        let alone = self.visit.reading.as_ref().is_some_and(|reading| !reading.beside);
        let built = self.visit.standing().session().is_some();
        let is_in_sight = self.shown_page() == Page::Visit && !self.waits_for_client();
        self.visit.screen == Screen::Plan && built && !alone && is_in_sight
    }

    /// Whether the pages of a client can be turned: somebody is chosen, and what is open is theirs.
    pub fn has_pages(&self) -> bool {
        let is_chosen = self.practice.open().is_some_and(|open| open.chosen.is_some());
        is_chosen && self.visit.stored.file().is_none() && !self.visit.alone
    }

    /// What comes back into sight with the plan: the brief, the visit or a closing, whichever was left
    /// for past sessions.
    pub fn page_of_plan(&self) -> Page {
        match self.page {
            Page::Visit | Page::Brief | Page::Closing => self.page,
            Page::History => self.page_before,
        }
    }

    /// Whether the chosen client will be met with the brief, once the records are there.
    pub fn awaits_brief(&self) -> bool {
        let Some(open) = self.practice.open().filter(|open| open.is_awaited) else { return false };
        let plans = open.chosen.map(|client| open.index.plans(client)).unwrap_or_default();
        let was_here = plans.iter().any(|plan| plan.state == PlanState::Done);
        was_here && open.wanted.is_none() && !self.visit.is_unsaved()
    }

    /// What the brief of the chosen client says; none where no session took place.
    pub fn brief(&self) -> Option<&BriefView> {
        self.practice.open()?.past.as_ref()?.brief.as_ref()
    }

    /// Whether nothing can be answered yet, since the chosen client's records are on their way.
    pub fn awaits_client(&self) -> bool {
        self.practice.open().is_some_and(|open| open.is_awaited)
    }

    /// Whether a past plan that is read has room beside the present one.
    pub fn two_plans_fit(&self) -> bool {
        self.middle >= BOTH
    }

    /// The client that is chosen, as the folder knows it.
    pub fn chosen_client(&self) -> Option<&Client> {
        self.practice.open().and_then(OpenPractice::chosen_client)
    }

    /// What the desktop calls the window: whose plan is open, and in which practice. Behind a lock the
    /// name of the program alone.
    pub fn window_title(&self) -> String {
        const PROGRAM: &str = "Ischia";
        let Some(open) = self.practice.open() else { return PROGRAM.to_owned() };
        let client = open.chosen_row().map(|client| client.name).filter(|name| !name.is_empty());
        let parts = [Some(PROGRAM), client, Some(open.title())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What tells the chosen client from another one of the same name: the practice's own short name,
    /// else the year of birth, else the last visit. None where nobody else bears it.
    pub fn told_apart(&self) -> Option<String> {
        let open = self.practice.open().filter(|open| open.shares_name)?;
        let row = open.chosen_row()?;
        if let Some(code) = row.code {
            return Some(code.to_owned());
        }
        if let Some(year) = open.chosen_client().and_then(|client| client.birth_year) {
            return Some(format!("born {year}"));
        }
        let last = row.last_visit.map(|day| format!("last visit {}", day.long()));
        Some(last.unwrap_or_else(|| "no visit yet".to_owned()))
    }

    /// What the chosen client hasn't agreed to yet.
    pub fn open_consents(&self) -> Vec<ConsentItem> {
        let Some(client) = self.chosen_client() else { return Vec::new() };
        let agreed = |item| client.consents.iter().any(|one| one.covers.contains(&item));
        ConsentItem::ALL.into_iter().filter(|item| !agreed(*item)).collect()
    }

    /// Whether a guardian has to consent, and none has.
    pub fn needs_guardian(&self) -> bool {
        let day = self.visit.work().intake.day().unwrap_or(self.today);
        let client = self.chosen_client();
        client.is_some_and(|client| client.guardian.is_none() && client.may_be_minor(day))
    }

    /// Which consents aren't recorded, in a sentence; none where nothing is open.
    pub fn unrecorded_consent(&self) -> Option<String> {
        let items = self.open_consents();
        let said = if items.len() == ConsentItem::ALL.len() {
            "No consent recorded"
        } else {
            "Consent not complete"
        };
        let mut open: Vec<String> = items.iter().map(|item| item.label().to_lowercase()).collect();
        if self.needs_guardian() {
            open.push("a guardian's consent".to_owned());
        }
        (!open.is_empty()).then(|| format!("{said}: {}", open.join(", ")))
    }

    /// Whether consent is what is asked next: every question is answered, and a session can take place.
    /// It is asked once, for it is never in the way of a plan.
    pub fn asks_consent(&self) -> bool {
        !self.visit.consent.was_asked && self.lacks_consent()
    }

    /// Whether a session can take place and consent to it isn't complete.
    pub fn lacks_consent(&self) -> bool {
        let is_planned = self.visit.standing().session().is_some();
        is_planned && self.unrecorded_consent().is_some()
    }

    /// What of it is marked to be recorded.
    pub fn ticked_consents(&self) -> Vec<ConsentItem> {
        let mut open = self.open_consents();
        open.retain(|item| !self.visit.consent.left_out.contains(item));
        open
    }

    /// The words that are handed over instead of a session, for the client and for the doctor.
    pub fn handover(&self) -> Option<String> {
        let Referral { client_text, doctor_text, .. } = self.visit.standing().referral()?;
        let date = self.visit.work().intake.date.trim();
        let mut text = format!(
            "{date}\n\nFor the client\n\n{client_text}\n\nFor the doctor\n\n{doctor_text}\n"
        );
        let told = &self.visit.work().told;
        if !told.is_empty() {
            text.push_str("\nWhat was said\n");
        }
        let lines = told.iter().map(|one| format!("\n{}\n{}\n", one.heading(), one.text));
        text.extend(lines);
        Some(text)
    }
}
