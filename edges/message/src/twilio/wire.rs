//! The network's own words, as far as we read them.

use serde::{Deserialize, Serialize};

/// A message as the network shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageWire {
    /// Its id.
    pub sid: String,
    /// The words.
    #[serde(default)]
    pub body: String,
    /// To which number.
    #[serde(default)]
    pub to: String,
    /// `outbound-api`, `inbound`.
    #[serde(default)]
    pub direction: String,
    /// When it was made, in RFC 2822.
    #[serde(default)]
    pub date_created: Option<String>,
    /// `queued`, `sent`, `delivered`, `failed`.
    #[serde(default)]
    pub status: String,
}

/// A list of messages.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ListWire {
    /// The newest first.
    #[serde(default)]
    pub messages: Vec<MessageWire>,
}

/// A refusal.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TroubleWire {
    /// The network's number of it.
    #[serde(default)]
    pub code: i64,
}

/// The number the network gives to a person who stopped texts.
pub const STOPPED: i64 = 21610;

/// What a number of the network means, in words for staff; nothing about the person.
#[must_use]
pub fn in_words(code: i64) -> String {
    let known = match code {
        21211 | 21217 | 30005 => "The number does not exist.",
        STOPPED => "STOP was sent from this number: nothing may be sent to it.",
        21612 | 21614 | 30006 => "The number takes no texts. Call instead.",
        30003 => "The telephone is switched off or out of reach.",
        30004 | 30007 => "The telephone's company did not let it through.",
        _ => return format!("The network refused it (number {code})."),
    };
    known.to_owned()
}
