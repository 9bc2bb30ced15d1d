//! A screen at the door. It is opened by somebody who marks arrivals, signs nobody in, and can do one thing: take a code. It is closed from
//! any other place; a screen that walked away is worth nothing then.

use access::command::Receipt;
use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{DoorKioskId, StaffId};

use crate::Fact;

/// A screen at the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorKiosk {
    /// The id.
    pub id: DoorKioskId,
    /// What staff call it: `Front door`.
    pub name: String,
    /// SHA-256 of what its browser holds.
    pub token_sha256: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: StaffId,
    /// When and by whom it was closed.
    pub closed: Option<(Timestamp, StaffId)>,
}

impl Receipt for DoorKiosk {}

/// Opens one. The browser keeps a token of which only the fingerprint comes here.
#[derive(Clone, Debug)]
pub struct OpenKiosk {
    /// What staff call it.
    pub name: String,
    /// The fingerprint of its token.
    pub token_sha256: String,
}

impl Command for OpenKiosk {
    type Output = DoorKioskId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DoorKioskId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 40 {
            return Err(Refusal::invalid("name", "Write what you call this screen, up to 40 letters: Front door."));
        }
        let kiosk = DoorKiosk {
            id: cx.new_id(),
            name: name.to_owned(),
            token_sha256: self.token_sha256.clone(),
            opened_at: cx.now,
            opened_by: cx.actor.staff,
            closed: None,
        };
        cx.tx.append(&kiosk, &cx.entry("screen opened"))?;
        Ok(Done::with(kiosk.id, Fact::DoorChanged))
    }
}

/// Closes one, from wherever.
#[derive(Clone, Copy, Debug)]
pub struct CloseKiosk {
    /// Which.
    pub kiosk: DoorKioskId,
}

impl Command for CloseKiosk {
    type Output = DoorKioskId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DoorKioskId, Fact>, Refusal> {
        cx.require(Action::MarkArrival, Kind::Attendance)?;
        let current: ::store::Stored<DoorKiosk> = cx.tx.load(self.kiosk)?.ok_or(Refusal::NotFound)?;
        if current.closed.is_some() {
            return Ok(Done::already(self.kiosk));
        }
        let next = DoorKiosk { closed: Some((cx.now, cx.actor.staff)), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry("screen closed"))?;
        Ok(Done::with(self.kiosk, Fact::DoorChanged))
    }
}
