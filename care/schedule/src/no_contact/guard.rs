//! Where people are kept apart: a place in a group, the leaders of a group, an hour with one member of staff. One refusal for all.

use ::store::Stored;
use access::{Context, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{GroupSessionId, PatientId, StaffId, TherapyGroupId};

use super::{NoContact, Other, store};
use crate::group_session;
use crate::therapy_group::{self, Enrollment, TherapyGroup};

/// The refusal: the same sentence whoever and whatever stands behind it; only what is to be chosen differs.
pub(crate) fn choose_another(remedy: &'static str) -> Refusal {
    Refusal::refused("choose_another", "P2-12", "This choice is not open.", remedy)
}

/// Days, the last one open when nothing is said.
type Days = (Date, Option<Date>);

/// Keeps somebody out of a group in which they would meet whom they must not: somebody with a place, or a leader.
pub(crate) fn keep_apart_in_group(cx: &Context<'_>, patient: PatientId, group: &TherapyGroup, days: Days) -> Result<(), Refusal> {
    if is_open_on(cx, patient, group, days)? { Ok(()) } else { Err(choose_another("Choose another group.")) }
}

/// Whether somebody may have a place in a group from a day on, without a word about why not.
///
/// # Errors
/// The database's own.
pub fn is_open_to(cx: &Context<'_>, patient: PatientId, group: &TherapyGroup, from: Date) -> Result<bool, Refusal> {
    is_open_on(cx, patient, group, (from, None))
}

fn is_open_on(cx: &Context<'_>, patient: PatientId, group: &TherapyGroup, days: Days) -> Result<bool, Refusal> {
    for guard in store::of_patient(cx.tx, patient)? {
        if meets_in(cx, &guard, patient, group, days)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Keeps somebody from an hour with a member of staff whom they must not meet.
///
/// # Errors
/// [`Refusal::Refused`] in the words of every such refusal.
pub fn keep_apart_from_staff(cx: &Context<'_>, patient: PatientId, staff: StaffId, day: Date) -> Result<(), Refusal> {
    let holds = |guard: &Stored<NoContact>| {
        guard.other_than(patient) == Some(Other::Staff(staff)) && guard.within(day, Some(day)).is_some()
    };
    if store::of_patient(cx.tx, patient)?.iter().any(holds) {
        return Err(choose_another("Choose another time or somebody else to lead it."));
    }
    Ok(())
}

/// Keeps a member of staff off the care team of somebody who must not meet them, from a day on.
///
/// # Errors
/// [`Refusal::Refused`] in the words of every such refusal.
pub fn keep_apart_from_care_team(cx: &Context<'_>, patient: PatientId, staff: StaffId, from: Date) -> Result<(), Refusal> {
    let holds = |guard: &Stored<NoContact>| {
        guard.other_than(patient) == Some(Other::Staff(staff)) && guard.within(from.max(cx.today()), None).is_some()
    };
    if store::of_patient(cx.tx, patient)?.iter().any(holds) {
        return Err(choose_another("Choose somebody else."));
    }
    Ok(())
}

/// Keeps whoever is new among the leaders of a group from those in it whom they must not meet, from a day on.
pub(crate) fn keep_apart_from_new_leaders(
    cx: &Context<'_>,
    next: &TherapyGroup,
    was: &TherapyGroup,
    from: Date,
) -> Result<(), Refusal> {
    let standing = was.on(from).leaders;
    let new: Vec<StaffId> = next.leaders.iter().copied().filter(|leader| !standing.contains(leader)).collect();
    if new.is_empty() {
        return Ok(());
    }
    for guard in store::with_staff(cx.tx, &new)? {
        if let Some(days) = guard.within(from.max(cx.today()), next.to)
            && !store::places(cx.tx, next.id, guard.patient, days)?.is_empty()
        {
            return Err(choose_another("Choose another leader."));
        }
    }
    Ok(())
}

/// The first day on which a guard is broken in a group while somebody has a place there on these days.
fn meets_in(
    cx: &Context<'_>,
    guard: &NoContact,
    patient: PatientId,
    group: &TherapyGroup,
    (from, to): Days,
) -> Result<Option<Date>, Refusal> {
    let Some(days) = guard.within(from, to) else { return Ok(None) };
    Ok(match guard.other_than(patient) {
        Some(Other::Patient(other)) => {
            store::places(cx.tx, group.id, other, days)?.first().map(|place: &Stored<Enrollment>| place.from.max(days.0))
        }
        Some(Other::Staff(staff)) => leads(group, staff, days),
        None => None,
    })
}

/// The first of these days on which somebody leads a group.
fn leads(group: &TherapyGroup, staff: StaffId, (from, to): Days) -> Option<Date> {
    let ends = group.earlier.iter().map(|then| (Some(then.until), &then.leaders));
    let mut begins = group.from;
    for (until, leaders) in ends.chain([(group.to, &group.leaders)]) {
        let first = begins.max(from);
        let is_in = until.is_none_or(|until| first <= until) && to.is_none_or(|to| first <= to);
        if is_in && leaders.contains(&staff) {
            return Some(first);
        }
        begins = until.map_or(Date::MAX, |until| until.tomorrow().unwrap_or(Date::MAX));
    }
    None
}

/// Where two who are kept apart would meet all the same, because it was planned before the guard: what its keeper has to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// Both are in a group, or one leads it.
    Group {
        /// Which.
        group: TherapyGroupId,
        /// Its name.
        name: String,
        /// From this day.
        from: Date,
    },
    /// An appointment of one person with the other.
    Session {
        /// Which.
        session: GroupSessionId,
        /// Its name.
        name: String,
        /// When.
        starts_at: Timestamp,
    },
}

/// Everything ahead in which a guard is broken, from a day on.
///
/// # Errors
/// The database's own.
pub fn meetings_of(cx: &Context<'_>, guard: &NoContact, from: Date) -> Result<Vec<Meeting>, Refusal> {
    let Some((first, last)) = guard.within(from, None) else { return Ok(Vec::new()) };
    let end = last.unwrap_or(Date::MAX);
    let mut found: Vec<Meeting> = Vec::new();
    for place in therapy_group::enrollments_of(cx.tx, guard.patient, first, end)? {
        let group = therapy_group::group(cx.tx, place.group)?;
        let days = (place.from.max(first), place.to.or(last));
        let is_known = found.iter().any(|known| matches!(known, Meeting::Group { group, .. } if *group == place.group));
        if let (false, Some(from)) = (is_known, meets_in(cx, guard, guard.patient, &group, days)?) {
            found.push(Meeting::Group { group: group.id, name: group.name.clone(), from });
        }
    }
    if let Other::Staff(staff) = guard.other {
        for session in group_session::of_patient_between(cx.tx, guard.patient, first, end)? {
            if session.patient.is_some() && session.cancelled.is_none() && session.leaders.contains(&staff) {
                let (name, starts_at) = (session.name.clone(), session.starts_at);
                found.push(Meeting::Session { session: session.id, name, starts_at });
            }
        }
    }
    Ok(found)
}
