//! The content of a pack, before it is set on paper.

use jiff::Timestamp;
use jiff::civil::Date;
use vocabulary::PersonName;
use vocabulary::id::{DayPackId, GroupSessionId};

use crate::today::HoursMeter;

/// Everything a pack says.
#[derive(Clone, Debug)]
pub struct DayPackContents {
    /// Which pack.
    pub id: DayPackId,
    /// For which day.
    pub day: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// When this printing of it was.
    pub printed_at: Timestamp,
    /// Who printed it.
    pub printed_by: String,
    /// The program.
    pub program: String,
    /// The program's own telephone.
    pub telephone: String,
    /// The line that federal law asks for on every page (42 CFR 2.32).
    pub notice: String,
    /// The day's sessions, in the order of the clock.
    pub sessions: Vec<PackSession>,
    /// How people of the day are reached; nothing when whoever prints may not see that.
    pub contacts: Option<Vec<PackContact>>,
    /// Who works here that day, with credential.
    pub staff: Vec<String>,
    /// Who helps in a crisis.
    pub help: Vec<PackHelp>,
    /// Medicines as others reported them; nothing when whoever prints may not see that.
    pub medicines: Option<Vec<PackMedicine>>,
    /// The slips, in order.
    pub slips: Vec<PackSlip>,
}

/// A session with its roster.
#[derive(Clone, Debug)]
pub struct PackSession {
    /// Which.
    pub session: GroupSessionId,
    /// Its name.
    pub name: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Where.
    pub room: String,
    /// Who leads, with credentials.
    pub leaders: Vec<String>,
    /// Who is expected, by name.
    pub people: Vec<PackPerson>,
}

/// A person on a roster.
#[derive(Clone, Debug)]
pub struct PackPerson {
    /// The name as boards show it.
    pub name: PersonName,
    /// Pronouns.
    pub pronouns: Option<String>,
    /// Whether an interpreter is needed, and for which language.
    pub interpreter: Option<String>,
    /// Their week, as it stood when this was printed.
    pub hours: HoursMeter,
}

/// How a person is reached.
#[derive(Clone, Debug)]
pub struct PackContact {
    /// Who.
    pub name: PersonName,
    /// The number of the record.
    pub record_number: i64,
    /// Number or address, and in words what may be left there.
    pub reach: Vec<(String, String)>,
    /// Whom the person allowed us to call in an emergency, as written in the consent.
    pub emergency: Vec<String>,
}

/// Who helps in a crisis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackHelp {
    /// The name.
    pub name: String,
    /// The number.
    pub phone: String,
    /// What one must know.
    pub note: String,
}

/// A person's medicines as others reported them.
#[derive(Clone, Debug)]
pub struct PackMedicine {
    /// Who.
    pub name: PersonName,
    /// The number of the record.
    pub record_number: i64,
    /// Each as sent.
    pub lines: Vec<String>,
}

/// A slip.
#[derive(Clone, Debug)]
pub struct PackSlip {
    /// Its code, as it is printed.
    pub shown: String,
    /// Whom it is about; nothing for a blank one.
    pub about: Option<PackSlipAbout>,
}

/// Whom a slip is about.
#[derive(Clone, Debug)]
pub struct PackSlipAbout {
    /// Who.
    pub name: PersonName,
    /// The number of the record.
    pub record_number: i64,
    /// The session's name.
    pub session: String,
    /// Start.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// Who leads.
    pub leaders: Vec<String>,
    /// Whether the session leaves clinical notes.
    pub has_notes: bool,
    /// What they work on, number and words; nothing when whoever prints may not see that.
    pub objectives: Option<Vec<String>>,
}
