//! The eligibility inquiry (270, 005010X279A1) as plain data: whether somebody is insured with a payer on a day, and for what. What the
//! answer says stands in `benefit.rs`.

use std::fmt;

use jiff::civil::{Date, DateTime};

use crate::{Envelope, Gender, Payer, PersonName, Problem, write_270};

/// The implementation guide of inquiry and answer (GS08, ST03).
pub const ELIGIBILITY_GUIDE: &str = "005010X279A1";

/// An inquiry file: one interchange with one functional group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interchange270 {
    /// Who sends to whom, when, under which numbers.
    pub envelope: Envelope,
    /// At least one.
    pub transactions: Vec<Transaction270>,
}

/// One transaction set (ST to SE).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction270 {
    /// ST02, 1 to 999,999,999; written with at least four digits.
    pub control_number: u32,
    /// BHT03: our number of the sending, at most 50 characters; the answer repeats it.
    pub reference: String,
    /// BHT04, BHT05, local time; seconds are not written.
    pub made_at: DateTime,
    /// At least one.
    pub inquiries: Vec<EligibilityInquiry>,
}

/// One question: about one person, to one payer, by one provider.
#[derive(Clone, PartialEq, Eq)]
pub struct EligibilityInquiry {
    /// Whom we ask (2100A).
    pub payer: Payer,
    /// Who asks (2100B).
    pub provider: Named,
    /// Our number of the question (TRN); the answer repeats it.
    pub trace: Trace,
    /// The member of the plan (2100C).
    pub subscriber: Member,
    /// The patient, when it is not the member (2100D).
    pub dependent: Option<Member>,
    /// For which day (DTP 291).
    pub service_date: Date,
    /// For which kinds of service (EQ01), codes of the guide: `30` the plan as a whole, `AI` substance use, `MH` mental health.
    pub service_types: Vec<String>,
}

/// A number by which question and answer find each other (TRN).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// TRN02, at most 50 characters.
    pub number: String,
    /// TRN03: who gave it, ten characters; `1` and the tax number is usual.
    pub originator: String,
    /// TRN01 is `2` in an answer that repeats our number, `1` where it is the sender's own.
    pub is_repeated: bool,
}

/// A member of a plan or somebody insured through one, as asked about.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// Name; may be empty where the payer finds people by number.
    pub name: PersonName,
    /// Member id, 2 to 80 characters; a dependent has none of its own.
    pub member_id: Option<String>,
    /// Group or policy number (REF 6P).
    pub group_number: Option<String>,
    /// Birth date.
    pub birth_date: Option<Date>,
    /// As on file with the payer.
    pub gender: Option<Gender>,
}

/// An organization or a person with a number (NM1). An organization's name stands in `name.last`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Whether it is a person (NM102).
    pub is_person: bool,
    /// The name.
    pub name: PersonName,
    /// NM108: what kind of number: `PI` payer, `XX` NPI, `MI` member, `SV` the payer's number of a provider.
    pub id_qualifier: String,
    /// NM109.
    pub id: String,
}

impl Named {
    /// An organization with its national provider identifier.
    #[must_use]
    pub fn organization(name: &str, npi: &str) -> Self {
        Self {
            is_person: false,
            name: PersonName { last: name.to_owned(), ..PersonName::default() },
            id_qualifier: "XX".to_owned(),
            id: npi.to_owned(),
        }
    }
}

impl Interchange270 {
    /// The bytes of the file.
    ///
    /// # Errors
    /// Every [`Problem`] at once, in plain sentences. Nothing is written unless everything is in order.
    pub fn write(&self) -> Result<Vec<u8>, Vec<Problem>> {
        Ok(write_270::bytes(&self.normalized()?))
    }

    /// The same file as it will stand on the wire; reading a written file gives exactly this.
    ///
    /// # Errors
    /// As [`Interchange270::write`].
    pub fn normalized(&self) -> Result<Self, Vec<Problem>> {
        write_270::normalized(self)
    }
}

macro_rules! withheld {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(concat!(stringify!($name), "(withheld)"))
            }
        })+
    };
}

withheld!(EligibilityInquiry, Member, Named);
