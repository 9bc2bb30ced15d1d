//! On which days a guard holds, and for whom.
#![allow(clippy::unwrap_used, reason = "tests")]

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use uuid::Uuid;
use vocabulary::id::{NoContactId, PatientId, StaffId};

use super::{NoContact, Other, Reason, Why};

const ANA: PatientId = PatientId(Uuid::from_u128(1));
const BO: PatientId = PatientId(Uuid::from_u128(2));
const JO: StaffId = StaffId(Uuid::from_u128(1));

fn guard(other: Other, from: Date, to: Option<Date>) -> NoContact {
    NoContact {
        id: NoContactId(Uuid::from_u128(9)),
        patient: ANA,
        other,
        why: access::Envelope::Clear(Why { reason: Reason::ProtectiveOrder, words: String::new(), ended: None }),
        from,
        to,
    }
}

#[test]
fn a_guard_is_mutual_and_never_takes_one_for_another() {
    let day = date(2026, 3, 12);
    let both = guard(Other::Patient(BO), day, None);
    assert_eq!(both.other_than(ANA), Some(Other::Patient(BO)));
    assert_eq!(both.other_than(BO), Some(Other::Patient(ANA)));
    assert_eq!(both.other_than(PatientId(Uuid::from_u128(3))), None);
    let staff = guard(Other::Staff(JO), day, None);
    assert_eq!(staff.other_than(ANA), Some(Other::Staff(JO)));
    assert_eq!(staff.other_than(BO), None, "a member of staff is nobody in care, whatever the number");
    assert_eq!(Reason::ALL.map(|(reason, value, _)| Reason::read(value) == Some(reason)), [true; 5]);
}

fn day(offset: i64) -> Date {
    date(2026, 3, 1).checked_add(offset.days()).unwrap()
}

proptest! {
    #[test]
    fn a_guard_holds_on_exactly_the_days_that_are_in_both(
        from in 0_i64..20, long in proptest::option::of(0_i64..20), asked in 0_i64..20, wide in proptest::option::of(0_i64..20),
    ) {
        let held = guard(Other::Patient(BO), day(from), long.map(|long| day(from + long)));
        let within = held.within(day(asked), wide.map(|wide| day(asked + wide)));
        for at in 0..60 {
            let in_guard = from <= at && long.is_none_or(|long| at <= from + long);
            let in_asked = asked <= at && wide.is_none_or(|wide| at <= asked + wide);
            let said = within.is_some_and(|(first, last)| first <= day(at) && last.is_none_or(|last| day(at) <= last));
            prop_assert_eq!(said, in_guard && in_asked, "day {}", at);
        }
    }
}
