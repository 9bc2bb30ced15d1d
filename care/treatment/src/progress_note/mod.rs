//! A signed chart document about one person in one session: complete in itself, with its own copy of the shared part (OP-12).
//!
//! | state | event | next | who may |
//! |---|---|---|---|
//! | – | signed by the leader | in force, or waiting for co-signature | leaders of the session |
//! | waiting | co-signed | in force | the supervisor |
//! | in force | amended | in force, next version, marked | its author |
//! | in force | voided with a reason | voided, readable | its author, director |
//! | in force | moved to the right chart | moved, readable; a new note stands there | its author, director |

pub mod amend;
pub mod cosign;
pub mod document;
pub mod moving;
pub mod queue;
pub mod sign;
pub mod sign_reviewed;
mod store;
pub mod void;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EpisodeId, GroupSessionId, ObjectiveId, PatientId, ProgressNoteId, ServiceTypeId, StaffId};

use crate::day_pack::FirstOnPaper;
use crate::group_note::model::{Moved, OwnPart, SharedPart};

pub use amend::{AmendNote, AmendSharedPart};
pub use cosign::CosignNote;
pub use document::{MayDo, NoteDocument, NoteVersion, OpenNote};
pub use moving::MoveNote;
pub use queue::{AwaitingNote, OpenCosignQueue};
pub use sign::{SignNotes, SignReceipt};
pub use sign_reviewed::SignReviewed;
pub use store::{in_force_of_session, last_of_patients, note, of_patient, of_patients_on, signed_without_cosignature};
pub use void::VoidNote;

/// A signed note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgressNote {
    /// The id.
    pub id: ProgressNoteId,
    /// About whom.
    pub patient: PatientId,
    /// In which episode.
    pub episode: EpisodeId,
    /// About which session.
    pub session: GroupSessionId,
    /// Its name.
    pub session_name: String,
    /// What kind of service.
    pub service_type: ServiceTypeId,
    /// The local day.
    pub day: Date,
    /// The shared part as it stood when this was signed.
    pub shared: SharedPart,
    /// Who led, with credentials, as signed.
    pub leaders: Vec<String>,
    /// How many people were there: the count, never who.
    pub group_size: i64,
    /// When the person came and left, as the door knows it.
    pub times: Vec<(Timestamp, Option<Timestamp>)>,
    /// Whether the person took part by video.
    pub is_remote: bool,
    /// By video: both places, and that they agreed to it (OP-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telehealth: Option<Telehealth>,
    /// Minutes credited when this was signed.
    pub credited_minutes: i64,
    /// What is only about this person.
    pub own: OwnPart,
    /// The objectives it touches, in the words they had.
    pub objectives: Vec<CitedObjective>,
    /// Who signed.
    pub signature: Signature,
    /// The co-signature, where one is needed.
    pub cosignature: Cosignature,
    /// Findings that were seen and accepted at signing.
    pub accepted_findings: Vec<String>,
    /// Whether it was signed after its deadline, or first written elsewhere (OP-11, OP-13).
    pub is_late_entry: bool,
    /// That it was first written on paper, by whom and when (OP-11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_on_paper: Option<FirstOnPaper>,
    /// How it stands.
    pub standing: Standing,
}

/// What a note about somebody by video says beside (OP-11), as it was known when it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telehealth {
    /// The town and state the person was in; nothing when nobody wrote it down.
    pub person_place: Option<String>,
    /// Whether that is their home; nothing when nobody said (OP-44).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_at_home: Option<bool>,
    /// Where the session was led from.
    pub program_place: String,
    /// On which day the person agreed to video; nothing when no consent is on file.
    pub consented_on: Option<Date>,
}

/// An objective as cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedObjective {
    /// Which.
    pub id: ObjectiveId,
    /// Its number then.
    pub number: String,
    /// Its words then.
    pub words: String,
    /// How it moved.
    pub moved: Option<Moved>,
}

/// What a new note begins from and is compared with: of an earlier note about the same person, the part that says so.
#[derive(Clone, Debug, Deserialize)]
pub struct EarlierNote {
    /// About whom.
    pub patient: PatientId,
    /// The local day.
    pub day: Date,
    /// What is only about this person.
    pub own: EarlierWords,
    /// The objectives it touched.
    pub objectives: Vec<EarlierObjective>,
}

/// An objective that an earlier note touched.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct EarlierObjective {
    /// Which.
    pub id: ObjectiveId,
    /// How it moved.
    pub moved: Option<Moved>,
}

/// The own words of an earlier note.
#[derive(Clone, Debug, Deserialize)]
pub struct EarlierWords {
    /// What was written.
    pub words: String,
}

/// What the day and its bill need of a note: that it is there, what it is worth, and none of its words (P2-12).
#[derive(Clone, Debug, Deserialize)]
pub struct NotedService {
    /// About whom.
    pub patient: PatientId,
    /// About which session.
    pub session: GroupSessionId,
    /// When the session was held, as signed.
    pub shared: HeldTimes,
    /// The minutes that the leader stated.
    pub own: StatedMinutes,
    /// The objectives it touches.
    pub objectives: Vec<IgnoredAny>,
    /// How many people were there.
    pub group_size: i64,
    /// Whether the person took part by video.
    pub is_remote: bool,
    /// By video: where the person was.
    #[serde(default)]
    pub telehealth: Option<Telehealth>,
    /// Who signed, with which credential.
    pub signature: Signature,
    /// The co-signature, where one is needed.
    pub cosignature: Cosignature,
}

/// When a session was held, as its note says.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct HeldTimes {
    /// Start, when it was stated.
    pub started_at: Option<Timestamp>,
    /// End, when it was stated.
    pub ended_at: Option<Timestamp>,
}

/// Minutes, when the leader knew better than the door.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct StatedMinutes {
    /// The minutes.
    pub stated_minutes: Option<i64>,
}

/// A signature: name, credential, time and the hash of exactly what was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub staff: StaffId,
    /// Name and credential.
    pub name: String,
    /// The credential alone, for the payer's rule.
    pub credential: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 over the content, as lower-case hex.
    pub content_sha256: String,
}

/// Where the co-signature stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cosignature {
    /// The credential needs none.
    NotNeeded,
    /// Waiting for this supervisor.
    Awaited(StaffId),
    /// Given.
    Given(Signature),
}

/// How a note stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    InForce,
    /// It came from another chart, where it was signed by mistake.
    InForceMovedHere {
        /// Why.
        reason: String,
    },
    /// Taken out of force.
    Voided {
        /// Why.
        reason: String,
    },
    /// It belonged to another chart.
    MovedAway {
        /// Why.
        reason: String,
    },
}

impl ProgressNote {
    /// Whether it counts.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        matches!(self.standing, Standing::InForce | Standing::InForceMovedHere { .. })
    }

    /// Whether it still waits for a supervisor.
    #[must_use]
    pub fn awaits_cosignature(&self) -> bool {
        matches!(self.cosignature, Cosignature::Awaited(_))
    }

    /// What a signature is put under: everything the note says.
    #[must_use]
    pub fn content_sha256(&self) -> String {
        use sha2::Digest;
        let content = (
            (self.patient, self.session, self.day, &self.shared, &self.leaders),
            (&self.times, self.is_remote, self.credited_minutes, &self.own, &self.objectives),
        );
        // A note that says neither keeps the hash it was signed with.
        let bytes = match (&self.first_on_paper, &self.telehealth) {
            (None, None) => serde_json::to_vec(&content),
            (Some(paper), None) => serde_json::to_vec(&(content, paper)),
            (None, Some(telehealth)) => serde_json::to_vec(&(content, telehealth)),
            (Some(paper), Some(telehealth)) => serde_json::to_vec(&(content, paper, telehealth)),
        };
        let bytes = bytes.unwrap_or_default();
        hex::encode(sha2::Sha256::digest(bytes))
    }
}
