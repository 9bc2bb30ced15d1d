//! What is kept of a link and of what happens on it. Facts are stored; whether it still opens is computed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{LinkEventId, MeasureId, PaperId, PatientId, PatientLinkId, StaffId};

/// So many wrong answers end a link: with six of 366 days tried, one holder in sixty who does not know the day gets in by luck.
pub const MOST_WRONG_ANSWERS: usize = 6;

/// A link for one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatientLink {
    /// The id.
    pub id: PatientLinkId,
    /// For whom.
    pub patient: PatientId,
    /// SHA-256 of the secret in the address; the secret itself is kept nowhere.
    pub token_sha256: String,
    /// The month of birth, 1 to 12, which the person is asked.
    pub birth_month: i8,
    /// The day of birth.
    pub birth_day: i8,
    /// What to call them, shown only after the right answer.
    pub name: String,
    /// In which language the pages begin: `en`, `es`, `pt`, `ht`.
    pub language: String,
    /// What is to be done there, in order.
    pub to_do: Vec<ToDo>,
    /// From this moment on it is dead.
    pub expires_at: Timestamp,
    /// How often it may be opened.
    pub most_openings: u32,
    /// How it ended before its time, if it did.
    pub ended: Option<Ended>,
}

/// Something to do on a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToDo {
    /// Confirm how to reach them and where they live.
    Details,
    /// Send a photo of the insurance card.
    InsuranceCard,
    /// Read a paper and sign it or not.
    Paper(PaperId),
    /// Answer the questions of a measure that was sent to them.
    Measure(MeasureId),
    /// Look after their own confidentiality: who may be told, who was, who looked. It stands on the link as long as the link does and is
    /// never done; papers that wait for their signature stand beside it, whenever they were given.
    Privacy,
    /// Come to their sessions: join by video, say where they are, a code for the door. It stands there as long as the link does.
    Sessions,
}

/// How a link ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: EndedBecause,
}

/// Why a link ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBecause {
    /// The person said that they are done.
    Done,
    /// Somebody took it back.
    Revoked(StaffId),
    /// Too many wrong answers.
    WrongAnswers,
}

/// Whether a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// It does.
    Open,
    /// It was ended.
    Ended,
    /// Its time is over.
    Expired,
    /// It was opened as often as it may be.
    UsedUp,
}

impl PatientLink {
    /// Whether the person's own pages about confidentiality stand behind it. A link that was made for something else does not open them.
    #[must_use]
    pub fn is_for_privacy(&self) -> bool {
        self.to_do.contains(&ToDo::Privacy)
    }

    /// Whether their sessions and the door stand behind it.
    #[must_use]
    pub fn is_for_sessions(&self) -> bool {
        self.to_do.contains(&ToDo::Sessions)
    }

    /// Whether it opens at a moment, after so many openings.
    #[must_use]
    pub fn liveness(&self, openings: usize, now: Timestamp) -> Liveness {
        if self.ended.is_some() {
            Liveness::Ended
        } else if self.expires_at <= now {
            Liveness::Expired
        } else if usize::try_from(self.most_openings).is_ok_and(|most| most <= openings) {
            Liveness::UsedUp
        } else {
            Liveness::Open
        }
    }
}

/// Something that happened on a link: part of the person's own chain, so that it cannot be thinned out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkEvent {
    /// The id.
    pub id: LinkEventId,
    /// Whose link.
    pub patient: PatientId,
    /// Which link.
    pub link: PatientLinkId,
    /// What.
    pub what: LinkHappening,
}

/// What happened on a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkHappening {
    /// Opened with the right day of birth.
    Opened,
    /// A wrong day was named.
    WrongAnswer,
    /// A paper was opened to be read.
    PaperRead(PaperId),
    /// A photo of the insurance card came, kept whole under its hash.
    CardPhoto {
        /// Which side.
        side: CardSide,
        /// The hash of its bytes.
        sha256: String,
        /// What it is: `image/jpeg`.
        media_type: String,
    },
    /// The person said that their details are right.
    DetailsConfirmed,
    /// The person wrote what is to be corrected; somebody does it.
    DetailsToCorrect(String),
    /// Somebody on staff did it: which word of theirs.
    Corrected(LinkEventId),
}

/// A side of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSide {
    /// With the name on it.
    Front,
    /// With the telephone numbers.
    Back,
}
