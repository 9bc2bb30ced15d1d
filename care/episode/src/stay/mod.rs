//! A period at one level of care inside an episode, on one track, with the week it asks for (S-03).

mod store;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::Minutes;
use vocabulary::id::{EpisodeId, PatientId, StayId, TrackId};

pub use store::{all_on, current_of, of_patients_on, save_new, save_next};

/// A period at a level of care.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stay {
    /// The id.
    pub id: StayId,
    /// Whose.
    pub patient: PatientId,
    /// In which episode.
    pub episode: EpisodeId,
    /// The level of care as the program names it: `2.1`.
    pub level: String,
    /// The track.
    pub track: TrackId,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Option<Date>,
    /// The least a week should hold for this person (OP-01, OP-09).
    pub weekly_floor_minutes: Minutes,
    /// The most that is authorised or wise in a week.
    pub weekly_ceiling_minutes: Option<Minutes>,
}

impl Stay {
    /// The number of the week of this stay a day lies in, counted from 1.
    #[must_use]
    pub fn week_number(&self, day: Date) -> i64 {
        vocabulary::day::days_between(vocabulary::Week::of(self.from).monday, day) / 7 + 1
    }
}
