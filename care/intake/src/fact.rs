//! What happened at the front door, for the reactions.

use vocabulary::id::{EpisodeId, InquiryId, PatientId, ReferralId, StayId};

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
    /// Something on the spine, as part of an admission.
    Episode(episode::Fact),
    /// Something in the schedule, as part of an admission.
    Schedule(schedule::Fact),
}
