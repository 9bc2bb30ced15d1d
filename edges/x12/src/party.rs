//! Who stands in a claim file: programs, payers, people. Names are given as the people spell them (or as their billing name
//! says); the writer folds them. Values that identify a person do not appear in `Debug`.

use std::fmt;

use jiff::civil::Date;

use crate::{Gender, PayerSequence, Relationship};

/// A person's legal or billing name. One of the two main parts may be empty; a single name goes out as the last name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Family name; at most 60 characters leave the house.
    pub last: String,
    /// Given names; at most 35.
    pub first: String,
    /// Middle name or initial; at most 25. Usually empty.
    pub middle: String,
    /// `JR`, `III`; at most 10. Usually empty.
    pub suffix: String,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// One or two lines, at most 55 characters each.
    pub lines: Vec<String>,
    /// City or post office.
    pub city: String,
    /// Two letters; military post has `AA`, `AE`, `AP`.
    pub state: String,
    /// Five or nine digits, with or without a hyphen. Text, because it may begin with zero.
    pub zip: String,
}

/// Who bills (2000A, 2010AA): an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillingProvider {
    /// Name as enrolled with the payer.
    pub name: String,
    /// National provider identifier, ten digits with a right check digit.
    pub npi: String,
    /// Employer identification number, nine digits.
    pub ein: String,
    /// Ten-character taxonomy code, such as `261QR0405X`; needed by most Medicaid payers.
    pub taxonomy: Option<String>,
    /// Where it stands: a street, never a post-office box, with a nine-digit ZIP.
    pub address: Address,
    /// Where payments go, if elsewhere; a post-office box belongs here.
    pub pay_to: Option<Address>,
}

/// Who pays (2010BB).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payer {
    /// Name.
    pub name: String,
    /// The payer's electronic id.
    pub id: String,
}

/// The member of the plan (2000B, 2010BA), who may or may not be the patient.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// Name.
    pub name: PersonName,
    /// Member id as on the card, 2 to 80 characters.
    pub member_id: String,
    /// In which turn this payer pays.
    pub sequence: PayerSequence,
    /// Group or policy number, if the card shows one.
    pub group_number: Option<String>,
    /// Name of the group; only sent when there is no number.
    pub group_name: Option<String>,
    /// SBR09: `CI` commercial, `MC` Medicaid, `MB` Medicare part B, `MA` part A, `BL` Blue Cross, `HM` HMO, `16`, `ZZ`, ...
    pub filing_indicator: String,
}

/// What the payer needs to know of the patient besides the name.
#[derive(Clone, PartialEq, Eq)]
pub struct Demographics {
    /// Home address. `None` sends no address: only for a subscriber without fixed address whose payer takes it so.
    pub address: Option<Address>,
    /// Birth date.
    pub birth_date: Date,
    /// As on file with the payer.
    pub gender: Gender,
}

/// Who was treated.
#[derive(Clone, PartialEq, Eq)]
pub enum Patient {
    /// The subscriber.
    Subscriber(Demographics),
    /// Somebody insured through the subscriber (2000C).
    Dependent(Dependent),
}

/// A patient who is not the subscriber.
#[derive(Clone, PartialEq, Eq)]
pub struct Dependent {
    /// What the patient is to the subscriber.
    pub relationship: Relationship,
    /// Name.
    pub name: PersonName,
    /// Birth date, address, sex.
    pub demographics: Demographics,
}

/// A person who treats: rendering or attending provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Practitioner {
    /// Name.
    pub name: PersonName,
    /// National provider identifier.
    pub npi: String,
    /// Taxonomy code. The institutional guide has no place for a rendering provider's; it is left out there.
    pub taxonomy: Option<String>,
}

/// Where the services took place, when not at the billing provider's address (loop 2310C or 2310E).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceFacility {
    /// Name.
    pub name: String,
    /// National provider identifier of its own, if it has one.
    pub npi: Option<String>,
    /// Street address with a nine-digit ZIP.
    pub address: Address,
}

impl PersonName {
    /// A name without middle part and suffix.
    #[must_use]
    pub fn new(first: &str, last: &str) -> Self {
        Self { last: last.to_owned(), first: first.to_owned(), ..Self::default() }
    }
}

impl Patient {
    /// Birth date, address and sex of whoever is the patient.
    #[must_use]
    pub fn demographics(&self) -> &Demographics {
        match self {
            Self::Subscriber(demographics) => demographics,
            Self::Dependent(dependent) => &dependent.demographics,
        }
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

withheld!(PersonName, Subscriber, Demographics, Patient, Dependent);
