//! A person's own calendar of appointments (S-04): an address that they make on their own pages and subscribe to on their phone. The
//! address is a secret that is kept nowhere, what it gives says nothing but a word that the person chose, and it ends with the episode.
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | made | open | the person |
//! | open | another address, title or place | open, next version; an earlier address is dead | the person |
//! | open | ended | ended | the person |
//! | open | the episode ends | dead | nobody: computed |
//! | ended, dead | made again | open, under another address | the person |

mod keep;
mod store;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{CalendarFeedId, EpisodeId, PatientId};

pub use keep::{EndCalendarFeed, KeepCalendarFeed, LONGEST_TITLE};
pub use store::{by_token, of_patient};

/// A person's own calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFeed {
    /// The id; it is in no address and in no calendar.
    pub id: CalendarFeedId,
    /// Whose.
    pub patient: PatientId,
    /// The episode it was made in, and ends with.
    pub episode: EpisodeId,
    /// SHA-256 of the secret in the address; the secret itself is kept nowhere.
    pub token_sha256: String,
    /// What every appointment is called there, in the person's own word.
    pub title: String,
    /// Whether the street is said. The name of the program never is.
    pub says_place: bool,
    /// When the person ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

impl CalendarFeed {
    /// Whether its address answers on a day, when this is the newest episode of the person and that is its last day.
    #[must_use]
    pub fn is_open(&self, newest: EpisodeId, discharged_on: Option<Date>, today: Date) -> bool {
        self.ended_at.is_none() && self.episode == newest && discharged_on.is_none_or(|last| today <= last)
    }
}
