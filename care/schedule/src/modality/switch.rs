//! Moves a session, a track or the whole program to video or back, from a day on (S-25); and takes a switch back. The same press twice is
//! one switch.

use access::{Action, Circumstances, Command, Context, Done, Kind, Problems, Refusal};
use jiff::civil::Date;
use vocabulary::id::ModalitySwitchId;

use super::{Modality, ModalitySwitch, Scope, store};
use crate::{Fact, group_session};

/// The most who may take part by video, where somebody counts.
const MOST_SEATS: i64 = 500;

/// Says where sessions are.
#[derive(Clone, Debug)]
pub struct SwitchModality {
    /// Which sessions.
    pub scope: Scope,
    /// Where they are.
    pub modality: Modality,
    /// From this day on; for one session its own day counts.
    pub from: Date,
    /// Until this day.
    pub until: Option<Date>,
    /// How many may take part by video.
    pub remote_seats: Option<i64>,
    /// Why, for staff.
    pub reason: String,
}

impl Command for SwitchModality {
    type Output = ModalitySwitchId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ModalitySwitchId, Fact>, Refusal> {
        may(cx, self.scope)?;
        let mut problems = Problems::none();
        problems.require("from", self.from >= cx.today(), "Choose today or a day to come.");
        problems.require("until", self.until.is_none_or(|until| until >= self.from), "The last day is before the first.");
        let is_count = self.remote_seats.is_none_or(|seats| (0..=MOST_SEATS).contains(&seats));
        problems.require("remote_seats", is_count, "Write a whole number up to 500, or leave it empty.");
        problems.finish(Some(()))?;
        let (from, until) = match self.scope {
            Scope::Session(id) => {
                let session = group_session::session(cx.tx, id)?;
                if session.ends_at <= cx.now {
                    let remedy = "Switch one that is still to come.";
                    return Err(Refusal::refused("session_over", "S-25", "This session is over.", remedy));
                }
                (session.day, Some(session.day))
            }
            Scope::Track(_) | Scope::Program => (self.from, self.until),
        };
        let newest = store::all_switches(cx.tx)?.into_iter().find(|one| one.scope == self.scope && one.withdrawn.is_none());
        let is_same = |one: &ModalitySwitch| {
            (one.modality, one.from, one.until, one.remote_seats) == (self.modality, from, until, self.remote_seats)
        };
        if let Some(known) = newest.filter(|one| is_same(one)) {
            return Ok(Done::already(known.id));
        }
        let switch = ModalitySwitch {
            id: cx.new_id(),
            scope: self.scope,
            modality: self.modality,
            from,
            until,
            remote_seats: self.remote_seats.filter(|_| self.modality.has_video()),
            reason: self.reason.trim().to_owned(),
            made_at: cx.now,
            made_by: cx.actor.staff,
            withdrawn: None,
        };
        cx.tx.append(&switch, &cx.entry("sessions switched"))?;
        Ok(Done::with(switch.id, Fact::ModalityChanged))
    }
}

/// Takes a switch back: what stood before it decides again.
#[derive(Clone, Copy, Debug)]
pub struct TakeBackSwitch {
    /// Which.
    pub switch: ModalitySwitchId,
}

impl Command for TakeBackSwitch {
    type Output = ModalitySwitchId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<ModalitySwitchId, Fact>, Refusal> {
        // Whoever may move nothing learns nothing of what was moved.
        if !cx.may(Action::Configure, Kind::Program, Circumstances::default()) {
            cx.require(Action::Void, Kind::GroupSession)?;
        }
        let current = store::switch(cx.tx, self.switch)?;
        may(cx, current.scope)?;
        if current.withdrawn.is_some() {
            return Ok(Done::already(self.switch));
        }
        let next = ModalitySwitch { withdrawn: Some((cx.now, cx.actor.staff)), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("switch taken back"))?;
        Ok(Done::with(self.switch, Fact::ModalityChanged))
    }
}

/// One session is moved by whoever may cancel it; a track or the program by whoever sets it up.
fn may(cx: &Context<'_>, scope: Scope) -> Result<(), Refusal> {
    match scope {
        Scope::Session(_) => cx.require(Action::Void, Kind::GroupSession),
        Scope::Track(_) | Scope::Program => cx.require(Action::Configure, Kind::Program),
    }
}
