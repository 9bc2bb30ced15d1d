//! Who keeps what about a person, and one note opened. The originator reads for treatment; the director for a purpose that 42 CFR
//! 2.31(b) names, which stays in the chart's list of who looked (P2-24).

use ::store::Stored;
use access::{Action, Circumstances, Context, Kind, Refusal, Staff};
use confidential::{Guarded, Query};
use episode::Patient;
use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::id::{CounselingNoteId, PatientId};

use super::{CounselingNote, store as notes};

/// Why somebody other than the originator opens a note (P2-24).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingPurpose {
    /// The program's own training in counseling.
    Training,
    /// The program defends itself in an action that the person brought.
    Defence,
    /// Oversight of the originator.
    Oversight,
}

impl ReadingPurpose {
    /// Every purpose.
    pub const ALL: [Self; 3] = [Self::Oversight, Self::Training, Self::Defence];

    /// Its value in an address.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Defence => "defence",
            Self::Oversight => "oversight",
        }
    }

    /// In words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Training => "our own training in counseling",
            Self::Defence => "our defence in an action by this person",
            Self::Oversight => "oversight of whoever wrote it",
        }
    }

    /// The purpose with this value.
    #[must_use]
    pub fn read(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }

    /// The purpose that was stated before a look, read from the words beside it; nothing where none was.
    #[must_use]
    pub fn stated_in(because: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| [purpose.why(), purpose.why_listed()].contains(&because))
    }

    /// As it stands beside the look in the chart when only the list was shown.
    const fn why_listed(self) -> &'static str {
        match self {
            Self::Training => "counseling notes of others listed for training",
            Self::Defence => "counseling notes of others listed for the program's defence",
            Self::Oversight => "counseling notes of others listed for oversight of the originator",
        }
    }

    /// As it stands beside the look in the chart.
    const fn why(self) -> &'static str {
        match self {
            Self::Training => "counseling note opened for training",
            Self::Defence => "counseling note opened for the program's defence",
            Self::Oversight => "counseling note opened for oversight of the originator",
        }
    }
}

/// Lists what the viewer keeps about a person. Never a word of any.
#[derive(Clone, Copy, Debug)]
pub struct ListCounselingNotes {
    /// About whom.
    pub patient: PatientId,
}

/// Lists what others keep about a person, for a purpose. Never a word of any; that somebody asked is a look and is written down with its
/// purpose, because the list alone says with whom a person speaks, and when.
#[derive(Clone, Copy, Debug)]
pub struct ListCounselingNotesOfOthers {
    /// About whom.
    pub patient: PatientId,
    /// Why.
    pub purpose: ReadingPurpose,
}

/// A note in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptNote {
    /// Which.
    pub id: CounselingNoteId,
    /// The local day of the conversation.
    pub day: Date,
    /// The session it is about, by name.
    pub session: Option<String>,
    /// Its version.
    pub version: i64,
    /// When that version was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
}

impl Query for ListCounselingNotes {
    type View = Vec<KeptNote>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<KeptNote>>, Refusal> {
        let circumstances = Circumstances::own();
        cx.require_when(Action::View, Kind::CounselingNote, circumstances)?;
        episode::patient::load(cx.tx, self.patient)?;
        let kept = lines(cx, notes::of_originator(cx.tx, self.patient, cx.actor.staff)?)?;
        Ok(Guarded::chart(self.patient, Kind::CounselingNote, kept).in_circumstances(circumstances))
    }
}

impl Query for ListCounselingNotesOfOthers {
    type View = Vec<KeptNote>;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<KeptNote>>, Refusal> {
        let circumstances = Circumstances::for_purpose();
        cx.require_when(Action::View, Kind::CounselingNote, circumstances)?;
        episode::patient::load(cx.tx, self.patient)?;
        let kept = lines(cx, notes::of_others(cx.tx, self.patient, cx.actor.staff)?)?;
        let envelope = Guarded::chart(self.patient, Kind::CounselingNote, kept).in_circumstances(circumstances);
        Ok(envelope.looked_at_because(self.purpose.why_listed()))
    }
}

/// Notes as they stand in a list.
fn lines(cx: &Context<'_>, all: Vec<Stored<CounselingNote>>) -> Result<Vec<KeptNote>, Refusal> {
    let mut kept = Vec::new();
    for note in all {
        let session = match note.session {
            Some(session) => Some(schedule::group_session::session(cx.tx, session)?.record.name),
            None => None,
        };
        let by = cx.tx.load::<Staff>(note.originator)?.map(|staff| staff.signature_name()).unwrap_or_default();
        kept.push(KeptNote { id: note.id, day: note.day, session, version: note.version, at: note.recorded_at, by });
    }
    Ok(kept)
}

/// The actor's own notes about a person in the clear, newest first, to be sent where a consent of their own allows it (P2-23). Whoever
/// sends them asks the gate; nobody sends what somebody else wrote.
///
/// # Errors
/// [`Refusal::NotFound`] for whoever keeps no such notes; a fault when the keys of this installation do not open one.
pub fn own_to_send(cx: &Context<'_>, patient: PatientId) -> Result<Vec<(Date, String)>, Refusal> {
    cx.require_when(Action::Disclose, Kind::CounselingNote, Circumstances::own())?;
    let own = notes::of_originator(cx.tx, patient, cx.actor.staff)?;
    own.into_iter().map(|note| Ok((note.day, cx.keys.open(note.place(), &note.words)?))).collect()
}

/// Opens a note. The look is written down, with its purpose.
#[derive(Clone, Copy, Debug)]
pub struct ReadCounselingNote {
    /// Which.
    pub note: CounselingNoteId,
    /// Why, for the note of somebody else.
    pub purpose: Option<ReadingPurpose>,
}

/// A note with its words.
#[derive(Clone, Debug)]
pub struct OpenedNote {
    /// About whom.
    pub patient: Patient,
    /// The note as it is kept.
    pub note: CounselingNote,
    /// Its version.
    pub version: i64,
    /// When that version was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: String,
    /// The session it is about, by name.
    pub session: Option<String>,
    /// The words.
    pub words: String,
    /// The versions before this one, newest first, with their words: for the originator only.
    pub earlier: Vec<(i64, Timestamp, String)>,
    /// Whether the viewer is the originator.
    pub is_own: bool,
}

impl Query for ReadCounselingNote {
    type View = OpenedNote;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OpenedNote>, Refusal> {
        let stored = notes::note(cx.tx, self.note)?;
        let is_own = stored.originator == cx.actor.staff;
        let circumstances = if is_own { Circumstances::own() } else { circumstances_of_other(self.purpose) };
        // Before anything is opened: what the gate would refuse is never in the clear.
        cx.require_when(Action::View, Kind::CounselingNote, circumstances)?;
        let mut earlier = Vec::new();
        if is_own {
            for (version, _) in cx.tx.history::<CounselingNote>(self.note)? {
                if version.version < stored.version {
                    let words = cx.keys.open(version.place(), &version.words)?;
                    earlier.push((version.version, version.recorded_at, words));
                }
            }
            earlier.reverse();
        }
        let session = match stored.session {
            Some(session) => Some(schedule::group_session::session(cx.tx, session)?.record.name),
            None => None,
        };
        let opened = OpenedNote {
            patient: episode::patient::load(cx.tx, stored.patient)?.record,
            words: cx.keys.open(stored.place(), &stored.words)?,
            by: cx.tx.load::<Staff>(stored.originator)?.map(|staff| staff.signature_name()).unwrap_or_default(),
            version: stored.version,
            at: stored.recorded_at,
            session,
            earlier,
            is_own,
            note: stored.record,
        };
        let why =
            if is_own { "counseling note opened" } else { self.purpose.map_or("counseling note opened", ReadingPurpose::why) };
        let envelope = Guarded::chart(opened.note.patient, Kind::CounselingNote, opened).in_circumstances(circumstances);
        Ok(envelope.looked_at_because(why))
    }
}

fn circumstances_of_other(purpose: Option<ReadingPurpose>) -> Circumstances {
    purpose.map_or_else(Circumstances::default, |_| Circumstances::for_purpose())
}
