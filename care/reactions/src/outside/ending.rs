//! Consents that end by their day within a month, with whose they are, so that somebody asks in time (P2-20 element 7).

use access::{Context, Kind, Refusal};
use confidential::{Consent, Guarded, Query};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{PatientId, PayerId};

/// Asks for them.
#[derive(Clone, Copy, Debug)]
pub struct EndingConsents;

/// What ends.
#[derive(Debug)]
pub struct Endings {
    /// Each consent with its person, soonest first.
    pub lines: Vec<EndingLine>,
    /// The payers, by name.
    pub payers: Vec<(PayerId, String)>,
}

/// One consent.
#[derive(Debug)]
pub struct EndingLine {
    /// Whose.
    pub patient: PatientId,
    /// The name they want to be called by.
    pub name: String,
    /// The consent.
    pub consent: Consent,
    /// Its last day.
    pub last_day: Date,
    /// Within how many days: 30, 14 or 7.
    pub within_days: i64,
    /// When they were last written to about it.
    pub written_at: Option<Timestamp>,
    /// Whether they allowed any number or address to be written to.
    pub may_be_written_to: bool,
}

impl Query for EndingConsents {
    type View = Endings;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Endings>, Refusal> {
        cx.require(access::Action::Record, Kind::Consent)?;
        let mut lines = Vec::new();
        for ending in privacy::consent::ending(cx)? {
            let Some(person) = cx.tx.load::<episode::Patient>(ending.consent.patient)? else { continue };
            let reminders = privacy::consent::reminders_of(cx, &ending)?;
            lines.push(EndingLine {
                written_at: reminders.first().map(|newest| newest.recorded_at),
                may_be_written_to: super::renewal::address(cx, person.id)?.is_some(),
                patient: person.id,
                name: person.name().full(),
                last_day: ending.last_day,
                within_days: ending.within_days,
                consent: ending.consent.record,
            });
        }
        let payers = billing::payer::all_payers(cx.tx)?;
        let payers = payers.into_iter().map(|payer| (payer.id, payer.name.clone())).collect();
        Ok(Guarded::several(Kind::Consent, Endings { lines, payers }))
    }
}
