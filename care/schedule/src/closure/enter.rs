//! Enters days on which the program is closed or a room cannot be used. Sessions that stand on them stay until somebody moves or cancels
//! them: what no longer holds is proposed, never done by itself.

use access::{Action, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::day::short_day;
use vocabulary::id::{ClosureId, RoomId};

use super::{Closure, store};
use crate::Fact;
use crate::program::Room;

/// Enters a closure.
#[derive(Clone, Debug)]
pub struct EnterClosure {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The room; nothing for the whole program.
    pub room: Option<RoomId>,
    /// Why, as everybody may read it.
    pub why: String,
}

impl Command for EnterClosure {
    type Output = ClosureId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ClosureId, Fact>, Refusal> {
        cx.require(Action::Configure, Kind::Program)?;
        let mut problems = Problems::none();
        problems.require("from", self.from >= cx.today(), "Choose today or a later day; what was is not changed.");
        problems.require("to", self.from <= self.to, "The last day is before the first.");
        problems.require("why", !self.why.trim().is_empty(), "Write why, as everybody may read it.");
        if let Some(room) = self.room {
            problems.require("room", cx.tx.load::<Room>(room)?.is_some(), "Choose a room of the program.");
        }
        problems.finish(Some(()))?;
        let standing = store::between(cx.tx, self.from, self.to)?;
        if let Some(known) = standing.iter().find(|known| known.room == self.room) {
            let what = if known.room.is_some() { "This room cannot be used" } else { "The program is closed" };
            let (from, to) = (short_day(known.from), short_day(known.to));
            let sentence = format!("{what} from {from} to {to} already: {}.", known.why);
            let remedy = "Take that back first, or choose days beside it.";
            return Err(Refusal::refused("closure_overlaps", "S-11", sentence, remedy));
        }
        let closure = Closure {
            id: cx.new_id(),
            from: self.from,
            to: self.to,
            room: self.room,
            why: self.why.trim().to_owned(),
            is_taken_back: false,
        };
        cx.tx.append(&closure, &cx.entry("closure entered"))?;
        Ok(Done::with(closure.id, Fact::StaffTimeChanged))
    }
}
