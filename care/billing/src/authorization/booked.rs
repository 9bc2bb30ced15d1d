//! What booked services would use of an authorization, by the payer's own rules, so that over-use is seen when booking and never
//! first at billing (OP-A13). A prediction: it takes for granted that everything booked is attended and charted.

use jiff::civil::Date;
use schedule::program::ServiceKind;

use super::use_up::Use;
use crate::rule::{PayerTerms, PriorAuthorization};
use crate::service_day::facts::{billable_kind, per_diem};

/// A service booked on a day, with its minutes.
pub type Booked = (ServiceKind, i64);

/// The day and the code of what would be charged: what a booked use is told apart by.
pub type BookedUse = Use<(Date, String)>;

/// Whether the payer wants approval beforehand; where it does not, nothing is counted down.
#[must_use]
pub fn wants_approval(terms: &PayerTerms<'_>) -> bool {
    terms.payer.prior_authorization == PriorAuthorization::Required
}

/// What one booked day would use: one per diem for what the contract bundles, else units service by service.
#[must_use]
pub fn uses_of_day(terms: &PayerTerms<'_>, principal: Option<&str>, day: Date, booked: &[Booked]) -> Vec<BookedUse> {
    let bundle = terms.per_diem(Some(per_diem(principal)));
    let is_bundled = |(kind, _): &&Booked| bundle.is_some_and(|rule| rule.bundles(billable_kind(*kind)));
    let mut units: Vec<(String, i64)> = Vec::new();
    if let Some(rule) = bundle {
        let minutes: i64 = booked.iter().filter(is_bundled).map(|(_, minutes)| minutes).sum();
        units.push((rule.code.clone(), rule.units(minutes)));
    }
    for (kind, minutes) in booked.iter().filter(|one| !is_bundled(one)) {
        if let Some(rule) = terms.rule_for(billable_kind(*kind), None, *minutes) {
            units.push((rule.code.clone(), rule.units(*minutes)));
        }
    }
    let mut uses: Vec<BookedUse> = Vec::new();
    for (code, units) in units.into_iter().filter(|(_, units)| *units > 0) {
        match uses.iter_mut().find(|known| known.code == code) {
            Some(known) => known.units += units,
            None => uses.push(Use { id: (day, code.clone()), code, on: day, units }),
        }
    }
    uses
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]
    use super::*;
    use crate::rule::RuleBook;

    fn on(payer: &str, booked: &[Booked]) -> Vec<(String, i64)> {
        let book = RuleBook::from_toml(include_str!("../../data/payers.toml")).unwrap();
        let day = jiff::civil::date(2026, 3, 16);
        let terms = book.terms_on(payer, day).unwrap();
        uses_of_day(&terms, Some("F10.20"), day, booked).into_iter().map(|used| (used.code, used.units)).collect()
    }

    #[test]
    fn op_a13_a_day_of_two_groups_will_use_one_per_diem() {
        let day = [(ServiceKind::Group, 90), (ServiceKind::Group, 90)];
        assert_eq!(on("harborline", &day), [("H0015".to_owned(), 1)]);
    }

    #[test]
    fn a_day_below_the_minimum_uses_nothing() {
        assert_eq!(on("harborline", &[(ServiceKind::Group, 90)]), []);
    }

    #[test]
    fn who_pays_alone_needs_no_approval() {
        let book = RuleBook::from_toml(include_str!("../../data/payers.toml")).unwrap();
        let day = jiff::civil::date(2026, 3, 16);
        assert!(wants_approval(&book.terms_on("harborline", day).unwrap()));
        assert!(!wants_approval(&book.terms_on("self-pay", day).unwrap()));
    }
}
