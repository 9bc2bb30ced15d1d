//! The account of disclosures a person may ask for (42 CFR 2.25; 45 CFR 164.528; P2-49): what went to whom, for what, on what it rested,
//! in the three years before the request, or fewer when they want fewer.

use access::{Action, Context, Kind, Refusal};
use confidential::{Disclosure, Guarded, Query};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use vocabulary::id::PatientId;

/// Asks for the account.
#[derive(Clone, Copy, Debug)]
pub struct AccountOfDisclosures {
    /// About whom.
    pub patient: PatientId,
    /// The first day they want to know about; the earliest day of the right otherwise.
    pub from: Option<Date>,
}

/// The account.
#[derive(Debug)]
pub struct Account {
    /// The record number.
    pub record_number: i64,
    /// The language in which the person reads, as a tag.
    pub language: String,
    /// The first day it covers.
    pub from: Date,
    /// The last day: that of the request.
    pub to: Date,
    /// What was disclosed, newest first, with the moment.
    pub disclosures: Vec<(Disclosure, Timestamp)>,
}

/// The first day of the account that somebody may ask for on a day: three calendar years before, that day included (P2-A11).
#[must_use]
pub fn first_day(asked_on: Date) -> Date {
    asked_on.saturating_sub(3.years())
}

/// Reads the account: for staff and for the person it is the same.
pub(crate) fn account_of(cx: &Context<'_>, patient: PatientId, from: Option<Date>) -> Result<Account, Refusal> {
    let person = episode::patient::load(cx.tx, patient)?.record;
    let to = cx.today();
    let from = from.filter(|day| *day <= to).map_or(first_day(to), |day| day.max(first_day(to)));
    let (since, _) = cx.zone.bounds(from).map_err(|error| Refusal::Fault(error.to_string()))?;
    let all = confidential::read::disclosures_since(cx, patient, since)?;
    let disclosures = all.into_iter().map(|stored| (stored.record, stored.recorded_at)).collect();
    Ok(Account { record_number: person.record_number, language: person.language, from, to, disclosures })
}

impl Query for AccountOfDisclosures {
    type View = Account;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Account>, Refusal> {
        cx.require_when(Action::View, Kind::Disclosure, cx.about(self.patient))?;
        let account = account_of(cx, self.patient, self.from)?;
        Ok(Guarded::chart(self.patient, Kind::Disclosure, account).in_circumstances(cx.about(self.patient)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn p2_a11_the_account_goes_back_three_calendar_years_whatever_was_asked_for() {
        let asked_on = date(2026, 11, 27);
        let days_before = |days: i64| asked_on.saturating_sub(days.days());
        let first = first_day(asked_on);
        assert!(first <= days_before(1095), "day −1095 is in it");
        assert!(days_before(1097) < first, "day −1097 is not");
        assert_eq!(first_day(date(2028, 2, 29)), date(2025, 2, 28), "a leap day has its anniversary");
    }
}
