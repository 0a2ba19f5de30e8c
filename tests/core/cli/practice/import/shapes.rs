//! Three hundred made-up clients in the shapes of five programs' lists, with all that real lists have.
//!
//! Each row knows what has to become of it: added with these values, listed as a namesake, or skipped.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use fastrand::Rng;
use ischia::model::{Client, Contact};

use super::Place;
use serde_json::{Value, json};

/// How a program writes its lists.
struct Shape {
    name: &'static str,
    separator: char,
    line_end: &'static str,
    write: fn(&str) -> Vec<u8>,
    /// What is said of it.
    said: &'static str,
    columns: &'static [Column],
}

/// A column: its header, and what it holds of a client.
type Column = (&'static str, fn(&Made) -> String);

/// A made-up client as the other program has it.
#[derive(Debug, Clone, Default)]
struct Made {
    first: String,
    last: String,
    email: String,
    mobile: String,
    home: String,
    born: Option<(u8, u8, i16)>,
    street: String,
    city: String,
    zip: String,
    alert: String,
    number: usize,
}

/// What has to become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Namesake,
    Skipped,
}

fn utf8(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn marked(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

/// The letters that these lists use are one byte each in Windows-1252, with the same number.
fn windows(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '’' => 0x92,
        '–' => 0x96,
        _ => u8::try_from(u32::from(c)).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn utf16_le(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn utf16_be(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn day_first(made: &Made) -> String {
    made.born.map(|(d, m, y)| format!("{d:02}/{m:02}/{y}")).unwrap_or_default()
}

fn month_first(made: &Made) -> String {
    made.born.map(|(d, m, y)| format!("{m}/{d}/{y}")).unwrap_or_default()
}

fn iso(made: &Made) -> String {
    made.born.map(|(d, m, y)| format!("{y}-{m:02}-{d:02}")).unwrap_or_default()
}

fn whole_name(made: &Made) -> String {
    [made.first.as_str(), &made.last]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

const SHAPES: [Shape; 5] = [
    Shape {
        name: "Acuity",
        separator: ',',
        line_end: "\r\n",
        write: marked,
        said: "UTF-8, separated by commas",
        columns: &[
            ("First Name", |it| it.first.clone()),
            ("Last Name", |it| it.last.clone()),
            ("Phone", |it| it.mobile.clone()),
            ("Email", |it| it.email.clone()),
            ("Notes", |it| it.alert.clone()),
        ],
    },
    Shape {
        name: "LibreOsteo",
        separator: ';',
        line_end: "\n",
        write: windows,
        said: "Windows-1252, separated by semicolons",
        columns: &[
            ("Numero", |it| it.number.to_string()),
            ("Nom de Famille", |it| it.last.clone()),
            ("Nom de jeune fille/ou jeune homme", |_| String::new()),
            ("Prénom", |it| it.first.clone()),
            ("Date de naissance (JJ/MM/AAAA)", day_first),
            ("Sex (M/F)", |_| "F".to_owned()),
            ("Rue", |it| it.street.clone()),
            ("code postal", |it| it.zip.clone()),
            ("ville", |it| it.city.clone()),
            ("Téléphone", |it| it.home.clone()),
            ("Mobile", |it| it.mobile.clone()),
            ("Informations importantes", |it| it.alert.clone()),
        ],
    },
    Shape {
        name: "Mindbody",
        separator: '\t',
        line_end: "\r\n",
        write: utf16_le,
        said: "UTF-16 (little-endian), separated by tabs",
        columns: &[
            ("ID", |it| it.number.to_string()),
            ("Last Name", |it| it.last.clone()),
            ("First Name", |it| it.first.clone()),
            ("Email", |it| it.email.clone()),
            ("Home Phone", |it| it.home.clone()),
            ("Mobile Phone", |it| it.mobile.clone()),
            ("Address", |it| it.street.clone()),
            ("City", |it| it.city.clone()),
            ("Postal Code", |it| it.zip.clone()),
            ("Birthdate", month_first),
            ("Red Alert", |it| it.alert.clone()),
        ],
    },
    Shape {
        name: "Schedulista",
        separator: ',',
        line_end: "\n",
        write: utf8,
        said: "UTF-8, separated by commas",
        columns: &[
            ("Full name", whole_name),
            ("email", |it| it.email.clone()),
            ("phone", |it| it.mobile.clone()),
        ],
    },
    Shape {
        name: "MassageBook",
        separator: ',',
        line_end: "\r\n",
        write: utf16_be,
        said: "UTF-16 (big-endian), separated by commas",
        columns: &[
            ("Client First Name", |it| it.first.clone()),
            ("Client Last Name", |it| it.last.clone()),
            ("E-mail Address", |it| it.email.clone()),
            ("Cell Phone", |it| it.mobile.clone()),
            ("Date of Birth", iso),
            ("Street Address", |it| it.street.clone()),
            ("City", |it| it.city.clone()),
            ("Zip Code", |it| it.zip.clone()),
            ("Gender", |_| "—".to_owned()),
        ],
    },
];

const FIRSTS: [&str; 12] = [
    "Zoë",
    "André",
    "Søren",
    "Ann-Marie",
    "José",
    "Inês",
    "O'Neil",
    "Bo",
    "Jürgen",
    "Chloé",
    "Mary Ann",
    "Þór",
];
const LASTS: [&str; 12] = [
    "Müller",
    "O'Brien",
    "van der Berg",
    "'t Hooft",
    "Smith, Jr.",
    "García",
    "de la Cruz",
    "Åström",
    "D’Angelo",
    "Nuñez",
    "St. John",
    "Weiß",
];

/// Letters that make a name one of its own.
fn own(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + u8::try_from(digit % 26).unwrap());
    [letter(number / 26), letter(number)].iter().collect()
}

fn phone(rng: &mut Rng) -> String {
    let digits: Vec<String> = (0..4).map(|_| rng.u16(10..100).to_string()).collect();
    let [a, b, c, d] = &digits[..] else { unreachable!("there are four") };
    match rng.u8(0..7) {
        0 => format!("+49 1{a} {b}{c}"),
        1 => format!("(5{a}) 5{b}-{c}{d}"),
        2 => format!("0{a}.{b}.{c}.{d}"),
        3 => format!("'0{a} {b}{c}{d}"),
        4 => format!("'+33 6 {a} {b} {c} {d}"),
        5 => format!("1-800-{a}{b} ext. {c}"),
        _ => String::new(),
    }
}

fn made(number: usize, rng: &mut Rng) -> Made {
    let born = match number {
        7 => Some((29, 2, 1984)),
        8 => Some((3, 4, 1990)),
        _ if rng.u8(0..4) == 0 => None,
        _ => Some((rng.u8(1..=28), rng.u8(1..=12), rng.i16(1925..2015))),
    };
    let pick = |rng: &mut Rng, all: &[&str]| all[rng.usize(0..all.len())].to_owned();
    Made {
        first: pick(rng, &FIRSTS),
        last: if rng.u8(0..20) == 0 { String::new() } else { pick(rng, &LASTS) },
        email: if rng.bool() { format!("c{number}@example.com") } else { String::new() },
        mobile: phone(rng),
        home: phone(rng),
        born,
        street: pick(rng, &["1 High St", "Am Bach 3\nHinterhaus", "Rue de l\"Eau; 4, bis", "5\t6"]),
        city: pick(rng, &["Zürich", "St. Gallen, SG", ""]),
        zip: format!("{:05}", rng.u32(0..100_000)),
        alert: pick(rng, &["", "Pacemaker\r\nsince 2020", "=1+1", "\"quoted\"; said", "– late"]),
        number,
    }
}

/// A name that nobody else in the list has.
fn with_own_name(mut made: Made) -> Made {
    made.first = format!("{} {}", made.first, own(made.number));
    made
}

/// The rows of a list, each with what has to become of it.
fn rows(seed: u64) -> Vec<(Made, Fate)> {
    let mut rng = Rng::with_seed(seed);
    let mut rows: Vec<(Made, Fate)> = Vec::new();
    for number in 0..300 {
        let made = with_own_name(made(number, &mut rng));
        rows.push((made, Fate::Added));
        match number % 30 {
            3 => {
                let earlier = rows[rng.usize(0..rows.len())].0.clone();
                rows.push((earlier, Fate::Skipped));
            }
            13 => {
                let mut nobody = rows[rows.len() - 1].0.clone();
                (nobody.first, nobody.last) = (String::new(), " ".to_owned());
                rows.push((nobody, Fate::Skipped));
            }
            17 => rows.push((Made::default(), Fate::Skipped)),
            23 => {
                // The same name once more, in capitals and with another telephone.
                let mut again = rows[rows.len() - 1].0.clone();
                again.first = again.first.to_uppercase();
                "0".clone_into(&mut again.mobile);
                rows.push((again, Fate::Namesake));
            }
            29 => {
                let mut endless = rows[rows.len() - 1].0.clone();
                endless.first = "x".repeat(201);
                rows.push((endless, Fate::Skipped));
            }
            _ => {}
        }
    }
    rows
}

impl Shape {
    fn list(&self, rows: &[(Made, Fate)]) -> String {
        let mut text = String::new();
        let mut line = |cells: Vec<String>| {
            let cells: Vec<String> = cells.iter().map(|cell| self.quoted(cell)).collect();
            write!(text, "{}{}", cells.join(&self.separator.to_string()), self.line_end).unwrap();
        };
        line(self.columns.iter().map(|(name, _)| (*name).to_owned()).collect());
        for (made, _) in rows {
            line(self.columns.iter().map(|(_, cell)| cell(made)).collect());
        }
        text
    }

    fn quoted(&self, cell: &str) -> String {
        let needs = cell.contains([self.separator, '"', '\n', '\r']);
        if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    }

    fn has(&self, header: &str) -> bool {
        self.columns.iter().any(|(name, _)| *name == header)
    }

    /// The client that a row has to become.
    fn client(&self, made: &Made) -> Client {
        let plain = |phone: &str| phone.strip_prefix('\'').unwrap_or(phone).to_owned();
        let mut phones = vec![plain(&made.mobile)];
        if self.has("Home Phone") || self.has("Téléphone") {
            phones.push(plain(&made.home));
        }
        phones.retain(|phone| !phone.is_empty());
        phones.dedup();
        let town = match self.name {
            "LibreOsteo" => [made.zip.clone(), made.city.clone()],
            _ => [made.city.clone(), made.zip.clone()],
        };
        let town: Vec<String> = town.into_iter().filter(|part| !part.is_empty()).collect();
        let address = match self.name {
            "Acuity" | "Schedulista" => String::new(),
            _ => format!("{}\n{}", made.street.replace('\t', " "), town.join(" ")),
        };
        let important = match self.name {
            "Acuity" | "LibreOsteo" | "Mindbody" => made.alert.replace('\r', ""),
            _ => String::new(),
        };
        let has_birth = !matches!(self.name, "Acuity" | "Schedulista");
        let has_code = matches!(self.name, "LibreOsteo" | "Mindbody");
        let email = if self.name == "LibreOsteo" { String::new() } else { made.email.clone() };
        let told = |text: String| Some(text).filter(|text| !text.is_empty());
        Client {
            code: has_code.then(|| made.number.to_string()),
            birth_year: made.born.filter(|_| has_birth).map(|(_, _, year)| year),
            contact: Contact {
                phone: told(phones.join(", ")),
                email: told(email),
                address: told(address),
            },
            important: told(important),
            ..Client::named(whole_name(made))
        }
    }
}

fn said(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn three_hundred_clients_come_in_from_each_of_five_programs() {
    for (seed, shape) in (1..).zip(&SHAPES) {
        let place = Place::new();
        let mut rows = rows(seed);
        // Two of them are clients already.
        for start in [40, 90] {
            let next = rows.iter_mut().skip(start).find(|(_, fate)| *fate == Fate::Added);
            let (made, fate) = next.unwrap();
            place.add(&whole_name(made).to_lowercase());
            *fate = Fate::Namesake;
        }
        place.put("list.csv", (shape.write)(&shape.list(&rows)));
        let before = place.clients_of("p").len();
        let list = ["client", "import", "--practice", "p", "list.csv", "--format", "json"];
        let dry = place.run([&list[..], &["--dry-run"]].concat()).expect(0);
        let went = place.run(list).expect(0);
        assert!(went.err.contains(shape.said), "{}: {}", shape.name, went.err);
        let (told, dry) = (said(&went.out), said(&dry.out));
        assert_eq!(dry["skipped"], told["skipped"]);
        let listed = |key: &str| -> BTreeSet<usize> {
            let rows = told[key].as_array().unwrap().iter();
            rows.map(|row| usize::try_from(row["row"].as_u64().unwrap()).unwrap()).collect()
        };
        let fated = |fate: Fate| -> BTreeSet<usize> {
            (2..).zip(&rows).filter(|(_, (_, of))| *of == fate).map(|(row, _)| row).collect()
        };
        assert_eq!(listed("skipped"), fated(Fate::Skipped), "{}", shape.name);
        assert_eq!(listed("namesakes"), fated(Fate::Namesake), "{}", shape.name);
        let added = fated(Fate::Added).len();
        assert_eq!((&told["read"], &told["added"]), (&json!(rows.len()), &json!(added)));
        assert_eq!(told["notes"].as_array().unwrap().len(), 0, "{}", told["notes"]);
        // Those who were added are there in the order of their rows, with all that the list says.
        let clients = place.clients_of("p").split_off(before);
        let expected: Vec<Client> = rows
            .iter()
            .filter(|(_, fate)| *fate == Fate::Added)
            .map(|(made, _)| shape.client(made))
            .collect();
        assert_eq!(clients.len(), expected.len());
        for (client, expected) in clients.iter().zip(&expected) {
            assert_eq!(client, expected, "{}", shape.name);
        }
        place.is_whole("p");
    }
}
