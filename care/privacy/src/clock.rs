//! How long the program has: dated reference data (P2-49a, P2-51, P2-52, P2-55, P2-66). Rules that nobody has read in their source are
//! data with a mark, never code.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::breach::{InfoKind, Recipient};
use crate::request::RequestKind;

/// The clocks that come with the program.
const TOML: &str = include_str!("../data/clocks.toml");

static STANDARD: LazyLock<Clocks> = LazyLock::new(|| Clocks::from_toml(TOML).unwrap_or_default());

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// Read in a primary source.
    V,
    /// Read in a secondary source.
    V2,
    /// From knowledge; counsel has to look.
    K,
    /// Our own target, where the law names no day.
    D,
}

impl Mark {
    /// In words, for the page that shows the rule.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::V => "read in the rule",
            Self::V2 => "read about the rule",
            Self::K => "to be checked by counsel",
            Self::D => "our own target",
        }
    }
}

/// All clocks, each from its day on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    request: Vec<RequestClock>,
    breach: Vec<BreachClock>,
    state_breach: Vec<StateBreach>,
    complaint_address: Vec<ComplaintAddress>,
}

/// How long the program has for one kind of request.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestClock {
    /// The kind.
    pub kind: RequestKind,
    /// The first day on which requests are judged by it.
    pub valid_from: Date,
    /// Days from the day it was received until it is answered.
    pub days: i64,
    /// How many days more, once, with a reason in writing; 0 where there are none.
    pub extension_days: i64,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

impl RequestClock {
    /// The last day to answer what was received on a day.
    #[must_use]
    pub fn due_on(&self, received_on: Date) -> Date {
        later(received_on, self.days)
    }
}

/// How long the program has after a breach.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreachClock {
    /// The first day of discovery that is judged by it.
    pub valid_from: Date,
    /// Days from the discovery until everybody concerned is told.
    pub people_days: i64,
    /// From so many people on, the federal authority is told at the same time.
    pub authority_at_once_from: u32,
    /// With more residents of one state than this, its media are told at the same time.
    pub media_over: u32,
    /// Days after the end of the year until the authority's yearly list, where fewer are concerned.
    pub yearly_log_days: i64,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// Whom a state wants to be told, beside the federal rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateBreach {
    /// The state, as two letters.
    pub state: String,
    /// The first day of discovery that is judged by it.
    pub valid_from: Date,
    /// Whom.
    pub to: Vec<Recipient>,
    /// Only where one of these kinds of information was concerned; whatever it was where there are none.
    #[serde(default)]
    pub only_with: Vec<InfoKind>,
    /// For how many months credit is watched over at no cost where a Social Security number was among it; 0 where nothing is asked.
    #[serde(default)]
    pub monitoring_months: u32,
    /// When, and what a letter must not say.
    pub words: String,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

/// Where anybody may complain beside the program itself (P2-53).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintAddress {
    /// From which day on.
    pub valid_from: Date,
    /// The office.
    pub name: String,
    /// Its address, line by line.
    pub lines: Vec<String>,
    /// Its telephone.
    pub phone: String,
    /// Its page.
    pub web: String,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

impl StateBreach {
    /// Whether it counts where these kinds of information were concerned.
    #[must_use]
    pub fn counts_for(&self, kinds: &[InfoKind]) -> bool {
        self.only_with.is_empty() || kinds.iter().any(|kind| self.only_with.contains(kind))
    }
}

impl Clocks {
    /// The clocks that come with the program.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// The clock of a kind of request that was received on a day.
    #[must_use]
    pub fn request(&self, kind: RequestKind, received_on: Date) -> Option<&RequestClock> {
        let of_kind = self.request.iter().filter(|clock| clock.kind == kind && clock.valid_from <= received_on);
        of_kind.max_by_key(|clock| clock.valid_from)
    }

    /// The clock of a breach that was discovered on a day.
    #[must_use]
    pub fn breach(&self, discovered_on: Date) -> Option<&BreachClock> {
        self.breach.iter().filter(|clock| clock.valid_from <= discovered_on).max_by_key(|clock| clock.valid_from)
    }

    /// What a state asks for after a breach that was discovered on a day.
    #[must_use]
    pub fn state_breach(&self, state: &str, discovered_on: Date) -> Option<&StateBreach> {
        let of_state = self.state_breach.iter().filter(|rule| rule.state == state && rule.valid_from <= discovered_on);
        of_state.max_by_key(|rule| rule.valid_from)
    }

    /// Where people may complain on a day; the oldest known address before there was one.
    #[must_use]
    pub fn complaint_address(&self, on: Date) -> Option<&ComplaintAddress> {
        let known = self.complaint_address.iter().filter(|one| one.valid_from <= on).max_by_key(|one| one.valid_from);
        known.or_else(|| self.complaint_address.iter().min_by_key(|one| one.valid_from))
    }
}

/// So many days later; the end of the calendar where it would be beyond.
pub(crate) fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_clock_is_read_and_every_kind_of_request_has_one_today() {
        assert_eq!(Clocks::from_toml(TOML).as_ref(), Ok(Clocks::standard()));
        let today = Date::constant(2026, 3, 12);
        for kind in RequestKind::ALL {
            assert!(Clocks::standard().request(*kind, today).is_some(), "{kind:?}");
        }
        assert!(Clocks::standard().breach(today).is_some());
        assert!(Clocks::standard().state_breach("MA", today).is_some() && Clocks::standard().state_breach("RI", today).is_none());
        assert!(Clocks::standard().complaint_address(today).unwrap().web.starts_with("https://www.hhs.gov/"));
    }

    #[test]
    fn a_rule_that_changes_leaves_older_days_to_the_rule_of_their_time() {
        let text = "[[request]]\nkind = \"access\"\nvalid_from = \"2003-04-14\"\ndays = 30\nextension_days = 30\nsource = \"a\"\nmark = \"K\"\n\
                    [[request]]\nkind = \"access\"\nvalid_from = \"2027-01-01\"\ndays = 15\nextension_days = 15\nsource = \"b\"\nmark = \"K\"\n\
                    [[breach]]\nvalid_from = \"2009-09-23\"\npeople_days = 60\nauthority_at_once_from = 500\nmedia_over = 500\n\
                    yearly_log_days = 60\nsource = \"c\"\nmark = \"K\"\n[[state_breach]]\nstate = \"MA\"\nvalid_from = \"2007-10-31\"\nto = []\n\
                    words = \"\"\nsource = \"d\"\nmark = \"K\"\n[[complaint_address]]\nvalid_from = \"2026-02-16\"\nname = \"e\"\nlines = []\n\
                    phone = \"\"\nweb = \"\"\nsource = \"f\"\nmark = \"K\"\n";
        let clocks = Clocks::from_toml(text).unwrap();
        let days = |on| clocks.request(RequestKind::Access, on).map(|clock| clock.days);
        assert_eq!(days(Date::constant(2026, 12, 31)), Some(30));
        assert_eq!(days(Date::constant(2027, 1, 1)), Some(15));
        assert_eq!(days(Date::constant(2001, 1, 1)), None, "before there was a rule");
    }
}
