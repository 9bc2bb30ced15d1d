//! What happened in a conversation, for the reactions.

use vocabulary::id::{MessageId, PatientId};

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// A message waits to be sent.
    MessageWritten {
        /// Which.
        message: MessageId,
        /// To whom.
        patient: PatientId,
    },
    /// A person wrote.
    MessageReceived {
        /// Which.
        message: MessageId,
        /// Who.
        patient: PatientId,
    },
    /// A message was sent, delivered, or not.
    MessageChanged {
        /// Which.
        message: MessageId,
        /// Whose.
        patient: PatientId,
    },
    /// What may be sent to a number changed.
    PermissionChanged {
        /// Whose.
        patient: PatientId,
    },
}
