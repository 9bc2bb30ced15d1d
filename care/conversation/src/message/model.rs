//! What is kept about a message.

use confidential::to_person::Line;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use vocabulary::id::{MessageId, PatientId, StaffId};

use crate::language::Language;

/// A text or e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// Whose conversation.
    pub patient: PatientId,
    /// From them or to them.
    pub direction: Direction,
    /// By which network.
    pub channel: Channel,
    /// Their number in E.164, or their e-mail address.
    pub address: String,
    /// The subject of an e-mail.
    pub subject: Option<String>,
    /// The words.
    pub words: String,
    /// In which language a template spoke.
    pub language: Language,
    /// The template, when the words come from one.
    pub template: Option<String>,
    /// When it was written, or when it came.
    pub at: Timestamp,
    /// Who wrote it; nobody when the program itself did, or the person.
    pub by: Option<StaffId>,
    /// Whether it is the one answer to a word the person has just sent.
    pub answers_them: bool,
    /// How far it came.
    pub delivery: Delivery,
    /// The network's own id.
    pub provider_id: Option<String>,
}

/// From them or to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// They wrote.
    In,
    /// We wrote.
    Out,
}

/// A network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Text messages.
    Text,
    /// E-mail.
    Email,
}

/// How far a message came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It came from them.
    Received,
    /// It waits to be sent, not before a moment.
    Queued {
        /// The first moment at which it may leave.
        not_before: Timestamp,
    },
    /// A worker hands it to the network.
    Sending {
        /// Since when.
        since: Timestamp,
    },
    /// The network took it.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// The network says it arrived.
    Delivered {
        /// When.
        at: Timestamp,
    },
    /// It did not go out or did not arrive.
    Failed {
        /// When.
        at: Timestamp,
        /// Why, in words.
        reason: String,
    },
    /// The line broke while it was handed over and the network does not know it: a person decides whether it is sent once more.
    Unknown {
        /// Since when.
        since: Timestamp,
    },
}

impl Channel {
    /// For screens.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Email => "E-mail",
        }
    }

    /// As the gate names it.
    #[must_use]
    pub fn line(self) -> Line {
        match self {
            Self::Text => Line::Text,
            Self::Email => Line::Email,
        }
    }
}

impl Delivery {
    /// The stable text, as in the column.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Queued { .. } => "queued",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::Delivered { .. } => "delivered",
            Self::Failed { .. } => "failed",
            Self::Unknown { .. } => "unknown",
        }
    }
}
