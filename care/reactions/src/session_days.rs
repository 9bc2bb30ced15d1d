//! What a session's signatures made of each person's day: the joined loop in words, where it was set in motion.

use access::{Context, Refusal};
use billing::service_day::{self, BillingState};
use confidential::{Guarded, Query};
use policy::Kind;
use schedule::group_session;
use treatment::progress_note;
use vocabulary::id::{GroupSessionId, PatientId};

/// Asks for the days of the people whose notes of a session stand.
#[derive(Clone, Copy, Debug)]
pub struct DaysOfSession {
    /// Which session.
    pub session: GroupSessionId,
}

/// One person's day.
#[derive(Clone, Debug)]
pub struct SessionDay {
    /// Whose.
    pub patient: PatientId,
    /// What it is for billing.
    pub state: BillingState,
    /// One line, as on the board.
    pub headline: String,
    /// Minutes credited on the whole day.
    pub credited_minutes: i64,
}

impl Query for DaysOfSession {
    type View = Vec<SessionDay>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<SessionDay>>, Refusal> {
        let session = group_session::session(cx.tx, self.session)?;
        let signed = progress_note::in_force_of_session(cx.tx, session.id)?;
        let days = service_day::on_day(cx.tx, session.day)?
            .into_iter()
            .filter(|day| signed.iter().any(|note| note.patient == day.patient))
            .map(|day| SessionDay {
                patient: day.patient,
                state: day.state,
                headline: day.headline.clone(),
                credited_minutes: day.credited_minutes,
            })
            .collect();
        Ok(Guarded::several(Kind::ServiceDay, days))
    }
}
