//! A week noted down: what is kept of the best one so far, and what becomes the plan.

use super::board::Board;
use super::seating::{Guest, Seating};
use crate::instance::Instance;
use crate::plan::{IndividualSession, Session, WeekPlan};

impl Seating<'_> {
    /// Notes down the week as it is.
    pub(crate) fn note(&self, into: &mut Noted) {
        into.sessions.clear();
        into.seats.clear();
        into.alone.clear();
        for id in &self.running {
            let table = &self.tables[*id as usize];
            into.sessions.push((table.opening, table.staff, table.room, table.seated.len()));
            into.seats.extend_from_slice(&table.seated);
        }
        into.alone.extend(self.people.iter().map(|person| person.individual));
    }
}

/// A week without anything that is needed to change it. Noted down often; the same memory is used again.
#[derive(Default)]
pub(crate) struct Noted {
    /// Opening, leader, room and heads.
    sessions: Vec<(u32, usize, usize, usize)>,
    seats: Vec<Guest>,
    alone: Vec<Option<(usize, u32)>>,
}

impl Noted {
    /// The week in names, in the order of the week.
    pub(crate) fn plan(&self, board: &Board, instance: &Instance) -> WeekPlan {
        let mut seats = self.seats.iter();
        let sessions = self.sessions.iter().map(|&(opening, staff, room, heads)| {
            let opening = &board.openings[opening as usize];
            let mut seated: Vec<Guest> = seats.by_ref().take(heads).copied().collect();
            seated.sort_unstable();
            Session {
                group_type: instance.group_types[opening.kind].id.clone(),
                staff: instance.staff[staff].id.clone(),
                room: instance.rooms[room].id.clone(),
                day: opening.day as u32,
                start: opening.slot,
                patients: seated.into_iter().map(|guest| instance.patients[guest as usize].id.clone()).collect(),
            }
        });
        let mut sessions: Vec<Session> = sessions.collect();
        sessions.sort_by(|one, other| (one.day, one.start, &one.room).cmp(&(other.day, other.start, &other.room)));
        let alone = instance.patients.iter().zip(&self.alone).filter_map(|(patient, when)| {
            let (day, start) = (*when)?;
            Some(IndividualSession { patient: patient.id.clone(), day: day as u32, start })
        });
        WeekPlan { sessions, individual: alone.collect() }
    }
}
