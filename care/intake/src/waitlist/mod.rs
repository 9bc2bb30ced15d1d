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

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::ProgramZone;
use vocabulary::id::StaffId;

pub use crate::placement::priority::PriorityClass;
use crate::placement::priority::{Clocks, clocks};
use crate::placement::table::Table;
pub use join::{JoinWaitlist, LeaveWaitlist, NoteInterimService};

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

impl Place {
    /// What is due and by when.
    #[must_use]
    pub fn due(&self, table: &Table, zone: &ProgramZone) -> Clocks {
        clocks(self.class, self.requested_at, self.interim.iter().map(|service| service.at).min(), table, zone)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::Date;
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
            let due = place(class, "2026-03-09T13:00:00Z", None).due(Table::supplied().unwrap(), &zone());
            assert_eq!(due.interim_due, Some("2026-03-11T13:00:00Z".parse().unwrap()));
            assert_eq!(class.number(), number);
        }
        let given = place(PriorityClass::Pregnant, "2026-03-09T13:00:00Z", Some("2026-03-10T13:00:00Z"))
            .due(Table::supplied().unwrap(), &zone());
        assert_eq!(given, Clocks::default());
    }

    #[test]
    fn lc_a16_a_person_who_injects_is_admitted_in_14_days_or_in_120_with_interim_services_in_time() {
        let asked = "2026-06-01T14:00:00Z";
        let day = |text: &str| Some(text.parse::<Date>().unwrap());
        let with = |interim| place(PriorityClass::Injecting, asked, interim).due(Table::supplied().unwrap(), &zone());
        assert_eq!(with(Some("2026-06-02T14:00:00Z")).admit_by, day("2026-09-29"));
        assert_eq!(with(None).admit_by, day("2026-06-15"));
        assert_eq!(with(Some("2026-06-03T14:00:01Z")).admit_by, day("2026-06-15"), "a second too late");
        assert!(with(None).interim_due.is_some());
    }

    #[test]
    fn lc_23_the_order_is_the_rules_and_nobody_else_has_a_clock() {
        let mut all = PriorityClass::ALL.to_vec();
        all.reverse();
        all.sort();
        assert_eq!(all, PriorityClass::ALL);
        assert_eq!(
            place(PriorityClass::Other, "2026-03-09T13:00:00Z", None).due(Table::supplied().unwrap(), &zone()),
            Clocks::default()
        );
    }
}
