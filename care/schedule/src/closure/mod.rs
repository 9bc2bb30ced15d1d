//! Closures: days on which the program is closed (a holiday, a storm), or on which one room cannot be used.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | entered | closed on its days | clinical director |
//! | closed, not begun | taken back | on no day | the same |
//! | closed, begun | taken back | ended yesterday | the same |

pub mod enter;
mod store;
pub mod take_back;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{ClosureId, RoomId};

pub use enter::EnterClosure;
pub use store::{between, closure};
pub use take_back::TakeBackClosure;

/// Days on which the program is closed, or a room cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The id.
    pub id: ClosureId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The room; nothing for the whole program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// Why, as everybody may read it: `Patriots’ Day`, `The floor is renewed`.
    pub why: String,
    /// Whether it was taken back before it began: then it is on no day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_taken_back: bool,
}

impl Closure {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_on(&self, day: Date) -> bool {
        !self.is_taken_back && self.from <= day && day <= self.to
    }
}
