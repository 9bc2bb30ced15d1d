//! Saves one part of a group note at a pause. Two people who write the same part both keep their text; roster changes never touch
//! another person's part, because every part is saved alone.

use access::command::Receipt;
use access::{Action, Circumstances, Command, Context, Done, Kind, Refusal};
use schedule::attendance::expected_in;
use schedule::group_session::{self, GroupSession};
use vocabulary::id::{GroupSessionId, PatientId};

use super::model::{OwnPart, SharedPart};
use super::store::{self, Draft};
use crate::Fact;

/// Which part of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The part that is the same for everybody.
    Shared,
    /// The part about one person.
    Own(PatientId),
}

/// The content of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// The shared part.
    Shared(SharedPart),
    /// One person's part.
    Own(PatientId, OwnPart),
}

/// Saves a part.
#[derive(Clone, Debug)]
pub struct SaveDraft {
    /// Of which session.
    pub session: GroupSessionId,
    /// What.
    pub content: Content,
    /// The version it was made from; 0 when there was none.
    pub based_on: i64,
}

/// How the save went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveReceipt {
    /// Saved as this version.
    Saved(i64),
    /// Somebody else saved this version meanwhile; the text was kept aside and both can be read.
    KeptAside(i64),
}

impl Receipt for SaveReceipt {}

impl Part {
    /// The stable text.
    #[must_use]
    pub fn as_text(self) -> String {
        match self {
            Self::Shared => "shared".to_owned(),
            Self::Own(patient) => patient.to_string(),
        }
    }
}

impl Content {
    pub(super) fn part(&self) -> Part {
        match self {
            Self::Shared(_) => Part::Shared,
            Self::Own(patient, _) => Part::Own(*patient),
        }
    }

    pub(super) fn body(&self) -> Result<String, Refusal> {
        match self {
            Self::Shared(part) => serde_json::to_string(part),
            Self::Own(_, part) => serde_json::to_string(part),
        }
        .map_err(|e| Refusal::Fault(e.to_string()))
    }
}

impl Command for SaveDraft {
    type Output = SaveReceipt;
    type Fact = Fact;

    fn perform(&self, cx: &Context<'_>) -> Result<Done<SaveReceipt, Fact>, Refusal> {
        let session = group_session::session(cx.tx, self.session)?;
        require_writer(cx, &session)?;
        require_expected(cx, &session, &self.content)?;
        let part = self.content.part();
        let current = store::version_of(cx.tx, self.session, part)?;
        let mut draft =
            Draft { part, version: current + 1, body: self.content.body()?, saved_by: cx.actor.staff, saved_at: cx.now };
        if current != self.based_on {
            draft.version = self.based_on;
            store::keep_aside(cx.tx, self.session, &draft)?;
            return Ok(Done::already(SaveReceipt::KeptAside(current)));
        }
        store::put(cx.tx, self.session, &draft)?;
        Ok(Done::already(SaveReceipt::Saved(draft.version)))
    }
}

/// Requires that an own part is about somebody who is expected in the session.
pub(super) fn require_expected(cx: &Context<'_>, session: &GroupSession, content: &Content) -> Result<(), Refusal> {
    match content {
        Content::Own(patient, _) if !expected_in(cx.tx, session)?.contains(patient) => Err(Refusal::NotFound),
        _ => Ok(()),
    }
}

/// Requires that the actor may write about a session: its leaders, and whoever the policy allows beside them.
pub(crate) fn require_writer(cx: &Context<'_>, session: &GroupSession) -> Result<(), Refusal> {
    let is_own = session.leaders.contains(&cx.actor.staff);
    cx.require_when(Action::Record, kind_of(session), Circumstances::own_if(is_own))
}

/// What a session's note is to the policy: a group's draft, or the note of one person's appointment.
pub(crate) fn kind_of(session: &GroupSession) -> Kind {
    if session.group.is_some() { Kind::GroupNoteDraft } else { Kind::ProgressNote }
}
