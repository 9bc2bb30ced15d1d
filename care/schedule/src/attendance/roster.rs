//! Who is expected where: places in groups and own appointments.

use std::collections::HashMap;

use access::Refusal;
use jiff::civil::Date;
use store::{Stored, Tx};
use vocabulary::id::{PatientId, TherapyGroupId};

use crate::group_session::{self, GroupSession};
use crate::therapy_group;

/// A session with the people expected in it.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The session.
    pub session: Stored<GroupSession>,
    /// Who is expected, in no particular order.
    pub patients: Vec<PatientId>,
}

/// Who is expected in a session.
///
/// # Errors
/// The database's own.
pub fn expected_in(tx: &Tx<'_>, session: &GroupSession) -> Result<Vec<PatientId>, Refusal> {
    Ok(match (session.group, session.patient) {
        (Some(group), _) => therapy_group::members_on(tx, group, session.day)?,
        (None, patient) => patient.into_iter().collect(),
    })
}

/// Every session of a day with the people expected in it, in the order of the clock; two questions, however many people.
///
/// # Errors
/// The database's own.
pub fn expected_on(tx: &Tx<'_>, day: Date) -> Result<Vec<Expected>, Refusal> {
    let mut members: HashMap<TherapyGroupId, Vec<PatientId>> = HashMap::new();
    for place in therapy_group::enrolled_on(tx, day)? {
        let in_group = members.entry(place.group).or_default();
        if !in_group.contains(&place.patient) {
            in_group.push(place.patient);
        }
    }
    Ok(group_session::on_day(tx, day)?
        .into_iter()
        .map(|session| {
            let patients = match (session.group, session.patient) {
                (Some(group), _) => members.get(&group).cloned().unwrap_or_default(),
                (None, patient) => patient.into_iter().collect(),
            };
            Expected { session, patients }
        })
        .collect())
}
