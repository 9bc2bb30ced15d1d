//! Ends an episode and its stay on a day. What treatment allowed until its end ends with it (P2-20, 7; P2-26).

use access::{Action, Command, Context, Done, Kind, Refusal};
use jiff::civil::Date;
use vocabulary::id::{EpisodeId, PatientId};

use super::{Episode, store};
use crate::Fact;
use crate::stay::{self, Stay};

/// Ends somebody's episode.
#[derive(Clone, Debug)]
pub struct CloseEpisode {
    /// Whose.
    pub patient: PatientId,
    /// The last day.
    pub on: Date,
    /// How it ended, in person-first words: `finished as planned`, `left before finishing`.
    pub how: String,
}

impl Command for CloseEpisode {
    type Output = EpisodeId;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<EpisodeId, Fact>, Refusal> {
        cx.require(Action::Amend, Kind::Episode)?;
        let current = store::current_of(cx.tx, self.patient)?.ok_or(Refusal::NotFound)?;
        if current.discharged_on.is_some() {
            return Ok(Done::already(current.id));
        }
        if self.on < current.admitted_on {
            return Err(Refusal::invalid("on", "The last day is before the day of admission."));
        }
        if self.how.trim().is_empty() {
            return Err(Refusal::invalid("how", "Write how it ended."));
        }
        let next = Episode { discharged_on: Some(self.on), ..current.record.clone() };
        cx.tx.amend(&next, current.version, &cx.entry(self.how.trim()))?;
        if let Some(stay) = stay::current_of(cx.tx, self.patient, self.on)? {
            let ended = Stay { to: Some(self.on), ..stay.record.clone() };
            cx.tx.amend(&ended, stay.version, &cx.entry(self.how.trim()))?;
        }
        Ok(Done::with(current.id, Fact::EpisodeClosed { patient: self.patient, on: self.on }))
    }
}
