//! What is known about somebody who asks. Facts are stored; the state is read from them.

use episode::patient::duplicates::Features;
use episode::patient::{Channel, ContactPoint};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::id::{EpisodeId, InquiryId, PatientId, ReferralId, StaffId};
use vocabulary::{PersonName, Phone};

use super::desk::VisitResult;

use super::{CallFacts, Desk};

/// Somebody asked for help, for themselves or with somebody's help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inquiry {
    /// The id.
    pub id: InquiryId,
    /// Who asked: a patient from now on (P2-04), registered as such when admitted.
    pub patient: PatientId,
    /// Somebody known, whom staff recognised in them before the admission.
    #[serde(default)]
    pub recognised: Option<PatientId>,
    /// When it reached us.
    pub received_at: Timestamp,
    /// By which way.
    pub source: Source,
    /// The name, or what to call them.
    pub name: PersonName,
    /// Date of birth, when it was said.
    pub birth_date: Option<Date>,
    /// Ways to reach them, each with its own permission (P2-14).
    pub contact_points: Vec<ContactPoint>,
    /// What is going on, in a few words.
    pub words: String,
    /// What was asked on the call.
    #[serde(default)]
    pub call: CallFacts,
    /// The document that came with it.
    pub referral: Option<ReferralId>,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// What was said since, oldest first.
    pub contacts: Vec<Contact>,
    /// How it ended, when it has.
    pub outcome: Option<Outcome>,
    /// What the intake desk did beside.
    #[serde(default)]
    pub desk: Desk,
}

/// The way an inquiry reached us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A call.
    Phone,
    /// A text message.
    Text,
    /// The form on the web.
    Web,
    /// At the door.
    WalkIn,
    /// A document or call from another provider.
    Referral,
}

/// A time somebody talked with the person, or tried to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// How it went.
    pub words: String,
    /// How it went, as it is counted.
    #[serde(default)]
    pub result: Option<ContactResult>,
}

impl Contact {
    /// Whether the person was talked with. An attempt that reached nobody is none, however often it was made.
    #[must_use]
    pub fn was_a_talk(&self) -> bool {
        matches!(self.result, None | Some(ContactResult::Reached))
    }
}

/// How an attempt to reach somebody went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactResult {
    /// They talked with us.
    Reached,
    /// A message was left.
    MessageLeft,
    /// Nobody answered.
    NoAnswer,
    /// The number is somebody else's.
    WrongNumber,
}

/// How an inquiry ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The person is in care.
    Admitted {
        /// The episode of care.
        episode: EpisodeId,
        /// Who was admitted: the person of this inquiry, or somebody known whom staff chose.
        patient: PatientId,
        /// When it was written down.
        at: Timestamp,
    },
    /// Nothing more is to be done here.
    Closed {
        /// Why, in words.
        reason: String,
        /// The key of the reason in the program's list, for counting.
        #[serde(default)]
        loss: Option<String>,
        /// When.
        at: Timestamp,
        /// By whom.
        by: StaffId,
    },
}

/// Where an inquiry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has talked with the person yet.
    New,
    /// Somebody has.
    Contacted,
    /// A first visit is booked.
    Booked,
    /// They came to the first visit.
    Came,
    /// They have a place on the waiting list.
    Waiting,
    /// The person is in care.
    Admitted,
    /// Closed with a reason.
    Closed,
}

impl Source {
    /// All, in the order of a form.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Text, Self::Web, Self::WalkIn, Self::Referral];

    /// How it is known what may be sent to a number that came this way.
    #[must_use]
    pub fn how_known(self) -> &'static str {
        match self {
            Self::Phone => "asked on the call",
            Self::Text => "their own text",
            Self::Web => "said on the form",
            Self::WalkIn => "asked at the door",
            Self::Referral => "as the referral says",
        }
    }

    /// The stable text, as in forms and records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Text => "text",
            Self::Web => "web",
            Self::WalkIn => "walk_in",
            Self::Referral => "referral",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Phone => "Phone",
            Self::Text => "Text",
            Self::Web => "Web form",
            Self::WalkIn => "Walk-in",
            Self::Referral => "Referral",
        }
    }

    /// The source with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == text)
    }
}

impl ContactResult {
    /// All, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Reached, Self::MessageLeft, Self::NoAnswer, Self::WrongNumber];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::MessageLeft => "message_left",
            Self::NoAnswer => "no_answer",
            Self::WrongNumber => "wrong_number",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Reached => "Reached",
            Self::MessageLeft => "Message left",
            Self::NoAnswer => "No answer",
            Self::WrongNumber => "Wrong number",
        }
    }

    /// The one with this stable text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

impl State {
    /// All that somebody still waits in, in the order of a board.
    pub const OPEN: [Self; 5] = [Self::New, Self::Contacted, Self::Booked, Self::Came, Self::Waiting];

    /// The stable text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contacted => "contacted",
            Self::Booked => "booked",
            Self::Came => "came",
            Self::Waiting => "waiting",
            Self::Admitted => "admitted",
            Self::Closed => "closed",
        }
    }

    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Contacted => "In touch",
            Self::Booked => "Booked",
            Self::Came => "Came",
            Self::Waiting => "Waiting list",
            Self::Admitted => "Admitted",
            Self::Closed => "Closed",
        }
    }

    /// Whether somebody still waits for us.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Admitted | Self::Closed)
    }
}

impl Inquiry {
    /// Where it stands, read from what happened.
    #[must_use]
    pub fn state(&self) -> State {
        match &self.outcome {
            Some(Outcome::Admitted { .. }) => State::Admitted,
            Some(Outcome::Closed { .. }) => State::Closed,
            None => self.open_state(),
        }
    }

    fn open_state(&self) -> State {
        let visit = self.desk.visit.as_ref().map(|visit| visit.result);
        let waits = self.desk.waitlist.as_ref().is_some_and(|place| place.left.is_none());
        match visit {
            Some(Some(VisitResult::Came)) => State::Came,
            Some(None) => State::Booked,
            _ if waits => State::Waiting,
            _ if self.contacts.is_empty() && self.desk.our_word_at.is_none() => State::New,
            _ => State::Contacted,
        }
    }

    /// Since when nobody of ours has talked with the person or written to them: the last contact, or the first word when there was
    /// none (S-28).
    #[must_use]
    pub fn waiting_since(&self) -> Timestamp {
        let ours = self.contacts.iter().map(|contact| contact.at).chain(self.desk.our_word_at).max();
        ours.unwrap_or(self.received_at).max(self.received_at)
    }

    /// Its place in the queue: 0 for whoever said yes to a question about safety and was not talked with since, 1 for everybody else
    /// who waits, 2 when it has ended.
    #[must_use]
    pub fn queue_rank(&self) -> i64 {
        match self.state().is_open() {
            false => 2,
            true if self.call.raises_safety() && !self.contacts.iter().any(Contact::was_a_talk) => 0,
            true => 1,
        }
    }

    /// Whose chart this is: who was admitted out of it, else whom staff recognised, else who asked.
    #[must_use]
    pub fn person(&self) -> PatientId {
        match &self.outcome {
            Some(Outcome::Admitted { patient, .. }) => *patient,
            _ => self.recognised.unwrap_or(self.patient),
        }
    }

    /// Everybody whose records may be about the person: who asked, and whom they were recognised or admitted as.
    #[must_use]
    pub fn people(&self) -> Vec<PatientId> {
        let mut people = vec![self.patient, self.person()];
        people.dedup();
        people
    }

    /// The telephone numbers.
    pub fn phones(&self) -> impl Iterator<Item = (&Phone, &ContactPoint)> {
        self.contact_points.iter().filter_map(|point| match &point.channel {
            Channel::Phone(phone) => Some((phone, point)),
            Channel::Email(_) => None,
        })
    }

    /// What the person is compared by.
    #[must_use]
    pub fn features(&self) -> Features {
        Features::new(&self.name, self.birth_date, self.phones().map(|(phone, _)| phone.clone()).collect())
    }
}
