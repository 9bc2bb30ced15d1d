//! Ids: one type per noun, so that a patient's id can never be passed where a session's is meant.
//! They are UUID version 7: opaque in an address, in order of birth on disk.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

/// Declares one id type per line. The text form is the hyphenated UUID.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(out)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                uuid::Uuid::parse_str(text).map(Self).map_err(|_| NotAnId)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(raw: uuid::Uuid) -> Self {
                Self(raw)
            }
        }
    )*};
}

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an id")]
pub struct NotAnId;

ids! {
    /// A person who asked for, receives or received care (P2-04 counts an applicant as a patient).
    PatientId;
    /// One course of care of a patient, from admission to discharge.
    EpisodeId;
    /// A period at one level of care inside an episode.
    StayId;
    /// A member of staff.
    StaffId;
    /// A program (one license, one set of floors).
    ProgramId;
    /// A track of a program: day, evening.
    TrackId;
    /// A room.
    RoomId;
    /// A kind of service: one of the group types, individual, family, medication visit, case management.
    ServiceTypeId;
    /// A therapy group: a series of sessions with a curriculum.
    TherapyGroupId;
    /// A person's place in a therapy group.
    EnrollmentId;
    /// One meeting of a group, or one individual appointment.
    GroupSessionId;
    /// The attendance of one patient on one day.
    AttendanceId;
    /// A treatment plan.
    TreatmentPlanId;
    /// A problem on a plan.
    ProblemId;
    /// A goal on a plan.
    GoalId;
    /// An objective on a plan.
    ObjectiveId;
    /// A signed chart document about one session and one patient.
    ProgressNoteId;
    /// A note about what was said, kept apart from the chart (P2-11).
    CounselingNoteId;
    /// What a person's life leaves for the program.
    AvailabilityId;
    /// The hours that somebody of the staff works, from a day on.
    StaffHoursId;
    /// Days or hours on which somebody of the staff is away.
    LeaveId;
    /// Days on which the program is closed, or a room cannot be used.
    ClosureId;
    /// Changes of a week that were accepted together.
    WeekChangeId;
    /// What is printed for a day without the program.
    DayPackId;
    /// What was written on one slip of such a pack.
    SlipEntryId;
    /// That sessions are in the building, by video, or both, from a day on.
    ModalitySwitchId;
    /// That somebody was told that a session is elsewhere.
    ModalityNoticeId;
    /// What somebody said about taking part by video.
    TelehealthConsentId;
    /// The video room of a session.
    VideoRoomId;
    /// One call of one person in the video room of a session.
    VideoCallId;
    /// A code at the door.
    DoorCodeId;
    /// A screen at the door.
    DoorKioskId;
    /// The questions that are asked at the door.
    DoorQuestionsId;
    /// What somebody answered at the door.
    DoorAnswerId;
    /// A person's own calendar.
    CalendarFeedId;
    /// That somebody waits for a place.
    WaitlistEntryId;
    /// A place that is offered to somebody who waits.
    PlaceOfferId;
    /// How the hours step down.
    TaperPlanId;
    /// One giving back of a computer that carried the program.
    CarriedDayId;
    /// Something that was changed here and there.
    CarriedConflictId;
    /// That two people are kept apart.
    NoContactId;
    /// A payer.
    PayerId;
    /// A patient's coverage with a payer.
    CoverageId;
    /// A payer's authorization.
    AuthorizationId;
    /// The billing state of one patient on one day.
    ServiceDayId;
    /// One billable line.
    ChargeId;
    /// One claim to a payer.
    ClaimId;
    /// A batch of claims in one file.
    ClaimBatchId;
    /// A consent to disclose (42 CFR 2.31).
    ConsentId;
    /// A wish to be told about less, that the program agreed to.
    RestrictionId;
    /// A paper that a court or a lawyer served.
    CourtPaperId;
    /// What was told to medical personnel in an emergency.
    EmergencyDisclosureId;
    /// One disclosure in the accounting (42 CFR 2.25).
    DisclosureId;
    /// Something a person asks about their record, with its clock (42 CFR 2.23 to 2.26).
    PrivacyRequestId;
    /// A complaint about how a record was handled (42 CFR 2.4).
    ComplaintId;
    /// A question from outside whether somebody is here (42 CFR 2.13).
    PresenceQuestionId;
    /// A use or disclosure that may be a breach (42 CFR 2.16).
    BreachId;
    /// A letter to one person about a breach (45 CFR 164.404).
    BreachLetterId;
    /// An edition of the notice of privacy practices (42 CFR 2.22).
    NoticeEditionId;
    /// An agreement with somebody who helps run the program (42 CFR 2.11, qualified service organization).
    AgreementId;
    /// Somebody outside in the directory of recipients (42 CFR 2.11).
    OutsideRecipientId;
    /// Figures that a public health authority got (42 CFR 2.54).
    PublicHealthReportId;
    /// An audit or evaluation by somebody outside (42 CFR 2.53).
    AuditId;
    /// An order that a record is kept whole.
    LegalHoldId;
    /// That the program ends or is taken over, and what becomes of its records (42 CFR 2.19).
    ProgramClosingId;
    /// That somebody was written to before a consent of theirs ends.
    ConsentReminderId;
    /// A first contact.
    InquiryId;
    /// A text or e-mail, in or out.
    MessageId;
    /// What may be sent to one number or address of one person.
    ContactPermissionId;
    /// A first visit that was offered to somebody who asked.
    AssessmentVisitId;
    /// Somebody who sends people to us.
    ReferralSourceId;
    /// A clinical document from elsewhere, kept whole.
    ReferralId;
    /// Something that a document from elsewhere says, as decided here.
    ReportedItemId;
    /// Somebody who may send documents.
    ReferralSenderId;
    /// That two inquiries are about the same person.
    InquiryMergeId;
    /// An assessment (MA-10).
    AssessmentId;
    /// A decision about a level of care (LC-03).
    PlacementDecisionId;
    /// A way to another place (S-07).
    ReferralOutId;
    /// An attempt to reach a patient (OP-14).
    OutreachId;
    /// That somebody was reminded of a session.
    SessionReminderId;
    /// What somebody answered about coming.
    AppointmentResponseId;
    /// Which reminders somebody wants.
    ReminderChoiceId;
    /// A session somebody missed, with what was done to find them (OP-07).
    MissedSessionId;
    /// A matter that somebody must look at first.
    ConcernId;
    /// A look at a chart.
    ChartViewId;
    /// A paper a person was given to read and sign.
    PaperId;
    /// A link for one person that dies.
    PatientLinkId;
    /// Something that happened on such a link.
    LinkEventId;
    /// A gate before admission that was waived, with its reason.
    GateWaiverId;
    /// A signed-in session of a staff member.
    SessionId;
    /// One administration of an instrument.
    MeasureId;
    /// A licensed wording or translation of an instrument.
    FormWordingId;
    /// A question to a payer whether somebody is insured, and its answer.
    EligibilityCheckId;
    /// A picture of an insurance card.
    InsuranceCardId;
    /// An agreement on a sliding fee.
    SlidingFeeId;
    /// A person's wish that a payer learns nothing.
    PayerRestrictionId;
}

/// Where new ids come from: chance, or a seed so that the demonstration is the same every time.
#[derive(Clone, Debug)]
pub struct IdSource(Arc<Mutex<ChaCha12Rng>>);

impl IdSource {
    /// Unpredictable ids, seeded by the operating system.
    #[must_use]
    pub fn random() -> Self {
        Self::seeded_by(rand::random())
    }

    /// The same ids in the same order for the same `seed`.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha12Rng::seed_from_u64(seed))))
    }

    fn seeded_by(seed: [u8; 32]) -> Self {
        Self(Arc::new(Mutex::new(ChaCha12Rng::from_seed(seed))))
    }

    /// A new id, born at `now`.
    pub fn next<Id: From<uuid::Uuid>>(&self, now: Timestamp) -> Id {
        let noise: [u8; 10] = self.0.lock().unwrap_or_else(PoisonError::into_inner).random();
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Id::from(uuid::Builder::from_unix_timestamp_millis(millis, &noise).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids_and_they_read_back() {
        let now: Timestamp = "2026-03-12T14:00:00Z".parse().unwrap();
        let (one, two) = (IdSource::seeded(7), IdSource::seeded(7));
        let a: PatientId = one.next(now);
        let b: PatientId = two.next(now);
        assert_eq!(a, b);
        assert_eq!(a.to_string().parse::<PatientId>().unwrap(), a);
        assert_ne!(one.next::<PatientId>(now), a);
        assert_eq!("12".parse::<PatientId>(), Err(NotAnId));
    }

    #[test]
    fn ids_born_later_sort_later() {
        let ids = IdSource::seeded(1);
        let early: StaffId = ids.next("2026-03-12T14:00:00Z".parse().unwrap());
        let late: StaffId = ids.next("2026-03-12T14:00:01Z".parse().unwrap());
        assert!(early < late);
    }
}
