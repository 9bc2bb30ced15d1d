//! A day without the program: what is printed for it, and what was written on its slips, entered later as late entries (OP-11).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | made for a day, by hand or in the evening | a pack; slips in order, each with its code | front desk, care team |
//! | a pack | made again for the same day | another pack; the old codes stay readable | the same |
//! | a slip | entered, nothing on it, lost | an entry in the chart of the person it names | the same; words: who may write notes |
//! | an entry | entered again | the next version; what it said before is taken back and stays readable | the same |
//! | an entry | taken back | withdrawn | the same |

pub mod code;
mod entry;
pub use entry::{FirstOnPaper, OnPaper, SlipEntry, WrittenOnPaper};

pub mod make;
pub use make::MakeDayPack;

pub mod keep;
pub use keep::{KeepSlip, UndoSlip};

pub mod view;
pub use view::{OpenDayPacks, OpenSlip};

mod store;
pub use store::{all, by_mark, entries_of, entry_by_code, load, of_day, of_session};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{DayPackId, GroupSessionId, PatientId};

/// What is printed for a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayPack {
    /// The id.
    pub id: DayPackId,
    /// For which local day.
    pub day: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// The letters with which every code of it begins.
    pub mark: String,
    /// Its slips, in the order in which they are printed and entered.
    pub slips: Vec<Slip>,
}

/// A slip: one person in one session, or nobody yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// Its code.
    pub code: String,
    /// Whom it is about, in which session; nothing for a spare.
    pub about: Option<(GroupSessionId, PatientId)>,
}

impl DayPack {
    /// The slip with a code, and its place in the order.
    #[must_use]
    pub fn slip(&self, code: &str) -> Option<(usize, &Slip)> {
        self.slips.iter().enumerate().find(|(_, slip)| slip.code == code)
    }
}
