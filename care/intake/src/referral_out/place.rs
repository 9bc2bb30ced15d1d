//! The directory of other places: one file, imported whole, every version kept; each place with the days it stands there.

use access::{Action, Command, Context, Done, Kind, Refusal};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Fact;
use crate::placement::Level;

/// The directory as it was imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceBook {
    /// Always the same: there is one directory.
    pub id: Uuid,
    /// The file.
    pub toml: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its short key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The levels of care it gives.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// The number to call.
    pub phone: String,
    /// What one must know: hours, who is taken, the way in.
    #[serde(default)]
    pub note: String,
    /// Whether it answers crises and emergencies.
    #[serde(default)]
    pub is_for_crises: bool,
    /// First day it stands in the directory.
    pub valid_from: Date,
    /// Last day; absent means until further notice.
    pub valid_to: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    format: String,
    #[serde(default)]
    place: Vec<Place>,
}

/// The directory of the demonstration: national lines and invented places.
pub const DEMONSTRATION_PLACES: &str = include_str!("../../data/places.toml");

const BOOK: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_91ac);
const FORMAT: &str = "stepdown-places/1";

/// Imports the directory.
#[derive(Clone, Debug)]
pub struct ImportPlaces {
    /// The file.
    pub toml: String,
}

/// Opens the directory as it stands today.
#[derive(Clone, Copy, Debug)]
pub struct OpenPlaces;

impl Command for ImportPlaces {
    type Output = i64;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<i64, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let places = read(&self.toml).map_err(|problem| Refusal::invalid("places", problem))?;
        let book = PlaceBook { id: BOOK, toml: self.toml.clone() };
        match cx.tx.load::<PlaceBook>(BOOK)? {
            Some(known) if known.toml == self.toml => return Ok(Done::already(0)),
            Some(known) => cx.tx.amend(&book, known.version, &cx.entry("places imported"))?,
            None => cx.tx.append(&book, &cx.entry("places imported"))?,
        }
        Ok(Done::with(i64::try_from(places.len()).unwrap_or(i64::MAX), Fact::PlacesConfigured))
    }
}

impl Query for OpenPlaces {
    type View = Vec<Place>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<Place>>, Refusal> {
        cx.require(Action::View, Kind::Program)?;
        Ok(Guarded::program(Kind::Program, standing(cx)?))
    }
}

fn standing(cx: &Context<'_>) -> Result<Vec<Place>, Refusal> {
    let today = cx.today();
    let Some(book) = cx.tx.load::<PlaceBook>(BOOK)? else { return Ok(Vec::new()) };
    let mut places = read(&book.toml).map_err(Refusal::Fault)?;
    places.retain(|place| place.valid_from <= today && place.valid_to.is_none_or(|last| today <= last));
    Ok(places)
}

/// Who answers crises and emergencies today: for a paper that must say it without the program.
///
/// # Errors
/// The database's own.
pub fn crisis_lines(cx: &Context<'_>) -> Result<Vec<Place>, Refusal> {
    Ok(standing(cx)?.into_iter().filter(|place| place.is_for_crises).collect())
}

/// The places of a file, or what is wrong with it.
pub(crate) fn read(toml: &str) -> Result<Vec<Place>, String> {
    let file: PlaceFile = toml::from_str(toml).map_err(|problem| problem.to_string())?;
    if file.format != FORMAT {
        return Err(format!("format: this program reads `{FORMAT}`, not `{}`", file.format));
    }
    for (at, place) in file.place.iter().enumerate() {
        let named = format!("place {} ({})", at + 1, place.key);
        if place.key.trim().is_empty() || place.name.trim().is_empty() || place.phone.trim().is_empty() {
            return Err(format!("{named}: key, name and phone must be given"));
        }
        if place.valid_to.is_some_and(|last| last < place.valid_from) {
            return Err(format!("{named}: valid_to is before valid_from"));
        }
        let overlaps = |other: &Place| {
            other.key == place.key
                && other.valid_from <= place.valid_to.unwrap_or(Date::MAX)
                && place.valid_from <= other.valid_to.unwrap_or(Date::MAX)
        };
        if file.place.iter().skip(at + 1).any(overlaps) {
            return Err(format!("{named}: stands there twice for the same days"));
        }
    }
    Ok(file.place)
}
