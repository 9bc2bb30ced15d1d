//! A group note while it is written: one shared part, one own part per person. Drafts are working paper: saved at every pause,
//! never lost, not yet part of the chart.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | first word saved | draft | leaders of the session |
//! | draft | saved again on the version it was made from | draft, next version | leaders |
//! | draft | saved on an older version | both texts kept, the writer sees both | leaders |
//! | two texts met | one chosen, the other kept aside | draft, next version | leaders |
//! | draft, own part ready | signed | a progress note per person | leaders |

pub mod attendance_sheet;
pub mod carried;
pub mod checks;
pub mod composer;
pub(crate) mod from_paper;
pub mod list;
pub mod model;
pub mod save;
pub mod settle;
pub(crate) mod sheet;
mod store;

pub use attendance_sheet::{AttendanceSheet, OpenAttendanceSheet};
pub use composer::{Composer, ComposerPerson, KeptAside, ObjectiveChoice, OpenComposer, OpenConcern, SignedNote};
pub use list::{GroupList, ListedSession, OpenGroupList};
pub use model::{Moved, OwnPart, Participation, Presentation, SharedPart, Touched};
pub use save::{Content, Part, SaveDraft, SaveReceipt};
pub use settle::SettleDraft;
pub use store::sessions_with_draft_by;
