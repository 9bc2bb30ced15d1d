//! The shape of a command: input already parsed, one transaction, an answer and the facts that others react to.

use crate::{Context, Refusal};

/// Something a person does. One file each; the header names the rule it serves.
pub trait Command {
    /// What the person gets back: ids and counts, never a patient's data.
    type Output: Receipt;
    /// What happened, for the reactions.
    type Fact;

    /// Who may → load → decide → save → facts.
    ///
    /// # Errors
    /// Any [`Refusal`]; nothing is written then.
    fn perform(&self, cx: &Context<'_>) -> Result<Done<Self::Output, Self::Fact>, Refusal>;
}

/// An answer with the facts that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done<Output, Fact> {
    /// For the person who acted.
    pub output: Output,
    /// For the reactions.
    pub facts: Vec<Fact>,
}

impl<Output, Fact> Done<Output, Fact> {
    /// An answer with one fact.
    pub fn with(output: Output, fact: Fact) -> Self {
        Self { output, facts: vec![fact] }
    }

    /// An answer that nothing follows from: it was already so.
    pub fn already(output: Output) -> Self {
        Self { output, facts: Vec::new() }
    }
}

/// What may leave a command without passing the gate: ids, counts and plain states. Never names, words or dates of a patient.
pub trait Receipt {}

impl Receipt for () {}
impl Receipt for bool {}
impl Receipt for i64 {}
impl<T: Receipt> Receipt for Vec<T> {}
impl<T: Receipt> Receipt for Option<T> {}
impl<A: Receipt, B: Receipt> Receipt for (A, B) {}

/// Ids are receipts.
macro_rules! ids_are_receipts {
    ($($name:ident)*) => { $(impl Receipt for vocabulary::id::$name {})* };
}
ids_are_receipts! {
    PatientId EpisodeId StayId StaffId ProgramId TrackId RoomId ServiceTypeId TherapyGroupId EnrollmentId GroupSessionId
    AttendanceId TreatmentPlanId ProgressNoteId PayerId CoverageId AuthorizationId ServiceDayId ChargeId ClaimId ClaimBatchId
    ConsentId DisclosureId InquiryId ReferralId OutreachId ConcernId ChartViewId SessionId MeasureId FormWordingId PaperId
    PatientLinkId LinkEventId GateWaiverId EligibilityCheckId InsuranceCardId SlidingFeeId PayerRestrictionId ReportedItemId
    ReferralSenderId InquiryMergeId AssessmentId PlacementDecisionId ReferralOutId MessageId ContactPermissionId
    AssessmentVisitId ReferralSourceId RestrictionId CourtPaperId EmergencyDisclosureId CounselingNoteId
    NoContactId PrivacyRequestId ComplaintId PresenceQuestionId BreachId BreachLetterId NoticeEditionId AgreementId LegalHoldId
    ProgramClosingId OutsideRecipientId AuditId PublicHealthReportId AvailabilityId
    StaffHoursId LeaveId ClosureId WeekChangeId
    SessionReminderId AppointmentResponseId ReminderChoiceId MissedSessionId
    DayPackId SlipEntryId CarriedDayId CarriedConflictId
    ModalitySwitchId ModalityNoticeId TelehealthConsentId VideoRoomId VideoCallId DoorCodeId DoorKioskId DoorQuestionsId
    DoorAnswerId
    CalendarFeedId WaitlistEntryId PlaceOfferId TaperPlanId
}
