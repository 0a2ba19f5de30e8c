//! A client's details as they are typed, and the record that they make.

use super::told;
use crate::model::{Client, ClientId, Contact, Day, GuardianConsent, Retention};
use crate::store::Base;

const FIRST_YEAR: i16 = Client::FIRST_BIRTH_YEAR;

/// A client's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientForm {
    /// Who.
    pub client: ClientId,
    /// What the next version comes after.
    pub base: Base,
    /// The record as it was read: what isn't asked here stays.
    pub record: Client,
    /// What the client is called, on lists and on paper.
    pub name: String,
    /// The practice's own short name.
    pub code: String,
    /// The year of birth.
    pub birth_year: String,
    /// Who consented for a minor.
    pub guardian: String,
    /// When.
    pub guardian_on: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Postal address.
    pub address: String,
    /// What has to be seen before anything is done.
    pub important: String,
    /// Allergies.
    pub allergies: String,
    /// What the client wants from the treatment.
    pub goals: String,
    /// The last day of the relationship.
    pub ended: String,
    /// Years that the record is kept, where the practice's rule doesn't fit.
    pub years: String,
}

impl ClientForm {
    /// The form of a record.
    pub fn of(client: ClientId, base: Base, record: &Client) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let guardian = record.guardian.as_ref();
        Self {
            client,
            base,
            record: record.clone(),
            name: record.name.clone(),
            code: text(&record.code),
            birth_year: record.birth_year.map(|year| year.to_string()).unwrap_or_default(),
            guardian: guardian.map(|consent| consent.name.clone()).unwrap_or_default(),
            guardian_on: guardian.map(|consent| consent.on.to_string()).unwrap_or_default(),
            phone: text(&record.contact.phone),
            email: text(&record.contact.email),
            address: text(&record.contact.address),
            important: text(&record.important),
            allergies: text(&record.allergies),
            goals: text(&record.goals),
            ended: record.retention.ended.map(|day| day.to_string()).unwrap_or_default(),
            years: record.retention.years.map(|years| years.to_string()).unwrap_or_default(),
        }
    }

    /// Whether a guardian's consent is asked for: the client may be under 18, or there is one.
    pub fn asks_guardian(&self, today: Day) -> bool {
        let born = self.birth_year.trim().parse().ok();
        let client = Client { birth_year: born, ..Client::default() };
        client.may_be_minor(today) || !self.guardian.trim().is_empty()
    }

    /// The client's record with what is filled in, checked for what can't be saved.
    ///
    /// # Errors
    /// A sentence that says which field to correct.
    pub fn record(&self, today: Day) -> Result<Client, String> {
        let name = told(&self.name).ok_or("A client needs a name.")?;
        let this_year = today.date().year();
        let year = |typed: String| {
            let year = typed.parse().ok().filter(|year| (FIRST_YEAR..=this_year).contains(year));
            year.ok_or(format!("The year of birth is a number from {FIRST_YEAR} to {this_year}."))
        };
        let day = |typed: String, which: &str| {
            Day::parse(&typed)
                .map_err(|_| format!("{which} must be written as {today}: year, month, day."))
        };
        let guardian = match (told(&self.guardian), told(&self.guardian_on)) {
            _ if !self.asks_guardian(today) => None,
            (None, None) => None,
            (Some(name), Some(on)) => {
                Some(GuardianConsent { name, on: day(on, "The day of the consent")? })
            }
            (Some(_), None) => return Err("When did the guardian consent?".to_owned()),
            (None, Some(_)) => return Err("Who consented for the client?".to_owned()),
        };
        let ended = told(&self.ended).map(|on| day(on, "The last day of treatment")).transpose()?;
        let years = told(&self.years).map(|years| {
            let number = years.parse().ok().filter(|years| (1..=100).contains(years));
            number.ok_or("Records are kept for 1 to 100 years.".to_owned())
        });
        Ok(Client {
            name,
            code: told(&self.code),
            birth_year: told(&self.birth_year).map(year).transpose()?,
            guardian,
            contact: Contact {
                phone: told(&self.phone),
                email: told(&self.email),
                address: told(&self.address),
            },
            important: told(&self.important),
            allergies: told(&self.allergies),
            goals: told(&self.goals),
            consents: self.record.consents.clone(),
            retention: Retention { ended, years: years.transpose()? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn form(record: &Client) -> ClientForm {
        ClientForm::of(ClientId::fresh(Timestamp::UNIX_EPOCH), Base::none(), record)
    }

    fn today() -> Day {
        Day::parse("2026-11-24").unwrap()
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let record = Client {
            code: Some("B-7".to_owned()),
            birth_year: Some(2012),
            guardian: Some(GuardianConsent { name: "M. Berg".to_owned(), on: today() }),
            contact: Contact { phone: Some("123".to_owned()), ..Contact::default() },
            important: Some("Pacemaker".to_owned()),
            retention: Retention { ended: Some(today()), years: Some(6) },
            ..Client::named("Zoë Berg")
        };
        assert_eq!(form(&record).record(today()), Ok(record));
    }

    #[test]
    fn what_is_wrong_is_said_and_a_guardian_is_asked_for_with_a_minor_only() {
        let adult = Client { birth_year: Some(1968), ..Client::named("A") };
        let mut form = form(&adult);
        assert!(!form.asks_guardian(today()));
        form.birth_year = "2015".to_owned();
        assert!(form.asks_guardian(today()));
        form.guardian = "B".to_owned();
        assert_eq!(form.record(today()), Err("When did the guardian consent?".to_owned()));
        form.guardian_on = "24.11.2026".to_owned();
        assert!(form.record(today()).unwrap_err().contains("2026-11-24"));
        form.guardian_on = "2026-11-20".to_owned();
        assert!(form.record(today()).unwrap().guardian.is_some());
        form.birth_year = "68".to_owned();
        assert!(form.record(today()).unwrap_err().contains("1900"));
        form.name = " ".to_owned();
        assert!(form.record(today()).unwrap_err().contains("name"));
    }
}
