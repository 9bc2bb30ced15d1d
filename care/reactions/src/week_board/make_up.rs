//! Which other meetings of a week somebody could come to for once, and why not to the others.

use access::{Action, Context, Refusal};
use confidential::{Guarded, Query};
use policy::Kind;
use schedule::therapy_group::make_up::why_not;
use schedule::{group_session, no_contact};
use vocabulary::id::{GroupSessionId, PatientId};
use vocabulary::{PersonName, Week};

use super::BoardSession;
use super::load::Known;

/// Asks for the other meetings of the week of a session.
#[derive(Clone, Copy, Debug)]
pub struct OpenMakeUp {
    /// For whom.
    pub patient: PatientId,
    /// The session that is missed, or that somebody cannot come to.
    pub session: GroupSessionId,
}

/// The other meetings of that week.
#[derive(Clone, Debug)]
pub struct MakeUpChoices {
    /// Their name on screens.
    pub name: PersonName,
    /// The session they miss.
    pub session: BoardSession,
    /// Meetings to come, each with why it cannot be, in words; nothing when it can.
    pub choices: Vec<(BoardSession, Option<String>)>,
}

impl Query for OpenMakeUp {
    type View = MakeUpChoices;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<MakeUpChoices>, Refusal> {
        cx.require(Action::View, Kind::GroupSession)?;
        cx.require(Action::View, Kind::Patient)?;
        let name = episode::patient::load(cx.tx, self.patient)?.name();
        let missed = group_session::session(cx.tx, self.session)?;
        let known = Known::load(cx, Week::of(missed.day))?;
        let expected = known.calendar.expected(&missed);
        // Somebody who is not expected there has nothing to make up for: told like somebody who is not there at all.
        if !expected.contains(&self.patient) {
            return Err(Refusal::NotFound);
        }
        let expected = expected.len();
        let mut choices = Vec::new();
        for session in &known.calendar.sessions {
            let Some(group) = session.group.and_then(|id| known.groups.get(&id)) else { continue };
            let expected = known.calendar.expected(session);
            if session.starts_at <= cx.now || session.cancelled.is_some() || expected.contains(&self.patient) {
                continue;
            }
            let is_full = i64::try_from(expected.len()).unwrap_or(i64::MAX) >= group.capacity;
            let why = if is_full {
                Some("Every place is taken.".to_owned())
            } else if !no_contact::is_open_to(cx, self.patient, group, session.day)? {
                Some("Not this group.".to_owned())
            } else {
                why_not(&known.calendar, session, self.patient)
            };
            choices.push((known.on_board(session, expected.len()), why));
        }
        let view = MakeUpChoices { name, session: known.on_board(&missed, expected), choices };
        Ok(Guarded::several(Kind::GroupSession, view))
    }
}
