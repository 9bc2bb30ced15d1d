//! Enters leave. What overlaps is said plainly: whole days and hours become one leave where one sentence can say both, and are refused
//! with the leave that stands where it cannot.

use ::store::Stored;
use access::{Action, Command, Context, Done, Kind, Problems, Refusal, Staff};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use vocabulary::day::{clock_face, short_day};
use vocabulary::id::{LeaveId, StaffId};

use super::{Leave, LeaveKind, store};
use crate::Fact;

/// Enters leave.
#[derive(Clone, Debug)]
pub struct EnterLeave {
    /// Whose; nothing while nobody is chosen.
    pub staff: Option<StaffId>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Between these times of each day; nothing for the whole day.
    pub hours: Option<(Time, Time)>,
    /// Of which kind.
    pub kind: LeaveKind,
}

impl Command for EnterLeave {
    /// The leave, and whether it was joined with one that stood.
    type Output = (LeaveId, bool);
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<(LeaveId, bool), Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let mut problems = Problems::none();
        problems.require("staff", self.staff.is_some(), "Choose who is out.");
        problems.require("from", self.from >= cx.today(), "Choose today or a later day; what was is not changed.");
        problems.require("to", self.from <= self.to, "The last day is before the first.");
        let is_a_year = self.to <= self.from.saturating_add(1.year());
        problems.require("to", is_a_year, "Leave of more than a year ends somebody’s work here: end it on their page.");
        problems.require("until", self.hours.is_none_or(|(from, until)| from < until), "It must end after it begins.");
        let staff = problems.finish(self.staff)?;
        let person = cx.tx.load::<Staff>(staff)?.ok_or(Refusal::NotFound)?;
        let standing = store::of_staff(cx.tx, staff, self.from, self.to)?;
        let next = Leave {
            id: cx.new_id(),
            staff,
            from: self.from,
            to: self.to,
            hours: self.hours,
            kind: self.kind,
            is_taken_back: false,
        };
        let Some(joined) = join(&next, &standing).map_err(|stands| already_away(&person, stands))? else {
            cx.tx.append(&next, &cx.entry("leave entered"))?;
            return Ok(Done::with((next.id, false), Fact::StaffTimeChanged));
        };
        let kept = joined.id;
        for known in standing.iter().filter(|known| overlaps(known, &next)) {
            let becomes = if known.id == kept { joined.clone() } else { Leave { is_taken_back: true, ..known.record.clone() } };
            if becomes != known.record {
                cx.tx.amend(&becomes, known.version, &cx.entry("joined with other leave"))?;
            }
        }
        Ok(Done::with((kept, true), Fact::StaffTimeChanged))
    }
}

fn overlaps(one: &Leave, other: &Leave) -> bool {
    let hours = match (one.hours, other.hours) {
        (Some((from, until)), Some((start, end))) => from < end && start < until,
        _ => true,
    };
    one.from <= other.to && other.from <= one.to && hours
}

/// One leave that says all of it, with the id of the first that stands; nothing when nothing overlaps.
///
/// # Errors
/// The leave that stands in the way.
fn join<'a>(next: &Leave, standing: &'a [Stored<Leave>]) -> Result<Option<Leave>, &'a Leave> {
    let mut joined: Option<Leave> = None;
    for known in standing.iter().filter(|known| overlaps(known, next)) {
        let so_far = joined.as_ref().unwrap_or(next);
        let (from, to) = (so_far.from.min(known.from), so_far.to.max(known.to));
        let hours = match (so_far.hours, known.hours) {
            (None, None) => None,
            (None, Some(_)) if so_far.from <= known.from && known.to <= so_far.to => None,
            (Some((from, until)), Some((start, end))) if (known.from, known.to) == (so_far.from, so_far.to) => {
                Some((from.min(start), until.max(end)))
            }
            _ => return Err(known),
        };
        let id = joined.as_ref().map_or(known.id, |first| first.id);
        joined = Some(Leave { id, from, to, hours, kind: next.kind, ..next.clone() });
    }
    Ok(joined)
}

fn already_away(person: &Staff, stands: &Leave) -> Refusal {
    let days = match stands.from == stands.to {
        true => format!("on {}", short_day(stands.from)),
        false => format!("from {} to {}", short_day(stands.from), short_day(stands.to)),
    };
    let hours = stands
        .hours
        .map_or_else(|| ", all day".to_owned(), |(from, until)| format!(", {} to {}", clock_face(from), clock_face(until)));
    let sentence = format!("{} is already away {days}{hours}.", person.name.full());
    Refusal::refused("leave_overlaps", "S-11", sentence, "Take that leave back first, or choose days and hours beside it.")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
