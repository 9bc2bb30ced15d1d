//! A question about somebody's presence, and the words that answer every one.

use serde::{Deserialize, Serialize};
use vocabulary::id::PresenceQuestionId;

use crate::named::named;
use crate::request::Way;

/// What is said to whoever asks, word for word, whoever it is about. It is as true of somebody who was never here.
pub const SCRIPT: [&str; 4] = [
    "I can’t say whether any person is or was here. I would tell you the same about anybody, and it doesn’t mean yes or no.",
    "If you leave your name and number, I write down that you called. I can’t promise that anybody gets it.",
    "If somebody may be in danger right now, please call 911. For a crisis, call or text 988.",
    "If you have a court order, please send it to our compliance officer. A subpoena alone is not enough.",
];

named! {
    /// Who asked.
    WhoAsks {
        /// Family, a friend, a partner.
        Family = "family", "Family or a friend";
        /// Police, a prosecutor, probation.
        Police = "police", "Police or probation";
        /// A court or its clerk.
        Court = "court", "A court";
        /// A lawyer.
        Lawyer = "lawyer", "A lawyer";
        /// An employer or a school.
        Employer = "employer", "An employer or a school";
        /// Another provider.
        Provider = "provider", "A hospital or another provider";
        /// An insurer.
        Insurer = "insurer", "An insurer";
        /// Somebody else, or they did not say.
        Other = "other", "Somebody else";
    }
}

/// A question about somebody's presence. It does not say about whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceQuestion {
    /// The id.
    pub id: PresenceQuestionId,
    /// Who asked.
    pub who: WhoAsks,
    /// How.
    pub way: Way,
    /// Their own name and how to reach them, as far as they said; may be empty.
    pub from: String,
    /// What is worth knowing about the asking, such as that they threatened; never about whom they asked.
    pub words: String,
}
