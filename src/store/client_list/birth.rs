//! The year of birth out of dates as lists have them. Only the year is kept, so that the order of day
//! and month matters little: it tells which dates can't be, and which of three small numbers may be the
//! year.

use jiff::civil::Date;

use super::shipped::words;
use crate::model::{Client, Day};

/// Which of day and month stands first, the year being last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 24/11/1968.
    DayFirst,
    /// 11/24/1968.
    MonthFirst,
}

/// Why a cell gives no year of birth.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BirthFault {
    /// It isn't a date.
    #[error("“{0}” is no date of birth")]
    NoDate(String),
    /// Day and month alone.
    #[error("“{0}” has no year")]
    NoYear(String),
    /// No calendar has it.
    #[error("“{0}” is on no calendar")]
    NoDay(String),
    /// No calendar has it in the order that was stated.
    #[error("“{0}” is on no calendar in the order that was stated")]
    OtherOrder(String),
    /// Nobody alive was born then.
    #[error("“{0}” is no year of birth, those are {first} to this year", first = Client::FIRST_BIRTH_YEAR)]
    NoYearOfBirth(i16),
    /// Three small numbers, each of which may be the year.
    #[error("“{0}” may have its year first or last")]
    WhichYear(String),
}

/// A year of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthYear {
    /// The year, such as 1968.
    pub year: i16,
    /// Whether its century isn't written there.
    pub is_short: bool,
}

/// What the dates of a column tell of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthColumn {
    asked: Option<DayOrder>,
    /// In the order of [`DayOrder`]: whether a date stands there that can only be read so.
    seen: [bool; 2],
    /// Whether a short year was found in the first and in the last place.
    short_year: [bool; 2],
    today: Day,
}

/// The numbers of a date, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// A year alone.
    Year(i16),
    /// A year with its month.
    Month(i16, i8),
    /// A year of four digits and two numbers behind it.
    YearFirst(i16, [i16; 2]),
    /// The same with the year behind them.
    YearLast([i16; 2], i16),
    /// Three numbers of one or two digits, and whether dashes stand between them. Nobody puts the year
    /// first and slashes or dots behind it.
    Short([i16; 3], bool),
    /// A day, a month by its name, and a year of four digits, or of two.
    Named { day: i16, month: i8, year: i16, is_short: bool },
    /// Day and month.
    NoYear,
}

impl BirthColumn {
    /// Looks through a column. `asked` is the order that somebody stated.
    pub fn of<'a>(
        cells: impl Iterator<Item = &'a str>,
        asked: Option<DayOrder>,
        today: Day,
    ) -> Self {
        let mut column = Self { asked, seen: [false; 2], short_year: [false; 2], today };
        for cell in cells {
            match parts(cell) {
                Some(Parts::YearLast([first, second], _)) => column.see(first, second),
                Some(Parts::Short(numbers, dashed)) => match column.places(numbers, dashed) {
                    [true, false] => column.short_year[0] = true,
                    [false, true] => {
                        column.short_year[1] = true;
                        column.see(numbers[0], numbers[1]);
                    }
                    [true, true] | [false, false] => {}
                },
                Some(
                    Parts::Year(_)
                    | Parts::Month(..)
                    | Parts::YearFirst(..)
                    | Parts::Named { .. }
                    | Parts::NoYear,
                )
                | None => {}
            }
        }
        column
    }

    fn see(&mut self, first: i16, second: i16) {
        match (first > 12, second > 12) {
            (true, false) => self.seen[0] = true,
            (false, true) => self.seen[1] = true,
            (true, true) | (false, false) => {}
        }
    }

    /// The order that was stated, else the one that the column shows; none where it shows none, or
    /// both.
    pub fn order(&self) -> Option<DayOrder> {
        self.asked.or(match self.seen {
            [true, false] => Some(DayOrder::DayFirst),
            [false, true] => Some(DayOrder::MonthFirst),
            [true, true] | [false, false] => None,
        })
    }

    /// Whether dates of both orders stand in it.
    pub fn is_mixed(&self) -> bool {
        self.seen == [true, true]
    }

    /// The year of birth that a cell gives; none where it is empty.
    pub fn year(&self, cell: &str) -> Result<Option<BirthYear>, BirthFault> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(None);
        }
        let shown = || cell.chars().take(40).collect::<String>();
        let found = match parts(cell).ok_or_else(|| BirthFault::NoDate(shown()))? {
            Parts::Year(year) | Parts::Month(year, _) => BirthYear { year, is_short: false },
            Parts::NoYear => return Err(BirthFault::NoYear(shown())),
            Parts::Named { day, month, year, is_short } => {
                let year = if is_short { self.century(year) } else { year };
                if !is_day(year, month.into(), day) {
                    return Err(BirthFault::NoDay(shown()));
                }
                BirthYear { year, is_short }
            }
            Parts::YearFirst(year, [a, b]) => {
                if !is_day(year, a, b) && !is_day(year, b, a) {
                    return Err(BirthFault::NoDay(shown()));
                }
                BirthYear { year, is_short: false }
            }
            Parts::YearLast([first, second], year) => {
                self.check(days(year, first, second), shown)?;
                BirthYear { year, is_short: false }
            }
            Parts::Short(numbers, dashed) => self.short(numbers, dashed, shown)?,
        };
        let this_year = self.today.date().year();
        if (Client::FIRST_BIRTH_YEAR..=this_year).contains(&found.year) {
            Ok(Some(found))
        } else {
            Err(BirthFault::NoYearOfBirth(found.year))
        }
    }

    fn short(
        &self,
        numbers: [i16; 3],
        dashed: bool,
        shown: impl Fn() -> String + Copy,
    ) -> Result<BirthYear, BirthFault> {
        let is_last = match self.places(numbers, dashed) {
            _ if self.asked.is_some() => true,
            [false, true] => true,
            [true, false] => false,
            [false, false] => return Err(BirthFault::NoDay(shown())),
            [true, true] => match (self.short_year, self.seen) {
                ([false, true], _) | ([false, false], [true, _] | [_, true]) => true,
                ([true, false], _) => false,
                ([true, true], _) | ([false, false], [false, false]) => {
                    return Err(BirthFault::WhichYear(shown()));
                }
            },
        };
        let [first, second, last] = numbers;
        if is_last {
            let year = self.century(last);
            self.check(days(year, first, second), shown)?;
            return Ok(BirthYear { year, is_short: true });
        }
        Ok(BirthYear { year: self.century(first), is_short: true })
    }

    /// Whether the year of three small numbers may be the first, and the last.
    fn places(&self, [first, second, last]: [i16; 3], dashed: bool) -> [bool; 2] {
        let (early, late) = (self.century(first), self.century(last));
        let in_last = days(late, first, second).contains(&true);
        [dashed && is_day(early, second, last), in_last]
    }

    fn check(&self, days: [bool; 2], shown: impl Fn() -> String) -> Result<(), BirthFault> {
        let [day_first, month_first] = days;
        if !day_first && !month_first {
            return Err(BirthFault::NoDay(shown()));
        }
        match self.asked {
            Some(DayOrder::DayFirst) if !day_first => Err(BirthFault::OtherOrder(shown())),
            Some(DayOrder::MonthFirst) if !month_first => Err(BirthFault::OtherOrder(shown())),
            Some(_) | None => Ok(()),
        }
    }

    /// The year that two digits stand for: the last one that was.
    fn century(&self, short: i16) -> i16 {
        let this_year = self.today.date().year();
        let in_this = this_year - this_year % 100 + short;
        if in_this <= this_year { in_this } else { in_this - 100 }
    }
}

/// Whether two numbers before a year are a day, with the day first and with the month first.
fn days(year: i16, first: i16, second: i16) -> [bool; 2] {
    [is_day(year, second, first), is_day(year, first, second)]
}

fn is_day(year: i16, month: i16, day: i16) -> bool {
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return false };
    Date::new(year, month, day).is_ok()
}

/// A word or a number of a date.
enum Token {
    Number { value: i16, digits: usize },
    Month(i8),
}

/// The numbers of a cell; none where it is no date.
fn parts(cell: &str) -> Option<Parts> {
    let tokens = tokens(without_time(cell))?;
    let numbers: Vec<(i16, usize)> = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Number { value, digits } => Some((*value, *digits)),
            Token::Month(_) => None,
        })
        .collect();
    let mut months = tokens.iter().filter_map(|token| match token {
        Token::Month(month) => Some(*month),
        Token::Number { .. } => None,
    });
    let month = months.next();
    if months.next().is_some() {
        return None;
    }
    match (month, numbers.as_slice()) {
        (None, [(year, 4)]) => Some(Parts::Year(*year)),
        (Some(month), [(year, 4)]) => Some(Parts::Month(*year, month)),
        (None, [(month, 1 | 2), (year, 4)] | [(year, 4), (month, 1 | 2)]) => {
            let month = i8::try_from(*month).ok().filter(|month| (1..=12).contains(month))?;
            Some(Parts::Month(*year, month))
        }
        (Some(_), [(_, 1 | 2)]) | (None, [(_, 1 | 2), (_, 1 | 2)]) => Some(Parts::NoYear),
        (Some(month), [(day, 1 | 2), (year, 4)] | [(year, 4), (day, 1 | 2)]) => {
            Some(Parts::Named { day: *day, month, year: *year, is_short: false })
        }
        (Some(month), [(day, 1 | 2), (year, 2)]) => {
            Some(Parts::Named { day: *day, month, year: *year, is_short: true })
        }
        (None, [(a, 1 | 2), (b, 1 | 2), (c, 1 | 2)]) => {
            Some(Parts::Short([*a, *b, *c], cell.contains('-')))
        }
        (None, [(a, 1 | 2), (b, 1 | 2), (c, 4)]) => Some(Parts::YearLast([*a, *b], *c)),
        (None, [(a, 4), (b, 1 | 2), (c, 1 | 2)]) => Some(Parts::YearFirst(*a, [*b, *c])),
        _ => None,
    }
}

/// A date without the time of day that databases write behind it.
fn without_time(cell: &str) -> &str {
    let cell = cell.trim();
    let Some(colon) = cell.find(':') else { return cell };
    let before = cell.get(..colon).unwrap_or_default();
    let start = before.rfind(|c: char| c.is_whitespace() || c == 'T').unwrap_or_default();
    before.get(..start).unwrap_or_default()
}

fn tokens(cell: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = cell;
    while let Some(first) = rest.chars().next() {
        let is_same = |c: char| {
            if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() }
        };
        let length = rest.find(|c: char| !is_same(c)).unwrap_or(rest.len());
        let taken = rest.get(..length).unwrap_or_default();
        if first.is_ascii_digit() {
            tokens.extend(number(taken)?);
        } else if first.is_alphabetic() {
            match words().month(taken) {
                Some(month) => tokens.push(Token::Month(month)),
                None if words().is_beside(taken) => {}
                None => return None,
            }
        } else if !matches!(first, '/' | '-' | '.' | ',' | ' ' | '\u{a0}' | '–' | '’' | '\'') {
            return None;
        }
        rest = rest.get(length.max(first.len_utf8())..).unwrap_or_default();
    }
    Some(tokens)
}

/// A number, or the three of a date that is written in one go, such as 19681124.
fn number(digits: &str) -> Option<Vec<Token>> {
    let token = |part: &str| {
        let value = part.parse().ok()?;
        Some(Token::Number { value, digits: part.len() })
    };
    if digits.len() == 8 {
        let (year, day) = digits.split_at_checked(4)?;
        let (month, day) = day.split_at_checked(2)?;
        return [year, month, day].into_iter().map(token).collect();
    }
    if digits.len() > 4 {
        return None;
    }
    Some(vec![token(digits)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::parse("2026-11-24").unwrap()
    }

    fn column(cells: &[&str], asked: Option<DayOrder>) -> BirthColumn {
        BirthColumn::of(cells.iter().copied(), asked, today())
    }

    fn year(cell: &str) -> Option<i16> {
        column(&[cell], None).year(cell).ok().flatten().map(|found| found.year)
    }

    #[test]
    fn the_year_of_whole_dates_is_told_in_whatever_order() {
        for (cell, expected) in [
            ("29/02/1984", 1984),
            ("02/29/1984", 1984),
            ("03/04/1990", 1990),
            ("1990-04-03", 1990),
            ("1990/4/3", 1990),
            ("3.4.1990", 1990),
            ("19900403", 1990),
            ("1990-04-03T00:00:00", 1990),
            ("1990-04-03 00:00:00", 1990),
            ("4/3/1990 12:00:00 AM", 1990),
            ("3 April 1990", 1990),
            ("April 3rd, 1990", 1990),
            ("3 avr. 1990", 1990),
            ("3. März 1990", 1990),
            ("03-Apr-90", 1990),
            ("Apr 1990", 1990),
            ("04/1990", 1990),
            ("1990", 1990),
            (" 1990 ", 1990),
            ("24/11/68", 1968),
            ("24.11.05", 2005),
            ("99-12-31", 1999),
        ] {
            assert_eq!(year(cell), Some(expected), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date_of_birth_is_said_to_be_none() {
        let fault = |cell: &str| column(&[cell], None).year(cell).unwrap_err();
        for cell in ["unknown", "24/11", "29/02/1985", "31/13/1990", "1899", "2027", "32966", "x 1"]
        {
            assert_eq!(year(cell), None, "{cell}");
        }
        for cell in ["0000-00-00", "12/1990/3", "-", "19680", "3 avr 4 mai 1990", "1 2 3 4"] {
            assert_eq!(year(cell), None, "{cell}");
        }
        assert!(matches!(fault("24/11"), BirthFault::NoYear(_)));
        assert!(matches!(fault("29/02/1985"), BirthFault::NoDay(_)));
        assert_eq!(fault("1850"), BirthFault::NoYearOfBirth(1850));
        assert_eq!(column(&[], None).year("  "), Ok(None));
    }

    #[test]
    fn the_order_is_the_one_that_a_day_over_twelve_shows() {
        let order = |cells: &[&str]| column(cells, None).order();
        assert_eq!(order(&["03/04/1990", "29/02/1984"]), Some(DayOrder::DayFirst));
        assert_eq!(order(&["03/04/1990", "02/29/1984"]), Some(DayOrder::MonthFirst));
        assert_eq!(order(&["03/04/1990", "1984-02-29"]), None);
        let mixed = column(&["13/04/1990", "02/29/1984"], None);
        assert!(mixed.is_mixed() && mixed.order().is_none());
        assert!(mixed.year("02/29/1984").is_ok());
        let asked = column(&["13/04/1990"], Some(DayOrder::MonthFirst));
        assert!(matches!(asked.year("13/04/1990"), Err(BirthFault::OtherOrder(_))));
        assert_eq!(asked.year("04/13/1990").unwrap().unwrap().year, 1990);
    }

    #[test]
    fn a_short_year_is_taken_only_where_it_can_be_told_which_it_is() {
        let alone = column(&["05-04-03"], None);
        assert!(matches!(alone.year("05-04-03"), Err(BirthFault::WhichYear(_))));
        for (beside, year) in [("24-12-75", 2003), ("75-12-24", 2005), ("24-12-1975", 2003)] {
            let column = column(&["05-04-03", beside], None);
            let found = column.year("05-04-03").unwrap().unwrap();
            assert_eq!(found, BirthYear { year, is_short: true }, "{beside}");
        }
        let asked = column(&["05-04-03"], Some(DayOrder::DayFirst));
        assert_eq!(asked.year("05-04-03").unwrap().unwrap().year, 2003);
        assert_eq!(year("24/11/26"), Some(2026));
        assert_eq!(year("24/11/27"), Some(1927));
    }
}
