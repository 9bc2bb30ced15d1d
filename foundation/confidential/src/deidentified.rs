//! Whether a table may be called de-identified: the eighteen kinds of identifiers that the safe harbor of 45 CFR 164.514(b)(2) takes out,
//! looked for by what a column is called and by what stands in it (P2-06, P2-42). It finds what can be recognised; that the rest cannot
//! be used to know anybody is for a person to say, and so is the expert's way of 164.514(b)(1).

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::search;

const FILE: &str = include_str!("../data/small-areas.toml");

static SMALL_AREAS: LazyLock<Result<SmallAreas, String>> =
    LazyLock::new(|| toml::from_str(FILE).map_err(|error| error.to_string()));

#[derive(Debug, Deserialize)]
struct SmallAreas {
    areas: Vec<String>,
}

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// (A) A name.
    Name,
    /// (B) A place smaller than a state: street, city, county, more of a postal code than its first three digits.
    Place,
    /// (B) The first three digits of a postal code of a small area.
    SmallArea,
    /// (C) A date with more than the year.
    Date,
    /// (C) An age over 89.
    HighAge,
    /// (D, E) A telephone or fax number.
    Telephone,
    /// (F) An e-mail address.
    Email,
    /// (G) A social security number.
    SocialSecurity,
    /// (H to L) A number of a record, a plan, an account, a license, a vehicle.
    Number,
    /// (M) A number of a device.
    Device,
    /// (N, O) An address on a network.
    Network,
    /// (P, Q) A finger, a voice, a face.
    Body,
}

impl Identifier {
    /// The paragraph of 164.514(b)(2)(i) that names it.
    #[must_use]
    pub const fn paragraph(self) -> &'static str {
        match self {
            Self::Name => "(A)",
            Self::Place | Self::SmallArea => "(B)",
            Self::Date | Self::HighAge => "(C)",
            Self::Telephone => "(D), (E)",
            Self::Email => "(F)",
            Self::SocialSecurity => "(G)",
            Self::Number => "(H) to (L)",
            Self::Device => "(M)",
            Self::Network => "(N), (O)",
            Self::Body => "(P), (Q)",
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Name => "Take the column out.",
            Self::Place => "Keep the state, or the first three digits of the postal code.",
            Self::SmallArea => "Write 000: too few people live in this area.",
            Self::Date => "Keep the year alone, or the days between two events.",
            Self::HighAge => "Write 90 for everybody of 90 and over, and no year of birth that says more.",
            Self::Telephone | Self::Email | Self::SocialSecurity | Self::Network | Self::Body => "Take it out.",
            Self::Number | Self::Device => "Take it out, or put a number in its place that comes from nothing of the person’s.",
        }
    }
}

/// What was found in one column. It says where, never what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What the column is called.
    pub column: String,
    /// What kind of identifier.
    pub identifier: Identifier,
    /// In how many rows; all of them when the column's name says it.
    pub rows: usize,
    /// The first of them, counted from 1.
    pub first_row: usize,
}

/// A table that may leave when nothing in it points to anybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the columns are called.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Whether nothing was found in it that the safe harbor takes out.
    ///
    /// # Errors
    /// As [`check`].
    pub fn is_deidentified(&self) -> Result<bool, String> {
        Ok(check(&self.header, self.rows.iter().map(Vec::as_slice))?.is_empty())
    }
}

/// Looks through a table. Nothing found is the answer of a file that passes.
///
/// # Errors
/// When the embedded list of small areas cannot be read: then no file passes.
pub fn check<'a>(header: &[String], rows: impl Iterator<Item = &'a [String]>) -> Result<Vec<Finding>, String> {
    let areas = &SMALL_AREAS.as_ref().map_err(Clone::clone)?.areas;
    let names: Vec<Vec<String>> = header.iter().map(|name| tokens(name)).collect();
    let mut found: BTreeMap<(usize, Identifier), Finding> = BTreeMap::new();
    for (row, cells) in rows.enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let named = names.get(column).map(Vec::as_slice).unwrap_or_default();
            let Some(identifier) = said_by_name(named).or_else(|| seen_in(named, cell.trim(), areas)) else { continue };
            let new = || Finding {
                column: header.get(column).cloned().unwrap_or_else(|| format!("column {}", column + 1)),
                identifier,
                rows: 0,
                first_row: row + 1,
            };
            found.entry((column, identifier)).or_insert_with(new).rows += 1;
        }
    }
    Ok(found.into_values().collect())
}

/// The words of a column's name: `birthDate`, `birth_date` and `Birth date` are the same.
fn tokens(name: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            parted.push(' ');
        }
        parted.push(letter);
        before = letter;
    }
    search::tokens(&parted.replace('_', " "))
}

/// Kinds that a column of this name holds whatever stands in it.
fn said_by_name(name: &[String]) -> Option<Identifier> {
    let has = |words: &[&str]| name.iter().any(|token| words.contains(&token.as_str()));
    let is_person = has(&["name", "surname", "initials", "alias", "nickname"]) && !has(&["program", "payer", "group", "track"]);
    let all = [
        (is_person || (has(&["first", "last", "given", "family"]) && name.len() == 1), Identifier::Name),
        (has(&["ssn"]) || (has(&["social"]) && has(&["security"])), Identifier::SocialSecurity),
        (
            has(&["street", "address", "city", "town", "county", "precinct", "geocode", "latitude", "longitude"]),
            Identifier::Place,
        ),
        (has(&["phone", "telephone", "mobile", "fax"]), Identifier::Telephone),
        (has(&["email", "mail"]), Identifier::Email),
        (has(&["mrn", "member", "account", "license", "licence", "certificate", "vin", "plate", "passport"]), Identifier::Number),
        (has(&["record", "patient", "subscriber", "beneficiary"]) && has(&["id", "number", "no"]), Identifier::Number),
        (has(&["device", "serial"]), Identifier::Device),
        (has(&["photo", "photograph", "picture", "face", "fingerprint", "voice"]), Identifier::Body),
    ];
    all.into_iter().find_map(|(is_there, identifier)| is_there.then_some(identifier))
}

/// Kinds that are seen by what stands in a cell.
fn seen_in(name: &[String], cell: &str, small_areas: &[String]) -> Option<Identifier> {
    let is_named = |words: &[&str]| name.iter().any(|token| words.contains(&token.as_str()));
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    if is_named(&["zip", "postal", "postcode", "zipcode"]) {
        return match digits.len() {
            0..=2 => None,
            3 => small_areas.contains(&digits).then_some(Identifier::SmallArea),
            _ => Some(Identifier::Place),
        };
    }
    if is_named(&["age"]) && digits.parse::<u32>().is_ok_and(|age| age > 90) {
        return Some(Identifier::HighAge);
    }
    let all = [
        (is_date(cell), Identifier::Date),
        (is_email(cell), Identifier::Email),
        (is_shape(cell, "999-99-9999"), Identifier::SocialSecurity),
        (is_shape(cell, "99999-9999"), Identifier::Place),
        (is_telephone(cell, digits.len()), Identifier::Telephone),
        (cell.parse::<IpAddr>().is_ok() || cell.contains("://") || cell.starts_with("www."), Identifier::Network),
    ];
    all.into_iter().find_map(|(is_there, identifier)| is_there.then_some(identifier))
}

/// A day, alone or before a time of day, in the ways that tables write it.
fn is_date(cell: &str) -> bool {
    let day = cell.split(['T', ' ']).next().unwrap_or_default();
    let by = |way: &str| Date::strptime(way, day).is_ok();
    let has_month = by("%Y-%m-%d") || by("%m/%d/%Y") || by("%m/%d/%y") || by("%d.%m.%Y") || by("%Y%m%d") && day.len() == 8;
    let is_month = is_shape(day, "9999-99") && Date::strptime("%Y-%m-%d", format!("{day}-01")).is_ok();
    has_month || is_month || Date::strptime("%B %d, %Y", cell).is_ok() || Date::strptime("%b %d, %Y", cell).is_ok()
}

fn is_email(cell: &str) -> bool {
    cell.split_once('@').is_some_and(|(who, host)| !who.is_empty() && !who.contains(' ') && host.contains('.'))
}

/// Ten digits of this country, or more after a plus, and nothing beside them but what people write between digits.
fn is_telephone(cell: &str, digits: usize) -> bool {
    let is_written_so = cell.chars().all(|letter| letter.is_ascii_digit() || " ()+-./".contains(letter));
    let is_parted = cell.starts_with('+') || cell.contains(['(', '-', '.', ' ']);
    is_written_so && is_parted && (10..=15).contains(&digits)
}

/// Whether a text has this shape: `9` stands for a digit.
fn is_shape(text: &str, shape: &str) -> bool {
    let fits = |(letter, place): (char, char)| if place == '9' { letter.is_ascii_digit() } else { letter == place };
    text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn found(header: &[&str], rows: &[&[&str]]) -> Vec<(String, Identifier, usize)> {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let all = check(&header, rows.iter().map(Vec::as_slice)).unwrap();
        all.into_iter().map(|one| (one.column, one.identifier, one.rows)).collect()
    }

    #[test]
    fn p2_a18_a_research_file_with_five_digits_of_the_postal_code_and_full_birth_dates_fails() {
        let found = found(&["zip", "birth_date", "days"], &[&["02601", "1990-04-12", "41"], &["02540", "1971-11-02", "9"]]);
        assert_eq!(found, [("zip".into(), Identifier::Place, 2), ("birth_date".into(), Identifier::Date, 2)]);
    }

    #[test]
    fn p2_42_three_digits_years_and_intervals_pass() {
        let header = ["zip3", "zip", "birth_year", "age", "days_in_care", "phq9", "program_name", "state"];
        assert_eq!(found(&header, &[&["026", "025", "1971", "54", "41", "12", "Evening", "MA"]]), []);
    }

    #[test]
    fn a_small_area_and_an_age_over_89_are_found() {
        assert_eq!(
            found(&["zip", "age"], &[&["036", "94"], &["026", "90"]]),
            [("zip".into(), Identifier::SmallArea, 1), ("age".into(), Identifier::HighAge, 1)]
        );
    }

    #[test]
    fn each_kind_is_found_by_its_name_or_by_what_it_looks_like() {
        let looks = [
            ("a@b.org", Identifier::Email),
            ("(508) 555-0100", Identifier::Telephone),
            ("+15085550100", Identifier::Telephone),
            ("123-45-6789", Identifier::SocialSecurity),
            ("02601-1234", Identifier::Place),
            ("10.0.0.7", Identifier::Network),
            ("https://example.org/x", Identifier::Network),
            ("4/12/1990", Identifier::Date),
            ("1990-04", Identifier::Date),
            ("2026-03-12T10:00:00Z", Identifier::Date),
            ("March 12, 2026", Identifier::Date),
        ];
        for (cell, identifier) in looks {
            assert_eq!(found(&["x"], &[&[cell]]), [("x".into(), identifier, 1)], "{cell}");
        }
        let names = [
            ("lastName", Identifier::Name),
            ("Patient name", Identifier::Name),
            ("city", Identifier::Place),
            ("mrn", Identifier::Number),
            ("member_id", Identifier::Number),
            ("recordNumber", Identifier::Number),
            ("device", Identifier::Device),
            ("photo", Identifier::Body),
        ];
        for (name, identifier) in names {
            assert_eq!(found(&[name], &[&["x"]]), [(name.into(), identifier, 1)], "{name}");
        }
    }

    proptest! {
        #[test]
        fn p2_06_no_full_date_passes_however_it_is_written(day in 0_i64..40_000, way in prop::sample::select(vec!["%Y-%m-%d", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%B %d, %Y"])) {
            let date = Date::constant(1900, 1, 1).checked_add(jiff::ToSpan::days(day)).unwrap();
            prop_assert!(is_date(&date.strftime(way).to_string()), "{date} as {way}");
        }

        #[test]
        fn p2_06_no_postal_code_of_five_digits_passes(code in 0_u32..100_000) {
            let cell = format!("{code:05}");
            prop_assert_eq!(found(&["ZIP"], &[&[cell.as_str()]]).len(), 1);
        }
    }
}
