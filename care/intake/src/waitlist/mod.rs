//! The waiting list of the block grant (LC-23; 45 CFR 96.124 to 96.131): who comes first, when they asked, which interim services they
//! got, and the clock that runs.
//!
//! | class | must have |
//! |---|---|
//! | pregnant and injecting | admission or interim services within 48 hours; as a person who injects beside |
//! | pregnant | admission or interim services within 48 hours |
//! | injecting | admission within 14 days, within 120 when interim services began within 48 hours |
//! | everybody else | nothing by the clock |

pub mod join;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use vocabulary::ProgramZone;
use vocabulary::id::StaffId;

pub use join::{JoinWaitlist, LeaveWaitlist, NoteInterimService};

/// Within which admission or interim services are due to a pregnant person, and interim services to a person who injects.
const INTERIM_WITHIN: SignedDuration = SignedDuration::from_hours(48);
const ADMIT_WITHIN_DAYS: i64 = 14;
const ADMIT_WITHIN_DAYS_WITH_INTERIM: i64 = 120;

/// A place on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// When they asked for treatment.
    pub requested_at: Timestamp,
    /// Who comes first.
    pub class: PriorityClass,
    /// What they got meanwhile, oldest first.
    pub interim: Vec<InterimService>,
    /// When the place was given up, and why.
    pub left: Option<(Timestamp, String)>,
}

/// Who comes first; a lower number is served before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityClass {
    /// Pregnant and injecting.
    PregnantInjecting,
    /// Pregnant.
    Pregnant,
    /// Injecting.
    Injecting,
    /// Everybody else.
    Other,
}

/// Something a person got while they waited: counseling on risks, a referral to prenatal care or to medication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterimService {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
    /// What.
    pub words: String,
}

/// What is due, and by when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Admission or interim services; nothing once given or where no clock runs.
    pub interim_by: Option<Timestamp>,
    /// The last day for admission.
    pub admit_by: Option<Date>,
}

impl PriorityClass {
    /// All, the first served first.
    pub const ALL: [Self; 4] = [Self::PregnantInjecting, Self::Pregnant, Self::Injecting, Self::Other];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PregnantInjecting => "pregnant_injecting",
            Self::Pregnant => "pregnant",
            Self::Injecting => "injecting",
            Self::Other => "other",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::PregnantInjecting => "Pregnant and injecting",
            Self::Pregnant => "Pregnant",
            Self::Injecting => "Injecting",
            Self::Other => "Everybody else",
        }
    }

    /// Its number in the order of the rule: 1 to 4.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::PregnantInjecting => 1,
            Self::Pregnant => 2,
            Self::Injecting => 3,
            Self::Other => 4,
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    fn is_pregnant(self) -> bool {
        matches!(self, Self::PregnantInjecting | Self::Pregnant)
    }

    fn injects(self) -> bool {
        matches!(self, Self::PregnantInjecting | Self::Injecting)
    }
}

impl Place {
    /// What is due and by when.
    #[must_use]
    pub fn due(&self, zone: &ProgramZone) -> Due {
        let first = self.interim.iter().map(|service| service.at).min();
        let limit = self.requested_at.saturating_add(INTERIM_WITHIN).unwrap_or(Timestamp::MAX);
        let is_in_time = first.is_some_and(|at| at <= limit);
        let asks_for_interim = (self.class.is_pregnant() || self.class.injects()) && first.is_none();
        let days = if is_in_time { ADMIT_WITHIN_DAYS_WITH_INTERIM } else { ADMIT_WITHIN_DAYS };
        let admit_by = zone.day(self.requested_at).saturating_add(jiff::Span::new().days(days));
        Due { interim_by: asks_for_interim.then_some(limit), admit_by: self.class.injects().then_some(admit_by) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use uuid::Uuid;

    use super::*;

    fn place(class: PriorityClass, requested_at: &str, interim: Option<&str>) -> Place {
        let service = |at: &str| InterimService {
            at: at.parse().unwrap(),
            by: StaffId(Uuid::nil()),
            words: "counseling on risks, link to prenatal care".into(),
        };
        Place {
            requested_at: requested_at.parse().unwrap(),
            class,
            interim: interim.map(service).into_iter().collect(),
            left: None,
        }
    }

    fn zone() -> ProgramZone {
        ProgramZone::parse("America/New_York").unwrap()
    }

    #[test]
    fn lc_a15_a_pregnant_person_who_asks_on_monday_at_nine_has_interim_services_by_wednesday_at_nine() {
        for (class, number) in [(PriorityClass::PregnantInjecting, 1), (PriorityClass::Pregnant, 2)] {
            let due = place(class, "2026-03-09T13:00:00Z", None).due(&zone());
            assert_eq!(due.interim_by, Some("2026-03-11T13:00:00Z".parse().unwrap()));
            assert_eq!(class.number(), number);
        }
        let given = place(PriorityClass::Pregnant, "2026-03-09T13:00:00Z", Some("2026-03-10T13:00:00Z")).due(&zone());
        assert_eq!(given, Due::default());
    }

    #[test]
    fn lc_a16_a_person_who_injects_is_admitted_in_14_days_or_in_120_with_interim_services_in_time() {
        let asked = "2026-06-01T14:00:00Z";
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        let with = |interim| place(PriorityClass::Injecting, asked, interim).due(&zone());
        assert_eq!(with(Some("2026-06-02T14:00:00Z")).admit_by, day("2026-09-29"));
        assert_eq!(with(None).admit_by, day("2026-06-15"));
        assert_eq!(with(Some("2026-06-03T14:00:01Z")).admit_by, day("2026-06-15"), "a second too late");
        assert!(with(None).interim_by.is_some());
    }

    #[test]
    fn lc_23_the_order_is_the_rules_and_nobody_else_has_a_clock() {
        let mut all = PriorityClass::ALL;
        all.reverse();
        all.sort();
        assert_eq!(all, PriorityClass::ALL);
        assert_eq!(place(PriorityClass::Other, "2026-03-09T13:00:00Z", None).due(&zone()), Due::default());
    }
}
