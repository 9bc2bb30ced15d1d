//! A request of a person about their record.

use confidential::consent::Category;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::day::days_between;
use vocabulary::id::{PatientId, PayerId, PrivacyRequestId, StaffId};

use crate::clock::{Clocks, RequestClock};
use crate::named::named;

/// So many days before its last day a request is due soon.
pub const SOON_DAYS: i64 = 7;

named! {
    /// What is asked for.
    RequestKind {
        /// To see or get their own record (42 CFR 2.23; P2-52).
        Access = "access", "A copy of their record";
        /// That something in it is corrected (45 CFR 164.526).
        Amendment = "amendment", "A correction";
        /// What was shared with whom in the last three years (42 CFR 2.25; P2-49).
        Accounting = "accounting", "An account of what was shared";
        /// That something is not shared, although a consent would allow it (42 CFR 2.26; P2-50).
        Restriction = "restriction", "That something is not shared";
        /// That a payer learns nothing about what they pay for in full (45 CFR 164.522(a)(1)(vi); P2-50).
        PayerRestriction = "payer_restriction", "That a payer learns nothing of what they pay in full";
        /// To whom an intermediary passed records on (42 CFR 2.24; P2-51).
        IntermediaryList = "intermediary_list", "The list of an intermediary";
        /// To be reached in another way or at another place (45 CFR 164.522(b)).
        ConfidentialCommunication = "confidential_communication", "To be reached in another way";
    }
}

impl RequestKind {
    /// What the law wants, for whoever answers it.
    #[must_use]
    pub const fn law(self) -> &'static str {
        match self {
            Self::Access => {
                "People may see and get their own record. Part 2 does not stand in the way. A refusal needs one of the few reasons of the rule, in writing."
            }
            Self::Amendment => {
                "A correction is made, or refused in writing with the reason; then the person may add a statement of their own."
            }
            Self::Accounting => {
                "Everything that left with a consent in the last three years: when, to whom, what, why. The first account in twelve months costs nothing."
            }
            Self::Restriction => {
                "The program may say no, with its reason. Once it says yes it must keep it, except to treat somebody in an emergency."
            }
            Self::PayerRestriction => "The program must say yes: whoever pays in full may keep their payer from learning of it.",
            Self::IntermediaryList => {
                "Each disclosure of the last three years: who got it, when, and briefly what. The duty is on the intermediary."
            }
            Self::ConfidentialCommunication => "A reasonable wish is met, and nobody is asked why.",
        }
    }
}

named! {
    /// How it reached the program.
    Way {
        /// Said face to face.
        InPerson = "in_person", "In person";
        /// Said on the telephone.
        Phone = "phone", "By telephone";
        /// Written on paper.
        Letter = "letter", "By letter";
        /// Written by text, e-mail or on their own page.
        Written = "written", "By text or e-mail";
    }
}

/// Who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedBy {
    /// The person.
    Person,
    /// Somebody who may speak for them.
    Representative {
        /// Their name.
        name: String,
        /// What their authority rests on.
        authority: String,
    },
}

named! {
    /// What became of it.
    Outcome {
        /// All of it is done.
        Granted = "granted", "Granted";
        /// A part of it is done; the reason says which is not and why.
        InPart = "in_part", "Granted in part";
        /// It is not done; the reason says why.
        Refused = "refused", "Refused";
        /// The person took it back.
        Withdrawn = "withdrawn", "Taken back by the person";
    }
}

/// More time, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// On which day the person was told in writing.
    pub told_on: Date,
    /// Why it takes longer, as the person was told.
    pub reason: String,
    /// Until when.
    pub due_on: Date,
}

/// What the program agrees to keep back: the gate keeps it from then on, an emergency aside (P2-50).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// Who learns nothing of it, by name; nobody outside does when it is empty.
    pub recipient: String,
    /// Of what; of everything when it is empty.
    pub categories: Vec<Category>,
}

impl Limit {
    /// Whether it names neither whom nor what.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.recipient.trim().is_empty() && self.categories.is_empty()
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What became of it.
    pub outcome: Outcome,
    /// Why, as the person was told; may be empty only when it was granted.
    pub reason: String,
    /// On which day the person was told.
    pub told_on: Date,
    /// When it was written down.
    pub at: Timestamp,
    /// By whom.
    pub by: StaffId,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyRequest {
    /// The id.
    pub id: PrivacyRequestId,
    /// Whose record.
    pub patient: PatientId,
    /// What is asked for.
    pub kind: RequestKind,
    /// Which payer is to learn nothing; only and always for [`RequestKind::PayerRestriction`].
    pub payer: Option<PayerId>,
    /// The day it reached the program: the clock begins here.
    pub received_on: Date,
    /// Who asked.
    pub asked_by: AskedBy,
    /// How.
    pub way: Way,
    /// In which words.
    pub words: String,
    /// The last day to answer by the clock of the day it was received; nothing where there is no clock.
    pub due_on: Option<Date>,
    /// More time, when it was taken.
    pub extension: Option<Extension>,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
}

/// How a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its last day is over.
    Late {
        /// For so many days.
        days: i64,
    },
    /// Its last day is near: within [`SOON_DAYS`].
    Soon {
        /// In so many days; 0 is today.
        days: i64,
    },
    /// There is time.
    Running {
        /// So many days.
        days: i64,
    },
    /// No clock runs.
    NoClock,
    /// It is answered.
    Answered,
}

impl Standing {
    /// How a matter with a last day stands on a day.
    #[must_use]
    pub fn of(due_on: Option<Date>, today: Date) -> Self {
        match due_on.map(|due| days_between(today, due)) {
            None => Self::NoClock,
            Some(days) if days < 0 => Self::Late { days: -days },
            Some(days) if days <= SOON_DAYS => Self::Soon { days },
            Some(days) => Self::Running { days },
        }
    }

    /// Whether somebody has to act now.
    #[must_use]
    pub const fn is_pressing(self) -> bool {
        matches!(self, Self::Late { .. } | Self::Soon { .. })
    }
}

impl PrivacyRequest {
    /// The last day to answer, with more time when it was taken.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.extension.as_ref().map(|extension| extension.due_on).or(self.due_on)
    }

    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        if self.answer.is_some() { Standing::Answered } else { Standing::of(self.last_day(), today) }
    }

    /// The rule it is judged by.
    #[must_use]
    pub fn clock(&self) -> Option<&'static RequestClock> {
        Clocks::standard().request(self.kind, self.received_on)
    }

    /// `open` or `answered`.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.answer.is_some() { "answered" } else { "open" }
    }
}
