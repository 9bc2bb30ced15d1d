//! What happens in the demonstration, as plain data near the commands that will be performed: people by number, staff,
//! groups, services, rooms and payers by their keys, moments on the program's wall clock. Nothing here knows the store.

use confidential::consent::{Category, ConsentKind, Expiry, Purpose, Recipient};
use episode::patient::PatientInput;
use jiff::civil::{Date, DateTime, Time};
use schedule::attendance::MarkKind;

use crate::demo::people::PlanProblem;

/// A key of the program file or of the payer rules.
pub type Key = String;

/// The number of a person in this script, from zero in the order of registration.
pub type PersonNumber = usize;

/// Something that somebody did at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, on the program's wall clock.
    pub at: DateTime,
    /// Which member of staff did it.
    pub by: Key,
    /// What.
    pub what: What,
}

/// Which meeting of a group, or which appointment of a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SessionKey {
    /// The meeting of a group on a day at a time; [`What::PlanWeek`] has put it on the calendar.
    Group {
        /// The group.
        group: Key,
        /// The local day.
        day: Date,
        /// Its start.
        start: Time,
    },
    /// What [`What::BookAppointment`] booked.
    Appointment {
        /// Whose.
        person: PersonNumber,
        /// The local day.
        day: Date,
        /// Its start.
        start: Time,
    },
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Somebody asks for help; nobody has answered yet.
    ReceiveInquiry(Inquiry),
    /// [`episode::patient::RegisterPatient`].
    RegisterPatient {
        /// The number by which the person is known from here on.
        person: PersonNumber,
        /// As the command takes it.
        input: Box<PatientInput>,
        /// Who referred them.
        referred_by: String,
    },
    /// The person's coverage. `self-pay` stands for paying oneself.
    AddCoverage(Coverage),
    /// A consent to disclose is signed. No consent event with [`Purpose::Payment`] means that none was given (OP-A17).
    SignConsent(ConsentInput),
    /// A payer authorizes days.
    GrantAuthorization(AuthorizationInput),
    /// A payer declines to continue.
    DenyAuthorization {
        /// Whose.
        person: PersonNumber,
        /// The payer's key.
        payer: Key,
        /// The payer's reference.
        reference: String,
        /// From which day.
        from: Date,
        /// In the payer's words.
        reason: String,
        /// Until when a talk between clinicians may be asked for (OP-52).
        peer_to_peer_by: Date,
        /// Until when an appeal may be filed.
        appeal_by: Date,
    },
    /// An episode opens and a stay begins.
    AdmitPatient(Admission),
    /// The plan is written; target dates are on the objectives.
    WritePlan {
        /// Whose.
        person: PersonNumber,
        /// Problems, goals, objectives; target dates count from `from`.
        problems: Vec<PlanProblem>,
        /// The day from which target dates count.
        from: Date,
    },
    /// [`schedule::therapy_group::EnrollPatient`].
    EnrollPatient {
        /// Who.
        person: PersonNumber,
        /// The group.
        group: Key,
        /// From this day.
        from: Date,
    },
    /// [`schedule::therapy_group::EndEnrollment`], for the person's place in the group.
    EndEnrollment {
        /// Who.
        person: PersonNumber,
        /// The group.
        group: Key,
        /// The last day.
        last_day: Date,
    },
    /// The stay and the episode end.
    Discharge {
        /// Who.
        person: PersonNumber,
        /// The last day.
        on: Date,
        /// How it ended.
        kind: DischargeKind,
    },
    /// [`schedule::group_session::PlanWeek`].
    PlanWeek {
        /// Any day of the week.
        day: Date,
    },
    /// [`schedule::group_session::CancelSession`].
    CancelSession {
        /// Which.
        session: SessionKey,
        /// Why.
        reason: String,
    },
    /// [`schedule::group_session::BookAppointment`].
    BookAppointment(Appointment),
    /// [`schedule::attendance::MarkArrival`], happening at the moment of the event.
    MarkArrival {
        /// Who.
        person: PersonNumber,
        /// On whose row it was tapped.
        session: SessionKey,
        /// What was noted.
        kind: MarkKind,
        /// Whether an excuse or absence concerns the whole day.
        is_whole_day: bool,
    },
    /// [`schedule::attendance::WithdrawMark`].
    WithdrawMark {
        /// Whose.
        person: PersonNumber,
        /// On which local day.
        day: Date,
    },
    /// A note is written and saved, not yet signed: the shared part, and a part for every person who was there.
    DraftNote {
        /// About which session.
        session: SessionKey,
        /// The same for everyone.
        shared: SharedPart,
        /// Each person's own.
        own: Vec<OwnPart>,
    },
    /// The leader signs what is ready.
    SignNotes {
        /// About which session.
        session: SessionKey,
        /// Whose parts are signed.
        persons: Vec<PersonNumber>,
        /// Why it is signed after the deadline, if it is (OP-11, OP-13).
        late_because: Option<String>,
    },
    /// A supervisor signs what somebody in training wrote.
    CosignNotes {
        /// About which session.
        session: SessionKey,
        /// Whose notes.
        persons: Vec<PersonNumber>,
    },
    /// A signed note is corrected by a new version.
    AmendNote {
        /// About which session.
        session: SessionKey,
        /// Whose note.
        person: PersonNumber,
        /// The text as it should stand.
        words: String,
        /// Why.
        reason: String,
    },
    /// An attempt to reach a person (OP-14).
    LogOutreach {
        /// Whom.
        person: PersonNumber,
        /// How.
        channel: OutreachChannel,
        /// Whether they were reached.
        was_reached: bool,
        /// What happened.
        words: String,
    },
    /// The person told of a return to use; told, not found out.
    TellReturnToUse {
        /// Who.
        person: PersonNumber,
        /// The day of use.
        used_on: Date,
        /// In person-first words.
        words: String,
        /// What was agreed.
        agreed: String,
    },
    /// Something that must be looked at first.
    RaiseConcern {
        /// About whom.
        person: PersonNumber,
        /// The kind, in the fixed order of the board.
        kind: ConcernKind,
        /// One or two sentences; never the answer to a safety question.
        words: String,
        /// Who should act.
        owner: Key,
        /// By when.
        due: DateTime,
    },
    /// An outcome was written; the concern leaves the board.
    SettleConcern {
        /// About whom.
        person: PersonNumber,
        /// Which kind.
        kind: ConcernKind,
        /// The outcome.
        outcome: String,
    },
    /// Money is received from the person.
    ReceivePayment {
        /// From whom.
        person: PersonNumber,
        /// Cents.
        amount_cents: i64,
    },
}

/// Somebody who asks for help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    pub channel: OutreachChannel,
    pub for_whom: String,
    pub given: String,
    pub family: String,
    pub phone: String,
    pub may_text: bool,
    pub may_leave_message: bool,
    pub call_as: Option<String>,
    pub paying_with: String,
    pub referred_by: String,
    pub words: String,
}

/// A person's coverage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    pub person: PersonNumber,
    pub payer: Key,
    pub member_id: String,
    pub from: Date,
}

/// A consent as signed; see [`confidential::Consent`].
#[derive(Clone, Debug, PartialEq)]
pub struct ConsentInput {
    pub person: PersonNumber,
    pub kind: ConsentKind,
    pub patient_name_as_signed: String,
    pub recipients: Vec<Recipient>,
    pub purposes: Vec<Purpose>,
    pub categories: Vec<Category>,
    pub expires: Expiry,
    pub signed_on: Date,
}

/// An authorization as granted (OP-50).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationInput {
    /// Whose.
    pub person: PersonNumber,
    /// The payer's key.
    pub payer: Key,
    /// The payer's number.
    pub number: String,
    /// The code it is for.
    pub code: String,
    /// Days.
    pub units: i64,
    /// From this day.
    pub from: Date,
    /// To this day.
    pub to: Date,
    /// Who decided, and the reference of the call.
    pub reviewer: String,
}

/// What opens an episode with a stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Who.
    pub person: PersonNumber,
    /// The level of care.
    pub level: String,
    /// The track's key.
    pub track: Key,
    /// First day of attendance.
    pub from: Date,
    /// ICD-10-CM code and words, the principal first.
    pub diagnoses: Vec<(String, String)>,
    /// Staff and what they are to the person.
    pub care_team: Vec<(Key, String)>,
}

/// An appointment of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub person: PersonNumber,
    pub service_type: Key,
    pub staff: Key,
    pub room: Key,
    pub day: Date,
    pub start: Time,
    pub end: Time,
}

/// The part of a note that is the same for everyone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPart {
    /// The topic, from the curriculum.
    pub topic: String,
    /// What was done, out of the catalogue's techniques.
    pub techniques: Vec<String>,
    /// The summary.
    pub summary: String,
}

/// The part of a note that is about one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPart {
    /// Who.
    pub person: PersonNumber,
    /// How they took part.
    pub participation: Participation,
    /// How they seemed.
    pub presentation: Vec<Presentation>,
    /// Which objective was worked on and how it moved; nothing while it is not chosen yet.
    pub objective: Option<(String, Moved)>,
    /// Their own text.
    pub words: String,
    /// What the checks before signing should find in it, where the story plants something.
    pub planted: Option<Planted>,
}

/// How somebody took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participation {
    Led,
    Active,
    Attentive,
    WithPrompts,
    Quiet,
}

/// How somebody seemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presentation {
    Calm,
    Hopeful,
    Anxious,
    Low,
    Irritable,
    Tired,
}

/// How an objective moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    Back,
    Same,
    Forward,
    Met,
}

/// What a check before signing should find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planted {
    /// Nearly the same as another person's text.
    ReadsLikeAnother,
    /// Names another person of the group.
    NamesAnother,
    /// No objective is linked.
    NoObjective,
}

/// How contact was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutreachChannel {
    Call,
    Text,
    Fax,
    Web,
}

/// Kinds of concern, in the fixed order in which the board shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConcernKind {
    /// A safety answer, statement or event with no contact since.
    Safety,
    /// Missing and unreachable.
    Unreachable,
    /// A gap in medicine.
    Medicine,
    /// A sharp change, such as a return to use.
    SharpChange,
    /// A legal clock: a consent ended with something due.
    Consent,
    /// Something with a deadline: an authorization ends.
    Authorization,
}

/// How a stay ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DischargeKind {
    /// Goals met; stepped down to fewer hours.
    Completed,
    /// An unplanned exit.
    LeftBeforeFinishing,
    /// Went on to a higher level of care.
    HigherLevel,
    /// Moved away or to another program.
    Transferred,
}
