//! A computer that carried the program while the line was down, and what it gives back: attendance, notes, what was seen. Each of it
//! becomes a version here, with who recorded it there and when; what was changed on both waits for a person, and nothing is lost.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | given back | taken in; what met something waits | whoever runs the installation, at the command line |
//! | waits | theirs chosen, or ours kept | decided; can be decided anew | whoever may record attendance and notes |

mod store;
pub use store::{conflicts, days};

pub mod take;
pub use take::{CarriedReceipt, TakeBack};

pub mod decide;
pub use decide::{Choice, DecideConflict, OpenConflicts};

use ::store::CarriedRow;
use ::store::carried::ChainEnds;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{CarriedConflictId, CarriedDayId, GroupSessionId, PatientId, StaffId};

/// The form of what is given back.
pub const FORMAT: &str = "stepdown-carried/1";

/// The kinds of record that a carried program gives back. What follows from them is counted anew where they are taken.
pub const GIVEN: [&str; 7] = ["attendance", "progress_note", "slip_entry", "day_pack", "outreach", "concern", "chart_view"];

/// The kinds that a carried program may write: those it gives back, and what follows from them. Whatever else would be recorded is
/// refused, with everything that goes with it: a claim, a message, a consent, a disclosure would be done twice.
pub const MAY_BE_CARRIED: [&str; 9] =
    ["attendance", "progress_note", "slip_entry", "day_pack", "outreach", "concern", "chart_view", "service_day", "charge"];

/// Where the database says since when it carries the program.
pub const SETTING: &str = "carried";

/// Since when a database carries the program, and from where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedSince {
    /// Since when.
    pub at: Timestamp,
    /// Where every chain ended then.
    pub ends: ChainEnds,
}

/// What a carried program gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// [`FORMAT`].
    pub format: String,
    /// Since when the program was carried.
    pub since: Timestamp,
    /// When this was written.
    pub given_at: Timestamp,
    /// Every row that was recorded since.
    pub rows: Vec<CarriedRow>,
    /// Every part of a draft that was saved since.
    pub drafts: Vec<CarriedDraft>,
}

/// A part of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedDraft {
    /// Of which session.
    pub session: GroupSessionId,
    /// Which part.
    pub part: String,
    /// Its version.
    pub version: i64,
    /// Its words.
    pub body: String,
    /// Who saved it.
    pub saved_by: StaffId,
    /// When.
    pub saved_at: Timestamp,
}

/// One giving that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedDay {
    /// The id.
    pub id: CarriedDayId,
    /// The hash of what was given.
    pub sha256: String,
    /// Since when the program was carried.
    pub since: Timestamp,
    /// When it was given back.
    pub given_at: Timestamp,
    /// How many records became versions here.
    pub taken: i64,
    /// How many met something.
    pub met: i64,
}

/// Something that was changed here and on the computer that carried the program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedConflict {
    /// The id.
    pub id: CarriedConflictId,
    /// About whom.
    pub patient: PatientId,
    /// The kind of record.
    pub kind: String,
    /// The record here that it met.
    pub record_id: String,
    /// What was recorded there, with who and when.
    pub theirs: CarriedRow,
    /// What stood here when it came.
    pub ours: String,
    /// What was decided.
    pub decided: Option<Choice>,
}
