//! Gives a person a place in a group, or ends it. A full group is refused with what to do instead.

use std::collections::BTreeSet;

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::id::{EnrollmentId, PatientId, TherapyGroupId};

use super::{Enrollment, TherapyGroup, store};
use crate::{Fact, no_contact, waitlist};

/// Gives a person a place.
#[derive(Clone, Debug)]
pub struct EnrollPatient {
    /// Who.
    pub patient: PatientId,
    /// In which group.
    pub group: TherapyGroupId,
    /// From this day.
    pub from: Date,
    /// To this day, when it is known.
    pub to: Option<Date>,
}

impl Command for EnrollPatient {
    type Output = EnrollmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EnrollmentId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        place(cx, self)
    }
}

/// Gives the place, for whoever may do it already.
pub(crate) fn place(cx: &Context<'_>, wish: &EnrollPatient) -> Result<Done<EnrollmentId, Fact>, Refusal> {
    episode::patient::load(cx.tx, wish.patient)?;
    let group = store::group(cx.tx, wish.group)?;
    if let Some(known) = store::enrollments_of(cx.tx, wish.patient, wish.from, wish.to.unwrap_or(wish.from))?
        .into_iter()
        .find(|place| place.group == wish.group)
    {
        return Ok(Done::already(known.id));
    }
    decide(&group, taken(cx, wish.group, wish.patient, (wish.from, wish.to))?, wish)?;
    no_contact::keep_apart_in_group(cx, wish.patient, &group, (wish.from, wish.to))?;
    let place = Enrollment {
        id: cx.new_id(),
        patient: wish.patient,
        group: wish.group,
        from: wish.from,
        to: wish.to,
        is_withdrawn: false,
    };
    cx.tx.append(&place, &cx.entry("enrolled"))?;
    let fact = Fact::EnrollmentChanged { patient: wish.patient, group: wish.group, from: wish.from };
    Ok(Done::with(place.id, fact))
}

/// The most places that others have on any of these days, and those that are held for others. Who begins later is counted too, so that a
/// place that is free today and given away from next week on is not given twice.
pub(super) fn taken(
    cx: &Context<'_>,
    group: TherapyGroupId,
    whose: PatientId,
    (from, to): (Date, Option<Date>),
) -> Result<usize, Refusal> {
    let places: Vec<_> = store::places_from(cx.tx, group, from)?
        .into_iter()
        .filter(|place| place.patient != whose && to.is_none_or(|last| place.from <= last))
        .collect();
    let on = |day: Date| {
        let is_in = |place: &&::store::Stored<Enrollment>| place.from <= day && place.to.is_none_or(|last| day <= last);
        places.iter().filter(is_in).map(|place| place.patient).collect::<BTreeSet<_>>().len()
    };
    let most = places.iter().map(|place| place.from.max(from)).chain([from]).map(on).max().unwrap_or(0);
    Ok(most + waitlist::held(cx.tx, group, whose)?)
}

pub(super) fn decide(group: &TherapyGroup, taken: usize, wish: &EnrollPatient) -> Result<(), Refusal> {
    if wish.to.is_some_and(|to| to < wish.from) {
        return Err(Refusal::invalid("to", "The last day is before the first."));
    }
    if !group.runs_on(wish.from) {
        return Err(Refusal::invalid("from", "The group does not run on that day. Choose a day on which it does."));
    }
    if i64::try_from(taken).unwrap_or(i64::MAX) >= group.capacity {
        return Err(Refusal::refused(
            "group_full",
            "OP-07",
            format!("This group is full: {taken} of {} places are taken.", group.capacity),
            "Choose another group, or raise its capacity in Settings.",
        ));
    }
    Ok(())
}

/// Ends a person's place after a day; the history stays.
#[derive(Clone, Debug)]
pub struct EndEnrollment {
    /// Which place.
    pub enrollment: EnrollmentId,
    /// The last day.
    pub last_day: Date,
}

impl Command for EndEnrollment {
    type Output = EnrollmentId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EnrollmentId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        let current = cx.tx.load::<Enrollment>(self.enrollment)?.filter(|one| !one.is_withdrawn).ok_or(Refusal::NotFound)?;
        if self.last_day < current.from {
            return Err(Refusal::invalid("last_day", "The last day is before the first day of this place."));
        }
        // A place that is made longer is a new place on the days that are added.
        if let Some(was) = current.to.filter(|was| *was < self.last_day) {
            let group = store::group(cx.tx, current.group)?;
            let added = was.tomorrow().unwrap_or(was);
            let days = (added, Some(self.last_day));
            let wish = EnrollPatient { patient: current.patient, group: group.id, from: days.0, to: days.1 };
            decide(&group, taken(cx, group.id, current.patient, days)?, &wish)?;
            no_contact::keep_apart_in_group(cx, current.patient, &group, days)?;
        }
        let next = Enrollment { to: Some(self.last_day), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("place ended"))?;
        let fact = Fact::EnrollmentChanged { patient: next.patient, group: next.group, from: self.last_day };
        Ok(Done::with(next.id, fact))
    }
}
