//! First visits that are still to come with one member of staff: those that were booked before somebody said that the two must not meet
//! are found by whoever keeps them apart (P2-12).

use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{InquiryId, PatientId, StaffId};

use crate::inquiry;

/// A first visit that is still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitToCome {
    /// Out of which inquiry.
    pub inquiry: InquiryId,
    /// When.
    pub starts_at: Timestamp,
}

/// The first visits of somebody with a member of staff on these days, the last day open when nothing is said. Also those they asked for
/// before anybody recognised them.
///
/// # Errors
/// The database's own.
pub fn to_come_with(
    cx: &Context<'_>,
    person: PatientId,
    staff: StaffId,
    (first, last): (Date, Option<Date>),
) -> Result<Vec<VisitToCome>, Refusal> {
    let mut found = Vec::new();
    for inquiry in inquiry::of_person(cx.tx, person)? {
        let Some(visit) = &inquiry.desk.visit else { continue };
        let day = cx.zone.day(visit.starts_at);
        let is_within = first <= day && last.is_none_or(|last| day <= last);
        if visit.staff == staff && visit.result.is_none() && visit.starts_at > cx.now && is_within {
            found.push(VisitToCome { inquiry: inquiry.id, starts_at: visit.starts_at });
        }
    }
    found.sort_by_key(|visit| visit.starts_at);
    Ok(found)
}
