//! Consents that end by their day soon, so that somebody asks in time: at thirty, fourteen and seven days.

use ::store::Stored;
use access::{Context, Refusal};
use confidential::Consent;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::store as privacy_store;

/// From how many days on it is said, nearest last.
pub const SAID_AT_DAYS: [i64; 3] = [30, 14, 7];

/// A consent that ends soon.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The consent.
    pub consent: Stored<Consent>,
    /// Its last day.
    pub last_day: Date,
    /// The nearest of [`SAID_AT_DAYS`] that has come.
    pub within_days: i64,
}

/// Those in force that end within thirty days, soonest first.
///
/// # Errors
/// The database's own.
pub fn ending(cx: &Context<'_>) -> Result<Vec<Ending>, Refusal> {
    let today = cx.today();
    let until = today.saturating_add(SAID_AT_DAYS[0].days());
    let found = privacy_store::consents_ending(cx.tx, today, until)?.into_iter().filter_map(|consent| {
        let last_day = consent.last_day()?;
        let days = i64::from((last_day - today).get_days());
        let within_days = SAID_AT_DAYS.into_iter().rev().find(|said| days <= *said)?;
        consent.is_in_force(cx.now, today).then_some(Ending { consent, last_day, within_days })
    });
    Ok(found.collect())
}
