//! What the board shows. Names are short on it, because boards are seen by other eyes.

use jiff::Timestamp;
use jiff::civil::Date;
use schedule::attendance::Arrival;
use vocabulary::PersonName;
use vocabulary::id::{ConcernId, GroupSessionId, InquiryId, PatientId};

/// The board of a day.
#[derive(Clone, Debug)]
pub struct TodayBoard {
    /// The local day.
    pub day: Date,
    /// The moment it was read.
    pub as_of: Timestamp,
    /// People in sum.
    pub tally: Tally,
    /// Whom to look at first; at most seven.
    pub look_first: Vec<LookFirst>,
    /// Groups and appointments, in the order of the clock.
    pub lanes: Vec<Lane>,
    /// What is due today.
    pub due: Vec<Due>,
    /// How many said yes to a question at the door and wait for somebody; nothing for who marks no arrivals.
    pub waits_at_door: usize,
    /// The next day with anything on it, when this one has nothing.
    pub next_day: Option<Date>,
}

/// People in sum, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Everybody expected today.
    pub people: i64,
    /// In the building or on video.
    pub here: i64,
    /// Said to be coming.
    pub on_the_way: i64,
    /// A session has begun and nobody knows where they are.
    pub not_accounted_for: i64,
    /// Excused or absent with a reason.
    pub excused: i64,
    /// Came and left.
    pub left: i64,
    /// Expected later.
    pub later: i64,
}

/// Somebody to look at first.
#[derive(Clone, Debug)]
pub struct LookFirst {
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// The inquiry of somebody who only asked and has no chart yet.
    pub inquiry: Option<InquiryId>,
    /// Why, in the fixed order of the board.
    pub kind: LookFirstKind,
    /// One or two sentences.
    pub sentence: String,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Until when.
    pub due_at: Option<Timestamp>,
    /// The concern it comes from, which a person closes with an outcome.
    pub concern: Option<ConcernId>,
}

/// Why somebody is to be looked at first, in the order of the board: explained, never a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookFirstKind {
    /// A safety answer, statement or event with no contact since.
    Safety,
    /// Missing and not reached.
    Missing,
    /// A gap in medicine.
    Medicine,
    /// A measure moved sharply.
    Change,
    /// A legal clock, such as a consent that ended.
    Legal,
    /// Another deadline today, such as an authorization that ends.
    Deadline,
}

/// One group or appointment with its people.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The session.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Where.
    pub room: String,
    /// Who leads, by family name.
    pub leaders: Vec<String>,
    /// Whether the viewer leads it.
    pub is_mine: bool,
    /// Whether it leaves clinical notes.
    pub has_notes: bool,
    /// Why it was cancelled, when it was.
    pub cancelled: Option<String>,
    /// How many notes are signed.
    pub signed: i64,
    /// The people, those to act on as on the board.
    pub people: Vec<BoardPerson>,
}

/// A person in a lane.
#[derive(Clone, Debug)]
pub struct BoardPerson {
    /// Who.
    pub patient: PatientId,
    /// The name on screens.
    pub name: PersonName,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Language tag.
    pub language: String,
    /// Whether an interpreter is needed.
    pub needs_interpreter: bool,
    /// How they stand to the session.
    pub arrival: Arrival,
    /// The kinds of concern that are open, for a chip without words.
    pub flags: Vec<LookFirstKind>,
    /// Their week.
    pub hours: HoursMeter,
    /// What the day is for billing, in one line; for those who may see it.
    pub billing: Option<String>,
    /// Whether the day's authorization is used up or ends soon: visible at arrival, never first at billing.
    pub authorization: Option<String>,
}

/// Minutes of the week against its floor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HoursMeter {
    /// Credited today.
    pub today_minutes: i64,
    /// Credited this week.
    pub attended_minutes: i64,
    /// Booked in the rest of the week.
    pub booked_minutes: i64,
    /// The floor.
    pub floor_minutes: i64,
    /// What attending everything booked would still leave open.
    pub short_minutes: i64,
}

/// Something due today.
#[derive(Clone, Debug)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// How many.
    pub count: i64,
    /// A line about it.
    pub words: String,
}

/// What can be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// People who did not come, and answers that wait.
    NotAccountedFor,
    /// Consents that end within thirty days.
    ConsentsEnding,
    /// Notes to sign.
    NotesToSign,
    /// Notes to co-sign.
    NotesToCosign,
    /// Authorizations that end.
    AuthorizationsEnding,
    /// Days held that can still be rescued today.
    DaysHeld,
    /// Plans to look at again.
    PlansToReview,
    /// Answers of payers that refuse, ended or changed.
    CoverChanged,
}
