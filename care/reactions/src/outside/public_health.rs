//! Figures for a public health authority (42 CFR 2.54; P2-44): how many people were admitted, were discharged, were in care, and for what
//! kind of substance, by the year. Nothing in them points to anybody; a few people are told as a few.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Actor, Context, Kind, Problems, Refusal};
use confidential::deidentified::Table;
use confidential::gate;
use confidential::recipient::{LegalStatus, Party};
use confidential::{Guarded, Query};
use jiff::civil::Date;
use privacy::outside_recipient::known_as;
use privacy::public_health_report::{PublicHealthReport, keep};
use vocabulary::id::{PatientId, PublicHealthReportId};

use crate::House;

/// Fewer than so many people are not counted out: whoever knows one of them would know too much.
const FEW: usize = 11;
/// The most years of one table.
const MOST_YEARS: i16 = 10;
/// The first year that may be asked about.
const FIRST_YEAR: i16 = 2000;

/// The kinds of substance, by the beginning of the diagnosis (ICD-10-CM F10 to F19).
const SUBSTANCES: [(&str, &str); 10] = [
    ("F10", "alcohol"),
    ("F11", "opioids"),
    ("F12", "cannabis"),
    ("F13", "sedatives"),
    ("F14", "cocaine"),
    ("F15", "other stimulants"),
    ("F16", "hallucinogens"),
    ("F17", "nicotine"),
    ("F18", "inhalants"),
    ("F19", "other or several substances"),
];

/// Asks for the figures. Nothing leaves by looking.
#[derive(Clone, Copy, Debug)]
pub struct PublicHealthFigures {
    /// The first year.
    pub from_year: Option<i16>,
    /// The last year.
    pub to_year: Option<i16>,
}

/// Hands them over.
#[derive(Clone, Debug)]
pub struct HandOverFigures {
    /// Which.
    pub figures: PublicHealthFigures,
    /// To which authority.
    pub authority: String,
}

impl House {
    /// Hands figures to a public health authority, and keeps what left.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] without an authority or years; [`Refusal::Refused`] with every reason of the gate.
    pub fn hand_over_figures(&self, actor: &Actor, wish: &HandOverFigures) -> Result<PublicHealthReportId, Refusal> {
        self.database().write(|tx| self.within(tx, actor, |cx| wish.hand_over(cx)))
    }
}

impl Query for PublicHealthFigures {
    type View = Table;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Table>, Refusal> {
        cx.require(Action::Disclose, Kind::PublicHealthReport)?;
        let mut problems = Problems::none();
        let years = self.judged(cx, &mut problems);
        let (from, to) = problems.finish(years)?;
        Ok(Guarded::program(Kind::PublicHealthReport, table(cx, from, to)?))
    }
}

impl PublicHealthFigures {
    fn judged(&self, cx: &Context<'_>, problems: &mut Problems) -> Option<(i16, i16)> {
        let this_year = cx.today().year();
        let is_year = |year: Option<i16>| year.is_some_and(|year| (FIRST_YEAR..=this_year).contains(&year));
        problems.require("from_year", is_year(self.from_year), "Write a year that has begun, like 2025.");
        problems.require("to_year", is_year(self.to_year), "Write a year that has begun, like 2025.");
        let years = self.from_year.zip(self.to_year);
        problems.require("to_year", years.is_none_or(|(from, to)| from <= to), "It cannot be before the first year.");
        let is_short = years.is_none_or(|(from, to)| to.saturating_sub(from) < MOST_YEARS);
        problems.require("to_year", is_short, "Ask for ten years at most.");
        years
    }
}

impl HandOverFigures {
    fn hand_over(&self, cx: &Context<'_>) -> Result<PublicHealthReportId, Refusal> {
        cx.require(Action::Disclose, Kind::PublicHealthReport)?;
        let mut problems = Problems::none();
        problems.require("authority", !self.authority.trim().is_empty(), "Write which authority asks.");
        let years = self.figures.judged(cx, &mut problems);
        let (from_year, to_year) = problems.finish(years)?;
        let typed = Party { name: self.authority.trim().to_owned(), status: LegalStatus::PublicAuthority, ..Party::default() };
        let party = known_as(cx, &typed)?;
        let envelope = Guarded::program(Kind::PublicHealthReport, table(cx, from_year, to_year)?);
        gate::to_public_health(cx, envelope, &party, |table| {
            let report = PublicHealthReport {
                id: cx.new_id(),
                authority: party.name.clone(),
                address: party.address.clone(),
                from_year,
                to_year,
                table: (**table).clone(),
                by: cx.actor.signature_name.clone(),
                on: cx.today(),
            };
            keep(cx, &report)?;
            Ok(report.id)
        })
    }
}

/// Asks for figures that were handed over, to give them to the authority again.
#[derive(Clone, Copy, Debug)]
pub struct HandedOverFigures {
    /// Which.
    pub report: PublicHealthReportId,
}

impl Query for HandedOverFigures {
    type View = PublicHealthReport;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<PublicHealthReport>, Refusal> {
        cx.require(Action::View, Kind::PublicHealthReport)?;
        Ok(Guarded::program(Kind::PublicHealthReport, privacy::public_health_report::load(cx.tx, self.report)?))
    }
}

/// The figures of these years.
fn table(cx: &Context<'_>, from: i16, to: i16) -> Result<Table, Refusal> {
    let mut rows = Vec::new();
    for year in from..=to {
        let first = Date::new(year, 1, 1).map_err(|error| Refusal::Fault(error.to_string()))?;
        let last = Date::new(year, 12, 31).map_err(|error| Refusal::Fault(error.to_string()))?;
        let mut counted: BTreeMap<usize, (&str, BTreeSet<PatientId>)> = BTreeMap::new();
        let mut count = |place: usize, what: &'static str, patient: Option<PatientId>| {
            counted.entry(place).or_insert((what, BTreeSet::new())).1.extend(patient);
        };
        count(0, "admitted", None);
        count(1, "discharged", None);
        count(2, "in care", None);
        for episode in episode::episode::open_between(cx.tx, first, last)? {
            let is_in = |day: Date| first <= day && day <= last;
            count(0, "admitted", is_in(episode.admitted_on).then_some(episode.patient));
            count(1, "discharged", episode.discharged_on.is_some_and(is_in).then_some(episode.patient));
            count(2, "in care", Some(episode.patient));
            for (place, (code, what)) in SUBSTANCES.into_iter().enumerate() {
                let has = episode.diagnoses.iter().any(|one| one.code.starts_with(code));
                count(3 + place, what, has.then_some(episode.patient));
            }
        }
        rows.extend(counted.into_values().map(|(what, people)| vec![year.to_string(), what.to_owned(), told(people.len())]));
    }
    Ok(Table { header: ["year", "what", "people"].map(str::to_owned).to_vec(), rows })
}

/// A number of people as it is told.
fn told(people: usize) -> String {
    match people {
        0 => "0".to_owned(),
        some if some < FEW => format!("fewer than {FEW}"),
        many => many.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn p2_44_a_few_people_are_told_as_a_few() {
        assert_eq!([0, 1, 10, 11, 240].map(told), ["0", "fewer than 11", "fewer than 11", "11", "240"]);
    }
}
