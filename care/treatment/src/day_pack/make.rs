//! Makes the pack of a day: a slip for each person in each session, in the order of the clock and the alphabet, and blank ones behind
//! them. Made again, it is another pack; what was printed before keeps its codes.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use schedule::attendance::expected_on;
use vocabulary::id::{DayPackId, GroupSessionId, PatientId};

use super::{DayPack, Slip, code, store};
use crate::Fact;

/// So many blank slips lie behind the others: somebody who comes unexpected, a slip that was spilled on.
pub const SPARES: usize = 6;
/// So often another name is tried for a pack before we give up.
const ATTEMPTS: u32 = 64;

/// Makes the pack of a day.
#[derive(Clone, Copy, Debug)]
pub struct MakeDayPack {
    /// The local day.
    pub day: Date,
}

impl Command for MakeDayPack {
    type Output = DayPackId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DayPackId, Fact>, Refusal> {
        cx.require(Action::Export, Kind::DayPack)?;
        if self.day < cx.today() {
            return Err(Refusal::invalid("day", "This day is over. Choose today or a later day."));
        }
        let about = everybody(cx, self.day)?;
        if about.len() + SPARES > code::MOST {
            return Err(Refusal::Fault("more slips than one pack can count".to_owned()));
        }
        let id: DayPackId = cx.new_id();
        let mark = free_mark(cx, id)?;
        let about = about.into_iter().map(Some).chain(std::iter::repeat_n(None, SPARES));
        let slips = about.enumerate().map(|(at, about)| Slip { code: code::code(&mark, at), about }).collect();
        let pack = DayPack { id, day: self.day, made_at: cx.now, mark, slips };
        cx.tx.append(&pack, &cx.entry("made for a day without the program"))?;
        Ok(Done::with(id, Fact::DayPackMade))
    }
}

/// Everybody of the day, session by session.
fn everybody(cx: &Context<'_>, day: Date) -> Result<Vec<(GroupSessionId, PatientId)>, Refusal> {
    let mut all = Vec::new();
    for expected in expected_on(cx.tx, day)?.into_iter().filter(|expected| expected.session.cancelled.is_none()) {
        let mut people = episode::patient::load_many(cx.tx, &expected.patients)?;
        people.sort_by_key(|person| (person.name(), person.id));
        all.extend(people.into_iter().map(|person| (expected.session.id, person.id)));
    }
    Ok(all)
}

fn free_mark(cx: &Context<'_>, id: DayPackId) -> Result<String, Refusal> {
    for attempt in 0..ATTEMPTS {
        let mark = code::mark(&id.to_string(), attempt);
        if store::by_mark(cx.tx, &mark)?.is_none() {
            return Ok(mark);
        }
    }
    Err(Refusal::Busy)
}
