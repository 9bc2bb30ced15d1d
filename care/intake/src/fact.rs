//! What happened at the front door, for the reactions.

use vocabulary::id::{EpisodeId, InquiryId, PatientId, ReferralId, ReferralSourceId, StayId};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// Somebody asked for help, or was referred.
    InquiryOpened {
        /// The inquiry.
        inquiry: InquiryId,
        /// Who asked.
        patient: PatientId,
    },
    /// A contact was logged, or the inquiry was closed or opened again: the queue looks different now.
    InquiryChanged {
        /// The inquiry.
        inquiry: InquiryId,
    },
    /// A document came in and was read.
    ReferralReceived {
        /// The document.
        referral: ReferralId,
        /// The inquiry it opened.
        inquiry: InquiryId,
        /// Whom it is about.
        patient: PatientId,
    },
    /// An item of a document was put into a chart, set aside, or a decision taken back.
    ItemReconciled {
        /// Whose chart.
        patient: PatientId,
        /// Of which document.
        referral: ReferralId,
    },
    /// A director approved a decision table.
    PlacementTableApproved,
    /// The directory of other places changed.
    PlacesConfigured,
    /// Somebody was admitted.
    Admitted {
        /// Out of this inquiry.
        inquiry: InquiryId,
        /// Who: the person of the inquiry, or somebody known whom staff chose.
        patient: PatientId,
        /// The episode that began.
        episode: EpisodeId,
        /// The first stay in it.
        stay: StayId,
    },
    /// A paper was given, signed, declined or taken back.
    PaperChanged {
        /// Whose.
        patient: PatientId,
    },
    /// The notice has a new edition.
    NoticeRevised,
    /// A consent is in force from now on, because its paper was signed.
    ConsentGiven {
        /// Whose.
        patient: PatientId,
        /// From which day.
        from: jiff::civil::Date,
    },
    /// A gate before admission was waived.
    GateWaived {
        /// Of which inquiry.
        inquiry: InquiryId,
    },
    /// Somebody who sends people was added or has another owner.
    ReferralSourceKept(ReferralSourceId),
    /// Something in a conversation, as part of an inquiry.
    Conversation(conversation::Fact),
    /// Something on the spine, as part of an admission.
    Episode(episode::Fact),
    /// Something in the schedule, as part of an admission.
    Schedule(schedule::Fact),
}
