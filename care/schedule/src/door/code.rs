//! A code of six digits for the door, asked for on the person's own phone. It dies in ten minutes and with its use, and says nothing.

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::{SignedDuration, Timestamp};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use vocabulary::id::{DoorCodeId, PatientId};

use super::store;
use crate::Fact;

/// So long a code is valid.
pub const VALID: SignedDuration = SignedDuration::from_mins(10);
/// How many digits.
pub const DIGITS: usize = 6;

/// The code of one person; each new one is the next version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorCode {
    /// The id.
    pub id: DoorCodeId,
    /// Whose.
    pub patient: PatientId,
    /// Six digits.
    pub code: String,
    /// Until when.
    pub until: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

impl DoorCode {
    /// Whether it opens at a moment.
    #[must_use]
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.used_at.is_none() && now < self.until
    }
}

/// Asks for a code. While one is valid for some minutes more, it is that one.
#[derive(Clone, Copy, Debug)]
pub struct AskDoorCode {
    /// Whose.
    pub patient: PatientId,
}

impl Command for AskDoorCode {
    type Output = DoorCodeId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<DoorCodeId, Fact>, Refusal> {
        cx.require_when(Action::Record, Kind::Attendance, cx.about(self.patient))?;
        let known = store::code_of(cx.tx, self.patient)?;
        if let Some(known) = known.as_ref().filter(|known| known.is_valid(cx.now + SignedDuration::from_mins(2))) {
            return Ok(Done::already(known.id));
        }
        let until = cx.now + VALID;
        let id = known.as_ref().map_or_else(|| cx.new_id(), |known| known.id);
        let next = DoorCode { id, patient: self.patient, code: fresh(cx)?, until, used_at: None };
        match known {
            Some(known) => cx.tx.amend(&next, known.version, &cx.entry("code for the door"))?,
            None => cx.tx.append(&next, &cx.entry("code for the door"))?,
        };
        Ok(Done::with(id, Fact::DoorCodeMade(self.patient)))
    }
}

/// Six digits that nobody else holds now.
fn fresh(cx: &Context<'_>) -> Result<String, Refusal> {
    for _ in 0..32 {
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000_u32));
        if !store::codes_with(cx.tx, &code)?.iter().any(|one| one.is_valid(cx.now)) {
            return Ok(code);
        }
    }
    Err(Refusal::Fault("no code is free".into()))
}
