//! An agreement with somebody who helps run the program.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::day::days_between;
use vocabulary::id::AgreementId;

use crate::named::named;

/// So many days before its last day an agreement ends soon.
pub const ENDS_SOON_DAYS: i64 = 30;

named! {
    /// What somebody does for the program.
    Service {
        /// Runs the computer or keeps its copies.
        Hosting = "hosting", "Hosting and backups";
        /// Carries texts.
        TextNetwork = "text_network", "Text network";
        /// Carries e-mail.
        Mail = "mail", "E-mail";
        /// Carries claims and questions to payers.
        ClearingHouse = "clearing_house", "Clearing house";
        /// Runs the video rooms.
        Video = "video", "Video rooms";
        /// Tests what is collected.
        Laboratory = "laboratory", "Laboratory";
        /// Carries faxes.
        Fax = "fax", "Fax";
        /// Bills, counts, advises: a biller, an accountant, a lawyer.
        Professional = "professional", "Professional service";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// Since when it does not hold any more, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The first day on which it does not hold.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// The signed paper as a file, kept whole under its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub size: u64,
}

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The id.
    pub id: AgreementId,
    /// With whom.
    pub vendor: String,
    /// What it covers; at least one.
    pub services: Vec<Service>,
    /// Whether they accept being bound by 42 CFR Part 2 (a qualified service organization agreement).
    pub is_qsoa: bool,
    /// Whether it is a business associate agreement (45 CFR 164.504(e)).
    pub is_baa: bool,
    /// The day it was signed by both.
    pub signed_on: Date,
    /// Its last day; nothing when it runs until it is ended.
    pub valid_to: Option<Date>,
    /// Where the signed paper lies.
    pub kept_at: String,
    /// Since when it does not hold any more.
    pub ended: Option<End>,
    /// What both signed, as a file; nothing as long as it lies on paper only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

/// How an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementState {
    /// It holds.
    Holds,
    /// It holds and ends within [`ENDS_SOON_DAYS`].
    EndsSoon {
        /// In so many days; 0 is today.
        days: i64,
    },
    /// Its last day is over, or it was ended.
    Over,
}

impl Agreement {
    /// The last day on which it holds, as far as that is known.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let ended = self.ended.as_ref().map(|end| end.on.yesterday().unwrap_or(end.on));
        match (self.valid_to, ended) {
            (Some(valid_to), Some(ended)) => Some(valid_to.min(ended)),
            (one, other) => one.or(other),
        }
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.signed_on <= day && self.last_day().is_none_or(|last| day <= last)
    }

    /// How it stands on a day.
    #[must_use]
    pub fn state(&self, today: Date) -> AgreementState {
        match self.last_day().map(|last| days_between(today, last)) {
            Some(days) if days < 0 => AgreementState::Over,
            Some(days) if days <= ENDS_SOON_DAYS => AgreementState::EndsSoon { days },
            _ => AgreementState::Holds,
        }
    }

    /// `QSOA and BAA`, as people call it.
    #[must_use]
    pub const fn kinds(&self) -> &'static str {
        match (self.is_qsoa, self.is_baa) {
            (true, true) => "QSOA and BAA",
            (true, false) => "QSOA",
            _ => "BAA",
        }
    }
}
