//! Puts back changes that were accepted together: every session that nobody changed since and that has not begun, and every place for one
//! day that is still to come. What cannot be put back stays and is counted.

use access::{Command, Context, Done, Refusal};
use schedule::Fact;
use schedule::attendance::expected_in;
use schedule::group_session;
use schedule::group_session::change::PutBackSession;
use schedule::therapy_group::Enrollment;
use schedule::week_change::{self, WeekChange};
use vocabulary::id::{PatientId, WeekChangeId};

use super::proposal::may;

/// Puts back changes.
#[derive(Clone, Copy, Debug)]
pub struct PutBackChanges {
    /// Which.
    pub change: WeekChangeId,
}

impl Command for PutBackChanges {
    /// How many were put back, and how many stay.
    type Output = (i64, i64);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(i64, i64), Fact>, Refusal> {
        may(cx)?;
        let known = week_change::week_change(cx.tx, self.change)?;
        if known.put_back_at.is_some() {
            return Ok(Done::already((0, 0)));
        }
        let mut done = Done::already((0, 0));
        let mut people: Vec<PatientId> = Vec::new();
        // Places first, so that a session is full of nobody who goes back.
        for place in &known.places {
            let Some(place) = cx.tx.load::<Enrollment>(*place)? else { continue };
            if place.from > cx.today() && !place.is_withdrawn {
                let next = Enrollment { is_withdrawn: true, ..place.record.clone() };
                cx.tx.amend(&next, place.version, &cx.entry("make-up taken back"))?;
                let (patient, group, from) = (place.patient, place.group, place.from);
                done.facts.push(Fact::EnrollmentChanged { patient, group, from });
                people.push(patient);
                done.output.0 += 1;
            } else if !place.is_withdrawn {
                done.output.1 += 1;
            }
        }
        for one in known.sessions.iter().rev() {
            let was = group_session::session(cx.tx, one.session)?;
            let touched = expected_in(cx.tx, &was)?;
            match (PutBackSession { session: one.session, version: one.version }).perform(cx) {
                Ok(put_back) => {
                    done.facts.extend(put_back.facts);
                    done.output.0 += 1;
                    people.extend(touched);
                    let now = group_session::session(cx.tx, one.session)?;
                    people.extend(expected_in(cx.tx, &now)?);
                }
                Err(Refusal::Refused { .. } | Refusal::Conflict | Refusal::Invalid(_)) => done.output.1 += 1,
                Err(other) => return Err(other),
            }
        }
        let next = WeekChange { put_back_at: Some(cx.now), ..known.record.clone() };
        cx.tx.amend(&next, known.version, &cx.entry("changes of the week put back"))?;
        people.sort();
        people.dedup();
        done.facts.push(Fact::WeekChanged { change: known.id, patients: people });
        Ok(done)
    }
}
