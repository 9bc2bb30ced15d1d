//! Gives a person exactly these groups from a day on: a whole week taken at once, and put back at once. Places that end keep their
//! history; a place that had not begun is withdrawn. A place for one day, a make-up session, stays.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::id::{EnrollmentId, PatientId, TherapyGroupId};

use super::enroll::{decide, taken};
use super::{EnrollPatient, Enrollment, store};
use crate::{Fact, no_contact};

/// Gives a person exactly these groups from a day on.
#[derive(Clone, Debug)]
pub struct ChangePlaces {
    /// Who.
    pub patient: PatientId,
    /// Their groups from that day on; those they have already are kept as they are.
    pub groups: Vec<TherapyGroupId>,
    /// From this day.
    pub from: Date,
}

impl Command for ChangePlaces {
    /// Every place that began, ended or was withdrawn.
    type Output = Vec<EnrollmentId>;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<Vec<EnrollmentId>, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::GroupSession)?;
        episode::patient::load(cx.tx, self.patient)?;
        if self.from < cx.today() {
            return Err(Refusal::invalid("from", "Choose today or a later day; what was is not changed."));
        }
        let eve = self.from.saturating_sub(1.day());
        let known = store::enrollments_of(cx.tx, self.patient, eve, Date::MAX)?;
        let mut done = Done::already(Vec::new());
        let mut note = |place: &Enrollment| {
            done.output.push(place.id);
            done.facts.push(Fact::EnrollmentChanged { patient: place.patient, group: place.group, from: self.from });
        };
        for place in known.iter().filter(|place| !self.groups.contains(&place.group) && lasts(place, self.from)) {
            note(&end(cx, place, self.from, eve)?);
        }
        let mut groups = self.groups.clone();
        groups.sort();
        groups.dedup();
        for group in groups {
            if known.iter().any(|place| place.group == group && lasts(place, self.from)) {
                continue;
            }
            note(&self.begin(cx, group, known.iter().find(|place| place.group == group && place.to == Some(eve)))?);
        }
        Ok(done)
    }
}

impl ChangePlaces {
    /// A new place; or the one that ended the day before, going on.
    fn begin(&self, cx: &Context<'_>, group: TherapyGroupId, ended: Option<&Stored<Enrollment>>) -> Result<Enrollment, Refusal> {
        let group = store::group(cx.tx, group)?;
        let wish = EnrollPatient { patient: self.patient, group: group.id, from: self.from, to: None };
        decide(&group, taken(cx, group.id, self.patient, (self.from, None))?, &wish)?;
        no_contact::keep_apart_in_group(cx, self.patient, &group, (self.from, None))?;
        if let Some(ended) = ended {
            let next = Enrollment { to: None, ..ended.record.clone() };
            cx.tx.amend(&next, ended.version, &cx.entry("place goes on"))?;
            return Ok(next);
        }
        let place = Enrollment {
            id: cx.new_id(),
            patient: self.patient,
            group: group.id,
            from: self.from,
            to: None,
            is_withdrawn: false,
        };
        cx.tx.append(&place, &cx.entry("enrolled with a new week"))?;
        Ok(place)
    }
}

/// Whether a place goes on at or after a day, and is more than one make-up session.
fn lasts(place: &Enrollment, from: Date) -> bool {
    place.to.is_none_or(|last| last >= from && last > place.from)
}

fn end(cx: &Context<'_>, place: &Stored<Enrollment>, from: Date, eve: Date) -> Result<Enrollment, Refusal> {
    // A place that has begun may have been used today already: it ends, and is not withdrawn.
    let next = if place.from < from || place.from <= cx.today() {
        Enrollment { to: Some(eve.max(place.from)), ..place.record.clone() }
    } else {
        Enrollment { is_withdrawn: true, ..place.record.clone() }
    };
    let why = if next.is_withdrawn { "place withdrawn before it began" } else { "place ended with a new week" };
    cx.tx.amend(&next, place.version, &cx.entry(why))?;
    Ok(next)
}
