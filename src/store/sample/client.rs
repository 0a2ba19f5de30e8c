//! A made-up client's own record, and what was added to it later.
//!
//! Nobody real: the family names say so, telephone numbers and addresses lead nowhere.

use super::dice::Dice;
use super::words::SampleWords;
use crate::model::{Client, Consent, ConsentItem, Contact, Day, GuardianConsent};

/// The client of this number, who signed up on this day.
pub fn client(words: &SampleWords, number: u32, signed_up: Day, dice: &mut Dice) -> Client {
    let people = &words.people;
    let born = dice.small(18..=80);
    let born = signed_up.date().year() - i16::try_from(born).unwrap_or(40);
    let mut client = Client {
        name: name(words, dice),
        code: dice.percent(80).then(|| format!("M-{:04}", number + 1)),
        birth_year: dice.percent(85).then_some(born),
        contact: contact(words, dice),
        allergies: dice.percent(20).then(|| words.say(&people.allergies, dice)),
        goals: dice.percent(60).then(|| words.say(&people.goals, dice)),
        ..Client::default()
    };
    if client.may_be_minor(signed_up) {
        client.guardian = Some(GuardianConsent { name: name(words, dice), on: signed_up });
    }
    let covers = if dice.percent(85) {
        ConsentItem::ALL.to_vec()
    } else {
        vec![ConsentItem::Treatment, ConsentItem::Records]
    };
    let note = dice.percent(50).then(|| words.say(&people.consent_notes, dice));
    client.consents.push(Consent { on: signed_up, covers, note });
    client
}

/// The client as known some visits later.
pub fn amended(words: &SampleWords, client: &Client, dice: &mut Dice) -> Client {
    let mut client = client.clone();
    client.important = Some(words.say(&words.people.important, dice));
    client.contact.phone = Some(phone(dice));
    client
}

fn name(words: &SampleWords, dice: &mut Dice) -> String {
    let Some(names) = dice.pick(&words.people.names) else { return String::new() };
    let given = dice.pick(&names.given).map_or("", String::as_str);
    let mut family = dice.pick(&names.family).cloned().unwrap_or_default();
    if names.family_first {
        return format!("{family} {given}");
    }
    // Many clients need more names than the lists hold.
    if let Some(second) = dice.pick(&names.family).filter(|second| **second != family)
        && dice.percent(30)
    {
        family = format!("{family}-{second}");
    }
    format!("{given} {family}")
}

fn contact(words: &SampleWords, dice: &mut Dice) -> Contact {
    let street = dice.pick(&words.people.streets).map_or("", String::as_str);
    let town = dice.pick(&words.people.towns).map_or("", String::as_str);
    let mail = dice.between(1000..=9999);
    let address = format!("{} {street}, {town}", dice.between(1..=99));
    Contact {
        phone: dice.percent(80).then(|| phone(dice)),
        email: dice.percent(50).then(|| format!("client{mail}@example.org")),
        address: dice.percent(50).then_some(address),
    }
}

/// Of the numbers that are kept for films and plays (Ofcom: 020 7946 0000 to 0999).
fn phone(dice: &mut Dice) -> String {
    format!("020 7946 {:04}", dice.between(0..=999))
}
